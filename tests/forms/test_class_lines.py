"""Lists whose lines name a class of projects, and what a definition has no place for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.checks.rule_engine import check_documents
from sheet_table import read, read_one

HEAD = """
2026年项目支出方向绩效目标汇总表 | < | < | <
填报单位：柳溪县水务局 | < | < | <
序号 | 项目名称 | 项目金额（万元） | 备注
"""
PROJECTS = [("滩涂清理工程", 120), ("闸站改造工程", 80), ("水质监测", 45), ("堤防管护", 33)]


def _rows(table: str) -> list[tuple[str, int]]:
    return [(row["project"], row["amount"]) for row in read_one(HEAD + table)["rows"]]


CLASSES = """
一 | 水利建设 | |
1 | 滩涂清理工程 | 120 | 新增
2 | 闸站改造工程 | 80 | 延续
二 | 运行维护 | |
1 | 水质监测 | 45 | 延续
2 | 堤防管护 | 33 | 延续
合计金额 | < | 278 |
"""
ONE_CLASS = """
一 | 水利建设 | |
1 | 滩涂清理工程 | 120 | 新增
2 | 闸站改造工程 | 80 | 延续
3 | 水质监测 | 45 | 延续
4 | 堤防管护 | 33 | 延续
合计金额 | < | 278 |
"""
CLASSES_WITH_SUMS = """
一 | 水利建设 | 200 |
1 | 滩涂清理工程 | 120 | 新增
2 | 闸站改造工程 | 80 | 延续
二 | 运行维护 | 78 |
1 | 水质监测 | 45 | 延续
2 | 堤防管护 | 33 | 延续
合计金额 | < | 278 |
"""
A_TOTAL_ON_EACH_PAGE = """
1 | 滩涂清理工程 | 120 | 新增
2 | 闸站改造工程 | 80 | 延续
合计 | < | 200 |
3 | 水质监测 | 45 | 延续
4 | 堤防管护 | 33 | 延续
合计 | < | 278 |
"""


@pytest.mark.parametrize("table", [CLASSES, ONE_CLASS, CLASSES_WITH_SUMS, A_TOTAL_ON_EACH_PAGE])
def test_only_what_has_a_number_of_its_own_is_a_project(table: str):
    document = read_one(HEAD + table)
    assert _rows(table) == PROJECTS
    assert document["total"] == 278
    assert document["unread"] == []
    assert [f.code for f in check_documents([document]).findings if f.code in ("CMP-003", "FND-001")] == []


def test_projects_numbered_in_chinese_stay_projects():
    table = "一 | 滩涂清理工程 | 120 | 新增\n二 | 水质监测 | | 延续\n三 | 堤防管护 | 33 | 延续\n合计金额 | < | 153 |"
    assert _rows(table) == [("滩涂清理工程", 120), ("水质监测", None), ("堤防管护", 33)]


OF_TWO_DEPARTMENTS = """
柳溪县2026年项目支出绩效目标表 | < | < | < | < | <
单位：万元 | < | < | < | < | <
序号 | 项目名称 | 资金额度 | 绩效目标 | 三级指标 | 指标值
一 | 柳溪县水务局 | | | |
1 | 滩涂清理工程 | 120 | 清理滩涂12公里 | 清理长度 | ≥12公里
2 | 闸站改造工程 | 80 | 改造闸站3座 | 改造闸站数量 | ≥3座
二 | 柳溪县林业局 | | | |
1 | 林区管护 | 45.5 | 管护林地2万亩 | 管护面积 | ≥2万亩
"""


def test_a_line_with_the_name_of_a_department_heads_its_projects():
    documents = read(OF_TWO_DEPARTMENTS)
    assert [(each["department"], each["project"], each["funding"]["total"]) for each in documents] == [
        ("柳溪县水务局", "滩涂清理工程", 120),
        ("柳溪县水务局", "闸站改造工程", 80),
        ("柳溪县林业局", "林区管护", Decimal("45.5")),
    ]


COSTS_AMONG_OUTPUTS = """
项目支出绩效目标申报表 | < | < | < | <
（2024年度） | < | < | < | <
项目名称 | 滩涂清理工程 | < | < | <
主管部门 | 柳溪县水务局 | 实施单位 | 柳溪县水利站 | <
项目资金（万元） | 年度资金总额 | 120 | < | <
^ | 其中：财政拨款 | 120 | < | <
^ | 其他资金 | 0 | < | <
总体目标 | 清理滩涂12公里，改善水质。 | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 清理滩涂长度 | ≥12公里
^ | ^ | 质量指标 | 验收合格率 | 100%
^ | ^ | 成本指标 | 每公里清理成本 | ≤10万元
^ | 效益指标 | 社会效益指标 | 受益群众人数 | ≥3000人
^ | 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90%
"""


def test_costs_that_stand_among_the_outputs_are_no_mistake_of_the_department():
    document = read_one(COSTS_AMONG_OUTPUTS)
    assert [(i["level1"], i["level2"]) for i in document["indicators"]][2] == ("产出指标", "成本指标")
    told = [f for f in check_documents([document]).findings if f.code.startswith(("STR", "IND"))]
    assert [(f.code, str(f.severity)) for f in told] == [("IND-003", "info")]


SUM_OF_ONE_DEPARTMENT = """
2027年项目绩效目标表 | < | <
| | 单位：万元
项目 | 资金总额 | 项目年度绩效目标
柳溪县水务局 | 200 |
滩涂清理工程 | 120 | 清理滩涂12公里，堤岸整洁。
闸站改造工程 | 80 | 改造闸站3座，排涝及时。
总计 | 200 |
"""
TOTAL_ABOVE_THE_DEPARTMENT = """
2027年项目绩效目标汇总表 | < | <
项目名称 | 资金总额（万元） | 项目年度绩效目标
总计 | 200 |
柳溪县水务局 | |
滩涂清理工程 | 120 | 清理滩涂12公里，堤岸整洁。
闸站改造工程 | 80 | 改造闸站3座，排涝及时。
"""


@pytest.mark.parametrize("table", [SUM_OF_ONE_DEPARTMENT, TOTAL_ABOVE_THE_DEPARTMENT])
def test_the_only_department_over_all_projects_is_that_of_the_summary(table: str):
    document = read_one(table)
    assert (document["department"], document["total"]) == ("柳溪县水务局", 200)
    assert [(row["project"], row["amount"]) for row in document["rows"]] == PROJECTS[:2]


SUMMARY_OF_SEVERAL = """
2026年项目支出绩效目标汇总表 | < | < | <
序号 | 预算单位 | 项目名称 | 项目金额（万元）
| | 一、基础设施类 |
1 | 柳溪县水务局 | 滩涂清理工程 | 120
2 | 柳溪县林业局 | 林区管护 | 45.5
二、民生保障 | | |
1 | 柳溪县林业局 | 护林员补助 | 36
| | 合计 | 201.5
"""


def test_classes_of_projects_do_not_hide_whose_they_are():
    assert [(each["department"], each["project"]) for each in read(SUMMARY_OF_SEVERAL)] == [
        ("柳溪县水务局", "滩涂清理工程"),
        ("柳溪县林业局", "林区管护"),
        ("柳溪县林业局", "护林员补助"),
    ]


ONE_DEPARTMENT_BELOW_A_CLASS = """
2025年项目支出绩效目标汇总表 | < | <
| | 单位：万元
预算单位 | 项目名称 | 年度预算资金
一、基础设施类 | |
柳溪县水务局 | 滩涂清理工程 | 120
柳溪县水务局 | 闸站改造工程 | 80
"""


def test_a_class_in_the_column_of_departments_leaves_the_only_one():
    assert read_one(ONE_DEPARTMENT_BELOW_A_CLASS)["department"] == "柳溪县水务局"


CLASSES_OF_DEPARTMENTS = """
柳溪县2026年项目支出绩效目标表 | < | < | < | < | <
单位：万元 | < | < | < | < | <
序号 | 项目名称 | 资金额度 | 绩效目标 | 三级指标 | 指标值
一 | 柳溪县水务局 | | | |
（一） | 水利建设 | | | |
1 | 滩涂清理工程 | 120 | 清理滩涂12公里 | 清理长度 | ≥12公里
（二） | 运行维护 | | | |
1 | 水质监测 | 45 | 监测水质12次 | 监测次数 | ≥12次
二 | 柳溪县林业局 | | | |
（一） | 生态保护 | | | |
1 | 林区管护 | 45.5 | 管护林地2万亩 | 管护面积 | ≥2万亩
"""


def test_classes_stand_below_departments():
    assert [(each["department"], each["project"]) for each in read(CLASSES_OF_DEPARTMENTS)] == [
        ("柳溪县水务局", "滩涂清理工程"),
        ("柳溪县水务局", "水质监测"),
        ("柳溪县林业局", "林区管护"),
    ]


SUMMARY_OF_NUMBERED_DEPARTMENTS = """
2026年项目支出绩效目标汇总表 | < | < | <
单位：万元 | < | < | <
序号 | 项目名称 | 项目金额 | 备注
一 | 柳溪县水务局 | |
1 | 滩涂清理工程 | 120 |
二 | 柳溪县林业局 | | 新增
1 | 林区管护 | 45.5 |
合计 | < | 165.5 |
"""


def test_departments_numbered_without_sums_own_their_projects_in_a_summary_too():
    assert [(each["department"], each["project"]) for each in read(SUMMARY_OF_NUMBERED_DEPARTMENTS)] == [
        ("柳溪县水务局", "滩涂清理工程"),
        ("柳溪县林业局", "林区管护"),
    ]


CLASS_WITH_A_REMARK = """
一 | 水利建设 | | 新增类
1 | 滩涂清理工程 | 120 |
二 | 运行维护 | |
1 | 水质监测 | 45 |
合计金额 | < | 165 |
"""


def test_a_class_may_have_a_remark():
    assert _rows(CLASS_WITH_A_REMARK) == [("滩涂清理工程", 120), ("水质监测", 45)]


@pytest.mark.parametrize(
    ("line", "unread"),
    [
        ("（续表） | < | < | <", []),
        ("以下为新增项目 | < | < | <", []),
        (" | 新增项目： | |", []),
        ("2025年结转项目 | < | < | <", ["2025年结转项目"]),
        ("其中： | < | < | <", ["其中："]),
        ("上页小计 | < | 120 |", ["上页小计", "120"]),
        ("承上页 | < | 120 |", ["承上页", "120"]),
    ],
)
def test_a_line_between_the_projects_that_heads_them_is_none(line: str, unread: list[str]) -> None:
    document = read_one(f"{HEAD}1 | 滩涂清理工程 | 120 |\n{line}\n2 | 闸站改造工程 | 80 |\n合计 | < | 200 |")
    assert [(row["project"], row["amount"]) for row in document["rows"]] == PROJECTS[:2]
    assert (document["total"], [left["text"] for left in document["unread"]]) == (200, unread)
    assert not {"CMP-003", "FND-004"} & {finding.code for finding in check_documents([document]).findings}


def test_a_project_alone_in_the_column_of_names_still_lacks_its_amount() -> None:
    document = read_one(f"{HEAD}1 | 滩涂清理工程 | 120 |\n | 闸站改造工程 | |\n合计 | < | 120 |")
    assert [(row["project"], row["amount"]) for row in document["rows"]] == [
        ("滩涂清理工程", 120),
        ("闸站改造工程", None),
    ]
    assert "CMP-003" in {finding.code for finding in check_documents([document]).findings}


def test_a_department_without_a_number_that_adds_up_its_projects_is_none() -> None:
    document = read_one(f"{HEAD} | 柳溪县水务局 | 200 |\n1 | 滩涂清理工程 | 120 |\n2 | 闸站改造工程 | 80 |")
    assert [(row["project"], row["amount"]) for row in document["rows"]] == PROJECTS[:2]


IN_UNITS = """
2026年项目支出方向绩效目标汇总表 | < | < | < | <
填报单位：柳溪县水务局 | < | < | < | 单位：万元
序号 | 项目名称 | 实施单位 | 金额 | 备注
1 | 滩涂清理工程 | | 120 |
 | | 东江镇 | 70 |
 | | 西山乡 | {part} |
