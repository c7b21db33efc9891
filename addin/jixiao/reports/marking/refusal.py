"""The one way in which marking a workbook ends without a copy."""

from __future__ import annotations

from jixiao.errors import InputError


class CannotMarkError(InputError):
    """No copy would be true to the workbook: its findings go into a list."""
