"""What a workbook may cost: every bound that the readers hold to."""

from __future__ import annotations

from typing import NamedTuple

_MIB = 1 << 20


class Limits(NamedTuple):
    """Upper bounds for one file; beyond one it raises ``HostileWorkbookError``.

    The defaults are far above any budget form (some 40 KB, 2,000 cells) and low enough that a single file cannot take
    the memory or the hour of a whole batch. Replace single values with ``DEFAULT_LIMITS._replace(…)``.
    """

    # Scanned attachments pasted into a workbook reach tens of megabytes; more than this no mail system lets through.
    file_bytes: int = 128 * _MIB
    # A workbook of 300 sheets with drawings has about 2,000 parts.
    entries: int = 10_000
    # Sum of the declared sizes of all parts, pictures included: they are not inflated, but a bomb declares itself here.
    total_bytes: int = 512 * _MIB
    # One XML part. 128 MiB of sheet XML is about three million cells, beyond what the limit on cells lets through.
    part_bytes: int = 128 * _MIB
    # Parts that only say what is where: workbook, relations, content types, styles. Workbooks copied from one another
    # for years have styles of 20 MB.
    skeleton_bytes: int = 32 * _MIB
    # Uncompressed to compressed. Sheets of repeated empty rows reach about 60, bombs lie near deflate's maximum, 1,032.
    ratio: int = 200
    # Below this size a part cannot hurt, whatever its ratio.
    ratio_from_bytes: int = 4 * _MIB
    # Cells that hold something, over all sheets: some 400 MB of Python objects.
    cells: int = 2_000_000
    # Rows and cells that are parsed one by one, empty ones included: an element of four bytes costs a microsecond.
    elements: int = 10_000_000
    # Distinct texts of a workbook; each cell may have its own.
    strings: int = 2_000_000
    # Expanding shared formulas multiplies their text: a few bytes in the file may stand for 8 KB in each cell.
    formula_characters: int = 16 * _MIB
    # Merged areas over all sheets; a form has about 70.
    merges: int = 500_000
    # Defined names; old templates drag tens of thousands of dead ones along.
    names: int = 200_000
    # Excel stops being usable long before.
    sheets: int = 2_000
    # Memory and time of the worker that reads the binary formats: a far-off cell makes it allocate the whole rectangle.
    worker_bytes: int = 1024 * _MIB
    worker_seconds: float = 60.0


DEFAULT_LIMITS = Limits()
