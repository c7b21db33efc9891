"""Calling the command line from a test, and what comes back."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

ROOT = Path(__file__).resolve().parents[1]

SOURCES = {"PYTHONPATH": os.pathsep.join([str(ROOT / "addin"), str(ROOT / "scripts")])}
"""Makes a process run this checkout whatever is installed."""


@dataclass(frozen=True)
class Result:
    """What a command line left behind."""

    code: int
    out: str
    err: str


Call = Callable[..., Result]
"""The fixture ``jixiao``: arguments → result, in this process."""

Process = Callable[..., CompletedProcess[bytes]]
"""The fixture ``jixiao_process``: the same in a process of its own."""
