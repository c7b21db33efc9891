"""The process behind ``legacy``: requests on standard input, answers on output.

A request is the kind of a file (4 bytes), its length (8 bytes, little-endian) and its bytes. An answer is the length of a
pickle and the pickle of ``(outcome, workbook or message)``. The first argument is the memory limit in bytes, the second that of cells.
"""

from __future__ import annotations

import io
import pickle
import sys
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from jixiao.grid.address import MAX_COLUMN, MAX_ROW, Range
from jixiao.grid.html_tables import TooLargeError, read_html
from jixiao.grid.lookalikes import plain_characters
from jixiao.grid.model import Sheet, SheetFailure, SheetState, Value, Workbook
from jixiao.grid.numberformat import serial_of

_STATES: dict[str, SheetState] = {"Hidden": "hidden", "VeryHidden": "veryHidden"}


_DEFAULT_PASSWORD = "VelvetSweatshop"
"""What Excel encrypts with where a workbook is protected against writing, and tries before it asks (MS-OFFCRYPTO)."""


def main() -> None:
    """Serve until standard input ends."""
    memory, cells = int(sys.argv[1]), int(sys.argv[2])
    _limit_memory(memory)
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while len(head := requests.read(12)) == 12:
        data = requests.read(int.from_bytes(head[4:], "little"))
        _answer(answers, *read_bytes(data, cells, head[:4].decode().strip()))


def _limit_memory(size: int) -> None:
    """Let allocations beyond ``size`` fail, where the system knows such a limit."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _answer(stream: IO[bytes], outcome: str, payload: Workbook | bytes | str) -> None:
    pickled = pickle.dumps((outcome, payload), pickle.HIGHEST_PROTOCOL)
    stream.write(len(pickled).to_bytes(8, "little"))
    stream.write(pickled)
    stream.flush()


def read_bytes(data: bytes, cells: int, kind: str) -> tuple[str, Workbook | bytes | str]:
    """Return ``ok``, ``broken``, ``hostile`` or ``encrypted``, and workbook or reason."""
    from python_calamine import PasswordError

    try:
        if kind == "lock":
            return "ok", _unlocked(data)
        return "ok", read_html(data, cells) if kind == "html" else _read(data, cells)
    except PasswordError:
        return "encrypted", "文件设有打开密码"
    except TooLargeError:
        return "hostile", f"有内容的单元格超过 {cells} 个"
    except MemoryError:
        return "hostile", "读取时超出内存限制"
    except BaseException as error:  # a panic of the native library is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        return "broken", "文件内容有错，无法解析"


def _unlocked(data: bytes) -> bytes:
    """Decrypt a file with Excel's own password. Raises ``PasswordError``."""
    import msoffcrypto
    from python_calamine import PasswordError

    opened = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        file.load_key(password=_DEFAULT_PASSWORD, verify_password=True)
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except Exception as error:  # the library raises many kinds for a wrong key
        raise PasswordError from error
    file.decrypt(opened)
    return opened.getvalue()


def _read(data: bytes, cells: int) -> Workbook:
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    source = CalamineWorkbook.from_filelike(io.BytesIO(data))
    workbook = Workbook()
    left = cells
    for index, known in enumerate(source.sheets_metadata):
        if known.typ != SheetTypeEnum.WorkSheet:
            continue
        state = _STATES.get(str(known.visible).rpartition(".")[2], "visible")
        try:
            sheet = _read_sheet(source.get_sheet_by_index(index), known.name, state, left)
        except (TooLargeError, MemoryError):
            raise
        except Exception:  # noqa: BLE001 - whatever is wrong with one sheet, the others may be whole
            workbook.failures.append(SheetFailure(known.name, "工作表内容有错，无法解析"))
            continue
        left -= sum(map(len, sheet.rows.values()))
        workbook.sheets.append(sheet)
    if not workbook.sheets:
        raise ValueError("no sheet could be read")
    return workbook


def _read_sheet(source: Any, name: str, state: SheetState, left: int) -> Sheet:
    sheet = Sheet(name, state)
    start = source.start
    if start is not None:
        top, first = start[0] + 1, start[1] + 1
        for row, line in enumerate(source.to_python(), top):
            for column, item in enumerate(line, first):
                if item != "" and item is not None:
                    if column > MAX_COLUMN or row > MAX_ROW:
                        raise ValueError("a cell beyond the sheet")
                    _put(sheet, row, column, item)
            left -= len(sheet.rows.get(row, ()))
            if left < 0:
                raise TooLargeError
    for (top, first), (bottom, last) in source.merged_cell_ranges or ():
        if bottom < MAX_ROW and last < MAX_COLUMN:
            sheet.merges.append(Range(top + 1, first + 1, bottom + 1, last + 1))
    return sheet


def _put(sheet: Sheet, row: int, column: int, item: Any) -> None:
    value, number_format = _value(item)
    if isinstance(value, str) and not value.strip():
        return
    sheet.rows.setdefault(row, {})[column] = value
    if number_format is not None:
        sheet.formats[row, column] = number_format


def _value(item: Any) -> tuple[Value, str | None]:
    """Return a value as the model has it: floats; dates as numbers with a format."""
    if isinstance(item, str):
        return plain_characters(item), None
    if isinstance(item, bool):
        return item, None
    if isinstance(item, int | float):
        return float(item), None
    if isinstance(item, datetime):
        return serial_of(item), "yyyy-mm-dd" if item.time() == time() else "yyyy-mm-dd hh:mm:ss"
    if isinstance(item, date):
        return serial_of(datetime(item.year, item.month, item.day)), "yyyy-mm-dd"
    if isinstance(item, timedelta):
        return item.total_seconds() / 86_400, "[h]:mm:ss"
    if isinstance(item, time):
        return (item.hour * 3600 + item.minute * 60 + item.second + item.microsecond / 1e6) / 86_400, "hh:mm:ss"
    return str(item), None
