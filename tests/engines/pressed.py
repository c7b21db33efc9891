"""The Python process behind a pressed button in LibreOffice: what ``RunPython`` starts, with the engine for Calc."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

import xlwings

from engines.calc import connect
from jixiao.excel.libreoffice import engine


def main(command: str) -> None:
    """Run the command as Excel would; the file that tells the test ends with what went wrong, if anything did."""
    done = Path(os.environ["JIXIAO_DONE"])
    try:
        app = engine(connect(os.environ["JIXIAO_PIPE"]), hidden=True).apps[0]
        app.books.active.set_mock_caller()
        exec(command, {})
        text = "done"
    except BaseException:  # noqa: BLE001 - the test is told whatever it was
        text = traceback.format_exc()
    done.with_suffix(".part").write_text(text, "utf-8")
    done.with_suffix(".part").rename(done)


if __name__ == "__main__":
    assert xlwings
    main(sys.argv[1])
