"""How long reading and merging take, against what python-calamine alone needs to load the same files.

    python tests/benchmarks/benchmark.py [--workbooks 300] [--runs 5] [--folder DIR]

Every task runs in a process of its own, in turn (calamine, read, merge, calamine, …), so that a change of the machine's
speed hits all alike; the figures are medians of wall-clock seconds inside the process, imports left out, and the peak
memory of the process. ``read`` makes schema-validated documents of every file; ``merge`` leaves the summary workbook.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BOUNDS = {"read": 6.0, "merge": 10.0}
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


def merge(folder: Path) -> int:
    """The whole summary workbook, in one process."""
    from jixiao.consolidate.merge import merge as run

    with tempfile.TemporaryDirectory() as target:
        return run([str(folder)], Path(target) / "汇总.xlsx", jobs=1).documents


TASKS = {"calamine": load_with_calamine, "read": read, "merge": merge}


def peak_megabytes() -> float:
    """Peak memory of this process in MB; 0 where the platform does not tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def run_task(name: str, folder: Path) -> None:
    """Run one task in this process and print its figures as JSON."""
    task = TASKS[name]
    with tempfile.TemporaryDirectory() as empty:
        if name != "merge":
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
        folder = options.folder or Path(made)
        if options.folder is None:
            from jixiao.samples import write_samples

            write_samples(folder, departments=options.workbooks, seed=1)
        runs = {name: [] for name in TASKS}
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
            f"{name:<9} {seconds:7.2f} s  {seconds / base:5.2f}x  {memory:6.0f} MB  {figures[0]['count']:.0f} counted{limit}"
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
