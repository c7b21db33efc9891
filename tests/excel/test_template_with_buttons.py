"""``jixiao template new --macros``: the form as without macros, and the buttons beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from calling import Call
from engines.calc import LiveCalc
from jixiao.archive import unpacked
from jixiao.excel.buttons import sheet_buttons
from jixiao.forms.definition import load_definitions
from jixiao.forms.reading import read_file

olevba = pytest.importorskip("oletools.olevba")
pytest.importorskip("xlwings")

KNOWN = ("--department", "绿萝县水利局", "--year", 2027, "--rows", 12)
LABELS = [button.label for button in sheet_buttons()]
ALIKE = re.compile(r"xl/(theme/.*|sharedStrings\.xml|styles\.xml|comments\d+\.xml)|docProps/core\.xml")
"""Parts that the macros must leave byte for byte as they are."""


def new(jixiao: Call, path: Path, form: str, *more: object) -> Path:
    macros = ["--macros"] if path.suffix == ".xlsm" else []
    result = jixiao("template", "new", form, "-o", path, *more, *macros)
    assert (result.code, result.out) == (0, ""), result.err
    return path


def both(jixiao: Call, folder: Path, form: str, *more: object) -> tuple[Path, Path]:
    """The same form without and with macros."""
    return new(jixiao, folder / "表.xlsx", form, *more), new(jixiao, folder / "表.xlsm", form, *more)


@pytest.fixture
def goals(jixiao: Call, tmp_path: Path) -> Path:
    """A filled goal form of the project 河道清淤."""
    from jixiao_samples import write_samples

    write_samples(tmp_path / "样表", departments=1, layouts="template", mistakes=0)
    return next((tmp_path / "样表").rglob("*.xlsx"))


def documents(path: Path) -> Any:
    return read_file(path, "表").documents


@pytest.mark.parametrize("form", load_definitions())
def test_every_form_reads_as_it_does_without_macros_and_keeps_what_is_given(
    jixiao: Call, tmp_path: Path, form: str
) -> None:
    plain, made = both(jixiao, tmp_path, form, *KNOWN)
    (document,) = documents(made)
    assert [document] == documents(plain)
    assert (document["form"], document["department"], document["fiscal_year"]) == (form, "绿萝县水利局", 2027)
    before, after = unpacked(plain.read_bytes()), unpacked(made.read_bytes())
    assert set(before) < set(after)
    assert all(after[part] == content for part, content in before.items() if ALIKE.fullmatch(part))


def test_the_project_and_the_rows_are_as_asked_for(jixiao: Call, tmp_path: Path) -> None:
    plain, made = both(jixiao, tmp_path, "project-2026", "--project", "河道清淤", "--rows", 40)
    assert documents(made)[0]["project"] == "河道清淤"
    assert _named_area(made, "三级指标") == _named_area(plain, "三级指标")
    top, bottom = _named_area(made, "三级指标")
    assert bottom - top + 1 == 40


def _named_area(path: Path, name: str) -> tuple[int, int]:
    """First and last row of a named range of the first sheet."""
    reference = openpyxl.load_workbook(path).worksheets[0].defined_names[name].value
    top, bottom = re.findall(r"\d+", reference.rpartition("!")[2])
    return int(top), int(bottom)


def test_the_same_command_gives_the_same_bytes(jixiao: Call, tmp_path: Path) -> None:
    first, second = (new(jixiao, tmp_path / name, "selfeval-2020", *KNOWN) for name in ("甲.xlsm", "乙.xlsm"))
    assert first.read_bytes() == second.read_bytes()


def test_an_independent_reader_finds_the_procedure_of_every_button(jixiao: Call, tmp_path: Path) -> None:
    made = new(jixiao, tmp_path / "表.xlsm", "project-2026")
    code = {name: text for _, _, name, text in olevba.VBA_Parser(str(made)).extract_macros()}
    drawing = unpacked(made.read_bytes())["xl/drawings/vmlDrawing1.vml"].decode()
    called = re.findall(r"<x:FmlaMacro>\[0\]!(\w+)<", drawing)
    assert called == [button.sub for button in sheet_buttons()]
    assert all(f"Public Sub {name}()" in code["Jixiao.bas"] for name in called)
    assert "RunPython" in code["xlwings.bas"]


def test_notes_of_last_year_stand_beside_the_buttons(jixiao: Call, tmp_path: Path, goals: Path) -> None:
    plain, made = both(jixiao, tmp_path, "project-2026", "--from", goals)
    assert documents(made) == documents(plain)
    notes = [
        [(cell.coordinate, cell.comment.text) for row in sheet.iter_rows() for cell in row if cell.comment]
        for sheet in openpyxl.load_workbook(plain).worksheets
    ]
    assert any(notes)
    kept = openpyxl.load_workbook(made, keep_vba=True).worksheets
    assert notes == [
        [(cell.coordinate, cell.comment.text) for row in sheet.iter_rows() for cell in row if cell.comment]
        for sheet in kept
    ]
    for name, part in unpacked(made.read_bytes()).items():
        if name.endswith(".vml"):
            shapes = re.findall(r'<v:shape id="([^"]+)"', part.decode())
            assert len(shapes) == len(set(shapes))
            assert re.findall(r">([^<]+)</font>", part.decode()) == LABELS


def department_book(jixiao: Call, tmp_path: Path) -> Path:
    listed = openpyxl.Workbook()
    for row in (["项目名称"], ["河道清淤"], ["堤防加固"]):
        listed.active.append(row)
    listed.save(tmp_path / "名单.xlsx")
    return new(jixiao, tmp_path / "局.xlsm", "department-book", "--projects", tmp_path / "名单.xlsx", *KNOWN)


def test_every_form_of_a_department_book_has_buttons_and_the_cover_none(jixiao: Call, tmp_path: Path) -> None:
    made = department_book(jixiao, tmp_path)
    assert [document["form"] for document in documents(made)] == [
        "summary-2026", "department-2026", "project-2026", "project-2026",
    ]  # fmt: skip
    parts = unpacked(made.read_bytes())
    drawings = [name for name in parts if name.endswith(".vml")]
    assert len(drawings) == 4
    assert b"legacyDrawing" not in parts["xl/worksheets/sheet1.xml"], "the cover"


@pytest.mark.parametrize(
    ("name", "macros", "said"),
    [
        ("表.xlsx", True, "带按钮的表须存为 .xlsm，不能是“表.xlsx”。请写 -o 表.xlsm，或去掉 --macros"),
        ("表.xlsm", False, "不带按钮的表须存为 .xlsx，不能是“表.xlsm”。请加上 --macros，或写 -o 表.xlsx"),
        ("表", True, "请写 -o 表.xlsm"),
        ("表.xls", False, "请写 -o 表.xlsx"),
        (".", True, "是文件夹"),
    ],
)
@pytest.mark.parametrize("form", ["project-2026", "department-book"])
def test_a_wrong_extension_is_told_and_nothing_is_written(
    jixiao: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, name: str, macros: bool, said: str
) -> None:
    listed = department_book(jixiao, tmp_path).with_name("名单.xlsx")
    (tmp_path / "空").mkdir()
    monkeypatch.chdir(tmp_path / "空")
    more = ["--projects", listed] if form == "department-book" else []
    result = jixiao("template", "new", form, "-o", name, *more, *(["--macros"] if macros else []))
    assert result.code == 2
    assert said in result.err
    assert list(Path().iterdir()) == []


def test_without_a_fitting_xlwings_nothing_is_written(
    jixiao: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jixiao.excel.building import modules

    def missing(name: str) -> Path:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(modules.resources, "files", missing)
    result = jixiao("template", "new", "project-2026", "-o", tmp_path / "表.xlsm", "--macros")
    assert result.code == 2
    assert "请用安装文件夹重新安装" in result.err
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------- in LibreOffice


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveCalc]:
    live = LiveCalc(tmp_path_factory.mktemp("buttons") / "profile")
    yield live
    live.stop()


def seen(office: LiveCalc, path: Path) -> dict[str, Any]:
    """What LibreOffice has of each sheet: names, validations, buttons, notes; buttons that cover something."""
    document = office.open(path)
    try:
        found: dict[str, Any] = {"names": document.NamedRanges.ElementNames}
        for sheet in (document.Sheets.getByIndex(n) for n in range(document.Sheets.Count)):
            groups = sheet.UniqueCellFormatRanges
            kinds = (groups.getByIndex(n).getByIndex(0).Validation.Type.value for n in range(groups.Count))
            shapes = [sheet.DrawPage.getByIndex(n) for n in range(sheet.DrawPage.Count)]
            buttons = [shape for shape in shapes if shape.supportsService("com.sun.star.drawing.ControlShape")]
            found[sheet.Name] = {
                "names": sheet.NamedRanges.ElementNames,
                "validations": sorted(kind for kind in kinds if kind != "ANY"),
                "notes": sheet.Annotations.Count,
                "buttons": [shape.Control.Label for shape in buttons],
                "covered": _covered(sheet, buttons),
            }
        return found
    finally:
        document.close(True)


def _covered(sheet: Any, shapes: list[Any]) -> list[str]:
    """The texts under some shapes, by the look of the cells and not by their addresses."""
    if not shapes:
        return []
    tolerance = 50  # hundredths of a millimetre
    left, top = min(s.Position.X for s in shapes) + tolerance, min(s.Position.Y for s in shapes) + tolerance
    right = max(s.Position.X + s.Size.Width for s in shapes) - tolerance
    bottom = max(s.Position.Y + s.Size.Height for s in shapes) - tolerance
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(True)
    found = []
    for row in range(cursor.RangeAddress.EndRow + 1):
        if bottom < sheet.getCellByPosition(0, row).Position.Y:
            break
        for column, text in enumerate(sheet.getCellRangeByPosition(0, row, 40, row).getDataArray()[0]):
            area = sheet.createCursorByRange(sheet.getCellByPosition(column, row))
            area.collapseToMergedArea()
            start, end = area.Position.X, area.Position.X + area.Size.Width
            if text != "" and start < right and left < end and area.Position.Y + area.Size.Height > top:
                found.append(str(text))
    return found


def _as_without_macros(found: dict[str, Any]) -> dict[str, Any]:
    return {
        name: {**sheet, "buttons": [], "covered": []} if isinstance(sheet, dict) else sheet
        for name, sheet in found.items()
    }


@pytest.mark.office
@pytest.mark.parametrize("form", load_definitions())
def test_the_form_opens_with_its_lists_names_and_buttons_that_cover_nothing(
    office: LiveCalc, jixiao: Call, tmp_path: Path, form: str
) -> None:
    plain, made = (seen(office, path) for path in both(jixiao, tmp_path, form, *KNOWN))
    assert _as_without_macros(made) == plain
    sheets = [sheet for sheet in made.values() if isinstance(sheet, dict)]
    assert [sheet["buttons"] for sheet in sheets if sheet["buttons"]] == [LABELS]
    assert sum(len(sheet["validations"]) for sheet in sheets) > 0
    assert [text for sheet in sheets for text in sheet["covered"]] == []


@pytest.mark.office
def test_notes_and_buttons_open_together(office: LiveCalc, jixiao: Call, tmp_path: Path, goals: Path) -> None:
    plain, made = (seen(office, path) for path in both(jixiao, tmp_path, "project-2026", "--from", goals))
    assert _as_without_macros(made) == plain
    sheets = [sheet for sheet in made.values() if isinstance(sheet, dict)]
    assert any(sheet["notes"] and sheet["buttons"] == LABELS for sheet in sheets)


@pytest.mark.office
def test_a_department_book_opens_with_buttons_on_every_form(office: LiveCalc, jixiao: Call, tmp_path: Path) -> None:
    made = seen(office, department_book(jixiao, tmp_path))
    shown = {name: sheet["buttons"] for name, sheet in made.items() if isinstance(sheet, dict)}
    assert list(shown.values())[:5] == [[], *[LABELS] * 4], "none on the cover"
    assert not any(list(shown.values())[5:]), "none on the hidden sheets"
