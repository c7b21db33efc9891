"""A standard explained by its clauses; which of many are not understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from jixiao.forms.document import Document
from jixiao.forms.jsonout import plain
from jixiao.forms.measures import split_measure
from jixiao.forms.numbers import parse_number
from jixiao.scoring.assembly import understand
from jixiao.scoring.awards import Policy
from jixiao.scoring.context import Context, TypedValue, context_of, read_plan
from jixiao.scoring.criteria import Plan
from jixiao.scoring.engine import Score, score
from jixiao.scoring.formula import formula
from jixiao.scoring.problems import StandardProblem, problems
from jixiao.scoring.standard import Branch, Standard

TRIAL_POINTS = Decimal(10)
"""What a single sentence without points is tried with; always told as 推定, and never used for a form."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything there is to say about one sentence."""

    standard: Standard
    points: Decimal
    inferred: bool
    formula: str | None
    problems: tuple[StandardProblem, ...]
    scores: tuple[tuple[TypedValue, Score], ...]
    plan: TypedValue = None

    def as_json(self) -> dict[str, Any]:
        """The JSON of ``explain --json`` (scripts/README.md)."""
        standard = self.standard
        return {
            "text": standard.text,
            "kind": standard.kind,
            "points": None if self.inferred else plain(standard.points),
            "points_inferred": plain(self.points) if self.inferred and standard.understood else None,
            "plan": _plain(self.plan),
            "formula": self.formula,
            "problems": list(dict.fromkeys(problem.code for problem in self.problems)),
            "scores": [_score_json(actual, result) for actual, result in self.scores],
        }


def explain(
    text: str,
    *,
    points: Decimal | None = None,
    plan: TypedValue = None,
    actuals: Sequence[TypedValue] = (),
    unit: str | None = None,
    operator: str | None = None,
    policy: Policy = Policy.FLOOR,
    year: int | None = None,
) -> Explanation:
    """Explain one sentence. Without points anywhere it is tried with ``TRIAL_POINTS``.

    A unit and an operator that are not given are those written in the plan: ``≥95%``.
    """
    said = split_measure(plan) if isinstance(plan, str) else None
    if said is not None:
        unit, operator = unit or said.unit, operator or said.operator
    standard = understand(text, Context(read_plan(plan, unit), unit, operator, points, year))
    inferred = standard.points is None
    used = TRIAL_POINTS if standard.points is None else standard.points
    return Explanation(
        standard,
        used,
        inferred,
        formula(standard, points=used, policy=policy),
        tuple(problems(standard, points)),
        tuple((actual, score(standard, actual, policy=policy, points=used)) for actual in actuals),
        plan,
    )


def _score_json(actual: TypedValue, result: Score) -> dict[str, Any]:
    bounds = None
    if result.score is None and result.low is not None and result.high is not None:
        bounds = [plain(result.low), plain(result.high)]
    return {
        "actual": _plain(actual),
        "score": plain(result.score),
        "range": bounds,
        "alternatives": {policy.value: plain(amount) for policy, amount in result.alternatives} or None,
        "trace": result.trace,
    }


def _plain(value: object) -> object:
    number = parse_number(value) if isinstance(value, str | int | float) else value
    return plain(number) if isinstance(number, Decimal) else value.isoformat() if isinstance(value, date) else value


def clause_words(branch: Branch, plan: Plan = None) -> str:
    """One branch for a reader: ``实际值≥计划值：得10分``."""
    condition = "，且".join(test.words(None, plan) for test in branch.criteria) or "其余情况"
    return f"{condition}：{branch.award.words()}"


# ---- which standards of many forms are not understood, the most frequent first


@dataclass(slots=True)
class Unclear:
    """A wording not scored by itself, or broken off; ``pieces`` are what is left."""

    text: str
    kind: str | None
    pieces: tuple[str, ...]
    truncated: bool
    places: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How often it stands in the forms."""
        return len(self.places)

    def as_json(self) -> dict[str, Any]:
        """The entry of ``explain --from --json``."""
        return asdict(self) | {"count": self.count, "pieces": list(self.pieces)}


@dataclass(slots=True)
class Survey:
    """How many standards and ``wordings`` were met, and the unclear among them."""

    total: int = 0
    wordings: set[str] = field(default_factory=set)
    unclear: dict[str, Unclear] = field(default_factory=dict)

    def add(self, document: Document) -> None:
        """Count the standards of one form."""
        source = document["source"]
        for indicator in document.get("indicators", []):
            if not (text := indicator.get("scoring_standard")):
                continue
            standard = understand(text, context_of(indicator, year=document["fiscal_year"]))
            self.total += 1
            self.wordings.add(text)
            if not standard.reliable or standard.truncated:
                open_ones = standard.unread or (standard.contradiction,)
                pieces = tuple(filter(None, open_ones)) if standard.understood else ()
                entry = self.unclear.setdefault(text, Unclear(text, standard.kind, pieces, standard.truncated))
                cell = indicator["cells"].get("scoring_standard", indicator["cell"])
                entry.places.append(f"{source['file']}!{source['sheet']}!{cell}")

    def pieces(self) -> list[tuple[str, int]]:
        """Return the pieces left open, with how many standards hold each."""
        counts = Counter(piece for entry in self.unclear.values() for piece in entry.pieces * entry.count)
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))

    def ranked(self) -> list[Unclear]:
        """The unclear wordings, the most frequent first."""
        return sorted(self.unclear.values(), key=lambda entry: (-entry.count, entry.text))
