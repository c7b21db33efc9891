"""What files gave, by the hash of their bytes, in one SQLite database.

The lasting store lies in the user's own cache folder, never beside the inputs, and is shared by every run and process.
It may be lost at any time: whatever goes wrong with it, the work is done without. A store that is not lasting is written
by one process, holds what passes through a single run, and ends with it.
"""

from __future__ import annotations

import errno
import json
import os
import re
import sqlite3
import sys
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, Self, TypeVar

from jixiao.caching.codec import RecordCodec
from jixiao.errors import OutputError, os_reason
from jixiao.ownfiles import is_own_folder, open_own_file

_T = TypeVar("_T")

FOLDER_VARIABLE = "JIXIAO_CACHE_DIR"
LASTING = "results-3.sqlite"
"""The name of the lasting store in the cache folder."""
_EARLIER = re.compile(r"results-(?!3\.)\d+\.sqlite(?:-wal|-shm)?")
_BESIDE = ("", "-wal", "-shm", "-journal")
_MAX_BYTES = 2 << 30
_KEPT_DAYS = 180
_DAY = 86_400
_BUSY_SECONDS = 30.0
_LARGEST = 256 << 20
"""Bytes of a value, unpacked: whatever stands in the file, no more is taken into memory."""
_MOST_WAITING = 1 << 20
"""Bytes that wait to be written together: so much is read again after the process is killed."""
_RECORD = ""
_UNREADABLE = (ValueError, TypeError, LookupError, ArithmeticError, RecursionError)
_TABLE = "CREATE TABLE IF NOT EXISTS results (key BLOB, part TEXT, day INT, value BLOB, PRIMARY KEY (key, part))"
_FIND = "SELECT value FROM results WHERE key = ? AND part = ? AND length(value) <= ?"


class StoreError(OutputError):
    """A store cannot be written, or has lost what it held."""

    default_hint = "请清理磁盘或换一个输出位置后重试"

    def __init__(self, number: int) -> None:
        super().__init__(f"中间结果无法保存或取回：{os_reason(OSError(number, ''))}")
        self.args = (number,)  # by which it passes from process to process


def cache_folder() -> Path | None:
    """Return where the lasting store lies; None where there is no place."""
    # ``JIXIAO_CACHE_DIR`` comes before the platform's place.
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


class Store(Generic[_T]):
    """Records of one type by content hash and version; without a path it is empty.

    Beside a record lie its parts: named bytes, each read by itself.
    """

    def __init__(self, path: Path | None, codec: RecordCodec[_T], version: str, *, lasting: bool = True) -> None:
        """``version`` stands for all that the records depend on besides the content."""
        self._codec = codec
        self._prefix = f"{codec.name}\0{version}\0".encode()
        self._level = 1 if lasting else 0  # what only passes through is not worth packing
        self._database = _open(path, lasting) if path is not None else None
        self._waiting: list[tuple[bytes, str, int, bytes]] = []
        self._size = 0

    @property
    def is_open(self) -> bool:
        """Whether anything can be found in it or written to it."""
        return self._database is not None

    def get(self, digest: str, **given: Any) -> _T | None:
        """Return the record of the hash; None where nothing is.

        ``given`` are the fields that the codec leaves out.
        """
        value = self._value(digest, _RECORD)
        try:
            return self._codec.read(json.loads(value), **given) if value is not None else None
        except _UNREADABLE:
            return None

    def part(self, digest: str, name: str) -> bytes:
        """A part of a record. Raises ``StoreError`` if it is not there, or not as it was."""
        value = self._value(digest, name)
        if value is None:
            raise StoreError(errno.EIO)
        return value

    def put(self, digest: str, record: _T, parts: Mapping[str, bytes] = MappingProxyType({})) -> None:
        """Keep a record, written at the latest on closing. Raises ``StoreError``."""
        plain = json.dumps(self._codec.plain(record), ensure_ascii=True, separators=(",", ":")).encode()
        key, today = self._key(digest), int(time.time()) // _DAY
        for name, data in ((_RECORD, plain), *parts.items()):
            value = zlib.compress(data, self._level)  # with a checksum, whatever the level
            self._waiting.append((key, name, today, value))
            self._size += len(value)
        if self._size > _MOST_WAITING:
            self.flush()

    def flush(self) -> None:
        """Write what waits. Raises ``StoreError``."""
        rows, self._waiting, self._size = self._waiting, [], 0
        if rows and self._database is None:
            raise StoreError(errno.EACCES)
        if self._database is not None:
            try:
                with self._database:
                    self._database.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)", rows)
            except sqlite3.Error as error:
                full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
                raise StoreError(errno.ENOSPC if full else errno.EIO) from error

    def close(self) -> None:
        """Write what waits, and be done. Raises ``StoreError``."""
        try:
            self.flush()
        finally:
            if self._database is not None:
                self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _value(self, digest: str, part: str) -> bytes | None:
        if self._database is None:
            return None
        try:
            row = self._database.execute(_FIND, (self._key(digest), part, _LARGEST)).fetchone()
        except sqlite3.Error:
            return None
        return _unpacked(row[0]) if row and isinstance(row[0], bytes) else None

    def _key(self, digest: str) -> bytes:
        return sha256(self._prefix + digest.encode("utf-8", "surrogatepass")).digest()


def _open(path: Path, lasting: bool) -> sqlite3.Connection | None:
    try:
        if lasting:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not is_own_folder(path.parent):
            return None
        return _connect(path, lasting)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            return None  # locked, read-only, full
    except OSError:
        return None
    with suppress(OSError, sqlite3.Error):  # not a database any more: begin anew
        for suffix in _BESIDE:
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        return _connect(path, lasting)
    return None


def _connect(path: Path, lasting: bool) -> sqlite3.Connection:
    # Made by us first: SQLite would make it readable by everybody, and what departments filed is in it.
    os.close(open_own_file(path))
    database = sqlite3.connect(path, timeout=_BUSY_SECONDS)
    database.execute("PRAGMA trusted_schema = OFF")
    # WAL lets processes write at the same time, but not in folders of a network, where a run may keep its own.
    database.execute(f"PRAGMA journal_mode = {'WAL' if lasting else 'TRUNCATE'}")
    database.execute("PRAGMA synchronous = OFF")  # a power cut may cost what was kept, never what is kept for good
    database.execute(_TABLE)
    if lasting:
        with suppress(sqlite3.Error, OSError):  # another process is at work: the next run cleans
            _clean(database, path)
    return database


def _clean(database: sqlite3.Connection, path: Path) -> None:
    """Drop what is old, once a day, and the older half of a file grown too large."""
    today, large = int(time.time()) // _DAY, path.stat().st_size > _MAX_BYTES
    if not large and database.execute("PRAGMA user_version").fetchone() == (today,):
        return
    database.execute(f"PRAGMA user_version = {today}")
    for left in path.parent.iterdir():
        if _EARLIER.fullmatch(left.name):
            left.unlink(missing_ok=True)
    (middle,) = database.execute("SELECT avg(day) FROM results").fetchone() if large else (0,)
    with database:
        dropped = database.execute("DELETE FROM results WHERE day <= ?", (max(middle or 0, today - _KEPT_DAYS),))
    if dropped.rowcount:
        database.execute("VACUUM")


def _unpacked(stored: bytes) -> bytes | None:
    inflate = zlib.decompressobj()
    try:
        value = inflate.decompress(stored, _LARGEST)
    except zlib.error:
        return None
    return value if inflate.eof else None
