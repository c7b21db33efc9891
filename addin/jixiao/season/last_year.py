"""Last year's money by department, noted for 概览 to compare with."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from jixiao.consolidate.summary.merged import LastYear
from jixiao.forms.document import Document
from jixiao.forms.project_money import project_money
from jixiao.forms.text import fold
from jixiao.output import write_bytes
from jixiao.season.folder import SeasonFolder

_FILE = "上年金额.json"


def note_last_year(folder: SeasonFolder, source: str, documents: Mapping[str, Sequence[Document]]) -> None:
    """Keep each department's money in 万元. Raises ``OutputError``."""
    # A department of which a project has no amount, or two under one name, is left out: its sum would be wrong.
    amounts = {name: amount for name, own in documents.items() if (amount := _amount(own)) is not None}
    content = {"source": source, "amounts": {name: str(amount) for name, amount in amounts.items()}}
    write_bytes(folder.state / _FILE, json.dumps(content, ensure_ascii=False).encode())


def last_year(folder: SeasonFolder) -> LastYear:
    """Return what was noted; nothing if nothing was, or if it cannot be read."""
    try:
        raw = json.loads((folder.state / _FILE).read_text(encoding="utf-8"))
        return LastYear(str(raw["source"]), {str(name): Decimal(text) for name, text in raw["amounts"].items()})
    except (OSError, ValueError, LookupError, TypeError, AttributeError, InvalidOperation):
        return LastYear()


def _amount(documents: Sequence[Document]) -> Decimal | None:
    amounts: dict[str, Decimal | None] = {}
    for each in documents:
        if each["kind"] == "project":
            name = fold(each.get("project") or "")
            amount = project_money(each).amount
            amounts[name] = None if name in amounts and amounts[name] != amount else amount
    known = [amount for amount in amounts.values() if amount is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(amounts) and "" not in amounts else None
