from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from jixiao.checks.dates import typed_date
from jixiao.consolidate.records import DocumentRecord, FileRecord, Spans
from jixiao.consolidate.returns.roster import Roster, RosterEntry
from jixiao.consolidate.returns.supersede import SettledFile, settle


def document(project: str | None = "道路", **more: Any) -> DocumentRecord:
    values: dict[str, Any] = {
        "form": "project-2026",
        "kind": "project",
        "department": "甲局",
        "project": project,
        "fiscal_year": 2026,
        "sheet": project or "Sheet1",
        "title_cell": "A1",
        "left_out": False,
        "date": None,
        "amount": None,
        "indicators": 0,
        "spans": Spans(),
        **more,
    }
    return DocumentRecord(**values)


def file(name: str, *documents: DocumentRecord, **more: Any) -> FileRecord:
    return FileRecord(name, more.pop("status", "read"), name, documents=documents, **more)


def outcome(*files: FileRecord) -> str:
    """One line per file: name, status, merged sheets, superseded sheets."""
    return "\n".join(_line(settled) for settled in settle(files))


def _line(settled: SettledFile) -> str:
    merged = ",".join(each.sheet for each in settled.merged) or "-"
    superseded = ",".join(f"{each.document.sheet}→{each.by_file}" for each in settled.superseded) or "-"
    return f"{settled.record.file} | {settled.status} | {merged} | {superseded}"


def test_the_date_in_the_form_decides_before_the_time_of_the_file() -> None:
    old = file("z.xlsx", document(date=(2025, 12, 1)), modified=9.0)
    new = file("a.xlsx", document(date=(2025, 12, 12)), modified=1.0)
    assert outcome(old, new) == "z.xlsx | skipped | - | 道路→a.xlsx\na.xlsx | merged | 道路 | -"


def test_without_dates_the_time_of_the_file_decides() -> None:
    assert outcome(file("z.xlsx", document(), modified=1.0), file("a.xlsx", document(), modified=2.0)) == (
        "z.xlsx | skipped | - | 道路→a.xlsx\na.xlsx | merged | 道路 | -"
    )


def test_a_form_with_a_date_is_newer_than_one_without() -> None:
    assert outcome(
        file("a.xlsx", document(date=(2025, 1, 1)), modified=1.0), file("b.xlsx", document(), modified=2.0)
    ) == ("a.xlsx | merged | 道路 | -\nb.xlsx | skipped | - | 道路→a.xlsx")


def test_a_summary_without_a_date_has_that_of_the_forms_in_its_file() -> None:
    summary = document(None, kind="summary", form="summary-2026", sheet="汇总")
    old = file("z.xlsx", summary, document(date=(2025, 12, 1)), modified=9.0)
    new = file("a.xlsx", summary, document(date=(2025, 12, 12)), modified=1.0)
    assert outcome(old, new) == "z.xlsx | skipped | - | 汇总→a.xlsx,道路→a.xlsx\na.xlsx | merged | 汇总,道路 | -"


def test_a_summary_sent_again_alone_is_newer_by_the_time_of_its_file() -> None:
    summary = document(None, kind="summary", form="summary-2026", sheet="汇总")
    old = file("林业局.xlsx", summary, document(date=(2025, 12, 3)), modified=1.0)
    new = file("林业局更正.xlsx", summary, modified=7201.0)
    assert (
        outcome(old, new) == "林业局.xlsx | merged | 道路 | 汇总→林业局更正.xlsx\n林业局更正.xlsx | merged | 汇总 | -"
    )


def test_at_last_the_name_decides() -> None:
    assert outcome(file("报送2.xlsx", document()), file("报送1.xlsx", document())) == (
        "报送2.xlsx | merged | 道路 | -\n报送1.xlsx | skipped | - | 道路→报送2.xlsx"
    )


def test_the_outcome_does_not_depend_on_the_order_of_the_inputs() -> None:
    files = [file(f"{n}.xlsx", document(), modified=float(n % 3)) for n in range(6)]
    merged = {settled.record.file for settled in settle(files) if settled.status == "merged"}
    assert (
        merged == {settled.record.file for settled in settle(files[::-1]) if settled.status == "merged"} == {"5.xlsx"}
    )


