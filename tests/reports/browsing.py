"""Headless Chromium with a profile of its own and no network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from programs import CHROMEDRIVER, CHROMIUM

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

FLAGS = (
    "headless",
    "no-sandbox",  # Chromium refuses to run as root with it, and in CI there is only root
    "disable-gpu",
    "disable-quic",
    "disable-dev-shm-usage",
    "no-first-run",
    "disable-background-networking",
    "disable-component-update",
    "disable-sync",
    "host-resolver-rules=MAP * ~NOTFOUND",
    "window-size=1440,1000",
)


def open_browser(profile: Path) -> Chrome:
    """A browser; who opens it calls ``quit``."""
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    assert CHROMIUM is not None
    options = ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"user-data-dir={profile}"):
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return Chrome(options=options, service=Service(CHROMEDRIVER))
