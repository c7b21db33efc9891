"""Lists of projects that do not stand one below the other, each row a project.

Two lists beside one another, or one that goes on in the columns beside it; projects that stand in columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, takewhile

from jixiao.forms.arrangement import END, Arrangement, Piece, arrange
from jixiao.forms.classification import is_level
from jixiao.forms.general.blocks import reads_like_title
from jixiao.forms.general.header_kinds import is_figure
from jixiao.forms.general.label_words import MAX_SIDE, is_note, partition
from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.labels import MAX_LABEL, cached_form
from jixiao.forms.total_words import is_total_word
from jixiao.grid.address import Range
from jixiao.grid.model import Sheet, Value

MIN_TITLES = 3
MIN_PROJECTS = 2
"""So many projects at least stand beside one another."""
_PROJECT = "项目"
"""The title of what is bought, as well as that of a project."""
APART = 8
"""What stands below a list on its side is put so far below it that it is none of its rows."""
ABOVE = 3
"""So many rows at most above the titles of lists stand titles of their own."""


def stacked_lists(sheet: Sheet, words: Vocabulary) -> Arrangement | None:
    """Return a sheet with its lists of projects upright, one below the other."""
    for row, cells in sheet.rows.items():
        if len(cells) > MIN_PROJECTS:
            pieces = _beside(sheet, row, cells, words)
            if not pieces and _key(next(iter(cells.values())), words) == "project":
                pieces = _forms_beside(sheet, row, cells) or _turned(sheet, row, cells, words)
            if pieces:
                return arrange(sheet, pieces)
    return None


# ---------------------------------------------------------------- lists beside one another


def _beside(sheet: Sheet, row: int, cells: dict[int, Value], words: Vocabulary) -> list[Piece]:
    """Return the pieces of a sheet whose titles stand several times in a row."""
    starts = _starts(cells, words)
    if not starts:
        return []
    lasts = [start - 1 for start in starts[1:]]
    above = [sheet.rows.get(row - up, {}) for up in range(1, ABOVE + 1)]
    if any(len(_titles(line)) > 1 for line in above):
        return []  # forms beside one another, each below its title
    near = row - 1 if above[0] else row - 2  # a blank row may stand between
    top = near if _captions(sheet.rows.get(near, {}), starts, words) else row
    header = max(sheet.merged_area(row, column).bottom for column in cells)
    last_row = max(sheet.rows)
    straddled = {
        line
        for merge in sheet.merges
        if any(merge.left <= last < merge.right for last in lasts)
        for line in range(merge.top, min(merge.bottom, last_row) + 1)
    }
    if any(line in straddled for line in range(top, header + 1)):
        return []
    below = ((line, each) for line, each in sheet.rows.items() if line > header)
    body = [line for line, _ in takewhile(lambda one: not (one[0] in straddled or _closes(one[1], starts[1])), below)]
    if not body:
        return []
    return _below_one_another(top, body[-1], starts)


def _below_one_another(top: int, bottom: int, starts: list[int]) -> list[Piece]:
    """Return the pieces of a sheet whose columns go one below another."""
    height = bottom - top + 1
    pieces = [Piece(Range(1, 1, top - 1, END), 1, 1)]
    lasts = [*(start - 1 for start in starts[1:]), END]
    for place, (left, right) in enumerate(zip([1, *starts[1:]], lasts, strict=True)):
        first = 1 if not place else starts[0]
        pieces.append(Piece(Range(top, left, bottom, right), top + place * height, first))
    return [*pieces, Piece(Range(bottom + 1, 1, END, END), bottom + 1 + (len(starts) - 1) * height, 1)]


def _forms_beside(sheet: Sheet, row: int, cells: dict[int, Value]) -> list[Piece]:
    """Return the pieces of a sheet with two forms beside one another below one title.

    Both begin with 项目名称 in this row. A blank column stands between; both have the same labels: 项目名称, 预算金额, 年度绩效目标 and the titles of the indicators.
    """
    first, *others = cells
    second = next((column for column in others if cells[column] == cells[first]), None)
    if second is None:
        return []
    below = {line: each for line, each in sheet.rows.items() if line >= row}
    alike = sum(second in each and each.get(first) == each[second] for each in below.values())
    crossed = any(merge.left < second <= merge.right for merge in sheet.merges if merge.bottom >= row)
    titles = sum(len(_titles(each)) for line, each in sheet.rows.items() if row - ABOVE <= line < row)
    if alike <= MIN_TITLES or crossed or titles != 1 or any(second - 1 in each for each in below.values()):
        return []
    captioned = second in sheet.rows.get(row - 1, {})  # 填写示例
    return _below_one_another(row - captioned, max(below), [first, second])


def _starts(cells: dict[int, Value], words: Vocabulary) -> list[int]:
    """Return the columns where the titles of a list of projects begin again."""
    values = list(cells.values())
    form = _form(values[0]) if len(values) >= 2 * MIN_TITLES else ""
    widths = [width for width in range(MIN_TITLES, len(values) // 2 + 1) if len(values) % width == 0]
    if not form or not any(_form(values[width]) == form for width in widths):
        return []  # nearly every row
    forms = list(map(_form, values))
    count = forms.count(form)
    width = len(forms) // count
    if width < MIN_TITLES or forms != forms[:width] * count:
        return []
    columns = list(cells)
    offsets = [[column - columns[i] for column in columns[i : i + width]] for i in range(0, len(columns), width)]
    titles = [str(value) for value in list(cells.values())[:width]]
    fields = [words.field(title) for title in titles]
    keys = {meaning.key for meaning in fields if meaning is not None}
    named = any(f is not None and f.key == "project" and t != _PROJECT for t, f in zip(titles, fields, strict=True))
    told = any(key.startswith(("amount.", "goals.")) for key in keys)
    return columns[::width] if named and told and all(each == offsets[0] for each in offsets) else []


def _form(value: Value) -> str:
    return cached_form(value) if isinstance(value, str) else ""


def _titles(cells: dict[int, Value]) -> list[str]:
    return [value for value in cells.values() if isinstance(value, str) and reads_like_title(value)]


def _captions(cells: dict[int, Value], starts: list[int], words: Vocabulary) -> bool:
    """Return whether a row has a caption over each list, or the same label.

    一、部门预算项目 | 二、专项资金项目; 部门：青禾县林业局 | 部门：青禾县水务局.
    """
    labels = [partition(value)[0] if partition(value)[1] else "" for value in map(str, cells.values())]
    return list(cells) == starts and len({_key(label, words) if label else "" for label in labels}) == 1


def _closes(cells: dict[int, Value], second: int) -> bool:
    """Return whether a row is a line below lists: 填表人：赵启明 | 审核人：钱云.

    So is the total of all of them, whose amount stands in another list than its word.
    """
    first, *others = cells.values()
    if not isinstance(first, str):
        return False
    of_all = is_total_word(first) and bool(others) and list(cells)[1] >= second
    return of_all or is_note(first) or partition(first)[1] != ""


# ---------------------------------------------------------------- projects in columns


def _turned(sheet: Sheet, row: int, cells: dict[int, Value], words: Vocabulary) -> list[Piece]:
    """Return the pieces of a sheet with a list on its side, its names in this row.

    What stands behind their total is no project: 上年合计, 占比.
    """
    label, *names = cells
    totals = [column for column in names[1:] if is_total_word(str(cells[column]))]
    edge = totals[-1] if totals else END
    names = [column for column in names if column <= edge]
    alike = len(names) > 1 and len({str(cells[column]) for column in names}) == 1  # one name filled along the row
    if not names or alike:
        return []
    left = sheet.merged_area(row, label).right + 1

    def is_line(line: int) -> bool:
        return _is_line(sheet, line, range(left, edge + 1), words)

    filled = list(sheet.rows)
    lines = [*reversed(_lines(reversed(filled[: filled.index(row)]), row, is_line)), row]
    lines += _lines(filled[filled.index(row) + 1 :], row, is_line)
    top, bottom = lines[0], lines[-1]
    told = {kind for line in lines if (kind := _tells(sheet.rows[line], range(left, edge + 1), words))}
    named = sheet.merged_area(row, names[0]).right == names[0] >= left and (len(names) == 1 or is_line(row))
    if len(lines) < MIN_TITLES or not named or not told or len(told) + len(names) <= MIN_PROJECTS:
        return []
    first = min(next(iter(sheet.rows[line])) for line in lines)
    right = max(sheet.merged_area(line, column).right for line in lines for column in sheet.rows[line])
    right = min(right, edge)
    below = top + right - first + APART
    return [
        Piece(Range(1, 1, top - 1, END), 1, 1),
        *_turned_runs(lines, top, first, right),
        Piece(Range(top, right + 1, bottom, END), below + max(sheet.rows) - bottom + APART, 1),
        Piece(Range(bottom + 1, 1, END, END), below, 1),
    ]


def _turned_runs(lines: list[int], top: int, first: int, right: int) -> Iterator[Piece]:
    """Yield pieces that put lines beside one another, without blank rows."""
    for _, run in groupby(enumerate(lines), lambda each: each[1] - each[0]):
        places = list(run)
        area = Range(places[0][1], first, places[-1][1], right)
        yield Piece(area, top, first + places[0][0], turned=True)


def _lines(rows: Iterable[int], last: int, is_line: Callable[[int], bool]) -> list[int]:
    """Return the lines that follow one another, a blank row between two at most."""
    found = []
    for row in rows:
        if abs(row - last) > 2 or not is_line(row):
            break
        found.append(row)
        last = row
    return found


def _is_line(sheet: Sheet, row: int, place: range, words: Vocabulary) -> bool:
    """Return whether a row is a label and what it says of several projects."""
    cells = sheet.rows.get(row, {})
    label = next((value for column, value in cells.items() if column < place.start), None)
    if label is None:
        label = sheet.value(*sheet.anchor(row, place.start - 1))  # 数量指标 merged over two lines
    columns = [column for column in cells if column in place]
    if columns[:MIN_PROJECTS] == [place.start] and sheet.merged_area(row, place.start).right == place.start:
        return False  # 备注 | 按月拨付 is of all projects, 备注 | | 跨年实施 of one
    if not columns:
        return False
    told = (cells[column] for column in columns if not is_total_word(str(cells[column])))
    return _titles_line(label, words) and not any(_titles_line(value, words) for value in told)


def _titles_line(value: Value | None, words: Vocabulary) -> bool:
    """Return whether a cell is a label or a title: 预算金额, 数量指标, 实施期, 2026年."""
    if not isinstance(value, str) or len(value) > MAX_LABEL:
        return False
    of_time = len(value) <= MAX_SIDE and (words.side(value) is not None or words.year(value) is not None)
    return of_time or words.indicator_column(value) is not None or is_level(value) or _key(value, words) != ""


def _tells(cells: dict[int, Value], place: range, words: Vocabulary) -> str:
    """Return what a row of figures or ``goals`` tells of several projects, if any."""
    kind = next((key for value in cells.values() if (key := _key(value, words))), "").partition(".")[0]
    figures = [is_figure(value) for column, value in cells.items() if column in place]
    told = dict.fromkeys(("amount", "execution", "total_score"), sum(figures)) | {"goals": len(figures) - sum(figures)}
    return kind if told.get(kind, 0) >= MIN_PROJECTS else ""


def _key(value: Value, words: Vocabulary) -> str:
    """Return the key of the field that a label names; empty for none."""
    if not isinstance(value, str):
        return ""
    meaning = words.field(value)
    return "" if meaning is None else meaning.key
