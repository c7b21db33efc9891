"""Carrying a workbook over: names, texts and indicators come along, amounts and targets do not."""

from __future__ import annotations

import copy
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from jixiao.errors import InputError, UsageError
from jixiao.forms.definition import load_definitions
from jixiao.templates.carrying import translated
from jixiao.templates.prefilling import write_filled
from jixiao.templates.single import new_form
from templates.documents import SELF_EVALUATION, all_documents, read_back, rewritten, said

DEFINITIONS = load_definitions()
DOCUMENTS = all_documents()
GOALS = [form for form, definition in DEFINITIONS.items() if definition.kind not in ("selfeval", "monitoring")]


def carry(tmp_path: Path, source: str, target: str, **options):
    last, output = tmp_path / "上年.xlsx", tmp_path / "新.xlsx"
    write_filled([DOCUMENTS[source]], ["表"], last)
    new_form(target, output, last=last, **options)
    return output


@pytest.mark.parametrize("form", GOALS)
def test_names_and_texts_come_along_and_amounts_do_not(tmp_path: Path, form: str) -> None:
    last = DOCUMENTS[form]
    (new,) = read_back(carry(tmp_path, form, form))
    assert new["fiscal_year"] == 2028
    assert new["department"] == last["department"]
    assert new.get("project") == last.get("project")
    assert new.get("goals") == last.get("goals")
    assert new["signoff"]["preparer"] == last["signoff"]["preparer"]
    assert new["signoff"]["date"] is None
    assert set((new.get("funding") or {}).values()) <= {None}
    assert set((new.get("budget") or {}).values()) <= {None}
    assert [row["project"] for row in new.get("rows", [])] == [row["project"] for row in last.get("rows", [])]
    assert {row["amount"] for row in (*new.get("rows", []), *new.get("expenditures", []))} <= {None}
    for table, key in (("tasks", "content"), ("expenditures", "basis")):
        assert [row.get(key) for row in new.get(table, [])] == [row.get(key) for row in last.get(table, [])]


@pytest.mark.parametrize("form", [form for form in GOALS if not form.startswith("summary")])
def test_indicators_come_along_with_last_years_target_as_a_note(tmp_path: Path, form: str) -> None:
    path = carry(tmp_path, form, form)
    (new,) = read_back(path)
    last = DOCUMENTS[form]
    for key in ("level1", "level2", "level3", "remark", "explanation", "scoring_standard", "standard"):
        assert [row.get(key) for row in new["indicators"]] == [row.get(key) for row in last["indicators"]]
    assert {row["target"] for row in new["indicators"]} == {None}
    sheet = openpyxl.load_workbook(path).worksheets[0]
    notes = [cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment]
    assert len(notes) == len(last["indicators"])
    assert all(note.startswith("2027年指标值：") for note in notes)


def test_a_period_of_last_year_becomes_one_of_the_new_year(tmp_path: Path) -> None:
    (new,) = read_back(carry(tmp_path, "project-2026", "project-2026", year=2030))
    assert "2030" in str(new["period"])
    assert "2027" not in str(new["period"])


def test_a_period_of_several_years_stays(tmp_path: Path) -> None:
    (new,) = read_back(carry(tmp_path, "direction-2023", "direction-2023"))
    assert new["period"] == DOCUMENTS["direction-2023"]["period"] == "2027-2029年"


def test_an_older_layout_becomes_a_newer_one_with_its_classification(tmp_path: Path) -> None:
    (new,) = read_back(carry(tmp_path, "project-2024", "project-2026"))
    assert new["form"] == "project-2026"
    assert new["project"] == DOCUMENTS["project-2024"]["project"]
    assert {row["level1"] for row in new["indicators"]} == {"成本指标", "产出指标", "效益指标", "满意度指标"}
    assert "成本指标" not in {row["level2"] for row in new["indicators"]}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("产出指标", "成本指标"), ("成本指标", "经济成本指标")),
        (("产出指标", "产出数量"), ("产出指标", "数量指标")),
        (("效益指标", "社会公众及服务对象满意度"), ("满意度指标", "服务对象满意度指标")),
        (("产出", None), ("产出指标", None)),
        (("自定", "自定二级"), ("自定", "自定二级")),
        ((None, None), (None, None)),
    ],
)
def test_levels_are_called_as_the_classification_calls_them(
    old: tuple[str | None, str | None], new: tuple[str | None, str | None]
) -> None:
    assert translated(*old, "2021") == new


