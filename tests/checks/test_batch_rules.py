"""The rules across forms: summary and projects, department and projects, names, copies."""

from __future__ import annotations

import pytest

from checks.sample_forms import Change, document
from jixiao.checks.catalogue import message
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.outcome import CheckResult
from jixiao.checks.rule_engine import check_batch, check_documents
from jixiao.forms.document import Document

TWO_LINES = ("1 | 河道清淤工程 | 120.5 |", "1 | 河道清淤工程 | 120.5 |\n2 | 水文站改造 | 30 |")
TWO_TOTAL = ("合计金额 | < | 120.5", "合计金额 | < | 150.5")
BENEFIT = "效益指标 | 社会效益指标 | 沿河受益群众人数 | 3000 | 人 | ≥ |"


def project(name: str, *changes: Change, amount: str = "120.5", file: str = "test.xlsx") -> Document:
    return document(
        "project",
        ("河道清淤工程", name),
        ("项目金额 | 120.5", f"项目金额 | {amount}"),
        ("清淤总成本 | 120.5", f"清淤总成本 | {amount}"),
        *changes,
        sheet=name,
        file=file,
    )


def of(code: str, result: CheckResult) -> list[Finding]:
    return [finding for finding in result.findings if finding.code == code]


def check(code: str, *documents: Document) -> list[Finding]:
    """The findings of one rule, found twice alike."""
    first = of(code, check_documents(documents))
    assert of(code, check_documents(documents)) == first
    assert all("{" not in message(finding) for finding in first)
    return first


def test_a_return_in_order_has_nothing_across_its_forms():
    result = check_documents([document("summary"), document("department"), document("project")])
    assert result.findings == []
    assert result.skipped == []


def test_str_005_a_project_filed_twice_is_named_once_with_both_places():
    (finding,) = check("STR-005", project("河道清淤工程"), document("project", sheet="另一张"))
    assert finding.cell == "B3"
    assert finding.related == ("test.xlsx!另一张!B3",)
    assert check("STR-005", project("河道清淤工程"), project("水文站改造")) == []


def test_str_005_two_departments_may_have_projects_of_one_name():
    other = project("河道清淤工程", ("云岭县水利局", "拂柳县水利局"), amount="80", file="b.xlsx")
    assert check("STR-005", project("河道清淤工程"), other) == []
    copy = project("河道清淤工程", ("云岭县水利局", "拂柳县水利局"), file="b.xlsx")
    assert len(check("STR-005", project("河道清淤工程"), copy)) == 1


def test_fnd_005_amounts_of_summary_and_project_differ():
    (finding,) = check("FND-005", document("summary"), project("河道清淤工程", amount="125"))
    assert (finding.sheet, finding.cell, finding.difference) == ("summary", "C4", -45 / 10)
    assert finding.related == ("test.xlsx!河道清淤工程!B4",)
    assert check("FND-005", document("summary"), project("河道清淤工程", amount="120.504")) == []


def test_nam_001_names_of_summary_and_project_differ():
    (finding,) = check("NAM-001", document("summary"), project("河道综合清淤"))
    assert (finding.cell, finding.found, finding.expected) == ("B4", "河道清淤工程", "河道综合清淤")
    assert check("NAM-001", document("summary"), project("河道清淤工程（）")) == []


def test_nam_001_unlike_names_are_two_projects():
    documents = (document("summary"), project("乡村教师培训", amount="60"))
    assert check("NAM-001", *documents) == []
    assert len(check("FND-014", *documents)) == 1


def test_fnd_014_a_summary_row_has_no_form():
    (finding,) = check("FND-014", document("summary", TWO_LINES, TWO_TOTAL), project("河道清淤工程"))
    assert (finding.cell, finding.project) == ("B5", "水文站改造")


def test_fnd_014_is_skipped_where_no_project_form_was_filed():
    result = check_documents([document("summary")])
    assert of("FND-014", result) == []
    assert [skip.code for skip in result.skipped] == ["FND-014"]


def test_fnd_015_a_form_is_not_on_the_summary():
    (finding,) = check("FND-015", document("summary"), project("河道清淤工程"), project("水文站改造", amount="30"))
    assert (finding.sheet, finding.cell) == ("水文站改造", "B3")
    assert check("FND-015", project("水文站改造")) == []


def test_fnd_015_a_form_filed_twice_is_on_the_summary_that_names_its_project():
    twice = [project("河道清淤工程"), project("河道清淤工程", file="补报.xlsx")]
    assert check("FND-015", document("summary"), *twice) == []
    assert len(check("STR-005", document("summary"), *twice)) == 1


def test_a_summary_filed_again_means_the_forms_it_came_with():
    changed = ("1 | 河道清淤工程 | 120.5 |", "1 | 河道清淤工程 | 99 |")
    first = [document("summary"), project("河道清淤工程")]
    again = [
        document("summary", changed, ("合计金额 | < | 120.5", "合计金额 | < | 99"), file="补报.xlsx"),
        project("河道清淤工程", amount="99", file="补报.xlsx"),
    ]
    for documents in ([*first, *again], [*again, *first]):
        assert check("FND-005", *documents) == []
        assert check("FND-015", *documents) == []
    (wrong,) = check("FND-005", *first, again[0], project("河道清淤工程", amount="98", file="补报.xlsx"))
    assert (wrong.file, wrong.expected) == ("补报.xlsx", 98)


def test_fnd_007_the_projects_of_a_department_do_not_add_up():
    (finding,) = check("FND-007", document("department"), project("河道清淤工程", amount="100"))
    assert (finding.cell, finding.difference) == ("H9", 41 / 2)
    assert check("FND-007", document("department"), project("河道清淤工程")) == []


