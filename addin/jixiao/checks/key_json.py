"""The keys of the rules across forms as a line of JSON each, without file."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable

from jixiao.caching.codec import RecordCodec
from jixiao.checks.keys import FormKey

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
