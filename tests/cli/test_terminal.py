"""Text on a terminal: what is seen lines up, and what is typed by others does no harm."""

from __future__ import annotations

import io

import pytest

from jixiao_cli.terminal import ProgressLine, display_width, printable, table, wrap


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("绩效", 4), ("（1）", 5), ("ａ", 2), ("e\u0301", 1), ("≥95%", 4)]
)
def test_a_chinese_character_takes_two_columns(text: str, width: int) -> None:
    assert display_width(text) == width


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("汇总　表.xlsx", "汇总　表.xlsx", id="ordinary, with an ideographic space"),
        pytest.param("甲\n乙\r\t", "甲\\n乙\\r\\t", id="control characters"),
        pytest.param("\x1b[31m红", "\\x1b[31m红", id="escape sequence"),
        pytest.param("xslx\u202egnp", "xslx\\u202egnp", id="text direction reversed"),
        pytest.param("\udcff\ud800", "\\xff\\ud800", id="undecodable"),
    ],
)
def test_what_would_break_or_deceive_is_shown_as_its_escape(text: str, shown: str) -> None:
    assert printable(text) == shown
    shown.encode("utf-8")


def test_the_columns_of_a_table_stand_below_each_other() -> None:
    lines = table(["编号", "name"], [["a", "项目支出"], ["项目支出绩效", "b"]])
    assert lines == ["编号          name", "------------  --------", "a             项目支出", "项目支出绩效  b"]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        pytest.param("", 10, [], id="nothing"),
        pytest.param("绩效目标", 4, ["绩效", "目标"], id="between characters"),
        pytest.param("绩效，目标", 4, ["绩", "效，", "目标"], id="a comma does not start a line"),
        pytest.param("（绩效）", 6, ["（绩", "效）"], id="a bracket does not end a line"),
        pytest.param("jixiao read 报送 -o a.json", 14, ["jixiao read 报", "送 -o a.json"], id="never inside a word"),
        pytest.param("abcdefgh 绩", 4, ["abcdefgh", "绩"], id="a word too wide stays whole"),
    ],
)
def test_lines_break_where_chinese_allows_it(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


class Screen(io.StringIO):
    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def shown_on(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setenv("COLUMNS", "20")
    with ProgressLine("读取") as progress:
        for done in range(1000):
            progress(done, 1000, "一个很长很长的文件名\n.xlsx")
    return screen.getvalue()


def test_progress_stays_on_one_line_of_the_terminal_and_is_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = shown_on(Screen(terminal=True), monkeypatch)
    assert "\n" not in shown
    *lines, last, after = shown.split("\r")[1:]
    assert lines[0].startswith("读取 0/1000 一个")
    assert (last, after) == (" " * display_width(lines[-1].rstrip()), "")
    assert all(display_width(line) < 20 for line in lines)
    assert len(lines) < 50


def test_nothing_is_shown_where_nobody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown_on(Screen(terminal=False), monkeypatch) == ""
