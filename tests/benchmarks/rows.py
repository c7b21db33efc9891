"""How long a million rows of indicators take from documents to the finished workbook, in one process.

    python tests/benchmarks/rows.py [--rows 1000000] [--workbooks 100]

The documents of some sample workbooks are taken again and again, each time as other files: rendered, kept, ordered,
numbered, packed. Reading and checking are not measured. The bounds are 20 s and 200 MB; 1 if one is broken.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from jixiao.checks.rule_engine import Checked
from jixiao.consolidate.content import make_content
from jixiao.consolidate.contents import Contents, Shelf
from jixiao.consolidate.records import FileRecord
from jixiao.consolidate.summary.links import Filler
from jixiao.consolidate.summary.merged import MergedDocument, Summary
from jixiao.consolidate.summary.summary_workbook import write_summary
from jixiao.forms.reading import read_file
from jixiao_samples import write_samples

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

SECONDS = 20.0
MEGABYTES = 200.0


def write_rows(submissions: list, rows: int, folder: Path) -> int:
    """Writes a summary of so many rows at least, and returns how many there are."""
    merged: list[MergedDocument] = []
    written = number = 0
    shelf = Shelf(folder, "1")
    with Contents(shelf) as contents:
        while written < rows:
            submission = submissions[number % len(submissions)]
            content, parts = make_content(submission, Checked(), with_data=False)
            sha256 = f"{number:064}"
            store = contents.add(sha256, content, parts)
            name = f"{number:05}-{submission.file}"
            record = FileRecord(name, "read", name, sha256=sha256, store=store, documents=content.documents)
            filler = Filler.of(name, name)
            merged += [MergedDocument(record, document, filler) for document in content.documents]
            written += sum(document.indicators for document in content.documents)
            number += 1
    with Contents(shelf) as contents:
        write_summary(Summary(merged, [], [], []), contents, folder / "summary.xlsx")
    return written


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--workbooks", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        paths = write_samples(folder / "in", departments=options.workbooks, seed=3).files
        submissions = [read_file(path, path.name) for path in paths]
        started = time.perf_counter()
        written = write_rows(submissions, options.rows, folder)
        seconds = time.perf_counter() - started
        size = (folder / "summary.xlsx").stat().st_size / 1e6
    from memory import peak_megabytes

    megabytes = peak_megabytes()
    broken = seconds > SECONDS or megabytes > MEGABYTES
    print(
        f"{written} rows in {seconds:.1f} s (bound {SECONDS:g}), {1e6 * seconds / written:.1f} µs each, {size:.0f} MB"
    )
    print(f"peak memory {megabytes:.0f} MB (bound {MEGABYTES:g}), the documents included{'  BROKEN' if broken else ''}")
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
