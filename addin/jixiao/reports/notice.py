"""The return notice (退回通知): a letter to one department, and its problems in words, as a document to be completed.

Page, fonts and spacing follow GB/T 9704 (公文格式) as far as the fonts of every office allow.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from jixiao.checks.finding import Severity
from jixiao.reports.addressees import NO_DEPARTMENT
from jixiao.reports.notice_xml import add_page_number, keep_whole, repeat_row, set_font
from jixiao.reports.report import DEMANDS, Counts, DepartmentGroup, FileGroup, Problem, count, told
from jixiao.textlayout import legible

TITLE = "关于退回修改预算绩效目标的通知"
LIST_TITLE = "预算绩效目标问题清单"
BLANK_DATE = "　　　　年　　月　　日"

_BODY, _HEADING, _TITLE = "仿宋", "黑体", "宋体"
_BODY_SIZE, _TITLE_SIZE, _TABLE_SIZE = 16, 22, 11
_LINE = 28  # points from line to line
_MARGINS = {"top": 3.7, "bottom": 3.5, "left": 2.8, "right": 2.6}
_WIDTHS = (1.2, 2.2, 3.4, 8.8)
_COLUMNS = ("序号", "处理要求", "位置", "问题与修改意见")
_FILES_NAMED = 3
_MOST = 2000
"""Characters of one text; a cell of a form can hold sixteen times as many, and nobody reads them in a letter."""


def write(group: DepartmentGroup, path: Path, *, made: datetime, marked: bool) -> None:
    """Write the notice for one department; ``marked`` says that marked copies of its workbooks go with it."""
    document = docx.Document()
    _set_up(document, made)
    _letter(document, group, marked=marked)
    _problem_list(document, group)
    document.save(str(path))


def _set_up(document: Document, made: datetime) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    for side, width in _MARGINS.items():
        setattr(section, f"{side}_margin", Cm(width))
    normal = document.styles["Normal"]
    normal.font.size = Pt(_BODY_SIZE)
    normal.paragraph_format.line_spacing = Pt(_LINE)
    normal.paragraph_format.space_after = Pt(0)
    set_font(normal.font, _BODY)
    _page_number(section.footer.paragraphs[0])
    properties = document.core_properties
    properties.title, properties.author, properties.comments = TITLE, "Jixiao", ""
    properties.last_modified_by, properties.language = "Jixiao", "zh-CN"
    properties.created = properties.modified = made


def _letter(document: Document, group: DepartmentGroup, *, marked: bool) -> None:
    _title(document, TITLE)
    document.add_paragraph()
    addressee = "　　　　　　" if group.department == NO_DEPARTMENT else _text(group.department)
    document.add_paragraph(f"{addressee}：")
    for text in _paragraphs(group, marked=marked):
        _indented(document, text)
    document.add_paragraph()
    _indented(document, f"附件：{LIST_TITLE}")
    for _ in range(2):
        document.add_paragraph()
    _right(document, "（审核单位盖章）　　")
    _right(document, f"{BLANK_DATE}　　")


def _paragraphs(group: DepartmentGroup, *, marked: bool) -> Iterator[str]:
    yield f"你单位报送的预算绩效目标表（{_named(group.files)}）已经审核，发现{_asked(group.counts)}，现予退回，具体问题见附件。"
    copies = "问题所在的单元格已在随附的标注表格中用颜色和批注标明。" if marked else ""
    yield f"{copies}请对照附件逐条修改完善，需要说明的问题请一并书面说明，于{BLANK_DATE}前重新报送。"
    yield "联系人：　　　　　　联系电话："


def _named(files: Sequence[FileGroup]) -> str:
    names = "、".join(_text(file.file) for file in files[:_FILES_NAMED])
    return f"{names}等{len(files)}个文件" if len(files) > _FILES_NAMED else names


def _asked(counts: Counts) -> str:
    parts = []
    if counts.error:
        parts.append(f"需要退回修改的问题{counts.error}处")
    if counts.warning:
        parts.append(f"需要说明或完善的问题{counts.warning}处")
    return "、".join(parts)


def _problem_list(document: Document, group: DepartmentGroup) -> None:
    heading = document.add_paragraph()
    heading.paragraph_format.page_break_before = True
    _run(heading, "附件", font=_HEADING, size=_BODY_SIZE)
    _title(document, LIST_TITLE)
    document.add_paragraph(f"单位：{_text(group.department)}　　{group.counts._replace(info=0).told()}")
    projects = _by_project(group)
    table = document.add_table(1 + len(projects) + sum(map(len, projects.values())), len(_COLUMNS), "Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Cm(width)
    rows = iter(table.rows)
    _header(next(rows))
    numbers = itertools.count(1)
    for place, ((project, file), problems) in enumerate(projects.items(), start=1):
        _project_row(next(rows), f"{chinese_number(place)}、{project or '部门整体、汇总表及其他'}", file, problems)
        for problem in problems:
            _problem_row(next(rows), next(numbers), problem)
    if group.counts.info:
        note = f"另有{group.counts.info}条提示供参考，未列入本清单，见标注表格的“检查结果”工作表或检查报告。"
        _small(document.add_paragraph(), note)


def _by_project(group: DepartmentGroup) -> Mapping[tuple[str | None, str], list[Problem]]:
    """Errors and warnings by project and file, the worst project first; within one the worst problem first."""
    projects: dict[tuple[str | None, str], list[Problem]] = {}
    for file in group.files:
        for problem in file.problems:
            if problem.finding.severity is not Severity.INFO:
                projects.setdefault((problem.finding.project, file.file), []).append(problem)
    ordered = sorted(projects.items(), key=lambda item: [-number for number in count(item[1])])
    return dict(ordered)


def _header(row: _Row) -> None:
    repeat_row(row)
    for cell, title in zip(row.cells, _COLUMNS, strict=True):
        _fill_cell(cell, title, bold=True, centred=True)
    _set_widths(row)


def _project_row(row: _Row, title: str, file: str, problems: list[Problem]) -> None:
    _settle(row)
    merged = row.cells[0].merge(row.cells[-1])
    _fill_cell(merged, f"{_text(title)}（{_text(file)}；{count(problems).told()}）", bold=True)
    merged.paragraphs[0].paragraph_format.keep_with_next = True


def _problem_row(row: _Row, number: int, problem: Problem) -> None:
    _settle(row)
    finding = problem.finding
    place = "\n".join(part for part in (finding.sheet, finding.cell) if part)
    number_cell, demand_cell, place_cell, words_cell = row.cells
    _fill_cell(number_cell, str(number), centred=True)
    _fill_cell(demand_cell, DEMANDS[finding.severity], centred=True)
    _fill_cell(place_cell, _text(place))
    _fill_cell(words_cell, in_words(problem))


def in_words(problem: Problem) -> str:
    """The problem in sentences: what is wrong, what should stand there, what to do, on what it rests."""
    finding = problem.finding
    sentences = [problem.message]
    if finding.expected is not None:
        sentences.append(f"建议值：{told(finding.expected)}")
    if problem.hint:
        sentences.append(problem.hint)
    if problem.related:
        sentences.append(f"另见：{problem.related}")
    if "《" in problem.basis:  # a regulation; that a rule is Jixiao's own is nothing to put in a letter
        sentences.append(f"依据：{problem.basis}")
    return "".join(f"{_text(sentence).rstrip('。')}。" for sentence in sentences)


def chinese_number(number: int) -> str:
    """一, 二, …, 十, 十一, …, 九十九; digits beyond."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return lead + (_DIGITS[ones] if ones else "")


