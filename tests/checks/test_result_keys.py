"""What a check gave is known again until something changes that it was made by."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from jixiao.checks import workbooks
from jixiao.checks.approved_files import read_approved
from jixiao.checks.checked_file import WorkbookFile
from jixiao.checks.profile import Profile, load_profile
from jixiao.checks.result_keys import result_key, result_keys, version_of_results
from jixiao.templates.single import new_form
from jixiao_samples import write_samples


@pytest.fixture(scope="module")
def goals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("目标")
    write_samples(folder, 1, forms=3, seed=7, layouts="template", mistakes=0)
    return next(folder.iterdir())


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o700)
    return folder


@pytest.mark.parametrize(
    ("kinds", "goals", "key"),
    [
        (["project", "summary"], "", "a"),
        (["project", "summary"], "一", "a"),
        (["selfeval"], "", "a"),
        (["selfeval"], "一", "a 一"),
        (["project", "monitoring"], "一", "a 一"),
        ([], "一", "a"),
    ],
)
def test_only_what_holds_a_year_end_form_is_kept_by_the_goals(kinds: list[str], goals: str, key: str) -> None:
    assert result_key("a", kinds, goals) == key
    assert key in result_keys("a", goals)


def with_goals(file: Path, cache: Path) -> Profile:
    profile = load_profile()
    return replace(profile, approved=read_approved([WorkbookFile(file, "批复.xlsx")], profile, cache=cache).approved)


def test_the_version_is_the_same_whatever_is_approved(goals: Path, cache: Path) -> None:
    assert version_of_results(load_profile()) == version_of_results(with_goals(goals, cache))


def test_new_approvals_have_year_end_forms_alone_read_again(
    goals: Path, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "自评.xlsx"
    new_form("selfeval-2020", own, last=goals, year=2026)
    files = [WorkbookFile(goals, goals.name), WorkbookFile(own, own.name)]
    read: list[str] = []
    real = workbooks.read_file

    def reading(path: Path, name: str) -> object:
        read.append(name)
        return real(path, name)

    monkeypatch.setattr(workbooks, "read_file", reading)
    approved = with_goals(goals, cache)
    for profile, expected in [
        (load_profile(), [goals.name, own.name]),
        (approved, [own.name]),
        (approved, []),
        (load_profile(), []),
    ]:
        read.clear()
        workbooks.check_files(files, profile, cache=cache)
        assert read == expected


def test_goals_are_read_once_and_called_by_the_name_of_the_day(
    goals: Path, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read_approved([WorkbookFile(goals, "一.xlsx")], load_profile(), cache=cache)
    monkeypatch.setattr("jixiao.checks.approved_files.read_file", None)
    moved = Path(shutil.copy(goals, tmp_path / "二.xlsx"))
    again = read_approved([WorkbookFile(moved, "二.xlsx")], load_profile(), cache=cache)
    assert [replace(form, file="一.xlsx") for form in again.forms] == first.forms
    assert {form.file for form in again.forms} == {"二.xlsx"}
    assert first.forms and not again.unread


def test_what_cannot_be_read_is_told_and_tried_again(tmp_path: Path, cache: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK")
    for _ in range(2):
        ((name, reason),) = read_approved([WorkbookFile(broken, "坏.xlsx")], load_profile(), cache=cache).unread
        assert name == "坏.xlsx" and reason
