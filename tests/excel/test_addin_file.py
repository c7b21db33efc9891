"""The add-in as built: the same bytes each time, read back by readers that are not ours, its three lists in step."""

from __future__ import annotations

import importlib
import inspect
import re
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from jixiao import __version__
from jixiao.errors import DefinitionError
from jixiao.excel import buttons
from jixiao.excel.building import addin, modules
from jixiao.excel.building.addin import OFFICE_2007, OFFICE_2010, ribbon
from jixiao.excel.building.vbaproject import Module, compress, vba_project

olevba = pytest.importorskip("oletools.olevba")
pytest.importorskip("xlwings")

DOCUMENTED_BUTTON_ATTRIBUTES = {
    "description enabled getDescription getEnabled getImage getKeytip getLabel getScreentip getShowImage getShowLabel "
    "getSize getSupertip getVisible id idMso idQ image imageMso insertAfterMso insertAfterQ insertBeforeMso "
    "insertBeforeQ keytip label onAction screentip showImage showLabel size supertip tag visible"
}.pop().split()
MOST_CHARACTERS = 1024
"""Of a label or a tip, by the schema of customUI."""


@pytest.fixture(scope="module")
def built() -> bytes:
    return addin.build_addin()


def modules_in(vba: bytes) -> dict[str, str]:
    parser = olevba.VBA_Parser("vbaProject.bin", data=vba)
    return {name: code for _, _, name, code in parser.extract_macros()}


def disagreements(ribbon_xml: str, vba: str, registry: tuple[buttons.Button, ...]) -> list[str]:
    """What does not lead from the ribbon through VBA to Python, or back."""
    namespace = re.search(r'xmlns="([^"]+)"', ribbon_xml)[1]
    shown = list(ET.fromstring(ribbon_xml).iter(f"{{{namespace}}}button"))
    procedures = set(re.findall(r"(?m)^Public Sub (\w+)", vba))
    name = re.search(r'VB_Name = "(\w+)"', vba)[1]
    wrong = [f"no procedure {b.get('onAction')}" for b in shown if b.get("onAction").split(".") != [name, "OnAction"]]
    wrong += [f"no procedure {name}" for name in ("OnAction", "Press") if name not in procedures]
    tags = [button.get("tag") for button in shown]
    wrong += [f"ribbon and registry differ: {tags}"] if tags != [button.tag for button in registry] else []
    pressed = dict(re.findall(r'(?m)^Public Sub (Jixiao\w+)\(\)\n    Press "(\w+)"', vba))
    if pressed != {button.sub: button.tag for button in registry if button.sub}:
        wrong.append(f"sheet buttons and registry differ: {pressed}")
    started = re.findall(r'RunPython "from ([\w.]+) import (\w+); (\w+)\(', vba)
    wrong += [] if started else ["VBA starts no Python"]
    for module, imported, called in started:
        try:
            function = getattr(importlib.import_module(module), imported)
            inspect.signature(function).bind("tag", "version")
        except (ImportError, AttributeError, TypeError) as error:
            wrong.append(str(error))
        wrong += [] if imported == called else [f"{called} is not imported"]
    for button in registry:
        try:
            button.load()
        except DefinitionError as error:
            wrong.append(str(error))
    return wrong


def test_two_builds_are_the_same_bytes(built: bytes) -> None:
    assert addin.build_addin() == built


