"""A marked copy of a Word document: a comment for each problem at its cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from lxml import etree

from jixiao.consolidate.returns.own_output import UNTOUCHED_CONTENT
from jixiao.errors import BrokenWorkbookError, CannotMarkError
from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.model import Sheet
from jixiao.grid.package import Package
from jixiao.grid.word.docx import body_of, document_text, read_word
from jixiao.grid.word.paragraphs import LEFT_OUT, Element, name
from jixiao.grid.word.table_lines import WordTable, word_tables
from jixiao.grid.xlsx_workbook import main_part
from jixiao.grid.xmlpart import whole
from jixiao.reports.marking.comments import AUTHOR, note_text
from jixiao.reports.marking.marked_workbook import CellMarks, marks_by_sheet
from jixiao.reports.marking.working_copy import WorkbookParts, sealed
from jixiao.reports.problem import Problem

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")

Tree = Any
"""An lxml element; the library tells no types."""


def marked_document(package: Package, problems: Sequence[Problem]) -> bytes:
    """Return the document with its problems as comments, without earlier ones.

    Raises ``CannotMarkError`` if that cannot be done truly, ``BrokenWorkbookError`` for a damaged part.
    """
    parts = WorkbookParts(package)
    main = main_part(package)
    root = _parsed(document_text(package, DEFAULT_LIMITS).encode())
    if root.nsmap.get(root.prefix) != _W:
        raise CannotMarkError("保存为“Strict Open XML 文档”格式")
    if any(part.casefold().startswith("_xmlsignatures/") for part in parts.names()):
        raise CannotMarkError("带有数字签名，改动后签名失效")
    comments, part = _comments(parts, main)
    _take_own_away(root, comments)
    places = WordPlaces(word_tables(body_of(root), DEFAULT_LIMITS))
    for sheet, marks in _with_those_of_sheets(problems).items():
        said: dict[Tree, list[tuple[Problem, bool]]] = {}
        for (row, column), about in marks.by_cell.items():
            element = places.find(sheet, row, column) if row != _WHOLE else None
            element = places.first(sheet) if element is None else element
            if element is not None:
                said.setdefault(element, []).extend(about)
        for element, about in said.items():
            _comment(element, comments, note_text(about, whole=_IN_FULL))
    parts.write(main, _bytes(root))
    parts.write(part, _bytes(comments))
    copy = sealed(parts, UNTOUCHED_CONTENT)
    _verify(package, copy)
    return copy


_WHOLE = -1_000_000
_IN_FULL = "退回通知或检查报告"


def _with_those_of_sheets(problems: Sequence[Problem]) -> dict[str, CellMarks]:
    """The marks by sheet; what is said of a sheet as a whole stands at its beginning."""
    marks = marks_by_sheet(problems)
    for problem in problems:
        if problem.finding.cell is None and problem.finding.sheet:
            about = marks.setdefault(problem.finding.sheet, CellMarks())
            about.by_cell.setdefault((_WHOLE, 1), []).append((problem, False))
    return marks


def _parsed(data: bytes) -> Tree:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise BrokenWorkbookError("Word 文件已损坏，内容无法解析") from error


def _bytes(root: Tree) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def _w(local: str) -> str:
    return f"{{{_W}}}{local}"


def _comments(parts: WorkbookParts, main: str) -> tuple[Tree, str]:
    """The comments part of the document, made if there is none, and its name."""
    part = parts.related(main, "comments")
    if part is not None and part in parts:
        return _parsed(parts.read_xml(part)), part
    part = parts.free_name("word/comments{}.xml")
    root = etree.Element(_w("comments"), nsmap={"w": _W})
    parts.write(part, _bytes(root))
    parts.set_type(part, CONTENT_TYPE)
    parts.relate(main, "comments", part)
    return root, part


def _take_own_away(root: Tree, comments: Tree) -> None:
    """Take away the comments that a check wrote before, with their marks in the text."""
    own = [comment for comment in comments if comment.get(_w("author")) == AUTHOR]
    ids = {comment.get(_w("id")) for comment in own}
    for comment in own:
        comments.remove(comment)
    for mark in [each for each in root.iter(*map(_w, _MARKS)) if each.get(_w("id")) in ids]:
        parent = mark.getparent()
        parent.remove(mark)
        # A run that held nothing but the reference goes with it.
        if name(parent) == "r" and all(name(each) == "rPr" for each in parent):
            parent.getparent().remove(parent)


def _comment(element: Tree, comments: Tree, text: str) -> None:
    """Put a comment on the first paragraph of a cell, or on a paragraph."""
    paragraph = element if name(element) == "p" else _first_paragraph(element)
    if paragraph is None:
        paragraph = etree.SubElement(element, _w("p"))
    number = str(1 + max((whole(each.get(_w("id")), 0) for each in comments), default=-1))
    start, end = (etree.Element(_w(mark), {_w("id"): number}) for mark in _MARKS[:2])
    properties = paragraph.find(_w("pPr"))
    paragraph.insert(0 if properties is None else 1 + paragraph.index(properties), start)
    paragraph.append(end)
    run = etree.SubElement(paragraph, _w("r"))
    etree.SubElement(run, _w("commentReference"), {_w("id"): number})
    about = {_w("id"): number, _w("author"): AUTHOR, _w("initials"): "绩效"}
    comment = etree.SubElement(comments, _w("comment"), about)
    for line in text.split("\n"):
        held = etree.SubElement(
            etree.SubElement(etree.SubElement(comment, _w("p")), _w("r")), _w("t"), {_SPACE: "preserve"}
        )
        held.text = line


def _first_paragraph(element: Tree) -> Tree | None:
    """Return the first paragraph of a cell that is there after accepted changes."""
    for each in element:
        kind = name(each)
        if kind == "p":
            return each
        if kind not in LEFT_OUT and kind not in ("tcPr", "tbl"):
            found = _first_paragraph(each)
            if found is not None:
                return found
    return None


def _verify(original: Package, copy: bytes) -> None:
    """The copy must read as the original does."""
    before = read_word(original, DEFAULT_LIMITS)
    after = read_word(Package(copy, DEFAULT_LIMITS), DEFAULT_LIMITS)
    if [_content(sheet) for sheet in before.sheets] != [_content(sheet) for sheet in after.sheets]:
        raise CannotMarkError("标注后的内容与原文件不一致，已放弃标注")


def _content(sheet: Sheet) -> object:
    return sheet.name, sheet.rows, sheet.merges, sheet.lines_above, sheet.revised


class WordPlaces:
    """The elements of a document by sheet name and address."""

    # A cell covered by a merge is the merged cell; any column of a line above or below a table is that paragraph.

    def __init__(self, tables: Iterable[WordTable]) -> None:
        self._tables = {f"表{table.number}": table for table in tables}
        self._cells = {name: _cells(table) for name, table in self._tables.items()}

    def find(self, sheet: str, row: int, column: int) -> Element | None:
        """Return the cell or paragraph at a place; row 1 is the table's first."""
        table = self._tables.get(sheet)
        if table is None:
            return None
        if row < 1:
            index = len(table.above) - 1 + row
            return table.above[index].element if index >= 0 else None
        if row > table.rows:
            index = row - table.rows - 1
            return table.below[index].element if index < len(table.below) else None
        return self._cells[sheet].get((row, column))

    def first(self, sheet: str) -> Element | None:
        """Return where a remark on a whole sheet goes: its first line or cell."""
        table = self._tables.get(sheet)
        if table is None:
            return None
        return table.above[0].element if table.above else table.parts[0].cells[0].element


def _cells(table: WordTable) -> dict[tuple[int, int], Element]:
    return {
        (row + down + 1, cell.column + right + 1): cell.element
        for row, cell in table.cells()
        for down in range(cell.rows)
        for right in range(cell.columns)
    }
