"""Where the table below a header ends: which rows are no longer part of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from jixiao.forms.cell_text import is_placeholder
from jixiao.forms.classification import is_level
from jixiao.forms.form_labels import FormLabels
from jixiao.forms.general.found_table import FoundTable
from jixiao.forms.general.header_kinds import is_figure
from jixiao.forms.general.header_titles import Header
from jixiao.forms.general.label_words import is_closing, is_note, partition
from jixiao.forms.general.subtotals import heads_projects
from jixiao.forms.general.vocabulary import HEADING, OTHER, Meaning, Vocabulary
from jixiao.forms.labels import MAX_LABEL, cached_form
from jixiao.forms.levels import is_band, without_points
from jixiao.forms.measures import nature_of, operator_of, split_measure
from jixiao.forms.money import Unit, says_amount
from jixiao.forms.region import Region
from jixiao.forms.total_words import is_subtotal, is_total
from jixiao.grid.model import Value

LEAST = 3
"""So many cells at least has a row with which a list goes on below a note."""
_RESULTS = frozenset(("total_score", "grade"))
_BESIDE_LISTS = frozenset((OTHER, "department", "basis", "overview", "duties", "period", "deviation"))
"""The keys of labels that stand below a list, with a value alone behind them, besides goals and signatures."""
_ENDING = (
    "goals.",
    "signoff.",
    "project",
    "department",
    "implementing_unit",
    "overview",
    "basis",
    "duties",
    "grade",
    "deviation",
    OTHER,
)


class _Line(NamedTuple):
    """A row that begins with a text; its meaning is that of the words before a colon."""

    cells: dict[int, Value]
    column: int
    text: str
    meaning: Meaning | None
    stated: bool
    """Whether a colon and a value are in the text itself: 填报人：张某."""
    colon: bool

    @property
    def key(self) -> str:
        """The key of what the text means, empty for an unknown one."""
        return "" if self.meaning is None else self.meaning.key


def ends_table(header: Header, row: int, cells: dict[int, Value], words: Vocabulary, form: FormLabels | None) -> bool:
    """Whether a row below a header is no longer part of its table."""
    if header.table is not None and form is not None:
        if header.table.is_total(cells):
            return False
        if form.leaves(header.table, cells):
            return True
    elif header.caption_bottom and row > header.caption_bottom:
        return not (
            is_total(cells) or _is_line_of_execution(header, cells) or _is_below_like_caption(header, cells, words)
        )
    column, text = next(iter(cells.items()))
    if not isinstance(text, str) or is_total(cells):
        return False
    label, colon, rest = partition(text)
    meaning = words.field(label if colon else text)
    line = _Line(cells, column, text, meaning, bool(colon and rest), bool(colon))
    if _ends_any(header, line):
        return True
    name = header.title_of("project")
    if header.kind != "execution" and name is not None and column == name.left and line.key.startswith("amount."):
        return line.colon  # 上级补助 | 100 is a part of the project above
    if header.kind == "indicators":
        return _ends_indicators(header, line, words)
    if header.kind == "execution":
        return _ends_execution(header, line, words)
    return _ends_list(header, line) if header.kind == "list" else _ends_tasks(header, line)


def _ends_any(header: Header, line: _Line) -> bool:
    """Return whether a line ends any table: a caption, a unit, a note, a signature."""
    if len(line.cells) == 1:
        if header.bottom < header.top and line.text.rstrip("：:").endswith("指标") and not is_level(line.text):
            return True  # 年度绩效指标 below those of the period, both without titles
        if Unit.parse(line.text) is not None:
            return True  # （金额单位：元）
        if line.stated and line.key.startswith("signoff."):
            return True
    closes = _closes_form(header, line.column, line.text) and not any(map(_measures, line.cells.values()))
    return closes or is_note(line.text)


def _ends_indicators(header: Header, line: _Line, words: Vocabulary) -> bool:
    """Return whether a line below indicators is none: 五、自评得分 | 99.35 | 自评等级 | 优秀."""
    cells, begins = line.cells, line.column <= header.left
    if begins and line.key in _RESULTS:
        return not _fills(header, cells, "score", figure=True)
    levels = any(title.column_key == "level3" for title in header.titles[1:])  # or numbers before the names
    if _labels_others(cells, words, levels=levels) if begins else _is_signed(cells, words):
        return not _is_scored(header, cells, words)
    if is_level(line.text):
        return False
    if _titles_money(cells):
        return True
    if not begins or _is_row_of(header, cells) or _is_scored(header, cells, words):
        return False
    if line.key.startswith("amount."):
        return line.meaning is not None and line.meaning.unit is not None and len(cells) <= 4
    return line.key.startswith(_ENDING) or (line.meaning is not None and line.stated)


def _titles_money(cells: Mapping[int, Value]) -> bool:
    """Return whether a row titles a table of money: 支出内容 | 支出明细 | 金额 | 测算依据."""
    _, *behind = cells.values()
    if len(behind) < 2 or not all(isinstance(value, str) and len(value) <= MAX_LABEL for value in cells.values()):
        return False
    titled = any(cached_form(str(value)) == "金额" for value in behind)  # 补助金额 may be what is measured
    return titled and not any(is_figure(value) or _measures(value) for value in behind)


def _ends_execution(header: Header, line: _Line, words: Vocabulary) -> bool:
    """Return whether a line is no amount: one of indicators, or titles of others."""
    titles = [words.indicator_column(value) for value in line.cells.values() if isinstance(value, str)]
    if {"points", "score"} <= {title.key for title in titles if title is not None}:
        return not any(map(is_figure, line.cells.values()))  # 资金管理 | 分值 | 得分, not 分值 | 10 | 得分 | 9
    if line.meaning is None:
        return is_level(line.text)
    if line.key == HEADING and len(line.cells) == 1:
        return False  # 按收入性质分：
    return not line.key.startswith(("amount.", "execution.")) and not is_source_row(line.cells, header)


def _ends_list(header: Header, line: _Line) -> bool:
    """Return whether a line below projects is a label with its value alone: 绩效目标：…."""
    alone = line.colon or (len(line.cells) == 2 and line.column == header.left)
    return alone and (line.key.startswith(("signoff.", "goals.")) or line.key in _BESIDE_LISTS)


def _ends_tasks(header: Header, line: _Line) -> bool:
    """Return whether a line below tasks begins before them, or is of the form's end."""
    ending = line.key.startswith(_ENDING) and len(line.cells) <= 3
    return line.column < header.left or (line.column == header.left and ending)


