"""Layouts of provinces: lists under names of their own, sources as rows of a table, amounts at several stages."""

from __future__ import annotations

from decimal import Decimal

from jixiao.checks.rule_engine import check_documents
from jixiao.forms.document import is_left_out
from sheet_table import read, read_one

BY_SOURCE = """
市级项目支出绩效目标表 | < | < | < | < | <
填报单位（盖章）：安澜市港口中心 | < | < | 2026年 | < | 单位：万元
项目名称 | < | 航道助航标志维护 | < | 项目类别 | 特定目标类
主管部门 | < | 安澜市交通运输局 | < | 项目起止时间 | 2026年1月-2026年12月
项目资金申请（万元） | < | 资金总额 | 92.5 | < | <
^ | ^ | 资金来源 | 金额 | < | 占比（%）
^ | ^ | 财政拨款 | 80 | < | 86.49
^ | ^ | 上级补助 | 0 | < | 0
^ | ^ | 其他资金 | 12.5 | < | 13.51
绩效目标 | < | 维护航标36座，航标正常率达到98%。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 说明 | <
产出指标 | 数量指标 | 维护航标数量 | ≥36座 | | <
产出指标 | 质量指标 | 航标正常率 | ≥98% | | <
满意度指标 | 服务对象满意度指标 | 船员满意度 | ≥90% | | <
"""


def test_sources_are_the_rows_of_a_table_of_amounts_and_shares():
    document = read_one(BY_SOURCE)
    assert document["funding"] == {"total": Decimal("92.5"), "fiscal": 80, "other": Decimal("12.5")}
    assert document["department"] == "安澜市交通运输局"
    kept = {each["label"]: each["value"] for each in document["other"]}
    assert kept["上级补助金额"] == 0
    assert all("explanation" not in row for row in document["indicators"])


BY_LEVEL = """
2026年项目绩效目标表 | < | < | <
编制单位：安澜市渔政站 | < | < | 单位：元
项目名称 | 增殖放流 | 项目编码 | 450900261000033
业务主管部门 | 安澜市农业农村局 | 项目分管科室 | 渔业科
当年预算 | 640000 | 本级支出 | 400000
^ | ^ | 上级补助 | 240000
当年绩效目标 | 放流鱼苗320万尾。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 放流鱼苗数量 | ≥320万尾
满意度指标 | 服务对象满意度指标 | 渔民满意度 | ≥90%
"""


def test_money_of_two_levels_of_government_is_not_the_one_of_them():
    document = read_one(BY_LEVEL)
    assert document["funding"] == {"annual": 640000}
    assert [(each["label"], each["value"]) for each in document["other"]] == [
        ("编制单位", "安澜市渔政站"),
        ("项目分管科室", "渔业科"),
        ("本级支出", 400000),
        ("上级补助", 240000),
    ]


LIST_OF_FUNDS = """
项目支出绩效目标表 | < | < | < | < | < | < | <
单位：安澜市民政局 | < | < | < | < | < | < | 金额单位：万元
单位代码 | 单位（专项）名称 | 资金总额 | 绩效目标 | 绩效指标 | < | < | <
^ | ^ | ^ | ^ | 一级指标 | 二级指标 | 三级指标 | 指标值
366001 | 社区助餐点建设 | 58 | 建成助餐点14个。 | 产出指标 | 数量指标 | 助餐点数量 | ≥14个
^ | ^ | ^ | ^ | 满意度指标 | 服务对象满意度指标 | 老年人满意度 | ≥92%
366001 | 未成年人关爱 | 23.4 | 走访儿童310人次。 | 产出指标 | 数量指标 | 走访儿童人次 | ≥310人次
^ | ^ | ^ | ^ | 满意度指标 | 服务对象满意度指标 | 监护人满意度 | ≥90%
"""


def test_a_unit_or_a_fund_under_one_title_is_a_project_of_the_list():
    documents = read(LIST_OF_FUNDS)
    assert [(each["project"], each["funding"]["total"]) for each in documents] == [
        ("社区助餐点建设", 58),
        ("未成年人关爱", Decimal("23.4")),
    ]
    assert [len(each["indicators"]) for each in documents] == [2, 2]


STAGES = """
预算年度 | 部门名称 | 单位名称 | 项目编码 | 项目名称 | 申报金额 | 审核金额 | 批复金额 | 一级指标 | 二级指标 | 三级指标 | 指标值
2026 | 安澜市水利局 | 安澜市排涝站 | 45001 | 泵站检修 | 90 | 82 | 75.5 | 产出指标 | 数量指标 | 检修泵站数 | ≥6座
2026 | 安澜市水利局 | 安澜市排涝站 | 45001 | 泵站检修 | 90 | 82 | 75.5 | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90%
2026 | 安澜市水利局 | 安澜市灌区处 | 45002 | 渠系清淤 | 60 | 60 | 51 | 产出指标 | 数量指标 | 清淤渠道长度 | ≥18公里
2026 | 安澜市水利局 | 安澜市灌区处 | 45002 | 渠系清淤 | 60 | 60 | 51 | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90%
"""


def test_of_amounts_asked_for_reviewed_and_granted_the_granted_counts():
    first, second = read(STAGES)
    assert (first["funding"], second["funding"]) == ({"total": Decimal("75.5")}, {"total": 51})
    assert {(each["label"], each["value"]) for each in first["other"]} == {("申报金额", 90), ("审核金额", 82)}


PARALLEL = """
2026年预算项目绩效目标表 | < | < | < | < | < | < | <
部门（单位）名称：安澜市林业局 | < | < | < | < | < | < | 单位：万元
单位编码（项目编码） | 项目单位（项目名称） | 项目金额（万元） | < | 产出指标 | < | 满意度指标 | <
^ | ^ | 资金总额 | 单位资金 | 三级指标 | 指标值 | 三级指标 | 指标值
370 | 安澜市林业局 | 71 | 6 | | | |
450900261000041 | 古树名木养护 | 71 | 6 | 养护古树株数 | ≥260株 | 市民满意度 | ≥90%
^ | ^ | ^ | ^ | 养护合格率 | ≥97% | |
"""


def test_the_code_of_a_project_stands_in_the_column_of_the_codes_of_units():
    document = read_one(PARALLEL)
    assert (document["project"], document["project_code"]) == ("古树名木养护", "450900261000041")
    assert document["funding"] == {"total": 71, "other": 6}
    assert [row["level1"] for row in document["indicators"]] == ["产出指标", "产出指标", "满意度指标"]


