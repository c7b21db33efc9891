"""A second check of the same files gives the same report without making it again; whatever has changed is noticed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from calling import Call
from jixiao_samples import write_samples


@pytest.fixture
def returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JIXIAO_CACHE_DIR", str(tmp_path / "缓存"))
    folder = tmp_path / "报送"
    write_samples(folder, departments=3, seed=8, forms=3, mistakes=1.0)
    (folder / "说明.txt").write_text("不是工作簿", encoding="utf-8")
    return folder


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A word for each report that is made."""
    from jixiao.reports import check_inputs

    times: list[str] = []
    make = check_inputs.make_report
    monkeypatch.setattr(
        check_inputs, "make_report", lambda *args, **named: (times.append("made"), make(*args, **named))[1]
    )
    return times


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_same_check_again_says_the_same_without_making_it(jixiao: Call, returns: Path, made: list[str], form: str):
    first = jixiao("check", returns, "--format", form)
    again = jixiao("check", returns, "--format", form)
    assert made == ["made"]
    assert (again.code, again.out, again.err) == (first.code, first.out, first.err)
    assert first.code == 1


def test_the_report_goes_where_it_is_wanted_the_second_time(
    jixiao: Call, returns: Path, made: list[str], tmp_path: Path
):
    jixiao("check", returns, "--format", "json")
    result = jixiao("check", returns, "--format", "json", "-o", tmp_path / "结果.json")
    assert made == ["made"]
    assert result.out == ""
    assert len(json.loads((tmp_path / "结果.json").read_text(encoding="utf-8"))["files"]) == 4


def test_the_level_that_fails_is_asked_each_time(jixiao: Call, returns: Path, made: list[str]):
    assert jixiao("check", returns).code == 1
    assert jixiao("check", returns, "--fail-on", "never").code == 0
    assert made == ["made"]


def test_what_has_changed_is_noticed(jixiao: Call, returns: Path, made: list[str]):
    first, second, _ = sorted(returns.glob("*.xlsx"))
    jixiao("check", returns)
    jixiao("check", returns, "--no-cache")
    jixiao("check", returns, "--only", "FND")
    jixiao("check", returns, "--profile", "2023")
    jixiao("check", first)
    first.rename(returns / "改名.xlsx")
    jixiao("check", returns)
    data = bytearray(second.read_bytes())
    data[-1] ^= 1
    second.write_bytes(data)
    jixiao("check", returns)
    assert made == ["made"] * 7


def test_a_file_that_could_not_be_read_is_tried_again(jixiao: Call, returns: Path, made: list[str]):
    (returns / "断.xlsx").write_bytes(b"PK\x03\x04cut")
    assert jixiao("check", returns).code == 3
    assert jixiao("check", returns).code == 3
    assert made == ["made"] * 2


def test_a_report_too_large_for_the_cache_is_made_again(
    jixiao: Call, returns: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
):
    from jixiao.reports import report_cache

    monkeypatch.setattr(report_cache, "_LARGEST", 100)
    first, again = jixiao("check", returns), jixiao("check", returns)
    assert made == ["made"] * 2
    assert (again.code, again.out, again.err) == (first.code, first.out, first.err)
