"""Importing UNO, which belongs to the system's Python, into this one.

Importing it replaces ``builtins.__import__``; what was there is put back, for the replacement hides missing modules.
"""

from __future__ import annotations

import builtins
import importlib
import sys
from types import ModuleType

SYSTEM_PACKAGES = "/usr/lib/python3/dist-packages"


def import_uno() -> ModuleType:
    """The module ``uno``. Raises ``ImportError`` where python3-uno is missing or made for another Python."""
    original = builtins.__import__
    sys.path.append(SYSTEM_PACKAGES)
    try:
        return importlib.import_module("uno")
    finally:
        builtins.__import__ = original
        sys.path.remove(SYSTEM_PACKAGES)