DEPARTMENTS = """
整体支出绩效目标表 | < | < | < | < | < | < | <
部门：安澜市水利局 | < | < | < | < | < | < | 单位：万元
单位编码 | 单位名称 | 年度预算申请 | < | 部门职能职责描述 | 整体绩效目标 | 部门整体支出年度绩效指标 | <
^ | ^ | 资金总额 | 项目支出 | ^ | ^ | 产出指标 | 效益指标
371001 | 安澜市水利局本级 | 940 | 610 | 管水 | 检修泵站6座。 | 数量指标：检修泵站数≥6座；质量指标：泵站完好率≥97% | 社会效益指标：受益农户≥4200户；满意度指标：农户满意度≥90%
371002 | 安澜市灌区处 | 380.5 | 120.5 | 管渠 | 清淤渠道18公里。 | 清淤渠道长度≥18公里 | 生态效益指标：水质达标率≥92%
合计 | < | 1320.5 | 730.5 | | | |
"""


def test_a_line_for_each_whole_department_is_a_form_of_it():
    first, second = read(DEPARTMENTS)
    assert (first["kind"], first["department"], first["department_code"]) == (
        "department",
        "安澜市水利局本级",
        "371001",
    )
    assert (first["budget"], first["duties"]) == ({"total": 940, "project": 610}, "管水")
    assert second["goals"] == {"annual": "清淤渠道18公里。"}
    assert second["budget"] == {"total": Decimal("380.5"), "project": Decimal("120.5")}
    keys = ("level1", "level2", "level3", "operator", "target", "unit", "cell")
    assert [tuple(row[key] for key in keys) for row in first["indicators"]] == [
        ("产出指标", "数量指标", "检修泵站数", "≥", 6, "座", "G5"),
        ("产出指标", "质量指标", "泵站完好率", "≥", 97, "%", "G5"),
        ("效益指标", "社会效益指标", "受益农户", "≥", 4200, "户", "H5"),
        ("满意度指标", None, "农户满意度", "≥", 90, "%", "H5"),
    ]
    assert [row["level2"] for row in second["indicators"]] == [None, "生态效益指标"]


FUND = """
2026年市级财政专项资金绩效目标表 | < | < | <
专项资金名称 | 渔业发展资金 | 主管部门 | 安澜市农业农村局
资金规模（万元） | 260 | 执行期限 | 2025—2027年
支出方向 | 年度金额（万元） | 占比 | 主要内容
增殖放流 | 160 | 61.54% | 放流鱼苗
渔港维护 | 100 | 38.46% | 疏浚港池
设立依据 | 市政府令第36号 | < | <
总体绩效目标 | 三年改善渔港条件。 | < | <
年度绩效目标 | 放流鱼苗320万尾。 | < | <
一级指标 | 二级指标 | 三级指标 | 本年目标值
产出指标 | 数量指标 | 放流鱼苗数量 | ≥320万尾
满意度指标 | 服务对象满意度指标 | 渔民满意度 | ≥90%
"""


def test_the_directions_of_a_fund_are_no_list_of_projects():
    document = read_one(FUND)
    assert (document["kind"], document["project"], document["funding"]) == ("project", "渔业发展资金", {"total": 260})
    assert document["goals"] == {"period": "三年改善渔港条件。", "annual": "放流鱼苗320万尾。"}
    assert [row["level3"] for row in document["indicators"]] == ["放流鱼苗数量", "渔民满意度"]
    assert {"增殖放流", "渔港维护"} <= {left["text"] for left in document["unread"]}


WHOLE_AND_YEAR = """
项目支出绩效目标申报表 | < | < | < | <
（2026年度） | < | < | < | <
申报单位：安澜市港口中心 | < | < | 申报日期：2025年10月8日 | <
项目名称 | 航道助航 | 项目编码 | 450900261000047 | <
主管部门 | 安澜市交通运输局 | 项目单位 | 安澜市港口中心 | <
项目类型 | 经常性项目 | 项目起止时间 | 2026.01-2026.12 | <
项目资金申请（万元） | 资金总额： | 92.5 | < | <
^ | 财政资金： | 80 | < | <
^ | 其他资金： | 12.5 | < | <
项目总目标 | 建立长效机制。 | < | < | <
年度绩效目标 | 维护航标36座。 | < | < | <
年度绩效指标 | 一级指标 | 二级指标 | 指标内容 | 指标值
^ | 产出指标 | 数量指标 | 维护航标数量 | ≥36座
^ | 满意度指标 | 服务对象满意度指标 | 船员满意度 | ≥90%
"""


def test_the_goal_of_the_whole_project_is_not_that_of_the_year():
    document = read_one(WHOLE_AND_YEAR)
    assert document["goals"]["annual"] == "维护航标36座。"
    assert document["funding"] == {"annual": Decimal("92.5"), "fiscal": 80, "other": Decimal("12.5")}


TWO_YEARS = """
预算项目名称 | 单位名称 | 2025年预算数（千元） | 年度预算数（千元） | 一级指标 | 二级指标 | 三级指标 | 指标值
泵站检修 | 安澜市水利局 | 315 | 350 | 产出指标 | 数量指标 | 检修泵站数 | ≥6座
^ | ^ | ^ | ^ | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90%
渠系清淤 | 安澜市水利局 | 90 | 120 | 产出指标 | 数量指标 | 清淤渠道长度 | ≥18公里
^ | ^ | ^ | ^ | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90%
"""


def test_an_earlier_year_is_not_the_year_of_a_list_that_names_none():
    assert [each["funding"] for each in read(TWO_YEARS)] == [{"total": 350}, {"total": 120}]


WITH_LAST_YEAR = """
项目支出绩效自评表 | < | < | < | < | <
（2025年度） | < | < | < | < | <
项目名称 | 技能培训补贴 | < | 主管部门 | 安澜市人社局 | <
一级指标 | 二级指标 | 三级指标 | 上年完成值 | 目标值 | 实际完成情况
产出指标 | 数量指标 | 培训人数 | 1345人 | ≥1344人 | 1346人
产出指标 | 质量指标 | 取证率 | 85.7% | ≥85% | 86%
满意度指标 | 服务对象满意度指标 | 学员满意度 | 94.2% | ≥94% | 94.5%
"""


def test_what_was_reached_last_year_hides_nothing_that_was_reached():
    document = read_one(WITH_LAST_YEAR)
    assert [row["actual"] for row in document["indicators"]] == [1346, 86, Decimal("94.5")]


BELOW_A_LONG_GOAL = """
项目支出绩效目标表（2026年度） | < | < | < | < | < | <
项目名称 | 水库除险加固 | < | 主管部门 | 安澜市水利局 | < | <
年度总体目标：1.加固水库6座。 | < | < | < | < | < | <
长期绩效目标：加固水库18座。 | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 目标值 | < | < | 全周期指标值
^ | ^ | ^ | 单位 | 计算符号 | 指标值 | ^
产出指标 | 数量指标 | 加固水库座数 | 座 | = | 6 | 18
产出指标 | 质量指标 | 工程合格率 | % | ≥ | 98 | 98
满意度指标 | 服务对象满意度指标 | 群众满意度 | % | ≥ | 90 | 90
"""


