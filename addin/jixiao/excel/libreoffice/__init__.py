"""The program of ``jixiao.excel.program`` on LibreOffice, over UNO."""

from __future__ import annotations

from typing import Any


def press_button(context: Any, tag: str, version: str = "") -> str:
    """Press a button inside LibreOffice; return the message. Raises nothing."""
    from jixiao.excel.dispatch import press
    from jixiao.excel.libreoffice.calc_program import CalcProgram

    program = CalcProgram(context)
    return press(tag, lambda: (program, program.active_book()), version)
