"""What in a form says who a person is, and how it is masked before publication.

Names are known by their fields (填表人, 负责人 …); numbers by their shape. A name inside a sentence is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jixiao.forms.document import Document
from jixiao.grid.address import address
from jixiao.grid.model import Sheet, Value

_NAME_FIELDS = ("preparer", "head", "finance_head", "business_review", "performance_review")
_SHAPES = (
    ("身份证号", re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?!\d)")),  # 430102199003071234
    ("银行账号", re.compile(r"(?<!\d)(?:\d{4}[ -]?){3,4}\d{3,7}(?!\d)")),  # 6222 0212 3456 7890 123
    ("手机号码", re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")),  # 138 0013 8000
    ("固定电话", re.compile(r"(?<!\d)0\d{2,3}[-—)）]\s?\d{7,8}(?!\d)")),  # 0731-82345678
    ("电子邮箱", re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")),
)
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,8}")
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
                    masked = masked.replace(name, _surname(name))
            if kinds:
                yield Masked(sheet.name, row, column, "、".join(dict.fromkeys(kinds)), masked)


def _names(documents: Iterable[Document]) -> dict[str, list[str]]:
    """The names in the sign-off lines by their cells."""
    found: dict[str, list[str]] = {}
    for document in documents:
        for key in _NAME_FIELDS:
            text = document["signoff"].get(key)
            cell = document["cells"].get(f"signoff.{key}")
            if isinstance(text, str) and cell:
                names = (name for name in _NAME.findall(text) if not _OPINION.fullmatch(name))
                found.setdefault(cell, []).extend(names)
    return found


def _text(value: Value) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _WHOLE_NUMBER else ""
    return str(value)


def _surname(name: str) -> str:
    return name[0] + "*" * (len(name) - 1)


def _stars(text: str) -> str:
    """The text with its middle hidden: the first three and the last two signs stay."""
    if "@" in text:
        return f"{text[0]}***{text[text.index('@') :]}"
    return text[:3] + "".join("*" if sign.isalnum() else sign for sign in text[3:-2]) + text[-2:]