def test_a_long_goal_above_a_table_of_two_sides_is_not_its_side():
    document = read_one(BELOW_A_LONG_GOAL)
    assert [row["target"] for row in document["indicators"]] == [6, 98, 90]
    assert [row["target"] for row in document["period_side"]["indicators"]] == [18, 98, 90]


WHOLE_AND_STAGES = """
项目名称 | 单位名称 | 预算年度 | 项目总额 | 申请数 | 批复数 | 单位资金 | 一级指标 | 二级指标 | 三级指标 | 指标值
泵站检修 | 安澜市水利局 | 2026 | 1050 | 360 | 350 | 20 | 产出指标 | 数量指标 | 检修泵站数 | ≥6座
^ | ^ | ^ | ^ | ^ | ^ | ^ | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90%
"""


def test_the_whole_project_is_not_the_amount_granted():
    document = read_one(WHOLE_AND_STAGES)
    assert document["funding"] == {"total": 350, "other": 20}
    assert document["period_side"]["funding"] == {"total": 1050}
    assert [(each["label"], each["value"]) for each in document["other"]] == [("申请数", 360)]


CODED_TWICE = """
部门预算项目支出绩效目标表 | < | < | < | < | <
项目名称 | < | 渠系清淤 | < | < | <
主管部门 | 371安澜市水利局-450900000 | < | 实施单位 | 371002安澜市灌区处-450900000 | <
预算资金总额 | 120 | < | 总体目标 | 清淤渠道18公里。 | <
一级指标 | 二级指标 | 三级指标 | 运算符号 | 2026年指标值 | 度量单位
产出指标 | 数量指标 | 清淤渠道长度 | ≥ | 18 | 公里
效益指标 | 可持续影响指标 | 管护制度 | 文字描述 | 按月巡查 |
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥ | 90 | %
"""


def test_a_code_on_either_side_is_no_part_of_a_name():
    document = read_one(CODED_TWICE)
    assert (document["department"], document["department_code"]) == ("安澜市水利局", "371")
    assert document["implementing_unit"] == "安澜市灌区处"


def test_a_target_in_words_is_one_that_the_operator_says():
    document = read_one(CODED_TWICE)
    kept = [(row["operator"], row["target"], row["nature"]) for row in document["indicators"]]
    assert kept[1] == (None, "按月巡查", "qualitative")
    assert document["unread"] == []


def test_the_year_of_the_targets_is_that_of_the_form():
    assert read_one(CODED_TWICE)["fiscal_year"] == 2026
    two = CODED_TWICE.replace("总体目标", "2025年度绩效目标")
    assert read_one(two)["fiscal_year"] is None


NUMBERED_TITLE = """
表12：部门预算项目绩效目标表 | < | < | < | < | <
单位名称 | 项目名称 | 预算金额 | 绩效指标 | < | <
^ | ^ | ^ | 一级指标 | 三级指标 | 指标值
安澜市水利局 | 泵站检修 | 350 | 产出指标 | 检修泵站数 | ≥6座
^ | ^ | ^ | 满意度指标 | 农户满意度 | ≥90%
"""


def test_the_number_of_a_table_is_no_label_before_its_title():
    document = read_one(NUMBERED_TITLE)
    assert (document["project"], document.get("other", [])) == ("泵站检修", [])


SUMMARY_BY_LEVELS = """
2026年项目支出绩效目标汇总表 | < | < | < | < | <
部门：安澜市水利局 | < | < | < | < | 单位：万元
序号 | 项目名称 | 预算金额 | 产出指标 | < | 满意度指标
^ | ^ | ^ | 数量指标 | 质量指标 | 服务对象满意度指标
1 | 泵站检修 | 350 | 检修泵站数≥6座；更换水泵≥9台 | 泵站完好率≥97% | 农户满意度≥90%
2 | 渠系清淤 | 120 | 清淤渠道长度≥18公里 | | 农户满意度≥88%
合计 | < | 470 | | |
"""


def test_a_summary_that_states_indicators_has_a_form_for_each_project():
    first, second = read(SUMMARY_BY_LEVELS)
    assert (first["kind"], first["project"], first["funding"]) == ("project", "泵站检修", {"total": 350})
    keys = ("level1", "level2", "level3", "target", "cell")
    assert [tuple(row[key] for key in keys) for row in first["indicators"]] == [
        ("产出指标", "数量指标", "检修泵站数", 6, "D5"),
        ("产出指标", "数量指标", "更换水泵", 9, "D5"),
        ("产出指标", "质量指标", "泵站完好率", 97, "E5"),
        ("满意度指标", "服务对象满意度指标", "农户满意度", 90, "F5"),
    ]
    assert [row["target"] for row in second["indicators"]] == [18, 88]


BY_GOVERNMENT = """
部门整体支出绩效目标表 | < | < | <
（2026年度） | < | < | <
部门名称 | 安澜市水利局 | 单位：万元 |
收入预算合计 | 3260.4 | 其中：上级财政拨款 | 300
本级财政安排 | 2760.4 | 其他资金 | 200
年度总体目标 | 检修泵站6座。 | < | <
一级指标 | 二级指标 | 三级指标 | 目标值
产出指标 | 数量指标 | 检修泵站数 | ≥6座
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90%
"""


def test_what_one_government_gives_a_department_is_not_all_its_public_money():
    document = read_one(BY_GOVERNMENT)
    assert document["budget"] == {"total": Decimal("3260.4"), "other": 200}
    assert {each["value"] for each in document["other"]} == {300, Decimal("2760.4")}


PURCHASE = """
政府购买服务项目绩效目标申报表 | < | < | <
购买主体 | 安澜市港口中心 | 承接主体 | 待招标确定
购买服务项目名称 | 航道保洁 | 购买方式 | 公开招标
购买金额（万元） | 92.5 | 其中：财政资金 | 80
绩效目标 | 保洁航道36公里。 | < | <
一级指标 | 二级指标 | 三级指标 | 目标值
产出指标 | 数量指标 | 保洁航道长度 | ≥36公里
满意度指标 | 服务对象满意度指标 | 船员满意度 | ≥90%
"""


def test_what_a_service_is_bought_for_is_the_amount_of_the_project():
    document = read_one(PURCHASE)
    assert document["funding"] == {"total": Decimal("92.5"), "fiscal": 80}


YEARS_OF_A_POLICY = """
财政支出政策绩效目标申报表 | < | < | < | < | <
政策名称 | 渔业奖补政策 | 行业主管部门 | 安澜市农业农村局 | < | <
资金安排（万元） | 合计 | 2025年 | 2026年 | 2027年 |
^ | 600 | 180 | 200 | 220 |
2026年度目标 | 放流鱼苗320万尾。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 分年度目标值 | < | <
^ | ^ | ^ | 2025年 | 2026年 | 2027年
产出指标 | 数量指标 | 放流鱼苗数量 | ≥300万尾 | ≥320万尾 | ≥340万尾
满意度指标 | 服务对象满意度指标 | 渔民满意度 | ≥88% | ≥90% | ≥92%
"""


