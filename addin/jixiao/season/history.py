"""What a season remembers: rounds, approvals, who did what when. One SQLite file, made anew from the folders if lost.

Only the log of who did what cannot be rebuilt; the rounds are kept in their own folders too.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from jixiao.errors import OutputError, UsageError
from jixiao.season.folder import SeasonFolder, who
from jixiao.season.round_records import Round

VERSION = 1
ROUND_FILE = ".本轮记录.json"
_TABLES = """
CREATE TABLE rounds (number INTEGER PRIMARY KEY, content TEXT NOT NULL);
CREATE TABLE approvals (
    file TEXT PRIMARY KEY, department TEXT NOT NULL, document TEXT NOT NULL, day TEXT NOT NULL, sha256 TEXT NOT NULL
);
CREATE TABLE log (at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL);
"""
# Made when it is missing: a season of an earlier Jixiao has none, and an earlier Jixiao passes it over.
_WRITTEN = "CREATE TABLE IF NOT EXISTS written (file TEXT PRIMARY KEY, sha256 TEXT NOT NULL)"
_LARGEST_ROUND = 256 << 20


class Approval(NamedTuple):
    """An approved workbook: its file below 5 批复, its document number and date, and the hash of its bytes then."""

    file: str
    department: str
    document: str
    day: str
    sha256: str


class LogEntry(NamedTuple):
    """Something that was done."""

    at: str
    who: str
    what: str


@dataclass(slots=True)
class History:
    """The history of a season; ``rebuilt`` tells why it had to be made from the folders, if it had."""

    connection: sqlite3.Connection
    rebuilt: str = ""

    def last(self) -> Round | None:
        """The last round that was closed."""
        numbers = self.numbers()
        return self.round(numbers[-1]) if numbers else None

    def numbers(self) -> list[int]:
        """The numbers of all rounds."""
        return [number for (number,) in self.connection.execute("SELECT number FROM rounds ORDER BY number")]

    def round(self, number: int) -> Round | None:
        """A round by its number."""
        found = self.connection.execute("SELECT content FROM rounds WHERE number = ?", (number,)).fetchone()
        return None if found is None else Round.from_json(json.loads(found[0]))

    def close_round(self, closed: Round) -> None:
        """Remember a round, in the place of one of the same number."""
        content = json.dumps(closed.as_json(), ensure_ascii=False)
        with self.connection:
            self.connection.execute("INSERT OR REPLACE INTO rounds VALUES (?, ?)", (closed.number, content))
            self._log(closed.at, f"第{closed.number}轮：{len(closed.files)} 个文件，{len(closed.findings)} 条检查结果")

    def approvals(self) -> list[Approval]:
        """The approved workbooks."""
        return [Approval(*row) for row in self.connection.execute("SELECT * FROM approvals ORDER BY file")]

    def approve(self, approvals: list[Approval], at: str) -> None:
        """Remember approved workbooks."""
        with self.connection:
            self.connection.executemany("INSERT OR REPLACE INTO approvals VALUES (?, ?, ?, ?, ?)", approvals)
            for each in approvals:
                self._log(at, f"批复 {each.department}：{each.document or '（无文号）'}")

    def written(self, file: str) -> str | None:
        """Return the hash of a result as it was written; None for one that nothing is known of."""
        found = self.connection.execute("SELECT sha256 FROM written WHERE file = ?", (file,)).fetchone()
        return None if found is None else str(found[0])

    def note_written(self, file: str, sha256: str) -> None:
        """Remember a result as it was written."""
        with self.connection:
            self.connection.execute("INSERT OR REPLACE INTO written VALUES (?, ?)", (file, sha256))

    def log(self, at: str, what: str) -> None:
        """Remember that something was done."""
        with self.connection:
            self._log(at, what)

    def entries(self) -> list[LogEntry]:
        """Who did what when, the first first."""
        return [LogEntry(*row) for row in self.connection.execute("SELECT at, who, what FROM log ORDER BY rowid")]

    def _log(self, at: str, what: str) -> None:
        self.connection.execute("INSERT INTO log VALUES (?, ?, ?)", (at, who(), what))


@contextmanager
def history(folder: SeasonFolder) -> Iterator[History]:
    """Open the history; one that is lost or damaged is rebuilt from the folders, the damaged file is kept.

    Raises ``UsageError`` for a file of a newer Jixiao, ``OutputError`` if nothing can be written.
    """
    rebuilt = ""
    try:
        connection = _open(folder.database)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and folder.database.exists():
            raise OutputError(f"无法打开“{folder.database}”：{error}", hint="请检查权限，或等其他程序关闭它") from error
        aside = _aside(folder.database)
        rebuilt = f"记录文件已损坏，移到“{aside.name}”，按文件夹重建"
        connection = _open(folder.database)
    try:
        opened = History(connection, rebuilt)
        if not opened.numbers():
            _rebuild(opened, folder)
        yield opened
    finally:
        connection.close()


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10)
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise UsageError(f"“{path}”由更新版本的 Jixiao 写成", hint="请升级 Jixiao 后再处理这一季")
        if version == 0:
            with connection:
                connection.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {VERSION}; COMMIT;")
        with connection:
            connection.execute(_WRITTEN)
        connection.execute("SELECT count(*) FROM rounds").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _aside(path: Path) -> Path:
    """Move a damaged file out of the way, under a name that is free."""
    names = (path.with_name(f"{path.name}.damaged-{number}") for number in range(1, 10_000))
    place = next(name for name in names if not name.exists())
    path.replace(place)
    return place


def _rebuild(opened: History, folder: SeasonFolder) -> None:
    """Take the rounds over that their folders tell of."""
    for number in folder.rounds():
        kept = folder.round(number) / ROUND_FILE
        with suppress(OSError, ValueError, TypeError, KeyError):
            if kept.stat().st_size <= _LARGEST_ROUND:
                closed = Round.from_json(json.loads(kept.read_text(encoding="utf-8")))
                if closed.number == number:
                    opened.close_round(closed)
                    opened.rebuilt = opened.rebuilt or "没有记录文件，按文件夹重建"
