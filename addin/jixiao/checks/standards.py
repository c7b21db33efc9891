"""What the rules need of scoring standards: problems and points."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from jixiao.forms.numbers import parse_number, plain_number

if TYPE_CHECKING:
    from jixiao.checks.rows import Row
    from jixiao.scoring.problems import StandardProblem


_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_STEP = re.compile(r"\s*(?:分|个?百分点|[%％](?:的?扣|的?按|计|的?，))")
"""What follows a number that says how much a step costs: points, and the size of the step itself."""
_PLAIN_TARGET = Decimal(100)


_EVERY_KIND = (
    "达到90%得5分，每降低1个百分点扣0.5分，不足1个百分点按1个百分点计，扣完为止。",
    "达到计划值得5分，否则按实际值/计划值×指标分值计分。",
    "90%以上得5分，80%—90%得3分，低于60%不得分；逾期的酌情扣分。",
)
"""Reading these compiles what the language of scoring standards needs."""


class StandardReview(NamedTuple):
    """A standard: the points it states (None: it names none) and its problems."""

    points: Decimal | None
    problems: tuple[StandardProblem, ...]


class Scored(NamedTuple):
    """An indicator with its standard and the address of that."""

    row: Row
    text: str
    cell: str
    judged: StandardReview


@lru_cache(maxsize=4096)
def judge(text: str, target: Decimal | str | None, operator: str | None, unit: str | None) -> StandardReview:
    """Return what a standard says for its indicator, kept for the next."""
    from jixiao.scoring.assembly import understand  # only forms with standards need the language
    from jixiao.scoring.context import Context, read_plan
    from jixiao.scoring.problems import problems

    standard = understand(text, Context(read_plan(target, unit), unit, operator, None))
    return StandardReview(standard.stated, tuple(problems(standard)))


def prepare_scoring() -> None:
    """Load what the first file with standards would wait for: definitions, language."""
    from jixiao.forms.extraction import default_extractor

    default_extractor()
    for standard in _EVERY_KIND:
        judge(standard, None, None, None)


def read_standards(rows: Iterable[Row], address_of: Callable[[Row, str], str]) -> Iterator[Scored]:
    """Yield indicators with a standard, what it says, and its cell."""
    for row in rows:
        text = row.data.get("scoring_standard")
        if text:
            review = _judged(row, text)
            unread = (row.data.get("other") or {}).values()
            if row.data.get("points") is not None or any(parse_number(each) is not None for each in unread):
                # a column states them, or one in other words may: 计分
                review = review._replace(problems=tuple(each for each in review.problems if each.code != "SCR-002"))
            yield Scored(row, text, address_of(row, "scoring_standard"), review)


def _judged(row: Row, text: str) -> StandardReview:
    """Return what ``judge`` does; texts that differ by the target are read once."""
    # ``控制在12万元以内得5分`` for a target of 12 and ``控制在30万元以内得5分`` for one of 30 are the same sentence. Only one in order
    # is taken over: what is reported is said about the very words.
    shape = _shape(text, row.number)
    if shape is not None:
        plain = judge(
            shape, None if shape == text else _PLAIN_TARGET, row.operator, None if shape == text else row.unit
        )
        if not plain.problems:
            return plain
    return judge(text, row.target, row.operator, row.unit)


@lru_cache(maxsize=4096)
def _shape(text: str, target: Decimal | None) -> str | None:
    """Return the sentence with 100 as target; None for other numbers."""
    named = None if target is None else plain_number(target)
    pieces: list[str] = []
    last = 0
    for match in _NUMBER.finditer(text):
        step = _STEP.match(text, match.end()) is not None
        if match.group() == named and not step:
            pieces += [text[last : match.start()], "100"]
            last = match.end()
        elif not step or match.group() == "100":
            return None
    return "".join([*pieces, text[last:]])
