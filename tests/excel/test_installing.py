"""Installing on Windows, macOS and Linux, each made up in a folder."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

import pytest

from jixiao import __version__
from jixiao.errors import OutputError
from jixiao.excel.building.addin import build_addin
from jixiao.excel.installing.install import install, uninstall
from jixiao.excel.installing.machine import NO_ANSWER, NOT_THERE, Machine
from jixiao.excel.installing.places import addin_path
from jixiao.excel.installing.status import status

EXCEL = {
    (r"HKCR\Excel.Application\CLSID", ""): "{0002}",
    (r"HKCR\CLSID\{0002}\LocalServer32", ""): r"C:\Office16\EXCEL.EXE /automation",
}


class Programs:
    """Plays ``unopkg`` and the Python of the system."""

    def __init__(self) -> None:
        self.registered: set[str] = set()
        self.called: list[Sequence[str]] = []
        self.python = 0, "{}.{}\n".format(*sys.version_info[:2])

    def __call__(self, command: Sequence[str]) -> tuple[int, str]:
        self.called.append(command)
        if command[0] == "/usr/bin/python3":
            return self.python
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
    (tmp_path / "programs" / "Microsoft Excel.app").mkdir(parents=True)
    return Machine(
        request.param,
        home,
        {"USERPROFILE": str(home)},
        home / "env" / "python.exe",
        paths=(str(home / "env"),),
        registry=lambda key, name: EXCEL.get((key, name)),
        run=Programs(),
        applications=tmp_path / "programs",
    )


@pytest.mark.parametrize(
    ("code", "said", "told"),
    [
        (
            1,
            "ERROR: Cannot run unopkg as root without --shared or --bundled option.",
            "不能由 root 安装。请改用自己的账号",
        ),
        (
            1,
            "unopkg cannot be started. The lock file indicates it as already running.",
            "LibreOffice 正在运行。请关闭全部",
        ),
        (1, "ERROR: no loader com.sun.star.loader.Python", "LibreOffice 缺少 Python 支持。请安装 python3-uno"),
        (1, "mkdir: Permission denied", "用户配置文件夹不能写入。请检查其权限"),
        (NOT_THERE, "No such file or directory: 'unopkg'", "没有找到 LibreOffice。请先安装 libreoffice-calc"),
        (NO_ANSWER, "timed out", "等了两分钟没有回答。请关闭全部 LibreOffice 窗口"),
        (7, "first\nsomething odd", "退出码 7，原文：something odd"),
        (7, "", "没有说明原因"),
    ],
)
@pytest.mark.parametrize("machine", ["Linux"], indirect=True)
def test_what_libreoffice_refuses_is_one_chinese_line_with_the_next_step(
    machine: Machine, code: int, said: str, told: str
) -> None:
    refusing = dataclasses.replace(machine, run=lambda command: (code, said))
    with pytest.raises(OutputError) as refused:
        install(refusing)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("machine", ["Linux"], indirect=True)
def test_what_libreoffice_does_not_give_back_is_told_and_its_files_stay(machine: Machine) -> None:
    written = install(machine)
    with pytest.raises(OutputError, match="没有移除扩展：LibreOffice 正在运行"):
        uninstall(dataclasses.replace(machine, run=lambda command: (1, "The lock file indicates it")))
    assert all(path.exists() for path in written)
    assert uninstall(dataclasses.replace(machine, run=lambda command: (NOT_THERE, ""))), "LibreOffice itself is gone"


IN_EXCEL = pytest.mark.parametrize("machine", ["Windows", "Darwin"], indirect=True)
"""On Linux the buttons go into LibreOffice, which runs them in a Python of its own and has no folder of add-ins."""


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


@IN_EXCEL
def test_an_addin_of_someone_else_is_not_overwritten(machine: Machine) -> None:
    path = addin_path(machine)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"another")
    with pytest.raises(OutputError, match="同名插件"):
        install(machine)
    assert path.read_bytes() == b"another"


@IN_EXCEL
@pytest.mark.parametrize("before", [False, True], ids=["at first", "over ours"])
def test_an_addin_that_an_administrator_signed_stays_and_works(machine: Machine, before: bool) -> None:
    if before:
        install(machine)
    path = addin_path(machine)
    path.parent.mkdir(parents=True, exist_ok=True)
    signed = build_addin() + b"signature"
    path.write_bytes(signed)
    assert path not in install(machine)
    assert path.read_bytes() == signed
    assert problems(machine) == []
    uninstall(machine)
    assert path.read_bytes() == signed


def problems(machine: Machine) -> list[str]:
    return [line.text for line in status(machine) if not line.good]


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


def test_status_notices_settings_that_were_taken_away(machine: Machine) -> None:
    settings = next(path for path in install(machine) if path.suffix in (".conf", ".json"))
    settings.unlink()
    assert any("不见了" in text and str(settings) in text for text in problems(machine))


@IN_EXCEL
def test_status_notices_settings_that_name_another_interpreter(machine: Machine) -> None:
    install(machine)
    other = machine.home / "other" / "python.exe"
    other.parent.mkdir()
    other.touch()
    assert any("另一个 Python" in text for text in problems(dataclasses.replace(machine, interpreter=other)))


def test_status_notices_an_addin_that_cannot_be_read(machine: Machine) -> None:
    install(machine)
    addin_path(machine).write_bytes(b"broken")
    assert any("版本 不明" in text for text in problems(machine))


def test_status_notices_a_missing_xlwings(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    install(machine)

    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)
    (line,) = [line for line in status(machine) if not line.good]
    assert (line.text, line.advice) == ("没有安装 xlwings", "请用安装文件夹重新安装（见插件说明）")


def test_status_on_a_mac_looks_in_both_folders_of_programs(tmp_path: Path) -> None:
    machine = Machine("Darwin", tmp_path, {}, tmp_path, applications=tmp_path / "none")
    assert any(line == (False, "没有找到 Microsoft Excel", "请安装 Microsoft Excel") for line in status(machine))
    (tmp_path / "Applications" / "Microsoft Excel.app").mkdir(parents=True)
    assert any(line == (True, "找到 Microsoft Excel", "") for line in status(machine))


SECURITY = r"Software\Microsoft\Office\16.0\Excel\Security"
POLICY = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"


@pytest.mark.parametrize(
    ("values", "expected", "advice"),
    [
        ({}, "没有找到 Microsoft Excel", "请安装桌面版 Excel；只有 WPS 时请改用命令行和 .xlsx 模板"),
        ({(r"HKCR\CLSID\{0002}\LocalServer32", ""): r"C:\Kingsoft\WPS Office\et.exe"}, "被 WPS 占用", "兼容设置"),
        ({(r"HKCR\CLSID\{0002}\LocalServer32", ""): r'"C:\WPS\12.1\office6\wps.exe"'}, "被 WPS 占用", "快速修复"),
        ({(SECURITY, "VBAWarnings"): 4}, "信任中心禁用了全部宏", "受信任位置"),
        ({(SECURITY, "VBAWarnings"): 3}, "信任中心只允许签名", "签名"),
        ({(POLICY, "VBAWarnings"): 4}, "管理员策略禁用了全部宏", "受信任位置"),
        ({(POLICY, "VBAWarnings"): 3, (SECURITY, "VBAWarnings"): 1}, "管理员策略只允许签名", "签名"),
        ({(rf"{POLICY}\Trusted Locations", "AllLocationsDisabled"): 1}, "管理员策略停用了全部受信任位置", "签名"),
        ({(SECURITY, "DisableAllAddins"): 1}, "信任中心禁用了全部加载项", "允许加载项"),
        ({(POLICY, "RequireAddinSig"): 1}, "管理员策略要求加载项有签名", "为插件签名"),
    ],
)
def test_status_on_windows_names_what_is_in_the_way_and_what_to_do(
    tmp_path: Path, values: dict[tuple[str, str], object], expected: str, advice: str
) -> None:
    known = EXCEL | values if values else {}
    machine = Machine("Windows", tmp_path, {}, tmp_path, registry=lambda key, name: known.get((key, name)))
    (line,) = [line for line in status(machine) if expected in line.text]
    assert not line.good
    assert advice in line.advice
    trusted = any("宏设置允许" in line.text for line in status(machine))
    assert trusted == ("Excel" in expected or "WPS" in expected), "these two are no matter of trust"


@pytest.mark.parametrize("values", [{}, {(SECURITY, "VBAWarnings"): 2}, {(POLICY, "VBAWarnings"): 1}])
def test_status_on_windows_is_content_with_settings_that_trust_the_start_folder(tmp_path: Path, values) -> None:
    known = EXCEL | values
    machine = Machine("Windows", tmp_path, {}, tmp_path, registry=lambda key, name: known.get((key, name)))
    lines = status(machine)
    assert (True, "宏设置允许启动文件夹中的插件", "") in lines
    assert (True, r"找到 Microsoft Excel：C:\Office16\EXCEL.EXE /automation", "") in lines


@pytest.mark.parametrize(
    ("python", "expected", "advice"),
    [
        ((1, "ModuleNotFoundError: No module named 'uno'"), "没有 python3-uno", "请安装 python3-uno"),
        ((0, "3.8\n"), "LibreOffice 用 Python 3.8", "请用 /usr/bin/python3 建立环境"),
    ],
)
def test_status_on_linux_compares_the_python_of_libreoffice(
    tmp_path: Path, python: tuple[int, str], expected: str, advice: str
) -> None:
    programs = Programs()
    programs.python = python
    (line,) = [line for line in status(Machine("Linux", tmp_path, {}, tmp_path, run=programs)) if expected in line.text]
    assert not line.good
    assert advice in line.advice


def test_libreoffice_missing_is_told(tmp_path: Path) -> None:
    machine = Machine("Linux", tmp_path, {}, tmp_path)
    with pytest.raises(OutputError, match="没有找到 LibreOffice"):
        install(machine)
    assert status(machine)[0] == (False, "没有找到 LibreOffice", "请安装 libreoffice-calc 和 python3-uno")


def test_the_command_tells_problems_with_their_remedy_and_an_exit_code(jixiao, monkeypatch, tmp_path: Path) -> None:
    machine = Machine("Linux", tmp_path, {}, tmp_path / "python")
    monkeypatch.setattr(Machine, "here", classmethod(lambda cls: machine))
    result = jixiao("addin", "status")
    assert result.code == 1
    assert "问题　没有找到 LibreOffice\n　　　请安装 libreoffice-calc 和 python3-uno\n" in result.out
    assert "问题　插件未安装" in result.out and "请运行 jixiao addin install" in result.out
