"""Publication: approved forms without personal data, and what was masked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jixiao.checks.settings.bureau_settings import load_settings
from jixiao.consolidate.returns.own_output import OUTPUT_PROPERTY
from jixiao.errors import InputError, UsageError
from jixiao.forms.reading import documents_of
from jixiao.grid.guard import examine
from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.package import Package
from jixiao.grid.xlsx import read_package
from jixiao.output import make_folder, replacing
from jixiao.reports.marking.cell_marks import WrittenValue
from jixiao.reports.marking.comments import Comments
from jixiao.reports.marking.note_shapes import without_boxes
from jixiao.reports.marking.working_copy import WorkingCopy
from jixiao.season.approval_letter import list_of_approvals
from jixiao.season.approved_forms import changed_since, everything_approved
from jixiao.season.filled_cells import enter
from jixiao.season.folder import SUMMARY, SeasonFolder, at_work
from jixiao.season.history import history
from jixiao.season.masking import Masked, masked_cells
from jixiao.season.written_results import write_result
from jixiao.statedtime import stated_time

LIST, SUMMARY_FILE = "脱敏清单.xlsx", "绩效目标公开汇总.xlsx"
_PERSON = re.compile(rb"(<(?:\w+:)?(?:creator|lastModifiedBy|manager|Manager)\b[^<>]*>)[^<]*")  # <dc:creator>张三


@dataclass(slots=True)
class Published:
    """What was published, what was masked, what could not be published.

    ``changed`` are approved workbooks that were edited after their approval; ``notes`` name public copies that were.
    """

    files: list[Path] = field(default_factory=list)
    masked: list[tuple[str, Masked]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def publish(folder: SeasonFolder) -> Published:
    """Write public copies to ``6 公开``, and the list of what was masked.

    Raises ``UsageError`` if nothing is approved, ``OutputError``.
    """
    folder.require()
    settings = load_settings(str(folder.settings))
    published = Published()
    with at_work(folder), history(folder) as known:
        approvals = known.approvals()
        if not approvals:
            raise UsageError("还没有批复，没有可以公开的内容", hint=f"请先运行 jixiao season approve {folder.root}")
        published.changed = changed_since(folder, approvals)
        for approval in approvals:
            if approval.file in published.changed:
                published.failures.append(
                    f"{approval.file}：批复后被改动，没有公开；请恢复批复的文件，或重新批复这个单位"
                )
                continue
            source, target = folder.approved / approval.file, folder.public / approval.file
            try:
                content, masked = _public_copy(source)
            except (InputError, OSError) as error:
                reason = error.message if isinstance(error, InputError) else str(error)
                published.failures.append(f"{approval.file}：没有公开，{reason}")
                continue
            make_folder(target.parent)
            published.notes.append(write_result(folder, known, target, content, stays=True))
            published.files.append(target)
            published.masked += [(approval.file, each) for each in masked]
        listed = everything_approved(folder, known, settings, published.changed)
        content = list_of_approvals(listed, settings.profile.batch_year)
        published.notes.append(write_result(folder, known, folder.public / SUMMARY_FILE, content, stays=True))
        published.notes = [note for note in published.notes if note]
        with replacing(folder.root / SUMMARY / LIST) as temporary:
            _write_list(temporary, published.masked)
        known.log(stated_time().isoformat(sep=" "), f"公开 {len(published.files)} 个文件")
    return published


def _public_copy(source: Path) -> tuple[bytes, list[Masked]]:
    """Return the workbook without personal data. Raises ``InputError``."""
    examined = examine(source)
    if examined.kind != "xlsx" or examined.package is None:
        raise InputError(f"{examined.kind} 格式不能改写，请另存为 .xlsx 后批复", file=source.name, hint="")
    workbook = read_package(examined.package)
    documents = documents_of(workbook, source.name, observing=False)
    masked: list[Masked] = []
    values: dict[str, dict[tuple[int, int], WrittenValue]] = {}
    for sheet in workbook.sheets:
        own = [each for each in documents if each["source"]["sheet"] == sheet.name]
        for each in masked_cells(sheet, own):
            masked.append(each)
            values.setdefault(sheet.name, {})[each.row, each.column] = each.text
    copy = WorkingCopy(Package(examined.data, DEFAULT_LIMITS))
    enter(copy, values)
    for part in copy.sheets.values():
        _drop_notes(copy, part)
    for name in copy.parts.names():
        if name.startswith("docProps/") and name.endswith(".xml"):
            copy.parts.write(name, _PERSON.sub(rb"\1", copy.parts.read(name)))
    return copy.zipped(), masked


def _drop_notes(copy: WorkingCopy, part: str) -> None:
    """Take all notes from a sheet: who wrote what to whom is not for the public."""
    target = copy.parts.related(part, "comments")
    if target is None or target not in copy.parts:
        return
    notes = Comments(copy.parts.read_xml(target), target)
    cells = notes.take_all()
    copy.parts.write(target, notes.result())
    drawing = copy.parts.related(part, "vmlDrawing")
    if drawing is not None and drawing in copy.parts:
        copy.parts.write(drawing, without_boxes(copy.parts.read(drawing), cells))


def _write_list(path: Path, masked: Sequence[tuple[str, Masked]]) -> None:
    """Write what was masked where; the masked texts themselves are not in it."""
    from xlsxwriter import Workbook

    workbook = Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_custom_property(OUTPUT_PROPERTY, "masked")
    font = {"font_name": "宋体", "font_size": 11, "border": 1, "text_wrap": True, "valign": "vcenter"}
    text, head = workbook.add_format(font), workbook.add_format({**font, "bold": True, "bg_color": "#D9E1F2"})
    sheet = workbook.add_worksheet("脱敏清单")
    for column, (name, width) in enumerate(
        (("文件", 50), ("工作表", 22), ("单元格", 10), ("内容", 18), ("公开为", 40))
    ):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, head)
    for row, (file, each) in enumerate(masked, start=1):
        for column, value in enumerate((file, each.sheet, each.cell, each.kind, each.text)):
            sheet.write_string(row, column, value[:32_000], text)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    workbook.close()
