"""``jixiao demo``: the whole way, as often as one likes, and never in somebody else's folder."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from calling import Call
from jixiao_cli.commands import demo


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_makes_all_it_says_and_says_what_to_try_next(jixiao: Call, here: Path) -> None:
    result = jixiao("demo")
    assert (result.code, result.err) == (0, "")
    folder = here / demo.DEFAULT_FOLDER
    assert {path.name for path in folder.iterdir()} == {demo.MARK, *demo.MADE}
    for name in demo.MADE:
        assert name in result.out
    documents = json.loads((folder / demo.DOCUMENTS).read_text(encoding="utf-8"))["documents"]
    assert f"读出的 {len(documents)} 份表单" in result.out
    assert "merge 文件夹 -o 汇总.xlsx" in result.out


def test_it_can_be_run_again_and_keeps_what_was_added(jixiao: Call, here: Path) -> None:
    first = jixiao("demo", "示例")
    own = here / "示例" / "我的.txt"
    own.write_text("笔记", encoding="utf-8")
    assert jixiao("demo", "示例") == first
    assert own.read_text(encoding="utf-8") == "笔记"


def test_an_empty_folder_is_taken(jixiao: Call, here: Path) -> None:
    (here / "空").mkdir()
    assert jixiao("demo", "空").code == 0


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_what_is_not_its_own_is_not_touched(jixiao: Call, here: Path, kind: str) -> None:
    target = here / "我的"
    content = target / "表.xlsx" if kind == "folder" else target
    content.parent.mkdir(exist_ok=True)
    content.write_bytes(b"content")
    result = jixiao("demo", target)
    assert (result.code, result.out) == (2, "")
    assert "请给出一个新文件夹" in result.err
    assert [path for path in here.rglob("*") if path.is_file()] == [content]


@pytest.mark.parametrize("refused", ["mkdir", "unlink"], ids=["a read-only folder", "a workbook open in Excel"])
def test_what_the_system_refuses_is_told_in_one_line(
    jixiao: Call, here: Path, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    if refused == "unlink":
        assert jixiao("demo", "示例").code == 0

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(Path, refused, refuse)
    result = jixiao("demo", "示例")
    assert (result.code, result.out) == (2, "")
    assert result.err == "错误：无法写入“示例”：没有权限。请关闭正在打开该文件的程序，或换一个输出位置后重试\n"
