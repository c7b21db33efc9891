"""What is installed, what is in the way, and what to do about it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from jixiao import __version__
from jixiao.excel.building.addin import VERSION_PROPERTY
from jixiao.excel.building.extension import IDENTIFIER
from jixiao.excel.installing.install import recorded
from jixiao.excel.installing.machine import Machine
from jixiao.excel.installing.places import addin_path, interpreter

_SECURITY = r"Software\Microsoft\Office\16.0\Excel\Security"
_POLICY = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
_INSTALL = "请运行 jixiao addin install"


class Line(NamedTuple):
    """One thing that was looked at. ``advice`` is empty where all is well."""

    good: bool
    text: str
    advice: str = ""


def status(machine: Machine) -> list[Line]:
    """Everything that decides whether the buttons work."""
    lines = [*_program(machine), *_addin(machine), *_interpreter(machine)]
    if machine.system == "Windows":
        lines += _trust(machine)
    return lines


def _program(machine: Machine) -> Iterator[Line]:
    if machine.system == "Linux":
        code, said = machine.run(["unopkg", "list", IDENTIFIER])
        if code == 127:
            yield Line(False, "没有找到 LibreOffice", "请安装 libreoffice-calc 和 python3-uno")
        else:
            there = IDENTIFIER in said and code == 0
            yield Line(there, f"LibreOffice 扩展{'已' if there else '未'}登记", "" if there else _INSTALL)
    elif machine.system == "Darwin":
        there = (Path("/Applications/Microsoft Excel.app")).exists()
        yield Line(
            there, f"{'找到' if there else '没有找到'} Microsoft Excel", "" if there else "请安装 Microsoft Excel"
        )
    else:
        yield _excel_on_windows(machine)


def _excel_on_windows(machine: Machine) -> Line:
    """``Excel.Application`` is what xlwings starts; installing WPS may take the name over."""
    identity = machine.registry(r"HKCR\Excel.Application\CLSID", "")
    server = str(machine.registry(rf"HKCR\CLSID\{identity}\LocalServer32", "") or "") if identity else ""
    if not server:
        return Line(False, "没有找到 Microsoft Excel", "请安装桌面版 Excel；只有 WPS 时请改用命令行和 .xlsx 模板")
    if re.search(r"wps|kingsoft|\bet\.exe", server, re.IGNORECASE):
        advice = "在 WPS“配置工具－兼容设置”中取消与 Microsoft Office 兼容，再用 Office 的“快速修复”"
        return Line(False, f"Excel 的接口被 WPS 占用：{server}", advice)
    return Line(True, f"找到 Microsoft Excel：{server}")


def _addin(machine: Machine) -> Iterator[Line]:
    path = addin_path(machine)
    if not path.exists():
        yield Line(False, f"插件未安装：{path}", _INSTALL)
        return
    version = installed_version(path)
    if version == __version__:
        yield Line(True, f"插件 {version}：{path}")
    else:
        yield Line(False, f"插件版本 {version or '不明'} 与程序版本 {__version__} 不一致", _INSTALL)


def installed_version(path: Path) -> str | None:
    """The version an add-in or extension was built from."""
    patterns = {
        "docProps/custom.xml": rf'name="{VERSION_PROPERTY}"><vt:lpwstr>([^<]+)<',
        "description.xml": r'<version value="([^"]+)"',
    }
    try:
        with zipfile.ZipFile(path) as package:
            for part, pattern in patterns.items():
                if part in package.namelist():
                    found = re.search(pattern, package.read(part).decode("utf-8", "replace"))
                    return found[1] if found else None
    except (OSError, zipfile.BadZipFile):
        pass
    return None


def _interpreter(machine: Machine) -> Iterator[Line]:
    wanted = interpreter(machine)
    if not wanted.exists():
        yield Line(False, f"Python 解释器不存在：{wanted}", "请重新安装 Python 环境，" + _INSTALL.removeprefix("请"))
        return
    for path, _ in recorded(machine):
        if path.suffix == ".conf" and path.exists():
            named = path.read_bytes().decode("gbk" if machine.system == "Windows" else "utf-8", "replace")
            if str(wanted) not in named:
                yield Line(False, f"插件指向另一个 Python：{named.strip()}", _INSTALL)
                return
    yield Line(True, f"Python 解释器：{wanted}")


def _trust(machine: Machine) -> Iterator[Line]:
    """Macro settings: a policy of the administrator counts before the user's own choice."""
    policy = machine.registry(_POLICY, "VBAWarnings")
    choice = policy if policy is not None else machine.registry(_SECURITY, "VBAWarnings")
    by = "管理员策略" if policy is not None else "信任中心"
    if choice == 4:
        yield Line(False, f"{by}禁用了全部宏", "请管理员把插件所在文件夹设为受信任位置")
    elif choice == 3:
        yield Line(False, f"{by}只允许签名的宏", "请管理员为插件签名，或把插件所在文件夹设为受信任位置")
    else:
        yield Line(True, "宏设置允许启动文件夹中的插件")
