"""Words that mean one thing here and another there: a caption or a column, the unit of money or of a measure."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from forms.test_other_layouts import read
from jixiao.checks.rule_engine import check_documents
from jixiao.forms.document import Document
from jixiao.forms.general.kinds import KINDS, kind_in_title, of_kind
from sheet_table import read_one

HEAD = """
2023年专项资金支出方向绩效目标表 | < | < | < | < | <
项目主管部门：（盖章）麓泉区水利局 | < | < | < | 金额单位：万元 | <
支出方向（子项） | 小型水库管护 | < | 所属专项 | 水利发展资金 | <
项目金额 | 61.2 | < | 项目实施期 | 2023年 | <
年度绩效目标 | 完成17座小型水库日常管护。 | < | < | < | <
年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 绩效标准
^ | 产出指标 | 产出数量 | 管护水库数量 | ≥17座 | 计划标准
"""

BESIDE = """
支出明细 | 支出内容简介 | 支出明细 | 金额 | 支出测算依据及过程说明 | <
^ | 管护员补助 | 17名管护员 | 61.2 | 0.3万元/人·月×17人×12个月=61.2万元 | <
^ | 合计 | | 61.2 | |
"""

ABOVE = """
支出明细 | < | < | < | < | <
支出内容 | 支出明细 | 金额 | 测算依据 | < | <
管护员补助 | 17名管护员 | 61.2 | 0.3万元/人·月×17人×12个月=61.2万元 | < | <
合计 | | 61.2 | | |
"""

WITHOUT_THE_COLUMN = """
支出明细 | 支出内容简介 | 金额 | 支出测算依据及过程说明 | < | <
^ | 管护员补助 | 61.2 | 0.3万元/人·月×17人×12个月=61.2万元 | < | <
^ | 合计 | 61.2 | | |
"""

COPIED_DOWN = """
支出明细 | 支出内容简介 | 支出明细 | 金额 | 支出测算依据及过程说明 | <
支出明细 | 管护员补助 | 17名管护员 | 61.2 | 0.3万元/人·月×17人×12个月=61.2万元 | <
支出明细 | 合计 | | 61.2 | |
"""


def expenditures(document: Document) -> list[tuple[Any, ...]]:
    rows: Any = document["expenditures"]
    return [(row["item"], row.get("detail"), row["amount"]) for row in rows]


@pytest.mark.parametrize(
    ("block", "detail"),
    [(BESIDE, "17名管护员"), (ABOVE, "17名管护员"), (WITHOUT_THE_COLUMN, None), (COPIED_DOWN, "17名管护员")],
    ids=["beside the rows", "above the header", "no column of that name", "copied down the rows"],
)
def test_the_caption_of_the_expenditures_is_not_taken_for_their_column(block: str, detail: str | None):
    document = read_one(HEAD + block)
    assert expenditures(document) == [("管护员补助", detail, Decimal("61.2"))]
    assert document["expenditure_total"] == Decimal("61.2")
    assert document["unread"] == []


def test_a_first_column_that_is_called_like_the_block_stays_a_column():
    document = read_one(
        HEAD
        + """
支出明细 | 支出内容 | 金额 | 测算依据 | < | <
17名管护员 | 管护员补助 | 61.2 | 0.3万元/人·月×17人×12个月=61.2万元 | < | <
"""
    )
    assert expenditures(document) == [("管护员补助", "17名管护员", Decimal("61.2"))]


def test_tasks_under_a_caption_that_is_also_the_title_of_a_column():
    document = read_one("""
