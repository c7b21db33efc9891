"""NAM-002: one department, one name, throughout a batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from jixiao.checks.finding import Finding, Severity
from jixiao.checks.form_batch import Batch
from jixiao.checks.keys import FormKey
from jixiao.checks.likeness import edits, nearest, ratio_from
from jixiao.checks.registry import batch_rule
from jixiao.checks.wording import look_alike_form, matcher
from jixiao.forms.labels import cached_form
from jixiao.forms.text import dictionary
from jixiao.grouping import grouped
from jixiao.late_patterns import late_pattern

_ALIKE = 0.75
_ORDINAL = late_pattern(r"[一二三四五六七八九十百0-9东南西北中上下大小新老]")
_BARE_ORDINAL = late_pattern(r"第(?![一二三四五六七八九十百0-9])")
_ORGAN = 3
"""The last characters tell which office of a county it is: 教育局 and 体育局 are two."""
_TYPO = 2
_DIVISIONS = {"具": "县", "巿": "市"}
_LONG = 60
"""Of a name longer than this only neighbouring characters are left out: too many texts would be left of it."""
_NO_NAME = 400
"""No department has a name of so many characters."""
MOST_NAMES = 100
"""So many names of a workbook are usual ones, the most frequent; of the others none is held against them all."""


@batch_rule("NAM-002")
def department_name(batch: Batch) -> Iterator[Finding]:
    """Yield departments named otherwise than on the list or usually (own)."""
    # Without a list a variant is only reported where it is nearly the same name, of the same office, and rarer: 同心县
    # and 芷江县 are both real places. Where neither is rarer the disagreement is named once.
    if batch.profile.departments:
        yield from _against_list(batch)
        return
    yield from _misspelt_divisions(batch)
    files = grouped((form.file, form) for form in batch.forms if form.department)
    for forms in files.values():
        yield from _in_workbook(forms)
    yield from _across_workbooks(list(files.values()))


def _written(form: FormKey) -> str:
    """Return the label form of a department as it is typed."""
    return cached_form(form.department or "")


def _misspelt_divisions(batch: Batch) -> Iterator[Finding]:
    """Yield divisions written with a look-alike: 青川具教育局 for 青川县."""
    for form in batch.forms:
        name = form.department or ""
        match = matcher("misspelt_division").search(name) if not _DIVISIONS.keys().isdisjoint(name) else None
        if match is not None:
            expected = f"{name[: match.start(1)]}{_DIVISIONS[match[1]]}{name[match.end(1) :]}"
            yield _finding(form, expected)


def _against_list(batch: Batch) -> Iterator[Finding]:
    names = {cached_form(name): name for name in batch.profile.departments}
    meant: dict[str, str | None] = {}
    in_file: dict[str, set[str]] = {}
    for form in batch.forms:
        if (written := _written(form)) in names:
            in_file.setdefault(form.file, set()).add(written)
    for form in batch.forms:
        written = _written(form)
        if not written or written in names:
            continue
        if written not in meant:
            near = nearest(written, names, _ALIKE)
            meant[written] = near if near is not None and is_meant(written, near) else None
        if (likely := meant[written]) is not None:
            # 山县水利局 is as near to 华山县水利局 as to 武山县水利局: that of the other forms of its workbook is meant.
            if form.file in in_file:
                likely = nearest(written, [*sorted(in_file[form.file]), likely], _ALIKE) or likely
            yield _finding(form, names[likely])


def is_meant(written: str, listed: str) -> bool:
    """Return whether a name is one of the list misspelt, not another office or school.

    体育局 is no 教育局, 第三小学 no 第二小学; 水力局 is no office, so 水利局 is meant.
    """
    if _ORDINAL.findall(written) != _ORDINAL.findall(listed) and edits(written, listed, _TYPO) <= 1:
        return _omission(written, listed)
    office, other = (
        next((o for o in dictionary("wording")["offices"] if name.endswith(o)), None) for name in (written, listed)
    )
    return office is None or other is None or office == other


def _in_workbook(forms: list[FormKey]) -> Iterator[Finding]:
    counts = Counter(_written(form) for form in forms)
    shown = {_written(form): form.department or "" for form in reversed(forms)}
    often = [(name, n) for name, n in counts.most_common(MOST_NAMES) if n > 1]
    better: dict[str, str] = {}
    for written, count in counts.items():
        likely = (name for name, n in often if n > count and (_variant(written, name) or _omission(written, name)))
        if (usual := next(likely, None)) is not None:
            better[written] = usual
    misnamed: dict[str, list[FormKey]] = {written: [] for written in better}
    for form in forms:
        misnamed.get(_written(form), []).append(form)
    for written, those in misnamed.items():
        for form in those:
            yield _finding(form, shown[better[written]])
    one_form = len(set(map(look_alike_form, counts))) == 1
    if len(counts) == 2 and len(set(counts.values())) == 1 and (one_form or _omission(*counts)):
        first, second = counts
        other = next(form for form in forms if _written(form) == second)
        related = [form for form in forms if _written(form) == first]
        yield _finding(other, shown[first], related)


def _across_workbooks(files: list[list[FormKey]]) -> Iterator[Finding]:
    """Yield workbooks whose usual names differ by a character, as warnings."""
    usual: dict[str, list[FormKey]] = {}
    for forms in files:
        name = Counter(_written(form) for form in forms).most_common(1)[0][0]
        usual.setdefault(name, []).append(next(f for f in forms if _written(f) == name))
    for names in grouped((name[-2:], name) for name in usual).values():
        names.sort(key=lambda name: (len(usual[name]), name))
        for rarer, other in sorted((_omissions(names) | _look_alikes(names)).items()):
            form, alike = usual[names[rarer]][0], usual[names[other]][0]
            yield _finding(form, alike.department or "", [alike], Severity.WARNING)


def _look_alikes(names: Sequence[str]) -> dict[int, int]:
    """Return name → later name that differs by look-alikes, as places."""
    found: dict[int, int] = {}
    last: dict[str, int] = {}
    for place in range(len(names) - 1, -1, -1):
        form = look_alike_form(names[place])
        if form in last:
            found[place] = last[form]
        last[form] = place
    return found


def _omissions(names: Sequence[str]) -> dict[int, int]:
    """Return name → later name that differs by omissions, as places."""
    places = {name: place for place, name in enumerate(names)}
    found: dict[int, int] = {}
    for name in names:
        for short in _shortened(name, places):
            if _omission(short, name):
                first, second = sorted((places[short], places[name]))
                found[first] = min(second, found.get(first, second))
    return found


def _shortened(name: str, names: Collection[str]) -> Iterator[str]:
    """Yield the names that are this one without a character or two."""
    # Ten thousand departments are fifty million pairs; what can be left out of a name is a few dozen texts.
    if len(name) > _NO_NAME:
        return
    for i in range(len(name)):
        rest = name[:i] + name[i + 1 :]
        if rest in names:
            yield rest
        for j in range(i, len(rest) if len(name) <= _LONG else min(i + 1, len(rest))):
            if (short := rest[:j] + rest[j + 1 :]) in names:
                yield short


def _finding(
    form: FormKey, expected: str, related: Sequence[FormKey] = (), severity: Severity | None = None
) -> Finding:
    places = [other.reference(other.department_cell) for other in related]
    return form.finding(
        "NAM-002", form.department_cell, found=form.department, expected=expected, related=places, severity=severity
    )


def _variant(a: str, b: str) -> bool:
    """Return whether two names are likely one department, of one office."""
    if sorted(a) == sorted(b):
        return True  # 管理局, 管局理
    if a[-_ORGAN:] != b[-_ORGAN:] or not ratio_from(a, b, _ALIKE):
        return False
    return _ORDINAL.findall(a) == _ORDINAL.findall(b) or edits(a, b, _TYPO) > 1


def _omission(a: str, b: str) -> bool:
    """Return whether one name is the other without a character or two."""
    short, long = sorted((a, b), key=len)
    if not 0 < len(long) - len(short) <= _TYPO or len(short) < 4:
        return False
    rest = iter(long)
    if not all(char in rest for char in short):
        return False
    return _ORDINAL.findall(a) == _ORDINAL.findall(b) or _BARE_ORDINAL.search(short) is not None
