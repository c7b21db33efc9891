"""What every document begins with: where it stands, and the keys it always has."""

from __future__ import annotations

from typing import Any

from jixiao.forms.document import Kind
from jixiao.forms.region import Region
from jixiao.grid.address import address

SIGNOFF = ("preparer", "phone", "date", "head", "finance_head", "business_review", "performance_review")


def frame(region: Region, file: str, form: str, kind: Kind, year: int | None, unit: str | None) -> dict[str, Any]:
    """Return the document of a block of which only the title is read."""
    source: dict[str, Any] = {"file": file, "sheet": region.sheet.name, "title_cell": address(*region.title)}
    if region.sheet.hidden:
        source["hidden"] = True
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
