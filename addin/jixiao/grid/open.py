"""Opening a workbook of any kind: look first, then use the reader of its kind."""

from __future__ import annotations

from os import PathLike, fspath

from jixiao.errors import BrokenWorkbookError, InputError
from jixiao.grid.guard import Examined, check_unread_parts, examine
from jixiao.grid.limits import DEFAULT_LIMITS, Limits
from jixiao.grid.model import Workbook
from jixiao.grid.xlsx import read_package

REPAIR_IN_WORD = "请用 Word 或 WPS 打开修复并另存为 .docx，再重新报送"


def open_workbook(path: str | PathLike[str], limits: Limits = DEFAULT_LIMITS, data: bytes | None = None) -> Workbook:
    """Read a workbook, or the tables of a .docx; the content tells the kind.

    Kinds: .xlsx, .xlsm, .xls, .et, .ods, .fods, .xlsb, XML and HTML tables.
    ``data`` are the bytes of the file where they have been read already: then the file is not opened again.
    The file is opened for reading only. Raises an ``InputError`` (with ``file`` set to the path) that says in Chinese
    what is wrong with it; a single damaged sheet is noted in ``failures`` instead.
    """
    try:
        return _read(examine(path, limits, data), limits)
    except InputError as error:
        if error.file is None:
            error.file = fspath(path)
        if isinstance(error, BrokenWorkbookError) and fspath(path).lower().endswith(".docx"):
            error.hint = REPAIR_IN_WORD
        raise


def _read(examined: Examined, limits: Limits) -> Workbook:
    package, kind = examined.package, examined.kind
    # Imported where needed: few batches hold any but the first kind.
    if package is not None and kind in ("xlsx", "ods", "docx"):
        if kind == "xlsx":
            workbook = read_package(package)
        elif kind == "ods":
            from jixiao.grid.ods import read_ods

            workbook = read_ods(package)
        else:
            from jixiao.grid.word.docx import read_word

            workbook = read_word(package, limits)
        check_unread_parts(package)
        return workbook
    if kind == "fods":
        from jixiao.grid.ods import read_flat

        return read_flat(examined.data, limits)
    if kind == "xml":
        from jixiao.grid.spreadsheetml import read_spreadsheetml

        return read_spreadsheetml(examined.data, limits)
    from jixiao.grid.legacy import read_legacy

    if package is not None:
        from jixiao.grid.xlsb_cells import with_long_cells

        package.verify()
        return read_legacy(with_long_cells(package) or examined.data, "xlsb", limits)
    return read_legacy(examined.data, "html" if kind == "html" else "xls", limits)