def test_what_is_given_wins_over_what_is_carried(tmp_path: Path) -> None:
    (new,) = read_back(carry(tmp_path, "project-2026", "project-2026", department="新单位"))
    assert new["department"] == "新单位"


def test_a_sheet_is_made_for_each_form_of_the_kind_or_for_the_project_named(tmp_path: Path) -> None:
    first = DOCUMENTS["project-2026"]
    second = first | {"project": "另一个：项目/二"}
    last, output = tmp_path / "last.xlsx", tmp_path / "new.xlsx"
    write_filled([first, second], ["一", "二"], last)
    assert new_form("project-2026", output, last=last) == 2
    names = [document["source"]["sheet"] for document in read_back(output)]
    assert names[1] == "2另一个：项目二"
    assert new_form("project-2026", output, last=last, project="另一个：项目/二") == 1
    assert [document["project"] for document in read_back(output)] == ["另一个：项目/二"]


def test_nothing_to_carry_over_is_told_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有找到可以结转") as raised:
        carry(tmp_path, "summary-2026", "project-2026")
    assert "--from" in raised.value.hint
    with pytest.raises(InputError, match="没有找到项目“没有的项目”"):
        carry(tmp_path, "project-2026", "project-2026", project="没有的项目")


def test_the_workbook_carried_over_is_never_written_over(tmp_path: Path) -> None:
    last = tmp_path / "last.xlsx"
    write_filled([DOCUMENTS["project-2026"]], ["表"], last)
    before = last.read_bytes()
    with pytest.raises(UsageError):
        new_form("project-2026", last, last=last)
    assert last.read_bytes() == before


def test_last_years_self_evaluation_gives_a_new_one_without_results(tmp_path: Path) -> None:
    last, output = tmp_path / "last.xlsx", tmp_path / "new.xlsx"
    write_filled([SELF_EVALUATION], ["表"], last)
    new_form("selfeval-2020", output, last=last)
    (new,) = read_back(output)
    assert [row["level3"] for row in new["indicators"]] == [row["level3"] for row in SELF_EVALUATION["indicators"]]
    for key in ("target", "actual", "score"):
        assert {row[key] for row in new["indicators"]} == {None}
    # The template proposes points: a level's weight over its rows.
    proposed = {row["level1"]: Decimal(0) for row in new["indicators"]}
    for row in new["indicators"]:
        proposed[row["level1"]] += row["points"] or 0
    assert {level: points for level, points in proposed.items() if points}.items() <= {
        "产出指标": 50,
        "效益指标": 30,
        "满意度指标": 10,
    }.items()
    assert new["goals"]["annual"] == SELF_EVALUATION["goals"]["annual"]


def test_a_template_of_an_older_version_is_migrated(tmp_path: Path) -> None:
    last, old, output = tmp_path / "last.xlsx", tmp_path / "old.xlsx", tmp_path / "new.xlsx"
    write_filled([DOCUMENTS["project-2026"]], ["表"], last)
    rewritten(last, old, "xl/worksheets/sheet3.xml", r'(<c r="B2"><v>)1', r"\g<1>0")
    assert [note["code"] for note in read_back(old)[0]["notes"]] == ["older-template"]
    new_form("project-2026", output, last=old)
    (new,) = read_back(output)
    assert new["notes"] == []
    assert len(new["indicators"]) == len(DOCUMENTS["project-2026"]["indicators"])


def test_a_form_in_yuan_becomes_one_in_ten_thousands(tmp_path: Path) -> None:
    document = copy.deepcopy(DOCUMENTS["project-2026"])
    document["currency_unit"] = "元"
    last, output = tmp_path / "last.xlsx", tmp_path / "new.xlsx"
    write_filled([document], ["表"], last)
    new_form("project-2026", output, last=last)
    assert read_back(output)[0]["currency_unit"] == "万元"
    new_form("selfeval-2020", output, last=last)
    line = said(read_back(output)[0])["execution"][1]
    assert line["initial"] == document["funding"]["total"] / 10000
