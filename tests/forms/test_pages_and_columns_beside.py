"""Tables that go on over pages, and columns of other times beside those of the year."""

from __future__ import annotations

import pytest

from sheet_table import read

TITLES = "一级指标 | 二级指标 | 三级指标 | 年初目标值 | 完成值 | 权重 | 自评得分"


@pytest.mark.parametrize("caption", ["", "绩效指标 | "])
def test_levels_go_on_below_the_titles_of_the_next_page(caption: str) -> None:
    blank = " | " if caption else ""
    (document,) = read(f"""
2025年青岚县项目支出绩效自评表 | | | | | | |
项目名称 | 河道清淤 | | 主管部门 | 青岚县水务局 | | |
{caption}{TITLES}
{blank}产出指标 | 数量指标 | 清淤河段数 | ≥12处 | 12处 | 30 | 30
{blank}效益指标 | 社会效益指标 | 覆盖行政村数 | ≥8个 | 8个 | 30 | 30
{blank}{TITLES}
{blank} | | 受益群众人数 | ≥500人 | 510人 | 20 | 20
{blank}满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 95% | 10 | 10
""")
    levels = [(each["level1"], each["level2"]) for each in document["indicators"]]
    assert levels == [
        ("产出指标", "数量指标"),
        ("效益指标", "社会效益指标"),
        ("效益指标", "社会效益指标"),
        ("满意度指标", "服务对象满意度指标"),
    ]
    assert "header-repeated" in {each["code"] for each in document["observations"]}


@pytest.mark.parametrize("title", ["历史值", "上年指标值", "近三年指标值"])
def test_values_of_earlier_years_are_no_rivals_of_the_target(title: str) -> None:
    (document,) = read(f"""
2025年青岚县项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 图书采购 | < | < | 主管部门 | 青岚县文化局 | < | <
{TITLES} | {title}
产出指标 | 数量指标 | 采购图书数量 | ≥12册 | 12册 | 45 | 45 | 10.8
效益指标 | 社会效益指标 | 受益读者人数 | ≥500人 | 510人 | 45 | 45 | 450
""")
    assert [(each["target"], each["actual"]) for each in document["indicators"]] == [(12, 12), (500, 510)]


def test_labels_may_stand_over_their_values_with_a_blank_row_between() -> None:
    (document,) = read("""
2026年项目支出绩效目标表 | < | < | <
项目名称 | 主管部门 | 项目单位 | 联系人
 | | |
古桥修缮 | 青岚县文化局 | 青岚县文化馆 | 程远
三级指标 | 指标值 | < | <
修缮古桥数量 | ≥8座 | < | <
""")
    assert [document[key] for key in ("project", "department", "implementing_unit")] == [
        "古桥修缮",
        "青岚县文化局",
        "青岚县文化馆",
    ]
