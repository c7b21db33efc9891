"""The question workbook 待确认.xlsx: a row for each label that is not understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from jixiao.errors import InputError
from jixiao.forms.document import Kind
from jixiao.forms.labels import cached_form
from jixiao.forms.learned import concepts
from jixiao.forms.learned.form import LearnedLabel, ValueType
from jixiao.grid.address import address, column_letters
from jixiao.grid.model import Sheet
from jixiao.grid.open import open_workbook
from jixiao.learning.blank import BlankLabel
from jixiao.output import replacing

NAME = "待确认.xlsx"
SHEET = "待确认"
_COLUMNS = ("版式", "栏目", "单元格", "看起来是", "含义", "必填", "类型", "可选值", "最多字数", "位置")
_WIDTHS = (20, 30, 14, 18, 20, 8, 8, 30, 10, 10)
_FIELD, _COLUMN = "栏目", "指标列"
_HELP = (
    "软件不认识下面这些栏目。请在“含义”一列选择它说的是什么，保存后再运行一次同样的命令。",
    "是上级要求以外自己加的栏目选“自定义栏目”（可以再填必填、类型、可选值、最多字数，检查时按此检查）；不需要读的选“不读”。",
    "不选也可以：内容会按栏目名原样保留。“可选值”用顿号隔开。",
)
_HEADER_ROW = len(_HELP) + 2


@dataclass(frozen=True, slots=True)
class Question:
    """A label to be asked about on the form ``form``, and the answer, if there is one."""

    form: str
    text: str
    place: str
    seems: str | None
    is_column: bool
    answer: LearnedLabel | None = None


def questions_of(
    form: str, labels: Iterable[BlankLabel], answers: Mapping[tuple[str, bool], LearnedLabel]
) -> list[Question]:
    """Return a question for each unknown label; ``answers`` are by label and place."""
    return [
        Question(
            form,
            label.text,
            f"{label.sheet}!{label.cell}",
            label.seems,
            label.is_column,
            answers.get((cached_form(label.text), label.is_column)),
        )
        for label in labels
    ]


def write_questions(path: Path, questions: Sequence[Question], kinds: Mapping[str, Kind]) -> None:
    """Write the workbook; ``kinds`` are those of the forms. Raises ``OutputError``."""
    import xlsxwriter

    with replacing(path) as temporary:
        book = xlsxwriter.Workbook(str(temporary), {"strings_to_formulas": False, "strings_to_urls": False})
        sheet, lists = book.add_worksheet(SHEET), book.add_worksheet("选项")
        lists.hide()
        _head(book, sheet)
        ranges = _write_lists(book, lists, {kinds[each.form] for each in questions})
        plain = book.add_format({"border": 1, "valign": "vcenter", "text_wrap": True})
        open_cell = book.add_format({"border": 1, "valign": "vcenter", "bg_color": "#FFF8DC", "locked": False})
        for row, each in enumerate(questions, start=_HEADER_ROW):
            answer = each.answer
            kind_of_place = _COLUMN if each.is_column else _FIELD
            values = [each.form, each.text, each.place, each.seems or "", *_answered(answer), kind_of_place]
            for column, value in enumerate(values):
                style = open_cell if 4 <= column <= 8 else plain
                if isinstance(value, int):
                    sheet.write_number(row, column, value, style)
                else:
                    sheet.write_string(row, column, value, style)
            source = f"={ranges[kinds[each.form], each.is_column]}"
            sheet.data_validation(
                row, 4, row, 4, {"validate": "list", "source": source, "error_message": "请从列表中选择"}
            )
            sheet.data_validation(row, 5, row, 5, {"validate": "list", "source": ["是", "否"]})
            sheet.data_validation(row, 6, row, 6, {"validate": "list", "source": list(get_args(ValueType))})
        sheet.protect("", {"format_columns": True, "format_rows": True})
        book.close()


def _head(book: Any, sheet: Any) -> None:
    note = book.add_format({"text_wrap": False, "font_color": "#444444"})
    for row, text in enumerate(_HELP):
        sheet.write_string(row, 0, text, note)
    bold = book.add_format({"bold": True, "border": 1, "bg_color": "#DDEBF7", "align": "center"})
    for column, (title, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(_HEADER_ROW - 1, column, title, bold)
    sheet.freeze_panes(_HEADER_ROW, 2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_lists(book: Any, lists: Any, kinds: Iterable[Kind]) -> dict[tuple[Kind, bool], str]:
    """Write the choices of each kind on a sheet; return the names of their ranges."""
    ranges: dict[tuple[Kind, bool], str] = {}
    column = 0
    for kind in sorted(kinds):
        for of_columns in (False, True):
            choices = concepts.names(kind, of_columns=of_columns)
            lists.write_column(0, column, choices)
            name = f"choices_{kind}_{'columns' if of_columns else 'labels'}"
            letters = column_letters(column + 1)
            book.define_name(name, f"='选项'!${letters}$1:${letters}${len(choices)}")
            ranges[kind, of_columns] = name
            column += 1
    return ranges


def _answered(answer: LearnedLabel | None) -> list[str | int]:
    if answer is None:
        return ["", "", "", "", ""]
    length = answer.max_length if answer.max_length is not None else ""
    return [answer.means, "是" if answer.required else "", answer.type, "、".join(answer.choices), length]


def read_questions(path: Path) -> list[Question]:
    """Return a workbook's questions with their answers. Raises ``InputError``."""
    if not path.exists():
        return []
    sheet = next((sheet for sheet in open_workbook(path).sheets if sheet.name == SHEET), None)
    if sheet is None:
        raise InputError(f"没有“{SHEET}”工作表", file=path.name, hint="请删除该文件后重新运行命令")
    header = next(
        (row for row, cells in sheet.rows.items() if _COLUMNS[1] in cells.values() and "含义" in cells.values()), None
    )
    if header is None:
        raise InputError(
            "表头被改动，找不到“栏目”“含义”两列", file=path.name, sheet=SHEET, hint="请删除该文件后重新运行命令"
        )
    columns = {str(value): column for column, value in sheet.rows[header].items()}
    return [question for row in sheet.rows if row > header for question in _read_row(sheet, row, columns, path.name)]


