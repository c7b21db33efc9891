"""What looks nearly like a list, a page or a column of amounts, and is something else."""

from __future__ import annotations

import pytest

from jixiao.checks.rule_engine import check_documents
from jixiao.forms.document import Document
from jixiao.forms.reading import documents_of
from jixiao.grid.model import Workbook
from sheet_table import read, read_one, sheet

TITLES = "项目名称 | 预算金额 | 三级指标 | 指标值\n"
LIST = f"""
2026年部门预算项目绩效目标表 | < | < | <
部门：资源县民政局 | < | < | 单位：万元
{TITLES}高龄津贴 | 300 | 发放人数 | ≥1600人
孤儿保障 | 40 | 保障人数 | ≥52人
"""


def read_pages(first: str, second: str, names: tuple[str, str] = ("第1页", "第2页")) -> list[Document]:
    """The documents of the second of two sheets."""
    sheets = [sheet(table, name=name) for table, name in zip((first, second), names, strict=True)]
    return [each for each in documents_of(Workbook(sheets=sheets), "t.xlsx") if each["source"]["sheet"] == names[1]]


@pytest.mark.parametrize("above", [" | | | 单位：元\n", "单位：元 | | |\n"])
def test_a_sheet_with_a_unit_of_its_own_is_no_page_in_the_unit_of_the_list(above: str) -> None:
    (other,) = read_pages(LIST, f"{above}{TITLES}临时救助 | 250000 | 救助人次 | ≥300人次")
    assert (other["currency_unit"], str(other["funding"]["total"])) == ("元", "250000")


@pytest.mark.parametrize("names", [("目标", "测算"), ("定稿", "初稿"), ("2026年", "2025年"), ("民政局", "教育局")])
def test_a_sheet_with_a_name_of_its_own_is_no_page(names: tuple[str, str]) -> None:
    (other,) = read_pages(LIST, f"{TITLES}临时救助 | 25 | 救助人次 | ≥300人次", names)
    assert other["department"] is None


SUMMARY = """
2026年项目支出绩效目标表 | < | <
部门：资源县民政局 | < | 单位：万元
项目名称 | 预算金额 | 绩效目标
高龄津贴 | 300 | 发放1600人
孤儿保障 | 40 | 保障52人
"""


def test_a_calculation_without_titles_is_no_page_of_projects() -> None:
    assert read_pages(SUMMARY, "津贴发放 | 300 | 1600人×1875元\n生活费 | 38 | 52人×7300元", ("Sheet1", "Sheet2")) == []


def test_a_sheet_that_names_the_projects_again_is_a_list_of_its_own() -> None:
    titles = "项目名称 | 预算金额 | 绩效目标\n"
    (copy,) = read_pages(SUMMARY, f"{titles}高龄津贴 | 310 | 发放1650人\n孤儿保障 | 45 | 保障55人")
    assert (copy["department"], copy["fiscal_year"]) == (None, None)  # and it is asked for


@pytest.mark.parametrize(
    ("caption", "year"), [("2025年", 2025), ("（2025年度）", 2025), ("上年", 2025), ("2026年", 2026)]
)
def test_lists_of_two_years_are_each_of_its_year(caption: str, year: int) -> None:
    titles = "项目名称 | 预算金额 | 绩效目标"
    beside = f"""
资源县民政局项目绩效目标表（单位：万元） | < | < | < | < | < | <
2026年 | < | < | | {caption} | < | <
{titles} | | {titles}
高龄津贴 | 300 | 发放1600人 | | 临时救助 | 280 | 救助1500人
"""
    found = [(row["project"], row["amount"], each["fiscal_year"]) for each in read(beside) for row in each["rows"]]
    assert found == [("高龄津贴", 300, 2026), ("临时救助", 280, year)]


def test_a_caption_over_the_next_list_is_no_project_without_money() -> None:
    titles = "项目名称 | 预算金额 | 绩效目标\n"
    below = f"""
2026年项目绩效目标表（单位：万元） | < | <
民生类 | < | <
{titles}高龄津贴 | 300 | 发放1600人
基本建设类 | < | <
{titles}殡仪馆改造 | 280 | 改造2处
"""
    documents = read(below)
    assert [row["project"] for each in documents for row in each["rows"]] == ["高龄津贴", "殡仪馆改造"]
    assert [each["text"] for document in documents for each in document["unread"]] == ["民生类", "基本建设类"]


