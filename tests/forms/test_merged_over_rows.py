"""Cells merged over several rows: what they state for several lines is that of none alone, and nothing is missing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checks.sample_forms import document as sample
from jixiao.checks.rule_engine import check_documents
from jixiao.forms.document import Document
from jixiao.scoring.selfeval import Need, score_form
from sheet_table import read, read_one


def codes(*documents: Document) -> set[str]:
    return {each.code for each in check_documents(list(documents)).findings} - {"STR-011", "STR-012"}


LIST = """
2027年项目支出绩效目标汇总表 | < | < | <
填报单位：柳溪县农业局 | < | 单位：万元 | <
序号 | 项目名称 | 年度预算 | 年度绩效目标
1 | 良种推广 | 60 | 推广良种5000亩。
2 | 虫害防治 | ^ | 防治虫害3000亩。
3 | 土壤检测 | 20 | 检测土样300个。
合计 | < | 80 |
"""


def test_an_amount_merged_over_rows_of_a_summary_is_that_of_none():
    summary = read_one(LIST)
    assert [row["amount"] for row in summary["rows"]] == [None, None, 20]
    assert [each["cell"] for each in summary["unread"]] == ["C4"]
    assert codes(summary).isdisjoint({"CMP-003", "FND-004"})
    blank = read_one(LIST.replace("虫害防治 | ^", "虫害防治 | "))
    assert [row["amount"] for row in blank["rows"]] == [60, None, 20]
    assert "CMP-003" in codes(blank)


def test_an_amount_merged_over_lines_of_a_known_form_is_that_of_none():
    summary = sample("summary", ("河道清淤工程 | 120.5 |", "河道清淤工程 | 120.5 |\n2 | 山塘加固 | ^ |"))
    assert [row["amount"] for row in summary["rows"]] == [None, None]
    assert codes(summary).isdisjoint({"CMP-003", "FND-004"})
    details = sample("direction", ("检修24万元 | 24", "检修24万元 | 36"), ("检测12万元 | 12 |", "检测12万元 | ^ |"))
    assert [line["amount"] for line in details["expenditures"]] == [None, None]
    assert not {code for code in codes(details) if code.startswith("FND")}


def test_money_spent_for_several_projects_of_a_list_is_that_of_none():
    documents = read("""
2026年度项目绩效自评结果汇总表 | < | < | < | <
填报单位：柳溪县农业局 | < | < | 单位：万元 | <
序号 | 项目名称 | 全年预算数 | 全年执行数 | 自评得分
1 | 良种推广 | 60 | 88 | 95
2 | 虫害防治 | 30 | ^ | 94
3 | 土壤检测 | 20 | 20 | 98
合计 | < | 110 | 108 |
""")
    assert [each["execution"][0]["executed"] for each in documents] == [None, None, 20]
    assert codes(*documents).isdisjoint({"CMP-003", "FND-004"})


@pytest.mark.parametrize(
    ("old", "new"), [("其中:财政拨款 | < | 30", "其中:财政拨款 | < | ^"), ("转 | < | 4", "转 | < | ^")]
)
def test_a_source_that_an_amount_is_merged_over_makes_no_wrong_sum(old: str, new: str) -> None:
    assert "FND-001" not in codes(sample("scored", (old, new)))
    assert "FND-001" in codes(sample("scored", (old, new.replace("^", ""))))


FORM = """
2027年县级预算绩效申报书 | < | < | <
项目名称 | 养老服务 | 主管单位 | 柳溪县民政局
预算安排（万元） | 资金总额 | 80 | <
^ | 其中：财政资金 | ^ | ^
^ | 自筹资金 | 0 | <
年度目标 | 新建养老站4个； | < | <
 | 注：以上目标按批复填写。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 新建养老站 | ≥4个
