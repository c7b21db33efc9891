"""The engine: rules that break, rules left out, speed."""

from __future__ import annotations

import pytest

from checks.sample_forms import FORMS, document
from jixiao.checks import rule_engine
from jixiao.checks.outcome import RuleFailedError
from jixiao.checks.profile import load_profile
from jixiao.checks.rule_engine import Selection, check_documents, check_forms, check_keys
from jixiao.checks.rules import batch_rules, form_rules
from jixiao.errors import ExitCode
from work import calls

BROKEN = ("清淤总成本 | 120.5", "清淤总成本 | 150")


def test_a_rule_that_breaks_is_named_and_never_passed_over(monkeypatch: pytest.MonkeyPatch):
    def breaks(form):
        raise ZeroDivisionError("x")
        yield

    monkeypatch.setattr(rule_engine, "form_rules", lambda: {**form_rules(), "FND-003": breaks})
    with pytest.raises(RuleFailedError, match="FND-003") as failed:
        check_documents([document("project")])
    assert failed.value.exit_code is ExitCode.INTERNAL
    assert (failed.value.file, failed.value.sheet) == ("test.xlsx", "project")


def test_a_rule_across_forms_that_breaks_is_named(monkeypatch: pytest.MonkeyPatch):
    def breaks(batch):
        raise KeyError("x")
        yield

    monkeypatch.setattr(rule_engine, "batch_rules", lambda: {**batch_rules(), "FND-007": breaks})
    with pytest.raises(RuleFailedError, match="FND-007"):
        check_documents([document("project")])


@pytest.mark.parametrize(
    ("rules", "codes"),
    [
        (Selection(only=frozenset({"FND-003"})), {"FND-003"}),
        (Selection(without=frozenset({"FND-003"})), {"GOL-004"}),
        (Selection(), {"FND-003", "GOL-004"}),
    ],
)
def test_only_the_rules_selected_run(rules: Selection, codes: set[str]):
    spoilt = document("project", BROKEN, ("沿线群众满意度达到90%。", "沿线群众满意度达到90%，"))
    assert {finding.code for finding in check_documents([spoilt], rules=rules).findings} == codes


def test_a_check_in_parts_finds_what_a_check_at_once_finds():
    documents = [document("summary"), document("department"), document("project", BROKEN)]
    whole = check_documents(documents)
    profile = load_profile()
    parts = [check_forms([one], profile) for one in documents]
    found = [finding for part in parts for finding in part.result.findings]
    found += check_keys([key for part in parts for key in part.keys], profile).findings
    assert found == whole.findings


def test_findings_stand_in_sheet_order():
    spoilt = document("project", BROKEN, ("95 | %", "95 | 百分比"), ("12 | 公里 | ≥", "12 | 公里 | "))
    rows = [finding.row for finding in check_documents([spoilt]).findings]
    assert rows == sorted(rows)


def test_checking_a_form_once_more_is_a_few_thousand_calls():
    """Half a millisecond where nothing else runs; the benchmark has the seconds."""
    documents = [document(form) for form in FORMS if form != "summary"]
    profile = load_profile()
    check_forms(documents, profile)  # loads what is loaded once
    assert calls(lambda: check_forms(documents, profile)) / len(documents) < 3_000
