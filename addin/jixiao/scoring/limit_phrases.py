"""What limits a score without a condition of its own: 扣完为止, 最多扣5分, 最高不超过8分, 不足1个月按1个月计, 满分10分."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from jixiao.scoring.awards import Policy
from jixiao.scoring.phrase import Phrase, phrase
from jixiao.scoring.vocabulary import NUMBER, any_word, unit_pattern

N = rf"({NUMBER})分(?![钟以之])"
_SOME = rf"((?!0(?:\.0+)?分){NUMBER})分(?![钟以之])"  # not 扣至0分
ITEM = r"(?:(?:该|本|此|这|各|单)(?:项|个)?(?:指标)?|指标)"
WORTH = r"(?:全部)?(?:分值|得分|分数|总分|满分|权重分?|标准分|分)"


class LimitKind(Enum):
    """What is limited, and how."""

    MOST_DEDUCTED = "最多扣"
    MOST_ADDED = "最多加"
    MOST = "最高得"
    LEAST_ZERO = "扣完为止"
    LEAST = "最低得"
    PARTIAL = "不足一个步长"
    STATED = "分值"
    REMARK = "说明"


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit; ``number`` are points, ``policy`` belongs to ``PARTIAL``."""

    kind: LimitKind
    number: Decimal | None = None
    policy: Policy | None = None


def _number(match: re.Match[str]) -> Decimal | None:
    found = next((group for group in match.groups() if group), None)
    return None if found is None else Decimal(found)


@phrase(
    rf"(?:[,;]?(?:逾期|超期|延迟|延期|超出|超过|超支|降低|低于|剩余)?(?<!达)(?:不足|不满|未满|少于|低于|未达到?|不到)(?:部分|(?:{NUMBER})?{unit_pattern()}(?:的?(?:部分|时间|天数))?|(?:{NUMBER})(?:的?部分)?))的?[,]?"
    rf"(?:(?:均|也|都|一律|统一|仍)?(?:按|以|视为|视同|算作?|计为?|计作|作为|折算为)(?:照|为)?(?:{NUMBER})(?:步|{unit_pattern()})?"
    r"(?:计算|计扣|计|算|扣分|扣减|扣|统计|处理)?(?!分)|向上取整)",
    "不未少低",
    "不足1月按1月计",
    "不足1个百分点的按1个百分点扣",
    "不足10天的,按10天计算",
    "未满1日按1日计",
)
def _ceil(_match: re.Match[str]) -> Limit:
    return Limit(LimitKind.PARTIAL, policy=Policy.CEIL)


@phrase(
    rf"(?:逾期|超期|延迟|延期|超出|超过|超支|降低|低于|剩余)?(?<!达)(?:不足|不满|未满|少于|未达到?|不到)(?:部分|(?:{NUMBER})?{unit_pattern()}(?:的?部分)?)的?[,]?"
    r"(?:不扣(?:分)?|不予扣(?:分|减)|不计(?:算|扣|入)?(?!分)|忽略(?:不计)?|舍去|不予计算|免扣|向下取整)",
    "不未少",
    "不足1个百分点的不扣分",
    "不足10天不计",
    "不足部分忽略不计",
)
def _floor(_match: re.Match[str]) -> Limit:
    return Limit(LimitKind.PARTIAL, policy=Policy.FLOOR)


@phrase(
    rf"(?<!达)(?:不足|不满|未满|不到)(?:部分|(?:{NUMBER})?{unit_pattern()}(?:的?部分)?)的?[,]?(?:按|以)(?:照)?(?:实际)?(?:同等|相应)?(?:比例|实际)(?:折算|计算|扣分|扣减|计扣|扣|计)?",
    "不未",
    "不足1个百分点的按比例扣分",
    "不足10%的部分按比例计算",
)
def _linear(_match: re.Match[str]) -> Limit:
    return Limit(LimitKind.PARTIAL, policy=Policy.LINEAR)


