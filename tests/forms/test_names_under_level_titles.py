"""Names of indicators that stand below 二级指标, and levels one title further left than they say."""

from __future__ import annotations

import pytest

from sheet_table import read_one

HEAD = """
市直部门预算项目支出绩效目标表 | < | < | < | < | <
（2026年度） | < | < | < | < | <
主管部门：鄂阳市机关事务服务中心 | < | < | < | 单位：万元 | <
项目名称 | 办公大楼保障 | < | < | 项目类别 | 本级
项目起止时间 | 20260101 | 到 | 20261231 | 总额 | 320
年度目标 | 全年维修280次。 | < | < | < | <
"""


def indicators(table: str) -> list[tuple[str | None, str | None, str | None, object]]:
    return [
        (row["level1"], row["level2"], row["level3"], row["target"])
        for row in read_one(HEAD + table.strip())["indicators"]
    ]


def test_level_2_stands_below_the_title_of_level_1() -> None:
    assert indicators("""
一级指标 | 二级指标 | 绩效标准 | 当年预期实现值 | 措施 | <
数量指标 | 日常维修次数 | 反映全年维修情况 | ≥280次 | 巡检 | <
^ | 大楼巡察次数 | 反映保卫巡检情况 | ≥200次 | | <
质量指标 | 维修验收合格率 | 反映维修质量 | ≥92% | | <
满意度指标 | 服务对象满意度 | 反映服务满意情况 | ≥90% | | <
""") == [
        ("产出指标", "数量指标", "日常维修次数", 280),
        ("产出指标", "数量指标", "大楼巡察次数", 200),
        ("产出指标", "质量指标", "维修验收合格率", 92),
        ("满意度指标", None, "服务对象满意度", 90),
    ]


def test_what_a_name_means_stands_beside_it() -> None:
    document = read_one(
        HEAD
        + """一级指标 | 二级指标 | 分值 | 指标内容 | 指标值 | 评分细则
投入指标 | 资金到位率 | 5 | 实际到位资金/计划投入资金 | ≥100% | 每少1%扣1分
产出指标 | 巡检次数 | 30 | 全年巡检次数 | ≥86次 | 每少1次扣1分
^ | 数据合格率 | 20 | 合格数据占比 | ≥95% | 每低1%扣2分
效益指标 | 预警准确率 | 20 | 准确预警占比 | ≥85% | 每低1%扣1分
满意度指标 | 群众满意度 | 10 | 抽样调查 | ≥90% | 每低1%扣1分"""
    )
    rows = [(row["level1"], row["level2"], row["level3"], row.get("explanation")) for row in document["indicators"]]
    assert rows[:2] == [
        ("投入指标", None, "资金到位率", "实际到位资金/计划投入资金"),
        ("产出指标", None, "巡检次数", "全年巡检次数"),
    ]
    assert document["period"] == "20260101到20261231"


@pytest.mark.parametrize(
    "table",
    [
        """
一级指标 | 二级指标 | 指标内容 | 指标值 | 备注 | <
产出指标 | 数量指标 | 巡检次数 | ≥86次 | | <
^ | 质量指标 | 数据合格率 | ≥95% | | <
""",
        """
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注 | <
产出指标 | 大楼运行 | 巡检次数 | ≥86次 | | <
^ | 数据管理 | 数据合格率 | ≥95% | | <
""",
    ],
)
def test_levels_of_their_own_stay_where_they_stand(table: str) -> None:
    assert [row[2] for row in indicators(table)] == ["巡检次数", "数据合格率"]
    assert None not in [row[1] for row in indicators(table)]


def test_what_is_to_be_reached_is_a_name_behind_the_levels() -> None:
    table = """
一级指标 | 二级指标 | 绩效目标内容 | 目标值 | < | <
产出 | 数量目标 | 传习活动场次 | ≥60场 | < | <
效益 | 社会效益目标 | 培训学员人次 | ≥800人次 | < | <
"""
    assert [row[2] for row in indicators(table)] == ["传习活动场次", "培训学员人次"]
    filed = HEAD.replace("项目支出绩效目标表", "绩效目标评审申报表")
    assert [row["level3"] for row in read_one(filed + table.strip())["indicators"]] == ["传习活动场次", "培训学员人次"]
