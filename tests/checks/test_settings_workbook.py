"""The settings workbook: blank, filled in, wrong, damaged."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from checks.sample_forms import document
from jixiao.checks.finding import Severity
from jixiao.checks.profile import load_profile, raw_profile
from jixiao.checks.profile_source import ProfileError, problems, profile_names
from jixiao.checks.rule_engine import check_documents
from jixiao.checks.settings.bureau_settings import RosterEntry, check_settings, load_settings
from jixiao.checks.settings.settings_sheets import SHEETS
from jixiao.checks.settings.writing import write_settings

Cells = Mapping[str, Any]
"""``工作表!单元格`` → value."""

FILLED: Cells = {
    "基本信息!B4": "云岭县2027年口径",
    "基本信息!B5": "云岭县财政局",
    "基本信息!B6": "周敏",
    "基本信息!B7": "0873-5550101",
    "基本信息!B9": 2027,
    "基本信息!B10": date(2026, 11, 30),
    "基本信息!B13": "2028年3月31日",
    "审核要求!B4": 100,
    "审核要求!B5": "20",
    "审核要求!B6": 40,
    "审核要求!B7": 30,
    "审核要求!B8": 10,
    "审核要求!B9": "按比例扣",
    "审核要求!B11": "成本指标、产出指标、效益指标",
    "审核要求!B15": 8,
    "审核要求!B17": "允许",
    "豁免!A4": "FND-003、CMP-014",
    "豁免!B4": "云岭县水利局",
    "豁免!C4": "河道清淤工程",
    "豁免!D4": "含结转",
    "豁免!E4": "预算股",
    "豁免!F4": "2027-06-30",
    "单位名单!A4": "云岭县水利局",
    "单位名单!B4": "007",
    "单位名单!C4": "水利局、县水务局",
    "单位名单!E4": "13800000000",
    "单位名单!A5": "云岭县教育局",
    "单位名单!F5": date(2026, 12, 5),
    "单位名单!G5": "教科文股",
}
TODAY = date(2027, 1, 15)


@pytest.fixture
def settings(tmp_path: Path):
    """Makes a settings workbook filled with cells."""

    def make(cells: Cells = FILLED, name: str = "设置.xlsx") -> Path:
        path = tmp_path / name
        write_settings(path, raw_profile())
        book = load_workbook(path)
        for place, value in cells.items():
            sheet, _, cell = place.partition("!")
            book[sheet][cell] = value
        book.save(path)
        return path

    return make


def told(path: Path) -> list[str]:
    return [f"{doubt.place} {doubt.text}" for doubt in check_settings(path, today=TODAY)]


def rule_row(path: Path, code: str) -> int:
    return next(cell.row for cell in load_workbook(path)["规则级别"]["A"] if cell.value == code)


def test_a_blank_workbook_is_the_default_profile(settings):
    path = settings({})
    default, held = load_profile(), load_profile(str(path))
    assert [getattr(held, field) for field in held.__slots__ if field not in ("name", "title")] == [
        getattr(default, field) for field in default.__slots__ if field not in ("name", "title")
    ]
    assert check_settings(path) == []


def test_what_is_filled_in_is_what_is_held(settings):
    held = load_settings(str(settings()), today=TODAY)
    profile = held.profile
    assert (held.bureau.name, held.bureau.contact, held.bureau.phone, held.bureau.email) == (
        "云岭县财政局", "周敏", "0873-5550101", "",
    )  # fmt: skip
    assert held.deadlines == {"goals": date(2026, 11, 30), "selfeval": date(2028, 3, 31)}
    assert held.roster == (
        RosterEntry("云岭县水利局", "007", ("水利局", "县水务局"), phone="13800000000"),
        RosterEntry("云岭县教育局", due="2026-12-05", function="教科文股"),
    )
    assert (profile.title, profile.batch_year, profile.partial_step) == ("云岭县2027年口径", 2027, "linear")
    assert (profile.points_sum, sum(profile.weights.values()), profile.minimum_total) == (100, 100, 8)
    assert (profile.cost_equals, profile.mandatory["always"]) == (None, ("成本指标", "产出指标", "效益指标"))
    assert profile.departments == ("云岭县水利局", "云岭县教育局", "水利局", "县水务局")
    assert [(waiver.code, waiver.reason) for waiver in profile.waivers] == [
        ("FND-003", "含结转"),
        ("CMP-014", "含结转"),
    ]
    assert told(settings()) == []


def test_a_waiver_that_has_run_out_no_longer_holds_and_is_told(settings):
    path = settings()
    assert load_profile(str(path), today=date(2027, 6, 30)).waivers
    assert not load_profile(str(path), today=date(2027, 7, 1)).waivers
    assert [doubt.place for doubt in check_settings(path, today=date(2027, 7, 1))] == ["豁免!F4"]


def test_levels_trials_and_parameters_stand_beside_the_rule(settings):
    row = rule_row(settings({}), "IND-005")
    other = rule_row(settings({}), "FND-003")
    path = settings(
        {
            f"规则级别!D{row}": "停用",
            f"规则级别!F{row}": "longest=30",
            f"规则级别!D{other}": "错误",
            f"规则级别!E{other}": date(2027, 12, 31),
        }
    )
    profile = load_profile(str(path), today=TODAY)
    assert profile.severities == {"IND-005": None, "FND-003": Severity.ERROR}
    assert profile.parameter("IND-005", "longest") == 30
    assert profile.trials == {"FND-003"}


def test_too_few_indicators_in_all_is_found(settings):
    profile = load_profile(str(settings({"审核要求!B15": 40})))
    few = [finding for finding in check_documents([document("project")], profile).findings if finding.code == "CMP-014"]
    assert [finding.expected for finding in few] == [40]


def test_sheets_may_be_renamed_moved_and_rows_inserted(settings):
    path = settings()
    book = load_workbook(path)
    book["单位名单"].insert_rows(5)
    book["审核要求"].title = "我们的要求"
    # Excel keeps the defined name with the sheet; openpyxl leaves that to whoever renames it.
    book.defined_names["设置_审核要求"].attr_text = "'我们的要求'!$A$1"
    book.move_sheet("单位名单", -3)
    book.save(path)
    held = load_settings(str(path), today=TODAY)
    assert (held.profile.points_sum, len(held.roster)) == (100, 2)


@pytest.mark.parametrize(
    ("cells", "place", "words"),
    [
        ({"审核要求!B4": "九十"}, "审核要求!B4", "不是数字"),
        ({"审核要求!B4": "NaN"}, "审核要求!B4", "不是数字"),
        ({"审核要求!B4": "9" * 1900}, "审核要求!B4", "不是数字"),
        ({"审核要求!B4": "9" * 5000}, "审核要求!B4", "太长（5000字）"),
        ({"审核要求!B4": 130}, "审核要求!B4", "130 不符合要求"),
        ({"审核要求!B9": "随便"}, "审核要求!B9", "可选：不扣分、按一个步长扣、按比例扣"),
        ({"审核要求!B11": "质量指标"}, "审核要求!B11", "不在可选范围内"),
        ({"基本信息!B10": "2026年2月30日"}, "基本信息!B10", "不是存在的日期"),
        ({"基本信息!B9": 20.5}, "基本信息!B9", "不是整数"),
        ({"基本信息!A30": "截至时间", "基本信息!B30": "明天"}, "基本信息!B30", "没有“截至时间”这一项"),
        ({"基本信息!B14": "nowhere"}, "基本信息!B14", "没有名为“nowhere”的口径"),
        ({"豁免!A4": "FND-003", "豁免!B4": "云岭县水利局"}, "豁免!A4", "缺少：理由、批准人"),
        (
            {"豁免!A4": "ABC-999", "豁免!B4": "云岭县水利局", "豁免!D4": "略", "豁免!E4": "甲"},
            "豁免!A4",
            "没有代码为“ABC-999”的规则",
        ),
        ({"豁免!A4": "FND-003", "豁免!D4": "略", "豁免!E4": "甲"}, "豁免!A4", "单位（department）或项目"),
        ({"规则级别!F4": "width=3"}, "规则级别!F4", "没有参数“width”"),
        ({"单位名单!A4": "云岭县水利局", "单位名单!A5": "云岭县水利局"}, "单位名单!A5", "已经是第 1 个单位"),
        ({"单位名单!A4": "云岭县水利局", "单位名单!B5": "012"}, "单位名单!B5", "缺少：部门"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_checked_by_it(settings, cells: Cells, place: str, words: str):
    path = settings(cells)
    if place != "基本信息!B14":
        found = [doubt for doubt in check_settings(path, today=TODAY) if doubt.wrong]
        assert [doubt.place for doubt in found] == [place]
        assert words in found[0].text
    with pytest.raises(ProfileError) as refused:
        load_profile(str(path))
    assert place in refused.value.message
    assert words in refused.value.message


@pytest.mark.parametrize(
    ("cells", "place", "words"),
    [
        ({"审核要求!B5": 30}, "审核要求!B5", "一级指标分值合计 110"),
        ({"豁免!B4": "云岭县水文局"}, "豁免!B4", "不在单位名单里"),
        ({"基本信息!B10": date(2062, 11, 30)}, "基本信息!B10", "相差一年以上"),
        ({"单位名单!H3": "地址", "单位名单!H4": "环城路1号"}, "单位名单!H4", "不认识的栏目“地址”"),
    ],
)
def test_what_contradicts_itself_is_told_and_does_not_stop_a_check(settings, cells: Cells, place: str, words: str):
    path = settings({**FILLED, **cells})
    found = check_settings(path, today=TODAY)
    assert (found[0].place, found[0].wrong) == (place, False)
    assert words in found[0].text
    assert load_profile(str(path)).title


def test_a_sheet_of_ones_own_is_told(settings):
    path = settings()
    book = load_workbook(path)
    book.create_sheet("草稿")["A1"] = "想一想"
    book.save(path)
    assert told(path) == ["草稿 不认识的工作表，内容没有读取"]


def test_a_damaged_sheet_refuses_the_workbook(settings, tmp_path: Path):
    whole, broken = settings(), tmp_path / "坏.xlsx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data[: len(data) // 2] if name.endswith("sheet5.xml") else data)
    with pytest.raises(ProfileError, match="豁免：这张工作表已损坏"):
        load_profile(str(broken))


def test_another_workbook_is_no_settings(tmp_path: Path):
    path = tmp_path / "别的.xlsx"
    Workbook().save(path)
    with pytest.raises(ProfileError, match="不是设置工作簿"):
        load_profile(str(path))
    (tmp_path / "坏的.xlsx").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(ProfileError, match="无法使用"):
        load_profile(str(tmp_path / "坏的.xlsx"))


def test_what_a_formula_did_not_give_is_told(settings):
    path = settings({"审核要求!B4": "=50+50"})
    with pytest.raises(ProfileError, match=r"审核要求!B4：公式没有计算结果"):
        load_profile(str(path))


@pytest.mark.parametrize("text", ["NaN", "Infinity", "9" * 5000, "1e999999", "0." + "3" * 5000, "[" * 100_000])
def test_a_number_beyond_all_bounds_refuses_the_json(tmp_path: Path, text: str):
    path = tmp_path / "local.json"
    path.write_text(f'{{"title": "甲", "points": {{"sum": {text}}}}}', encoding="utf-8")
    with pytest.raises(ProfileError, match=r"local\.json"):
        load_profile(str(path))


def test_dates_that_no_calendar_has_are_wrong_in_json_too():
    raw = {"title": "甲", "trials": [{"code": "FND-003", "until": "2027-02-30"}]}
    assert list(problems(raw)) == [(("trials", 0, "until"), "“2027-02-30”不是存在的日期")]


def test_every_setting_is_a_key_of_the_schema_and_has_its_own_label():
    labels = [setting.label for sheet in SHEETS for setting in sheet.settings]
    assert len(labels) == len(set(labels))
    assert [list(problems({"title": "甲", "extends": name})) for name in profile_names()] == [[]] * len(profile_names())


def test_the_command_writes_checks_and_never_overwrites(jixiao, tmp_path: Path):
    path = tmp_path / "口径.xlsx"
    assert jixiao("settings", "new", path).code == 0
    assert jixiao("settings", "check", path).code == 0
    again = jixiao("settings", "new", path)
    assert (again.code, "已经存在" in again.err) == (2, True)
    book = load_workbook(path)
    book["审核要求"]["B4"] = "很多"
    book.save(path)
    wrong = jixiao("settings", "check", path)
    assert (wrong.code, wrong.out.strip()) == (1, "错误　审核要求!B4　“指标分值合计”“很多”不是数字")
    refused = jixiao("check", path, "--profile", path)
    assert (refused.code, "审核要求!B4" in refused.err) == (2, True)


def test_the_roster_of_the_settings_is_the_roster_of_a_merge(settings, jixiao, tmp_path: Path):
    from jixiao.consolidate.returns.roster_file import load_roster

    path = settings()
    assert [entry.name for entry in load_roster(path).entries] == ["云岭县水利局", "云岭县教育局"]
    assert jixiao("sample", tmp_path / "报送", "--departments", "1").code == 0
    merged = jixiao("merge", tmp_path / "报送", "-o", tmp_path / "汇总.xlsx", "--profile", path, "--json")
    assert '"missing": ["云岭县水利局", "云岭县教育局"]' in merged.out
