"""What stands in the way of a button: one Chinese message with the next step, and a workbook as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from engines.calc import LiveCalc
from excel.conftest import Desk
from excel.looks import looks
from excel.test_filling_buttons import PROJECT, SCORED, written
from jixiao import __version__
from jixiao.excel import dispatch, host
from jixiao.excel.buttons import all_buttons
from jixiao.excel.dispatch import READ_ONLY, LockedError, SharedError
from jixiao.excel.state import STATE_SHEET

CHANGING = [button.tag for button in all_buttons() if button.changes]
FILLING = ["check", "totals", "score", "repair"]


@pytest.fixture(autouse=True)
def own_log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "jixiao" / "jixiao.log"


@pytest.fixture
def press(own_log: Path) -> Iterator[Callable[..., str]]:
    """Press a button as the program does; nothing may end up in the log of defects."""

    def call(opened: Any, tag: str, version: str = "") -> str:
        told = dispatch.press(tag, lambda: (opened.program, opened.book), version)
        assert opened.messages[-1] == told
        return told

    yield call
    assert not own_log.exists(), own_log.read_text("utf-8")


def changed(path: Path, change: Callable[[Any], None], rows: Any = PROJECT) -> Path:
    """A form into which something was put that stands in the way."""
    book = openpyxl.load_workbook(written(rows, path))
    change(book)
    book.save(path)
    return path


def sheet_names(opened: Any) -> list[str]:
    return [sheet.name for sheet in opened.book.sheets()]


# ---------------------------------------------------------------- no workbook, another sheet


@pytest.mark.parametrize("tag", [button.tag for button in all_buttons()])
def test_without_a_workbook_every_button_says_what_to_open(tag: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = dispatch.press(tag, lambda: (None, None))
    assert told.startswith("没有打开的工作簿。请先打开")
    assert "启用编辑" in told, "in protected view there is no active workbook either"
    assert capsys.readouterr().err == f"{told}\n"


@pytest.mark.office
def test_libreoffice_without_a_workbook_is_told(calc_app: LiveCalc) -> None:
    from jixiao.excel.libreoffice.unoimport import property_values

    app = calc_app.program()
    text = calc_app.desktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, property_values(Hidden=True))
    try:
        assert app.active_book() is None
        assert dispatch.press("check", lambda: (app, app.active_book())).startswith("没有打开的工作簿。")
        assert text.Text.String == ""
    finally:
        text.close(True)


def _with_chart_in_front(book: Any) -> None:
    from openpyxl.chart import BarChart, Reference

    chart = BarChart()
    chart.add_data(Reference(book.worksheets[0], min_col=5, min_row=6, max_row=8))
    book.create_chartsheet("图").add_chart(chart)
    book.active = 1


def test_with_a_chart_sheet_in_front_the_forms_are_checked_all_the_same(desk, press, tmp_path: Path) -> None:
    opened = desk(changed(tmp_path / "有图.xlsx", _with_chart_in_front))
    assert opened.book.active_sheet().name == "图"
    before = looks(opened), sheet_names(opened)
    assert press(opened, "check").startswith("共检查 1 张表")
    assert "检查结果" in sheet_names(opened)
    assert press(opened, "repair").startswith("已规范")
    press(opened, "undo")
    press(opened, "clear")
    assert (looks(opened), sheet_names(opened)) == before


def test_with_a_chart_sheet_in_front_no_row_can_be_added(desk, press, tmp_path: Path) -> None:
    opened = desk(changed(tmp_path / "有图.xlsx", _with_chart_in_front))
    before = looks(opened)
    told = press(opened, "add_rows")
    assert told.endswith("。请先点选指标表中的一行，再按“增加指标行”")
    assert looks(opened) == before


@pytest.mark.parametrize("tag", FILLING)
def test_a_sheet_that_is_no_form_is_told(desk, press, tmp_path: Path, tag: str) -> None:
    opened = desk(written([["通讯录"], ["张三", 1]], tmp_path / "其他.xlsx"))
    before = looks(opened), sheet_names(opened)
    told = press(opened, tag)
    assert told.startswith("其他.xlsx：没有")
    assert "请打开填好的绩效目标表" in told or "自评表" in told
    assert (looks(opened), sheet_names(opened)) == before


# ---------------------------------------------------------------- workbooks that cannot be changed


def in_xlwings_of(program: Any, path: Path) -> Desk:
    return Desk(program, program.open_book(path), path, "xlwings")


def test_a_read_only_workbook_in_excel_is_marked_and_it_is_told_that_it_cannot_be_saved(
    press, in_xlwings, tmp_path: Path
) -> None:
    path = written(PROJECT, tmp_path / "只读.xlsx")
    content = path.read_bytes()
    opened = in_xlwings_of(in_xlwings, path)
    opened.book.api.impl.read_only = True
    for tag in FILLING:
        told = press(opened, tag)
        assert told.endswith(READ_ONLY) or tag == "score", "a form without scores is no change"
        assert ("检查结果" in sheet_names(opened)) == (tag != "repair"), "after the repair nothing is found any more"
    assert path.read_bytes() == content
    assert READ_ONLY not in press(opened, "about")


@pytest.mark.office
@pytest.mark.parametrize("tag", CHANGING)
def test_a_read_only_workbook_in_libreoffice_is_told_and_left_alone(
    calc_app: LiveCalc, own_log: Path, tmp_path: Path, tag: str
) -> None:
    from jixiao.excel.libreoffice.unoimport import property_values

    app = calc_app.program()
    path = written(PROJECT, tmp_path / "只读.xlsx")
    options = property_values(Hidden=True, ReadOnly=True)
    document = calc_app.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, options)
    try:
        told = dispatch.press(tag, lambda: (app, app.active_book()))
        assert told == ("只读.xlsx：工作簿是以只读方式打开的。请点窗口上方的“编辑文档”，或另存为其他文件名后再按按钮")
        assert document.Sheets.ElementNames == ("表一",)
        assert not document.isModified()
    finally:
        document.close(True)
    assert not own_log.exists()


@pytest.mark.parametrize("tag", CHANGING)
def test_a_shared_workbook_is_told_and_left_alone(press, in_xlwings, tmp_path: Path, tag: str) -> None:
    opened = in_xlwings_of(in_xlwings, written(PROJECT, tmp_path / "共享.xlsx"))
    opened.book.api.impl.shared = True
    before = looks(opened)
    told = press(opened, tag)
    assert told == f"共享.xlsx：工作簿正在共享，不能增加和删除工作表。{SharedError.default_hint}"
    assert looks(opened) == before
    assert sheet_names(opened) == ["表一"]


def lock(opened: Any, password: str) -> None:
    """Lock the structure of the open workbook: LibreOffice 7.4 does not take such a lock over from an .xlsx."""
    if opened.kind == "libreoffice":
        opened.book.document.protect(password)
        return
    from openpyxl.workbook.protection import WorkbookProtection

    workbook = opened.own(opened.book.sheets()[0]).parent
    workbook.security = WorkbookProtection(lockStructure=True)
    if password:
        workbook.security.workbookPassword = password


@pytest.mark.parametrize("tag", CHANGING)
def test_a_workbook_locked_with_a_password_is_told_and_left_alone(desk, press, tmp_path: Path, tag: str) -> None:
    opened = desk(written(PROJECT, tmp_path / "锁.xlsx"))
    lock(opened, "secret")
    before = looks(opened)
    assert press(opened, tag) == f"锁.xlsx：工作簿的结构设有保护密码，不能增加工作表。{LockedError.default_hint}"
    assert looks(opened) == before
    assert sheet_names(opened) == ["表一"]


def test_a_workbook_locked_without_a_password_is_worked_on_and_locked_again(desk, press, tmp_path: Path) -> None:
    opened = desk(written(PROJECT, tmp_path / "锁.xlsx"))
    lock(opened, "")
    before = looks(opened)
    press(opened, "check")
    assert "检查结果" in sheet_names(opened)
    assert opened.book.structure_locked()
    press(opened, "clear")
    assert (looks(opened), sheet_names(opened)) == (before, ["表一"])
    assert opened.book.structure_locked()


# ---------------------------------------------------------------- protected sheets


def _protected(password: str | None, options: dict[str, bool] | None = None) -> Callable[[Any], None]:
    def protect(book: Any) -> None:
        sheet = book.worksheets[0]
        if password is not None:
            sheet.protection.set_password(password)
        for name, value in (options or {}).items():
            setattr(sheet.protection, name, value)
        sheet.protection.enable()

    return protect


@pytest.mark.parametrize(
    ("tag", "rows"), [("check", PROJECT), ("repair", PROJECT), ("totals", SCORED), ("score", SCORED)]
)
def test_a_sheet_with_a_password_is_told_and_left_alone(desk, press, tmp_path: Path, tag: str, rows: Any) -> None:
    opened = desk(changed(tmp_path / "密.xlsx", _protected("secret"), rows))
    before = looks(opened)
    told = press(opened, tag)
    assert told == "表一：工作表设有保护密码。请先在“审阅”中撤销工作表保护，处理后再重新保护"
    assert (looks(opened), sheet_names(opened)) == (before, ["表一"])


def test_a_second_sheet_with_a_password_leaves_the_first_protected_as_it_was(desk, press, tmp_path: Path) -> None:
    def two(book: Any) -> None:
        book.copy_worksheet(book.worksheets[0]).title = "表二"
        _protected(None)(book)
        book.worksheets[1].protection.set_password("secret")
        book.worksheets[1].protection.enable()

    opened = desk(changed(tmp_path / "两张.xlsx", two))
    before = looks(opened)
    assert "表二：工作表设有保护密码" in press(opened, "check")
    assert (looks(opened), sheet_names(opened)) == (before, ["表一", "表二"])
    assert opened.book.sheets()[0].lift_protection() is not None


@pytest.mark.parametrize(
    ("tag", "rows"), [("check", PROJECT), ("repair", PROJECT), ("totals", SCORED), ("score", SCORED)]
)
def test_a_sheet_protected_without_a_password_is_protected_again(desk, press, tmp_path: Path, tag, rows: Any) -> None:
    opened = desk(changed(tmp_path / "护.xlsx", _protected(None, {"insertRows": False}), rows))
    before = looks(opened)
    press(opened, tag)
    assert looks(opened) != before
    saved = openpyxl.load_workbook(opened.save(tmp_path / "存.xlsx")).worksheets[0].protection
    assert (saved.sheet, saved.insertRows, saved.formatCells) == (True, False, True), "what is allowed stays allowed"
    press(opened, "clear" if tag == "check" else "undo")
    assert looks(opened) == before
    assert opened.book.sheets()[0].lift_protection() is not None


# ---------------------------------------------------------------- merged cells


def _with_merged_levels(book: Any) -> None:
    """产出指标 stands once for its three rows, 质量指标 once for two of them."""
    sheet = book.worksheets[0]
    sheet["B9"] = None
    for cell in ("A8", "A9"):
        sheet[cell] = None
    sheet.merge_cells("A7:A9")
    sheet.merge_cells("B8:B9")
    sheet["C8"].fill = openpyxl.styles.PatternFill("solid", fgColor="FF123456")


def _levels(app: Any) -> list[tuple[Any, ...]]:
    from jixiao.excel.session import Session

    rows = Session(app, app.active_book()).documents()[0]["indicators"]
    return [(row["level1"], row["level2"], row["level3"]) for row in rows]


@pytest.mark.office
@pytest.mark.parametrize(
    ("selected", "row", "spans"),
    [
        ("A7:A9", 8, {"A": (7, 10), "B": (9, 10)}),
        ("B8:B9", 9, {"A": (7, 10), "B": (8, 10)}),
        ("C8:D9", 9, {"A": (7, 10), "B": (8, 10)}),
        ("A8", 9, {"A": (7, 10), "B": (8, 10)}),
        ("C9", 10, {"A": (7, 9), "B": (8, 9)}),
    ],
)
def test_a_row_is_added_at_a_merged_selection_and_the_merged_cells_grow(
    calc_app: LiveCalc, own_log: Path, tmp_path: Path, selected: str, row: int, spans: dict[str, tuple[int, int]]
) -> None:
    app = calc_app.program()
    document = calc_app.open(changed(tmp_path / "合并.xlsx", _with_merged_levels))
    try:
        sheet = document.Sheets.getByIndex(0)
        before = _levels(app)
        document.CurrentController.select(sheet.getCellRangeByName(selected))
        assert dispatch.press("add_rows", lambda: (app, app.active_book())) == f"已在第 {row} 行增加一行。"
        assert sheet.getCellRangeByName(f"C{row}").String == ""
        merges = {area for area in app.active_book().sheets()[0].read().merges if area.left <= 2}
        assert {(column, *span) for column, span in spans.items()} == {
            ("AB"[area.left - 1], area.top, area.bottom) for area in merges
        }
        assert _levels(app) == before
        if row == 9:
            assert sheet.getCellRangeByName("C9").CellBackColor == 0x123456, "looks like the row above"
    finally:
        document.close(True)
    assert not own_log.exists()


# ---------------------------------------------------------------- a program that takes no orders


class ComError(Exception):
    """As ``pywintypes.com_error``: number, text, details, number of the argument."""

    @property
    def hresult(self) -> int:
        return self.args[0]


EDITING = [
    pytest.param(ComError(-2146777998, "OLE error 0x800ac472", None, None), id="direct"),
    pytest.param(ComError(-2147352567, "发生意外。", (0, None, None, None, 0, -2146777998), None), id="in the details"),
    pytest.param(ComError(-2147418111, "被呼叫方拒绝接收呼叫。", None, None), id="rejected"),
]


@pytest.mark.parametrize("error", EDITING)
@pytest.mark.parametrize("tag", FILLING)
def test_a_cell_being_edited_is_told(
    desk, press, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tag: str, error: ComError
) -> None:
    opened = desk(written(PROJECT, tmp_path / "目标表.xlsx"))
    before = looks(opened), sheet_names(opened)

    def refuse(*_: Any) -> Any:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr("jixiao.excel.session.Session.grid", refuse)
        told = press(opened, tag)
    assert "请先按回车或 Esc 结束单元格编辑" in told
    assert told.count("。") == 1
    assert (looks(opened), sheet_names(opened)) == before


@pytest.mark.parametrize("error", EDITING)
def test_a_cell_being_edited_while_the_workbook_is_looked_for_is_told(monkeypatch, capsys, error: ComError) -> None:
    import xlwings

    def caller(cls: Any) -> Any:
        try:
            raise error
        except ComError as first:
            raise RuntimeError("no caller") from first

    monkeypatch.setattr(xlwings.Book, "caller", classmethod(caller))
    assert "请先按回车或 Esc 结束单元格编辑" in dispatch.press("check")


def test_another_error_of_com_is_not_taken_for_an_edited_cell() -> None:
    assert not host.is_busy(ComError(-2147352567, "发生意外。", (0, "Excel", "1004", None, 0, -2146827284), None))
    assert not host.is_busy(ValueError("-2146777998"))


@pytest.mark.office
def test_in_libreoffice_a_button_works_while_a_cell_is_edited_and_nothing_typed_is_lost(
    calc_app: LiveCalc, tmp_path: Path, own_log: Path
) -> None:
    from jixiao.excel.libreoffice.unoimport import property_values

    app = calc_app.program()
    path = written(PROJECT, tmp_path / "目标表.xlsx")
    document = calc_app.desktop.loadComponentFromURL(
        path.as_uri(), "_blank", 0, ()
    )  # no cell is edited without a window
    dispatcher = calc_app.context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.DispatchHelper", calc_app.context
    )

    def act(command: str, **arguments: str) -> None:
        frame = document.CurrentController.Frame
        dispatcher.executeDispatch(frame, f".uno:{command}", "", 0, property_values(**arguments))

    try:
        cell = document.Sheets.getByIndex(0).getCellRangeByName("C8")
        document.CurrentController.select(cell)
        act("SetInputMode")
        act("InsertSymbol", Symbols="Ａ", FontName="Liberation Sans")
        assert cell.String == "验收合格率", "what is typed is not entered yet"
        assert dispatch.press("repair", lambda: (app, app.active_book())).startswith("已规范")
        assert document.Sheets.getByIndex(0).getCellRangeByName("D6").String == "≤"
        act("JumpToNextCell")
        assert cell.String == "验收合格率Ａ"
    finally:
        document.close(True)
    assert not own_log.exists()


# ---------------------------------------------------------------- the add-in and Python


def test_an_addin_of_another_version_is_told_and_nothing_is_changed(desk, press, tmp_path: Path) -> None:
    opened = desk(written(PROJECT, tmp_path / "目标表.xlsx"))
    before = looks(opened), sheet_names(opened)
    told = dispatch.press("check", lambda: (opened.program, opened.book), "0.0.1")
    assert told == (
        f"插件是 0.0.1 版，程序是 {__version__} 版，两者不一致。"
        "请运行 jixiao addin install，再重新打开 Excel 或 LibreOffice"
    )
    assert (looks(opened), sheet_names(opened)) == before


@pytest.mark.parametrize("version", ["", __version__])
def test_a_form_and_an_addin_of_this_version_are_at_work(desk, press, tmp_path: Path, version: str) -> None:
    assert press(desk(written(PROJECT, tmp_path / "目标表.xlsx")), "check", version).startswith("共检查 1 张表")


def test_what_cannot_be_shown_is_left_to_vba_with_an_exit_code(monkeypatch, capsys) -> None:
    import xlwings

    monkeypatch.setattr(xlwings.Book, "caller", classmethod(lambda cls: 1 / 0))
    with pytest.raises(SystemExit) as ended:
        dispatch.press_in_excel("check", __version__)
    assert ended.value.code == 1
    assert capsys.readouterr().err.startswith("Jixiao:没有找到正在运行的 Excel。请")


def test_what_was_shown_is_not_told_twice(desk, monkeypatch, capsys, tmp_path: Path) -> None:
    opened = desk(written(PROJECT, tmp_path / "目标表.xlsx"))
    monkeypatch.setattr(dispatch, "_called_from_excel", lambda: (opened.program, opened.book))
    dispatch.press_in_excel("check", __version__)
    assert opened.messages[-1].startswith("共检查 1 张表")
    assert capsys.readouterr().err == ""
    assert STATE_SHEET in sheet_names(opened)
