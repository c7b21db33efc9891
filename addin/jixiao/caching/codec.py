"""Records as JSON data and back, by the types of their fields.

A record is a dataclass or a NamedTuple; its JSON is the list of its fields in their order. What is read is held to the
types: data that somebody planted becomes no other kind of object, and nothing that is read can run code.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from operator import attrgetter
from sys import intern
from typing import Any, Generic, Literal, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

_T = TypeVar("_T")
_Convert = Callable[[Any], Any]


class Converter(NamedTuple):
    """How values of a type become JSON data and back; ``plain`` is None if they are."""

    plain: _Convert | None
    read: _Convert


class RecordCodec(Generic[_T]):
    """Turns records of a type into lists and back.

    ``without`` are fields that are left out and given when a record is read: the name of the file they all belong to.
    ``others`` are converters for types of fields that are no records.
    """

    def __init__(
        self, kind: type[_T], *, without: Sequence[str] = (), others: Mapping[object, Converter] | None = None
    ) -> None:
        self.name = kind.__name__
        self._kind: Callable[..., _T] = kind
        record: Any = kind
        names: list[str] = [*getattr(kind, "_fields", ())] or [field.name for field in fields(record)]
        hints = get_type_hints(kind)
        kept = [name for name in names if name not in without]
        converters = [_converter(hints[name], others or {}) for name in kept]
        self._values = attrgetter(*kept) if len(kept) > 1 else lambda record: (getattr(record, kept[0]),)
        self._plain = [(place, each.plain) for place, each in enumerate(converters) if each.plain is not None]
        self._read = [each.read for each in converters]
        self._given = [(names.index(name), name) for name in names if name in without]

    def plain(self, record: _T) -> list[Any]:
        """The record as JSON data."""
        values = list(self._values(record))
        for place, convert in self._plain:
            values[place] = convert(values[place])
        return values

    def read(self, raw: Any, **given: Any) -> _T:
        """Return the record of JSON data.

        Raises ``ValueError``, ``TypeError``, ``LookupError`` or ``ArithmeticError`` if it is none.
        """
        if not isinstance(raw, list):
            raise TypeError(f"a record is a list, not {type(raw).__name__}")
        values = [read(value) for read, value in zip(self._read, raw, strict=True)]
        for place, name in self._given:
            values.insert(place, given[name])
        return self._kind(*values)


def _converter(hint: Any, others: Mapping[object, Converter]) -> Converter:
    """The converter of values of a type."""
    if hint in others:
        return others[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _of_union(arguments, others)
    if origin is Literal:
        known = {value: value for value in arguments}
        return Converter(None, known.__getitem__)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return _of_sequence(tuple, arguments[0], others)
    if origin is tuple:
        return _of_tuple([_converter(each, others) for each in arguments])
    if origin in (list, Sequence):
        return _of_sequence(list, arguments[0], others)
    if origin in (dict, Mapping):
        return _of_mapping(arguments[1], others)
    if is_dataclass(hint) or hasattr(hint, "_fields"):
        record: RecordCodec[Any] = RecordCodec(hint, others=others)
        return Converter(record.plain, record.read)
    if isinstance(hint, type) and issubclass(hint, Enum):
        values = {each.value: each for each in hint}
        return Converter(attrgetter("value"), values.__getitem__)
    if hint is Decimal:
        return Converter(str, _decimal)
    return Converter(None, _READERS[hint])


def _of_union(arguments: Sequence[Any], others: Mapping[object, Converter]) -> Converter:
    """Convert one of several types; a number that may be a text stands in a list."""
    rest = [each for each in arguments if each is not type(None)]
    if len(rest) == 1:
        one = _converter(rest[0], others)
        plain, read = one.plain, one.read
        may_be = None if plain is None else lambda value: None if value is None else plain(value)
        return Converter(may_be, lambda raw: None if raw is None else read(raw))
    allowed = tuple(each for each in arguments if each is not Decimal)
    if not set(allowed) <= {str, int, float, bool, type(None)}:
        raise TypeError(f"no way to tell values of {arguments} apart")

    def read_scalar(raw: Any) -> Any:
        if isinstance(raw, list):
            (text,) = raw
            return _decimal(text)
        if type(raw) not in allowed:
            raise TypeError(f"{type(raw).__name__} is not in {allowed}")
        return raw

    return Converter(lambda value: [str(value)] if isinstance(value, Decimal) else value, read_scalar)


def _of_sequence(kind: type[Any], item: Any, others: Mapping[object, Converter]) -> Converter:
    one = _converter(item, others)
    plain, read = one.plain, one.read

    def read_all(raw: Any) -> Any:
        return kind([read(each) for each in _list(raw)])

    return Converter(list if plain is None else lambda values: [plain(each) for each in values], read_all)


def _of_tuple(items: Sequence[Converter]) -> Converter:
    def plain(values: Any) -> list[Any]:
        paired = zip(items, values, strict=True)
        return [value if one.plain is None else one.plain(value) for one, value in paired]

    return Converter(plain, lambda raw: tuple([one.read(each) for one, each in zip(items, _list(raw), strict=True)]))


def _of_mapping(item: Any, others: Mapping[object, Converter]) -> Converter:
    one = _converter(item, others)
    plain, read = one.plain, one.read

    def read_all(raw: Any) -> dict[str, Any]:
        return {intern(key): read(each) for key, each in dict.items(raw)}

    def plain_all(values: Mapping[str, Any]) -> dict[str, Any]:
        return dict(values) if plain is None else {key: plain(each) for key, each in values.items()}

    return Converter(plain_all, read_all)


def _list(raw: Any) -> list[Any]:
    if not isinstance(raw, list):
        raise TypeError(f"a list was expected, not {type(raw).__name__}")
    return raw


def _exactly(*kinds: type[Any]) -> _Convert:
    def read(raw: Any) -> Any:
        if type(raw) not in kinds:
            raise TypeError(f"{type(raw).__name__} is not in {kinds}")
        return raw

    return read


def _decimal(raw: Any) -> Decimal:
    if type(raw) is not str:
        raise TypeError(f"a number is a text, not {type(raw).__name__}")
    return Decimal(raw)


# Texts that records have in common are held once, for many records are held at a time.
_READERS: Mapping[Any, _Convert] = {
    str: intern,
    int: _exactly(int),
    float: _exactly(int, float),
    bool: _exactly(bool),
    type(None): _exactly(type(None)),
}
