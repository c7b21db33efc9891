"""Labels in cells: alone (``项目名称``) or with their value (``填表人：张某``)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from jixiao.forms.text import SPACES, ignored_brackets, label_form
from jixiao.late_patterns import late_pattern
from jixiao.remembered import Remembered, remembered

SHORT_LINE = 80
MAX_LABEL = 40
"""Label forms are shorter than this; a longer text can only carry a label at its start."""
_LEAD = late_pattern(
    r"[\s\u3000*＊★※▲]*(?:[(（](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]、?|(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．])?"
    r"[\s\u3000]*(?:其中[:：]?[\s\u3000]*(?:\d{1,2}[、.．](?!\d))?)?[\s\u3000]*"
)
_PLAIN_START = late_pattern(r"(?![一二三四五六七八九十]|其中)[\u4e00-\u9fff]{1,2}|[≥≤]|[0-9]{3}").match
"""A start of a text of which nothing is skipped, be it as bracket, numbering or prefix: a label has the same."""
_LOOKED_AT = 3
_SKIPPED = frozenset("()（）[]［］【】<>《》〔〕「」*＊★※▲")
_YEARS = late_pattern(r"\((?:20)?[\dxXnN+]{0,6}年?度?[-—–~至到]{1,2}(?:20)?[\dxXnN+]{1,6}年?度?\)")
"""The years of a goal behind its label: （2026年—2028年）, （20xx-20xx+n年）."""
_OTHER_LABEL = late_pattern(r"[\u4e00-\u9fff]{2,8}[:：]")
"""A label that a set does not know, behind the value of another one: 审核人：."""
_CLOSING = "）)］]】 "


class Hit(NamedTuple):
    """A label found in a cell: its form, the text behind it, where it begins.

    ``separator`` tells what parts the two: ``alone`` (nothing follows), ``colon``, ``space``, ``bracket``, ``digit``, or
    ``glued`` (nothing: only ``glued`` itself gives that).
    """

    form: str
    rest: str
    separator: str
    start: int = 0


cached_form = Remembered(label_form, most=16384).__getitem__
"""``label_form`` remembered: labels repeat from sheet to sheet."""


class LabelSet:
    """A set of label forms, with what is needed to look for them quickly.

    ``match`` gives the label that a cell is or begins with, ``match_all`` all labels of a cell; both remember their
    answers, for labels and many values repeat from sheet to sheet.
    """

    def __init__(self, forms: Iterable[str]) -> None:
        self.forms = frozenset(form for form in forms if form)
        self.longest = max(map(len, self.forms), default=0)
        starts = {form[:length] for form in self.forms for length in range(1, len(form) + 1)}
        self._starts = {start: start in self.forms and len(start) > 1 for start in starts}
        self.match = remembered(self._match)
        self.match_all = remembered(self._match_all)
        self._may_begin = Remembered(self._could_begin)

    def may_begin(self, text: str, start: int = 0) -> bool:
        """Return whether a label could begin at ``start``; never False wrongly."""
        return self._may_begin[text[start : start + _LOOKED_AT]]

    def _could_begin(self, start: str) -> bool:
        plain = _PLAIN_START(start)
        return plain is None or plain.group() in self._starts

    def exact(self, text: str) -> str | None:
        """The label form of a cell that is a label and nothing else."""
        if not self._may_begin[text[:_LOOKED_AT]]:
            return None
        form = cached_form(text) if len(text) <= MAX_LABEL else ""
        return form if form in self.forms else None

    def _match(self, text: str) -> Hit | None:
        """Return the label that a cell is or begins with; None where nothing parts it."""
        if not self.may_begin(text):
            return None
        if len(text) <= MAX_LABEL and cached_form(text) in self.forms:
            return Hit(cached_form(text), "", "alone")
        return self._leading(text, 0)

    def _match_all(self, text: str) -> tuple[Hit, ...]:
        """All labels of a cell such as ``填表人：张某    联系电话：…``, each with its own value."""
        text = text.strip()
        first = self.match(text)
        if first is None or first.separator == "alone" or len(text) > 200:
            return (first,) if first else ()
        hits = [first]
        for space in re.finditer(r"[\s\u3000]+", text):
            later = self._leading(text, space.end()) if self.may_begin(text, space.end()) else None
            behind = hits[-1].separator == "colon" and space.start() > len(text) - len(hits[-1].rest)
            other = _OTHER_LABEL.match(text, space.end()) if later is None and behind else None
            if other is not None:  # 填报人：尹晓芸  审核人：何雨田: nobody asks for the second
                later = Hit("", text[other.end() :], "colon", space.end())
            if later is not None and _clearly_a_label(later, space.group(), text):
                previous = hits[-1]
                cut = len(previous.rest) - (len(text) - space.start())
                hits[-1] = previous._replace(rest=previous.rest[: max(cut, 0)].rstrip())
                hits.append(later)
        return tuple(hits)

    def glued(self, text: str) -> Hit | None:
        """Return a label with its value glued to it: ``实施单位云岭县民政局``."""
        if not self.may_begin(text):
            return None
        for length in range(min(len(text) - 1, self.longest), 3, -1):
            if cached_form(text[:length]) in self.forms:
                return Hit(cached_form(text[:length]), text[length:].strip(), "glued")
        return None

    def _leading(self, text: str, start: int) -> Hit | None:
        lead = _LEAD.match(text, start)
        position = lead.end() if lead else start
        if position >= len(text) or unicodedata.normalize("NFKC", text[position])[:1] not in self._starts:
            return None
        joined = ""
        found: list[tuple[str, int]] = []
        is_form: bool | None = None
        for index in range(position, min(len(text), position + 2 * self.longest)):
            char = text[index]
            if not "\u4e00" <= char <= "\u9fff":  # those are what they are in every form, and most
                if char in _SKIPPED or char.isspace():
                    continue
                char = unicodedata.normalize("NFKC", char)
            for part in char:
                joined += part
                is_form = self._starts.get(joined)
                if is_form:
                    found.append((joined, index + 1))
            if is_form is None:
                break
        for form, end in reversed(found):
            hit = _behind(text, end, form, start)
            if hit is not None:
                return hit
        return None


def _clearly_a_label(hit: Hit, gap: str, text: str) -> bool:
    """Return whether a word inside a cell is a label: by colon, line or short text."""
    return hit.separator == "colon" or "\n" in gap or (hit.separator != "alone" and len(text) <= SHORT_LINE)


def _behind(text: str, end: int, form: str, start: int) -> Hit | None:
    """Return what stands behind a label; None where it only starts a longer word."""
    rest = text[end:].lstrip("）)］]】*＊★※▲")
    bracketed = len(rest) < len(text) - end
    stripped = rest.lstrip()
    colon = False
    while stripped:
        if stripped[0] in ":：":
            colon, stripped = True, stripped[1:].lstrip()
            continue
        stamp = _ignored_bracket(stripped)
        if not stamp:
            break
        stripped = stripped[stamp:].lstrip()
    if not stripped:
        return Hit(form, "", "colon" if colon else "alone", start)
    if colon:
        return Hit(form, stripped.rstrip(), "colon", start)
    if rest[:1].isspace() or (rest[:1] in "（(" and rest != stripped):
        return Hit(form, stripped.rstrip(), "space", start)
    if bracketed:  # 年度绩效目标(含本级)修建…: the bracket ends the label
        return Hit(form, stripped.rstrip(), "bracket", start)
    if (stripped[0].isdigit() or stripped[0] in "¥￥") and not _SENTENCE.search(stripped):
        return Hit(form, stripped.rstrip(), "digit", start)
    return None


_SENTENCE = late_pattern(r"[。；！]|，(?!其中|\d{3})")
"""What a figure behind a label does not go on with: 项目预算46万元，支持举办… is a text that begins like a label."""


def _ignored_bracket(text: str) -> int:
    """Length of a leading （盖章）, (万元) or the like; 0 if there is none."""
    if text[0] not in "（([【［":
        return 0
    for index, char in enumerate(text[:20]):
        if char in "）)]】］":
            inside = SPACES.sub("", unicodedata.normalize("NFKC", text[: index + 1]))
            return index + 1 if ignored_brackets().fullmatch(inside) or _YEARS.fullmatch(inside) else 0
    return 0
