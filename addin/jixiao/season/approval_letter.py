"""The letter of approval (批复) to a department, and the list of all approvals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from io import BytesIO

from jixiao.consolidate.returns.own_output import OUTPUT_PROPERTY
from jixiao.reports.letter import Letter, document, paragraph, run
from jixiao.reports.notice import heading, indented, plain, signature
from jixiao.season.approved_forms import ApprovedFile, DepartmentApproval
from jixiao.season.bureau_changes import BureauChange

TITLE = "关于批复预算绩效目标的通知"
_REMARK = 7
"""Column of the remarks, which is there if any project has one."""


def approval(approved: DepartmentApproval, letter: Letter, made: datetime) -> bytes:
    """The letter to a department, a .docx: what is approved, what the bureau changed."""
    return document(tuple(_letter(approved, letter)), title=TITLE, made=made)


def _letter(approved: DepartmentApproval, letter: Letter) -> Iterator[str]:
    yield heading(TITLE)
    if approved.document:
        yield paragraph(run(plain(approved.document)), align="center")
    yield paragraph()
    yield paragraph(run(f"{plain(approved.department)}{plain(letter.recipient_line)}："))
    known = [project.amount for project in approved.projects if project.amount is not None]
    money = f"，金额合计{money_text(sum(known, Decimal(0)))}万元" if known else ""
    count = len(approved.projects)
    yield indented(f"你单位报送的预算绩效目标已经审核，现批复{count}个项目的绩效目标{money}，随文附批复的绩效目标表。")
    yield indented("批复的绩效目标是执行、监控和自评的依据，请严格执行，不得自行调整；确需调整的，按规定程序报批。")
    for number, project in enumerate(approved.projects, start=1):
        amount = "金额未填" if project.amount is None else f"{money_text(project.amount)}万元"
        yield indented(f"{number}．{plain(project.name) or '（未填写名称）'}：{amount}，指标{project.indicators}条")
    if approved.changes:
        yield indented("审核中作了以下调整：")
    for change in approved.changes:
        before, after = _figure(change, change.before or "（未填）"), _figure(change, change.after)
        yield indented(plain(f"{change.what}：由{before}调整为{after}（{change.sheet}!{change.cell}）"))
    if approved.outdated:
        sheets = "”“".join(plain(sheet) for own in approved.outdated.values() for sheet in own)
        yield indented(f"项目金额以本批复为准；随附的“{sheets}”仍是你单位报送的数，其中相应的金额和合计请按批复更正。")
    yield indented(plain(letter.contact_line))
    yield from signature(letter)


def _figure(change: BureauChange, figure: Decimal | str) -> str:
    """Return a figure as letters say it, without idle zeros: ≥11.8公里, 165.5万元."""
    try:
        number = Decimal(figure)
    except InvalidOperation:
        return str(figure)
    return f"{change.operator}{number.normalize():f}{'万元' if change.kind == 'amount' else change.unit}"


def list_of_approvals(approvals: Sequence[ApprovedFile], year: int | None) -> bytes:
    """Return the workbook of approved projects by department, in 万元."""
    from xlsxwriter import Workbook

    content = BytesIO()
    workbook = Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False})
    if approvals:
        workbook.set_properties({"created": datetime.fromisoformat(max(each.day for each, _ in approvals))})
    workbook.set_custom_property(OUTPUT_PROPERTY, "approvals")
    font = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "border": 1, "text_wrap": True}
    text, head = (
        workbook.add_format(font),
        workbook.add_format({**font, "bold": True, "align": "center", "bg_color": "#D9E1F2"}),
    )
    money = workbook.add_format({**font, "num_format": "#,##0.00"})
    heading = workbook.add_format({"font_name": "宋体", "font_size": 16, "bold": True, "align": "center"})
    sheet = workbook.add_worksheet("批复汇总")
    columns: tuple[tuple[str, int], ...] = (
        ("序号", 6),
        ("部门", 26),
        ("文号", 22),
        ("批复日期", 12),
        ("项目名称", 34),
        ("批复金额（万元）", 16),
        ("指标数", 8),
    )
    if any(project.remark for _, projects in approvals for project in projects):
        columns = (*columns, ("备注", 34))
    sheet.merge_range(0, 0, 0, len(columns) - 1, f"{year or ''}{'年' if year else ''}预算绩效目标批复汇总表", heading)
    sheet.set_row(0, 32)
    for column, (name, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, name, head)
    row = 2
    for approval, projects in approvals:
        for project in projects:
            sheet.write_number(row, 0, row - 1, text)
            for column, value in enumerate(
                (approval.department, approval.document, approval.day, project.name), start=1
            ):
                sheet.write_string(row, column, value, text)
            if project.amount is None:
                sheet.write_blank(row, 5, None, money)
            else:
                sheet.write_number(row, 5, float(project.amount), money)
            sheet.write_number(row, 6, project.indicators, text)
            if len(columns) > _REMARK:
                sheet.write_string(row, _REMARK, project.remark, text)
            row += 1
    total = sum((p.amount for _, projects in approvals for p in projects if p.amount is not None), Decimal(0))
    sheet.merge_range(row, 0, row, 4, "合计", head)
    sheet.write_formula(row, 5, f"=SUM(F3:F{max(row, 3)})", money, float(total))
    for column in range(6, len(columns)):
        sheet.write_blank(row, column, None, text)
    sheet.freeze_panes(2, 0)
    sheet.repeat_rows(0, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页 共 &N 页")
    workbook.close()
    return content.getvalue()


def money_text(amount: Decimal) -> str:
    """An amount with at most two digits behind the point."""
    return f"{amount.quantize(Decimal('0.01'), ROUND_HALF_UP):f}".rstrip("0").rstrip(".")
