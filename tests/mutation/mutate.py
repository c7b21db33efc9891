"""Change the core in forty places, one at a time, and see whether the tests notice.

    python tests/mutation/mutate.py [--places 40] [--seed 1] [--only checks/rules/funds.py]

The places are drawn by the seed from ``checks``, ``scoring``, ``forms`` and ``consolidate``: a comparison turned round, a
number moved by one, ``and`` for ``or``, a condition denied, a sum for a difference, a value that is not returned. Each is
made in a copy of the checkout, and the tests of its package run there until one fails: first those that name the module.
What no test notices is printed as a difference: a test is missing there, or the change means nothing. For developers;
not part of the test run.
"""

from __future__ import annotations

import argparse
import ast
import copy
import difflib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("checks", "scoring", "forms", "consolidate")
MOST_SURVIVORS = 1
TIME_LIMIT = 900
LEFT_OUT = ("caching", "memo", "cache")
"""Functions with these in their names are about time, not about results."""
ALSO_TESTED_IN = {"forms/learned": "learning", "forms/named_reading": "templates", "forms/range_names": "templates"}
"""Modules, by the beginning of their path, and the folder of tests that is theirs besides that of their package."""
COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}


class Mutation(NamedTuple):
    """A place that is changed: the file below the package, its new text, and the difference as lines."""

    module: str
    line: int
    text: str
    difference: list[str]


class Place(NamedTuple):
    """A node that can be changed, by its number in the walk of the module."""

    module: str
    number: int


def main() -> int:
    """Draw the places, change one after the other, and print what became of each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--places", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="draw from modules whose path has this in it")
    parser.add_argument("--from", dest="first", type=int, default=1, help="begin with this place of the draw")
    options = parser.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in the background, where tests press Ctrl-C
    survivors = []
    with tempfile.TemporaryDirectory() as folder:
        checkout = Path(folder) / "checkout"
        ignored = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".mypy_cache", ".ruff_cache", ".hypothesis")
        shutil.copytree(ROOT, checkout, ignore=ignored)
        places = [place for place in all_places(checkout) if options.only in place.module]
        drawn = random.Random(options.seed).sample(places, min(options.places, len(places)))
        for number, place in enumerate(drawn, start=1):
            if number < options.first:
                continue
            mutation = mutated(checkout, place)
            noticed = is_noticed(checkout, mutation)
            told = noticed or "SURVIVED"
            print(f"{number:3} {mutation.module}:{mutation.line}  {told}", flush=True)
            if not noticed:
                print("\n".join(f"      {line}" for line in mutation.difference), flush=True)
                survivors.append(mutation)
    print(f"{len(drawn)} places, {len(survivors)} not noticed, at most {MOST_SURVIVORS} allowed")
    return int(len(survivors) > MOST_SURVIVORS)


def all_places(checkout: Path) -> list[Place]:
    """Every place of the core that can be changed, in the order of files and lines."""
    package = checkout / "addin" / "jixiao"
    found = []
    for path in sorted(path for room in PACKAGES for path in (package / room).rglob("*.py")):
        module = path.relative_to(package).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += [Place(module, number) for number, node in enumerate(bodies(tree)) if changed(node) is not None]
    return found


def bodies(tree: ast.Module) -> Iterator[ast.AST]:
    """The nodes that run inside functions: no decorators, annotations, defaults, messages or assertions."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and not any(word in function.name for word in LEFT_OUT):
            for statement in function.body:
                yield from nodes_of(statement)


def nodes_of(node: ast.AST) -> Iterator[ast.AST]:
    """A statement and what is in it, without functions of its own, which are walked by themselves."""
    if isinstance(
        node, ast.FunctionDef | ast.ClassDef | ast.Raise | ast.Assert | ast.JoinedStr | ast.Import | ast.ImportFrom
    ):
        return
    yield node
    for name, field in ast.iter_fields(node):
        if name in ("annotation", "slice"):
            continue
        for child in field if isinstance(field, list) else [field]:
            if isinstance(child, ast.AST):
                yield from nodes_of(child)


