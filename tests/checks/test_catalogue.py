"""Catalogue, rules and tests agree; every message can be told."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from calling import Call
from jixiao import resources
from jixiao.checks.catalogue import catalogue, message
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.registry import rule
from jixiao.checks.rules import batch_rules, form_rules
from jixiao.errors import DefinitionError
from jixiao.forms.numbers import plain_number
from jixiao.resources import schema_dir

HERE = Path(__file__).parent
ABOUT_MACHINES = re.compile(r"/(?:home|root|work|Users)/|[A-Z]:\\\\")


def test_the_codes_are_stable():
    assert len(catalogue()) >= 122
    assert list(catalogue())[:3] == ["STR-001", "STR-002", "STR-003"]


def test_every_row_of_the_catalogue_has_a_rule_and_every_rule_a_row():
    assert sorted({*form_rules(), *batch_rules()}) == sorted(catalogue())
    assert not set(form_rules()) & set(batch_rules())
    assert {code for code, entry in catalogue().items() if entry.across} == set(batch_rules())


def test_the_registry_is_the_same_the_second_time():
    assert list(form_rules()) == list(form_rules())
    assert form_rules() is form_rules()


def test_a_code_cannot_be_taken_twice():
    with pytest.raises(ValueError, match="FND-001"):
        rule("FND-001")(lambda form: iter(()))


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('"code": "NAM-007"', '"code": "NAM-006"', "代码 NAM-006 出现两次"),
        ('"basis": ["自查"]', '"basis": ["自己"]', "STR-001 的 basis 写的 自己 不在 bases 里"),
        ("“{col}”列表头", "“{coll}”列表头", "STR-001 的 message 写的 coll 不在 placeholders 里"),
        ('"follows": ["IND-006"]', '"follows": ["IND-600"]', "UNT-002 的 follows 写的 IND-600 不在 rules 里"),
        ('"rules": [', '"rules": [,', "不是有效的 JSON"),
    ],
)
def test_a_wrong_catalogue_is_refused_with_its_place(tmp_path, monkeypatch, right: str, wrong: str, told: str):
    for name in ("rules.json", "rules.schema.json"):
        text = (schema_dir() / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    monkeypatch.setattr(resources, "schema_dir", lambda: tmp_path)
    resources.schema_data.cache_clear()
    try:
        with pytest.raises(DefinitionError, match=told):
            catalogue.__wrapped__()
    finally:
        resources.schema_data.cache_clear()


def test_every_rule_is_tested():
    files = [*HERE.glob("test_*_rules.py"), *HERE.glob("rule_cases/*.py")]
    tested = " ".join(path.read_text(encoding="utf-8") for path in files)
    missing = [code for code in catalogue() if code not in tested and code.lower().replace("-", "_") not in tested]
    assert missing == []


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_every_rule_says_on_what_it_rests(code: str):
    run = form_rules().get(code) or batch_rules()[code]
    assert run.__doc__, f"{code} has no docstring"
    # "Yield costs without 元 or 万元 (own).", "… (财预〔2021〕101号)."
    assert re.search(r"\((?:财预|一体化|own|local|common practice|GB/T|《).*\)\.", run.__doc__), run.__doc__


@pytest.mark.parametrize("entry", catalogue().values(), ids=lambda entry: entry.code)
def test_every_row_can_be_told(entry):
    names = re.findall(r"{(\w+)}", entry.message)
    finding = Finding(entry.code, entry.severity, "a.xlsx", "表", "A1", parameters=dict.fromkeys(names, "甲"))
    assert "{" not in message(finding)
    assert entry.basis
    assert not re.search(r"第[一二三四五六七八九十\d]+条", "".join(entry.basis)), "number and title only"
    assert not entry.judgement or entry.severity is not Severity.ERROR
    assert not entry.judgement or "请核实" in entry.message or entry.code in ("VAL-004", "QLT-003")


def test_a_list_of_rules_has_words_where_a_finding_has_values(jixiao: Call, tmp_path: Path):
    assert catalogue()["FND-001"].described == "资金总额〈总额〉≠各来源合计〈合计〉，差额〈差额〉万元"
    assert catalogue()["CMP-003"].described == "〈栏目〉未填写"
    jixiao("settings", "new", tmp_path / "设置.xlsx")
    sheets = load_workbook(tmp_path / "设置.xlsx").worksheets
    shown = [str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row]
    assert catalogue()["FND-001"].described in shown
    for text in (jixiao("rules").out, jixiao("rules", "FND").out, *shown):
        assert "{" not in text


def test_the_data_says_nothing_about_a_machine():
    for path in [
        schema_dir() / "rules.json",
        schema_dir() / "wording.json",
        *(schema_dir() / "profiles").glob("*.json"),
    ]:
        assert not ABOUT_MACHINES.search(path.read_text(encoding="utf-8")), path.name


def test_the_dictionaries_are_valid_patterns():
    wording = json.loads((schema_dir() / "wording.json").read_text(encoding="utf-8"))
    for name, entries in wording.items():
        if isinstance(entries, list):
            re.compile("|".join(entries))
            assert len(entries) == len(set(entries)), name


@pytest.mark.parametrize(("number", "text"), [("12.50", "12.5"), ("1E+2", "100"), ("-0.30", "-0.3"), ("0", "0")])
def test_a_number_is_written_plainly(number: str, text: str):
    assert plain_number(Decimal(number)) == text
