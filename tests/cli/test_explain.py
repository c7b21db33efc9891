"""``jixiao explain``: one sentence explained, and the sentences of many forms that are not understood."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from calling import Call

STEP = "项目成本控制在总成本范围内,得20分,每超出10%,扣2分,扣完为止。"
KEYS = {"text", "kind", "points", "points_inferred", "plan", "formula", "problems", "scores"}


def explained(jixiao: Call, *arguments: object) -> dict[str, Any]:
    result = jixiao("explain", *arguments, "--json")
    assert result.code == 0, result.err
    loaded: dict[str, Any] = json.loads(result.out)
    return loaded


def test_the_json_has_the_keys_of_the_contract(jixiao: Call) -> None:
    found = explained(
        jixiao, STEP, "--plan", 100, "--unit", "万元", "--operator", "≤", "--actual", 105, "--actual", 130
    )
    assert set(found) == KEYS
    assert (found["kind"], found["points"], found["plan"], found["problems"]) == ("step_over_pct", 20, 100, ["SCR-007"])
    first, second = found["scores"]
    assert set(first) == {"actual", "score", "range", "alternatives", "trace"}
    assert (first["actual"], first["score"]) == (105, 20)
    assert first["alternatives"] == {"floor": 20, "ceil": 18, "linear": 19}
    assert (second["score"], second["alternatives"], second["range"]) == (14, None, None)


@pytest.mark.parametrize(("policy", "score"), [("floor", 20), ("ceil", 18), ("linear", 19)])
def test_the_policy_decides_about_a_part_of_a_step(jixiao: Call, policy: str, score: int) -> None:
    found = explained(jixiao, STEP, "--plan", 100, "--unit", "万元", "--actual", 105, "--policy", policy)
    assert found["scores"][0]["score"] == score


@pytest.mark.parametrize(
    ("plan", "actual", "score"), [("≥95%", "90%", 7.5), ("95%", 90, 7.5), ("≥40公里", "38000米", 7.5)]
)
def test_a_plan_brings_its_own_unit(jixiao: Call, plan: str, actual: object, score: float) -> None:
    found = explained(jixiao, "每低于1%扣0.5分", "--points", 10, "--plan", plan, "--actual", actual)
    assert found["scores"][0]["score"] == score


def test_a_score_explains_itself(jixiao: Call) -> None:
    found = explained(jixiao, "达到计划值得10分，否则按实际值/计划值*指标分值计分。", "--plan", 95, "--actual", 92)
    assert found["scores"][0]["score"] == 9.68
    assert found["scores"][0]["trace"] == "92÷95×10＝9.68"


def test_dates_and_labels_are_values_too(jixiao: Call) -> None:
    late = explained(jixiao, "12月31日前完成得10分，否则不得分", "--plan", "2026-12-31", "--actual", "2027-01-01")
    assert (late["scores"][0]["actual"], late["scores"][0]["score"]) == ("2027-01-01", 0)
    label = explained(jixiao, "效果明显得15分,效果一般8分,否则不得分。", "--operator", "定性", "--actual", "效果一般")
    assert label["scores"][0]["score"] == 8


def test_where_a_human_decides_there_is_a_range(jixiao: Call) -> None:
    found = explained(jixiao, "达到预期得满分，否则酌情扣分", "--points", 10, "--actual", "未达到预期")
    assert (found["kind"], found["scores"][0]["score"], found["scores"][0]["range"]) == ("manual", None, [0, 10])


def test_what_is_not_understood_says_so(jixiao: Call) -> None:
    found = explained(jixiao, "按有关规定执行", "--points", 10, "--actual", 5)
    assert (found["kind"], found["formula"], found["problems"]) == (None, None, ["SCR-001"])
    assert found["scores"][0]["score"] is None


def test_the_text_for_a_reader(jixiao: Call) -> None:
    result = jixiao("explain", STEP, "--plan", 100, "--unit", "万元", "--actual", 130, "--actual", "")
    assert (result.code, result.err) == (0, "")
    for words in (
        "超出按比例扣分",
        "实际值≤计划值：得20分",
        "每超出10%扣2分",
        "20－3×2＝14",
        "实际值未填",
        "=IF(",
        "SCR-007",
    ):
        assert words in result.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "缺少参数 TEXT"),
        ([STEP, "--points", "多"], "不是大于0的数"),
        ([STEP, "--points", "0"], "不是大于0的数"),
        ([STEP, "--operator", "左"], "不认识的计算符号"),
        (["达到计划值", "得10分"], "引号"),
        ([STEP, "--policy", "half"], "floor、ceil、linear"),
        (["--from", "没有这个文件夹"], "找不到"),
    ],
    ids=["nothing", "points", "no points", "operator", "pieces", "policy", "path"],
)
def test_wrong_usage_is_told(jixiao: Call, arguments: list[str], told: str) -> None:
    result = jixiao("explain", *arguments)
    assert (result.code, result.out) == (2, "")
    assert told in result.err


# ---------------------------------------------------------------- --from


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    """Two workbooks with scored forms; one standard of them means nothing, and stands there three times."""
    folder = tmp_path / "报送"
    folder.mkdir()
    for name, standards in {
        "甲.xlsx": ["达到计划值得10分，否则按比例计分", "按有关规定执行", "按有关规定执行"],
        "乙.xlsx": ["按有关规定执行", "达到计划值得10分，否则按实际值/计划值*指标"],
    }.items():
        write_form(folder / name, standards)
    return folder


def write_form(path: Path, standards: list[str]) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["项目支出绩效目标表"])
    sheet.append(["(2026年度)"])
    sheet.append(["填报单位（盖章）", "某局"])
    sheet.append(["项目名称", "某项目"])
    sheet.append(
        ["一级指标", "二级指标", "三级指标", "指标值类型", "指标值", "度量单位", "指标解释", "评(扣)分标准", "备注"]
    )
    for number, standard in enumerate(standards, 1):
        sheet.append(["产出指标", "数量指标", f"完成数量{number}", "≥", 10 * number, "个", "完成的数量", standard])
    workbook.save(path)


def test_the_wordings_that_are_not_understood_by_frequency(jixiao: Call, returns: Path) -> None:
    result = jixiao("explain", "--from", returns, "--json")
    assert result.code == 0
    found = json.loads(result.out)
    assert found["standards"] == 5
    assert [(entry["text"], entry["count"]) for entry in found["unread"]] == [
        ("按有关规定执行", 3),
        ("达到计划值得10分，否则按实际值/计划值*指标", 1),
    ]
    assert len(found["unread"][0]["places"]) == 3
    assert found["unread"][1]["truncated"]
    assert "没有完全读懂的 2 种" in result.err


def test_pieces_that_keep_a_standard_from_being_scored_are_ranked(jixiao: Call, tmp_path: Path) -> None:
    standards = [
        "达到20个得10分，每少1个扣1分，弄虚作假的不得分",
        "完成30个得5分，弄虚作假的不得分",
        "少于30个得满分，否则不得分",
    ]
    write_form(tmp_path / "甲.xlsx", standards)
    found = json.loads(jixiao("explain", "--from", tmp_path, "--json").out)
    assert found["pieces"][0] == {"piece": "弄虚作假", "count": 2}
    assert "弄虚作假" in jixiao("explain", "--from", tmp_path).out.split("不能自动计分的部分")[1]


def test_the_same_for_a_reader(jixiao: Call, returns: Path) -> None:
    result = jixiao("explain", "--from", returns)
    assert result.out.startswith("3 次　按有关规定执行")
    assert "句子没有写完" in result.out


def test_a_folder_without_standards_says_so(jixiao: Call, tmp_path: Path) -> None:
    result = jixiao("explain", "--from", tmp_path)
    assert (result.code, result.out) == (0, "没有找到评分标准。\n")


def test_the_value_that_is_no_number_is_the_one_that_is_named(jixiao: Call) -> None:
    standard = ("按完成比例得分", "--points", 10)
    (actual,) = explained(jixiao, *standard, "--plan", 10, "--actual", "基本完成")["scores"]
    (plan,) = explained(jixiao, *standard, "--plan", "基本完成", "--actual", 10)["scores"]
    assert actual["trace"].startswith("实际值不是数值")
    assert plan["trace"].startswith("计划值不是数值")


@pytest.mark.parametrize(
    ("standard", "scores"),
    [
        ("按偏差率扣分", {6: 6.4, 5: 8, 4: 6.4, 11: 0}),
        ("偏差率在10%以内得满分，超过10%的按偏差率扣分", {6: 6.4, 5.2: 8, 4.8: 8, 4: 6.4, 11: 0}),
        ("达到计划值得满分，未达到的按偏差率扣分", {6: 8, 5: 8, 4: 6.4}),
        ("偏差率每1%扣0.1分", {6: 6, 5: 8, 4: 6}),
        ("偏差率每超过1%扣0.1分，扣完为止", {6: 6, 5: 8, 4: 6}),
    ],
    ids=["both ways", "beyond a margin", "only what lacks", "in steps", "in steps beyond"],
)
def test_a_deviation_above_the_plan_costs_what_one_below_does(
    jixiao: Call, standard: str, scores: dict[float, float]
) -> None:
    actuals = [part for actual in scores for part in ("--actual", actual)]
    found = explained(jixiao, standard, "--points", 8, "--plan", 5, *actuals)
    assert {each["actual"]: each["score"] for each in found["scores"]} == scores


@pytest.mark.parametrize("text", ["", "  ", "\u3000"])
def test_nothing_to_explain_is_wrong_usage_with_the_next_step(jixiao: Call, text: str) -> None:
    result = jixiao("explain", text)
    assert (result.code, result.out) == (2, "")
    assert "评分标准是空的" in result.err
    assert "jixiao explain '" in result.err