2 | 闸站改造工程 | 闸站所 | 80 |
合计 | | | 200 |
"""


def test_the_parts_of_a_project_below_it_are_no_projects() -> None:
    document = read_one(IN_UNITS.format(part=50))
    assert [(row["project"], row["amount"]) for row in document["rows"]] == PROJECTS[:2]
    assert {"D5", "D6"} <= {left["cell"] for left in document["unread"]}
    assert "FND-004" not in {finding.code for finding in check_documents([document]).findings}


def test_lines_without_a_name_that_do_not_add_up_to_the_project_stay_lines() -> None:
    document = read_one(IN_UNITS.format(part=55))
    assert [row["amount"] for row in document["rows"]] == [120, 70, 55, 80]


def test_a_department_with_its_units_counts_once():
    documents = read(
        """
2026年部门整体支出绩效目标表 | < | < | <
单位：万元 | | |
部门名称 | 预算总额 | 部门职责 | 年度目标
雪浪县林业局（汇总） | 500 | |
雪浪县林业局本级 | 300 | 负责林业。 | 造林5000亩。
雪浪县林场 | 200 | 管护林场。 | 管护1万亩。
"""
    )
    assert [(each["department"], each["budget"]["total"]) for each in documents] == [
        ("雪浪县林业局本级", 300),
        ("雪浪县林场", 200),
    ]


OVER_OTHERS = """
2026年县级部门预算项目支出绩效目标汇总表 | < | < | <
{head} | | | 单位：万元
序号 | 项目名称 | 项目金额 | 年度绩效目标
| 总计 | 328 |
{first} | 58 |
1 | 巾帼创业扶持 | 40 | 扶持创业妇女60名
2 | 家庭教育宣讲 | 18 | 宣讲90场
{second} | 270 |
3 | 集镇环卫 | 170 | 清运垃圾3000吨
4 | 村道修补 | 100 | 修补村道15公里
"""


@pytest.mark.parametrize(
    ("first", "second"), [("县妇女联合会", "松林镇人民政府"), ("鹤山市", "开平市"), ("西城区", "东河县")]
)
def test_what_stands_over_projects_is_their_department_be_it_no_bureau(first: str, second: str) -> None:
    documents = read(OVER_OTHERS.format(head="", first=f"一 | {first}", second=f"二 | {second}"))
    assert [each["department"] for each in documents] == [first, first, second, second]
    assert [each["funding"]["total"] for each in documents] == [40, 18, 170, 100]


def test_a_class_that_ends_like_a_place_is_no_department() -> None:
    (document,) = read(
        OVER_OTHERS.format(head="部门：柳溪县民政局", first="一 | 养老服务进社区", second="二 | 服务城乡")
    )
    assert (document["kind"], document["department"], len(document["rows"])) == ("summary", "柳溪县民政局", 4)


def test_a_place_over_projects_is_their_unit_where_a_department_stands_above() -> None:
    documents = read(
        """
