"""The functions that a formula calls, and those that a template may use."""

from __future__ import annotations

import re

# fmt: off
EXCEL_2010 = frozenset((
    "ABS", "ADDRESS", "AND", "AVERAGE", "CELL", "CHAR", "CHOOSE", "COLUMN", "COLUMNS", "COUNT", "COUNTA", "COUNTBLANK", "COUNTIF", "COUNTIFS", "DATE", "DAY", "EXACT", "FIND", "HYPERLINK", "IF", "IFERROR", "INDEX", "INDIRECT", "INT", "ISBLANK", "ISERROR", "ISNA", "ISNUMBER", "ISTEXT", "LEFT", "LEN", "LOOKUP", "LOWER", "MATCH", "MAX", "MID", "MIN", "MOD", "MONTH", "N", "NOT", "NOW", "OFFSET", "OR", "RIGHT", "ROUND", "ROUNDDOWN", "ROUNDUP", "ROW", "ROWS", "SEARCH", "SUBSTITUTE", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT", "T", "TEXT", "TODAY", "TRIM", "UPPER", "VALUE", "VLOOKUP", "YEAR",
))
# fmt: on
"""Functions that Excel 2010, WPS and LibreOffice all calculate, and that need no ``_xlfn.`` prefix in the file."""

_TEXTS = re.compile(r'"[^"]*"')
_CALL = re.compile(r"([A-Za-z_.][A-Za-z0-9_.]*)\(")


def functions_in(formula: str) -> set[str]:
    """Names of the functions that a formula calls."""
    return set(_CALL.findall(_TEXTS.sub('""', formula)))
