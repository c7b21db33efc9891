"""The buttons: one list for ribbon, toolbar, sheet buttons and manual."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from jixiao.errors import DefinitionError
from jixiao.resources import schema_data

if TYPE_CHECKING:
    from jixiao.excel.session import Session

TAB = "绩效目标"

Macro = Callable[["Session"], str]
"""What a button does; it returns the message for the user."""


class Button(NamedTuple):
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
        """The function behind the button. Raises ``DefinitionError`` if there is none."""
        module, _, function = self.macro.partition(":")
        name = f"jixiao.excel.macros.{module}"
        found: Macro | None = getattr(importlib.import_module(name), function, None) if find_spec(name) else None
        if found is None:
            raise DefinitionError(f"buttons.json 的 {self.tag}：没有名为 {self.macro} 的宏")
        return found


class ButtonGroup(NamedTuple):
    """Buttons that stand together under a caption."""

    tag: str
    label: str
    buttons: tuple[Button, ...]


def _read_groups() -> Iterator[ButtonGroup]:
    """Yield what ``schema/buttons.json`` lists. Raises ``DefinitionError``."""
    needed = set(Button._fields) - Button._field_defaults.keys()
    for group in schema_data("buttons"):
        for button in group["buttons"]:
            wrong = sorted((button.keys() - set(Button._fields)) | (needed - button.keys()))
            if wrong:
                raise DefinitionError(f"buttons.json 的 {button.get('tag')}：字段 {'、'.join(wrong)} 缺少或不认识")
        yield ButtonGroup(group["tag"], group["label"], tuple(Button(**button) for button in group["buttons"]))


GROUPS = tuple(_read_groups())
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