2026年部门整体支出绩效目标表 | < | < | <
部门（单位）名称：青禾县供销合作社联合社 | < | < | 单位：万元
年度履职目标 | 完成供销网点改造20个。 | < | <
主要任务 | 任务名称 | 主要内容 | <
^ | 网点改造 | 改造村级供销网点20个。 | <
整体绩效指标 | 一级指标 | 二级指标 | 三级指标
^ | 产出指标 | 数量指标 | 网点改造数
""")
    tasks: Any = document["tasks"]
    assert [(task["name"], task["content"]) for task in tasks] == [("网点改造", "改造村级供销网点20个。")]


IN_YUAN = """
2026年项目支出绩效目标表 | < | < | < | < | < | <
编制单位：青禾县图书馆 | < | < | < | < | 计量单位：元 | <
项目名称 | 公共图书馆免费开放 | < | < | < | < | <
项目金额 | 500,000.00 | < | < | < | < | <
年度目标 | 全年免费开放300天以上。 | < | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 计量单位 | 指标值类型
^ | 产出指标 | 数量指标 | 免费开放天数 | 300 | 天 | ≥
^ | 成本指标 | 经济成本指标 | 免费开放支出 | 500000 | 元 | ≤
"""


@pytest.mark.parametrize("unit", ["元", "万元"])
def test_a_unit_in_the_line_above_is_that_of_the_amounts_and_one_in_the_header_that_of_the_measure(unit: str):
    document = read_one(IN_YUAN.replace("计量单位：元", f"计量单位：{unit}"))
    assert document["currency_unit"] == unit
    assert [row["unit"] for row in document["indicators"]] == ["天", "元"]
    assert document["unread"] == []


NAMED = """
2027年项目支出绩效目标表 | < | < | <
项目单位 | 云岭县水利局 | 金额单位 | 万元
{line}
年度资金总额 | 61.2 | 其中：财政拨款 | 61.2
一级指标 | 二级指标 | 三级指标 | 年度指标值
产出指标 | 数量指标 | 管护水库数量 | ≥17座
"""


@pytest.mark.parametrize(
    ("line", "project"),
    [
        ("项目名称 | 办公经费", "办公经费"),
        ("项目名称 | 基本情况", "基本情况"),
        ("项目名称 | 办公经费 | 项目负责人 | 孙某", "办公经费"),
    ],
)
def test_a_project_called_like_a_label_keeps_its_name(line: str, project: str) -> None:
    assert read_one(NAMED.format(line=line))["project"] == project


def test_a_title_names_the_kind_whose_example_it_is() -> None:
    for kind in KINDS:
        pattern, example = of_kind(kind)["title"]
        assert re.search(pattern, example), kind
        assert kind_in_title(example) == kind


def test_a_word_of_the_side_before_its_goal_is_no_goal_and_the_last_line_is_the_score() -> None:
    (document,) = read("""
临海市2025年度专项资金绩效自评表 | < | < | < | < | <
专项名称 | 渔港整治 | < | 主管部门 | 临海市海洋发展局 | <
绩效目标 | 年初设定 | 整治渔港6座。 | 完成情况 | 整治渔港6座。 | <
一级指标 | 指标名称 | 2025年目标 | 2025年完成 | 指标分值 | 自评得分
产出 | 整治渔港数量（座） | ≥6 | 6 | 60 | 60
满意度 | 渔民满意度（%） | ≥90 | 87 | 30 | 29
合计 | < | | | 90 | 89
自评总分（含执行率10分） | < | < | < | < | 98.6
""")
    assert document["goals"]["annual"] == "整治渔港6座。"
    assert document["total_score"] == Decimal("98.6")


def test_a_column_of_units_before_the_projects_is_no_unit_of_the_targets() -> None:
    documents = read("""
青石市交通运输局2026年部门预算项目绩效目标公开表 | < | < | < | <
单位 | 项目 | 预算数（万元） | 绩效指标 | 指标值
局机关 | 桥隧检测 | 110 | 检测桥梁数量 | 86座
公路中心 | 国省道养护 | 1310.5 | 养护里程 | 412公里
""")
    assert [(each["implementing_unit"], each["indicators"][0]["unit"]) for each in documents] == [
        ("局机关", "座"),
        ("公路中心", "公里"),
    ]


def test_what_was_done_in_half_a_year_is_not_what_was_done_to_september() -> None:
    (document,) = read("""
