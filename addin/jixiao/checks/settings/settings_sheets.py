"""The sheets of a settings workbook, and their keys in the JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from jixiao.forms.text import dictionary

SettingPath = tuple[str | int, ...]
"""Keys and indices that lead to an entry of a profile's JSON."""

ColumnKind = Literal["text", "number", "integer", "date", "choice", "list", "codes", "parameters"]


class Setting(NamedTuple):
    """A single setting: a row with its label, where its value goes, what it takes."""

    place: SettingPath
    label: str
    kind: ColumnKind
    help: str
    choices: Mapping[str, str] | None = None


class SettingColumn(NamedTuple):
    """A column of a table; without ``own`` it explains and is not read."""

    key: str
    label: str
    kind: ColumnKind
    width: float
    help: str
    choices: Mapping[str, str] | None = None
    required: bool = False
    aliases: tuple[str, ...] = ()
    own: bool = True


class SettingSheet(NamedTuple):
    """A sheet of single settings, or of rows for the list ``key``."""

    title: str
    about: str
    settings: tuple[Setting, ...] = ()
    key: str = ""
    columns: tuple[SettingColumn, ...] = ()
    rows: int = 0

    @property
    def name(self) -> str:
        """Return the defined name that leads to the sheet even after it is renamed."""
        return f"设置_{self.title}"


GUIDE = "填写说明"


def _choices(entry: Mapping[str, Any]) -> dict[str, Any]:
    named = entry.get("choices")
    return dict(entry) | ({"choices": dictionary("settings")["choices"][named]} if named else {})


SHEETS = tuple(
    SettingSheet(
        entry["title"],
        entry["about"],
        tuple(Setting(**_choices(e) | {"place": tuple(e["place"])}) for e in entry.get("settings", ())),
        entry.get("key", ""),
        tuple(SettingColumn(**_choices(e) | {"aliases": (*e.get("aliases", ()),)}) for e in entry.get("columns", ())),
        entry.get("rows", 0),
    )
    for entry in dictionary("settings")["sheets"]
)
"""The sheets in their order, as ``schema/settings.json`` lists them."""
BASICS, _REQUIREMENTS, _RULES, _WAIVERS, ROSTER, _LOCAL_RULES = SHEETS
LEVELS: Mapping[str, str] = dictionary("settings")["choices"]["levels"]
VALUE_LABEL, DEFAULT_LABEL, HELP_LABEL, ITEM_LABEL = "填写", "默认", "说明", "项目"
