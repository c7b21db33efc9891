"""What an indicator reached: told where target and actual value are of a kind, and never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checks.sample_forms import document
from jixiao.checks.achievement import achievement
from jixiao.checks.checked_form import Form
from jixiao.checks.profile import load_profile
from jixiao.checks.rows import Row


def row(**given: object) -> Row:
    """A row of a sample form with another target."""
    made = next(iter(Form(document("project"), None, load_profile()).rows))
    for key, value in {"operator": "≥", "number": None, "text": None, "unit": "公里", **given}.items():
        setattr(made, key, value)
    return made


def test_the_deviation_is_that_from_the_target() -> None:
    reached = achievement(row(number=Decimal(12)), Decimal(9))
    assert reached is not None
    assert (reached.missed, reached.deviation, reached.told) == (True, Decimal(-25), "-25%")


@pytest.mark.parametrize("actual", [Decimal(9), "9公里", "完成"])
def test_a_target_in_words_is_neither_reached_nor_missed_by_a_number(actual: Decimal | str) -> None:
    assert achievement(row(text="明显改善", unit=None), actual) is None


@pytest.mark.parametrize("actual", [None, "", "—", "基本完成"])
def test_a_number_is_neither_reached_nor_missed_by_words(actual: str | None) -> None:
    assert achievement(row(number=Decimal(12)), actual) is None


def test_a_date_is_late_by_days() -> None:
    reached = achievement(row(text="2026年10月31日前", unit=None), "2026年11月5日")
    assert reached is not None
    assert (reached.missed, reached.late, reached.told) == (True, 5, "逾期5天")


def test_a_number_counts_between_the_words_that_say_it_was_done_and_a_note() -> None:
    reached = achievement(row(number=Decimal(12)), "已完成9公里（余下3公里次年完工）")
    assert reached is not None
    assert reached.told == "-25%"


def test_a_third_of_a_later_month_is_late() -> None:
    reached = achievement(row(text="2026年11月底前", unit=None), "2026年12月中旬")
    assert reached is not None
    assert reached.missed
    assert achievement(row(text="2026年12月10日前", unit=None), "2026年12月中旬") is None