2026年三季度项目绩效目标运行监控情况表 | < | < | < | <
项目名称：绿道贯通 | < | 单位：青石市园林绿化中心 | < | <
指标 | < | 全年目标 | 上半年完成 | 1-9月完成
数量指标 | 贯通绿道长度 | ≥38公里 | 14公里 | 25公里
满意度指标 | 市民满意度 | ≥92% | 90% | 91%
""")
    rows = [(row["actual_to_july"], row.get("actual"), row["other"]) for row in document["indicators"]]
    assert rows == [(25, None, {"上半年完成": "14公里"}), (91, None, {"上半年完成": "90%"})]


def test_short_titles_head_indicators_where_a_score_stands_beside_them() -> None:
    (document,) = read("""
云谷区农业农村局2025年度部门整体支出绩效自评表 | < | < | < | < | <
部门预算（万元） | 年初数 | 调整数 | 决算数 | 执行率 | 得分
合计 | 6030 | 5845 | 5560.8 | 95.14% | 9.51
类别 | 指标 | 计划 | 实际 | 满分 | 得分
履职完成 | 高标准农田面积 | 2.4万亩 | 2.3万亩 | 50 | 47.9
满意度 | 农户满意度 | 90% | 92% | 40 | 40
""")
    rows = [
        (row["level3"], row["target"], row["actual"], row["points"], row["score"]) for row in document["indicators"]
    ]
    assert rows == [
        ("高标准农田面积", Decimal("2.4"), Decimal("2.3"), 50, Decimal("47.9")),
        ("农户满意度", 90, 92, 40, 40),
    ]


@pytest.mark.parametrize(("word", "level1"), [("可持续", "效益指标"), ("公平", None)])
def test_a_kind_without_level_1_takes_none_from_the_row_above(word: str, level1: str | None) -> None:
    (document,) = read(f"""
2026年社会保险基金预算绩效目标表 | < | < | <
基金名称 | 城乡居民基本养老保险基金 | 编报单位 | 青石市社会保险中心
总体目标 | 按时足额发放养老金，参保率稳定在98%以上。 | < | <
指标类型 | 指标名称 | 指标值 | 指标说明
数量 | 参保人数 | 46.8万人 |
质量 | 养老金按时足额发放率 | 100% |
{word} | 基金支付能力 | ≥15个月 | 滚存结余/月均支出
""")
    assert [row["level1"] for row in document["indicators"]] == ["产出指标", "产出指标", level1]


def test_a_self_evaluation_of_several_years_takes_what_was_reached_in_all() -> None:
    (document,) = read("""
稳岗补贴政策绩效自评表（2023—2025年） | < | < | < | <
政策名称 | 稳岗返还补贴 | 主管部门 | 云谷区人社局 | <
政策目标 | 稳定就业岗位9万个。 | < | < | <
指标 | 三年目标 | 2023年完成 | 2024年完成 | 累计完成
返还企业户数 | 3500户 | 1680户 | 1850户 | 3530户
稳定岗位数 | 6万个 | 2.8万个 | 3.1万个 | 5.9万个
""")
    assert document["fiscal_year"] is None
    assert [row["actual"] for row in document["indicators"]] == [3530, Decimal("5.9")]


def test_of_the_execution_of_two_years_that_of_the_form_counts() -> None:
    (document,) = read(_TWO_YEARS)
    (line,) = document["execution"]
    assert [line[key] for key in ("initial", "annual", "executed", "points", "score")] == [
        950,
        980,
        Decimal("960.4"),
        10,
        Decimal("9.8"),
    ]
    assert {each["label"]: each["value"] for each in document["other"]} == {
        "资金总额（万元） 2024年预算": "900",
        "资金总额（万元） 2024年执行": "896",
    }


def test_the_first_of_several_figures_below_titles_not_read_is_no_amount() -> None:
    (document,) = read(_TWO_YEARS.replace("（2025年度）", ""))
    assert not any(document.get("funding", {}).values())
    assert {"900", "896", "980", "960.4"} <= {left["text"] for left in document["unread"]}


_TWO_YEARS = """
项目支出绩效自评表（2025年度） | < | < | < | < | < | < | <
项目名称 | 公交补贴 | < | < | 主管部门 | 青禾市交通运输局 | < | <
项目 | 2024年 | < | 2025年 | < | < | 分值 | 得分
^ | 预算 | 执行 | 年初预算 | 全年预算 | 全年执行 | ^ | ^
资金总额（万元） | 900 | 896 | 950 | 980 | 960.4 | 10 | 9.8
一级指标 | 二级指标 | 三级指标 | 2024年完成值 | 2025年目标值 | 2025年完成值 | 分值 | 得分
产出指标 | 数量指标 | 优化公交线路 | 6条 | ≥8条 | 8条 | 60 | 60
满意度指标 | 服务对象满意度指标 | 乘客满意度 | 86% | ≥88% | 89% | 30 | 30
"""


def test_the_title_beside_the_name_of_a_project_is_no_project() -> None:
    documents = read("""
