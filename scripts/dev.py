"""Set up a checkout and work in it, with nothing but Python.

``python3 scripts/dev.py demo`` or ``test``
Makes ``.venv`` in the checkout, installs there the versions of ``scripts/dev.lock`` and the project itself, then runs
the command. What is already installed is not installed again. Standard library only; the same on Windows.
"""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
LOCK = ROOT / "scripts" / "dev.lock"
STAMP = VENV / "jixiao-installed"
OLDEST_PYTHON = (3, 11)
MAKE_BUNDLE = ROOT / "scripts" / "bundle" / "make.py"
HELP = {"-h", "--help"}

# What another active environment or a personal configuration would change about this one.
FOREIGN_SETTINGS = (
    "CONDA_PREFIX",
    "PIP_CONSTRAINT",
    "PIP_PREFIX",
    "PIP_REQUIRE_VIRTUALENV",
    "PIP_TARGET",
    "PIP_USER",
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONSTARTUP",
    "VIRTUAL_ENV",
    "__PYVENV_LAUNCHER__",
)


class StepError(Exception):
    """A step went wrong; the message says which, the step itself has printed why."""


def main(arguments: list[str]) -> int:
    """Run one command of the developer's script and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console of another language cannot show Chinese; better escapes than an error.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace", line_buffering=True)
    if sys.version_info < OLDEST_PYTHON:
        print(f"需要 Python 3.11 或更高版本，现在是 {sys.version.split()[0]}", file=sys.stderr)
        return 2
    name, *extra = arguments or ["--help"]
    if name not in COMMANDS:
        print("用法：python3 scripts/dev.py 命令 [参数]...\n")
        print("\n".join(f"  {command:8}{explained}" for command, (_, explained) in COMMANDS.items()))
        return 0 if name in HELP else 2
    try:
        if COMMANDS[name][0] is bundle and HELP.intersection(extra):
            run("bundle", str(MAKE_BUNDLE), *extra, interpreter=Path(sys.executable))
            return 0
        make_venv()
        if COMMANDS[name][0] is not lock:  # which writes what is installed
            install()
        COMMANDS[name][0](extra)
    except StepError as error:
        print(f"失败：{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def demo(extra: list[str]) -> None:
    """Show what Jixiao does, in the folder this is called from."""
    run("demo", "-m", "jixiao_cli", "demo", *extra, folder=Path.cwd())


def test(extra: list[str]) -> None:
    """All checks of the project; further arguments go to pytest."""
    # The buttons are pressed in a run of their own, which keeps the offices they drive apart from those of other
    # tests.
    if extra:
        run_all(*LINT, ("pytest", "-m", "pytest", *extra))
    else:
        side_by_side = ("-m", "pytest", "-n", str(min(os.cpu_count() or 1, MOST_PROCESSES)), "--dist", "loadfile")
        rest = ("pytest", *side_by_side, f"--ignore={BUTTONS}")
        run_all(*LINT, rest, (f"pytest {BUTTONS}", *side_by_side, BUTTONS))


def lint(extra: list[str]) -> None:
    """Only the checks that run nothing."""
    run_all(*LINT)


def reformat(extra: list[str]) -> None:
    """Correct what ruff can correct."""
    run_all(("ruff check --fix", "-m", "ruff", "check", "--fix", "."), ("ruff format", "-m", "ruff", "format", "."))


def lock(extra: list[str]) -> None:
    """Resolve the dependencies anew; further arguments go to uv (``--upgrade``)."""
    import tomllib

    requirements = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    run("pip install uv", "-m", "pip", "install", "--quiet", "uv")
    # One file for all systems and Python versions, and no address of the index it was made with.
    options = ["--universal", "--python-version", "3.11", "--no-emit-index-url", "--no-emit-find-links", "--no-header"]
    compile_lock = ["pip", "compile", "pyproject.toml", "-", "--group", "dev", *options, "--quiet", "-o", str(LOCK)]
    run("uv pip compile", "-m", "uv", *compile_lock, *extra, given="\n".join(requirements))


def bundle(extra: list[str]) -> None:
    """One folder to install from offline; arguments go to ``scripts/bundle/make.py``."""
    run("bundle", str(MAKE_BUNDLE), *extra)


COMMANDS = {
    "demo": (demo, "做一套示例并汇总（可跟输出文件夹）"),
    "test": (test, "检查格式和类型，运行全部测试（可跟 pytest 的参数）"),
    "lint": (lint, "只检查格式和类型"),
    "format": (reformat, "自动整理代码格式"),
    "bundle": (bundle, "做一个不用联网就能安装的文件夹（--platform windows|linux|macos --python 3.12）"),
    "lock": (lock, "重新锁定依赖版本，写入 scripts/dev.lock（可跟 --upgrade）"),
}

BUTTONS = "tests/excel"
MOST_PROCESSES = 4
"""Each may start an office of its own."""
LINT = (
    ("ruff check", "-m", "ruff", "check", "."),
    ("ruff format", "-m", "ruff", "format", "--check", "."),
    ("mypy", "-m", "mypy"),
)


def make_venv() -> None:
    """Make ``.venv`` unless it is there and works."""
    if not usable(python()):
        print("正在建立 .venv …")
        run("python -m venv", "-m", "venv", "--clear", str(VENV), interpreter=Path(sys.executable), hint=VENV_HINT)


def install() -> None:
    """Install the lock and the project in ``.venv`` unless that has been done."""
    wanted = fingerprint()
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    print("正在安装依赖（首次约需一两分钟）…")
    STAMP.unlink(missing_ok=True)
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input")
    run("pip install -r scripts/dev.lock", *pip, "-r", str(LOCK), hint="请检查网络或 pip 的镜像设置")
    # The build backend is in the lock: the project is installed without looking for anything else.
    run("pip install -e .", *pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    STAMP.write_text(wanted, encoding="utf-8")


VENV_HINT = "在 Debian、Ubuntu 上请先安装：apt install python3-venv"


def python() -> Path:
    """The interpreter of ``.venv``."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def usable(interpreter: Path) -> bool:
    """Return whether the interpreter runs, is new enough and has pip."""
    code = f"import sys, pip; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    try:
        done = subprocess.run([str(interpreter), "-c", code], env=environment(), capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def fingerprint() -> str:
    """Return what the installation depends on: lock, metadata, place."""
    digest = hashlib.sha256(str(ROOT).encode("utf-8", "surrogateescape"))
    for file in (ROOT / "pyproject.toml", LOCK):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def environment() -> dict[str, str]:
    """Return the environment for children, without other installations."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN_SETTINGS}
    return {**kept, "PYTHONNOUSERSITE": "1", "PYTHONUTF8": "1"}


def run(
    name: str,
    *arguments: str,
    interpreter: Path | None = None,
    folder: Path = ROOT,
    given: str | None = None,
    hint: str = "",
) -> None:
    """Run Python with these arguments. Raises ``StepError`` if it does not end with 0."""
    command = [str(interpreter or python()), *arguments]
    done = subprocess.run(command, cwd=folder, env=environment(), input=given, encoding="utf-8", check=False)
    if done.returncode:
        raise StepError(f"{name}（返回码 {done.returncode}）{'。' + hint if hint else ''}")


def run_all(*steps: tuple[str, ...]) -> None:
    """Run every step even if one fails. Raises ``StepError`` naming all that failed."""
    failed = []
    for name, *arguments in steps:
        print(f"── {name}")
        try:
            run(name, *arguments)
        except StepError as error:
            failed.append(str(error))
    if failed:
        raise StepError("、".join(failed))
    print("全部通过")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
