"""The injected mistakes: every kind can be reached, says where it is, and leaves a readable workbook."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from random import Random

import pytest

from jixiao.forms.reading import read_file
from jixiao.grid.address import parse_address
from jixiao_samples import write_samples
from jixiao_samples.content import LAYOUTS, make_department
from jixiao_samples.mistakes import KINDS, Mistake, plan_with_mistakes
from jixiao_samples.plan import OFFICIAL, SheetPlan
from jixiao_samples.render import plan_workbook, write_plans


def first_of(kind: str) -> tuple[list[SheetPlan], list[Mistake]]:
    """The first return in which that kind of mistake was made."""
    for layouts in LAYOUTS:
        for index in range(6):
            documents = make_department(1, index, 4, 2026, layouts)
            planner = partial(plan_workbook, style=OFFICIAL)
            plans, made = plan_with_mistakes(Random(index), documents, planner, 1.0, only=[kind])
            if made:
                return plans, made
    raise AssertionError(f"{kind} was never made")


def contents(plans: list[SheetPlan]) -> list[list[object]]:
    """What stands where on every sheet."""
    return [[(cell.place, cell.value, cell.number_format) for _, cell in sorted(plan.cells.items())] for plan in plans]


def test_there_are_enough_kinds() -> None:
    assert len(KINDS) >= 25


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_made(kind: str) -> None:
    plans, made = first_of(kind)
    names = {plan.name for plan in plans}
    for mistake in made:
        assert (mistake.kind, mistake.code) == (kind, KINDS[kind].code)
        assert mistake.sheet in names
        assert parse_address(mistake.cell)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_changes_the_sheet(kind: str) -> None:
    plans, _ = first_of(kind)
    clean = []
    for layouts in LAYOUTS:
        for index in range(6):
            untouched = plan_workbook(make_department(1, index, 4, 2026, layouts), OFFICIAL)
            clean.append(contents(untouched))
    assert contents(plans) not in clean


@pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if kind.on_plan is not None])
def test_a_spoilt_sheet_is_still_a_form(kind: str, tmp_path: Path) -> None:
    plans, _ = first_of(kind)
    write_plans(plans, tmp_path / "a.xlsx")
    submission = read_file(tmp_path / "a.xlsx", "a.xlsx")
    assert [document["form"] for document in submission.documents] == [plan.document["form"] for plan in plans]


def test_codes_are_those_of_the_catalogue() -> None:
    families = {"STR", "CMP", "FND", "IND", "OPR", "VAL", "UNT", "TIM", "QLT", "SAT", "NAM", "GOL", "TXT", "SCR", "SIG"}
    assert {kind.code[:3] for kind in KINDS.values()} == families


def test_rate_is_the_share_of_forms_hit(tmp_path: Path) -> None:
    report = write_samples(tmp_path, 25, seed=4, mistakes=0.3)
    hit = {(path, mistake.sheet) for path, mistake in report.mistakes}
    assert 0.18 <= len(hit) / report.forms <= 0.4


def test_no_rate_no_mistakes(tmp_path: Path) -> None:
    assert write_samples(tmp_path, 2, seed=4, mistakes=0.0).mistakes == ()


def test_mistakes_leave_the_rest_of_the_return_as_it_was(tmp_path: Path) -> None:
    clean = write_samples(tmp_path / "clean", 3, seed=6, mistakes=0.0)
    spoilt = write_samples(tmp_path / "spoilt", 3, seed=6, mistakes=0.2)
    for one, two in zip(clean.files, spoilt.files, strict=True):
        sheets = {mistake.sheet for path, mistake in spoilt.mistakes if path == two}
        before = read_file(one, "x.xlsx").documents
        after = read_file(two, "x.xlsx").documents
        pairs = [(a, b) for a, b in zip(before, after, strict=True) if a["source"]["sheet"] not in sheets]
        assert all(a == b for a, b in pairs if a["kind"] != "summary")
