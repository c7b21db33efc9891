"""Number formats: what the codes mean, as far as a form's dates and percentages need it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache

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
    """Whether a format code is General, under any of its names (WPS writes ``G/通用格式``)."""
    return not code or code.casefold() in ("general", "g/通用格式")


# What may stand in a code without being a token: quoted text, escaped characters, padding, colours and conditions.
_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE | re.DOTALL)
_DATE_TOKEN = re.compile(r"[yd]|(?<![h:])m(?!m?:|m?\.0)", re.IGNORECASE)
_TIME_TOKEN = re.compile(r"[hs]|AM/PM|A/P|上午/下午", re.IGNORECASE)


def _tokens(code: str) -> str:
    """The first section of a code without its literals."""
    return _LITERAL.sub("", code).partition(";")[0]


@lru_cache(maxsize=1024)
def is_date_format(code: str | None) -> bool:
    """Whether a number under this format is shown as a date or a time."""
    if code is None or is_general(code):
        return False
    tokens = _tokens(code)
    return bool(re.search(r"[ymdhs]|AM/PM|上午/下午", tokens, re.IGNORECASE)) and not re.search(r"[#?]", tokens)


@lru_cache(maxsize=1024)
def is_percent_format(code: str | None) -> bool:
    """Whether a number under this format is shown as a percentage: 0.95 as 95%."""
    return code is not None and "%" in _tokens(code)


_DATE_PART = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|.', re.DOTALL)
_EPOCH = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)


def iso_serial(text: str, *, date1904: bool = False) -> float | None:
    """The serial number of an ISO date, time or both; None for any other text."""
    plain = text.strip().removesuffix("Z")
    try:
        moment = datetime.fromisoformat(f"1899-12-30T{plain}" if plain[2:3] == ":" else plain)
    except ValueError:
        return None
    return serial_of(moment.replace(tzinfo=None), date1904=date1904 and plain[2:3] != ":")


def serial_of(moment: datetime, *, date1904: bool = False) -> float:
    """The serial number of a moment: days since the workbook's day 0, before March 1900 as Excel counts them."""
    span = moment - (_EPOCH_1904 if date1904 else _EPOCH)
    days = span.days + (span.seconds + span.microseconds / 1e6) / 86_400
    return days - 1 if not date1904 and 1 < days < 61 else days


@lru_cache(maxsize=4096)
def format_date(serial: float, code: str, *, date1904: bool = False) -> str:
    """The date that a cell shows: ``yyyy"年"m"月"d"日"`` → 2026年12月31日; ``2026-12-31`` where the code says no more.

    Only year, month and day are rendered; a serial that is no date comes back as its plain number.
    """
    try:
        moment = (_EPOCH_1904 if date1904 else _EPOCH) + timedelta(days=serial)
    except (OverflowError, ValueError):
        return format(serial, "g")
    parts = []
    for match in _DATE_PART.finditer(code.partition(";")[0]):
        token = match.group()
        lead = token[0].lower()
        if lead == "y":
            parts.append(f"{moment:%Y}" if len(token) > 2 else f"{moment:%y}")
        elif lead == "m":
            parts.append(str(moment.month) if len(token) == 1 else f"{moment.month:02d}")
        elif lead == "d":
            parts.append(str(moment.day) if len(token) == 1 else f"{moment.day:02d}")
        elif lead == '"':
            parts.append(token.strip('"'))
        elif lead == "\\":
            parts.append(token[1:])
        elif token in "/-.年月日":
            parts.append(token)
    text = "".join(parts).strip()
    return text if any(char.isdigit() for char in text) else f"{moment:%Y-%m-%d}"
