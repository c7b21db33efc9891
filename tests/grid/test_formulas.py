from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.grid.formulas import Calculation
from jixiao.grid.model import Sheet, Workbook


def evaluate(workbook: Workbook, sheet: Sheet, row: int, column: int) -> Decimal | None:
    """Return the number that a formula gives; None if it gives none."""
    found = Calculation(workbook, most_cells=100_000).value(sheet, row, column)
    return found if isinstance(found, Decimal) else None


def workbook():
    sheet = Sheet("汇总表", rows={1: {1: 10.0, 2: 0.1}, 2: {1: 20.5, 2: 0.2}, 3: {1: "说明"}})
    other = Sheet("明细 1", rows={4: {4: 7.25}})
    return Workbook([sheet, other]), sheet


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("SUM(A1:A3)", "30.5"),
        ("sum(A1,A2,5)", "35.5"),
        ("B1+B2", "0.3"),
        ("(A1+A2)*2-1", "60"),
        ("-A1^2", "100"),
        ("50%", "0.5"),
        ("2*3%", "0.06"),
        ("$A$1/4", "2.5"),
        ("'明细 1'!D4", "7.25"),
        ("SUM('明细 1'!A1:Z99)", "7.25"),
        ("SUM(A1:B1048576)", "30.8"),
        ("Z99", "0"),
        ("+A1", "10"),
    ],
)
def test_plain_arithmetic_and_sums_are_computed_exactly(formula, value):
    book, sheet = workbook()
    sheet.formulas[(9, 9)] = formula
    assert evaluate(book, sheet, 9, 9) == Decimal(value)


@pytest.mark.parametrize(
    "formula",
    [
        "OFFSET(A1,1,0)",
        "SUMPRODUCT((A1:A3>1)*(B1:B2>1))",
        "SUMPRODUCT((A:A>1)*1)",
        "[1]表!A1",
        "A1:B2 B1:B2",
        "{1,2}",
        "NOW()",
        "A3+1",
        "A1/0",
        "VLOOKUP(A1,A1:B2,2)",
        "名称",
        "无此表!A1",
        "1+",
        "A1:A2",
        "((((((1",
        "1e9^1e9",
        '"1"',
        "",
    ],
)
def test_what_is_not_plain_arithmetic_is_left_without_a_value(formula):
    book, sheet = workbook()
    sheet.formulas[(9, 9)] = formula
    assert evaluate(book, sheet, 9, 9) is None


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("IF(A1>1,2,3)", "2"),
        ('IF(A9="",0,1)', "0"),
        ("ROUND(A2*B1,1)", "2.1"),
        ("ROUND(-2.5,0)", "-3"),
        ("ROUND(1.005*100,0)", "101"),
        ("ROUNDUP(2.01,0)+ROUNDDOWN(-2.9,0)+INT(-2.1)+TRUNC(2.9)", "0"),
        ("PRODUCT(A1:A3)", "205"),
        ("AVERAGE(A1:A3)", "15.25"),
        ("MAX(A1:A3)-MIN(A1:A2)", "10.5"),
        ("COUNT(A1:A3)&COUNTA(A1:A3)", None),
        ("COUNT(A1:A3)*10+COUNTA(A1:A3)", "23"),
        ("SUBTOTAL(9,A1:A3)", "30.5"),
        ('SUMIF(A1:A3,">15")', "20.5"),
        ("SUMIF(A1:A3,10,B1:B3)", "0.1"),
        ('SUMIFS(B1:B2,A1:A2,">5",A1:A2,"<15")', "0.1"),
        ('COUNTIF(A1:A3,"说*")', "1"),
        ("SUMPRODUCT(A1:A2,B1:B2)", "5.1"),
        ('SUMPRODUCT((A1:A3<>"")*ISNUMBER(A1:A3)*(A1:A3>15))', "1"),
        ('SUMPRODUCT((A1:A3="说明")*(1-ISNUMBER(A1:A3)))+SUMPRODUCT(1*(A1:A2>COUNT(A1:B2)))', "3"),
        ("IFERROR(A1/0,7)", "7"),
        ("IFERROR(VLOOKUP(99,A1:B2,2,FALSE),3)", "3"),
        ("VLOOKUP(20.5,A1:B2,2,0)", "0.2"),
        ("INDEX(B1:B2,MATCH(10,A1:A2,0))", "0.1"),
        ('VALUE("1,234.5")+LEN(A3)', "1236.5"),
        ("IF(AND(A1=10,NOT(A2=10),OR(A1>99,TRUE)),1,0)", "1"),
        ("单价*2", "20"),
        ('"3"+4', "7"),
        ("ABS(-A1)+MOD(7,4)+SQRT(9)+POWER(2,3)", "24"),
        ('IF(A3="说明",IF(A1<>10,1,5))', "5"),
        ("_xlfn.CONCAT(1,2)*1", "12"),
    ],
)
def test_the_functions_that_forms_use_give_what_excel_gives(formula, value):
    book, sheet = workbook()
    book.names[None, "单价"] = "汇总表!$A$1"
    sheet.formulas[(9, 9)] = formula
    assert evaluate(book, sheet, 9, 9) == (None if value is None else Decimal(value))


