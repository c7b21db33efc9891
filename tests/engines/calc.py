"""A live LibreOffice without a window: a profile and a pipe of its own, macros allowed."""

from __future__ import annotations

import builtins
import contextlib
import importlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jixiao.excel.libreoffice.calc_program import CalcProgram
from jixiao.excel.libreoffice.unoimport import import_uno, property_values

_START_SECONDS = 60
_SETTINGS = {
    "Common/Security/Scripting": {"MacroSecurityLevel": 0},
    "Calc/Filter/Import/VBA": {"Load": "true", "Executable": "true"},
    "Common/Misc": {"UseLocking": "false", "UseDocumentOOoLockFile": "false", "UseDocumentSystemFileLocking": "false"},
}


def _settings() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, values in _SETTINGS.items()
        for name, value in values.items()
    )
    namespaces = (
        'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items {namespaces}>{items}</oor:items>'


def _office_environment() -> dict[str, str]:
    """This environment without what points to another Python: LibreOffice brings its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYENV"))}
    return kept | {"PATH": os.defpath}


class LiveCalc:
    """The process. ``environment`` is added to its own; ``profile`` may hold an installed extension already."""

    def __init__(self, profile: Path, environment: Mapping[str, str] | None = None) -> None:
        program = shutil.which("soffice") or shutil.which("libreoffice")
        assert program is not None
        settings = profile / "user" / "registrymodifications.xcu"
        if not settings.exists():
            settings.parent.mkdir(parents=True)
            settings.write_text(_settings(), encoding="utf-8")
        self.pipe = f"jixiao{secrets.token_hex(4)}"
        options = ["--headless", "--norestore", "--nologo", "--nodefault", f"-env:UserInstallation={profile.as_uri()}"]
        self._process = subprocess.Popen(
            [program, *options, f"--accept=pipe,name={self.pipe};urp;"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**_office_environment(), "JIXIAO_PIPE": self.pipe, **(environment or {})},
        )
        self.context = connect(self.pipe, self._process)
        self.desktop = self.context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", self.context)

    def program(self) -> CalcProgram:
        """The program, which opens workbooks without a window."""
        return CalcProgram(self.context, hidden=True)

    def open(self, path: Path) -> Any:
        """A document, its macros allowed."""
        return self.desktop.loadComponentFromURL(
            path.resolve().as_uri(), "_blank", 0, property_values(Hidden=True, MacroExecutionMode=4)
        )

    def install(self, package: Path) -> None:
        """Install an extension; it works from the next start on. ``unopkg`` refuses to do it as root."""
        manager = self.context.getValueByName("/singletons/com.sun.star.deployment.ExtensionManager")
        manager.addExtension(package.as_uri(), (), "user", None, _consenting())

    def memory(self) -> int:
        """Bytes that the office process holds."""
        pages = [p for p in Path("/proc").glob("[0-9]*/stat") if self._is_ours(p)]
        return sum(int(p.read_text().rsplit(")", 1)[1].split()[21]) * 4096 for p in pages)

    def _is_ours(self, stat: Path) -> bool:
        with contextlib.suppress(OSError):
            return int(stat.read_text().rsplit(")", 1)[1].split()[2]) == self._process.pid  # the process group
        return False

    def stop(self) -> None:
        """End the process."""
        with contextlib.suppress(Exception):  # the connection breaks while it says goodbye
            self.desktop.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)


def _consenting() -> Any:
    """A user who says yes to whatever an installation asks."""
    uno = import_uno()
    interfaces = [
        uno.getClass(f"com.sun.star.{name}") for name in ("ucb.XCommandEnvironment", "task.XInteractionHandler")
    ]

    class Consenting(unohelper().Base, *interfaces):
        def getInteractionHandler(self) -> Any:  # noqa: N802
            return self

        def getProgressHandler(self) -> None:  # noqa: N802
            return None

        def handle(self, request: Any) -> None:
            for choice in request.getContinuations():
                if choice.queryInterface(uno.getTypeByName("com.sun.star.task.XInteractionApprove")) is not None:
                    choice.select()

    return Consenting()


def unohelper() -> Any:
    """The module ``unohelper``, which is found only beside ``uno`` and imported only by UNO's own import."""
    uno = import_uno()
    importing = builtins.__import__
    sys.path.append(str(Path(uno.__file__).parent))
    builtins.__import__ = uno._uno_import
    try:
        return importlib.import_module("unohelper")
    finally:
        builtins.__import__ = importing
        sys.path.pop()


def connect(pipe: str, process: subprocess.Popen[bytes] | None = None) -> Any:
    """The component context of the office that listens on a pipe."""
    uno = import_uno()
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    missing = uno.getClass("com.sun.star.connection.NoConnectException")
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except missing:
            if time.monotonic() > deadline or (process is not None and process.poll() not in (None, 81)):
                raise
            time.sleep(0.05)
