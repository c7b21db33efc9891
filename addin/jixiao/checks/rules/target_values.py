"""VAL: whether a target is a value, one value, and one that can be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from jixiao.checks.checked_form import Form
from jixiao.checks.dates import dates
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.money_tokens import normal
from jixiao.checks.prefilter import NAMES
from jixiao.checks.quantities import counters
from jixiao.checks.registry import rule
from jixiao.checks.rows import Row
from jixiao.checks.texts import has_digit
from jixiao.checks.wording import endings, is_vague, matcher, words
from jixiao.forms.actual_values import percent_spellings
from jixiao.forms.measures import ABOUT, measure_text
from jixiao.forms.numbers import plain_number
from jixiao.forms.text import tidy
from jixiao.late_patterns import late_pattern

_IN_PERCENT = late_pattern(r"\d\s*(?:[%％]|个?百分点)")
"""A percentage in words: 达到90%, 90%-95%, 提高2个百分点."""
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_RANGE = re.compile(r"(?<!\d)\d+(?:\.\d+)?%?[-~～—至到]\d|[由从]\d.{0,8}[至到为]\d")  # 10%-12%, 由12%降至10%
_DEGREE = re.compile(r"(?<![进力制年季月高深长宽厚温湿密速强难态角程限尺精浓梯])度$")
_GROWTH = re.compile(r"增长|增幅|上升|下降|(?:提高|提升|降低|减少|增加)[^，。]{0,4}$")
# 撬动比例 ≥ 1:5
_RATIO = re.compile(r"\d{1,6}(?:\.\d{1,4})?[:：]\d{1,6}(?:\.\d{1,4})?")
# 11月底前
_DATE = late_pattern(r"\d月(?:\d{1,2}[日号]|[底末初]|前|[上中下]旬)")
_LARGEST_PERCENT = Decimal(100)


@cache
def _quantity() -> re.Pattern[str]:
    """Return the pattern of a number with its unit: 20台, 12万元, 95%."""
    # A number begins where a run of digits does: else a long run is tried from each of its digits.
    return re.compile(rf"(?<!\d)(\d+(?:\.\d+)?)万?(?:{counters()}|天|小时|元|%)")


def is_rate(name: str) -> bool:
    """Return whether a name ends as a share does: 覆盖率, but not 效率."""
    return name.endswith("率") and (not name.endswith(endings("no_share_ends")) or name.endswith(("有效率", "成功率")))


def is_percent(row: Row) -> bool:
    """Return whether a row's number is a percentage."""
    return row.unit in percent_spellings()


@rule("VAL-001")
def number_expected(form: Form) -> Iterator[Finding]:
    """Yield quantitative targets that are no number (一体化规范)."""
    for row in form.rows:
        if row.text is None or row.operator is None or row.block == "满意度指标" or several_values(row):
            continue
        if _RATIO.fullmatch(tidy(row.text)):
            continue
        dated = row.aspect == "time" and has_digit(row.text)
        day = dated and (dates(row.text) or _DATE.search(row.text))  # ≤ 2026年11月30日 is plain all the same
        level = Severity.INFO if day else Severity.WARNING if dated else None
        yield form.finding("VAL-001", form.at(row, "target"), found=row.text, severity=level)
    about = {cell for cells in form.notes("about") for cell in cells}
    for row in form.rows if about else ():
        if (cell := form.at(row, "target")) in about:  # 15台左右, read as 15
            said = f"{measure_text(row.operator, row.number, row.unit)}{ABOUT}"
            yield form.finding("VAL-001", cell, found=said, severity=Severity.WARNING)


@rule("VAL-002")
def percent_in_range(form: Form) -> Iterator[Finding]:
    """Yield shares outside 0 to 100, but for growth (own)."""
    for row in form.rows:
        if row.number is None or not is_percent(row) or 0 <= row.number <= _LARGEST_PERCENT:
            continue
        if not matcher("growth").search(row.name) and not _is_bound(row):
            value = plain_number(row.number)
            yield form.finding("VAL-002", form.at(row, "target"), found=row.number, value=value)


def _is_bound(row: Row) -> bool:
    """Return whether no more is wanted of what may be more than all: 床位使用率 ≤ 105%."""
    most = row.operator in ("≤", "<") and row.number is not None and row.number > 0
    return most and matcher("limited_rates").search(row.name) is not None


def several_values(row: Row) -> bool:
    """Return whether a text target holds several numbers with units."""
    return row.text is not None and row.aspect != "time" and _several(row.text)


def _several(text: str) -> bool:
    if not has_digit(text):
        return False
    plain = _IN_BRACKETS.sub("", normal(text))
    return _RANGE.search(plain) is None and len(_quantity().findall(plain)) > 1


@rule("VAL-003")
def one_value_per_cell(form: Form) -> Iterator[Finding]:
    """Yield cells with several targets, but in brackets (财预〔2015〕88号)."""
    for row in form.rows:
        if several_values(row):
            yield form.finding("VAL-003", form.at(row, "target"), found=row.text)


