"""A sheet that the officer added, carried into the next summary."""

from __future__ import annotations

import posixpath

from jixiao.consolidate.edits.typed import KeptEdits
from jixiao.grid.model import Workbook
from jixiao.grid.xlsx_workbook import content_type
from jixiao.grid.xmlpart import whole
from jixiao.reports.marking.sheet_survey import survey
from jixiao.reports.marking.working_copy import WorkingCopy, relations_part
from jixiao.reports.marking.xmledit import Edits, ElementSpan, cell_text, parse

_CARRIED = frozenset({"drawing", "vmlDrawing", "comments", "image", "chart", "printerSettings", "hyperlink"})
"""Kinds of relations that are followed; others (pivot tables, queries) need parts of the whole workbook."""
_MOST_PARTS = 500


def carry_sheet(before: WorkingCopy, read: Workbook, after: WorkingCopy, name: str, losses: KeptEdits) -> None:
    """Copy the sheet ``name`` of one workbook behind the sheets of another."""
    source = before.sheets.get(name)
    if source is None:
        losses.lose(name, "", name, "图表页或宏表没有保留")
        return
    state = next((sheet.state for sheet in read.sheets if sheet.name == name), "visible")
    part = after.sheets[name] = after.add_sheet(name, _translated(before, read, after, name, source), state)
    _carry_relations(before, after, source, part, {source: part}, losses, name)
    losses.kept += 1


def _translated(before: WorkingCopy, read: Workbook, after: WorkingCopy, name: str, part: str) -> bytes:
    """Return the worksheet with the other workbook's styles and its texts inside."""
    data = before.parts.read_xml(part)
    sheet = survey(data, part)
    values = next(each for each in read.sheets if each.name == name)
    edits = Edits(data)
    for number, row in sheet.rows.items():
        if row.get("s"):
            edits.set_attributes(row, {"s": str(_style(before, after, row))})
        for column, cell in sheet.cells(number):
            changes: dict[str, str | None] = {"s": str(_style(before, after, cell)), "vm": None, "cm": None}
            stored = parse(data, "c", 1, cell).child("v") if cell.get("t") == "s" else None
            if stored is not None:
                changes["t"] = "inlineStr"
                text = cell_text(str(values.value(number, column) or ""))
                inline = (
                    f'<{cell.prefix}is><{cell.prefix}t xml:space="preserve">{text}</{cell.prefix}t></{cell.prefix}is>'
                )
                edits.replace(stored.start, stored.stop, inline.encode())
            edits.set_attributes(cell, changes)
    for _, _, element in sheet.columns:
        if element.get("style"):
            edits.set_attributes(element, {"style": str(_style(before, after, element, "style"))})
    _translate_differences(edits, data, sheet.root, before, after)
    _leave_out(edits, sheet.root)
    return edits.result()


def _style(before: WorkingCopy, after: WorkingCopy, element: ElementSpan, key: str = "s") -> int:
    style = whole(element.get(key), 0)
    return after.styles.adopt(before.styles.look(style))


def _translate_differences(
    edits: Edits, data: bytes, root: ElementSpan, before: WorkingCopy, after: WorkingCopy
) -> None:
    for block in root.all("conditionalFormatting"):
        for rule in parse(data[block.start : block.stop], "conditionalFormatting", 1).children:
            number = rule.get("dxfId")
            xml = before.styles.difference(whole(number, -1)) if number else b""
            if xml:
                place = ElementSpan(rule.name, rule.attributes, rule.start + block.start, rule.body + block.start)
                edits.set_attributes(place, {"dxfId": str(after.styles.adopt_difference(xml))})


def _leave_out(edits: Edits, root: ElementSpan) -> None:
    """Leave out what refers to parts that are not carried."""
    for local in ("tableParts", "controls", "oleObjects", "extLst", "customSheetViews"):
        for element in root.all(local):
            edits.replace(element.start, element.stop, b"")
    views = root.child("sheetViews")
    for view in views.children if views else ():
        edits.set_attributes(view, {"tabSelected": None})


def _carry_relations(
    before: WorkingCopy,
    after: WorkingCopy,
    source: str,
    target: str,
    copied: dict[str, str],
    losses: KeptEdits,
    name: str,
) -> None:
    """Copy the relations of a part and the parts they lead to."""
    rels = relations_part(source)
    if rels not in before.parts:
        return
    data = before.parts.read_xml(rels)
    edits = Edits(data)
    relations = before.parts.relations(source)
    for element in parse(data, rels, 1).children:
        relation = relations.get(element.get("Id") or "")
        if relation is None or relation.kind not in _CARRIED or len(copied) > _MOST_PARTS:
            edits.replace(element.start, element.stop, b"")
            losses.lose(name, "", relation.kind if relation else "", "这一部分没有保留")
        elif relation.target is not None and relation.target in before.parts:
            place = _copied(before, after, relation.target, copied, losses, name)
            address = posixpath.relpath(place, posixpath.dirname(target) or ".")
            edits.set_attributes(element, {"Target": address})
    after.parts.write(relations_part(target), edits.result())


def _copied(
    before: WorkingCopy, after: WorkingCopy, part: str, copied: dict[str, str], losses: KeptEdits, name: str
) -> str:
    """Where the copy of a part lies."""
    if part not in copied:
        stem, extension = posixpath.splitext(part)
        copied[part] = after.parts.free_name(stem.rstrip("0123456789") + "{}" + extension)
        after.parts.write(copied[part], before.parts.read(part))
        kind = content_type(before.parts.package, part)
        if kind:
            after.parts.set_type(copied[part], kind)
        _carry_relations(before, after, part, copied[part], copied, losses, name)
    return copied[part]
