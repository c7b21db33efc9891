"""The folder for offices without a network: everything is in it, and it installs with the network cut off."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from calling import ROOT

MAKE = ROOT / "scripts" / "bundle" / "make.py"
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"


def bundle(folder: Path, platform: str, python: str) -> Path:
    """Make a bundle; skips where the package registry cannot be reached, or not at once."""
    command = [sys.executable, str(MAKE), "--platform", platform, "--python", python, "-o", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=300, check=False)
    said = done.stdout.decode(errors="replace") + done.stderr.decode(errors="replace")
    if done.returncode and any(word in said for word in ("ConnectionError", "NewConnectionError", "Temporary failure")):
        pytest.skip("没有网络，做不出安装文件夹")
    assert done.returncode == 0, said
    return folder / f"jixiao-{platform}-py{python}"


@pytest.mark.parametrize(("platform", "tag"), [("windows", "win_amd64"), ("macos", "macosx")])
def test_every_package_has_its_wheel_for_the_other_system(tmp_path: Path, platform: str, tag: str) -> None:
    made = bundle(tmp_path, platform, "3.12")
    wheels = [path.name for path in (made / "wheels").iterdir()]
    pins = (made / "requirements.txt").read_text(encoding="utf-8").split()
    found = {name.split("-")[0].replace("_", "-").casefold() for name in wheels}
    assert {pin.split("==")[0].casefold().replace("_", "-").replace(".", "-") for pin in pins} <= {
        name.replace(".", "-") for name in found
    }
    assert all(name.endswith("-any.whl") or tag in name for name in wheels)
    assert any(name.startswith("jixiao-") for name in wheels)
    assert ("pywin32" in found) == (platform == "windows")


def test_the_scripts_for_windows_are_readable_there(tmp_path: Path) -> None:
    made = bundle(tmp_path, "windows", "3.12")
    script = (made / "安装.bat").read_bytes()
    assert b"\r\n" in script
    assert b"{python}" not in script
    assert b"chcp 65001" in script
    assert (made / "卸载.bat").is_file()
    assert "安装.bat" in (made / "说明.txt").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="安装脚本在 Linux 上试")
def test_it_installs_and_works_with_the_network_cut_off(tmp_path: Path) -> None:
    made = bundle(tmp_path, "linux", HERE)
    cut_off = ["unshare", "--map-root-user", "--net"] if _can_be_cut_off() else []
    home, commands = tmp_path / "app", tmp_path / "bin"
    places = {"HOME": str(tmp_path), "JIXIAO_HOME": str(home), "JIXIAO_BIN": str(commands)}
    python = {"PATH": f"{Path(sys.base_prefix) / 'bin'}{os.pathsep}{os.environ['PATH']}", "PIP_NO_INDEX": "1"}
    environment = {**os.environ, **places, **python}

    def run(*command: str) -> str:
        done = subprocess.run(
            [*cut_off, *command], env=environment, cwd=tmp_path, capture_output=True, timeout=300, check=False
        )
        assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
        return done.stdout.decode()

    assert "已安装" in run("sh", str(made / "install.sh"))
    assert run(str(commands / "jixiao"), "--version").startswith("jixiao ")
    run(str(commands / "jixiao"), "demo")
    assert (tmp_path / "jixiao-demo" / "汇总.xlsx").is_file()
    run("sh", str(made / "uninstall.sh"))
    assert not home.exists()
    assert not (tmp_path / ".cache" / "jixiao").exists()
    assert not (commands / "jixiao").is_symlink()


@pytest.mark.skipif(sys.platform != "linux", reason="安装脚本在 Linux 上试")
@pytest.mark.parametrize("script", ["install.sh", "uninstall.sh"])
def test_a_folder_that_holds_anything_else_is_left_alone(tmp_path: Path, script: str) -> None:
    text = (MAKE.parent / script).read_text(encoding="utf-8").replace("{python}", HERE)
    kept = tmp_path / "报送" / "水利局.xlsx"
    kept.parent.mkdir()
    kept.write_bytes(b"a form")
    python = f"{Path(sys.base_prefix) / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "HOME": str(tmp_path), "JIXIAO_HOME": str(kept.parent), "PATH": python}
    subprocess.run(["sh", "-c", text], env=environment, cwd=tmp_path, capture_output=True, check=False)
    assert kept.read_bytes() == b"a form"


def _can_be_cut_off() -> bool:
    if shutil.which("unshare") is None:
        return False
    tried = subprocess.run(["unshare", "--map-root-user", "--net", "true"], capture_output=True, check=False)
    return tried.returncode == 0
