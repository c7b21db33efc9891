"""Goal forms as clerks fill them in: goals by years, merged units, lines above projects, grades without merges."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.checks.rule_engine import check_documents
from jixiao.forms.document import Document
from jixiao.forms.text import fold
from sheet_table import read, read_one

HEAD = """
2026年度项目绩效目标申报表 | < | < | < | < | <
项目名称 | 渔业资源养护 | < | 主管部门 | 沙湾县渔业局 | <
项目资金（万元） | 620 | < | 财政拨款（万元） | 620 | <"""
GOAL = """
年度绩效目标 | 增殖放流苗种2000万尾。 | < | < | < | <"""
TABLE = """
一级指标 | 二级指标 | 三级指标 | 计算符号 | 指标值 | 度量单位
产出指标 | 数量指标 | 放流苗种数量 | ≥ | 2000 | 万尾"""


def form(goal: str = GOAL, table: str = TABLE) -> Document:
    return read_one(HEAD + goal + table)


def codes(document: Document) -> set[str]:
    return {finding.code for finding in check_documents([document]).findings}


def test_the_goal_of_the_year_in_figures_is_that_of_the_year_beside_that_of_a_policy():
    document = form("""
政策目标 | 三年放流苗种6000万尾。 | < | < | < | <
2026年绩效目标 | 放流苗种2000万尾。 | < | < | < | <""")
    assert document["goals"] == {"annual": "放流苗种2000万尾。"}
    assert [(each["label"], each["value"]) for each in document["other"]] == [("政策目标", "三年放流苗种6000万尾。")]


def test_the_first_of_several_years_is_no_goal():
    document = form("""
绩效目标 | 第一年 | 放流苗种2000万尾。 | < | < | <
^ | 第二年 | 放流苗种2100万尾。 | < | < | <""")
    assert not document["goals"]
    assert [each["label"] for each in document["other"]] == ["第一年", "第二年"]


def test_a_note_in_brackets_is_no_label():
    document = form(GOAL + "\n（注：三级指标不少于6条） | < | < | < | < | <")
    assert "other" not in document
    assert [each["cell"] for each in document["unread"]] == ["A5"]


def test_a_sign_and_a_unit_merged_over_indicators_are_those_of_each():
    table = """
一级指标 | 二级指标 | 三级指标 | 计算符号 | 指标值 | 度量单位
产出指标 | 数量指标 | 放流鱼苗数量 | ≥ | 1200 | 万尾
^ | ^ | 放流虾苗数量 | ^ | 800 | ^
^ | 质量指标 | 检疫合格率 | = | 100 | %"""
    document = form(table=table)
    measures = [(row["operator"], row["target"], row["unit"]) for row in document["indicators"]]
    assert measures == [("≥", 1200, "万尾"), ("≥", 800, "万尾"), ("=", 100, "%")]
    assert document["indicators"][1]["cells"]["unit"] == "F7"


def test_grades_below_a_standard_that_has_lost_its_merge_are_no_standard():
    document = read_one("""
2026年度项目绩效目标申报表
项目名称 | 渔业资源养护 | 主管部门 | 沙湾县渔业局
年度绩效目标 | 增殖放流苗种2000万尾。
一级指标 | 二级指标 | 三级指标 | 指标值 | 评价标准
 | | | | 优 | 良 | 差
产出指标 | 数量指标 | 放流苗种数量 | 2000万尾 | 2000万尾以上 | 1600-2000万尾 | 1600万尾以下""")
    (row,) = document["indicators"]
    assert row["other"] == {"评价标准优": "2000万尾以上", "评价标准良": "1600-2000万尾", "评价标准差": "1600万尾以下"}
    assert "SCR-001" not in codes(document)


def test_a_satisfaction_among_the_benefits_is_one():
    table = """
一级指标 | 二级指标 | 三级指标 | 计算符号 | 指标值 | 度量单位
产出指标 | 数量指标 | 放流苗种数量 | ≥ | 2000 | 万尾
效益指标 | 生态效益指标 | 近海鱼类种数 | ≥ | 60 | 种
^ | 满意度 | 渔民满意度 | ≥ | 90 | %"""
    found = check_documents([form(table=table)]).findings
    assert "满意度指标" not in {each.expected for each in found if each.code == "CMP-005"}


def test_the_first_levels_of_sichuan_are_in_the_catalogue():
    table = """
