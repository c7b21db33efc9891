"""Titles of forms: which texts read like one, and which forms bear it."""

from __future__ import annotations

from collections.abc import Iterable

from jixiao.forms.definition import FormDefinition
from jixiao.forms.labels import cached_form
from jixiao.forms.text import fold, years_in_digits
from jixiao.late_patterns import late_pattern
from jixiao.remembered import remembered

MAX_TITLE = 80
MAX_PREFIX = 30
_YEAR = late_pattern(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_YEARS = late_pattern(r"(?:19|20)\d{2}年?度?[-—–~至到]{1,2}(?:19|20)\d{2}")
"""2023—2025年."""
_YEAR_TAIL = late_pattern(r"(?:19|20)\d{2}年?度?$")
_BRACKET_TAIL = late_pattern(r"\s*[(（][^()（）]{1,12}[)）]\s*$")
"""What is said of a table behind its title: （公开）, （表一）."""
_CONTINUED = late_pattern(
    r"\s*[(（]\s*(?:接上页|续)[^()（）]{0,4}[)）]\s*$|\s*[-—]?\s*续表?[一二三四五六七八九十\d]*\s*$"
)
_PAGE_LINE = late_pattern(r"[(（—-]?(?:第?\d{1,3}页.{0,10}|续[上前]?[表页]?[\d一二三]?|接[上前][表页])[)）—-]?")
_ATTACHMENT = late_pattern(r"^(?:附件|附表|附|表)?[\d一二三四五六七八九十]*(?:[-—之]\d+)*[:.、]?")
"""What counts the attachments before a title: 附件2：, 表12："""
_SENTENCE = late_pattern(r"[。;,:、!?]")


class TitleSet:
    """The titles of a set of definitions.

    ``alias`` gives the title that a text ends with, as its label form, if the text reads like a title.
    ``forms`` maps the label form of each to the ids of the forms that bear it. No text is a title that does not end
    with one of the characters ``ends``; most texts are told by that.
    """

    def __init__(self, definitions: Iterable[FormDefinition]) -> None:
        self.forms: dict[str, set[str]] = {}
        for definition in definitions:
            for title in definition.titles:
                self.forms.setdefault(title, set()).add(definition.id)
        self.alias = remembered(self._alias)
        self._longest_first = sorted(self.forms, key=len, reverse=True)
        self._words_end = tuple({title[-1] for title in self.forms})
        self.ends = frozenset(self._words_end) | frozenset(")）]】年度 \u3000\n")

    def _alias(self, text: str) -> str | None:
        if not 4 <= len(text) <= MAX_TITLE or not any(last in text for last in self._words_end):
            return None
        alias = self._at_the_end(text)
        if alias is None and text.rstrip()[-1:] in ")）":
            return self._at_the_end(_BRACKET_TAIL.sub("", text))
        return alias

    def _at_the_end(self, text: str) -> str | None:
        form = _YEAR_TAIL.sub("", cached_form(text))
        for alias in self._longest_first:
            if form.endswith(alias):
                prefix = _ATTACHMENT.sub("", form[: -len(alias)])
                return alias if len(prefix) <= MAX_PREFIX and not _SENTENCE.search(prefix) else None
        return None


def of_first_page(title: str) -> str:
    """The label form of a title as it stands on the first page: without （续） or （续表一）."""
    return cached_form(_CONTINUED.sub("", title))


def is_page_line(text: str) -> bool:
    """Return whether a line says no more than where a page is: 第2页 共3页, （续）, 接上页."""
    return _PAGE_LINE.fullmatch("".join(text.split())) is not None


def year_in(text: str) -> int | None:
    """The fiscal year named in a title or year line: 2026年…, (2026年)年度, （2025年度）."""
    match = _YEAR.search(years_in_digits(fold(text)))
    return int(match.group()) if match else None


def only_year_in(text: str) -> int | None:
    """Return the year that a text names; None where it names several."""
    years = set(_YEAR.findall(years_in_digits(fold(text))))
    return int(years.pop()) if len(years) == 1 else None


def names_years(text: str) -> bool:
    """Return whether a title names years from one to another: 2023—2025年."""
    return _YEARS.search(years_in_digits(fold(text))) is not None
