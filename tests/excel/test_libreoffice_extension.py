"""The extension in LibreOffice: installed into a fresh profile, every button pressed in it, its effects seen."""

from __future__ import annotations

import importlib
import inspect
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from engines.toolbar import Toolbar
from excel.test_filling_buttons import PROJECT, SCORED, written
from jixiao import __version__
from jixiao.excel.building import extension
from jixiao.excel.buttons import all_buttons


@pytest.fixture
def opened(toolbar: Toolbar, tmp_path: Path) -> Iterator[Any]:
    documents = []

    def open_rows(rows: list[list[Any]] | Path) -> Any:
        path = rows if isinstance(rows, Path) else written(rows, tmp_path / f"表{len(documents)}.xlsx")
        documents.append(toolbar.live.open(path))
        return documents[-1]

    yield open_rows
    for document in documents:
        document.close(True)


def cell(document: Any, name: str, sheet: int = 0) -> Any:
    return document.Sheets.getByIndex(sheet).getCellRangeByName(name)


def test_the_extension_is_the_same_bytes_each_time_and_well_formed() -> None:
    built = extension.build_extension()
    assert built == extension.build_extension()
    with zipfile.ZipFile(BytesIO(built)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".xcu")):
                ET.fromstring(package.read(name))
        addons = package.read("Addons.xcu").decode()
        compile(package.read(extension.COMPONENT), extension.COMPONENT, "exec")
    for button in all_buttons():
        assert addons.count(f"<value>{extension.command_of(button)}</value>") == 2, (
            "once on the toolbar, once in the menu"
        )


def disagreements(parts: dict[str, str]) -> list[str]:
    """What does not lead from the toolbar and the menu through the component to the package."""
    tags = [button.tag for button in all_buttons()]
    called = re.findall(r"<value>org\.jixiao:([^<]*)</value>", parts["Addons.xcu"])
    wrong = [] if sorted(called) == sorted(tags * 2) else [f"toolbar, menu and registry differ: {called}"]
    component = parts[extension.COMPONENT]
    (protocol,) = re.findall(r'(?m)^PROTOCOL = "(.*)"', component)
    (implementation,) = re.findall(r'(?m)^IMPLEMENTATION = "(.*)"', component)
    if f"<value>{protocol}*</value>" not in parts["ProtocolHandler.xcu"] or protocol != extension.PROTOCOL:
        wrong.append(f"nothing answers {protocol}")
    if f'oor:name="{implementation}"' not in parts["ProtocolHandler.xcu"]:
        wrong.append(f"nothing is registered as {implementation}")
    for module, name in re.findall(r"from (jixiao[\w.]*) import (\w+)", component):
        try:
            function = getattr(importlib.import_module(module), name)
            inspect.signature(function).bind("context", "tag", "version")
        except (ImportError, AttributeError, TypeError) as error:
            wrong.append(str(error))
        wrong += [] if f"{name}(context, tag, VERSION)" in component else [f"{name} is not called"]
    return wrong


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(extension.build_extension())) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def test_every_button_of_the_extension_leads_to_the_package(texts: dict[str, str]) -> None:
    assert disagreements(texts) == []
    assert f'VERSION = "{__version__}"' in texts[extension.COMPONENT]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("Addons.xcu", "org.jixiao:check<", "org.jixiao:chekc<"),
        ("Addons.xcu", "org.jixiao:undo<", "org.jxiao:undo<"),
        ("ProtocolHandler.xcu", "org.jixiao:*", "org.jixao:*"),
        ("ProtocolHandler.xcu", "org.jixiao.Buttons", "org.jixiao.Button"),
        (extension.COMPONENT, 'PROTOCOL = "org.jixiao:"', 'PROTOCOL = "org.jixao:"'),
        (extension.COMPONENT, "import press_button", "import pres_button"),
        (extension.COMPONENT, "    press_button(context", "    pres_button(context"),
        (extension.COMPONENT, "jixiao.excel.libreoffice", "jixiao.excel.libreofice"),
    ],
)
def test_a_broken_name_in_the_extension_is_noticed(texts: dict[str, str], part: str, old: str, new: str) -> None:
    assert old in texts[part]
    assert disagreements(texts | {part: texts[part].replace(old, new, 1)})


@pytest.mark.office
def test_the_toolbar_has_its_name_and_is_docked(toolbar: Toolbar, tmp_path: Path) -> None:
    from jixiao.excel.libreoffice.unoimport import property_values

    address = written(PROJECT, tmp_path / "目标表.xlsx").as_uri()
    document = toolbar.live.desktop.loadComponentFromURL(address, "_blank", 0, property_values())
    try:
        layout = document.CurrentController.Frame.LayoutManager
        assert layout.isElementVisible(extension.TOOLBAR_URL)
        assert layout.isElementDocked(extension.TOOLBAR_URL)
        provider = toolbar.live.context.ServiceManager.createInstanceWithContext(
            "com.sun.star.configuration.ConfigurationProvider", toolbar.live.context
        )
        path = f"/org.openoffice.Office.UI.CalcWindowState/UIElements/States/{extension.TOOLBAR_URL}"
        path = path.replace(extension.TOOLBAR_URL, f"['{extension.TOOLBAR_URL}']")
        state = provider.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationAccess", property_values(nodepath=path)
        )
        assert (state.UIName, state.Docked, state.DockingArea) == ("绩效目标", True, 0)
    finally:
        document.close(True)


