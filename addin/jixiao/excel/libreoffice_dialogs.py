"""Messages and questions in LibreOffice. Without a visible window nothing is shown and nothing is asked."""

from __future__ import annotations

from typing import Any

from jixiao.excel.unoimport import import_uno

_OK = 1  # the button, and the answer


def show_message(frame: Any, title: str, text: str) -> None:
    """A message box over a window that can be seen."""
    window = frame.ContainerWindow
    if not window.isVisible():
        return
    kind = import_uno().Enum("com.sun.star.awt.MessageBoxType", "INFOBOX")
    window.Toolkit.createMessageBox(window, kind, _OK, title, text).execute()


class Dialogs:
    """What ``jixiao.excel.dialogs`` asks for."""

    def __init__(self, context: Any) -> None:
        self._context = context

    def folder(self, title: str) -> str | None:
        """A folder."""
        picker = self._create("com.sun.star.ui.dialogs.FolderPicker")
        picker.setTitle(title)
        return self._path(picker.getDirectory()) if picker.execute() == _OK else None

    def file(self, title: str) -> str | None:
        """A workbook."""
        picker = self._create("com.sun.star.ui.dialogs.FilePicker")
        picker.setTitle(title)
        picker.appendFilter("工作簿", "*.xlsx;*.xlsm;*.xls;*.ods;*.et")
        return self._path(picker.getFiles()[0]) if picker.execute() == _OK else None

    def text(self, prompt: str, default: str) -> str | None:
        """A line of text, in a dialog made for it."""
        model = self._create("com.sun.star.awt.UnoControlDialogModel")
        lines = prompt.count("\n") + 1
        model.Width, model.Height, model.Title = 260, 46 + 10 * lines, "绩效目标"
        parts = (
            ("FixedText", "prompt", (6, 6, 248, 10 * lines), {"Label": prompt, "MultiLine": True}),
            ("Edit", "answer", (6, 10 + 10 * lines, 180, 14), {"Text": default}),
            (
                "Button",
                "ok",
                (200, 10 + 10 * lines, 54, 14),
                {"PushButtonType": _OK, "DefaultButton": True, "Label": "确定"},
            ),
        )
        for kind, name, (left, top, width, height), values in parts:
            part = model.createInstance(f"com.sun.star.awt.UnoControl{kind}Model")
            part.PositionX, part.PositionY, part.Width, part.Height = left, top, width, height
            for key, value in values.items():
                setattr(part, key, value)
            model.insertByName(name, part)
        dialog = self._create("com.sun.star.awt.UnoControlDialog")
        dialog.setModel(model)
        dialog.createPeer(self._create("com.sun.star.awt.Toolkit"), None)
        answer = dialog.getControl("answer").Text if dialog.execute() == _OK else None
        dialog.dispose()
        return answer

    def cancelled(self) -> bool:
        """Whether Esc is held down: LibreOffice does not tell while a macro runs."""
        return False

    def _create(self, service: str) -> Any:
        return self._context.ServiceManager.createInstanceWithContext(service, self._context)

    def _path(self, address: str) -> str:
        return str(import_uno().fileUrlToSystemPath(address))
