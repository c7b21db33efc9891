"""The cache on disk: bytes under a key, in the user's own cache folder, never beside the inputs.

A cache may be lost at any time and must never be in the way: whatever goes wrong with it, the work is done without.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from hashlib import blake2b, sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from jixiao.ownfiles import is_own_folder, open_own_file
from jixiao.packing import packed

FOLDER_VARIABLE = "JIXIAO_CACHE_DIR"
_FILE = "results-2.sqlite"
_MAX_BYTES = 2 << 30
_DAY = 86_400
_BUSY_SECONDS = 5.0
_DIGEST = 8
_LARGEST = 256 << 20
"""Bytes of a result, unpacked: whatever stands in the file, no more is taken into memory."""
_FIND = "SELECT value FROM results WHERE key = ? AND length(value) <= ?"
# What waits to be written together, in bytes.
_MOST_WAITING = 1 << 20


def cache_folder() -> Path | None:
    """Where the cache lies: what ``JIXIAO_CACHE_DIR`` says, else the platform's place; None where there is none."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) / "Jixiao" / "Cache" if local else None
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "jixiao"
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if os.path.isabs(base) else home / ".cache") / "jixiao"  # noqa: PTH117 - a text, often empty


class Store:
    """Results by kind, content hash and version; a context manager. Without a folder it holds nothing."""

    def __init__(self, folder: Path | None, kind: str, version: str) -> None:
        """``version`` stands for everything the results depend on besides the content (``version.py``)."""
        self._prefix = f"{kind}\0{version}\0".encode()
        self._database = _open(folder) if folder is not None else None
        self._waiting: list[tuple[bytes, bytes]] = []
        self._size = 0

    def get(self, digests: Sequence[str]) -> bytes | None:
        """What was put under the content hashes; None where nothing is."""
        if self._database is None:
            return None
        try:
            row = self._database.execute(_FIND, (self._key(digests), _LARGEST)).fetchone()
        except sqlite3.Error:
            return None
        return _unpacked(row[0]) if row and isinstance(row[0], bytes) else None

    def put(self, results: Iterable[tuple[Sequence[str], bytes]]) -> None:
        """Remember results, all at once."""
        if self._database is not None:
            self._write((self._key(digests), _packed(value)) for digests, value in results)

    def put_later(self, digests: Sequence[str], value: bytes) -> None:
        """Remember a result together with others, at the latest when the store is closed."""
        if self._database is None:
            return
        # Packed already here: what waits would be ten times as large.
        waiting = self._key(digests), _packed(value)
        self._waiting.append(waiting)
        self._size += len(waiting[1])
        if self._size > _MOST_WAITING:
            self._flush()

    def _flush(self) -> None:
        self._write(self._waiting)
        self._waiting.clear()
        self._size = 0

    def _write(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        assert self._database is not None
        today = int(time.time()) // _DAY
        with suppress(sqlite3.Error):
            dated = [(key, today, value) for key, value in rows]
            with self._database:
                self._database.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", dated)

    def close(self) -> None:
        """Done with the cache."""
        if self._database is not None:
            if self._waiting:
                self._flush()
            self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _key(self, digests: Sequence[str]) -> bytes:
        return sha256(self._prefix + "\0".join(digests).encode("utf-8", "surrogatepass")).digest()


def _open(folder: Path) -> sqlite3.Connection | None:
    path = folder / _FILE
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not is_own_folder(folder):
            return None
        return _connect(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            return None  # locked, read-only, full
    except OSError:
        return None
    with suppress(OSError, sqlite3.Error):  # not a database any more: begin anew
        path.unlink(missing_ok=True)
        return _connect(path)
    return None


def _connect(path: Path) -> sqlite3.Connection:
    # Made by us first: SQLite would make it readable by everybody, and what departments filed is in it.
    os.close(open_own_file(path))
    database = sqlite3.connect(path, timeout=_BUSY_SECONDS)
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = OFF")  # a cache: speed before safety against a power cut
    database.execute("CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, day INT, value BLOB)")
    _prune(database, path)
    return database


def _prune(database: sqlite3.Connection, path: Path) -> None:
    """Drop the older half where the file has grown too large."""
    if path.stat().st_size > _MAX_BYTES:
        (middle,) = database.execute("SELECT avg(day) FROM results").fetchone()
        with database:
            database.execute("DELETE FROM results WHERE day <= ?", (middle,))
        database.execute("VACUUM")


def _packed(value: bytes) -> bytes:
    return blake2b(value, digest_size=_DIGEST).digest() + packed(value)


def _unpacked(stored: bytes) -> bytes | None:
    inflate = zlib.decompressobj()
    try:
        value = inflate.decompress(stored[_DIGEST:], _LARGEST)
    except zlib.error:
        return None
    if not inflate.eof:
        return None
    return value if blake2b(value, digest_size=_DIGEST).digest() == stored[:_DIGEST] else None
