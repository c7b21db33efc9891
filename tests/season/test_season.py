"""A season from the first day to the next year, in one folder."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl import Workbook, load_workbook

from calling import Call
from jixiao.checks.settings.bureau_settings import load_settings
from jixiao.errors import OutputError, UsageError
from jixiao.reports.letter import Letter
from jixiao.reports.notice import reminder
from jixiao.season.approval import OPEN_ERRORS, STRANGERS, Ask, approve
from jixiao.season.beginning import begin, begin_next
from jixiao.season.department_states import department_states, season_status
from jixiao.season.folder import SeasonFolder, at_work
from jixiao.season.history import history
from jixiao.season.issuing import Issue, issue
from jixiao.season.publication import SUMMARY_FILE, publish
from jixiao.season.round_records import FiledFile, OpenFinding, Round
from jixiao.season.rounds import run
from jixiao.templates.single import new_form
from jixiao_samples import write_samples

DEPARTMENTS = 3
LATE = "某某县气象局"
TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("样例")
    write_samples(folder, DEPARTMENTS, forms=3, seed=5, layouts="template", mistakes=0)
    return folder


def names_of(returns: Path) -> list[str]:
    return [path.stem.partition("-")[2] for path in sorted(returns.iterdir())]


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")  # 2026-01-01


@pytest.fixture
def season(returns: Path, tmp_path: Path) -> SeasonFolder:
    """A season whose departments have filed, but for one."""
    return filed_season(returns, tmp_path)


@pytest.fixture(scope="module")
def first_round(returns: Path, tmp_path_factory: pytest.TempPathFactory) -> SeasonFolder:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1767225600")
        season = filed_season(returns, tmp_path_factory.mktemp("一轮"))
        run(season)
    return season


@pytest.fixture
def closed(first_round: SeasonFolder, tmp_path: Path) -> SeasonFolder:
    """The same season when its first round is closed."""
    shutil.copytree(first_round.root.parent, tmp_path, dirs_exist_ok=True)
    return SeasonFolder(tmp_path / first_round.root.name)


def filed_season(returns: Path, around: Path) -> SeasonFolder:
    roster = around / "花名册.csv"
    lines = [f"{name},{place:03d},李四" for place, name in enumerate([*names_of(returns), LATE], start=1)]
    roster.write_text("\n".join(["部门,编码,联系人", *lines]), encoding="utf-8")
    folder = SeasonFolder(around / "一季")
    begin(folder, year=2026, bureau="某某县财政局", roster=roster)
    for path in returns.iterdir():
        shutil.copy(path, folder.returns / path.name)
    return folder


def break_form(path: Path) -> str:
    """Take the unit of the first quantitative target away; the cell."""
    workbook = load_workbook(path)
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and "".join(cell.value.split()) in ("度量单位", "计量单位"):
                    below = sheet.cell(cell.row + 1, cell.column)
                    below.value = None
                    workbook.save(path)
                    return str(below.coordinate)
    raise AssertionError("no form with units")


def set_deadline(folder: SeasonFolder, label: str, day: str) -> None:
    workbook = load_workbook(folder.settings)
    for row in workbook["基本信息"].iter_rows():
        if row[0].value == label:
            row[1].value = day
    workbook.save(folder.settings)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def text_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def test_a_round_answers_everyone_and_changes_nothing_that_was_filed(season: SeasonFolder) -> None:
    first = sorted(season.returns.iterdir())[0]
    break_form(first)
    set_deadline(season, "绩效目标报送截止日期", "2025-12-20")
    set_deadline(season, "退回修改截止日期", "2026-01-15")
    filed = contents(season.returns)
    outcome = run(season)
    assert (outcome.number, outcome.unchanged, outcome.written.reminders) == (1, False, 1)
    assert contents(season.returns) == filed
    written = {path.name for path in season.round(1).iterdir()}
    assert {f"{first.stem}（已标注）.xlsx", f"催报通知-{LATE}.docx", "检查结果.xlsx", "进度.html"} <= written
    reminder = text_of(season.round(1) / f"催报通知-{LATE}.docx")
    assert "2025年12月20日，现已逾期12天" in reminder
    assert "（联系人：李四）" in reminder
    notice = text_of(next(season.round(1).glob("退回通知-*.docx")))
    assert "于2026年1月15日前重新报送" in notice
    assert "某某县财政局" in notice
    rounds: Any = load_workbook(season.summary)["轮次"]
    shown = {row[0]: row for row in rounds.iter_rows(min_row=2, values_only=True)}
    assert shown[LATE][1] == 0
    assert shown[LATE][10] == 12


def test_a_reminder_before_the_deadline_blames_nobody() -> None:
    letter = Letter(day=date(2026, 11, 1), due=date(2026, 11, 30))
    texts = []
    for overdue in (0, 3):
        content = reminder("某某局", made=datetime(2026, 11, 1), letter=letter, overdue=overdue)
        texts.append(" ".join(each.text for each in docx.Document(BytesIO(content)).paragraphs))
    assert "目前未收到" in texts[0] and "按期" in texts[0] and "逾期" not in texts[0]
    assert "现已逾期3天，至今未收到" in texts[1] and "尽快" in texts[1]


def test_a_return_under_nearly_its_name_is_named_in_the_reminder(season: SeasonFolder) -> None:
    name = names_of(season.returns)[0]
    workbook = load_workbook(season.settings)
    for (cell,) in workbook["单位名单"].iter_rows(min_col=1, max_col=1):
        if cell.value == name:
            cell.value = renamed = f"{name[:-1]}办公室"
    workbook.save(season.settings)
    run(season)
    filed = sorted(season.returns.iterdir())[0]
    reminder = text_of(season.round(1) / f"催报通知-{renamed}.docx")
    assert f"未收到以你单位名称报送的文件（收到“{filed.name}”，表上的单位名称与单位名单不一致）" in reminder
    assert "请按退回通知改正后重新报送" in reminder
    assert (season.round(1) / f"退回通知-{renamed}.docx").is_file()
    assert "收到“" not in text_of(season.round(1) / f"催报通知-{LATE}.docx")


def test_a_new_season_takes_functions_over_from_the_roster(tmp_path: Path) -> None:
    listed = tmp_path / "花名册.csv"
    listed.write_text("部门,职能\n某某局,农林水\n", encoding="utf-8")
    folder = SeasonFolder(tmp_path / "一季")
    begin(folder, year=2027, bureau="某某县财政局", roster=listed)
    assert [line.function for line in load_settings(str(folder.settings)).roster] == ["农林水"]


def test_a_new_season_takes_phones_over_from_the_roster(tmp_path: Path) -> None:
    listed = tmp_path / "花名册.csv"
    listed.write_text("部门,联系人,电话\n某某局,李四,0731-88001234\n", encoding="utf-8")
    folder = SeasonFolder(tmp_path / "一季")
    begin(folder, year=2027, bureau="某某县财政局", roster=listed)
    (line,) = load_settings(str(folder.settings)).roster
    assert (line.contact, line.phone) == ("李四", "0731-88001234")


def test_a_department_that_is_renamed_is_one_from_the_round_on_that_knows_its_old_name(season: SeasonFolder) -> None:
    name, old = names_of(season.returns)[0], "县里原来的名字局"
    files = FiledFile("a.xlsx", "1", "merged", "", old), FiledFile("b.xlsx", "2", "merged", "", name)
    rounds = [Round(number, "2026-01-01 09:00", "", "", files[:number]) for number in (1, 2)]
    assert old in {state.department for state in department_states(rounds, load_settings(str(season.settings)), TODAY)}
    workbook = load_workbook(season.settings)
    sheet: Any = workbook["单位名单"]
    row = next(cell.row for (cell,) in sheet.iter_rows(max_col=1) if cell.value == name)
    sheet.cell(row, 3).value = old
    workbook.save(season.settings)
    states = department_states(rounds, load_settings(str(season.settings)), TODAY)
    assert old not in {state.department for state in states}
    assert next(state.filed for state in states if state.department == name) == 2


def test_one_misspelt_form_does_not_make_a_workbook_nobodys(season: SeasonFolder) -> None:
    first = sorted(season.returns.iterdir())[0]
    name = names_of(season.returns)[0]
    workbook = load_workbook(first)
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if name in str(cell.value)]
    cells[0].value = str(cells[0].value).replace(name, f"{name[:-1]}分局")
    workbook.save(first)
    states = {state.department: state for state in run(season).states}
    assert states[name].files == [first.name]


def test_nothing_new_is_no_round(closed: SeasonFolder) -> None:
    before = contents(closed.returned)
    again = run(closed)
    assert (again.number, again.unchanged) == (1, True)
    assert contents(closed.returned) == before


def test_a_season_to_which_nobody_has_filed_has_no_round(tmp_path: Path, jixiao: Call) -> None:
    folder = SeasonFolder(tmp_path / "新的一季")
    begin(folder, year=2026)
    told = jixiao("season", "run", folder.root)
    assert told.code == 0
    assert "还没有报送" in told.err
    assert not folder.summary.exists()
    assert folder.rounds() == []
    assert "单位名单是空的" in jixiao("settings", "check", folder.settings).err


def test_the_next_round_tells_what_was_mended_and_what_is_left(season: SeasonFolder) -> None:
    first, second, *_ = sorted(season.returns.iterdir())
    whole = first.read_bytes()
    break_form(first)
    break_form(second)
    before = {state.department: state.errors + state.warnings for state in run(season).states}
    first.write_bytes(whole)
    outcome = run(season)
    assert outcome.number == 2
    states = {state.department: state for state in outcome.states}
    mended, left = names_of(season.returns)[:2]
    assert len(states[mended].progress.mended) > 0
    assert states[mended].errors == 0
    assert (len(states[left].progress.unmended), len(states[left].progress.new)) == (before[left], 0)
    assert not (season.round(2) / f"{first.stem}（已标注）.xlsx").exists()
    notice = docx.Document(str(season.round(2) / f"退回通知-{left}.docx"))
    assert any(f"已改正0处，仍未改正{before[left]}处，新发现0处" in paragraph.text for paragraph in notice.paragraphs)
    assert any("【未改】" in cell.text for row in notice.tables[0].rows for cell in row.cells)


def test_who_first_reports_in_the_second_round_is_compared_with_nothing(season: SeasonFolder) -> None:
    late = next(season.returns.iterdir())
    kept_back = late.rename(season.root.with_name(late.name))
    run(season)
    break_form(kept_back)
    kept_back.rename(late)
    run(season)
    (notice,) = season.round(2).glob(f"退回通知-{late.stem.partition('-')[2]}.docx")
    assert "上一轮相比" not in text_of(notice)


def test_a_run_that_was_killed_before_its_folder_was_in_place_is_done_again(closed: SeasonFolder) -> None:
    whole = contents(closed.returned)
    shutil.rmtree(closed.round(1))
    (closed.state / "第1轮").mkdir()
    (closed.state / "第1轮" / "半.xlsx").write_bytes(b"half")
    outcome = run(closed)
    assert (outcome.number, outcome.unchanged) == (1, False)
    assert contents(closed.returned) == whole
    with history(closed) as known:
        assert known.numbers() == [1]


@pytest.mark.parametrize("within", ["3 退回", ".jixiao"])
def test_a_link_in_the_place_of_a_round_is_refused_and_what_it_leads_to_stays(
    season: SeasonFolder, tmp_path: Path, within: str
) -> None:
    season.require()
    strangers = tmp_path / "别人的"
    strangers.mkdir()
    (strangers / "要紧.xlsx").write_bytes(b"1")
    (season.root / within / "第1轮").symlink_to(strangers)
    with pytest.raises(OutputError, match="不会删除"):
        run(season)
    assert (strangers / "要紧.xlsx").read_bytes() == b"1"


def test_a_pdf_is_asked_for_again_as_tables_and_nobody_is_called_silent(season: SeasonFolder) -> None:
    (season.returns / f"{LATE}.pdf").write_bytes(b"%PDF-1.4")
    state = {state.department: state for state in run(season).states}[LATE]
    assert (state.files, state.unreadable) == ([], [f"{LATE}.pdf"])
    said = text_of(season.round(1) / f"催报通知-{LATE}.docx")
    assert f"（收到“{LATE}.pdf”，其中的表不能读取）" in said
    assert "请收到本通知后" in said and "Excel 或 Word" in said


def test_a_workbook_without_a_form_is_named_in_the_reminder(season: SeasonFolder) -> None:
    Workbook().save(season.returns / f"{LATE}.xlsx")
    run(season)
    said = text_of(season.round(1) / f"催报通知-{LATE}.docx")
    assert f"（收到“{LATE}.xlsx”，其中没有识别出绩效目标表）" in said


def test_a_lost_or_damaged_history_is_rebuilt_from_the_folders(closed: SeasonFolder) -> None:
    closed.database.write_bytes(b"no database at all" * 100)
    again = run(closed)
    assert (again.number, again.unchanged) == (1, True)
    assert any("重建" in note for note in again.notes)
    assert any(path.name.startswith("season.db.damaged") for path in closed.state.iterdir())
    closed.database.unlink()
    assert run(closed).unchanged


def test_a_history_of_a_newer_version_is_left_alone(closed: SeasonFolder) -> None:
    with sqlite3.connect(closed.database) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(UsageError, match="更新版本"):
        run(closed)


def test_a_second_officer_is_told_who_is_at_work(season: SeasonFolder) -> None:
    season.require()
    with at_work(season), pytest.raises(OutputError, match=r"另一个人正在处理这一季（.*开始）"), at_work(season):
        pass


def test_other_files_and_deeper_folders_are_settled_too(season: SeasonFolder) -> None:
    deep = season.returns / names_of(season.returns)[0]
    deep.mkdir()
    (deep / "说明.pdf").write_bytes(b"%PDF-1.4")
    (season.returns / "杂项").mkdir()
    (season.returns / "杂项" / "照片.jpg").write_bytes(b"\xff\xd8\xff")
    outcome = run(season)
    assert outcome.merged is not None
    files = outcome.merged.as_json()["files"]
    assert len(files) == DEPARTMENTS + 2
    assert all(file["reason"] for file in files if file["status"] != "merged")


def test_approval_freezes_clean_copies_with_the_bureaus_figures(closed: SeasonFolder) -> None:
    summary = load_workbook(closed.summary)
    sheet = summary["项目"]
    column = sheet.max_column + 1
    sheet.cell(1, column, "批复金额（万元）")
    sheet.cell(2, column, 12.5)
    department, project = sheet.cell(2, 1).value, sheet.cell(2, 2).value
    summary.save(closed.summary)
    done = approve(closed, Ask([str(department)], "某财绩〔2026〕{n}号", first=7)).done
    assert [(one.department, one.document) for one in done] == [(department, "某财绩〔2026〕7号")]
    assert [str(change.after) for change in done[0].changes] == ["12.5"]
    letter = text_of(next((closed.approved / str(department)).glob("批复-*.docx")))
    assert f"{project}：12.5万元" in letter
    assert re.search(rf"{project}金额：由[\d.]+万元调整为12\.5万元（", letter)
    assert any("中的相应金额和合计仍是报送的数" in note for note in done[0].notes)
    assert "其中相应的金额和合计请按批复更正" in letter
    listed: Any = load_workbook(closed.approved / "批复汇总.xlsx").active
    remarks = [row[7] for row in listed.iter_rows(min_row=3, values_only=True) if row[4] == project]
    assert re.fullmatch(r"报送的汇总表（.+![A-Z]+\d+）为[\d.]+万元，以批复金额为准", str(remarks[0]))
    amounts = [row[5] for row in listed.iter_rows(min_row=3, values_only=True) if row[4] == project]
    assert amounts == [12.5]
    status = season_status(closed)
    assert [state.approved for state in status.states if state.department == department] == [
        "2026-01-01　某财绩〔2026〕7号"
    ]
    assert not status.waiting
    copy = next((closed.approved / str(department)).glob("*.xlsx"))
    copy.write_bytes(copy.read_bytes() + b"\0")
    assert season_status(closed).changed == [f"{department}/{copy.name}"]


def test_open_errors_are_not_approved_unless_asked_for(season: SeasonFolder) -> None:
    first = sorted(season.returns.iterdir())[0]
    break_form(first)
    run(season)
    name = names_of(season.returns)[0]
    with pytest.raises(UsageError, match="处错误没有改"):
        approve(season, Ask([name]))
    outcome = approve(season, Ask())
    assert {one.department for one in outcome.done} == set(names_of(season.returns)) - {name}
    assert outcome.left_out[OPEN_ERRORS] == [name]
    assert approve(season, Ask([name], despite=True)).done[0].department == name


def test_who_is_not_on_the_roster_is_named_and_approved_on_request_only(season: SeasonFolder) -> None:
    name = names_of(season.returns)[0]
    workbook = load_workbook(season.settings)
    for row in workbook["单位名单"].iter_rows():
        if row[0].value == name:
            row[0].value = "另一个完全不同的单位"
    workbook.save(season.settings)
    run(season)
    outcome = approve(season, Ask())
    assert name in outcome.left_out[STRANGERS]
    assert name not in {one.department for one in outcome.done}
    with pytest.raises(UsageError, match="不在单位名单上"):
        approve(season, Ask([name]))
    assert [one.department for one in approve(season, Ask([name], despite=True, unlisted=True)).done] == [name]


def test_an_error_in_a_file_holds_its_approval_up_whoever_is_told_of_it(season: SeasonFolder) -> None:
    filed = FiledFile("水利.docx", "1" * 64, "merged", "", "水利局")
    told = OpenFinding("1", "云岭县水利局", "error", "CMP-005", filed.file, "表1", "C3", "", "缺少一级指标")
    settings = load_settings(str(season.settings))
    closed = Round(1, "2026-01-01 08:00:00", "李四", "", (filed,), (told,))
    states = {state.department: state for state in department_states([closed], settings, date(2026, 1, 1))}
    assert (states["云岭县水利局"].errors, states["水利局"].errors, states["水利局"].clear) == (1, 0, False)


def test_who_filed_a_self_evaluation_only_has_no_goals_to_approve(season: SeasonFolder) -> None:
    first = sorted(season.returns.iterdir())[0]
    name = names_of(season.returns)[0]
    new_form("selfeval-2020", season.returns / "自评.xlsx", last=first, year=2026)
    first.unlink()
    run(season)
    with pytest.raises(UsageError, match="没有报送绩效目标表"):
        approve(season, Ask([name], despite=True))
    assert not (season.approved / name).exists()


def test_an_example_on_how_to_fill_in_the_form_is_not_approved(season: SeasonFolder) -> None:
    path = next(season.returns.glob("*.xlsx"))
    workbook = load_workbook(path)
    example = workbook.copy_worksheet(workbook["项目1"])
    example.title, example["B6"] = "填写示例", "某某示范项目"
    workbook.save(path)
    run(season)
    name = path.stem.partition("-")[2]
    (one,) = approve(season, Ask([name], despite=True)).done
    assert len(one.projects) == 1
    assert "现批复1个项目" in text_of(next((season.approved / name).glob("批复-*.docx")))
    assert "填写示例" not in load_workbook(one.files[0]).sheetnames


def test_numbers_count_on_and_an_approved_copy_is_named_like_the_form(season: SeasonFolder) -> None:
    first, second = sorted(season.returns.iterdir())[:2]
    marked = first.with_name(f"{first.stem}（已标注）.xlsx")
    first.rename(marked)
    run(season)
    one, other = names_of(season.returns)[:2]
    one = one.removesuffix("（已标注）")
    ask = Ask([one], "某财绩〔2026〕{n}号", despite=True)
    assert approve(season, ask).done[0].document == "某财绩〔2026〕1号"
    assert approve(season, replace(ask, departments=[other])).done[0].document == "某财绩〔2026〕2号"
    assert [path.name for path in (season.approved / one).glob("*.xlsx")] == [first.name]
    assert second.name in {path.name for path in (season.approved / other).glob("*.xlsx")}


def test_an_approved_form_that_was_edited_afterwards_is_not_published(closed: SeasonFolder) -> None:
    approve(closed, Ask(names_of(closed.returns), despite=True))
    name = names_of(closed.returns)[0]
    copy = next((closed.approved / name).glob("*.xlsx"))
    workbook = load_workbook(copy)
    workbook.worksheets[0]["A1"] = "改过"
    workbook.save(copy)
    published = publish(closed)
    assert [failure.partition("：")[0] for failure in published.failures] == [f"{name}/{copy.name}"]
    assert not (closed.public / name).exists()


def typed(path: Path, text: str) -> bytes:
    workbook = load_workbook(path)
    workbook.worksheets[0]["A1"] = text
    workbook.save(path)
    return path.read_bytes()


def test_what_she_masked_by_hand_stays_masked(closed: SeasonFolder) -> None:
    name = names_of(closed.returns)[0]
    approve(closed, Ask([name], despite=True))
    assert publish(closed).notes == []
    public = next((closed.public / name).glob("*.xlsx"))
    masked = typed(public, "***的项目")
    published = publish(closed)
    assert [note.partition(" 手工改过")[0] for note in published.notes] == [f"6 公开/{name}/{public.name}"]
    assert public.read_bytes() == masked


def test_an_edited_list_letter_or_form_is_kept_when_it_is_approved_again(closed: SeasonFolder) -> None:
    one, other, *_ = names_of(closed.returns)
    ask = Ask([one], "某财绩〔2026〕{n}号", despite=True)
    approve(closed, ask)
    listed, form = closed.approved / "批复汇总.xlsx", next((closed.approved / one).glob("*.xlsx"))
    hers = [typed(listed, "报县长"), typed(form, "改过")]
    notes = approve(closed, replace(ask, departments=[other])).notes
    assert [note.partition(" 手工改过")[0] for note in notes] == ["5 批复/批复汇总.xlsx"]
    again = approve(closed, ask)
    assert again.notes == []
    assert any("手工改过" in note for note in again.done[0].notes)
    kept = closed.summary.parent / "手工改过的" / "5 批复"
    assert [(kept / listed.name).read_bytes(), (kept / one / form.name).read_bytes()] == hers
    assert load_workbook(form).worksheets[0]["A1"].value != "改过"
    assert season_status(closed).changed == []


def test_public_copies_name_nobody(season: SeasonFolder) -> None:
    first = sorted(season.returns.iterdir())[0]
    workbook = load_workbook(first)
    sheet = workbook.worksheets[0]
    row = sheet.max_row + 2
    sheet.cell(
        row, 1, "经办人手机13800138000，身份证430102199003071234，账号6222021234567890123，邮箱zhang@example.org"
    )
    workbook.save(first)
    run(season)
    approve(season, Ask(names_of(season.returns), despite=True))
    published = publish(season)
    assert len(published.files) == DEPARTMENTS
    said = " ".join(
        str(cell)
        for path in season.public.rglob("*.xlsx")
        for each in load_workbook(path).worksheets
        for line in each.iter_rows(values_only=True)
        for cell in line
        if cell is not None
    )
    for secret in ("13800138000", "199003071234", "6222021234567890123", "zhang@"):
        assert secret not in said
    assert "138******00" in said
    kinds = {each.kind for _, each in published.masked}
    assert any("姓名" in kind for kind in kinds)
    listed: Any = load_workbook(season.root / "4 汇总" / "脱敏清单.xlsx").active
    assert listed.max_row == len(published.masked) + 1


def test_self_evaluations_are_held_against_what_was_approved(closed: SeasonFolder) -> None:
    approve(closed, Ask(names_of(closed.returns), despite=True))
    name = names_of(closed.returns)[0]
    approved = next((closed.approved / name).glob("*.xlsx"))
    own = closed.returns / f"{name}自评.xlsx"
    new_form("selfeval-2020", own, last=approved, year=2026)
    workbook = load_workbook(own)
    sheet = workbook.worksheets[0]
    column = next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == "年度指标值")
    lowered = next(
        cell for (cell,) in sheet.iter_rows(min_col=column, max_col=column) if re.fullmatch(r"≥\d+.*", str(cell.value))
    )
    lowered.value = "≥1" + re.sub(r"[≥\d.]", "", str(lowered.value))
    workbook.save(own)
    outcome = run(closed)
    assert outcome.report is not None
    found = [each.finding for each in outcome.report.problems if each.finding.code == "SEV-020"]
    assert [finding.cell for finding in found] == [lowered.coordinate]


def test_handing_out_carries_over_what_was_approved_the_year_before(season: SeasonFolder) -> None:
    workbook = load_workbook(season.settings)
    workbook["基本信息"]["B4"] = "某某县2026年口径"
    workbook.save(season.settings)
    run(season)
    approve(season, Ask(names_of(season.returns), despite=True))
    following = SeasonFolder(season.root.with_name("下一季"))
    assert begin_next(season, following) == 2027
    assert load_settings(str(following.settings)).profile.title == "某某县2027年口径"
    issued = issue(following, Issue())
    assert len(issued.written) == DEPARTMENTS + 1
    assert issued.carried == DEPARTMENTS
    assert issue(following, Issue()).kept == [*names_of(season.returns), LATE]


def test_handing_out_carries_the_newest_of_each_and_names_what_it_could_not(
    season: SeasonFolder, tmp_path: Path, jixiao: Call
) -> None:
    last, (first, *_) = tmp_path / "上年", names_of(season.returns)
    shutil.copytree(season.returns, last)
    filed = next(last.glob(f"*{first}*"))
    load_workbook(filed).save(last / f"更正-{first}.xlsx")
    new_form("project-2026", last / "别处.xlsx", department="别处的学校", year=2025, project="课桌更新")
    (last / "旧表.doc").write_bytes(b"doc")
    (last / "坏表.xlsx").write_bytes(filed.read_bytes()[:3000])
    told = jixiao("season", "issue", season.root, "--from", last)
    left = [line for line in told.err.splitlines() if line.startswith("没有带上")]
    assert [line.partition("　")[2].partition("：")[0].partition("!")[0] for line in left] == [
        "别处.xlsx",
        "坏表.xlsx",
        "旧表.doc",
    ]
    assert f"带上年内容的 {DEPARTMENTS} 份" in told.err
    (issued,) = season.templates.glob(f"*{first}.xlsx")
    projects = [name for name in load_workbook(issued).sheetnames if name.startswith("项目")]
    assert len(projects) == len([name for name in load_workbook(filed).sheetnames if name.startswith("项目")])


def test_the_commands_tell_the_way(season: SeasonFolder, jixiao: Call) -> None:
    assert jixiao("season", "run", season.root).code == 0
    shown = jixiao("season", "status", season.root, "--json")
    found = json.loads(shown.out)
    assert found["round"] == 1
    keys = {"department", "filed", "errors", "warnings", "fixed", "remaining", "new", "days_overdue", "approved"}
    assert keys <= found["departments"][0].keys()
    assert jixiao("season", "run", season.root.with_name("没有")).code == 2
    outside = jixiao("season", "run", season.returns)
    assert outside.code == 2
    assert "不是一季的文件夹" in outside.err


def test_an_unwritable_season_is_told_in_one_line(season: SeasonFolder) -> None:
    if os.geteuid() == 0:
        (season.root / "5 批复").rmdir()
        (season.root / "5 批复").write_text("a file in its place")
    else:
        season.root.chmod(0o500)
    with pytest.raises(OutputError):
        run(season)


@pytest.mark.parametrize("removed", [False, True])
def test_what_was_edited_after_its_approval_is_in_no_public_list(closed: SeasonFolder, removed: bool) -> None:
    approve(closed, Ask(names_of(closed.returns)[:2], "财预〔2026〕{n}号", despite=True))
    copy = next(closed.approved.glob("*/*.xlsx"))
    department = copy.parent.name
    if removed:
        copy.unlink()
    else:
        workbook = load_workbook(copy)
        workbook.worksheets[0]["A30"] = "后来改的"
        workbook.save(copy)
    published = publish(closed)
    assert any(copy.name in failure for failure in published.failures)
    values = [
        str(value) for sheet in load_workbook(closed.public / SUMMARY_FILE) for row in sheet.values for value in row
    ]
    assert department not in values
    assert any(name in values for name in names_of(closed.returns)[:2])


def approve_amounts(season: SeasonFolder, part: Decimal) -> None:
    """Type 批复金额 beside every project: a part of what was filed."""
    workbook: Any = load_workbook(season.summary)
    sheet = workbook["项目"]
    titles = {cell.value: cell.column for cell in sheet[1]}
    column = titles.get("批复金额（万元）") or sheet.max_column + 1
    sheet.cell(1, column).value = "批复金额（万元）"
    for row in range(2, sheet.max_row + 1):
        filed = sheet.cell(row, titles["项目金额（万元）"]).value
        sheet.cell(row, column).value = float((Decimal(repr(filed)) * part).quantize(Decimal("0.01")))
    workbook.save(season.summary)


def accused(season: SeasonFolder, code: str) -> list[str]:
    outcome = run(season)
    assert outcome.report is not None
    return [str(each.finding.found) for each in outcome.report.problems if each.finding.code == code]


def test_the_approved_amount_is_the_target_of_the_year(closed: SeasonFolder) -> None:
    approve_amounts(closed, Decimal("0.9"))
    name = names_of(closed.returns)[0]
    one = approve(closed, Ask([name], despite=True)).done[0]
    assert [change.kind for change in one.changes] == ["amount"]
    own = closed.returns / f"{name}自评.xlsx"
    new_form("selfeval-2020", own, last=one.files[0], year=2026)
    workbook = load_workbook(own)
    sheet: Any = workbook.worksheets[0]
    total = next(row for row in range(1, 20) if sheet.cell(row, 3).value == "年度资金总额")
    budgets = [sheet.cell(row, column) for row in (total, total + 1) for column in (4, 5)]
    approved, filed = one.projects[0].amount, Decimal(one.changes[0].before)
    for amount, found in ((approved, []), (filed, [f"{filed}"])):
        assert amount is not None
        for each in budgets:
            each.value = float(amount)
        workbook.save(own)
        assert accused(closed, "SEV-023") == found
    with history(closed) as known:
        assert {sheet for each in known.approvals() for sheet in each.outdated} <= {
            sheet for sheets in one.outdated.values() for sheet in sheets
        }


def test_what_was_approved_is_known_when_the_history_is_lost(closed: SeasonFolder) -> None:
    approve_amounts(closed, Decimal("0.9"))
    approve(closed, Ask(names_of(closed.returns), "财预〔2026〕{n}号", despite=True))
    with history(closed) as known:
        before = known.approvals()
    closed.database.unlink()
    with history(closed) as known:
        assert known.approvals() == before
        assert len(before) == DEPARTMENTS
        assert "按文件夹重建" in known.rebuilt
    assert all(state.approved for state in season_status(closed).states if state.files)


def test_a_form_that_is_approved_anew_takes_the_place_of_the_one_before(closed: SeasonFolder) -> None:
    name = names_of(closed.returns)[0]
    filed = sorted(closed.returns.iterdir())[0]
    first = approve(closed, Ask([name], despite=True)).done[0].files[0]
    filed.rename(filed.with_name("更正的.xlsx"))
    run(closed)
    again = approve(closed, Ask([name], despite=True)).done[0]
    assert [path.name for path in again.files] == ["更正的.xlsx"]
    assert not first.exists()
    assert any("不再是批复的表" in note for note in again.notes)
    assert (closed.summary.parent / "被替代的批复" / "5 批复" / name / first.name).is_file()
    assert season_status(closed).changed == []


def test_a_name_outside_the_roster_is_no_department_of_it(season: SeasonFolder, jixiao: Call) -> None:
    new_form("project-2026", season.returns / "外来.xlsx", department="外来单位", year=2026)
    states = {state.department: state for state in run(season).states}
    assert {name for name, state in states.items() if not state.listed} == {"外来单位"}
    told = jixiao("season", "status", season.root)
    assert "外来单位（不在名单上）" in told.out
    assert f"{DEPARTMENTS + 1} 个单位" in told.err and "另有 1 个名称不在单位名单上" in told.err
    page = (season.round(1) / "进度.html").read_text(encoding="utf-8")
    assert f"<li>单位<b>{DEPARTMENTS + 1}</b></li>" in page and "<li>名单外<b>1</b></li>" in page


def test_a_department_whose_forms_are_in_another_ones_workbook_has_filed(season: SeasonFolder) -> None:
    workbook = Workbook()
    for sheet, name in zip(
        (workbook.active, workbook.create_sheet("二")), (names_of(season.returns)[0], LATE), strict=True
    ):
        for line in (
            ["2026年项目支出绩效目标表"],
            ["填报单位", name, "金额单位", "万元"],
            ["项目名称", f"{name}观测站运行", "资金总额", 20],
            ["年度绩效目标", "运行观测站4个。"],
            ["一级指标", "二级指标", "三级指标", "指标值"],
            ["产出指标", "数量指标", "运行观测站数量", "≥4个"],
        ):
            sheet.append(line)
    workbook.save(season.returns / "两个单位.xlsx")
    state = next(state for state in run(season).states if state.department == LATE)
    assert state.files == ["两个单位.xlsx"]
    with pytest.raises(UsageError, match="其他单位的文件里"):
        approve(season, Ask([LATE], despite=True))
