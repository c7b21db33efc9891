"""Fill the cells of a self-evaluation form: values, working, marks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from jixiao.checks.finding import Severity
from jixiao.forms.actual_values import is_nothing
from jixiao.forms.document import Document
from jixiao.forms.numbers import plain_number
from jixiao.grid.address import parse_address
from jixiao.grid.model import Sheet
from jixiao.grid.numberformat import is_percent_format
from jixiao.scored.score_places import Place, ScorePlaces, find_places
from jixiao.scoring.awards import Policy
from jixiao.scoring.selfeval import FormScore, IndicatorScore, Need, Remark, score_form

_LEVELS = {Need.DIFFERS: Severity.ERROR}
_HUNDRED = Decimal(100)


@dataclass(slots=True)
class Filling:
    """The scores of a form, what its sheet gets, and the remarks.

    ``fixed`` are the values that must stand even where a formula of the form would say something else.
    """

    form: FormScore
    remarks: list[Remark] = field(default_factory=list)
    values: dict[Place, Decimal | str] = field(default_factory=dict)
    fixed: set[Place] = field(default_factory=set)
    notes: dict[Place, list[str]] = field(default_factory=dict)
    marks: dict[Place, Severity] = field(default_factory=dict)

    @property
    def document(self) -> Document:
        """The form as it was read."""
        return self.form.document


def fill(document: Document, sheet: Sheet, formulas: Collection[Place], policy: Policy = Policy.FLOOR) -> Filling:
    """Score a form and say what its sheet gets; ``formulas`` are its formula cells.

    ``policy`` is how a part of a step counts where the standard does not say.
    """
    places = find_places(document, sheet)
    barred = _barred(document, places, sheet, formulas)
    filling = Filling(score_form(document, policy, barred))
    filling.remarks.extend(filling.form.remarks)
    _Filler(filling, places, sheet, formulas).fill()
    return filling


def _barred(document: Document, places: ScorePlaces, sheet: Sheet, formulas: Collection[Place]) -> list[int]:
    """Return the rows whose score cell holds a text that no sum adds (``10分``)."""
    given = [row.get("score") for row in document.get("indicators") or []]
    summed = places.total in formulas or places.grade in formulas
    found = []
    for number, place in enumerate(places.scores):
        if place is None or place in formulas:
            continue
        stands = sheet.value(*place)
        text = isinstance(stands, str) and not is_nothing(stands)
        if (text and (summed or given[number] is None)) or place in sheet.errors or sheet.anchor(*place) != place:
            found.append(number)
    return found


class _Filler:
    """Goes over one form."""

    def __init__(self, filling: Filling, places: ScorePlaces, sheet: Sheet, formulas: Collection[Place]) -> None:
        self.filling = filling
        self.form = filling.form
        self.places = places
        self.sheet = sheet
        self.formulas = formulas

    def fill(self) -> None:
        """Values first: what is in the way of one becomes a remark."""
        self._indicators()
        self._execution()
        self._conclusion()
        for remark in self.filling.remarks:
            self._remark(remark)

    def _indicators(self) -> None:
        for number, (place, row) in enumerate(zip(self.places.scores, self.form.rows, strict=True)):
            if place is None or row.scored_above:
                continue
            if row.barred or (row.given is None and row.result.score is not None and not self._is_free(place)):
                self._say_barred(number, place, row)
            if row.given is not None and place in self.formulas and isinstance(self.sheet.value(*place), float):
                # Worked out by the reader: a formula that was never calculated shows it in the copy too.
                self.filling.values[place] = row.given
            if row.result.score is None:
                continue
            self._note(place, f"【得分过程】{row.trace}")
            if row.given is None and not row.barred and self._is_free(place):
                self.filling.values[place] = row.result.score
                if not self._is_plain(self.places.actuals[number]):
                    self.filling.fixed.add(place)

    def _say_barred(self, number: int, place: Place, row: IndicatorScore) -> None:
        """A score cell that cannot be filled and does not count as it stands."""
        stands = self.sheet.errors.get(place) or self.sheet.value(*place)
        there = "是合并单元格的一部分" if stands is None else f"填写为“{stands}”"
        due = "" if row.result.score is None else f"，按评分标准应得{plain_number(row.result.score)}分"
        text = f"得分栏{there}{due}；不能合计，未计入总分，未改动，请改为数字"
        self.filling.remarks.append(Remark(Need.DIFFERS, text, number))

    def _execution(self) -> None:
        execution = self.form.execution
        if execution is None or execution.score is None or execution.rate is None:
            return
        rate, place = self.places.rate, self.places.execution_score
        if rate is not None and rate in self.formulas:
            self.filling.values[rate] = round(execution.rate / _HUNDRED, 6)
        elif rate is not None and self.sheet.value(*rate) is None:
            # As a text: whether the cell shows 0.95 as 95% is not known.
            self.filling.values[rate] = f"{plain_number(round(execution.rate, 2))}%"
        if place is not None:
            self._note(place, f"【得分过程】{execution.trace}")
            self._put(place, execution.score, execution.line.get("score"), "预算执行率得分")
        lines = self.form.document.get("execution") or []
        amounts = [line["cells"][key] for line in lines for key in ("annual", "executed") if key in line["cells"]]
        if any(not self._is_plain(parse_address(cell)) for cell in amounts):
            self.filling.fixed |= {each for each in (rate, place) if each in self.filling.values}

    def _is_plain(self, place: Place | None) -> bool:
        """Whether a cell holds a number that every formula reads as it is."""
        if place is None:
            return False
        return isinstance(self.sheet.value(*place), float) and not is_percent_format(self.sheet.formats.get(place))

    def _conclusion(self) -> None:
        total, grade = self.places.total, self.places.grade
        scored = any(row.final is not None for row in self.form.rows)
        if total is not None and (self.form.complete or (scored and total in self.formulas and not self.form.unread)):
            self._put(total, self.form.total, self.form.document.get("total_score"), "总分")
        if grade is None:
            return
        if self.form.grade is not None:
            self._put(grade, self.form.grade, self.form.document.get("grade"), "自评等级")
        elif grade in self.formulas:
            # The form's own formula may know less than this: a grade it would show must not come back.
            self.filling.values[grade] = ""
            self.filling.fixed.add(grade)
        elif self.form.rows and self.form.document.get("grade"):
            text = "得分不完整或分值合计不是100分，自评等级不能确定；未改动，请核对"
            self.filling.remarks.append(Remark(Need.DIFFERS, text))
            self._say(grade, Need.DIFFERS, text)

    def _put(self, place: Place, value: Decimal | str, given: object, label: str) -> None:
        """Write where nothing was typed; what differs from what was typed is remarked."""
        if self._is_free(place):
            self.filling.values[place] = value
        elif given != value:
            typed = self.sheet.value(*place) if given is None else given
            stands = plain_number(typed) if isinstance(typed, Decimal) else typed
            due = plain_number(value) if isinstance(value, Decimal) else value
            text = f"{label}填写为“{stands}”，计算结果为“{due}”；未改动，请核对"
            self.filling.remarks.append(Remark(Need.DIFFERS, text))
            self._say(place, Need.DIFFERS, text)

    def _is_free(self, place: Place) -> bool:
        """Whether nothing was typed there, and the cell is not hidden below a merged one."""
        if place in self.sheet.errors or self.sheet.anchor(*place) != place:
            return False
        return place in self.formulas or self.sheet.value(*place) is None

    def _remark(self, remark: Remark) -> None:
        if remark.row is not None:
            for place in self._of_row(remark.need, remark.row):
                self._say(place, remark.need, remark.text)
        elif remark.need is Need.EXECUTION and self.places.execution_score is not None:
            self._say(self.places.execution_score, remark.need, remark.text)
        elif remark.need is Need.POINTS and self.places.total is not None:
            self._say(self.places.total, remark.need, remark.text)

    def _of_row(self, need: Need, row: int) -> Iterable[Place]:
        """Return the cell for a remark on an indicator: the one filled, else the score."""
        wanted = {Need.ACTUAL: self.places.actuals, Need.DEVIATION: self.places.deviations}.get(need)
        place = None if wanted is None else wanted[row]
        place = self.places.scores[row] if place is None else place
        return () if place is None else (place,)

    def _say(self, place: Place, need: Need, text: str) -> None:
        level = _LEVELS.get(need, Severity.WARNING)
        self._note(place, f"【{need.value}】{text}")
        ranks = list(Severity)
        self.filling.marks[place] = min(level, self.filling.marks.get(place, level), key=ranks.index)

    def _note(self, place: Place, text: str) -> None:
        self.filling.notes.setdefault(place, []).append(text)
