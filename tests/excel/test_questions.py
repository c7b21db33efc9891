"""Questions to the user: a list with 取消 in LibreOffice and on macOS, a number in Excel on Windows."""

from __future__ import annotations

import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from engines.calc import LiveCalc
from jixiao.errors import JixiaoError
from jixiao.excel.libreoffice import calc_dialogs
from jixiao.excel.xlwings_adapter import excel_dialogs

OPTIONS = {"project-2026": "项目绩效目标表", "selfeval-2020": "项目绩效自评表", "department-2026": "整体绩效目标表"}


class Answered:
    """A dialog whose option is clicked and that is closed with a button: without a window none can be shown."""

    def __init__(self, dialog: Any, number: int | None, answer: int) -> None:
        self.dialog, self.number, self.answer = dialog, number, answer
        self.getControl, self.dispose = dialog.getControl, dialog.dispose

    def execute(self) -> int:
        if self.number is not None:
            self.dialog.getControl("options").selectItemPos(self.number, True)
        return self.answer


@pytest.mark.office
def test_libreoffice_shows_a_list_with_the_first_option_selected(calc_app: LiveCalc) -> None:
    dialog = calc_dialogs.choice_dialog(calc_app.context, "新建哪一种表？", OPTIONS)
    try:
        listed = dialog.getControl("options")
        assert list(listed.getItems()) == list(OPTIONS.values())
        assert calc_dialogs.chosen(dialog, OPTIONS) == "project-2026"
        assert [dialog.getControl(name).Model.Label for name in ("ok", "cancel")] == ["确定", "取消"]
        model = dialog.Model
        for name in model.ElementNames:
            part = model.getByName(name)
            assert part.PositionX + part.Width <= model.Width, name
            assert part.PositionY + part.Height <= model.Height, name
    finally:
        dialog.dispose()


@pytest.mark.office
@pytest.mark.parametrize(
    ("answer", "number", "key"), [(1, None, "project-2026"), (1, 2, "department-2026"), (0, 1, None)]
)
def test_an_option_of_the_list_is_answered_or_cancelled(
    calc_app: LiveCalc, monkeypatch: pytest.MonkeyPatch, answer: int, number: int | None, key: str | None
) -> None:
    make = calc_dialogs.choice_dialog
    monkeypatch.setattr(calc_dialogs, "choice_dialog", lambda *given: Answered(make(*given), number, answer))
    assert calc_dialogs.ask_choice(calc_app.context, "新建哪一种表？", OPTIONS) == key


@pytest.mark.parametrize(
    ("typed", "key"), [("1", "project-2026"), (" 2. ", "selfeval-2020"), ("3、", "department-2026"), (False, None)]
)
def test_excel_on_windows_asks_for_a_number(monkeypatch: pytest.MonkeyPatch, typed: Any, key: str | None) -> None:
    asked = []

    def input_box(prompt: str, *_: Any, **__: Any) -> Any:
        asked.append(prompt)
        return typed

    monkeypatch.setattr(excel_dialogs.sys, "platform", "win32")
    app = SimpleNamespace(api=SimpleNamespace(InputBox=input_box))
    assert excel_dialogs.ask_choice(app, "新建哪一种表？", OPTIONS) == key
    assert "2. 项目绩效自评表" in asked[0]


@pytest.mark.parametrize("typed", ["0", "4", "一", ""])
def test_a_number_that_is_none_of_them_is_told(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.setattr(excel_dialogs.sys, "platform", "win32")
    app = SimpleNamespace(api=SimpleNamespace(InputBox=lambda *_, **__: typed))
    with pytest.raises(JixiaoError, match="请输入 1 至 3"):
        excel_dialogs.ask_choice(app, "新建哪一种表？", OPTIONS)


@pytest.mark.parametrize(("said", "key"), [("项目绩效自评表\n", "selfeval-2020"), ("false\n", None)])
def test_macos_shows_a_list(monkeypatch: pytest.MonkeyPatch, said: str, key: str | None) -> None:
    scripts = []

    def run(command: list[str], **_: Any) -> Any:
        scripts.append(command[-1])
        return SimpleNamespace(returncode=0, stdout=said)

    monkeypatch.setattr(excel_dialogs.sys, "platform", "darwin")
    monkeypatch.setattr(subprocess, "run", run)
    assert excel_dialogs.ask_choice(None, '新建"哪"一种表？', OPTIONS) == key
    assert scripts[0].startswith('choose from list {"项目绩效目标表", "项目绩效自评表"')
    assert r"\"哪\"" in scripts[0]


@pytest.mark.parametrize(("said", "found"), [("/Users/li/报送/\n", Path("/Users/li/报送")), ("", None)])
def test_macos_asks_for_a_folder(monkeypatch: pytest.MonkeyPatch, said: str, found: Path | None) -> None:
    monkeypatch.setattr(excel_dialogs.sys, "platform", "darwin")
    done = SimpleNamespace(returncode=0 if said else 1, stdout=said)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
    assert excel_dialogs.ask_folder(None, "选择文件夹") == found
