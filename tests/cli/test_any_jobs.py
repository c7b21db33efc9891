"""Every command gives the same bytes, whatever the number of processes that work for it, and each time."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from calling import Call
from jixiao_samples import write_samples
from scoring.selfeval_forms import write_form

Arguments = Callable[[Path, Path], list[object]]

COMMANDS: dict[str, Arguments] = {
    "check as text": lambda files, to: ["check", files, "--no-cache", "-o", to / "检查.txt"],
    "check as a list": lambda files, to: ["check", files, "--no-cache", "-o", to / "检查.xlsx"],
    "check and mark": lambda files, to: [
        "check",
        files,
        "--no-cache",
        "-o",
        to / "检查.html",
        "--annotate",
        to / "退回",
    ],
    "read": lambda files, to: ["read", files, "-o", to / "内容.json"],
    "merge": lambda files, to: ["merge", files, "--no-cache", "-o", to / "汇总.xlsx", "--log", to.parent / "日志.txt"],
    "diff": lambda files, to: ["diff", files / "一", files / "二", "-o", to / "变化.xlsx"],
    "score": lambda files, to: ["score", files, "-o", to / "评分"],
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("jobs") / "报送"
    for number, name in enumerate(("一", "二"), start=1):
        write_samples(folder / name, departments=3, seed=number, forms=3, mistakes=1.0)
        write_form(folder / name / "自评.xlsx", department=f"第{name}中学")
    (folder / "断.xlsx").write_bytes(b"PK\x03\x04cut")
    shutil.copy(folder / "一" / "自评.xlsx", folder / "同样的.xlsx")
    return folder


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_the_same_bytes_for_any_number_of_processes(
    jixiao: Call, files: Path, tmp_path: Path, command: Arguments, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    outcomes = []
    for jobs in (1, 2, 3, 1):
        output = tmp_path / "输出"
        output.mkdir()
        result = jixiao(*command(files, output), "--jobs", jobs)
        told = [line for line in result.err.splitlines() if "用时" not in line]
        written = {path.relative_to(output): path.read_bytes() for path in output.rglob("*") if path.is_file()}
        outcomes.append((result.code, result.out, told, written))
        shutil.rmtree(output)
    assert outcomes[0][3]
    assert all(outcome == outcomes[0] for outcome in outcomes)
