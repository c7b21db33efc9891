"""STR: whether the sheet is laid out as the form prints it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding, Scalar, Severity
from jixiao.checks.outcome import Skip
from jixiao.checks.placing import BLOCKS, FrameworkPlace, place
from jixiao.checks.registry import rule
from jixiao.checks.rows import Row, in_sheet_order
from jixiao.checks.wording import table
from jixiao.forms.cell_text import is_placeholder
from jixiao.forms.definition import Column, FormDefinition
from jixiao.forms.labels import cached_form
from jixiao.forms.measures import split_measure
from jixiao.forms.text import has_blank_inside
from jixiao.grid.address import parse_address

_DATA_KEYS = ("level3", "target", "unit", "operator")
_CORE = ("level1", "level2", "level3", "target", "unit", "operator", "project", "amount")
_LACKING = 2
"""A form that lacks more columns is no copy of its template."""
_ORDER = {"quantity": 0, "quality": 1, "time": 2, "cost": 3}


def unread_columns(form: Form) -> Iterator[tuple[str, Column]]:
    """Yield needed columns without a header, with the header row's first cell."""
    # A form that states operator and unit in the value's own cell does without those columns.
    lacking = dict.fromkeys(form.seen("column-missing"))
    missing = [(cell, key) for cell, key in lacking if key in _CORE]
    if not missing or has_unknown_column(form):
        return
    if len(lacking) > _LACKING:  # another layout, which asks for no operator: OPR-005
        missing = [(cell, key) for cell, key in missing if key != "operator"]
    for cell, key in missing:
        above = key == "level1" and all(row.data["level1"] for row in form.rows)
        if not above and not (key in ("unit", "operator") and said_with_target(form, "unit", "operator")):
            column = next((t.column(key) for t in form.definition.tables if t.column(key)), None)
            if column is not None:
                yield cell, column


def has_unknown_column(form: Form) -> bool:
    """Return whether a column was not understood, perhaps the missed one."""
    return any(row.data.get("other") for row in form.rows)


def said_with_target(form: Form, *keys: str) -> bool:
    """Return whether most targets say one of these in their own cell: ≥300人次, 12天."""
    numbers = [row.data["cells"] for row in form.rows if row.number is not None]
    together = sum(1 for own in numbers if any(key in own and own[key] == own.get("target") for key in keys))
    return 2 * together >= len(numbers)


@rule("STR-001")
def missing_columns(form: Form) -> Iterator[Finding]:
    """Yield needed columns that have no header (own)."""
    untitled = ((cell, form.column(key)) for cell, key in form.seen("column-untitled"))
    for cell, column in [*unread_columns(form), *untitled]:
        if column is not None:
            yield form.finding("STR-001", cell, expected=column.label)


Shifted = tuple[list[str], Row, dict[str, str]]
"""The cells that moved, their indicator, address → key of the moved values."""


def _moved(form: Form, code: str) -> Iterator[Shifted]:
    """Yield the rows that the reader noted under a code, with the cells it moved."""
    by_row = {row.row: row for row in form.rows}
    for cells in form.notes(code):
        row = by_row.get(parse_address(cells[0])[0])
        if row is not None:  # a cell of several keys, ≥4200条, is that of the target
            yield cells, row, {cell: key for key, cell in reversed(row.data["cells"].items()) if cell in cells}


def shifted_rows(form: Form) -> list[Shifted]:
    """Return the rows whose values stand under other headers."""
    return [] if has_unknown_column(form) else list(_moved(form, "row-realigned"))


def _block_shifted(form: Form, shifted: list[Shifted]) -> bool:
    """Return whether all rows of the table stand off in the same way."""
    whole = [keys for _, _, keys in shifted if "level3" in keys.values() and "target" in keys.values()]
    if len(whole) < 3 or len(whole) < len(form.rows):
        return False
    columns = [{k: c.rstrip("0123456789") for c, k in keys.items() if k in _DATA_KEYS[:2]} for keys in whole]
    return all(each == columns[0] for each in columns)