def test_the_year_of_the_goal_chooses_among_the_columns_of_years():
    document = read_one(YEARS_OF_A_POLICY)
    assert (document["fiscal_year"], document["department"]) == (2026, "安澜市农业农村局")
    assert [row["target"] for row in document["indicators"]] == [320, 90]
    assert document["funding"] == {"annual": 200}
    assert document["period_side"]["funding"] == {"total": 600}


WEIGHTS_BEHIND_NAMES = """
项目绩效目标申报表 | < | < | <
项目名称 | 渠系清淤 | 主管部门 | 安澜市水利局
年度目标 | 清淤渠道18公里。 | < | <
一级指标（权重） | 二级指标（权重） | 三级指标（权重） | 年度指标值
产出指标（60分） | 数量指标 | 清淤渠道长度（40分） | ≥18公里
^ | 质量指标 | 验收合格率（20分） | ≥97%
满意度指标（10分） | 服务对象满意度指标 | 农户满意度（10分） | ≥90%
"""


def test_names_with_their_weights_are_names():
    names = [row["level3"] for row in read_one(WEIGHTS_BEHIND_NAMES)["indicators"]]
    assert [name.partition("（")[0] for name in names] == ["清淤渠道长度", "验收合格率", "农户满意度"]


OF_THE_DEPARTMENT = """
安澜市水利局2026年项目支出绩效目标表 | < | < | < | < | <
项目名称 | 预算金额（元） | 绩效指标 | 指标名称 | 指标值 | 单位
渠系清淤 | 1200000 | 产出指标/数量指标 | 清淤渠道长度 | ≥18 | 公里
^ | ^ | 满意度指标/服务对象满意度指标 | 农户满意度 | ≥90 | %
泵站检修 | 3500000 | 产出指标/数量指标 | 检修泵站数 | ≥6 | 座
^ | ^ | 满意度指标/服务对象满意度指标 | 农户满意度 | ≥91 | %
"""


def test_a_list_is_of_the_department_that_its_title_begins_with():
    assert [each["department"] for each in read(OF_THE_DEPARTMENT)] == ["安澜市水利局"] * 2


def test_a_column_of_indicators_may_hold_both_levels():
    levels = [(row["level1"], row["level2"]) for each in read(OF_THE_DEPARTMENT) for row in each["indicators"]]
    assert levels == [("产出指标", "数量指标"), ("满意度指标", "服务对象满意度指标")] * 2


UNITS_ABOVE_UNKNOWN_LABELS = """
政府投资项目绩效目标表 | < | < | <
项目名称 | 泵站扩建 | 项目编码 | 450900261000052
建设单位 | 安澜市灌区处 | 行业主管部门 | 安澜市水利局
建设性质 | 扩建 | 建设地点 | 安澜市东郊
2026年度目标 | 扩建泵站2座。 | < | <
一级指标 | 二级指标 | 三级指标 | 2026年目标值
产出指标 | 数量指标 | 扩建泵站数 | ≥2座
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90%
"""


def test_units_behind_their_labels_are_not_labels_of_what_is_below():
    document = read_one(UNITS_ABOVE_UNKNOWN_LABELS)
    assert (document["department"], document["implementing_unit"]) == ("安澜市水利局", "安澜市灌区处")
    assert [(each["label"], each["value"]) for each in document["other"]] == [
        ("建设性质", "扩建"),
        ("建设地点", "安澜市东郊"),
    ]


SHORT_GOALS = """
2026年部门项目支出预算绩效目标表 | < | < | < | <
项目名称 | < | 山塘加固经费 | < | <
主管部门 | < | 安澜市水利局 | 实施单位 | 安澜市水利站
项目属性 | < | 一年期项目 | 项目期 | 2026年1-12月
项目资金(万元) | < | 年度资金总额(含本级和市县)30 | 年度资金总额(含本级)30 | <
^ | ^ | 其中:财政拨款30 | 其中:财政拨款30 | <
^ | ^ | 其他资金 | 其他资金 | <
绩效目标 | < | 年度总体绩效目标(含本级和市县) 加固山塘 | 年度绩效目标(含本级) 加固山塘 | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 加固山塘座数 | ≥6座
^ | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90%
"""


def test_a_short_goal_behind_its_label_is_no_title_of_the_table_below():
    assert read_one(SHORT_GOALS)["goals"] == {"annual": "加固山塘", "annual_local": "加固山塘"}


DEPARTMENTS_OF_TWO_YEARS = """
整体支出绩效目标表 | < | < | < | <
部门：安澜市水利局 | < | < | < | 单位：元
序号 | 单位名称 | 2025年预算 | 2026年预算 | 整体绩效目标
1 | 安澜市水利局本级 | 9100000 | 9400000 | 检修泵站6座。
2 | 安澜市灌区处 | 3700000 | 3805000 | 清淤18公里。
小计 | < | 12800000 | 13205000 |
"""


def test_last_year_in_a_list_of_departments_is_no_budget_of_the_year():
    first, second = read(DEPARTMENTS_OF_TWO_YEARS)
    assert (first["budget"], second["budget"]) == ({"total": 9400000}, {"total": 3805000})
    assert [(each["label"], each["value"]) for each in first["last_year"]] == [("2025年预算", 9100000)]
    assert "other" not in first


SCHEDULE = """
项目支出绩效目标申报表 | < | < | < | <
（2026年度） | < | < | < | <
项目名称 | 渡口标志更新 | < | 主管部门 | 安澜市交通运输局
项目实施进度计划 | 项目实施内容 | < | 开始时间 | 完成时间
^ | 1.招标采购 | < | 2026年2月 | 2026年4月
^ | 2.安装调试 | < | 2026年5月 | 2026年9月
年度资金总额（万元） | 26.5 | < | 项目收益（万元） | 0
通行收益（万元） | 预期总收益 | 4.5 | 收益年限 | 3
年度目标 | 更新渡口标志18处。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 更新渡口标志数量 | ≥18处 | |
社会满意度 | 满意度 | 船员满意度 | ≥90% | |
"""


def test_rows_below_titles_of_words_are_told_by_their_names_and_titles():
    document = read_one(SCHEDULE)
    told = {each["label"]: each["value"] for each in document["other"]}
    assert told["2.安装调试开始时间"] == "2026年5月"
    assert told["2.安装调试完成时间"] == "2026年9月"
    assert "开始时间" not in told


