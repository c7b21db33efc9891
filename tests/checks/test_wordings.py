"""Faults and texts in order, a line each (``wordings/*.txt``): invented for each kind in fields of many sorts."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.wordings.form import Wording, wordings
from jixiao.checks.catalogue import message
from jixiao.checks.finding import Severity

LINES = [
    pytest.param(one, id=f"{file.stem}-{number}")
    for file in sorted((Path(__file__).parent / "wordings").glob("*.txt"))
    for number, one in enumerate(wordings(file), start=1)
]
FAULTS = [line for line in LINES if isinstance(line.values[0], Wording) and line.values[0].codes]
IN_ORDER = [line for line in LINES if line not in FAULTS]


@pytest.mark.parametrize("wording", FAULTS)
def test_a_fault_is_found_in_whatever_words(wording: Wording) -> None:
    assert wording.codes & {finding.code for finding in wording.found()}


@pytest.mark.parametrize("wording", IN_ORDER)
def test_a_text_in_order_is_left_alone(wording: Wording) -> None:
    found = wording.found()
    assert [message(finding) for finding in found if finding.severity is not Severity.INFO] == []
