"""Runs the rules of single forms at once, those across forms on keys.

A check of many files can be divided: ``check_forms`` gives the findings of a workbook and the keys of its forms,
``check_keys`` what the forms of all workbooks say together. Keys hold no texts, so memory grows by names and numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from jixiao.checks.checked_form import Form
from jixiao.checks.consequences import causes
from jixiao.checks.finding import Finding
from jixiao.checks.form_batch import Batch
from jixiao.checks.form_kinds import GOALS, YEAR_END, kinds_of
from jixiao.checks.keys import FormKey, key_of
from jixiao.checks.neighbours import neighbours_of
from jixiao.checks.outcome import EVERY_RULE, CheckResult, RuleFailedError, Skip
from jixiao.checks.profile import Profile, Waiver, load_profile
from jixiao.checks.registry import FormRule
from jixiao.checks.rules import batch_rules, form_rules
from jixiao.errors import InputError
from jixiao.forms.document import Document
from jixiao.forms.general.definitions import definition_of
from jixiao.grid.address import parse_address

_KINDS = GOALS | YEAR_END
_OTHER_FORM = "不是绩效目标表，检查规则不适用"
_NO_RULE = "所选的规则都不适用于这种表，未检查"
_HIDDEN = "工作表已隐藏，表内未检查，也不参与汇总；请删除或取消隐藏后重新报送"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rules run: all, or only some, less some."""

    only: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()

    def __contains__(self, code: object) -> bool:
        return (not self.only or code in self.only) and code not in self.without


ALL_RULES = Selection()


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
        found, skipped = _run_form(form, selected[form.kind])
        checked.result.findings.extend(_settled(found, profile, skipped))
        checked.result.skipped.extend(skipped)
        if form.kind in GOALS:
            checked.keys.append(key_of(form))
    return checked


def _reason_to_pass_over(document: Document, own: Sequence[object], rules: Selection) -> str | None:
    """Return why no rule is run on a form: hidden, or of no kind asked for."""
    kind = document["kind"]
    if document["source"].get("hidden"):
        return _HIDDEN
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
                _sort(run(batch), found, skipped)
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
    found.sort(key=_position)
    return causes(found), skipped


def _sort(yielded: Iterator[Finding | Skip], found: list[Finding], skipped: list[Skip]) -> None:
    for item in yielded:
        if isinstance(item, Finding):
            found.append(item)
        else:
            skipped.append(item)


def _position(finding: Finding) -> tuple[tuple[int, int], str]:
    return (parse_address(finding.cell) if finding.cell else (0, 0)), finding.code


def _settled(found: Iterable[Finding], profile: Profile, skipped: list[Skip]) -> Iterator[Finding]:
    """Yield findings at the profile's levels; note what is waived as skipped."""
    waivers: dict[str, list[Waiver]] = {}
    for each in profile.waivers:
        waivers.setdefault(each.code, []).append(each)
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
