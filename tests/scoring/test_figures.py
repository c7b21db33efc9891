"""Every figure of a sentence is in its reading, as it stands or converted by its own unit."""

from decimal import Decimal

import pytest

from jixiao.scoring.assembly import understand
from jixiao.scoring.context import Context


@pytest.mark.parametrize(
    ("text", "plan", "unit"),
    [
        ("逾期2周以内扣2分，2周以上不得分", None, None),
        ("完成比例达到0.85得5分，否则不得分", Decimal(40), "场"),
        ("处置量达到600吨至1.2万吨得5分，低于600吨不得分", Decimal(600), "吨"),
    ],
)
def test_a_figure_converted_by_its_unit_is_used(text, plan, unit):
    standard = understand(text, Context(plan, unit, None, Decimal(5), 2026))
    assert not any("周" in piece or "0.85" in piece or "600" in piece for piece in standard.unread)


def test_a_figure_is_not_taken_for_another_by_chance():
    # 2×30 is the 60 of another clause: the part of a step is read of nothing all the same
    standard = understand("60%至90%之间按线性插值法计分。不足2个百分点的按2个百分点计", Context(Decimal(10), "次", "≥"))
    assert any("不足2" in piece for piece in standard.unread)


def test_a_figure_that_no_clause_took_leaves_the_score_to_people():
    standard = understand(
        "在规定时间（3扣完为止026年5月31日）前完成得8分，否则不得分", Context(None, None, None, Decimal(8))
    )
    assert not standard.reliable
