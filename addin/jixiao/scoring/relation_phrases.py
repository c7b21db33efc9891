"""Conditions in words without a number: 达到计划值, 超支的, 控制在预算内, 全部完成, 未发生事故, 否则."""

from __future__ import annotations

import re
from functools import cache, partial

from jixiao.scoring.conditions import Condition, Occurs, Otherwise, Relation, ToPlan
from jixiao.scoring.phrase import Phrase
from jixiao.scoring.vocabulary import any_word, counted_words, one_of, plan_pattern

EXAMPLES: dict[str, Condition] = {
    "否则": Otherwise(),
    "其他情况": Otherwise(),
    "不符合要求的": Otherwise(),
    "达到计划值": ToPlan(Relation.REACHED),
    "完成目标值": ToPlan(Relation.REACHED),
    "实际值≥计划值": ToPlan(Relation.REACHED),
    "达标": ToPlan(Relation.REACHED),
    "完成年度工作任务的": ToPlan(Relation.REACHED),
    "未达标": ToPlan(Relation.SHORT),
    "未完成的": ToPlan(Relation.SHORT),
    "低于目标值的": ToPlan(Relation.SHORT),
    "未达到计划值的": ToPlan(Relation.SHORT),
    "超过计划值的": ToPlan(Relation.EXCEEDED),
    "超支的": ToPlan(Relation.EXCEEDED),
    "超过": ToPlan(Relation.EXCEEDED),
    "实际成本≤计划成本": ToPlan(Relation.KEPT),
    "未全面完成的": ToPlan(Relation.SHORT),
    "之后完成": Otherwise(),
    "有1项不合格": Otherwise(),
    "超出部分": ToPlan(Relation.EXCEEDED),
    "实际支出≤预算的": ToPlan(Relation.KEPT),
    "项目成本控制在总成本范围内": ToPlan(Relation.KEPT),
    "未超过": ToPlan(Relation.KEPT),
    "未发生": Occurs(none=True),
    "未超支": ToPlan(Relation.KEPT),
    "不超预算": ToPlan(Relation.KEPT),
    "任务均完成": ToPlan(Relation.ALL),
    "全部完成": ToPlan(Relation.ALL),
    "部分完成": ToPlan(Relation.SOME),
    "均未完成": ToPlan(Relation.NONE),
    "未发生安全事故": Occurs(none=True),
    "无投诉": Occurs(none=True),
    "发生安全事故的": Occurs(none=False),
    "有投诉": Occurs(none=False),
    "一旦发生": Occurs(none=False),
}
"""Piece → how it must be read; a test holds the module to it."""

_SUBJECT = r"[^\d未不没无]{0,16}?"
_TAIL = r"(?:的|时|后|情况下|部分|任务|工作|要求)*"


