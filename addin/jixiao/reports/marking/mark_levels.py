"""How a cell is marked: by its worst problem, or as one of another's cells."""

from __future__ import annotations

from jixiao.checks.finding import Severity

Mark = Severity | None
"""None: the cell is only related to a finding in another one."""

COLOURS: dict[Mark, str] = {
    Severity.ERROR: "FFFFC7CE",
    Severity.WARNING: "FFFFEB9C",
    Severity.INFO: "FFDDEBF7",
    None: "FFE7E6E6",
}
"""The fill of each mark; grey differs from the others on paper as well."""
