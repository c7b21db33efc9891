"""Definitions of learned forms: what they may say, how a mistake is told, where they lie, which one is in force."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from jixiao.caching.version import version
from jixiao.errors import DefinitionError
from jixiao.forms.learned import folders
from jixiao.forms.learned.form import LearnedForm, LearnedLabel, parse_learned, read_learned

GOOD: dict[str, Any] = {
    "format": 1,
    "id": "青溪-项目表",
    "kind": "project",
    "name": "青溪县项目支出绩效目标申报表",
    "title": "青溪县项目支出绩效目标申报表",
    "labels": [
        {"label": "县级配套承诺数", "means": "自定义栏目", "required": True, "type": "数字"},
        {"label": "项目由来", "means": "立项依据"},
    ],
    "columns": [{"label": "佐证材料", "means": "自定义栏目", "list": ["有", "无"]}],
    "prints": ["项目名称", "县级配套承诺数"],
}


@pytest.fixture(autouse=True)
def nothing_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "user_folder", lambda: tmp_path / "用户")
    monkeypatch.setenv(folders.VARIABLE, "")


def write(folder: Path, raw: object, name: str = "a.json") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_definition_is_read_and_written_alike(tmp_path: Path) -> None:
    form = read_learned(write(tmp_path, GOOD))
    assert form.labels[0] == LearnedLabel("县级配套承诺数", "自定义栏目", required=True, type="数字")
    assert form.columns[0].choices == ("有", "无")
    assert parse_learned(form.to_json(), tmp_path / "a.json") == form


@pytest.mark.parametrize(
    ("change", "place", "write_there"),
    [
        ({"format": 2}, "format：格式版本 2 比本软件新", "升级"),
        ({"format": "1"}, "format：没有写格式版本", '"format": 1'),
        ({"id": "../青溪"}, "id：编号只能用", "qingxi-project"),
        ({"id": "Abc"}, "id：编号只能用", "qingxi-project"),
        ({"kind": "目标表"}, "kind：不是表的种类", "project"),
        ({"title": " "}, "title：没有填写", "title"),
        ({"template": "../a.xlsx"}, "template：应是同一文件夹中的文件名", "申报表.xlsx"),
        ({"lables": []}, "lables：没有这一项", "labels"),
        ({"labels": {}}, "labels：应是列表", "label"),
        ({"labels": [{"means": "项目名称"}]}, "labels 第 1 项：没有写栏目名", "label"),
        ({"labels": [{"label": "甲", "means": "项目名"}]}, "labels 第 1 项“甲”：means 不认识“项目名”", "项目名称"),
        ({"columns": [{"label": "甲", "means": "项目名称"}]}, "columns 第 1 项“甲”：means 不认识", "三级指标"),
        (
            {"labels": [{"label": "甲", "means": "不读"}, {"label": "甲：", "means": "不读"}]},
            "labels 第 2 项“甲：”：与第 1 项重复",
            "只留一项",
        ),
        ({"labels": [{"label": "甲", "means": "不读", "type": "整数"}]}, "type 应是文字、数字或日期", "数字"),
        ({"labels": [{"label": "甲", "means": "不读", "required": "是"}]}, "required 应是 true 或 false", "true"),
        ({"labels": [{"label": "甲", "means": "不读", "max_length": 0}]}, "max_length 应是正整数", "200"),
        ({"prints": [1]}, "prints：应是文字的列表", "重新学习"),
    ],
)
def test_a_mistake_names_the_place_and_what_to_write(
    tmp_path: Path, change: dict[str, Any], place: str, write_there: str
) -> None:
    with pytest.raises(DefinitionError) as error:
        read_learned(write(tmp_path, {**GOOD, **change}))
    assert error.value.file == "a.json"
    assert place in error.value.message
    assert write_there in error.value.hint


@pytest.mark.parametrize("text", ["{", '{"format": 1,,}', "[]", "", "[" * 100_000])
def test_what_is_no_definition_is_refused_with_its_place(tmp_path: Path, text: str) -> None:
    path = tmp_path / "坏.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as error:
        read_learned(path)
    assert error.value.file == "坏.json"
    assert error.value.hint


def test_a_later_folder_replaces_what_an_earlier_one_defines(tmp_path: Path) -> None:
    write(folders.user_folder(), GOOD)
    write(tmp_path / "本地", {**GOOD, "name": "新"})
    assert [form.name for form in folders.learned_forms().values()] == [GOOD["name"]]
    folders.add_folder(tmp_path / "本地")
    folders.add_folder(tmp_path / "本地")
    assert [form.name for form in folders.learned_forms().values()] == ["新"]
    assert os.environ[folders.VARIABLE] == str(tmp_path / "本地")


def test_a_changed_definition_is_noticed(tmp_path: Path) -> None:
    path = write(folders.user_folder(), GOOD)
    before = version()
    assert len(folders.learned_forms()) == 1
    write(path.parent, {**GOOD, "name": "改了名的表"})
    assert next(iter(folders.learned_forms().values())).name == "改了名的表"
    assert version() != before


@pytest.mark.parametrize(
    ("raw", "said"),
    [({**GOOD, "id": "project-2026"}, "是内置的表"), (GOOD, "重复")],
)
def test_an_id_that_is_taken_is_refused(tmp_path: Path, raw: object, said: str) -> None:
    write(folders.user_folder(), GOOD)
    write(folders.user_folder(), raw, "b.json")
    with pytest.raises(DefinitionError, match=said):
        folders.learned_forms()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="找不到版式文件夹"):
        folders.add_folder(tmp_path / "没有")


def test_without_folders_there_are_no_learned_forms() -> None:
    assert folders.learned_forms() == {}


def test_the_template_is_the_file_beside_the_definition(tmp_path: Path) -> None:
    form: LearnedForm = read_learned(write(tmp_path, {**GOOD, "template": "空白.xlsx"}))
    assert form.template == tmp_path / "空白.xlsx"


def test_a_folder_that_the_environment_names_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(folders.VARIABLE, str(tmp_path / "没有"))
    with pytest.raises(DefinitionError, match="找不到版式文件夹"):
        folders.state()
