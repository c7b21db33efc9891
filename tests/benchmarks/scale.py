"""How time and memory grow with the number of workbooks, through the command line as a user calls it.

    python tests/benchmarks/scale.py [--folder DIR] [--workbooks 300 3000 10000] [--jobs 2] [--cluster]

``--folder`` holds at least so many workbooks, made by ``jixiao sample``; without it they are made first, some 30 ms
each. For each number: a merge of workbooks never seen, the same merge again, a check of the same workbooks that finds
all in the cache, and with ``--cluster`` a merge on a local Dask cluster. The memory is that of the whole process tree, shared
pages counted for each process that has them. The bounds are those of the project's own benchmark; 1 if one is broken.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
SOURCES = {"PYTHONPATH": os.pathsep.join([str(ROOT / "addin"), str(ROOT / "scripts")])}


class Bound(NamedTuple):
    """Most seconds and megabytes; None: not bounded."""

    seconds: float | None
    megabytes: float | None


BOUNDS = {
    ("merge", 3000): Bound(None, 600),
    ("merge", 10_000): Bound(90, 400),
    ("again", 10_000): Bound(3, None),
    ("check again", 10_000): Bound(3, None),
}
LINEAR = 1.1
"""The time per workbook may grow by so much from the smallest number to 3,000."""
CLUSTER = 1.5
"""A cluster of two workers may take so much longer than two processes."""


class Run(NamedTuple):
    """What a command line took."""

    seconds: float
    megabytes: float


def timed(arguments: list[str], cache: Path) -> Run:
    """One command line in a process of its own; exit codes for findings are fine."""
    from memory import MemoryOfTree

    environment = {**os.environ, **SOURCES, "JIXIAO_CACHE_DIR": str(cache)}
    started = time.perf_counter()
    running = subprocess.Popen(
        [sys.executable, "-m", "jixiao_cli", *arguments], env=environment, stdout=subprocess.DEVNULL
    )
    watch = MemoryOfTree(running.pid)
    watch.start()
    code = running.wait()
    took = time.perf_counter() - started
    watch.join()
    if code not in (0, 1):
        raise SystemExit(f"exit code {code}: {' '.join(arguments)}")
    return Run(took, watch.peak / 1e6)


def measure(folder: Path, number: int, jobs: int, cluster: bool) -> dict[str, Run]:
    """The runs with the first so many workbooks of a folder."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as place:
        inputs, cache = Path(place) / "in", Path(place) / "cache"
        inputs.mkdir()
        for path in sorted(folder.glob("*.xlsx"))[:number]:
            os.link(path, inputs / path.name)
        merge = ["merge", str(inputs), "--quiet", "--jobs", str(jobs), "-o"]
        runs = {
            "merge": timed([*merge, str(Path(place) / "a.xlsx")], cache),
            "again": timed([*merge, str(Path(place) / "a.xlsx")], cache),
        }
        check = ["check", str(inputs), "--format", "json", "--jobs", str(jobs), "-o", str(Path(place) / "a.json")]
        runs["check"] = timed(check, cache)
        runs["check again"] = timed(check, cache)
        if cluster:
            on_cluster = [*merge, str(Path(place) / "b.xlsx"), "--cluster", "local", "--no-cache"]
            alone = [*merge, str(Path(place) / "c.xlsx"), "--no-cache"]
            runs |= {"without cache": timed(alone, cache), "cluster": timed(on_cluster, cache)}
        return runs


def report(found: dict[int, dict[str, Run]]) -> int:
    """Print all runs; 1 if a bound is broken."""
    broken = []
    for number, runs in found.items():
        for name, run in runs.items():
            bound = BOUNDS.get((name, number), Bound(None, None))
            late = bound.seconds is not None and run.seconds > bound.seconds
            large = bound.megabytes is not None and run.megabytes > bound.megabytes
            broken += [name] if late or large else []
            limits = [f"{bound.seconds:g} s"] if bound.seconds else []
            limits += [f"{bound.megabytes:g} MB"] if bound.megabytes else []
            said = f"  bound {', '.join(limits)}{'  BROKEN' if late or large else ''}" if limits else ""
            each = 1000 * run.seconds / number
            print(f"{number:>6} {name:<14} {run.seconds:8.2f} s  {each:7.2f} ms each  {run.megabytes:6.0f} MB{said}")
        if "cluster" in runs:
            ratio = runs["cluster"].seconds / runs["without cache"].seconds
            broken += ["cluster"] if ratio > CLUSTER else []
            print(f"{number:>6} cluster: {ratio:.2f} times two processes, bound {CLUSTER}")
    numbers = sorted(number for number in found if number <= 3000)
    if len(numbers) > 1:
        first, last = (found[number]["merge"].seconds / number for number in (numbers[0], numbers[-1]))
        broken += ["linear"] if last > LINEAR * first else []
        print(f"from {numbers[0]} to {numbers[-1]} workbooks: {last / first:.2f} times the time each, bound {LINEAR}")
    return int(bool(broken))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--workbooks", type=int, nargs="+", default=[300, 3000, 10_000])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--cluster", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = options.folder or Path(made) / "all"
        if options.folder is None:
            sys.path.insert(0, str(ROOT / "addin"))
            from jixiao_samples import write_samples

            write_samples(folder, departments=max(options.workbooks), seed=7)
        runs = {number: measure(folder, number, options.jobs, options.cluster) for number in options.workbooks}
    return report(runs)


if __name__ == "__main__":
    sys.exit(main())
