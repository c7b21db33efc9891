"""TXT: misspellings, foreign words, quotation marks without their other half."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding
from jixiao.checks.prefilter import TEXTS
from jixiao.checks.registry import rule
from jixiao.checks.texts import goal_texts
from jixiao.checks.wording import look_alike_form, matcher, slipped_word, table, words
from jixiao.late_patterns import late_pattern

_LATIN = late_pattern(r"(?<![A-Za-z0-9.@/_\-])[A-Za-z]{2,}(?![A-Za-z0-9.@/_\-])")
# �, 锟斤拷, what a broken formula left: #REF!
_GARBLED = late_pattern(
    r"#(?:REF!|VALUE!|N/A|NAME\?|DIV/0!|NUM!|NULL!)|[\ufffd\u25a1\ue000-\uf8ff]|锟斤拷|烫烫烫|屯屯屯|ï¿½|(?:[À-ÿ][\u0080-\u00bf]){2,}"
)
_SUSPECT = late_pattern(r"[#\ufffd\u25a1\ue000-\uf8ff锟烫屯À-ÿ]")
_LOWER = late_pattern(r"[a-z][a-z]")
_PAIRS = {")": "(", "）": "（", "]": "[", "】": "【", "〕": "〔", "》": "《", "”": "“", "’": "‘"}
_SAME = {"（": "(", "）": ")"}
_ENUMERATED = late_pattern(r"(?:^|[\s。；;，,：:、])(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[a-zA-Z])[)）]")
_COUNTED = (("(", "（", ")", "）"), ("[", "【", "]", "】"), ("〔", "《", "〕", "》"), ("“", "‘", "”", "’"))
_TAIL = 4
"""So many characters at the end of a name are a word of its own."""
_MARKS = late_pattern(r"[()（）\[\]【】〔〕《》“”‘’\"]")


@TEXTS.test("TXT-001")
def _has_slips(text: str) -> bool:
    return matcher("slips_any").search(text) is not None or slipped_word(text) is not None


@rule("TXT-001")
def misspelt(form: Form) -> Iterator[Finding]:
    """Yield slips of the pen that the dictionary knows (own)."""
    for cell, text in form.marked["TXT-001"]:
        for wrong, right in table("slips").items():
            match = re.search(wrong, text)
            if match is not None:
                value, expect = match.group(), match.expand(right)
                yield form.finding("TXT-001", cell, found=value, expected=expect)
        slipped = slipped_word(text)
        if slipped is not None:
            value, expect = slipped
            yield form.finding("TXT-001", cell, found=value, expected=expect)
    yield from _look_alikes(form)


def _look_alikes(form: Form) -> Iterator[Finding]:
    """Yield words of a goal that misspell an indicator's: 逾其率 for 逾期率."""
    for cell, goal in goal_texts(form.document):
        plain = look_alike_form(goal)
        told: set[str] = set()
        for name in form.names:
            tail = name[-_TAIL:]
            if len(tail) < _TAIL or look_alike_form(tail) not in plain:
                continue  # most names: what does not have the tail has not the whole either
            for end in (tail, name):
                if end in goal:
                    continue
                at = plain.find(look_alike_form(end))
                value = goal[at : at + len(end)]
                if at >= 0 and value not in told:
                    told.add(value)
                    yield form.finding("TXT-001", cell, found=value, expected=end)
                    break


@rule("TXT-002")
def foreign_words(form: Form) -> Iterator[Finding]:
    """Yield foreign and garbled words in Chinese sentences (own)."""
    for cell, text in form.marked["TXT-002"]:
        value = _foreign(text)
        yield form.finding("TXT-002", cell, found=value)


@TEXTS.test("TXT-002")
def _foreign(text: str) -> str | None:
    """Return what is foreign in a text that is not foreign as a whole."""
    if text.isascii():
        return None
    chosen = not {"☑", "☒", "■", "√"}.isdisjoint(text)  # ☑因素法 □项目法
    garbled = _GARBLED.search(text.replace("□", "") if chosen else text) if _SUSPECT.search(text) else None
    if garbled is not None:
        return garbled.group()
    if not _LOWER.search(text):
        return None
    for match in _LATIN.finditer(text):
        word = match.group()
        if word.islower() and word not in words("latin_words"):
            return word
    return None


@rule("TXT-003")
def unpaired_marks(form: Form) -> Iterator[Finding]:
    """Yield brackets and quotation marks without partner, but for ``1）`` (own)."""
    marked = form.marked["TXT-003"]
    if not marked:
        return
    count = form.joined.count
    if all(count(a) + count(b) == count(c) + count(d) for a, b, c, d in _COUNTED) and count('"') % 2 == 0:
        return  # as many ends as beginnings on the whole form: what one text opens the next one ends
    for cell, text in marked:
        value = _unpaired(text)
        yield form.finding("TXT-003", cell, found=value)


@TEXTS.test("TXT-003")
def _unpaired(text: str) -> str | None:
    """Return the mark without its other half, with its surroundings."""
    if _MARKS.search(text) is None:
        return None
    plain = _ENUMERATED.sub(lambda match: match.group()[:-1], text)
    open_marks: list[tuple[str, int]] = []
    for index, char in enumerate(plain):
        if char in "（([【〔《“‘":
            open_marks.append((_SAME.get(char, char), index))
        elif char in _PAIRS:
            wanted = _PAIRS[char]
            if not open_marks or open_marks[-1][0] != _SAME.get(wanted, wanted):
                return plain[max(0, index - 6) : index + 1]
            open_marks.pop()
    if open_marks:
        return plain[open_marks[-1][1] : open_marks[-1][1] + 7]
    if plain.count('"') % 2:
        index = plain.rindex('"')
        return plain[max(0, index - 3) : index + 4]
    return None
