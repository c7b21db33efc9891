"""IND: whether an indicator is worded so that it can be measured."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.placing import BENEFIT, OUTPUT
from jixiao.checks.prefilter import NAMES
from jixiao.checks.quantities import PERCENT, TIME, kind_of_unit
from jixiao.checks.registry import rule
from jixiao.checks.rows import Row
from jixiao.checks.wording import matcher, words
from jixiao.forms.general.stated import UNIT_BEHIND
from jixiao.forms.text import fold, is_chinese
from jixiao.textlayout import some_of

_SENTENCE = re.compile(r"[，。；！？,;!?\n]")
_MEASURES = (
    *"率性度数量",
    "场次",
    "批次",
    "频次",
    "人次",
    "金额",
    "比例",
    "水平",
    "时间",
    "时限",
    "周期",
    "人数",
    "户数",
    "次数",
    "面积",
    "里程",
)
_MEASURE = f"(?:{'|'.join(_MEASURES)})"
_TWO_MEASURES = re.compile(rf"{_MEASURE}(?:与|和|及|以及|、)[^，。、]{{0,16}}{_MEASURE}$")
# 举办培训班、开展宣传活动次数: two verbs, each with what it does
_DOING = "举办|开展|组织|召开|购置|购买|新建|建成|印制|印发|发放|安装|修建|聘请|张贴|悬挂|更换|更新|检修|疏浚|种植|栽植|慰问|走访|制作|编印"
# 培训活动 and 维修里程 are no deeds of their own
_DOING_TO = f"{_DOING}|(?:维修|改造|培训|清理|维护)(?!活动|工作|服务|任务|项目|工程|设备|设施|[里面长次数人和及])"
_TWO_TASKS = re.compile(rf"^(?:{_DOING_TO})[^、和与及]{{2,10}}(?:、|和|与|及)(?:{_DOING_TO})[^、和与及]{{3,}}$")
_ODD_BEGINNINGS = tuple("、，,。；;：:）)”")
_ODD_ENDS = (*"、，,：:“（(和与及", "（含", "(含", "（其中")
_PEOPLE = frozenset({"人", "名", "位", "人次", "户"})
_COUNTED = frozenset({"object", "household", "event", "area", "length", "volume", "mass"})
_ENDS = frozenset({"时间", "时限", "期限", "面积", "长度", "里程", "人数", "数量", "次数", "比例"})
_JUDGED = 4
"""A shorter name may be a word of its own."""
_NAMED = 3
"""So many names stand in a message."""
_SHORT = 14
_CUT_OFF = 22
"""A name of this length that the project name or the goal goes on with was cut by the width of a cell."""
_COPIED = 12
"""A shorter name may well be part of the goal."""


@rule("IND-005")
def sentence_as_name(form: Form) -> Iterator[Finding]:
    """Yield names that are sentences (财预〔2015〕88号, specific)."""
    longest = form.parameter("IND-005", "longest")
    too_long = max(map(len, form.names), default=0) > longest
    for row in form.rows if too_long else form.named["IND-005"]:
        name = row.name
        if len(name) > longest or _SENTENCE.search(name):
            if row.aspect == "cost" and form.project and name == form.project:
                continue
            yield form.finding("IND-005", row.cell, found=name, n=len(name))


NAMES.test("IND-005")(_SENTENCE.search)


@rule("IND-006")
def several_in_one(form: Form) -> Iterator[Finding]:
    """Yield several measures in one indicator (财预〔2015〕88号, specific)."""
    for row in form.named["IND-006"]:
        if row.aspect != "cost":
            yield form.finding("IND-006", row.cell, found=row.name, name=row.name)


@NAMES.test("IND-006")
def _is_several(name: str) -> bool:
    if len(name) < 6:
        return False
    parts = name.split("、")
    listed = len(parts) > 2 and all(len(part) > 2 for part in parts) and not _SENTENCE.search(name)
    return (
        listed
        or _TWO_TASKS.match(name) is not None
        or (name.endswith(_MEASURES) and _TWO_MEASURES.search(name) is not None)
    )


@rule("IND-009")
def cut_off(form: Form) -> Iterator[Finding]:
    """Yield names that end inside a word, list or bracket (own)."""
    goal = form.goals.get("annual", "")
    named = form.named["IND-009"]
    for row in form.rows:
        name = row.name
        cut = row in named and (_dangles(name) or _goes_on(name, form.project) or _goes_on(name, goal))
        if cut or (
            row.number is not None and name and (_lacks_rate(row) or (name in goal and _lacks_its_end(row, goal)))
        ):
            yield form.finding("IND-009", row.cell, found=name, name=name)


def _lacks_rate(row: Row) -> bool:
    """Return whether a name of a share ends like 覆盖 of 覆盖率, 满意 of 满意度."""
    stem = row.unit == "%" and len(row.name) >= _JUDGED and row.name[-2:]
    return stem == "满意" or f"{stem}率" in words("quality_ends")


def _lacks_its_end(row: Row, goal: str) -> bool:
    """Return whether the goal ends a name by its measure: 污泥处 for 污泥处置率."""
    behind = goal.partition(row.name)[2][:2]
    if len(row.name) < _JUDGED or not is_chinese(behind) or matcher("measured_ends").search(row.name):
        return False
    kind = kind_of_unit(row.unit or "")
    ends = ("率" in behind or "度" in behind) if kind == PERCENT else kind == TIME and behind in _ENDS
    return ends or row.name[-1] + behind[0] in _ENDS


@NAMES.test("IND-009")
def _may_be_cut_off(name: str) -> bool:
    return len(name) >= _CUT_OFF or _dangles(name)


def _dangles(name: str) -> bool:
    """Return whether a name ends inside a word (合 of 合格率) or a list."""
    last_of_a_list = name[-2:-1] == "、" and "\u4e00" <= name[-1] <= "\u9fff"
    odd = last_of_a_list or name.startswith(_ODD_BEGINNINGS) or name.endswith(_ODD_ENDS)
    return odd or name.count("“") != name.count("”") or matcher("cut_words").search(name) is not None


def _goes_on(name: str, text: str | None) -> bool:
    """Return whether the text holds the name and goes on with its word."""
    if not text:
        return False
    place = text.find(name)
    following = text[place + len(name) : place + len(name) + 1] if place >= 0 else ""
    return "\u4e00" <= following <= "\u9fff"


@rule("IND-010")
def value_repeats_name(form: Form) -> Iterator[Finding]:
    """Yield values that repeat the name (财预〔2015〕88号, specific)."""
    for row in form.rows:
        value = row.text
        if value is None or not row.name or (len(value) < 4 and value != row.name):
            continue
        if _repeats(value, row.name) and not matcher("no_benefit").search(value):
            yield form.finding("IND-010", form.at(row, "target"), found=value, related=[row.cell], name=row.name)


def _repeats(value: str, name: str) -> bool:
    inside = (len(value) > 5 and value in name) or (name in value and len(value) <= len(name) + 4)
    return inside or fold(value) == fold(name)


@rule("IND-011")
def template_phrase(form: Form) -> Iterator[Finding]:
    """Yield phrases that fit any project: 各项工作 (财预〔2015〕88号, clear)."""
    for row in form.named["IND-011"]:
        yield form.finding("IND-011", row.cell, found=row.name, name=row.name)


@NAMES.test("IND-011")
def _is_template_phrase(name: str) -> bool:
    return matcher("template_phrases").search(name) is not None


@rule("IND-012")
def unrelated(form: Form) -> Iterator[Finding]:
    """Yield ecological benefits of office work (财预〔2015〕88号, relevant)."""
    if form.kind != "project" or not matcher("office_work").search(form.project or ""):
        return
    about = (form.project or "") + form.goals.get("annual", "")
    if matcher("nature").search(about):
        return
    for row in form.benefits:
        stated = row.text is None or not matcher("no_benefit").search(row.text)
        if row.aspect == "ecological" and stated and matcher("nature").search(row.name):
            yield form.finding("IND-012", row.cell, found=row.name, name=row.name)


@rule("IND-015")
def repeats_its_class(form: Form) -> Iterator[Finding]:
    """Yield names that only repeat their level 2 (财预〔2015〕88号)."""
    for row in form.rows:
        stem = (row.place.level2 or "-").removesuffix("指标")
        if stem not in row.name or row.block not in (BENEFIT, OUTPUT) or row.aspect == "cost":
            continue
        if matcher("grows").sub("", matcher("raising").sub("", row.name).removesuffix("指标")) == stem:
            yield form.finding("IND-015", row.cell, found=row.name, name=row.name)


@rule("IND-016")
def no_measure(form: Form) -> Iterator[Finding]:
    """Yield counts whose name lacks the measure (财预〔2015〕88号, specific)."""
    # Of things (危桥改造 5 座) the unit tells it all the same: one hint for all of them.
    left: list[Row] = []
    for row in form.outputs:
        if row.aspect != "quantity" or not row.unit or row.number is None or not 0 < len(row.name) <= _SHORT:
            continue
        bare = UNIT_BEHIND.sub("", row.name)
        if row.unit in _PEOPLE and not (matcher("measure_nouns").search(bare) or matcher("measured_ends").search(bare)):
            yield form.finding("IND-016", row.cell, found=row.name, name=row.name)
        elif kind_of_unit(row.unit) in _COUNTED and not matcher("measured_ends").search(bare):
            left.append(row)
    if left:
        related = [row.cell for row in left[1:]]
        name = some_of([row.name for row in left], _NAMED)
        yield form.finding(
            "IND-016", left[0].cell, found=left[0].name, related=related, severity=Severity.INFO, name=name
        )


@rule("IND-017")
def benefit_copies_goal(form: Form) -> Iterator[Finding]:
    """Yield benefits that copy the goal (财预〔2015〕88号, relevant)."""
    goal = form.goals.get("annual", "")
    for row in form.named["IND-017"]:
        if row.block == BENEFIT and (_goes_on_working(row.name) or _copied(row, goal)):
            yield form.finding("IND-017", row.cell, found=row.name)


@NAMES.test("IND-017")
def _may_be_copied(name: str) -> bool:
    return len(name) >= _COPIED or _goes_on_working(name)


def _goes_on_working(name: str) -> bool:
    return matcher("work_goes_on").search(name) is not None


def _copied(row: Row, goal: str) -> bool:
    if len(row.name) < _COPIED or not goal or (row.number is not None and row.unit):
        return False  # 公众知晓水平 with its figure is a measure, and the goal may name it
    return row.name in goal or (row.text is not None and len(row.text) > 14 and row.text.rstrip("。") in goal)
