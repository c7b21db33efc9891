"""A department is its name: the code that the budget system puts beside it, or a stamp, is no part of that."""

from __future__ import annotations

import pytest

from jixiao.forms.unit_names import bare_name
from sheet_table import read_one

FORM = """
项目支出绩效自评表 | < | < | < | < | < | < | <
（2025年度） | < | < | < | < | < | < | <
项目名称 | 山塘整治 | < | < | < | < | < | <
主管部门及代码 | 星渚县水利局（305） | < | < | 实施单位 | 305001-星渚县河道管护中心 | < | <
项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 100 | 100 | 90 | 10 | 90% | 9
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
^ | 产出指标 | 数量指标 | 山塘数 | ≥17座 | 17座 | 90 | 90
总分 | < | < | < | < | < | 100 | 99
"""

WITH_CODE = [
    "星渚县水利局（305）",
    "[305]星渚县水利局",
    "【305】星渚县水利局",
    "305-星渚县水利局",
    "305—星渚县水利局",
    "305 星渚县水利局",
    "305、星渚县水利局",
    "星渚县水利局 305",
    "星渚县水利局-305",
    "星渚县水利局（部门代码：305）",
    "星渚县水利局，代码305",
    "(305001)星渚县水利局",
    "星渚县水利局(11430000006A)",
    "[305]星渚县水利局（盖章）",
    "305星渚县水利局",
    "星渚县水利局305",
]


@pytest.mark.parametrize("written", WITH_CODE)
def test_the_code_beside_a_name_is_no_part_of_the_name(written: str):
    document = read_one(FORM.replace("星渚县水利局（305）", written))
    assert document["department"] == "星渚县水利局"
    assert document["implementing_unit"] == "星渚县河道管护中心"
    assert document["cells"]["department"] == "B4"


def test_a_code_in_a_cell_of_its_own_before_the_name_is_read():
    document = read_one(FORM.replace("| 星渚县水利局（305） | < | <", "| '305' | 星渚县水利局 | <"))
    assert document["department"] == "星渚县水利局"
    assert document["department_code"] == "305"
    assert "B4" not in {each["cell"] for each in document["unread"]}


@pytest.mark.parametrize(
    "name",
    [
        "星渚县水利局",
        "701地质队",
        "星渚县第2中学",
        "星渚县中医医院（县第2人民医院）",
        "星渚县机关事务服务中心（公务用车12台）",
        "120急救指挥中心",
        "12345热线服务中心",
    ],
)
def test_a_number_that_belongs_to_a_name_stays(name: str):
    assert bare_name(name, "实施单位") == name