效益指标 | 社会效益指标 | 惠及老人 | ≥800人
"""


def test_a_total_merged_over_its_source_in_any_layout_makes_no_wrong_sum():
    assert "FND-001" not in codes(read_one(FORM))
    assert "FND-001" in codes(read_one(FORM.replace("财政资金 | ^ | ^", "财政资金 |  | ")))


def test_a_note_below_an_unfinished_goal_is_no_line_of_it():
    document = read_one(FORM)
    assert document["goals"]["annual"] == "新建养老站4个；"
    assert [each["cell"] for each in document["unread"]] == ["B7"]


@pytest.mark.parametrize(("targets", "actual"), [(("≥4个", "≥60张"), "4个"), (("≥98%", "≥90%"), "100%")])
def test_a_result_merged_over_rows_is_not_asked_for(targets: tuple[str, str], actual: str) -> None:
    first, second = targets
    form = score_form(
        read_one(f"""
2026年度项目支出绩效自评表 | < | < | < | < | <
项目名称 | 养老服务 | < | 主管部门 | 柳溪县民政局 | <
一级指标 | 二级指标 | 三级指标 | 分值 | 指标值 | 完成值
产出指标 | 数量指标 | 新建设施 | 50 | {first} | {actual}
^ | ^ | 改造设施 | 50 | {second} | ^
""")
    )
    assert Need.ACTUAL not in {remark.need for remark in form.remarks}
    assert (form.rows[1].final, form.total_points) == (None, Decimal(100))


TASKS = """
2027年部门整体支出绩效目标表 | < | < | < | <
部门名称 | 柳溪县林业局 | < | 单位：万元 | <
年度预算 | 总额 | 其中：基本支出 | 项目支出 | <
^ | 500 | 300 | 200 | <
年度主要任务 | 任务名称 | 主要内容 | 预算金额 | <
^ | 造林绿化 | 造林1200亩 | 120 | <
^ | 森林防火 | 巡护1200公里 | ^ | <
^ | 病虫害防治 | 防治800亩 | 80 | <
年度总体目标 | 造林1200亩，无重大火灾。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 造林面积 | ≥1200亩 |
效益指标 | 生态效益指标 | 森林覆盖率 | ≥48% |
满意度指标 | 服务对象满意度指标 | 林农满意度 | ≥90% |
"""


def test_an_amount_merged_over_two_tasks_is_that_of_neither() -> None:
    (document,) = read(TASKS)
    assert [task["amount"]["total"] for task in document["tasks"]] == [None, None, 80]
    assert [each["cell"] for each in document["unread"]] == ["D6"]
    assert {each.code for each in check_documents([document]).findings if each.severity.value == "error"} == set()


def test_a_sum_under_a_word_nobody_knows_is_no_indicator_where_points_are_merged() -> None:
    document = read_one("""
项目支出绩效自评表（2025年度） | < | < | < | < | <
项目名称 | 社区食堂补贴 | < | 主管部门 | 津南市民政局 | <
一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 补贴食堂数量 | ≥36家 | 36家 | 50 | 50
^ | 服务老年人次 | ≥90万人次 | 94万人次 | ^ | ^
满意度指标 | 老人满意度 | ≥85% | 88% | 40 | 40
本表得数 | < | < | < | 100 | 99
""")
    assert [row["level3"] for row in document["indicators"]] == ["补贴食堂数量", "服务老年人次", "老人满意度"]
    assert (document["total_points"], document["total_score"]) == (100, 99)


SHARED = """
2026年项目绩效目标表 | < | < | < | < | <
项目名称 | 水库加固 | < | 主管部门 | 清河县水利局 | <
一级指标 | 二级指标 | 三级指标 | 指标值类型 | 指标值 | 度量单位
产出指标 | 数量指标 | 加固水库 | ≥ | 12 | 座
^ | ^ | 巡查次数 | ^ | {target} | ^
"""


@pytest.mark.parametrize(
    ("target", "read"),
    [
        ("30", ("≥", 30, "座")),
        ("30次", ("≥", 30, "次")),
        ("≤3次", ("≤", 3, "次")),
        ("95%", ("≥", 95, "%")),
        ("按时", (None, "按时", None)),
        ("2026年11月", (None, "2026年11月", None)),
    ],
)
def test_a_sign_and_a_unit_merged_over_rows_are_those_of_numbers_without(target, read):
    row = read_one(SHARED.format(target=target))["indicators"][1]
    assert (row["operator"], row["target"], row["unit"]) == read