def _patterns() -> tuple[tuple[str, str, Condition], ...]:
    """Pattern, cues, condition."""
    plan, incident = plan_pattern(), any_word("incidents")
    goal = rf"(?:{plan}(?:值|要求|任务|数|量|水平|内容|目标|时长|成本|工期|天数|人数|次数|金额|数量|面积|价格|单价|投资|支出|费用|总额|标准|耗时|用时|周期|能耗|{one_of(counted_words())})?)"
    return (
        (
            r"(?:否则|反之|除此(?:之外|以外)?|此外|(?:其他|其它|其余|余下|剩余|除上述以外的?)(?:的)?(?:情况|情形|情况下|结果|档次|均|都)?|以外的?|低于(?:上述|以上)(?:标准|要求)的?|(?:此|之|其|以)后(?:完成|的)?|再晚(?:完成)?(?:的)?"
            r"|(?:如|若)?(?:有|任意|任何|任|只要有|出现)1?(?:项|个|处|次|批|条)[^\d]{0,6}(?:不合格|未完成|未达标|不达标|不符合|未达到|未落实)[^\d]{0,6}"
            r"|(?:不|未|没有)(?:能)?(?:符合|满足|达到)(?:上述|以上|该|相应|规定)?(?:的)?(?:要求|条件|标准|规定|档次)?(?:一项)?的?)(?:的)?",
            "否反除此其余剩以低之再不未没",
            Otherwise(),
        ),
        (
            rf"{_SUBJECT}(?:全部|完全|均|都|全)(?:未|没有?|不)(?:能)?(?:完成|开展|实施|落实|达到|实现|启动|达标|做到){_TAIL}",
            "未没不",
            ToPlan(Relation.NONE),
        ),
        (
            rf"{_SUBJECT}(?:部分(?:完成|实现|达到|达成|落实|开展)|(?:完成|实现|落实|达到)(?:了)?(?:一?部分)){_TAIL}",
            "部",
            ToPlan(Relation.SOME),
        ),
        (
            rf"{_SUBJECT}(?:未|没|没有|未能|不能|不|尚未)(?:能|按)?(?:全面|全部|完全|按计划|按要求|按量|足额)?(?:达到|完成|实现|达成|满足|达){goal}?{_TAIL}|未(?:达标|达到?|完成|实现|达成)[^\d]{{0,8}}|不达标{_TAIL}"
            rf"|{_SUBJECT}(?:低于|小于|<|少于|不足|不到|达不到|完不成|未及){goal}{_TAIL}|{_SUBJECT}没有?达标{_TAIL}|(?:实际值?)?(?:低于|不足|少于|达不到|未达到?|小于){_TAIL}",
            "未没不尚低小<少",
            ToPlan(Relation.SHORT),
        ),
        (
            rf"{_SUBJECT}(?:控制在[^\d]{{0,16}}(?:以内|之内|内|范围内|以下|之下)|≤{goal}|在{goal}(?:范围)?(?:以内|之内|内)|≤(?:预算|支出)){_TAIL}"
            rf"|{_SUBJECT}(?:未|不|没有?|无)(?:超支|超标|超额|超(?:出|过)?{goal}|突破{goal}|超过|超出|超){_TAIL}|{goal}(?:范围)?(?:以内|之内|内)(?:的)?|{_SUBJECT}(?:节约|结余){_TAIL}",
            "控≤内未不没无节结",
            ToPlan(Relation.KEPT),
        ),
        (
            rf"{_SUBJECT}(?:超过|超出|大于|高于|>|突破|多于|超)(?:了)?{goal}{_TAIL}|{_SUBJECT}(?:超支|超标|超出(?:部分)?|超过部分|超预算|超计划|超概算|超额部分|超){_TAIL}|(?:实际值?)?(?:超过|超出|高于|大于|多于){_TAIL}",
            "超大高>突多",
            ToPlan(Relation.EXCEEDED),
        ),
        (rf"{_SUBJECT}(?:超额完成|超过{goal}){_TAIL}", "超", ToPlan(Relation.REACHED)),
        (
            rf"{_SUBJECT}(?:全部|均|都|全面|完全|全|100%)(?:按(?:要求|计划|规定))?(?:完成|达到|达标|实现|落实|开展)(?:{goal})?{_TAIL}",
            "全均都1",
            ToPlan(Relation.ALL),
        ),
        (
            rf"{_SUBJECT}(?:达到|完成|实现|≥|=|等于|满足|达成|达)(?:或)?(?:了)?{goal}(?:及|或)?(?:以上)?{_TAIL}|(?:实际)?达标{_TAIL}|{_SUBJECT}(?:指标|目标|任务|计划)(?:全部)?(?:完成|达成|达标|实现){_TAIL}"
            rf"|(?:实际|按(?:计划|要求|规定|质按量|质量要求))?(?:完成|达到|达成)(?:的)?",
            "达完实≥=等满",
            ToPlan(Relation.REACHED),
        ),
        (
            rf"(?:年度|全年|当年|项目|实施过程中?)?(?:内|中)?(?:未|无|没有|不|零|0)(?:发生|出现|发现|存在|产生|接到|收到|有)?(?:任何|有效|重大|较大|一般|安全|责任|群众|质量|严重|资金)*[^\d,;]{{0,10}}(?:{incident})[^\d]{{0,8}}"
            r"|(?:未|没有|不)(?:发生|出现|发现|存在)(?:的)?",
            "未无没不零0",
            Occurs(none=True),
        ),
        (
            rf"(?:如|若|凡|一旦|年度|全年|当年|项目|实施过程中?)?(?:内|中)?(?:发生|出现|发现|存在|产生|接到|收到|有|因)[^\d,;]{{0,14}}(?:{incident})[^\d]{{0,8}}|(?:如有|如|若|凡|一旦|只要|一经)?(?:发生|出现|发现|存在|查实)(?:的|则|即|时)?",
            "发出存产接收有因查",
            Occurs(none=False),
        ),
    )


@cache
def relations() -> tuple[Phrase[Condition], ...]:
    """Every relation in words; the first that matches a piece to its end is what it states."""
    return tuple(
        Phrase(f"(?:{pattern})$", partial(_meaning, condition), cues, ()) for pattern, cues, condition in _patterns()
    )


def _meaning(condition: Condition, _match: re.Match[str]) -> Condition:
    return condition


def read_relation(piece: str) -> Condition | None:
    """The condition a piece states in words; None where it is a label instead."""
    if len(piece) > 40:
        return None
    characters = frozenset(piece)
    for relation in relations():
        if not relation.cues.isdisjoint(characters) and (match := relation.pattern.match(piece)):
            return relation.build(match)
    return None
