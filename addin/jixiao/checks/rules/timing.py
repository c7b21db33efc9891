"""TIM: whether deadlines exist, lie in the year, and say when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from jixiao.checks.checked_form import Form
from jixiao.checks.dates import date_of, dates, impossible, planned_in, planned_years, several_years, years
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.form_kinds import YEAR_END
from jixiao.checks.neighbours import Neighbours
from jixiao.checks.outcome import Skip
from jixiao.checks.prefilter import NAMES, TEXTS
from jixiao.checks.registry import rule
from jixiao.checks.rows import Row
from jixiao.checks.texts import goal_texts, texts_of
from jixiao.checks.wording import matcher, words
from jixiao.forms.numbers import plain_number
from jixiao.forms.text import tidy
from jixiao.forms.titles import only_year_in
from jixiao.late_patterns import late_pattern

_LONGEST = 10
# 2月30日, 13月5日, 每月31日, 2026.6.31: a month above 12 or a day above 28 may be in no calendar
_RARE_DAY = late_pattern(
    r"(?:1[3-9]|[2-9]\d|(?<!\d)0)\s*月|月\s*(?:29|[3-9]\d)|\d[.\-/](?:1[3-9]|[2-9]\d|\d{1,2}[.\-/](?:29|[3-9]\d))"
)
_EVERY_MONTH = late_pattern(r"每个?月(29|30|31)[日号]")
_MONTH_ONLY = late_pattern(r"(?<![\d.年])(\d{1,2})月(?:份|底|末|初|上旬|中旬|下旬)?(?:之?前|底|末|完成|\Z)")
_MONTH_BOUND = late_pattern(r"20\d{2}年(\d{1,2})月份?之?前")
_DAY = late_pattern(r"\d{1,2}月\d{1,2}[日号]")
_NEAT_YEAR = late_pattern(r"[(（]?20\d{2}年度?[)）]?")
_YEAR_WORDS = late_pattern(r"[()\d年度]+")
_COMPACT = late_pattern(r"20\d{6}")
_NEAT_DATE = late_pattern(r"20\d{2}(?:年\d{1,2}月\d{1,2}日|[.\-/]\d{1,2}[.\-/]\d{1,2})(?:\s*00:00:00)?")
_QUOTED = late_pattern(r"《[^》]*》|〔[^〕]*〕|\[[^\]]*\]")


def _planned(form: Form) -> frozenset[int]:
    """Return the years a project is planned for; 长期 counts from the form's."""
    period = form.document.get("period") or ""
    named = planned_years(period)
    if named or form.year is None or not several_years(period):
        return named
    return frozenset(range(form.year, form.year + _LONGEST))


def _dated(form: Form) -> list[tuple[Row, frozenset[int]]]:
    """Return the time indicators whose target names a year."""
    return [(row, named) for row in form.timely if row.text and (named := years(row.text))]


def _votes(neighbours: Neighbours, department: str | None) -> Counter[int]:
    """Return the years of the department's forms in the workbook."""
    return Counter([year for other, year in neighbours.years if other == department])


def _batch_year(form: Form) -> int | None:
    """Return the budget year of the batch; None for a year-end form."""
    return None if form.kind in YEAR_END else form.profile.batch_year


def _title_is_wrong(form: Form, named: set[int]) -> bool:
    """Return whether only the title has its year, in form and batch."""
    batch = _batch_year(form)
    if batch is not None:
        return batch != form.year
    if form.year in _planned(form) or len(named) != 1:
        return False
    others = _votes(form.neighbours, form.department)
    own = others[form.year] if form.year is not None else 0
    return own < 2 or others[next(iter(named))] > own


@rule("TIM-001")
def year_of_the_title(form: Form) -> Iterator[Finding]:
    """Yield titles of another year than deadlines and batch (own)."""
    if form.year is None:
        return
    cell = form.where("fiscal_year")
    batch = _batch_year(form)
    others = _votes(form.neighbours, form.department)
    usual = max(others, key=others.__getitem__, default=form.year)
    votes = others[usual]
    dated = _dated(form)
    named = {year for _, found in dated for year in found}
    labelled = list(_years_beside_labels(form))
    other: int | None = None
    if batch is not None and batch != form.year:
        other = batch
    elif named and form.year not in named and _title_is_wrong(form, named):
        other = min(named)
    elif usual != form.year and votes > max(1, 2 * others[form.year] - 1) and form.year not in named:
        other = usual
    elif labelled:
        other = labelled[0][0]
    if other is not None:
        related = [cell for _, cell in labelled]
        related += [form.at(row, "target") for row, found in dated if form.year not in found]
        yield form.finding("TIM-001", cell, found=form.year, expected=other, related=related)
    else:
        yield from _of_another_year(form, form.year)