2026年省级林业资金绩效目标分解表 | < | < | < | <
主管部门：云岭省林业和草原局 | < | < | < | 单位：万元
市县 | 项目名称 | 资金合计 | 其中 | <
^ | ^ | ^ | 省级 | 市县
榆山县 | 退化林修复 | 320 | 240 | 80
""")
    assert "资金合计" not in [document.get("project") for document in documents]


def test_of_a_goal_before_and_after_a_change_in_one_line_the_later_is_in_force() -> None:
    (document,) = read("""
2026年度项目绩效目标调整申请表 | < | < | < | <
项目名称 | 古桥修缮 | 主管部门 | 云谷区文旅局 | <
年度目标 | 调整前 | 修缮古桥8座 | 调整后 | 修缮古桥6座
三级指标 | 调整前指标值 | 调整后指标值 | 调整原因 | 备注
修缮古桥数量 | ≥8座 | ≥6座 | 汛情影响 |
""")
    told = {each["label"]: each["value"] for each in document["other"]}
    assert document["goals"] == {"annual": "修缮古桥6座"}
    assert told == {"调整前年度目标": "修缮古桥8座"}


def test_targets_of_a_list_are_no_goals_of_its_projects() -> None:
    documents = read("""
2026年1—8月重点项目绩效监控表 | < | < | < | < | <
部门：白沙市卫生健康委员会 | < | < | < | < | 万元
项目 | 预算 | 支出 | 绩效指标 | 目标 | 完成
乡村医生培训 | 45 | 28.8 | 培训人数 | 800人 | 560人
^ | ^ | ^ | 考核合格率 | ≥95% | 96%
家庭医生签约 | 320 | 240 | 签约率 | ≥40% | 36.5%
""")
    found = [(each["project"], [(row["level3"], row["target"]) for row in each["indicators"]]) for each in documents]
    assert found == [
        ("乡村医生培训", [("培训人数", 800), ("考核合格率", 95)]),
        ("家庭医生签约", [("签约率", 40)]),
    ]


def test_what_was_settled_last_counts_before_what_was_asked_for_and_looked_at_first() -> None:
    (document,) = read("""
项目绩效目标表 | < | < | < | < | <
项目名称 | 应急物资储备 | 预算单位 | 白沙市应急管理局 | 预算年度 | 2026
申报金额 | 240万元 | 初审金额 | 210万元 | 终审金额 | 200万元
总体目标（申报） | 储备物资2.4万件。 | < | < | < | <
总体目标（终审） | 储备物资2万件。 | < | < | < | <
指标 | 申报目标值 | 初审目标值 | 终审目标值 | 单位 | 备注
储备物资数量 | 24000 | 21000 | 20000 | 件 |
物资完好率 | 98 | 98 | 98 | % |
""")
    assert document["funding"]["total"] == 200
    assert document["goals"]["annual"] == "储备物资2万件。"
    assert [row["target"] for row in document["indicators"]] == [20000, 98]


@pytest.mark.parametrize("score", ["实得分", "认定结果"])
def test_titles_of_columns_are_no_goal(score: str) -> None:
    (document,) = read(f"""
