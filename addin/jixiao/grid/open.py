"""Opening a workbook of any kind: look first, then read with the reader of its kind."""

from __future__ import annotations

from os import PathLike, fspath

from jixiao.errors import InputError
from jixiao.grid.guard import Examined, check_unread_parts, examine
from jixiao.grid.limits import DEFAULT_LIMITS, Limits
from jixiao.grid.model import Workbook
from jixiao.grid.xlsx import read_package


def open_workbook(path: str | PathLike[str], limits: Limits = DEFAULT_LIMITS) -> Workbook:
    """Read a workbook: .xlsx, .xlsm, .xls, .et, .ods or .xlsb, told apart by content.

    The file is opened for reading only. Raises an ``InputError`` (with ``file`` set to the path) that says in Chinese
    what is wrong with it; a single damaged sheet is noted in ``failures`` instead.
    """
    try:
        return _read(examine(path, limits), limits)
    except InputError as error:
        if error.file is None:
            error.file = fspath(path)
        raise


def _read(examined: Examined, limits: Limits) -> Workbook:
    if examined.package is not None and examined.kind == "xlsx":
        workbook = read_package(examined.package)
        check_unread_parts(examined.package)
        return workbook
    # Imported where needed: few batches hold any of these.
    if examined.package is not None and examined.kind == "ods":
        from jixiao.grid.ods import read_ods

        return read_ods(examined.package)
    from jixiao.grid.legacy import read_legacy

    return read_legacy(examined.data, examined.kind, limits)