def _read_row(sheet: Sheet, row: int, columns: Mapping[str, int], file: str) -> Iterator[Question]:
    def text(title: str) -> str:
        value = sheet.value(row, columns[title]) if title in columns else None
        return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value or "").strip()

    def refuse(title: str, message: str, hint: str) -> InputError:
        return InputError(message, file=file, sheet=SHEET, cell=address(row, columns[title]), hint=hint)

    label, means = text("栏目"), text("含义")
    if not label:
        return
    is_column = text("位置") == _COLUMN
    answer = None
    if means:
        known = concepts.columns() if is_column else concepts.fields()
        if means not in (*known, concepts.CUSTOM, concepts.IGNORED):
            raise refuse("含义", f"“{label}”的含义“{means}”不在列表中", "请从下拉列表中选择")
        kind = text("类型") or "文字"
        if kind not in get_args(ValueType):
            raise refuse("类型", f"“{label}”的类型“{kind}”不在列表中", "请写文字、数字或日期")
        length = text("最多字数")
        if length and not (length.isascii() and length.isdecimal() and 0 < int(length) < 100_000):
            raise refuse("最多字数", f"“{label}”的最多字数“{length}”不是正整数", "请填一个数字，或留空")
        choices = tuple(part.strip() for part in text("可选值").replace("，", "、").replace(",", "、").split("、"))
        answer = LearnedLabel(
            label,
            means,
            text("必填") == "是",
            cast(ValueType, kind),
            tuple(choice for choice in choices if choice),
            int(length) if length else None,
        )
    yield Question(text("版式"), label, text("单元格"), text("看起来是") or None, is_column, answer)
