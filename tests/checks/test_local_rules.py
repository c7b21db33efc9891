"""A bureau's own rules: what a row of the settings asks, where it finds it, and what a row cannot say."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from calling import ROOT
from checks.sample_forms import Change, document, spoilt
from checks.year_end_forms import document as year_end
from checks.year_end_forms import write_form
from jixiao.checks.catalogue import basis, hint, message
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.local.requirements import CONDITIONS, PatternError, matches
from jixiao.checks.outcome import CheckResult
from jixiao.checks.profile import Profile, load_profile, make_profile, raw_profile
from jixiao.checks.profile_source import ProfileError, problems
from jixiao.checks.rule_engine import ALL_RULES, Selection, check_documents
from jixiao.checks.settings.bureau_settings import check_settings
from jixiao.checks.settings.writing import write_settings
from jixiao.forms.document import Document

TODAY = date(2027, 1, 15)
Raw = dict[str, Any]


def rule(subject: str, condition: str, value: object = None, **given: Any) -> Raw:
    raw = {"code": "LOC-001", "subject": subject, "condition": condition, "severity": "error", "message": "请改正"}
    return raw | ({} if value is None else {"value": value}) | given


def held(*rules: Raw) -> Profile:
    raw = {"title": "甲", "local_rules": list(rules)}
    assert list(problems(raw)) == []
    return make_profile("甲", {**raw_profile(), **raw}, TODAY)


def result(raw: Raw, *changes: Change, form: str = "project", selection: Selection = ALL_RULES) -> CheckResult:
    return check_documents([document(form, *changes)], held(raw), selection)


def own(found: CheckResult) -> list[Finding]:
    return [finding for finding in found.findings if finding.code.startswith("LOC")]


BLANK_UNIT = ("公里 | ≥", " | ≥")

BROKEN = [
    (rule("项目金额", "不大于", 100), (), "B4", "≤100"),
    (rule("项目金额", "≤", "100"), (), "B4", "≤100"),
    (rule("项目类别", "在列表中", "特定目标类、其他运转类"), (("特定目标类", "一次性项目"),), "F4", "特定目标类、其他运转类之一"),
    (rule("项目类别", "不在列表中", "特定目标类"), (), "F4", "不是特定目标类"),
    (rule("填报单位", "正则", "^云岭县.+(局|委)$"), (("云岭县水利局", "云岭水利局"),), "A2", "符合 ^云岭县.+(局|委)$"),
    (rule("年度绩效目标", "长度不超过", 20), (), "B6", "不超过20字"),
    (rule("年度绩效目标", "长度不少于", 200), (), "B6", "不少于200字"),
    (rule("年度绩效目标", "不符合正则", "全覆盖|圆满"), (("汛期", "圆满完成，汛期"),), "B6", "不含 全覆盖|圆满"),
    (rule("度量单位", "必填", level1="产出指标", level2="数量指标"), (BLANK_UNIT,), "F9", "应填写"),
    (rule("备注", "必填", name="满意度"), (), "D13", "应填写"),
    (rule("指标值", "≥", 95, name="满意度"), (), "E13", "≥95"),
    (rule("指标值", "等于", column="项目金额", level1="成本指标"), (("总成本 | 120.5", "总成本 | 100"),), "E8", "120.5"),
    (rule("指标", "条数不少于", 3, level1="产出指标", level2="数量指标"), (), "D9", "不少于3条"),
    (rule("指标", "条数不超过", 5), (), "D8", "不超过5条"),
    (rule("指标值", "合计等于", 200, unit="%"), (), "E10", "合计200"),
    (rule("指标值", "合计不超过", 90, level1="满意度指标"), (("满意度 | 90 |", "满意度 | 95 |"),), "E13", "合计≤90"),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "changes", "cell", "expected"), BROKEN, ids=lambda each: str(each)[:40])
def test_what_a_rule_asks_for_is_found_at_its_cell(raw: Raw, changes: tuple[Change, ...], cell: str, expected: str):
    [finding] = own(result(raw, *changes))
    assert (finding.cell, finding.expected, finding.severity) == (cell, expected, Severity.ERROR)
    assert (message(finding), basis(finding)) == ("请改正", "本地规则")
    assert hint(finding)


KEPT = [
    rule("项目金额", "不大于", "120.5"),
    rule("项目金额", "等于", 120.501),
    rule("项目类别", "在列表中", "特定目标类，其他"),
    rule("填报单位", "正则", "^云岭县.+局$"),
    rule("度量单位", "必填", level1="产出指标", level2="数量指标"),
    rule("指标值", "≥", 90, name="满意度"),
    rule("指标值", "等于", column="项目金额", level1="成本指标"),
    rule("指标", "条数不少于", 1, level1="成本指标"),
    rule("指标值", "合计等于", 185, unit="%"),
    rule("备注", "长度不超过", 3),
    rule("指标值", "不小于", 1000, name="没有这样的指标"),
]


@pytest.mark.parametrize("raw", KEPT, ids=lambda raw: f"{raw['subject']}-{raw['condition']}")
def test_a_rule_that_is_kept_is_silent(raw: Raw):
    found = result(raw)
    assert (own(found), [skip for skip in found.skipped if skip.code == "LOC-001"]) == ([], [])


def test_every_condition_is_tested_with_a_form_that_breaks_it():
    broken = {raw["condition"] for raw, *_ in BROKEN}
    aliases = {name: each.name for each in CONDITIONS for name in each.aliases}
    named = {aliases.get(name, name) for name in broken}
    rest = {"不等于", "大于", "小于", "合计不少于"}
    assert named | rest == {each.name for each in CONDITIONS}
    for name, value in (("不等于", 120.5), ("大于", 120.5), ("小于", 120.5)):
        assert own(result(rule("项目金额", name, value)))
    assert own(result(rule("指标值", "合计不少于", 200, level1="满意度指标")))


def test_a_rule_looks_at_its_kinds_of_form_only():
    score = rule("得分", "不大于", 15, kinds=["自评"])
    found = check_documents([document("project"), year_end("selfeval")], held(score))
    assert [(finding.sheet, finding.cell) for finding in own(found)] == [
        ("selfeval", cell) for cell in ("H13", "H14", "H17")
    ]


def test_what_cannot_be_asked_of_a_form_is_said():
    assert [(s.code, s.reason) for s in result(rule("总分", "≥", 60, kinds=["项目"])).skipped] == [
        ("LOC-001", "表上没有“总分”一栏")
    ]
    reasons = [skip.reason for skip in result(rule("指标值", "≥", 5, level2="时效指标")).skipped]
    assert reasons == ["E11 的“2027年10月31日前”不能与数字比较"]
    assert [s.reason for s in result(rule("分值", "合计等于", 90)).skipped] == ["没有可以合计的“分值”"]


def test_a_rule_may_be_waived_exempted_softened_and_left_out():
    raw = rule("项目金额", "不大于", 100)
    exempt = result(raw | {"exempt": ["云岭县水利局"]})
    assert (own(exempt), [s.reason for s in exempt.skipped]) == ([], ["已豁免：本地规则的豁免单位"])
    waiver = {"code": "LOC-001", "department": "云岭县水利局", "reason": "已批准", "by": "预算股"}
    both = {"title": "甲", "local_rules": [raw], "waivers": [waiver], "severities": {"LOC-001": "info"}}
    assert list(problems(both)) == []
    waived = check_documents([document("project")], make_profile("甲", {**raw_profile(), **both}, TODAY))
    assert (own(waived), [s.reason for s in waived.skipped]) == ([], ["已豁免：已批准（预算股）"])
    softened = make_profile("甲", {**raw_profile(), **both, "waivers": []}, TODAY)
    assert [f.severity for f in own(check_documents([document("project")], softened))] == [Severity.INFO]
    assert own(result(raw, selection=Selection(without=frozenset({"LOC-001"})))) == []


@pytest.mark.parametrize(
    ("dates", "runs"),
    [({"since": "2027-01-16"}, False), ({"since": "2027-01-15"}, True), ({"until": "2027-01-14"}, False), ({}, True)],
)
def test_a_rule_runs_from_its_first_day_to_its_last(dates: Raw, runs: bool):
    assert bool(held(rule("项目金额", "不大于", 100, **dates)).local_rules) is runs


REFUSED = [
    (rule("项目负责人", "必填"), "subject", "没有“项目负责人”这个对象"),
    (rule("项目金额", "差不多", 3), "condition", "没有“差不多”这个条件"),
    (rule("项目金额", "不大于"), "condition", "要写明值或比较栏目"),
    (rule("项目金额", "不大于", "很多"), "value", "“很多”不是数字"),
    (rule("项目金额", "不大于", "9" * 5000), "value", "不是数字"),
    (rule("项目金额", "不大于", "NaN"), "value", "不是数字"),
    (rule("项目名称", "在列表中", "、、"), "value", "列表里没有内容"),
    (rule("项目名称", "正则", "(未闭合"), "value", "正则写得不对"),
    (rule("项目名称", "正则", "(.)\\1"), "value", "反向引用"),
    (rule("项目名称", "正则", "(?:.{1000}){1000}"), "value", "太大"),
    (rule("项目名称", "正则", "甲" * 301), "value", "正则太长"),
    (rule("项目金额", "必填", level1="产出指标"), "level1", "不是指标的栏目，不能按指标筛选"),
    (rule("项目金额", "合计等于", 90), "condition", "只用于指标"),
    (rule("备注", "合计等于", 90), "subject", "不是数字，不能求合计"),
    (rule("指标", "必填"), "subject", "只用于条数"),
    (rule("项目金额", "等于", column="分值"), "column", "一张表有许多个"),
    (rule("分值", "等于", 5, column="得分"), "column", "只能填一个"),
    (rule("项目名称", "长度不超过", column="项目金额"), "column", "不能与另一栏比较"),
    (rule("项目金额", "等于", column="去年金额"), "column", "没有“去年金额”这个栏目"),
    (rule("项目金额", "必填", kinds=["决算"]), "kinds", "没有“决算”这种表"),
    (rule("项目金额", "必填", since="2027-05-01", until="2027-04-01"), "until", "早于起始日期"),
    (rule("项目金额", "必填", since="2027-02-30"), "since", "不是存在的日期"),
    (rule("项目金额", "必填", code="LOC-1"), "code", "不符合要求"),
]


@pytest.mark.parametrize(("raw", "key", "words"), REFUSED, ids=lambda each: str(each)[:30])
def test_what_a_row_cannot_say_is_said_when_it_is_read(raw: Raw, key: str, words: str):
    [(place, text)] = problems({"title": "甲", "local_rules": [raw]})
    assert (place, words in text) == (("local_rules", 0, key), True), text


def test_two_rules_of_one_code_are_refused():
    [(place, text)] = problems({"title": "甲", "local_rules": [rule("项目名称", "必填"), rule("填报单位", "必填")]})
    assert (place, text) == (("local_rules", 1, "code"), "编号 LOC-001 写了两次（第 1 条和第 2 条规则）")


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*b", "(a*)*c", "(.*a){20}"])
def test_a_pattern_that_would_explode_takes_no_more_than_its_text(pattern: str):
    matches(pattern, "a" * 50_000)


def test_a_pattern_that_is_not_understood_is_an_error():
    with pytest.raises(PatternError):
        matches("(?=后面)", "后面")


def test_five_thousand_rules_are_held_against_a_form():
    names = ("项目名称", "年度绩效目标", "指标值", "备注", "指标")
    rules = [
        rule(names[n % 5], "条数不少于" if n % 5 == 4 else "不等于", 1, code=f"LOC-{n:04}", name="")
        for n in range(5000)
    ]
    assert own(check_documents([document("project")], held(*rules))) == []


# ---------------------------------------------------------------- written in the settings workbook

ROWS = [
    ("LOC-001", "项目", "项目金额", *[None] * 4, "不大于", 100, None, "错误", "单个项目不超过100万元", "云财预〔2026〕8号"),
    ("LOC-002", "项目、部门整体", "指标", "产出指标", "数量指标", None, None, "条数不少于", "2", None, "警告", "数量指标至少两条", None),
    ("LOC-003", None, "填报单位", *[None] * 4, "正则", "^云岭县", None, "提示", "单位名称以云岭县开头", None),
    ("LOC-004", "项目", "指标值", "成本指标", None, None, "万元", "不大于", None, "项目金额", "错误", "成本不超过项目金额", None),
    ("LOC-005", "自评", "偏差原因", None, None, "满意度", None, "必填", None, None, "警告", "满意度要写明调查情况", None),
]  # fmt: skip


def written(path: Path, rows: list[tuple[Any, ...]] = ROWS) -> Path:
    write_settings(path, raw_profile())
    book = load_workbook(path)
    for number, cells in enumerate(rows, start=4):
        for column, value in enumerate(cells, start=1):
            book["本地规则"].cell(number, column, value)
    book.save(path)
    return path


def test_rules_of_the_workbook_are_found_by_the_command_like_any_other(jixiao, tmp_path: Path):
    settings = written(tmp_path / "设置.xlsx")
    assert check_settings(settings, today=TODAY) == []
    write_form(tmp_path / "报送" / "目标.xlsx", "approved")
    write_form(tmp_path / "报送" / "自评.xlsx", "selfeval")
    told = jixiao("check", tmp_path / "报送", "--profile", settings, "--only", "LOC", "--format", "json")
    found = json.loads(told.out)["findings"]
    assert [(f["code"], f["cell"], f["severity"]) for f in found] == [
        ("LOC-001", "B4", "error"), ("LOC-002", "D9", "warning"), ("LOC-005", "I18", "warning"),
    ]  # fmt: skip
    assert (found[0]["message"], found[0]["basis"]) == ("单个项目不超过100万元", "云财预〔2026〕8号")
    merged = jixiao("merge", tmp_path / "报送", "-o", tmp_path / "汇总.xlsx", "--profile", settings, "--json")
    assert json.loads(merged.out)["findings"]["error"] == 1
    page = jixiao(
        "check", tmp_path / "报送", "--profile", settings, "-o", tmp_path / "页.html", "--annotate", tmp_path / "退"
    )
    assert "退回通知" in page.err
    assert "单个项目不超过100万元" in (tmp_path / "页.html").read_text(encoding="utf-8")


def test_a_wrong_rule_of_the_workbook_is_told_with_its_cell(tmp_path: Path):
    wrong = [("LOC-001", None, "项目编号", *[None] * 4, "必填", None, None, "错误", "要有编号", None), ROWS[0]]
    path = written(tmp_path / "设置.xlsx", wrong)
    assert [doubt.place for doubt in check_settings(path)] == ["本地规则!C4", "本地规则!A5"]
    with pytest.raises(ProfileError, match=r"本地规则!C4：没有“项目编号”这个对象"):
        load_profile(str(path))


def test_the_sheet_offers_what_can_be_chosen(tmp_path: Path):
    book = load_workbook(written(tmp_path / "设置.xlsx", []))
    lists = {
        str(each.sqref): each.formula1
        for each in book["本地规则"].data_validations.dataValidation
        if each.type == "list"
    }
    assert len(lists) == 3
    guide = [cell.value for cell in book["填写说明"]["D"] if cell.value]
    assert guide[1:] == [each.name for each in CONDITIONS]


def test_documents_of_any_layout_have_their_subjects():
    general: Document = document("project")
    general["form"] = "project"
    found = check_documents([general], held(rule("度量单位", "必填", level2="时效指标")))
    assert [finding.cell for finding in own(found)] == ["F11"]
    assert spoilt("project", [])


def test_the_five_rules_of_the_guide_can_be_written_as_they_stand(jixiao, tmp_path: Path):
    guide = (ROOT / "schema" / "profiles" / "README.md").read_text(encoding="utf-8")
    table = [line for line in guide.splitlines() if line.startswith("| LOC-")]
    rows = [[cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in table]
    assert len(rows) == 5
    path = tmp_path / "设置.xlsx"
    write_settings(path, raw_profile())
    book = load_workbook(path)
    sheet = book["本地规则"]
    columns = {str(cell.value).removesuffix("（必填）"): cell.column for cell in sheet[3]}
    titles = ["编号", "适用表种", "对象", "筛选", "条件", "值", "比较栏目", "级别", "提示语"]
    for number, row in enumerate(rows, start=4):
        for title, text in zip(titles, row, strict=True):
            filters = [part.split("：") for part in text.split("；")] if title == "筛选" and text else []
            for label, value in filters or ([[title, text]] if text and title != "筛选" else []):
                sheet.cell(number, columns[label], value)
    book.save(path)
    assert check_settings(path) == []
    spoilt_goal = ("清淤河道12公里，沿线", "圆满完成清淤河道12公里，沿线")
    write_form(
        tmp_path / "报送" / "目标.xlsx",
        "approved",
        spoilt_goal,
        ("清淤总成本 | 120", "清淤总成本 | 130"),
        ("满意度 | 90 |", "满意度 | 80 |"),
    )
    write_form(tmp_path / "报送" / "自评.xlsx", "selfeval")
    told = jixiao("check", tmp_path / "报送", "--profile", path, "--only", "LOC", "--format", "json")
    found = [(f["code"], f["cell"]) for f in json.loads(told.out)["findings"]]
    assert sorted(found) == [
        ("LOC-001", "D9"),
        ("LOC-002", "E13"),
        ("LOC-003", "E8"),
        ("LOC-004", "B6"),
        ("LOC-005", "I18"),
    ]


def test_the_rate_of_execution_is_asked_in_per_cent_as_it_stands():
    found = check_documents([year_end("selfeval")], held(rule("执行率", "不大于", 10)))
    [finding] = own(found)
    [line] = [each for each in year_end("selfeval")["execution"] if "rate" in each["cells"]][:1]
    assert (finding.found, finding.cell, finding.related) == (line["rate"], line["cells"]["rate"], ())
