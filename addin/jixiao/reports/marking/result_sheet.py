"""The sheet 检查结果 in a marked copy: what is wrong, with a link to each cell.

Hidden columns on its right record the fill that each marked cell had, for the round after the next correction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from jixiao.checks.finding import Severity
from jixiao.consolidate.summary.row_height import row_height
from jixiao.consolidate.summary.row_xml import shorten
from jixiao.grid.address import address, elsewhere, parse_address
from jixiao.grid.model import Sheet
from jixiao.reports.marking.marked_styles import COLOURS, MarkedStyles
from jixiao.reports.marking.xmledit import attribute_text, cell_xml
from jixiao.reports.problem import Problem, count
from jixiao.resources import list_columns
from jixiao.textlayout import legible

NAME = "检查结果"

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TITLES = list_columns("marked_copy")
_COMPARED = ("与上次比", 10.0)
"""The column that a copy of a second round has behind the others."""
_LINK_COLUMN = 3
HEAD_ROWS = 3
LEVEL_NAMES = frozenset(level.label for level in Severity)
_RECORD_COLUMN = 27
"""AA, AB, AC: sheet, cell and fill of each marked cell, hidden."""
_FILL = re.compile(
    rb"<fill><patternFill\b[^<>]*(?:/>|>(?:<[bf]gColor\b[^<>]*/>|</[bf]gColor>){0,4}</patternFill>)</fill>"
)
"""For example ``<fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/></patternFill></fill>``."""
_SIZE = 10
_MENDED_COLOUR = "FFE2EFDA"
_LOWEST = 20
# Excel takes no more links of this kind on a sheet.
_MOST_LINKS = 65_530
_MOST_LOCATION = 2_000


class _SheetStyles:
    """The style numbers that the sheet uses."""

    def __init__(self, styles: MarkedStyles) -> None:
        self.title = styles.own("title", border=False)
        self.caption = styles.own("text", border=False)
        self.header = styles.header()
        self.text = styles.own("text")
        self.center = styles.own("text", align="center")
        self.link = styles.own("link")
        self.plain = 0
        self.mended = styles.own("text", colour=_MENDED_COLOUR)
        self.levels = {level: styles.own("text", align="center", colour=COLOURS[level]) for level in Severity}


def is_result_sheet(sheet: Sheet) -> bool:
    """Return whether a sheet is an earlier round's, by name, title and columns."""
    head = sheet.rows.get(HEAD_ROWS, {})
    titles = [head.get(column) for column in range(1, len(_TITLES) + 1)]
    known = [title for title, _ in _TITLES]
    return sheet.name.rstrip("0123456789") == NAME and sheet.value(1, 1) == NAME and titles == known


def recorded_fills(sheet: Sheet) -> dict[tuple[str, str], bytes]:
    """Return the fills that the sheet records, by sheet and cell."""
    found: dict[tuple[str, str], bytes] = {}
    for row, cells in sheet.rows.items():
        place, cell, fill = (str(cells.get(_RECORD_COLUMN + step, "")) for step in range(3))
        if row > HEAD_ROWS and place and _is_address(cell) and (not fill or _FILL.fullmatch(fill.encode())):
            found[place, cell] = fill.encode()
    return found


def _is_address(text: str) -> bool:
    try:
        parse_address(text)
    except ValueError:
        return False
    return True


def result_sheet(
    problems: Sequence[Problem],
    styles: MarkedStyles,
    fills: Mapping[tuple[str, str], bytes],
    comparison: Comparison | None = None,
) -> bytes:
    """The part of the sheet; its styles are added to ``styles``.

    ``fills`` are those that the marked cells had, by sheet and cell. ``comparison`` tells the problems of an earlier
    round from new ones; what is mended stands below the others.
    """
    numbers = _SheetStyles(styles)
    titles = _TITLES if comparison is None else (*_TITLES, _COMPARED)
    lines = list(_lines(problems, numbers, comparison))
    last = address(HEAD_ROWS + max(len(lines), len(fills)), _RECORD_COLUMN + 2 if fills else len(titles))
    cols = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, (_, width) in enumerate(titles, start=1)
    )
    if fills:
        cols += f'<col min="{_RECORD_COLUMN}" max="{_RECORD_COLUMN + 2}" width="9" hidden="1" customWidth="1"/>'
    rows = [*_head(problems, numbers, titles, comparison), *_rows(lines, fills, numbers, titles)]
    merged = "".join(f'<mergeCell ref="A{row}:{address(row, len(titles))}"/>' for row in (1, 2))
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}">'
        '<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{last}"/><sheetViews><sheetView workbookViewId="0">'
        f'<pane ySplit="{HEAD_ROWS}" topLeftCell="A{HEAD_ROWS + 1}" activePane="bottomLeft" state="frozen"/>'
        '<selection pane="bottomLeft"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"<cols>{cols}</cols><sheetData>{''.join(rows)}</sheetData>"
        f'<mergeCells count="2">{merged}</mergeCells>{_links(problems)}'
        '<printOptions horizontalCentered="1"/><pageMargins left="0.5" right="0.5" top="0.7" bottom="0.7" header="0.3" '
        'footer="0.3"/><pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>'
        "<headerFooter><oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter></worksheet>"
    ).encode()


