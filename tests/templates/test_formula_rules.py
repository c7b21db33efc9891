"""The formulas of every template, looked at as Excel calculates them, which LibreOffice does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from jixiao.resources import templates_dir
from jixiao.templates.carrying import outcome_form
from jixiao.templates.forms_workbook import write_workbook
from jixiao.templates.formsheet import DEFAULT_ROWS
from templates.documents import all_documents
from templates.excel_functions import EXCEL_2010, functions_in

CELL = re.compile(r"\$?[A-Z]{1,3}\$?\d")
TESTS = re.compile(r"(?:NOT|AND|OR|ISNUMBER|ISTEXT|ISBLANK|ISERROR|EXACT)\(.*\)")


def arguments(formula: str, name: str) -> Iterator[list[str]]:
    """The arguments of every call of a function: ``SUM(1,(2))`` gives ``["1", "(2)"]``."""
    for call in re.finditer(rf"(?<![A-Z.]){name}\(", formula):
        found, depth, start, quoted = [], 0, call.end(), False
        for place in range(call.end(), len(formula)):
            char = formula[place]
            quoted ^= char == '"'
            if quoted or char == '"':
                continue
            if depth == 0 and char in ",)":
                found.append(formula[start:place])
                start = place + 1
                if char == ")":
                    yield found
                    break
            depth += (char in "({") - (char in ")}")


def outermost(text: str) -> str:
    """What stands outside of any bracket and text, brackets around everything taken away."""
    text = re.sub(r'"[^"]*"', "", text.strip())
    while text.startswith("(") and closing(text) == len(text) - 1:
        text = text[1:-1]
    shown, depth = "", 0
    for char in text:
        depth -= char in ")}"
        shown += char if depth == 0 and char not in "(){}" else ""
        depth += char in "({"
    return shown


def closing(text: str) -> int:
    """Where the first bracket is closed."""
    depth = 0
    for place, char in enumerate(text):
        depth += (char in "({") - (char in ")}")
        if depth == 0:
            return place
    return -1


def compared_truths(formula: str) -> Iterator[str]:
    """Truth values that are compared with something: to Excel FALSE is more than any number, so FALSE>0 is TRUE."""
    plain = re.sub(r'"[^"]*"', lambda match: "_" * len(match[0]), formula)
    for end in re.finditer(r"\)(?=[<>=])", plain):
        start = next(
            place for place in range(end.start(), -1, -1) if closing(plain[place : end.end()]) == end.start() - place
        )
        inner, before = plain[start : end.end()], plain[:start]
        name = re.search(r"[A-Z.]*$", before)[0]
        if re.search(r"[*/+-]$", before[: len(before) - len(name)]):
            continue  # 1*(A1>3)>0: the product is a number
        if TESTS.fullmatch(name + inner) or (not name and re.search(r"[<>=]", outermost(inner))):
            yield name + inner


def faults(formula: str) -> list[str]:
    """What Excel would calculate otherwise than meant."""
    found = [f"{name} is no function of Excel 2010" for name in functions_in(formula) - EXCEL_2010]
    found += [f"a truth value is compared: {part[:60]}" for part in compared_truths(formula)]
    for parts in arguments(formula, "SUMPRODUCT"):
        for part in parts:
            top = outermost(part)
            if re.search(r"[<>=]", top) or (TESTS.fullmatch(part) and not re.search(r"[*/+-]", top)):
                found.append(f"SUMPRODUCT of a comparison: {part[:60]}")
    for name, place in (("COUNTIF", 1), ("SUMIF", 1)):
        for parts in arguments(formula, name):
            wanted = parts[place]
            if CELL.search(re.sub(r'"[^"]*"', "", wanted)) and not wanted.startswith('"="&SUBSTITUTE(SUBSTITUTE('):
                found.append(f"{name} takes a cell for a pattern: {wanted[:60]}")
    for cell in re.findall(r"(\$?[A-Z]{1,3}\$?\d+)-DATE\(", formula):
        if f"COUNT({cell}" not in formula and f"ISNUMBER({cell}" not in formula:
            found.append(f"days are counted from {cell}, which may be a text")
    return found


def formulas_of(path: Path) -> Iterator[tuple[str, str]]:
    """Every formula of a workbook with its place: cells, conditional formats, validations."""
    for sheet in load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    yield f"{sheet.title}!{cell.coordinate}", cell.value
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                yield from ((f"{sheet.title}!{area.sqref} (format)", f"={text}") for text in rule.formula)
        for rule in sheet.data_validations.dataValidation:
            if rule.type == "custom":
                yield f"{sheet.title}!{rule.sqref} (validation)", f"={rule.formula1}"


@pytest.mark.parametrize("path", sorted(templates_dir().glob("*.xlsx")), ids=lambda path: path.stem)
def test_a_template_calculates_in_excel_as_it_is_meant(path: Path) -> None:
    assert [(place, found) for place, text in formulas_of(path) if (found := faults(text))] == []


def test_a_self_evaluation_made_from_goals_calculates_in_excel_as_it_is_meant(tmp_path: Path) -> None:
    from jixiao.forms.definition import load_definitions

    form = outcome_form(
        load_definitions()["selfeval-2020"], all_documents()["project-scored"], "表", 2027, DEFAULT_ROWS
    )
    write_workbook(tmp_path / "a.xlsx", [form])
    assert [(place, found) for place, text in formulas_of(tmp_path / "a.xlsx") if (found := faults(text))] == []


@pytest.mark.parametrize(
    "formula",
    [
        "=SUMPRODUCT(A1:A9>3)",
        "=SUMPRODUCT(ISNUMBER(A1:A9))",
        "=COUNTIF(A1:A9,LEFT(B1,200))",
        "=(LEN(A1)>100)>0",
        "=((A1=3))>0",
        "=SUMPRODUCT(MAX(((LEN(A1:A9)>100)>0)*ROW(A1:A9)))",
        "=ISNUMBER(A1)=0",
        "=MAX(0,B1-DATE(2026,1,1))",
        "=TEXTJOIN(A1:A9)",
    ],
)
def test_a_fault_is_seen(formula: str) -> None:
    assert faults(formula)


@pytest.mark.parametrize(
    "formula",
    [
        "=SUMPRODUCT(1*(A1:A9>3))",
        '=COUNTIF(A1:A9,"<>")',
        "=IF(COUNT(B1)<1,0,B1-DATE(2026,1,1))",
        "=1*(LEN(A1)>100)>0",
        "=((A1=3)+(A1=4))>0",
        '=(A1<>"")*(SUM(B1:B9)>0)',
        "=SUM(A1:A9)>0",
    ],
)
def test_what_excel_calculates_is_no_fault(formula: str) -> None:
    assert faults(formula) == []