@rule("STR-002")
def shifted_row(form: Form) -> Iterator[Finding]:
    """Yield rows whose values stand under another header (own)."""
    # Only the label of a row (a merge that slipped) or 定性 one column on does no harm to the figures: level info.
    shifted = shifted_rows(form)
    if not _block_shifted(form, shifted):
        for cells, row, keys in shifted:
            data = [cell for cell in in_sheet_order(list(keys)) if keys[cell] in _DATA_KEYS]
            for cell in (data or in_sheet_order(list(keys)))[:1]:
                yield _shift(form, row, keys[cell], cell, cells, None if data else Severity.INFO)
    for cells, row, keys in rotated_rows(form):
        if not holds_nature(row):
            yield _shift(form, row, keys.get(cells[0], "target"), cells[0], cells, None)
    for row in form.rows:
        if not row.name[:1].isalpha() and (named := split_measure(row.name)) and named.operator is not None:
            column = _column_label(form, "target")  # ≥640户 as the name, beside a target of its own
            yield form.finding("STR-002", row.cell, found=row.name, expected=column, row=row.row)
    remarks = [cells[0] for cells in form.notes("nature-in-remark")]
    if remarks:
        rows, title = "、".join(str(parse_address(cell)[0]) for cell in remarks), _column_label(form, "operator")
        yield form.finding("STR-002", remarks, found="定性", severity=Severity.INFO, row=rows, col=title)


def holds_nature(row: Row) -> bool:
    """Return whether 定性 and the value changed places, which is QLT-004."""
    natured = row.operator is None and row.data["nature"] == "qualitative" and "operator" in row.data["cells"]
    return natured and row.text is not None


def rotated_rows(form: Form) -> Iterator[Shifted]:
    """Yield the rows whose target, unit and type stand in each other's columns."""
    return _moved(form, "values-rotated")


def _shift(form: Form, row: Row, key: str, cell: str, cells: list[str], severity: Severity | None) -> Finding:
    column = _column_label(form, key)
    value = _value(row, key)
    number = parse_address(cell)[0]
    return form.finding("STR-002", cell, found=value, expected=column, related=cells, severity=severity, row=number)


def _value(row: Row, key: str) -> Scalar:
    """Return what stands in a row under a key."""
    if key == "target":
        return row.target
    value = row.data.get(key)
    return value if isinstance(value, str) else row.name


def _column_label(form: Form, key: str) -> str:
    column = form.column(key)
    return column.label if column is not None else "指标值类型"


@rule("STR-003")
def shifted_block(form: Form) -> Iterator[Finding]:
    """Yield tables whose rows are all off by the same columns (own)."""
    shifted = shifted_rows(form)
    if _block_shifted(form, shifted):
        yield form.finding("STR-003", [cell for moved, _, _ in shifted for cell in moved])


@rule("STR-004")
def broken_rows(form: Form) -> Iterator[Finding]:
    """Yield repeated headers and pieces of names, as page breaks leave (own)."""
    cells = [cell for seen in form.observations.get("header-repeated", ()) for cell in seen["cells"]]
    cells += [form.at(row, "target") for row in form.rows if len(row.name) == 1 and not row.blank]
    if cells:
        rows = "、".join(str(parse_address(cell)[0]) for cell in cells)
        yield form.finding("STR-004", cells, row=rows)


@rule("STR-006")
def empty_template_rows(form: Form) -> Iterator[Finding]:
    """Yield rows of the blank form that nobody filled or deleted (own)."""
    empty = [(seen["cells"][0], seen["texts"][0]) for seen in form.observations.get("row-empty", ())]
    left = [(cell, text) for cell, text in empty if not is_slash(text)]
    left += [(row.cell, row.name) for row in form.rows if row.left_from_template]
    if left:
        cells = [cell for cell, _ in left]
        value = left[0][1].replace("\n", " ")
        yield form.finding("STR-006", cells, found=value)


def is_slash(text: str) -> bool:
    """Return whether a text says "does not apply" (``/``, ``无``), not ``……``."""
    return is_placeholder(text) and bool(text.strip(" .…。·"))


def is_half(form: Form) -> bool:
    """Return whether a form has its names on one sheet and its indicators on another."""
    source = form.document["source"]
    return (source["sheet"], source["title_cell"]) in form.neighbours.parts