def test_a_table_behind_a_blank_column_gives_no_project_its_unit() -> None:
    beside = """
2026年部门预算项目绩效目标表 | < | < | < | | |
部门：资源县民政局 | < | < | 单位：万元 | | |
项目名称 | 预算金额 | 三级指标 | 指标值 | | 单位名称 | 编制数
高龄津贴 | 300 | 发放人数 | ≥1600人 | | 县救助站 | 12
孤儿保障 | 40 | 保障人数 | ≥52人 | | 县福利院 | 30
"""
    for document in read(beside):
        assert document.get("implementing_unit") is None
        assert {each["cell"][0] for each in document["unread"]} == {"F", "G"}


@pytest.mark.parametrize("note", ["填报要求：", "填写说明：", "注意事项："])
def test_how_many_indicators_are_asked_for_is_no_indicator(note: str) -> None:
    document = read_one(f"""
2026年度项目支出绩效目标申报表 | < | < | <
项目名称 | 高龄津贴 | 主管部门 | 资源县民政局
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 发放人数 | ≥1600人
{note} | | |
产出指标 | 数量指标 | 不少于2条 | 2
效益指标 | 社会效益指标 | 不少于1条 | 1
""")
    assert [each["level3"] for each in document["indicators"]] == ["发放人数"]


@pytest.mark.parametrize("last", ["上年合计", "备注", "占比", "较上年增减"])
def test_columns_behind_the_total_are_no_projects(last: str) -> None:
    document = read_one(f"""
2026年项目支出绩效目标一览表 | < | < | < | <
部门：灌阳县文旅局 | < | < | < | 单位：万元
项目名称 | 戏曲进校园 | 送戏下乡 | 合计 | {last}
预算金额 | 30 | 35 | 65 | 77
年度绩效目标 | 演出40场 | 演出60场 | |
""")
    assert [(row["project"], row["amount"]) for row in document["rows"]] == [("戏曲进校园", 30), ("送戏下乡", 35)]
    assert document["total"] == 65
    assert "FND-004" not in {each.code for each in check_documents([document]).findings}


HEAD = """
2026年度项目支出绩效目标申报表 | < | < | <
项目名称 | 戏曲进校园 | < | <
主管部门 | 灌阳县文旅局 | < | <
{} | {}
预算金额（万元） | {}
年度绩效目标 | {}
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 演出场次 | ≥40场
"""


@pytest.mark.parametrize(
    ("corner", "titles", "amounts", "goals"),
    [
        ("年度", "2025年 | 2026年 | 2027年", "28 | 30 | 32", "演出36场 | 演出40场 | 演出45场"),
        ("", "上年度 | 本年度 |", "28 | 30 |", "演出36场 | 演出40场 |"),
        ("", "实施期 | 本年度 |", "90 | 30 |", "三年演出120场 | 演出40场 |"),
    ],
)
def test_goals_and_amounts_below_years_are_those_of_the_form(
    corner: str, titles: str, amounts: str, goals: str
) -> None:
    document = read_one(HEAD.format(corner, titles, amounts, goals))
    assert (document["goals"]["annual"], document["funding"]["annual"]) == ("演出40场", 30)
    assert "VAL-004" not in {each.code for each in check_documents([document]).findings}


def test_a_goal_as_wide_as_all_quarters_is_the_goal() -> None:
    document = read_one("""
2026年度项目支出绩效目标申报表 | < | < | < | <
项目名称 | 戏曲进校园 | < | 主管部门 | 灌阳县文旅局
项目 | 一季度 | 二季度 | 三季度 | 四季度
用款计划 | 5 | 5 | 10 | 10
年度绩效目标 | 演出40场 | < | < | <
一级指标 | 二级指标 | 三级指标 | < | 指标值
产出指标 | 数量指标 | 演出场次 | < | ≥40场
""")
    assert document["goals"]["annual"] == "演出40场"


def test_a_unit_behind_the_amount_is_that_of_the_money() -> None:
    documents = read("""
2026年项目支出绩效目标一览表 | < | < | < | < | <
项目名称 | 预算金额 | 单位 | 三级指标 | 指标值 | 单位
戏曲进校园 | 30 | 万元 | 演出场次 | ≥40 | 场
非遗展演 | 200000 | 元 | 补贴标准 | ≥5800 | 元
""")
    found = [(each["funding"]["total"], each["currency_unit"], each["indicators"][0]["unit"]) for each in documents]
    assert found == [(30, "万元", "场"), (200000, "元", "元")]


def test_amounts_of_a_summary_are_each_in_the_unit_of_its_row() -> None:
    document = read_one("""
2026年部门预算项目绩效目标公开表 | < | < | <
项目名称 | 预算金额 | 金额单位 | 绩效目标
农村饮水 | 80 | 万元 | 铺设管网12公里
河道清淤 | 900000 | 元 | 清淤9公里
水库管护 | 0.006 | 亿元 | 管护水库12座
水土保持 | 50 | 台 | 治理2平方公里
""")
    assert document["currency_unit"] is None  # 万元
    assert [row["amount"] for row in document["rows"]] == [80, 90, 60, None]
    assert {each["cell"] for each in document["unread"]} == {"B6", "C6"}


