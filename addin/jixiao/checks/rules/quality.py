"""QLT: whether a qualitative target can be judged."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.placing import BENEFIT
from jixiao.checks.prefilter import NAMES, TARGETS
from jixiao.checks.registry import rule
from jixiao.checks.rows import Row
from jixiao.checks.rules.sheet_structure import holds_nature, rotated_rows
from jixiao.checks.rules.target_values import is_rate, several_values
from jixiao.checks.wording import is_vague, matcher, table, words
from jixiao.forms.labels import cached_form
from jixiao.forms.text import is_chinese, tidy
from jixiao.grid.address import parse_address
from jixiao.late_patterns import late_pattern

_TIERS = 2
# 考核等次, 国家卫生县城称号: what is asked for is a grade
_GRADED = late_pattern("(?:等级|等次|档次|级别|称号|名次|排名|结果|结论)$")


def has_tiers(row: Row) -> bool:
    """Return whether the standard grades the value, so that it can be judged."""
    standard = row.data.get("scoring_standard") or ""
    graded = (row.text or "") in standard or matcher("grades").search(standard)
    return bool(graded) and standard.count("分") >= _TIERS


@rule("QLT-001")
def vague_value(form: Form) -> Iterator[Finding]:
    """Yield values in words without grades to check (财预〔2021〕101号)."""
    # 及时 of a time indicator is TIM-008, a satisfaction in words VAL-006.
    for row in form.rows:
        if row.block is None and cached_form(row.data["level1"] or "") in table("blocks_any"):
            continue  # 立项依据充分性 under 决策: 充分
        if row.text is None or row.aspect in ("time", "satisfaction") or _GRADED.search(row.name) or has_tiers(row):
            continue
        brief = row.block == BENEFIT and 2 <= len(row.text) <= 8 and is_chinese(row.text)
        if is_vague(row.text):
            yield form.finding("QLT-001", form.at(row, "target"), found=row.text)
        elif brief and not matcher("facts").search(row.text):
            yield form.finding("QLT-001", form.at(row, "target"), found=row.text, severity=Severity.INFO)


@rule("QLT-002")
def long_value(form: Form) -> Iterator[Finding]:
    """Yield values as long as a paragraph (own)."""
    longest = form.parameter("QLT-002", "longest")
    for row in form.rows:
        if row.text is not None and len(row.text) > longest and not several_values(row):
            yield form.finding("QLT-002", form.at(row, "target"), found=row.text, n=len(row.text))


@rule("QLT-003")
def could_be_counted(form: Form) -> Iterator[Finding]:
    """Yield words for what has a number by nature (财预〔2015〕88号, specific)."""
    for row in form.rows:
        if row.text is None or row.aspect in ("time", "satisfaction", "cost") or not is_vague(row.text):
            continue
        if is_rate(row.name):
            continue
        if matcher("countable").search(row.name) and not has_tiers(row):
            yield form.finding("QLT-003", row.cell, found=row.text, related=[form.at(row, "target")], name=row.name)


@rule("QLT-004")
def nature_as_value(form: Form) -> Iterator[Finding]:
    """Yield 定性 as a value, where two cells were swapped (own)."""
    reported = set()
    units = form.letter("unit")
    asked = form.letter("operator") in (None, form.letter("target"), units) and units != form.letter("target")
    for cells, row, _ in rotated_rows(form):
        cell = row.data["cells"].get("operator", cells[0])
        as_unit = asked and cell.rstrip("0123456789") == units  # on a form that asks for units, not for types
        if holds_nature(row) and not as_unit:
            reported.add(row.row)
            yield form.finding("QLT-004", cell, found="定性", expected=row.text, related=cells)
    for row in form.worded["QLT-004"]:
        if row.row not in reported:
            reported.add(row.row)
            yield form.finding("QLT-004", form.at(row, "target"), found=row.text)
    for cell in _natures_under_the_target(form):
        if parse_address(cell)[0] not in reported:
            yield form.finding("QLT-004", cell, found="定性")


def _natures_under_the_target(form: Form) -> Iterator[str]:
    """Yield cells of the target's column that hold 定性, however it was read."""
    targets = form.letter("target")
    if targets is None or targets == form.letter("operator"):
        return
    own = [row.data["cells"].get("operator") for row in form.rows if row.data["nature"] == "qualitative"]
    left = [left["cell"] for left in form.document["unread"] if tidy(left["text"]) in words("natures")]
    yield from (cell for cell in (*own, *left) if cell is not None and cell.rstrip("0123456789") == targets)


@TARGETS.test("QLT-004")
def _is_nature(target: str) -> bool:
    return tidy(target) in words("natures")


@rule("QLT-005")
def nothing_to_state(form: Form) -> Iterator[Finding]:
    """Yield indicators that state 无直接经济效益 (财预〔2021〕101号)."""
    for row in form.worded["QLT-005"]:
        yield form.finding("QLT-005", form.at(row, "target"), found=row.text)
    for row in form.named["QLT-005"]:
        if not _is_nothing(row.text or ""):
            yield form.finding("QLT-005", row.cell, found=row.name)


@NAMES.test("QLT-005")
@TARGETS.test("QLT-005")
def _is_nothing(text: str) -> bool:
    return matcher("no_benefit").search(text) is not None
