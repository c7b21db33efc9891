"""Amounts on layouts of provinces: sources as rows, several stages, several sides."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.checks.rule_engine import check_documents
from jixiao.forms.project_money import project_money
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


def test_the_number_of_the_attachment_above_a_title_is_no_label():
    document = read_one(f"附件3-2 | | | | |\n{BY_SOURCE.strip()}")
    assert document["unread"] == []
    assert document["funding"]["total"] == Decimal("92.5")


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


FUND_WITH_AN_ACCOUNT = """
2026年社会保险基金预算绩效目标表 | < | < | < | < | <
险种名称 | 失业保险基金 | < | 填报单位 | 安澜市就业服务中心 | <
基金收支（万元） | 上年结余 | 5200 | 本年收入 | 1830 | <
^ | 本年支出 | 1410 | 年末滚存结余 | 5620 | <
年度目标 | 失业保险待遇按时足额发放到1.1万人。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 目标值 | 单位 | 备注
产出指标 | 数量指标 | 享受待遇人数 | ≥1.1 | 万人 |
产出指标 | 时效指标 | 待遇发放时限 | 每月10日前 | |
满意度指标 | 服务对象满意度指标 | 参保群众满意度 | ≥90 | % |
"""


def test_the_spending_of_a_fund_is_its_amount_and_neither_its_income_nor_its_balance():
    document = read_one(FUND_WITH_AN_ACCOUNT)
    assert document["funding"] == {"annual": 1410}
    kept = {each["label"]: each["value"] for each in document["other"]}
    assert kept == {"上年结余": 5200, "本年收入": 1830, "年末滚存结余": 5620}
    assert "FND-001" not in {finding.code for finding in check_documents([document]).findings}


BOND = """
专项债券项目绩效目标表 | < | < | < | <
项目名称 | 安澜市港区道路工程 | < | 建设期 | 2025年3月—2027年6月
主管部门 | 安澜市交通运输局 | < | 项目总投资（万元） | 9600
总体绩效目标 | 新建港区道路7.4公里。 | < | < | <
年度绩效目标 | 2026年完成路基3.1公里。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 全周期指标值 | 年度指标值
产出指标 | 数量指标 | 完成路基长度 | ≥7.4公里 | ≥3.1公里
产出指标 | 成本指标 | 工程总投资 | ≤9600万元 | ≤4200万元
满意度指标 | 服务对象满意度指标 | 港区企业满意度 | ≥90% | ≥90%
"""


def test_the_costs_of_a_year_beside_the_investment_of_all_years_accuse_nobody():
    document = read_one(BOND)
    assert document["indicators"][1]["target"] == 4200
    assert not {"FND-002", "FND-003"} & {finding.code for finding in check_documents([document]).findings}


HALVES = """
安澜市部门整体支出绩效目标表 | < | < | < | <
部门名称 | 安澜市档案馆 | < | < | <
年度预算情况（万元） | 收入预算 | < | 支出预算 | <
^ | 按资金来源 | 金额 | 按支出类型 | 金额
^ | 本级财政拨款 | 380 | 基本支出 | 290
^ | 其他资金 | 12 | 项目支出 | 102
^ | 收入合计 | 392 | 支出合计 | 392
年度总体目标 | 数字化馆藏档案26万页。 | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 目标值
^ | 履职效果 | 部门履职目标 | 数字化档案页数 | ≥26万页
^ | 履职效果 | 部门效果目标 | 查档办结率 | ≥98%
^ | 能力建设 | 长效管理 | 档案管理制度 | 健全
"""


def test_titles_of_two_halves_may_differ_before_their_amounts():
    document = read_one(HALVES)
    assert document["budget"] == {"general_public": 380, "other": 12, "basic": 290, "project": 102, "total": 392}
    assert "other" not in document
    assert document["unread"] == []


def test_levels_of_a_framework_of_its_own_are_no_form_that_broke_off():
    assert "STR-007" not in {finding.code for finding in check_documents(read(HALVES)).findings}


CHANGED = """
项目绩效目标调整申请表 | < | < | < | < | <
申请单位：安澜市城管局 | < | < | 2026年9月3日 | < | 单位：万元
项目名称 | 公厕改造 | < | < | < | <
预算金额 | 调整前 | 210 | 调整后 | 168 | <
绩效目标 | 调整前 | 改造公厕21座。 | < | < | <
^ | 调整后 | 改造公厕16座。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 调整前指标值 | 调整后指标值 | 备注
产出指标 | 数量指标 | 改造公厕数 | ≥21座 | ≥16座 |
产出指标 | 质量指标 | 验收合格率 | ≥98% | ≥99% |
满意度指标 | 服务对象满意度指标 | 市民满意度 | ≥90% | ≥91% |
"""


def test_of_a_goal_that_is_changed_the_new_one_counts_and_the_old_one_is_kept():
    document = read_one(CHANGED)
    assert document["funding"]["annual"] == 168
    assert document["goals"] == {"annual": "改造公厕16座。"}
    assert [row["target"] for row in document["indicators"]] == [16, 99, 91]
    kept = {each["label"]: each["value"] for each in document["other"]}
    assert (kept["调整前预算金额"], kept["调整前绩效目标"]) == (210, "改造公厕21座。")
    assert document["indicators"][0]["other"] == {"调整前指标值": "≥21座"}


BY_YEAR_AND_GOVERNMENT = """
项目支出绩效目标表（2026年度） | < | < | < | < | <
项目名称 | 牦牛良种补贴 | < | 实施单位 | 安澜州畜牧站 | 单位：万元
资金来源 | 合计 | 中央 | 州级 | 自筹 | 备注
2025年（已安排） | 200 | 130 | 70 | 0 |
2026年（申请） | 220 | 140 | 76 | 4 |
年度目标 | 补贴种公牛860头。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 度量单位 | 上年预计 | 本年目标
产出指标 | 数量指标 | 补贴种公牛数 | 头 | 800 | ≥860
满意度指标 | 服务对象满意度指标 | 养殖户满意度 | % | 93 | ≥93
"""


def test_a_matrix_of_years_may_have_columns_of_governments_that_have_no_key():
    document = read_one(BY_YEAR_AND_GOVERNMENT)
    assert document["funding"] == {"annual": 220, "other": 4}
    assert document["last_year"][0] == {"label": "2025年（已安排）合计", "value": 200, "cell": "B4"}
    assert {(each["label"], each["value"]) for each in document["other"]} >= {("2026年（申请）州级", 76)}


TRANSFER = """
中央对地方转移支付绩效目标表（2026年度） | < | < | <
转移支付（项目）名称 | 基本药物制度补助 | < | <
地方主管部门 | 安澜县卫生健康局 | 资金使用单位 | 各乡镇卫生院
资金投入情况（万元） | 项目 | 全年预算数 | 备注
^ | 年度资金总额： | 418.6 |
^ | 其中：中央财政资金 | 260 |
^ | 地方资金 | 158.6 |
^ | 其他资金 | 0 |
总体目标 | 基层机构全部实施基本药物制度。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 实施机构占比 | ≥100%
满意度指标 | 服务对象满意度指标 | 村医满意度 | ≥80%
"""


def test_money_of_the_place_is_not_other_money_where_that_has_a_line_of_its_own():
    document = read_one(TRANSFER)
    assert document["funding"]["other"] == 0
    assert [(each["label"], each["value"]) for each in document["other"]] == [("地方资金", Decimal("158.6"))]
    assert "FND-001" not in {finding.code for finding in check_documents([document]).findings}


AMOUNTS_IN_A_LINE = """
项目绩效目标申报表 | < | < | < | <
项目名称 | 统防统治 | < | 主管部门 | 自治区林草局
资金来源 | 财政拨款 | 事业收入 | 其他 | 合计
金额（万元） | 420 | 15 | 5 | 440
年度目标 | 防治面积26万亩。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 说明
产出指标 | 数量指标 | 防治面积 | ≥26万亩 |
满意度指标 | 服务对象满意度指标 | 种植户满意度 | ≥90% |
"""


def test_the_word_amount_before_a_line_of_amounts_takes_none_of_them():
    document = read_one(AMOUNTS_IN_A_LINE)
    assert document["funding"] == {"total": 440, "fiscal": 420, "other": 5}
    assert [(each["label"], each["value"]) for each in document["other"]] == [("事业收入", 15)]


def test_an_amount_is_read_whatever_its_parts_are_called():
    document = read_one(
        """
        2026年项目绩效目标表 | <
        项目名称 | 农村公路养护
        预算资金 | 总额：450万元（其中：上级补助300万元，村里150万元）
        目标 | 养护公路680公里。
        一级指标 | 三级指标 | 指标值
        产出指标 | 养护里程 | 680公里
        """
    )
    assert document["funding"]["total"] == 450
    assert [each["label"] for each in document["other"]] == ["其中"]


PLANNED_BY_YEAR = """
专项债券项目绩效目标表 | < | < | < | <
项目名称 | 安澜港区道路工程 | < | 主管部门 | 安澜市交通运输局
项目总投资（万元） | 18600 | < | 建设期 | 2025年9月—2027年8月
分年度投资计划 | 年度 | 总投资 | 专项债券 | 其他
^ | 2025年 | 4200 | 3000 | 1200
^ | 2026年 | 8800 | 6000 | 2800
^ | 2027年 | 5600 | 4000 | 1600
总体绩效目标 | 新建港区道路7.4公里。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 完成路基长度 | ≥7.4公里 |
"""


def test_of_the_amounts_of_several_years_none_counts_where_the_form_names_no_year():
    document = read_one(PLANNED_BY_YEAR)
    assert (document["funding"], document["period_side"]["funding"]) == ({}, {"total": 18600})
    kept = [(each["label"], each["value"]) for each in document["other"] if "总投资" in each["label"]]
    assert kept == [("2025年总投资", 4200), ("2026年总投资", 8800), ("2027年总投资", 5600)]


PARTS_OF_YEARS = """
项目支出绩效目标表 | < | < | < | < | < | < | < | <
（2026年度） | < | < | < | < | < | < | < | <
项目名称 | 湿地补水 | < | < | 主管部门 | 安澜市林业局 | < | < | <
资金情况（万元） | 2024年决算数 | 31 | 2025年预算数 | 35 | {third} | {fourth}
^ | 其中：财政拨款 | 30 | 其中：财政拨款 | 33 | 其中：财政拨款 | {parts}
年度目标 | 补水120万立方米。 | < | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 补水量 | ≥120万立方米 |
满意度指标 | 服务对象满意度指标 | 村民满意度 | ≥90% |
"""


@pytest.mark.parametrize(
    ("third", "fourth", "parts"),
    [
        ("2026年预算数 | 42", "2027年计划数 | 46", "40 | 其中：财政拨款 | 44"),
        ("2027年计划数 | 46", "2026年预算数 | 42", "44 | 其中：财政拨款 | 40"),
    ],
)
def test_a_part_is_of_the_year_of_the_amount_above_it(third: str, fourth: str, parts: str):
    document = read_one(PARTS_OF_YEARS.format(third=third, fourth=fourth, parts=parts))
    assert document["funding"] == {"annual": 42, "fiscal": 40}
    assert [each["value"] for each in document["last_year"]] == [31, 35, 30, 33]
    assert {each["value"] for each in document["other"]} == {46, 44}


@pytest.mark.parametrize("part", ["其中：中央资金", "2026年省级资金", "财政拨款"])
@pytest.mark.parametrize(("last", "now"), [("2025年预算数", "2026年预算数"), ("上年预算", "本年预算")])
def test_a_column_of_a_part_behind_two_years_hides_neither(part: str, last: str, now: str):
    document = read_one(
        f"""
        2026年部门整体支出绩效目标表
        部门名称 | 安澜市林业局
        年度预算（万元） | | {last} | {now} | {part}
        | 基本支出 | 500 | 520 | 20
        | 项目支出 | 300 | 280 | 120
        | 合计 | 800 | 800 | 140
        年度总体目标 | 造林2万亩。
        一级指标 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 造林面积 | 2万亩
        满意度指标 | 满意度指标 | 林农满意度 | ≥90%
        """
    )
    assert document["budget"] == {"basic": 520, "project": 280, "total": 800}
    assert [each["value"] for each in document["last_year"]] == [500, 300, 800]
    assert [each["value"] for each in document["other"]] == [20, 120, 140]


def test_the_unit_in_the_name_of_a_source_is_that_of_the_form() -> None:
    document = read_one(
        """
        2025年度项目支出绩效自评表 | < | < | < | < | <
        项目名称 | 全民健身活动 | < | 主管部门 | 云麓县教体局 | <
        资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率
        年度资金总额（元） | 600000 | 600000 | 585000 | 10 | 97.5%
        一级指标 | 三级绩效指标 | 年度指标值 | 实际完成值 | 分值 | 得分
        产出指标 | 活动场次 | ≥20场 | 21场 | 50 | 50
        效益指标 | 参与人次 | ≥1万人次 | 1.1万人次 | 40 | 40
        """
    )
    assert (document["form"], document["currency_unit"]) == ("selfeval", "元")


JOINT = """
2027年项目支出绩效目标表 | < | < | < | < | <
单位：柳溪县林业局 | < | < | < | < | 金额单位：万元
项目名称 | 预算金额 | 一级指标 | 二级指标 | 三级指标 | 指标值
造林补助 | 50 | 产出指标 | 数量指标 | 造林面积 | ≥1200亩
^ | ^ | 效益指标 | 生态效益指标 | 森林覆盖率 | ≥48%
森林防火 | ^ | 产出指标 | 数量指标 | 巡护里程 | ≥1200公里
^ | ^ | 效益指标 | 社会效益指标 | 火灾起数 | ≤2起
病虫害防治 | 30 | 产出指标 | 数量指标 | 防治面积 | ≥800亩
^ | ^ | 效益指标 | 社会效益指标 | 成灾率 | ≤0.3%
"""


def test_an_amount_merged_over_two_projects_is_that_of_neither() -> None:
    documents = read(JOINT)
    assert [(each["project"], each["funding"], each.get("doubts")) for each in documents] == [
        ("造林补助", {}, {"funding": ["B4"]}),
        ("森林防火", {}, {"funding": ["B4"]}),
        ("病虫害防治", {"total": Decimal(30)}, None),
    ]
    assert documents[0]["unread"] == [{"cell": "B4", "text": "50"}]
    findings = check_documents(documents).findings
    assert {each.cell for each in findings if each.code == "STR-011"} == {"A4"}
    assert "CMP-003" not in {each.code for each in findings}


@pytest.mark.parametrize("label", ["评审金额", "申报金额", "核定金额"])
def test_an_amount_of_another_stage_is_no_total_beside_that_of_the_year(label):
    of_year = f"年度资金总额 | 640000 | {label} | 500000"
    table = BY_LEVEL.replace("当年预算 | 640000 | 本级支出 | 400000", of_year).replace(
        "^ | ^ | 上级补助 | 240000\n", ""
    )
    document = read_one(table)
    assert document["funding"] == {"annual": 640000}
    assert (label, 500000) in [(each["label"], each["value"]) for each in document["other"]]


BY_YEARS = """
2026年项目支出绩效目标申报表 | < | < | < | <
项目名称 | 水库除险 | < | 主管部门 | 芦溪县水利局
{titles}
项目资金（万元） | 30 | 40 | 50 | 120
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 除险水库数 | ≥6座 |
"""


@pytest.mark.parametrize(
    "titles",
    ["年度 | 2024 | 2025 | 2026 | 合计", "年度 | '2024' | '2025' | '2026' | 合计", " | 2024 | 2025 | 2026 | 合计"],
)
def test_years_typed_as_numbers_title_the_money_below_them(titles: str) -> None:
    document = read_one(BY_YEARS.format(titles=titles))
    assert document["funding"] == {"annual": 50}
    assert [each["value"] for each in document["last_year"]] == [30, 40]
    assert "TIM-001" not in {finding.code for finding in check_documents([document]).findings}


@pytest.mark.parametrize("titles", ["开工年份 | 2025 | 完工年份 | 2026 |", "前期费用（万元） | 2025 | 2026 | |"])
def test_figures_that_may_be_years_stay_figures(titles: str) -> None:
    document = read_one(BY_YEARS.format(titles=titles))
    assert "last_year" not in document
    assert "2025年" not in str(document)


@pytest.mark.parametrize(("unit", "amount"), [("百万", 0.528), ("百万元", 0.528), ("亿", 0.00528), ("十万", 5.28)])
def test_a_unit_without_its_last_letter_is_that_unit(unit: str, amount: float) -> None:
    document = read_one(f"""
