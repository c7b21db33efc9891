"""A workbook opened for changes: its parts, its styles, its sheets' parts."""

from __future__ import annotations

from jixiao.consolidate.returns.own_output import UNTOUCHED_PART, fingerprint
from jixiao.grid.package import Package
from jixiao.grid.xlsx_workbook import main_part, read_outline
from jixiao.reports.marking.marked_styles import EMPTY as EMPTY_STYLES
from jixiao.reports.marking.marked_styles import MarkedStyles
from jixiao.reports.marking.parts import WorkbookParts
from jixiao.reports.marking.refusal import CannotMarkError
from jixiao.reports.marking.xmledit import parse

_STRICT = "http://purl.oclc.org/ooxml/"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


class WorkingCopy:
    """A package open to changes; ``sheets`` maps names to parts.

    Raises ``CannotMarkError`` for a workbook that cannot be changed truly, ``BrokenWorkbookError`` for a damaged part.
    """

    def __init__(self, package: Package) -> None:
        self.workbook = main_part(package)
        self.parts = WorkbookParts(package)
        _refuse_unmarkable(self.parts, self.workbook)
        self._styles_part = _styles_part_of(self.parts, self.workbook)
        self.styles = MarkedStyles(self.parts.read_xml(self._styles_part), self._styles_part)
        self.sheets = _sheet_parts(self.parts, package, self.workbook)

    def zipped(self, untouched: bytes | None = None) -> bytes:
        """Return the changed package; the part ``untouched`` seals it."""
        self.parts.write(self._styles_part, self.styles.result())
        return self.parts.zipped() if untouched is None else sealed(self.parts, untouched)


def sealed(parts: WorkbookParts, untouched: bytes) -> bytes:
    """Return the package with the seal that shows whether anybody has saved it."""
    parts.set_default_type("xml", "application/xml")
    known = fingerprint(item for item in parts.check_sums() if item[0] != UNTOUCHED_PART)
    parts.write(UNTOUCHED_PART, untouched.replace(b"{}", known.encode()))
    return parts.zipped()


def _refuse_unmarkable(parts: WorkbookParts, workbook: str) -> None:
    """Raise ``CannotMarkError`` for a workbook of a kind that cannot be changed truly."""
    root = parse(parts.read_xml(workbook), workbook, 0)
    if any(value.startswith(_STRICT) for value in root.attributes.values()):
        raise CannotMarkError("保存为“Strict Open XML 电子表格”格式")
    names = [name.casefold() for name in parts.names()]
    if any(name.startswith("_xmlsignatures/") for name in names):
        raise CannotMarkError("带有数字签名，改动后签名失效")
    if any("/revisions/" in name for name in names):
        raise CannotMarkError("处于共享编辑（修订）状态")


def _styles_part_of(parts: WorkbookParts, workbook: str) -> str:
    """The styles part; a new one if there is none."""
    found = parts.related(workbook, "styles")
    if found is not None and found in parts:
        return found
    part = "xl/styles.xml"
    parts.write(part, EMPTY_STYLES)
    parts.set_type(part, _STYLES_TYPE)
    parts.relate(workbook, "styles", part)
    return part


def _sheet_parts(parts: WorkbookParts, package: Package, workbook: str) -> dict[str, str]:
    """Return the part of each worksheet by name, without charts and macro sheets."""
    relations = parts.relations(workbook)
    found: dict[str, str] = {}
    for entry in read_outline(package, workbook).sheets:
        relation = relations.get(entry.relation)
        if relation is not None and relation.kind == "worksheet" and relation.target is not None:
            found[entry.name] = relation.target
    return found
