"""Lines below a table in words that no form prints: they close the form and are no rows of the table."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from jixiao.forms.document import Document
from sheet_table import read, read_one

PROJECT = """
2026年项目支出绩效目标表 | < | < | < | < | < | <
编制单位：青禾县图书馆 | < | < | < | < | 金额单位：万元 | <
项目名称 | 公共图书馆免费开放 | < | < | < | < | <
项目金额 | 50 | < | < | < | < | <
年度目标 | 全年免费开放300天以上。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型 | 备注
产出指标 | 数量指标 | 免费开放天数 | 300 | 天 | ≥ |
效益指标 | 社会效益指标 | 阅读氛围 | 浓厚 | | |
"""

BESIDE_A_CAPTION = """
2026年项目支出绩效目标表 | < | < | < | < | < | < | <
编制单位：青禾县图书馆 | < | < | < | < | 金额单位：万元 | < | <
项目名称 | 公共图书馆免费开放 | < | < | < | < | < | <
项目金额 | 50 | < | < | < | < | < | <
年度目标 | 全年免费开放300天以上。 | < | < | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型 | 备注
^ | 产出指标 | 数量指标 | 免费开放天数 | 300 | 天 | ≥ |
^ | 效益指标 | 社会效益指标 | 阅读氛围 | 浓厚 | | |
"""

CLOSING = [
    "审核人意见 | 同意",
    "审核人意见：同意 | < | <",
    "审批意见 | | | 情况属实，同意上报",
    "其他需说明事项 | 本项目分两批实施 | < | < | < | < | <",
    "其它应说明的问题 | 无 | 无",
    "审核人 | 张某 | 复核人 | 王某",
    "分管领导 | 张某 | 经办科室 | 财务股",
    "分管领导签字： | 张某",
    "说明：本表一式三份 | < | < | <",
    "部门评审情况 | 通过 | 通过 | 通过",
    "审核人意见： | \n | | 同意申报 | \n | | | （盖章）",
]


def names(document: Document) -> list[str | None]:
    return [row["level3"] for row in document["indicators"]]


@pytest.mark.parametrize("form", [PROJECT, BESIDE_A_CAPTION], ids=["from the first column", "beside a caption"])
@pytest.mark.parametrize("lines", CLOSING)
def test_a_line_that_closes_the_form_is_no_indicator_and_its_text_is_listed(form: str, lines: str):
    document = read_one(form + lines)
    assert names(document) == ["免费开放天数", "阅读氛围"]
    assert document["notes"] == []
    said = " ".join(left["text"] for left in document["unread"])
    said += " ".join(f"{kept['label']}：{kept['value']}" for kept in document.get("other", ()))
    assert all(cell.strip(" ：") in said for cell in lines.replace("\n", "|").split("|") if cell.strip() != "<")


def test_who_signs_beside_a_label_in_other_words_is_read():
    document = read_one(PROJECT + "审核人：张某 | | 填表人：李某 | | 联系电话 | 5550104 |")
    assert names(document) == ["免费开放天数", "阅读氛围"]
    assert (document["signoff"]["preparer"], document["signoff"]["phone"]) == ("李某", "5550104")


@pytest.mark.parametrize(
    "row",
    [
        "效益指标 | 社会效益指标 | 审核意见采纳率 | 90 | % | ≥ |",
        " | | 其他问题 | 全部解决 | | 定性 |",
        "其他问题 | 3 | 个 | = | | |",
        " | | 经办人员 | 满意 | | |",
    ],
)
def test_a_row_that_measures_something_stays_an_indicator_whatever_it_is_called(row: str):
    assert len(names(read_one(PROJECT + row))) == 3


def test_closing_lines_below_a_summary_and_below_tasks_are_no_rows():
    summary = read_one("""
2026年项目支出方向绩效目标汇总表 | < | < | <
编制单位：青禾县城市管理局 | < | 金额单位：万元 | <
序号 | 项目名称 | 项目金额 | 备注
1 | 环卫保洁 | 800 |
2 | 路灯电费 | 260 | 新增
审核人意见 | 同意 | < | <
经办人员 | 王某 | 联系电话 | 5550104
""")
    rows: Any = summary["rows"]
    assert [row["project"] for row in rows] == ["环卫保洁", "路灯电费"]
    assert summary["signoff"]["phone"] == "5550104"
    department = read_one("""
