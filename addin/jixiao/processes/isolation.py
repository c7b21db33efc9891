"""Keeping Python away from the current folder, where the returns often lie."""

# Python puts the current folder first among the places it imports from, for ``-c`` and ``-m`` and so for every
# process that ``multiprocessing`` starts anew. A ``pickle.py`` that lies beside the forms would be run.

from __future__ import annotations

import os
import sys
from pathlib import Path

_SAFE_PATH = "PYTHONSAFEPATH"
"""Python 3.11 and later puts no folder of its own in front of the path where this variable is set."""
_NO_PROGRAMS_HERE = "NoDefaultCurrentDirectoryInExePath"
"""Windows looks for programs in the current folder first unless this variable is set."""


def isolate_children() -> None:
    """Let child processes import and run nothing from the current folder."""
    # Entries of ``sys.path`` that mean the current folder, whichever it is, go away: children are handed the path.
    os.environ[_SAFE_PATH] = "1"
    os.environ[_NO_PROGRAMS_HERE] = "1"
    sys.path[:] = [entry for entry in sys.path if Path(entry).is_absolute()]