2026年省级财政水利资金项目绩效目标表 | < | < | <
主管部门：省水利厅 | | | 单位：万元
项目名称 | 项目资金 | 绩效目标 | 指标
一、安平市 | 500 | |
河道整治 | 300 | 整治河道5公里 | 整治长度≥5公里
水库加固 | 200 | 加固水库2座 | 加固数量=2座
二、永兴县 | 160 | |
灌区改造 | 160 | 改造灌区0.8万亩 | 改造面积≥0.8万亩
"""
    )
    assert [(each["department"], each["implementing_unit"]) for each in documents] == [
        ("省水利厅", "安平市"),
        ("省水利厅", "安平市"),
        ("省水利厅", "永兴县"),
    ]


BY_NATURE = """
2026年部门预算支出及绩效目标表 | < | <
{unit} | | 单位：万元
项目名称 | 预算金额 | 绩效目标
{first}
{staff}
二、项目支出 | 55 |
应急救护培训 | 35 | 培训1200人
无偿献血宣传 | 20 | 宣传8场
合计 | 205 |
"""


@pytest.mark.parametrize("first", ["一、基本支出 | 150 |", "基本支出 | 150 |", "合计 | 205 |\n（一）基本支出 | 150 |"])
@pytest.mark.parametrize("staff", [[("人员经费", 120), ("公用经费", 30)], []])
def test_a_nature_of_spending_is_no_project_and_its_parts_count_once(first: str, staff: list[tuple[str, int]]) -> None:
    lines = "\n".join(f"{name} | {amount} |" for name, amount in staff)
    document = read_one(BY_NATURE.format(unit="部门：青禾县红十字会", first=first, staff=lines))
    projects = [*staff, ("应急救护培训", 35), ("无偿献血宣传", 20)]
    assert [(row["project"], row["amount"]) for row in document["rows"]] == projects
    assert [each["text"] for each in document["unread"]] == ([] if staff else [first.split("\n")[-1][:-8], "150"])
    assert [f.code for f in check_documents([document]).findings if f.code.startswith(("FND", "CMP"))] == []


OF_NATURES = """
2026年部门预算支出及绩效目标表 | < | <
 | | 单位：万元