def _years_beside_labels(form: Form) -> Iterator[tuple[int, str]]:
    """Yield years beside 预算年度 that are not the form's, with their cells."""
    for entry in form.document.get("other", ()):
        year = only_year_in(str(entry["value"])) if entry["label"] in words("labels_of_the_year") else None
        if year is not None and year != form.year:
            yield year, entry["cell"]


def _of_another_year(form: Form, year: int) -> Iterator[Finding]:
    """Yield goals and names that plan for an earlier year alone."""
    texts: list[tuple[str, str, Severity | None]] = [(*each, None) for each in goal_texts(form.document)]
    texts += [(row.cell, row.name, Severity.INFO) for row in form.named["TIM-001"]]
    if form.project:
        texts.append((form.where("project"), form.project, Severity.INFO))
    told: dict[tuple[int, Severity | None], list[str]] = {}
    for cell, text, severity in texts:
        # Beside the form's own year only a day by which something has to be done is a slip.
        # 工程于2025年11月30日前完工; not 已于2025年11月底前完工, 2025年底前完工的项目
        due = frozenset(int(match[1]) for match in matcher("to_be_done").finditer(tidy(text) if "20" in text else ""))
        named = due if str(year) in text else planned_in(text)
        later = text != form.goals.get("period") and _is_next(text, year)
        if named and year not in named and not named & _planned(form) and (max(named) < year or later):
            told.setdefault((max(named), severity), []).append(cell)
    for (other, severity), cells in told.items():
        related = [*cells[1:], form.where("fiscal_year")]
        level = severity or Severity.WARNING
        yield form.finding(
            "TIM-001", cells[0], found=other, expected=year, related=related, severity=level, a=year, b=other
        )


def _is_next(text: str, year: int) -> bool:
    """Return whether a text plans for a later year alone, not its first months."""
    if len(later := years(text)) != 1 or max(later) <= year:
        return False
    plain = tidy(text)
    begun = re.match(rf"(?:一是|1[.、])?{year + 1}年(?:度|全年)?(?!\d)", plain)  # 2027年受理…
    late = re.search(
        rf"(?<!\d){max(later)}年(?:底|末|(?:[4-9]|1[0-2])月(?:\d{{1,2}}[日号])?)[^，。；\d]{{0,3}}前?[^，。；\d]{{0,4}}(?:完成|完工|竣工|建成)",
        plain,
    )
    return begun is not None or late is not None


@NAMES.test("TIM-001")
def _names_a_year(name: str) -> bool:
    return "20" in name and bool(planned_in(name))


@rule("TIM-002")
def deadline_in_the_year(form: Form) -> Iterator[Finding]:
    """Yield deadlines outside the budget year, planned ones as warnings (own)."""
    if form.year is None:
        return
    dated = _dated(form)
    named = {year for _, found in dated for year in found}
    if not named or (form.year not in named and _title_is_wrong(form, named)):
        return
    planned = _planned(form)
    for row, found in dated:
        if form.year not in found:
            yield form.finding(
                "TIM-002",
                form.at(row, "target"),
                found=row.text,
                expected=form.year,
                severity=Severity.WARNING if found & planned else None,
            )


@rule("TIM-003")
def only_a_year(form: Form) -> Iterator[Finding]:
    """Yield deadlines of a year alone: 2026年 (财预〔2015〕88号, specific)."""
    for row in form.timely:
        value = _segment(row)
        if value is not None:
            yield form.finding("TIM-003", form.at(row, "target"), found=value)


def _segment(row: Row) -> str | None:
    if row.text is not None:
        return row.text if matcher("segments_of_a_year").fullmatch(tidy(row.text).rstrip("。;")) else None
    if row.number is None or row.operator in ("≥", ">"):
        return None
    year = row.unit in (None, "年", "年度") and 2000 <= row.number <= 2100
    told = f"{plain_number(row.number)}{row.unit or ''}"
    months = told == "12个月" and row.operator is None  # 合同履行期限 = 12个月 is an agreed one
    return told if year or months or told == "1年" else None


