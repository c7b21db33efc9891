"""The keys of the rules across forms as one line of JSON each, without the name of the file."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from sys import intern
from typing import Any

from jixiao.checks.keys import Count, FormKey, Line
from jixiao.packing import packed


def key_to_json(key: FormKey) -> bytes:
    """The key on a line of its own; numbers as text keep their digits."""
    raw = [
        key.sheet,
        key.form,
        key.kind,
        key.department,
        key.department_cell,
        key.project,
        key.project_cell,
        key.title_cell,
        key.amount_cell,
        _text(key.amount),
        key.year,
        key.pattern,
        key.goal,
        [[line.project, _text(line.amount), line.cell, line.amount_cell] for line in key.lines],
        key.benefits,
        [[each.thing, str(each.number), each.unit, each.cell] for each in key.counts],
    ]
    return _ENCODER.encode(raw).encode() + b"\n"


_ENCODER = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))
_TEXTS = 9
"""So many entries at the beginning are texts or null."""


def key_from_json(line: bytes, file: str) -> FormKey:
    """The key of a form of ``file``; texts that keys have in common are held once, for all keys are held at a time."""
    raw = json.loads(line)
    texts: list[Any] = [text and intern(text) for text in raw[:_TEXTS]]
    sheet, form, kind, department, department_cell, project, project_cell, title_cell, amount_cell = texts
    amount, year, pattern, goal, lines, benefits, counts = raw[_TEXTS:]
    return FormKey(
        file,
        sheet,
        form,
        kind,
        department,
        department_cell,
        project,
        project_cell,
        year,
        title_cell,
        _number(amount),
        amount_cell,
        tuple([Line(intern(name), _number(each), intern(cell), intern(at)) for name, each, cell, at in lines]),
        tuple([(mark, intern(cell)) for mark, cell in benefits]),
        pattern,
        tuple([Count(thing, _decimal(number), intern(unit), intern(cell)) for thing, number, unit, cell in counts]),
        goal,
    )


def packed_keys(keys: Iterable[FormKey]) -> bytes:
    """The keys of a file in a seventh of the bytes of their lines."""
    return packed(b"".join(map(key_to_json, keys)))


def unpacked_keys(data: bytes, file: str) -> list[FormKey]:
    """The keys of the forms of ``file``."""
    return [key_from_json(line, file) for line in zlib.decompress(data).splitlines()]


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else _decimal(text)


@lru_cache(maxsize=8192)
def _decimal(text: str) -> Decimal:
    return Decimal(text)
