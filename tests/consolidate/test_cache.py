"""What did not change is not read again; what did is noticed: a byte, a rule, a definition, the profile."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import sys
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import load_workbook

import jixiao.caching.version as version_module
import jixiao.consolidate.merge as merge_module
from calling import Call, Result
from jixiao.caching.codec import RecordCodec
from jixiao.caching.store import Store, StoreError, cache_folder
from jixiao.caching.version import canonical, version
from jixiao.checks.checked_file import WorkbookFile
from jixiao.checks.profile import load_profile
from jixiao.checks.workbooks import check_files
from jixiao.consolidate.merge import Options, merge
from jixiao_samples import write_samples


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JIXIAO_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    return tmp_path / "cache"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cache") / "报送"
    write_samples(folder, departments=3, seed=4, mistakes=0.4)
    return folder


@pytest.fixture
def returns(samples: Path, tmp_path: Path) -> Path:
    return shutil.copytree(samples, tmp_path / "报送")


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Names of the files that are really read."""
    from jixiao.forms import reading

    names: list[str] = []
    before = reading.open_workbook

    def noting(path: Any, *more: Any) -> Any:
        names.append(Path(path).name)
        return before(path, *more)

    monkeypatch.setattr(reading, "open_workbook", noting)
    yield names


def checked(returns: Path, cache: Path, profile: str = "default") -> Any:
    files = [WorkbookFile(path, path.name) for path in sorted(returns.iterdir())]
    return check_files(files, load_profile(profile), cache=cache)


def test_a_second_check_reads_nothing_and_finds_the_same(returns: Path, cache: Path, reads: list[str]) -> None:
    first = checked(returns, cache)
    assert len(reads) == 3
    second = checked(returns, cache)
    assert len(reads) == 3
    assert len(first.result.findings) > 10
    assert second.result == first.result


def test_the_command_gives_the_same_report_from_the_cache(returns: Path, jixiao: Call, reads: list[str]) -> None:
    def report(*more: str) -> tuple[int, Any]:
        result: Result = jixiao("check", returns, "--format", "json", *more)
        return result.code, json.loads(result.out)

    assert report("--no-cache") == report() == report() == report("--no-cache")
    assert len(reads) == 9


def test_a_changed_byte_is_noticed(returns: Path, cache: Path, reads: list[str]) -> None:
    before = checked(returns, cache)
    victim = min(returns.iterdir())
    workbook = load_workbook(victim)
    del workbook[workbook.sheetnames[-1]]
    workbook.save(victim)
    after = checked(returns, cache)
    assert reads[3:] == [victim.name]
    assert after.result != before.result
    assert after.result == checked(returns, cache / "另一个").result


def test_the_profile_is_noticed(returns: Path, cache: Path, tmp_path: Path, reads: list[str]) -> None:
    checked(returns, cache)
    profile = tmp_path / "县.json"
    profile.write_text('{"title": "县", "severities": {"IND-003": "off"}}', encoding="utf-8")
    checked(returns, cache, str(profile))
    assert len(reads) == 6
    text = profile.read_text(encoding="utf-8").replace("IND-003", "UNT-001")
    profile.write_text(text, encoding="utf-8")
    checked(returns, cache, str(profile))
    assert len(reads) == 9


