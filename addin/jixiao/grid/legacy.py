"""The binary formats (.xls, .et, .xlsb) and web pages, read in a process apart.

calamine allocates the whole rectangle between the first and the last cell, and a native library that runs out of
memory takes its process with it. So a worker with a memory limit reads, and this side holds the clock; one worker
serves many files and is replaced when it dies.

What calamine cannot tell is not in these workbooks: formulas and defined names. The formats of cells, error values and
hidden rows and columns of .xls are added by ``biff``; in .xlsb an error value is an empty cell.
"""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, Literal, TypeVar

from jixiao.errors import BrokenWorkbookError, EncryptedWorkbookError, HostileWorkbookError
from jixiao.grid.biff import add_biff_details
from jixiao.grid.compound import CompoundFile
from jixiao.grid.limits import Limits
from jixiao.grid.model import Workbook

_ERRORS = {"broken": BrokenWorkbookError, "hostile": HostileWorkbookError, "encrypted": EncryptedWorkbookError}
_T = TypeVar("_T")
LegacyKind = Literal["xls", "xlsb", "html"]
_PACKAGE_FOLDER = str(Path(__file__).resolve().parents[2])
_START = "import sys; sys.path[:0] = sys.argv[3:]; from jixiao.grid.legacy_worker import main; main()"
"""What the process runs; its arguments are the two limits, then the folders it finds the packages in."""


def read_legacy(data: bytes, kind: LegacyKind, limits: Limits) -> Workbook:
    """Read a workbook from the bytes of a file whose kind is known.

    Raises ``EncryptedWorkbookError``, ``BrokenWorkbookError`` if calamine cannot read it, ``HostileWorkbookError`` if
    reading takes more memory, time or cells than allowed.
    """
    if kind != "xls":
        return _answer(data, kind, limits, Workbook)
    workbook = _answer(CompoundFile(data).alone(), kind, limits, Workbook)
    add_biff_details(workbook, data)
    return workbook


def decrypt(data: bytes, limits: Limits) -> bytes:
    """Return the bytes of a file that opens with the password Excel tries itself.

    Raises ``EncryptedWorkbookError`` for any other password, ``HostileWorkbookError`` beyond a limit.
    """
    return _answer(data, "lock", limits, bytes)


def _answer(data: bytes, kind: str, limits: Limits, wanted: type[_T]) -> _T:
    with _lock:
        payload = _worker_for(limits).answer(data, kind)
    if not isinstance(payload, wanted):
        raise BrokenWorkbookError("文件内容有错，无法解析")
    return payload


class _Worker:
    """A process that reads workbooks, one after the other."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.owner = os.getpid()
        # In an office the interpreter beside this one does not know where this one's packages lie.
        packages = (folder for folder in sys.path if folder.endswith(("site-packages", "dist-packages")))
        # Isolated: nothing that lies in the current folder, and nothing of the environment, says what is imported.
        command = [sys.executable, "-I", "-c", _START, str(limits.worker_bytes), str(limits.cells)]
        command += [_PACKAGE_FOLDER, *filter(os.path.isabs, packages)]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a native library's last words are of no use to a clerk
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    @property
    def alive(self) -> bool:
        return self.owner == os.getpid() and self._process.poll() is None

    def answer(self, data: bytes, kind: str) -> object:
        """Return the answer of the process; kill it if it takes too long."""
        # Raises an ``InputError``.
        timed_out = threading.Event()

        def give_up() -> None:
            timed_out.set()
            self._process.kill()

        clock = threading.Timer(self.limits.worker_seconds, give_up)
        clock.daemon = True
        clock.start()
        try:
            outcome, payload = self._exchange(data, kind)
        except (OSError, EOFError, pickle.UnpicklingError):
            self.stop()
            if timed_out.is_set():
                raise HostileWorkbookError(f"读取超过 {self.limits.worker_seconds:g} 秒，已中止") from None
            raise HostileWorkbookError("读取时超出内存限制或意外中止") from None
        finally:
            clock.cancel()
        if outcome == "ok":
            return payload
        raise _ERRORS.get(outcome, BrokenWorkbookError)(str(payload))

    def _exchange(self, data: bytes, kind: str) -> tuple[str, object]:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise EOFError
        stdin.write(kind.encode().ljust(4))
        stdin.write(len(data).to_bytes(8, "little"))
        stdin.write(data)
        stdin.flush()
        size = int.from_bytes(_exactly(stdout, 8), "little")
        outcome, payload = pickle.loads(_exactly(stdout, size))
        return str(outcome), payload

    def stop(self) -> None:
        """End the process, if it is this one's."""
        if self.owner != os.getpid():
            return
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was still to be written has no reader any more
                    pipe.close()
        self._process.wait()


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) != size:
        raise EOFError
    return data


_lock = threading.Lock()
_worker: _Worker | None = None


def _worker_for(limits: Limits) -> _Worker:
    """Return the running worker if it has these limits, else a new one."""
    global _worker
    if _worker is None or not _worker.alive or _worker.limits != limits:
        stop_worker()
        try:
            _worker = _Worker(limits)
        except OSError as error:
            raise BrokenWorkbookError("无法启动读取旧格式的进程") from error
    return _worker


def stop_worker() -> None:
    """End the worker process, if there is one; the next file starts another."""
    global _worker
    if _worker is not None:
        _worker.stop()
        _worker = None


atexit.register(stop_worker)
