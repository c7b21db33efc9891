"""MON: whether a monitoring form's figures and words agree."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.achievement import achievement, blank
from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding
from jixiao.checks.registry import rule
from jixiao.checks.rules.self_evaluation import cell_beside, wrong_rates

_CERTAIN, _IMPOSSIBLE = "确定能", "完全不可能"


@rule("MON-001")
def rate_fits_the_money(form: Form) -> Iterator[Finding]:
    """Yield rates that are not spending by budget (财预〔2019〕136号)."""
    yield from wrong_rates(form, "MON-001", "executed_to_july", ("initial", "annual"))


@rule("MON-002")
def shortfall_is_explained(form: Form) -> Iterator[Finding]:
    """Yield forecasts below the target without a reason (财预〔2019〕136号)."""
    if not form.has_column("deviation"):
        return
    for row in form.rows:
        expected = achievement(row, row.data.get("expected"))
        if expected is None or not expected.missed:
            continue
        if blank(row.data.get("deviation")) and not row.data.get("deviation_causes"):
            yield form.finding(
                "MON-002",
                form.at(row, "expected"),
                found=row.data.get("expected"),
                expected=row.number if row.number is not None else row.text,
                related=[cell_beside(form, row, "deviation", "expected")],
                name=row.name,
            )


@rule("MON-003")
def likelihood_fits_the_forecast(form: Form) -> Iterator[Finding]:
    """Yield likelihoods that contradict the forecast (财预〔2019〕136号)."""
    for row in form.rows:
        chance, expected = row.data.get("likelihood"), achievement(row, row.data.get("expected"))
        if expected is None or chance not in (_CERTAIN, _IMPOSSIBLE):
            continue
        if expected.missed is (chance == _CERTAIN):
            here = row.data["cells"].get("likelihood", form.at(row, "expected"))
            related = [form.at(row, "expected"), form.at(row, "target")]
            yield form.finding("MON-003", here, found=chance, related=related, name=row.name)
