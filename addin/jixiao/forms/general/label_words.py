"""What is a label by its words alone, wherever its value stands."""

from __future__ import annotations

from jixiao.forms.cell_text import is_placeholder
from jixiao.forms.general.vocabulary import HEADING, OTHER, Meaning, Vocabulary
from jixiao.forms.money import parse_money
from jixiao.forms.text import squeeze
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

MAX_UNKNOWN = 24
"""A longer text is no label, unless it is known."""
TEXTS = frozenset(("text", "longtext", "unit", "code"))
"""The types of labels whose values are words."""
COLON = late_pattern(r"[:：]")
SENTENCE = late_pattern(r"[。；;！？!?]|[，,][^，,]*[，,]")
_UNOPENED = late_pattern(r"[^()（）]*[)）]")
"""A value with the end of the bracket in which its label stands: 6512345）."""
NUMBERED_GOAL = late_pattern(r"(?:绩效|年度|工作)?目标[\d一二三四五六七八九十]{1,2}[:：]")
"""The label of one goal of several: 目标1：, 目标二：."""
_OF_WHICH = late_pattern(r"^\s*其中[:：]\s*")
"""What parts a source of money from the total, and no label: 其中：财政拨款."""


def without_of_which(text: str) -> str:
    """Return a text without the word that parts a source of money from the total: 其中：财政拨款."""
    return _OF_WHICH.sub("", text)


def partition(text: str) -> tuple[str, str, str]:
    """A text in front of its first colon, the colon, and what follows."""
    text = without_of_which(text)
    match = COLON.search(text)
    if match is None:
        return text, "", ""
    value = text[match.end() :].strip()
    return text[: match.start()].strip(), ":", value.rstrip(")）") if _UNOPENED.fullmatch(value) else value


def is_label(value: Value, words: Vocabulary) -> bool:
    """Whether a cell is or begins with a label that the vocabulary knows."""
    if not isinstance(value, str):
        return False
    label, colon, _ = partition(value)
    return words.field(label if colon else value) is not None


def may_be_label(text: str, words: Vocabulary) -> bool:
    """Whether an unknown text can be a label: short, no sentence, no figure in front."""
    plain = squeeze(text)
    return (
        2 <= len(plain) <= MAX_UNKNOWN
        and not SENTENCE.search(text)
        and "\u4e00" <= plain.lstrip("0123456789.、()（）*一二三四五六七八九十 ")[:1] <= "\u9fff"
        and not is_placeholder(text)
        and words.year(text) is None
        and "□" not in text
        and "☑" not in text
    )


def is_value_all_the_same(
    meaning: Meaning | None, value: Value, after: list[tuple[int, Value]], words: Vocabulary
) -> bool:
    """Whether a cell that could be a label is the value of the one before: a project called 办公经费."""
    if meaning is None or meaning.type not in TEXTS or not isinstance(value, str):
        return False
    if states_goals(meaning, value):
        return True
    if COLON.search(value):
        return False
    other = words.field(value)
    if other is None or other.type != "money":
        return other is not None and other.key in (OTHER, HEADING) and not after and meaning.key != HEADING
    return not (after and parse_money(after[0][1]) is not None)


def states_goals(meaning: Meaning | None, value: Value) -> bool:
    """Whether a cell holds the goals that a label asks for, numbered: 目标1：…  目标2：…."""
    if meaning is None or not meaning.key.startswith("goals.") or not isinstance(value, str):
        return False
    return NUMBERED_GOAL.match(squeeze(value[:MAX_UNKNOWN])) is not None


def is_bare_label(text: str, words: Vocabulary) -> bool:
    """Whether a text is a label, or can be one, without a value behind it."""
    return not COLON.search(text) and (words.field(text) is not None or may_be_label(text, words))


def has_value_behind(text: str, words: Vocabulary) -> bool:
    """Whether a cell holds a known label with its value: 填报人：尹晓芸."""
    label, colon, rest = partition(text)
    return bool(colon and rest) and words.field(label) is not None
