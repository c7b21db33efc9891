"""Lines of a list that state parts of the money above them: 本级 | 240, 上级补助 | 100.

Named like a project, they are none; their money is in that of the line above.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import takewhile

from jixiao.forms.cell_text import text_of
from jixiao.forms.general.column_contents import Rows
from jixiao.forms.general.found_table import FoundTable
from jixiao.forms.general.header_titles import HeaderTitle
from jixiao.forms.general.subtotals import amount_under, heads_projects, money_title
from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.labels import cached_form
from jixiao.forms.total_words import adds_up, is_nature, is_total, total_forms
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

_OF_WHICH = late_pattern(r"^\s*(?:\d{1,2}(?:[.．]\d{1,2})?[.．、]?|[(（]\d{1,2}[)）])?\s*其中[:：]")
"""其中：冬春救助, 1.1 其中：冬春救助."""


def without_parts(table: FoundTable, name: HeaderTitle, unit: str | None, words: Vocabulary) -> FoundTable:
    """Return a list without what lines say of parts of the projects above.

    The indicators on them are of the project above.
    """
    money = money_title(table.header.titles)
    goals = [title for title in table.header.titles if title.field_key.startswith("goals.")]
    own = [any(title.place(cells) is not None for title in goals) for _, cells in table.rows]
    parts = set() if money is None else set(_parts(table.rows, name, money, unit, words, own))
    if not parts:
        return table
    left = {c for title in table.header.titles if title is name or title.is_of_project for c in title.columns}
    rows = [(row, {c: v for c, v in cells.items() if row not in parts or c not in left}) for row, cells in table.rows]
    numbers = {c for title in table.header.titles if title.column_key == "sequence" for c in title.columns}
    return FoundTable(table.header, [(row, cells) for row, cells in rows if cells.keys() - numbers])


def adds_up_parts(table: FoundTable, name: HeaderTitle, rows: Rows, cells: dict[int, Value]) -> bool:
    """Return whether a line adds up a project and the nameless rows below it: 小计 | 95."""
    money = money_title(table.header.titles)
    if money is None or len(rows) < 2 or any(name.place(each) is not None for _, each in rows[1:]):
        return False
    return amount_under(money, cells, None) == sum(amount_under(money, each, None) or 0 for _, each in rows)


def _parts(
    rows: Rows, name: HeaderTitle, money: HeaderTitle, unit: str | None, words: Vocabulary, own: list[bool]
) -> Iterator[int]:
    """Yield the rows that are parts of the line above; ``own`` have goals, are none."""
    amounts = [amount_under(money, cells, unit) or Decimal(0) for _, cells in rows]
    names = [_called(name, cells) for _, cells in rows]
    sums = [is_total(cells) or adds_up(cells) for _, cells in rows]
    numbers = [text_of(next(iter(cells.values()))) or "" for _, cells in rows]
    index = 0
    while index < len(rows):
        sources = zip(names[index:], own[index:], strict=True)
        end = index + len(list(takewhile(lambda each: not each[1] and _names_source(each[0], words), sources)))
        deeper = bool(index) and numbers[index].startswith(f"{numbers[index - 1]}.")  # 1.1 below 1
        told = deeper or (bool(index) and _OF_WHICH.match(names[index]) is not None)
        if told and names[index - 1] and not (sums[index - 1] or heads_projects(names[index - 1])):
            of_which = len(list(takewhile(_OF_WHICH.match, names[index:])))
            end = _end_of_sum(amounts, sums, index, amounts[index - 1]) or index + of_which
            if any(map(str.isdigit, numbers[index:end])) and numbers[index - 1].isdigit():
                end = index + of_which  # 2 is no part of 1
        yield from (row for row, _ in rows[index:end])
        index = max(end, index + 1)


def _called(name: HeaderTitle, cells: dict[int, Value]) -> str:
    """Return the name of a row, or the words before it: 其中：中央 below 单位名称."""
    own = name.value(cells)
    texts = (str(value) for value in cells.values())
    return str(own) if own is not None else next(filter(_OF_WHICH.match, texts), "")


def _names_source(text: str, words: Vocabulary) -> bool:
    """Return whether a name is that of a source of money: 上级补助, 财政拨款, 本级."""
    meaning = words.field(text) if text else None
    known = meaning is not None and meaning.key.startswith("amount.") and meaning.key != "amount.total"
    return (known and not is_nature(text)) or cached_form(text) in total_forms("source_words")


def _end_of_sum(amounts: list[Decimal], sums: list[bool], start: int, wanted: Decimal) -> int:
    """Return where amounts that add up to one end, 0 if they do not before a sum."""
    added = Decimal(0)
    for place in range(start, len(amounts)):
        added += amounts[place]
        if sums[place] or added >= wanted:
            return 0 if sums[place] or added > wanted else place + 1
    return 0
