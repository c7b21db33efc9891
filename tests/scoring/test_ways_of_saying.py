"""Any way of saying the parts of a standard, in any combination, is understood alike."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.scoring.assembly import understand
from jixiao.scoring.context import Context, read_plan
from jixiao.scoring.engine import score
from jixiao.scoring.standard import KINDS
from scoring.oracle import expected
from scoring.ways_of_saying import FAMILIES, Family

BEFORE = ("", "评分标准：", "计分方法：", "①", "1.", "（1）", " ")
AFTER = ("", "。", "；", "（数据来源：台账）", "，四舍五入保留两位小数。", " ")


def sentences(family: Family) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    """A wording of every part, joined, with what it means."""

    def join(words: tuple[str, ...]) -> tuple[str, dict[str, Any]]:
        means = dict(family.means)
        for part, word in zip(family.parts, words, strict=True):
            means |= part[word] if isinstance(part, dict) else {}
        return family.joint.join(words), means

    return st.tuples(*(st.sampled_from(list(part)) for part in family.parts)).map(join)


@pytest.mark.parametrize("family", FAMILIES, ids=[f"{n}-{family.kind}" for n, family in enumerate(FAMILIES)])
def test_every_combination_means_the_same(family: Family) -> None:
    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(said=sentences(family), before=st.sampled_from(BEFORE), after=st.sampled_from(AFTER))
    def check(said: tuple[str, dict[str, Any]], before: str, after: str) -> None:
        words, means = said
        if words[0].isdigit() and before == "1.":
            return  # 1.95%: a list number or a decimal, nobody can tell
        text = before + words + after
        context = Context(
            read_plan(family.plan, family.unit), family.unit, family.operator, Decimal(family.points), 2026
        )
        standard = understand(text, context)
        assert (standard.kind, standard.unread) == (family.kind, ()), text
        for actual in family.actuals:
            found = score(standard, actual).score
            wanted = expected(family.kind, means, family.points, family.plan, actual)
            assert (None if found is None else float(found)) == wanted, (text, actual)

    check()


def test_every_kind_but_the_bands_has_a_family() -> None:
    assert {family.kind for family in FAMILIES} == {kind.kind for kind in KINDS} - {"qualitative_band"}
