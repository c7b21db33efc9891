"""What a season remembers, in one SQLite file that can be made anew."""

# Only the log of who did what cannot be rebuilt; rounds and approvals are kept in their own folders too.

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from jixiao.caching.codec import RecordCodec
from jixiao.caching.identity import file_hash
from jixiao.errors import OutputError, UsageError, os_reason
from jixiao.output import free_name, make_folder, replacing, write_bytes
from jixiao.ownfiles import who
from jixiao.season.folder import SUMMARY, SeasonFolder
from jixiao.season.round_records import Round
from jixiao.statedtime import stated_time

VERSION = 1
ROUND_FILE = ".本轮记录.json"
APPROVALS_FILE = ".批复记录.json"
_TABLES = """
CREATE TABLE rounds (number INTEGER PRIMARY KEY, content TEXT NOT NULL);
CREATE TABLE approvals (
    file TEXT PRIMARY KEY, department TEXT NOT NULL, document TEXT NOT NULL, day TEXT NOT NULL, sha256 TEXT NOT NULL
);
CREATE TABLE log (at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL);
"""
# Made when it is missing: a season of an earlier Jixiao has none, and an earlier Jixiao passes it over.
_LATER = (
    "CREATE TABLE IF NOT EXISTS written (file TEXT PRIMARY KEY, sha256 TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS outdated (file TEXT NOT NULL, sheet TEXT NOT NULL, PRIMARY KEY (file, sheet))",
)
_LARGEST_RECORD = 256 << 20
_NO_RECORD = (OSError, ValueError, TypeError, LookupError)


class Approval(NamedTuple):
    """An approved workbook: file, document number, date, hash of its bytes.

    ``outdated`` are the sheets with sums of its projects in which an amount that the bureau changed is as it was filed.
    """

    file: str
    department: str
    document: str
    day: str
    sha256: str
    outdated: tuple[str, ...] = ()


class _Approvals(NamedTuple):
    approvals: list[Approval]


_APPROVALS = RecordCodec(_Approvals)


class LogEntry(NamedTuple):
    """Something that was done."""

    at: str
    who: str
    what: str


@dataclass(slots=True)
class History:
    """The history of a season; ``rebuilt`` tells why it was made anew."""

    connection: sqlite3.Connection
    rebuilt: str = ""

    def last(self) -> Round | None:
        """The last round that was closed."""
        numbers = self.numbers()
        return self.round(numbers[-1]) if numbers else None

    def rounds(self) -> list[Round]:
        """All rounds in their order."""
        return [each for number in self.numbers() if (each := self.round(number)) is not None]

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
        outdated: dict[str, list[str]] = {}
        for file, sheet in self.connection.execute("SELECT file, sheet FROM outdated ORDER BY rowid"):
            outdated.setdefault(file, []).append(sheet)
        rows = self.connection.execute("SELECT * FROM approvals ORDER BY file")
        return [Approval._make((*row, tuple(outdated.get(row[0], ())))) for row in rows]

    def approve(self, approvals: Sequence[Approval], at: str = "") -> None:
        """Remember the approved workbooks of departments instead of earlier ones."""
        with self.connection:
            for department in {each.department for each in approvals}:
                own = "(SELECT file FROM approvals WHERE department = ?)"
                self.connection.execute(f"DELETE FROM outdated WHERE file IN {own}", (department,))
                self.connection.execute("DELETE FROM approvals WHERE department = ?", (department,))
            for each in approvals:
                self.connection.execute("INSERT OR REPLACE INTO approvals VALUES (?, ?, ?, ?, ?)", each[:-1])
                sheets = [(each.file, sheet) for sheet in each.outdated]
                self.connection.executemany("INSERT OR REPLACE INTO outdated VALUES (?, ?)", sheets)
                self._log(at or each.day, f"批复 {each.department}：{each.document or '（无文号）'}")

    def written(self, file: str) -> str | None:
        """Return the hash of a result as written; None if unknown."""
        found = self.connection.execute("SELECT sha256 FROM written WHERE file = ?", (file,)).fetchone()
        return None if found is None else str(found[0])

    def note_written(self, file: str, sha256: str) -> None:
        """Remember a result as it was written."""
        with self.connection:
            self.connection.execute("INSERT OR REPLACE INTO written VALUES (?, ?)", (file, sha256))

    def log(self, what: str) -> None:
        """Remember that something was done now."""
        with self.connection:
            self._log(stated_time().isoformat(sep=" "), what)

    def entries(self) -> list[LogEntry]:
        """Who did what when, the first first."""
        return [LogEntry(*row) for row in self.connection.execute("SELECT at, who, what FROM log ORDER BY rowid")]

    def _log(self, at: str, what: str) -> None:
        self.connection.execute("INSERT INTO log VALUES (?, ?, ?)", (at, who(), what))


