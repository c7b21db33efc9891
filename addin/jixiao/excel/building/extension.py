"""``jixiao.oxt``: LibreOffice's toolbar and menu with the ribbon's buttons."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from jixiao import __version__
from jixiao.archive import archive
from jixiao.excel.buttons import GROUPS, TAB, Button, all_buttons
from jixiao.resources import office_package, office_text

FILE_NAME = "jixiao.oxt"
IDENTIFIER = "org.jixiao.buttons"
PROTOCOL = "org.jixiao:"
COMPONENT = "jixiao_buttons.py"
TOOLBAR_URL = "private:resource/toolbar/addon_org.jixiao.toolbar"
"""The address under which LibreOffice keeps the toolbar."""
_CALC = "com.sun.star.sheet.SpreadsheetDocument"


def build_extension() -> bytes:
    """The extension, the same bytes every time."""
    menu = "".join(
        _node(f"g{number:02}", f'{_text(group.label)}<node oor:name="Submenu">{_listed("m", group.buttons)}</node>')
        for number, group in enumerate(GROUPS, start=1)
    )
    parts = office_package(
        "oxt",
        VERSION=__version__,
        IDENTIFIER=IDENTIFIER,
        PROTOCOL=PROTOCOL,
        TOOLBAR_URL=TOOLBAR_URL,
        TAB=TAB,
        MENU=menu,
        TOOLBAR=_listed("b", all_buttons()),
    )
    return archive({**parts, COMPONENT: office_text(f"libreoffice/{COMPONENT}", VERSION=__version__)})


def command_of(button: Button) -> str:
    """The address that LibreOffice dispatches when a button is pressed."""
    return f"{PROTOCOL}{button.tag}"


def _listed(letter: str, buttons: Iterable[Button]) -> str:
    """The nodes of buttons, named by a letter and their number."""
    return "".join(_node(f"{letter}{number:02}", _entries(button)) for number, button in enumerate(buttons, start=1))


def _entries(button: Button) -> str:
    return (
        _value("URL", command_of(button)) + _text(button.label) + _value("Target", "_self") + _value("Context", _CALC)
    )


def _node(name: str, content: str) -> str:
    return f'<node oor:name="{name}" oor:op="replace">{content}</node>'


def _value(name: str, value: str) -> str:
    return f'<prop oor:name="{name}" oor:type="xs:string"><value>{escape(value)}</value></prop>'


def _text(title: str) -> str:
    """A title for every language: without one for its own LibreOffice takes English."""
    texts = "".join(f'<value xml:lang="{language}">{escape(title)}</value>' for language in ("zh-CN", "en-US"))
    return f'<prop oor:name="Title" oor:type="xs:string">{texts}</prop>'
