"""The computer as far as installing needs it; tests make up others."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

NOT_THERE, NO_ANSWER = 127, 124
"""Exit codes, as a shell and ``timeout`` have them: there is no such program; it did not end in two minutes."""

Registry = Callable[[str, str], str | int | None]
"""A value of the Windows registry by key and name; None if it is not there."""

Run = Callable[[Sequence[str]], tuple[int, str]]
"""Run a program: exit code and what it said."""


@dataclass(frozen=True)
class Machine:
    """System, folders and interpreter.

    ``paths`` are those on which the interpreter finds its packages, ``applications`` where macOS has its programs.
    """

    system: str
    home: Path
    environment: Mapping[str, str]
    interpreter: Path
    paths: tuple[str, ...] = ()
    applications: Path = Path("/Applications")
    registry: Registry = field(default=lambda key, name: None)
    run: Run = field(default=lambda command: (NOT_THERE, ""))

    @classmethod
    def here(cls) -> Machine:
        """The computer this runs on."""
        paths = tuple(
            path
            for path in sys.path
            if Path(path).is_absolute() and Path(path).is_dir() and not path.startswith(sys.base_prefix)
        )
        interpreter = Path(sys.executable)
        known = cls(platform.system(), Path.home(), os.environ, interpreter, paths)
        return replace(known, registry=read_registry, run=run_program)

    def folder(self, variable: str, *default: str) -> Path:
        """A folder named by a variable of the environment, else below the home folder."""
        value = self.environment.get(variable)
        return Path(value) if value else self.home.joinpath(*default)


def run_program(command: Sequence[str]) -> tuple[int, str]:
    """Return exit code (or ``NOT_THERE``, ``NO_ANSWER``) and output of a program."""
    try:
        done = subprocess.run(list(command), capture_output=True, text=True, timeout=120, check=False)
    except subprocess.TimeoutExpired as error:
        return NO_ANSWER, str(error)
    except OSError as error:
        return NOT_THERE, str(error)
    return done.returncode, f"{done.stdout}{done.stderr}".strip()


def read_registry(key: str, name: str) -> str | int | None:
    """Return a value of the registry, the user's before the computer's.

    ``key`` begins below those two or with ``HKCR``.
    """
    if sys.platform != "win32":
        return None
    import winreg

    if key.startswith("HKCR\\"):
        roots, below = (winreg.HKEY_CLASSES_ROOT,), key.removeprefix("HKCR\\")
    else:
        roots, below = (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE), key
    for root in roots:
        try:
            with winreg.OpenKey(root, below) as opened:
                value = winreg.QueryValueEx(opened, name)[0]
                return value if isinstance(value, str | int) else None
        except OSError:
            continue
    return None