@rule("TIM-004")
def date_that_is_none(form: Form) -> Iterator[Finding]:
    """Yield dates that not every month has: 每月30日, 6月31日 (own)."""
    for cell, text in form.marked["TIM-004"]:
        value = _no_day(text, form.year)
        if value is not None:
            yield form.finding("TIM-004", cell, found=value)


@TEXTS.test("TIM-004")
def _may_be_no_day(text: str) -> bool:
    return ("月" in text or "20" in text) and _RARE_DAY.search(text) is not None


def _no_day(text: str, year: int | None) -> str | None:
    """Return the date in a text that no calendar or not every month has."""
    every = _EVERY_MONTH.search(tidy(text)) if "每" in text else None
    return every.group() if every else impossible(text, year)


@rule("TIM-005")
def reviewed_before_filed(form: Form) -> Iterator[Finding]:
    """Yield reviews before the form was filled in (own)."""
    signoff = form.document["signoff"]
    filed = date_of(signoff.get("date") or "")
    if filed is None:
        return
    keys = ("business_review", "performance_review")
    reviews = [(signoff.get(key), form.cells.get(f"signoff.{key}")) for key in keys]
    for entry in form.document.get("other", ()):
        if entry["label"] in words("days_of_review"):
            reviews.append((str(entry["value"]), entry["cell"]))
    for text, cell in reviews:
        reviewed = date_of(text or "")
        if reviewed is not None and reviewed < filed:
            day, related = reviewed.isoformat(), form.places("signoff.date")
            yield form.finding("TIM-005", cell, found=day, expected=filed.isoformat(), related=related)


@rule("TIM-006")
def date_format(form: Form) -> Iterator[Finding]:
    """Yield dates that are hard to read: 20251212, (2026年)年度 (own)."""
    filed = form.document["signoff"].get("date")
    if filed and not _NEAT_DATE.fullmatch(tidy(filed)) and (_COMPACT.fullmatch(tidy(filed)) or dates(filed)):
        day = date_of(filed)
        expected = f"{day.year}年{day.month}月{day.day}日" if day else None
        yield form.finding("TIM-006", form.cells.get("signoff.date"), found=filed, expected=expected)
    for seen in form.observations.get("year-line", ()):
        text = seen["texts"][0]
        if _YEAR_WORDS.fullmatch(tidy(text)) and not _NEAT_YEAR.fullmatch(tidy(text)):
            yield form.finding("TIM-006", seen["cells"][0], found=text, expected=f"（{form.year}年度）")


@rule("TIM-007")
def old_base_year(form: Form) -> Iterator[Finding | Skip]:
    """Yield figures that are older than the year before (own)."""
    if form.year is None:
        return
    lines = form.document.get("expenditures", ())
    texts = list(texts_of(lines, "basis"))
    texts += [(cell, goal) for cell, goal in goal_texts(form.document) if "测算" in goal]
    for cell, text in texts:
        found = matcher("base_year").finditer(_QUOTED.sub("", text))
        old = [int(match[1]) for match in found if int(match[1]) < form.year - 1]
        if old:
            yield form.finding("TIM-007", cell, found=old[0], expected=form.year - 1, value=f"{old[0]}年")


@rule("TIM-008")
def vague_deadline(form: Form) -> Iterator[Finding]:
    """Yield deadlines that are none: 及时, 2月前 without year, 12月前 (own)."""
    for row in form.timely:
        text = row.text or _month_alone(row)
        if text is not None and _is_vague(text):
            yield form.finding("TIM-008", form.at(row, "target"), found=text)


def _month_alone(row: Row) -> str | None:
    """Return 6月 of a deadline, which reads as a number of months."""
    if row.unit != "月" or row.number is None or row.operator is not None or not row.name.endswith("时间"):
        return None
    return f"{plain_number(row.number)}月"


def _is_vague(text: str) -> bool:
    plain = tidy(text).rstrip("。;")
    # 第三季度, 上半年, 年底前: of which year
    part = matcher("vague_deadlines").fullmatch(plain) or matcher("parts_of_a_year").fullmatch(plain)
    if part or _MONTH_BOUND.search(plain):
        return True
    dated = _MONTH_ONLY.search(plain) or _DAY.search(plain)
    return dated is not None and not plain.startswith("每") and not years(text)