def test_fnd_007_counts_a_project_once_that_was_filed_twice():
    twice = [project("河道清淤工程"), project("河道清淤工程", file="补报.xlsx")]
    assert check("FND-007", document("department"), *twice) == []
    assert len(check("STR-005", document("department"), *twice)) == 1


def test_fnd_007_is_skipped_where_the_two_forms_of_a_project_have_different_money():
    twice = [project("河道清淤工程"), project("河道清淤工程", amount="100", file="补报.xlsx")]
    result = check_documents([document("department"), *twice])
    assert of("FND-007", result) == []
    assert [(skip.code, skip.reason) for skip in result.skipped] == [
        ("FND-007", "同一项目有多份金额不同的绩效目标表，不知以哪份为准")
    ]


def test_fnd_007_leaves_a_department_whose_units_have_their_projects_in_its_workbook():
    whole, own = document("department"), project("河道清淤工程", amount="100")
    for amount, reasons in (("20.5", []), ("7", ["同一文件里还有别的单位的项目，不知是否属于该部门"])):
        unit = project("水文站改造", ("云岭县水利局", "云岭县水文站"), amount=amount)
        unit["source"]["sheet"] = own["source"]["sheet"]  # one list of the projects of both
        result = check_documents([whole, own, unit])
        assert of("FND-007", result) == []
        assert [skip.reason for skip in result.skipped if skip.code == "FND-007"] == reasons


def test_fnd_007_takes_the_summary_where_forms_are_missing():
    documents = [document("department"), document("summary", TWO_LINES, TWO_TOTAL), project("河道清淤工程")]
    (finding,) = check("FND-007", *documents)
    assert finding.severity is Severity.WARNING
    assert finding.expected == 301 / 2


def test_ind_013_one_benefit_in_two_projects_of_a_department_was_copied():
    copied = (BENEFIT, "效益指标 | 社会效益指标 | 提升水安全保障水平 | 新增2处 | | 定性 |")
    (finding,) = check("IND-013", project("河道清淤工程", copied), project("水文站改造", copied))
    assert finding.cell == "D12"
    assert message(finding).startswith("效益指标与其他项目完全相同（水文站改造）")


def test_ind_013_one_benefit_in_two_departments_proves_nothing():
    other = project("林道修建", ("云岭县水利局", "拂柳县林业局"), file="b.xlsx")
    assert check("IND-013", project("河道清淤工程"), other) == []


def test_ind_013_all_benefits_alike_in_two_departments_were_copied():
    three = "\n^ | ^ | ^ | ".join(
        [
            "效益指标 | 社会效益指标 | 受益群众人数 | 3000 | 人 | ≥ |",
            "就业岗位数 | 20 | 个 | ≥ |",
            "平均通行时间 | 10 | 分钟 | ≤ |",
        ]
    )
    first = project("河道清淤工程", (BENEFIT, three))
    other = project("林道修建", (BENEFIT, three), ("云岭县水利局", "拂柳县林业局"), file="b.xlsx")
    assert len(check("IND-013", first, other)) == 1


def test_val_005_department_and_project_count_the_same_thing_otherwise():
    count = ("治理河道总长度 | ≥ | 12", "清淤河道长度 | ≥ | 15")
    named = ("数量指标 | 清淤长度", "数量指标 | 清淤河道长度")
    (finding,) = check("VAL-005", document("department", count), project("河道清淤工程", named))
    assert (finding.cell, finding.found, finding.expected) == ("E12", 15, 12)
    assert check("VAL-005", document("department"), project("河道清淤工程", named)) == []


@pytest.mark.parametrize(
    ("names", "wrong"),
    [
        pytest.param(["云岭县水利局", "云岭县水利局", "云岭水利局"], ["C"], id="a character left out"),
        pytest.param(["云岭县水利局", "云岭县水利局", "云苓县水利局"], ["C"], id="a character mistyped"),
        pytest.param(["云岭县水利局", "云岭水利局"], ["B"], id="a tie is named once"),
        pytest.param(["云岭县水利局", "云岭县水利局", "云岭县林业局"], [], id="another office"),
        pytest.param(["云岭县水利局", "拂柳县水利局"], [], id="two places, no majority"),
        pytest.param(["云岭县第一中学", "云岭县第一中学", "云岭县第二中学"], [], id="two schools"),
    ],
)
def test_nam_002_a_variant_of_the_usual_name_is_a_slip(names: list[str], wrong: list[str]):
    documents = [
        document("project", ("云岭县水利局", name), ("河道清淤工程", f"工程{sheet}"), sheet=sheet)
        for name, sheet in zip(names, "ABC", strict=False)
    ]
    found = check("NAM-002", *documents)
    assert [finding.sheet for finding in found] == wrong
    assert all(finding.cell == "A2" for finding in found)


def test_the_order_of_workbooks_does_not_change_what_is_found():
    books = [[document("summary", TWO_LINES, TWO_TOTAL)], [project("河道清淤工程", amount="99", file="b.xlsx")]]
    forward, backward = check_batch(books), check_batch(list(reversed(books)))
    assert {(f.code, f.sheet, f.cell) for f in forward.findings} == {
        (f.code, f.sheet, f.cell) for f in backward.findings
    }
    assert [finding.code for finding in forward.findings] == ["FND-005", "FND-014"]


def test_a_form_on_a_hidden_sheet_is_left_out_and_said_so():
    hidden = document("project", sheet="去年")
    hidden["source"]["hidden"] = True
    result = check_documents([document("project"), hidden])
    assert result.findings == []
    assert [(skip.code, skip.sheet) for skip in result.skipped] == [("*", "去年")]
