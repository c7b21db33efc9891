"""The two invented forms in the pictures of the manual: a goal form and the self-evaluation of the same project."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

_GOAL = "完成清水河<b>12公里</b>河道清淤，清淤土方8万立方米，工程一次验收合格，汛期前全部完工，沿河3000名群众受益。"
_DONE = "完成清淤12公里，清淤土方7.2万立方米；两处河段因雨季推迟一个月完工。"
_GOALS: tuple[tuple[Any, ...], ...] = (
    ("成本指标", "经济成本指标", "工程总成本", "<=", 360, "万", None),
    ("产出指标", "数量指标", "清淤里程", "≥", "１２", "公里", None),
    (None, None, "清淤土方量", "≥", 8, "万立方米", None),
    (None, "质量指标", "工程验收合格率", "=", 100, "百分比", None),
    (None, "时效指标", "按期完工率", "%", "≥", 95, "汛期前"),
    ("效益指标", "社会效益指标", "受益群众人数", "≥", 3000, "人", None),
    (None, "生态效益指标", "水质达标率", "≥", 90, "%", None),
    ("满意度指标", "服务对象满意度指标", "沿河群众满意度", "≤", 90, "%", None),
)
_SCORED: tuple[tuple[Any, ...], ...] = (
    ("产出指标", "数量指标", "清淤里程", "≥12公里", 12, 20, None, None, "完成率达100%得满分，未完成的按完成比例得分"),
    (
        None,
        None,
        "清淤土方量",
        "≥8万立方米",
        7.2,
        15,
        None,
        "两处河段推迟",
        "完成率达100%得满分，未完成的按完成比例得分",
    ),
    (None, "质量指标", "工程验收合格率", "=100%", 100, 10, None, None, "达到指标值得满分，否则不得分"),
    (None, "时效指标", "按期完工率", "≥95%", 92, 10, None, "雨季停工", "每低1个百分点扣0.5分，扣完为止"),
    ("效益指标", "社会效益指标", "受益群众人数", "≥3000人", 3200, 15, None, None, "达到指标值得满分，否则不得分"),
    (None, "生态效益指标", "水质达标率", "≥90%", 91, 10, None, None, "达到指标值得满分，否则不得分"),
    ("满意度指标", "服务对象满意度指标", "沿河群众满意度", "≥90%", 88, 10, None, None, "每低1个百分点扣1分，扣完为止"),
)


def goal_form(path: Path) -> Path:
    """A goal form as a clerk hands it in: filled with care, with some slips."""
    page = _Page("目标表", (12, 20, 22, 12, 12, 12, 14))
    page.cell(1, 1, "2026年项目支出绩效目标表", 7, size=18, bold=True, border=False)
    page.cell(2, 1, "填报单位（盖章）：绿萝县水利局", 4, border=False, left=True)
    page.cell(2, 5, "金额单位：万元", 3, border=False)
    page.pairs(3, ("项目名称", "清水河河道清淤工程"), ("项目类别", "特定目标类"))
    page.pairs(4, ("项目金额", 360), ("项目支出实施期", "2026年"))
    page.cell(5, 1, "本年度绩效目标")
    page.cell(5, 2, _GOAL, 6, left=True)
    heads = ("一级指标", "二级指标", "三级指标", "指标值类型", "指标值", "度量单位", "备注")
    page.table(6, heads, _GOALS, left=())
    page.heights({1: 36, 2: 20, 3: 24, 4: 24, 5: 40}, rest=24)
    return page.save(path)


def self_evaluation(path: Path) -> Path:
    """The self-evaluation of the next year, not scored yet."""
    page = _Page("自评表", (11, 19, 17, 13, 12, 11, 9, 15, 38))
    page.cell(1, 1, "项目支出绩效自评表", 9, size=18, bold=True, border=False)
    page.cell(2, 1, "（2026年度）", 9, border=False)
    page.cell(3, 1, "项目名称")
    page.cell(3, 2, "清水河河道清淤工程", 8)
    page.cell(4, 1, "主管部门")
    page.cell(4, 2, "绿萝县水利局", 3)
    page.cell(4, 5, "实施单位")
    page.cell(4, 6, "绿萝县河道管理所", 4)
    page.cell(5, 1, "项目资金\n（万元）", rows=4)
    funds = (
        (None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        ("年度资金总额", 380, 360, 342, 10, None, None),
        ("其中：当年财政拨款", 300, 300, 288, "—", None, "—"),
        ("其他资金", 80, 60, 54, "—", None, "—"),
    )
    for row, values in enumerate(funds, start=5):
        page.cell(row, 2, values[0])
        for column, value in enumerate(values[1:], start=3):
            page.cell(row, column, value, 2 if column == 8 else 1)
    page.cell(9, 1, "年度总体目标", rows=2)
    page.cell(9, 2, "预期目标", 4)
    page.cell(9, 6, "实际完成情况", 4)
    page.cell(10, 2, _GOAL.replace("<b>", "").replace("</b>", ""), 4, left=True)
    page.cell(10, 6, _DONE, 4, left=True)
    heads = (
        "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因", "评分标准",
    )  # fmt: skip
    last = page.table(11, heads, _SCORED, left=(8, 9))
    page.cell(last + 1, 1, "总分", 5, bold=True)
    for column, value in ((6, 100), (7, None), (8, None), (9, None)):
        page.cell(last + 1, column, value, bold=True)
    page.heights({1: 36, 2: 20, 10: 48}, rest=24)
    return page.save(path)


class _Page:
    """A sheet that looks as such forms do."""

    def __init__(self, title: str, widths: Sequence[float]) -> None:
        self._book = openpyxl.Workbook()
        self._sheet = self._book.active
        self._sheet.title = title
        for number, width in enumerate(widths, start=1):
            self._sheet.column_dimensions[get_column_letter(number)].width = width

    def cell(
        self, row: int, column: int, value: Any, columns: int = 1, *, rows: int = 1, size: float = 10.5,
        bold: bool = False, border: bool = True, left: bool = False,
    ) -> None:  # fmt: skip
        """A cell, or several as one."""
        line = Side("thin", color="FF404040")
        bottom, right = row + rows - 1, column + columns - 1
        for cells in self._sheet.iter_rows(row, bottom, column, right):
            for cell in cells:
                cell.font = Font("宋体", size=size, bold=bold)
                cell.alignment = Alignment("left" if left else "center", "center", wrap_text=True, indent=int(left))
                if border:
                    cell.border = Border(line, line, line, line)
        if rows * columns > 1:
            self._sheet.merge_cells(start_row=row, start_column=column, end_row=bottom, end_column=right)
        first = self._sheet.cell(row, column, value)
        if isinstance(value, str):
            first.data_type = "s"

    def pairs(self, row: int, left: tuple[str, Any], right: tuple[str, Any]) -> None:
        """Two labels with their values across the width."""
        self.cell(row, 1, left[0])
        self.cell(row, 2, left[1], 2)
        self.cell(row, 4, right[0], 2)
        self.cell(row, 6, right[1], 2)

    def table(self, top: int, heads: Sequence[str], rows: Sequence[Sequence[Any]], left: Sequence[int]) -> int:
        """The indicators; what is repeated in the first two columns is one cell. Gives the last row."""
        for column, head in enumerate(heads, start=1):
            self.cell(top, column, head, bold=True)
        for row, values in enumerate(rows, start=top + 1):
            for column, value in enumerate(values, start=1):
                if column > 2:
                    self.cell(row, column, value, left=column in left)
        last = top + len(rows)
        for column in (1, 2):
            starts = [row for row, values in enumerate(rows, start=top + 1) if values[column - 1] is not None]
            for start, end in zip(starts, [*starts[1:], last + 1], strict=True):
                self.cell(start, column, rows[start - top - 1][column - 1], rows=end - start)
        return last

    def heights(self, known: dict[int, float], rest: float) -> None:
        """The height of every row, in points."""
        for row in range(1, self._sheet.max_row + 1):
            self._sheet.row_dimensions[row].height = known.get(row, rest)

    def save(self, path: Path) -> Path:
        """Write the workbook."""
        self._book.save(path)
        return path
