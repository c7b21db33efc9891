"""How long reading and merging take, against what python-calamine alone needs to load the same files.

    python tests/benchmarks/benchmark.py [--workbooks 300] [--runs 5] [--folder DIR]

``read`` makes documents, ``merge`` checks them too and writes the whole summary in one process, ``merge-2`` does so in
two; ``merge-known`` and ``check-known`` find everything in the cache; ``templates`` writes the blank forms. Every task
runs in a process of its own, in turn (calamine, read, merge, calamine, …), so that a change of the machine's speed hits
all alike; the figures are medians of wall-clock seconds inside the process, imports left out, and the peak memory of
the process. ``read`` makes schema-validated documents of every file; ``merge`` leaves the summary workbook.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
BOUNDS = {"read": 6.0, "merge": 12.0}
SPEED_UP = 1.8
"""Two processes must be that much faster than one."""
MEMORY_BOUND = 200.0


def load_with_calamine(folder: Path) -> int:
    """Every cell of every sheet, as calamine gives it."""
    from python_calamine import CalamineWorkbook

    cells = 0
    for path in sorted(folder.glob("*.xlsx")):
        workbook = CalamineWorkbook.from_path(str(path))
        for name in workbook.sheet_names:
            cells += sum(len(row) for row in workbook.get_sheet_by_name(name).to_python())
    return cells


def read(folder: Path) -> int:
    """Schema-validated documents of every file."""
    from jixiao.forms.reading import read_file

    return sum(len(read_file(path, path.name, observing=False).documents) for path in sorted(folder.glob("*.xlsx")))


def merge(folder: Path, jobs: int = 1, cache: Path | None = None) -> int:
    """The whole summary workbook with all checks."""
    from jixiao.consolidate.merge import Options
    from jixiao.consolidate.merge import merge as run

    with tempfile.TemporaryDirectory() as target:
        return run([str(folder)], Path(target) / "汇总.xlsx", Options(jobs=jobs, cache=cache)).documents


def merge_in_two(folder: Path) -> int:
    """The same in two processes."""
    return merge(folder, jobs=2)


def merge_known(folder: Path) -> int:
    """The same when every file is in the cache."""
    from jixiao.caching.store import cache_folder

    return merge(folder, cache=cache_folder())


def check_known(folder: Path) -> int:
    """A check of files that are all in the cache."""
    from jixiao.caching.store import cache_folder
    from jixiao.checks.checked_file import WorkbookFile
    from jixiao.checks.profile import load_profile
    from jixiao.checks.workbooks import check_files

    files = [WorkbookFile(path, path.name) for path in sorted(folder.glob("*.xlsx"))]
    return sum(one.documents for one in check_files(files, load_profile(), cache=cache_folder()).files)


def templates(_folder: Path) -> int:
    """Every blank form, whatever the workbooks."""
    from jixiao.forms.definition import load_definitions
    from jixiao.templates.build import blank_form
    from jixiao.templates.forms_workbook import write_workbook

    forms = [blank_form(definition) for definition in load_definitions().values()]
    with tempfile.TemporaryDirectory() as target:
        for form in forms:
            write_workbook(Path(target) / "表.xlsx", [form])
    return len(forms)


TASKS = {
    "calamine": load_with_calamine,
    "read": read,
    "merge": merge,
    "merge-2": merge_in_two,
    "merge-known": merge_known,
    "check-known": check_known,
    "templates": templates,
}


def run_task(name: str, folder: Path) -> None:
    """Run one task in this process and print its figures as JSON."""
    from jixiao.processes.worker import collect_seldom
    from memory import peak_megabytes

    collect_seldom()  # as the program does
    task = TASKS[name]
    with tempfile.TemporaryDirectory() as empty:
        task(Path(empty))  # imports and definitions are start-up, measured elsewhere
    started = time.perf_counter()
    count = task(folder)
    print(json.dumps({"seconds": time.perf_counter() - started, "megabytes": peak_megabytes(), "count": count}))


def measure(name: str, folder: Path) -> dict[str, float]:
    """One run of a task in a fresh process."""
    command = [sys.executable, str(Path(__file__)), "--task", name, "--folder", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workbooks", type=int, default=300)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="use these workbooks instead of fresh samples")
    parser.add_argument("--task", choices=sorted(TASKS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.task:
        run_task(options.task, options.folder)
        return 0
    with tempfile.TemporaryDirectory() as made:
        folder = options.folder or Path(made) / "in"
        os.environ["JIXIAO_CACHE_DIR"] = str(Path(made) / "cache")
        if options.folder is None:
            from jixiao_samples import write_samples

            write_samples(folder, departments=options.workbooks, seed=1)
        runs = {name: [] for name in TASKS}
        for name in ("merge-known", "check-known"):
            measure(name, folder)  # fills the cache
        for _ in range(options.runs):
            for name in TASKS:
                runs[name].append(measure(name, folder))
    return report(runs)


def report(runs: dict[str, list[dict[str, float]]]) -> int:
    """Print the medians; 1 if a bound is broken."""
    base = statistics.median(run["seconds"] for run in runs["calamine"])
    failed = False
    for name, figures in runs.items():
        seconds = statistics.median(run["seconds"] for run in figures)
        memory = max(run["megabytes"] for run in figures)
        bound = BOUNDS.get(name)
        broken = bound is not None and (seconds > bound * base or memory > MEMORY_BOUND)
        failed = failed or broken
        limit = f"  bound {bound:.0f}x, {MEMORY_BOUND:.0f} MB{'  BROKEN' if broken else ''}" if bound else ""
        print(
            f"{name:<12} {seconds:7.2f} s  {seconds / base:5.2f}x  {memory:6.0f} MB  {figures[0]['count']:.0f} counted{limit}"
        )
    one, two = (statistics.median(run["seconds"] for run in runs[name]) for name in ("merge", "merge-2"))
    print(f"two processes: {one / two:.2f}x faster, bound {SPEED_UP:.1f}x{'  BROKEN' if one < SPEED_UP * two else ''}")
    return int(failed or one < SPEED_UP * two)


if __name__ == "__main__":
    sys.exit(main())
