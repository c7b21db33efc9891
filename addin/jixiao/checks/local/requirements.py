"""What a bureau's rule can ask of a value, of a sum or of a number of rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from jixiao.forms.labels import cached_form

if TYPE_CHECKING:
    import jsonschema_rs

Asked = Literal["value", "sum", "count"]
OperandKind = Literal["none", "value", "number", "list", "pattern"]
RequirementValue = Decimal | str | None
Holds = Callable[[Decimal | str, tuple[str, ...], RequirementValue], bool]
_NEAR = Decimal("0.005")


class RequirementCondition(NamedTuple):
    """A condition: what it asks of, what 值 holds, how the demand is said.

    An ``operand`` of ``value`` is a number or a text, and another column may stand in its place, as for ``number``.
    """

    name: str
    asked: Asked
    operand: OperandKind
    told: str
    holds: Holds
    aliases: tuple[str, ...] = ()


def _compared(test: Callable[[Decimal], bool]) -> Holds:
    """Return a test of two numbers by their difference."""

    def holds(found: Decimal | str, _words: tuple[str, ...], other: RequirementValue) -> bool:
        return test(found - other) if isinstance(found, Decimal) and isinstance(other, Decimal) else False

    return holds


def _equal(found: Decimal | str, _words: tuple[str, ...], other: RequirementValue) -> bool:
    if isinstance(found, Decimal) and isinstance(other, Decimal):
        return abs(found - other) <= _NEAR
    return cached_form(str(found)) == cached_form("" if other is None else str(other))


def _listed(found: Decimal | str, words: tuple[str, ...], _other: RequirementValue) -> bool:
    return cached_form(format(found, "f") if isinstance(found, Decimal) else found) in words


def _matching(found: Decimal | str, words: tuple[str, ...], _other: RequirementValue) -> bool:
    return matches(words[0], format(found, "f") if isinstance(found, Decimal) else found)


def _length(found: Decimal | str) -> int:
    return len("".join(str(found).split()))


def _not(holds: Holds) -> Holds:
    return lambda found, words, other: not holds(found, words, other)


_AT_LEAST, _AT_MOST = _compared(lambda d: d >= -_NEAR), _compared(lambda d: d <= _NEAR)
CONDITIONS = (
    RequirementCondition("必填", "value", "none", "应填写", lambda found, words, other: True, ("不能为空", "不得为空")),
    RequirementCondition("等于", "value", "value", "{}", _equal, ("=", "＝", "应为")),
    RequirementCondition("不等于", "value", "value", "不等于{}", _not(_equal), ("≠", "<>", "!=")),
    RequirementCondition("大于", "value", "number", ">{}", _compared(lambda d: d > _NEAR), (">", "高于")),
    RequirementCondition("不小于", "value", "number", "≥{}", _AT_LEAST, ("≥", ">=", "大于等于", "不低于", "不少于")),
    RequirementCondition("小于", "value", "number", "<{}", _compared(lambda d: d < -_NEAR), ("<", "低于")),
    RequirementCondition("不大于", "value", "number", "≤{}", _AT_MOST, ("≤", "<=", "小于等于", "不超过", "不高于")),
    RequirementCondition("在列表中", "value", "list", "{}之一", _listed, ("列表",)),
    RequirementCondition("不在列表中", "value", "list", "不是{}", _not(_listed)),
    RequirementCondition("符合正则", "value", "pattern", "符合 {}", _matching, ("正则",)),
    RequirementCondition("不符合正则", "value", "pattern", "不含 {}", _not(_matching)),
    RequirementCondition(
        "长度不超过", "value", "number", "不超过{}字", lambda f, w, o: _AT_MOST(Decimal(_length(f)), w, o), ("长度",)
    ),
    RequirementCondition(
        "长度不少于", "value", "number", "不少于{}字", lambda f, w, o: _AT_LEAST(Decimal(_length(f)), w, o)
    ),
    RequirementCondition("合计等于", "sum", "number", "合计{}", _equal),
    RequirementCondition("合计不超过", "sum", "number", "合计≤{}", _AT_MOST, ("合计不大于",)),
    RequirementCondition("合计不少于", "sum", "number", "合计≥{}", _AT_LEAST, ("合计不小于", "合计不低于")),
    RequirementCondition("条数不少于", "count", "number", "不少于{}条", _AT_LEAST, ("条数≥",)),
    RequirementCondition("条数不超过", "count", "number", "不超过{}条", _AT_MOST, ("条数≤",)),
)


@cache
def _by_name() -> Mapping[str, RequirementCondition]:
    return {cached_form(name): each for each in CONDITIONS for name in (each.name, *each.aliases)}


def condition_of(name: str) -> RequirementCondition | None:
    """Return the condition of that name."""
    return _by_name().get(cached_form(name))


LONGEST = 300
_LARGEST = 1 << 18
"""Bytes of a compiled pattern; ``(.{1000}){1000}`` would be larger."""


class PatternError(ValueError):
    """A pattern that is not understood, or that would be too large."""


def matches(pattern: str, text: str) -> bool:
    """Return whether a text holds the pattern. Raises ``PatternError``."""
    return _compiled(pattern).is_valid(text)


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> jsonschema_rs.Validator:
    """Return the pattern as a schema, whose engine needs linear time."""
    import jsonschema_rs  # few bureaus have rules with patterns

    if len(pattern) > LONGEST:
        raise PatternError(f"正则太长（{len(pattern)}字），最多 {LONGEST} 字")
    options = jsonschema_rs.RegexOptions(size_limit=_LARGEST)
    try:
        return jsonschema_rs.validator_for({"type": "string", "pattern": pattern}, pattern_options=options)
    except (jsonschema_rs.ValidationError, ValueError) as error:
        raise PatternError("正则写得不对、太大，或用了不支持的写法（前后查找、反向引用）") from error