def test_a_label_of_money_before_a_labelled_amount_has_no_words_for_a_value():
    told = {each["label"]: each["value"] for each in read_one(SCHEDULE)["other"]}
    assert (told["预期总收益"], told["收益年限"]) == (Decimal("4.5"), 3)


def test_a_level_2_called_like_a_level_1_stands_below_its_own():
    row = read_one(SCHEDULE)["indicators"][1]
    assert (row["level1"], row["level2"]) == ("社会满意度", "满意度")


HEADED_FUNDS = """
项目支出绩效目标表 | < | < | < | < | <
（2026年度） | < | < | < | < | <
项目名称 | < | 码头趸船检修 | < | < | <
主管部门及代码 | < | 332-安澜市交通运输局 | < | 实施单位 | 安澜市码头中心
项目资金\\n（万元） | < | 年度资金总额 | < | 35 | <
^ | < | 其中：财政拨款 | < | 35 | <
^ | < | 其他资金 | < | 0 | <
年度绩效目标 | < | < | < | < | <
检修趸船7艘。 | < | < | < | < | <
一级指标 | < | 二级指标 | 三级指标 | 指标值 | <
产出指标 | < | 数量指标 | 检修趸船数量 | ≥7艘 | <
满意度指标 | < | 服务对象满意度指标 | 船主满意度 | ≥90% | <
"""


def test_a_heading_beside_its_amounts_is_no_blank_field_and_a_code_is_kept():
    document = read_one(HEADED_FUNDS)
    assert (document["department"], document["department_code"]) == ("安澜市交通运输局", "332")
    blanks = [
        key for seen in document.get("observations", ()) if seen["code"] == "field-blank" for key in seen["texts"]
    ]
    assert "funding.total" not in blanks


def test_an_assessment_before_a_project_is_no_form():
    assert (
        read(
            """
2026年新增项目事前绩效评估表 | < | < | <
项目名称 | 码头趸船检修 | 申报单位 | 安澜市码头中心
评估内容 | 评估要点 | 分值 | 得分
立项必要性 | 是否有政策依据 | 50 | 45
绩效目标合理性 | 目标是否明确 | 50 | 48
合计 | < | 100 | 93
"""
        )
        == []
    )


BONDS = """
专项债券项目绩效目标申报表（2026年度） | < | < | < | <
项目名称 | 综合码头建设 | < | 主管部门 | 安澜市交通运输局
项目总投资（万元） | 8000 | < | 建设期 | 2026年至2028年
资金来源（万元） | 专项债券 | 5000 | 其中：已发行 | 2000
^ | 财政资金 | 2000 | 本年拟发行 | 1500
^ | 单位自筹 | 1000 | 其他 | 0
总体绩效目标 | 建设期目标 | < | 年度目标 | <
^ | 三年建成泊位6个。 | < | 建成泊位2个。 | <
一级指标 | 二级指标 | 三级指标 | 指标值 | <
产出指标 | 数量指标 | 建成泊位数量 | ≥2个 | <
"""


def test_sources_in_words_of_their_own_belong_to_the_sum():
    document = read_one(BONDS)
    assert document["goals"] == {"annual": "建成泊位2个。", "period": "三年建成泊位6个。"}
    assert not [each for each in check_documents([document]).findings if each.code == "FND-001"]


QUARTERS = """
2026年项目支出绩效目标表 | < | < | < | < | < | < | <
单位名称：安澜市渔政站 | < | < | < | < | < | < | 单位：万元
项目名称 | 增殖放流 | < | < | 主管部门 | 安澜市农业农村局 | < | <
项目资金 | 年度资金总额 | < | 64 | 其中：财政拨款 | 64 | < | <
资金支出计划（%） | 3月底 | 6月底 | < | 10月底 | < | 12月底 | <
^ | 10% | 60% | < | 90% | < | 100% | <
绩效目标 | 放流鱼苗320万尾。 | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | < | < | < | <
^ | ^ | ^ | 年度 | 一季度 | 二季度 | 三季度 | 四季度
产出指标 | 数量指标 | 放流鱼苗数量 | ≥320万尾 | 0万尾 | 200万尾 | 320万尾 | 320万尾
满意度指标 | 服务对象满意度指标 | 渔民满意度 | ≥90% | | | | ≥90%
"""


def test_quarters_beside_the_year_are_no_part_of_the_target():
    document = read_one(QUARTERS)
    assert document["department"] == "安澜市农业农村局"
    assert [(row["operator"], row["target"], row["unit"]) for row in document["indicators"]] == [
        ("≥", 320, "万尾"),
        ("≥", 90, "%"),
    ]
    assert ("资金支出计划（%）6月底", "60%") in [(each["label"], each["value"]) for each in document["other"]]


DIRECTIONS = """
项目支出绩效目标表（2026年度） | < | < | < | < | < | <
项目名称 | 泵站检修 | < | < | 主管部门 | 安澜市水利局 | <
年度绩效目标 | 检修泵站6座。 | < | < | 预算金额（万元） | 40 | <
一级指标 | 二级指标 | 三级指标 | 指标方向 | 指标值 | 计量单位 | 指标类型
产出指标 | 数量指标 | 检修泵站数量（60分） | 正向 | 6 | 座 | 定量指标
产出指标 | 成本指标 | 单座检修费用（20分） | 反向 | 6.6 | 万元/座 | 定量指标
满意度指标 | 服务对象满意度指标 | 农户满意度（20分） | 正向 | 90 | % | 定量指标
"""


def test_directions_stand_for_operators_natures_do_not_and_points_are_no_names():
    document = read_one(DIRECTIONS)
    rows = [(row["level3"], row["target"], row["unit"], row["points"]) for row in document["indicators"]]
    assert rows[0] == ("检修泵站数量", 6, "座", 60)
    assert [(row["operator"], row["cells"]["operator"]) for row in document["indicators"]] == [
        ("≥", "D5"),
        ("≤", "D6"),
        ("≥", "D7"),
    ]
    assert not {"CMP-010", "STR-002"} & {each.code for each in check_documents([document]).findings}


NAMES_AS_TITLES = """
2026年衔接资金项目绩效目标表 | < | < | < | < | < | <
填报单位：安澜市农业农村局 | < | < | < | < | 单位：万元 | <
序号 | 项目名称 | 资金规模 | 产出指标 | < | 效益指标 | 满意度指标
^ | ^ | ^ | 数量指标 | 质量指标 | 社会效益指标 | 服务对象满意度指标
^ | ^ | ^ | 新建冷库容量（立方米） | 验收合格率（%） | 受益农户（户） | 群众满意度（%）
1 | 后湾冷链仓 | 120 | ≥1500 | 100 | ≥48 | ≥95
2 | 上塘产业路 | 86.5 | | 100 | ≥75 | ≥96
"""