def _head(
    problems: Sequence[Problem],
    numbers: _SheetStyles,
    titles: Sequence[tuple[str, float]],
    comparison: Comparison | None,
) -> Iterator[str]:
    asked = "；".join(f"{level.label}：{level.demand}" for level in Severity)
    before = "" if comparison is None else f"与上次比：{comparison.told()}。"
    words = f"{count(problems).told()}。{before}{asked}。请对照修改后重新报送；颜色和批注不影响读取。"
    yield _row_xml(1, 30, [_cell(1, 1, NAME, numbers.title)])
    yield _row_xml(2, 32, [_cell(2, 1, words, numbers.caption)])
    cells = [_cell(HEAD_ROWS, place, title, numbers.header) for place, (title, _) in enumerate(titles, start=1)]
    yield _row_xml(HEAD_ROWS, 24, cells)


ResultLine = Sequence[tuple[str, int]]
"""Texts with the numbers of their styles, from the first column on."""


def _lines(problems: Sequence[Problem], numbers: _SheetStyles, comparison: Comparison | None) -> Iterator[ResultLine]:
    text, center = numbers.text, numbers.center
    for place, problem in enumerate(problems, start=1):
        link = numbers.link if _location(problem, place) else text
        looks = numbers.levels[problem.finding.severity], link, text, text, text, text, text, center
        line = ((str(place), center), *zip(problem.told, looks, strict=True))
        yield line if comparison is None else (*line, (comparison.of(place - 1), numbers.center))
    for mended in comparison.mended if comparison else ():
        words = ("", mended.level, mended.place, mended.project, mended.message, "", "", "", mended.code, MENDED)
        yield [(text, numbers.mended) for text in words]


def _rows(
    lines: Sequence[ResultLine],
    fills: Mapping[tuple[str, str], bytes],
    numbers: _SheetStyles,
    titles: Sequence[tuple[str, float]],
) -> Iterator[str]:
    """Yield the rows below the head, with the hidden record of a fill."""
    record = [(*place, fill.decode()) for place, fill in fills.items()]
    for place in range(max(len(lines), len(record))):
        row = HEAD_ROWS + 1 + place
        line = lines[place] if place < len(lines) else ()
        height = row_height(
            ((legible(text), width) for (text, _), (_, width) in zip(line, titles, strict=False)), _SIZE
        )
        cells = [_cell(row, column, *cell) for column, cell in enumerate(line, start=1)]
        if place < len(record):
            cells += [_cell(row, _RECORD_COLUMN + step, text, numbers.plain) for step, text in enumerate(record[place])]
        yield _row_xml(row, max(height, _LOWEST), cells)


def _row_xml(number: int, height: float, cells: Iterable[str]) -> str:
    return f'<row r="{number}" ht="{height:g}" customHeight="1">{"".join(cells)}</row>'


def _cell(row: int, column: int, text: str, style: int) -> str:
    return cell_xml(address(row, column), style, shorten(legible(text)) if text else None)


def _links(problems: Sequence[Problem]) -> str:
    links = []
    for place, problem in enumerate(problems, start=1):
        location = _location(problem, place)
        if location:
            cell = address(HEAD_ROWS + place, _LINK_COLUMN)
            links.append(f'<hyperlink ref="{cell}" location="{attribute_text(location)}"/>')
    return f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""


def _location(problem: Problem, place: int) -> str | None:
    """Where the link of a row leads; None where there can be none."""
    finding = problem.finding
    if finding.cell is None or place > _MOST_LINKS:
        return None
    location = elsewhere(finding.sheet, finding.cell)
    return location if len(location) <= _MOST_LOCATION else None


MENDED, UNMENDED, NEW = "已改", "未改", "新发现"

_PLACE_IN_WORDS = re.compile(r"第[\d、，,—–~-]{1,200}行|[A-Z]{1,3}\d{1,7}")
"""Rows and cells, which move when a row is inserted: 第12行, 第6、7行, F11."""


class EarlierProblem(NamedTuple):
    """A row of the earlier sheet of results, in its words."""

    level: str
    place: str
    project: str
    message: str
    code: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A round against the one before; ``unmended`` are places among the problems."""

    problems: int
    unmended: frozenset[int]
    mended: tuple[EarlierProblem, ...]

    def of(self, place: int) -> str:
        """Whether the problem at a place is new or stands as before."""
        return UNMENDED if place in self.unmended else NEW

    def told(self) -> str:
        """For example ``已改 3 处，未改 1 处，新发现 0 处``."""
        left = len(self.unmended)
        return f"{MENDED} {len(self.mended)} 处，{UNMENDED} {left} 处，{NEW} {self.problems - left} 处"


def compare(earlier: Iterable[EarlierProblem], problems: Sequence[Problem]) -> Comparison:
    """Pair each problem with the same one of the round before."""
    # The same are rule and project, and the words but for rows and cells.
    waiting: dict[tuple[str, str, str], list[EarlierProblem]] = {}
    for each in earlier:
        waiting.setdefault(_key(each.code, each.project, each.message), []).append(each)
    unmended = set()
    for place, problem in enumerate(problems):
        finding = problem.finding
        same = waiting.get(_key(finding.code, finding.project or "", problem.message))
        if same:
            same.pop(0)
            unmended.add(place)
    mended = [each for group in waiting.values() for each in group]
    return Comparison(len(problems), frozenset(unmended), tuple(mended))


def _key(code: str, project: str, message: str) -> tuple[str, str, str]:
    return code, "".join(project.split()), "".join(_PLACE_IN_WORDS.sub("", message).split())
