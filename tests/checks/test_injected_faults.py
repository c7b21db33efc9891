"""A mistake put into forms that are in order is found, with the code of its rule and in its row."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jixiao.checks.profile import load_profile
from jixiao.checks.rule_engine import check_documents
from jixiao.forms.reading import read_file
from jixiao.grid.address import parse_address
from jixiao_samples.content import make_department
from jixiao_samples.mistakes import KINDS, plan_with_mistakes
from jixiao_samples.plan import OFFICIAL
from jixiao_samples.render import plan_workbook, write_plans


def rows_named(finding) -> set[tuple[str, int]]:
    """Sheet and row of every cell that a finding names."""
    places = {(finding.sheet, parse_address(finding.cell)[0])} if finding.cell else set()
    for related in finding.related:
        _, sheet, cell = related.rsplit("!", 2)
        places.add((sheet, parse_address(cell)[0]))
    return places


@settings(max_examples=200, deadline=None, derandomize=True)
@given(kind=st.sampled_from(sorted(KINDS)), index=st.integers(0, 30), layouts=st.sampled_from(["template", "legacy"]))
def test_an_injected_mistake_is_found_with_its_code_and_row(kind: str, index: int, layouts: str) -> None:
    documents = make_department(1, index, 4, 2026, layouts)
    planner = partial(plan_workbook, style=OFFICIAL)
    plans, made = plan_with_mistakes(Random(f"{kind}{index}"), documents, planner, 0.3, only=[kind])
    assume(len(made) == 1)  # one mistake at a time: several of a kind may hide each other
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "报送.xlsx"
        write_plans(plans, path)
        findings = check_documents(read_file(path, path.name).documents, load_profile("default")).findings
    for mistake in made:
        place = (mistake.sheet, parse_address(mistake.cell)[0])
        same = [finding for finding in findings if finding.code == mistake.code]
        assert any(place in rows_named(finding) for finding in same), (mistake, [(f.sheet, f.cell) for f in same])