白沙市水利局项目支出绩效自评价表 | < | < | < | <
项目名称 | 灌区信息化 | < | 年度 | 2025
预算安排 | 268万元 | < | 实际支出 | 251.9万元
评价内容 | 年初目标 | 年底完成 | 满分值 | {score}
建设监测站点 | 26处 | 26处 | 60 | 60
用水户满意度 | ≥90% | 85% | 40 | 37
""")
    assert not document["goals"].get("annual")
    assert [(row["level3"], row["target"], row["actual"]) for row in document["indicators"]] == [
        ("建设监测站点", 26, 26),
        ("用水户满意度", 90, 85),
    ]


def test_an_added_budget_takes_the_place_of_the_first_one() -> None:
    (document,) = read("""
追加预算项目绩效目标表 | < | < | < | <
申请部门：青石市公安局 | < | < | < | 单位：万元
项目名称 | 视频监控补点 | 年初预算 | 300 | <
追加后预算 | 380 | 追加原因 | 新建小区补点 | <
绩效目标 | 原目标 | 补点400处。 | 追加后目标 | 补点510处。
指标 | 原指标值 | 追加后指标值 | 单位 | 说明
补点数量 | 400 | 510 | 处 |
在线率 | ≥95 | ≥96 | % |
""")
    assert (document["funding"]["annual"], document["goals"]["annual"]) == (380, "补点510处。")
    assert [row["target"] for row in document["indicators"]] == [510, 96]
    assert "FND-002" not in {each.code for each in check_documents([document]).findings}


def test_an_amount_beside_the_titles_of_quarters_is_not_lost() -> None:
    (document,) = read("""
2026年市级项目绩效目标及用款计划表 | < | < | < | < | <
项目名称 | 森林病虫害防治 | 一季度 | 二季度 | 三季度 | 四季度
年度预算 | 156万元 | 一季度 | 二季度 | 三季度 | 四季度
用款计划（万元） | < | 20 | 60 | 50 | 26
绩效目标 | 防治面积12万亩。 | < | < | < | <
指标名称 | 计量单位 | 全年目标 | 一季度 | 二季度 | 三季度
防治面积 | 万亩 | 12 | 1 | 5 | 4
群众满意度 | % | ≥90 | | |
""")
    assert document["funding"]["annual"] == 156


def test_a_year_of_schools_in_the_title_of_a_self_evaluation_is_no_fiscal_year() -> None:
    (document,) = read("""
项目支出绩效自评表（2024—2025学年） | < | < | < | < | <
项目名称 | 课后服务 | < | 主管部门 | 白沙市教育局 | <
一级指标 | 二级指标 | 三级指标 | 目标值 | 完成值 | 得分
服务成效 | 覆盖 | 参加学生比例 | ≥95% | 96% | 60
服务成效 | 评价 | 家长满意度 | ≥90% | 93% | 40
""")
    assert document["fiscal_year"] is None


def test_what_a_project_belongs_to_is_not_its_name():
    table = """
2026年专项资金绩效目标表 | < | < | <
项曰名称 | 古树保护 | 所属专项 | 林业发展专项
项目金额（万元） | 52.8 | 项目类别 | 延续项目
年度绩效目标 | 挂牌保护古树140株。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 挂牌古树株数 | ≥140株
满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥92%
"""
    document = read_one(table)
    assert (document.get("project"), document["program"]) == (None, "林业发展专项")
    first = read_one(
        table.replace("项曰名称 | 古树保护 | 所属专项 |", "一级项目名称 |").replace("林业发展专项", "林业发展专项 | |")
    )
    assert first["project"] == "林业发展专项"
