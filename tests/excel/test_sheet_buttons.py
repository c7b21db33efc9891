"""Forms with buttons on the sheet: as written, and pressed in LibreOffice with a double for xlwings' own module."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from calling import ROOT
from engines.calc import LiveCalc
from excel.test_filling_buttons import PROJECT, SCORED, written
from jixiao.archive import unpacked
from jixiao.excel.building import modules
from jixiao.excel.building.macrobook import with_buttons
from jixiao.excel.building.vbaproject import Module
from jixiao.excel.buttons import sheet_buttons
from jixiao.forms.reading import read_file

olevba = pytest.importorskip("oletools.olevba")
TEMPLATES = sorted((ROOT / "templates").glob("*.xlsx"))
DOUBLE = Module("xlwings", "module", (Path(__file__).parents[1] / "engines" / "xlwings_double.bas").read_text("utf-8"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_a_form_with_buttons_is_the_form_and_its_macros(template: Path, tmp_path: Path) -> None:
    built = with_buttons(template.read_bytes())
    assert built == with_buttons(template.read_bytes())
    path = tmp_path / f"{template.stem}.xlsm"
    path.write_bytes(built)
    plain, parts = unpacked(template.read_bytes()), unpacked(built)
    for name, content in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            ET.fromstring(content)
        if (
            name.endswith(".xml")
            and "/worksheets/" not in name
            and name not in ("[Content_Types].xml", "xl/workbook.xml")
        ):
            assert content == plain[name]
    code = {name: text for _, _, name, text in olevba.VBA_Parser(str(path)).extract_macros()}
    drawings = [text.decode() for name, text in parts.items() if name.endswith(".vml")]
    assert drawings
    for drawing in drawings:
        macros = re.findall(r"<x:FmlaMacro>\[0\]!(\w+)<", drawing)
        assert macros == [button.sub for button in sheet_buttons()]
        assert all(f"Public Sub {macro}()" in code["Jixiao.bas"] for macro in macros)
    sheets = [name for name in code if re.fullmatch(r"Sheet\d+\.cls", name)]
    book = openpyxl.load_workbook(path, keep_vba=True)
    assert sorted(sheets) == sorted(f"{sheet.sheet_properties.codeName}.cls" for sheet in book.worksheets)


def test_a_form_with_buttons_is_read_like_the_form(tmp_path: Path) -> None:
    template = ROOT / "templates" / "project-2026.xlsx"
    path = tmp_path / "project-2026.xlsm"
    path.write_bytes(with_buttons(template.read_bytes()))
    made, plain = (read_file(each, "f").documents for each in (path, template))
    assert made == plain


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveCalc]:
    folder = tmp_path_factory.mktemp("buttons")
    done = folder / "done"
    paths = os.pathsep.join([str(ROOT / "addin"), str(ROOT / "tests")])
    environment = {
        "JIXIAO_PYTHON": sys.executable,
        "JIXIAO_DONE": str(done),
        "PYTHONPATH": paths,
        "XDG_STATE_HOME": str(folder / "state"),
    }
    live = LiveCalc(folder / "profile", environment)
    live.done, live.log = done, folder / "state" / "jixiao" / "jixiao.log"
    yield live
    live.stop()


def with_print_area(rows: list[list[Any]], path: Path) -> Path:
    book = openpyxl.load_workbook(written(rows, path))
    book.active.print_area = "A1:I40"
    book.save(path)
    macro = path.with_suffix(".xlsm")
    macro.write_bytes(with_buttons(path.read_bytes(), [DOUBLE]))
    return macro


def controls(document: Any) -> dict[str, tuple[Any, str]]:
    """Label of each button on the first sheet → its control and the script that it is bound to."""
    forms = document.Sheets.getByIndex(0).DrawPage.Forms
    found = {}
    for form in (forms.getByIndex(n) for n in range(forms.Count)):
        for index in range(form.Count):
            model = form.getByIndex(index)
            found[model.Label] = model, form.getScriptEvents(index)[0].ScriptCode
    return found


def press(office: LiveCalc, document: Any, label: str) -> None:
    """Press the control itself, and wait for the Python that it starts."""
    office.done.unlink(missing_ok=True)
    model, script = controls(document)[label]
    control = document.CurrentController.getControl(model)
    if control is not None:
        control.getAccessibleContext().doAccessibleAction(0)
    else:
        document.getScriptProvider().getScript(script).invoke((), (), ())
    deadline = time.monotonic() + 30
    while not office.done.exists():
        assert time.monotonic() < deadline, "no Python was started"
        time.sleep(0.02)
    assert office.done.read_text("utf-8") == "done"
    assert not office.log.exists(), office.log.read_text("utf-8")


@pytest.mark.office
@pytest.mark.parametrize("text", [modules.NO_WORKBOOK, modules.NO_PYTHON], ids=["no workbook", "no Python"])
def test_vba_puts_its_chinese_texts_together(office: LiveCalc, tmp_path: Path, text: str) -> None:
    document = office.open(with_print_area(PROJECT, tmp_path / "目标表.xlsx"))
    try:
        address = "vnd.sun.star.script:JixiaoForm.Jixiao.Chinese?language=Basic&location=document"
        codes = " ".join(f"{ord(character):X}" for character in text)
        assert document.getScriptProvider().getScript(address).invoke((codes,), (), ())[0] == text
    finally:
        document.close(True)


SHELL = "'python' is not recognized as an internal or external command"


@pytest.mark.office
@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Jixiao:没有打开的工作簿。请先打开", "没有打开的工作簿。请先打开"),
        ("DeprecationWarning: old\nJixiao:没有打开的工作簿。", "没有打开的工作簿。"),
        (SHELL, f"{modules.NO_PYTHON}\n\n{SHELL}"),
        ("", f"{modules.NO_PYTHON}\n\n"),
        (f"Traceback{'.' * 900}\nModuleNotFoundError: jixiao", None),
    ],
    ids=["a message of Jixiao", "after a warning", "no Python", "nothing said", "a traceback"],
)
def test_vba_shows_what_python_could_not(office: LiveCalc, tmp_path: Path, said: str, shown: str | None) -> None:
    document = office.open(with_print_area(PROJECT, tmp_path / "目标表.xlsx"))
    try:
        address = "vnd.sun.star.script:JixiaoForm.Jixiao.Message?language=Basic&location=document"
        told = document.getScriptProvider().getScript(address).invoke((said,), (), ())[0]
    finally:
        document.close(True)
    if shown is not None:
        assert told == shown
    else:
        assert told.startswith(modules.NO_PYTHON)
        assert told.endswith("ModuleNotFoundError: jixiao")
        assert len(told) < len(modules.NO_PYTHON) + 510, "a message box has no room for all of it"


@pytest.mark.office
def test_every_button_on_the_sheet_is_pressed_and_does_its_work(office: LiveCalc, tmp_path: Path) -> None:
    document = office.open(with_print_area(PROJECT, tmp_path / "目标表.xlsx"))
    try:
        assert list(controls(document)) == [button.label for button in sheet_buttons()]
        sheet = document.Sheets.getByIndex(0)
        press(office, document, "填报检查")
        assert "检查结果" in document.Sheets.ElementNames
        assert sheet.Annotations.Count > 0
        press(office, document, "清除标记")
        assert sheet.Annotations.Count == 0
        press(office, document, "规范填写")
        assert sheet.getCellRangeByName("D6").String == "≤"
    finally:
        document.close(True)
    document = office.open(with_print_area(SCORED, tmp_path / "自评表.xlsx"))
    try:
        sheet = document.Sheets.getByIndex(0)
        press(office, document, "自动合计")
        assert sheet.getCellRangeByName("C6").Value == 120
        press(office, document, "计算得分")
        assert sheet.getCellRangeByName("G12").Value == 87.5
    finally:
        document.close(True)
