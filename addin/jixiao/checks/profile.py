"""Profiles: what differs by place and year, as data that is verified."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from jixiao.checks.catalogue import catalogue
from jixiao.checks.finding import Severity
from jixiao.checks.local.local_rule import LocalRule, local_rule
from jixiao.checks.profile_source import DEFAULT, WORKBOOKS, ProfileError, profile_names, resolved
from jixiao.forms.labels import cached_form
from jixiao.resources import schema_dir

if TYPE_CHECKING:
    from jixiao.checks.approved import ApprovedForms


class Waiver(NamedTuple):
    """A finding let pass: for whom, why, by whom. Label forms; None fits all."""

    code: str
    department: str | None
    project: str | None
    reason: str
    by: str

    def covers(self, code: str, department: str | None, project: str | None) -> bool:
        """Return whether the waiver lets a finding of that code pass."""
        return (
            code == self.code
            and (self.department is None or self.department == cached_form(department or ""))
            and (self.project is None or self.project == cached_form(project or ""))
        )


@dataclass(frozen=True, slots=True)
class Profile:
    """What a place asks in a year, and the ``approved`` goals if given.

    ``monitored`` are the monitoring forms to earlier months that came in in the same season.
    """

    name: str
    title: str
    points_sum: Decimal
    weights: Mapping[str, Decimal]
    partial_step: str
    classification: Mapping[str, str]
    mandatory: Mapping[str, tuple[str, ...]]
    minimum_outputs: int
    minimum_total: int
    minimum_from: Decimal
    cost_equals: Severity | None
    batch_year: int | None
    departments: tuple[str, ...]
    severities: Mapping[str, Severity | None]
    parameters: Mapping[str, Mapping[str, Any]]
    waivers: tuple[Waiver, ...]
    trials: frozenset[str]
    local_rules: tuple[LocalRule, ...] = ()
    approved: ApprovedForms | None = None
    monitored: ApprovedForms | None = None

    def parameter(self, code: str, name: str) -> Any:
        """Return a parameter of a rule: the profile's, else the catalogue's."""
        changed = self.parameters.get(code)
        if changed is not None and name in changed:
            return changed[name]
        return catalogue()[code].parameters[name]

    def level(self, code: str, proposed: Severity) -> Severity | None:
        """Return the profile's level of a finding; None if it is switched off."""
        level = self.severities.get(code, proposed)
        return Severity.WARNING if level is Severity.ERROR and code in self.trials else level

    def framework(self, form: str, printed: str) -> str:
        """Return the classification that holds for a form, as chosen or printed."""
        chosen = self.classification.get(form) or self.classification.get("*", "printed")
        return printed if chosen == "printed" else chosen


def load_profile(name: str = DEFAULT, *, today: date | None = None) -> Profile:
    """Return a profile by name, or from the JSON or workbook at a path.

    ``today`` decides which trials and waivers still run. Raises ``ProfileError`` that names the file and the line, or
    the sheet and the cell.
    """
    path = Path(name)
    if _is_path(path):
        return make_profile(path.stem, resolved(path), today or date.today())
    return _shipped(name, today or date.today())


def raw_profile(name: str = DEFAULT) -> dict[str, Any]:
    """Return the JSON of a profile over its base. Raises ``ProfileError``."""
    path = Path(name)
    return resolved(path if _is_path(path) else _shipped_path(name))


def _is_path(path: Path) -> bool:
    return path.suffix.lower() in (".json", *WORKBOOKS) or path.parent != Path()


def _shipped_path(name: str) -> Path:
    path = schema_dir() / "profiles" / f"{name}.json"
    if not path.is_file():
        raise ProfileError(
            f"没有名为“{name}”的口径",
            hint=f"可用的口径：{'、'.join(profile_names())}；也可以给出设置工作簿（.xlsx）或 .json 文件的路径",
        )
    return path


@cache
def _shipped(name: str, today: date) -> Profile:
    return make_profile(name, resolved(_shipped_path(name)), today)


def make_profile(name: str, raw: Mapping[str, Any], today: date) -> Profile:
    """Return the profile of that JSON, which has been found right."""
    cost_equals = raw["cost_equals"]
    return Profile(
        name=name,
        title=raw["title"],
        points_sum=Decimal(str(raw["points"]["sum"])),
        weights={block: Decimal(str(points)) for block, points in raw["weights"].items()},
        partial_step=raw["partial_step"],
        classification=raw["classification"],
        mandatory={when: tuple(blocks) for when, blocks in raw["mandatory"].items()},
        minimum_outputs=raw["minimum"]["outputs"],
        minimum_total=raw["minimum"]["total"],
        minimum_from=Decimal(str(raw["minimum"]["from"])),
        cost_equals=None if cost_equals == "allowed" else Severity(cost_equals),
        batch_year=raw["batch_year"],
        departments=tuple(raw["departments"]) or _departments(raw["roster"]),
        severities={code: None if level == "off" else Severity(level) for code, level in raw["severities"].items()},
        parameters=raw["parameters"],
        waivers=tuple(_waiver(entry) for entry in raw["waivers"] if _runs(entry, today)),
        trials=frozenset(entry["code"] for entry in raw["trials"] if _runs(entry, today)),
        local_rules=tuple(local_rule(entry) for entry in raw["local_rules"] if _runs(entry, today)),
    )


def _runs(entry: Mapping[str, Any], today: date) -> bool:
    """Return whether a trial, a waiver or a local rule holds today."""
    begun = "since" not in entry or date.fromisoformat(entry["since"]) <= today
    return begun and ("until" not in entry or date.fromisoformat(entry["until"]) >= today)


def _departments(roster: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return all names of a roster: official names, then aliases."""
    entries = list(roster)
    aliases = [alias for entry in entries for alias in entry.get("aliases", ())]
    return (*[entry["department"] for entry in entries], *aliases)


def _waiver(entry: Mapping[str, str]) -> Waiver:
    department, project = (cached_form(entry[key]) if key in entry else None for key in ("department", "project"))
    return Waiver(entry["code"], department, project, entry["reason"], entry["by"])
