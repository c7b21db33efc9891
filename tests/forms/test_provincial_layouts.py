"""Indicators, goals and labels on layouts of provinces."""

from __future__ import annotations

from decimal import Decimal

from jixiao.checks.rule_engine import check_documents
from jixiao.forms.document import is_left_out
from sheet_table import read, read_one

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


def test_a_column_of_directions_is_found_behind_one_of_natures():
    """指标类型 | 指标值 | 计量单位 | 指标方向: both may be called like a column of operators."""
    turned = []
    for line in DIRECTIONS.strip().splitlines():
        cells = line.split(" | ")
        turned.append(" | ".join(cells if "<" in cells else [*cells[:3], cells[6], cells[4], cells[5], cells[3]]))
    document = read_one("\n".join(turned))
    assert [row["operator"] for row in document["indicators"]] == ["≥", "≤", "≥"]


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


REVIEWED_IN_TWO_LINES = """
2026年项目支出绩效目标表 | < | < | < | < | < | <
项目名称 | 渔港疏浚 | < | < | < | < | <
预算金额（万元） | 300 | < | < | < | < | <
绩效目标 | 中长期 | 三年疏浚渔港3座。 | < | < | < | <
^ | 本年 | 疏浚渔港1座。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 申报 | < | 审核 | <
^ | ^ | ^ | 指标值 | 分值 | 指标值 | 分值
产出指标 | 数量指标 | 疏浚渔港数 | ≥2座 | 20 | ≥1座 | 25
产出指标 | 质量指标 | 验收合格率 | ≥98% | 30 | ≥99% | 35
效益指标 | 社会效益指标 | 受益渔船数 | ≥120艘 | 30 | ≥110艘 | 30
"""


def test_targets_and_points_below_their_stages_are_those_of_the_later_one():
    rows = read_one(REVIEWED_IN_TWO_LINES)["indicators"]
    assert [(row["target"], row["points"]) for row in rows] == [(1, 25), (99, 35), (110, 30)]
    assert rows[0]["other"] == {"申报指标值": "≥2座", "申报分值": "20"}


def test_a_side_may_stand_between_the_label_of_a_goal_and_the_goal():
    assert read_one(REVIEWED_IN_TWO_LINES)["goals"] == {"period": "三年疏浚渔港3座。", "annual": "疏浚渔港1座。"}


YEAR_BY_YEAR = """
项目支出绩效目标申报表 | < | < | < | < | < | < | <
项目名称 | 候鸟栖息地监测 | < | < | 实施单位 | 安澜市湿地中心 | < | <
资金测算 | 年度 | 2026年 | 2027年 | 2028年 | < | < | <
^ | 金额（万元） | 46 | 40 | 38 | < | < | <
2026年绩效目标 | 布设样线4条。 | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 单位 | 三年目标值 | 2026年 | 2027年
产出指标 | 数量指标 | 布设样线数 | ≥ | 条 | 9 | 4 | 5
产出指标 | 质量指标 | 数据有效率 | ≥ | % | 95 | 93 | 95
满意度指标 | 服务对象满意度指标 | 公众满意度 | ≥ | % | 90 | 88 | 90
"""


def test_the_year_of_the_form_chooses_its_column_and_signs_below_the_target_are_signs():
    document = read_one(YEAR_BY_YEAR)
    assert document["fiscal_year"] == 2026
    measures = [(row["operator"], row["target"], row["unit"]) for row in document["indicators"]]
    assert measures == [("≥", 4, "条"), ("≥", 93, "%"), ("≥", 88, "%")]
    assert document["indicators"][0]["other"] == {"2027年": "5"}


BILINGUAL = """
项目绩效目标表 Performance Objectives of the Project | < | < | <
项目名称 Project Name | 口岸检疫能力建设 | < | <
实施单位 Implementing Unit | 安澜市口岸办 | 年度 Year | 2026
资金总额 Total Amount（万元） | 530 | 财政拨款 Fiscal Fund | 530
年度目标 Annual Goal | 建成检疫实验室1个。 | < | <
一级指标 Level 1 | 二级指标 Level 2 | 三级指标 Level 3 | 指标值 Target
产出指标 Output | 数量指标 Quantity | 建成实验室数量 | ≥1个
效益指标 Outcome | 社会效益指标 Social | 年检测批次 | ≥8000批次
满意度指标 Satisfaction | 服务对象满意度指标 | 报检企业满意度 | ≥90%
"""


def test_the_english_behind_a_label_is_no_part_of_it():
    document = read_one(BILINGUAL)
    assert (document["project"], document["fiscal_year"], document["department"]) == ("口岸检疫能力建设", 2026, None)
    assert document["implementing_unit"] == "安澜市口岸办"
    assert {document["funding"]["fiscal"], document["funding"].get("annual")} == {530}
    assert [row["target"] for row in document["indicators"]] == [1, 8000, 90]


HAND_MADE = """
东沟镇2026年步道修补项目绩效目标
项目 | 环村步道修补 | |
单位 | 东沟镇人民政府 | 负责人 | 康小满
钱 | 总共18.5 | 县里给12万元 | 镇里自己6.5
绩效目标 | 修补步道4.2公里。 | |
指标 | 值 | 备注 |
修补长度 | 4.2公里 | |
验收合格率 | 100% | |
"""


def test_words_that_end_with_their_figure_are_no_labels():
    assert [each["label"] for each in read_one(HAND_MADE)["other"]] == ["负责人"]


