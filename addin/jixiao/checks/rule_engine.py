"""Runs the rules of single forms at once, those across forms on keys.

A check of many files can be divided: ``check_forms`` gives the findings of a workbook and the keys of its forms,
``check_keys`` what the forms of all workbooks say together. Keys hold no texts, so memory grows by names and numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial

from jixiao.checks.catalogue import catalogue, codes_named
from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding, Scalar, Severity
from jixiao.checks.form_batch import Batch
from jixiao.checks.form_kinds import GOALS, YEAR_END, kinds_of
from jixiao.checks.keys import FormKey, key_of
from jixiao.checks.neighbours import neighbours_of
from jixiao.checks.outcome import EVERY_RULE, LEFT_OUT, CheckResult, RuleFailedError, Skip
from jixiao.checks.profile import Profile, load_profile
from jixiao.checks.registry import FormRule
from jixiao.checks.rules import batch_rules, form_rules
from jixiao.checks.unread import OURS
from jixiao.errors import InputError
from jixiao.forms.document import CONTINUED, Document, is_left_out, lacks_names
from jixiao.forms.general.definitions import definition_of
from jixiao.grid.address import parse_address
from jixiao.grouping import grouped

_KINDS = GOALS | YEAR_END
_OTHER_FORM = "不是绩效目标表，检查规则不适用"
_NO_RULE = "所选的规则都不适用于这种表，未检查"
_NAMES_UNREAD = "多数三级指标名称没有读出，只检查了版式"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rules run: all, or only some, less some."""

    only: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()

    def __contains__(self, code: object) -> bool:
        return (not self.only or code in self.only) and code not in self.without


ALL_RULES = Selection()


def rules_named(profile: Profile, only: str | None, skip: str | None) -> Selection:
    """Return the rules that texts such as ``FND-001,STR`` name. Raises ``UsageError``."""
    own = [rule.code for rule in profile.local_rules]
    return Selection(codes_named(only, own), codes_named(skip, own))


@dataclass(slots=True)
class Checked:
    """Findings of a workbook's forms, and their keys for rules across forms."""

    result: CheckResult = field(default_factory=CheckResult)
    keys: list[FormKey] = field(default_factory=list)


def check_documents(
    documents: Sequence[Document], profile: Profile | None = None, rules: Selection = ALL_RULES
) -> CheckResult:
    """Check forms one by one and together. Raises ``RuleFailedError``."""
    return check_batch([documents], profile, rules)


def check_batch(
    workbooks: Iterable[Sequence[Document]], profile: Profile | None = None, rules: Selection = ALL_RULES
) -> CheckResult:
    """Check many workbooks, keeping none. Raises ``RuleFailedError``."""
    profile = profile or load_profile()
    result = CheckResult()
    keys: list[FormKey] = []
    for documents in workbooks:
        checked = check_forms(documents, profile, rules)
        result.extend(checked.result)
        keys.extend(checked.keys)
    result.extend(check_keys(keys, profile, rules))
    return result


def check_forms(documents: Sequence[Document], profile: Profile, rules: Selection = ALL_RULES) -> Checked:
    """Run the rules of single forms. Raises ``RuleFailedError``."""
    checked = Checked()
    neighbours = neighbours_of(documents)
    selected = {kind: _selected(kind, rules, profile) for kind in {document["kind"] for document in documents}}
    for document in documents:
        source = document["source"]
        reason = _reason_to_pass_over(document, selected[document["kind"]], rules)
        if reason is not None:
            checked.result.skipped.append(Skip(EVERY_RULE, source["file"], source["sheet"], reason))
            continue
        near = neighbours[source["file"], document["kind"] in YEAR_END]
        form = Form(document, definition_of(document), profile, near)
        own = selected[form.kind]
        if form.kind in YEAR_END and lacks_names(document):
            own = [(code, run) for code, run in own if code.startswith("STR")]
            checked.result.skipped.append(Skip(EVERY_RULE, form.file, form.sheet, _NAMES_UNREAD))
        found, skipped = _run_form(form, own)
        checked.result.findings.extend(_settled(found, profile, skipped))
        checked.result.skipped.extend(skipped)
        if form.kind in GOALS and not any(form.notes(CONTINUED)):
            checked.keys.append(key_of(form))
    checked.result.findings = _unread_once(checked.result.findings)
    return checked


def _unread_once(found: Iterable[Finding]) -> list[Finding]:
    """Return what was not read of a department's projects in a list once: 栏目“状态”."""
    result: list[Finding] = []
    told: dict[tuple[Scalar, ...], int] = {}
    for finding in found:
        if finding.code in OURS and finding.severity is Severity.INFO:
            named = finding.parameters.get("label"), finding.parameters.get("labels"), finding.department
            column = (finding.cell or "").rstrip("0123456789")
            place = told.setdefault((finding.code, finding.sheet, column, *named), len(result))
            if place < len(result):
                result[place] = replace(result[place], related=_with_places(result[place], [finding]))
                continue
        result.append(finding)
    return result


def _reason_to_pass_over(document: Document, own: Sequence[object], rules: Selection) -> str | None:
    """Return why no rule is run on a form: left out, or of no kind asked for."""
    kind = document["kind"]
    if is_left_out(document):
        return LEFT_OUT
    if kind not in _KINDS:
        return _OTHER_FORM
    across = kind in GOALS and any(code in rules for code in batch_rules())
    return None if own or across else _NO_RULE