def missing_tail(form: Form) -> list[str]:
    """Return the blocks, two or more, before which a table breaks off."""
    if form.benefits or form.satisfactions or form.table is None or form.kind == "summary":
        return []
    if not form.rows:
        if form.levels_asked == []:
            return []
        return ["资金", "绩效目标", "绩效指标"] if form.fragment else ["绩效指标"]
    present = {each.block for each in places_named(form, form.rows)}
    if "rows" in form.document["source"] and present != {None}:
        return []  # a project of a list is incomplete, its table is not cut off
    expected = [block for block in BLOCKS if block != BLOCKS[0] or form.classification == "2021"]
    expected = [block for block in expected if asks_for(form, block)]
    last = max((index for index, block in enumerate(expected) if block in present), default=-1)
    missing = expected[last + 1 :]
    return missing if len(missing) >= 2 else []


def asks_for(form: Form, part: str) -> bool:
    """Return whether a form has a place for a block or an aspect."""
    if form.levels_asked is None:
        return True
    places = [place(form.classification, None, text) for text in form.levels_asked]
    return any(part in (found.block, found.aspect) for found in places)


def places_named(form: Form, rows: Sequence[Row]) -> list[FrameworkPlace]:
    """Return the places of indicators, and those named in rows left as placeholders."""
    texts = [seen["texts"][1] for seen in form.observations.get("row-empty", ()) if len(seen["texts"]) > 1]
    return [*(row.place for row in rows), *(place(form.classification, None, text) for text in texts)]


@rule("STR-007")
def broken_off(form: Form) -> Iterator[Finding]:
    """Yield forms whose last blocks were cut off (own)."""
    missing = missing_tail(form)
    listed = "rows" in form.document["source"] and not form.rows and form.kind == "department"
    if not missing or listed or form.leftovers.may_be("block"):
        return  # a list of whole departments has a line of each
    if form.general and form.rows and all(row.block is None for row in form.rows):
        return  # a layout without levels, or with those of its own: 履职效果, 能力建设
    if is_half(form) or ((form.fragment or not form.rows) and form.neighbours.projects.count(form.project or "") > 1):
        return  # the rest of it stands elsewhere in the workbook; STR-005 tells of a form filed twice
    last = [form.rows[-1].cell] if form.rows else []
    parts = "、".join(missing)
    yield form.finding("STR-007", form.title_cell, expected=parts, related=last)


@rule("STR-008")
def blanks_in_labels(form: Form) -> Iterator[Finding]:
    """Yield blanks inside Chinese labels (own)."""
    found = [(cell, text) for cell, text in form.seen("label") if has_blank_inside(text)]
    if found:
        cells = [cell for cell, _ in found]
        value = " ".join(found[0][1].split())
        yield form.finding("STR-008", cells, found=value)


@rule("STR-009")
def labels_misspelt(form: Form) -> Iterator[Finding]:
    """Yield labels in other words or brackets than the form prints (own)."""
    for seen in form.observations.get("column-guessed", ()):
        if (column := form.column(seen["texts"][1])) is not None:
            yield form.finding("STR-009", seen["cells"][0], found=seen["texts"][0], expected=column.label)
    if "label" not in form.observations:
        return
    labels = _printed_labels(form.definition)
    for cell, text in form.seen("label"):
        other = table("label_names").get(cached_form(text))
        if other is None and has_blank_inside(text):
            continue
        expected = labels.get(cached_form(other or text))
        if expected is not None and (other is None or cached_form(text) not in labels):
            yield form.finding("STR-009", cell, found=text, expected=expected)


def _printed_labels(definition: FormDefinition) -> dict[str, str]:
    """Label form → the label as the form prints it."""
    raw = definition.raw
    printed = [*raw["fields"], *(column for block in raw["tables"] for column in block["columns"])]
    return {cached_form(entry["label"]): entry["label"] for entry in reversed(printed)}


@rule("STR-010")
def out_of_order(form: Form) -> Iterator[Finding | Skip]:
    """Yield outputs out of the order of quantity, quality, time (own)."""
    last = -1
    for row in form.outputs:
        rank = _ORDER.get(row.aspect or "", last)
        if rank < last:
            yield form.finding("STR-010", row.cell, found=row.data["level2"])
            return
        last = rank
