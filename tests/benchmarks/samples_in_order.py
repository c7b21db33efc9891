"""Whether the check stays silent on samples without mistakes: no error and no warning, in any layout.

python tests/benchmarks/samples_in_order.py [--workbooks 1000] [--seed 7] [--jobs 2]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from jixiao.checks.catalogue import message
from jixiao.checks.checked_file import WorkbookFile
from jixiao.checks.finding import Severity
from jixiao.checks.profile import load_profile
from jixiao.checks.workbooks import check_files
from jixiao_samples import write_samples
from jixiao_samples.content import Layouts

LAYOUTS: tuple[Layouts, ...] = ("template", "legacy", "mixed")


def complaints(folder: Path, workbooks: int, seed: int, layouts: Layouts, jobs: int = 1) -> list[str]:
    """Every error and warning of the check on samples in order."""
    report = write_samples(folder, workbooks, seed=seed, mistakes=0, layouts=layouts)
    assert report.mistakes == ()
    checked = check_files([WorkbookFile(path, path.name) for path in report.files], load_profile(), jobs=jobs)
    assert sum(one.documents for one in checked.files) == report.forms
    return [
        f"{layouts} {seed}: {finding.code} {finding.file} {finding.sheet}!{finding.cell} {message(finding)}"
        for finding in checked.result.findings
        if finding.severity is not Severity.INFO
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workbooks", type=int, default=1000, help="of each layout")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    found: list[str] = []
    for layouts in LAYOUTS:
        with tempfile.TemporaryDirectory() as folder:
            found += complaints(Path(folder), options.workbooks, options.seed, layouts, options.jobs)
    print("\n".join(found) or f"{options.workbooks} workbooks of each layout: no error, no warning")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
