"""Changes of a sheet that say nothing: wide figures, fine grids, blank rows, numbers of attachments, lost merges."""

from __future__ import annotations

import pytest

from forms.test_variations import content
from forms.variations import moved
from jixiao.forms.extraction import default_extractor
from jixiao.grid.address import Range
from jixiao.grid.model import Sheet
from sheet_table import read, sheet

LIST = """
2026年度项目支出绩效自评情况表 | < | < | < | < | <
单位：青溪县渔业局 | < | < | < | < | 单位：元
项目名称 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 得分
213 农林水支出 | 900000 | 860000 | 860000 | 100% |
增殖放流 | 500000 | 460000 | 460000 | 100% | 100
池塘改造 | 400000 | 400000 | 400000 | 100% | 98
合计 | 900000 | 860000 | 860000 | 100% |
"""
ON_ITS_SIDE = """
项目支出绩效目标表（2026年度） | < | < | <
主管部门 | 青溪县文旅局 | < | <
项目名称 | 图书馆免费开放 | 文物修缮 | 送戏下乡
预算金额（元） | 450000 | 1200000 | 180000
绩效目标 | 全年开放300天 | 修缮古建筑3处 | 演出60场
数量指标 | 开放天数≥300天 | 修缮文物≥3处 | 演出场次≥60场
质量指标 | 设备完好率≥95% | 验收合格率≥98% | 演出完成率≥98%
"""
RESULTS = """
2026年度项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 供水管网改造 | < | 主管部门 | 青溪市住建局 | < | <
一级指标 | 二级指标 | 三级指标 | 目标值 | < | 完成值 | <
^ | ^ | ^ | 数值 | 单位 | 数值 | 单位
产出指标 | 数量指标 | 改造管网长度 | 18.5 | 公里 | 18500 | 米
"""
STACKED = """
项目名称 | 渠道清淤 | 主管部门 | 青溪县水务局
预算金额（万元） | 40 | 年度目标 | 清淤渠道12公里。
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 清淤渠道长度 | ≥12公里
项目名称 | 泵站检修 | 主管部门 | 青溪县水务局
预算金额（万元） | 48 | 年度目标 | 检修泵站6座。
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 检修泵站数 | =6座
"""
BESIDE = """
2026年部门项目支出绩效目标表 | < | < | < | < | < | <
单位：万元 | < | < | < | < | < | <
白沙县农业农村局 | < | < | | 白沙县交通运输局 | < | <
项目名称 | 预算金额 | 绩效指标 | | 项目名称 | 预算金额 | 绩效指标
农田管护 | 320 | 管护面积≥2.1万亩 | | 公路养护 | 560 | 养护里程≥310公里
增殖放流 | 45.5 | 放流数量≥120万尾 | | 站亭更新 | 76 | 更新站亭=38座
"""
UNTITLED = """
2026年项目支出绩效目标申报表 | < | < | < | <
项目名称 | 全民健身活动 | 主管部门 | 云麓县教体局 | <
资金总额（万元） | 60 | 财政拨款 | 60 | <
中期绩效指标 | < | < | < | <
数量指标 | 举办活动场次 | ≥ | 60 | 场
质量指标 | 活动完成率 | ≥ | 95 | %
年度绩效指标 | < | < | < | <
数量指标 | 举办活动场次 | ≥ | 20 | 场
质量指标 | 活动完成率 | ≥ | 90 | %
"""
TWO_LEVELS = """
2026年市级项目支出绩效目标申报表 | < | < | < | < | <
项目名称 | 河道保洁 | < | 主管部门 | 汐川市城管局 | <
年度绩效目标（上级） | 保障运转。 | < | 年度绩效目标（本级） | 保洁河道62公里。 | <
一级指标 | 二级指标 | 三级指标 | 计算符号 | 指标值 | 度量单位
产出指标 | 数量指标 | 保洁河道长度 | ≥ | 62 | 公里
"""
TABLES = {
    "list": LIST,
    "on its side": ON_ITS_SIDE,
    "results": RESULTS,
    "stacked": STACKED,
    "beside": BESIDE,
    "untitled": UNTITLED,
}


