"""Surface noise taken away (scoring.md, Surface noise): one spelling for punctuation, operators, numbers and dates.

``normalise`` is applied to standards and to labels typed as actual values alike, so that both can be compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from functools import cache, lru_cache

from jixiao.forms.numbers import chinese_number
from jixiao.forms.text import SPACES, clean, dictionary
from jixiao.scoring.cued import Cued
from jixiao.scoring.vocabulary import NUMBER, counted_words, one_of, plan_pattern, unit_pattern, unit_words

MAX_LENGTH = 2000
"""Longer cells are no scoring standards; a form allows 300 characters."""

# NFKC would turn ① into 1 and glue it to the number that follows.
_LIST_MARKS = re.compile(r"[①-⑳⑴-⒇⒈-⒛❶-❿➀-➓]|(?<![\d.])[(（][\s\u3000]{0,4}\d{1,2}[\s\u3000]{0,4}[)）]")
_TRANSLATION = str.maketrans(
    {
        **dict.fromkeys("。;!?\n\r", ";"),
        **dict.fromkeys("“”\"'‘’「」『』《》", None),
        **dict.fromkeys("—–‐‑‒―−~〜～﹣－", "-"),
        **dict.fromkeys("×*✕✖╳·•∙⋅", "×"),
        **dict.fromkeys("÷/∕⁄", "/"),
        **dict.fromkeys("【〔{", "("),
        **dict.fromkeys("】〕}", ")"),
        "﹪": "%",
        "號": "日",
    }
)
NUMBER_GROUP = f"({NUMBER})"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_A_YEAR = {"季度": 4, "月": 12, "半年": 2, "年": 1}
_OR_MORE = r"(?:及?以[上下内])"
_REMARK = r"(?:数据来源|资料来源|佐证材料|佐证|来源|依据|以[^()\d]{1,20}为准|备注|注|说明|详见|参见|见|参考|例如|不可抗力|特殊情况)"
_INCLUSION = r"(?:(?:均|都)?(?:包)?含(?:本数|本级|本身|边界|端点|等于)?|不含(?:本数|边界|端点)?)"


class Rewrite(Cued):
    """What people write → the one spelling that the phrases know."""

    def __init__(self, source: str, by: str | Callable[[re.Match[str]], str], cues: str) -> None:
        super().__init__(source, cues)
        self.by = by


def _fold_inclusion(match: re.Match[str]) -> str:
    return "不含" if "不含" in match.group() else "含"


# The order matters.
PUNCTUATION: tuple[Rewrite, ...] = (
    Rewrite(r"(?<=[A-Za-z])\d+(?:\.\d+)?(?![\d%])", "", _LETTERS),  # PM2.5 is a name
    Rewrite(r"(?<=[^\d])1\d{4}(?=热线)", "", "热"),  # 12345热线
    # 65岁及以上老年人健康管理率 names whose rate it is
    Rewrite(
        rf"\d{{1,4}}(?:岁|周岁|米|平方米|公里|万元|元|人|个月|分){_OR_MORE}(?:的)?(?=[\u4e00-\u9fff]{{2,14}}(?:率|比例|占比|面积|人数|覆盖面)(?:[≥≤<>=＞＜]|达|为|在|不|大|小|低|高|超))",
        "",
        "岁米里元人月分",
    ),
    Rewrite(r"^;*\d{1,2}、", "", "、"),
    Rewrite(r"(?:^|(?<=[;,:]))(?:第?\d{1,2}(?:\.(?!\d)|[)、](?!\d+[个项]))|[一二三四五六]是)", "", ".)、是"),  # 1. 2、
    Rewrite(r"(?<=\d),(?=\d{3}(?!\d))", "", ","),  # 1,600人 → 1600人
    Rewrite(r"-{2,}", "-", "-"),
    Rewrite(r"(?:百分之)(\d+(?:\.\d+)?)", r"\1%", "百"),  # 百分之90 → 90%
    Rewrite(r"个?百分点数?", "百分点", "百"),
    Rewrite(r"(?<=[\d%)\u4e00-\u9fff])[xX](?=[\d(\[\u4e00-\u9fff])", "×", "xX"),
    Rewrite(r"(?<=\d)%%", "%", "%"),
    Rewrite(r"(20\d\d)[-./](\d{1,2})[-./](\d{1,2})(?!\d)", r"\1年\2月\3日", "-./"),  # 2026-12-31 → 2026年12月31日
    Rewrite(r"(?<=\d)号", "日", "号"),
    Rewrite(r"乘以|乘上", "×", "乘"),
    Rewrite(r"除以", "/", "除"),
    Rewrite(r"减去", "-", "减"),
    Rewrite(r"加上", "+", "加"),
)
_GRADE = r"(?:优秀|优良|优|良好|良|中等|中|基本合格|合格|及格|一般|较好|好|较差|差|不合格|不及格)"
BRACKETS: tuple[Rewrite, ...] = (
    # 优秀（90分以上）得满分: the number decides
    Rewrite(
        rf"{_GRADE}\(((?:[≥≤<>]|低于|不足|大于|小于)?\d[^()]{{0,14}})\)(?=[,:]?的?,?(?:得|计|不得|为))", r"\1", "("
    ),
    Rewrite(rf"{_GRADE}\(((?:[≥≤<>]|低于|不足|大于|小于)?\d[^()]{{0,14}})\),?(?=\d)", r"\1得", "("),
    # [80%,90%) is a range with its boundaries stated
    Rewrite(
        rf"([\[(])({NUMBER}%?)[,-]({NUMBER}%?)([\])])(?![×/*])",
        lambda m: f"{m[2]}{'含' if m[1] == '[' else '不含'}-{m[3]}{'含' if m[4] == ']' else '不含'}",
        "[(",
    ),
    Rewrite(rf"\({_INCLUSION}(?:{NUMBER}{unit_pattern()}?)?\)", _fold_inclusion, "含"),  # （含90%） → 含
    Rewrite(rf"(?<=以[上下内])[,]?(?:含|包含)(?:本数|{NUMBER}{unit_pattern()}?)", "含", "含"),  # 以上含90% → 以上含
    Rewrite(r"(?<!满分)(?<!分值)\((?:得|计|记)?(\d+(?:\.\d+)?)分\)", r"得\1分,", "("),  # 优（10分） → 优得10分,
    Rewrite(r"(?<=分)\((?:即)?满分\)", "", "("),  # 得10分（满分）
    Rewrite(r"\((?:本项)?(?:满分|分值):?(\d+(?:\.\d+)?)分\)", r"得满分\1分,", "("),
    Rewrite(r"(?<=满分|分值)\((\d+(?:\.\d+)?)分\)", r"\1分", "("),
    Rewrite(rf"\(含不足(?:{NUMBER})?{unit_pattern()}?\)", ",不足部分按1步计,", "("),  # 每推迟10天（含不足10天）
    Rewrite(rf"\({_REMARK}[^()]{{0,80}}\)|(?<=[;,]){_REMARK}[:][^;()]{{0,80}}", "", "(:"),
)
_LEAST = (
    "不得低于",
    "不得少于",
    "不低过",
    "达到或超过",
    "达到或大于",
    "达到或高于",
    "达到及超过",
    "等于或大于",
    "等于或超过",
    "等于或高于",
    "大于或等于",
    "高于或等于",
    "超过或等于",
    "高于或达到",
)
_MOST = (
    "不得高于",
    "不得超过",
    "不得超出",
    "不得突破",
    "不得多于",
    "不突破",
    "不超出",
    "未超过",
    "未超出",
    "未突破",
    "未高于",
    "没有超过",
    "没有突破",
    "低于或等于",
    "少于或等于",
    "等于或小于",
    "等于或低于",
)
RANKS: tuple[Rewrite, ...] = (
    Rewrite(r"第([一二三四五六七八九十]{1,3})(?=名|位)", lambda m: f"第{chinese_number(m[1])}", "第"),
    Rewrite(
        r"(?:排名|排位|位次|名次|位列|位居|列|进入|居)?(?:在|为|位于)?(?:全国|全省|全市|全县|全区|同类)?前(\d{1,3})(名|位|%)",
        r"≤\1\2",
        "前",
    ),
    Rewrite(r"第(\d{1,3})(?:名|位)?-(?:第)?(\d{1,3})(名|位)", r"\1-\2\3", "第"),
    Rewrite(r"第?(\d{1,3})(名|位)(?:及|或)(?:以后|之后|以外|以下)", r"≥\1\2", "名位"),
    Rewrite(r"第?(\d{1,3})(名|位)(?:以后|之后|以外|开外)", r">\1\2", "名位"),
    Rewrite(
        r"(?:(?:综合|考核|评价)?(?:排名|排位|名次|位次))?(?:位列|位居|名列|列|居|为|在)?(?:全国|全省|全市|全县|全区|同类)?第(\d{1,3})(名|位)",
        r"\1\2",
        "第",
    ),
    Rewrite(r"(?:排名|位次|名次|排位)(?:在|为|位于)?(?=[≤≥<>]?\d{1,3}(?:名|位|-\d{1,3}(?:名|位)))", "", "排位名"),
)
"""Ranks: the smaller the better, so 前10名 is at most 10, 第7名及以后 is 7 or more."""
TIDY: tuple[Rewrite, ...] = (
    Rewrite(r"(?<=分)[,;]?\d[.、](?=\D)", ";", ".、"),
    Rewrite(r"^[^,;:得\d]{0,10}(?:标准|方法|办法|规则|说明|细则|评分|计分|得分计算)[:：]", "", ":："),  # 评分标准：
    Rewrite(
        rf"(?:^|(?<=[,;:]))(?:以|按){NUMBER}{unit_pattern()}?为(?:满分)?(?:标准|基准|基数|界|界限|准|限|底线)(?:值|线)?[,;:]",
        "",
        "为",
    ),
    Rewrite(
        r"(?:^|(?<=[,;:]))(?:根据|依据|结合|按照|以)[^,;:\d扣得]{2,30}(?:结果|情况|报告|资料|材料|数据|文件|规定)[,;:]",
        "",
        "根依结按以",
    ),
    Rewrite(rf"({NUMBER})分/(?:1)?({one_of(counted_words())})", r"每1\2得\1分", "/"),
    Rewrite(r"(?:^|(?<=[,;]))(?:以|按)(?:满分)?100分制?(?:计|计算|为满分)[,;:]", "", "以按"),
    Rewrite(rf"±({NUMBER}%?)(?:-|至|到)±?({NUMBER}%?)", r"\1-\2", "±"),
    Rewrite(r"(?:次年|下一?年|跨年)度?(?=完成|支付|办理|拨付|下达|发放|的|才)", "12月31日后", "次下跨"),
    Rewrite(
        rf"(?:实际[^,;\d]{{0,6}})?(?:与|较|同|和){plan_pattern()}(?:值|数|数量)?相比(?:较)?[,]?(?=每|增|减|超|低|高)",
        "",
        "比",
    ),
    Rewrite(rf"(每[低降少减高超][^,;\d]{{0,4}}{NUMBER})分(?=,?扣)", r"\1评分", "每"),
    Rewrite(
        r"每(季度|个?月|半年|年)(?:至少|不少于|≥)?(?:召开|开展|组织|举办|报送|检查|督查|进行)(?:不少于|至少|≥)?(\d{1,2})(?=次|期|场)",
        lambda m: f"≥{int(m[2]) * _A_YEAR[m[1].lstrip('个')]}",
        "每",
    ),
    Rewrite(r"^(?:正|反)向(?:指标)?[,:]?(?=.)", "", "向"),
    Rewrite(r"的(?:比值|比例|比率|商)(?=[×/])", "", "比商"),
    Rewrite(r"(?<=:)0(?=[,;]|$)", "0分", "0"),
    Rewrite(r"半个月", "15天", "半"),
    Rewrite(r"(?<![上下前后])半年(?!度)", "6个月", "半"),
    Rewrite(r"一半\(50%\)|(?<=不足|低于|达到|超过|完成|高于)一半|一半(?=以上|以下)|过半(?=的|,|得)", "50%", "半"),
    # 90分以上 is a value of the indicator, not an award
    Rewrite(
        rf"(?<!得)(?<![\d.])({NUMBER})分?(含|不含)?(至|-)({NUMBER})分(含|不含)?(?=的?,?(?:得|不得|计|给|为)\d*)",
        lambda m: f"{m[1]}评分{m[2] or ''}{m[3]}{m[4]}评分{m[5] or ''}",
        "-至",
    ),
    Rewrite(rf"(?<![\d.])({NUMBER})分(?=及?以[上下内]|含|\(含|至\d|之间|[≤<≥>])", r"\1评分", "分"),
    Rewrite(
        rf"((?:达到|不足|低于|高于|超过|大于|小于|[≥≤<>])){NUMBER_GROUP}分(?=的?,?(?:得|不得))",
        r"\1\2评分",
        "达不低高超大小≥≤<>",
    ),
    Rewrite(r"(?<=\d)个(?=工作日|季度)", "", "个"),
    Rewrite(r"(?<=每)(?=个(?:月|季度)|月(?=[,扣得加减]))", "1", "每"),
    Rewrite(r"(?<=每)个?(?=工作日|百分点)", "1", "每"),
    Rewrite(r"(?<=得|扣)(?:分值的)?一半(?:的?(?:分值|分数|得分|分))?", "50%分值", "半"),
    Rewrite(r"(?<=\d)成(?=以[上下内]|得|[,;])", "0%", "成"),  # 8成以上 → 80%以上
)


_POINTS_AHEAD = r"(?:该|本|此)?(?:项|指标)*(?:满分|分值|总分|权重)"


@cache
def comparators() -> tuple[Rewrite, ...]:
    """The operator words of the forms' own dictionary that mean one thing only in a sentence too."""
    ambiguous = {"控制在", "超过", "高于", "多于", "低于", "少于", "至少", "至多", "大于", "小于", "等于"}
    more = {"≥": _LEAST, "≤": _MOST}
    found = []
    for symbol, spellings in dictionary("labels")["operators"].items():
        plain = {unicodedata.normalize("NFKC", word) for word in spellings if word not in ambiguous}
        known = sorted({*plain, *more.get(symbol, ())} - {symbol}, key=len, reverse=True)
        # 不高于市场价 is a label: only before a number, the plan or the points is it an operator
        ahead = rf"(?=[\d(±]|{plan_pattern()}|{_POINTS_AHEAD})"
        found.append(Rewrite(one_of(known or [symbol]) + ahead, symbol, "".join(word[0] for word in known) or symbol))
    order = {"≥": 0, "≤": 1}
    return tuple(sorted(found, key=lambda rewrite: order.get(str(rewrite.by), 2)))