@pytest.mark.parametrize("file", ["rules.json", "units.json", "forms/project-2026.json"])
def test_a_changed_rule_or_definition_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    schema = shutil.copytree(version_module.schema_dir(), tmp_path / "schema")
    monkeypatch.setattr(version_module, "schema_dir", lambda: schema)
    before = version()
    assert version() == before
    (schema / file).write_text((schema / file).read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert version() != before


def test_a_changed_rule_in_the_code_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "package"
    (package / "checks").mkdir(parents=True)
    rule = package / "checks" / "rule.py"
    rule.write_text("a", encoding="utf-8")
    monkeypatch.setattr(version_module, "_PACKAGE", package)
    before = version()
    rule.write_text("ab", encoding="utf-8")
    assert version() != before


def test_settings_in_any_order_are_the_same() -> None:
    assert canonical({"b": frozenset("xyz"), "a": (1, None)}) == canonical({"a": (1, None), "b": frozenset("zyx")})
    assert canonical(load_profile()) != canonical(load_profile("2024"))


def test_a_second_merge_reads_nothing_and_gives_the_same_bytes(
    returns: Path, tmp_path: Path, cache: Path, reads: list[str]
) -> None:
    outputs = []
    for folder in (None, cache, cache):
        report = merge([str(returns)], tmp_path / "汇总.xlsx", Options(cache=folder))
        outputs.append(((tmp_path / "汇总.xlsx").read_bytes(), report.known))
    assert len(reads) == 6
    assert [known for _, known in outputs] == [0, 0, 3]
    assert len({data for data, _ in outputs}) == 1


def test_a_renamed_file_is_known_and_shown_under_its_new_name(
    returns: Path, tmp_path: Path, cache: Path, reads: list[str]
) -> None:
    merge([str(returns)], tmp_path / "汇总.xlsx", Options(cache=cache))
    min(returns.iterdir()).rename(returns / "改名 #1 的一个很长很长很长很长很长很长的文件名.xlsx")
    merge([str(returns)], tmp_path / "汇总.xlsx", Options(cache=cache))
    known = (tmp_path / "汇总.xlsx").read_bytes()
    assert len(reads) == 3
    merge([str(returns)], tmp_path / "汇总.xlsx")
    assert known == (tmp_path / "汇总.xlsx").read_bytes()


@pytest.mark.parametrize("damage", ["no database", "rows of rubbish", "a folder in its place"])
def test_a_damaged_cache_is_never_in_the_way(returns: Path, cache: Path, damage: str) -> None:
    expected = checked(returns, cache).result
    (database,) = cache.glob("*.sqlite")
    if damage == "no database":
        database.write_bytes(b"rubbish" * 1000)
    elif damage == "rows of rubbish":
        with sqlite3.connect(database) as connection:
            connection.execute("UPDATE results SET value = x'00112233445566778899'")
    else:
        shutil.rmtree(cache)
        cache.write_text("")
    assert checked(returns, cache).result == expected


class Note(NamedTuple):
    """A record."""

    text: str


NOTES = RecordCodec(Note)


def test_a_planted_row_takes_no_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some kilobytes that unpack to gigabytes, under a key that anybody can work out."""
    monkeypatch.setattr("jixiao.caching.store._LARGEST", 1 << 20)
    with Store(tmp_path / "results.sqlite", NOTES, "1") as store:
        store.put("a", Note("good"))
        store.put("b", Note("to be replaced"))
    with sqlite3.connect(tmp_path / "results.sqlite") as database:
        database.execute("UPDATE results SET value = ? WHERE rowid = 2", (zlib.compress(bytes(8 << 20)),))
    with Store(tmp_path / "results.sqlite", NOTES, "1") as store:
        tracemalloc.start()
        assert (store.get("a"), store.get("b")) == (Note("good"), None)
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
        tracemalloc.stop()


@pytest.mark.parametrize("lasting", [True, False])
def test_a_record_comes_back_with_its_parts_from_another_run(tmp_path: Path, lasting: bool) -> None:
    path = tmp_path / "results.sqlite"
    with Store(path, NOTES, "1", lasting=lasting) as store:
        store.put("a", Note("甲\udc80"), {"rows": b"\0\1" * 900_000, "keys": b""})
        store.put("a", Note("乙"), {"rows": b"last"})
        store.put("b", Note("not yet written"))
    with Store(path, NOTES, "1", lasting=lasting) as store:
        assert (store.get("a"), store.part("a", "rows"), store.part("a", "keys")) == (Note("乙"), b"last", b"")
        with pytest.raises(StoreError):
            store.part("a", "other")
        assert store.get("c") is None
    with Store(path, NOTES, "2", lasting=lasting) as store:
        assert store.get("a") is None


def test_a_store_without_a_place_holds_nothing_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (None, tmp_path / "file" / "results.sqlite"):
        store = Store(path, NOTES, "1")
        assert (store.is_open, store.get("a")) == (False, None)
        store.put("a", Note("lost"))
        with pytest.raises(StoreError):
            store.close()


def test_what_is_old_or_of_an_earlier_format_is_cleaned_away(tmp_path: Path) -> None:
    path = tmp_path / "results-3.sqlite"
    for name in ("results-2.sqlite", "results-2.sqlite-wal", "results-12.txt"):
        (tmp_path / name).write_text("")
    with Store(path, NOTES, "1") as store:
        store.put("old", Note("old"))
        store.put("new", Note("new"))
    with sqlite3.connect(path) as database:
        database.execute("UPDATE results SET day = day - 200 WHERE rowid = 1")
        database.execute("PRAGMA user_version = 1")  # cleaned long ago
    with Store(path, NOTES, "1") as store:
        assert (store.get("old"), store.get("new")) == (None, Note("new"))
    database.close()
    assert sorted(each.name for each in tmp_path.iterdir() if "3" not in each.name) == ["results-12.txt"]


def test_a_cache_that_has_grown_too_large_loses_its_older_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "results-3.sqlite"
    with Store(path, NOTES, "1") as store:
        store.put("old", Note("old"))
        store.put("new", Note("new"))
    with sqlite3.connect(path) as database:
        database.execute("UPDATE results SET day = day - 2 WHERE rowid = 1")
    monkeypatch.setattr("jixiao.caching.store._MAX_BYTES", 1)
    with Store(path, NOTES, "1") as store:
        assert (store.get("old"), store.get("new")) == (None, Note("new"))


@pytest.mark.parametrize("lost", ["part = 'indicators'", "part = ''", "part <> ''"])
def test_a_cache_that_loses_rows_while_it_is_used_gives_the_same_summary(
    returns: Path, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    merge([str(returns)], tmp_path / "汇总.xlsx")
    expected = (tmp_path / "汇总.xlsx").read_bytes()
    settle = merge_module.settle

    def settled_and_lost(*args: Any) -> Any:
        for database in cache.glob("*.sqlite"):
            with sqlite3.connect(database) as connection:
                connection.execute(f"DELETE FROM results WHERE {lost}")
        return settle(*args)

    monkeypatch.setattr(merge_module, "settle", settled_and_lost)
    (tmp_path / "汇总.xlsx").unlink()
    merge([str(returns)], tmp_path / "汇总.xlsx", Options(cache=cache))
    assert (tmp_path / "汇总.xlsx").read_bytes() == expected
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "报送", "汇总.xlsx"]


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is for POSIX")
def test_a_merge_with_the_cache_that_was_killed_finds_what_it_read(returns: Path, tmp_path: Path, cache: Path) -> None:
    child = os.fork()
    if child == 0:

        def killed(done: int, *_: object) -> None:
            if done == 2:
                os.kill(os.getpid(), signal.SIGKILL)

        Store.put = committed(Store.put)  # type: ignore[method-assign]
        merge([str(returns)], tmp_path / "汇总.xlsx", Options(cache=cache), progress=killed)
    os.waitpid(child, 0)
    assert merge([str(returns)], tmp_path / "汇总.xlsx", Options(cache=cache, resume=True)).known == 2


def committed(put: Callable[..., None]) -> Callable[..., None]:
    """Write at once, as after a full chunk."""

    def put_and_flush(store: Store[Any], *args: Any) -> None:
        put(store, *args)
        store.flush()

    return put_and_flush


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_nobody_else_reads_the_cache_and_that_of_another_user_is_not_read(
    returns: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, reads: list[str]
) -> None:
    checked(returns, cache)
    assert {path.name: path.stat().st_mode & 0o077 for path in cache.iterdir()} == {"results-3.sqlite": 0}
    assert cache.stat().st_mode & 0o077 == 0
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    checked(returns, cache)
    assert len(reads) == 6


@pytest.mark.parametrize("part", ["keys", "findings"])
def test_a_part_that_was_lost_is_made_again(returns: Path, cache: Path, reads: list[str], part: str) -> None:
    expected = checked(returns, cache).result
    (database,) = cache.glob("*.sqlite")
    with sqlite3.connect(database) as connection:
        connection.execute("DELETE FROM results WHERE part = ?", (part,))
    assert checked(returns, cache).result == expected
    assert len(reads) == 6


def test_a_file_that_failed_is_tried_again(returns: Path, cache: Path, reads: list[str]) -> None:
    victim = min(returns.iterdir())
    data = victim.read_bytes()
    victim.write_bytes(data[:500])
    assert checked(returns, cache).files[0].submission.status == "failed"
    assert checked(returns, cache).files[0].submission.status == "failed"
    assert reads.count(victim.name) == 2


def test_the_cache_lies_where_the_variable_says_and_never_beside_the_inputs(
    returns: Path, jixiao: Call, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(path.name for path in returns.iterdir())
    jixiao("check", returns)
    assert sorted(path.name for path in returns.iterdir()) == before
    assert any(cache.glob("*.sqlite"))
    monkeypatch.delenv("JIXIAO_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    monkeypatch.setattr("sys.platform", "linux")
    assert cache_folder() == tmp_path / "xdg" / "jixiao"
