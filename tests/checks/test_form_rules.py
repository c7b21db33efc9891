"""Each rule for single forms: one change to a form in order makes it speak, a near miss leaves it silent.

The cases stand in ``rule_cases``, a file for each family.
"""

from __future__ import annotations

import pytest

from checks.rule_cases import indicators, money, standards, structure, texts, values
from checks.rule_cases.case import Case
from checks.sample_forms import document
from jixiao.checks.catalogue import message
from jixiao.checks.finding import Severity
from jixiao.checks.rule_engine import check_documents

FAMILIES = (structure, money, indicators, values, texts, standards)
CASES = [case for family in FAMILIES for case in family.CASES]


def ids(case: Case) -> str:
    return f"{case.code}-{case.form}"


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_a_rule_speaks_and_says_the_same_again(case: Case) -> None:
    spoilt = document(case.form, *case.spoil)
    first = [finding for finding in check_documents([spoilt]).findings if finding.code == case.code]
    again = [finding for finding in check_documents([spoilt]).findings if finding.code == case.code]
    assert [finding.cell for finding in first] == [case.cell]
    assert again == first
    assert "{" not in message(first[0])


@pytest.mark.parametrize("case", [case for case in CASES if case.near_miss], ids=ids)
def test_a_rule_is_silent_on_a_near_miss(case: Case) -> None:
    findings = check_documents([document(case.form, *case.near_miss)]).findings
    assert [message(finding) for finding in findings if finding.code == case.code] == []


@pytest.mark.parametrize("form", ["project", "scored", "2024", "direction", "department", "summary"])
def test_a_form_in_order_has_no_errors_and_no_warnings(form: str) -> None:
    findings = check_documents([document(form)]).findings
    assert [message(finding) for finding in findings if finding.severity is not Severity.INFO] == []
