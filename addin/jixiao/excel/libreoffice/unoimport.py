"""Importing UNO, LibreOffice's interface, which belongs to the system's Python."""

# Importing it replaces ``builtins.__import__``; what was there is put back, for the replacement hides missing
# modules.

from __future__ import annotations

import builtins
import importlib
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

from jixiao.errors import UsageError

_SYSTEM_PACKAGES = (Path("/usr/lib/python3/dist-packages"), Path("/usr/lib64/python3/site-packages"))


@cache
def import_uno() -> ModuleType:
    """Return ``uno``. Raises ``UsageError`` if it is missing or of another Python."""
    original = builtins.__import__
    added = [str(folder) for folder in _SYSTEM_PACKAGES if (folder / "uno.py").exists()]
    sys.path.extend(added)
    try:
        return importlib.import_module("uno")
    except ImportError as error:
        hint = "请安装 python3-uno，并用系统自带的 Python 建立运行环境"
        raise UsageError("当前 Python 不能调用 LibreOffice", hint=hint) from error
    finally:
        builtins.__import__ = original
        for folder in added:
            sys.path.remove(folder)


def property_values(**values: object) -> tuple[object, ...]:
    """Named values as UNO wants them."""
    made = []
    for name, value in values.items():
        entry = import_uno().createUnoStruct("com.sun.star.beans.PropertyValue")
        entry.Name, entry.Value = name, value
        made.append(entry)
    return tuple(made)
