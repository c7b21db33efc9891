"""Intervals with their ends: what 以上, 不足, 80%（含）-90% mean."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jixiao.forms.numbers import plain_number

_NO_START, _NO_STOP = Decimal("-Infinity"), Decimal("Infinity")


def all_of(tests: list[str]) -> str:
    """Several Excel conditions as one."""
    if not tests:
        return "TRUE"
    return tests[0] if len(tests) == 1 else f"AND({','.join(tests)})"


@dataclass(frozen=True, slots=True)
class Interval:
    """A range of numbers; an end that is None is open to infinity.

    ``low_in`` and ``high_in`` say whether the end belongs to it; None where the sentence does not say: then the lower
    end does and the upper does not (STANDARDS.md, Boundaries), unless nothing else covers the upper end.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    low_in: bool | None = None
    high_in: bool | None = None

    @property
    def has_low(self) -> bool:
        """Whether the lower end belongs to the interval."""
        return self.low_in is not False

    @property
    def has_high(self) -> bool:
        """Whether the upper end belongs to the interval."""
        return self.high_in is True

    @property
    def start(self) -> Decimal:
        """The lower end; minus infinity where it is open."""
        return _NO_START if self.low is None else self.low

    @property
    def stop(self) -> Decimal:
        """The upper end; infinity where it is open."""
        return _NO_STOP if self.high is None else self.high

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """The ends that are no infinity."""
        return tuple(end for end in (self.low, self.high) if end is not None)

    @property
    def exact(self) -> bool:
        """Whether it is a single number."""
        return self.low is not None and self.low == self.high

    @property
    def empty(self) -> bool:
        """Whether nothing can lie in it."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and not (self.has_low and self.has_high))

    def contains(self, number: Decimal) -> bool:
        """Whether the number lies in it."""
        if self.low is not None and (number < self.low or (number == self.low and not self.has_low)):
            return False
        return self.high is None or number < self.high or (number == self.high and self.has_high)

    def covers(self, other: Interval) -> bool:
        """Whether the other lies in this one and is smaller."""
        if self == other:
            return False
        same_low = self.start == other.start and (self.low is None or self.has_low or not other.has_low)
        same_high = self.stop == other.stop and (self.high is None or self.has_high or not other.has_high)
        return (same_low or self.start < other.start) and (same_high or self.stop > other.stop)

    def intersect(self, other: Interval) -> Interval:
        """What lies in both."""
        low, low_in = _inner(self.low, self.low_in, other.low, other.low_in, upward=True)
        high, high_in = _inner(self.high, self.high_in, other.high, other.high_in, upward=False)
        return Interval(low, high, low_in, high_in)

    def times(self, factor: Decimal | Fraction | int) -> Interval:
        """Return the interval in another unit, ``factor`` of which make one of this."""
        if factor == 1:
            return self
        ratio = Fraction(factor)
        ends = (self.low, self.high)
        low, high = (None if end is None else end * ratio.numerator / ratio.denominator for end in ends)
        return Interval(low, high, self.low_in, self.high_in)

    def excel(self, value: str) -> str:
        """The condition that ``value`` lies in it, as an Excel expression."""
        if self.exact and self.low is not None:
            return f"{value}={plain_number(self.low)}"
        parts = []
        if self.low is not None:
            parts.append(f"{value}{'>=' if self.has_low else '>'}{plain_number(self.low)}")
        if self.high is not None:
            parts.append(f"{value}{'<=' if self.has_high else '<'}{plain_number(self.high)}")
        return all_of(parts)

    def words(self, value: str, unit: str = "") -> str:
        """The condition for a reader: ``80%≤92%＜90%``."""
        if self.exact and self.low is not None:
            return f"{value}＝{plain_number(self.low)}{unit}"
        if self.low is not None and self.high is not None:
            left, right = ("≤" if self.has_low else "＜"), ("≤" if self.has_high else "＜")
            return f"{plain_number(self.low)}{unit}{left}{value}{right}{plain_number(self.high)}{unit}"
        if self.low is not None:
            return f"{value}{'≥' if self.has_low else '＞'}{plain_number(self.low)}{unit}"
        if self.high is not None:
            return f"{value}{'≤' if self.has_high else '＜'}{plain_number(self.high)}{unit}"
        return value


def _inner(
    a: Decimal | None, a_in: bool | None, b: Decimal | None, b_in: bool | None, *, upward: bool
) -> tuple[Decimal | None, bool | None]:
    """The tighter of two ends; at the same number the one that excludes it."""
    if a is None or b is None:
        return (b, b_in) if a is None else (a, a_in)
    if a == b:
        return a, False if a_in is False or b_in is False else (a_in or b_in)
    return (a, a_in) if (a > b) == upward else (b, b_in)


def at_least(number: Decimal, *, included: bool | None = True) -> Interval:
    """From the number upwards."""
    return Interval(low=number, low_in=included)


def at_most(number: Decimal, *, included: bool | None = True) -> Interval:
    """Up to the number."""
    return Interval(high=number, high_in=included)


def exactly(number: Decimal) -> Interval:
    """The number alone."""
    return Interval(number, number, True, True)
