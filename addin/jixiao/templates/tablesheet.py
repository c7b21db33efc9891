"""A table of a form on its sheet: header, rows, total line, names, rules."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from jixiao.grid.address import Range, address, quoted
from jixiao.templates.actual_formulas import BASIS, step_formulas
from jixiao.templates.entryrules import EntryRule, actual_rule, column_rule
from jixiao.templates.formsheet import CellValue, FilledFormula, value_now
from jixiao.templates.selfcheck import in_use
from jixiao.templates.sheet_formulas import absolute, first_column
from jixiao.templates.sheetwriter import SheetWriter
from jixiao.templates.tablelayout import TablePlan

MERGED_ROW = 37.0
"""Points; two lines. A row with merged cells does not grow by itself."""
_STYLES = {
    "level1": "short",
    "level2": "short",
    "operator": "operator",
    "unit": "short",
    "money": "money",
    "sequence": "short",
    "number": "number",
    "percent": "percent",
    "actual": "operator",
    "mark": "operator",
}


class TableWriter:
    """Writes one table with the means of the sheet's writer."""

    def __init__(self, form: SheetWriter, plan: TablePlan) -> None:
        self.form, self.plan, self.sheet = form, plan, form.sheet
        self.key = plan.table.key
        self.entries = form.form.tables.get(self.key, ())
        self.merged = any(right > left for left, right in plan.columns.values())

    def write(self) -> None:
        """Write cells, names and rules."""
        self._header()
        for row in range(self.plan.first, self.plan.last + 1):
            self._row(row)
            self._hidden(row)
        self._total()
        self._rules()
        for key in self.plan.columns:
            self.form.name(self.form.names.columns[self.key, key], self.plan.column(key))

    # ------------------------------------------------------------ cells

    def _header(self) -> None:
        plan, form = self.plan, self.form
        groups: dict[str, Range] = {}
        for key, (left, right) in plan.columns.items():
            raw = plan.raw_column(key)
            area = Range(plan.header.top, left, plan.header.bottom, right)
            if "group" in raw:
                above = groups.setdefault(raw["group"], area._replace(bottom=area.top))
                groups[raw["group"]] = above._replace(right=right)
                area = area._replace(top=area.bottom)
            label = "" if raw.get("unlabelled") else str(raw["label"])
            form.put(area, label, "label")
            form.grow(area, label)
        for group, area in groups.items():
            form.put(area, group, "label")
            form.grow(area, group)
        if plan.caption is not None:
            if plan.caption.top > plan.header.top:
                form.put(plan.caption._replace(top=plan.header.top, bottom=plan.header.bottom), None, "label")
            form.put(plan.caption, str(plan.raw["label"]), "label")

    def _row(self, row: int) -> None:
        plan, form = self.plan, self.form
        index = row - plan.first
        entry: Mapping[str, CellValue] = self.entries[index] if index < len(self.entries) else {}
        framed = not plan.tail or index < max(len(plan.prepared), len(self.entries))
        for key, (left, right) in plan.columns.items():
            area = Range(row, left, row, right)
            value = self._value(entry, index, key)
            look = {} if framed else {"border": 0}
            given = index < len(plan.fixed) and key in plan.fixed[index]
            printed = given and not isinstance(value, FilledFormula)
            form.put(area, value, "fixed_text" if printed else self._style(key), **look)
            form.grow(area, value if isinstance(value, str) else "")
            note = form.form.notes.get((self.key, index, key))
            if note:
                self.sheet.write_comment(row - 1, left - 1, note, {"x_scale": 1.6, "font_size": 9})
        self._edge(row, framed)
        if index >= plan.shown:
            form.hidden.add(row)
        if self.merged:
            form.heights[row] = max(form.heights[row], MERGED_ROW)
        else:
            self.sheet.growing.add(row - 1)

    def _hidden(self, row: int) -> None:
        """The formulas that read what is typed as the actual value of a row."""
        entry = self.form.form.actuals.get(row - self.plan.first)
        if entry is None or not self.plan.hidden:
            return
        cells = {key: f"${address(row, column)}" for key, column in self.plan.hidden.items()}
        own = {key: f"${address(row, left)}" for key, (left, _) in self.plan.columns.items()}
        basis = '&"|"&'.join(own[key] for key in BASIS if key in own)
        look = self.form.styles["helper"]
        for key, text in step_formulas(entry, own["actual"], basis, cells).items():
            self.sheet.write_formula(row - 1, self.plan.hidden[key] - 1, f"={text}", look, "")
        self.sheet.write_string(row - 1, self.plan.hidden["basis"] - 1, entry.basis, look)

    def _edge(self, row: int, framed: bool) -> None:
        """Write the caption's column beside rows below it, and the height keeper."""
        # A row without a stated height grows with what is typed; the blank in a larger font is its minimum.
        caption = self.plan.caption
        if caption is not None and row > caption.bottom:
            area = Range(row, caption.left, row, caption.right)
            self.form.put(area, None, "blank", **({} if framed else {"border": 0}))
        self.sheet.write_string(row - 1, self.form.layout.right, " ", self.form.styles["gutter"])

    def _value(self, entry: Mapping[str, CellValue], index: int, key: str) -> CellValue:
        """Return what a cell holds: a formula, a given or printed value, a level."""
        given = entry.get(key)
        printed = self.plan.fixed[index].get(key) if index < len(self.plan.fixed) else None
        if printed is None and "computed" in self.plan.raw_column(key):
            printed = "=" + self.plan.raw_column(key)["computed"]
        if isinstance(printed, str) and printed.startswith("="):
            return FilledFormula(self._formula(printed, index, key), float(given) if isinstance(given, Decimal) else "")
        if given is not None:
            return given
        if key == "points" and "points_weights" in self.plan.raw and not any(row.get(key) for row in self.entries):
            return FilledFormula(self._share_of_points(self.plan.first + index), locked=False)
        if printed is not None:
            return Decimal(str(printed)) if isinstance(printed, int | float) else str(printed)
        if key in ("level1", "level2") and not self.entries and index < len(self.plan.prepared):
            return self.plan.prepared[index][0 if key == "level1" else 1]
        return None

    def _share_of_points(self, row: int) -> str:
        """Return a named row's whole points, which add up to its level's weight."""
        # The differences of rounded shares: 50 over three rows are 17, 16 and 17.
        level1, level3 = (self.plan.columns[key][0] for key in ("level1", "level3"))
        first, last = self.plan.first - 1, self.plan.last  # with the header, which is of no level: never a single cell

        def rows_to(end: int) -> str:
            areas = (absolute(Range(first, column, end, column)) for column in (level1, level3))
            mine = f"${address(row, level1)}"
            return f'SUMPRODUCT(({next(areas)}={mine})*({next(areas)}<>""))'

        weights = self.plan.raw["points_weights"].items()
        weight = "+".join(f"(${address(row, level1)}={quoted(name)})*{number}" for name, number in weights)
        to_here, every = rows_to(row), rows_to(last)
        share = f"ROUND(({weight})*{to_here}/{every},0)-ROUND(({weight})*({to_here}-1)/{every},0)"
        return f'IF(OR(${address(row, level3)}="",({weight})=0),"",{share})'

    def _formula(self, printed: str, index: int, key: str) -> str:
        """A formula of the definition for the cell of a row."""
        row, column = self.plan.first + index, first_column(self.plan.column(key))
        below = printed.replace("{below}", absolute(column._replace(top=row + 1)))
        return self.form.references.in_row(below, self.key, row)

    def _style(self, key: str) -> str:
        kind = self.plan.raw_column(key)["type"]
        if kind == "target":
            return "short" if "operator" in self.plan.columns else "operator"
        return _STYLES.get(kind, "text")

    def _total(self) -> None:
        """Write the total line: its label before the first sum, blanks elsewhere."""
        plan, form = self.plan, self.form
        if plan.total_row is None:
            return
        total = plan.raw["total"]
        sums = {sum_["column"]: sum_ for sum_ in (total, *total.get("also", ()))}
        row, start = plan.total_row, min(plan.columns[column][0] for column in sums)
        first = plan.caption.right + 1 if plan.caption is not None else plan.header.left
        form.put(Range(row, first, row, start - 1), str(total["label"]), "label")
        for key, (left, right) in plan.columns.items():
            area = Range(row, left, row, right)
            if key in sums:
                form.put(area, self._sum(sums[key]), self._style(key))
                form.name(form.names.totals[sums[key]["key"]], first_column(area))
            elif left > start:
                form.put(area, None, "blank")
        if plan.caption is not None and plan.caption.bottom < row:
            form.put(Range(row, plan.caption.left, row, plan.caption.right), None, "blank")
        form.grow(Range(row, start, row, start), "")

    def _sum(self, sum_: Mapping[str, Any]) -> FilledFormula:
        """Return the sum of a column, with ``plus`` and another's first cell."""
        cells = absolute(first_column(self.plan.column(sum_["column"])))
        if "plus" not in sum_:
            amounts = [each for entry in self.entries if (each := _amount(entry.get(sum_["column"]))) is not None]
            return FilledFormula(f'IF(COUNT({cells})=0,"",SUM({cells}))', float(sum(amounts)) if amounts else "")
        other = self.form.references.over_rows("{@" + sum_["plus"] + "}")
        given = self.form.values.get(sum_["key"])
        shown = float(given) if isinstance(given, Decimal) else ""
        return FilledFormula(f'IF(COUNT({cells})=0,"",SUM({cells})+N({other}))', shown)

    # ------------------------------------------------------------ rules

    def _rules(self) -> None:
        plan, form = self.plan, self.form
        for key in plan.columns:
            rule = column_rule(plan, key, form.lists, form.references)
            if rule is not None:
                self._validate(first_column(plan.column(key)), key, rule)

    def _validate(self, area: Range, key: str, rule: EntryRule) -> None:
        """Validate a column; rows that know their actual value's kind have their own."""
        own = self.form.form.actuals if key == "actual" and self.plan.hidden else {}
        start = area.top
        for index in sorted(own):
            row = self.plan.first + index
            if row > start:
                self._put_rule(area._replace(top=start, bottom=row - 1), rule)
            place = f"${address(row, area.left)}"
            self._put_rule(area._replace(top=row, bottom=row), actual_rule(own[index], place, rule))
            start = row + 1
        if start <= area.bottom:
            self._put_rule(area._replace(top=start), rule)

    def _put_rule(self, area: Range, rule: EntryRule) -> None:
        self.sheet.data_validation(*area.from_zero, rule)

    def frames(self) -> None:
        """Rows beyond the prepared ones get their frame when they are in use."""
        plan = self.plan
        if not plan.tail:
            return
        begun = self.form.references.over_row(in_use(plan), self.key)
        levels = [key for key in ("level1", "level2") if key in plan.columns]
        typed = "+".join(f'(${address(plan.first, plan.columns[key][0])}<>"")' for key in levels) or "0"
        area = Range(plan.first, plan.header.left, plan.last, plan.header.right)
        look = {"type": "formula", "criteria": f"=({begun}+{typed})>0", "format": self.form.styles.mark("frame")}
        self.sheet.conditional_format(*area.from_zero, look)


def _amount(value: CellValue) -> Decimal | None:
    """Return the number that a cell shows; None for a blank or a text."""
    now = value_now(value)
    return Decimal(str(now)) if isinstance(now, int | float | Decimal) else None