@contextmanager
def history(folder: SeasonFolder) -> Iterator[History]:
    """Open the history; a lost or damaged one is rebuilt from the folders.

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
            for table in _LATER:
                connection.execute(table)
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
    """Take the rounds and approvals over that their folders tell of."""
    for number in folder.rounds():
        with suppress(*_NO_RECORD):
            closed = Round.from_json(_record(folder.round(number) / ROUND_FILE))
            if closed.number == number:
                opened.close_round(closed)
                opened.rebuilt = opened.rebuilt or "没有记录文件，按文件夹重建"
    with suppress(*_NO_RECORD):
        kept = _APPROVALS.read(_record(folder.approved / APPROVALS_FILE))
        if not any(PurePath(each.file).is_absolute() or ".." in PurePath(each.file).parts for each in kept.approvals):
            opened.approve(kept.approvals)


def keep_approvals(folder: SeasonFolder, known: History) -> None:
    """Keep the approvals beside the approved forms, for a lost history."""
    content = json.dumps(_APPROVALS.plain(_Approvals(known.approvals())), ensure_ascii=False)
    write_bytes(folder.approved / APPROVALS_FILE, content.encode())


def _record(path: Path) -> Any:
    """Return the JSON of a record beside its files. Raises one of ``_NO_RECORD``."""
    if path.stat().st_size > _LARGEST_RECORD:
        raise ValueError(f"{path} is no record")
    return json.loads(path.read_text(encoding="utf-8"))


KEPT, REPLACED = "手工改过的", "被替代的批复"


def write_result(folder: SeasonFolder, known: History, target: Path, content: bytes, *, stays: bool = False) -> str:
    """Write a result; return what became of an edited file, or an empty text.

    Her file is copied to 手工改过的 below the summary before the new one takes its place; if it ``stays``, this is done
    only where the new one is not what Jixiao wrote before. Raises ``OutputError``.
    """
    name = target.relative_to(folder.root).as_posix()
    new, before = hashlib.sha256(content).hexdigest(), known.written(name)
    note = ""
    if is_edited(folder, known, target) and file_hash(target) != new:
        if stays and new == before:
            return f"{name} 手工改过，内容没有别的变化，保留手工改过的"
        kept = free_name(folder.root / SUMMARY / KEPT / name, Path.exists)
        make_folder(kept.parent)
        with replacing(kept) as temporary:
            shutil.copyfile(target, temporary)
        note = f"{name} 手工改过，已重新写出；手工改的另存为 {kept.relative_to(folder.root).as_posix()}"
    write_bytes(target, content)
    known.note_written(name, new)
    return note


def is_edited(folder: SeasonFolder, known: History, target: Path) -> bool:
    """Return whether a result is there and is not as Jixiao wrote it."""
    return target.is_file() and file_hash(target) != known.written(target.relative_to(folder.root).as_posix())


def set_aside(folder: SeasonFolder, path: Path) -> str:
    """Move a replaced result aside; return a remark. Raises ``OutputError``."""
    name = path.relative_to(folder.root).as_posix()
    kept = free_name(folder.root / SUMMARY / REPLACED / name, Path.exists)
    make_folder(kept.parent)
    try:
        path.replace(kept)
    except OSError as error:
        raise OutputError(f"无法移开“{path}”：{os_reason(error)}", hint="请关闭打开它的程序后重试") from error
    return f"{name} 不再是批复的表，移到 {kept.relative_to(folder.root).as_posix()}"
