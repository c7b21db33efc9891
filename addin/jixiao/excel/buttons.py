"""The buttons: one list for ribbon, toolbar, sheet buttons and manual."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jixiao.resources import schema_data

if TYPE_CHECKING:
    from jixiao.excel.session import Session

TAB = "绩效目标"

Macro = Callable[["Session"], str]
"""What a button does; it returns the message for the user."""


@dataclass(frozen=True, slots=True)
class Button:
    """One button; ``tag`` names it in ribbon, VBA and LibreOffice's toolbar.

    ``macro`` is ``module:function`` below ``jixiao.excel.macros``; ``image`` one of Office's own icons; ``sub`` the
    VBA procedure of a button on a sheet, for the few that have one; ``changes`` tells that the open workbook is written to.
    """

    tag: str
    label: str
    tip: str
    image: str
    macro: str
    sub: str | None = None
    large: bool = False
    changes: bool = False

    def load(self) -> Macro:
        """The function behind the button."""
        module, _, function = self.macro.partition(":")
        found: Macro = getattr(importlib.import_module(f"jixiao.excel.macros.{module}"), function)
        return found


@dataclass(frozen=True, slots=True)
class ButtonGroup:
    """Buttons that stand together under a caption."""

    tag: str
    label: str
    buttons: tuple[Button, ...]


GROUPS = tuple(
    ButtonGroup(each["tag"], each["label"], tuple(Button(**button) for button in each["buttons"]))
    for each in schema_data("buttons")
)
"""The ribbon from left to right, as ``schema/buttons.json`` lists it."""


def all_buttons() -> tuple[Button, ...]:
    """Every button in the order of the ribbon."""
    return tuple(button for group in GROUPS for button in group.buttons)


def find_button(tag: str) -> Button | None:
    """The button with that tag, or None."""
    return next((button for button in all_buttons() if button.tag == tag), None)


def sheet_buttons() -> tuple[Button, ...]:
    """The buttons that an .xlsm form carries on its sheets."""
    return tuple(button for button in all_buttons() if button.sub is not None)
