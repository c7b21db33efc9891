"""What every document begins with: where it stands, and the keys it always has."""

from __future__ import annotations

from typing import Any

from jixiao.forms.document import Kind
from jixiao.forms.region import Region
from jixiao.grid.address import address, parse_address
from jixiao.late_patterns import late_pattern

ROWS_OF_NAMES = 6
"""So many filled rows of a form have the names of project and department."""
SIGNOFF = ("preparer", "phone", "date", "head", "finance_head", "business_review", "performance_review")

_ABOVE = late_pattern(r"[所归]属|上级(?:专项|项目)")  # 所属专项
_SAMPLE_SHEET = late_pattern(r"(?:填[写报表]|参考)?(?:示例|样例|范例)表?\d*|参考样[表本张]\d*")
_BLANK_SHEET = late_pattern(r".{0,8}(?:样[表本张]|模[板版]|范本)\d*")
"""A sheet that may be filled in although it is called a sample; it is none where names are left open."""
_OPEN_NAME = late_pattern(r"(?:某某|[XxＸｘ×]{2,}|[*＊]{2,}).{0,20}")
_SAMPLE_TITLE = late_pattern(r"[(（【\[](?:填[写报表]|参考)?(?:示例|样例|范例)[)）】\]]")


def frame(region: Region, file: str, form: str, kind: Kind, year: int | None, unit: str | None) -> dict[str, Any]:
    """Return the document of a block of which only the title is read."""
    source: dict[str, Any] = {"file": file, "sheet": region.sheet.name, "title_cell": address(*region.title)}
    if region.sheet.hidden:
        source["hidden"] = True
    if _is_sample(region):
        source["sample"] = True
    return {
        "form": form,
        "kind": kind,
        "fiscal_year": year,
        "department": None,
        "currency_unit": unit,
        "source": source,
        "signoff": dict.fromkeys(SIGNOFF),
        "unread": [],
        "notes": [],
        "cells": {},
    }


def name_program(region: Region, document: dict[str, Any]) -> None:
    """Name the project as a form of the first level does: 一级项目名称 alone, not 所属专项."""
    cell = document["cells"].get("program")
    line = region.sheet.rows[parse_address(cell)[0]] if cell is not None and "project" not in document else None
    if line is not None and not any(_ABOVE.search(str(value)) for value in line.values()):
        document["project"] = document.pop("program")
        document["cells"]["project"] = document["cells"].pop("program")


def _is_sample(region: Region) -> bool:
    """Return whether a form only shows how to fill it in: 填写示例 above it."""
    name = region.sheet.name.strip()
    named = _SAMPLE_SHEET.fullmatch(name) is not None
    if not named and _BLANK_SHEET.fullmatch(name):
        texts = [
            value for _, cells in region.rows[:ROWS_OF_NAMES] for value in cells.values() if isinstance(value, str)
        ]
        named = any(map(_OPEN_NAME.fullmatch, texts))
    if named or (region.titled and _SAMPLE_TITLE.search(region.title_text) is not None):
        return True
    own = {row for row, _ in region.rows}
    above = (region.sheet.rows.get(row - 1, {}) for row in own if row - 1 not in own)
    lines = (value for cells in above if len(cells) == 1 for value in cells.values() if isinstance(value, str))
    return any(_SAMPLE_SHEET.fullmatch(line.strip(" ：:【】[]")) for line in lines)
