"""Installing on Windows, macOS and Linux, each made up in a folder."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import pytest

from jixiao import __version__
from jixiao.errors import OutputError
from jixiao.excel.installing.install import install, uninstall
from jixiao.excel.installing.machine import Machine
from jixiao.excel.installing.places import addin_path
from jixiao.excel.installing.status import status

EXCEL = {
    (r"HKCR\Excel.Application\CLSID", ""): "{0002}",
    (r"HKCR\CLSID\{0002}\LocalServer32", ""): r"C:\Office16\EXCEL.EXE /automation",
}


class Programs:
    """Plays ``unopkg``."""

    def __init__(self) -> None:
        self.registered: set[str] = set()
        self.called: list[Sequence[str]] = []

    def __call__(self, command: Sequence[str]) -> tuple[int, str]:
        self.called.append(command)
        if command[1] == "add":
            self.registered.add("org.jixiao.buttons")
        elif command[1] == "remove":
            self.registered.discard(command[2])
        return 0, "\n".join(self.registered)


@pytest.fixture(params=["Windows", "Darwin", "Linux"])
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Machine:
    home = tmp_path / "张三"
    (home / "env").mkdir(parents=True)
    for name in ("python.exe", "pythonw.exe"):
        (home / "env" / name).touch()
    return Machine(
        request.param,
        home,
        {"USERPROFILE": str(home)},
        home / "env" / "python.exe",
        paths=(str(home / "env"),),
        registry=lambda key, name: EXCEL.get((key, name)),
        run=Programs(),
    )


def files(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


def test_uninstalling_leaves_nothing(machine: Machine) -> None:
    before = files(machine.home)
    written = install(machine)
    assert all(path.is_file() for path in written)
    assert addin_path(machine) in written
    uninstall(machine)
    assert files(machine.home) == before


def test_installing_twice_is_as_good_as_once(machine: Machine) -> None:
    before = files(machine.home)
    install(machine)
    once = {path: path.read_bytes() for path in files(machine.home) if path.is_file()}
    install(machine)
    assert {path: path.read_bytes() for path in files(machine.home) if path.is_file()} == once
    uninstall(machine)
    assert files(machine.home) == before


def test_uninstalling_without_an_installation_does_nothing(machine: Machine) -> None:
    before = files(machine.home)
    assert uninstall(machine) == []
    assert files(machine.home) == before


def test_a_file_changed_by_someone_else_stays(machine: Machine) -> None:
    install(machine)
    addin_path(machine).write_bytes(b"another")
    uninstall(machine)
    assert addin_path(machine).read_bytes() == b"another"


def test_the_settings_name_the_interpreter(machine: Machine) -> None:
    written = install(machine)
    settings = next(path for path in written if path.suffix in (".conf", ".json")).read_bytes()
    name = "pythonw.exe" if machine.system == "Windows" else "env"
    assert name.encode() in settings
    if machine.system == "Windows":
        assert "张三" in settings.decode("gbk"), "VBA reads the file in the code page of the system"


def test_an_addin_of_someone_else_is_not_overwritten(machine: Machine) -> None:
    if machine.system == "Linux":
        pytest.skip("there is no start folder to share")
    path = addin_path(machine)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"another")
    with pytest.raises(OutputError, match="同名插件"):
        install(machine)
    assert path.read_bytes() == b"another"


def problems(machine: Machine) -> list[str]:
    return [line.text for line in status(machine) if not line.good and "Microsoft Excel" not in line.text]


def test_status_says_what_to_do_before_and_is_content_after(machine: Machine) -> None:
    assert all(line.advice for line in status(machine) if not line.good)
    assert problems(machine)
    install(machine)
    assert problems(machine) == []


def test_status_notices_an_addin_of_another_version(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    install(machine)
    monkeypatch.setattr("jixiao.excel.installing.status.__version__", "99.0")
    assert any(__version__ in text and "99.0" in text for text in problems(machine))


def test_status_notices_another_or_a_missing_interpreter(machine: Machine) -> None:
    install(machine)
    moved = dataclasses.replace(machine, interpreter=machine.home / "gone" / "python.exe")
    assert any("不存在" in text for text in problems(moved))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, "没有找到 Microsoft Excel"),
        (EXCEL | {(r"HKCR\CLSID\{0002}\LocalServer32", ""): r"C:\Kingsoft\WPS Office\et.exe"}, "被 WPS 占用"),
        (EXCEL | {(r"Software\Microsoft\Office\16.0\Excel\Security", "VBAWarnings"): 4}, "信任中心禁用了全部宏"),
        (
            EXCEL | {(r"Software\Policies\Microsoft\Office\16.0\Excel\Security", "VBAWarnings"): 3},
            "管理员策略只允许签名",
        ),
    ],
)
def test_status_on_windows_names_what_is_in_the_way(tmp_path: Path, values, expected: str) -> None:
    machine = Machine("Windows", tmp_path, {}, tmp_path, registry=lambda key, name: values.get((key, name)))
    line = next(line for line in status(machine) if expected in line.text)
    assert not line.good
    assert line.advice


def test_libreoffice_missing_is_told(tmp_path: Path) -> None:
    machine = Machine("Linux", tmp_path, {}, tmp_path)
    with pytest.raises(OutputError, match="没有找到 LibreOffice"):
        install(machine)
