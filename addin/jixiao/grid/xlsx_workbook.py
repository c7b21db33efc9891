"""The skeleton of an .xlsx package: its parts, its sheets, its names."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote

from jixiao.errors import BrokenWorkbookError, HostileWorkbookError
from jixiao.grid.limits import Limits
from jixiao.grid.model import Calculated, SheetState
from jixiao.grid.package import Package, PartMemo
from jixiao.grid.xmlpart import decode_xml, local, truth, walk, whole

_STATES: dict[str, SheetState] = {"hidden": "hidden", "veryHidden": "veryHidden"}


class PartRelation(NamedTuple):
    """A relation of a part: the last word of its type, and its part (None outside)."""

    kind: str
    target: str | None


class SheetEntry(NamedTuple):
    """A ``<sheet>`` of workbook.xml; ``relation`` is its r:id."""

    name: str
    state: SheetState
    relation: str


@dataclass(slots=True)
class Outline:
    """What workbook.xml says: sheets, names as (sheet, name, reference), dates."""

    sheets: list[SheetEntry] = field(default_factory=list)
    names: list[tuple[int | None, str, str]] = field(default_factory=list)
    date1904: bool = False
    calculation: Calculated = "as stored"


_relations: PartMemo[dict[str, PartRelation]] = PartMemo()
_content_types: PartMemo[dict[str, str]] = PartMemo()
_outlines: PartMemo[Outline] = PartMemo()


def main_part(package: Package) -> str:
    """Return the name of the workbook part. Raises ``BrokenWorkbookError``."""
    if package.find("_rels/.rels"):
        for relation in relations(package, "").values():
            if relation.kind == "officeDocument" and relation.target:
                return relation.target
    if found := package.find("xl/workbook.xml"):
        return found
    raise BrokenWorkbookError("文件不完整，找不到工作簿部件")


def relations(package: Package, part: str) -> dict[str, PartRelation]:
    """Return the relations of a part by id; those of the package for no name."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if package.find(rels) is None:
        return {}
    return _relations.get(package, rels, lambda data: _parse_relations(decode_xml(data, rels), folder, rels))


def _parse_relations(text: str, folder: str, name: str) -> dict[str, PartRelation]:
    found: dict[str, PartRelation] = {}

    def start(element: str, attributes: dict[str, str]) -> None:
        if local(element) != "Relationship":
            return
        kind = posixpath.basename(attributes.get("Type", ""))
        inside = attributes.get("TargetMode") != "External"
        target = _target(folder, attributes.get("Target", "")) if inside else None
        found[attributes.get("Id", "")] = PartRelation(kind, target)

    walk(text, name, start)
    return found


def content_type(package: Package, part: str) -> str:
    """The content type of a part; empty if the package does not tell."""
    types = _content_types.get(package, "[Content_Types].xml", _parse_content_types)
    extension = posixpath.splitext(part)[1].lstrip(".")
    return types.get("/" + part.casefold()) or types.get(extension.casefold(), "")


def _parse_content_types(data: bytes) -> dict[str, str]:
    """Content types by part name (with ``/`` before it) and by extension."""
    found: dict[str, str] = {}

    def start(element: str, attributes: dict[str, str]) -> None:
        key = attributes.get("PartName") or attributes.get("Extension")
        if key:
            found[key.casefold()] = attributes.get("ContentType", "")

    walk(decode_xml(data, "[Content_Types].xml"), "[Content_Types].xml", start)
    return found


def _target(folder: str, target: str) -> str:
    """The part a relation's target leads to, seen from its folder."""
    target = unquote(target).replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def read_outline(package: Package, part: str) -> Outline:
    """Parse workbook.xml. Raises ``BrokenWorkbookError``, ``HostileWorkbookError``."""
    outline = _outlines.get(package, part, lambda data: _parse_outline(data, part, package.limits))
    if not outline.sheets:
        raise BrokenWorkbookError("工作簿中没有工作表")
    _check_counts(outline, package.limits)  # again: what is remembered may have been read under wider limits
    return outline


def _check_counts(outline: Outline, limits: Limits) -> None:
    if len(outline.sheets) > limits.sheets:
        raise HostileWorkbookError(f"工作表超过 {limits.sheets} 张")
    if len(outline.names) > limits.names:
        raise HostileWorkbookError(f"定义的名称超过 {limits.names} 个")


def _parse_outline(data: bytes, part: str, limits: Limits) -> Outline:
    reader = _OutlineReader(limits)
    walk(decode_xml(data, part), part, reader.start, reader.end, reader.characters)
    return reader.outline


class _OutlineReader:
    """expat handlers for workbook.xml."""

    __slots__ = ("_limits", "_name", "_text", "outline")

    def __init__(self, limits: Limits) -> None:
        self.outline = Outline()
        self._limits = limits
        self._name: tuple[int | None, str] | None = None
        self._text: list[str] = []

    def start(self, element: str, attributes: dict[str, str]) -> None:
        tag = element[element.rfind(" ") + 1 :]
        if tag == "sheet":
            self._sheet({local(key): value for key, value in attributes.items()})
        elif tag == "definedName":
            scope = attributes.get("localSheetId")
            self._name = (None if scope is None else whole(scope), attributes.get("name", ""))
            self._text = []
        elif tag == "workbookPr":
            self.outline.date1904 = truth(attributes.get("date1904"))
        elif tag == "calcPr":
            if attributes.get("fullPrecision") in ("0", "false"):
                self.outline.calculation = "as shown"
            elif truth(attributes.get("fullCalcOnLoad")):
                self.outline.calculation = "asked for"

    def _sheet(self, attributes: dict[str, str]) -> None:
        name = attributes.get("name", "")
        self.outline.sheets.append(
            SheetEntry(name, _STATES.get(attributes.get("state", ""), "visible"), attributes.get("id", ""))
        )
        _check_counts(self.outline, self._limits)

    def characters(self, text: str) -> None:
        if self._name is not None:
            self._text.append(text)

    def end(self, element: str) -> None:
        if self._name is not None and local(element) == "definedName":
            self.outline.names.append((*self._name, "".join(self._text).strip().removeprefix("=")))
            self._name = None
            _check_counts(self.outline, self._limits)
