"""The VBA that goes into a file: a few lines, and the modules of xlwings."""

# An opened workbook must not choose what is run. xlwings lets it: by a sheet or a file beside it that names the
# interpreter, by sheets that hold Python code (a part of xlwings.pro), by its folder, which goes onto Python's path,
# by its name, which is split and expanded on the way through a command line. These looks at the workbook are cut out,
# Python and Windows do not look into the current folder, and the message that xlwings gives when Python does not
# start is in Chinese, with the next step.

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce
from importlib import resources

from jixiao.errors import UsageError
from jixiao.excel.building.vbaproject import Module
from jixiao.resources import office_text

NAME = "jixiao"
"""The name under which xlwings looks for settings: the sheet ``jixiao.conf``, the file ``jixiao.conf``."""

CODE_MODULE = "Jixiao"
NO_WORKBOOK = "没有打开的工作簿。请先打开或新建一个工作簿；窗口上方有“受保护的视图”黄色提示时，请先点“启用编辑”。"
NO_PYTHON = (
    "按钮没有能够启动 Python，工作簿没有改动。请在命令行运行 jixiao addin status，按它说的处理；"
    "没有安装过的电脑请先用安装文件夹安装。"
)
"""What VBA tells by itself, where no Python can tell it."""

_PLAIN_NAME = reduce(
    lambda name, special: f'Replace({name}, "{special}", "_")', ('""', "$", "`", "\\", "|"), "ActiveWorkbook.Name"
)
"""The name of the workbook without what a shell of macOS, or xlwings' own division of the line, would act on."""

_CUTS = (
    ('SheetExists(ActiveWorkbook, PROJECT_NAME & ".conf") = True', "False", 1),
    ('SheetExists(ThisWorkbook, PROJECT_NAME & ".conf") = True', "False", 1),
    ('GetConfig("ADD_WORKBOOK_TO_PYTHONPATH", "true")', '"false"', 2),
    ('AddExcelDir & ";" & ActiveFullName & ";" & ThisFullName & ";"', '"false;;;"', 2),
    ('GetConfig("USE UDF SERVER", False)', "False", 1),
    ('" -B -c ""import xlwings.utils;', '" -B -P -c ""import xlwings.utils;', 1),
    ('"cmd.exe /C " & DriveCommand', '"cmd.exe /C set NoDefaultCurrentDirectoryInExePath=1& " & DriveCommand', 1),
    ('ParameterString + "|" + ActiveWorkbook.Name', f'ParameterString + "|" + {_PLAIN_NAME}', 1),
    ("FileExists(GetDirectoryConfigFilePath()) = True", "False", 1),
    ('Right$(sht.Name, 3) = ".py"', "False", 2),
    # Its English messages become ours.
    ('MsgBox "Could not find Interpreter!", vbCritical', f"{CODE_MODULE}.Failed PYTHON_WIN", 1),
    (
        "MsgBox \"To enable RunPython, please run 'xlwings runpython install' in a terminal once and try again.\", "
        "vbCritical",
        f'{CODE_MODULE}.Failed ""',
        1,
    ),
    ("Call ShowError(LOG_FILE)", f"{CODE_MODULE}.Failed ReadFile(LOG_FILE)", 2),
    ("ShowError (LOG_FILE)", f"{CODE_MODULE}.Failed ReadFile(LOG_FILE)", 1),
)
"""A text, what takes its place, how often it stands there."""


def code_module(version: str = "") -> Module:
    """Return the buttons' callbacks; ``version`` is needed, empty if any will do."""
    said = {"NO_WORKBOOK": _codes(NO_WORKBOOK), "NO_PYTHON": _codes(NO_PYTHON)}
    return Module(CODE_MODULE, "module", office_text(f"vba/{CODE_MODULE}.bas", VERSION=version, **said))


def _codes(text: str) -> str:
    """Return a text as codes of characters, for VBA in any system's language."""
    return " ".join(f"{ord(character):X}" for character in text)


def xlwings_modules() -> list[Module]:
    """Return the modules of xlwings. Raises ``UsageError`` if they are not as known."""
    try:
        root = resources.files("xlwings")
    except ModuleNotFoundError as error:
        raise UsageError("没有安装 xlwings", hint="请用安装文件夹重新安装（见插件说明）") from error
    source = (root / "xlwings_custom_addin.bas").read_text("utf-8")
    named, count = re.subn(r'(?<=Const PROJECT_NAME As String = )"[^"]*"', f'"{NAME}"', source)
    named = re.sub(r"(?m)^Attribute VB_Name = .*$", 'Attribute VB_Name = "xlwings"', named, count=1)
    for condition, replacement, times in _CUTS:
        if count != 1 or named.count(condition) != times:
            raise UsageError(
                "安装的 xlwings 版本与本程序不配套", hint="请更新 Jixiao，或安装 xlwings 0.30 至 0.37 的版本"
            )
        named = named.replace(condition, replacement)
    dictionary = (root / "addin" / "Dictionary.cls").read_text("utf-8")
    return [Module("xlwings", "module", named), Module("Dictionary", "class", dictionary)]


def project_modules(
    sheets: Iterable[str], starter: Iterable[Module] | None = None, *, version: str = ""
) -> list[Module]:
    """All modules of a file whose sheets have these code names.

    ``starter`` takes the place of xlwings in tests; ``version`` is the version of the package that is needed, if any.
    """
    return [
        Module("ThisWorkbook", "workbook"),
        *(Module(sheet, "worksheet") for sheet in sheets),
        code_module(version),
        *(xlwings_modules() if starter is None else starter),
    ]
