"""A merge on a local cluster, in a process of its own: the workers start from this module, not from the test runner.

python on_cluster.py FOLDER OUTPUT READER
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from consolidate.returns import read_return
from jixiao.consolidate.merge import Options, merge
from jixiao.submission import Submission


def dying(path: Path, name: str) -> Submission:
    """A reader whose process dies the first time it comes to a certain file."""
    mark = path.parent.parent / "died"
    if path.name == "20.xlsx" and not mark.exists():
        mark.touch()
        os._exit(9)
    return read_return(path, name)


def killing(path: Path, name: str) -> Submission:
    """A reader that one file takes down every time."""
    if path.name == "20.xlsx":
        os._exit(9)
    return read_return(path, name)


def main() -> None:
    folder, output, reader = sys.argv[1:]
    options = Options(read={"dying": dying, "killing": killing}[reader], cluster="local", jobs=2)
    report = merge([folder], Path(output), options)
    print(json.dumps(report.as_json()["files"]))  # noqa: T201


if __name__ == "__main__":
    # Under its own name, which the workers can import.
    from consolidate import on_cluster

    on_cluster.main()
