"""What was found on a form and not read: labels, columns, cells.

Where one of them may be what a rule misses, the rule has nothing to say: that it was not read is told by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, Literal, NamedTuple, cast

from jixiao.forms.all_money import MONEY
from jixiao.forms.cell_text import is_placeholder
from jixiao.forms.document import Document
from jixiao.forms.general.definitions import is_general
from jixiao.forms.general.vocabulary import OTHER, default_vocabulary
from jixiao.forms.labels import cached_form
from jixiao.forms.learned.folders import learned_forms
from jixiao.forms.measures import is_unit, nature_of, operator_of, split_measure
from jixiao.forms.money import Unit, says_amount
from jixiao.forms.numbers import parse_number
from jixiao.grid.address import parse_address
from jixiao.late_patterns import late_pattern

OURS = frozenset({"STR-011", "STR-012"})
"""Findings about what Jixiao did not understand: no department is asked to mend them."""

WantedKind = Literal["name", "money", "goal", "block"]

_NAME = late_pattern(r"[\u4e00-\u9fff][^。；;！？\n]{1,49}")
_NAMING = late_pattern("单位|部门|机关|机构|项目|名称")
_OF_NO_NAME = late_pattern("人$|人员$|电话|意见|日期|时间|[代编]码|问题|措施|原因|支出$")
"""What a label asks for that is no name of a department or project: 项目负责人, 单位意见."""
_BLOCKS = late_pattern("成本|产出|效益|满意|数量|质量|时效|^指标(?:名称|值)$")
_GOAL = late_pattern("目标|任务|职责|效果")
_MONEY = late_pattern(r"(?:\A|[，。；、（(])[^每，。；、]{0,60}\d万?元(?!/|每)")
"""Money within a text, no rate: 总投资4960万元，其中自筹1960万元."""
_YEAR = late_pattern(r"20\d{2}")
_FORMULA = ("=", "#")
_LONG = 20
_DIGITS = "0123456789"
_LONGEST_UNIT = 8
"""A longer text is neither a unit nor an operator."""


def _is_text(text: str) -> bool:
    return len(text) >= _LONG


def _is_operator(text: str) -> bool:
    return operator_of(text) is not None or nature_of(text) is not None


def _is_target(text: str) -> bool:
    return split_measure(text) is not None or parse_number(text) is not None


_LOOKS: dict[str, Callable[[str], bool]] = {"unit": is_unit, "operator": _is_operator, "target": _is_target}


class NotRead(NamedTuple):
    """A cell that was not read, its label (None without) and text."""

    sheet: str
    cell: str
    label: str | None
    text: str


def not_read(document: Document) -> Iterator[NotRead]:
    """Yield everything on a form that no key took, in the order of the sheet."""
    values = cast("dict[str, Any]", document)
    sheet = document["source"]["sheet"]
    sources = [f"{line['source']} " for line in values.get("execution") or ()]
    found = [
        NotRead(sheet, each["cell"], _column(each["label"], sources), _told(each["value"]))
        for each in values.get("other") or ()
    ]
    for row in values.get("indicators") or ():
        if others := row.get("other"):
            for header, value in others.items():
                cell = row["cells"].get(f"other.{header}") or row["cells"].get(header, row["cell"])
                found.append(NotRead(sheet, cell, header, _told(value)))
    if not found and not document["unread"]:
        return iter(())
    known = {each.cell for each in found}
    taught = _taught(document)
    if taught:
        found = [each for each in found if cached_form((each.label or "").split(" ")[-1]) not in taught]
    found += [
        NotRead(sheet, left["cell"], None, left["text"]) for left in document["unread"] if left["cell"] not in known
    ]
    return iter(sorted(found, key=lambda each: parse_address(each.cell)))


def _column(label: str, sources: Iterable[str]) -> str:
    """Return the title of a column of the execution, without the source of the line."""
    return next((label.removeprefix(source) for source in sources if label.startswith(source)), label)


def _told(value: Any) -> str:
    return "" if value is None else str(value)


def _taught(document: Document) -> frozenset[str]:
    """Return labels that a bureau's layout adds and that mean nothing to rules."""
    if not is_general(document) or document["form"] == document["kind"]:
        return frozenset()
    form = learned_forms().get(document["form"])
    return frozenset() if form is None else form.custom_forms()


