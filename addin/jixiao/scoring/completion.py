"""Branches made whole: in order, with what no clause says, or of labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from operator import or_

from jixiao.forms.numbers import plain_number
from jixiao.forms.text import dictionary
from jixiao.scoring import awards
from jixiao.scoring.axes import Axis, FormulaCells, Scale
from jixiao.scoring.binding import Binder
from jixiao.scoring.context import Context
from jixiao.scoring.criteria import Fulfilled, Plan, Undecided, Within
from jixiao.scoring.intervals import Interval
from jixiao.scoring.ordering import SpannedBranch, is_side_remark, on_one_line, order, span_of, with_ends
from jixiao.scoring.phrases import pattern
from jixiao.scoring.sentence import Clause, Each, InTime, Late, Named, Proportional, SentenceReading, WordRelation
from jixiao.scoring.standard import Branch
from jixiao.scoring.tier_labels import DENIALS, HasLabel, denial_of, spell

_TIME_FAMILIES = tuple(axis.name for axis in Axis if axis.timed)


def complete(branches: list[Branch], plan: Plan) -> list[Branch]:
    """Branches in order, joined, and what happens where no clause holds."""
    branches = with_ends(_with_joined_steps(branches), plan)
    branches = order([_on_a_line(branch, branches) for branch in branches], plan)
    branches = [_continued(branch, branches, plan) for branch in branches]
    penalties = [branch for branch in branches if is_side_remark(branch)]
    decided = [branch for branch in branches if branch not in penalties]
    if all(branch.criteria for branch in decided):
        decided.extend(_default(decided, plan))
    return _without_penalty([*decided, *penalties])


def _with_joined_steps(branches: list[Branch]) -> list[Branch]:
    """Tell penalties without a condition apart by their sides, if they have any."""
    joined = [branch for branch in branches if not branch.criteria and isinstance(branch.award, awards.Steps)]
    if len(joined) < 2:
        return branches
    steps = tuple(step for branch in joined for step in branch.award.steps)
    others = [branch for branch in branches if branch not in joined]
    below = [step.scale.axis.under or step.safe.low is not None for step in steps]
    one_line = all(step.scale.axis.over or step.scale.axis.under or step.scale.axis is Axis.SHARE for step in steps)
    if one_line and sorted(below) == [False, True] and steps[0].scale.unit == steps[1].scale.unit:
        return [*others, *(replace(one, criteria=(step.beyond,)) for one, step in zip(joined, steps, strict=True))]
    return [*others, Branch((), awards.Several(steps), "，".join(branch.text for branch in joined))]


def _without_penalty(branches: list[Branch]) -> list[Branch]:
    """Take nothing where none of several penalties applies."""
    found: list[Branch] = []
    for branch in branches:
        if isinstance(branch.award, awards.Several) and not any(step.adds for step in branch.award.steps):
            none = dict.fromkeys(Within(step.scale, step.safe) for step in branch.award.steps)
            found.append(Branch(tuple(none), awards.Deduct()))
        found.append(branch)
    return found


def _continued(branch: Branch, branches: list[Branch], plan: Plan) -> Branch:
    """Let steps that begin at a threshold go on from what is left there."""
    award = branch.award
    if not isinstance(award, awards.Steps) or award.adds or (own := span_of(branch, plan)) is None:
        return branch
    for other in branches:
        span = span_of(other, plan)
        if other is branch or span is None or span.family != own.family or own.interval.covers(span.interval):
            continue
        if not set(span.interval.ends).intersection(own.interval.ends):
            continue
        match other.award:
            case awards.Points():
                return replace(branch, award=replace(award, base=other.award.number))
            case awards.Deduct() if not isinstance(other.award, awards.DeductShare):
                return replace(branch, award=replace(award, offset=other.award.number))
    return branch


# ---- what no clause says


def _default(branches: list[Branch], plan: Plan) -> list[Branch]:
    """Take nothing where only penalties are; give nothing beyond the lowest tier."""
    on_top = [isinstance(branch.award, awards.Steps) and branch.award.adds for branch in branches]
    given = [isinstance(branch.award, awards.Tier | awards.Curve | awards.Band) for branch in branches]
    of_plan = [branch.award.shape is not None for branch in branches]
    if not any(on_top + given) or all(map(or_, on_top, of_plan)):
        return [Branch((), awards.Full())]  # 每超10%加0.5分；未完成的按比例得分: what is left is to reach the target
    spans = [span for branch in branches if (span := span_of(branch, plan)) is not None]
    families = {span.family for span in spans}
    nothing = [Branch((), awards.Nothing())]
    if families and all(family.startswith(_TIME_FAMILIES) for family in families):
        return [] if any(span.interval.high is None for span in spans) else nothing
    tiers = on_one_line(branches, plan)
    if len(tiers) < len(branches):
        return nothing if len(branches) == 1 or not families else []
    return _beyond(tiers[0], tiers[-1])


def _beyond(first: SpannedBranch, last: SpannedBranch) -> list[Branch]:
    """Nothing below the lowest tier, all beyond the better end of a curve."""
    rising = _is_rising(first, last)
    found = []
    if first[0].interval.low is not None and (rising or isinstance(first[1].award, awards.Curve)):
        found += _side(first[1], awards.Nothing() if rising else awards.Full(), upper=False)
    if last[0].interval.high is not None and (not rising or isinstance(last[1].award, awards.Curve)):
        found += _side(last[1], awards.Full() if rising else awards.Nothing(), upper=True)
    return found


def _is_rising(first: SpannedBranch, last: SpannedBranch) -> bool:
    """Whether more is better: by the curve, else by the two outermost tiers."""
    for _, branch in (first, last):
        if isinstance(branch.award, awards.Curve):
            return branch.award.rises
    if first is last or any(step.adds for step in last[1].award.steps):
        return first[0].interval.low is not None
    return awards.worth_of(first[1].award) <= awards.worth_of(last[1].award)


def _side(tier: Branch, award: awards.Award, *, upper: bool) -> list[Branch]:
    test = tier.only
    if test is None:
        return [Branch((), award)]
    interval = test.interval
    if upper != test.scale.axis.under:
        outside = Interval(low=interval.high, low_in=not interval.has_high)
    else:
        outside = Interval(high=interval.low, high_in=not interval.has_low)
    return [] if outside.low is outside.high else [Branch((replace(test, interval=outside),), award)]


# ---- 按线性插值法计分: the line between two thresholds, found among the clauses around it


def _on_a_line(branch: Branch, branches: Sequence[Branch]) -> Branch:
    """Bind a clause that interpolates to its ends, else leave it to a human."""
    if not isinstance(branch.award, awards.Interpolated):
        return branch
    own = next(iter(branch.intervals), None)
    others = [(other.award, other.only) for other in branches if other is not branch and other.only is not None]
    scale = own.scale if own is not None else others[0][1].scale if others else None
    low, high = _ends(own.interval if own is not None else Interval(), others)
    if scale is None or low is None or high is None or low >= high:
        swallowed = any(isinstance(award, awards.Points) for award, _ in others)  # 60%得6分，80%得8分: the line is none
        criteria = (Undecided(branch.text or branch.award.words()),) if swallowed else branch.criteria
        return replace(branch, criteria=criteria, award=awards.Judged())
    given = {test.interval.low: award.number for award, test in reversed(others) if isinstance(award, awards.Points)}
    start, end = given.get(low, Decimal(0)), given.get(high)
    rise = plain_number(end - start) if end is not None else f"(points-{plain_number(start)})" if start else "points"
    line = f"({scale.excel(FormulaCells())}-{plain_number(low)})/({plain_number(high)}-{plain_number(low)})*{rise}"
    award = awards.Interpolated(f"{plain_number(start)}+{line}" if start else line)
    criteria = branch.criteria or (Within(scale, Interval(low, high, True, False)),)
    return replace(branch, award=award, criteria=criteria)


def _ends(own: Interval, others: Sequence[tuple[awards.Award, Within]]) -> tuple[Decimal | None, Decimal | None]:
    low, high = own.low, own.high
    reached = [
        (award, test.interval.low)
        for award, test in others
        if isinstance(award, awards.Full | awards.Points) and test.interval.low is not None
    ]
    if high is None and reached:
        high = max(reached, key=lambda one: awards.worth_of(one[0]))[1]
    for award, test in others:
        if isinstance(award, awards.Nothing):
            low = test.interval.high if low is None else low
    rest = {end for _, end in reached if end != high}  # 达到90%得10分，达到60%得6分，之间按线性插值
    return rest.pop() if low is None and len(rest) == 1 else low, high


# ---- tiers that are labels: 效果明显得15分，效果一般8分，否则不得分; 全部发放到位得10分，否则不得分


_ANY = Within(Scale(Axis.VALUE), Interval())


def is_labelled(reading: SentenceReading, context: Context) -> bool:
    """Whether the tiers are labels: no number, step or curve anywhere, and a label."""
    conditions = reading.conditions
    times = [condition for condition in conditions if isinstance(condition, InTime | Late)]
    if any(isinstance(condition, Within | Each | Undecided) for condition in conditions):
        return False
    if any(isinstance(clause.award, awards.Curve | Proportional) for clause in reading.clauses):
        return False
    named = isinstance(context.plan, str) and context.plan in map(label_of, reading.clauses)  # 当年完成, 跨年完成
    if times and not named and (isinstance(context.plan, date) or any(time.deadline is not None for time in times)):
        return False
    labels = any(isinstance(condition, Named) for condition in conditions)
    return labels or (isinstance(context.plan, str) and bool(conditions))


def label_branches(reading: SentenceReading, context: Context, binder: Binder) -> list[Branch]:
    """Return a branch for each label; 否则 denies them, and takes other numbers."""
    named = [clause for clause in reading.clauses if not _is_rest(clause)]
    spelled = _in_common_words(named, spell([label_of(clause) for clause in named]))
    positive = [label_of(clause) for clause in named if not isinstance(clause.award, awards.Nothing)]
    labels = dict(zip(map(id, named), _with_plan(named, spelled, context), strict=True))
    adding = additive(reading, context)
    denied = [clause for clause in named if adding and isinstance(clause.award, awards.Nothing)]
    if len(denied) > 1:
        adding += denied  # 分配合理得2分，不合理得0分；拨付及时得2分，不及时得0分: each of its own part
    branches = []
    for clause, own in zip(reading.clauses, binder.branches(), strict=True):
        if _is_rest(clause):
            test = Fulfilled(clause.text or "否则", (_ANY,), denial_of(list(labels.values()), positive))
            own = replace(own, award=awards.Judged()) if adding else own  # none of the parts, or not all
        else:
            numbers = tuple(own.intervals)
            nothing = isinstance(clause.award, awards.Nothing) and any(word in clause.text for word in DENIALS)
            if not numbers and len(positive) == 1 and nothing:
                numbers = (_ANY,)  # 资金足额发放得10分，未足额发放的不得分
            test = Fulfilled(label_of(clause), numbers, labels[id(clause)])
        branches.append(Branch((test,), awards.Judged() if clause in adding else own.award, clause.text))
    if len(branches) == 1 and isinstance(branches[0].award, awards.Full | awards.Points):
        # what does not fulfil the only condition gets nothing, if it is a number
        branches.append(Branch((Fulfilled("其余情况", (_ANY,), None),), awards.Nothing()))
    tests = [test for branch in branches for test in branch.criteria if isinstance(test, Fulfilled)]
    if all(test.number for test in tests):  # a number decides as well as a label does: 全部发放到位
        return branches
    return [replace(branch, criteria=(replace(test, number=()),)) for branch, test in zip(branches, tests, strict=True)]


def _is_rest(clause: Clause) -> bool:
    return all(condition is WordRelation.OTHERWISE for condition in clause.conditions)


def additive(reading: SentenceReading, context: Context) -> list[Clause]:
    """Return labels worth the same, points that add up: 目标明确（1分），目标细化（1分）."""
    giving = [clause for clause in reading.clauses if isinstance(clause.award, awards.Points)]
    numbers = [clause.award.number for clause in giving if isinstance(clause.award, awards.Points)]
    if len(giving) < 2 or any(isinstance(clause.award, awards.Full) for clause in reading.clauses):
        return []
    if len(set(numbers)) > 1:  # ①制度健全得2分；②执行有效得2分；③档案完整得1分, of 5
        return giving if sum(numbers) == context.points else []
    return [] if context.points in numbers else giving


def label_of(clause: Clause) -> str:
    """The label of a clause without what only frames it: 评价结果为优秀的 → 优秀."""
    text = pattern("condition_heading").sub("", pattern("label_ending").sub("", clause.text))
    return pattern("label_frame").sub("", text) or text


def _in_common_words(named: Sequence[Clause], spelled: Sequence[HasLabel]) -> list[HasLabel]:
    """Add what people write for 按时完成 and 逾期, where one label alone says so."""
    labels = list(spelled)
    for time, name in ((InTime, "typed_on_time"), (Late, "typed_late")):
        places = [place for place, clause in enumerate(named) if any(isinstance(c, time) for c in clause.conditions)]
        if len(places) == 1:  # 提前完成得5分，按时完成得4分: both are in time
            label = labels[places[0]]
            more = dict.fromkeys((*label.spellings, *dictionary("scoring")[name]))
            labels[places[0]] = replace(label, spellings=tuple(more))
    return labels


def _with_plan(named: Sequence[Clause], spelled: list[HasLabel], context: Context) -> list[HasLabel]:
    """The plan's own words fulfil the first label, unless they belong to another."""
    best = named[0].award if named else None
    whole = isinstance(best, awards.Full) or (isinstance(best, awards.Points) and context.points in (None, best.number))
    if not isinstance(context.plan, str) or not whole or pattern("joint").search(spelled[0].text):
        return spelled  # 扣1分, or 8分 of 10, is not what the plan is worth, nor is half of A且B
    if any(context.plan in label.spellings for label in spelled):
        return spelled
    return [HasLabel(spelled[0].text, (*spelled[0].spellings, context.plan)), *spelled[1:]]
