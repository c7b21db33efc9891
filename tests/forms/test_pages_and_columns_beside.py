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


def test_an_unknown_column_behind_the_remarks_is_no_remark() -> None:
    (document,) = read("""
部门整体支出绩效目标表 | < | < | < | < | <
（2026年度） | < | < | < | < | <
部门名称 | 云溪区教育局 | < | < | < | <
年度预算申请（万元） | 年度资金总额 | 80 | < | < | <
年度绩效目标 | 改造校舍8处。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度目标值 | 备注 | 责任科室
产出指标 | 数量指标 | 改造校舍数量 | ≥8处 | | 办公室
效益指标 | 社会效益指标 | 受益学生人数 | ≥500人 | 估算 | 规划股
""")
    assert [(each.get("remark"), each["other"]["责任科室"]) for each in document["indicators"]] == [
        (None, "办公室"),
        ("估算", "规划股"),
    ]


def test_departments_between_the_projects_of_a_summary_are_none() -> None:
    documents = read("""
2026年项目支出方向绩效目标汇总表 | < | < | <
序号 | 项目名称 | 项目金额（万元） | 备注
白鹿县民政局 | | |
1 | 养老驿站补助 | 80 |
临泽市卫健委 | | |
2 | 村医补贴 | 12 |
""")
    assert [(each["department"], each["project"], each["funding"]["total"]) for each in documents] == [
        ("白鹿县民政局", "养老驿站补助", 80),
        ("临泽市卫健委", "村医补贴", 12),
    ]


def test_tasks_may_say_which_amount_they_concern() -> None:
    (document,) = read("""
2026年部门整体支出绩效目标表 | < | < | <
部门名称 | 白鹿县民政局 | < | <
年度主要任务 | 任务名称 | 主要内容 | 涉及金额（万元）
^ | 养老补贴 | 发放补贴29人 | 25.2
^ | 供水保障 | 维护水厂3座 | 12
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 补贴人数 | ≥29人
""")
    assert [str(task["amount"]["total"]) for task in document["tasks"]] == ["25.2", "12"]


def test_the_department_alone_on_the_first_line_of_a_summary_is_its_own() -> None:
    (document,) = read("""
2026年本级项目支出绩效目标表 | < | < | <
项目代码 | 项目类别 | 项目名称 | 年初预算数（万元）
临泽市卫健委 | | |
532026T805150828 | 延续项目 | 村医补贴 | 230.75
532026T379964782 | 新增项目 | 疾控设备 | 36.5
""")
    assert (document["department"], [row["project"] for row in document["rows"]]) == (
        "临泽市卫健委",
        ["村医补贴", "疾控设备"],
    )


def test_a_summary_may_have_names_and_goals_alone() -> None:
    documents = read("""
2026年项目支出绩效目标汇总表 | <
部门名称：青岚县水务局 | <
项目名称 | 绩效目标
河道清淤 | 清淤河道12公里。
水厂维护 | 维护水厂3座。
""")
    names = [row["project"] for document in documents for row in document.get("rows", [document])]
    assert names == ["河道清淤", "水厂维护"]


def test_a_label_over_its_bracket_is_no_label_with_a_value() -> None:
    (document,) = read("""
2026年项目支出绩效目标表 | < | < | < | < | < | <
项目名称 | 管网改造 | < | < | < | < | <
主管部门\\n（单位） | 青岚县水务局 | < | < | < | < | <
项目资金（万元） | 年度资金总额： | 80 | < | < | < | <
年度履职目标 | 改造管网12公里。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 指标解释(指标值内容) | 度量单位 | 指标值类型
产出指标 | 数量指标 | 改造管网长度 | 12 | 竣工长度 | 公里 | ≥
""")
    assert document["department"] == "青岚县水务局"


def test_words_below_the_lines_of_execution_are_no_source() -> None:
    (document,) = read("""
项目支出绩效运行监控表 | < | < | < | < | <
（2026年度） | < | < | < | < | <
项目名称 | 农田管护 | < | 主管部门 | 沙河县农业局 | <
预算执行情况（万元） | 资金来源 | 全年预算数 | 1-8月执行数 | 执行率 | <
^ | 总额 | 105 | 63 | 60% | <
测算依据及说明 | 按上年实际支出测算。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 1-8月执行情况 | 全年预计完成情况
产出指标 | 数量指标 | 管护农田面积 | 8万亩 | 4.8万亩 | 8万亩
""")
    assert [line["source"] for line in document["execution"]] == ["总额"]