def test_names_of_indicators_over_their_targets_are_those_of_each_project():
    first, second = read(NAMES_AS_TITLES)
    assert (first["project"], first["funding"]["total"], len(first["indicators"])) == ("后湾冷链仓", 120, 4)
    row = second["indicators"][1]
    assert (row["level1"], row["level2"], row["level3"]) == ("效益指标", "社会效益指标", "受益农户")
    assert (row["operator"], row["target"], row["unit"]) == ("≥", 75, "户")


DEPARTMENTS_WITH_INDICATORS = """
2026年部门整体支出绩效目标公开表（单位：万元） | < | < | < | < | < | <
部门名称 | 预算总额 | 项目支出 | 年度总体目标 | 指标类型 | 绩效指标 | 指标值
安澜市水利局 | 1860.5 | 700 | 检修泵站6座。 | 数量指标 | 检修泵站数量 | ≥6座
^ | ^ | ^ | ^ | 服务对象满意度指标 | 农户满意度 | ≥92%
安澜市图书馆 | 620 | 200 | 夜间开放280天。 | 数量指标 | 夜间开放天数 | ≥280天
"""


def test_the_indicators_of_one_department_are_not_those_of_another():
    documents = read(DEPARTMENTS_WITH_INDICATORS)
    assert [(each["department"], each["budget"]["total"]) for each in documents] == [
        ("安澜市水利局", Decimal("1860.5")),
        ("安澜市图书馆", 620),
    ]
    assert [[row["level3"] for row in each["indicators"]] for each in documents] == [
        ["检修泵站数量", "农户满意度"],
        ["夜间开放天数"],
    ]


DETAILS = """
项目支出绩效目标表（2026年度） | < | < | < | <
项目名称 | 泵站检修 | 主管部门 | 安澜市水利局 | <
资金总额（万元） | 40 | 其中：财政拨款 | 40 | <
项目支出明细预算 | 明细项目 | 数量 | 单价 | 金额
^ | 水泵 | 2 | 15 | 30
^ | 电缆 | 1 | 10 | 10
^ | 合计 | < | < | 40
年度绩效目标 | 检修泵站6座。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | <
产出指标 | 数量指标 | 检修泵站数量 | ≥6座 | <
"""


def test_the_details_of_a_budget_are_told_by_line_and_title():
    document = read_one(DETAILS)
    told = {each["label"]: each["value"] for each in document["other"]}
    assert (document["funding"]["total"], document["unread"]) == (40, [])
    assert (told["水泵单价"], told["电缆金额"]) == (15, 10)


LOTTERY_FUND = """
2026年彩票公益金项目支出绩效目标表 | < | < | < | <
编制部门：安澜市民政局 | < | < | 金额单位：千元 | <
一级项目名称 | 社区助餐 | < | 联系人及电话 | 白榆 86001122
资金来源 | 上年预算 | 上年执行 | 本年预算 | 增减额
彩票公益金 | 500 | 480 | 640 | 140
其他资金 | 300 | 300 | 320 | 20
合计 | 800 | 780 | 960 | 160
本年度目标 | 建成助餐点14个。 | < | < | <
一级目标 | 二级目标 | 三级目标 | 指标目标值 | 权重
产出目标 | 数量 | 助餐点数量 | ≥14个 | 60%
满意度目标 | 服务对象满意度 | 老年人满意度 | ≥92% | 40%
"""


def test_spending_of_last_year_between_two_budgets_does_not_make_it_this_years():
    document = read_one(LOTTERY_FUND)
    assert document["funding"] == {"annual": 960, "other": 320}
    assert document["project"] == "社区助餐"
    assert [row["points"] for row in document["indicators"]] == [60, 40]
    assert "IND-001" not in {each.code for each in check_documents([document]).findings}


def test_a_unit_behind_the_year_in_brackets_is_that_of_the_form():
    table = LOTTERY_FUND.replace(
        "编制部门：安澜市民政局 | < | < | 金额单位：千元 | <", "（2026年度，金额单位：千元） | < | < | < | <"
    )
    assert read_one(table)["currency_unit"] == "千元"


BANDS_OF_SUMS = """
2026年部门预算项目绩效目标汇总表 | < | < | < | <
编制单位：安澜市文化局 | < | < | 金额单位：万元 | <
序号 | 项目名称 | 项目类别 | 预算金额 | 年度绩效目标
| 合计 | | 76.7 |
一 | 公共文化 | | 45.2 |
1 | 夜间开放 | 其他运转类 | 45.2 | 夜间开放280天。
二 | 非遗保护 | | 31.5 |
1 | 传承补助 | 特定目标类 | 31.5 | 补助传承人63人。
"""


def test_bands_with_chinese_numerals_add_up_the_projects_below():
    document = read_one(BANDS_OF_SUMS)
    assert [(row["project"], row["amount"]) for row in document["rows"]] == [
        ("夜间开放", Decimal("45.2")),
        ("传承补助", Decimal("31.5")),
    ]


SENTENCE_OF_FUNDS = """
安澜市2026年项目绩效目标表 | < | < | 元
项目名称 | 渡口标志更新 | 预算单位 | [332001]安澜市渡口所
项目资金 | 年度资金总额：265000元（其中：财政拨款200000元，其他资金65000元） | 主管部门 | [332]安澜市交通运输局
年度目标 | 更新渡口标志18处。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 更新渡口标志数量 | ≥18处
"""


def test_an_amount_and_its_parts_stand_in_one_sentence():
    document = read_one(SENTENCE_OF_FUNDS)
    funding = {key: value for key, value in document["funding"].items() if value is not None}
    assert funding == {"annual": 265000, "fiscal": 200000, "other": 65000}
    assert document["currency_unit"] == "元"
    assert not {"CMP-003"} & {each.code for each in check_documents([document]).findings}


def test_the_code_of_a_department_is_its_own():
    document = read_one(SENTENCE_OF_FUNDS)
    assert (document["department"], document["department_code"]) == ("安澜市交通运输局", "332")


FUNDS_IN_A_ROW = """
安澜市渡口标志更新绩效目标表 | < | < | < | 金额：元
部门（公章）：安澜市交通运输局 | < | < | 2026年度 | <
项目资金 | 合计 | 中央资金 | 自治区资金 | 其他资金
^ | 265000 | 0 | 200000 | 65000
年度目标 | 更新渡口标志18处。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | <
产出指标 | 数量指标 | 更新渡口标志数量 | ≥18处 | <
满意度指标 | 服务对象满意度指标 | 船员满意度 | ≥90% | <
"""


def test_a_unit_behind_the_word_money_counts_and_no_name_is_missed_that_is_not_asked():
    document = read_one(FUNDS_IN_A_ROW)
    assert document["currency_unit"] == "元"
    assert (document["funding"]["total"], document["funding"]["other"]) == (265000, 65000)
    assert "CMP-002" not in {each.code for each in check_documents([document]).findings}


