"""Realistic filled workbooks for trials: invented departments and mistakes.

The same arguments give the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from jixiao_samples.content import Layouts, make_department
from jixiao_samples.projects import department_name

if TYPE_CHECKING:
    from jixiao.forms.document import Document
    from jixiao_samples.mistakes import Mistake
    from jixiao_samples.plan import LayoutStyle

__all__ = ["SampleReport", "sample_workbook", "write_samples"]


@dataclass(frozen=True, slots=True)
class SampleReport:
    """What was written: the files, the number of forms, the mistakes per file."""

    files: tuple[Path, ...]
    forms: int
    mistakes: tuple[tuple[Path, Mistake], ...]


def write_samples(
    folder: Path,
    departments: int,
    forms: int = 8,
    seed: int = 1,
    mistakes: float = 0.15,
    layouts: Layouts = "mixed",
    year: int = 2026,
) -> SampleReport:
    """Write one workbook per department into ``folder``.

    ``forms`` is the number of forms in each, ``mistakes`` the probability (0 to 1) that a form gets some. Raises
    ``OutputError`` if the folder or a file cannot be written.
    """
    from jixiao.output import replacing, writing_to

    files: list[Path] = []
    count = 0
    made: list[tuple[Path, Mistake]] = []
    digits = max(3, len(str(departments)))
    with writing_to(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for index in range(departments):
            name, _, _ = department_name(seed, index)
            path = folder / f"{index + 1:0{digits}d}-{name}.xlsx"
            with replacing(path) as temporary:
                documents, found = sample_workbook(temporary, seed, index, forms, mistakes, layouts, year)
            files.append(path)
            count += len(documents)
            made += [(path, mistake) for mistake in found]
    return SampleReport(tuple(files), count, tuple(made))


def sample_workbook(
    path: Path, seed: int, index: int, forms: int, mistakes: float, layouts: Layouts, year: int
) -> tuple[list[Document], list[Mistake]]:
    """Write the workbook of one department (numbered from 0).

    Gives its documents, as they must be read as long as no mistake was made, and the mistakes.
    """
    from jixiao_samples.mistakes import plan_with_mistakes
    from jixiao_samples.render import plan_workbook, write_plans

    documents = make_department(seed, index, forms, year, layouts)
    name, _, _ = department_name(seed, index)
    planner = partial(plan_workbook, style=_style(seed, name, layouts, in_order=not mistakes))
    plans, found = plan_with_mistakes(Random(f"{seed}-{name}-mistakes"), documents, planner, mistakes)
    if layouts == "template" and not found:
        from jixiao.templates.prefilling import write_filled

        return write_filled(documents, [plan.name for plan in plans], path), found
    write_plans(plans, path)  # also where mistakes were made: a template would have prevented most of them
    return [plan.document for plan in plans], found


def _style(seed: int, name: str, layouts: Layouts, *, in_order: bool) -> LayoutStyle:
    """Return a department's style; without mistakes one that the check accepts."""
    from jixiao_samples.plan import OFFICIAL, draw_style

    if layouts == "template":
        return OFFICIAL
    style = draw_style(Random(f"{seed}-{name}-style"))
    return replace(style, percent="sign") if in_order and style.percent == "word" else style
