"""``jixiao.oxt``: LibreOffice's toolbar and menu with the ribbon's buttons."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from jixiao import __version__
from jixiao.archive import archive
from jixiao.excel.buttons import GROUPS, TAB, Button, all_buttons
from jixiao.resources import office_text

FILE_NAME = "jixiao.oxt"
IDENTIFIER = "org.jixiao.buttons"
PROTOCOL = "org.jixiao:"
COMPONENT = "jixiao_buttons.py"
_IMPLEMENTATION = "org.jixiao.Buttons"
_TOOLBAR = "org.jixiao.toolbar"
TOOLBAR_URL = f"private:resource/toolbar/addon_{_TOOLBAR}"
"""The address under which LibreOffice keeps the toolbar."""
_CALC = "com.sun.star.sheet.SpreadsheetDocument"

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_REGISTRY = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
_MANIFEST = "http://openoffice.org/2001/manifest"
_DESCRIPTION = "http://openoffice.org/extensions/description/2006"


def build_extension() -> bytes:
    """The extension, the same bytes every time."""
    return archive(
        {
            "META-INF/manifest.xml": _manifest(),
            "description.xml": _description(),
            "Addons.xcu": _addons(),
            "ProtocolHandler.xcu": _protocol(),
            "CalcWindowState.xcu": _window_state(),
            COMPONENT: office_text(f"libreoffice/{COMPONENT}").replace("@VERSION@", __version__),
        }
    )


def command_of(button: Button) -> str:
    """The address that LibreOffice dispatches when a button is pressed."""
    return f"{PROTOCOL}{button.tag}"


def _manifest() -> str:
    entries = (
        ("Addons.xcu", "application/vnd.sun.star.configuration-data"),
        ("ProtocolHandler.xcu", "application/vnd.sun.star.configuration-data"),
        ("CalcWindowState.xcu", "application/vnd.sun.star.configuration-data"),
        (COMPONENT, "application/vnd.sun.star.uno-component;type=Python"),
    )
    listed = "".join(
        f'  <manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>\n' for path, kind in entries
    )
    return f'{_HEAD}<manifest:manifest xmlns:manifest="{_MANIFEST}">\n{listed}</manifest:manifest>\n'


def _description() -> str:
    return (
        f'{_HEAD}<description xmlns="{_DESCRIPTION}">\n  <identifier value="{IDENTIFIER}"/>\n'
        f'  <version value="{__version__}"/>\n'
        f'  <display-name><name lang="zh-CN">{TAB}</name><name lang="en">Jixiao</name></display-name>\n'
        "</description>\n"
    )


def _addons() -> str:
    toolbar = "".join(_node(f"b{number:02}", _entries(b)) for number, b in enumerate(all_buttons(), start=1))
    menu = "".join(
        _node(f"g{number:02}", _text("Title", group.label) + _submenu(group.buttons))
        for number, group in enumerate(GROUPS, start=1)
    )
    whole = _text("Title", TAB) + f'<node oor:name="Submenu">{menu}</node>'
    return _data(
        "Addons",
        '<node oor:name="AddonUI">'
        f'<node oor:name="OfficeMenuBar">{_node("org.jixiao.menu", whole + _value("Context", _CALC))}</node>'
        f'<node oor:name="OfficeToolBar"><node oor:name="{_TOOLBAR}" oor:op="replace">{toolbar}</node></node>'
        "</node>",
    )


def _submenu(buttons: Iterable[Button]) -> str:
    entries = "".join(_node(f"m{number:02}", _entries(button)) for number, button in enumerate(buttons, start=1))
    return f'<node oor:name="Submenu">{entries}</node>'


def _entries(button: Button) -> str:
    return (
        _value("URL", command_of(button))
        + _text("Title", button.label)
        + _value("Target", "_self")
        + _value("Context", _CALC)
    )


def _protocol() -> str:
    handler = _node(
        _IMPLEMENTATION, f'<prop oor:name="Protocols" oor:type="oor:string-list"><value>{PROTOCOL}*</value></prop>'
    )
    return _data("ProtocolHandler", f'<node oor:name="HandlerSet">{handler}</node>')


def _window_state() -> str:
    """Return the toolbar's name and place: docked at the top until a user moves it."""
    state = (
        _text("UIName", TAB)
        + _value("DockPos", "0,2")
        + _value("DockingArea", "0", "xs:int")
        + _value("Docked", "true", "xs:boolean")
        + _value("Visible", "true", "xs:boolean")
    )
    states = f'<node oor:name="States">{_node(TOOLBAR_URL, state)}</node>'
    return _data("CalcWindowState", f'<node oor:name="UIElements">{states}</node>', "org.openoffice.Office.UI")


def _data(name: str, content: str, package: str = "org.openoffice.Office") -> str:
    return (
        f"{_HEAD}<oor:component-data {_REGISTRY} oor:name={quoteattr(name)} "
        f"oor:package={quoteattr(package)}>{content}</oor:component-data>\n"
    )


def _node(name: str, content: str) -> str:
    return f'<node oor:name="{name}" oor:op="replace">{content}</node>'


def _value(name: str, value: str, kind: str = "xs:string") -> str:
    return f'<prop oor:name="{name}" oor:type="{kind}"><value>{escape(value)}</value></prop>'


def _text(name: str, text: str) -> str:
    """A text for every language: without one for its own LibreOffice takes English."""
    texts = "".join(f'<value xml:lang="{language}">{escape(text)}</value>' for language in ("zh-CN", "en-US"))
    return f'<prop oor:name="{name}" oor:type="xs:string">{texts}</prop>'
