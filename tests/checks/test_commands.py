"""``jixiao check`` and ``jixiao rules``: what they print, and the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from calling import Call
from checks.sample_forms import spoilt
from jixiao.checks import rule_engine
from jixiao.checks.catalogue import catalogue

HIGH = ("清淤总成本 | 120.5", "清淤总成本 | 150")
PERCENT = ("95 | %", "95 | 百分比")


def save(path: Path, *tables: str) -> Path:
    """A workbook with a sheet for each text table."""
    book = Workbook()
    for number, table in enumerate(tables):
        sheet = book.active if number == 0 else book.create_sheet()
        for row, line in enumerate(table.strip("\n").splitlines(), start=1):
            tokens = [token.strip() for token in line.split("|")]
            left = 1
            for column, token in enumerate(tokens, start=1):
                if token == "<":
                    sheet.merge_cells(start_row=row, end_row=row, start_column=left, end_column=column)
                    continue
                left = column
                if token and token != "^":
                    sheet.cell(row, column, float(token) if token.replace(".", "").isdigit() else token)
    book.save(path)
    return path


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    folder.mkdir()
    save(folder / "水利局.xlsx", spoilt("project", [HIGH, PERCENT]))
    return folder


def test_check_names_what_is_wrong_and_where(jixiao: Call, returns: Path):
    result = jixiao("check", returns)
    assert result.code == 1
    assert "Sheet!E8] 成本指标值150万元与项目金额120.5万元不一致" in result.out
    assert "错误 1，警告 1，提示 0（口径：默认口径）" in result.err


def test_check_as_json_keeps_the_contract(jixiao: Call, returns: Path, tmp_path: Path):
    output = tmp_path / "结果.json"
    assert jixiao("check", returns, "--format", "json", "-o", output).code == 1
    result = json.loads(output.read_text(encoding="utf-8"))
    assert set(result) == {"files", "findings", "skipped", "not_read", "counts"}
    assert result["not_read"] == []
    assert result["files"] == [{"file": "水利局.xlsx", "status": "checked", "reason": None, "documents": 1}]
    assert result["counts"] == {"error": 1, "warning": 1, "info": 0}
    first = result["findings"][0]
    assert (first["code"], first["cell"], first["row"]) == ("FND-003", "E8", 8)
    assert (first["found"], first["expected"], first["difference"]) == (150, 120.5, 29.5)
    assert first["related"] == ["水利局.xlsx!Sheet!B4"]
    assert "财预〔2015〕88号" in first["basis"]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], 1),
        (["--fail-on", "never"], 0),
        (["--fail-on", "warning"], 1),
        (["--skip", "FND-003"], 0),
        (["--skip", "FND", "--fail-on", "warning"], 1),
        (["--only", "UNT-001"], 0),
        (["--only", "UNT-001,fnd-003"], 1),
    ],
)
def test_the_exit_code_follows_the_options(jixiao: Call, returns: Path, options: list[str], code: int):
    assert jixiao("check", returns, *options).code == code


def test_a_file_that_cannot_be_read_is_told_and_wins(jixiao: Call, returns: Path):
    (returns / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    result = jixiao("check", returns)
    assert result.code == 3
    assert "失败" in result.err
    assert "坏.xlsx" in result.err
    assert "FND-003" in result.out


def test_two_processes_find_what_one_finds(jixiao: Call, returns: Path):
    save(returns / "林业局.xlsx", spoilt("project", [("云岭县水利局", "云岭县林业局"), PERCENT]))
    one = jixiao("check", returns, "--format", "json")
    two = jixiao("check", returns, "--format", "json", "--jobs", "2")
    assert json.loads(one.out) == json.loads(two.out)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--only", "ABC"], "没有代码为“ABC”的规则"),
        (["--profile", "nowhere"], "没有名为“nowhere”的口径"),
        (["--fail-on", "info"], "可选 error、warning、never"),
    ],
)
def test_wrong_usage_is_told_in_one_line(jixiao: Call, returns: Path, arguments: list[str], words: str):
    result = jixiao("check", returns, *arguments)
    assert result.code == 2
    assert words in result.err
    assert result.out == ""


def test_a_broken_rule_is_an_internal_error(jixiao: Call, returns: Path, monkeypatch: pytest.MonkeyPatch):

    def breaks(form):
        raise ZeroDivisionError("x")
        yield

    monkeypatch.setattr(rule_engine, "form_rules", lambda: {"FND-003": breaks})
    result = jixiao("check", returns, "--no-cache")
    assert result.code == 4
    assert "检查规则 FND-003 运行出错" in result.err


def test_rules_lists_all_of_them(jixiao: Call):
    result = jixiao("rules")
    assert result.code == 0
    assert "FND-009  错误" in result.out
    assert f"共 {len(catalogue())} 条规则" in result.out


def test_rules_describes_one_with_its_example(jixiao: Call):
    result = jixiao("rules", "ind-005")
    assert result.code == 0
    for words in ("三级指标名称过长", "错例", "正例", "longest（默认 25）", "财预〔2015〕88号"):
        assert words in result.out


def test_rules_describes_a_family(jixiao: Call):
    assert jixiao("rules", "TXT").out.count("错例") == 3


def test_rules_as_json(jixiao: Call):
    assert len(json.loads(jixiao("rules", "--json").out)) == len(catalogue())
    assert json.loads(jixiao("rules", "FND-009", "--json").out)["code"] == "FND-009"


def test_an_unknown_rule_is_told_with_one_that_is_near(jixiao: Call):
    result = jixiao("rules", "FND-099")
    assert result.code == 2
    assert "没有代码为“FND-099”的规则" in result.err
    assert "FND-009" in result.err
