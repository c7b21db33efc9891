"""Labelled values into the keys of a document: of the year, the period, last year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jixiao.forms.cell_text import is_placeholder, stated_text
from jixiao.forms.document import Kind
from jixiao.forms.general.amount_relations import WHOLE
from jixiao.forms.general.amounts import AmountReader
from jixiao.forms.general.choices import chosen
from jixiao.forms.general.document_values import DocumentValues, keep
from jixiao.forms.general.executed import SPENT, labelled_execution
from jixiao.forms.general.header_kinds import is_figure
from jixiao.forms.general.kinds import YEAR_END, of_kind
from jixiao.forms.general.labelled_values import Labelled
from jixiao.forms.general.vocabulary import HEADING, OTHER, Side, Vocabulary
from jixiao.forms.labels import cached_form
from jixiao.forms.money import Unit, says_amount
from jixiao.forms.numbers import parse_number
from jixiao.forms.region import Region
from jixiao.forms.text import squeeze
from jixiao.forms.titles import only_year_in
from jixiao.forms.unit_names import name_and_code, project_and_code
from jixiao.grid.address import address
from jixiao.late_patterns import late_pattern

_LAST = 9
"""The rank behind every other: of a goal of 2027 on a form of 2026, a department over the one whose form it is."""
_COLONS = ":："
_NUMBERED_GOAL = late_pattern(
    r"(?:绩效|年度|工作)?目标[\d一二三四五六七八九十]{1,2}(?:[:：]?[(（]\d{1,3}分[)）])?[:：]"
)
"""The label of one goal of several: 目标1：, 目标二：, 年度目标1：（50分）:."""


class ValueReader:
    """Puts the labelled values of one block into a document."""

    def __init__(
        self,
        region: Region,
        kind: Kind,
        year: int | None,
        unit: str | None,
        document: dict[str, Any],
        words: Vocabulary,
    ) -> None:
        self.region = region
        self.kind = kind
        self.year = year
        self.unit = unit
        self.document = document
        self.words = words
        self._into = DocumentValues(region, document)
        self.cells = self._into.cells
        self.blanks = self._into.blanks
        self._ranks: dict[str, int] = {}
        self._labels: dict[str, str] = {}
        self._codes: dict[tuple[str, str], str | None] = {}
        self._amounts = AmountReader(self._into, kind, year, unit, words)

    def read(self, found: Iterable[Labelled]) -> None:
        """Enter every value; the document has the keys whose labels stand on the form."""
        values = list(found)
        if "execution" in self.document:
            known = self.document["execution"]
            own = [e for e in values if e.meaning is None or e.meaning.year in (None, self.year or e.meaning.year)]
            lines, used = labelled_execution(self.region, own, self.kind, self.unit, self.words, known)
            self.document["execution"] = lines
            taken_here = set(map(id, used))
            values = [each for each in values if id(each) not in taken_here]
        if any(each.key == "project" and "基金" in each.label for each in values):
            invested = [each for each in values if "投资" in each.label and each.key.startswith("amount.")]
            for each in invested:  # by the fund, not in it
                self._into.keep(each)
            values = [each for each in values if each not in invested]
        goals = [each for each in values if each.key.startswith("goals.")]
        spent = self.kind in YEAR_END
        amounts = [
            each
            for each in values
            if self._amounts.is_amount(each.key)
            and not (spent and any(SPENT.fullmatch(cached_form(text)) for text in (each.label, *each.headings)))
        ]
        taken = {id(each) for each in (*goals, *amounts)}
        for each in values:
            if id(each) not in taken:
                self._text(each)
        for key in ("department", *(["project"] if self.kind != "department" else [])):
            code = self._codes.get((key, str(self.document.get(key))))
            if code is not None and self.document.get(f"{key}_code") is None:
                self.document[f"{key}_code"], self.cells[f"{key}_code"] = code, self.cells[key]
        self._goals(goals)
        self._amounts.read(amounts, list(found))

    # ------------------------------------------------------------ texts

    def _text(self, each: Labelled) -> None:
        meaning = each.meaning
        if meaning is None and says_amount(each.value) and any(map(self.words.unit, each.headings)):
            self._amounts.keep_amount(each)  # 福彩公益金 beside 项目资金（元）
            return
        if meaning is None or meaning.key in (OTHER, HEADING) or self._side_of(each) == "last":
            self._into.keep(each)  # 上年度自评得分
            return
        key = meaning.key
        if key in ("currency_unit", "year"):
            text = "" if each.value is None else str(each.value)
            other_year = key == "year" and (only_year_in(text.removesuffix(".0")) or self.year) != self.year
            if other_year or (key == "currency_unit" and text and Unit.within(text) is None):
                self._into.keep(each)
            elif each.place is not None:
                self.region.take(*each.place)
            return
        value = self._as_text(each)
        if key == "grade" and value is not None:
            value = chosen(value)
        if key in ("department", "project", "implementing_unit") and value is not None:
            parted = project_and_code if key == "project" else name_and_code
            value, code = parted(value, each.label)
            if key != "implementing_unit":
                self._codes[key, value] = code
        if key in ("department_code", "project_code"):
            if value is not None:
                self._enter_code(key, value, each)
            return
        if key == "total_score":
            number = parse_number(str(each.value).rstrip("分")) if each.value is not None else None
            row, column = each.place or (0, 0)
            figures = [place for place, value in self.region.sheet.rows.get(row, {}).items() if is_figure(value)]
            if number is not None and row and self.kind == "selfeval" and column not in figures[:-1]:  # not 100 | 97
                cell = self.region.take(row, column)
                if self.document.get("total_score") is None or "得分" in each.label:  # 合计 adds up the table alone
                    self.document["total_score"], self.cells["total_score"] = number, cell
            else:
                if value is not None and self.document.get("total_score") is not None:
                    self.document["total_score"] = None  # 99.07%, not the sum of the table
                    self.cells.pop("total_score", None)
                self._into.keep(each)
            return
        if key.startswith("signoff."):
            self._enter(self.document["signoff"], key.partition(".")[2], key, value, each, meaning.rank)
        elif key == "department" or key in of_kind(self.kind)["texts"]:
            above = key == "department" and "整体" in self.region.title_text  # 主管部门 is that of 单位名称 there
            self._enter(self.document, key, key, value, each, meaning.rank or above * _LAST)
        else:
            self._into.keep(each)

    def _as_text(self, each: Labelled) -> str | None:
        if each.value is None or each.place is None:
            return None
        text = stated_text(each.value, self.region.sheet.formats.get(each.place))
        if text is None:
            self.region.take(*each.place)
        return text

    def _enter(
        self, target: dict[str, Any], name: str, key: str, value: str | None, each: Labelled, rank: int = 0
    ) -> None:
        """Enter a value under its key; of several the first of the best rank."""
        if value is None:
            if target.get(name) is None:
                target[name] = None
                self._into.blanks.setdefault(key, address(*each.at))
            return
        held = target.get(name)
        if held is None or rank < self._ranks.get(key, 0):
            if held is not None and cached_form(str(held)) != cached_form(value):
                keep(self.document, self._labels.get(key, each.label), str(held), self.cells[key])
            target[name] = value
            self._ranks[key], self._labels[key] = rank, each.label
            self._into.blanks.pop(key, None)
            if each.place is not None:
                self.cells[key] = self.region.take(*each.place)
        elif cached_form(str(held)) != cached_form(value):
            self._into.keep(each)
        elif each.place is not None:
            self.region.take(*each.place)

    def _enter_code(self, key: str, code: str, each: Labelled) -> None:
        if self.document.get(key) is None and (key != "project_code" or self.kind != "department"):
            self.document[key] = code
            if each.place is not None:
                self.cells[key] = self.region.take(*each.place)
        elif self.document.get(key) != code:
            self._into.keep(each)

    # ------------------------------------------------------------ goals

    def _goals(self, found: list[Labelled]) -> None:
        if not found:
            return
        goals: dict[str, Any] = self.document.setdefault("goals", {})
        found = self._numbered_joined(found)
        sided = [each for each in found if self._side_of(each) == "annual" and each.meaning]
        yearly = any(each.key == "goals.annual" for each in sided)
        several = "period_side" in self.document  # 三年目标值 beside 2026年目标值: 总体目标 alone is not the year's
        yearly = yearly or (self.kind == "project" and (several or self._has_part(found)))
        for each in found:
            meaning = each.meaning
            assert meaning is not None
            key = meaning.key
            side = self._side_of(each)
            if key == "goals.annual" and side == "local":
                key = "goals.annual_local"
            elif (key == "goals.annual" and side == "period") or (
                key == "goals.annual" and side is None and yearly and WHOLE.search(each.label)
            ):
                key = "goals.period"
            elif key == "goals.annual" and side in ("last", "aside"):
                self._into.keep(each)
                continue
            if key == "goals.actual" and self.kind in ("project", "department", "summary"):
                self._into.keep(each)
                continue
            value = self._as_text(each)
            if isinstance(each.value, float) or (value is not None and parse_number(value) is not None):
                if each.place not in self.region.taken:  # no counter of goals
                    self._into.keep(each)
                continue
            if value is not None and is_placeholder(value) and goals.get(key.partition(".")[2]):
                self._into.keep(each)  # 无 as the changed goal: that of the beginning is in force
                continue
            rank = (0 if side == "annual" else 1) + meaning.rank  # 批复的绩效目标 before 申报的绩效目标
            rank = rank if meaning.year in (None, self.year) else _LAST
            self._enter(goals, key.partition(".")[2], key, value, each, rank)

    def _has_part(self, found: list[Labelled]) -> bool:
        """Return whether a goal is the year's beside one of the whole: 预期目标."""
        plain = (each for each in found if each.key == "goals.annual" and each.value is not None)
        return any(self._side_of(each) is None and not WHOLE.search(each.label) for each in plain)

    def _numbered_joined(self, found: list[Labelled]) -> list[Labelled]:
        """Return the goals with those of a numbered list as one text at the first."""
        numbered = [
            each
            for each in found
            if _NUMBERED_GOAL.fullmatch(f"{squeeze(each.label).rstrip(_COLONS)}:")
            and isinstance(each.value, str)
            and each.place
        ]
        if len(numbered) < 2 or len({each.headings for each in numbered}) > 1:
            return found
        first, *others = numbered
        for each in others:
            assert each.place is not None
            self.region.take(*each.place)
        joined = first._replace(value="\n".join(str(each.value) for each in numbered))
        kept = [each for each in found if all(each is not other for other in others)]
        return [joined if each is first else each for each in kept]

    def _side_of(self, each: Labelled) -> Side | None:
        """The side of a label, else the one of the headings beside it."""
        meaning = each.meaning
        if meaning is None:
            return None
        if meaning.side is not None:
            return meaning.side
        if meaning.year is not None and self.year is not None and meaning.year <= self.year:
            return "last" if meaning.year < self.year else "annual"  # 2026年绩效目标 beside 政策目标
        return next((side for text in reversed(each.headings) if (side := self.words.side(text))), None)
