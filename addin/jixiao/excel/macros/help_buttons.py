"""检查规则, 关于."""

from __future__ import annotations

import platform
import sys

from jixiao import __version__
from jixiao.checks.catalogue import basis_of_rule, catalogue
from jixiao.excel.cell_contents import CellContent, Place
from jixiao.excel.session import Session
from jixiao.grid.address import Range

_COLUMNS = (("规则", 10), ("级别", 7), ("内容", 50), ("怎么改", 34), ("依据", 34), ("错例", 24), ("正例", 24))


def show_rules(session: Session) -> str:
    """The catalogue in a new workbook."""
    sheet = session.program.add_book().sheets()[0]
    rows = [
        (code, rule.severity.label, rule.described, rule.hint, basis_of_rule(code), rule.wrong, rule.right)
        for code, rule in catalogue().items()
    ]
    cells: dict[Place, CellContent] = {(1, column): title for column, (title, _) in enumerate(_COLUMNS, start=1)}
    for number, row in enumerate(rows, start=2):
        cells |= {(number, column): text or None for column, text in enumerate(row, start=1)}
    sheet.write(cells)
    sheet.set_column_widths({column: width for column, (_, width) in enumerate(_COLUMNS, start=1)})
    sheet.wrap(Range(1, 1, len(rows) + 1, len(_COLUMNS)))
    sheet.embolden(Range(1, 1, 1, len(_COLUMNS)))
    return f"共 {len(rows)} 条检查规则，已列在新工作簿中。"


def about(session: Session) -> str:
    """Version, interpreter, log file."""
    from jixiao.excel.dispatch import log_path

    return (
        f"Jixiao {__version__}\nPython {platform.python_version()}：{sys.executable}\n"
        f"表格软件：{session.program.version}\n日志文件：{log_path()}\n文件只在本机处理。"
    )