FORM = """
2026年度项目支出绩效目标申报表 | < | < | < | <
项目名称 | 农村饮水 | < | 主管部门 | 平乐县水利局
{}
年度绩效目标 | 铺设管网12公里 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位
产出指标 | 数量指标 | 管网长度 | ≥12 | 公里
产出指标 | 成本指标 | 每公里成本 | ≤60000 | 元
"""


@pytest.mark.parametrize(
    ("lines", "total", "unit"),
    [
        ("预算金额 | 800000 | 元 | 实施单位 | 供水站", 800000, "元"),
        ("预算金额 | 800000 | 元 | 实施单位 | 供水站\n财政拨款 | 60 | 万元 | 其他资金 | 200000元", 80, "万元"),
        ("预算金额 | 80 | 万元 | 其他资金 | 0", 80, "万元"),
    ],
)
def test_a_unit_in_the_cell_behind_an_amount_is_its_unit(lines: str, total: int, unit: str) -> None:
    document = read_one(FORM.format(lines))
    assert (document["funding"]["total"], document["currency_unit"]) == (total, unit)
    assert document["indicators"][1]["unit"] == "元"
    assert document["unread"] == []
    assert "FND-001" not in {each.code for each in check_documents([document]).findings}


def test_what_is_built_is_no_unreadable_amount() -> None:
    document = read_one("""
2026年部门预算项目绩效目标公开表 | < | < | <
部门：平乐县水利局 | < | < | 单位：万元
项目名称 | 补助资金 | 自筹 | 建设内容
农村饮水 | 80 | 20 | 铺设管网12公里
河道清淤 | 90 | 0 | 清淤9公里
""")
    assert "STR-018" not in {each.code for each in check_documents([document]).findings}


ONE = """
项目名称 | 校舍维修 | 主管部门 | 兴安县教育局
预算金额（万元） | 86 | 实施单位 | 兴安县二中
年度绩效目标 | 维修校舍2400平方米 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 维修面积 | ≥2400平方米
"""
OTHER = """
项目名称 | 河堤加固 | 主管部门 | 兴安县水利局
预算金额（万元） | 50 | 实施单位 | 兴安县堤防所
年度绩效目标 | 加固河堤3公里 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 加固长度 | ≥3公里
"""
TITLE = "兴安县2026年度项目支出绩效目标申报表 | < | < | <"
_BESIDE = "\n".join(
    f"{left} | | {right}" for left, right in zip(ONE.strip().split("\n"), OTHER.strip().split("\n"), strict=True)
)


def test_forms_beside_one_another_below_one_title_are_two() -> None:
    first, second = read(f"{TITLE} | < | < | < | < | <\n{_BESIDE}")
    assert (first["project"], first["funding"]["total"], first["goals"]["annual"]) == (
        "校舍维修",
        86,
        "维修校舍2400平方米",
    )
    assert (second["department"], second["funding"]["total"], second["goals"]["annual"]) == (
        "兴安县水利局",
        50,
        "加固河堤3公里",
    )
    assert [(each["level3"], each["cell"]) for each in second["indicators"]] == [("加固长度", "H6")]


@pytest.mark.parametrize(
    "table", [f"{TITLE} | | 填写示例 | < | < | <\n{_BESIDE}", f"{TITLE}\n{ONE}\n填写示例：\n{OTHER}"]
)
def test_an_example_on_the_sheet_of_the_form_counts_for_nothing(table: str) -> None:
    first, second = read(table)
    assert (first["project"], first["source"].get("sample")) == ("校舍维修", None)
    assert (second["project"], second["source"].get("sample")) == ("河堤加固", True)


def test_of_columns_for_counties_none_is_the_target() -> None:
    document = read_one("""
2026年度项目支出绩效目标表 | < | < | < | < | <
项目名称 | 农村公路养护 | < | 主管部门 | 桂北市交通局 | <
预算金额（万元） | 320 | < | 实施单位 | 市公路中心 | <
年度绩效目标 | 养护430公里 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 平乐县 | 恭城县 | 荔浦市
产出指标 | 数量指标 | 养护里程（公里） | 160 | 120 | 150
产出指标 | 质量指标 | 合格率（%） | 95 | 95 | 96
""")
    assert [each["target"] for each in document["indicators"]] == [None, None]
    assert "STR-009" not in {each.code for each in check_documents([document]).findings}