_DIGITS = "〇一二三四五六七八九"


def _text(text: str) -> str:
    text = legible(text)
    return text if len(text) <= _MOST else f"{text[:_MOST]}…（原文过长，已截断）"


# ------------------------------------------------------------ paragraphs and cells


def _title(document: Document, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing = 1.25
    _run(paragraph, text, font=_TITLE, size=_TITLE_SIZE, bold=True)


def _indented(document: Document, text: str) -> None:
    document.add_paragraph(text).paragraph_format.first_line_indent = Pt(2 * _BODY_SIZE)


def _right(document: Document, text: str) -> None:
    document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _small(paragraph: Paragraph, text: str) -> None:
    paragraph.paragraph_format.line_spacing = 1.25
    _run(paragraph, text, font=_BODY, size=_TABLE_SIZE)


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_page_number(paragraph)


def _settle(row: _Row) -> None:
    _set_widths(row)
    keep_whole(row)


def _set_widths(row: _Row) -> None:
    for cell, width in zip(row.cells, _WIDTHS, strict=True):
        cell.width = Cm(width)


def _fill_cell(cell: _Cell, text: str, *, bold: bool = False, centred: bool = False) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.line_spacing = 1.15
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, text, font=_HEADING if bold else _TITLE, size=_TABLE_SIZE)


def _run(paragraph: Paragraph, text: str, *, font: str, size: int, bold: bool = False) -> None:
    run = paragraph.add_run(text)
    run.bold = bold
    run.font.size = Pt(size)
    set_font(run.font, font)
