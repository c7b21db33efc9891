"""The workbooks of ``jixiao demo`` lie built in ``templates/demo``.

After a wanted change: ``jixiao sample templates/demo --departments 6``, then look at them.
"""

from __future__ import annotations

from pathlib import Path

from golden.parts import lines_of
from jixiao.resources import templates_dir
from jixiao_cli.commands.demo import DEPARTMENTS
from jixiao_samples import write_samples


def test_they_are_the_samples_of_today(tmp_path: Path) -> None:
    built = sorted((templates_dir() / "demo").iterdir())
    made = write_samples(tmp_path, DEPARTMENTS).files
    assert [path.name for path in built] == [path.name for path in made]
    for old, new in zip(built, made, strict=True):
        assert lines_of(old) == lines_of(new), old.name
