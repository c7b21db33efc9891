"""The return notice (退回通知): a letter with a department's problems in words.

Page, fonts and spacing follow GB/T 9704 (公文格式) as far as the fonts of every office allow.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from jixiao.checks.catalogue import spoken
from jixiao.checks.finding import Severity
from jixiao.reports.letter import Letter, cell, document, paragraph, row, run, table, written_day
from jixiao.reports.problem import NO_DEPARTMENT, Counts, Problem, count, told_cell
from jixiao.reports.report import DepartmentGroup, FileGroup
from jixiao.textlayout import in_chinese, legible, shortened, some_of

REMINDER_TITLE = "关于报送预算绩效目标表的催报通知"
GOALS = "预算绩效目标"
_YEAR_END = {"SEV": "绩效自评", "MON": "绩效运行监控"}
"""What a form is about that a rule of that family looked at."""

_BODY, _HEADING, _TITLE = "仿宋", "黑体", "宋体"
_BODY_SIZE, _TITLE_SIZE, _TABLE_SIZE = 16, 22, 11
_WIDTHS = (1.2, 2.2, 3.4, 8.8)
_COLUMNS = ("序号", "处理要求", "位置", "问题与修改意见")
_CENTRED = (True, True, False, False)
_FILES_NAMED = 3
_MOST = 2000
"""Characters of one text; a cell of a form can hold sixteen times as many, and nobody reads them in a letter."""


_PLAIN = Letter()


def notice(group: DepartmentGroup, *, made: datetime, marked: bool, letter: Letter = _PLAIN) -> bytes:
    """Return a department's notice as .docx; ``marked`` says that copies go with it."""
    parts = (*_letter(group, letter, marked=marked), *_problem_list(group, letter))
    return document(parts, title=_title(group), made=made)


def _title(group: DepartmentGroup) -> str:
    return f"关于退回修改{_subject(group)}的通知"


def _subject(group: DepartmentGroup) -> str:
    """What the forms that go back are about: goals, or what became of them."""
    told = (
        next((_YEAR_END[family] for each in file.problems if (family := each.finding.code[:3]) in _YEAR_END), GOALS)
        for file in group.files
    )
    return "、".join(dict.fromkeys(told))


def reminder(
    department: str,
    *,
    made: datetime,
    letter: Letter,
    overdue: int,
    unreadable: Sequence[str] = (),
    formless: Sequence[str] = (),
    misnamed: Sequence[str] = (),
) -> bytes:
    """Return the reminder to a department as .docx; ``overdue`` are days.

    ``unreadable`` are files that came from it but hold nothing that can be read: it is asked for others. ``misnamed``
    are files under nearly its name, which are returned to it.
    """
    late = f"，现已逾期{overdue}天，至今" if overdue > 0 else "，目前"
    soon = "尽快" if overdue > 0 else "按期"
    parts = (
        heading(REMINDER_TITLE),
        paragraph(),
        paragraph(run(f"{plain(department)}{plain(letter.recipient_line)}：")),
        indented(
            f"预算绩效目标表的报送截止日期为{written_day(letter.due)}{late}{_what_is_missing(unreadable, formless, misnamed)}。"
        ),
        indented(_what_to_do(soon, unreadable, misnamed)),
        indented(plain(letter.contact_line)),
        *signature(letter),
    )
    return document(parts, title=REMINDER_TITLE, made=made)


def _what_is_missing(unreadable: Sequence[str], formless: Sequence[str], misnamed: Sequence[str]) -> str:
    received = unreadable or formless or misnamed
    if not received:
        return "未收到你单位的报送文件"
    came = f"收到{some_of([f'“{plain(each)}”' for each in received], 1, '等{}个文件')}"
    if unreadable:
        return f"未收到你单位能够读取的报送文件（{came}，其中的表不能读取）"
    if formless:
        return f"未收到你单位的预算绩效目标表（{came}，其中没有识别出绩效目标表）"
    return f"未收到以你单位名称报送的文件（{came}，表上的单位名称与单位名单不一致）"


def _what_to_do(soon: str, unreadable: Sequence[str], misnamed: Sequence[str]) -> str:
    if unreadable:
        return f"请收到本通知后{soon}报送表格原件（Excel 或 Word 文件），不要报送扫描件、图片或 PDF。"
    if misnamed:
        return f"上述文件是你单位报送的，请按退回通知改正后重新报送；不是的，请{soon}按模板填写并报送。"
    return f"请收到本通知后{soon}按模板填写并报送；已经报送的，请与我们联系核对报送文件。"


def _letter(group: DepartmentGroup, letter: Letter, *, marked: bool) -> Iterator[str]:
    yield heading(_title(group) + (f"（第{letter.number}轮）" if letter.number > 1 else ""))
    yield paragraph()
    addressee = "　　　　　　" if group.department == NO_DEPARTMENT else plain(group.department)
    yield paragraph(run(f"{addressee}{plain(letter.recipient_line)}："))
    for text in _paragraphs(group, letter, marked=marked):
        yield indented(text)
    yield paragraph()
    yield indented(f"附件：{_subject(group)}问题清单")
    yield from signature(letter)


def signature(letter: Letter) -> Iterator[str]:
    """Who signs, and the date."""
    yield from (paragraph(), paragraph())
    yield paragraph(run(f"{plain(letter.signature)}　　"), align="right")
    yield paragraph(run(f"{written_day(letter.day)}　　"), align="right")


