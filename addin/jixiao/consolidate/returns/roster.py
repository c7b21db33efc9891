"""The roster of a season: which departments file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from jixiao.checks.likeness import nearest
from jixiao.checks.rules.department_names import is_meant
from jixiao.checks.settings.bureau_settings import RosterEntry, Settings
from jixiao.forms.labels import cached_form

_ALIKE = 0.6
"""Names less alike than this are not proposed (checks/README.md)."""
_MOST_COMPARED = 5_000_000
"""So many pairs of names are compared for proposals, some seconds of work; a province has a tenth of it."""
_LONGEST = 200
_TELLING = 3
"""A name shorter than this stands in the names of files by chance."""


class NameMatch(NamedTuple):
    """The entry a name means: for certain, or as a proposal."""

    entry: RosterEntry
    certain: bool


class Roster:
    """The departments in their order; ``unknown`` columns were passed over."""

    def __init__(self, entries: Iterable[RosterEntry], unknown: Sequence[str] = ()) -> None:
        self.unknown = tuple(unknown)
        self.entries = list(entries)
        self._names: dict[str, RosterEntry] = {}
        for entry in self.entries:
            self._names.setdefault(cached_form(entry.name), entry)
        for entry in self.entries:
            for alias in entry.aliases:
                self._names.setdefault(cached_form(alias), entry)
        names = [cached_form(entry.name) for entry in self.entries] or [""]
        shared = takewhile(lambda pair: pair[0] == pair[1], zip(min(names), max(names), strict=False))
        region = "".join(char for char, _ in shared)  # 梨雪县 of 梨雪县司法局, 梨雪县教育局
        self._local = {known.removeprefix(region): entry.name for known, entry in self._names.items()} if region else {}
        codes = Counter(cached_form(entry.code) for entry in self.entries)
        self._codes = {code: entry for entry in self.entries if codes[code := cached_form(entry.code)] == 1 and code}
        self._compared = 0
        self._matches: dict[str, NameMatch | None] = {}
        self._place = {entry.name: place for place, entry in enumerate(self.entries)}

    def functions(self) -> dict[str, str]:
        """Return the 职能 of each department that has one, by its name."""
        return {entry.name: entry.function for entry in self.entries if entry.function}

    def match(self, name: str | None, code: str | None = None) -> NameMatch | None:
        """Return the entry for a typed name: by name, alias, or likeness as proposal."""
        # A name that is nearly that of the department with the ``code`` beside it, or a part of it, means that one:
        # 教育局 with the code of 云岭县教育局.
        form = cached_form(name or "")
        if form and form not in self._matches:
            self._matches[form] = self._find(form)
        found = self._matches.get(form)
        coded = self._codes.get(cached_form(code or ""))
        if form and coded is not None and (found is None or not found.certain):
            names = [cached_form(each) for each in (coded.name, *coded.aliases)]
            if (found is not None and found.entry is coded) or any(form in each or each in form for each in names):
                return NameMatch(coded, True)
        return found

    def _find(self, form: str) -> NameMatch | None:
        entry = self._names.get(form)
        if entry is not None:
            return NameMatch(entry, True)
        self._compared += len(self._names)
        if self._compared > _MOST_COMPARED or len(form) > _LONGEST:
            return None
        known = nearest(form, self._names, _ALIKE)
        return None if known is None or not is_meant(form, known) else NameMatch(self._names[known], False)

    def named_in(self, file: str) -> str | None:
        """Return the one department that a path names, by the nearest folder."""
        for part in reversed(file.replace("\\", "/").split("/")):
            form = cached_form(part)
            found = {
                known: entry.name for known, entry in self._names.items() if len(known) >= _TELLING and known in form
            }
            # 教育局 stands in 云岭县教育局 as well: what is only a part of a longer name found says nothing.
            longest = [known for known in found if not any(known != other and known in other for other in found)]
            if longest:
                names = {found[known] for known in longest}
                return names.pop() if len(names) == 1 else None
            local = [known for known in self._local if len(known) >= _TELLING and known in form]
            if local:
                return self._local[local[0]] if len(local) == 1 and _begins(form, local[0]) else None
        return None

    def place(self, name: str | None) -> int:
        """Return an official name's place; the last for a name not on the roster."""
        return self._place.get(name or "", len(self._place))


def _begins(form: str, name: str) -> bool:
    """Return whether a text has a name behind no other word: 1司法局, not 云岭县司法局."""
    place = form.find(name)
    return place == 0 or (place > 0 and not "\u4e00" <= form[place - 1] <= "\u9fff")


def roster_of(settings: Settings) -> Roster | None:
    """Return the roster of a bureau's settings; None if it names nobody."""
    common = str(settings.deadlines.get("goals") or "")
    entries = [each._replace(due=each.due or common) for each in settings.roster]
    return Roster(entries) if entries else None
