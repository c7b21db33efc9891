"""``jixiao read``: documents on standard output, the outcome of every file on standard error."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from calling import Call, Process, Result
from jixiao.forms import reading

COUNTS = re.compile(r"共 (\d+) 个文件：读取 (\d+)，跳过 (\d+)，失败 (\d+)；表单 (\d+) 份(?:；未读取的.*)?")


def counts(result: Result) -> tuple[int, ...]:
    """All, read, skipped, failed, documents: as the last line on standard error says."""
    found = COUNTS.fullmatch(result.err.splitlines()[-1])
    assert found, result.err
    return tuple(int(count) for count in found.groups())


def assert_counts_add_up(result: Result, output: dict[str, Any]) -> None:
    total, read, skipped, failed, documents = counts(result)
    assert total == read + skipped + failed == len(output["files"])
    assert documents == len(output["documents"]) == sum(file["documents"] for file in output["files"])


def test_every_document_is_there_and_names_its_file(jixiao: Call, returns: Path) -> None:
    result = jixiao("read", returns)
    assert result.code == 0
    output = json.loads(result.out)
    assert [file["file"] for file in output["files"]] == sorted(path.name for path in returns.iterdir())
    assert {file["status"] for file in output["files"]} == {"read"}
    for file in output["files"]:
        of_file = [document for document in output["documents"] if document["source"]["file"] == file["file"]]
        assert len(of_file) == file["documents"] > 0
    assert_counts_add_up(result, output)


def test_an_output_file_holds_what_standard_output_would(jixiao: Call, returns: Path, tmp_path: Path) -> None:
    result = jixiao("read", returns, "-o", tmp_path / "结果.json")
    assert (result.code, result.out) == (0, "")
    assert (tmp_path / "结果.json").read_text(encoding="utf-8") == jixiao("read", returns).out


@pytest.mark.parametrize("command", ["read", "check"])
@pytest.mark.parametrize("name", ["打包.zip", "扫描件.pdf"])
def test_what_a_department_sent_is_never_written_over(
    jixiao: Call, returns: Path, tmp_path: Path, command: str, name: str
) -> None:
    sent = tmp_path / name
    if sent.suffix == ".zip":
        with zipfile.ZipFile(sent, "w") as archive:
            first = sorted(returns.iterdir())[0]
            archive.write(first, first.name)
    else:
        sent.write_bytes(b"%PDF-1.4")
    before = sent.read_bytes()
    result = jixiao(command, tmp_path, "-o", sent)
    assert (result.code, result.out) == (2, "")
    assert "就是输入文件之一" in result.err
    assert sent.read_bytes() == before


def test_what_cannot_be_read_is_told_and_does_not_harm_the_rest(jixiao: Call, returns: Path, tmp_path: Path) -> None:
    bad = {"空.xlsx": b"", "其实是文本.xlsx": b"text", "断.xlsx": b"PK\x03\x04cut", "~$锁.xlsx": b"", "说明.pdf": b""}
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
    good = jixiao("read", returns)
    result = jixiao("read", returns, tmp_path)
    assert result.code == 3
    output = json.loads(result.out)
    assert output["documents"] == json.loads(good.out)["documents"]
    status = {file["file"]: file["status"] for file in output["files"] if file["file"] in bad}
    assert status == {
        "空.xlsx": "failed",
        "其实是文本.xlsx": "failed",
        "断.xlsx": "failed",
        "~$锁.xlsx": "skipped",
        "说明.pdf": "skipped",
    }
    for name in bad:
        word = "失败" if status[name] == "failed" else "跳过"
        (line,) = [line for line in result.err.splitlines() if line.startswith(f"{word}　{name}：")]
        assert len(line) > len(f"{word}　{name}：")
    assert len(result.err.splitlines()) == len(bad) + 1
    assert_counts_add_up(result, output)


def test_skipped_files_alone_are_no_failure(jixiao: Call, tmp_path: Path) -> None:
    (tmp_path / "说明.txt").touch()
    result = jixiao("read", tmp_path)
    assert result.code == 0
    assert counts(result) == (1, 0, 1, 0, 0)


def test_an_empty_folder_gives_empty_lists(jixiao: Call, tmp_path: Path) -> None:
    result = jixiao("read", tmp_path)
    assert result.code == 0
    assert json.loads(result.out) == {"files": [], "documents": []}
    assert counts(result) == (0, 0, 0, 0, 0)


@pytest.mark.parametrize("debug", [False, True])
def test_a_defect_met_on_one_file_does_not_lose_the_others(
    jixiao: Call, returns: Path, monkeypatch: pytest.MonkeyPatch, debug: bool
) -> None:
    victim = min(returns.iterdir()).name
    read_file = reading.read_file

    def stumble(path: Path, name: str, **options: object) -> object:
        if name == victim:
            raise ZeroDivisionError
        return read_file(path, name, **options)

    monkeypatch.setattr(reading, "read_file", stumble)
    result = jixiao("read", returns, *(["--debug"] if debug else []))
    assert result.code == 3
    output = json.loads(result.out)
    assert [file["file"] for file in output["files"] if file["status"] == "failed"] == [victim]
    assert f"失败　{victim}：程序内部错误（ZeroDivisionError）" in result.err
    assert ("Traceback" in result.err) is debug
    assert_counts_add_up(result, output)


def test_an_input_is_never_overwritten(jixiao: Call, returns: Path) -> None:
    victim = min(returns.iterdir())
    before = victim.read_bytes()
    result = jixiao("read", returns, "-o", victim)
    assert (result.code, result.out) == (2, "")
    assert "输入文件" in result.err
    assert victim.read_bytes() == before


def test_a_result_that_cannot_be_written_is_told_and_leaves_nothing(
    jixiao: Call, returns: Path, tmp_path: Path
) -> None:
    result = jixiao("read", returns, "-o", tmp_path / "没有" / "结果.json")
    assert (result.code, result.out) == (2, "")
    assert "文件夹不存在" in result.err
    assert list(tmp_path.iterdir()) == []


def test_the_output_file_is_not_taken_for_an_input_the_next_time(jixiao: Call, tmp_path: Path) -> None:
    assert jixiao("read", tmp_path, "-o", tmp_path / "结果.json").code == 0
    result = jixiao("read", tmp_path, "-o", tmp_path / "结果.json")
    assert result.code == 0
    assert "跳过　结果.json" in result.err


def test_a_name_with_a_line_break_stays_on_one_line(jixiao: Call, tmp_path: Path) -> None:
    try:
        (tmp_path / "甲\n乙.xlsx").touch()
    except OSError:
        pytest.skip("this file system does not take such names")
    result = jixiao("read", tmp_path)
    assert json.loads(result.out)["files"][0]["file"] == "甲\n乙.xlsx"
    assert result.err.splitlines()[0].startswith("失败　甲\\n乙.xlsx：")
    assert len(result.err.splitlines()) == 2


def test_in_a_process_of_its_own_the_output_is_the_same(jixiao: Call, jixiao_process: Process, returns: Path) -> None:
    done = jixiao_process("read", returns, env={"LC_ALL": "C"})
    assert done.returncode == 0
    assert json.loads(done.stdout) == json.loads(jixiao("read", returns).out)
