"""The Python process behind a pressed button in LibreOffice: what ``RunPython`` starts, with LibreOffice in the place of Excel."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

from engines.calc import connect
from jixiao.excel import dispatch
from jixiao.excel.libreoffice.calc_program import CalcProgram


def main(command: str) -> None:
    """Run the command as Excel would; the file that tells the test ends with what went wrong, if anything did."""
    done = Path(os.environ["JIXIAO_DONE"])
    try:
        program = CalcProgram(connect(os.environ["JIXIAO_PIPE"]), hidden=True)
        dispatch._called_from_excel = lambda: (program, program.active_book())
        exec(command, {})
        text = "done"
    except BaseException:  # noqa: BLE001 - the test is told whatever it was
        text = traceback.format_exc()
    done.with_suffix(".part").write_text(text, "utf-8")
    done.with_suffix(".part").rename(done)


if __name__ == "__main__":
    main(sys.argv[1])
