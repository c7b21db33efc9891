"""What rows of the summary are made of: forms, files, departments.

Amounts are ``Decimal`` in 万元 whatever unit the form used. What a form does not say is None, never 0.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from jixiao.consolidate.records import BlockScore, Evaluation, LevelCount
from jixiao.forms.all_money import line_of_all_money, scored_line, sum_of_parts
from jixiao.forms.classification import framework
from jixiao.forms.definition import load_definitions
from jixiao.forms.document import Document, Execution, Indicator
from jixiao.forms.general.definitions import definition_of, name_of_kind
from jixiao.forms.labels import cached_form
from jixiao.forms.learned.folders import learned_forms
from jixiao.forms.project_money import Money, in_wan, money_factor, project_money
from jixiao.forms.text import label_form

NATURES = {"quantitative": "定量", "qualitative": "定性"}


class RoundRow(NamedTuple):
    """A line of 轮次: how far a department is. ``overdue`` in days, no ``href``."""

    department: str
    filed: int
    first: str | None
    latest: str | None
    round: int
    errors: int
    warnings: int
    mended: int
    unmended: int
    new: int
    overdue: int
    approved: str | None
    href: str = ""


class SummaryForm:
    """A form for the columns of sheets, in 万元; what it lacks is None, never 0."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.department = document["department"]
        self.project = document.get("project")
        self.year = document["fiscal_year"]
        self.name = form_name(document["form"])
        self.sheet = document["source"]["sheet"]
        self.title_cell = document["source"]["title_cell"]
        self.cells = document["cells"]
        self.funding = document.get("funding", {})
        self.goals = document.get("goals", {})
        self.indicators: Sequence[Indicator] = document.get("indicators", ())
        self._factor = money_factor(document["currency_unit"])
        self._tree = classification_of(document)

    @cached_property
    def project_money(self) -> Money:
        """What counts as the money of a project, and its cell."""
        return project_money(self.document)

    @property
    def goal(self) -> str | None:
        """The goal of the year, or of the period."""
        return self.goals.get("annual") or self.goals.get("annual_local") or self.goals.get("period")

    @cached_property
    def execution(self) -> Execution:
        """The line of all money, else what the lines of its parts make together."""
        lines = self.document.get("execution") or ()
        return line_of_all_money(lines) or sum_of_parts(lines)

    @cached_property
    def held(self) -> dict[str, str | None]:
        """What stands beside the labels without a concept, by label form."""
        others = self.document.get("other", ())
        return {cached_form(each["label"]): None if each["value"] is None else str(each["value"]) for each in others}

    def in_wan(self, amount: Decimal | None) -> Decimal | None:
        """An amount of the form in 万元."""
        return in_wan(amount, self._factor)

    def budget(self, key: str) -> Decimal | None:
        """An amount of the budget of a department form."""
        return self.in_wan(self.document.get("budget", {}).get(key))

    def levels(self, indicator: Indicator) -> tuple[str | None, str | None]:
        """Return an indicator's levels as the form's classification calls them."""
        return canonical_levels(self._tree, indicator["level1"], indicator["level2"])

    def execution_cell(self, key: str) -> str:
        """The cell of a number of the execution, else that of the title."""
        return self.execution["cells"].get(key) or self.title_cell

    def likely(self, likelihood: str) -> int:
        """How many indicators a department says are that likely to be reached."""
        return sum(indicator.get("likelihood") == likelihood for indicator in self.indicators)


@lru_cache(maxsize=4096)
def canonical_levels(tree: str | None, level1: str | None, level2: str | None) -> tuple[str | None, str | None]:
    """Return the levels' names in the classification; None if unknown."""
    # A level 1 that is missing or unknown follows from a level 2 that is known.
    if tree is None:
        return None, None
    known = framework(tree)
    parent, leaf = known.level2.get(label_form(level2), (None, None)) if level2 else (None, None)
    branch = known.level1.get(label_form(level1)) if level1 else None
    return branch or parent, leaf


def classification_of(document: Document) -> str | None:
    """Return the classification of a form's indicator table; None without one."""
    table = definition_of(document).table("indicators")
    return table.classification if table is not None else None


def form_name(form: str) -> str:
    """The Chinese name of a form, or its id if it is not defined."""
    definition = load_definitions().get(form)
    if definition is not None:
        return definition.name
    learned = None if name_of_kind(form) else learned_forms().get(form)
    return learned.name if learned else name_of_kind(form) or form


EXECUTION = "预算执行"
_OTHER_FIGURE = re.compile(r"执行|支出数|完成|结转|结余|决算|其中|得分|分值")
"""What is no budget of the year before: 上年执行数, 上年结转资金, 其中：财政拨款."""
_WHOLE = re.compile(r"总额|合计|总计")  # 上年度资金总额


def levels_of(document: Document) -> tuple[LevelCount, ...]:
    """Count a form's indicators by level 2, old names as today's."""
    tree = classification_of(document)
    found = Counter(
        _todays_name(canonical_levels(tree, each["level1"], each["level2"])[1])
        for each in document.get("indicators", ())
    )
    return tuple(LevelCount(level2, number) for level2, number in found.items())


@cache
def _todays_name(level2: str | None) -> str:
    """The name of a level 2 in the newest classification that has it: 产出数量 is 数量指标."""
    for tree in ("2021", "2015"):
        leaf = canonical_levels(tree, None, level2)[1]
        if leaf is not None:
            return leaf
    return level2 or ""


def last_year_of(document: Document) -> Decimal | None:
    """Return the year before's budget in 万元; None if not stated once."""
    stated = [
        (each["label"], each["value"])
        for each in document.get("last_year", ())
        if isinstance(each["value"], Decimal) and not _OTHER_FIGURE.search(each["label"])
    ]
    whole = [each for each in stated if _WHOLE.search(each[0])] or stated
    return in_wan(whole[0][1], money_factor(document["currency_unit"])) if len(whole) == 1 else None


def evaluation_of(document: Document) -> Evaluation:
    """Return a self-evaluation's stated total, and what each level 1 got."""
    tree = classification_of(document)
    indicators: Counter[str] = Counter()
    points: dict[str, Decimal] = {}
    scores: dict[str, Decimal] = {}

    def add(block: str, given: Decimal | None, score: Decimal | None) -> None:
        if given is not None and score is not None and 0 <= score <= given:  # one beyond its points is an error
            indicators[block] += 1
            points[block] = points.get(block, Decimal(0)) + given
            scores[block] = scores.get(block, Decimal(0)) + score

    if (line := scored_line(document.get("execution") or ())) is not None:
        add(EXECUTION, line.get("points"), line.get("score"))
    for each in document.get("indicators", ()):
        level1 = canonical_levels(tree, each["level1"], each["level2"])[0] or each["level1"]
        add(level1 or "", each.get("points"), each.get("score"))
    blocks = tuple(BlockScore(block, number, points[block], scores[block]) for block, number in indicators.items())
    return Evaluation(document.get("total_points"), document.get("total_score"), blocks)
