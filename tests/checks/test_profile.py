"""Profiles: what they change, and what is said about a wrong one."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from checks.sample_forms import Change, document
from jixiao.checks.finding import Severity
from jixiao.checks.profile import Profile, load_profile
from jixiao.checks.profile_source import ProfileError, line_of, profile_names
from jixiao.checks.rule_engine import check_documents


@pytest.fixture
def profile(tmp_path: Path):
    def make(text: str | dict, *, today: date | None = None) -> Profile:
        path = tmp_path / "local.json"
        path.write_text(text if isinstance(text, str) else json.dumps(text, ensure_ascii=False), encoding="utf-8")
        return load_profile(str(path), today=today)

    return make


def levels(profile: Profile, code: str, form: str, *changes: Change) -> list[Severity]:
    result = check_documents([document(form, *changes)], profile)
    return [finding.severity for finding in result.findings if finding.code == code]


@pytest.mark.parametrize("name", profile_names())
def test_every_profile_that_ships_can_be_used(name: str):
    assert load_profile(name).title
    check_documents([document("project")], load_profile(name))


EQUALS = ("万元 | ≤", "万元 | =")
HIGH = ("清淤总成本 | 120.5", "清淤总成本 | 150")


def test_a_fixed_cost_is_an_error_unless_the_profile_allows_it(profile):
    assert levels(load_profile(), "OPR-002", "project", EQUALS) == [Severity.ERROR]
    assert levels(profile({"title": "甲", "cost_equals": "warning"}), "OPR-002", "project", EQUALS) == [
        Severity.WARNING
    ]
    assert levels(profile({"title": "甲", "cost_equals": "allowed"}), "OPR-002", "project", EQUALS) == []


def test_a_profile_changes_levels_and_switches_off(profile):
    assert levels(profile({"title": "甲", "severities": {"FND-003": "info"}}), "FND-003", "project", HIGH) == [
        Severity.INFO
    ]
    assert levels(profile({"title": "甲", "severities": {"FND-003": "off"}}), "FND-003", "project", HIGH) == []


def test_a_rule_on_trial_is_a_warning_until_its_date(profile):
    raw = {"title": "甲", "trials": [{"code": "FND-003", "until": "2027-06-30"}]}
    on_trial, over = profile(raw, today=date(2027, 6, 30)), profile(raw, today=date(2027, 7, 1))
    assert levels(on_trial, "FND-003", "project", HIGH) == [Severity.WARNING]
    assert levels(over, "FND-003", "project", HIGH) == [Severity.ERROR]


def test_a_waiver_lets_a_finding_pass_and_is_told(profile):
    waiver = {
        "code": "FND-003",
        "department": "云岭县水利局",
        "project": "河道清淤工程",
        "reason": "含结转",
        "by": "预算股",
    }
    result = check_documents([document("project", HIGH)], profile({"title": "甲", "waivers": [waiver]}))
    assert [finding.code for finding in result.findings] == []
    assert [(skip.code, skip.reason) for skip in result.skipped] == [("FND-003", "已豁免：含结转（预算股）")]
    other = profile({"title": "甲", "waivers": [{**waiver, "project": "水文站改造"}]})
    assert levels(other, "FND-003", "project", HIGH) == [Severity.ERROR]


def test_a_parameter_of_a_rule(profile):
    name = ("清淤长度", "重点防洪河段河道清淤长度")
    assert (
        levels(profile({"title": "甲", "parameters": {"IND-005": {"longest": 10}}}), "IND-005", "project", name) != []
    )
    assert levels(load_profile(), "IND-005", "project", name) == []


def test_a_list_of_departments_decides_how_a_name_is_written(profile):
    held = profile({"title": "甲", "departments": ["云岭县水利局", "拂柳县水利局"]})
    result = check_documents([document("project", ("云岭县水利局", "云岭县水力局"))], held)
    assert [(f.code, f.expected) for f in result.findings if f.code == "NAM-002"] == [("NAM-002", "云岭县水利局")]


def test_the_year_of_the_batch_decides_which_year_is_wrong(profile):
    held = profile({"title": "甲", "batch_year": 2028})
    assert levels(held, "TIM-001", "project") == [Severity.ERROR]


def test_mandatory_blocks(profile):
    without = ("^ | 满意度指标 | 服务对象满意度指标 | 沿线群众满意度 | 90 | % | ≥ |", "")
    always = profile({"title": "甲", "mandatory": {"always": ["满意度指标"]}})
    assert levels(always, "CMP-005", "project", without) == [Severity.ERROR]
    assert levels(load_profile(), "CMP-005", "project", without) == [Severity.WARNING]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        pytest.param(
            '{\n "title": "甲",\n "cost_equals": "maybe"\n}',
            3,
            "可选：error、warning、info、allowed",
            id="no such choice",
        ),
        pytest.param('{\n "title": "甲",\n\n "colour": "red"\n}', 4, "没有“colour”这一项", id="no such key"),
        pytest.param('{\n "title": "甲"\n "weights": {}\n}', 3, "不是有效的 JSON", id="a comma left out"),
        pytest.param('{\n "points": {}\n}', 1, "必填：title", id="no title"),
        pytest.param(
            '{"title": "甲",\n "severities": {\n  "ABC-999": "off"}}', 3, "没有代码为“ABC-999”的规则", id="no such rule"
        ),
        pytest.param(
            '{"title": "甲",\n "parameters": {"IND-005": {\n"width": 3}}}',
            3,
            "可调的有：longest",
            id="no such parameter",
        ),
        pytest.param(
            '{"title": "甲",\n "parameters": {"IND-005": {\n"longest": "30"}}}',
            3,
            "应与默认值 25 是同一类",
            id="a text for a number",
        ),
        pytest.param(
            '{"title": "甲",\n "parameters": {"IND-005": {\n"longest": true}}}',
            3,
            "应与默认值 25 是同一类",
            id="a truth for a number",
        ),
        pytest.param(
            '{"title": "甲", "waivers": [\n{"code": "FND-003", "reason": "", "by": "乙"}]}',
            2,
            "",
            id="a waiver for nobody",
        ),
        pytest.param('{"title": "甲",\n "extends": "nowhere"}', 2, "没有名为“nowhere”的口径", id="no such base"),
    ],
)
def test_a_wrong_profile_is_refused_with_its_line(profile, text: str, line: int, words: str):
    with pytest.raises(ProfileError) as refused:
        profile(text)
    assert f"local.json 第 {line} 行" in refused.value.message
    assert words in refused.value.message


def test_a_parameter_may_be_a_fraction_where_its_default_is_a_whole_number(profile):
    assert profile('{"title": "甲", "parameters": {"SEV-011": {"ratio": 127.5}}}').parameters["SEV-011"] == {
        "ratio": 127.5
    }


def test_an_unknown_profile_names_those_that_are_there():
    with pytest.raises(ProfileError, match="2026、default、example-bureau"):
        load_profile("nowhere")


def test_a_line_is_found_in_nested_json():
    text = '{\n "a": [1, {"b\\"]": "}"},\n  [2,\n   3]],\n "c": {"d": null}\n}'
    assert json.loads(text)
    assert [line_of(text, place) for place in ([], ["a", 1], ["a", 2, 1], ["c", "d"], ["a", 9], ["x"])] == [
        1,
        2,
        4,
        5,
        2,
        1,
    ]


def test_a_title_of_another_year_than_the_batch_names_the_deadlines_of_that_year(profile):
    held = profile({"title": "甲", "batch_year": 2028})
    [finding] = [one for one in check_documents([document("project")], held).findings if one.code == "TIM-001"]
    later = document("project", ("2027年10月31日前", "2028年10月31日前"))
    [other] = [one for one in check_documents([later], held).findings if one.code == "TIM-001"]
    assert [ref.rsplit("!", 1)[1] for ref in finding.related] == []
    assert [ref.rsplit("!", 1)[1] for ref in other.related] == ["E11"]
