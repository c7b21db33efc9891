"""What the tests share: the command line in this process or in one of its own, LibreOffice and Chromium where installed.

A test marked ``office`` needs LibreOffice, one marked ``browser`` Chromium and its driver, one marked ``validator`` the
validator of Office files, one marked ``calculator`` the second calculator. Without them the test is skipped and the summary says so; where ``JIXIAO_REQUIRE_OFFICE`` is set, as in CI, such a skip is a failure.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from calling import SOURCES, Call, Process, Result
from programs import CALCULATOR, CHROMEDRIVER, CHROMIUM, SOFFICE, VALIDATOR, Office

OFFICE_REQUIRED = bool(os.environ.get("JIXIAO_REQUIRE_OFFICE"))

hypothesis.settings.register_profile("jixiao", deadline=None)  # no test asserts seconds
hypothesis.settings.load_profile("jixiao")

NEEDS = {
    "office": ("LibreOffice", "libreoffice-calc libreoffice-writer", SOFFICE is not None),
    "browser": ("Chromium", "chromium chromium-driver", None not in (CHROMIUM, CHROMEDRIVER)),
    "validator": ("ooxml-validator", "npm，再运行 .ci/validator", VALIDATOR is not None),
    "calculator": ("formulas", "python3-venv，再运行 .ci/calculator", CALCULATOR is not None),
}
"""By mark: the program a test needs, Debian's packages of it, whether it is there."""


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice; the test must carry the mark ``office``."""
    assert SOFFICE is not None
    return Office(SOFFICE, tmp_path_factory.mktemp("office") / "profile")


@pytest.fixture
def jixiao(capsys: pytest.CaptureFixture[str]) -> Call:
    """Run a command line in this process."""
    from jixiao_cli.__main__ import run

    def call(*arguments: object) -> Result:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return call


@pytest.fixture
def jixiao_process() -> Process:
    """Run a command line in a process of its own."""

    def call(*arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
        extra = options.pop("env", {})
        environment = {**os.environ, **SOURCES, **extra}
        command = [sys.executable, "-m", "jixiao_cli", *(str(argument) for argument in arguments)]
        return subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False, **options)

    return call


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs a program that is not there."""
    for mark, (program, _, there) in NEEDS.items():
        if item.get_closest_marker(mark) and not there:
            pytest.skip(f"{program} is not installed")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Where the programs are required, a test of them that was skipped for whatever reason has failed."""
    report = yield
    if OFFICE_REQUIRED and report.skipped:
        for mark in NEEDS:
            if item.get_closest_marker(mark):
                report.outcome = "failed"
                report.longrepr = f"{mark} test skipped although JIXIAO_REQUIRE_OFFICE is set: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it plainly if nothing was tried in a program."""
    for mark, (program, packages, there) in NEEDS.items():
        if not there and not OFFICE_REQUIRED:
            skipped = sum(mark in report.keywords for report in terminalreporter.stats.get("skipped", ()))
            terminalreporter.write_line(f"{program} 未安装：{skipped} 个需要它的测试没有运行（apt install {packages}）")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests have a cache of their own: that of the user is neither read nor filled."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JIXIAO_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        patch.setenv("JIXIAO_FORMS", "")
        yield


@pytest.fixture(scope="session")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the workbooks of two departments in all layouts; not to be changed."""
    from jixiao_samples import write_samples

    folder = tmp_path_factory.mktemp("returns")
    write_samples(folder, departments=2)
    return folder
