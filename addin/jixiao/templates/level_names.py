"""Level names of one classification in another's terms, for older layouts."""

from __future__ import annotations

from jixiao.forms.classification import framework
from jixiao.forms.labels import cached_form
from jixiao.forms.text import dictionary


def translated(level1: str | None, level2: str | None, classification: str) -> tuple[str | None, str | None]:
    """The names in the given classification; as they are where it has no such level.

    成本指标, once a level 2 among the outputs, becomes the level 1 of that name with its first level 2.
    """
    tree = framework(classification)
    if level2 is None:
        return (tree.level1.get(cached_form(level1), level1) if level1 else level1), level2
    form = cached_form(level2)
    if form in tree.level2:
        return tree.level2[form]
    branch = tree.level1.get(form)
    if branch is not None:
        leaves = next(
            one["level2"] for one in dictionary("classification")[classification]["level1"] if one["name"] == branch
        )
        return branch, leaves[0]["name"] if leaves else level2
    return (tree.level1.get(cached_form(level1), level1) if level1 else level1), level2
