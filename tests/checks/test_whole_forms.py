"""Whole forms of many fields with one fault each, or with what only looks like one (``wordings/fields/*.txt``)."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.wordings.whole_form import Edited, edited_forms
from jixiao.checks.catalogue import message
from jixiao.checks.finding import Severity

LINES = [
    pytest.param(one, id=f"{file.stem}-{number}")
    for file in sorted((Path(__file__).parent / "wordings" / "fields").glob("*.txt"))
    for number, one in enumerate(edited_forms(file), start=1)
]
FAULTS = [line for line in LINES if isinstance(line.values[0], Edited) and line.values[0].codes]
IN_ORDER = [line for line in LINES if line not in FAULTS]


@pytest.mark.parametrize("line", FAULTS)
def test_a_fault_in_a_whole_form_is_found(line: Edited) -> None:
    assert line.codes & {finding.code for finding in line.form.edited(list(line.edits)).found()}


@pytest.mark.parametrize("line", IN_ORDER)
def test_a_whole_form_in_order_is_left_alone(line: Edited) -> None:
    found = line.form.edited(list(line.edits)).found()
    assert [message(finding) for finding in found if finding.severity is not Severity.INFO] == []
