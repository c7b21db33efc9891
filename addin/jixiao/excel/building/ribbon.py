"""The ribbon: customUI XML for Excel 2010 and later, and for Excel 2007 and WPS."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from jixiao.excel.buttons import GROUPS, TAB, Button

OFFICE_2010 = "http://schemas.microsoft.com/office/2009/07/customui"
OFFICE_2007 = "http://schemas.microsoft.com/office/2006/01/customui"
CALLBACK = "Jixiao.OnAction"
"""Module and procedure that every button calls."""


def ribbon(namespace: str) -> str:
    """The XML of the tab in one of the two namespaces."""
    groups = "".join(
        f"        <group {_attributes(id=f'jixiao_group_{group.tag}', label=group.label)}>\n"
        f"{''.join(map(_button, group.buttons))}        </group>\n"
        for group in GROUPS
    )
    tab = _attributes(id="jixiao_tab", label=TAB, insertAfterMso="TabData")
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<customUI xmlns="{namespace}">\n  <ribbon startFromScratch="false">\n    <tabs>\n      <tab {tab}>\n'
        f"{groups}      </tab>\n    </tabs>\n  </ribbon>\n</customUI>\n"
    )


def _button(button: Button) -> str:
    attributes = _attributes(
        id=f"jixiao_{button.tag}",
        label=button.label,
        size="large" if button.large else "normal",
        imageMso=button.image,
        tag=button.tag,
        onAction=CALLBACK,
        screentip=button.label,
        supertip=button.tip,
    )
    return f"          <button {attributes}/>\n"


def _attributes(**values: str) -> str:
    return " ".join(f"{name}={quoteattr(value)}" for name, value in values.items())
