"""What rules across forms keep of a form: names, amounts and fingerprints."""

from __future__ import annotations

import json
import re
import sys
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b
from typing import NamedTuple

from jixiao.caching.codec import RecordCodec
from jixiao.checks.checked_form import Form
from jixiao.checks.finding_source import FindingSource
from jixiao.checks.wording import matcher
from jixiao.forms.document import Kind

_STRIPPED = re.compile(r"^(?:开展|组织|举办|召开|完成|实施)|(?:的)?(?:次数|数量|人数|场次|个数)$|的")
_SPECIFIC = 4
"""A name shorter than this (培训次数) fits many things."""
_MANY_BENEFITS = 3
_PHRASE = 8
"""A name of this many characters is a phrase; two departments do not come by it independently."""


class SummaryLine(NamedTuple):
    """A summary's row: project ("" if blank), amount in 万元, addresses."""

    project: str
    amount: Decimal | None
    cell: str
    amount_cell: str


class Count(NamedTuple):
    """A counted output: fingerprint of what is counted, how many, of what, where."""

    thing: int
    number: Decimal
    unit: str
    cell: str


@dataclass(frozen=True, slots=True)
class FormKey(FindingSource):
    """A form for the rules across forms. Small, and the same from every process.

    ``amount`` is what the rules compare: 项目金额 of a project, 项目支出 of a department, 合计 of a summary. ``benefits`` are
    fingerprints of benefit names with addresses, ``pattern`` one of all benefits together, ``goal`` one of the goal;
    ``own`` is the code of the project, else the unit that carries it out.
    """

    file: str
    sheet: str
    form: str
    kind: Kind
    department: str | None
    department_cell: str
    project: str | None
    project_cell: str
    year: int | None
    title_cell: str
    amount: Decimal | None
    amount_cell: str
    lines: tuple[SummaryLine, ...]
    benefits: tuple[tuple[int, str], ...]
    pattern: int | None
    counts: tuple[Count, ...]
    goal: int | None
    own: str | None = None


def fingerprint(text: str) -> int:
    """Return a number that stands for a text in every process and run."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _pattern(form: Form) -> int:
    described = [f"{row.name}={row.target}" for row in form.benefits]
    return fingerprint("|".join(sorted(described)))


def key_of(form: Form) -> FormKey:
    """Return the key of a form."""
    cells, title = form.cells, form.title_cell
    document = form.document
    goal = document.get("goals", {}).get("annual")
    if form.kind == "department":
        amount, amount_cell = form.budget("project"), cells.get("budget.project", title)
    elif form.kind == "summary":
        total = document.get("total")
        amount, amount_cell = (None if total is None else total * form.worth), cells.get("total", title)
    else:
        amount, amount_cell = form.amount, form.amount_cell
    own = [(_benefit(row.name, row.number), row.cell) for row in form.benefits if row.aspect != "satisfaction"]
    benefits = tuple([(mark, sys.intern(cell)) for mark, cell in own if mark is not None])
    return FormKey(
        file=form.file,
        sheet=form.sheet,
        form=form.document["form"],
        kind=form.kind,
        department=form.department,
        department_cell=cells.get("department", title),
        project=form.project,
        project_cell=cells.get("project", title),
        year=form.year,
        title_cell=title,
        amount=amount,
        amount_cell=amount_cell,
        lines=_lines(form),
        benefits=benefits,
        pattern=_pattern(form) if _is_telling(form, len(benefits)) else None,
        counts=tuple(_counts(form)),
        goal=fingerprint(goal) if goal and len(goal) > 10 else None,
        own=document.get("project_code") or document.get("implementing_unit"),
    )


def _benefit(name: str, number: Decimal | None) -> int | None:
    """Return the fingerprint of a benefit and its number; None for 无直接经济效益."""
    return fingerprint(f"{name}={number or ''}") if name and not matcher("no_benefit").search(name) else None


def _is_telling(form: Form, benefits: int) -> bool:
    """Return whether the benefits suffice to show copying: three, or two phrases."""
    phrases = [row for row in form.benefits if row.text is not None and len(row.name) >= _PHRASE]
    return benefits >= _MANY_BENEFITS or (benefits > 1 and len(phrases) == benefits)


def _lines(form: Form) -> tuple[SummaryLine, ...]:
    return tuple(
        SummaryLine(
            line["project"] or "",
            None if line["amount"] is None else line["amount"] * form.worth,
            line["cell"],
            line["cells"].get("amount", line["cell"]),
        )
        for line in form.document.get("rows", ())
    )


def _thing(name: str) -> int | None:
    """Return the fingerprint of what a name counts; None for a common name."""
    plain = _STRIPPED.sub("", name)
    return fingerprint(plain) if len(plain) >= _SPECIFIC else None


def _counts(form: Form) -> list[Count]:
    found = []
    for row in form.outputs:
        if row.aspect == "quantity" and row.number is not None and row.unit and row.unit != "%":
            thing = _thing(row.name)
            if thing is not None:
                found.append(Count(thing, row.number, sys.intern(row.unit), sys.intern(form.at(row, "target"))))
    return found


_CODEC = RecordCodec(FormKey, without=("file",))
_ENCODER = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))


def key_to_json(key: FormKey) -> bytes:
    """Return the key on a line of its own."""
    return _ENCODER.encode(_CODEC.plain(key)).encode() + b"\n"


def key_from_json(line: bytes, file: str) -> FormKey:
    """Return the key of a form of ``file``."""
    return _CODEC.read(json.loads(line), file=file)


def packed_keys(keys: Iterable[FormKey]) -> bytes:
    """Return the keys of a file in a seventh of the bytes of their lines."""
    return zlib.compress(b"".join(map(key_to_json, keys)), 1)


def unpacked_keys(data: bytes, file: str) -> list[FormKey]:
    """Return the keys of the forms of ``file``."""
    return [key_from_json(line, file) for line in zlib.decompress(data).splitlines()]
