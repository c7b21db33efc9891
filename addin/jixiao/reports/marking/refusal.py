"""The one way in which marking a workbook ends without a copy."""

from __future__ import annotations

from jixiao.errors import InputError


class CannotMarkError(InputError):
    """The workbook is such that a copy could not be true to it; its findings go into a list instead."""
