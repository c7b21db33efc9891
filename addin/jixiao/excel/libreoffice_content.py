"""Contents on their way into cells of LibreOffice."""

from __future__ import annotations

from typing import Any

from jixiao.excel.surface import Content, Link

_CONTENTS = 1 | 2 | 4 | 16  # com.sun.star.sheet.CellFlags


def put(cell: Any, content: Content) -> None:
    """Fill one cell; its note stays, which a block would take away."""
    told = written(content)
    if isinstance(told, float):
        cell.setValue(told)
    elif told:
        cell.setString(told)
    else:
        cell.clearContents(_CONTENTS)


def written(content: Content) -> float | str:
    """A content as LibreOffice takes it in a block."""
    if content is None:
        return ""
    return float(content) if isinstance(content, bool) else content  # type: ignore[return-value]


def link_formula(link: Link) -> str:
    """LibreOffice follows addresses in its own grammar, also after saving as .xlsx."""
    quoted = link.sheet.replace("'", "''")
    target, text = (part.replace('"', '""') for part in (f"#'{quoted}'!{link.cell}", link.text))
    return f'=HYPERLINK("{target}";"{text}")'