def test_an_indicator_is_no_upper_line_of_the_titles_of_the_next_page() -> None:
    titles = "一级指标 | 二级指标 | 三级指标 | 指标值 | 1-8月完成值 | 全年预计完成情况"
    (document,) = read(f"""
2026年项目支出绩效运行监控表 | | | | |
项目名称 | 管网改造 | | 主管部门 | 青岚县水务局 |
{titles}
产出指标 | 时效指标 | 任务完成时限 | 2026年12月底前 | 2026年12月底前 | 2026年12月底前
{titles}
效益指标 | 社会效益指标 | 覆盖行政村数 | 60个 | 40个 | 60个
""")
    assert [each["target"] for each in document["indicators"]] == ["2026年12月底前", 60]


def test_a_caption_of_the_definition_over_reasons_is_their_title() -> None:
    (document,) = read("""
项目支出绩效运行监控表 | < | < | < | < | < | <
（2026年度） | < | < | < | < | < | <
项目名称 | 农田管护 | < | < | 主管部门 | 沙河县农业局 | <
预算执行情况（万元） | 资金来源 | < | 年初预算数 | 1-8月执行数 | 执行率 | <
^ | 总额 | < | 105 | 63 | 60% | <
年度目标 | 管护农田8万亩。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 1-8月执行情况 | 偏差原因分析 | 备注
产出指标 | 数量指标 | 管护农田面积 | 8万亩 | 4.8万亩 | 降雨推迟进场 |
效益指标 | 社会效益指标 | 受益农户 | 500户 | 500户 | | 估算
""")
    assert [(each["deviation"], each.get("remark")) for each in document["indicators"]] == [
        ("降雨推迟进场", None),
        (None, "估算"),
    ]


def test_so_many_years_are_no_title_of_amounts() -> None:
    (document,) = read("""
2026年项目支出绩效目标表 | < | < | < | <
项目基本情况 | 项目名称 | < | 管网改造 | <
^ | 实施期限 | < | 1年 | <
资金总额（万元） | 105 | 财政拨款 | 84 | <
年度目标 | 改造管网12公里。 | < | < | <
三级指标 | 指标值 | < | < | <
改造管网长度 | ≥12公里 | < | < | <
""")
    assert (document["period"], document["funding"]["fiscal"]) == ("1年", 84)


TABLES_OF_TWO_YEARS = """
2025年项目支出绩效目标表 | < | < | < | < | <
填报单位：柳溪县水务局 | < | < | < | < | 单位：万元
项目名称 | 滩涂清理工程 | < | 项目金额 | 85 | <
年度绩效目标 | 清理滩涂12公里，堤岸整洁。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值类型 | 指标值 | 度量单位
产出指标 | 数量指标 | 清理长度 | ≥ | 12 | 公里
满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥ | 90 | %
2026年度绩效指标 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值类型 | 指标值 | 度量单位
产出指标 | 数量指标 | 清理长度 | ≥ | 15 | 公里
满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥ | 92 | %
"""


IN_A_LINE = TABLES_OF_TWO_YEARS.replace("2025年项目", "项目").replace(
    "填报单位", "（2025年度） | < | < | < | < | <\n填报单位"
)


@pytest.mark.parametrize("table", [TABLES_OF_TWO_YEARS, IN_A_LINE])
def test_indicators_below_the_caption_of_another_year_are_told_not_mixed_in(table: str):
    (document,) = read(table)
    assert [(each["level3"], each["target"]) for each in document["indicators"]] == [
        ("清理长度", 12),
        ("群众满意度", 90),
    ]
    assert {"2026年度绩效指标", "15", "92"} <= {each["text"] for each in document["unread"]}


AMOUNTS_OF_UNITS = """
2026年项目支出绩效目标表 | < | < | < | <
单位：万元 | < | < | < | <
项目名称 | 乡镇卫生院设备购置 | < | < | <
主管部门 | 柳溪县卫生健康局 | < | < | <
单位名称 | 金额 | 单位名称 | 金额 | 合计
东岭卫生院 | 30 | 西坪卫生院 | 25 | 55
年度目标 | 采购设备12台套，验收合格。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 采购设备 | ≥12台 |
满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% |
"""


def test_amounts_of_units_beside_their_sum_are_not_the_money_of_the_project():
    (document,) = read(AMOUNTS_OF_UNITS)
    assert document["funding"] == {"total": 55}
    kept = [(each["label"], each["value"]) for each in document["other"] if each["label"] == "金额"]
    assert kept == [("金额", 30), ("金额", 25)]
