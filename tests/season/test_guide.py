"""The commands of the officer's guide to a season work as they stand there."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from calling import ROOT, Call

GUIDE = (ROOT / "scripts" / "SEASON.md").read_text(encoding="utf-8")
LINES = re.findall(r"^```sh\n# season\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)[0].splitlines()


def test_the_commands_of_the_guide_work_one_after_the_other(
    jixiao: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for line in LINES:
        program, *arguments = shlex.split(line)
        assert program == "jixiao"
        result = jixiao(*arguments)
        assert result.code == 0, (line, result.err)
        if arguments[:2] == ["season", "new"]:
            for path in Path("示例报送").iterdir():
                shutil.copy(path, Path("2027年绩效目标") / "2 报送")
    assert (tmp_path / "2027年绩效目标" / "4 汇总" / "汇总.xlsx").is_file()


def test_the_guide_names_every_command_of_the_season() -> None:
    from jixiao_cli.commands.season import command

    named = {*re.findall(r"season (\w+)", GUIDE)}
    assert set(command.commands) <= named  # type: ignore[attr-defined]