部门/项目名称 | 预算金额 | 绩效目标
青禾县红十字会 | 205 |
基本支出 | 150 |
项目支出 | 55 |
应急救护培训 | 35 | 培训1200人
无偿献血宣传 | 20 | 宣传8场
青禾县档案馆 | {stated} |
基本支出 | 70 |
项目支出 | 30 |
档案抢救 | 30 | 抢救档案2000卷
合计 | 305 |
"""


@pytest.mark.parametrize(("stated", "wrong"), [(100, []), (90, ["B9"])])
def test_a_department_adds_up_its_natures_of_spending(stated: int, wrong: list[str]) -> None:
    documents = read(OF_NATURES.format(stated=stated))
    assert [(d["project"], d["department"], d["funding"]["total"]) for d in documents] == [
        ("应急救护培训", "青禾县红十字会", 35),
        ("无偿献血宣传", "青禾县红十字会", 20),
        ("档案抢救", "青禾县档案馆", 30),
    ]
    assert [f.cell for f in check_documents(documents).findings if f.code == "FND-004"] == wrong


PARTS_BESIDE_NAMES = """
2026年项目支出绩效目标汇总表 | < | < | < | <
编报单位：青禾县卫生健康局（汇总） | < | < | 单位：万元 | <
序号 | 预算单位 | 项目名称 | 金额 | 绩效目标
1 | 青禾县人民医院 | 设备购置 | 460 | 购置设备12台
2 | 青禾县妇幼保健院 | 两癌筛查 | 58 | 筛查妇女5000人
 | 其中：中央 | | 40 |
 | 其中：县级 | | 18 |
合计 | | | 518 |
"""


def test_parts_of_money_named_in_another_column_than_projects_are_none() -> None:
    document = read_one(PARTS_BESIDE_NAMES)
    assert document["department"] == "青禾县卫生健康局"
    assert [(row["project"], row["amount"]) for row in document["rows"]] == [("设备购置", 460), ("两癌筛查", 58)]
    assert [f.code for f in check_documents([document]).findings if f.code.startswith(("FND", "CMP"))] == []