@pytest.mark.parametrize(
    "other",
    [
        {"project": "桥梁"},
        {"department": "乙局"},
        {"fiscal_year": 2025},
        {"fiscal_year": None},
        {"kind": "selfeval"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_return_supersedes_nothing(other: dict[str, Any]) -> None:
    settled = settle([file("a.xlsx", document()), file("b.xlsx", document(**other))])
    assert [each.status for each in settled] == ["merged", "merged"]


def test_names_are_compared_without_blanks_and_width() -> None:
    assert outcome(file("a.xlsx", document("道路（一期）")), file("b.xlsx", document("道 路(一期)"))) == (
        "a.xlsx | skipped | - | 道路（一期）→b.xlsx\nb.xlsx | merged | 道 路(一期) | -"
    )


def test_a_project_filed_in_two_layouts_counts_once() -> None:
    assert outcome(
        file("a.xlsx", document(form="project", sheet="旧版"), modified=1.0), file("b.xlsx", document(), modified=99.0)
    ) == ("a.xlsx | skipped | - | 旧版→b.xlsx\nb.xlsx | merged | 道路 | -")


@pytest.mark.parametrize("name", ["a.xlsx", "b.xlsx"], ids=["one file", "two files"])
@pytest.mark.parametrize(("amount", "told"), [(120, "只计一次"), (90, "只计一次（金额不同，请核实）")])
def test_the_line_of_a_list_gives_way_to_the_form_of_the_project(name: str, amount: int, told: str) -> None:
    line = document(form="project", sheet="清单", listed=True, amount=Decimal(amount), title_cell="A4")
    other = document("桥梁", form="project", sheet="清单", listed=True, amount=Decimal(30), title_cell="A5")
    form = document(amount=Decimal(120))
    files = [file("a.xlsx", line, other, form)] if name == "a.xlsx" else [file("a.xlsx", form), file(name, line, other)]
    settled = settle(files)
    assert [each.amount for one in settled for each in one.merged] == ([30, 120] if name == "a.xlsx" else [120, 30])
    assert settled[-1].reason == f"清单中的“道路”在“a.xlsx”中另有报送，{told}"
    assert [each.amount for one in settled for each in one.doubles] == ([] if amount == 120 else [90])


def test_the_line_of_a_list_keeps_the_money_that_the_form_of_the_project_lacks() -> None:
    line = document(form="project", sheet="清单", listed=True, amount=Decimal(120))
    assert outcome(file("a.xlsx", line), file("b.xlsx", document())) == (
        "a.xlsx | merged | 清单 | -\nb.xlsx | merged | 道路 | -"
    )


@pytest.mark.parametrize(("amount", "told"), [(120, "只计一次"), (90, "只计一次（金额不同，请核实）")])
def test_of_two_lists_saved_together_the_line_with_indicators_stays(amount: int, told: str) -> None:
    full = document(form="project", sheet="公开表", listed=True, amount=Decimal(120), indicators=2)
    bare = document(form="project", sheet="清单", listed=True, amount=Decimal(amount))
    settled = settle([file("a.xlsx", full, modified=1.0), file("b.xlsx", bare, modified=2.0)])
    assert [each.sheet for one in settled for each in one.merged] == ["公开表"]
    assert settled[1].reason == f"清单中的全部表单在“a.xlsx”中另有报送，{told}"
    assert [each.sheet for one in settled for each in one.doubles] == ([] if amount == 120 else ["清单"])


def test_a_project_on_two_lines_of_each_list_has_the_money_of_both() -> None:
    lines = [
        document(form="project", sheet="清单", listed=True, amount=Decimal(amount), title_cell=f"A{amount}")
        for amount in (45, 36)
    ]
    settled = settle([file("a.xlsx", *lines, modified=1.0), file("b.xlsx", *lines, sha256="2", modified=2.0)])
    assert [each.amount for one in settled for each in one.merged] == [45, 36]
    assert settled[0].reason == "清单中的全部表单在“b.xlsx”中另有报送，只计一次"


@pytest.mark.parametrize("nameless", [{"project": None}, {"department": None}, {"department": " "}])
def test_what_has_no_name_is_never_superseded(nameless: dict[str, Any]) -> None:
    settled = settle([file("a.xlsx", document(**nameless)), file("b.xlsx", document(**nameless))])
    assert [each.status for each in settled] == ["merged", "merged"]


def test_a_department_form_has_no_project_and_is_superseded_all_the_same() -> None:
    form = {"form": "department-2026", "kind": "department", "sheet": "部门整体"}
    assert outcome(file("a.xlsx", document(None, **form)), file("b.xlsx", document(None, **form))) == (
        "a.xlsx | skipped | - | 部门整体→b.xlsx\nb.xlsx | merged | 部门整体 | -"
    )


def test_two_forms_alike_in_one_file_both_stay() -> None:
    twice = file("b.xlsx", document(sheet="一"), document(sheet="二"))
    assert outcome(file("a.xlsx", document(sheet="旧")), twice) == (
        "a.xlsx | skipped | - | 旧→b.xlsx\nb.xlsx | merged | 一,二 | -"
    )


def test_a_file_superseded_in_part_keeps_the_rest() -> None:
    old, new = file("a.xlsx", document("道路"), document("桥梁")), file("b.xlsx", document("道路"), modified=99.0)
    assert outcome(old, new) == ("a.xlsx | merged | 桥梁 | 道路→b.xlsx\nb.xlsx | merged | 道路 | -")
    assert settle([old, new])[0].reason == "“道路”已被较新的“b.xlsx”替代"


def test_identical_files_count_once_and_the_first_name_stays() -> None:
    first, second = settle([file("乙.xlsx", document(), sha256="1"), file("丙.xlsx", document(), sha256="1")])
    assert (first.status, first.reason) == ("skipped", "与“丙.xlsx”内容完全相同")
    assert (second.status, second.reason, second.outcome().left_out) == ("merged", None, 0)
    assert first.outcome().left_out == 1


def test_forms_on_hidden_sheets_are_left_out_and_supersede_nothing() -> None:
    hidden = file("b.xlsx", document(sheet="去年", left_out=True), document("桥梁"))
    assert outcome(file("a.xlsx", document()), hidden) == "a.xlsx | merged | 道路 | -\nb.xlsx | merged | 桥梁 | -"
    assert settle([hidden])[0].reason == "隐藏工作表或填写示例“去年”未并入"
    assert settle([file("c.xlsx", document(left_out=True))])[0].status == "skipped"


def test_a_file_with_nothing_but_a_summary_says_that_its_money_is_not_counted() -> None:
    form = {"form": "summary-2026", "kind": "summary"}
    settled = settle([file("a.xlsx", document(None, **form))])[0]
    assert (settled.status, settled.reason) == (
        "merged",
        "只有汇总表，其中的项目和金额没有计入，以各项目的绩效目标表为准",
    )


def test_failed_and_skipped_files_keep_their_outcome() -> None:
    failed = file("a.xlsx", document(), status="failed", reason="已损坏", sha256="1")
    skipped = file("b.txt", status="skipped", reason="不是电子表格文件")
    good = file("c.xlsx", document(), sha256="1")
    assert [(each.status, each.reason) for each in settle([failed, skipped, good])] == [
        ("failed", "已损坏"),
        ("skipped", "不是电子表格文件"),
        ("merged", None),
    ]


def test_every_document_is_accounted_for() -> None:
    files = [
        file("a.xlsx", document("道路"), document("桥梁"), document("旧", left_out=True)),
        file("b.xlsx", document("道路"), modified=1.0),
    ]
    for settled in settle(files):
        parts = len(settled.merged) + len(settled.superseded) + settled.outcome().left_out
        assert parts == len(settled.record.documents)


def test_many_names_are_shortened() -> None:
    names = ["一", "二", "三", "四"]
    old = file("a.xlsx", *[document(name) for name in names], document("五"))
    settled = settle([old, file("b.xlsx", *[document(name) for name in names], modified=99.0)])[0]
    assert settled.reason == "“一”“二”“三”等4张表已被较新的“b.xlsx”替代"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20251212", (2025, 12, 12)),
        ("2025-12-12", (2025, 12, 12)),
        ("2025.12.12", (2025, 12, 12)),
        ("2025/1/2", (2025, 1, 2)),
        ("2025年12月12日", (2025, 12, 12)),
        ("２０２５ 年 1 月 5 日", (2025, 1, 5)),
        ("2025年12月", (2025, 12, 0)),
        ("二〇二五年十一月二十日", (2025, 11, 20)),
        ("二○二五年三月", (2025, 3, 0)),
        ("2025。12。5", (2025, 12, 5)),
        ("二〇二五年十三月一日", None),
        ("填报日期：2025-12-12 08:30", (2025, 12, 12)),
        ("2025-13-01", None),
        ("2025年2月30日", None),
        ("13912345678", None),
        ("2025年", None),
        ("年  月  日", None),
        ("", None),
        (None, None),
    ],
)
def test_dates(text: str | None, expected: tuple[int, int, int] | None) -> None:
    assert typed_date(text) == expected


@pytest.mark.parametrize(("apart", "doubtful"), [(5.0, True), (3600.0, False)])
def test_returns_that_only_their_names_tell_apart_are_asked_about(apart: float, doubtful: bool) -> None:
    filed = document(date=(2026, 1, 5))
    older, newer = file("a.xlsx", filed, modified=1000.0), file("b.xlsx", filed, modified=1000.0 + apart)
    replaced = settle([older, newer])[0]
    assert [gone.doubtful for gone in replaced.superseded] == [doubtful]
    assert bool(replaced.doubles) == doubtful


@pytest.mark.parametrize(
    ("newest", "other", "told"),
    [
        ("水利局最终.xlsx", "水利局（更正）.xlsx", "按文件名认定"),
        ("水利局（更正）.xlsx", "水利局.xlsx", "按文件名认定"),
        ("水利局.xlsx", "水利局初稿.xlsx", "按文件名认定"),
        ("水利局2.xlsx", "水利局1.xlsx", "难以确定"),
    ],
)
def test_of_returns_saved_together_the_name_tells_the_newer(newest: str, other: str, told: str) -> None:
    files = [file(newest, document(), modified=1000.0), file(other, document(), modified=1020.0)]
    if told == "难以确定":
        files[0] = file(newest, document(), modified=1020.0)
    reasons = {settled.record.file: settled.reason or "" for settled in settle(files)}
    assert reasons[newest] == "" and f"“{newest}”" in reasons[other] and told in reasons[other]


def test_the_time_of_a_file_decides_before_its_name() -> None:
    files = [file("水利局最终.xlsx", document(), modified=1000.0), file("水利局.xlsx", document(), modified=9000.0)]
    assert [settled.status for settled in settle(files)] == ["skipped", "merged"]


WATER, SLIP = "云岭县水利局", "云县水利局"


def test_a_correction_of_a_misspelt_department_takes_the_place_of_what_it_corrects() -> None:
    old = file("a.xlsx", document("渠道", department=WATER), document("水库", department=WATER),
               document("堤防", department=SLIP), modified=1.0)  # fmt: skip
    new = file("b.xlsx", *(document(name, department=WATER) for name in ("渠道", "水库", "堤防")), modified=99.0)
    settled = settle([old, new])
    assert [each.document.sheet for each in settled[0].superseded] == ["渠道", "水库", "堤防"]
    assert {each.department for each in settled[0].superseded} == {WATER}
    assert settled[0].superseded[2].as_json()["department"] == SLIP


def test_the_name_of_the_file_tells_whose_its_only_form_is() -> None:
    old = file(f"{WATER}.xlsx", document("堤防", department=SLIP), modified=1.0)
    new = file(f"{WATER}改.xlsx", document("堤防", department=WATER), modified=99.0)
    assert settle([old, new], Roster([RosterEntry(WATER)]))[0].merged == ()
    assert len(settle([old, new])[0].merged) == 1


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("云岭县林业局", ()),  # two characters apart
        ("云岭市水利局", ("云岭市水利局",)),  # on the roster
        ("云岭县第二小学", ()),  # told apart by a numeral
    ],
)
def test_another_department_is_no_slip(name: str, known: tuple[str, ...]) -> None:
    main = "云岭县第一小学" if "小学" in name else WATER
    old = file("a.xlsx", document("渠道", department=main), document("水库", department=main),
               document("堤防", department=name), modified=1.0)  # fmt: skip
    new = file("b.xlsx", document("堤防", department=main), modified=99.0)
    settled = settle([old, new], Roster([RosterEntry(each) for each in (main, *known)]))
    assert "堤防" in [each.sheet for each in settled[0].merged]


