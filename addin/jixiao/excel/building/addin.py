"""``jixiao.xlam``: the ribbon and its VBA around an empty workbook."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from jixiao import __version__
from jixiao.archive import OPEN_FORMATS, XML_HEAD, archive, relationships
from jixiao.excel.building.modules import NAME, project_modules
from jixiao.excel.building.vbaproject import vba_project
from jixiao.excel.buttons import GROUPS, TAB, Button

FILE_NAME = "jixiao.xlam"
PROJECT = "JixiaoAddin"
VERSION_PROPERTY = "JixiaoVersion"

_HEAD, _FORMATS = XML_HEAD, OPEN_FORMATS
_MAIN = f"{_FORMATS}/spreadsheetml/2006/main"
_OFFICE = f"{_FORMATS}/officeDocument/2006/relationships"
_MICROSOFT = "http://schemas.microsoft.com/office"
_PREFIX = "application/vnd.openxmlformats-officedocument"

_TYPES = {
    "/xl/workbook.xml": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
    "/xl/worksheets/sheet1.xml": f"{_PREFIX}.spreadsheetml.worksheet+xml",
    "/xl/styles.xml": f"{_PREFIX}.spreadsheetml.styles+xml",
    "/docProps/custom.xml": f"{_PREFIX}.custom-properties+xml",
}


def build_addin() -> bytes:
    """Return the add-in. Raises ``UsageError`` without a fitting xlwings."""
    # The bytes are the same every time.
    return archive(
        {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": relationships(
                (f"{_OFFICE}/officeDocument", "xl/workbook.xml"),
                (f"{_MICROSOFT}/2007/relationships/ui/extensibility", "customUI/customUI14.xml"),
                (f"{_MICROSOFT}/2006/relationships/ui/extensibility", "customUI/customUI.xml"),
                (f"{_OFFICE}/custom-properties", "docProps/custom.xml"),
            ),
            "customUI/customUI14.xml": ribbon(OFFICE_2010),
            "customUI/customUI.xml": ribbon(OFFICE_2007),
            "docProps/custom.xml": _version(),
            "xl/workbook.xml": _workbook(),
            "xl/_rels/workbook.xml.rels": relationships(
                (f"{_OFFICE}/worksheet", "worksheets/sheet1.xml"),
                (f"{_OFFICE}/styles", "styles.xml"),
                (f"{_MICROSOFT}/2006/relationships/vbaProject", "vbaProject.bin"),
            ),
            "xl/worksheets/sheet1.xml": f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetPr codeName="Sheet1"/><sheetData/></worksheet>',
            "xl/styles.xml": _STYLES,
            "xl/vbaProject.bin": vba_project(PROJECT, project_modules(["Sheet1"], version=__version__)),
        }
    )


def _content_types() -> str:
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in _TYPES.items())
    return (
        f'{_HEAD}<Types xmlns="{_FORMATS}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        f"{overrides}</Types>"
    )


def _workbook() -> str:
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr codeName="ThisWorkbook"/>'
        '<bookViews><workbookView visibility="hidden" windowWidth="16000" windowHeight="9000"/></bookViews>'
        f'<sheets><sheet name="{NAME}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _version() -> str:
    """Return the package's version, by which ``jixiao addin status`` finds old ones."""
    return (
        f'{_HEAD}<Properties xmlns="{_FORMATS}/officeDocument/2006/custom-properties" '
        f'xmlns:vt="{_FORMATS}/officeDocument/2006/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{VERSION_PROPERTY}">'
        f"<vt:lpwstr>{__version__}</vt:lpwstr></property></Properties>"
    )


_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="1"><xf/></cellXfs></styleSheet>'
)


OFFICE_2010 = "http://schemas.microsoft.com/office/2009/07/customui"
OFFICE_2007 = "http://schemas.microsoft.com/office/2006/01/customui"
CALLBACK = "Jixiao.OnAction"
"""Module and procedure that every button calls."""


def ribbon(namespace: str) -> str:
    """The XML of the tab in one of the two namespaces."""
    groups = "".join(
        f"        <group {_attributes(id=f'jixiao_group_{group.tag}', label=group.label)}>\n"
        f"{''.join(map(_button, group.buttons))}        </group>\n"
        for group in GROUPS
    )
    tab = _attributes(id="jixiao_tab", label=TAB, insertAfterMso="TabData")
    return (
        f'{_HEAD}<customUI xmlns="{namespace}">\n  <ribbon startFromScratch="false">\n    <tabs>\n      <tab {tab}>\n'
        f"{groups}      </tab>\n    </tabs>\n  </ribbon>\n</customUI>\n"
    )


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
