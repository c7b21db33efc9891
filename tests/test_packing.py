"""A long text that is held compressed comes back whole."""

from __future__ import annotations

import pytest

from jixiao.packing import PackedText


@pytest.mark.parametrize(
    "pieces",
    [[], [""], ["一行\n"], ["绩效" * 400_000, "\n", "目标" * 300_000], ["\udc80", "a\r\nb", "\U0001f600"] * 50_000],
    ids=["nothing", "an empty text", "a line", "long pieces", "awkward characters"],
)
def test_a_text_comes_back_as_it_was_written(pieces: list[str]) -> None:
    text = PackedText()
    for piece in pieces:
        assert text.write(piece) == len(piece)
    assert "".join(text.pieces()) == "".join(pieces)
    assert "".join(text.pieces()) == "".join(pieces)
    assert "".join(PackedText(text.packed()).pieces()) == "".join(pieces)


def test_it_comes_in_pieces_and_is_held_small() -> None:
    text = PackedText()
    for number in range(100_000):
        text.write(f"第{number}行：资金总额与各来源合计不一致\n")
    assert len(text.packed()) < 1_000_000
    assert max(map(len, text.pieces())) < 300_000
