"""Python's cycle collector, told to look less often while many workbooks pass.

What is made for a workbook is gone with its last reference. The collector only walks over it again and again, for an
eighth of the time of a merge; at these thresholds it still finds what cycles there are, some hundred workbooks later.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_THRESHOLDS = (100_000, 20, 20)


def collect_rarely() -> None:
    """For the rest of this process."""
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)


@contextmanager
def rare_collection() -> Iterator[None]:
    """For as long as the block runs."""
    before = gc.get_threshold()
    collect_rarely()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