@cache
def _numerals() -> re.Pattern[str]:
    """Chinese numerals where a unit follows: 三次, 一个百分点, 十五日; not 一般, 三公经费, 第一季度, 十分明显."""
    ordinal = set(dictionary("units")["ordinal"]) - {"日", "月", "年", "分"}
    units = sorted((word for word in unit_words() if word not in ordinal), key=len, reverse=True)
    return re.compile(
        rf"(?<![第之/\d.])(?:(?<![上下])|(?<=以[上下]))([〇零一二两三四五六七八九十百千万亿]{{1,9}})(?:点([零一二三四五六七八九]{{1,3}}))?"
        rf"(?=个?{one_of(units)}(?![性化把])|分(?![之别明散析类布配解期批阶级工管数点比率制])|成以)"
        r"|(?<=百分之)([〇零一二三四五六七八九十百]{1,6})"
    )


def _as_digits(match: re.Match[str]) -> str:
    whole, decimals, percent = match.groups()
    if whole == "十" and match.string[match.end() : match.end() + 1] == "分" and not _scores(match):
        return match.group()  # 十分明显
    number = chinese_number(whole or percent)
    if number is None:  # pragma: no cover - the pattern admits only Chinese numerals
        return match.group()
    if decimals:
        number += Decimal("0." + "".join(str(chinese_number(digit)) for digit in decimals))
    return str(number)


