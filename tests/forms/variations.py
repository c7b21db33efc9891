"""Ways in which the same form arrives laid out differently, as changes to a sheet that say nothing new."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from jixiao.forms.definition import FormDefinition
from jixiao.forms.document import Document
from jixiao.forms.extraction import default_extractor
from jixiao.forms.labels import cached_form
from jixiao.forms.slots import Slots
from jixiao.grid.address import Range, parse_address
from jixiao.grid.model import Sheet, Value

Place = tuple[int, int]


class Form(NamedTuple):
    """A form on a sheet, with what a change has to know about it."""

    sheet: Sheet
    definition: FormDefinition
    document: Document
    headers: dict[int, Slots]
    labels: frozenset[Place]


def forms_of(sheet: Sheet) -> Iterator[Form]:
    """The forms of a sheet with their headers and the cells that hold a label and nothing else."""
    extractor = default_extractor()
    regions = extractor.blocks(sheet)
    for block in regions:
        form = extractor.form_of(block, alone=len(regions) == 1)
        if form is None:
            continue
        _, definition, structure = form
        labels = extractor.labels[definition.id]
        (document,) = extractor.read_block(block, "x", alone=len(regions) == 1, observing=False)
        headers = {row: slots for block in structure.blocks for row, slots in block.headers}
        alone = {
            (row, column)
            for row, cells in structure.head
            for column, value in cells.items()
            if isinstance(value, str) and labels.head.exact(value) is not None
        }
        alone |= {(row, slot.left) for row, slots in headers.items() for slot in slots}
        yield Form(sheet, definition, document, headers, frozenset(alone))


def moved(sheet: Sheet, down: Callable[[int], int], right: Callable[[int], int]) -> Sheet:
    """The sheet with every row and column somewhere else; the order stays."""
    made = Sheet(sheet.name, sheet.state)
    made.rows = {down(r): {right(c): v for c, v in cells.items()} for r, cells in sheet.rows.items()}
    made.formats = {(down(r), right(c)): f for (r, c), f in sheet.formats.items()}
    made.merges = [Range(down(m.top), right(m.left), down(m.bottom), right(m.right)) for m in sheet.merges]
    return made


def edited(sheet: Sheet, change: Callable[[int, int, Value], Value | None]) -> Sheet:
    """The sheet with other values; None empties a cell."""
    made = copy.deepcopy(sheet)
    for row, cells in sheet.rows.items():
        new = {column: change(row, column, value) for column, value in cells.items()}
        made.rows[row] = {column: value for column, value in new.items() if value is not None}
        if not made.rows[row]:
            del made.rows[row]
    return made


def with_row(sheet: Sheet, row: int, cells: dict[int, Value]) -> Sheet:
    """The sheet with a row put in (or at the end), the rest moved down."""
    made = moved(sheet, lambda r: r + (r >= row), lambda c: c)
    made.rows = dict(sorted({**made.rows, row: cells}.items()))
    return made


def plain(value: float) -> str:
    """A number as text without an exponent."""
    return str(int(value)) if value == int(value) else str(value)


def stacked(sheets: Sequence[Sheet], gap: int) -> Sheet:
    """Forms one below another on one sheet, with blank rows between."""
    made = Sheet("合并")
    for sheet in sheets:
        below = max(made.rows, default=0) + gap
        part = moved(sheet, lambda r, below=below: r + below, lambda c: c)
        made.rows.update(part.rows)
        made.merges += part.merges
        made.formats.update(part.formats)
    return made


# ------------------------------------------------------------ the whole sheet


def titles_above(form: Form) -> Sheet:
    """Lines above the form: the number of the attachment, the name of the publication."""
    made = moved(form.sheet, lambda r: r + 4, lambda c: c)
    made.rows = {1: {1: "附件5"}, 2: {1: "云岭县2026年部门预算公开表"}, **made.rows}
    return made


def columns_left(form: Form) -> Sheet:
    """Two empty columns to the left."""
    return moved(form.sheet, lambda r: r, lambda c: c + 2)


def rows_between(form: Form) -> Sheet:
    """A blank row after every row."""
    made = moved(form.sheet, lambda r: 2 * r, lambda c: c)
    made.merges = [m._replace(bottom=m.bottom + 1) if m.bottom > m.top else m for m in made.merges]
    return made


def column_doubled(form: Form) -> Sheet:
    """Every cell merged over two columns, as a sheet laid out on a fine grid has it."""
    made = moved(form.sheet, lambda r: r, lambda c: 2 * c - 1)
    merged = {(m.top, m.left) for m in made.merges}
    made.merges = [m._replace(right=m.right + 1) for m in made.merges]
    made.merges += [Range(r, c, r, c + 1) for r, cells in made.rows.items() for c in cells if (r, c) not in merged]
    return made


def no_merges(form: Form) -> Sheet:
    """All merges undone: a level stands on its first row only."""
    made = copy.deepcopy(form.sheet)
    made.merges = []
    return made


def levels_repeated(form: Form) -> Sheet:
    """All merges undone, and the value of each put into all of its rows."""
    made = copy.deepcopy(form.sheet)
    headers = sorted(form.headers)
    for merge in form.sheet.merges:
        value = form.sheet.value(merge.top, merge.left)
        if value is None or merge.bottom == merge.top or not headers or merge.top < headers[0]:
            continue
        for row in range(merge.top + 1, merge.bottom + 1):
            if row in made.rows and merge.left not in made.rows[row]:
                made.rows[row] = dict(sorted({**made.rows[row], merge.left: value}.items()))
    made.merges = [m for m in made.merges if m.bottom == m.top or (headers and m.top < headers[0])]
    return made


def hidden_rows(form: Form) -> Sheet:
    """Some rows and a column are hidden."""
    made = copy.deepcopy(form.sheet)
    made.hidden_rows = {row for row in made.rows if row % 3 == 0}
    made.hidden_columns = [(3, 3)]
    return made


# ------------------------------------------------------------ the title


def _title(form: Form) -> tuple[Place, str]:
    place = parse_address(form.document["source"]["title_cell"])
    return place, str(form.sheet.value(*place))


def title_renamed(change: Callable[[str], str]) -> Callable[[Form], Sheet]:
    """The title in other words."""

    def renamed(form: Form) -> Sheet:
        place, text = _title(form)
        return edited(form.sheet, lambda r, c, v: change(text) if (r, c) == place else v)

    return renamed


def year_on_a_line(form: Form, below: int, pattern: str) -> Sheet | None:
    """The year of the title on a line of its own."""
    (row, column), text = _title(form)
    match = re.match(r"(20\d\d)年(.*)", text.strip(), re.DOTALL)
    if match is None:
        return None
    made = edited(form.sheet, lambda r, c, v: match[2] if (r, c) == (row, column) else v)
    return with_row(made, row + below, {column: pattern.format(match[1])})


# ------------------------------------------------------------ labels


def _labels(form: Form, change: Callable[[str], str]) -> Sheet:
    def changed(row: int, column: int, value: Value) -> Value:
        return change(value) if (row, column) in form.labels and isinstance(value, str) else value

    return edited(form.sheet, changed)


def labels_spaced(form: Form) -> Sheet:
    """项 目 名 称"""
    return _labels(form, lambda text: " ".join("".join(text.split())))


def labels_wide(form: Form) -> Sheet:
    """Full-width blanks between the characters of short labels."""
    return _labels(form, lambda text: "　".join(text) if len(text) <= 4 else text)


def labels_with_colon(form: Form) -> Sheet:
    """项目名称："""
    return _labels(form, lambda text: text.rstrip(":： ") + "：")


def labels_broken(form: Form) -> Sheet:
    """A line break in the middle of a label."""
    return _labels(form, lambda text: text[: len(text) // 2] + "\n" + text[len(text) // 2 :])


def labels_padded(form: Form) -> Sheet:
    """Blanks and non-breaking blanks around a label."""
    return _labels(form, lambda text: f"  \u00a0{text}\u00a0 ")


def labels_numbered(form: Form) -> Sheet:
    """一、项目名称"""
    numbers = iter("一二三四五六七八九" * 9)
    headers = set(form.headers)

    def changed(row: int, column: int, value: Value) -> Value:
        plain = (row, column) in form.labels and row not in headers and isinstance(value, str)
        return f"{next(numbers)}、{value}" if plain else value

    return edited(form.sheet, changed)


def values_inline(form: Form) -> Sheet:
    """项目名称：河道清淤: label and value in one cell, merged over both."""
    made = copy.deepcopy(form.sheet)
    tops = sorted(form.headers)
    for row, column in form.labels:
        cells = made.rows[row]
        texts = [key for key, cell in form.document["cells"].items() if cell[-len(str(row)) :] == str(row)]
        keys = [key for key in texts if key in ("project", "department", "period", "category")]
        if (tops and row >= tops[0]) or len(cells) != 2 or not keys or min(cells) != column:
            continue
        label, value = cells.values()
        made.rows[row] = {column: f"{str(label).rstrip(':：')}：{value}"}
    return made


# ------------------------------------------------------------ values


def thousands(form: Form) -> Sheet:
    """Amounts as text with separators."""
    places = {parse_address(cell) for key, cell in form.document["cells"].items() if key[:6] in ("fundin", "budget")}
    places |= {
        parse_address(row["cells"]["amount"])
        for key in ("rows", "expenditures")
        for row in form.document.get(key, ())
        if "amount" in row["cells"]
    }

    def changed(row: int, column: int, value: Value) -> Value:
        return f" {value:,.2f} " if (row, column) in places and isinstance(value, float) else value

    return edited(form.sheet, changed)


def numbers_as_text(form: Form) -> Sheet:
    """Every number as text."""

    def changed(row: int, column: int, value: Value) -> Value:
        return plain(value) if isinstance(value, float) else value

    made = edited(form.sheet, changed)
    made.formats = {}
    return made


def full_width(form: Form) -> Sheet:
    """Digits, signs and brackets in full width."""
    wide = str.maketrans("0123456789%().,:", "０１２３４５６７８９％（）．，：")

    def changed(row: int, column: int, value: Value) -> Value:
        if isinstance(value, float):
            value = plain(value)
        return value.translate(wide)

    return edited(form.sheet, changed)


def padded(form: Form) -> Sheet:
    """White space around every text."""

    def changed(row: int, column: int, value: Value) -> Value:
        return f" {value}\u3000\n" if isinstance(value, str) else value

    return edited(form.sheet, changed)


# ------------------------------------------------------------ the indicator table


def _slots(form: Form) -> tuple[int, Slots] | None:
    for row, slots in form.headers.items():
        if {"level3", "target"} <= {slot.column.key for slot in slots}:
            return row, slots
    return None


def columns_reordered(form: Form) -> Sheet | None:
    """Target, unit and type in another order."""
    found = _slots(form)
    if found is None or any(note["code"] == "row-realigned" for note in form.document["notes"]):
        return None
    top, slots = found
    places = {s.column.key: s.left for s in slots if s.left == s.right}
    keys = [key for key in ("target", "unit", "operator") if key in places]
    if len(keys) < 3 or any(
        m.left <= places[k] <= m.right and m.left < m.right and m.bottom > top for m in form.sheet.merges for k in keys
    ):
        return None
    rows = {parse_address(row["cell"])[0] for row in form.document["indicators"]} | {top}
    ordered = sorted(places[k] for k in keys)
    swap = dict(zip(ordered, [ordered[1], ordered[2], ordered[0]], strict=True))
    made = copy.deepcopy(form.sheet)
    for row in rows & set(made.rows):
        made.rows[row] = dict(sorted({swap.get(c, c): v for c, v in made.rows[row].items()}.items()))
    made.formats = {(r, swap.get(c, c) if r in rows else c): f for (r, c), f in made.formats.items()}
    return made


def measures_joined(form: Form) -> Sheet | None:
    """Operator, number and unit in the value's cell, the other two left empty."""
    made = copy.deepcopy(form.sheet)
    count = 0
    for row in form.document.get("indicators", ()):
        cells = row["cells"]
        keys = ("operator", "target", "unit")
        if row["nature"] != "quantitative" or not all(k in cells for k in keys) or len({cells[k] for k in keys}) < 3:
            continue
        r, c = parse_address(cells["target"])
        unit = "%" if row["unit"] == "百分比" else row["unit"]
        made.rows[r][c] = f"{row['operator']}{row['target']:f}{unit}"
        for key in ("operator", "unit"):
            del made.rows[r][parse_address(cells[key])[1]]
        count += 1
    return made if count else None


