"""A running LibreOffice for the tests that type into templates."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from office.live import LiveOffice


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveOffice]:
    """LibreOffice, driven over UNO; the test must carry the mark ``office``."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program is not None
    try:
        office = LiveOffice(program, tmp_path_factory.mktemp("live") / "profile")
    except ImportError as error:
        pytest.skip(f"python3-uno cannot be used from this Python: {error}")
    yield office
    office.stop()
