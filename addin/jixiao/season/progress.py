"""How far a season is, told without doing anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jixiao.checks.settings.bureau_settings import load_settings
from jixiao.consolidate.returns.inputs import discover
from jixiao.season.approved_forms import changed_since
from jixiao.season.department_states import DepartmentState, department_states
from jixiao.season.folder import SeasonFolder
from jixiao.season.history import LogEntry, history
from jixiao.season.rounds import season_digest
from jixiao.statedtime import stated_time


@dataclass(frozen=True, slots=True)
class SeasonStatus:
    """The last round, each department's state, whether something came in.

    ``changed`` are approved workbooks that were edited after their approval; ``rebuilt`` tells why the history had to be
    made from the folders, if it had.
    """

    round: int
    states: list[DepartmentState]
    waiting: bool
    changed: list[str]
    log: list[LogEntry]
    rebuilt: str = ""

    def as_json(self) -> dict[str, Any]:
        """The object of ``season status --json``."""
        return {
            "round": self.round,
            "waiting": self.waiting,
            "departments": [state.as_json() for state in self.states],
            "changed_approvals": self.changed,
            "log": [entry._asdict() for entry in self.log],
        }


def season_status(folder: SeasonFolder) -> SeasonStatus:
    """Tell how far a season is. Raises ``UsageError`` if there is none."""
    folder.require()
    settings = load_settings(str(folder.settings))
    with history(folder) as known:
        rounds = [each for number in known.numbers() if (each := known.round(number)) is not None]
        approvals = known.approvals()
        inputs = discover([str(folder.returns)])
        states = department_states(rounds, settings, stated_time().date(), approvals)
        changed = changed_since(folder, approvals)
        for state in states:
            own = [each.file for each in approvals if each.department == state.department]
            state.changed_since = any(file in changed for file in own)
        number = rounds[-1].number if rounds else 0
        waiting = rounds[-1].digest != season_digest(inputs, folder) if rounds else bool(inputs)
        return SeasonStatus(number, states, waiting, changed, known.entries(), known.rebuilt)
