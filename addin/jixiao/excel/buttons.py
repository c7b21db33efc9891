"""The buttons: one list for ribbon, toolbar, sheet buttons and manual."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jixiao.excel.session import Session

TAB = "绩效目标"

Macro = Callable[["Session"], str]
"""What a button does; it returns the message for the user."""


@dataclass(frozen=True, slots=True)
class Button:
    """One button; ``tag`` names it in ribbon, VBA and LibreOffice's toolbar.

    ``macro`` is ``module:function`` below ``jixiao.excel.macros``; ``image`` one of Office's own icons; ``sub`` the
    VBA procedure of a button on a sheet, for the few that have one; ``changes`` tells that the open workbook is written to.
    """

    tag: str
    label: str
    tip: str
    image: str
    macro: str
    sub: str | None = None
    large: bool = False
    changes: bool = False

    def load(self) -> Macro:
        """The function behind the button."""
        module, _, function = self.macro.partition(":")
        found: Macro = getattr(importlib.import_module(f"jixiao.excel.macros.{module}"), function)
        return found


@dataclass(frozen=True, slots=True)
class ButtonGroup:
    """Buttons that stand together under a caption."""

    tag: str
    label: str
    buttons: tuple[Button, ...]


GROUPS = (
    ButtonGroup(
        "filling",
        "填报",
        (
            Button(
                "check",
                "填报检查",
                "检查当前工作簿中的绩效目标表：有问题的单元格涂色并加批注，问题清单在“检查结果”工作表。",
                "ReviewAcceptChange",
                "checking_button:check",
                "JixiaoCheck",
                large=True,
                changes=True,
            ),
            Button(
                "totals",
                "自动合计",
                "按各来源、各行重新计算资金总额、合计和小计，并说明改了哪些单元格。已有公式的单元格不动。",
                "AutoSum",
                "totals_button:fill_totals",
                "JixiaoTotals",
                large=True,
                changes=True,
            ),
            Button(
                "points",
                "分配分值",
                "把每类指标的分值平均分到空白的各行，凑成整数；已填的分值不动。有设置工作簿时按其中各类的分值。",
                "ChartTypePieInsertGallery",
                "points_button:fill_points",
                changes=True,
            ),
            Button(
                "score",
                "计算得分",
                "在自评表上按评分标准计算得分、执行率、总分和等级，计算过程写在批注里；需要人工评分的不填。",
                "FunctionWizard",
                "scoring_button:fill_scores",
                "JixiaoScore",
                large=True,
                changes=True,
            ),
            Button(
                "repair",
                "规范填写",
                "一键改正不影响内容的写法：填错的列、度量单位、全角数字、网页标签、计算符号，逐条列出改动。",
                "FormatPainter",
                "repairing_button:repair",
                "JixiaoRepair",
                large=True,
                changes=True,
            ),
            Button(
                "clear",
                "清除标记",
                "去掉检查时加的颜色、批注和“检查结果”工作表，恢复原来的颜色和批注。",
                "ClearFormats",
                "clearing_button:clear_marks",
                "JixiaoClear",
                changes=True,
            ),
            Button(
                "undo",
                "撤销填充",
                "把上一次自动合计、计算得分或规范填写改动的单元格恢复原状，可以连续撤销。",
                "Undo",
                "clearing_button:undo_fill",
                changes=True,
            ),
        ),
    ),
    ButtonGroup(
        "templates",
        "模板",
        (
            Button(
                "new_form",
                "新建表单",
                "新建一份空白绩效目标表，或一个部门的整套表。",
                "FileNew",
                "form_buttons:new_form",
            ),
            Button(
                "add_rows",
                "增加指标行",
                "在所选行的下方增加一行，格式、下拉列表和公式与该行相同。",
                "SheetRowsInsert",
                "form_buttons:add_row",
                changes=True,
            ),
            Button(
                "carry_over",
                "从上年带入",
                "选择上年的工作簿，带入名称、文字和指标，生成本年的表；金额和指标值留空。",
                "ImportExcel",
                "form_buttons:carry_over",
            ),
            Button(
                "paste",
                "粘贴带入",
                "按一次增加“粘贴区”工作表；把上年 Word 表的指标粘贴进去，再按一次，各栏自动带入目标表。",
                "Paste",
                "pasting_button:bring_in",
                changes=True,
            ),
        ),
    ),
    ButtonGroup(
        "merging",
        "汇总",
        (
            Button(
                "merge",
                "合并文件夹",
                "选择各部门报送的文件夹，合并成一个汇总工作簿。按 Esc 可以中止。",
                "Consolidate",
                "folder_buttons:merge_folder",
            ),
            Button(
                "return",
                "退回通知",
                "检查所选文件夹中的全部工作簿，写出标注副本和每个部门的退回通知。",
                "EnvelopesAndLabelsDialog",
                "folder_buttons:return_notices",
            ),
        ),
    ),
    ButtonGroup(
        "help",
        "帮助",
        (
            Button(
                "rules", "检查规则", "列出全部检查规则：查什么、怎么改、依据是什么。", "Help", "help_buttons:show_rules"
            ),
            Button("about", "关于", "版本、Python 解释器和日志文件的位置。", "Info", "help_buttons:about"),
        ),
    ),
)


def all_buttons() -> tuple[Button, ...]:
    """Every button in the order of the ribbon."""
    return tuple(button for group in GROUPS for button in group.buttons)


def find_button(tag: str) -> Button | None:
    """The button with that tag, or None."""
    return next((button for button in all_buttons() if button.tag == tag), None)


def sheet_buttons() -> tuple[Button, ...]:
    """The buttons that an .xlsm form carries on its sheets."""
    return tuple(button for button in all_buttons() if button.sub is not None)
