"""Mutates workbooks and reads, checks and renders what comes out, for as long as asked.

    python tests/hostile/fuzz.py [--minutes 30] [--seed 1] [--keep DIR] [WORKBOOK...]

The seeds are samples of the product in all four kinds of file, and the WORKBOOKs given. A mutation changes the zip
package (cut, doubled, renamed, swapped parts; bytes before and after compression), the XML (values of attributes,
texts, elements) or bytes of the old formats. A find is whatever gives something else than documents or an
``InputError``, takes more than 5 seconds of the processor or more than 500 MB: it is kept in DIR with its reason. The
exit code is 1 if there was one. What was found and mended stands as a test in ``test_fuzzed_files.py``. Linux only.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from xml.sax.saxutils import escape

TESTS = Path(__file__).resolve().parents[1]
for folder in (TESTS.parent / "addin", TESTS):
    sys.path.insert(0, str(folder))

from grid.compound_writer import biff  # noqa: E402
from grid.xlsb_writer import xlsb  # noqa: E402
from hostile.hostile_files import ODS_HEAD, ODS_TAIL, ods  # noqa: E402
from hostile.mutations import change  # noqa: E402
from jixiao.checks.profile import load_profile  # noqa: E402
from jixiao.checks.rule_engine import check_forms, check_keys  # noqa: E402
from jixiao.consolidate.content import make_content  # noqa: E402
from jixiao.forms.reading import read_file  # noqa: E402
from jixiao.grid.limits import DEFAULT_LIMITS  # noqa: E402
from jixiao.grid.model import Sheet  # noqa: E402
from jixiao.grid.open import open_workbook  # noqa: E402
from jixiao_samples import write_samples  # noqa: E402

SECONDS, GROWTH = 5.0, 500_000_000
LIMITS = DEFAULT_LIMITS._replace(worker_seconds=4.0)


def seeds(given: list[Path]) -> Iterator[bytes]:
    """Samples of the product as .xlsx, .ods, .xls and .xlsb, then the files given."""
    with tempfile.TemporaryDirectory() as folder:
        for layouts, forms in (("mixed", 3), ("template", 2), ("legacy", 2)):
            for path in write_samples(Path(folder) / layouts, 3, forms, layouts=layouts, mistakes=0.5).files:  # type: ignore[arg-type]
                yield path.read_bytes()
                sheet = max(open_workbook(path).sheets, key=lambda sheet: len(sheet.rows))
                yield as_ods(sheet)
                cells = sorted(
                    (row - 1, column - 1, v) for row, line in sheet.rows.items() for column, v in line.items()
                )
                yield biff([[(row, column, value) for row, column, value in cells if column < 256]])
                yield xlsb([(row, column, v if isinstance(v, float) else str(v)) for row, column, v in cells])
    for path in given:
        yield path.read_bytes()


def as_ods(sheet: Sheet) -> bytes:
    """A sheet as an OpenDocument spreadsheet, merged areas too."""
    spans = {(m.top, m.left): (m.bottom - m.top + 1, m.right - m.left + 1) for m in sheet.merges}
    lines = []
    for row in range(1, max(sheet.rows) + 1):
        cells = []
        for column in range(1, max(map(max, sheet.rows.values())) + 1):
            rows, columns = spans.get((row, column), (1, 1))
            span = (
                f' table:number-columns-spanned="{columns}" table:number-rows-spanned="{rows}"'
                if rows * columns > 1
                else ""
            )
            value = sheet.rows.get(row, {}).get(column)
            if isinstance(value, float):
                cells.append(f'<table:table-cell office:value-type="float" office:value="{value}"{span}/>')
            else:
                text = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value or "").split("\n"))
                cells.append(f'<table:table-cell office:value-type="string"{span}>{text}</table:table-cell>')
        lines.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return ods(f'{ODS_HEAD}<table:table table:name="表">{"".join(lines)}</table:table>{ODS_TAIL}')


class TooSlow(BaseException):
    """The time is over."""


def expired(_number: int, _frame: FrameType | None) -> None:
    raise TooSlow


def attempt(path: Path) -> tuple[str, str | None]:
    """Reads, checks and renders a file: its status, and what went wrong if something did."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forget the peak so far
    before = peak()
    started = time.process_time()  # of this process: the machine may be busy
    signal.setitimer(signal.ITIMER_PROF, SECONDS * 2)
    status, wrong = "", None
    try:
        submission = read_file(path, "a.xlsx", LIMITS)
        status = submission.status
        if status != "failed":
            checked = check_forms(submission.documents, load_profile())
            check_keys(checked.keys, load_profile())
            make_content(submission, checked, with_data=True)
        elif not submission.reason or not re.search("[一-鿿]", submission.reason):
            wrong = f"reason without Chinese: {submission.reason}"
    except TooSlow:
        wrong = f"too slow\n{traceback.format_exc()}"
    except Exception:  # noqa: BLE001 - that is what is looked for
        wrong = traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    took, grown = time.process_time() - started, peak() - before
    if wrong is None and took > SECONDS:
        wrong = f"too slow: {took:.1f} s"
    if wrong is None and grown > GROWTH:
        wrong = f"too much memory: {grown >> 20} MB"
    return status, wrong


def peak() -> int:
    text = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.findall(r"VmHWM:\s+(\d+)", text)[0]) << 10


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzzed"))
    parser.add_argument("workbooks", nargs="*", type=Path)
    options = parser.parse_args()
    signal.signal(signal.SIGPROF, expired)
    options.keep.mkdir(parents=True, exist_ok=True)
    started, last = time.monotonic(), 0.0
    statuses: Counter[str] = Counter()
    finds: Counter[str] = Counter()
    known = list(seeds(options.workbooks))
    path = options.keep / f"current-{os.getpid()}"
    number = 0
    while (minutes := (time.monotonic() - started) / 60) < options.minutes:
        chance = random.Random(f"{options.seed}-{number}")
        path.write_bytes(change(chance.choice(known), chance))
        status, wrong = attempt(path)
        statuses[status] += 1
        if wrong is not None:
            cause = wrong.strip().splitlines()
            name = (
                f"{cause[-1][:80]} @ {next((line.strip() for line in reversed(cause) if 'jixiao' in line), '')[-60:]}"
            )
            finds[name] += 1
            if finds[name] <= 3:
                kept = options.keep / f"{options.seed}-{number}"
                kept.write_bytes(path.read_bytes())
                kept.with_suffix(".txt").write_text(wrong, encoding="utf-8")
        number += 1
        if minutes - last > 1:
            last = minutes
            print(f"{minutes:.0f} min, {number} executions, {dict(statuses)}, finds {dict(finds)}", flush=True)
    path.unlink()
    print(f"{number} executions in {options.minutes:g} minutes: {dict(statuses)}")
    for name, times in finds.most_common():
        print(f"{times} x {name}")
    return 1 if finds else 0


if __name__ == "__main__":
    sys.exit(main())
