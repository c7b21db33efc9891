"""Calculates a workbook with the package ``formulas``: run by the Python of ``.calculator``, not imported by any test.

``second_calculator.py FILE SHEET`` prints the values of the formulas on a sheet as JSON, by address.
"""

import json
import logging
import sys

import formulas
import openpyxl


def values(path, sheet):
    """The value of each formula on a sheet; an error is its text."""
    solution = formulas.ExcelModel().loads(path).finish().calculate()
    wanted = f"]{sheet.upper()}'!"
    found = {}
    for name, cells in solution.items():
        _, here, place = str(name).upper().rpartition(wanted)
        if here and ":" not in place and hasattr(cells, "value"):
            found[place] = plain(cells.value[0][0])
    written = openpyxl.load_workbook(path)[sheet]
    places = (cell.coordinate for row in written.iter_rows() for cell in row if cell.data_type == "f")
    return {place: found.get(place) for place in places}


def plain(value):
    """A value as JSON has it."""
    if value is None or isinstance(value, (bool, str)):
        return value
    try:
        return float(value)
    except (TypeError, ValueError):
        return "" if "empty" in repr(value) else str(value)


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    sys.stdout.write(json.dumps(values(*sys.argv[1:]), ensure_ascii=False))