ASKED_AND_GRANTED = """
安澜市2026年项目绩效目标批复表 | < | < | < | < | <
预算部门（单位）：安澜市市政园林局 | < | < | < | 单位：万元 | <
项目名称 | 公园步道修缮 | < | < | 实施单位 | 安澜市公园中心
资金情况 | 资金来源 | 部门申报数 | 核减数 | 财政批复数 | 备注
^ | 资金总额 | 128 | 20 | 108 |
^ | 财政拨款 | 120 | 20 | 100 |
^ | 其他资金 | 8 | 0 | 8 |
申报的绩效目标 | 修缮步道9公里。 | < | < | < | <
批复的绩效目标 | 修缮步道7公里。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 申报指标值 | 批复指标值 | 计量单位
产出指标 | 数量指标 | 修缮步道长度 | ≥9 | ≥7 | 公里
满意度指标 | 服务对象满意度指标 | 游客满意度 | ≥85 | ≥90 | %
"""


def test_what_is_granted_counts_and_what_was_asked_is_kept():
    document = read_one(ASKED_AND_GRANTED)
    assert document["funding"] == {"total": 108, "fiscal": 100, "other": 8}
    assert document["goals"]["annual"] == "修缮步道7公里。"
    assert [(row["target"], row["other"]) for row in document["indicators"]] == [
        (7, {"申报指标值": "≥9"}),
        (90, {"申报指标值": "≥85"}),
    ]
    kept = {each["label"]: each["value"] for each in document["other"]}
    assert kept["资金总额部门申报数"] == 128
    assert kept["申报的绩效目标"] == "修缮步道9公里。"
    assert document["unread"] == []


SECTIONS = """
安澜市2026年项目支出绩效目标表 | < | < | < | < | <
编制单位：安澜市公园中心 | < | < | < | 单位：万元 | <
项目名称 | 午餐补助 | < | < | 预算数 | 108
绩效目标 | 补助学生1200人。 | < | < | < | <
序号 | 指标名称 | < | 指标方向 | 目标值 | 说明
一、产出指标（50分） | < | < | < | < | <
（一）数量指标 | < | < | < | < | <
1 | 补助学生人数 | < | 越大越好 | 1200人 |
（二）时效指标 | < | < | < | < | <
2 | 每月发放次数 | < | 定值 | 1次 |
二、成本指标（20分） | < | < | < | < | <
1 | 补助标准 | < | 越小越好 | =5元/生/天 |
"""


def test_rows_that_name_a_level_head_the_rows_below():
    document = read_one(SECTIONS)
    rows = document["indicators"]
    assert [(row["level1"], row["level2"], row["operator"], row["target"], row["unit"]) for row in rows] == [
        ("产出指标", "数量指标", "≥", 1200, "人"),
        ("产出指标", "时效指标", "=", 1, "次"),
        ("成本指标", None, "=", 5, "元/生/天"),  # numbered as 一、产出指标 is: no level 2 of it
    ]
    assert [(row["cells"]["level1"], row["cells"].get("level2")) for row in rows] == [
        ("A6", "A7"),
        ("A6", "A9"),
        ("A11", None),
    ]
    assert document["unread"] == []


BY_SOURCE_AND_USE = """
部门整体支出绩效目标申报表 | < | < | < | < | < | <
（2026年度） | < | < | < | < | < | <
部门名称 | 安澜市教育局 | < | < | < | < | <
预算情况（万元） | 按来源分 | 合计 | 基本支出 | 其中：人员经费 | 项目支出 | 占比
^ | 财政拨款 | 86420 | 84000 | 80150 | 2420 | '93.3%'
^ | 事业收入 | 5100 | 4800 | 3000 | 300 | '5.5%'
^ | 其他资金 | 1098.4 | 1050 | 1050 | 48.4 | '1.2%'
^ | 合计 | 92618.4 | 89850 | 84200 | 2768.4 | '100%'
年度总体目标 | 培训教师4200人次。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | < | 指标值 | 说明 | <
产出指标 | 数量指标 | 培训教师人次 | < | ≥4200人次 | | <
满意度指标 | 服务对象满意度指标 | 家长满意度 | < | ≥90% | | <
"""


def test_a_matrix_of_money_may_have_shares_and_parts_of_its_columns():
    document = read_one(BY_SOURCE_AND_USE)
    assert document["budget"] == {
        "general_public": 86420,
        "other": Decimal("1098.4"),
        "total": Decimal("92618.4"),
        "basic": 89850,
        "project": Decimal("2768.4"),
    }
    kept = {each["label"]: each["value"] for each in document["other"]}
    assert (kept["财政拨款其中：人员经费"], kept["事业收入合计"], kept["财政拨款占比"]) == (80150, 5100, "93.3%")
    assert document["unread"] == []


NESTED_IN_YUAN = """
2026年项目支出绩效目标表 | < | < | < | < | < | < | <
编报单位：[522301]安澜市公路中心 | < | < | < | < | < | 单位：元 | <
项目名称 | 522301261000000071-农村公路护栏（2026） | < | < | < | 项目负责单位 | 安澜市公路一所 | <
项目资金 | 年度资金总额 | 6,428,000.00 | 其中： | 上级资金 | 0.00 | 本级资金 | 5,200,000.00
^ | | | | 单位自筹 | 1,228,000.00 | 其他 | 0.00
绩效目标 | 安装护栏42公里。 | < | < | < | < | < | <
绩效指标 | 一级 | 二级 | 三级 | < | 运算符号 | 目标值 | 单位
^ | 产出指标 | 数量指标 | 安装护栏长度 | < | ≥ | 42 | 公里
^ | 产出指标 | 数量指标 | 警示标志牌数量 | < | | 315块左右 |
^ | 满意度指标 | 服务对象满意度指标 | 群众满意度 | < | ≥ | 93 | %
"""


def test_the_code_before_the_name_of_a_project_is_its_own_and_a_year_behind_it_belongs_to_it():
    document = read_one(NESTED_IN_YUAN)
    assert (document["project"], document["project_code"]) == ("农村公路护栏（2026）", "522301261000000071")
    assert document["implementing_unit"] == "安澜市公路一所"
    assert (document["funding"]["annual"], document["funding"]["fiscal"]) == (6428000, 5200000)
    assert {"上级资金", "单位自筹"} <= {each["label"] for each in document["other"]}
    assert [(row["target"], row["unit"]) for row in document["indicators"]] == [(42, "公里"), (315, "块"), (93, "%")]
    assert document["unread"] == []


