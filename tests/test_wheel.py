"""The built wheel carries its data and works where there is no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from calling import ROOT


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an installation of the wheel, built from the source distribution, would put into site-packages."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder / "dist"), str(ROOT)]
    done = subprocess.run(build, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    (wheel,) = (folder / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as package:
        package.extractall(folder / "site")
    return folder / "site"


def test_all_data_is_in_the_wheel(unpacked: Path) -> None:
    def names(folder: Path) -> set[str]:
        return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}

    assert names(unpacked / "jixiao" / "data" / "schema") == names(ROOT / "schema")
    assert not [name for name in names(unpacked) if "test" in name]


def jixiao(unpacked: Path, folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the installed command in a folder outside the checkout; it has to be the installed one."""
    code = "import jixiao, sys; from jixiao_cli.__main__ import main; print(jixiao.__file__, file=sys.stderr); main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(unpacked), **environment},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert str(unpacked) in done.stderr.decode()
    return done


def test_the_whole_way_works_without_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    jixiao(unpacked, tmp_path, "demo")
    assert (tmp_path / "jixiao-demo" / "汇总.xlsx").is_file()
    jixiao(unpacked, tmp_path, "sample", "示例", "--departments", "1", "--forms", "3")
    assert len(list((tmp_path / "示例").glob("*.xlsx"))) == 1


def test_the_texts_of_the_buttons_are_in_the_wheel(unpacked: Path) -> None:
    office = ROOT / "addin" / "office"
    sources = [path for path in office.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    packed = unpacked / "jixiao" / "data" / "office"
    assert {path.relative_to(office): path.read_bytes() for path in sources} == {
        path.relative_to(packed): path.read_bytes() for path in packed.rglob("*") if path.is_file()
    }


def test_the_addin_of_the_wheel_is_that_of_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    pytest.importorskip("xlwings")
    from jixiao.excel.building.addin import build_addin
    from jixiao.excel.building.extension import build_extension

    jixiao(unpacked, tmp_path, "addin", "build", "-o", "插件")
    assert (tmp_path / "插件" / "jixiao.xlam").read_bytes() == build_addin()
    assert (tmp_path / "插件" / "jixiao.oxt").read_bytes() == build_extension()
    forms = {path.stem for path in (ROOT / "templates").glob("*.xlsx")}
    assert {path.stem for path in (tmp_path / "插件").glob("*.xlsm")} == forms


def test_a_form_with_buttons_is_made_by_the_wheel(unpacked: Path, tmp_path: Path) -> None:
    pytest.importorskip("xlwings")
    jixiao(unpacked, tmp_path, "template", "new", "project-2026", "-o", "目标表.xlsm", "--macros")
    with zipfile.ZipFile(tmp_path / "目标表.xlsm") as form:
        assert {"xl/vbaProject.bin", "xl/drawings/vmlDrawing1.vml"} <= set(form.namelist())


@pytest.mark.office
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the buttons go into Excel")
def test_the_buttons_that_the_wheel_installs_work_in_libreoffice(unpacked: Path, tmp_path: Path) -> None:
    pytest.importorskip("xlwings")
    from engines.toolbar import Toolbar
    from excel.test_filling_buttons import PROJECT, written

    # LibreOffice's own program for extensions refuses to run as root, which tests often are: a double notes what it
    # is asked for, and what it would register is handed to LibreOffice directly.
    programs, home = tmp_path / "bin", tmp_path / "家"
    programs.mkdir()
    home.mkdir()
    (programs / "unopkg").write_text(f'#!/bin/sh\necho "$@" >> "{tmp_path}/asked"\n', encoding="utf-8")
    (programs / "unopkg").chmod(0o755)
    environment = {"HOME": str(home), "XDG_CONFIG_HOME": str(home / "config")}
    jixiao(unpacked, tmp_path, "addin", "install", PATH=f"{programs}:{os.environ['PATH']}", **environment)
    package = home / "config" / "jixiao" / "jixiao.oxt"
    assert (tmp_path / "asked").read_text("utf-8") == f"add --force --suppress-license {package}\n"
    toolbar = Toolbar(home)
    document = toolbar.live.open(written(PROJECT, tmp_path / "目标表.xlsx"))
    try:
        assert toolbar.inside("import jixiao; answer = jixiao.__file__").startswith(str(unpacked))
        assert toolbar.press(document, "check").startswith("共检查 1 张表")
        assert "检查结果" in document.Sheets.ElementNames
    finally:
        document.close(True)
        toolbar.live.stop()