def told(made: Sheet) -> list[dict[str, object]]:
    return [
        {key: value for key, value in content(document).items() if not key.startswith(".doubts")}
        for document in default_extractor().documents(made, "test.xlsx")
    ]


def in_wide_figures(table: str) -> Sheet:
    wide = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
    made = sheet(table)
    made.rows = {
        row: {c: v.translate(wide) if isinstance(v, str) and len(v) < 12 else v for c, v in cells.items()}
        for row, cells in made.rows.items()
    }
    return made


def on_a_fine_grid(table: str) -> Sheet:
    plain = sheet(table)
    made = moved(plain, lambda row: row, lambda column: 2 * column - 1)
    merged = {(span.top, span.left) for span in made.merges}
    alone = [Range(r, c, r, c + 1) for r, cells in made.rows.items() for c in cells if (r, c) not in merged]
    made.merges = [*(span._replace(right=span.right + 1) for span in made.merges), *alone]
    return made


def below_a_number(table: str) -> Sheet:
    made = moved(sheet(table), lambda row: row + 1, lambda column: column)
    made.rows = {1: {1: "附件3"}, **made.rows}
    return made


def with_spaced_labels(table: str) -> Sheet:
    made = sheet(table)
    made.rows = {
        row: {
            c: " ".join(v) if isinstance(v, str) and len(v) == 4 and "目" not in v[2:] else v for c, v in cells.items()
        }
        for row, cells in made.rows.items()
    }
    return made


def with_blanks_behind(table: str) -> Sheet:
    made = sheet(table)
    made.rows = {
        r: {c: f"{v} " if isinstance(v, str) else v for c, v in cells.items()} for r, cells in made.rows.items()
    }
    return made


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("change", [in_wide_figures, on_a_fine_grid, below_a_number, with_blanks_behind])
def test_the_same_is_read(name: str, change) -> None:
    assert told(change(TABLES[name])) == told(sheet(TABLES[name]))


def test_spaced_labels_begin_forms_as_plain_ones_do() -> None:
    assert len(told(with_spaced_labels(STACKED))) == len(told(sheet(STACKED))) == 2


def test_the_unit_of_a_result_counts() -> None:
    (document,) = read(RESULTS)
    assert str(document["indicators"][0]["actual"]) == "18.5"


@pytest.mark.parametrize("table", [ON_ITS_SIDE, BESIDE, UNTITLED])
@pytest.mark.parametrize("row", range(2, 9))
def test_a_blank_row_parts_nothing(table: str, row: int) -> None:
    made = moved(sheet(table), lambda place: place + (place >= row), lambda column: column)
    assert told(made) == told(sheet(table))


def test_a_line_break_within_a_label_hides_no_bracket() -> None:
    broken = TWO_LEVELS.replace("年度绩效目标（", "年度绩效\\n目标（")
    assert told(sheet(broken)) == told(sheet(TWO_LEVELS))
    assert told(sheet(broken))[0][".goals.annual"] == "保洁河道62公里。"


def test_titles_of_two_years_that_lost_their_merge_are_told_apart() -> None:
    (document,) = read(
        """
2026年度项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 灌渠改造 | < | < | 主管部门 | 青溪县水利局 | 单位：万元 | <
资金来源 | 上年 | | 本年 | | | |
^ | 全年预算 | 全年执行 | 预算数 | 执行数 | 执行率 | 分值 | 得分
年度资金总额 | 80 | 78 | 90 | 85.5 | 95% | 10 | 9.5
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
产出指标 | 数量指标 | 改造灌渠长度 | ≥4公里 | 4.3公里 | 90 | 90 |
"""
    )
    (line,) = document["execution"]
    assert (line["annual"], line["executed"]) == (90, 85.5)