SUM_OF_A_DEPARTMENT = """
安澜市2026年部门预算项目支出绩效目标公开表 | < | < | < | < | < | <
部门：安澜市交通运输局 | < | < | < | < | 金额单位：万元 | <
单位名称 | 项目名称 | 资金来源 | < | 年度绩效目标 | 三级指标 | 指标值
^ | ^ | 小计 | 一般公共预算 | ^ | ^ | ^
安澜市交通运输局（小计） | | 162.8 | 150 | | |
安澜市公路中心 | 农村公路护栏 | 62.8 | 50 | 安装护栏42公里。 | 安装护栏长度 | ≥42公里
安澜市运输中心 | 公交补贴 | 100 | 100 | 补贴线路38条。 | 补贴线路条数 | ≥38条
"""


def test_the_sum_of_a_department_is_no_project_and_a_subtotal_of_sources_is_the_amount():
    documents = read(SUM_OF_A_DEPARTMENT)
    assert [(each["project"], each["funding"]) for each in documents] == [
        ("农村公路护栏", {"total": Decimal("62.8"), "fiscal": 50}),
        ("公交补贴", {"total": 100, "fiscal": 100}),
    ]


EXAMPLE = """
项目支出绩效目标表{} | < | < | <
项目名称 | 设备购置 | 主管部门 | 安澜市民政局
预算金额（万元） | 20 | 年度 | 2026年
年度绩效目标 | 购置设备12台。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 购置设备数量 | ≥12台
满意度指标 | 服务对象满意度指标 | 使用人满意度 | ≥90%
"""


def test_a_form_that_shows_how_to_fill_it_in_counts_for_nothing():
    example, real = read_one(EXAMPLE.format("（填写示例）")), read_one(EXAMPLE.format(""))
    assert (example["source"].get("sample"), real["source"].get("sample")) == (True, None)
    assert (is_left_out(example), is_left_out(real)) == (True, False)
    checked = check_documents([example])
    assert checked.findings == []
    assert [each.reason for each in checked.skipped] == [
        "工作表已隐藏或是填写示例，表内未检查，也不参与汇总；请删除，或取消隐藏、改名后重新报送"
    ]


WITHOUT_MERGES = """
预算项目绩效目标表 | | | | |
项目名称 | 供水管网改造 | | 年度 | 2026年 |
主管部门 | 安澜市住建局 | | 年度资金总额（万元） | 640 |
年度目标 | 改造供水管网18公里。 | | | |
二级指标 | 三级指标 | 目标值 | | | 说明
 | | 运算符号 | 指标值 | 计量单位 |
数量指标 | 改造供水管网长度 | 大于等于 | 18 | 公里 | 按计划
质量指标 | 管网压力试验合格率 | 等于 | 100 | % | 按计划
"""


def test_a_header_without_its_merges_is_as_wide_as_the_blank_cells():
    rows = read_one(WITHOUT_MERGES)["indicators"]
    assert [(row["operator"], row["target"], row["unit"]) for row in rows] == [("≥", 18, "公里"), ("=", 100, "%")]


def test_the_number_of_the_attachment_above_a_title_is_no_label():
    document = read_one(f"附件3-2 | | | | |\n{BY_SOURCE.strip()}")
    assert document["unread"] == []
    assert document["funding"]["total"] == Decimal("92.5")


DIRECTIONS_BESIDE_TEXTS = """
项目支出绩效目标表（2026年度） | | | | |
项目名称 | 村小操场修缮 | | 主管部门 | 安澜市教育局 |
二级指标 | 三级指标 | 指标方向 | 指标值 | 度量单位 | 分值
一、产出指标 | | | | |
数量指标 | 修缮操场数量 | 正向 | 6 | 个 | 40
时效指标 | 完工时间 | 反向 | 2026年8月底前 | | 20
二、效益指标 | | | | |
可持续影响指标 | 管护制度 | 正向 | 健全 | | 30
"""


def test_a_direction_beside_a_text_is_no_operator_and_accuses_nobody():
    document = read_one(DIRECTIONS_BESIDE_TEXTS)
    assert [(row["operator"], row["target"], row["nature"]) for row in document["indicators"]] == [
        ("≥", 6, "quantitative"),
        (None, "2026年8月底前", "qualitative"),
        (None, "健全", "qualitative"),
    ]
    assert "VAL-001" not in [finding.code for finding in check_documents([document]).findings]


SUBTOTAL_OF_SOURCES = """
安澜市2026年项目支出绩效目标表 | < | < | <
主管部门 | 安澜市公园中心 | 单位：万元 | <
项目名称 | 步道修缮 | 实施单位 | 公园一所
资金来源 | 金额 | 备注 | <
财政拨款 | 80 | | <
小计 | 80 | | <
其他资金 | 20 | | <
合计 | 100 | | <
绩效目标 | 修缮步道7公里。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 修缮步道长度 | ≥7公里
"""


def test_a_subtotal_above_the_total_is_not_the_amount():
    document = read_one(SUBTOTAL_OF_SOURCES)
    assert document["funding"] == {"total": 100, "fiscal": 80, "other": 20}


ASKED_AND_GRANTED_LIST = """
安澜市2026年项目绩效目标批复表 | < | < | < | < | < | <
部门：安澜市教育局 | < | < | < | < | < | 单位：万元
项目名称 | 申报金额 | < | 批复金额 | < | 绩效目标 | 三级指标
^ | 合计 | 其中：财政 | 合计 | 其中：财政 | ^ | ^
校园安防 | 210 | 180 | 150 | 130 | 更换探头1600个。 | 更换探头数量≥1600个
膳食补助 | 90 | 90 | 80 | 80 | 补助1.7万人。 | 补助人数≥1.7万人
"""


def test_the_granted_amount_of_a_list_counts_below_titles_of_two_lines():
    amounts = [each["funding"]["total"] for each in read(ASKED_AND_GRANTED_LIST)]
    assert amounts == [150, 80]
    without = "\n".join(line.rpartition("|")[0] for line in ASKED_AND_GRANTED_LIST.strip().splitlines())
    assert [row["amount"] for row in read_one(without)["rows"]] == [150, 80]


WIDE_TARGET = """
安澜市2026年项目支出绩效目标表 | < | < | < | <
主管部门 | 安澜市公园中心 | 单位：万元 | < | <
项目名称 | 步道修缮 | 预算数 | 108 | <
绩效目标 | 修缮步道7公里。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | <
产出指标 | 数量指标 | 修缮步道长度 | 90 | 95
产出指标 | 数量指标 | 修缮座椅数量 | 5 | 5
产出指标 | 质量指标 | 验收合格率 | ≥ | 95%
效益指标 | 社会效益指标 | 日均游客人次 | ≥900 | ≥950
"""


def test_two_figures_under_a_wide_title_are_never_one():
    document = read_one(WIDE_TARGET)
    found = [(row["operator"], row["target"]) for row in document["indicators"]]
    assert found == [(None, 90), (None, 5), ("≥", 95), ("≥", 900)]
    assert document["unread"] == [{"cell": "E6", "text": "95"}, {"cell": "E9", "text": "≥950"}]
