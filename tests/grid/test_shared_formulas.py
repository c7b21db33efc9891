import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from jixiao.grid.address import address
from jixiao.grid.sharedformula import SharedFormulas, moved_formula


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A1+$A1+A$1+$A$1", "B3+$A3+B$1+$A$1"),
        ("SUM(B2:C3,A:A,$1:2)", "SUM(C4:D5,B:B,$1:4)"),
        ("'1月'!A1+表2!B2&\"A1\"", "'1月'!B3+表2!C4&\"A1\""),
        ("LOG10(A1)+ATAN2(A1,1E5)", "LOG10(B3)+ATAN2(B3,1E5)"),
        ("Table1[[#This Row],[B2]]*A1", "Table1[[#This Row],[B2]]*B3"),
        ("金额A1+A1048577", "金额A1+A1048577"),
        ("XFD1+A1048575", "#REF!+#REF!"),
        ('"他说""A1"""&A1', '"他说""A1"""&B3'),
    ],
)
def test_references_move_and_what_only_looks_like_one_stays(formula, moved):
    assert moved_formula(formula, 2, 1) == moved


ATOMS = st.sampled_from(
    [
        "A1",
        "$A1",
        "A$1",
        "$A$1",
        "B2:C3",
        "$B2:C$3",
        "A:A",
        "$A:B",
        "1:1",
        "Sheet1!A1",
        "'My Sheet'!B2",
        "'it''s A1'!C3",
        '"A1"',
        "LOG10(A1)",
        "SUM(A1:B2)",
        "1.5",
        "1E5",
        "TRUE",
        "name",
        "name1",
        "表1!A1",
        "#REF!",
        "Table1[A1]",
        "AB12",
    ]
)


@settings(max_examples=60)
@given(st.lists(ATOMS, min_size=1, max_size=4), st.sampled_from("+-*/&^,"), st.integers(0, 9), st.integers(0, 9))
def test_formulas_move_as_openpyxl_moves_them(atoms, sign, rows, columns):
    formula = sign.join(atoms)
    theirs = Translator("=" + formula, "F10").translate_formula(address(10 + rows, 6 + columns))
    assert moved_formula(formula, rows, columns) == theirs[1:]


def test_moving_by_nothing_changes_nothing():
    assert moved_formula("A1+B$2&'x'!C3", 0, 0) == "A1+B$2&'x'!C3"


def test_a_cell_before_its_master_has_no_formula_and_a_second_master_takes_over():
    lengths: list[int] = []
    shared = SharedFormulas(lambda text: lengths.append(len(text)))
    assert shared.expand("0", (1, 1), "") == ""
    assert shared.expand("0", (2, 1), "B2") == "B2"
    assert shared.expand("0", (3, 1), "") == "B3"
    assert shared.expand("0", (4, 1), "C4*2") == "C4*2"
    assert shared.expand("0", (5, 2), "") == "D5*2"
    assert lengths == [2, 4]
