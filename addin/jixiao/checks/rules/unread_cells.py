"""STR-011 to STR-018: what was not read, or is shown otherwise than stored."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.form_kinds import YEAR_END
from jixiao.checks.registry import rule
from jixiao.checks.rules.sheet_structure import is_half
from jixiao.forms.general.amount_relations import is_part_of_source
from jixiao.forms.general.label_words import is_note
from jixiao.forms.general.vocabulary import OTHER, default_vocabulary
from jixiao.forms.money import is_foreign, parse_amount, says_amount, unit_of_document, wan
from jixiao.forms.table_rows import REVISED
from jixiao.forms.total_words import total_forms
from jixiao.textlayout import shortened, some_of

_NO_UNIT = "金额单位（表上未写，按万元计）"
_OTHER_SHEET = "似在另一张工作表上的项目名称、资金或指标（请放在同一张工作表上）"
_NAMED = 8
"""So many labels are named in a message."""
_SHOWN = 40
"""So many characters of a text."""


@rule("STR-011")
def layout_unknown(form: Form) -> Iterator[Finding]:
    """Yield what an unknown layout leaves unread, a warning if rules need it (own)."""
    if is_half(form):
        yield form.finding("STR-011", form.title_cell, severity=Severity.WARNING, labels=_OTHER_SHEET)
        return
    if form.document["form"] != form.kind:
        return
    left = [
        each
        for each in form.leftovers.all
        if not (is_note(each.text) if each.label is None else _needs_no_word(each.label, each.text))
    ]
    no_unit = form.document["currency_unit"] is None and form.amount is not None
    labels = [_NO_UNIT] * no_unit + list(dict.fromkeys(each.label or _short(each.text) for each in left))
    if not labels:
        return
    meanings = (default_vocabulary().field(each.label) for each in left if each.label is not None)
    again = {meaning.key for meaning in meanings if meaning is not None and meaning.side is None}
    of_two = bool(again & {"project", "department"}) and bool(again & {"goals.annual", "amount.total"})
    year_end = form.kind in YEAR_END
    no_project = form.project is None and (form.kind == "project" or (year_end and form.leftovers.may_be("name")))
    no_money = not form.document.get("execution") if year_end else form.amount is None
    no_money = no_money and form.leftovers.may_be("money")
    no_rows = not form.rows and not (year_end and "rows" in form.document["source"])
    unsure = no_unit or of_two or "target" in form.document.get("doubts", {})
    needed = unsure or form.department is None or no_project or (form.kind != "summary" and (no_money or no_rows))
    severity, related = Severity.WARNING if needed else None, [each.cell for each in left]
    named = some_of(labels, _NAMED, "等{}处")
    yield form.finding("STR-011", form.title_cell, related=related, severity=severity, labels=named)


def _needs_no_word(label: str, text: str) -> bool:
    """Return whether a label needs no check: 评价结论, 2027年省级 of 80, not 金额（美元）."""
    if says_amount(text) and label.endswith(tuple(total_forms("source_words"))):
        return True
    meaning = None if is_foreign(label) else default_vocabulary().field(label)
    return meaning is not None and (meaning.key == OTHER or is_part_of_source(meaning.key, label))


@rule("STR-012")
def label_unknown(form: Form) -> Iterator[Finding]:
    """Yield labels without a concept once each, cells of a known form (own)."""
    seen: dict[str, list[tuple[str, str]]] = {}
    amounts = {each.cell for each in form.leftovers.amounts}
    known = form.document["form"] != form.kind  # else STR-011 tells what no label has
    for each in form.leftovers.all:
        word = not _needs_no_word(each.label, each.text) if each.label is not None else known and not is_note(each.text)
        if word and each.cell not in amounts:
            seen.setdefault(each.label or each.cell, []).append((each.cell, each.text))
    for label, places in seen.items():
        cell, text = places[0]
        yield form.finding(
            "STR-012", cell, found=text, related=[other for other, _ in places[1:]], label=label, text=_short(text)
        )


@rule("STR-013")
def shown_otherwise(form: Form) -> Iterator[Finding]:
    """Yield cells that show another figure than the file stores (own)."""
    # The zeros of a workbook that nobody has calculated are one finding. A unit of money in the format is told only
    # where it is another one than the form's.
    untouched: list[tuple[str, str]] = []
    for seen in form.observations.get("shown", ()):
        cell, (shown, stored) = seen["cells"][0], seen["texts"]
        if stored == "0":
            untouched.append((cell, shown))
        elif not _says_the_same(form, shown, stored):
            yield form.finding("STR-013", cell, found=stored, expected=shown, place=cell)
    if untouched:
        cell, shown = untouched[0]
        related = [other for other, _ in untouched[1:]]
        yield form.finding("STR-013", cell, found="0", expected=shown, related=related, place=cell)


def _says_the_same(form: Form, shown: str, stored: str) -> bool:
    own = unit_of_document(form.document["currency_unit"]) or wan()
    a, b = parse_amount(shown, own), parse_amount(stored, own)
    return a is not None and b is not None and a.wan == b.wan


@rule("STR-014")
def not_calculated(form: Form) -> Iterator[Finding]:
    """Yield formulas that cannot be worked out and have no result (own)."""
    for seen in form.observations.get("uncalculated", ()):
        cell, *others = seen["cells"]
        yield form.finding("STR-014", cell, found=seen["texts"][0], related=others, place=cell)


@rule("STR-015")
def hidden_cells(form: Form) -> Iterator[Finding]:
    """Yield what stands in hidden rows and columns (own)."""
    for seen in form.observations.get("hidden", ()):
        rows, columns = seen["texts"]
        where = "，".join(filter(None, (rows and f"第{rows}行", columns and f"{columns}列")))
        yield form.finding("STR-015", seen["cells"][0], found=where)


@rule("STR-016")
def struck_out(form: Form) -> Iterator[Finding]:
    """Yield what is struck out (own)."""
    for cell, text in form.seen("struck"):
        yield form.finding("STR-016", cell, found=text, place=cell, text=_short(text))


def _short(text: str) -> str:
    return shortened(" ".join(text.split()), _SHOWN)


@rule("STR-017")
def changes_left_open(form: Form) -> Iterator[Finding]:
    """Yield tracked changes, which are read as accepted (own)."""
    for cells in form.notes(REVISED):
        yield form.finding("STR-017", cells, found=len(cells), n=len(cells))


@rule("STR-018")
def amount_unreadable(form: Form) -> Iterator[Finding]:
    """Yield what stands in the cell of an amount and is none: 36.5w (own)."""
    for each in form.leftovers.amounts:
        yield form.finding("STR-018", each.cell, found=each.text, place=each.cell, text=_short(each.text))
