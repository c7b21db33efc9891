"""The VBA that goes into a file: Jixiao's own few lines and the modules of xlwings that start Python.

An opened workbook must not choose what is run. xlwings lets it: by a sheet or a file beside it that names the
interpreter, by sheets that hold Python code (a part of xlwings.pro). These looks at the workbook are cut out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import resources

from jixiao.errors import UsageError
from jixiao.excel.building.sources import office_text
from jixiao.excel.building.vbaproject import Module

NAME = "jixiao"
"""The name under which xlwings looks for settings: the sheet ``jixiao.conf``, the file ``jixiao.conf``."""

CODE_MODULE = "Jixiao"
_CUTS = (
    ('SheetExists(ActiveWorkbook, PROJECT_NAME & ".conf") = True', "False", 1),
    ("FileExists(GetDirectoryConfigFilePath()) = True", "False", 1),
    ('Right$(sht.Name, 3) = ".py"', "False", 2),
)
"""Condition, what takes its place, how often it stands there."""


def code_module() -> Module:
    """The callbacks of the buttons."""
    return Module(CODE_MODULE, "module", office_text(f"vba/{CODE_MODULE}.bas"))


def xlwings_modules() -> list[Module]:
    """The modules of the installed xlwings. Raises ``UsageError`` if it is missing or no longer as known here."""
    try:
        root = resources.files("xlwings")
    except ModuleNotFoundError as error:
        raise UsageError("没有安装 xlwings", hint='请先运行 pip install "jixiao[excel]"') from error
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


def project_modules(sheets: Iterable[str], starter: Iterable[Module] | None = None) -> list[Module]:
    """All modules of a file whose sheets have these code names; ``starter`` takes the place of xlwings in tests."""
    return [
        Module("ThisWorkbook", "workbook"),
        *(Module(sheet, "worksheet") for sheet in sheets),
        code_module(),
        *(xlwings_modules() if starter is None else starter),
    ]