一级指标 | 二级指标 | 三级指标 | 计算符号 | 指标值 | 度量单位
项目完成 | 数量指标 | 放流苗种数量 | ≥ | 2000 | 万尾
项目效益 | 生态效益指标 | 近海鱼类种数 | ≥ | 60 | 种"""
    assert "IND-001" not in codes(form(table=table))


def test_a_unit_of_trade_in_the_brackets_of_a_name_is_its_unit():
    table = """
一级指标 | 二级指标 | 三级指标 | < | 计算符号 | 指标值
产出指标 | 数量指标 | 放流苗种数量（亿单位） | < | ≥ | 20"""
    document = form(table=table)
    assert document["indicators"][0]["unit"] == "亿单位"
    assert "CMP-009" not in codes(document)


def test_a_code_that_begins_with_nought_is_no_part_of_a_name():
    document = read_one((HEAD + GOAL + TABLE).replace("沙湾县渔业局", "018沙湾县渔业局"))
    assert (document["department"], document["department_code"]) == ("沙湾县渔业局", "018")


def test_the_name_of_a_fund_is_not_that_of_its_project():
    document = read_one((HEAD + GOAL + TABLE).replace("项目名称 |", "基金名称 | 土地出让收入 | 项目名称 |"))
    assert document["project"] == "渔业资源养护"


STACKED = """
2026年部门预算项目绩效目标表 | < | < | <
预算单位：沙湾县渔业局 | < | 单位：万元 | <
项目名称 | 增殖放流 | 金额 | 24
绩效目标 | 放流苗种2000万尾。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 放流苗种数量 | ≥2000万尾
预算单位：沙湾县渔政站 | < | 单位：万元 | <
项目名称 | 渔政执法 | 金额 | 50
绩效目标 | 巡航120次。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 巡航次数 | ≥120次
"""


def test_the_line_above_a_project_is_of_it_where_the_first_has_lost_its_own():
    assert [each["department"] for each in read(STACKED)] == ["沙湾县渔业局", "沙湾县渔政站"]
    without = STACKED.replace("预算单位：沙湾县渔业局 | < | 单位：万元 | <\n", "")
    assert [each["department"] for each in read(without)] == [None, "沙湾县渔政站"]


def test_the_number_above_a_project_is_of_it():
    table = STACKED.replace("预算单位：沙湾县渔业局 | <", "序号 | 1").replace("预算单位：沙湾县渔政站 | <", "序号 | 2")
    assert [each["other"][0]["value"] for each in read(table)] == [1, 2]


@pytest.mark.parametrize("label", ["机构设置及人员配置", "年度工作重点说明"])
def test_a_label_above_halves_keeps_its_text(label: str) -> None:
    document = read_one(f"""
2026年部门整体支出绩效目标表 | < | < | <
部门名称 | 沙湾县档案馆 | 单位：万元 | <
{label} | 内设5个处室，编制32人。 | < | <
收入 | 金额 | 支出 | 金额
一般公共预算 | 800 | 人员经费 | 500
^ | ^ | 项目经费 | 300
合计 | 800 | 合计 | 800
年度目标 | 接待查档6000人次。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 接待查档人次 | ≥6000人次""")
    assert (label, "内设5个处室，编制32人。") in [(each["label"], each["value"]) for each in document["other"]]
    assert (document["budget"]["total"], document["budget"]["project"]) == (800, 300)
    assert "FND-006" not in codes(document)


def test_opinions_that_a_blank_column_parts_from_a_form_are_no_remarks():
    document = read_one("""
项目支出绩效目标申报表 | < | < | < | < | | 审核意见 | <
项目名称 | 水源地围网 | < | 主管部门 | 沙湾县环境局 | | 同意上报。 | <
项目资金（万元） | 75 | < | 其中：财政拨款 | 75 | | |
年度目标 | 建设围网12公里。 | < | < | < | | |
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注 | | 财政部门意见： | <
产出指标 | 数量指标 | 围网长度 | ≥12公里 | | | 目标明确，指标可行。 | <""")
    (row,) = document["indicators"]
    assert (row["level3"], row.get("remark")) == ("围网长度", None)
    assert "目标明确，指标可行。" in {each["text"] for each in document["unread"]}


def test_two_colons_are_one():
    document = read_one((HEAD + GOAL + TABLE).replace("主管部门 |", "主管部门：： |").replace("数量 |", "数量： |"))
    assert (document["department"], document["indicators"][0]["level3"]) == ("沙湾县渔业局", "放流苗种数量")
    glued = read_one((HEAD + GOAL + TABLE).replace("主管部门 | 沙湾县渔业局", "主管部门：：沙湾县渔业局 | <"))
    assert glued["department"] == "沙湾县渔业局"


def test_labels_beside_a_table_begin_in_the_row_of_its_titles():
    (document,) = read("""
