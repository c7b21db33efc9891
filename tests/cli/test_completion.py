"""A shell that is set up as ``scripts/README.md`` says completes commands, options and their values."""

from __future__ import annotations

import pytest

from calling import Process

CASES = {
    "jixiao mer": {"merge"},
    "jixiao season ": {"new", "issue", "run", "status", "approve", "publish", "next"},
    "jixiao forms l": {"learn"},
    "jixiao merge --ros": {"--roster"},
    "jixiao check --fail-on ": {"error", "warning", "never"},
    "jixiao sample --layouts le": {"legacy"},
    "jixiao nothing ": set(),
    "jixiao season nothing ": set(),
    "jixiao forms project-2026 ": set(),
}


@pytest.mark.parametrize("typed", CASES)
def test_what_was_begun_is_completed(jixiao_process: Process, typed: str) -> None:
    words = typed.split(" ")
    asked = {"COMP_WORDS": typed, "COMP_CWORD": str(len(words) - 1), "_JIXIAO_COMPLETE": "bash_complete"}
    done = jixiao_process(env=asked)
    offered = {line.split(",", 1)[1] for line in done.stdout.decode().splitlines() if line.startswith("plain")}
    assert done.returncode == 0
    assert done.stderr == b""
    assert offered >= CASES[typed]
    assert all(word.startswith(words[-1]) for word in offered)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(jixiao_process: Process, shell: str) -> None:
    done = jixiao_process(env={"_JIXIAO_COMPLETE": f"{shell}_source"})
    assert done.returncode == 0
    assert b"jixiao" in done.stdout
