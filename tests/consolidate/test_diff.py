"""``jixiao diff``: forms and indicators are paired by name, then by likeness; what changed is told with its place."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from calling import Call
from consolidate.returns import indicator, project
from jixiao.consolidate.comparing import diff_workbook
from jixiao.consolidate.comparing.comparable import form_view, load_forms
from jixiao.consolidate.comparing.compare import FormChange, FormView, compare
from jixiao.consolidate.merge import merge
from jixiao.forms import reading
from jixiao.forms.document import Document
from jixiao.forms.labels import cached_form
from jixiao_samples import write_samples


def views(*documents: Document) -> list[FormView]:
    return [form_view(document, "a.xlsx") for document in documents]


def told(changes: list[FormChange]) -> list[tuple[Any, ...]]:
    """Every difference: of which form, which kind, what, old and new."""
    lines: list[tuple[Any, ...]] = []
    for each in changes:
        form = each.new or each.old
        assert form is not None
        if each.kind != "changed":
            lines.append((form.project, each.kind))
        lines += [(form.project, change.kind, change.what, change.old, change.new) for change in each.changes]
    return lines


def quantity(name: str, measure: str, level2: str = "数量指标") -> dict[str, Any]:
    return indicator("产出指标", level2, name, measure)


def test_the_same_forms_have_no_differences() -> None:
    assert compare(views(project("道路", "1")), views(project("道 路", "1.00"))) == []


def test_forms_that_came_and_went() -> None:
    changes = compare(views(project("道路", "1")), views(project("绿化", "2")))
    assert told(changes) == [("绿化", "added"), ("道路", "removed")]


def test_amounts_with_their_difference() -> None:
    (form,) = compare(views(project("道路", "1.5")), views(project("道路", "20000", currency_unit="元")))
    (change,) = form.changes
    assert (change.what, change.old, change.new, change.difference) == (
        "项目金额",
        Decimal("1.5"),
        Decimal(2),
        Decimal("0.5"),
    )


def test_indicators_added_removed_changed_and_renamed() -> None:
    old = project(
        "道路",
        "1",
        indicators=[
            quantity("修路里程", "≥ 5 公里"),
            quantity("检查次数", "= 3 次"),
            quantity("参加培训人员数量", "≥ 9 人"),
        ],
    )
    new = project(
        "道路",
        "1",
        indicators=[
            quantity("修路里程", "≥ 7 公里"),
            quantity("参加培训的人员数量", "≥ 9 人"),
            quantity("桥梁", "= 1 座"),
        ],
    )
    assert told(compare(views(old), views(new))) == [
        ("道路", "changed", "指标：修路里程", "≥5公里", "≥7公里"),
        ("道路", "changed", "指标：参加培训人员数量 → 参加培训的人员数量", "≥9人", "≥9人"),
        ("道路", "added", "指标：桥梁", None, "=1座"),
        ("道路", "removed", "指标：检查次数", "=3次", None),
    ]


def test_a_renamed_project_is_the_same_from_year_to_year() -> None:
    old = project("2025年城区道路维修项目", "1", fiscal_year=2025)
    new = project("2026年城区道路维修项目", "1", fiscal_year=2026, goals=old["goals"], indicators=old["indicators"])
    (form,) = compare(views(old), views(new))
    assert form.kind == "changed"
    assert 0.6 < form.similarity < 1
    assert told([form])[0][2:] == ("项目名称", "2025年城区道路维修项目", "2026年城区道路维修项目")


def test_alike_names_of_two_departments_are_two_projects() -> None:
    changes = compare(views(project("道路维修项目", "1", "甲局")), views(project("道路维修项目", "1", "乙局")))
    assert [change.kind for change in changes] == ["added", "removed"]


@pytest.mark.parametrize(
    ("old", "new", "lowered"),
    [
        ("≥ 90 %", "≥ 80 %", True),
        ("≥ 80 %", "≥ 90 %", False),
        ("≤ 3 件", "≤ 5 件", True),
        ("≤ 5 件", "≤ 3 件", False),
        ("≥ 5 个", "≥ 4 次", False),
    ],
)
def test_lowered_targets_are_pointed_out(old: str, new: str, lowered: bool) -> None:
    before = project("道路", "1", indicators=[quantity("率", old)])
    after = project("道路", "1", indicators=[quantity("率", new)])
    (form,) = compare(views(before), views(after))
    assert form.hints == (["指标值降低：率"] if lowered else [])


def test_more_money_for_the_same_targets_is_pointed_out() -> None:
    (form,) = compare(views(project("道路", "1")), views(project("道路", "3.5")))
    assert form.hints == ["金额增加2.5万元，指标未变"]


def test_what_only_goes_on_with_the_year_is_no_difference() -> None:
    last, now = (
        project(
            f"{year}年道路维修",
            "1",
            fiscal_year=year,
            goals={"annual": f"{year}年12月底前维修道路5公里，{year - 1}年结转1公里"},
            indicators=[quantity(f"{year}年维修里程", "≥ 5 公里"), quantity("完成时间", f"{year}年11月30日前")],
        )
        for year in (2025, 2026)
    )
    (form,) = compare(views(last), views(now))
    assert [change.what for change in form.changes] == ["项目名称", "绩效目标"]  # 2024 did not go on to 2026
    now["funding"] = {"total": Decimal(3)}
    (form,) = compare(views(last), views(now))
    assert form.hints == ["金额增加2万元，指标未变"]


def test_a_date_that_moved_within_the_new_year_is_a_difference() -> None:
    old = project("道路", "1", fiscal_year=2025, indicators=[quantity("完成时间", "2025年6月30日前")])
    new = project("道路", "1", fiscal_year=2026, indicators=[quantity("完成时间", "2026年9月30日前")])
    assert told(compare(views(old), views(new))) == [
        ("道路", "changed", "指标：完成时间", "2025年6月30日前", "2026年9月30日前")
    ]


@pytest.fixture(scope="module")
def seasons(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two folders of returns, in the second of which one amount differs and one workbook is missing."""
    folder = tmp_path_factory.mktemp("diff")
    for name in ("旧", "新"):
        write_samples(folder / name, departments=3, seed=6)
    new = sorted((folder / "新").iterdir())
    new[2].unlink()
    form = next(form for form in load_forms(new[0])[0] if form.kind == "project" and form.measures)
    workbook = load_workbook(new[0])
    workbook[form.sheet][form.measures[0].cell] = "=全新的一条指标"
    workbook[form.sheet][form.measures[0].cell].data_type = "s"
    workbook.save(new[0])
    return folder / "旧", folder / "新"


