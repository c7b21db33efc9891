"""What a definition has no label for, and the vocabulary knows or takes for a label: codes, basis, overview."""

from __future__ import annotations

from typing import Any, cast

from jixiao.forms.cell_text import is_placeholder, text_of
from jixiao.forms.document import Document
from jixiao.forms.fields import Head
from jixiao.forms.general.labelled import Labelled, LabelReader
from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.money import parse_money
from jixiao.forms.region import Region

_SOURCES = frozenset(("fiscal", "carryover", "other"))
_OF_PROJECT = frozenset(("project_code", "department_code", "implementing_unit", "basis", "overview", "duties"))
_KEYS = {
    "project": _OF_PROJECT,
    "selfeval": _OF_PROJECT,
    "monitoring": _OF_PROJECT,
    "department": frozenset(("department_code", "overview")),
    "summary": frozenset(("department_code",)),
}


def supplement(region: Region, head: Head, document: Document, words: Vocabulary) -> None:
    """Enter those labelled values of the head rows that have a key which the definition lacks."""
    left = [(row, cells) for row, cells in head if any((row, column) not in region.taken for column in cells)]
    if not left:
        return
    values = cast("dict[str, Any]", document)
    taken = set(region.taken)
    read = LabelReader(region, words, sorted(left)).read().found
    region.taken.intersection_update(taken)
    for each in read:
        key = each.meaning.key if each.meaning is not None else ""
        if key not in _KEYS[document["kind"]] or each.value is None or each.place is None or each.place in taken:
            continue
        text = text_of(each.value, region.sheet.formats.get(each.place))
        if values.get(key) is None and text is not None and not is_placeholder(each.value):
            values[key] = text
            document["cells"][key] = region.take(*each.place)
            region.take(*each.at)
    _enter_sources(region, read, document, taken)


def _enter_sources(region: Region, read: list[Labelled], document: Document, taken: set[tuple[int, int]]) -> None:
    """Enter the sources of money that the definition has no label for: 其中：财政拨款 beside 预算金额.

    Two labels for one source, the parts of a level of government, are left as they are.
    """
    if document["kind"] != "project":
        return
    funding: dict[str, Any] = cast("dict[str, Any]", document).setdefault("funding", {})
    found: dict[str, list[Labelled]] = {}
    for each in read:
        group, _, role = each.meaning.key.partition(".") if each.meaning is not None else ("", "", "")
        if group == "amount" and role in _SOURCES and each.place is not None and each.place not in taken:
            found.setdefault(role, []).append(each)
    for role, labels in found.items():
        label = labels[0]
        assert label.meaning is not None and label.place is not None
        stated = label.meaning.unit
        amount = parse_money(label.value, document["currency_unit"] or stated or "万元", stated)
        if (
            len(labels) == 1
            and label.meaning.side in (None, "annual")
            and funding.get(role) is None
            and amount is not None
        ):
            funding[role] = amount
            document["cells"][f"funding.{role}"] = region.take(*label.place)
            region.take(*label.at)
