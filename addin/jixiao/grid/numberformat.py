"""Number formats: what their codes mean for dates and percentages."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from jixiao.late_patterns import late_pattern
from jixiao.textlayout import in_chinese

_DATE_CHINESE = 'yyyy"年"m"月"d"日"'
_MONTH_CHINESE = 'yyyy"年"m"月"'
_DAY_CHINESE = 'm"月"d"日"'

# The built-in formats by id, as a Chinese Excel shows them (ECMA-376-1, 18.8.30, list for zh-cn): 27–36 and 50–58 are
# dates there and plain numbers in every other language.
BUILTIN: dict[str, str] = {
    "0": "General", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00",
    "5": '"¥"#,##0;"¥"-#,##0', "6": '"¥"#,##0;[Red]"¥"-#,##0', "7": '"¥"#,##0.00;"¥"-#,##0.00',
    "8": '"¥"#,##0.00;[Red]"¥"-#,##0.00', "9": "0%", "10": "0.00%", "11": "0.00E+00", "12": "# ?/?", "13": "# ??/??",
    "14": "yyyy/m/d", "15": "d-mmm-yy", "16": "d-mmm", "17": "mmm-yy", "18": "h:mm AM/PM", "19": "h:mm:ss AM/PM",
    "20": "h:mm", "21": "h:mm:ss", "22": "yyyy/m/d h:mm",
    "27": _MONTH_CHINESE, "28": _DAY_CHINESE, "29": _DAY_CHINESE, "30": "m-d-yy", "31": _DATE_CHINESE,
    "32": 'h"时"mm"分"', "33": 'h"时"mm"分"ss"秒"', "34": '上午/下午h"时"mm"分"', "35": '上午/下午h"时"mm"分"ss"秒"',
    "36": _MONTH_CHINESE, "37": "#,##0;-#,##0", "38": "#,##0;[Red]-#,##0", "39": "#,##0.00;-#,##0.00",
    "40": "#,##0.00;[Red]-#,##0.00", "41": '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    "42": '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ', "43": '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    "44": '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ', "45": "mm:ss", "46": "[h]:mm:ss", "47": "mmss.0",
    "48": "##0.0E+0", "49": "@",
    "50": _MONTH_CHINESE, "51": _DAY_CHINESE, "52": _MONTH_CHINESE, "53": _DAY_CHINESE, "54": _DAY_CHINESE,
    "55": '上午/下午h"时"mm"分"', "56": '上午/下午h"时"mm"分"ss"秒"', "57": _MONTH_CHINESE, "58": _DAY_CHINESE,
}  # fmt: skip


def is_general(code: str) -> bool:
    """Return whether a format code is General (in WPS ``G/通用格式``)."""
    return not code or code.casefold() in ("general", "g/通用格式")


# One piece of a code: what is shown as it stands, what is dropped (padding, colours, conditions, locales), or a token.
_PIECE = late_pattern(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<elapsed>h+|m+|s+)\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<token>AM/PM|A/P|上午/下午|y+|e+(?![+-])|m+|d+|h+|s+(?:\.0+)?|a{3,4})|(?P<end>;)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 255  # characters of a format code, Excel's own limit
_SYSTEM_LONG_DATE = "[$-f800]"


class _Piece(NamedTuple):
    """A piece of a format; ``kind`` is ``text``, ``elapsed`` or the letter of a date."""

    # ``n`` is for minutes, ``p`` for 上午/下午.

    kind: str
    text: str


@lru_cache(maxsize=1024)
def _pieces(code: str) -> tuple[_Piece, ...]:
    """The first section of a format code in pieces."""
    pieces: list[_Piece] = []
    for found in _PIECE.finditer(code[:_LONGEST]):
        if found["end"]:
            break
        if token := found["token"]:
            pieces.append(_Piece(_token_kind(token), token))
        elif found["elapsed"]:
            pieces.append(_Piece("elapsed", found["elapsed"].lower()))
        elif (text := found["quoted"] or found["escaped"] or found["other"]) is not None:
            pieces.append(_Piece("other" if found["other"] else "text", text))
    return tuple(_minutes_told_from_months(pieces))


def _token_kind(token: str) -> str:
    if token[0] in "Aa上":
        return "w" if token[:3].lower() == "aaa" else "p"
    return token[0].lower().replace("e", "y")


def _minutes_told_from_months(pieces: list[_Piece]) -> list[_Piece]:
    """Tell minutes from months: ``m`` after hours or before seconds is minutes."""
    tokens = [index for index, piece in enumerate(pieces) if piece.kind not in ("text", "other")]
    for before, index, after in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        after_hours = before is not None and pieces[before].text[0] in "hH"
        before_seconds = after is not None and pieces[after].text[0] in "sS"
        if pieces[index].kind == "m" and (after_hours or before_seconds):
            pieces[index] = _Piece("n", pieces[index].text)
    return pieces


@lru_cache(maxsize=1024)
def is_date_format(code: str | None) -> bool:
    """Whether a number under this format is shown as a date or a time."""
    if code is None or is_general(code):
        return False
    pieces = _pieces(code)
    if any(piece.kind == "other" and piece.text in "#?" for piece in pieces) or "General" in code:
        return False
    return any(piece.kind not in ("text", "other") for piece in pieces)


@lru_cache(maxsize=1024)
def shows_day(code: str) -> bool:
    """Whether a number under this format is shown as a day, a month or a year."""
    return is_date_format(code) and any(piece.kind in ("y", "m", "d", "w") for piece in _pieces(code))


@lru_cache(maxsize=1024)
def is_percent_format(code: str | None) -> bool:
    """Whether a number under this format is shown as a percentage: 0.95 as 95%."""
    return code is not None and any(piece == ("other", "%") for piece in _pieces(code))


_EPOCH = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
DAYS_TO_1904 = 1462
"""From day 0 of most workbooks to that of one whose dates count from 1904."""
_LAST_SERIAL = 2_958_466  # the day after 9999-12-31
_DEFAULT_DATE = "yyyy-mm-dd"
_CHINESE_DIGITS = "〇一二三四五六七八九"
_WEEKDAYS = "一二三四五六日"


def number_in(text: str) -> float | None:
    """Return a number as a file writes it; None if it is none or not finite."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if number - number == 0 else None


