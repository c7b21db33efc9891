"""概览: what a leader reads, and nothing in it that is not so."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from consolidate.overview_page import figures_of, sentence_of, table_of
from consolidate.returns import indicator, project, read_return, write_return
from jixiao.consolidate.merge import Options, merge
from jixiao.consolidate.returns.roster import Roster, RosterEntry
from jixiao.consolidate.summary.merged import LastYear
from jixiao.consolidate.summary.summary_rows import last_year_of

ROSTER = Roster(
    [
        RosterEntry("甲市交通局", due="2026-02-01", function="交通运输", contact="路某"),
        RosterEntry("甲市水利局", due="2026-02-01", function="农林水"),
        RosterEntry("甲市档案馆", due="2026-03-15", function="一般公共服务"),
    ]
)


def merged(tmp_path: Path, *files: list[Any], **options: Any) -> Any:
    for number, documents in enumerate(files):
        write_return(tmp_path / "in" / f"{number}.xlsx", documents)
    merge([str(tmp_path / "in")], tmp_path / "汇总.xlsx", Options(read=read_return, **options))
    return load_workbook(tmp_path / "汇总.xlsx", data_only=True)


def evaluation(department: str, total: str | None, points: str = "100", *scores: tuple[str, str, str]) -> Any:
    """A self-evaluation with a total; ``scores`` are level 1, points and score of an indicator each."""
    rows = [
        indicator(level1, level2, level2, points=Decimal(given), score=Decimal(score))
        for (level1, given, score), level2 in zip(scores, ("数量指标", "社会效益指标"), strict=False)
    ]
    return project(
        f"{department}的项目", None, department, form="selfeval-2020", kind="selfeval", indicators=rows,
        total_score=None if total is None else Decimal(total), total_points=Decimal(points),
    )  # fmt: skip


def test_progress_counts_who_had_to_file_by_each_day(tmp_path: Path) -> None:
    workbook = merged(
        tmp_path,
        [project("道路", "10", "甲市交通局", signoff={"date": "2026-02-03"})],
        [project("灯", "40", "外来单位")],
        roster=ROSTER,
    )
    assert table_of(workbook, "截止日期") == [
        {"截止日期": "2026-02-01", "应报": 2, "已报送": 1, "其中逾期": 1, "待确认": 0, "未报送": 1},
        {"截止日期": "2026-03-15", "应报": 1, "已报送": 0, "其中逾期": 0, "待确认": 0, "未报送": 1},
        {"截止日期": "合计", "应报": 3, "已报送": 1, "其中逾期": 1, "待确认": 0, "未报送": 2},
    ]
    assert sentence_of(workbook).startswith("应报3个部门，已报1个（逾期1个），未报2个；另有1个名称不在单位名单上")
    statuses = {row["报送进度"]: row["部门数"] for row in table_of(workbook, "报送进度")}
    assert statuses == {"逾期报送": 1, "未报送": 2, "名册外": 1}


def test_money_stands_by_department_and_by_function(tmp_path: Path) -> None:
    workbook = merged(
        tmp_path,
        [project("道路", "10", "甲市交通局")],
        [project("渠道", "20.5", "甲市水利局"), project("水库", "9.5", "甲市水利局")],
        [project("灯", "40", "外来单位"), project("桥", None, "外来单位")],
        roster=ROSTER,
    )
    money = [(row["部门"], row["项目数"], row["金额（万元）"]) for row in table_of(workbook, "部门")]
    assert money == [("外来单位", 2, 40), ("甲市水利局", 2, 30), ("甲市交通局", 1, 10), ("合计", 5, 80)]
    functions = [(row["职能"], row["金额（万元）"], row["占比"]) for row in table_of(workbook, "职能")]
    assert functions == [("农林水", 30, 0.375), ("交通运输", 10, 0.125), ("（未注明职能）", 40, 0.5), ("合计", 80, 1)]
    texts = [str(cell.value) for (cell,) in workbook["概览"].iter_rows(max_col=1)]
    assert any("1个项目的金额没有读出，未计入" in text for text in texts)
    assert figures_of(workbook)["项目金额合计（万元）"] == 80


def test_findings_on_forms_without_projects_are_told_below_the_departments(tmp_path: Path) -> None:
    workbook = merged(tmp_path, [project("道路", "10", "甲市交通局"), project("灯", "40", None)])
    found = figures_of(workbook)["检查结果：错误"]
    beside = found - table_of(workbook, "部门")[-1]["错误"]
    texts = " ".join(str(cell.value) for (cell,) in workbook["概览"].iter_rows(max_col=1))
    assert beside > 0
    assert f"另有错误{beside:.0f}处" in texts


def test_growth_is_that_of_the_departments_known_of_both_years(tmp_path: Path) -> None:
    last = LastYear("2025年批复", {"甲市水利局": Decimal(25), "甲市审计局": Decimal(7)})
    workbook = merged(
        tmp_path, [project("道路", "10", "甲市交通局")], [project("渠道", "30", "甲市水利局")], last_year=last
    )
    rows = {row["部门"]: row for row in table_of(workbook, "部门")}
    assert (rows["甲市水利局"]["上年（万元）"], rows["甲市水利局"]["增减"]) == (25, 0.2)
    assert (rows["甲市交通局"]["上年（万元）"], rows["甲市交通局"]["增减"]) == ("—", "—")
    assert (rows["合计"]["金额（万元）"], rows["合计"]["上年（万元）"], rows["合计"]["增减"]) == (40, 25, 0.2)
    assert "比上年增加20.0%（两年都有数的1个部门）" in sentence_of(workbook)
    notes = " ".join(str(cell.value) for (cell,) in workbook["概览"].iter_rows(max_col=1))
    assert "上年：2025年批复，增减只按两年都有数的1个部门算；上年有、本年没有报的部门 7.00 万元" in notes


def test_a_department_with_an_amount_that_was_not_read_did_not_shrink(tmp_path: Path) -> None:
    last = LastYear("2025年批复", {"甲市水利局": Decimal(25), "甲市交通局": Decimal(10)})
    forms = (
        [project("渠道", "5", "甲市水利局"), project("水库", None, "甲市水利局")],
        [project("道路", "11", "甲市交通局")],
    )
    workbook = merged(tmp_path, *forms, last_year=last)
    rows = {row["部门"]: (row["上年（万元）"], row["增减"]) for row in table_of(workbook, "部门")}
    assert rows == {"甲市交通局": (10, 0.1), "甲市水利局": ("—", "—"), "合计": (10, 0.1)}
    assert "比上年增加10.0%（两年都有数的1个部门）" in sentence_of(workbook)
    notes = " ".join(str(cell.value) for (cell,) in workbook["概览"].iter_rows(max_col=1))
    assert "本年没有报的部门" not in notes


def test_what_forms_state_of_last_year_counts_where_every_project_states_it(tmp_path: Path) -> None:
    stated = [{"label": "上年度预算（万元）", "value": Decimal(8), "cell": "D4"}]
    workbook = merged(
        tmp_path,
        [project("道路", "10", "甲局", last_year=stated)],
        [project("渠道", "30", "乙局", last_year=stated), project("水库", "5", "乙局")],
    )
    rows = {row["部门"]: row["上年（万元）"] for row in table_of(workbook, "部门")}
    assert rows == {"乙局": "—", "甲局": 8, "合计": 8}


@pytest.mark.parametrize(
    ("labels", "known"),
    [
        (["上年度预算"], 8),
        (["上年结转资金"], None),
        (["上年执行数"], None),
        (["上年资金总额", "其中：财政拨款"], 8),
        (["上年资金总额", "上年财政资金"], 8),
        (["上年中央资金", "上年地方资金"], None),
    ],
)
def test_a_part_or_what_was_spent_is_not_last_years_budget(labels: list[str], known: int | None) -> None:
    stated = [{"label": label, "value": Decimal(8), "cell": "D4"} for label in labels]
    assert last_year_of(project("道路", "10", last_year=stated)) == known


def test_kinds_of_indicators_count_projects_once_and_old_names_as_todays(tmp_path: Path) -> None:
    two = [indicator("产出指标", "数量指标", "甲"), indicator("产出指标", "数量指标", "乙")]
    other = [indicator("产出", "产出数量", "丙"), indicator("产出指标", "自拟类别", "丁")]
    workbook = merged(
        tmp_path,
        [project("道路", "10", indicators=two), project("桥", "5", form="direction-2023", indicators=other)],
    )
    rows = {row["二级指标"]: row for row in table_of(workbook, "二级指标")}
    assert (rows["数量指标"]["指标数"], rows["数量指标"]["涉及项目"], rows["数量指标"]["涉及金额（万元）"]) == (
        3,
        2,
        15,
    )
    assert (rows["（没有归类）"]["指标数"], rows["（没有归类）"]["涉及金额（万元）"]) == (1, 5)


def test_open_errors_are_listed_with_whom_to_call(tmp_path: Path) -> None:
    workbook = merged(tmp_path, [project("道路", "10", "甲市交通局")], roster=ROSTER)
    (row,) = table_of(workbook, "待改错误最多的部门")
    filings = load_workbook(tmp_path / "汇总.xlsx", data_only=True)["报送情况"]
    header, first, *_ = filings.iter_rows(values_only=True)
    assert (row["待改错误最多的部门"], row["联系人"]) == ("甲市交通局", "路某")
    assert row["错误"] == first[header.index("错误")] > 0


def test_scores_are_ranked_spread_and_told_by_block_at_the_end_of_the_year(tmp_path: Path) -> None:
    workbook = merged(
        tmp_path,
        [evaluation("甲局", "95", "100", ("产出指标", "50", "48"), ("效益指标", "30", "27"))],
        [evaluation("乙局", "72", "90")],
        [evaluation("丙局", None)],
        [evaluation("丁局", "120", "100", ("产出指标", "2", "30"))],
    )
    ranked = [(row["自评得分排名"], row["平均得分"]) for row in table_of(workbook, "自评得分排名")]
    assert ranked == [("1. 甲局", 95), ("2. 乙局", 80)]
    spread = {row["自评得分区间"]: row["自评表"] for row in table_of(workbook, "自评得分区间")}
    assert spread == {"90分及以上": 1, "80分至不到90分": 1, "60分至不到80分": 0, "60分以下": 0, "没有总分": 2}
    blocks = {row["一级指标"]: (row["得分"], row["得分率"]) for row in table_of(workbook, "一级指标")}
    assert blocks == {"产出指标": (48, 0.96), "效益指标": (27, 0.9)}
    assert "自评表4份，平均得分87.50分（自评，未经复核）" in sentence_of(workbook)


def test_a_year_end_without_goal_forms_says_nothing_of_projects(tmp_path: Path) -> None:
    workbook = merged(tmp_path, [evaluation("甲局", "95")])
    assert workbook["概览"]["A1"].value == "2026年绩效自评概览"
    assert "项目" not in figures_of(workbook)
    assert "项目" not in sentence_of(workbook)
    assert table_of(workbook, "部门") == table_of(workbook, "职能") == table_of(workbook, "二级指标") == []


def test_the_year_of_nearly_all_forms_is_that_of_the_page(tmp_path: Path) -> None:
    projects = [project(f"项目{number}", "1") for number in range(10)]
    projects.append(project("写错年度的", "1", fiscal_year=2025))
    page = merged(tmp_path, projects)
    assert page["概览"]["A1"].value == "2026年预算绩效目标汇总概览"
    assert "其中2025年1个、2026年10个，金额合在一起，请核实年度" in sentence_of(page)


def test_projects_of_one_year_are_not_told_by_year(tmp_path: Path) -> None:
    assert "请核实年度" not in sentence_of(merged(tmp_path, [project("道路", "1"), project("桥梁", "2")]))


def test_a_page_with_everything_is_printed_on_a3_and_one_without_on_a4(tmp_path: Path) -> None:
    merged(tmp_path, [project("道路", "10")])
    assert load_workbook(tmp_path / "汇总.xlsx")["概览"].page_setup.paperSize == 9
    files = [
        [project("道路", "10", f"第{n}局"), evaluation(f"第{n}局", "95", "100", ("产出指标", "50", "48"))]
        for n in range(14)
    ]
    merged(tmp_path, *files)
    sheet = load_workbook(tmp_path / "汇总.xlsx")["概览"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight or 1) == (8, 1)


@pytest.mark.parametrize(
    ("name", "code", "one"),
    [
        ("档案馆", "107", True),
        ("甲市档案馆", None, True),
        ("市志档案办", "107", True),  # an alias
        ("甲市挡案馆", "107", True),  # misspelt
        ("档案馆", None, False),
        ("档案馆", "108", False),  # the code of another
        ("水利站", "107", False),  # the name of another
    ],
)
def test_a_department_is_one_by_its_name_an_alias_or_its_code(
    tmp_path: Path, name: str, code: str | None, one: bool
) -> None:
    roster = Roster([RosterEntry("甲市档案馆", "107", ("市志档案办",)), RosterEntry("甲市水利局", "108")])
    workbook = merged(
        tmp_path,
        [project("查阅室", "10", "甲市档案馆")],
        [project("库房", "30", name, **({"department_code": code} if code else {}))],
        roster=roster,
    )
    amounts = {row["部门"]: row["金额（万元）"] for row in table_of(workbook, "部门")}
    assert (amounts["甲市档案馆"] == 40) is one


def test_a_code_that_two_departments_have_tells_nothing() -> None:
    roster = Roster([RosterEntry("甲市档案馆", "107"), RosterEntry("甲市水利局", "107")])
    match = roster.match("档案馆", "107")
    assert match is None or not match.certain
