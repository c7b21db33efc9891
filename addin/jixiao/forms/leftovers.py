"""What a reading left: cells that no key took, the share of labels understood."""

from __future__ import annotations

from jixiao.forms.cell_text import text_of
from jixiao.forms.document import Document, Unread
from jixiao.forms.labels import MAX_LABEL
from jixiao.forms.region import Region
from jixiao.forms.structure import FormLabels, Structure
from jixiao.grid.address import address, parse_address


def unread_cells(region: Region) -> list[Unread]:
    """Return filled cells that no key took, errors and formulas without result too."""
    taken = region.taken
    found = [
        (row, column, text_of(value, region.sheet.formats.get((row, column))) or str(value))
        for row, cells in region.rows
        for column, value in cells.items()
        if (row, column) not in taken
    ]
    if region.sheet.errors or region.sheet.formulas:
        found += _valueless(region)
        found.sort(key=lambda item: item[:2])
    return [{"cell": address(row, column), "text": text} for row, column, text in found]


def share_understood(document: Document, structure: Structure, labels: FormLabels) -> float:
    """Return the share of labels and titles that were understood."""
    head = {row for row, _ in structure.head}
    headers = [header for block in structure.blocks for header in block.headers]
    texts = [value for _, cells in structure.head for value in cells.values() if isinstance(value, str)]
    known = sum(1 for text in texts if labels.head.match(text)) + sum(len(slots) for _, slots in headers)
    titles = head.union(row for row, _ in headers)
    left = [each for each in document["unread"] if parse_address(each["cell"])[0] in titles]
    unknown = sum(1 for each in left if len(each["text"]) <= MAX_LABEL and not each["text"].startswith("="))
    return round(known / max(known + unknown, 1), 2)


def _valueless(region: Region) -> list[tuple[int, int, str]]:
    top, bottom = region.rows[0][0], region.rows[-1][0]
    left = min(min(cells) for _, cells in region.rows)
    right = max(max(cells) for _, cells in region.rows)
    sheet = region.sheet
    found = [(row, column, text) for (row, column), text in sheet.errors.items()]
    found += [
        (row, column, f"={text}")
        for (row, column), text in sheet.formulas.items()
        if (row, column) not in sheet.errors and sheet.value(row, column) is None
    ]
    return [
        item for item in found if top <= item[0] <= bottom and left <= item[1] <= right and item[:2] not in region.taken
    ]
