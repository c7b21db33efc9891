"""The officer's guide to learned layouts: from the blank sheet to the summary, as it stands there."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import openpyxl
import pytest

from calling import ROOT, Call
from jixiao.forms.learned import folders
from jixiao.grid.open import open_workbook
from learning.layouts import own_columns
from learning.test_learning import answer

GUIDE = (ROOT / "schema" / "LAYOUTS.md").read_text(encoding="utf-8")
LINES = re.findall(r"^```sh\n# layout\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)[0].splitlines()


def test_the_commands_of_the_guide_lead_from_the_blank_to_the_summary(
    jixiao: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(folders, "user_folder", lambda: tmp_path / "用户")
    monkeypatch.setenv(folders.VARIABLE, "")
    own_columns(Path("空白表.xlsx"), filled=False)
    own_columns(Path("水务局.xlsx"), filled=True)
    Path("报送").mkdir()
    own_columns(Path("报送") / "水务局.xlsx", filled=True, C6="待定")
    learned = 0
    for line in LINES:
        program, *arguments = shlex.split(line)
        assert program == "jixiao"
        result = jixiao(*arguments)
        assert result.code == (1 if arguments[0] == "check" else 0), (line, result.err)
        if arguments[:2] == ["forms", "learn"]:
            learned += 1
            if learned == 1:
                answers = {
                    "项目由来": ("立项依据",),
                    "镇级联络员": ("不读",),
                    "佐证材料": ("自定义栏目", "", "文字", "有、无"),
                }
                own = {"是否民生实事": ("自定义栏目",), "镇级配套承诺数": ("自定义栏目", "是", "数字")}
                answer(Path("版式"), {**answers, **own})
        if arguments[0] == "template":
            _fill(Path("模板.xlsx"), Path("报送") / "农业农村局.xlsx")
    assert learned == 2
    summary = {sheet.name: sheet for sheet in open_workbook(Path("汇总.xlsx")).sheets}
    projects = summary["项目"].rows
    assert list(projects[1].values())[-1] == "镇级配套承诺数"
    assert {cells.get(2) for row, cells in projects.items() if row > 1} == {"青溪河河道清淤", "高标准农田建设"}
    codes = {str(cell) for cells in summary["检查结果"].rows.values() for cell in cells.values()}
    assert "CUS-002" in codes
    assert (tmp_path / "检查结果.html").is_file()
    assert json.loads(Path("版式/青溪-申报表.json").read_text(encoding="utf-8"))["labels"]


def _fill(template: Path, target: Path) -> None:
    """Fill the template as a clerk does."""
    book = openpyxl.load_workbook(template)
    sheet = book["申报表"]
    sheet["A2"] = f"{sheet['A2'].value}青溪县农业农村局"
    typed = {"C3": "高标准农田建设", "C5": 300, "G5": 300, "C6": 20, "G4": "是", "C7": "建成高标准农田1200亩。"}
    typed |= {"D10": "建成面积", "E10": 1200, "F10": "亩", "G10": "≥", "H10": "有"}
    for place, value in typed.items():
        sheet[place] = value
    book.save(target)


def test_the_pictures_of_the_guide_are_there() -> None:
    for name in re.findall(r"\((images/[\w.-]+)\)", GUIDE):
        assert (ROOT / ".github" / name).stat().st_size > 2000, name