2026年项目绩效目标申报表 | | | | | |
项目名称 | 黑土地保护 | | 一级指标 | 二级指标 | 三级指标 | 目标值
主管部门 | 沙湾县农业局 | | 产出指标 | 数量指标 | 保护性耕作面积 | ≥65万亩
预算金额（万元） | 2470 | | 效益指标 | 生态效益指标 | 秸秆还田率 | ≥80%
绩效目标 | 实施保护性耕作65万亩。 | | | | |""")
    assert (document["project"], document["department"]) == ("黑土地保护", "沙湾县农业局")
    assert [row["level3"] for row in document["indicators"]] == ["保护性耕作面积", "秸秆还田率"]
    assert document["funding"]["total"] == 2470


def test_sources_over_their_figures_are_read_beside_the_amount_of_last_year():
    funds = """
当年预算（万元） | 财政拨款 | 单位资金 | 合计 | 上年预算（万元） | -
^ | 430 | 20 | 450 | 400 | -"""
    document = read_one(HEAD.rpartition("\n")[0] + funds + GOAL + TABLE)
    assert document["funding"] == {"fiscal": 430, "other": 20, "annual": 450}
    assert [each["value"] for each in document["last_year"]] == [400]


def test_sources_across_and_stages_down_are_told_apart():
    funds = """
资金来源（万元） | 合计 | 中央 | 州级 | 自筹 | -
总投资 | 1260 | 800 | 400 | 60 | -
已下达 | 500 | 400 | 100 | 0 | -"""
    document = read_one(HEAD.rpartition("\n")[0] + funds + GOAL + TABLE)
    assert document["funding"] == {"total": 1260, "other": 60}
    assert {"总投资中央": 800, "已下达合计": 500}.items() <= {e["label"]: e["value"] for e in document["other"]}.items()


def test_a_fund_names_the_project_of_a_known_layout_too():
    document = read_one("""
2026年专项资金绩效目标表 | < | < | <
专项名称 | 生态补偿 | 主管部门 | 沙湾县林业局
资金总额（万元） | 1580 | 其中：中央 | 1200
年度目标 | 管护公益林85万亩。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 管护公益林面积 | ≥85万亩""")
    assert document["project"] == "生态补偿"
    assert "CMP-002" not in codes(document)


def test_titles_over_a_goal_with_its_money_are_no_goal():
    document = form("""
年度目标 | 目标内容 | < | < | 对应资金 | 权重
^ | 目标1：放流苗种1200万尾 | < | < | 320 | 60
^ | 目标2：巡航120次 | < | < | 300 | 40""")
    assert document["goals"]["annual"] == "放流苗种1200万尾\n巡航120次"


def test_a_code_before_a_name_in_a_cell_of_its_own_is_none():
    document = read_one((HEAD + GOAL + TABLE).replace("主管部门 | 沙湾县渔业局", "主管部门：209 | 沙湾县渔业局"))
    assert (document["department"], document["department_code"]) == ("沙湾县渔业局", "209")


def test_money_of_two_levels_is_that_of_neither():
    funds = "\n资金构成（万元） | 年度金额 | 1500 | 其中：上级补助 | 500 | -\n^ | 本级财力 | 1000 | - | - | -"
    document = read_one(HEAD.rpartition("\n")[0] + funds + GOAL + TABLE)
    assert document["funding"] == {"annual": 1500}


def test_a_change_has_one_target_and_a_multiple_of_an_area_is_a_unit():
    table = """
一级指标 | 二级指标 | 三级指标 | < | < | 指标值
产出指标 | 数量指标 | 建筑面积 | < | < | 5.6万㎡
效益指标 | 经济效益指标 | 漏损率 | < | < | 由12%降至10%以内"""
    document = form(table=table)
    assert (document["indicators"][0]["target"], document["indicators"][0]["unit"]) == (Decimal("5.6"), "万m2")
    assert "VAL-003" not in codes(document)


def test_a_unit_in_brackets_is_one_without_them():
    table = TABLE.replace("| 万尾", "| （万尾）") + "\n产出指标 | 质量指标 | 设备数 | = | 6 | 台（套）"
    assert [row["unit"] for row in form(table=table)["indicators"]] == ["万尾", "台（套）"]


def test_a_name_ends_before_the_word_that_it_reaches_its_target():
    document = read_one("""