2026年项目支出绩效目标表 | < | < | <
填报单位（盖章）：雪浪县林业局 | < | < | 金额单位：{unit}
项目名称 | 古树保护 | 项目类别 | 延续项目
项目金额 | {amount} | 项目实施期 | 2026年度
本年度绩效目标 | 挂牌保护古树140株。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
成本指标 | 经济成本指标 | 古树保护总成本 | ≤52.8万元
产出指标 | 数量指标 | 挂牌古树株数 | ≥140株
""")
    assert str(document["currency_unit"]).rstrip("元") == unit.rstrip("元")
    assert "FND-003" not in {finding.code for finding in check_documents([document]).findings}


@pytest.mark.parametrize("line", ["其中：中央资金 | 200 | 县级配套 | 100", "其中：上级补助 | 200 | 本级配套 | 100"])
@pytest.mark.parametrize("title", ["项目支出绩效目标表", "项目绩效目标申报书"])
def test_a_local_share_within_public_money_is_no_source_beside_it(line: str, title: str) -> None:
    document = read_one(f"""
{title} | < | < | <
项目名称 | 河道整治 | 主管部门 | 云溪县水利局
项目资金（万元） | 300 | 财政拨款 | 300
{line}
年度绩效目标 | 整治河道12公里。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 整治河道长度 | ≥12公里
""")
    assert document["funding"] == {"total": 300, "fiscal": 300}
    assert "FND-001" not in {finding.code for finding in check_documents([document]).findings}


def test_money_of_the_period_alone_is_that_of_the_project() -> None:
    document = read_one("""
