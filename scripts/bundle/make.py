"""Make one folder from which Jixiao is installed without a network.

``dev.py bundle --platform windows --python 3.12``
The versions are those of ``scripts/dev.lock``. What the other system needs is resolved for that system, since markers
such as ``platform_system == "Windows"`` mean the machine that asks.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LOCK = ROOT / "scripts" / "dev.lock"

TARGETS = {
    "windows": ("x86_64-pc-windows-msvc", ("win_amd64",)),
    "linux": (
        "x86_64-manylinux_2_28",
        ("manylinux_2_28_x86_64", "manylinux_2_27_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    ),
    "macos": (
        "aarch64-apple-darwin",
        (*(f"macosx_{version}_0_{arch}" for version in range(14, 10, -1) for arch in ("arm64", "universal2")),),
    ),
}
"""The name of a system as uv has it, and the tags of its wheels, the best first."""
SCRIPTS = {
    "windows": {"install.bat": "安装.bat", "uninstall.bat": "卸载.bat"},
    "linux": {"install.sh": "install.sh", "uninstall.sh": "uninstall.sh"},
    "macos": {"install.sh": "install.sh", "uninstall.sh": "uninstall.sh"},
}
_PIN = re.compile(r"^([\w.-]+)==([^\s;\\]+)", re.MULTILINE)  # click==8.1.7 ; python_version >= "3.11"


def main(arguments: list[str]) -> int:
    """Make the bundle and say where it lies."""
    parser = argparse.ArgumentParser(prog="dev.py bundle", description="做一个不用联网就能安装的文件夹")
    parser.add_argument("--platform", choices=TARGETS, default="windows", help="装在什么系统上（默认 windows）")
    parser.add_argument("--python", default="3.12", help="那台电脑上 Python 的版本（默认 3.12）")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "dist", help="放在哪个文件夹（默认 dist）")
    parser.add_argument("--zip", action="store_true", help="另做一个 .zip")
    options = parser.parse_args(arguments)
    folder = options.output / f"jixiao-{options.platform}-py{options.python}"
    if folder.exists():
        shutil.rmtree(folder)
    make(folder, options.platform, options.python)
    print(f"已写入 {folder}：{len(list((folder / 'wheels').iterdir()))} 个安装包")
    if options.zip:
        print(f"已写入 {zipped(folder)}")
    return 0


def make(folder: Path, platform: str, python: str) -> None:
    """Write wheels, scripts and guide for a system and a Python to ``folder``."""
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    run("-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(wheels), str(ROOT))
    pins = resolved(platform, python)
    (folder / "requirements.txt").write_text("".join(f"{pin}\n" for pin in pins), encoding="utf-8")
    tags = [option for tag in TARGETS[platform][1] for option in ("--platform", tag)]
    run(
        *("-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:"),
        *("--implementation", "cp", "--python-version", python, *tags, "-d", str(wheels)),
        *("-r", str(folder / "requirements.txt")),
    )
    for source, target in SCRIPTS[platform].items():
        text = (HERE / source).read_text(encoding="utf-8").replace("{python}", python)
        line_end = "\r\n" if platform == "windows" else "\n"
        (folder / target).write_text(text, encoding="utf-8", newline=line_end)
        (folder / target).chmod(0o755)
    shutil.copy(HERE / "说明.txt", folder / "说明.txt")


def resolved(platform: str, python: str) -> list[str]:
    """Return what Jixiao with the Excel buttons needs there, with versions."""
    run("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv")
    locked = "\n".join(f"{name}=={version}" for name, version in _PIN.findall(LOCK.read_text(encoding="utf-8")))
    constraints = ROOT / ".venv" / "bundle-constraints.txt"
    constraints.parent.mkdir(exist_ok=True)
    constraints.write_text(locked, encoding="utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-header", "--no-annotate"),
            *("--python-platform", TARGETS[platform][0], "--python-version", python),
            *("--extra", "excel", "--extra", "data", "-c", str(constraints), str(ROOT / "pyproject.toml")),
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"无法确定需要哪些安装包：{done.stderr.strip()}")
    return [f"{name}=={version}" for name, version in _PIN.findall(done.stdout)]


def zipped(folder: Path) -> Path:
    """The folder as one file."""
    target = folder.with_name(f"{folder.name}.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                package.write(path, path.relative_to(folder.parent))
    return target


def run(*arguments: str) -> None:
    """Run Python. Ends the program if that fails."""
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False)
    if done.returncode:
        raise SystemExit(f"失败：{' '.join(arguments[:4])}（返回码 {done.returncode}）")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
