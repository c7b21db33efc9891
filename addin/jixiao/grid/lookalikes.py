"""Characters that look like others or like nothing, as copied out of a PDF.

A radical (⽔, U+2F54) is drawn like its character (水, U+6C34) and equal to it in no comparison; a variation selector, a
soft hyphen or a zero-width space is not drawn at all.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# The radicals of U+2E80–2EF3 that Unicode gives no decomposition, in their order from U+2E81 on; · where there is none
# or its character lies beyond the first plane (Unicode, EquivalentUnifiedIdeograph.txt).
_FROM = 0x2E81
_CHARACTERS = (
    "厂乛乚乙亻冂·刀刂卜㔾小小兀尣尢·巳幺彑彐忄㣺扌攵·旡日月歺母民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟罓罒罓冗·羊··耂肀聿肉臼艹艹艹"
    "虎衤覀西见角·讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食食飠饣·马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
_ODD = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2236\u2e80-\u2fdf\uf900-\ufaff\ufe00-\ufe0f\ufe55\ufeff\U000e0100-\U000e01ef]"
)


@cache
def _replacements() -> dict[int, str]:
    radicals = {_FROM + index: character for index, character in enumerate(_CHARACTERS) if character != "·"}
    drawn_alike = {
        code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00))
    }
    invisible = [0xAD, 0x34F, 0x61C, *range(0x180B, 0x180F), *range(0x200B, 0x2010), *range(0x202A, 0x202F)]
    invisible += [*range(0x2060, 0x2065), *range(0xFE00, 0xFE10), 0xFEFF, *range(0xE0100, 0xE01F0)]
    colons = {0x2236: "：", 0xFE55: "："}  # ∶ is the sign of a ratio
    return {**radicals, **drawn_alike, **colons, **dict.fromkeys(invisible, "")}


def plain_characters(text: str) -> str:
    """Return the text without look-alike radicals and characters that show nothing."""
    if text.isascii() or _ODD.search(text) is None:
        return text
    return text.translate(_replacements())