@phrase(
    rf"(?:累计|合计|总计|总共|{ITEM}|单项|扣分){{0,3}}(?:最多|最高|至多|最大|上限)(?:可|只|累计|合计|共)?(?:扣|减)(?:除|减|分)?(?:≤|为)?{_SOME}"
    rf"|(?:累计|合计|总)?扣分(?:总额|总数|累计|合计|值)?(?:最多|最高|上限)?(?:≤|为|以){_SOME}(?:为限|为止|封顶|为上限)?"
    rf"|(?:扣|减)(?:满|完|至|足|到){_SOME}(?:为止|即止|止|封顶)"
    rf"|扣分(?:的)?(?:上限|限额)(?:为|是|:)?{_SOME}|(?:扣|减)分?以{_SOME}为限|以扣{_SOME}为(?:上)?限",
    "扣减",
    "最多扣5分",
    "累计最高扣3分",
    "扣分≤4分",
    "扣满5分为止",
    "扣分以5分为限",
    "扣分上限5分",
    "以扣5分为限",
)
def _most_deducted(match: re.Match[str]) -> Limit:
    return Limit(LimitKind.MOST_DEDUCTED, _number(match))


@phrase(
    rf"(?:累计|合计|总计|{ITEM}){{0,3}}(?:最多|最高|至多|最大|上限)(?:可|累计)?加(?:计|分)?(?:≤|为)?{N}|加分(?:最多|最高|累计|总额|上限)*(?:≤|为|以){N}(?:为限|封顶)?"
    rf"|加(?:满|至|到|完|足){N}(?:为止|封顶|止)",
    "加",
    "最高加2分",
    "加分≤3分",
    "加满2分为止",
)
def _most_added(match: re.Match[str]) -> Limit:
    return Limit(LimitKind.MOST_ADDED, _number(match))


@phrase(
    rf"(?:直至|直到|扣分)?(?:至|到)?{ITEM}?{WORTH}?(?:扣|减)(?:完|光|尽|至0分?|到0分?)(?:{ITEM}?的?{WORTH})?(?:为止|即止|为限|止)"
    rf"|(?:最多|最高|至多|可?累计|直至|直到)(?:可)?(?:扣|减)(?:完|光|尽|至0分?|到0分?)(?:{ITEM}?的?{WORTH})?(?:为止)?"
    rf"|(?:扣|减)(?:至|到)0分?(?:为止|止)?|(?:直至|直到|至)0分(?:为止|止)?"
    rf"|(?:{ITEM}?得分)?(?:最低|最少|至少|≥)(?:得分?|计|扣至|为|至|可)*≥?0分|{ITEM}?(?:得分)?不(?:得|计|出现|为|可为|产生|能为|倒扣)*(?:负分|负数|负值|倒扣(?:分)?)"
    rf"|扣分(?:最多|最高)?≤(?:{ITEM}的?)?{WORTH}|以?{ITEM}?{WORTH}扣完为止|(?:以|至){ITEM}?{WORTH}(?:为限|扣完)",
    "扣减0负限",
    "扣完为止",
    "扣完本项分值为止",
    "直至扣完",
    "扣至0分",
    "扣至0分为止",
    "最低为0分",
    "最低0分",
    "不得负分",
    "不计负分",
    "最多扣完",
    "该项分值扣完为止",
)
def _least_zero(_match: re.Match[str]) -> Limit:
    return Limit(LimitKind.LEAST_ZERO)


@phrase(rf"(?:得分|{ITEM})?(?:最低|最少|至少)(?:得分?|计|为|可得|保留)?{_SOME}", "最至", "最低得1分", "至少得2分")
def _least(match: re.Match[str]) -> Limit:
    return Limit(LimitKind.LEAST, _number(match))