def test_hidden_rows_are_left_out_by_the_subtotal_that_says_so_and_make_the_other_unknown():
    book, sheet = workbook()
    sheet.hidden_rows = {2}
    sheet.formulas = {(9, 9): "SUBTOTAL(109,A1:A3)", (9, 10): "SUBTOTAL(9,A1:A3)"}
    assert (evaluate(book, sheet, 9, 9), evaluate(book, sheet, 9, 10)) == (Decimal(10), None)


def test_formulas_may_refer_to_formulas_but_a_cycle_has_no_value():
    book, sheet = workbook()
    sheet.formulas = {(5, 1): "SUM(A1:A2)", (6, 1): "A5*2", (7, 1): "A8", (8, 1): "A7"}
    assert evaluate(book, sheet, 6, 1) == Decimal(61)
    assert evaluate(book, sheet, 7, 1) is None


def test_an_error_among_the_cells_makes_the_sum_unknown():
    book, sheet = workbook()
    sheet.errors[(2, 2)] = "#REF!"
    sheet.formulas[(9, 9)] = "SUM(A1:B2)"
    assert evaluate(book, sheet, 9, 9) is None


@given(st.text(alphabet="SUM(A1:B2)+-*/^%,.0123456789'! 名", max_size=60))
def test_no_formula_makes_the_evaluation_fail(formula):
    book, sheet = workbook()
    sheet.formulas[(9, 9)] = formula
    evaluate(book, sheet, 9, 9)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("SUM(A:A)", "30.5"),
        ("SUM(1:2)", "30.8"),
        ("SUM(A1*2,B1)", "20.1"),
        ("SUM(-A1,(A2))", "10.5"),
        ("2^3^2", "64"),
        ("1/3", "0.333333333333333"),
        ("1E3+1", "1001"),
        ("'明细 1'!$D$4%", "0.0725"),
    ],
)
def test_whole_columns_and_sums_of_expressions_are_computed(formula, value):
    book, sheet = workbook()
    sheet.formulas[(9, 9)] = formula
    assert evaluate(book, sheet, 9, 9) == Decimal(value)


def test_sums_of_money_stay_exact():
    sheet = Sheet("表", rows={row: {1: 0.1} for row in range(1, 1001)}, formulas={(1, 3): "SUM(A1:A1000)"})
    assert evaluate(Workbook([sheet]), sheet, 1, 3) == Decimal(100)


def test_a_formula_referred_to_many_times_is_worked_out_once():
    formulas = {(row, 1): f"A{row + 1}+A{row + 1}" for row in range(1, 60)}
    sheet = Sheet("表", rows={60: {1: 1.0}}, formulas=formulas)
    assert evaluate(Workbook([sheet]), sheet, 1, 1) == Decimal(2**59).quantize(Decimal("1E+3")).normalize()


def test_a_circle_does_not_spoil_other_formulas_of_the_same_calculation():
    sheet = Sheet("表", rows={1: {1: 2.0}}, formulas={(1, 2): "C1", (1, 3): "B1", (1, 4): "A1*3", (1, 5): "B1+1"})
    calculation = Calculation(Workbook([sheet]))
    values = [calculation.value(sheet, 1, column) for column in range(2, 6)]
    assert values == [None, None, Decimal(6), None]


def test_a_calculation_looks_at_no_more_cells_than_allowed():
    sheet = Sheet("表", rows={row: {1: 1.0} for row in range(1, 400)})
    sheet.formulas = {(row, 2): f"SUM(A$1:A{row})" for row in range(1, 400)}
    calculation = Calculation(Workbook([sheet]), most_cells=5_000)
    values = [calculation.value(sheet, row, 2) for row in range(1, 400)]
    assert values[:60] == [Decimal(row) for row in range(1, 61)]
    assert values[-1] is None


@pytest.mark.parametrize(
    "formula", ["(" * 5_000, "-" * 8_000 + "1", "1" * 9_000, "SUM(" * 100 + "1" + ")" * 100, "9" * 400 + "^9"]
)
def test_formulas_too_deep_or_too_long_have_no_value_or_a_plain_one(formula):
    book, sheet = workbook()
    sheet.formulas[(9, 9)] = formula
    assert evaluate(book, sheet, 9, 9) in (None, Decimal(1))
