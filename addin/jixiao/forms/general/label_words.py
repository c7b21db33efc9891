"""What is a label: by its words, and by the cells right of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from jixiao.forms.cell_text import is_placeholder
from jixiao.forms.general.vocabulary import HEADING, OTHER, Meaning, Vocabulary
from jixiao.forms.labels import MAX_LABEL
from jixiao.forms.money import Unit, says_amount
from jixiao.forms.region import Region
from jixiao.forms.text import dictionary, label_form, squeeze
from jixiao.forms.total_words import is_total_word
from jixiao.forms.unit_names import asks_for_code, is_code
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern
from jixiao.remembered import remembered

MAX_UNKNOWN = 24
"""A longer text is no label, unless it is known."""
MIN_SPACED, MIN_LONG, MAX_GLUED = 3, 6, 40
"""A shorter word in front of a blank is no label (项 目 名 称), a longer text none with its value behind it."""
_ASIDE = late_pattern(r"[(（〔\[【及].*")
"""What adds to a label: 实施单位 （盖章）, 实施单位 及代码."""
_GLUED = late_pattern(r"([^\d¥￥]*[\u4e00-\u9fff)）])\s*([¥￥]?\d[\d,]*(?:\.\d+)?\s*(?:元|千元|万元|亿元)?)")
TEXTS = frozenset(("text", "longtext", "unit", "code"))
"""The types of labels whose values are words."""
COLON = late_pattern(r"[:：]+")
_STAMP = late_pattern(r"^[(（](?:(?:加?盖章|公章|签章|签字)[)）]\s*|\d{1,3}分[)）]$)")
"""The place of a stamp before a name, points behind a label: 填报单位：（盖章）青禾县水务局, 年度目标1：（50分）."""
SENTENCE = late_pattern(
    r"[。；;！？!?]|[，,][^，,]*[，,]|[，,、]\s*$|\d\.\d+$|\d万?元$"
    r"|^(?:大?约|将?近|共计?|[合总预]计|[拟仅]|暂[定按]|至少|不[超少低高][过于])\s*\d|^\d{3,}(?!\d*年)|\d(?:左右|上下|[余多])"
)
"""What no label has: 总共18.5, 县里给12万元, 维护步道、, 约900, 900左右."""
_UNOPENED = late_pattern(r"[^()（）]*[)）]")
"""A value with the end of the bracket in which its label stands: 6512345）."""
NUMBERED = late_pattern(
    r"\s*(?:(?:(?:绩效|年度|工作)?目标|任务|完成)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[:：.．、]|[(（][\d一二三四五六七八九十]{1,2}[)）]|[①-⑳])"
)
"""目标2：, 2., （二）, ②."""
_OF_WHICH = late_pattern(
    r"^\s*(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.．、]|[(（][\d一二三四五六七八九十]{1,2}[)）])?\s*其中[:：]\s*"
)
"""What parts a source of money from the total, and no label: 其中：财政拨款, 2.其中：财政资金."""
_NOTE = late_pattern(r"\s*[(（]?(?:备?注|(?:填[表报写])?(?:说明|要求)|注意事项)\s*[:：]\s*")
"""What begins a note for those who fill in the form: 注：带*号的为必填项."""


def is_note(text: str) -> bool:
    """Return whether a text is a note for those who fill in the form: 填表说明：……."""
    return ("：" in text or ":" in text) and _NOTE.match(text) is not None


def heads_notes(value: Value) -> bool:
    """Return whether notes stand in the rows below a text: 填报要求：, with nothing behind."""
    return isinstance(value, str) and _NOTE.fullmatch(value) is not None


@remembered
def is_closing(text: str) -> bool:
    """Return whether a text begins a line that closes a form: 审核人意见：同意, 分管领导签字."""
    return _closing_words().fullmatch(label_form(COLON.split(text, maxsplit=1)[0][:MAX_LABEL])) is not None


@cache
def _closing_words() -> re.Pattern[str]:
    return re.compile("|".join(dictionary("labels")["closing_lines"]))


def without_of_which(text: str) -> str:
    """Return a text without what parts a source from the total: 其中：财政拨款."""
    return _OF_WHICH.sub("", text) if "其中" in text else text


@remembered
def partition(text: str) -> tuple[str, str, str]:
    """A text in front of its first colon, the colon, and what follows."""
    text = without_of_which(text)
    match = COLON.search(text)
    if match is None:
        return text, "", ""
    value = _STAMP.sub("", text[match.end() :].strip())
    return text[: match.start()].strip(), ":", value.rstrip(")）") if _UNOPENED.fullmatch(value) else value


def is_label(value: Value, words: Vocabulary) -> bool:
    """Whether a cell is or begins with a label that the vocabulary knows."""
    if not isinstance(value, str) or words.labels_in(value):
        return isinstance(value, str)
    label, colon, rest = partition(value)
    known = words.field(label if colon else value) or spaced_label(value, words)
    asks = bool(colon) and not rest and may_be_label(label, words)  # 承接主体类型：
    return asks or (known or (None if colon else glued_label(value, words))) is not None


def spaced_label(text: str, words: Vocabulary) -> tuple[str, str] | None:
    """Return the label that a blank or a line break parts from its value, and it.

    实施单位 某某局; a long text stands below its label: 年度目标, line break, 1.…
    """
    label, *others = text.split(None, 1)
    if not others or len(label) < MIN_SPACED or COLON.search(label):
        return None
    meaning, rest = words.field(label), others[0].strip()
    if meaning is None or meaning.key in (OTHER, HEADING) or meaning.type not in ("text", "unit", "longtext"):
        return None
    broken = text.lstrip()[len(label)] in "\r\n"
    short = len(label) < MIN_LONG if meaning.type == "longtext" else COLON.search(rest) or len(text) > MAX_GLUED
    if short and not broken:
        return None
    whole = words.field(text) or words.field(rest)  # 主管部门 及代码
    return None if whole is not None or _ASIDE.fullmatch(rest) else (label, rest)


def glued_label(text: str, words: Vocabulary) -> tuple[str, str] | None:
    """Return the label of an amount with the figure glued to it: 其中:财政拨款11.5."""
    match = _GLUED.fullmatch(without_of_which(text).strip()) if len(text) <= MAX_GLUED else None
    meaning = words.field(match[1]) if match is not None else None
    return None if match is None or meaning is None or meaning.type != "money" else (match[1], match[2])


def may_be_label(text: str, words: Vocabulary) -> bool:
    """Whether an unknown text can be a label: short, no sentence, no figure in front."""
    plain = squeeze(text)
    return (
        2 <= len(plain) <= MAX_UNKNOWN
        and not SENTENCE.search(text)
        and "\u4e00" <= plain.lstrip("0123456789.、()（）*一二三四五六七八九十 ")[:1] <= "\u9fff"
        and not is_placeholder(text)
        and words.year(text) is None
        and {"□", "☑"}.isdisjoint(text)
    )


_ASKS_FOR_KIND = late_pattern("项目(?:级次|级别|层级|类别|类型|属性|性质)$")
"""The end of a label whose value may be a label elsewhere: 项目级次 | 二级项目."""
_TITLES_ROWS = late_pattern(
    r"(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）]?[、.．]?)?[\u4e00-\u9fff]{2,10}指标|[\u4e00-\u9fff]{0,4}目标[\u4e00-\u9fff]{0,4}情况"
)
"""What stands over indicators or beside a goal, and is none: （一）产出指标, 目标推进情况."""
_NAMED_FOR = late_pattern("项目|部门|单位|政策|专项|基金|转移支付")
MAX_SIDE = 6
"""The word of a side beside what has sides is no longer: 实施期, 调整前."""
_ENDS = frozenset(("名称", "编码", "代码", "编号"))
"""The ends of labels whose beginnings stand in the cell before: 项目概况 | 名称."""


def whole_label(text: str, before: str, words: Vocabulary) -> str:
    """Return a label with its other half before it: 项目概况 | 名称, 绩效目标 | 中长期, 预算 | 2026年."""
    plain = squeeze(text)
    if plain in _ENDS:
        named = _NAMED_FOR.match(squeeze(before))
        return f"目标{plain}" if _is_goal(before, words) else text if named is None else f"{named[0]}{plain}"
    whole = plain.removesuffix("目标") + squeeze(before)
    sided = words.side(plain) is not None or (words.side(before) is None and words.side(whole) is not None)
    sided = sided or words.year(plain) is not None
    own = _is_goal(plain, words) and words.side(before) is not None
    if len(plain) > MAX_SIDE or len(before) > MAX_UNKNOWN or own or not sided:
        return text  # 年初设定 has a side before 绩效目标 alone, 本年度目标 beside 中期目标 one of its own
    meaning = words.field(whole)
    of_goal = meaning is not None and meaning.key in ("goals.annual", "goals.period")
    money = meaning is not None and meaning.type == "money" and plain == plain.removesuffix("目标")
    return whole if of_goal or money else text


def _is_goal(text: str, words: Vocabulary) -> bool:
    """Return whether a text is the label of a goal: 项目绩效总目标, before 名称 | 目标说明."""
    known = words.field(text)
    return known is not None and known.key.startswith("goals.")


def titles_rows(text: str) -> bool:
    """Return whether a text stands over indicators or beside a goal: 目标推进情况."""
    return _TITLES_ROWS.fullmatch(squeeze(text)) is not None


def names_side(text: str, words: Vocabulary) -> bool:
    """Return whether a text is the word of a side alone: 实施期, 本年度."""
    meaning = words.field(text)
    return len(text) <= MAX_SIDE and words.side(text) is not None and (meaning is None or meaning.type == "text")


def is_line_of(meaning: Meaning | None, text: str, words: Vocabulary) -> bool:
    """Whether a text is the first line of what a label asks for: 目标1：清淤渠道12公里 of 年度目标."""
    longtext = meaning is not None and meaning.type == "longtext"
    return longtext and NUMBERED.match(squeeze(text[:MAX_UNKNOWN])) is not None and words.field(text) is None


def is_value_all_the_same(
    meaning: Meaning | None, value: Value, after: Sequence[tuple[int, Value]], words: Vocabulary
) -> bool:
    """Return whether a cell like a label is a value: a project called 办公经费."""
    if meaning is None or meaning.type not in TEXTS or not isinstance(value, str):
        return False
    if is_line_of(meaning, value, words):
        return True  # 目标1：…  目标2：… in one cell
    if COLON.search(value) or is_total_word(value):
        return False  # 资金合计 beside 项目名称 is the next title
    other = words.field(value)
    if other is None or other.type != "money":
        return other is not None and other.key in (OTHER, HEADING) and not after and meaning.key != HEADING
    if meaning.type == "unit" or Unit.of_label(value) is not None or other.key.startswith("execution."):
        return False  # 实施单位, blank before 预算金额（万元）
    return not after or is_label(after[0][1], words)  # 项目名称 | 补助金额 | 受益户数 are titles


def is_bare_label(text: str, words: Vocabulary) -> bool:
    """Whether a text is a label, or can be one, without a value behind it: 项目单位：."""
    text = without_of_which(text).rstrip(" ：:")
    return not COLON.search(text) and (words.field(text) is not None or may_be_label(text, words))


def stands_for_itself(
    label: str, meaning: Meaning | None, following: Sequence[tuple[int, Value]], words: Vocabulary, *, tall: bool
) -> bool:
    """Return whether what stands right of a label is a label, and no value of it."""
    value, behind = following[0][1], following[1:]
    paired = len(behind) % 2 == 0 and not any(is_label(each, words) for _, each in behind[1::2])
    if paired and _ASKS_FOR_KIND.search(label) and str(value).endswith("项目"):
        return False
    heads = meaning is not None and meaning.key == HEADING and isinstance(value, str) and not says_amount(value)
    if behind and isinstance(value, str) and whole_label(value, label, words) != value:
        return True
    titles = meaning is not None and meaning.type == "longtext" and isinstance(value, str)
    if titles and (titles_rows(str(value)) or words.indicator_column(str(value)) is not None):
        return True  # 年初目标 | 年底完成 | 得分
    if titles and tall and behind and len(squeeze(str(value))) <= MAX_SIDE and isinstance(behind[0][1], str):
        return True  # 第一年 | 建成基地1个, above 第二年
    if is_label(value, words) and (heads or not is_value_all_the_same(meaning, value, behind, words)):
        return True
    if tall and (heads or (meaning is None and bool(behind))):
        return True
    return bool(behind) and _heads_labelled_amount(label, value, behind[0][1])


def _heads_labelled_amount(label: str, value: Value, behind: Value) -> bool:
    """Return whether money heads a labelled amount: 项目收益（万元） | 总收益 | 4800."""
    if Unit.of_label(label) is None or not isinstance(value, str) or is_placeholder(value):
        return False
    return not says_amount(value) and says_amount(behind)


def begins_with_code(label: str, following: Sequence[tuple[int, Value]], words: Vocabulary) -> bool:
    """Return whether a code has a cell before the name: 主管部门 | 105 | 某某局."""
    first = following[0][1]
    shown = f"{first:.0f}" if isinstance(first, float) else str(first)
    named = len(following) > 1 and (asks_for_code(label) or not is_label(following[1][1], words))
    return named and is_code(shown)


def is_left_blank(
    region: Region,
    at: tuple[int, int],
    meaning: Meaning | None,
    following: Sequence[tuple[int, Value]],
    words: Vocabulary,
) -> bool:
    """Return whether a blank parts a label from a pair: 主管部门 |  | 政策期限 | 三年."""
    (row, column), ((place, label), *behind) = at, following
    box = region.right_edge(row, column) + 1
    gap = place > box
    merged = gap and region.right_edge(row, box) > box
    if merged and meaning is not None and meaning.type in ("longtext", "money"):
        return True  # cells merged for a text or an amount, and empty
    if gap and meaning is not None and meaning.type == "money" and isinstance(label, str):
        return not says_amount(label) and may_be_label(label, words)  # 资金总额 |  | 项目属地
    if not gap or len(behind) % 2 == 0:
        return False
    beside, value = behind[0]
    pair = beside == region.right_edge(row, place) + 1 and not is_label(value, words)
    return pair and isinstance(label, str) and may_be_label(label, words)


def heads_money(
    region: Region,
    at: tuple[int, int],
    meaning: Meaning | None,
    following: Sequence[tuple[int, Value]],
    words: Vocabulary,
) -> bool:
    """Return whether money heads other labels of money: 项目资金（万元） | 资金总额 | 120.

    It has a budget and what was spent itself: 政策资金 | 年度预算 | 1500 | 年度支出 | 1386.
    """
    if meaning is None or meaning.type != "money" or not following:
        return False
    (row, column), (beside, label) = at, following[0]
    other = words.field(label) if isinstance(label, str) else None
    if (glued := isinstance(label, str) and glued_label(label, words) is not None) or len(following) < 2:
        return glued  # 资金总额 | 财政拨款36.5万元
    amount = following[1][1]
    adjacent = beside == region.right_edge(row, column) + 1 and region.bottom_edge(row, column) == row
    labels = (words.field(value) for _, value in following if isinstance(value, str))
    if any(known is not None and known.key.startswith("execution.") for known in labels):
        return False
    return adjacent and other is not None and other.type == "money" and says_amount(amount)
