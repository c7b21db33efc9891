"""Which findings count: those of forms that none replaced, with official names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from jixiao.checks.checked_file import FileChecked, FiledForm, Settled
from jixiao.checks.dates import typed_date
from jixiao.checks.finding import Finding
from jixiao.checks.form_places import FormPlace, FormPlaces
from jixiao.checks.packed import Packed, pack
from jixiao.forms.document import Document, is_left_out, is_listed
from jixiao.forms.project_money import in_wan, money_factor, project_money


def filed_form(document: Document) -> FiledForm:
    """Return what tells a document from others."""
    source = document["source"]
    budget = in_wan(document.get("budget", {}).get("total"), money_factor(document["currency_unit"]))
    return FiledForm(
        document["form"],
        document["kind"],
        document["department"],
        document.get("project"),
        document["fiscal_year"],
        source["sheet"],
        source["title_cell"],
        is_left_out(document),
        typed_date(document["signoff"].get("date")),
        budget if document["kind"] == "department" else project_money(document).amount,
        len(document.get("indicators", ())),
        document.get("department_code"),
        is_listed(document),
    )


def counted(one: FileChecked, its: Settled) -> Packed:
    """Return the findings of a file on the forms that count."""
    gone = its.replaced | its.copied
    if not gone and not its.departments:
        return one.found
    places = FormPlaces([FormPlace(*form.place, form.project, form.department) for form in one.forms])
    kept = []
    for finding in one.found.findings():
        index = places.index(finding)
        if index is None or one.forms[index].place not in gone:
            kept.append(_called(finding, its.departments))
    return pack(kept, one.submission.file)


def called_officially(part: Packed, called: Mapping[str, Mapping[str | None, str]]) -> Packed:
    """Return findings across forms under official names; ``called`` is by file."""
    if not any(called.values()):
        return part
    return pack([_called(finding, called.get(finding.file, {})) for finding in part.findings()], None)


def _called(finding: Finding, names: Mapping[str | None, str]) -> Finding:
    official = names.get(finding.department or None)
    return finding if official is None else replace(finding, department=official)
