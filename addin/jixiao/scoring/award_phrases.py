"""What is awarded: 得10分, 扣2分, 不得分, 得80%分值, 按比例计分, 酌情扣分, a formula. One phrase each, with examples.

Arithmetic has been found before and stands in the text as one private character each (``FORMULAS``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from jixiao.scoring import awards
from jixiao.scoring.limit_phrases import ITEM, N
from jixiao.scoring.phrase import Phrase, phrase
from jixiao.scoring.vocabulary import NUMBER

FORMULAS = "".join(chr(code) for code in range(0xE000, 0xE020))
_FORMULA = f"[{FORMULAS}]"
_GET = r"(?:可?得|可?计|给|记|获得?|评|赋|打|为)"
_SCORE = r"(?:计算得分|计算分值|计算分数|计算|计分|得分|给分|赋分|记分|评分|打分|折算|核定|确定|计|算|得|给)"
_WORTH = r"(?:分值|权重分|权重|满分|总分|标准分|得分|分数|分)"


@dataclass(frozen=True, slots=True)
class Formula:
    """The arithmetic that stands at this place: its index among those of the sentence."""

    index: int


@dataclass(frozen=True, slots=True)
class Proportional:
    """按比例计分, 按超支比例扣分: which curve it is depends on the condition. ``basis`` is what stands before 比例."""

    basis: str
    deducts: bool


RawAward = awards.Award | Formula | Proportional


def awarding(
    pattern: str, cues: str, *examples: str
) -> Callable[[Callable[[re.Match[str]], RawAward]], Phrase[RawAward]]:
    """A phrase that awards something: ``@awarding(pattern, cues, example, …)``."""
    return phrase(pattern, cues, *examples)


@awarding(
    rf"(?:(?<!否)则|即|其|{ITEM}|最终|实际){{0,3}}"
    r"(?:(?:按照|按|以|依据|根据|用)?(?:下列|以下|如下)?(?:计算)?公式(?:进行)?(?:计算)?(?:得分)?(?:为|是)?[:,]?)?(?:(?<!否)则)?"
    rf"(?:得分|分值|分数|计分|计算)?(?:公式)?[:为是=]*(?:按照|按|以)?(?:得分)?=?({_FORMULA})"
    rf"(?:的(?:比例|比值|结果)|比例|所得)?(?:{_SCORE}{{0,2}}(?:本项|该项)?(?:得分|分值)?)?",
    FORMULAS,
    f"按{FORMULAS[0]}计分",
    f"得分={FORMULAS[0]}",
    f"按{FORMULAS[0]}计算得分",
    f"按公式计算:得分={FORMULAS[0]}",
)
def _formula(match: re.Match[str]) -> RawAward:
    return Formula(FORMULAS.index(match[1]))


@awarding(
    r"(?:由|经|请)[^,;得扣]{1,20}?(?:评定|评分|打分|确定(?:得分|分值|分数)?|认定|评判|评价|评估|审定|裁量|判断|赋分|给分)(?:得分|分值|分数)?",
    "由经请",
    "由评价组评定",
    "由专家组打分",
)
def _by_people(_match: re.Match[str]) -> RawAward:
    return awards.Judged()


@awarding(
    r"(?:可|应|应当|由评价组|由专家)?(?:(?:酌情|酌量|酌|适当|适度|视[^,;得扣\d]{0,10}?(?:情况|情节|程度|质量|效果)(?:轻重)?|视情)"
    r"(?:予以|进行|给予|分别|相应|,)?){1,3}(?:扣分|扣减(?:分值)?|扣除|给分|得分|计算得分|计分|打分|评分|加分|减分|赋分|调减(?:分值)?|核减|扣|减|得|给|计){0,2}"
    rf"(?:{NUMBER}分?(?:-|至|到))?(?:{NUMBER}分)?",
    "酌适视",
    "酌情扣分",
    "视情况扣1-3分",
    "适当调减分值",
    "酌情给分",
    "视完成情况酌情得分",
)
def _at_discretion(_match: re.Match[str]) -> RawAward:
    return awards.Judged()


@awarding(
    r"(?:按照|按|根据|依据|结合|参照|依)[^,;得扣率%\d]{0,16}(?:情况|程度|质量|效果|材料|资料|意见|结果|报告)(?:等)?(?:综合|进行|予以|给予|,)*"
    r"(?:评分|打分|评定(?:得分|分值)?|给分|扣分|赋分|判断|评价|计分|得分|确定(?:得分|分值|分数))|综合(?:评定|评价|评分|判断|打分|评判)(?:得分|打分|赋分)?"
    r"|(?:合理|自行|主观)(?:确定|赋予|评定|打|给|赋)(?:得分|分值|分数|分)|专家(?:组)?(?:打分|评分|评定|评议)|(?:人工|定性|主观)(?:评分|打分|评价|评定)",
    "按根依结参综合自主专人定",
    "根据实际情况评分",
    "按照完成质量综合评定",
    "综合评定",
    "专家打分",
    "合理确定分值",
)
def _judged(_match: re.Match[str]) -> RawAward:
    return awards.Judged()


@awarding(
    r"(?:之间|中间|其间|期间|区间内?|部分)?(?:的)?(?:按照|按|采用|用|以|运用)?(?:直?线性)?(?:直线)?(?:内插|插值|插入|差值|插补)(?:法|方法|方式)?(?:线性)?(?:计算|计分|得分|确定|给分|赋分|折算|分值|计)*",
    "插差",
    "按线性插值法计分",
    "采用内插法计算",
    "按直线内插法计算得分",
)
def _interpolated(_match: re.Match[str]) -> RawAward:
    return awards.Interpolated()


@awarding(
    r"(?:均|(?<!否)则)?(?:(?:按照|按|根据|依照|依据|以(?![上下内外]))((?:计划|[^,;扣得计%\d]){0,24}?)(?:比例|比重|比值|比率|率|百分比|之比|的比)|([等同成照])比例)"
    r"(?:进行|相应|来|予以|同比例|,){0,2}"
    r"(?:(?:折算|计算|核算|换算)?(计分|得分|给分|赋分|记分|评分|计算分值|计算得分|计算|折算|确定得分|计|得|给|扣分|扣减分值|扣减得分|扣减|核减|递减|减分"
    rf"|扣除分值|扣除|扣|减)(?!满?\d|满分))(?:{ITEM})?(?:相应)?(?:的)?(?:分值|得分|分数)?",
    "比率",
    "按比例计分",
    "按比例扣分",
    "按照完成值与指标值的比例计分",
    "按实际完成比例得分",
    "按超支比例扣减分值",
    "按完成率计算得分",
    "等比例计分",
)
def _proportional(match: re.Match[str]) -> RawAward:
    return Proportional(match[1] or "", deducts=match[3][0] in "扣减递核")


@awarding(
    rf"(?:(?<!否)则|均|都|一律|直接)*{ITEM}?(?:一律|均|均为|直接|(?<!否)则|即|整体)*(?:不(?:予|能|再|可|应)?(?:得|计|给|记|赋|予)(?:任何)?(?:分|分值|分数)|不计算(?:得)?分|不得(?=[,;]|$))(?!的?情形)"
    rf"|(?:{ITEM})?(?:{_GET}|按|记为|计为|记作|即为|即|:)?(?<![\d.])0分(?![钟以之])"
    rf"|(?:扣|减)(?:除|减|去|掉|完|光|尽)?(?:{ITEM})?(?:的)?(?:全部|所有|全|100%)(?:部|额)?(?:的)?(?:{ITEM})?(?:的)?{_WORTH}?"
    rf"|全(?:部|额)?扣(?:除|完|减|分)?{_WORTH}?|(?:扣|减)(?:完|光|尽)(?:{ITEM}?(?:的)?{_WORTH})?(?!为止)"
    rf"|扣(?:除)?(?:{ITEM})?的?满分|(?:实行)?一票否决(?:制)?|(?:{ITEM}?{_WORTH})(?:全扣|清零|归零|扣完(?!为止))|没有分|无分(?!歧)",
    "不0扣减全否清归没无",
    "不得分",
    "该项不得分",
    "得0分",
    "不计分",
    "扣全部分值",
    "扣除本项全部分值",
    "一票否决",
    "全扣",
)
def _nothing(_match: re.Match[str]) -> RawAward:
    return awards.Nothing()


@awarding(
    rf"(?:扣|减)(?:除|减|去|掉)?(?:{ITEM}?的?{_WORTH}的?)({NUMBER})%(?:的)?(?:{ITEM})?{_WORTH}?"
    rf"|(?:扣|减)(?:除|减|去|掉)?({NUMBER})%(?:的)?(?:{ITEM})?(?:的)?(?:{_WORTH})?",
    "%",
    "扣10%分值",
    "扣该项分值的20%",
    "扣减5%的分值",
)
def _deduct_share(match: re.Match[str]) -> RawAward:
    return awards.Deduct(Decimal(match[1] or match[2]), share=True)


@awarding(
    rf"(?:扣|减)(?:除|减|去|掉|分|罚|其)?(?:{N}|({NUMBER})(?=[,;]|$))", "扣减", "扣2分", "扣减0.5分", "扣除5分", "扣1"
)
def _deduct(match: re.Match[str]) -> RawAward:
    return awards.Deduct(Decimal(match[1] or match[2]))


@awarding(rf"(?:奖励|额外|另|再|可)?(?:加|增加|奖励)(?:计|记|得|加)?{N}", "加奖", "加1分", "奖励加0.5分")
def _add(match: re.Match[str]) -> RawAward:
    return awards.Add(Decimal(match[1]))


@awarding(
    rf"(?:{_GET}|在)?(?<![\d.])({NUMBER})(?:分)?(?:含|不含)?(?:-|至|到)({NUMBER})分(?![钟以之])(?:含|不含)?(?:之间)?",
    "-至到",
    "得8-10分",
    "得6分至8分",
)
def _band(match: re.Match[str]) -> RawAward:
    low, high = sorted((Decimal(match[1]), Decimal(match[2])))
    return awards.Band(low, high, share=False)


@awarding(
    rf"(?:按照|按|{_GET})?(?:{ITEM}?{_WORTH}的?)?(?<![\d.])({NUMBER})%?(?:含|不含)?(?:-|至|到)({NUMBER})%(?:含|不含)?(?:的)?(?:{ITEM})?(?:的)?"
    rf"(?:(?:之间)?合理(?:确定|赋予)(?:分值|得分)?|分值|权重分|满分|总分|分数)(?:之间)?"
    rf"|(?:按照|按|{_GET})(?:{ITEM}?{_WORTH}的?)?({NUMBER})%?(?:含|不含)?(?:-|至|到)({NUMBER})%(?:含|不含)?(?:之间)?(?:{_SCORE})?",
    "%",
    "得100%-80%含分值",
    "按80%-60%含合理确定分值",
    "得分值的60%-80%",
    "按60%-80%计分",
)
def _band_share(match: re.Match[str]) -> RawAward:
    low, high = sorted((Decimal(match[1] or match[3]), Decimal(match[2] or match[4])))
    return awards.Band(low, high, share=True)


@awarding(
    rf"(?:{_GET}|按照|按)(?:得|计)?(?:{ITEM}?的?{_WORTH}的)({NUMBER})%(?:{_SCORE}|分)?"
    rf"|(?:{_GET}|按照|按)(?:得|计)?({NUMBER})%(?:的)?(?:{ITEM})?(?:的)?(?:{_WORTH}|{_SCORE})(?:{_SCORE})?"
    rf"|(?<![\d.])({NUMBER})%(?:的)?(?:{ITEM})?(?:的)?(?:分值|权重分|分数|满分|总分)|{ITEM}?(?:分值|满分|总分)的({NUMBER})%"
    rf"|(?:可?得|可?计|给|记|获得?|按照|按)(?:得|计)?({NUMBER})%(?=[,;]|$)",
    "%",
    "得80%分值",
    "得50%的分值",
    "得该项分值的60%",
    "按80%计分",
    "得分值的50%",
    "60%分值",
)
def _share(match: re.Match[str]) -> RawAward:
    return awards.Share(Decimal(next(group for group in match.groups() if group)))


@awarding(
    rf"{_GET}{ITEM}?(?:的)?(?:全部|所有)?(?:分值)?(?:满分|全分|全部分值|全部分数|全部分)(?:值)?(?:[,]?(?:即|为|:|是)?{N})?(?:的)?|{_GET}(?:该|本)(?:项|指标)*(?:分值|分数)(?=[,;]|$)"
    rf"|满分(?:[:为])?(?:{N})?|不扣分|{_GET}满({NUMBER})分",
    "满全该本扣",
    "得满分",
    "得满分10分",
    "记满分",
    "满分8分",
    "不扣分",
    "得全部分值",
    "得满分,即10分",
)
def _full(match: re.Match[str]) -> RawAward:
    stated = next((group for group in match.groups() if group), None)
    return awards.Full(None if stated is None else Decimal(stated))


@awarding(
    rf"{_GET}?(?:分|分值|分数)?[:为]?(?<![\d.]){N}|得({NUMBER})(?=[,;]|$)",
    "分得",
    "得10分",
    "8分",
    "得分5分",
    "计3分",
    "可得2.5分",
)
def _points(match: re.Match[str]) -> RawAward:
    return awards.Points(Decimal(match[1] or match[2]))


AWARDS: tuple[Phrase[RawAward], ...] = (
    _formula,
    _at_discretion,
    _by_people,
    _judged,
    _interpolated,
    _proportional,
    _nothing,
    _band_share,
    _deduct_share,
    _deduct,
    _add,
    _band,
    _share,
    _full,
    _points,
)