@pytest.mark.office
def test_the_toolbar_holds_every_button(toolbar: Toolbar) -> None:
    provider = toolbar.live.context.ServiceManager.createInstanceWithContext(
        "com.sun.star.configuration.ConfigurationProvider", toolbar.live.context
    )
    from jixiao.excel.libreoffice.unoimport import property_values

    access = provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationAccess",
        property_values(nodepath="/org.openoffice.Office.Addons/AddonUI/OfficeToolBar/org.jixiao.toolbar"),
    )
    shown = [access.getByName(name) for name in sorted(access.ElementNames)]
    assert [(each.URL, each.Title) for each in shown] == [(extension.command_of(b), b.label) for b in all_buttons()]


@pytest.mark.office
def test_checking_marks_and_clearing_takes_the_marks_away(toolbar: Toolbar, opened) -> None:
    document = opened(PROJECT)
    toolbar.press(document, "check")
    assert "检查结果" in document.Sheets.ElementNames
    assert document.Sheets.getByIndex(0).Annotations.Count > 0
    toolbar.press(document, "clear")
    assert document.Sheets.ElementNames == ("表一",)
    assert document.Sheets.getByIndex(0).Annotations.Count == 0


@pytest.mark.office
def test_repairing_and_undoing(toolbar: Toolbar, opened) -> None:
    document = opened(PROJECT)
    toolbar.press(document, "repair")
    assert (cell(document, "D6").String, cell(document, "F8").String) == ("≤", "%")
    toolbar.press(document, "undo")
    assert (cell(document, "D6").String, cell(document, "F8").String) == ("<=", "百分比")


@pytest.mark.office
def test_totals_and_scores(toolbar: Toolbar, opened) -> None:
    document = opened(SCORED)
    toolbar.press(document, "totals")
    assert cell(document, "C6").Value == 120
    toolbar.press(document, "score")
    assert (cell(document, "G10").Value, cell(document, "G12").Value) == (40, 87.5)


@pytest.mark.office
def test_a_row_is_added_below_the_selected_one_with_its_looks(toolbar: Toolbar, opened) -> None:
    document = opened(PROJECT)
    cell(document, "A8").CellBackColor = 0x123456
    document.CurrentController.select(cell(document, "C8"))
    toolbar.press(document, "add_rows")
    assert cell(document, "C8").String == "验收合格率"
    assert cell(document, "C9").String == ""
    assert cell(document, "A9").CellBackColor == 0x123456
    assert cell(document, "C10").String == "完工及时率"


@pytest.mark.office
def test_a_selection_outside_the_table_adds_no_row(toolbar: Toolbar, opened) -> None:
    document = opened(PROJECT)
    document.CurrentController.select(cell(document, "A1"))
    toolbar.press(document, "add_rows")
    assert cell(document, "A1").String == PROJECT[0][0]


@pytest.mark.office
def test_rules_and_about_and_dialogs_do_no_harm(toolbar: Toolbar, opened) -> None:
    document = opened(PROJECT)
    toolbar.press(document, "about")
    toolbar.press(document, "rules")
    rules = next(d for d in toolbar.documents() if not d.URL)
    assert rules.Sheets.getByIndex(0).getCellRangeByName("A1").String == "规则"
    rules.close(True)


@pytest.mark.office
@pytest.mark.parametrize("tag", ["check", "totals", "score", "repair", "clear", "undo"])
def test_a_sheet_that_is_no_form_stays_as_it_is(toolbar: Toolbar, opened, tag: str) -> None:
    document = opened([["通讯录"], ["张三", 1]])
    toolbar.press(document, tag)
    assert document.Sheets.ElementNames == ("表一",)
    assert not document.isModified()


@pytest.mark.office
@pytest.mark.parametrize("tags", [("check", "clear"), ("repair", "undo")])
def test_fifty_presses_leave_nothing_behind(toolbar: Toolbar, opened, tags: tuple[str, str]) -> None:
    document = opened(PROJECT)
    for tag in tags:
        toolbar.press(document, tag)
    before = toolbar.seen("seen", document)
    memory = toolbar.live.memory()
    for _ in range(25):
        for tag in tags:
            toolbar.press(document, tag)
    assert document.Sheets.ElementNames == ("表一",)
    assert toolbar.seen("seen", document) == before
    assert len(toolbar.documents()) == 1
    assert toolbar.live.memory() - memory < 60 * 2**20


@pytest.mark.office
def test_a_saved_workbook_has_only_what_was_marked(toolbar: Toolbar, opened, tmp_path: Path) -> None:
    from jixiao.excel.libreoffice.unoimport import property_values

    document = opened(PROJECT)
    toolbar.press(document, "repair")
    saved = tmp_path / "存.xlsx"
    document.storeToURL(saved.as_uri(), property_values(FilterName="Calc MS Excel 2007 XML"))
    assert openpyxl.load_workbook(saved).worksheets[0]["F8"].value == "%"


@pytest.mark.office
def test_buttons_are_pressed_on_the_main_thread_of_the_office(toolbar: Toolbar) -> None:
    assert toolbar.inside("import os, threading\nanswer = threading.get_native_id() == os.getpid()")
