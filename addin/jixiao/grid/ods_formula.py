"""OpenFormula written as Excel writes it: ``of:=SUM([.A1:.B2];1)`` → ``SUM(A1:B2,1)``."""

from __future__ import annotations

import re

_PREFIX = re.compile(r"^(?:[A-Za-z]+:)?=")
_TOKEN = re.compile(r'"(?:[^"]|"")*"|\[([^\[\]]*)\]|;')
_END = re.compile(r"(?:\$?('(?:[^']|'')*'|[^.'\[\]:]+))?\.(\$?[A-Za-z]{1,3}\$?[0-9]+|\$?[A-Za-z]{1,3}|\$?[0-9]+)")


def excel_formula(formula: str) -> str:
    """The formula without ``=``, its references and separators as in Excel."""

    def replace(found: re.Match[str]) -> str:
        if found[0] == ";":
            return ","
        return found[0] if found[1] is None else excel_reference(found[1])

    return _TOKEN.sub(replace, _PREFIX.sub("", formula))


def excel_reference(reference: str) -> str:
    """``$Sheet1.$A$1:.B2`` → ``Sheet1!$A$1:B2``; anything else stays as it is."""
    pieces: list[str] = []
    at = 0
    while at <= len(reference):
        found = _END.match(reference, at)
        if found is None:
            return reference
        sheet, cell = found.groups()
        pieces.append(f"{sheet}!{cell}" if sheet and not pieces else cell)
        at = found.end()
        if at == len(reference):
            return ":".join(pieces)
        if reference[at] != ":" or len(pieces) > 1:
            return reference
        at += 1
    return reference
