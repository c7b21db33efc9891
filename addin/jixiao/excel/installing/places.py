"""Where each system wants which file."""

from __future__ import annotations

import json
import re
import sys
import zipfile
from importlib import resources
from pathlib import Path

from jixiao.excel.building import addin, extension
from jixiao.excel.installing.machine import Machine

_MAC_STARTUP = (
    "Library", "Group Containers", "UBF8T346G9.Office", "User Content.localized", "Startup.localized", "Excel",
)  # fmt: skip
_MAC_EXCEL = ("Library", "Containers", "com.microsoft.Excel", "Data")
_MAC_SCRIPTS = ("Library", "Application Scripts", "com.microsoft.Excel")


def addin_path(machine: Machine) -> Path:
    """Where the add-in lies: what lies in this folder Excel opens when it starts."""
    if machine.system == "Windows":
        folder = machine.folder("APPDATA", "AppData", "Roaming") / "Microsoft" / "Excel" / "XLSTART"
        return folder / addin.FILE_NAME
    if machine.system == "Darwin":
        return machine.home.joinpath(*_MAC_STARTUP) / addin.FILE_NAME
    return settings_folder(machine) / extension.FILE_NAME


def settings_folder(machine: Machine) -> Path:
    """Jixiao's own folder."""
    if machine.system == "Windows":
        return machine.folder("LOCALAPPDATA", "AppData", "Local") / "jixiao"
    if machine.system == "Darwin":
        return machine.home / "Library" / "Application Support" / "jixiao"
    return machine.folder("XDG_CONFIG_HOME", ".config") / "jixiao"


def interpreter(machine: Machine) -> Path:
    """The interpreter that Excel starts: on Windows the one without a console window."""
    if machine.system == "Windows":
        windowless = machine.interpreter.with_name("pythonw.exe")
        return windowless if windowless.exists() else machine.interpreter
    return machine.interpreter


def python_version() -> str:
    """Return this Python's version, which LibreOffice's own must match."""
    return "{}.{}".format(*sys.version_info[:2])


def files_to_write(machine: Machine) -> dict[Path, bytes]:
    """Every file of an installation with its content."""
    if machine.system == "Windows":
        configuration = machine.folder("USERPROFILE") / ".jixiao" / "jixiao.conf"
        return {
            addin_path(machine): addin.build_addin(),
            configuration: _configuration("INTERPRETER_WIN", interpreter(machine)),
        }
    if machine.system == "Darwin":
        script = next(file for file in resources.files("xlwings").iterdir() if file.name.endswith(".applescript"))
        return {
            addin_path(machine): addin.build_addin(),
            machine.home.joinpath(*_MAC_EXCEL) / "jixiao.conf": _configuration("INTERPRETER_MAC", interpreter(machine)),
            machine.home.joinpath(*_MAC_SCRIPTS) / script.name: script.read_bytes(),
        }
    return {
        addin_path(machine): extension.build_extension(),
        settings_folder(machine) / "libreoffice.json": _for_libreoffice(machine),
    }


def installed_version(path: Path) -> str | None:
    """The version an add-in or extension was built from."""
    patterns = {
        "docProps/custom.xml": rf'name="{addin.VERSION_PROPERTY}"><vt:lpwstr>([^<]+)<',
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


def _configuration(name: str, value: Path) -> bytes:
    """A settings file as the VBA of xlwings reads it, in the code page of the system."""
    return f'"{name}","{value}"\r\n'.encode("gbk" if name.endswith("WIN") else "utf-8")


def _for_libreoffice(machine: Machine) -> bytes:
    settings = {"python": python_version(), "paths": list(machine.paths)}
    return json.dumps(settings, ensure_ascii=False, indent=1).encode()
