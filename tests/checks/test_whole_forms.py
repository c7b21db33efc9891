"""Whole forms of many fields with one fault each, or with what only looks like one (``wordings/fields/*.txt``)."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.wordings.whole_form import Edited, WholeForm, edited_forms, row_of
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


def test_shares_typed_as_fractions_are_one_question() -> None:
    """0.95 under % in every rate, where the goal says 95%."""
    rows = [
        "数量 更新监控设备套数 180 套 =", "质量 设备验收合格率 0.95 % ≥", "质量 系统在线率 0.98 % ≥", "质量 安全培训覆盖率 1 % =",
        "社会 事故隐患整改率 0.95 % ≥", "满意 家长满意度 0.9 % ≥",
    ]  # fmt: skip
    goal = "更新监控设备180套，设备验收合格率95%，系统在线率98%，安全培训覆盖率100%，事故隐患整改率95%，家长满意度90%以上。"
    found = WholeForm("汾源县教育局", "校园安防", "88", goal, list(map(row_of, rows))).found()
    asked = [(finding.code, finding.cell, len(finding.related)) for finding in found if finding.code.startswith("VAL")]
    assert asked == [("VAL-004", "E9", 5), ("VAL-008", "E9", 4)]