def test_a_department_that_files_by_itself_is_no_slip() -> None:
    old = file("a.xlsx", document("渠道", department=WATER), document("水库", department=WATER),
               document("堤防", department=SLIP), modified=1.0)  # fmt: skip
    own = file("c.xlsx", document("渠道", department=SLIP), document("水库", department=SLIP), modified=1.0)
    new = file("b.xlsx", document("堤防", department=WATER), modified=99.0)
    assert "堤防" in [each.sheet for each in settle([old, own, new])[0].merged]


FARMS, WOODS = "云岭县农业局", "云岭县林业局"


def test_a_department_with_a_form_of_the_same_project_beside_it_is_no_slip() -> None:
    joint = file("全县.xlsx", document("公务用车", department=WOODS), document("防火", department=WOODS),
                 document("公务用车", department=FARMS, sheet="农业"), modified=1.0)  # fmt: skip
    new = file("b.xlsx", document("公务用车", department=WOODS), modified=99.0)
    assert [each.department for each in settle([joint, new])[0].merged] == [WOODS, FARMS]


def test_a_department_that_files_a_single_form_by_itself_is_no_slip() -> None:
    joint = file("全县.xlsx", document("造林", department=WOODS), document("防火", department=WOODS),
                 document("公务用车", department=FARMS), modified=1.0)  # fmt: skip
    own = file("c.xlsx", document("良种", department=FARMS), modified=1.0)
    new = file("b.xlsx", document("公务用车", department=WOODS), modified=99.0)
    assert FARMS in [each.department for each in settle([joint, own, new])[0].merged]


