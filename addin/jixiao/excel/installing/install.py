"""Install and uninstall. What was written is noted, so that uninstalling takes away that and nothing else."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path

from jixiao import __version__
from jixiao.errors import OutputError, os_reason
from jixiao.excel.building import extension
from jixiao.excel.installing.machine import Machine
from jixiao.excel.installing.places import addin_path, files_to_write, installed_version, settings_folder
from jixiao.output import make_folder, replacing

RECORD = "installed.json"


def install(machine: Machine) -> list[Path]:
    """Write every file and, on Linux, register the extension. Raises ``OutputError``, ``UsageError`` without xlwings."""
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
        _write(path, content)
    entries = {str(path): hashlib.sha256(content).hexdigest() for path, content in files.items()}
    made = list(dict.fromkeys([*_recorded_folders(machine), *map(str, folders)]))
    _write(record, json.dumps({"version": __version__, "files": entries, "folders": made}, ensure_ascii=False).encode())
    if machine.system == "Linux":
        _register(machine, settings_folder(machine) / extension.FILE_NAME)
    return list(files)


def _is_of_someone_else(machine: Machine, path: Path, content: bytes) -> bool:
    """Whether something lies there that is neither what is to be written nor what was written before."""
    if not path.exists() or path.read_bytes() == content:
        return False
    return hashlib.sha256(path.read_bytes()).hexdigest() != dict(recorded(machine)).get(path)


def uninstall(machine: Machine) -> list[Path]:
    """Remove what was installed; a file that someone changed since then stays. Raises ``OutputError``."""
    removed = []
    if machine.system == "Linux" and recorded(machine):
        machine.run(["unopkg", "remove", extension.IDENTIFIER])
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


def _write(path: Path, content: bytes) -> None:
    make_folder(path.parent)
    with replacing(path) as temporary:
        temporary.write_bytes(content)


def _register(machine: Machine, package: Path) -> None:
    """Hand the extension to LibreOffice. Raises ``OutputError``."""
    code, said = machine.run(["unopkg", "add", "--force", "--suppress-license", str(package)])
    if code == 127:
        raise OutputError("没有找到 LibreOffice", hint="请先安装 libreoffice-calc 和 python3-uno")
    if code != 0:
        hint = f"请关闭 LibreOffice 后重试，或在“工具－扩展管理器”中手工添加 {package}"
        raise OutputError(f"LibreOffice 没有接受扩展：{said.splitlines()[-1] if said else code}", hint=hint)
