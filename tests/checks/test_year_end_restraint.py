"""What keeps a rule of year-end forms silent, each beside a twin that is a fault."""

from __future__ import annotations

import pytest

from checks.test_year_end_rules import against, approving, findings
from checks.year_end_forms import Change, document

TOTAL = "100 | 98.5"
OWN, OTHER = "当年财政拨款 | 100 | 100 | 96", "其他资金 | 20 | 20 | 18"
PEOPLE, APPROVED_PEOPLE = "受益群众人数 | ≥3000人 | 2850 | 20 | 19", "受益群众人数 | 3000 | 人 | ≥ |"
CLEAN = (APPROVED_PEOPLE, "河道水质 | 明显改善 | | 定性 |")


@pytest.mark.parametrize(
    ("code", "fault", "in_order"),
    [
        pytest.param("SEV-002", [(TOTAL, "90 | 91")], [(TOTAL, "90 | 89")], id="a total of the indicators alone"),
        pytest.param(
            "FND-001",
            [(OTHER, "其他资金 | 30 | 30 | 18")],
            [(OWN, "当年财政拨款 | 120 | 120 | 114"), (OTHER, "人员支出 | 120 | 120 | 114")],
            id="money by source and by use",
        ),
    ],
)
def test_figures_that_agree_in_another_way(code: str, fault: list[Change], in_order: list[Change]) -> None:
    assert code in {each.code for each in findings(document("selfeval", *fault))}
    assert code not in {each.code for each in findings(document("selfeval", *in_order))}


@pytest.mark.parametrize(
    ("goals", "own", "changed"),
    [
        pytest.param((), ("≥12公里 | 12.5", "≤12公里 | 12.5"), True, id="the number stays, its side turns"),
        pytest.param(("95 | % | ≥", " | % | ≥"), ("≥95% | 98", "≥95% | 98"), False, id="nothing was approved"),
        pytest.param(CLEAN, (PEOPLE, "河道水质 | 有明显改善 | 有明显改善 | 20 | 20"), False, id="a word more"),
        pytest.param(CLEAN, (PEOPLE, "河道水质 | 基本稳定 | 基本稳定 | 20 | 20"), True, id="other words"),
        pytest.param(CLEAN, (PEOPLE, "河道水质 | ≥3类 | 3 | 20 | 20"), True, id="a number for words"),
    ],
)
def test_a_target_beside_the_approved_one(goals: Change | tuple[()], own: Change, changed: bool) -> None:
    found = against("selfeval", own, goals=(goals,) if goals else ())
    assert ("SEV-020" in {each.code for each in found}) is changed


@pytest.mark.parametrize(
    ("earlier", "now", "told"),
    [
        pytest.param(("≥12公里 | 6", "≥12公里 | 7"), ("≥12公里 | 6", "≥12公里 | 6"), True, id="a count"),
        pytest.param(("≥12公里 | 6", "≤12公里 | 7"), ("≥12公里 | 6", "≤12公里 | 6"), False, id="what has a limit"),
        pytest.param(("≥95% | 96", "≥95% | 98"), ("≥95% | 96", "≥95% | 96"), False, id="a rate may fall"),
        pytest.param(("≥12公里 | 6", "≥12000米 | 7000"), ("≥12公里 | 6", "≥12公里 | 6"), False, id="another unit"),
    ],
)
def test_a_result_below_that_of_an_earlier_month(earlier: Change, now: Change, told: bool) -> None:
    profile = approving(document("monitoring", earlier, file="上半年.xlsx"))
    found = findings(document("monitoring", now), profile=profile)
    assert ("MON-004" in {each.code for each in found}) is told