def test_a_library_of_indicators_is_no_second_sheet_of_a_form() -> None:
    library = "一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标 | 数量指标 | 补贴台数 | ≥X台\n产出指标 | 质量指标 | 合格率 | ≥X%"
    head = "2026年度项目支出绩效目标申报表 | <\n项目名称 | 农机补贴\n预算金额（万元） | 260\n年度绩效目标 | 补贴430台"
    assert read_pages(head, library, ("申报表", "指标库")) == []
    assert len(read_pages(head, library, ("Sheet1", "Sheet2"))) == 1


def test_a_remark_of_one_project_in_columns_is_of_no_other() -> None:
    documents = read("""
2025年项目支出绩效自评汇总表 | < | <
主管部门：全州县农业农村局 | < | 单位：万元
项目名称 | 农机补贴 | 高标准农田
全年预算数 | 120 | 800
全年执行数 | 118 | 640
自评得分 | 96 | 82
备注 | | 跨年实施
""")
    assert [[each["value"] for each in document.get("other", ())] for document in documents] == [[], ["跨年实施"]]


@pytest.mark.parametrize(
    ("titles", "cells", "amount", "total"),
    [
        ("项目名称 | 2025年预算数 | 2026年预算数 | 绩效目标", "农机补贴 | 240 | 260 | 补贴430台", 260, 260),
        ("项目名称 | 总投资 | 本次安排 | 绩效目标", "农村道路 | 900 | 260 | 硬化道路12公里", 260, 260),
    ],
)
def test_the_amount_of_a_summary_is_that_of_its_year(titles: str, cells: str, amount: int, total: int) -> None:
    head = "项目支出绩效目标汇总表 | < | < | <\n部门：全州县农业农村局 | < | < | 单位：万元\n"
    document = read_one(f"{head}{titles}\n{cells}\n合计 | {'240 | 260' if '2025' in titles else '900 | 260'} |")
    assert ([row["amount"] for row in document["rows"]], document["total"]) == ([amount], total)


def test_weights_of_levels_are_no_indicators() -> None:
    document = read_one("""
2026年度项目支出绩效目标申报表 | < | < | <
项目名称 | 农机补贴 | 主管部门 | 全州县农业农村局
预算金额（万元） | 260 | 实施单位 | 农机中心
年度绩效目标 | 补贴430台 | < | <
产出指标 | 数量指标 | 权重 | 20%
产出指标 | 质量指标 | 权重 | 20%
效益指标 | 社会效益指标 | 权重 | 30%
""")
    assert document["indicators"] == []
    assert "IND-007" not in {each.code for each in check_documents([document]).findings}


def test_what_the_bureau_does_itself_is_its_own_side_where_it_stands_alone() -> None:
    document = read_one("""
2026年部门项目支出预算绩效目标表 | < | < | <
项目名称 | 老旧小区改造 | 主管部门 | 桂北市住建局
 | | 含本级和县区 | 含本级
年度资金总额（万元） | | | 420
年度绩效目标 | | | 本级改造小区3个
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 改造小区数 | ≥3个
""")
    assert (document["funding"], document["goals"]) == ({"annual_local": 420}, {"annual_local": "本级改造小区3个"})


def test_labels_with_values_that_nobody_knows_are_no_list() -> None:
    document = read_one("""
2026年度项目支出绩效目标申报表 | < | < | < | <
项目名称 | 老旧小区改造 | < | 主管部门 | 荔浦市住建局
资金盘子（万元） | 1620 | < | 往期资金 | 1400
本期资金 | 1620 | < | 已到位 | 900
一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位
产出指标 | 数量指标 | 改造小区数 | ≥12 | 个
""")
    assert (document["project"], document["department"]) == ("老旧小区改造", "荔浦市住建局")
    assert [each["level3"] for each in document["indicators"]] == ["改造小区数"]


def test_a_numbered_list_is_one_though_its_other_titles_are_unknown() -> None:
    document = read_one("""
2026年老旧小区改造项目绩效目标公开表 | < | < | < | < | <
单位：荔浦市住建局 | < | < | < | < | 金额：万元
编号 | 项目名称 | 楼栋 | 户数 | 测算数 | 拟达到效果
1 | 城东小区改造 | 12 | 480 | 430 | 消除安全隐患，居民满意
2 | 城西小区改造 | 20 | 900 | 810 | 消除安全隐患，居民满意
""")
    assert [(row["project"], row["amount"]) for row in document["rows"]] == [
        ("城东小区改造", None),
        ("城西小区改造", None),
    ]
    assert "STR-018" not in {each.code for each in check_documents([document]).findings}
