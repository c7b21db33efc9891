"""``jixiao.xlam``: the ribbon and its VBA around an empty workbook."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from jixiao import __version__
from jixiao.archive import archive
from jixiao.excel.building.modules import project_modules
from jixiao.excel.building.vbaproject import vba_project
from jixiao.excel.buttons import GROUPS, TAB, Button
from jixiao.resources import office_package, office_text

FILE_NAME = "jixiao.xlam"
PROJECT = "JixiaoAddin"
VERSION_PROPERTY = "JixiaoVersion"
"""The property with the package's version, by which ``jixiao addin status`` finds old add-ins."""
OFFICE_2010 = "http://schemas.microsoft.com/office/2009/07/customui"
OFFICE_2007 = "http://schemas.microsoft.com/office/2006/01/customui"
CALLBACK = "Jixiao.OnAction"
"""Module and procedure that every button calls."""


def build_addin() -> bytes:
    """Return the add-in. Raises ``UsageError`` without a fitting xlwings."""
    # The bytes are the same every time.
    return archive(
        {
            **office_package("xlam", VERSION_PROPERTY=VERSION_PROPERTY, VERSION=__version__),
            "customUI/customUI14.xml": ribbon(OFFICE_2010),
            "customUI/customUI.xml": ribbon(OFFICE_2007),
            "xl/vbaProject.bin": vba_project(PROJECT, project_modules(["Sheet1"], version=__version__)),
        }
    )


def ribbon(namespace: str) -> str:
    """The XML of the tab in one of the two namespaces."""
    groups = "".join(
        f"        <group {_attributes(id=f'jixiao_group_{group.tag}', label=group.label)}>\n"
        f"{''.join(map(_button, group.buttons))}        </group>\n"
        for group in GROUPS
    )
    return office_text("ribbon.xml", NAMESPACE=namespace, TAB=TAB, GROUPS=groups)


def _button(button: Button) -> str:
    attributes = _attributes(
        id=f"jixiao_{button.tag}",
        label=button.label,
        size="large" if button.large else "normal",
        imageMso=button.image,
        tag=button.tag,
        onAction=CALLBACK,
        screentip=button.label,
        supertip=button.tip,
    )
    return f"          <button {attributes}/>\n"


def _attributes(**values: str) -> str:
    return " ".join(f"{name}={quoteattr(value)}" for name, value in values.items())
