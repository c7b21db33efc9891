"""Messages and questions in LibreOffice, shown only in a visible window."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jixiao.excel.buttons import TAB
from jixiao.excel.libreoffice.unoimport import import_uno

_OK, _CANCEL = 1, 2  # com.sun.star.awt.PushButtonType; 1 is also what a dialog answers after 确定
_WIDTH, _LINE, _MARGIN = 240, 10, 6  # in units of a dialog, a quarter of a letter
_BUTTON = (50, 14)


def show_message(frame: Any, title: str, text: str) -> None:
    """Show a message box over a window that can be seen."""
    window = frame.ContainerWindow
    if not window.isVisible():
        return
    kind = import_uno().Enum("com.sun.star.awt.MessageBoxType", "INFOBOX")
    window.Toolkit.createMessageBox(window, kind, _OK, title, text).execute()


def ask_folder(context: Any, title: str) -> Path | None:
    """Ask for a folder."""
    picker = _create(context, "com.sun.star.ui.dialogs.FolderPicker")
    picker.setTitle(title)
    return _path(picker.getDirectory()) if picker.execute() == _OK else None


def ask_workbook(context: Any, title: str) -> Path | None:
    """Ask for the file of a workbook."""
    picker = _create(context, "com.sun.star.ui.dialogs.FilePicker")
    picker.setTitle(title)
    picker.appendFilter("工作簿", "*.xlsx;*.xlsm;*.xls;*.ods;*.et")
    return _path(picker.getFiles()[0]) if picker.execute() == _OK else None


def ask_choice(context: Any, title: str, options: Mapping[str, str]) -> str | None:
    """Ask for one of some options: a list with 确定 and 取消."""
    dialog = choice_dialog(context, title, options)
    try:
        return chosen(dialog, options) if dialog.execute() == _OK else None
    finally:
        dialog.dispose()


def choice_dialog(context: Any, title: str, options: Mapping[str, str]) -> Any:
    """Make the dialog with a list of options, the first one selected."""
    model = _create(context, "com.sun.star.awt.UnoControlDialogModel")
    listed = _LINE * len(options) + 4
    buttons = _LINE + listed + 3 * _MARGIN
    model.Width, model.Height, model.Title = _WIDTH, buttons + _BUTTON[1] + _MARGIN, TAB
    inner = _WIDTH - 2 * _MARGIN
    right = _WIDTH - _MARGIN - _BUTTON[0]
    parts: tuple[tuple[str, str, tuple[int, int, int, int], dict[str, Any]], ...] = (
        ("FixedText", "title", (_MARGIN, _MARGIN, inner, _LINE), {"Label": title}),
        ("ListBox", "options", (_MARGIN, _LINE + 2 * _MARGIN, inner, listed), {}),
        (
            "Button",
            "ok",
            (right - _BUTTON[0] - _MARGIN, buttons, *_BUTTON),
            {"PushButtonType": _OK, "DefaultButton": True, "Label": "确定"},
        ),
        ("Button", "cancel", (right, buttons, *_BUTTON), {"PushButtonType": _CANCEL, "Label": "取消"}),
    )
    for kind, name, (left, top, width, height), values in parts:
        part = model.createInstance(f"com.sun.star.awt.UnoControl{kind}Model")
        part.PositionX, part.PositionY, part.Width, part.Height = left, top, width, height
        for key, value in values.items():
            setattr(part, key, value)
        model.insertByName(name, part)
    dialog = _create(context, "com.sun.star.awt.UnoControlDialog")
    dialog.setModel(model)
    dialog.createPeer(_create(context, "com.sun.star.awt.Toolkit"), None)
    shown = dialog.getControl("options")
    shown.addItems(tuple(options.values()), 0)
    shown.selectItemPos(0, True)
    return dialog


def chosen(dialog: Any, options: Mapping[str, str]) -> str | None:
    """Return the key of the option that is selected in the dialog."""
    number = dialog.getControl("options").getSelectedItemPos()
    return list(options)[number] if number >= 0 else None


def _create(context: Any, service: str) -> Any:
    return context.ServiceManager.createInstanceWithContext(service, context)


def _path(address: str) -> Path:
    return Path(import_uno().fileUrlToSystemPath(address))
