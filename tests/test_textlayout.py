"""Numbers in Chinese, as official tables, letters and cell formats write them."""

from __future__ import annotations

import pytest

from jixiao.textlayout import in_chinese


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (35, "三十五"),
        (99, "九十九"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (10_000, "10000"),
    ],
)
def test_a_number_is_written_as_it_is_read(number: int, text: str) -> None:
    assert in_chinese(number) == text
