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
    raw: dict[str, Any] = {name: getattr(key, name) for name in FormKey.__slots__ if name != "file"}
    raw["amount"] = _text(key.amount)
    raw["lines"] = [[line.project, _text(line.amount), line.cell, line.amount_cell] for line in key.lines]
    raw["counts"] = [[each.thing, str(each.number), each.unit, each.cell] for each in key.counts]
    return json.dumps(raw, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def key_from_json(line: bytes, file: str) -> FormKey:
    """The key of a form of ``file``; texts that keys have in common are held once, for all keys are held at a time."""
    raw: dict[str, Any] = {
        name: intern(value) if isinstance(value, str) else value for name, value in json.loads(line).items()
    }
    raw["amount"] = _number(raw["amount"])
    raw["lines"] = tuple(
        Line(intern(name), _number(amount), intern(cell), intern(at)) for name, amount, cell, at in raw["lines"]
    )
    raw["counts"] = tuple(
        Count(thing, _decimal(number), intern(unit), intern(cell)) for thing, number, unit, cell in raw["counts"]
    )
    raw["benefits"] = tuple((mark, intern(cell)) for mark, cell in raw["benefits"])
    return FormKey(file=file, **raw)


def packed_keys(keys: Iterable[FormKey] | bytes) -> bytes:
    """The keys of a file in a seventh of the bytes of their lines, unless they are packed already."""
    return keys if isinstance(keys, bytes) else packed(b"".join(map(key_to_json, keys)))


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
