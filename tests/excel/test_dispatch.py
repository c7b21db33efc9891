"""What the user is told when something is in the way; nothing ever escapes as a traceback."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from excel.looks import looks
from excel.test_filling_buttons import PROJECT, written
from jixiao.excel import dispatch
from jixiao.excel.buttons import all_buttons
from jixiao.excel.xlwings_adapter.excel_program import ExcelProgram


@pytest.fixture
def opened(desk, tmp_path: Path) -> Any:
    return desk(written(PROJECT, tmp_path / "目标表.xlsx"))


def press(opened: Any, tag: str) -> str:
    return dispatch.press(tag, lambda: (opened.program, opened.book))


def test_what_the_user_is_told_is_shown_once(opened) -> None:
    told = press(opened, "check")
    assert opened.messages[-1:] == [told]


def test_no_open_workbook_is_told(opened) -> None:
    assert "没有打开的工作簿" in dispatch.press("check", lambda: (opened.program, None))


def test_a_button_of_another_version_is_told(opened) -> None:
    assert "重新安装插件" in press(opened, "no_such_button")


def test_without_excel_it_is_told_and_nothing_escapes(monkeypatch: pytest.MonkeyPatch) -> None:
    import xlwings

    monkeypatch.setattr(xlwings.Book, "caller", classmethod(lambda cls: 1 / 0))
    assert "没有找到正在运行的 Excel" in dispatch.press("check")


def test_a_defect_is_one_sentence_with_a_log_and_the_workbook_is_as_before(
    opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(session: Any) -> str:
        raise ZeroDivisionError("secret")

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("jixiao.excel.macros.checking_button.check", broken)
    before = looks(opened)
    told = press(opened, "check")
    assert "Traceback" not in told
    assert "secret" not in told
    log = tmp_path / "state" / "jixiao" / "jixiao.log"
    assert str(log) in told
    assert "secret" in log.read_text("utf-8")
    assert looks(opened) == before


@pytest.mark.skipif(sys.platform == "win32", reason="a link needs rights on Windows")
def test_the_log_of_last_resort_follows_no_link_that_was_laid_for_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked, shared, victim = tmp_path / "blocked", tmp_path / "shared", tmp_path / "victim"
    blocked.write_text("a file, not a folder")
    victim.write_text("mine")
    shared.mkdir()
    (shared / dispatch.LOG_NAME).symlink_to(victim)
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    monkeypatch.setattr(tempfile, "tempdir", str(shared))
    try:
        raise ZeroDivisionError("told")
    except ZeroDivisionError as error:
        text = dispatch._told_instead(error, "check")
    assert victim.read_text() == "mine"
    (log,) = (path for path in shared.iterdir() if not path.is_symlink())
    assert str(log) in text
    assert "told" in log.read_text("utf-8")
    assert log.stat().st_mode & 0o077 == 0


def test_a_macro_that_fails_half_way_can_be_cleared(opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    before = looks(opened)
    with monkeypatch.context() as patch:
        patch.setattr("jixiao.excel.marked_check.add_result_sheet", lambda *_: 1 / 0)
        press(opened, "check")
    assert looks(opened) != before
    press(opened, "clear")
    assert looks(opened) == before


def test_the_program_is_as_before_whatever_happens(opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    before = opened.settings()
    for tag in ("check", "no_such_button", "score", "clear"):
        press(opened, tag)
        assert opened.settings() == before


def test_escape_is_left_to_the_macro_while_it_works(monkeypatch: pytest.MonkeyPatch) -> None:
    api = SimpleNamespace(EnableCancelKey=1)
    program = ExcelProgram(SimpleNamespace(api=api))
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(ZeroDivisionError), program.quiet():
        assert api.EnableCancelKey == 0
        raise ZeroDivisionError
    assert api.EnableCancelKey == 1


def test_importing_the_package_does_not_import_xlwings() -> None:
    modules = [
        "dispatch",
        "buttons",
        "session",
        "host",
        "program",
        "xlwings_adapter.calling",
        "libreoffice.calc_program",
        "building.products",
        "installing.install",
    ]
    code = "import sys\n" + "".join(f"import jixiao.excel.{name}\n" for name in modules)
    code += "".join(f"import jixiao.excel.macros.{b.macro.partition(':')[0]}\n" for b in all_buttons())
    done = subprocess.run(
        [sys.executable, "-c", f"{code}print('xlwings' in sys.modules)"], capture_output=True, text=True
    )
    assert done.stdout.strip() == "False", done.stderr