def _is_below_like_caption(header: Header, cells: dict[int, Value], words: Vocabulary) -> bool:
    """Return whether a row of indicators has a caption like its table's: 年度绩效目标2（30分）."""
    own = {column: value for column, value in cells.items() if column >= header.left}
    side = words.side(str(next(iter(cells.values()))))
    return side == words.side(header.caption) and bool(own) and goes_on(header, own)


def _is_line_of_execution(header: Header, cells: dict[int, Value]) -> bool:
    """Return whether a row is a source and its figures: 县级财政 | 240 | 240 | 90.7%."""
    _, *figures = cells.values()
    shown = all(is_figure(value) or is_placeholder(value) for value in figures)
    return header.kind == "execution" and shown and is_source_row(cells, header)


def _closes_form(header: Header, column: int, text: str) -> bool:
    """Return whether a text closes a form before the columns: 审核人意见, 分管领导签字.

    In a list it may be a name, unless something is told behind it: 制表：王小明.
    """
    if header.kind == "list" and header.table is None and not partition(text)[2]:
        return False
    return column <= header.titles[0].right and is_closing(text)


def _is_scored(header: Header, cells: dict[int, Value], words: Vocabulary) -> bool:
    """Return whether a row has points and no label behind its name: 到位率 | 100% | 10."""
    items = [title.right for title in header.titles if title.column_key == "level3"]
    behind = [value for column, value in cells.items() if items and column > items[0] and isinstance(value, str)]
    points = {c for title in header.titles if title.column_key == "points" for c in title.columns}  # of each level
    names = [value for column, value in cells.items() if items and column <= items[0] and column not in points]
    keys = header.keys() & {"level2", "level3"}
    if not all(_fills(header, cells, key) for key in keys) or not items or any(map(is_figure, names)):
        return False
    if _fills(header, cells, "scoring_standard") and _fills(header, cells, "score", figure=True):
        return True  # 投入 | 预算编制 | … | 预算批复, the last being its evidence
    said = sum(_fills(header, cells, key) for key in ("target", "actual", "points", "score"))
    needed = 2 if header.keys() & {"points", "score"} else 0
    whole = said > needed and _fills(header, cells, "level1")  # 投入 | 预算执行 | 预算执行率 | 100% | 95% | 10
    if not (whole or _fills(header, cells, "points", figure=True)):
        return False
    told = behind if whole else (names[-1], *behind)
    return all(words.field(str(value)) is None for value in told)


def _measures(value: Value) -> bool:
    return isinstance(value, str) and bool(operator_of(value) or nature_of(value) or split_measure(value))