def header_two_rows(form: Form) -> Sheet | None:
    """Every column title merged over two rows."""
    found = _slots(form)
    if found is None:
        return None
    top, slots = found
    made = moved(form.sheet, lambda r: r + (r > top), lambda c: c)
    made.merges = [m._replace(bottom=m.bottom + 1) if m.top == top and m.bottom == top else m for m in made.merges]
    merged = {(m.top, m.left) for m in made.merges}
    made.merges += [Range(top, s.left, top + 1, s.right) for s in slots if (top, s.left) not in merged]
    return made


def header_repeated(form: Form) -> Sheet | None:
    """The column titles again after a page break."""
    found = _slots(form)
    rows = sorted({parse_address(row["cell"])[0] for row in form.document.get("indicators", ())})
    if found is None or len(rows) < 6:
        return None
    top, slots = found
    middle = next((r for r in rows[len(rows) // 2 :] if any(c in form.sheet.rows[r] for c in (slots[0].left,))), None)
    if middle is None:
        return None
    header = {s.left: form.sheet.rows[top][s.left] for s in slots if s.left in form.sheet.rows[top]}
    made = with_row(form.sheet, middle, header)
    made.merges = [m for m in made.merges if not (m.top < middle < m.bottom + 1 and m.bottom > m.top)]
    return made


def title_repeated(form: Form) -> Sheet | None:
    """Title and column titles again after a page break."""
    again = header_repeated(form)
    if again is None:
        return None
    header = next(row for row, cells in again.rows.items() if form.sheet.rows.get(row) != cells)
    (_, column), text = _title(form)
    made = with_row(again, header, {column: text})
    made.merges = [m for m in made.merges if not m.top < header + 1 <= m.bottom]
    return made


def levels_numbered(form: Form) -> Sheet:
    """（一）产出指标, 1.数量指标"""
    places = {
        parse_address(row["cells"][key]): mark
        for row in form.document.get("indicators", ())
        for key, mark in (("level1", "（一）"), ("level2", "1."))
        if key in row["cells"]
    }

    def changed(row: int, column: int, value: Value) -> Value:
        return f"{places[row, column]}{value}" if (row, column) in places else value

    return edited(form.sheet, changed)


def levels_with_points(form: Form) -> Sheet:
    """产出指标（50分）"""
    places = {
        parse_address(row["cells"]["level1"]) for row in form.document.get("indicators", ()) if "level1" in row["cells"]
    }

    def changed(row: int, column: int, value: Value) -> Value:
        return f"{value}（50分）" if (row, column) in places and str(value).endswith("指标") else value

    return edited(form.sheet, changed)


# ------------------------------------------------------------ around the form


def unit_on_its_own_line(form: Form) -> Sheet | None:
    """（金额单位：万元） in a row of its own under the title."""
    cell = form.document["cells"].get("currency_unit")
    if cell is None:
        return None
    place = parse_address(cell)
    made = edited(form.sheet, lambda r, c, v: None if (r, c) == place else v)
    title = parse_address(form.document["source"]["title_cell"])
    return with_row(made, title[0] + 1, {max(max(cells) for cells in made.rows.values()): "单位：万元"})


def unit_in_brackets(form: Form) -> Sheet | None:
    """（单位：万元）"""
    cell = form.document["cells"].get("currency_unit")
    if cell is None:
        return None
    place = parse_address(cell)
    return edited(form.sheet, lambda r, c, v: "（单位：万元）" if (r, c) == place else v)


def unit_beside(form: Form) -> Sheet | None:
    """单位 and 万元 in two cells."""
    cell = form.document["cells"].get("currency_unit")
    if cell is None:
        return None
    row, column = parse_address(cell)
    made = edited(form.sheet, lambda r, c, v: "单位：" if (r, c) == (row, column) else v)
    made.merges = [m for m in made.merges if (m.top, m.left) != (row, column)]
    made.rows[row][column + 1] = "万元"
    return made


def notes_below(form: Form) -> Sheet:
    """Notes, page number and signatures below the form."""
    last = max(form.sheet.rows)
    made = copy.deepcopy(form.sheet)
    first = min(min(cells) for cells in made.rows.values())
    made.rows[last + 1] = {first: "注：1.绩效指标可根据项目实际增减；2.金额保留两位小数。"}
    made.rows[last + 2] = {first: "第1页 共1页"}
    return made


def total_renamed(word: str) -> Callable[[Form], Sheet | None]:
    """The total line in other words."""

    def change(form: Form) -> Sheet | None:
        words = {"合计", "合计金额", "总计"}
        hits = [
            (r, c)
            for r, cells in form.sheet.rows.items()
            for c, v in cells.items()
            if isinstance(v, str) and cached_form(v) in words
        ]
        return edited(form.sheet, lambda r, c, v: word if (r, c) in hits else v) if hits else None

    return change


VARIATIONS: dict[str, Callable[[Form], Sheet | None]] = {
    "titles above": titles_above,
    "columns to the left": columns_left,
    "blank rows between": rows_between,
    "cells over two columns": column_doubled,
    "no merges": no_merges,
    "levels repeated": levels_repeated,
    "hidden rows": hidden_rows,
    "title with a bracket": title_renamed(lambda text: f"{text}（公开）"),
    "title of an attachment": title_renamed(lambda text: f"附件3：{text}"),
    "title of a county": title_renamed(lambda text: f"云岭县{text}"),
    "title spaced": title_renamed(lambda text: " ".join(text)),
    "the year above the title": lambda form: year_on_a_line(form, 0, "{}年"),
    "the year in a heading above": lambda form: year_on_a_line(form, 0, "云岭县{}年部门预算"),
    "the year below the title": lambda form: year_on_a_line(form, 1, "（{}年度）"),
    "labels spaced": labels_spaced,
    "labels with wide blanks": labels_wide,
    "labels with a colon": labels_with_colon,
    "labels over two lines": labels_broken,
    "labels padded": labels_padded,
    "labels numbered": labels_numbered,
    "values behind their labels": values_inline,
    "thousands": thousands,
    "numbers as text": numbers_as_text,
    "full width": full_width,
    "white space around texts": padded,
    "columns in another order": columns_reordered,
    "measures in one cell": measures_joined,
    "a header two rows high": header_two_rows,
    "the header again": header_repeated,
    "the title again": title_repeated,
    "levels numbered": levels_numbered,
    "levels with points": levels_with_points,
    "the unit on a line of its own": unit_on_its_own_line,
    "the unit in brackets": unit_in_brackets,
    "the unit beside its label": unit_beside,
    "notes below": notes_below,
    "total spaced": total_renamed("合 计"),
    "total as 总计": total_renamed("总  计"),
    "total as 小计": total_renamed("小计"),
    "total as 资金总额": total_renamed("资金总额"),
    "total as 合计（万元）": total_renamed("合计（万元）"),
}
