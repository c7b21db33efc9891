"""The labels of one cell with the values behind them: 填报人：尹晓芸    填报日期：5月3日."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from jixiao.forms.cell_text import text_of
from jixiao.forms.general.label_words import (
    COLON,
    NUMBERED,
    SENTENCE,
    glued_label,
    is_note,
    partition,
    spaced_label,
    without_of_which,
)
from jixiao.forms.general.vocabulary import Meaning, Vocabulary
from jixiao.forms.labels import Hit, cached_form
from jixiao.forms.money import Unit, is_foreign
from jixiao.forms.numbers import parse_number
from jixiao.forms.text import fold, squeeze, without_unit
from jixiao.forms.unit_names import KEYS as NAMES
from jixiao.forms.unit_names import asks_for_code
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

LONG, MAX_SHORT = 200, 8
"""Longer texts hold no second label, no labels that all are unknown."""
_NEXT = late_pattern(
    r"\s{2,}|[\r\n]+|\s+(?=[^\s:：]{2,12}\s?[:：])|[；;](?=[^:：；;]{2,12}[:：])"
    r"|[(（](?=[^:：()（）]{2,8}[:：][^()（）]{1,24}[)）]\s*$)|[，,、]\s*(?=[\u4e00-\u9fff]{0,4}(?:人|电话|方式|手机|长|员)[:：])"
    r"|(?<=[局院会办心校室所站队委府厅处社)）])(?=(?:填[报表]|联系|经办|编制)(?:人|日期|时间|电话|方式)[:：])"
)
"""What parts two labels with their values in one cell: 填报人：尹晓芸（电话：6512345）, 水务局，站长：陶敏."""
_OF_MONEY = late_pattern("资金|金额|拨款|预算|经费|合计|总[计额]|投资|结转|自筹|补助")
_POINTS_ALONE = late_pattern(r"([:：])\s*[(（]\d{1,3}(?:\.\d)?分[)）]\s*$")
"""Points behind a colon are no value: 年度目标1：（40分）."""
_DAY = late_pattern(r"(?:19|20)\d{2}[-年./]?\d{1,2}.{0,9}")
"""The beginning or end of a period: 20260101, 2026年3月, 2026-03-01."""
_IN_WORDS = late_pattern(r"(?:大写|人民币|[:：])*[零〇一二三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整]*")
"""The amount once more, 80万元（大写：捌拾万元）, or how it is counted: （人民币）."""
_BETWEEN_PARTS = late_pattern(r"\s*[，,、；;\n]\s*")
_WITH_PARTS = late_pattern(
    r"([^\d:：]{2,20})[:：]?\s*(\d[\d,.]*\s*(?:元|千元|万元|亿元)?)\s*(?:[(（，,；;、\n]\s*其中[:：]?|[(（])([^()（）]+)[)）]?"
)
"""An amount with its parts: 资金总额：80万元（其中：财政拨款60万元，其他资金20万元）."""


_PHONE = r"(?:1[3-9]\d{9}|0\d{2,3}[-—－]\d{7,8})"
_BEHIND_NAME = late_pattern(
    r"(?P<name>.*?[^\s，,；;、/／(（])(?:(?:\s+|(?<=[)）])|(?=[(（]))(?:(?P<填报日期>(?:20\d\d|\s?)[年./-]\s*\d{0,2}\s*[月./-]\s*\d{0,2}日?)"
    r"|(?P<年度>[(（]?20\d\d年度?[)）]?)|(?P<金额单位>[百千万亿]*元))"
    rf"|[\s，,；;、/／]*(?P<联系电话>(?:(?<=[局院会办心校室所站队委府厅处社)）]\s)[\u4e00-\u9fff]{{2,3}}[\s:：]*|(?:联系)?电话[:：]?)?{_PHONE}|[(（][^()（）]*?{_PHONE}[^()（）]*[)）]))",
    re.DOTALL,
)
"""What stands behind a name, by its label: 填报单位：青禾县水务局    2025年12月10日, 青禾县水务局（何倩，13800000000）."""

_SIGNED = frozenset(("signoff.preparer", "signoff.phone"))
_SIGNED_ON = late_pattern(r"(\S.{0,30}?)\s+(20\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?)")
"""The day behind who filled in the form: 联系电话：87654321    2025年10月8日."""

_ELSEWHERE = late_pattern(r"[(（]?同(?:[上左右前]|[\u4e00-\u9fff]{2,4}(?:单位|部门))[)）]?")
"""What stands for a name: 同上, 同申报单位."""


class CellLabels(NamedTuple):
    """The labels of a cell with what stands behind each, and the text before them."""

    labels: list[tuple[str, str]]
    text: str = ""


def with_units(
    items: Iterable[tuple[int, Value]], row: int = 0, formats: Mapping[tuple[int, int], str] | None = None
) -> list[tuple[int, Value]]:
    """Return the cells of a row, a unit of money joined to its number: 80 | 万元.

    One at the end of the row alone is that of every amount: 资金总额 | 80 | 财政拨款 | 60 | 万元. So is the end of a period
    to its beginning: 20260101 | 到 | 20261231. Dates are told by the ``formats`` of the sheet.
    """
    joined: list[tuple[int, Value]] = []
    last = None
    for column, value in items:
        if len(joined) > 2 and joined[-1][1] in ("至", "到"):
            (start, first), (_, to) = joined[-2:]
            shown = formats or {}
            texts = [text_of(v, shown.get((row, c))) or "" for c, v in ((start, first), (column, value))]
            if all(map(_DAY.fullmatch, texts)):
                joined[-2:] = [(start, str(to).join(texts))]
                continue
        unit = Unit.alone(value) if joined and isinstance(value, str) else None
        number = parse_number(joined[-1][1]) if unit is not None else None
        last = None if number is None else value
        if number is None:
            joined.append((column, value))
        else:
            joined[-1] = joined[-1][0], f"{number:f}{value}"
    for place in range(1, len(joined) if last is not None else 0):
        column, value = joined[place]
        if _OF_MONEY.search(str(joined[place - 1][1])) and (number := parse_number(value)) is not None:
            joined[place] = column, f"{number:f}{last}"
    return joined


def parted_value(
    label: str, meaning: Meaning | None, value: Value | None, words: Vocabulary
) -> Iterator[tuple[str, Value | None]]:
    """Yield a label with its value, then what else stands in the cell of the value.

    青禾县水务局（电话：6512345） is a name and a phone, 80万元（其中：财政拨款60万元） an amount and a part of it.
    """
    text: Value | None = value
    others: list[tuple[str, str]] = []
    if isinstance(value, str) and meaning is not None and meaning.type == "money":
        found = _with_parts(value, words) or _with_parts(f"{label}：{value}", words)
        (_, text), *others = found.labels if found is not None else [(label, value)]
        unit = Unit.of_label(label)
        others = [(f"{one}（{unit.name}）" if unit and "元" not in rest else one, rest) for one, rest in others]
    elif isinstance(value, str) and meaning is not None and meaning.key in (*NAMES, "project"):
        found = _parted(f"{label}：{value}", words) if COLON.search(value) else None
        if found is not None and not any(asks_for_code(one) for one, _ in found.labels[1:]):
            (_, text), *others = found.labels
        while meaning.key in NAMES and (behind := _BEHIND_NAME.fullmatch(str(text))) is not None:
            text, own = behind["name"], str(behind.lastgroup)
            others.append((own, behind[own].strip("()（）")))
    elif meaning is not None and meaning.key in _SIGNED and (behind := _SIGNED_ON.fullmatch(str(value).strip())):
        text, others = behind[1], [("填报日期", behind[2])]
    yield label, text
    yield from others


def meaning_with(label: str, value: Value | None, meaning: Meaning | None) -> Meaning | None:
    """Return what a label means that has such a value: 单位：青禾县水务局, 金额：万元.

    None of a name that stands in another cell.
    """
    if meaning is not None and meaning.key in NAMES and isinstance(value, str) and _ELSEWHERE.fullmatch(value.strip()):
        return None
    named = meaning is not None and meaning.key == "currency_unit" and cached_form(label) == "单位"
    if named and isinstance(value, str) and Unit.within(value) is None and not is_foreign(f"：{value}"):
        return Meaning("department", "unit", rank=3)
    if meaning is not None and meaning.key == "project" and "方向" in label and COLON.search(str(value)):
        return None  # 支出方向 | 方向1：校舍改造 | 2100
    if meaning is not None and meaning.type == "money" and Unit.parse(str(value)):
        return Meaning("currency_unit", "currency_unit")
    return meaning


def labels_of_cell(text: str, words: Vocabulary) -> CellLabels | None:
    """Return the labels with values in one cell; None where it has none or one alone."""
    text = _POINTS_ALONE.sub(r"\1", text)
    if text.endswith("元") and without_unit(text) != fold(text) and words.field(text) is not None:
        return None  # 项目资金：千元 asks for an amount
    hits = words.labels_in(text)
    parted = bool(hits) and hits[0].separator == "colon"  # no label has a colon within
    if hits and (not any(hit.rest for hit in hits) or (not parted and words.field(squeeze(text)) is not None)):
        return None  # 主管部门 over （单位） in one cell is a label
    if any(hit.separator not in ("colon", "alone") for hit in hits) or (hits and len(text) > LONG):
        return CellLabels([(_as_typed(text, hit), hit.rest) for hit in hits])
    if is_note(text):
        return CellLabels([], text)
    if (spaced := spaced_label(text, words)) is not None:
        return CellLabels([spaced])
    text = _in_one_line(without_of_which(text), words)
    if not COLON.search(text):
        glued = glued_label(text, words)
        return None if glued is None else CellLabels([glued])
    return _long_text(text, words) or _with_parts(text, words) or (None if len(text) > LONG else _parted(text, words))


def _in_one_line(text: str, words: Vocabulary) -> str:
    """Return a text whose label is broken over lines with the label in one line."""
    label, colon, rest = partition(text)
    meaning = words.field(label) if colon and "\n" in label else None
    broken = meaning is not None and (meaning.type == "longtext" or "\n" not in rest)
    return f"{squeeze(label)}：{rest}" if broken else text


def _long_text(text: str, words: Vocabulary) -> CellLabels | None:
    """Return the label of a long text with all of it: 年度目标：目标1：…, 目标2：…."""
    label, _, rest = partition(text.strip())
    meaning = words.field(label)
    if meaning is None or meaning.type != "longtext" or not (len(text) > LONG or NUMBERED.match(rest)):
        return None
    return CellLabels([(label, rest)])


def _parted(text: str, words: Vocabulary) -> CellLabels | None:
    """Return labels that colons part from their values: 2026年度    单位：万元."""
    pieces = [piece for piece in _NEXT.split(text.strip()) if piece.strip()]
    year = pieces.pop(0) if len(pieces) > 1 and words.year(pieces[0]) and not COLON.search(pieces[0]) else ""
    labels: list[tuple[str, str]] = []
    for piece in pieces:
        label, colon, rest = partition(piece)
        if colon and not label.isdigit():  # no label but an hour: 10:33
            labels.append((label, rest))
        elif labels:
            labels[-1] = (labels[-1][0], f"{labels[-1][1]} {piece}".strip())
        else:
            return None
    if len(labels) == 1 and not labels[0][1]:
        return None  # a label that ends with its colon: the value is in another cell
    known = any(words.field(label) is not None for label, _ in labels)
    if any(SENTENCE.search(label) or (not known and len(squeeze(label)) > MAX_SHORT) for label, _ in labels):
        return None
    return CellLabels(labels, year)


def _with_parts(text: str, words: Vocabulary) -> CellLabels | None:
    """Return the labels of an amount and of its parts, one text if one is unknown."""
    match = _WITH_PARTS.fullmatch(text.strip())
    meaning = words.field(match[1]) if match is not None else None
    if match is None or meaning is None or meaning.type != "money":
        return None
    parts = [glued_label(COLON.sub("", part), words) for part in _BETWEEN_PARTS.split(match[3].rstrip("。"))]
    if None in parts and _IN_WORDS.fullmatch(match[3]):
        return None
    told = [("其中", match[3])] if None in parts else filter(None, parts)
    return CellLabels([(match[1], match[2]), *told])


def _as_typed(text: str, hit: Hit) -> str:
    """Return a label as typed, without its value, if it says no more than found."""
    text = text.strip()
    end = text.find(hit.rest, hit.start) if hit.rest else len(text)
    typed = text[hit.start : end].strip()
    if cached_form(typed) == hit.form:
        return typed
    unit = Unit.of_label(typed)
    return hit.form if unit is None else f"{hit.form}({unit.name})"