def _labels_others(cells: Mapping[int, Value], words: Vocabulary, *, levels: bool) -> bool:
    """Return whether a row among indicators has labels of something else: 填报人 X."""
    first = next(iter(cells.values()))
    if not isinstance(first, str) or is_level(first):
        return False
    labels = [partition(value)[0] if isinstance(value, str) else "" for value in cells.values()]
    meanings = [words.field(label) for label in labels]
    keys = ["" if meaning is None else meaning.key for meaning in meanings]
    money = sum(key.startswith("amount.") for key in keys)
    stated = keys[0].startswith("amount.") or money > (keys[0] != HEADING)
    return any(key.startswith("signoff.") for key in keys) or (levels and stated)


def closes_form(region: Region, table: FoundTable, row: int, cells: dict[int, Value]) -> bool:
    """Return whether a row below indicators closes the form: a label, and wide words.

    Below the line of the total every row does that is none of the table.
    """
    header = table.header
    if header.kind not in ("indicators", "tasks") or not table.rows:
        return False
    if header.kind == "tasks":
        return _is_caption(region, header, row, cells)
    below_total = len(table.rows) > 1 and is_total(above := table.rows[-1][1]) and not is_subtotal(above)
    if (len(cells) > 2 and not below_total) or is_total(cells):
        return False  # most rows
    column, value = next(iter(cells.items()))
    item = header.item()
    if item is None or not isinstance(value, str) or is_level(value):
        return False
    last = max(title.right for title in header.titles)
    if "指标" not in value and not is_band(value) and _is_caption(region, header, row, cells):
        return header.title_of("project") is None or not heads_projects(value)
    if below_total and header.title_of("project") is None:
        return not _is_row_of(header, cells)
    if len(cells) != 2 or column > header.left or item.left <= header.left:
        return False
    *_, second = cells
    return second <= item.right < last <= region.right_edge(row, second)


def _is_caption(region: Region, header: Header, row: int, cells: Mapping[int, Value]) -> bool:
    """Return whether a row is the caption of another table: one text as wide as this."""
    column, value = next(iter(cells.items()))
    if len(cells) > 1 or column > header.left or not isinstance(value, str) or is_placeholder(value):
        return False
    return header.titles[0].right < max(title.right for title in header.titles) <= region.right_edge(row, column)


def _fills(header: Header, cells: Mapping[int, Value], key: str, *, figure: bool = False) -> bool:
    """Return whether a row fills the column of a key, with a ``figure`` if asked."""
    places = (column for title in header.titles if title.column_key == key for column in title.columns)
    return any(column in cells and (not figure or is_figure(cells[column])) for column in places)


def goes_on(header: Header, cells: dict[int, Value]) -> bool:
    """Return whether a row below others begins with a level or adds up the scores."""
    if is_total(cells):  # be it with the sum of the points alone
        return header.kind == "indicators" and any(_fills(header, cells, k, figure=True) for k in ("score", "points"))
    return is_level(without_points(str(next(iter(cells.values()))))) and _is_row_of(header, cells)


def goes_on_below_note(header: Header, cells: Mapping[int, Value], words: Vocabulary) -> bool:
    """Return whether a row has a name with money or a target, as a list has."""
    name = header.title_of("project") or header.title_of("department")
    if name is None or not isinstance(value := name.value(cells), str) or partition(value)[1]:
        return False
    filled = sum(title.place(cells) is not None for title in header.titles)
    if filled < min(LEAST, len(header.titles)) or ((field := words.field(value)) and field.key.startswith("signoff.")):
        return False  # 联系电话 | 5512345
    titles = [t for t in header.titles if t.field_key.startswith(("amount.", "execution.")) or t.column_key == "target"]
    values = [cells[place] for title in titles if (place := title.place(cells)) is not None]
    return any(is_figure(each) or _measures(each) for each in values)


def _is_row_of(header: Header, cells: dict[int, Value]) -> bool:
    """Return whether a row is one of indicators, one of its cells left blank."""
    if header.kind != "indicators" or len(cells) < 3:
        return False
    levels = [c for title in header.titles if title.column_key in ("level1", "level2") for c in title.columns]
    level = any(is_level(str(cells[column])) for column in levels if column in cells)
    filled = sum(_fills(header, cells, key) for key in ("level3", "target", "scoring_standard"))
    return level + filled + _fills(header, cells, "points", figure=True) > 1


def is_source_row(cells: dict[int, Value], header: Header) -> bool:
    """Whether a row has amounts under the titles of an execution table."""
    numbers = sum(1 for column, value in cells.items() if column >= header.left and says_amount(value))
    return numbers >= 2


def _is_signed(cells: Mapping[int, Value], words: Vocabulary) -> bool:
    """Return whether a row is of those who sign: 财务负责人：金兰 | 填报人：何倩."""
    parts = [partition(value) for value in cells.values() if isinstance(value, str)]
    signed = [rest for label, _, rest in parts if (known := words.field(label)) and known.key.startswith("signoff.")]
    return len(signed) > 1 or any(signed)
