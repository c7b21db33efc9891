"""How high a row of the summary is for the text that stands in it."""

from __future__ import annotations

import pytest

from jixiao.consolidate.summary.row_height import MAX_HEIGHT, height, lines_needed, row_height


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("清淤", 5, 1),
        ("清淤长度", 9, 1),
        ("清淤长度", 8, 2),
        ("清淤河道12公里", 10, 2),
        ("abcdefgh", 9, 1),
        ("一\n二\n\n三", 9, 4),
        ("清淤长度达到\n十二公里", 9, 3),
        ("清淤", 1, 2),
    ],
)
def test_a_chinese_character_takes_the_room_of_two_letters(text: str, width: float, lines: int) -> None:
    assert lines_needed(text, width) == lines


def test_a_row_has_a_line_and_a_third_for_each_line_some_air_and_an_end() -> None:
    assert (height(1, 10), height(3, 10), height(2, 11)) == (17.5, 44.5, 33.7)
    assert height(1000, 10) == MAX_HEIGHT
    assert row_height([("清淤", 9), (None, 3), ("清淤长度达到十二公里", 9)], 10) == 44.5
    assert row_height([(None, 9), ("", 9)], 10) == height(1, 10)
