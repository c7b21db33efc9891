"""Samples without mistakes give nothing to mend; ``benchmarks/samples_in_order.py`` tries as many as wanted."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.samples_in_order import LAYOUTS, complaints
from jixiao_samples.content import Layouts


@pytest.mark.parametrize("layouts", LAYOUTS)
def test_samples_in_order_give_no_error_and_no_warning(tmp_path: Path, layouts: Layouts) -> None:
    assert complaints(tmp_path, 15, 2026, layouts) == []
