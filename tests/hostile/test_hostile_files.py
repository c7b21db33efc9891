"""No file harms the reader: each is refused with the right class, in Chinese, quickly and in little memory."""

import os
import time
import tracemalloc
from pathlib import Path

import pytest

from grid.workbook_parts import sheet_xml, xlsx
from hostile.hostile_files import HOSTILE, ODS_HEAD, ODS_TAIL, SAYS, ods, xls_far_cell
from hostile.hostile_zips import good
from jixiao.errors import HostileWorkbookError, InputError, UnreadableFileError
from jixiao.grid.guard import check_unread_parts, examine
from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.open import open_workbook

FOUND_ON_READING = {
    "Excel 2003 XML",
    # Only counting cells or expanding formulas shows these; looking at the package does not.
    "swelling shared formula",
    "one part for a thousand sheets",
    "ods of repeated cells",
    "ods without content",
    "ods without a sheet",
    "Word document without a body",
}


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    """The path of a hostile file by its name."""
    folder = tmp_path_factory.mktemp("hostile")

    def build(name: str) -> Path:
        path = folder / f"{name}.xlsx"
        if not path.exists():
            path.write_bytes(HOSTILE[name][0]())
        return path

    return build


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_the_class_that_says_why(hostile, name):
    path = hostile(name)
    started = time.process_time()  # of the processor: the machine may be busy
    with pytest.raises(InputError) as caught:
        open_workbook(path)
    assert type(caught.value) is HOSTILE[name][1], caught.value.message
    assert time.process_time() - started < 10
    assert caught.value.file == str(path)
    assert caught.value.hint
    assert any("一" <= letter <= "鿿" for letter in caught.value.message)
    assert SAYS.get(name, "") in caught.value.message


@pytest.mark.parametrize("name", sorted(HOSTILE.keys() - FOUND_ON_READING))
def test_looking_at_a_hostile_file_is_enough_to_refuse_it(hostile, name):
    with pytest.raises(InputError) as caught:
        examined = examine(hostile(name))
        assert examined.package is not None
        check_unread_parts(examined.package)
    assert type(caught.value) is HOSTILE[name][1]


@pytest.mark.parametrize("name", ["zip bomb", "bomb of many parts", "part larger than declared"])
def test_a_bomb_is_refused_in_little_memory(hostile, name):
    path = hostile(name)
    tracemalloc.start()
    try:
        with pytest.raises(HostileWorkbookError):
            open_workbook(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 250_000_000


def test_the_good_file_the_others_are_made_from_is_read(tmp_path):
    path = tmp_path / "good.xlsx"
    path.write_bytes(good())
    assert open_workbook(path).sheets[0].rows == {1: {1: "绩效目标", 2: 1.0}}


def test_paths_that_are_no_files_are_unreadable(tmp_path):
    for path in (tmp_path, tmp_path / "没有.xlsx", tmp_path / "a" / "b.xlsx", "a\0b.xlsx"):
        with pytest.raises(UnreadableFileError):
            open_workbook(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_named_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.xlsx")
    with pytest.raises(UnreadableFileError):
        open_workbook(tmp_path / "pipe.xlsx")


@pytest.mark.parametrize(
    "limit",
    [
        {"file_bytes": 100},
        {"entries": 3},
        {"total_bytes": 500},
        {"part_bytes": 50},
        {"cells": 1},
        {"strings": 0},
        {"skeleton_bytes": 100},
        {"sheets": 0},
    ],
    ids=lambda limit: next(iter(limit)),
)
def test_every_limit_can_be_set_by_the_caller(tmp_path, limit):
    path = tmp_path / "good.xlsx"
    path.write_bytes(good())
    open_workbook(path)
    with pytest.raises(HostileWorkbookError):
        open_workbook(path, DEFAULT_LIMITS._replace(**limit))


def test_elements_that_hold_nothing_are_limited_where_they_are_parsed(tmp_path):
    limits = DEFAULT_LIMITS._replace(elements=1_000)
    path = tmp_path / "empty.xlsx"
    path.write_bytes(xlsx(sheet_xml("<row>" + "<c/>" * 999 + "</row><!-- -->")))
    assert open_workbook(path, limits).sheets[0].rows == {}
    path.write_bytes(xlsx(sheet_xml("<row>" + "<c/>" * 1_000 + "</row><!-- -->")))
    with pytest.raises(HostileWorkbookError):
        open_workbook(path, limits)
    path.write_bytes(ods(ODS_HEAD + "<table:table>" + "<table:table-row/>" * 1_000 + "</table:table>" + ODS_TAIL))
    with pytest.raises(HostileWorkbookError):
        open_workbook(path, limits)


def test_a_cell_in_the_far_corner_of_an_xls_costs_the_worker_not_the_reader(tmp_path):
    path = tmp_path / "far.xls"
    path.write_bytes(xls_far_cell())
    limits = DEFAULT_LIMITS._replace(worker_bytes=300 << 20)
    with pytest.raises(HostileWorkbookError):
        open_workbook(path, limits)
    path.write_bytes(good())
    assert open_workbook(path, limits).sheets