def test_an_independent_reader_finds_every_module_as_it_was_written(built: bytes) -> None:
    with zipfile.ZipFile(BytesIO(built)) as package:
        found = modules_in(package.read("xl/vbaProject.bin"))
    written = modules.project_modules(["Sheet1"], version=__version__)
    assert set(found) == {f"{m.name}.{'bas' if m.kind == 'module' else 'cls'}" for m in written}
    for module in written:
        text = found[f"{module.name}.{'bas' if module.kind == 'module' else 'cls'}"]
        assert text.replace("\r\n", "\n").strip() == module.source().decode("gbk").replace("\r\n", "\n").strip()


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4095, 4096, 4097, 8192, 20_000])
@pytest.mark.parametrize("pattern", [b"a", b"abcabcabd", bytes(range(256))])
def test_compressed_source_is_unpacked_by_an_independent_reader(size: int, pattern: bytes) -> None:
    data = (pattern * (size // len(pattern) + 1))[:size]
    assert bytes(olevba.decompress_stream(bytearray(compress(data)))) == data


def test_what_does_not_shrink_is_stored() -> None:
    import random

    data = random.Random(1).randbytes(4096)
    assert bytes(olevba.decompress_stream(bytearray(compress(data)))) == data


def test_the_project_grows_into_more_sectors_and_is_still_read() -> None:
    body = "".join(f"Public Sub P{n}()\n    Debug.Print {n * 7919}\nEnd Sub\n" for n in range(3000))
    written = [Module("ThisWorkbook", "workbook"), *(Module(f"M{n}", "module", body) for n in range(6))]
    found = modules_in(vba_project("Large", written))
    assert found["M5.bas"].replace("\r\n", "\n").strip().endswith(body.strip())


def test_jixiaos_own_vba_is_ascii_and_short() -> None:
    text = modules.code_module().text
    assert text.isascii()
    assert len([line for line in text.splitlines() if line.strip()]) < 55, "nobody here can run it in Excel"


@pytest.mark.parametrize("text", [modules.NO_WORKBOOK, modules.NO_PYTHON])
def test_what_vba_tells_by_itself_is_chinese_in_character_codes(text: str) -> None:
    vba = modules.code_module().text
    told = ["".join(chr(int(code, 16)) for code in codes.split()) for codes in re.findall(r'Chinese\("([^"]+)"\)', vba)]
    assert text in told
    assert "@" not in vba
    assert max(map(len, vba.splitlines())) < 1023, "a longer line VBA refuses"


def test_the_addin_names_its_version_and_a_form_none() -> None:
    assert f'Built As String = "{__version__}"' in modules.code_module(__version__).text
    assert 'Built As String = ""' in modules.code_module().text


def test_where_python_does_not_start_vba_tells_it_in_chinese() -> None:
    starter = modules.xlwings_modules()[0].text
    assert "Could not find Interpreter" not in starter
    assert "ShowError(LOG_FILE)" not in starter
    assert "xlwings runpython install" not in starter
    assert starter.count("Jixiao.Failed ") == 5
    assert "Public Sub Failed(ByVal Said As String)" in modules.code_module().text


def test_an_opened_workbook_cannot_choose_what_is_run() -> None:
    text = modules.xlwings_modules()[0].text
    assert "SheetExists(ActiveWorkbook, PROJECT_NAME" not in text
    assert 'Right$(sht.Name, 3) = ".py"' not in text
    assert "FileExists(GetDirectoryConfigFilePath())" not in text
    assert "SheetExists(ThisWorkbook, PROJECT_NAME" not in text
    assert 'PROJECT_NAME As String = "jixiao"' in text


def test_name_and_folder_of_a_workbook_reach_no_command_line_and_no_path_of_python() -> None:
    text = modules.xlwings_modules()[0].text
    body = text[text.index("Public Function RunPython(") : text.index("Public Function RunFrozenPython")]
    paths = re.findall(r"^ *PYTHONPATH = (.*)$", body, re.MULTILINE)
    assert len([path for path in paths if path.startswith('"false;;;" & GetConfig(')]) == 2
    assert not any("FullName" in path or "AddExcelDir" in path for path in paths)
    assert " -B -P -c " in body
    assert "set NoDefaultCurrentDirectoryInExePath=1& " in body
    assert "OPTIMIZED_CONNECTION = False" in body
    handed_to_a_shell = next(line for line in body.splitlines() if "ParameterString = " in line and "Workbook" in line)
    for special in ('""', "$", "`", "\\", "|"):
        assert f'"{special}", "_")' in handed_to_a_shell


@pytest.mark.parametrize("namespace", [OFFICE_2010, OFFICE_2007])
def test_every_button_leads_through_vba_to_python_and_back(namespace: str) -> None:
    assert disagreements(ribbon(namespace), modules.code_module().text, buttons.all_buttons()) == []


@pytest.mark.parametrize(
    ("what", "old", "new"),
    [
        ("ribbon", 'onAction="Jixiao.OnAction"', 'onAction="Jixiao.OnActoin"'),
        ("ribbon", 'tag="check"', 'tag="chekc"'),
        ("vba", "Sub OnAction", "Sub OnActoin"),
        ("vba", 'Press "totals"', 'Press "total"'),
        ("vba", "Sub JixiaoScore", "Sub JixiaoScored"),
        ("vba", 'VB_Name = "Jixiao"', 'VB_Name = "Module1"'),
        ("vba", "import press_in_excel", "import pres_in_excel"),
        ("vba", "; press_in_excel(", "; press_in_exel("),
        ("vba", "jixiao.excel.dispatch", "jixiao.excel.dispach"),
        ("registry", "checking_button:check", "checking_button:chek"),
        ("registry", "checking_button:check", "cheking_button:check"),
    ],
)
def test_a_broken_name_is_noticed(what: str, old: str, new: str) -> None:
    texts = {"ribbon": ribbon(OFFICE_2010), "vba": modules.code_module().text}
    registry = buttons.all_buttons()
    if what == "registry":
        assert old in [button.macro for button in registry]
        registry = tuple(b._replace(macro=new) if b.macro == old else b for b in registry)
    else:
        assert old in texts[what]
        texts[what] = texts[what].replace(old, new, 1)
    assert disagreements(texts["ribbon"], texts["vba"], registry)


ICONS = frozenset(
    [
        "ReviewAcceptChange",
        "AutoSum",
        "FunctionWizard",
        "ChartTypePieInsertGallery",
        "FormatPainter",
        "ClearFormats",
        "Undo",
        "SheetRowsInsert",
        "ImportExcel",
        "Paste",
        "Consolidate",
        "EnvelopesAndLabelsDialog",
        "FileNew",
        "Help",
        "Info",
    ]
)
"""Icons that Excel has, from Microsoft's list of control identifiers; of any other name the button stays bare."""

ATTRIBUTES = [
    "VB_Name",
    "VB_Base",
    "VB_GlobalNameSpace",
    "VB_Creatable",
    "VB_PredeclaredId",
    "VB_Exposed",
    "VB_TemplateDerived",
    "VB_Customizable",
]


def test_the_attributes_of_a_module_stand_in_the_order_of_the_editor() -> None:
    for module in modules.project_modules(["Sheet1"]):
        lines = module.source().decode("gbk").splitlines()
        named = [line.split()[1] for line in lines if line.startswith("Attribute VB_")]
        assert lines[0] == f'Attribute VB_Name = "{module.name}"'
        assert [name for name in named if name in ATTRIBUTES] == ATTRIBUTES[: 1 if module.kind == "module" else None]
        assert [line.startswith("Attribute VB_") for line in lines[: len(named)]] == [True] * len(named)


@pytest.mark.parametrize("namespace", [OFFICE_2010, OFFICE_2007])
def test_the_ribbon_uses_documented_attributes_and_names_nothing_twice(namespace: str) -> None:
    root = ET.fromstring(ribbon(namespace))
    shown = list(root.iter(f"{{{namespace}}}button"))
    for button in shown:
        assert set(button.keys()) <= set(DOCUMENTED_BUTTON_ATTRIBUTES)
        assert all(len(value) <= MOST_CHARACTERS for value in button.attrib.values())
        assert button.get("imageMso") in ICONS
    identities = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(identities) == len(set(identities))


def test_every_part_is_related_and_typed(built: bytes) -> None:
    with zipfile.ZipFile(BytesIO(built)) as package:
        names = set(package.namelist())
        types = package.read("[Content_Types].xml").decode()
        targets = set(re.findall(r'Target="([^"]+)"', package.read("_rels/.rels").decode()))
        targets |= {
            f"xl/{t}" for t in re.findall(r'Target="([^"]+)"', package.read("xl/_rels/workbook.xml.rels").decode())
        }
        for name in names:
            if name.endswith(".xml"):
                ET.fromstring(package.read(name))
    assert targets <= names
    assert set(re.findall(r'PartName="/([^"]+)"', types)) <= names


def test_the_command_writes_the_addin(jixiao, tmp_path: Path, built: bytes) -> None:
    result = jixiao("addin", "build", "-o", tmp_path)
    assert result.code == 0, result.err
    assert (tmp_path / addin.FILE_NAME).read_bytes() == built