def check_keys(
    keys: Sequence[FormKey], profile: Profile, rules: Selection = ALL_RULES, copies: Sequence[FormKey] = ()
) -> CheckResult:
    """Run rules across forms; ``copies`` only repeat. Raises ``RuleFailedError``."""
    batch = Batch(keys, profile, copies)
    found: list[Finding] = []
    skipped: list[Skip] = []
    for code, run in batch_rules().items():
        if code in rules:
            try:
                for item in run(batch):
                    (found if isinstance(item, Finding) else skipped).append(item)  # type: ignore[arg-type]
            except Exception as error:
                raise RuleFailedError(code, cause=error) from error
    return CheckResult(list(_settled(found, profile, skipped)), skipped)


def _selected(kind: str, rules: Selection, profile: Profile) -> list[tuple[str, FormRule]]:
    """Return the rules for a kind of form: the built-in, then the bureau's."""
    found = [(code, run) for code, run in form_rules().items() if code in rules and kind in kinds_of(code)]
    if profile.local_rules:
        from jixiao.checks.local.running import run_local

        own = [rule for rule in profile.local_rules if kind in rule.kinds and rule.code in rules]
        found += [(rule.code, partial(run_local, rule)) for rule in own]
    return found


def _run_form(form: Form, rules: Sequence[tuple[str, FormRule]]) -> tuple[list[Finding], list[Skip]]:
    found: list[Finding] = []
    skipped: list[Skip] = []
    for code, run in rules:
        try:
            for item in run(form):  # most rules yield nothing: a call for each would cost more than the rules
                (found if isinstance(item, Finding) else skipped).append(item)  # type: ignore[arg-type]
        except (InputError, MemoryError):
            raise  # the bounds of the file: no fault of the rule
        except Exception as error:
            raise RuleFailedError(code, file=form.file, sheet=form.sheet, cause=error) from error
    if form.document.get("doubts", {}).get("target"):  # 2026年 | 2027年 | 运营期: which of them is meant is open
        of_targets = {code for code, entry in catalogue().items() if "指标值" in entry.field}
        found = [each for each in found if each.code not in of_targets]
    found.sort(key=lambda each: (parse_address(each.cell) if each.cell else (0, 0), each.code))
    return causes(found), skipped


def _settled(found: Iterable[Finding], profile: Profile, skipped: list[Skip]) -> Iterator[Finding]:
    """Yield findings at the profile's levels; note what is waived as skipped."""
    waivers = grouped((each.code, each) for each in profile.waivers)
    for finding in found:
        level = profile.level(finding.code, finding.severity)
        if level is None:
            continue
        those = waivers.get(finding.code, ())
        waiver = next((w for w in those if w.covers(finding.code, finding.department, finding.project)), None)
        if waiver is not None:
            reason = f"已豁免：{waiver.reason}（{waiver.by}）"
            skipped.append(Skip(finding.code, finding.file, finding.sheet, reason))
            continue
        yield finding if level is finding.severity else replace(finding, severity=level)


_AMOUNTS = ("FND-001", "FND-002", "FND-006", "FND-008", "FND-009")
"""Rules that hold two amounts of a form against each other, the nearest to the cause first."""


def causes(found: Sequence[Finding]) -> list[Finding]:
    """Return the findings that do not follow from others, in their order."""
    if len(found) < 2:
        return list(found)
    rows: dict[str, set[int]] = {}
    for finding in found:
        rows.setdefault(finding.code, set()).update(_rows(finding))
    places = {finding.expected for finding in found if finding.code == "IND-004"}
    unread = {finding.expected for finding in found if finding.code == "STR-001"}
    signs_unread = "指标值类型" in unread or "计算符号" in unread
    kept = [
        finding
        for finding in found
        if not any(_rows(finding) <= rows.get(cause, set()) for cause in _causes_of(finding.code))
        and not (finding.code == "CMP-006" and finding.expected in places)
        and not (finding.code in ("OPR-005", "CMP-010") and signs_unread)
    ]
    return _amounts_once(kept)


def _causes_of(code: str) -> frozenset[str]:
    """Return the codes whose findings explain one; none for a bureau's own rule."""
    entry = catalogue().get(code)
    return frozenset() if entry is None else entry.follows


def _rows(finding: Finding) -> set[int]:
    """Return the rows of all cells of a finding."""
    cells = (place.rpartition("!")[2] for place in (finding.cell, *finding.related) if place)
    return {parse_address(cell)[0] for cell in cells}


def _amounts_once(found: list[Finding]) -> list[Finding]:
    pairs: dict[frozenset[Decimal], list[Finding]] = {}
    for finding in found:
        if finding.code in _AMOUNTS and finding.severity is not Severity.INFO:
            pair = _pair(finding)
            if pair is not None:
                pairs.setdefault(pair, []).append(finding)
    result = {id(finding): finding for finding in found}
    for same in pairs.values():
        first, *others = sorted(same, key=lambda finding: _AMOUNTS.index(finding.code))
        followers = [finding for finding in others if finding.code != first.code]
        if followers:
            result[id(first)] = replace(first, related=_with_places(first, followers))
            for finding in followers:
                del result[id(finding)]
    return list(result.values())


def _pair(finding: Finding) -> frozenset[Decimal] | None:
    """Return the two amounts of a finding, in whatever order."""
    if isinstance(finding.found, Decimal) and isinstance(finding.expected, Decimal):
        return frozenset((finding.found.normalize(), finding.expected.normalize()))
    return None


def _with_places(first: Finding, others: Sequence[Finding]) -> tuple[str, ...]:
    own = f"{first.file}!{first.sheet}!{first.cell}"
    cells = [f"{other.file}!{other.sheet}!{other.cell}" for other in others if other.cell]
    places = (*first.related, *cells, *(place for other in others for place in other.related))
    return tuple(place for place in dict.fromkeys(places) if place != own)
