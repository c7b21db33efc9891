"""Rates in words: what they are for, and whether they are a bound."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.checks.entitlements import entitlements
from jixiao.checks.rates import rates


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("每村补助2万元", False, False),
        ("每村补助不少于2万元", True, False),
        ("每村补助2万元以上", True, False),
        ("每村补助不超过2万元", False, True),
        ("每村补助2万元以内", False, True),
        ("每村补助2万元以下", False, True),
    ],
)
def test_a_rate_is_a_bound_where_the_words_before_or_behind_it_say_so(text: str, least: bool, most: bool) -> None:
    [rate] = rates(text)
    assert (rate.kind, rate.least, rate.most) == ("个", least, most)


@pytest.mark.parametrize("text", ["共补助2万元", "补助2个村", "每村补助若干"])
def test_what_is_for_nothing_counted_is_no_rate(text: str) -> None:
    assert rates(text) == ()


@pytest.mark.parametrize(
    ("text", "low", "stated"),
    [
        ("引进新品种48个，建设示范基地16个，每个补助2万元", "32", None),
        ("选派特派员126名，培训农民5400人次，每名特派员工作经费1万元", "126", None),
        ("投入72万元更新火化炉4台，每台20万元", "80", "72"),
        ("安排资金30万元购置除颤仪20台，单价1.8万元", "36", "30"),
    ],
)
def test_a_rate_is_paired_with_the_count_beside_it_or_of_its_name(text: str, low: str, stated: str | None) -> None:
    [one] = entitlements(text)
    assert (one.low, one.high, one.stated) == (Decimal(low), Decimal(low), None if stated is None else Decimal(stated))


def test_each_of_two_rates_has_the_total_behind_it() -> None:
    found = entitlements("资助学生110名，每人3000元，计33万元，安装路灯320盏，每盏2000元，计80万元")
    assert [(one.low, one.stated) for one in found] == [(Decimal(33), Decimal(33)), (Decimal(64), Decimal(80))]


def test_the_total_behind_the_second_rate_is_of_both() -> None:
    [one] = entitlements("救助200人，每人500元，补助20户，每户3000元，两项共计16万元")
    assert (one.low, one.stated) == (Decimal(16), Decimal(16))


def test_a_rate_for_a_list_of_counts_is_for_the_last_or_for_all() -> None:
    [each] = entitlements("慰问老党员150人和困难党员90人，每人1500元")
    assert (each.low, each.high) == (Decimal("13.5"), Decimal(36))
    [all_of_them] = entitlements("土壤120批次、农产品120批次，均为500元/批次，共12万元")
    assert all_of_them.value == Decimal(12)


def test_prices_in_the_order_of_what_they_are_for() -> None:
    found = entitlements("购置电脑20台、打印机10台、投影仪4台，单价分别为0.5万元、0.3万元、3.75万元。")
    assert [one.value for one in found] == [Decimal(10), Decimal(3), Decimal(15)]


def test_a_number_of_events_need_not_stand_at_its_rate_where_nothing_else_is_counted():
    [one] = entitlements("全年举办讲座12场，邀请专家授课并印制教材，每场补助5000元")
    assert one.value == 6
