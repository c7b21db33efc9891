"""The report on a terminal: it fits, it is in order, and nothing in it commands the terminal."""

from __future__ import annotations

import io
import re

import pytest

from jixiao.checks.outcome import Skip
from jixiao.reports.report import Report
from jixiao.reports.terminal import lines, wants_colour
from jixiao.submission import FileEntry
from jixiao.textlayout import display_width
from reports.reported import INFO, NASTY, WARNING, checked, everywhere, finding, many, report

LONG = "第12行“各项工作顺利开展，群众满意度不断提高，确保资金安全运行”无法衡量，请改为可以量化的指标值，例如满意度≥95%，或写明分档标准"


class Stream(io.StringIO):
    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.mark.parametrize(
    ("terminal", "environ", "wanted"),
    [
        pytest.param(True, {}, True, id="a terminal"),
        pytest.param(False, {}, False, id="a pipe"),
        pytest.param(True, {"NO_COLOR": "1"}, False, id="NO_COLOR"),
        pytest.param(True, {"NO_COLOR": ""}, True, id="an empty NO_COLOR says nothing"),
        pytest.param(True, {"TERM": "dumb"}, False, id="a dumb terminal"),
    ],
)
def test_colours_are_for_terminals_whose_user_wants_them(terminal: bool, environ: dict[str, str], wanted: bool) -> None:
    assert wants_colour(Stream(terminal), environ, "posix") is wanted


@pytest.mark.parametrize(("environ", "wanted"), [({}, False), ({"WT_SESSION": "1"}, True), ({"TERM": "dumb"}, False)])
def test_on_windows_only_a_terminal_that_knows_colours_gets_them(environ: dict[str, str], wanted: bool) -> None:
    assert wants_colour(Stream(True), environ, "nt") is wanted


def sample() -> Report:
    return report(
        [
            finding(LONG, code="QLT-001", expected="≥95%", related=("教育局.xlsx!项目二!E3",)),
            finding("提示一条", severity=INFO),
            finding("警告一条", severity=WARNING, department="水利局", file="水利局.xlsx", cell=None),
        ],
        skipped=[Skip("SCR-003", "a", "b", "没有评分标准列")],
    )


def test_the_report_reads_from_the_worst_to_the_counts() -> None:
    assert "\n".join(lines(sample(), width=79)) == (
        "教育局　错误 1，提示 1\n"
        "  教育局.xlsx\n"
        "    错误  [项目一!E12] 第12行“各项工作顺利开展，群众满意度不断提高，确保资金安\n"
        "          全运行”无法衡量，请改为可以量化的指标值，例如满意度≥95%，或写明分档标\n"
        "          准\n"
        "          QLT-001；应为：≥95%；另见：项目二!E3\n"
        "    提示  [项目一!E12] 提示一条\n"
        "          CMP-008\n"
        "\n"
        "水利局　警告 1\n"
        "  水利局.xlsx\n"
        "    警告  [项目一] 警告一条\n"
        "          CMP-008\n"
        "\n"
        "未执行的规则\n"
        "  SCR-003（1 张表）：没有评分标准列\n"
        "\n"
        "合计：错误 1，警告 1，提示 1；涉及 2 个单位、2 个文件"
    )


@pytest.mark.parametrize("width", [79, 99, 119])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(display_width(line) for line in lines(report(many(200)), width=width)) <= width


def test_with_colours_the_text_is_the_same() -> None:
    coloured = list(lines(sample(), width=79, colour=True))
    assert any("\x1b[31m错误\x1b[0m" in line for line in coloured)
    assert [re.sub(r"\x1b\[[0-9]+m", "", line) for line in coloured] == list(lines(sample(), width=79))


def test_what_departments_typed_gives_the_terminal_no_orders() -> None:
    text = "\n".join(lines(report([everywhere(text) for text in NASTY]), width=79))
    assert "\x1b" not in text and "\u202e" not in text and "\x9b" not in text
    text.encode("utf-8")


def test_without_findings_it_says_so() -> None:
    assert list(lines(report([], files=[checked("甲局.xlsx")]), width=79)) == ["没有发现问题"]


@pytest.mark.parametrize("files", [[], [checked("断.xlsx", "failed", "文件不完整")]], ids=["no file", "none readable"])
def test_where_nothing_was_checked_nothing_is_said_to_be_well(files: list[FileEntry]) -> None:
    assert list(lines(report([], files=files), width=79)) == ["没有检查任何表单"]
