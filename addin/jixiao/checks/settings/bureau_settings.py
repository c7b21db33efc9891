"""What a bureau has set: profile, bureau, deadlines, departments."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from jixiao.checks.dates import typed_date
from jixiao.checks.profile import Profile, make_profile, raw_profile
from jixiao.checks.profile_source import DEFAULT, WORKBOOKS, problems, settings_of
from jixiao.checks.settings.doubts import contradictions

if TYPE_CHECKING:
    from jixiao.checks.settings.filled_settings import Doubt


class Bureau(NamedTuple):
    """The finance bureau and how it is reached; what is not known is empty."""

    name: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""


class RosterEntry(NamedTuple):
    """A department that files; ``due`` is as written, empty for the common day."""

    name: str
    code: str = ""
    aliases: tuple[str, ...] = ()
    contact: str = ""
    due: str = ""
    function: str = ""
    phone: str = ""

    @property
    def last_day(self) -> date | None:
        """The last day on which a return is in time; of a month without a day its last."""
        due = typed_date(self.due)
        if due is None:
            return None
        return date(due.year, due.month, due.day or monthrange(due.year, due.month)[1])

    def is_late(self, filed: date) -> bool:
        """Whether that day is after the one by which the return was due."""
        return self.last_day is not None and filed > self.last_day


class Settings(NamedTuple):
    """The settings of a bureau for a season.

    ``deadlines`` are by what is filed: ``goals``, ``corrections``, ``monitoring``, ``selfeval``.
    """

    profile: Profile
    bureau: Bureau
    deadlines: Mapping[str, date]
    roster: tuple[RosterEntry, ...]


def load_settings(name: str = DEFAULT, *, today: date | None = None) -> Settings:
    """Return settings by name or path. Raises ``ProfileError``."""
    raw = raw_profile(name)
    return Settings(
        profile=make_profile(Path(name).stem, raw, today or date.today()),
        bureau=Bureau(**raw["bureau"]),
        deadlines={what: date.fromisoformat(day) for what, day in raw["deadlines"].items()},
        roster=tuple(map(_entry, raw["roster"])),
    )


def _entry(stated: Mapping[str, Any]) -> RosterEntry:
    told = {key: value for key, value in stated.items() if key != "department"}
    return RosterEntry(stated["department"], **{**told, "aliases": tuple(stated.get("aliases", ()))})


def check_settings(path: Path, *, today: date | None = None) -> list[Doubt]:
    """Return the doubtful cells of a settings workbook. Raises ``ProfileError``."""
    read = settings_of(path)
    for place, problem in problems(read.raw):
        read.doubt(*read.where(place), problem)
    if not any(doubt.wrong for doubt in read.doubts):
        load_settings(str(path))  # what it extends must be there
    raw = {**raw_profile(), **read.raw}
    for key in ("points", "weights", "minimum", "deadlines"):
        raw[key] = {**raw_profile()[key], **read.raw.get(key, {})}
    for place, text in contradictions(raw, today or date.today()):
        read.doubt(*read.where(place), text, wrong=False)
    return read.in_order


def is_settings_workbook(path: Path) -> bool:
    """Return whether the file is one that ``--profile`` reads as a workbook."""
    return path.suffix.lower() in WORKBOOKS
