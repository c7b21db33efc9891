"""What a sheet shows besides its values: formulas without a result are observed, those with one are not, =3 is typed."""

from __future__ import annotations

from decimal import Decimal

from jixiao.forms.appearance import tell_appearance
from jixiao.forms.extraction import default_extractor
from jixiao.forms.reading import documents_of
from jixiao.grid.model import Workbook
from sheet_table import sheet

FORM = """
2026年项目支出绩效目标申报表 | < | < | <
单位名称：柳溪县文旅局 | < | 金额单位：万元 | <
项目名称 | 古桥修缮 | 项目类型 | 延续性
年度资金总额 | 40 | 其中：财政拨款 | 40
年度绩效目标 | 修缮古桥3座。 | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值
产出指标 | 数量指标 | 修缮古桥数 | ≥3座
"""


def observed(*, result: bool) -> list[list[str]]:
    """The cells observed of a form whose total is a formula, with its result in the file or without."""
    form = sheet(FORM)
    form.formulas[4, 2] = "D4"
    if not result:
        del form.rows[4][2]
    [document] = documents = list(default_extractor().documents(form, "表.xlsx"))
    tell_appearance(form, documents)
    return [each["cells"] for each in document.get("observations", ()) if each["code"] == "uncalculated"]


def test_a_formula_that_was_never_calculated_is_observed_and_one_with_a_result_is_not() -> None:
    assert observed(result=False) == [["B4"]]
    assert observed(result=True) == []


def test_a_struck_text_is_unread_once_in_the_order_of_the_sheet() -> None:
    form = sheet(FORM + "\n备查 | 旧桥 | 作废 | 12")
    form.rows[8] = {5: "原定4座"}
    form.struck = {(8, 5): "原定4座", (4, 4): "45"}
    [document] = documents = list(default_extractor().documents(form, "表.xlsx"))
    before = [left["cell"] for left in document["unread"]]
    tell_appearance(form, documents)
    after = [left["cell"] for left in document["unread"]]
    assert sorted(after) == sorted({*before, "E8", "D4"})
    assert after.index("D4") < after.index("E8")
    [struck] = [each for each in document["observations"] if each["code"] == "struck"]
    assert (struck["cells"], struck["texts"]) == (["D4", "E8"], ["45", "原定4座"])


def test_hidden_rows_and_columns_are_told_as_runs() -> None:
    form = sheet(FORM)
    form.hidden_rows = {4, 5, 7}
    form.hidden_columns = [(3, 3)]
    [document] = documents = list(default_extractor().documents(form, "表.xlsx"))
    tell_appearance(form, documents)
    [hidden] = [each for each in document["observations"] if each["code"] == "hidden"]
    assert hidden == {"code": "hidden", "cells": ["C2"], "texts": ["4-5、7", "C"]}


def test_a_number_behind_a_sign_of_equality_is_a_target_with_its_sign() -> None:
    form = sheet(
        FORM.replace("≥3座", "3") + "\n产出指标 | 质量指标 | 验收合格率 | 0.95\n效益指标 | 社会效益指标 | 受益村数 | 6"
    )
    form.formulas = {(7, 4): "3", (8, 4): "95%", (9, 4): "2*3"}
    [document] = default_extractor().documents(form, "表.xlsx")
    read = [(each["operator"], each["target"], each["unit"]) for each in document["indicators"]]
    assert read == [("=", 3, None), ("=", 95, "%"), (None, 6, None)]


def test_a_measure_that_a_program_stored_as_a_formula_is_read_as_typed() -> None:
    form = sheet(FORM)
    del form.rows[7][4]
    form.formulas = {(7, 4): "3座"}
    [document] = documents_of(Workbook([form]), "表.xlsx")
    [row] = document["indicators"]
    assert (row["operator"], row["target"], row["unit"]) == ("=", 3, "座")


def test_an_error_pasted_as_text_is_no_value_and_a_stale_text_is_worked_out() -> None:
    form = sheet(FORM.replace("≥3座", "#N/A") + "\n成本指标 | 经济成本指标 | 修缮成本 | ≤30万元")
    form.formulas = {(8, 4): '"≤"&B4&"万元"'}
    [document] = documents_of(Workbook([form]), "表.xlsx")
    first, second = document["indicators"]
    assert (first["target"], second["target"]) == (None, 40)
    assert {"cell": "D7", "text": "#N/A"} in document["unread"]
    [shown] = [each for each in document["observations"] if each["code"] == "shown"]
    assert (shown["cells"], shown["texts"]) == (["D8"], ["≤40万元", "≤30万元"])


def test_a_stored_text_with_a_rounded_number_is_believed() -> None:
    form = sheet(FORM.replace("≥3座", "≥3.3座"))
    form.formulas = {(7, 4): '"≥"&TEXT(10/3,"0.0")&"座"'}
    [document] = documents_of(Workbook([form]), "表.xlsx")
    assert document["indicators"][0]["target"] == Decimal("3.3")