@phrase(
    rf"(?:若|如|对|凡)?(?:没有|无|未安排|不涉及)(?![^,;]{{0,16}}{any_word('incidents')})[^,;\d]{{1,16}}?(?:项目|任务|业务|事项|支出|内容|工作)的?(?:部门|单位)?(?:的)?[,]?"
    r"(?:按满分(?:计算|计|处理)?|不扣分|得满分|视同满分)",
    "没无未不",
    "没有楼堂馆所项目的部门按满分计算",
    "若没有该项建设任务的,不扣分",
)
def _nothing_to_do(_match: re.Match[str]) -> Limit:
    return Limit(LimitKind.REMARK)


@phrase(
    rf"(?:得分|总分)?(?:超过|超出|高于|大于)(?:{N}|{ITEM}?(?:满分|分值|权重))的?[,]?(?:均|一律|只|仍)?(?:按|以|得|计|取)(?:{N}|{ITEM}?(?:满分|分值|权重))(?:计算|计分|计|算|得分)?"
    rf"|(?:得分|总分|{ITEM}|累计|合计|总计){{0,3}}(?:最高|最多|至多|上限)(?:得分|得|计分|计|可得|可计|给|为|分|累计){{0,3}}(?:≤)?(?:为|得|以)?(?:{N}|{ITEM}?的?(?:满分|分值|总分|权重分?))(?:为限|封顶|为止)?"
    rf"|(?:得分|总分|累计|合计|{ITEM}){{0,3}}(?:得分)?≤(?:{N}|满分|{ITEM}?的?(?:分值|满分|总分|权重分?))(?:为限)?"
    rf"|(?:得|计|加|累计)?(?:满|至|到){N}为止|(?:得|计|加)满(?:分)?为止|(?:得|计|加)(?:至|到|满)满分(?:为止|封顶)?|(?:以|按)?{N}(?:为限|封顶|为上限)|满分(?:{N})?(?:为止|封顶|为限)|封顶{N}|以{ITEM}?(?:满分|分值)(?:为限|封顶|为上限)",
    "超高大最上至≤止满封限",
    "最高≤8分",
    "最高得10分",
    "超过15分的按15分计",
    "最高得该项满分",
    "最高10分",
    "得满为止",
    "加至满分为止",
    "以10分为限",
    "封顶5分",
    "得分≤满分",
    "最高不超过满分".replace("不超过", "≤"),
)
def _most(match: re.Match[str]) -> Limit:
    return Limit(LimitKind.MOST, _number(match))


@phrase(
    rf"(?<![得计])(?:{ITEM}|指标)?(?:总分值|基本分值|基础分值|分值|总分|权重分?|标准分|基本分|基础分|基准分)(?:共|共计|合计|为|是|:)*{N}"
    rf"|(?:共计|合计|总计|共){N}",
    "值总权标基共合",
    "分值10分",
    "合计10分",
    "本项分值为8分",
    "基本分10分",
    "指标分值:5分",
)
def _stated(match: re.Match[str]) -> Limit:
    return Limit(LimitKind.STATED, _number(match))


@phrase(
    r"超(?:额|过|出)(?:完成)?(?:的|部分)?(?:均|也)?不(?:再|另|额外|予)?(?:加分|计分|增加分值)|不(?:再|另|额外)加分"
    r"|(?:计算)?(?:得分|结果|分数)?(?:按)?4舍5入(?:取整)?(?:法|原则)?|四舍五入|(?:得分|结果)?(?:精确|保留)(?:到|至)?(?:小数点后)?\d?(?:位|个)?(?:小数|位)?|小数点后保留\d位",
    "4四精保小超不",
    "四舍五入",
    "保留2位小数",
    "超额完成不加分",
)
def _rounded(_match: re.Match[str]) -> Limit:
    return Limit(LimitKind.REMARK)


PART_BY_SHARE = _linear
LIMITS: tuple[Phrase[Limit], ...] = (
    _ceil,
    _floor,
    _linear,
    _most_deducted,
    _most_added,
    _least_zero,
    _least,
    _nothing_to_do,
    _most,
    _stated,
    _rounded,
)