2026年度项目绩效目标申报表 | < | <
项目名称 | 渔业资源养护 | <
年度绩效目标 | 增殖放流苗种2000万尾。 | <
一级指标 | 二级指标 | 三级指标及指标值
产出指标 | 质量指标 | 苗种检疫合格率达到98%以上
产出指标 | 数量指标 | 放流次数：不少于6次（含）""")
    told = [(row["level3"], row["operator"], row["target"]) for row in document["indicators"]]
    assert told == [("苗种检疫合格率", "≥", 98), ("放流次数", "≥", 6)]


def test_money_in_a_sentence_is_not_called_missing():
    document = read_one("""
2026年项目支出绩效目标表 | < | < | <
申报单位 | 沙湾县交通局 | 联系人 | 佟刚
项目基本情况 | 改建公路62公里，总投资4960万元，其中财政资金3000万元。 | < | <
绩效目标 | 改建公路62公里。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 改建里程 | ≥62公里""")
    assert "CMP-003" not in codes(document)


def test_an_authority_in_words_nobody_knows_is_not_called_missing():
    document = read_one("""
2026年项目支出绩效目标表 | < | < | <
主办机关 | 沙湾县农业局 | 项目名称 | 种业提升
预算金额（万元） | 60 | < | <
年度目标 | 推广良种8万亩。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 推广良种面积 | ≥8万亩""")
    assert "CMP-001" not in codes(document)


def test_the_goal_of_a_stage_gives_way_to_that_of_the_year():
    head = HEAD.replace("2026年度", "").replace("财政拨款（万元） | 620", "本年安排（万元） | 300")
    document = read_one(
        f"""{head}
总目标 | 三年放流苗种6000万尾。 | < | < | 当前年度 | 2026年
阶段性目标 | 2025年至2027年各2000万尾。 | < | < | < | <
年度目标 | 放流苗种2000万尾。 | < | < | < | <{TABLE}"""
    )
    assert document["goals"] == {"period": "三年放流苗种6000万尾。", "annual": "放流苗种2000万尾。"}
    assert (document["fiscal_year"], document["funding"]["annual"]) == (2026, 300)


def test_a_prompt_left_standing_is_no_indicator():
    document = form(table=TABLE + "\n产出指标 | 质量指标 | 请填写 | - | 请填写 | -")
    assert [row["level3"] for row in document["indicators"]] == ["放流苗种数量"]


def test_a_target_of_the_whole_below_the_title_of_targets_is_on_its_side():
    table = """
指标 | < | < | 指标值 | < | 备注
一级指标 | 二级指标 | 三级指标 | 总体 | 当年 | ^
产出指标 | 数量指标 | 放流苗种数量 | 6000万尾 | 2000万尾 | -"""
    document = form("\n总体绩效目标 | 放流苗种6000万尾。 | < | < | < | <", table)
    assert [row["target"] for row in document["indicators"]] == [2000]
    assert [row["target"] for row in document["period_side"]["indicators"]] == [6000]
    assert document["goals"] == {"period": "放流苗种6000万尾。"}


def test_the_stamp_of_a_department_is_no_part_of_its_name():
    document = read_one((HEAD + GOAL + TABLE).replace("沙湾县渔业局", "沙湾县渔业局（章）"))
    assert document["department"] == "沙湾县渔业局"


def test_parts_in_the_brackets_behind_an_amount_are_read():
    funds = "\n项目资金：150万元（财政拨款120万元，其他资金30万元） | < | < | < | < | <"
    document = read_one(HEAD.rpartition("\n")[0] + funds + GOAL + TABLE)
    assert document["funding"] == {"total": 150, "fiscal": 120, "other": 30}
    without = read_one(
        HEAD.rpartition("\n")[0] + funds.replace("财政拨款120万元，其他资金30万元", "不含税") + GOAL + TABLE
    )
    assert (without["funding"]["total"], [each["value"] for each in without["other"]]) == (150, ["不含税"])


def test_a_unit_at_the_end_of_a_row_is_that_of_every_amount_in_it():
    funds = "\n项目资金 | 合计 | 12960000 | 财政拨款 | 12960000 | 元"
    document = read_one(HEAD.rpartition("\n")[0] + funds + GOAL + TABLE)
    assert document["currency_unit"] == "元"
    assert document["funding"] == {"total": 12960000, "fiscal": 12960000}


def test_indicators_beside_those_of_the_year_are_of_the_period():
    table = """
