"""Settings that contradict each other, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from jixiao.checks.settings.settings_sheets import SettingPath
from jixiao.forms.labels import cached_form

Contradiction = tuple[SettingPath, str]
"""Where, and what."""


def contradictions(raw: Mapping[str, Any], today: date) -> Iterator[Contradiction]:
    """Yield contradictions in a profile's JSON, past entries off the schema."""
    yield from _weights(raw)
    yield from _deadlines(raw)
    yield from _strangers(raw)
    yield from _over(raw, today)


def _weights(raw: Mapping[str, Any]) -> Iterator[Contradiction]:
    try:
        weights = {block: Decimal(str(points)) for block, points in raw["weights"].items()}
        expected = Decimal(str(raw["points"]["sum"]))
    except (ArithmeticError, KeyError, TypeError):
        return  # told as against the schema
    total = sum(weights.values(), Decimal(0))
    if total != expected:
        first = next(iter(weights), "")
        yield ("weights", first), f"一级指标分值合计 {total}，与指标分值合计 {expected} 不一致"


def _deadlines(raw: Mapping[str, Any]) -> Iterator[Contradiction]:
    """Yield deadlines more than a year off the budget year."""
    year = raw.get("batch_year")
    if not isinstance(year, int):
        return
    due: list[tuple[SettingPath, str]] = [(("deadlines", what), day) for what, day in raw.get("deadlines", {}).items()]
    due += [(("roster", n, "due"), line["due"]) for n, line in enumerate(raw.get("roster", ())) if "due" in line]
    for place, day in due:
        if not year - 1 <= int(day[:4]) <= year + 1:
            yield place, f"期限 {day} 与预算年度 {year} 相差一年以上，请核对"


def double_names(roster: Iterable[Mapping[str, Any]]) -> Iterator[Contradiction]:
    """Yield names of the roster that mean two departments, or one twice."""
    owners: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(roster):
        own = str(line.get("department", ""))
        for key, names in (("department", [own]), ("aliases", line.get("aliases", ()))):
            for name in dict.fromkeys(map(cached_form, names)):
                owner, called = owners.setdefault(name, (number, own))
                if owner != number:
                    yield ("roster", number, key), f"“{name}”已经是第 {owner + 1} 个单位“{called}”的名称"


def _strangers(raw: Mapping[str, Any]) -> Iterator[Contradiction]:
    """Yield waivers of departments that are not on the roster."""
    known = {cached_form(line.get("department", "")) for line in raw.get("roster", ())}
    known |= {cached_form(alias) for line in raw.get("roster", ()) for alias in line.get("aliases", ())}
    for number, waiver in enumerate(raw.get("waivers", ())):
        department = waiver.get("department")
        if known and department and cached_form(department) not in known:
            yield ("waivers", number, "department"), f"“{department}”不在单位名单里，这条豁免对谁都不起作用"


def _over(raw: Mapping[str, Any], today: date) -> Iterator[Contradiction]:
    for section, what in (("waivers", "豁免"), ("trials", "试行")):
        for number, entry in enumerate(raw.get(section, ())):
            if "until" in entry and entry["until"] < today.isoformat():
                yield (section, number, "until"), f"{what}已在 {entry['until']} 到期，不再起作用"
