"""Nothing that lies in the current folder is imported, whichever command runs there and however it starts processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from calling import SOURCES
from grid.compound_writer import biff
from jixiao_cli import app

DECOYS = [
    "click",
    "concurrent",
    "csv",
    "decimal",
    "docx",
    "hashlib",
    "jixiao",
    "json",
    "jsonschema",
    "jsonschema_rs",
    "logging",
    "lxml",
    "multiprocessing",
    "openpyxl",
    "pickle",
    "python_calamine",
    "queue",
    "secrets",
    "shutil",
    "sqlite3",
    "struct",
    "subprocess",
    "tempfile",
    "threading",
    "typing",
    "xlsxwriter",
    "xlwings",
    "zipfile",
    "zlib",
]
"""Modules that commands import sooner or later, before or after what they hand to other processes."""

LAUNCHER = """
import multiprocessing
from jixiao_cli.__main__ import main

if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    main()
"""

COMMANDS = {
    "read": "read 报送 -o 读取.json",
    "check": "check 报送 --jobs 2 --no-cache --annotate 退回 --format html -o 结果.html",
    "check-list": "check 报送 --jobs 2 --no-cache -o 清单.xlsx",
    "merge": "merge 报送 -o 汇总.xlsx --jobs 2 --no-cache",
    "diff": "diff 报送 报送 -o 变化.xlsx",
    "score": "score 报送 -o 评分",
    "demo": "demo 示例",
    "sample": "sample 样本 --departments 1 --forms 2",
    "template-list": "template list",
    "template-new": "template new department-2026 -o 空表.xlsx",
    "forms": "forms",
    "rules": "rules FND-001",
    "explain": "explain 每降低1%扣1分 --points 5",
    "addin-build": "addin build -o 插件",
    "addin-status": "addin status",
    "convert": "convert 报送/一.xlsx -o 转换.xlsx",
    "settings-new": "settings new 设置.xlsx",
    "season-new": "season new 一季 --year 2027",
    "forms-learn": "forms learn 报送/一.xlsx -o 学习",
}


@pytest.fixture
def folder(tmp_path: Path, returns: Path) -> Path:
    """A current folder with returns, one of them in an old format, and decoys beside them."""
    here = tmp_path / "这里"
    inbox = here / "报送"
    inbox.mkdir(parents=True)
    for name, path in zip(("一", "二"), sorted(returns.glob("*.xlsx")), strict=False):
        (inbox / f"{name}.xlsx").write_bytes(path.read_bytes())
    (inbox / "旧表.xls").write_bytes(biff([[(0, 0, "项目支出绩效目标表")]]))
    for name in DECOYS:
        text = f"open({str(tmp_path / 'ran')!r}, 'a').write({name!r} + ' ')\nraise SystemExit(99)\n"
        package = here / name
        package.mkdir()
        (package / "__init__.py").write_text(text, encoding="utf-8")
        (here / f"{name}.py").write_text(text, encoding="utf-8")
    return here


def test_every_command_is_tried():
    assert {arguments.split()[0] for arguments in COMMANDS.values()} == set(app.COMMANDS)


@pytest.mark.parametrize("started", ["script", "module"])
@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_runs_what_lies_in_the_current_folder(folder: Path, tmp_path: Path, name: str, started: str):
    launcher = tmp_path / "elsewhere" / "launcher.py"
    launcher.parent.mkdir()
    launcher.write_text(LAUNCHER, encoding="utf-8")
    begin = [str(launcher)] if started == "script" else ["-m", "jixiao_cli"]
    environment = {**os.environ, **SOURCES, "JIXIAO_CACHE_DIR": str(tmp_path / "cache"), "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, *begin, *COMMANDS[name].split()],
        cwd=folder,
        env=environment,
        capture_output=True,
        timeout=120,
        check=False,
    )
    ran = tmp_path / "ran"
    assert not ran.exists(), f"imported from the current folder: {ran.read_text()}"
    told = done.stderr.decode()
    assert done.returncode in (0, 1), told
    assert "意外终止" not in told
