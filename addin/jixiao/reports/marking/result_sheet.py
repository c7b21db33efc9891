"""The sheet 检查结果 in a marked copy: what is wrong, with a link to each cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from jixiao.consolidate.row_height import row_height
from jixiao.consolidate.row_xml import shorten
from jixiao.grid.address import address
from jixiao.reports.marking.styles import COLOURS, Styles
from jixiao.reports.marking.xmledit import attribute_text, cell_text
from jixiao.reports.report import DEMANDS, LEVELS, Problem, count, told
from jixiao.textlayout import legible

NAME = "检查结果"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TITLES = (
    ("序号", 6.0),
    ("级别", 7.0),
    ("定位", 20.0),
    ("项目", 22.0),
    ("问题", 48.0),
    ("建议值", 16.0),
    ("怎么改", 26.0),
    ("依据", 24.0),
    ("规则", 10.0),
)
_LINK_COLUMN = 3
_HEAD_ROWS = 3
_SIZE = 10
_LOWEST = 20
# Excel takes no more links of this kind on a sheet.
_MOST_LINKS = 65_530
_MOST_LOCATION = 2_000


class _SheetStyles:
    """The style numbers that the sheet uses."""

    def __init__(self, styles: Styles) -> None:
        self.title = styles.own("title", border=False)
        self.caption = styles.own("text", border=False)
        self.header = styles.header()
        self.text = styles.own("text")
        self.center = styles.own("text", align="center")
        self.link = styles.own("link")
        self.levels = {level: styles.own("text", align="center", colour=COLOURS[level]) for level in LEVELS}


def result_sheet(problems: Sequence[Problem], styles: Styles) -> bytes:
    """The part of the sheet; its styles are added to ``styles``."""
    numbers = _SheetStyles(styles)
    last = address(_HEAD_ROWS + len(problems), len(_TITLES))
    cols = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, (_, width) in enumerate(_TITLES, start=1)
    )
    rows = [*_head(problems, numbers), *(_row(place, each, numbers) for place, each in enumerate(problems, start=1))]
    merged = "".join(f'<mergeCell ref="A{row}:{address(row, len(_TITLES))}"/>' for row in (1, 2))
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}">'
        '<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{last}"/><sheetViews><sheetView workbookViewId="0">'
        f'<pane ySplit="{_HEAD_ROWS}" topLeftCell="A{_HEAD_ROWS + 1}" activePane="bottomLeft" state="frozen"/>'
        '<selection pane="bottomLeft"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"<cols>{cols}</cols><sheetData>{''.join(rows)}</sheetData>"
        f'<mergeCells count="2">{merged}</mergeCells>{_links(problems)}'
        '<printOptions horizontalCentered="1"/><pageMargins left="0.5" right="0.5" top="0.7" bottom="0.7" header="0.3" '
        'footer="0.3"/><pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>'
        "<headerFooter><oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter></worksheet>"
    ).encode()


def _head(problems: Sequence[Problem], numbers: _SheetStyles) -> Iterator[str]:
    asked = "；".join(f"{name}：{DEMANDS[level]}" for level, name in LEVELS.items())
    yield _row_xml(1, 30, [_cell(1, 1, NAME, numbers.title)])
    yield _row_xml(
        2,
        32,
        [
            _cell(
                2,
                1,
                f"{count(problems).told()}。{asked}。请对照修改后重新报送；颜色和批注不影响读取。",
                numbers.caption,
            )
        ],
    )
    titles = (_cell(_HEAD_ROWS, place, title, numbers.header) for place, (title, _) in enumerate(_TITLES, start=1))
    yield _row_xml(_HEAD_ROWS, 24, titles)


def _row(place: int, problem: Problem, numbers: _SheetStyles) -> str:
    finding = problem.finding
    row = _HEAD_ROWS + place
    link = numbers.link if _location(problem, place) else numbers.text
    cells = (
        (str(place), numbers.center),
        (LEVELS[finding.severity], numbers.levels[finding.severity]),
        (problem.place, link),
        (finding.project or "", numbers.text),
        (problem.message, numbers.text),
        (told(finding.expected), numbers.text),
        (problem.hint, numbers.text),
        (problem.basis, numbers.text),
        (finding.code, numbers.center),
    )
    height = row_height(((legible(text), width) for (text, _), (_, width) in zip(cells, _TITLES, strict=True)), _SIZE)
    return _row_xml(
        row, max(height, _LOWEST), (_cell(row, column, *cell) for column, cell in enumerate(cells, start=1))
    )


def _row_xml(number: int, height: float, cells: Iterable[str]) -> str:
    return f'<row r="{number}" ht="{height:g}" customHeight="1">{"".join(cells)}</row>'


def _cell(row: int, column: int, text: str, style: int) -> str:
    start = f'<c r="{address(row, column)}" s="{style}"'
    if not text:
        return f"{start}/>"
    return f'{start} t="inlineStr"><is><t xml:space="preserve">{cell_text(shorten(legible(text)))}</t></is></c>'


def _links(problems: Sequence[Problem]) -> str:
    links = []
    for place, problem in enumerate(problems, start=1):
        location = _location(problem, place)
        if location:
            cell = address(_HEAD_ROWS + place, _LINK_COLUMN)
            links.append(f'<hyperlink ref="{cell}" location="{attribute_text(location)}"/>')
    return f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""


def _location(problem: Problem, place: int) -> str | None:
    """Where the link of a row leads; None where there can be none."""
    finding = problem.finding
    if finding.cell is None or place > _MOST_LINKS:
        return None
    quoted = finding.sheet.replace("'", "''")
    location = f"'{quoted}'!{finding.cell}"
    return location if len(location) <= _MOST_LOCATION else None