@rule("VAL-006")
def satisfaction_in_percent(form: Form) -> Iterator[Finding]:
    """Yield satisfaction that is not in per cent (财预〔2021〕101号)."""
    for row in form.satisfactions:
        if (
            row.text is not None
            and not _IN_PERCENT.search(row.text)
            and not matcher("no_benefit").search(row.text)
            and tidy(row.text) not in words("natures")
        ):
            yield form.finding("VAL-006", form.at(row, "target"), found=row.text)


@rule("VAL-007")
def rate_in_percent(form: Form) -> Iterator[Finding]:
    """Yield rates stated as a text or a date (own)."""
    for row in form.rows:
        if row.text is None or row.operator is not None or row.block == "满意度指标" or not row.name:
            continue
        if not is_rate(row.name) and (not _DEGREE.search(row.name) or is_vague(row.text)):
            continue
        if _IN_PERCENT.search(row.text) or (is_percent(row) and _RANGE.search(normal(row.text))):
            continue  # 98%-100%, ≥98%（抽检）
        if "满意" not in row.name and not matcher("no_benefit").search(row.text) and not several_values(row):
            yield form.finding("VAL-007", form.at(row, "target"), found=row.text)


@rule("VAL-008")
def without_challenge(form: Form) -> Iterator[Finding]:
    """Yield low targets of rates that ought to be near 100 (财预〔2015〕88号)."""
    lowest = Decimal(form.parameter("VAL-008", "lowest"))
    low = [row for row in form.rows if row.number is not None and row.number < lowest and _ought_to_be_high(row)]
    shares = [row for row in low if row.number is not None and row.number <= 1]  # 0.95 typed for 95, one question
    for row in low:
        if row not in shares[1:]:
            value = f"{plain_number(row.number or Decimal(0))}%"
            related = [form.at(other, "target") for other in shares[1:]] if row in shares else []
            yield form.finding(
                "VAL-008", form.at(row, "target"), found=row.number, related=related, name=row.name, value=value
            )


def _ought_to_be_high(row: Row) -> bool:
    """Return whether a row is a rate that is mostly near 100, as satisfaction is."""
    if not is_percent(row) or row.operator in ("≤", "<"):
        return False
    half = row.number is not None and 1 <= 2 * row.number < 2 and row.name.endswith("率")  # 0.85 typed for 85
    if row.block != "满意度指标" and not half and matcher("high_rates").search(row.name) is None:
        return False
    return not (matcher("growth").search(row.name) or matcher("downward").search(row.name))


@rule("VAL-009")
def satisfaction_very_high(form: Form) -> Iterator[Finding]:
    """Yield satisfaction too high or too unlike (财预〔2015〕88号, reasonable)."""
    highest = Decimal(form.parameter("VAL-009", "highest"))
    spread = Decimal(form.parameter("VAL-009", "spread"))
    rated = [row for row in form.satisfactions if row.number is not None and 0 <= row.number <= _LARGEST_PERCENT]
    high = [row for row in rated if row.number is not None and row.number >= highest and "投诉" not in row.name]
    numbers = [row.number for row in rated if row.number is not None and is_percent(row) and "满意" in row.name]
    apart = len(numbers) > 1 and max(numbers) - min(numbers) >= spread and not high
    for row in high or (rated if apart else []):
        yield form.finding(
            "VAL-009", form.at(row, "target"), found=row.number, value=plain_number(row.number or Decimal(0))
        )
        if apart:
            return


@rule("VAL-010")
def percent_of_nothing(form: Form) -> Iterator[Finding]:
    """Yield percentages of a slogan (财预〔2015〕88号, specific)."""
    for row in form.named["VAL-010"]:
        if row.number is not None and is_percent(row) and row.block != "满意度指标":
            value = f"{row.operator or ''}{plain_number(row.number)}%"
            yield form.finding(
                "VAL-010", row.cell, found=value, related=[form.at(row, "target")], name=row.name,
                severity=None if _is_slogan(row.name) else Severity.INFO,
            )  # fmt: skip


@NAMES.test("VAL-010")
def _is_no_share(name: str) -> bool:
    """Return whether nothing in a name tells what it is a share of."""
    name = _IN_BRACKETS.sub("", name)  # 完工率（%）
    if not name or (name.endswith(endings("share_ends")) and not name.endswith("制度")):
        return False
    if matcher("measurable").search(name):  # 促进消费, but 打造放心消费环境 is a wish all the same
        return matcher("slogan").search(name) is not None and matcher("no_share").search(name) is not None
    return _GROWTH.search(name) is None or _is_slogan(name)


def _is_slogan(name: str) -> bool:
    """Return whether a name that is no share is a wish: 促进…发展."""
    return matcher("no_share").search(name) is not None or (
        matcher("slogan").search(name) is not None and _GROWTH.search(name) is None
    )