@pytest.mark.parametrize(
    ("first", "left"),
    [
        ([("道路", 2026), ("桥梁", 2026), ("水渠", 2025)], "-"),  # a slip: the others are of 2026
        ([("道路", 2026), ("桥梁", 2025)], "桥梁"),  # nobody can tell which year is meant
        ([("道路", 2026), ("水渠", 2026), ("水渠", 2025)], "水渠"),  # of each year one
    ],
)
def test_a_form_of_a_wrong_year_is_replaced_by_its_correction(first: list[tuple[str, int]], left: str) -> None:
    old = file("a.xlsx", *(document(name, fiscal_year=year) for name, year in first), modified=1.0)
    new = file("b.xlsx", *(document(name) for name in ("道路", "桥梁", "水渠")), modified=99.0)
    assert outcome(old, new).splitlines()[0].split(" | ")[2] == left


def test_a_self_evaluation_of_last_year_beside_goals_is_no_slip() -> None:
    goals = [document(name) for name in ("道路", "桥梁")]
    closing = document("道路", form="selfeval-2020", kind="selfeval", fiscal_year=2025, sheet="自评")
    newer = document("道路", form="selfeval-2020", kind="selfeval", sheet="自评")
    old, new = file("a.xlsx", *goals, closing, modified=1.0), file("b.xlsx", newer, modified=99.0)
    assert outcome(old, new).splitlines()[0] == "a.xlsx | merged | 道路,桥梁,自评 | -"


