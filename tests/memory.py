"""How much memory a process takes: by itself, or with all it has started."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path


class MemoryOfTree(threading.Thread):
    """The most memory that a process and those below it have held at a time, in bytes; 0 where it cannot be told."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self.peak = 0

    def run(self) -> None:
        while Path(f"/proc/{self._pid}/statm").exists():
            self.peak = max(self.peak, sum(map(_resident, _tree(self._pid))))
            time.sleep(0.05)


def _tree(pid: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        waiting += parents.get(found[-1], [])
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def peak_megabytes() -> float:
    """Peak memory of this process in MB; 0 where the platform does not tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