class Leftovers:
    """What was not read of one form, asked whether it may be what a rule misses."""

    def __init__(self, document: Document) -> None:
        self.all = list(not_read(document))
        self._document = cast("dict[str, Any]", document)
        self._general = is_general(document)
        self._year = document["fiscal_year"]
        self._rows: dict[int, list[NotRead]] = {}
        self._columns_beside: dict[str, set[str]] = {}
        for each in self.all:
            self._rows.setdefault(parse_address(each.cell)[0], []).append(each)

    def may_be(self, wanted: WantedKind, blank: str | None = None) -> bool:
        """Return whether what a rule misses was not read, near a ``blank`` if known."""
        return any(self._is(each, wanted) for each in self.near(blank))

    def near(self, blank: str | None) -> list[NotRead]:
        """Return what was not read: all, or in the row of a blank and in the next one."""
        if blank is None:
            return self.all
        row = parse_address(blank)[0]
        return [each for line in (row, row + 1) for each in self._rows.get(line, ())]

    def in_row(self, row: int, key: str | None = None) -> bool:
        """Return whether a row has unread cells, or one that may be ``key``."""
        # Under a header in other words only what looks like it may be it: the reader has looked at the whole column.
        left = self._rows.get(row, [])
        if key is None:
            return bool(left)
        others = self._beside(key)
        left = [
            each for each in left if each.cell.rstrip(_DIGITS) not in others and not self._is_of_the_past(each.label)
        ]
        if key in ("unit", "operator"):  # a bare figure is neither, nor are many words, whatever they stand under
            left = [each for each in left if parse_number(each.text) is None and len(each.text) <= _LONGEST_UNIT]
        named = ("指标值", "目标值") if key == "target" else ()  # 省本级指标值, 市县指标值
        looks = _LOOKS.get(key, _is_text)
        return any(each.label is None or each.label.endswith(named) or looks(each.text) for each in left)

    def _beside(self, key: str) -> set[str]:
        """Return the columns left unread beside a value in other rows: 指标值（上半年）."""
        if key not in self._columns_beside:
            lines = self._document.get("indicators") or self._document.get("rows") or ()
            cells = [line["cells"][key] for line in lines if line.get(key) is not None and key in line["cells"]]
            rows = {parse_address(cell)[0] for cell in cells}
            left = {each.cell.rstrip(_DIGITS) for row in rows for each in self._rows.get(row, ())}
            # What is struck out in its own column is left beside a value too: ≥~~10~~12公里.
            self._columns_beside[key] = left.difference(cell.rstrip(_DIGITS) for cell in cells)
        return self._columns_beside[key]

    @cached_property
    def amounts(self) -> list[NotRead]:
        """What stands in the cell of an amount and is no amount: 36.5w, #REF!, 待定."""
        seen = (each for each in self._document.get("observations", ()) if each["code"] == "field-blank")
        blanks = [pair for each in seen for pair in zip(each["texts"], each["cells"], strict=True)]
        titles = [parse_address(cell) for key, cell in blanks if key.startswith(("funding.", "budget."))]
        places = self._blanks_of_lines("rows", "amount").union(
            *(self._blanks_of_lines("execution", key) for key in MONEY)
        )
        return [each for each in self.all if self._is_amount(each, titles, places)]

    def _blanks_of_lines(self, table: str, key: str) -> set[tuple[int, int]]:
        """Return the places of an amount that lines lack and others have."""
        lines = self._document.get(table) or ()
        columns = {parse_address(line["cells"][key])[1] for line in lines if key in line["cells"]}
        rows = [parse_address(line["cell"])[0] for line in lines if key in line and line[key] is None]
        return {(row, column) for row in rows for column in columns}

    @staticmethod
    def _is_amount(each: NotRead, titles: list[tuple[int, int]], places: set[tuple[int, int]]) -> bool:
        """Return whether a cell stands where an amount is asked for."""
        rate = each.text.endswith("%") and parse_number(each.text.rstrip("%")) is None  # 执行率95%, not 60%
        if rate or each.text.startswith("=") or is_placeholder(each.text) or says_amount(each.text):
            return False
        if Unit.parse(each.text) is not None or default_vocabulary().field(each.text) is not None:
            return False  # 金额：万元, 按资金来源, and 预算数 below 收入
        if each.label is not None:
            meaning, counted = default_vocabulary().field(each.label), split_measure(each.text)
            if counted is not None and counted.unit is not None and is_unit(counted.unit):
                return False  # 合计：4条 below the indicators
            return meaning is not None and meaning.type == "money"
        row, column = parse_address(each.cell)
        behind = any(row == top and column >= left for top, left in titles)
        behind |= any(map(str.isdigit, each.text)) and (row - 1, column) in titles
        return behind or (row, column) in places

    def _is_of_the_past(self, label: str | None) -> bool:
        """Return whether a column is of an earlier year than the form."""
        if label is None:
            return False
        words = default_vocabulary()
        year = words.year(label)
        return words.side(label) == "last" or (year is not None and self._year is not None and year < self._year)

    @property
    def years(self) -> bool:
        """Whether a year may be among what was not read."""
        return any(_YEAR.search(each.text) for each in self.all)

    def _is(self, each: NotRead, wanted: WantedKind) -> bool:
        label = each.label or ""
        meaning = default_vocabulary().field(label) if label else None
        key = "" if meaning is None else meaning.key
        if key == OTHER or (key.startswith("amount.") and key != "amount.total"):
            return False  # 项目实施内容, 其中：财政拨款: understood, and none of what rules miss
        if wanted == "money":
            told = each.text.startswith(_FORMULA) or says_amount(each.text) or each in self.amounts
            return told or _MONEY.search(each.text) is not None
        if wanted == "name":
            # On a form of a layout that is known a name stands behind a label that names it.
            named = _NAMING.search(label) is not None and _OF_NO_NAME.search(label) is None
            return named if each.label is not None or not self._general else _NAME.fullmatch(each.text) is not None
        if wanted == "goal":
            return _GOAL.search(label) is not None or len(each.text) >= _LONG
        return label.endswith("指标") or _BLOCKS.search(label or each.text) is not None