def iso_serial(text: str, *, date1904: bool = False) -> float | None:
    """The serial number of an ISO date, time or both; None for any other text."""
    plain = text.strip().removesuffix("Z")
    is_time = plain[2:3] == ":"
    try:
        moment = datetime.fromisoformat(f"1899-12-30T{plain}" if is_time else plain)
    except ValueError:
        return None
    return serial_of(moment.replace(tzinfo=None), date1904=date1904 and not is_time)


def serial_of(moment: datetime, *, date1904: bool = False) -> float:
    """Return the serial number of a moment, before March 1900 as Excel counts."""
    span = moment - (_EPOCH_1904 if date1904 else _EPOCH)
    days = span.days + (span.seconds + span.microseconds / 1e6) / 86_400
    return days - 1 if not date1904 and 1 < days < 61 else days


def format_date(serial: float, code: str | None = None) -> str:
    """Return a serial number as a date format shows it, else as ``yyyy-mm-dd``."""
    # A number no date stands for (negative, beyond the year 9999) is shown as a plain number.
    if not 0 <= serial < _LAST_SERIAL:
        return format(serial, ".15g")
    if code is None or not is_date_format(code):
        code = _DEFAULT_DATE
    elif _SYSTEM_LONG_DATE in code.lower():
        code = _DATE_CHINESE
    return _rendered(serial, code)


@lru_cache(maxsize=4096)
def _rendered(serial: float, code: str) -> str:
    # Shown to the second, as Excel rounds it; day 60 is its 29 February 1900, which there never was.
    days, seconds = divmod(round(serial * 86_400), 86_400)
    moment = _EPOCH + timedelta(days=min(days + (days < 60), _LAST_SERIAL - 1), seconds=seconds)
    pieces = _pieces(code)
    twelve = any(piece.kind == "p" for piece in pieces)
    chinese = "[dbnum1]" in code.lower()
    return "".join(_shown(piece, moment, days * 86_400 + seconds, twelve, chinese) for piece in pieces).strip()


def _shown(piece: _Piece, moment: datetime, total: int, twelve: bool, chinese: bool) -> str:
    """Return one piece of a date format; ``total`` are the seconds of elapsed times."""
    kind, width = piece.kind, len(piece.text)
    if kind in ("text", "other"):
        return "" if piece.text == "@" else piece.text
    if kind == "elapsed":
        return str(total // {"h": 3600, "m": 60, "s": 1}[piece.text[0]]).zfill(width)
    if kind == "p":
        return ("上午" if moment.hour < 12 else "下午") if "上" in piece.text else ("AM" if moment.hour < 12 else "PM")
    if kind == "w" or (kind == "d" and width > 2):
        prefix = "星期" if width > 3 else "周"
        return prefix + _WEEKDAYS[moment.weekday()]
    if kind == "y":
        year = f"{moment.year:04d}" if width > 2 or piece.text[0] in "eE" else f"{moment.year % 100:02d}"
        return "".join(_CHINESE_DIGITS[int(digit)] for digit in year) if chinese else year
    hour = (moment.hour % 12 or 12) if twelve else moment.hour
    number = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute, "s": moment.second}[kind]
    if chinese:
        return in_chinese(number) if number else _CHINESE_DIGITS[0]
    if kind == "m" and width > 2:
        return f"{in_chinese(number)}月"
    return f"{number:02d}" if width > 1 else str(number)