def test_the_line_of_a_list_without_a_year_gives_way_to_the_form_of_the_only_year() -> None:
    line = document(form="project", sheet="清单", listed=True, fiscal_year=None, amount=Decimal(120), title_cell="A4")
    form = document(amount=Decimal(120))
    assert outcome(file("a.xlsx", line), file("b.xlsx", form)) == (
        "a.xlsx | skipped | - | 清单→b.xlsx\nb.xlsx | merged | 道路 | -"
    )
    last_year = document(fiscal_year=2025, sheet="上年")
    assert [each.status for each in settle([file("a.xlsx", line), file("b.xlsx", form, last_year)])] == ["merged"] * 2


@pytest.mark.parametrize(
    ("others", "left"),
    [
        (("青川县教育局",), "skipped"),
        (("青川县教育局", "剑阁县教育局"), "merged"),
        (("青川县体育局",), "merged"),
    ],
)
def test_a_line_without_the_county_gives_way_to_the_only_department_that_it_may_be(
    others: tuple[str, ...], left: str
) -> None:
    line = document(form="project", sheet="清单", listed=True, department="县教育局", amount=Decimal(100))
    forms = [file(f"{name}.xlsx", document(department=name, amount=Decimal(100))) for name in others]
    assert settle([file("清单.xlsx", line), *forms])[0].status == left


def test_the_line_of_a_whole_department_gives_way_to_its_form() -> None:
    values: dict[str, Any] = {"kind": "department", "amount": Decimal(860), "sheet": "整体"}
    lines = [document(None, form="department", listed=True, department=name, **values) for name in ("甲局", "乙局")]
    settled, form = settle(
        [file("汇总.xlsx", *lines), file("甲.xlsx", document(None, form="department-2026", **values))]
    )
    assert ([each.department for each in settled.merged], len(form.merged)) == (["乙局"], 1)
    assert settled.reason == "清单中的“甲局”在“甲.xlsx”中另有报送，只计一次"
