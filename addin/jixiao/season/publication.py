"""Publication: approved forms without personal data, and what was masked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from jixiao.checks.settings.bureau_settings import load_settings
from jixiao.consolidate.summary.list_book import ListBook
from jixiao.errors import InputError, UsageError
from jixiao.forms.document import Document
from jixiao.forms.reading import documents_of
from jixiao.grid.address import address
from jixiao.grid.guard import examine
from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.model import Sheet, Value
from jixiao.grid.package import Package
from jixiao.grid.xlsx import read_package
from jixiao.output import make_folder, replacing
from jixiao.reports.marking.cell_marks import WrittenValue
from jixiao.reports.marking.comments import Comments
from jixiao.reports.marking.earlier_round import take_notes
from jixiao.reports.marking.working_copy import WorkingCopy
from jixiao.season.approval_letter import list_of_approvals
from jixiao.season.approved_forms import changed_since, everything_approved
from jixiao.season.folder import SUMMARY, SeasonFolder, at_work
from jixiao.season.history import history, write_result
from jixiao.statedtime import stated_time

LIST, SUMMARY_FILE = "脱敏清单.xlsx", "绩效目标公开汇总.xlsx"
_PERSON = re.compile(rb"(<(?:\w+:)?(?:creator|lastModifiedBy|manager|Manager)\b[^<>]*>)[^<]*")  # <dc:creator>张三


_NAME_FIELDS = ("preparer", "head", "finance_head", "business_review", "performance_review")
_SHAPES = (
    ("身份证号", re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?!\d)")),  # 430102199003071234
    ("银行账号", re.compile(r"(?<!\d)(?:\d{4}[ -]?){3,4}\d{3,7}(?!\d)")),  # 6222 0212 3456 7890 123
    ("手机号码", re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")),  # 138 0013 8000
    ("固定电话", re.compile(r"(?<!\d)0\d{2,3}[-—)）]\s?\d{7,8}(?!\d)")),  # 0731-82345678
    ("电子邮箱", re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")),
)
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,8}")
_PERSON_LABEL = re.compile(r"(?:负责人|联系人|经办人|填[报表]人|责任人)[\s:：]*$")  # 项目负责人
_OPINION = re.compile(r"[已经]?(?:审核?|复?核|审查|核对)?(?:同意|通过|无误|属实)?(?:上报|报送)?")  # 已核, 审核同意上报
_WHOLE_NUMBER = 1e19


class Masked(NamedTuple):
    """A text to be masked: where it stands, what kind it is, the cell's new text."""

    sheet: str
    row: int
    column: int
    kind: str
    text: str

    @property
    def cell(self) -> str:
        """The address."""
        return address(self.row, self.column)


def masked_cells(sheet: Sheet, documents: Iterable[Document]) -> Iterator[Masked]:
    """Yield the cells that name a person or the number of one, masked."""
    names = _names(documents)
    for row, cells in sheet.rows.items():
        for column, value in cells.items():
            text = _text(value)
            kinds = []
            masked = text
            for kind, shape in _SHAPES:
                changed = shape.sub(lambda found: _stars(found[0]), masked)
                if changed != masked:
                    kinds.append(kind)
                    masked = changed
            for name in names.get(address(row, column), ()):
                if name in masked:
                    kinds.append("姓名")
                    masked = masked.replace(name, name[0] + "*" * (len(name) - 1))
            if kinds:
                yield Masked(sheet.name, row, column, "、".join(dict.fromkeys(kinds)), masked)


def _names(documents: Iterable[Document]) -> dict[str, list[str]]:
    """Return the names in sign-off lines and behind labels of persons, by cells."""
    found: dict[str, list[str]] = {}
    for document in documents:
        for key in _NAME_FIELDS:
            text = document["signoff"].get(key)
            cell = document["cells"].get(f"signoff.{key}")
            if isinstance(text, str) and cell:
                names = (name for name in _NAME.findall(text) if not _OPINION.fullmatch(name))
                found.setdefault(cell, []).extend(names)
        for each in document.get("other", ()):
            if _PERSON_LABEL.search(each["label"]) and _NAME.fullmatch(str(each["value"])):
                found.setdefault(each["cell"], []).append(str(each["value"]))
    return found


def _text(value: Value) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _WHOLE_NUMBER else ""
    return str(value)


def _stars(text: str) -> str:
    """The text with its middle hidden: the first three and the last two signs stay."""
    if "@" in text:
        return f"{text[0]}***{text[text.index('@') :]}"
    return text[:3] + "".join("*" if sign.isalnum() else sign for sign in text[3:-2]) + text[-2:]


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
    """Write public copies and what was masked. Raises ``UsageError``, ``OutputError``."""
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
                    f"{approval.file}：批复后被改动，没有公开；以改过的为准请运行 jixiao season approve，写明单位、加 --edited"
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
        known.log(f"公开 {len(published.files)} 个文件")
    return published


def _public_copy(source: Path) -> tuple[bytes, list[Masked]]:
    """Return the workbook without personal data. Raises ``InputError``."""
    examined = examine(source)
    if examined.kind != "xlsx" or examined.package is None:
        raise InputError(f"{examined.kind} 格式不能改写，请另存为 .xlsx 后批复", file=source.name, hint="")
    workbook = read_package(examined.package)
    hidden = [sheet.name for sheet in workbook.sheets if sheet.hidden and sheet.rows and not sheet.name.startswith("_")]
    if hidden:  # the sheets of a template that only it uses begin so
        raise InputError(f"有隐藏的工作表“{'”“'.join(hidden)}”", file=source.name, hint="")
    documents = documents_of(workbook, source.name, observing=False)
    masked: list[Masked] = []
    values: dict[str, dict[tuple[int, int], WrittenValue]] = {}
    for sheet in workbook.sheets:
        own = [each for each in documents if each["source"]["sheet"] == sheet.name]
        for each in masked_cells(sheet, own):
            masked.append(each)
            values.setdefault(sheet.name, {})[each.row, each.column] = each.text
    copy = WorkingCopy(Package(examined.data, DEFAULT_LIMITS))
    copy.enter(values)
    for part in copy.sheets.values():
        take_notes(copy, part, Comments.take_all)  # who wrote what to whom is not for the public
    for name in copy.parts.names():
        if name.startswith("docProps/") and name.endswith(".xml"):
            copy.parts.write(name, _PERSON.sub(rb"\1", copy.parts.read(name)))
    return copy.zipped(), masked


def _write_list(path: Path, masked: Sequence[tuple[str, Masked]]) -> None:
    """Write what was masked where; the masked texts themselves are not in it."""
    book = ListBook("masked", "脱敏清单", stated_time(local=False))
    rows = [[("text", value) for value in (file, each.sheet, each.cell, each.kind, each.text)] for file, each in masked]
    book.add("脱敏清单", "masked", rows, len(rows), frozen=0)
    book.save(path)
