"""A workbook opened for changes: its parts, its styles, its sheets' parts."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from jixiao.archive import XML_HEAD
from jixiao.consolidate.returns.own_output import UNTOUCHED_PART, fingerprint
from jixiao.errors import CannotMarkError
from jixiao.grid.package import Package
from jixiao.grid.xlsx_workbook import PartRelation, main_part, read_outline, relations
from jixiao.grid.xmlpart import whole
from jixiao.reports.marking.cell_marks import WrittenValues, with_values
from jixiao.reports.marking.marked_styles import MarkedStyles
from jixiao.reports.marking.xmledit import Edits, ElementSpan, as_utf8, attribute_text, parse
from jixiao.resources import office_text

WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STRICT = "http://purl.oclc.org/ooxml/"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
SheetValues = Mapping[str, WrittenValues]
"""What is to be written, by sheet and by (row, column)."""


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

    def add_sheet(self, name: str, content: bytes, state: str = "visible") -> str:
        """Put a worksheet behind the others, numbered if its name is taken.

        Return its part. Raises ``CannotMarkError`` for a workbook without a list of sheets.
        """
        parts = self.parts
        part = parts.free_name("xl/worksheets/sheet{}.xml")
        parts.write(part, content)
        parts.set_type(part, WORKSHEET)
        relation = parts.relate(self.workbook, "worksheet", part)
        with parts.edited(self.workbook, 2) as (root, edits):
            listed = root.child("sheets")
            if listed is None:
                raise CannotMarkError("工作簿中没有工作表列表")
            taken = {(each.get("name") or "").casefold() for each in listed.children}
            names = (name, *(f"{name}{number}" for number in range(2, len(taken) + 3)))
            free = next(each for each in names if each.casefold() not in taken)
            number = 1 + max((whole(each.get("sheetId"), 0) for each in listed.children), default=0)
            hidden = "" if state == "visible" else f' state="{state}"'
            entry = f'name="{attribute_text(free)}" sheetId="{number}"{hidden} {relation_attribute(root, relation)}'
            edits.append_to(listed, f"<{root.prefix}sheet {entry}/>".encode())
        return part

    def enter(self, values: SheetValues) -> None:
        """Enter values by sheet; a sheet that is not there is passed over."""
        for sheet, cells in values.items():
            if cells and sheet in self.sheets:
                part = self.sheets[sheet]
                self.parts.write(part, with_values(self.parts.read_xml(part), part, cells, frozenset(cells)))

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
    parts.write(part, office_text("styles.xml").encode())
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


RELATIONS_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "[Content_Types].xml"
_DATE = (1980, 1, 1, 0, 0, 0)  # what Excel itself writes; the same input gives the same bytes


class WorkbookParts:
    """The parts of a workbook as they will be in the copy."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._changed: dict[str, bytes] = {}
        self._removed: set[str] = set()
        self._known = {name.casefold() for name in package.entries}
        self._types: list[str] = []
        """Content types to be added, all at once: each sheet with notes has three of them."""

    @property
    def package(self) -> Package:
        """The package as it was opened."""
        return self._package

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._known

    def names(self) -> list[str]:
        """The names of all parts, the added ones last."""
        names = [*self._package.entries, *(name for name in self._changed if name not in self._package.entries)]
        return [name for name in names if name not in self._removed]

    def check_sums(self) -> Iterator[tuple[str, int]]:
        """The name and the CRC of each part as it will be."""
        self.read(_TYPES)
        for name in self.names():
            changed = self._changed.get(name)
            yield name, self._package.entries[name].crc if changed is None else zlib.crc32(changed)

    def read(self, name: str) -> bytes:
        """Return a part as it will be. Raises ``BrokenWorkbookError`` without a sound one."""
        if name == _TYPES and self._types:
            self._add_types()
        found = self._package.find(name) or name
        return self._changed[found] if found in self._changed else self._package.read(found)

    def read_xml(self, name: str) -> bytes:
        """As ``read``, in UTF-8."""
        return as_utf8(self.read(name), name)

    def write(self, name: str, content: bytes) -> None:
        """Change a part, or add one."""
        found = self._package.find(name) or name
        self._removed.discard(found)
        self._known.add(found.casefold())
        self._changed[found] = content

    def remove(self, name: str) -> None:
        """Take a part away, with its relations and its content type."""
        for gone in (name, relations_part(name)):
            found = self._package.find(gone) or gone
            self._removed.add(found)
            self._known.discard(found.casefold())
            self._changed.pop(found, None)
        with self.edited(_TYPES, 1) as (root, edits):
            for child in root.children:
                if (child.attributes.get("PartName") or "").casefold() == f"/{name}".casefold():
                    edits.replace(child.start, child.stop, b"")

    @contextmanager
    def edited(self, name: str, depth: int) -> Iterator[tuple[ElementSpan, Edits]]:
        """Yield the root of a part, down to ``depth``, and edits to make behind the block."""
        data = self.read_xml(name)
        edits = Edits(data)
        yield parse(data, name, depth), edits
        self.write(name, edits.result())

    def free_name(self, pattern: str) -> str:
        """The first name of the pattern (with ``{}`` for a number) that is not taken."""
        return next(name for number in range(1, 1 << 20) if (name := pattern.format(number)) not in self)

    # ---------------------------------------------------------------- relations

    def relations(self, part: str) -> dict[str, PartRelation]:
        """The relations of a part that the original has, by id."""
        return relations(self._package, part)

    def related(self, part: str, kind: str) -> str | None:
        """Return the part related to ``part`` as ``kind``, the last word of the type."""
        return next((each.target for each in self.relations(part).values() if each.kind == kind), None)

    def unrelate(self, part: str, relation: str) -> None:
        """Take a relation of ``part`` away by its id."""
        with self.edited(relations_part(part), 1) as (root, edits):
            for child in root.children:
                if child.attributes.get("Id") == relation:
                    edits.replace(child.start, child.stop, b"")

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relation from ``part`` to ``target``; return its new id."""
        rels = relations_part(part)
        if rels not in self:
            self.write(rels, f'{XML_HEAD}<Relationships xmlns="{_PACKAGE_RELATIONS}"/>'.encode())
        with self.edited(rels, 1) as (root, edits):
            taken = {child.attributes.get("Id") for child in root.children}
            number = next(free for free in range(len(taken) + 1, 1 << 20) if f"rId{free}" not in taken)
            address = attribute_text(posixpath.relpath(target, posixpath.dirname(part) or "."))
            kind = f"{RELATIONS_NAMESPACE}/{kind}"
            element = f'<{root.prefix}Relationship Id="rId{number}" Type="{kind}" Target="{address}"/>'
            edits.append_to(root, element.encode())
        return f"rId{number}"

    # ---------------------------------------------------------------- content types

    def set_type(self, part: str, content_type: str) -> None:
        """State the content type of an added part."""
        self._types.append(f'Override PartName="/{attribute_text(part)}" ContentType="{content_type}"')

    def set_default_type(self, extension: str, content_type: str) -> None:
        """State the content type of all parts of an extension, unless it is stated."""
        added = f'Default Extension="{extension}" ContentType="{content_type}"'
        if added in self._types:
            return
        root = parse(self.read_xml(_TYPES), _TYPES, 1)
        stated = {(child.attributes.get("Extension") or "").casefold() for child in root.children}
        if extension not in stated:
            self._types.append(added)

    def _add_types(self) -> None:
        elements, self._types = self._types, []
        with self.edited(_TYPES, 0) as (root, edits):
            edits.append_to(root, "".join([f"<{root.prefix}{element}/>" for element in elements]).encode())

    # ---------------------------------------------------------------- the copy

    def zipped(self) -> bytes:
        """The package: its parts in their order, the added ones behind."""
        self.read(_TYPES)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
            for name in self.names():
                entry = zipfile.ZipInfo(name, _DATE)
                original = self._package.entries.get(name)
                entry.compress_type = zipfile.ZIP_DEFLATED if original is None else original.method
                target.writestr(entry, self.read(name))
        return buffer.getvalue()


def relations_part(part: str) -> str:
    """Return the name of the part that holds the relations of another."""
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def relation_attribute(root: ElementSpan, relation: str) -> str:
    """Return ``r:id="…"``, with the prefix declared where the root does not do so."""
    for name, value in root.attributes.items():
        if value == RELATIONS_NAMESPACE and name.startswith("xmlns:"):
            return f'{name[6:]}:id="{relation}"'
    return f'xmlns:r="{RELATIONS_NAMESPACE}" r:id="{relation}"'
