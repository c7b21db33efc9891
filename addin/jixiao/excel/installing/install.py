"""Install and uninstall; what was written is noted, and only that goes away."""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import suppress
from pathlib import Path

from jixiao import __version__
from jixiao.errors import OutputError, os_reason
from jixiao.excel.building import extension
from jixiao.excel.installing.machine import NO_ANSWER, NOT_THERE, Machine
from jixiao.excel.installing.places import addin_path, files_to_write, installed_version, settings_folder
from jixiao.output import write_bytes

RECORD = "installed.json"

_REFUSALS = (
    (re.compile(r"as root|root user", re.IGNORECASE), "不能由 root 安装", "请改用自己的账号，不加 sudo"),
    (re.compile(r"already running|lock file|锁定文件|正在运行"), "LibreOffice 正在运行", "请关闭全部 LibreOffice 窗口"),
    (
        re.compile(r"loader\.Python|pyuno|python-?loader", re.IGNORECASE),
        "LibreOffice 缺少 Python 支持",
        "请安装 python3-uno（有的系统叫 libreoffice-script-provider-python）",
    ),
    (re.compile(r"permission denied|access denied|权限", re.IGNORECASE), "用户配置文件夹不能写入", "请检查其权限"),
    (re.compile(r"no space|disk full|磁盘", re.IGNORECASE), "磁盘空间不足", "请腾出空间"),
)
"""What ``unopkg`` says (``ERROR: Cannot run unopkg as root …``), the reason in Chinese, the next step."""
_NOT_REGISTERED = re.compile(r"no such extension|is not deployed|没有.*扩展|not installed", re.IGNORECASE)


def install(machine: Machine) -> list[Path]:
    """Write every file, register on Linux. Raises ``OutputError``, ``UsageError``."""
    files = files_to_write(machine)
    path = addin_path(machine)
    if path.suffix == ".xlam" and _is_of_someone_else(machine, path, files[path]):
        if installed_version(path) != __version__:
            hint = f"请先把“{path}”移到别处，再运行 jixiao addin install"
            raise OutputError("启动文件夹里已有一个不是本程序安装的同名插件", hint=hint)
        del files[path]  # the same add-in, signed by an administrator
    folders = [folder for path in files for folder in _missing_folders(path)]
    record = settings_folder(machine) / RECORD
    folders += [folder for folder in _missing_folders(record) if folder not in folders]
    for path, content in files.items():
        write_bytes(path, content)
    entries = {str(path): hashlib.sha256(content).hexdigest() for path, content in files.items()}
    made = list(dict.fromkeys([*_recorded_folders(machine), *map(str, folders)]))
    write_bytes(
        record, json.dumps({"version": __version__, "files": entries, "folders": made}, ensure_ascii=False).encode()
    )
    if machine.system == "Linux":
        _register(machine, settings_folder(machine) / extension.FILE_NAME)
    return list(files)


def _is_of_someone_else(machine: Machine, path: Path, content: bytes) -> bool:
    """Return whether somebody else's file lies where one is to be written."""
    if not path.exists() or path.read_bytes() == content:
        return False
    return hashlib.sha256(path.read_bytes()).hexdigest() != dict(recorded(machine)).get(path)


def uninstall(machine: Machine) -> list[Path]:
    """Remove what was installed, but for changed files. Raises ``OutputError``."""
    removed = []
    if machine.system == "Linux" and recorded(machine):
        _unregister(machine)
    for path, digest in recorded(machine):
        if path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == digest:
            try:
                path.unlink()
            except OSError as error:
                raise OutputError(f"无法删除“{path}”：{os_reason(error)}", hint="请关闭 Excel 后重试") from error
            removed.append(path)
    folders = _recorded_folders(machine)
    (settings_folder(machine) / RECORD).unlink(missing_ok=True)
    for folder in sorted(folders, key=len, reverse=True):
        with suppress(OSError):  # someone else has put something into it
            Path(folder).rmdir()
    return removed


def recorded(machine: Machine) -> list[tuple[Path, str]]:
    """The files of the installation, with their SHA-256."""
    return [(Path(path), digest) for path, digest in _record(machine).get("files", {}).items()]


def _recorded_folders(machine: Machine) -> list[str]:
    return list(_record(machine).get("folders", []))


def _record(machine: Machine) -> dict[str, dict[str, str]]:
    try:
        found: dict[str, dict[str, str]] = json.loads((settings_folder(machine) / RECORD).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _missing_folders(path: Path) -> list[Path]:
    return [folder for folder in path.parents if not folder.exists()]


def _register(machine: Machine, package: Path) -> None:
    """Hand the extension to LibreOffice. Raises ``OutputError``."""
    code, said = machine.run(["unopkg", "add", "--force", "--suppress-license", str(package)])
    if code != 0:
        raise _refused("LibreOffice 没有接受扩展", code, said)


def _unregister(machine: Machine) -> None:
    """Take the extension away from LibreOffice, if it has it. Raises ``OutputError``."""
    code, said = machine.run(["unopkg", "remove", extension.IDENTIFIER])
    if code in (0, NOT_THERE) or _NOT_REGISTERED.search(said):
        return
    raise _refused("LibreOffice 没有移除扩展", code, said)


def _refused(what: str, code: int, said: str) -> OutputError:
    """Return the error for what ``unopkg`` said, in Chinese and with the next step."""
    if code == NOT_THERE:
        return OutputError("没有找到 LibreOffice", hint="请先安装 libreoffice-calc 和 python3-uno，再重新运行本命令")
    if code == NO_ANSWER:
        return OutputError(f"{what}：等了两分钟没有回答", hint="请关闭全部 LibreOffice 窗口，再重新运行本命令")
    for pattern, reason, hint in _REFUSALS:
        if pattern.search(said):
            return OutputError(f"{what}：{reason}", hint=f"{hint}，再重新运行本命令")
    hint = "请关闭全部 LibreOffice 窗口，再重新运行本命令；仍不行时把括号里的原文发给维护人员"
    lines = said.splitlines() or ["没有说明原因"]
    return OutputError(f"{what}（退出码 {code}，原文：{lines[-1].strip()}）", hint=hint)