def changed(node: ast.AST) -> ast.AST | None:
    """The node with one thing changed; None if there is nothing to change about it."""
    made = copy.deepcopy(node)
    match made:
        case ast.Compare(ops=[operator]) if type(operator) in COMPARISONS:
            made.ops = [COMPARISONS[type(operator)]()]
        case ast.BoolOp():
            made.op = ast.Or() if isinstance(made.op, ast.And) else ast.And()
        case ast.UnaryOp(op=ast.Not()):
            return made.operand
        case ast.BinOp() if type(made.op) in SUMS and not _is_text(made):
            made.op = SUMS[type(made.op)]()
        case ast.Constant(value=int()) if not isinstance(made.value, bool):
            made.value += 1
        case ast.Constant(value=bool()):
            made.value = not made.value
        case ast.Return(value=ast.expr()) if not isinstance(made.value, ast.Constant):
            made.value = ast.Constant(None)
        case ast.If() | ast.IfExp() if not isinstance(made.test, ast.Compare | ast.BoolOp | ast.UnaryOp):
            made.test = ast.UnaryOp(ast.Not(), made.test)
        case ast.Continue():
            return ast.Break()
        case _:
            return None
    return made


def _is_text(node: ast.BinOp) -> bool:
    """Whether a sum puts texts or lists together: nothing to subtract there."""
    kinds = (ast.JoinedStr, ast.List, ast.Tuple, ast.ListComp)
    return any(
        isinstance(side, kinds) or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        for side in (node.left, node.right)
    )


def mutated(checkout: Path, place: Place) -> Mutation:
    """The module with the place changed; nothing else in its text differs."""
    path = checkout / "addin" / "jixiao" / place.module
    text = path.read_text(encoding="utf-8")
    node = next(node for number, node in enumerate(bodies(ast.parse(text))) if number == place.number)
    made = changed(node)
    assert made is not None
    lines = text.splitlines(keepends=True)
    first, last = node.lineno - 1, node.end_lineno - 1  # type: ignore[attr-defined]
    before = lines[first].encode()[: node.col_offset].decode()  # type: ignore[attr-defined]
    after = lines[last].encode()[node.end_col_offset :].decode()  # type: ignore[attr-defined]
    indented = ast.unparse(ast.fix_missing_locations(made)).replace("\n", "\n" + " " * len(before))
    written = indented if isinstance(made, ast.stmt) else f"({indented})"
    new = [*lines[:first], f"{before}{written}{after}", *lines[last + 1 :]]
    difference = [line.rstrip("\n") for line in difflib.unified_diff(lines, new, n=1)][2:]
    return Mutation(place.module, node.lineno, "".join(new), difference)  # type: ignore[attr-defined]


def is_noticed(checkout: Path, mutation: Mutation) -> str:
    """Which test fails with the mutation and not without it; empty if none does. The checkout is as before afterwards."""
    path = checkout / "addin" / "jixiao" / mutation.module
    original = path.read_text(encoding="utf-8")
    always: list[str] = []  # tests that fail without the mutation too: they must not hide those behind them
    for tests in tests_of(checkout, mutation.module):
        while True:
            path.write_text(mutation.text, encoding="utf-8")
            try:
                failed = first_failure(checkout, tests, always)
            finally:
                path.write_text(original, encoding="utf-8")
            if not failed:
                break
            name = failed.partition("[")[0]
            if "::" not in failed or name in always or not first_failure(checkout, [name]):
                return failed
            always.append(name)
    return ""


def tests_of(checkout: Path, module: str) -> Iterator[list[str]]:
    """The files of tests, in two runs: those that name the module, then the others of its package."""
    room = module.partition("/")[0]
    dotted = f"jixiao.{module.removesuffix('.py').replace('/', '.')}"
    rooms = [room, *(tests for start, tests in ALSO_TESTED_IN.items() if module.startswith(start))]
    files = sorted(path for each in rooms for path in (checkout / "tests" / each).rglob("test_*.py"))
    naming = [path for path in files if f"{dotted} " in path.read_text(encoding="utf-8")]
    yield [str(path) for path in naming]
    yield [str(path) for path in files if path not in naming]


def first_failure(checkout: Path, tests: list[str], without: Sequence[str] = ()) -> str:
    """Return the first test that fails, ``without`` these; empty if none does."""
    if not tests:
        return ""
    marks = "not office and not browser and not validator"
    options = ["-q", "-x", "-p", "no:cacheprovider", "--tb=no", "-k", "not quickly", "-m", marks]
    options += [option for name in without for option in ("--deselect", name)]
    command = [sys.executable, "-m", "pytest", *options, *tests]
    environment = {**os.environ, "JIXIAO_CACHE_DIR": str(checkout.parent / "cache"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=checkout, env=environment, capture_output=True, text=True, timeout=TIME_LIMIT, check=False
        )
    except subprocess.TimeoutExpired:
        return "does not end"
    if done.returncode in (0, 5):  # 5: none of these tests is for this machine
        return ""
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return failed[0].partition(" ")[2].partition(" - ")[0] if failed else f"ended with {done.returncode}"


if __name__ == "__main__":
    sys.exit(main())
