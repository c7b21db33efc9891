"""The letter of approval (批复) to a department, and the list of all approvals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from io import BytesIO

from jixiao.consolidate.returns.own_output import OUTPUT_PROPERTY
from jixiao.reports.letter import Letter, document, paragraph, run
from jixiao.reports.notice import heading, indented, plain, signature
from jixiao.resources import list_columns, list_styles
from jixiao.season.approved_forms import ApprovedFile, DepartmentApproval
from jixiao.season.bureau_changes import BureauChange

TITLE = "关于批复预算绩效目标的通知"
_AMOUNT = 5
"""Column of the amounts in the list."""


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

    rows = [(approval, project) for approval, projects in approvals for project in projects]
    columns: Sequence[tuple[str, float]] = list_columns("approvals")
    if not any(project.remark for _, project in rows):
        columns = columns[:-1]
    last = len(columns) - 1
    content = BytesIO()
    workbook = Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False})
    if approvals:
        workbook.set_properties({"created": datetime.fromisoformat(max(each.day for each, _ in approvals))})
    workbook.set_custom_property(OUTPUT_PROPERTY, "approvals")
    text, head, money, title = map(workbook.add_format, list_styles("approvals").values())
    sheet = workbook.add_worksheet("批复汇总")
    sheet.merge_range(0, 0, 0, last, f"{year or ''}{'年' if year else ''}预算绩效目标批复汇总表", title)
    sheet.set_row(0, 32)
    for column, (name, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, name, head)
    for row, (approval, project) in enumerate(rows, start=2):
        told = (row - 1, approval.department, approval.document, approval.day, project.name)
        for column, value in enumerate((*told, project.amount, project.indicators, project.remark)[: last + 1]):
            write = sheet.write_string if isinstance(value, str) else sheet.write
            write(row, column, value, money if column == _AMOUNT else text)
    end = len(rows) + 2
    total = sum((project.amount for _, project in rows if project.amount is not None), Decimal(0))
    sheet.merge_range(end, 0, end, _AMOUNT - 1, "合计", head)
    sheet.write_formula(end, _AMOUNT, f"=SUM(F3:F{max(end, 3)})", money, float(total))
    for column in range(_AMOUNT + 1, last + 1):
        sheet.write_blank(end, column, None, text)
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