def _paragraphs(group: DepartmentGroup, letter: Letter, *, marked: bool) -> Iterator[str]:
    yield f"你单位报送的{_subject(group)}表（{_named(group.files)}）已经审核，发现{_asked(group.counts)}，现予退回，具体问题见附件。"
    copies = "问题所在的单元格已在随附的标注表格中用颜色和批注标明。" if marked else ""
    is_over = letter.due is not None and letter.day is not None and letter.due < letter.day
    when = "尽快" if is_over else f"于{written_day(letter.due)}前"
    yield f"{copies}请对照附件逐条修改完善，需要说明的问题请一并书面说明，{when}重新报送。"
    if letter.mended is not None:
        left = len(letter.unmended)
        new = group.counts.error + group.counts.warning - left
        yield f"与上一轮相比：已改正{len(letter.mended)}处，仍未改正{left}处，新发现{new}处。"
    yield plain(letter.contact_line)


def _named(files: Sequence[FileGroup]) -> str:
    return some_of([plain(file.file) for file in files], _FILES_NAMED, "等{}个文件")


def _asked(counts: Counts) -> str:
    parts = []
    if counts.error:
        parts.append(f"需要退回修改的问题{counts.error}处")
    if counts.warning:
        parts.append(f"需要说明或完善的问题{counts.warning}处")
    return "、".join(parts)


def _problem_list(group: DepartmentGroup, letter: Letter) -> Iterator[str]:
    yield paragraph(run("附件", font=_HEADING, size=_BODY_SIZE), new_page=True)
    yield heading(f"{_subject(group)}问题清单")
    yield paragraph(run(f"单位：{plain(group.department)}　　{group.counts._replace(info=0).told()}"))
    yield table(_rows(group, letter), _WIDTHS)
    for text in letter.mended or ():
        yield paragraph(run(f"【已改】{plain(text)}", font=_BODY, size=_TABLE_SIZE), lines=1.25)
    if group.counts.info:
        note = f"另有{group.counts.info}条提示供参考，未列入本清单，见标注表格的“检查结果”工作表或检查报告。"
        yield paragraph(run(note, font=_BODY, size=_TABLE_SIZE), lines=1.25)
    else:
        yield paragraph()  # Word wants one behind a table


def _rows(group: DepartmentGroup, letter: Letter) -> Iterator[str]:
    yield row((_cell(title, width, bold=True, centred=True) for title, width in _columns(_COLUMNS)), header=True)
    numbers = itertools.count(1)
    for place, ((project, file), problems) in enumerate(_by_project(group).items(), start=1):
        title = f"{in_chinese(place)}、{project or '部门整体、汇总表及其他'}"
        text = f"{plain(title)}（{plain(file)}；{count(each for _, each in problems).told()}）"
        yield row([_cell(text, _WIDTHS, bold=True, with_next=True)])
        for shown, problem in problems:
            before = "" if letter.mended is None else "【未改】" if shown in letter.unmended else "【新发现】"
            yield _problem_row(next(numbers), problem, before)


def _columns(texts: Sequence[str]) -> Iterator[tuple[str, tuple[float]]]:
    return ((text, (width,)) for text, width in zip(texts, _WIDTHS, strict=True))


def to_act_on(group: DepartmentGroup) -> Iterator[tuple[str, Problem]]:
    """Yield the errors and warnings of a department with their files, in order."""
    for file in group.files:
        for problem in file.problems:
            if problem.finding.severity is not Severity.INFO:
                yield file.file, problem


def _by_project(group: DepartmentGroup) -> Mapping[tuple[str | None, str], list[tuple[int, Problem]]]:
    """Group errors and warnings by project and file, the worst first."""
    # Each with its place in ``to_act_on``.
    projects: dict[tuple[str | None, str], list[tuple[int, Problem]]] = {}
    for place, (file, problem) in enumerate(to_act_on(group)):
        projects.setdefault((problem.finding.project, file), []).append((place, problem))

    def worst_first(item: tuple[object, list[tuple[int, Problem]]]) -> list[int]:
        return [-number for number in count(problem for _, problem in item[1])]

    return dict(sorted(projects.items(), key=worst_first))


def _problem_row(number: int, problem: Problem, before: str) -> str:
    finding = problem.finding
    place = "\n".join(part for part in (finding.sheet, told_cell(finding.cell or "")) if part)
    texts = (str(number), finding.severity.demand, plain(place), f"{before}{in_words(problem)}")
    return row(
        _cell(text, width, centred=centred) for (text, width), centred in zip(_columns(texts), _CENTRED, strict=True)
    )


def in_words(problem: Problem) -> str:
    """Put a problem into sentences: what is wrong, what is due, on what it rests."""
    finding = problem.finding
    sentences = [problem.message]
    if finding.expected is not None:
        sentences.append(f"建议值：{spoken(finding.expected)}")
    if problem.hint:
        sentences.append(problem.hint)
    if problem.related:
        sentences.append(f"另见：{problem.related}")
    if "《" in problem.basis:  # a regulation; that a rule is Jixiao's own is nothing to put in a letter
        sentences.append(f"依据：{problem.basis}")
    return "".join(f"{plain(sentence).rstrip('。')}。" for sentence in sentences)


def plain(text: str) -> str:
    """A text that somebody typed, as a letter can show it."""
    return shortened(legible(text), _MOST, "…（原文过长，已截断）")


def heading(text: str) -> str:
    """The title of a letter."""
    return paragraph(run(text, font=_TITLE, size=_TITLE_SIZE, bold=True), lines=1.25, align="center")


def indented(text: str) -> str:
    """A paragraph of a letter."""
    return paragraph(run(text), indent=2 * _BODY_SIZE)


def _cell(
    text: str, widths: Sequence[float], *, bold: bool = False, centred: bool = False, with_next: bool = False
) -> str:
    """Return a cell of the table; what stands out is set in another font."""
    content = run(text, font=_HEADING if bold else _TITLE, size=_TABLE_SIZE)
    align = "center" if centred else None
    return cell(paragraph(content, lines=1.15, around=2, align=align, with_next=with_next), widths)
