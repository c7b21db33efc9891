"""What is installed, what is in the way, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import metadata
from typing import NamedTuple

from jixiao import __version__
from jixiao.excel.building.extension import IDENTIFIER
from jixiao.excel.installing.install import recorded
from jixiao.excel.installing.machine import NOT_THERE, Machine
from jixiao.excel.installing.places import addin_path, installed_version, interpreter, python_version

_SECURITY = r"Software\Microsoft\Office\16.0\Excel\Security"
_POLICY = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
_INSTALL = "请运行 jixiao addin install"
_SYSTEM_PYTHON = "/usr/bin/python3"
_WITH_UNO = "import sys, uno; print('{}.{}'.format(*sys.version_info[:2]))"
_SETTINGS = (
    (r"Trusted Locations", "AllLocationsDisabled", "停用了全部受信任位置", "启用受信任位置，或为插件签名"),
    ("", "DisableAllAddins", "禁用了全部加载项", "允许加载项"),
    ("", "RequireAddinSig", "要求加载项有签名，受信任位置也不例外", "为插件签名"),
)
"""Key below the security settings, value that is 1, what it means, what an administrator can do."""


class StatusLine(NamedTuple):
    """One thing that was looked at. ``advice`` is empty where all is well."""

    good: bool
    text: str
    advice: str = ""


def status(machine: Machine) -> list[StatusLine]:
    """Everything that decides whether the buttons work."""
    lines = [*_program(machine), *_addin(machine), *_missing_files(machine), *_interpreter(machine), *_xlwings()]
    if machine.system == "Windows":
        lines += _trust(machine)
    return lines


def _program(machine: Machine) -> Iterator[StatusLine]:
    if machine.system == "Linux":
        yield from _libreoffice(machine)
    elif machine.system == "Darwin":
        there = any(
            (folder / "Microsoft Excel.app").exists()
            for folder in (machine.applications, machine.home / "Applications")
        )
        yield StatusLine(
            there, f"{'找到' if there else '没有找到'} Microsoft Excel", "" if there else "请安装 Microsoft Excel"
        )
    else:
        yield _excel_on_windows(machine)


def _libreoffice(machine: Machine) -> Iterator[StatusLine]:
    """Yield the state of the extension and of LibreOffice's Python."""
    code, said = machine.run(["unopkg", "list", IDENTIFIER])
    if code == NOT_THERE:
        yield StatusLine(False, "没有找到 LibreOffice", "请安装 libreoffice-calc 和 python3-uno")
        return
    there = IDENTIFIER in said and code == 0
    yield StatusLine(there, f"LibreOffice 扩展{'已' if there else '未'}登记", "" if there else _INSTALL)
    code, version = machine.run([_SYSTEM_PYTHON, "-c", _WITH_UNO])
    ours = python_version()
    if code != 0:
        yield StatusLine(False, "LibreOffice 不能运行 Python 扩展：没有 python3-uno", "请安装 python3-uno")
    elif version.strip() != ours:
        advice = f"请用 {_SYSTEM_PYTHON} 建立环境，重新安装 Jixiao，再运行 jixiao addin install"
        yield StatusLine(False, f"LibreOffice 用 Python {version.strip()}，Jixiao 装在 Python {ours} 中", advice)
    else:
        yield StatusLine(True, f"LibreOffice 的 Python 也是 {ours}")


def _excel_on_windows(machine: Machine) -> StatusLine:
    """Return what ``Excel.Application`` starts: WPS may have taken the name."""
    identity = machine.registry(r"HKCR\Excel.Application\CLSID", "")
    server = str(machine.registry(rf"HKCR\CLSID\{identity}\LocalServer32", "") or "") if identity else ""
    if not server:
        return StatusLine(False, "没有找到 Microsoft Excel", "请安装桌面版 Excel；只有 WPS 时请改用命令行和 .xlsx 模板")
    if re.search(r"wps|kingsoft|\bet\.exe", server, re.IGNORECASE):
        advice = "在 WPS“配置工具－兼容设置”中取消与 Microsoft Office 兼容，再用 Office 的“快速修复”"
        return StatusLine(False, f"Excel 的接口被 WPS 占用：{server}", advice)
    return StatusLine(True, f"找到 Microsoft Excel：{server}")


def _addin(machine: Machine) -> Iterator[StatusLine]:
    path = addin_path(machine)
    if not path.exists():
        yield StatusLine(False, f"插件未安装：{path}", _INSTALL)
        return
    version = installed_version(path)
    if version == __version__:
        yield StatusLine(True, f"插件 {version}：{path}")
    else:
        yield StatusLine(False, f"插件版本 {version or '不明'} 与程序版本 {__version__} 不一致", _INSTALL)


def _missing_files(machine: Machine) -> Iterator[StatusLine]:
    """Files of the installation that someone took away, the add-in itself excepted."""
    for path, _ in recorded(machine):
        if path != addin_path(machine) and not path.exists():
            yield StatusLine(False, f"安装时写入的文件不见了：{path}", _INSTALL)


def _xlwings() -> Iterator[StatusLine]:
    try:
        yield StatusLine(True, f"xlwings {metadata.version('xlwings')}")
    except metadata.PackageNotFoundError:
        yield StatusLine(False, "没有安装 xlwings", "请用安装文件夹重新安装（见插件说明）")


def _interpreter(machine: Machine) -> Iterator[StatusLine]:
    wanted = interpreter(machine)
    if not wanted.exists():
        yield StatusLine(
            False, f"Python 解释器不存在：{wanted}", "请重新安装 Python 环境，" + _INSTALL.removeprefix("请")
        )
        return
    for path, _ in recorded(machine):
        if path.suffix == ".conf" and path.exists():
            named = path.read_bytes().decode("gbk" if machine.system == "Windows" else "utf-8", "replace")
            if str(wanted) not in named:
                yield StatusLine(False, f"插件指向另一个 Python：{named.strip()}", _INSTALL)
                return
    yield StatusLine(True, f"Python 解释器：{wanted}")


def _trust(machine: Machine) -> Iterator[StatusLine]:
    """Yield the macro settings; a policy counts before the user's choice."""
    lines = []
    choice, by = _setting(machine, "", "VBAWarnings")
    if choice == 4:
        lines.append(StatusLine(False, f"{by}禁用了全部宏", "请管理员把插件所在文件夹设为受信任位置"))
    elif choice == 3:
        lines.append(StatusLine(False, f"{by}只允许签名的宏", "请管理员为插件签名，或把插件所在文件夹设为受信任位置"))
    for key, name, meaning, remedy in _SETTINGS:
        choice, by = _setting(machine, key, name)
        if choice == 1:
            lines.append(StatusLine(False, f"{by}{meaning}", f"请管理员{remedy}"))
    yield from lines or [StatusLine(True, "宏设置允许启动文件夹中的插件")]


def _setting(machine: Machine, key: str, name: str) -> tuple[str | int | None, str]:
    """A security setting and who has made it."""
    below = f"\\{key}" if key else ""
    policy = machine.registry(f"{_POLICY}{below}", name)
    if policy is not None:
        return policy, "管理员策略"
    return machine.registry(f"{_SECURITY}{below}", name), "信任中心"