长期指标 | 三级指标 | 指标值 | 年度三级指标 | 年度指标值 | -
数量指标 | 放流苗种总数 | 6000万尾 | 放流苗种数量 | 2000万尾 | -
质量指标 | 检疫合格率 | ≥98% | 检疫合格率 | ≥97% | -"""
    document = read_one((HEAD + GOAL).replace("2026年度项目", "项目") + "\n2026年度 | < | < | < | < | <" + table)
    assert [row["target"] for row in document["indicators"]] == [2000, 97]
    assert [row["target"] for row in document["period_side"]["indicators"]] == [6000, 98]


def test_a_caption_without_a_goal_leaves_the_whole_one_to_the_year():
    funds = "\n（一）预算安排（万元） | 42.6 | < | （二）其中：一般公共预算 | 42.6 | <"
    goal = "\n二、绩效目标 | < | < | < | < | <\n（一）总目标 | 放流苗种2000万尾。 | < | < | < | <"
    document = read_one(HEAD.rpartition("\n")[0] + funds + goal + TABLE)
    assert document["goals"] == {"annual": "放流苗种2000万尾。"}
    assert document["funding"]["fiscal"] == Decimal("42.6")
    assert "CMP-004" not in codes(document)


FOREIGN = """
2026年度项目绩效目标申报表 | < | < | <
项目名称 | 渔业资源养护 | 主管部门 | 沙湾县渔业局
{amounts}
年度绩效目标 | 增殖放流苗种2000万尾。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 放流苗种数量 | ≥2000万尾"""


@pytest.mark.parametrize(
    ("amounts", "funding", "kept"),
    [
        ("项目总投资（万美元） | 500 | 年度资金（万元） | 1200", {"annual": 1200}, ["项目总投资(万美元)"]),
        ("项目预算/欧元 | 500 | 其中：财政拨款（万元） | 120", {"fiscal": 120}, ["项目预算/欧元"]),
        ("项目资金（万美元） | 资金总额 | 500 | ", {}, ["项目资金(万美元)资金总额"]),
        ("资金总额（单位：万英镑） | 500 | < | <", {}, ["资金总额(单位:万英镑)"]),
        ("资金总额（万元） | 500 | < | <", {"total": 500}, []),
    ],
)
def test_foreign_money_is_no_amount_of_ours(amounts: str, funding: dict[str, int], kept: list[str]) -> None:
    document = read_one(FOREIGN.format(amounts=amounts))
    assert {key: value for key, value in document.get("funding", {}).items() if value is not None} == funding
    assert [fold(each["label"]) for each in document.get("other", ())] == kept
    assert "FND-002" not in codes(document)


@pytest.mark.parametrize("line", ["项目属地 | 沙湾县 | {pair}", "{pair} | 项目属地 | 沙湾县"])
@pytest.mark.parametrize("pair", ["项目级次 | 二级项目", "项目层级 | 三级项目", "项目级别 | 支出项目"])
def test_the_level_of_a_project_may_be_a_label_elsewhere(line: str, pair: str) -> None:
    document = read_one(FOREIGN.format(amounts=line.format(pair=pair)))
    label, value = pair.split(" | ")
    assert document["project"] == "渔业资源养护"
    assert (label, value) in [(each["label"], each["value"]) for each in document["other"]]


@pytest.mark.parametrize(("title", "amounts"), [("项目金额（万美元）", [None, None]), ("项目金额（万元）", [500, 300])])
def test_foreign_money_in_a_list_is_no_amount_of_ours(title: str, amounts: list[int | None]) -> None:
    document = read_one(f"""
项目支出绩效目标汇总表 | < | < | <
序号 | 项目名称 | {title} | 绩效目标
1 | 湿地恢复 | 500 | 恢复湿地200公顷。
2 | 水库加固 | 300 | 加固水库3座。""")
    assert [each["amount"] for each in document["rows"]] == amounts


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        *(
            (f"项目资金{behind}", "千元")
            for behind in ("/千元", "，千元", "：千元", " 千元", "单位：千元", "（以千元计）", "（千圆）", "（千）")
        ),
        ("项目资金（千元人民币）", "千元"),
        ("项目资金（万元/年）", "万元"),
        ("项目总投资（亿）", "亿元"),
    ],
)
def test_the_unit_of_an_amount_is_read_however_it_stands_behind_its_label(label: str, unit: str) -> None:
    document = read_one(FOREIGN.format(amounts=f"{label} | 500 | 其中：财政拨款 | 500"))
    assert (document["funding"]["total"], document["currency_unit"]) == (500, unit)
