"""GOL: the goals: whether they say how much, of what, by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from jixiao.checks.checked_form import Form
from jixiao.checks.dates import years
from jixiao.checks.finding import Finding
from jixiao.checks.likeness import content_pairs
from jixiao.checks.quantities import counters, plain_unit
from jixiao.checks.registry import rule
from jixiao.checks.texts import CLAUSE, goal_texts, has_digit, texts_of
from jixiao.checks.wording import matcher, words
from jixiao.forms.labels import cached_form
from jixiao.forms.text import fold
from jixiao.late_patterns import late_pattern

_LEADING = frozenset("，。、；：,.;:）)】”")
_TRAILING = frozenset("，、；：,;:（(“")
_CUT = frozenset("的和与及对为将并把被向从由或以")
"""Characters that no sentence ends in: 进一步满足人民群众的."""
_NUMBERING = late_pattern(r"(?<![^\n。；;])\s*(?:目标)?[\d一二三四五六七八九十]{1,3}\s*[.、．:：)）]\s*")
_TASK_ENOUGH = 3
_OWN_ENOUGH = 3
_IN_BRACKETS = late_pattern(r"[(（][^()（）]*[)）]")
_ACQUIRES = late_pattern(
    "(?:新增|新建|新装|新设|设立|开设|组建|建成|建设|建造|搭建|修建|购置|采购|购买|添置|安装|架设|改造|维修|修缮|翻修|印制|编印|拍摄|制作|培训|配备|更新|更换|招聘|招录)"
)
"""What is made or bought shows; 集中免疫2次 is how it is done."""
# 改造总建筑面积41.5万平方米 tells how large the thing is
_EXTENT = late_pattern(
    rf"{_ACQUIRES.pattern}(?:总|建筑|占地|用地|使用)*(?:面积|长度|里程|规模)|(?:路面|路基|坝体|墙体|管道|堤顶)?(?:宽|厚|高|深|直径|管径)"
)
# 2.42万人合计96.8万元 is said before
_SUMMED = late_pattern(r"\d[\d.]*[万千]?[\u4e00-\u9fff]{1,3}?(?:合计|共计|总计|小计|共需?|计)\d")
_ONE = frozenset({Decimal(1)})
# 采购质检系统1套 is a task all the same, 组建专班1个 is none
_COSTS = late_pattern(r"(?:新建|改建|扩建|建造|购置|采购|购买|修建|改造|维修|修缮|建成)[^，。；,;]{2,16}1\D")
# 培训队员320人次、建设瞭望塔5座: a task behind another
_JOINED = late_pattern(f"、(?={_ACQUIRES.pattern})")
"""What many things are called together: 设备 may be the pumps of the indicators."""
_ANY_PROJECT = frozenset(("项目", "资金", "经费", "专项", "工作", "工程", "年度"))
"""What stands in the name of any project."""
_THING = late_pattern(r"([\u4e00-\u9fff]{2,12})\d{1,9}(?:\.\d{1,4})?余?[万千]?([\u4e00-\u9fff]{1,3})")
_SHORTEST_JUDGED = 24
_SUBJECT = 2


@cache
def _counted() -> re.Pattern[str]:
    """Return the pattern of a number with what it counts: 12所, 2万余册."""
    return re.compile(rf"(\d(?<![\d.第]\d)\d*(?:\.\d+)?)(?:余|多)?(万?)(?:{counters()})(?!/)")


def _annual(form: Form) -> tuple[str | None, str]:
    key = "annual" if "annual" in form.goals else "annual_local"
    return form.goals.get(key), form.where(f"goals.{key}")


@rule("GOL-001")
def without_numbers(form: Form) -> Iterator[Finding]:
    """Yield goals without number, share or date (财预〔2015〕88号, specific)."""
    goal, cell = _annual(form)
    if not goal or has_digit(_NUMBERING.sub("", goal)):
        return
    if not matcher("spelt_counts").search(goal):
        yield form.finding("GOL-001", cell, found=goal)


@rule("GOL-002")
def too_general(form: Form) -> Iterator[Finding]:
    """Yield goals that only name the project (财预〔2015〕88号, clear)."""
    goal, cell = _annual(form)
    if not goal or form.kind != "project":
        return
    shortest = form.parameter("GOL-002", "shortest")
    project = form.project or ""
    if len(goal) > max(shortest, len(project)) * 2:
        return
    bare = matcher("goal_verbs").sub("", fold(goal)).rstrip("。.；;")
    repeats = bool(project) and bare in (fold(project), cached_form(project))
    short = len(fold(goal)) < shortest and not has_digit(goal)
    if repeats or short:
        yield form.finding("GOL-002", cell, found=goal)


@rule("GOL-003")
def task_without_indicator(form: Form) -> Iterator[Finding]:
    """Yield what a goal counts without indicator (财预〔2015〕88号, relevant)."""
    goal, cell = _annual(form)
    if not goal or form.kind != "project" or not form.rows or not has_digit(goal):
        return
    tasks = _tasks(goal)
    if not tasks:
        return
    about = _indicator_texts(form)
    numbers = {row.number * plain_unit(row.unit or "")[0] for row in form.rows if row.number is not None}
    for task in tasks:
        if form.year is not None and (told := years(task.text)) and form.year not in told:
            continue  # 2026年建成8个站点
        if not numbers.isdisjoint(set(task.numbers) - _ONE) or sum(task.numbers) in numbers:
            continue  # 油锯60台、打孔机20台 are 80 of the indicator
        if _is_missing(task, form, about):
            yield form.finding("GOL-003", cell, found=task.text)
            return


def _is_missing(task: _Task, form: Form, about: str) -> bool:
    """Return whether no word of a task, but a verb of buying, is an indicator's.

    Nor is any where it shares only the project's subject with indicators.
    """
    known, subject = set(filter(about.__contains__, task.pairs)), content_pairs(form.project or "")
    verb = _ACQUIRES.match(task.text)
    thing = verb and _THING.match(task.text, verb.end())
    alike = thing and any(thing[1][-2:] in row.name for row in form.rows if row.unit == thing[2])
    if verb and not alike and task.pairs & subject and not known - subject and len(task.pairs - subject) >= _OWN_ENOUGH:
        return True  # 学校食堂18所 of 改造食堂数量（所）: VAL-004
    if verb is None or matcher("sorts").search(task.text):
        return len(task.pairs) >= _TASK_ENOUGH and not known
    things = content_pairs(task.text[verb.end() :])
    if things and known.isdisjoint(things):
        return True
    if thing is None or thing[1][-2:] in about:
        return False
    # 新设仲裁工作站7个: no indicator ends so, nor one in that unit shares a character
    return not any(set(thing[1]) & set(row.name) for row in form.rows if row.unit == thing[2])


class _Task(NamedTuple):
    """A clause that counts something: text, pairs of characters, numbers."""

    text: str
    pairs: frozenset[str]
    numbers: tuple[Decimal, ...]


def _tasks(goal: str) -> list[_Task]:
    """Return the clauses of a goal that count what is done, not whom it reaches."""
    found = []
    for clause in CLAUSE.split(_JOINED.sub("，", _IN_BRACKETS.sub("", _NUMBERING.sub("", goal)))):
        counted = _counted().findall(clause)
        # 1套 is the thing itself
        many = any(told != ("1", "") for told in counted) or (counted and _COSTS.search(clause))
        if (
            many
            and matcher("reached").search(clause) is None
            and not _is_stock(clause)
            and _EXTENT.match(clause) is None
            and _SUMMED.match(clause) is None
        ):
            pairs = content_pairs(clause)
            numbers = tuple(Decimal(number) * (10_000 if myriad else 1) for number, myriad in counted)
            found += [_Task(clause.strip(), pairs, numbers)] if pairs else []
    return found


def _is_stock(clause: str) -> bool:
    """Return whether a clause says what there is: 全县河流42条总长860公里."""
    return matcher("everywhere").match(clause) is not None and not any(map(clause.__contains__, words("activities")))


def _indicator_texts(form: Form) -> str:
    return " ".join([f"{row.name} {row.text or ''} {row.data.get('explanation') or ''}" for row in form.rows])


@rule("GOL-004")
def odd_ends(form: Form) -> Iterator[Finding]:
    """Yield texts whose ends show that they were cut or pasted (own)."""
    for cell, text in _long_texts(form):
        leading = text[0] in _LEADING
        half_width_stop = text[-1] == "." and "\u4e00" <= text[-2:-1] <= "\u9fff"
        # 农户每亩补贴, ，进一步提升: cut off in front of what each gets or what rises
        cut = text[-1] in _TRAILING | _CUT or matcher("no_object").search(text) or matcher("no_rate").search(text)
        if leading or half_width_stop or cut:
            value = text[:8] if leading else text[-8:]
            yield form.finding("GOL-004", cell, found=value)


def _long_texts(form: Form) -> Iterator[tuple[str, str]]:
    document = form.document
    yield from goal_texts(document)
    yield from texts_of(document.get("tasks", ()), "content")
    yield from texts_of(document.get("expenditures", ()), "basis")


@rule("GOL-005")
def markup(form: Form) -> Iterator[Finding]:
    """Yield tags of a web page that were pasted with a text (own)."""
    for cells in form.notes("markup"):
        yield form.finding("GOL-005", cells, found="<…>")


@rule("GOL-006")
def other_subject(form: Form) -> Iterator[Finding]:
    """Yield goals about something else than the project (财预〔2015〕88号)."""
    # Needs judgement: silent if the goal has a word in common with the project or with the indicators.
    goal, cell = _annual(form)
    if form.kind != "project" or not goal or not form.project or len(goal) < _SHORTEST_JUDGED:
        return
    about = content_pairs(form.project)
    named = content_pairs(form.project, _ANY_PROJECT)
    together = "".join(form.goals.values())
    if len(about) < _SUBJECT or any(pair in together for pair in named):
        return
    letters = {char for pair in about for char in pair}
    known = sum(1 for char in letters if char in together)  # 远程教育 is 远教 for short
    indicators = _indicator_texts(form)
    foreign = not any(pair in indicators for pair in content_pairs(goal))
    if known * 3 <= len(letters) and foreign:
        text = goal[:20]
        related = form.places("project")
        yield form.finding("GOL-006", cell, found=text, expected=form.project, related=related, text=text)


@rule("GOL-007")
def period_goal_repeated(form: Form) -> Iterator[Finding]:
    """Yield goals of a year that repeat the whole period's (财预〔2015〕88号)."""
    period, annual = form.goals.get("period"), form.goals.get("annual")
    if period and annual and fold(period) == fold(annual):
        yield form.finding("GOL-007", form.where("goals.annual"), related=form.places("goals.period"))


@rule("GOL-008")
def columns_differ(form: Form) -> Iterator[Finding]:
    """Yield goals whose columns differ though the county pays all (own)."""
    whole, local = form.goals.get("annual"), form.goals.get("annual_local")
    if not whole or not local or fold(whole) == fold(local):
        return
    if form.funding("annual") != form.funding("annual_local"):
        return
    found, related = _first_difference(whole, local), form.places("goals.annual_local")
    yield form.finding("GOL-008", form.where("goals.annual"), found=found, related=related)


def _first_difference(a: str, b: str) -> str:
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return (a[at : at + 12] or b[at : at + 12]).strip()
