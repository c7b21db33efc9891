"""The project's own reader for .ods: one pass, repetitions within bounds.

python-calamine reads .ods as well but gives neither merged areas nor formulas nor what is hidden.
"""

from __future__ import annotations

from jixiao.errors import BrokenWorkbookError
from jixiao.grid.limits import Limits
from jixiao.grid.model import Workbook
from jixiao.grid.ods_content import ContentReader
from jixiao.grid.ods_styles import OdsStyles
from jixiao.grid.package import Package
from jixiao.grid.xmlpart import decode_xml, read_xml, walk


def read_ods(package: Package) -> Workbook:
    """Return the workbook in an OpenDocument package. Raises ``InputError``."""
    styles = OdsStyles()
    if package.find("styles.xml"):
        walk(read_xml(package, "styles.xml"), "styles.xml", styles.start, styles.end, styles.characters)
    return _workbook(read_xml(package, "content.xml"), "content.xml", styles, package.limits)


def read_flat(data: bytes, limits: Limits) -> Workbook:
    """Return the workbook in flat OpenDocument XML (.fods). Raises ``InputError``."""
    return _workbook(decode_xml(data, "fods"), "fods", OdsStyles(), limits)


def _workbook(text: str, part: str, styles: OdsStyles, limits: Limits) -> Workbook:
    reader = ContentReader(styles, limits)
    walk(text, part, reader.start, reader.end, reader.characters)
    if not reader.workbook.sheets:
        raise BrokenWorkbookError("工作簿中没有工作表")
    return reader.workbook
