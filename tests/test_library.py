"""The library: a Python user writes three lines and has documents."""

from __future__ import annotations

import doctest
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import jixiao
from calling import SOURCES
from jixiao import library
from jixiao.errors import InputError, UsageError
from jixiao.forms import reading
from jixiao.forms.document import Document
from jixiao.forms.validation import InvalidDocumentError
from jixiao.grid.model import Workbook
from jixiao.submission import Submission
from jixiao_samples import write_samples


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("报送")
    write_samples(folder, 2, forms=3, seed=11, mistakes=0)
    return folder


def test_the_examples_in_the_docstrings_run() -> None:
    result = doctest.testmod(library)
    assert result.attempted > 8
    assert result.failed == 0


def test_every_name_is_there_with_a_docstring() -> None:
    for name in jixiao.__all__:
        assert getattr(jixiao, name).__doc__
    assert set(jixiao.__all__) <= set(dir(jixiao))
    with pytest.raises(AttributeError, match="frobnicate"):
        getattr(jixiao, "frobnicate")  # noqa: B009 - mypy knows that it is not there


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = "import sys, jixiao; print({'openpyxl', 'xlsxwriter', 'jsonschema_rs', 'click', 'lxml'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**SOURCES}, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == "set()"


def test_three_lines_give_documents_checks_and_a_summary(returns: Path, tmp_path: Path) -> None:
    documents = jixiao.read(returns)
    assert [each["kind"] for each in documents].count("project") == 2
    report = jixiao.check(returns)
    assert report.counts().error == 0
    merged = jixiao.merge(returns, tmp_path / "汇总.xlsx")
    assert merged.documents == len(documents)
    assert (tmp_path / "汇总.xlsx").is_file()


def test_a_file_that_cannot_be_read_is_never_passed_over_in_silence(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(InputError) as raised:
        jixiao.read(tmp_path)
    assert raised.value.file == "坏.xlsx"
    failures: list[Submission] = []
    assert jixiao.read(tmp_path, failures=failures) == []
    assert [each.file for each in failures] == ["坏.xlsx"]
    with pytest.raises(UsageError):
        jixiao.read(tmp_path / "没有")


def test_a_defect_that_one_file_shows_fails_that_file_alone(
    returns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = sorted(returns.glob("*.xlsx"))
    documents_of = reading.documents_of

    def fail_on_one(workbook: Workbook, name: str, *arguments: Any, **options: Any) -> list[Document]:
        if name == good[0].name:
            raise InvalidDocumentError("读取结果不符合数据结构", sheet="表", cell="A1")
        return documents_of(workbook, name, *arguments, **options)

    monkeypatch.setattr(reading, "documents_of", fail_on_one)
    report = jixiao.check(returns)
    assert [(each["file"], each["status"]) for each in report.files] == [
        (good[0].name, "failed"),
        (good[1].name, "checked"),
    ]
    assert "程序缺陷" in str(report.files[0]["reason"])


def test_self_evaluations_are_scored_into_copies(returns: Path, tmp_path: Path) -> None:
    goals = next(returns.glob("*.xlsx"))
    jixiao.new_template("selfeval-2020", tmp_path / "自评.xlsx", last=goals, year=2026)
    [scored] = jixiao.score(tmp_path / "自评.xlsx", tmp_path / "评分")
    assert scored.fillings
    assert list((tmp_path / "评分").glob("*.xlsx"))


def test_numbers_of_any_type_are_taken_as_they_are_written_and_a_text_is_no_list() -> None:
    said = jixiao.explain("每少0.1个扣1分，扣完为止", points=10.0, plan=9.1, actuals=[8.8], unit="个")
    assert said.scores[0][1].score == Decimal(7)
    with pytest.raises(UsageError, match="参数 actuals 应是数或文字的列表，不能是 '85'"):
        jixiao.explain("每少1个扣1分", points=10, plan=90, actuals="85")
    with pytest.raises(UsageError, match="参数 policy 不能是“round”。可选 floor、ceil、linear"):
        jixiao.explain("每少1个扣1分", points=10, policy="round")


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: jixiao.read(5), "参数 paths 应是路径，不能是 5"),  # type: ignore[arg-type]
        (lambda: jixiao.read(["报送", 3]), r"参数 paths 应是路径的列表，不能是 \['报送', 3\]"),  # type: ignore[list-item]
        (lambda: jixiao.check("报送", only=["STR-001"]), r"参数 only 应是文字，不能是 \['STR-001'\]"),  # type: ignore[arg-type]
        (lambda: jixiao.merge("报送", 7), "参数 output 应是路径，不能是 7"),  # type: ignore[arg-type]
        (lambda: jixiao.new_template("project-2026", "表.xlsx", year="2027"), "参数 year 应是整数，不能是 '2027'"),  # type: ignore[arg-type]
        (lambda: jixiao.explain("得10分", points="十"), "参数 points 应是数，不能是 '十'"),  # type: ignore[arg-type]
    ],
)
def test_an_argument_of_another_kind_is_told_in_words(call: Callable[[], object], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        call()


def test_an_iterator_of_paths_is_not_used_up_by_looking_at_it(returns: Path) -> None:
    assert jixiao.read(iter([returns])) == jixiao.read(returns)  # type: ignore[arg-type]


def test_a_standard_is_explained() -> None:
    said = jixiao.explain("每发现1起扣2分，扣完为止", points=Decimal(10), plan="0", actuals=["3"], unit="起")
    assert [result.score for _, result in said.scores] == [Decimal(4)]