def test_folders_and_their_summaries_give_the_same_differences(seasons: tuple[Path, Path], tmp_path: Path) -> None:
    summaries = []
    for folder in seasons:
        merge([str(folder)], tmp_path / f"{folder.name}.xlsx")
        summaries.append(load_forms(tmp_path / f"{folder.name}.xlsx")[0])
    from_folders = [load_forms(folder)[0] for folder in seasons]
    # A summary has the departments on a sheet behind the projects.
    assert Counter(told(compare(*summaries))) == Counter(told(compare(*from_folders)))
    assert len(told(compare(*summaries))) > 2
    assert compare(summaries[0], from_folders[0]) == compare(from_folders[0], summaries[0]) == []


def test_a_folder_that_was_compared_before_is_not_read_again(
    seasons: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, cache = tmp_path / "报送", tmp_path / "缓存"
    shutil.copytree(seasons[0], folder)
    first = load_forms(folder, cache=cache)
    assert first == load_forms(folder)
    monkeypatch.setattr(reading, "documents_of", lambda *_, **__: pytest.fail("read again"))
    assert load_forms(folder, cache=cache) == first
    one = min(folder.iterdir())
    one.rename(folder / "改名.xlsx")
    forms, _ = load_forms(folder, cache=cache)
    assert {form.file for form in forms} == {path.name for path in folder.iterdir()}
    (folder / "改名.xlsx").write_bytes(b"PK broken")
    _, files = load_forms(folder, cache=cache)
    assert [each["file"] for each in files if each["status"] == "failed"] == ["改名.xlsx"]


def test_an_example_in_a_workbook_is_told_and_not_compared(
    seasons: tuple[Path, Path], tmp_path: Path, jixiao: Call
) -> None:
    path = tmp_path / "新.xlsx"
    workbook = load_workbook(min(seasons[1].iterdir()))
    workbook.copy_worksheet(workbook.worksheets[-1]).title = "填写示例"
    workbook.save(path)
    result = jixiao("diff", seasons[0], path)
    assert f"说明　{path.name}：隐藏工作表或填写示例“填写示例”未并入" in result.err


def test_the_command_shows_a_table_json_and_a_workbook(
    seasons: tuple[Path, Path], tmp_path: Path, jixiao: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    narrow = jixiao("diff", *seasons).out.splitlines()
    assert narrow[0].startswith("部门：") and "" in narrow
    monkeypatch.setenv("COLUMNS", "300")
    shown = jixiao("diff", *seasons)
    assert (shown.code, shown.out.splitlines()[0].split()[:3]) == (0, ["部门", "项目", "变化"])
    assert "=全新的一条指标" in shown.out
    data = json.loads(jixiao("diff", *seasons, "--json").out)
    assert data["counts"]["removed"] == sum(form["change"] == "removed" for form in data["forms"]) > 0
    result = jixiao("diff", *seasons, "-o", tmp_path / "变化.xlsx")
    assert (result.code, result.out) == (0, "")
    sheet = load_workbook(tmp_path / "变化.xlsx")["变化对比"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert any("=全新的一条指标" in str(cell.value) for cell in cells)


@pytest.mark.parametrize("which", [0, 1])
def test_a_path_that_is_not_there_is_wrong_usage(
    seasons: tuple[Path, Path], jixiao: Call, tmp_path: Path, which: int
) -> None:
    paths = list(seasons)
    paths[which] = tmp_path / "没有"
    assert jixiao("diff", *paths).code == 2


def test_what_cannot_be_read_makes_exit_code_3(seasons: tuple[Path, Path], jixiao: Call, tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    result = jixiao("diff", seasons[0], tmp_path)
    assert result.code == 3
    assert "失败　坏.xlsx" in result.err


def test_no_return_is_overwritten(seasons: tuple[Path, Path], jixiao: Call) -> None:
    victim = min(seasons[1].iterdir())
    before = victim.read_bytes()
    assert jixiao("diff", *seasons, "-o", victim).code == 2
    assert victim.read_bytes() == before


def test_an_earlier_return_of_the_same_form_does_not_count(
    seasons: tuple[Path, Path], jixiao: Call, tmp_path: Path
) -> None:
    folder = shutil.copytree(seasons[0], tmp_path / "旧")
    first = min(folder.iterdir())
    shutil.copy(first, folder / "同一份.xlsx")
    workbook = load_workbook(first)
    workbook.worksheets[-1]["A40"] = "更早的一份"
    workbook.save(folder / "更早.xlsx")
    os.utime(folder / "更早.xlsx", (1_700_000_000, 1_700_000_000))
    data = json.loads(jixiao("diff", seasons[0], folder, "--json").out)
    assert data["counts"] == {"added": 0, "removed": 0, "changed": 0}
    assert data["amounts"]["old"] == data["amounts"]["new"] > 0


def test_a_side_without_forms_and_the_money_of_both_are_told(
    seasons: tuple[Path, Path], jixiao: Call, tmp_path: Path
) -> None:
    (tmp_path / "空").mkdir()
    said = jixiao("diff", tmp_path / "空", seasons[0]).err
    assert f"“{tmp_path / '空'}”中没有可以比较的项目表或部门整体表" in said
    assert "项目金额合计：原 0.00 万元，现 " in said


def test_every_row_of_the_workbook_leads_to_both_cells(
    seasons: tuple[Path, Path], jixiao: Call, tmp_path: Path
) -> None:
    jixiao("diff", *seasons, "-o", tmp_path / "变化.xlsx")
    header, *rows = load_workbook(tmp_path / "变化.xlsx")["变化对比"].iter_rows(values_only=True)
    checked = 0
    for row in rows:
        record = dict(zip(header, row, strict=True))
        for folder, side in zip(seasons, ("原", "新"), strict=True):
            cell = record[f"{side}单元格"]
            if cell is not None:
                source = load_workbook(folder / str(record[f"{side}文件"]))[str(record[f"{side}工作表"])]
                names = str(record["内容"]).removeprefix("指标：").split(" → ")
                assert cached_form(names[0 if side == "原" else -1]) in cached_form(str(source[str(cell)].value))
                checked += 1
    assert checked


def test_a_row_of_the_workbook_is_as_high_as_its_texts(tmp_path: Path) -> None:
    long = "对全县所有乡镇的农村公路进行日常养护、预防性养护和小修保养，" * 3
    old = [project("道路", "1", goals={"annual": "短"}), project("桥梁", "1", goals={"annual": "短"})]
    new = [project("道路", "1", goals={"annual": "长"}), project("桥梁", "1", goals={"annual": long})]
    diff_workbook.write(compare(views(*old), views(*new)), tmp_path / "变化.xlsx")
    sheet = load_workbook(tmp_path / "变化.xlsx").worksheets[0]
    heights = {sheet.cell(row, 2).value: sheet.row_dimensions[row].height for row in (2, 3)}
    assert heights["桥梁"] > 2 * heights["道路"]


def test_goals_and_self_evaluations_are_paired_by_project_and_indicator(jixiao: Call, tmp_path: Path) -> None:
    from checks.year_end_forms import write_form

    write_form(tmp_path / "批复" / "水利局.xlsx", "approved")
    write_form(tmp_path / "自评" / "水利局.xlsx", "selfeval")
    same = json.loads(jixiao("diff", tmp_path / "批复", tmp_path / "自评", "--json").out)
    assert (same["forms"], same["amounts"]) == ([], {"old": 120, "new": 120})
    lowered = ("≥95% | 98", "≥90% | 98"), ("^ | ^ | 年度资金总额 | 120 |", "^ | ^ | 年度资金总额 | 130 |")
    write_form(tmp_path / "自评" / "水利局.xlsx", "selfeval", *lowered)
    [form] = json.loads(jixiao("diff", tmp_path / "批复", tmp_path / "自评", "--json").out)["forms"]
    assert [(change["what"], change["old"], change["new"]) for change in form["changes"]] == [
        ("项目金额", 120, 130), ("指标：断面验收合格率", "≥95%", "≥90%"),
    ]  # fmt: skip
