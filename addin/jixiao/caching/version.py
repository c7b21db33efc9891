"""What a result depends on besides the file: program, definitions, options."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from jixiao.forms.learned.folders import state as learned_state
from jixiao.resources import schema_dir

_PACKAGE = Path(__file__).resolve().parents[1]
_FLOORS = ("grid", "forms", "scoring", "checks", "consolidate", "caching", "reports")
"""The parts of the package that a result is made by, besides the modules beside them."""


def version(*parts: Any) -> str:
    """Return a hash of the program, ``schema``, the learned forms and ``parts``."""
    state = sha256()
    learned = [sha256(Path(path).read_bytes()).hexdigest() for path, _, _ in learned_state()]
    for text in (*_program(), *_schema(), *learned, *map(canonical, parts)):
        state.update(text.encode("utf-8", "surrogatepass"))
        state.update(b"\0")
    return state.hexdigest()


def canonical(value: Any) -> str:
    """A value as text that is the same in every process: sets and mappings in order."""
    if is_dataclass(value) and not isinstance(value, type):
        inside = ",".join(f"{field.name}={canonical(getattr(value, field.name))}" for field in fields(value))
        return f"{type(value).__name__}({inside})"
    if isinstance(value, Mapping):
        return "{" + ",".join(sorted(f"{canonical(key)}:{canonical(each)}" for key, each in value.items())) + "}"
    if isinstance(value, frozenset | set):
        return "{" + ",".join(sorted(map(canonical, value))) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(canonical, value)) + "]"
    return repr(value)


def _program() -> Iterator[str]:
    yield sys.version
    beside = _PACKAGE.glob("*.py")
    for path in sorted([*beside, *(path for floor in _FLOORS for path in (_PACKAGE / floor).rglob("*.py"))]):
        status = path.stat()
        # A rule is code: an edited module is another program, whatever the version number says.
        yield f"{path.relative_to(_PACKAGE)} {status.st_size} {status.st_mtime_ns}"


def _schema() -> Iterator[str]:
    folder = schema_dir()
    for path in sorted(folder.rglob("*.json")):
        yield f"{path.relative_to(folder)} {sha256(path.read_bytes()).hexdigest()}"