BOUGHT_SERVICE = """
政府购买服务项目绩效目标申报表 | < | < | < | < | <
购买主体：安澜市团市委 | < | < | 2026年 | < | 单位：万元
购买服务项目名称 | 青少年心理辅导 | < | 购买预算金额 | 86 | <
年度绩效目标 | 建立心理档案1300份。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 计划指标值 | 评分标准 | 分值
产出指标 | 数量指标 | 建立心理档案数 | ≥1300份 | 每少1份扣0.5分 | 55
效益指标 | 社会效益指标 | 重点青少年跟进率 | ≥95% | 每低1个百分点扣1分 | 30
满意度指标 | 服务对象满意度指标 | 监护人满意度 | ≥90% | 每低1个百分点扣0.5分 | 15
"""


def test_points_in_a_column_of_their_own_are_not_missed_in_the_standards():
    document = read_one(BOUGHT_SERVICE)
    assert [row["points"] for row in document["indicators"]] == [55, 30, 15]
    assert "SCR-002" not in {finding.code for finding in check_documents([document]).findings}


LETTERS = """
2026年自治区本级专项资金绩效目标申报表 | < | < | < | <
专项名称 | 青稞良种繁育 | < | 实施机构 | 安澜河谷良种站
自治区主管部门 | 农业农村厅 | < | 年度金额 | 460万元
年度总体目标 | 繁育青稞良种1.2万亩。 | < | < | <
一级 | 二级 | 三级指标 | 指标值 | 备注
产 | 数量 | 良种繁育面积 | 1.2万亩 |
出 | 质量 | 种子合格率 | 98%以上 |
指 | 时效 | 播种完成 | 4月底 |
标 | 成本 | 亩均补助 | 不高于380元 |
效益指标 | 经济效益 | 亩均增收 | 不低于200元 |
"""


def test_a_level_written_downwards_a_letter_in_each_row_is_one_word():
    document = read_one(LETTERS)
    assert [row["level1"] for row in document["indicators"]] == ["产出指标"] * 4 + ["效益指标"]
    assert (document["department"], document["implementing_unit"]) == ("农业农村厅", "安澜河谷良种站")


PARTNERSHIP = """
PPP项目绩效目标表 | < | < | < | < | <
项目名称 | 安澜市垃圾焚烧发电项目 | < | 项目总投资（万元） | 28600 | <
年度目标 | 2026年处理生活垃圾20万吨。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标权重 | 绩效标准 | 评分标准
产出 | 项目运营 | 年处理垃圾量 | 20 | ≥20万吨 | 每少1%扣1分
产出 | 项目维护 | 设备完好率 | 15 | ≥95% | 每低1个百分点扣1分
效果 | 生态影响 | 烟气排放达标率 | 30 | 100% | 每低1个百分点扣1分
效果 | 满意度 | 公众满意度 | 20 | ≥85% | 每低1个百分点扣1分
"""


def test_standards_that_are_measures_are_the_targets_where_there_are_no_others():
    rows = read_one(PARTNERSHIP)["indicators"]
    assert [(row["operator"], row["target"], row["unit"]) for row in rows] == [
        ("≥", 20, "万吨"),
        ("≥", 95, "%"),
        (None, 100, "%"),
        ("≥", 85, "%"),
    ]
    assert [row["level1"] for row in rows] == ["产出", "产出", "效果", "效果"]


SHARED_TASK = """
部门整体绩效目标表（2026年度） | < | < | < | <
部门名称：安澜市生态环境局 | < | < | < | 金额单位：万元
年度主要任务 | 任务名称 | 对应项目 | 主要内容 | 预算金额
^ | 大气污染防治 | 锅炉淘汰补助 | 淘汰锅炉21台 | 560
^ | ^ | 空气站运维 | 运维空气站6座 | 96
^ | 水污染防治 | 排污口整治 | 整治排污口14个 | 230
^ | 金额合计 | < | < | 886
年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 淘汰锅炉台数 | ≥21台
^ | 满意度指标 | 服务对象满意度指标 | 公众满意度 | ≥90%
"""


def test_the_name_of_a_task_over_several_lines_is_that_of_each():
    tasks = read_one(SHARED_TASK)["tasks"]
    assert [(task["name"], task["amount"]["total"]) for task in tasks] == [
        ("大气污染防治", 560),
        ("大气污染防治", 96),
        ("水污染防治", 230),
    ]


LEVELS_NAMED_INDICATORS = """
政府投资项目绩效目标表 | < | < | < | <
项目名称：安澜二中综合楼 | < | < | 建设单位：安澜市教育局 | <
2026年度绩效目标 | 主体结构封顶。 | < | < | <
指标 | 指标内容 | 全周期目标 | 2026年目标 | 单位
数量 | 竣工建筑面积 | 7800 | 3100 | 平方米
质量 | 分部工程合格率 | 100 | 100 | %
满意度 | 师生满意度 | 90 | 88 | %
"""


def test_a_column_of_levels_titled_indicators_holds_no_names():
    document = read_one(LEVELS_NAMED_INDICATORS)
    assert [(row["level3"], row["target"]) for row in document["indicators"]] == [
        ("竣工建筑面积", 3100),
        ("分部工程合格率", 100),
        ("师生满意度", 88),
    ]
    assert [row["level3"] for row in document["period_side"]["indicators"]] == [
        "竣工建筑面积",
        "分部工程合格率",
        "师生满意度",
    ]
    told = {f.code: f.severity for f in check_documents([document]).findings}
    assert told.get("CMP-001") is None
