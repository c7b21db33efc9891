"""The bounds of a reading process."""

from __future__ import annotations

import signal
import sys
import time

import pytest

from jixiao.processes.worker import FileTimeLimitError, time_limit

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no alarm signal")


def test_a_file_that_takes_too_long_is_ended_and_the_handler_is_as_before() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(FileTimeLimitError, match="处理超过"), time_limit(0.05, hard=False):
        time.sleep(5)
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_an_alarm_that_was_not_set_by_python_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Python answers where the program that it runs in, an office, has a handler of its own."""
    monkeypatch.setattr(signal, "getsignal", lambda number: None)
    touched: list[int] = []
    monkeypatch.setattr(signal, "signal", lambda number, handler: touched.append(number))
    with time_limit(5, hard=False):
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert touched == []