def _scores(match: re.Match[str]) -> bool:
    return match.string[: match.start()].endswith(
        ("得", "扣", "计", "给", "记", "加", "减", "为", "到", "满", "分值", "满分")
    )


def _apply(text: str, rewrites: tuple[Rewrite, ...]) -> str:
    characters = frozenset(text)
    for rewrite in rewrites:
        if not rewrite.cues.isdisjoint(characters):
            changed = rewrite.pattern.sub(rewrite.by, text)
            if changed != text:
                text, characters = changed, frozenset(changed)
    return text


@lru_cache(maxsize=8192)
def normalise(text: str) -> str:
    """The text as the phrases expect it: ``达到计划值得１０分，否则…／…＊…`` → ``达到计划值得10分,否则…/…×…``.

    Terminates in linear time on any string: every pattern has bounded repetition only.
    """
    text = _LIST_MARKS.sub(";", clean(text))
    text = unicodedata.normalize("NFKC", text.replace("㎡", "平方米").replace("\n", ";")).translate(_TRANSLATION)
    text = SPACES.sub("", text)
    text = _numerals().sub(_as_digits, text)
    text = _apply(text, PUNCTUATION)
    text = _apply(text, RANKS)
    text = _apply(text, BRACKETS)
    text = _apply(text, comparators())
    return _with_points_last(_apply(text, TIDY))


_LABELLED_TIER = re.compile(
    rf"(?:得|计)?(?P<award>满分|{NUMBER}分|不得分)[:,]?\(?(?P<condition>[^:;得计扣分]{{2,40}}?)\)?"
)


def _with_points_last(text: str) -> str:
    """Tiers that begin with their points, ``5分:≥90%;4分:80%-90%``, turned about: ``≥90%得5分;80%-90%得4分``."""
    if "分:" not in text and "分(" not in text:
        return text
    tiers = [_LABELLED_TIER.fullmatch(piece) for piece in text.strip(";").split(";")]
    if len(tiers) < 2 or None in tiers:
        return text
    return ";".join(
        f"{tier['condition']}{'' if tier['award'] == '不得分' else '得'}{tier['award']}" for tier in tiers if tier
    )
