"""Which rules hold for which kinds of form, before and after the year."""

from __future__ import annotations

from functools import cache

from jixiao.forms.general import kinds

GOALS = frozenset({"project", "department", "summary"})
"""The kinds that state what is to be reached."""
YEAR_END = kinds.YEAR_END
"""The kinds that state what was reached."""
_FAMILIES = {"SEV": frozenset({"selfeval"}), "MON": frozenset({"monitoring"}), "LOC": GOALS | YEAR_END}
_BOTH = frozenset(
    {
        "CMP-001", "CMP-002", "CMP-003", "CMP-004", "CMP-008", "CMP-009", "CMP-016", "FND-001", "FND-003", "FND-004", "GOL-005", "IND-007", "OPR-001", "OPR-003", "PII-001", "STR-002", "STR-003",
        "TIM-001", "TIM-002", "TIM-004", "UNT-003", "VAL-001", "VAL-002", "VAL-003", "VAL-004",
    }
)  # fmt: skip
"""Rules of goals that a year-end form repeats: who, which project, the targets, slid rows, the money, the total of a list."""


_READING = frozenset(f"STR-0{number}" for number in range(11, 19))
"""Rules on what was not read or is shown otherwise than stored: they run on every form."""


@cache
def kinds_of(code: str) -> frozenset[str]:
    """Return the kinds of form that a rule looks at."""
    if code in _BOTH or code in _READING:
        return GOALS | YEAR_END
    return _FAMILIES.get(code[:3], GOALS)