项目支出绩效目标申报表 | < | < | <
项目名称 | 河道整治 | 主管部门 | 云溪县水利局
实施期资金总额（万元） | 300 | < | <
实施期绩效目标 | 整治河道12公里。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 整治河道长度 | ≥12公里
""")
    assert project_money(document) == (300, "B3")


@pytest.mark.parametrize(
    ("amounts", "unit"),
    [
        ("3000000元 | 财政拨款 | 3000000", "元"),
        ("3 000 000 元 | 财政拨款 | RMB 3,000,000", "元"),
        ("3000000元 | 财政拨款 | 300", None),
        ("300万元 | 财政拨款 | 300", None),
    ],
)
def test_a_large_amount_beside_one_in_yuan_is_in_yuan_too(amounts: str, unit: str | None) -> None:
    document = read_one(f"""
项目支出绩效目标表 | < | < | <
项目名称 | 河道整治 | 主管部门 | 云溪县水利局
资金总额 | {amounts}
年度绩效目标 | 整治河道12公里。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 整治河道长度 | ≥12公里
""")
    assert document["currency_unit"] == unit


def test_a_unit_that_stands_under_the_title_of_remarks_is_the_unit() -> None:
    document = read_one("""
项目支出绩效目标表 | < | < | < | <
项目名称 | 河道整治 | < | 主管部门 | 云溪县水利局
项目资金（万元） | 300 | < | 财政拨款 | 300
年度绩效目标 | 整治河道12公里。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 整治河道长度 | ≥12公里 | 含支流
成本指标 | 经济成本指标 | 整治成本 | ≤300 | 万元
""")
    first, second = document["indicators"]
    assert (first["unit"], first["remark"]) == ("公里", "含支流")
    assert (second["target"], second["unit"], second["remark"], second["cells"]["unit"]) == (300, "万元", None, "E7")


@pytest.mark.parametrize("unit", ["金额单位：万美元", "单位：美元"])
def test_a_form_in_foreign_money_has_its_amounts_beside_the_contract(unit: str) -> None:
    (document,) = read(
        f"""
项目支出绩效目标申报表 | < | < | < | <
（2027年度） | < | < | {unit} | <
项目名称 | 援外医疗培训 | < | 主管部门 | 青溪市卫健委
项目资金 | 年度资金总额： | 20 | | <
^ | 其中：财政拨款 | 20 | | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 培训学员数 | ≥40名
"""
    )
    assert not any(document["funding"].values())
    assert [each["value"] for each in document["other"] if each["label"].startswith("金额（")] == ["20", "20"]
    assert [each.code for each in check_documents([document]).findings if each.code == "FND-012"] == ["FND-012"]