2023年部门整体支出绩效目标表 | < | < | < | <
填报单位：（盖章）麓泉区卫生健康局 | < | < | < | 单位：万元
部门主要职能 | 贯彻卫生健康法律法规，统筹公共卫生服务。 | < | < | <
年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值及单位
^ | 产出指标 | 数量指标 | 规范化门诊数量 | ≥12个
年度重点工作计划 | 重点工作事项 | 责任科室 | 工作目标 | <
^ | 基本公共卫生服务 | 公卫股 | 建档率95%以上 | <
^ | 审核问题整改 | 公卫股 | 全部整改 | <
分管领导签字 | 张某 | | 制表单位 | 办公室
""")
    tasks: Any = department["tasks"]
    assert [task["name"] for task in tasks] == ["基本公共卫生服务", "审核问题整改"]


@pytest.mark.parametrize(
    ("last", "projects"), [("全县 | | 64.5", 2), ("全县 | | 65", 3), ("生态修复 | 水利局 | 64.5", 3)]
)
def test_a_last_line_that_adds_up_all_projects_is_none_of_them(last: str, projects: int) -> None:
    documents = read(
        f"""
        2025年度项目支出绩效自评结果表 | < | < | <
        项目名称 | 主管部门 | 全年预算数（万元） | 自评得分
        渠道清淤 | 水利局 | 40 | 96
        苗木补植 | 林业局 | 24.5 | 92
        {last} |
        """
    )
    assert len(documents) == projects


def test_a_first_line_that_adds_up_all_projects_is_none_of_them() -> None:
    documents = read(
        """
        2025年度项目支出绩效自评结果表 | < | < | <
        项目名称 | 主管部门 | 全年预算数（万元） | 自评得分
        全县 | | 64.5 |
        渠道清淤 | 水利局 | 40 | 96
        苗木补植 | 林业局 | 24.5 | 92
        """
    )
    assert [document["project"] for document in documents] == ["渠道清淤", "苗木补植"]


@pytest.mark.parametrize(
    ("line", "score", "unread"),
    [
        ("总分 | | | | | 100 | 97.8 |", 97.8, []),
        ("总分 | | | | | | 97.8 |", 97.8, []),
        ("总分 | | | | | | 100 | 97.8", None, ["100", "97.8"]),
    ],
)
def test_a_line_of_sums_that_slid_is_left_unread(line: str, score: float | None, unread: list[str]):
    document = read_one(
        f"""
2025年度项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 造林补助 | < | 主管部门 | 雪浪县林业局 | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
产出指标 | 数量指标 | 造林面积 | ≥5000亩 | 5000亩 | 60 | 60 |
满意度指标 | 满意度 | 林农满意度 | ≥90% | 85% | 40 | 37.8 | 宣传不够
{line}
"""
    )
    total = document.get("total_score")
    assert (None if total is None else float(total), [each["text"] for each in document["unread"]]) == (score, unread)


def test_the_only_sum_of_all_rows_may_be_called_a_subtotal():
    table = """
2025年度项目支出绩效自评表 | < | < | < | < | <
项目名称 | 造林补助 | < | 主管部门 | 雪浪县林业局 | <
一级指标 | 二级指标 | 三级指标 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 造林面积 | 5000亩 | 60 | 60
{sum_of_a_level}满意度指标 | 满意度 | 林农满意度 | 85% | 40 | 37.8
小计 | | | | 100 | 97.8
"""
    assert read_one(table.format(sum_of_a_level=""))["total_score"] == Decimal("97.8")
    assert read_one(table.format(sum_of_a_level="小计 | | | | 60 | 60\n")).get("total_score") is None


def test_the_sum_of_a_level_at_the_end_is_no_sum_of_all():
    document = read_one(
        """
2025年度项目支出绩效自评表 | < | < | < | < | <
项目名称 | 造林补助 | < | 主管部门 | 雪浪县林业局 | <
一级指标 | 二级指标 | 三级指标 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 造林面积 | 5000亩 | 60 | 60
满意度指标 | 满意度 | 林农满意度 | 85% | 40 | 37.8
满意度指标小计 | | | | 40 | 37.8
"""
    )
    assert document.get("total_score") is None


def test_an_indicator_may_be_explained_by_an_amount():
    document = read_one(
        """
2026年市级项目绩效目标申报表 | < | < | < | <
项目名称 | 困难群众补助 | < | < | <
年度目标 | 补助困难群众3000人。 | < | < | <
一级指标 | 三级指标 | 指标说明 | 指标值 | 评分标准
产出指标 | 补助人数 | 享受补助的人数 | ≥3000人 | 达标得分
^ | 补助发放情况 | 补助金额 | 足额发放 | 足额得分
满意度指标 | 群众满意度 | 问卷 | ≥90% | 达标得分
"""
    )
    assert [row["level3"] for row in document["indicators"]] == ["补助人数", "补助发放情况", "群众满意度"]


def test_two_figures_behind_the_total_below_no_titles_leave_the_score_open():
    document = read_one(
        """
2025年度项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 社区书屋 | 主管部门 | 雪浪县文旅局 | < | < | <
年度总体目标 | 新建书屋6处。 | < | < | < | < | <
产出指标 | 数量指标 | 新建书屋数 | ≥6处 | 6 | 50 | 50
满意度指标 | 满意度 | 读者满意度 | ≥90% | 88% | 40 | 39
总分 | | | | | 100 | 89
"""
    )
    assert document.get("total_score") is None
    assert {"F6", "G6"} <= {each["cell"] for each in (*document["unread"], *document["other"])}
