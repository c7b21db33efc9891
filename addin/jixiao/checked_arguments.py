"""Arguments of the library: one of a type that it does not take is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from decimal import Decimal
from functools import wraps
from inspect import signature
from os import PathLike
from typing import ParamSpec, TypeVar

from jixiao.errors import UsageError

_P = ParamSpec("_P")
_T = TypeVar("_T")

_KINDS: Mapping[str, tuple[tuple[type, ...], str]] = {
    "AnyPath": ((str, PathLike), "路径"),
    "str": ((str,), "文字"),
    "int": ((int,), "整数"),
    "Decimal | float": ((Decimal, int, float), "数"),
    "Decimal | float | str": ((Decimal, int, float, str), "数或文字"),
}
"""By annotation: the types of its values, and what they are called. Values of other annotations are not looked at."""
_LISTED = re.compile(r"(?:Sequence|Iterable)\[(.+)\]")  # Sequence[AnyPath]


def held_to_annotations(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """Let a function raise ``UsageError`` for an argument of another type."""
    parameters = signature(function).parameters

    @wraps(function)
    def checked(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        for name, value in signature(function).bind(*args, **kwargs).arguments.items():
            kind = str(parameters[name].annotation)
            if value is not None or not kind.endswith(" | None"):
                _refuse_other(name, value, kind.removesuffix(" | None"))
        return function(*args, **kwargs)

    return checked


def _refuse_other(name: str, value: object, kind: str) -> None:
    """Raise ``UsageError`` for a value, or one of a list, of another type."""
    if kind == "Paths":  # one, or several
        several = isinstance(value, Iterable) and not isinstance(value, str | bytes)
        kind = "Sequence[AnyPath]" if several else "AnyPath"
    listed = _LISTED.fullmatch(kind)
    types, called = _KINDS.get(listed[1] if listed else kind, ((object,), ""))
    if listed:
        each = value if isinstance(value, Collection) else ()  # an iterator is not used up by looking at it
        fits = (
            isinstance(value, Iterable) and not isinstance(value, str) and all(isinstance(one, types) for one in each)
        )
    else:
        fits = isinstance(value, types)
    if not fits:
        raise UsageError(f"参数 {name} 应是{called}{'的列表' if listed else ''}，不能是 {value!r}")
