"""Reading an actual value as typed, by formulas in hidden cells of its row.

The steps are those of ``forms/actual_values``, with functions of Excel 2010; what they do not understand stays blank, and
the self-check asks for it. Tests recalculate them and compare each entry with the reading in Python.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from jixiao.forms.actual_values import (
    CLEANED,
    DATE_SEPARATORS,
    DAY_SIGNS,
    MOST_FIGURES,
    NOTHING,
    SERIALS,
    YEARS,
    convertible,
    percent_spellings,
    range_in_ones,
)
from jixiao.grid.address import quoted
from jixiao.scoring.phrases import counts_from_one

Wanted = Literal["number", "date", "label"]
STEPS = ("cleaned", "signs", "part", "parsed", "reading", "basis", "asked")
"""The hidden cells of a row: the text without noise, what is left of it without figures, the part that is a number or a
date, its value, what the score formula uses, what the formula was made for, and what the self-check asks for."""
BASIS = ("target", "points", "scoring_standard")
"""The columns that a score formula is made from; where one is changed the formula no longer holds."""
ASKED: dict[Wanted, str] = {"number": "请填数字", "date": "请填日期", "label": "请填档次"}
BASIS_CHANGED = "评分依据已改动"
PROMPTS: dict[Wanted, str] = {
    "number": "填写数字；可以带单位（{unit}），同类单位自动换算。百分比写成 92% 或 92，不要写 0.92。没有的填 /。",
    "date": "填写实际完成的日期，例如 2026-12-20 或 2026年12月20日；不要写“已完成”“按时完成”。没有的填 /。",
    "label": "填写达到的档次，用评分标准中的写法，例如“效果明显”。",
}
REFUSALS: dict[Wanted, str] = {
    "number": "评分标准按数字计分，请填写数字，例如 92、92% 或 0.8万人。",
    "date": "评分标准按日期计分，请填写日期，例如 2026-12-20。",
}
_ALIKE = {
    **{sign: "0" if plain.isdigit() else " " for sign, plain in CLEANED.items() if plain.isdigit() or not plain},
    **dict.fromkeys("123456789", "0"),
    "  ": " ",
}
"""What makes all figures 0 and all white space a blank."""


@dataclass(frozen=True, slots=True)
class ActualEntry:
    """An actual value as typed: its kind, ``unit``, and ``basis`` of the score.

    ``basis`` is the text of the cells that the formula was made from, joined by ``|``: target, points, standard.
    ``plan`` is the target where it is a number.
    """

    wanted: Wanted
    unit: str | None
    basis: str
    plan: Decimal | None = None


def step_formulas(entry: ActualEntry, actual: str, basis: str, cells: Mapping[str, str]) -> dict[str, str]:
    """The formulas of a row's hidden cells, but for the one that holds the basis.

    ``actual`` is the cell typed into, ``basis`` the expression of what the formula depends on now, ``cells`` the row's
    hidden cells by step.
    """
    cleaned, parsed = cells["cleaned"], cells["parsed"]
    nothing = f"OR({','.join(f'{cleaned}={quoted(word)}' for word in NOTHING)})"
    changed = f"{basis}<>{cells['basis']}"
    as_text = f'{actual}&""'
    parted = f'ISNUMBER(FIND("0 0",{_replaced(as_text, _ALIKE)}))'  # 95 98, two numbers in a cell
    steps = {"cleaned": f'IFERROR(IF({parted},"0?",{_replaced(as_text, CLEANED)}),"?")'}
    if entry.wanted == "label":
        found = f'IF(OR(ISNUMBER({actual}),{_is_figure(f"LEFT({cleaned},1)")},{cleaned}="无"),"",{cleaned})'
    elif entry.wanted == "date":
        steps |= _date_steps(cells)
        first, last = SERIALS
        serial = f"AND(ISNUMBER({actual}),N({actual})>{first},N({actual})<{last})"
        found = f"IF({serial},INT(N({actual})),{parsed})"
    else:
        steps |= _number_steps(cells)
        found = _number(entry, actual, cells)
    steps["reading"] = f'IF(OR({nothing},{changed}),"",{found})'
    said = f'IF({changed},{quoted(BASIS_CHANGED)},IF({cells["reading"]}="",{quoted(ASKED[entry.wanted])},""))'
    steps["asked"] = f'IF({nothing},"",{said})'
    return steps


def entry_test(entry: ActualEntry, actual: str) -> str | None:
    """Return the validation that refuses the meaningless; None if all may be."""
    if entry.wanted == "label":
        return None
    start = f'LEFT(SUBSTITUTE({actual}," ",""),1)'
    allowed = "".join(str(figure) for figure in range(10)) + "".join(
        sign for sign in CLEANED if CLEANED[sign].isdigit()
    )
    return f"OR(ISNUMBER({actual}),ISNUMBER(FIND({start},{quoted(allowed + '-－/／—')})))"


def _replaced(text: str, changes: Mapping[str, str]) -> str:
    for old, new in changes.items():
        sign = f"CHAR({ord(old)})" if old in "\n\r\t" else quoted(old)
        text = f"SUBSTITUTE({text},{sign},{quoted(new)})"
    return text


def _without_figures(text: str) -> str:
    return _replaced(text, dict.fromkeys("0123456789", ""))


def _is_figure(char: str) -> str:
    return f'AND(LEN({char})=1,ISNUMBER(FIND({char},"0123456789")))'


# ------------------------------------------------------------ numbers


def _number_steps(cells: Mapping[str, str]) -> dict[str, str]:
    """Return the text behind the figures, the figures, their value."""
    cleaned, unit, part = cells["cleaned"], cells["signs"], cells["part"]
    whole = f'LEFT({part},FIND(".",{part}&".")-1)'
    grouped = (
        f'AND(ISERROR(FIND(",",{part},FIND(".",{part}&"."))),{whole}=TEXT(VALUE(SUBSTITUTE({whole},",","")),"#,##0"))'
    )
    plain = ",".join(
        (
            _is_figure(f'MID({part},1+(LEFT({part},1)="-"),1)'),
            _is_figure(f"RIGHT({part},1)"),
            f'LEN({part})-LEN(SUBSTITUTE({part},".",""))<2',
            f'ISERROR(FIND("-",{part},2))',
            f"LEN({part})<={MOST_FIGURES}",
            f'IF(ISERROR(FIND(",",{part})),TRUE,{grouped})',
        )
    )
    return {
        "signs": _replaced(_without_figures(cleaned), {".": "", ",": "", "-": ""}),
        "part": f'IF(RIGHT({cleaned},LEN({unit}))={unit},LEFT({cleaned},LEN({cleaned})-LEN({unit})),"")',
        "parsed": f'IFERROR(IF(AND({plain}),VALUE(SUBSTITUTE({part},",","")),""),"")',
    }


def _number(entry: ActualEntry, actual: str, cells: Mapping[str, str]) -> str:
    """Return the value in the indicator's unit; what may be two things is asked."""
    # A per cent format tells itself, a date is no number, 0.92 beside % is asked for. Not every date format can be
    # told; a number that may be a date and is far from the plan is asked for as well.
    unit, said, parsed = entry.unit, cells["signs"], cells["parsed"]
    look = f'LEFT(CELL("format",{actual}),1)'
    percent = unit is not None and unit in percent_spellings()
    whole = counts_from_one(unit, entry.plan)
    bare = f'IF(AND(ABS({{0}})<{"" if whole else "="}1,{{0}}<>0),"",{{0}})' if percent or whole else "{0}"
    ones = None if entry.plan is None else range_in_ones(entry.plan, unit)
    if ones is not None:  # 19999 beside 3 万人
        bare = f'IF(AND({{0}}>={ones[0]:f},{{0}}<={ones[1]:f}),"",{{0}})'
    shared = f"ROUND({actual}*100,9)" if percent else '""'
    first, last = SERIALS
    most = max(2 * abs(entry.plan or Decimal(0)), Decimal(first))
    dated = f'OR({look}="D",AND({actual}>{most:f},{actual}<{last}))'
    typed = f'IF({look}="P",{shared},IF({dated},"",{bare.format(actual)}))'
    worth = convertible(unit) if unit is not None else {}
    factors = "+".join(_factor(said, name, factor) for name, factor in worth.items())
    scaled = f'IF(({factors})>0,ROUND({parsed}*({factors}),9),"")' if factors else '""'
    scaled = f'IFERROR({bare.format(scaled)},"")' if whole or ones is not None else scaled
    text = f'IF({parsed}="","",IF({said}="",{bare.format(parsed)},{scaled}))'
    return f"IF(ISNUMBER({actual}),{typed},{text})"


def _factor(said: str, name: str, factor: Fraction) -> str:
    over = f"/{factor.denominator}" if factor.denominator != 1 else ""
    return f"({said}={quoted(name)})*{factor.numerator}{over}"


# ------------------------------------------------------------ dates


def _date_steps(cells: Mapping[str, str]) -> dict[str, str]:
    """Return the date's signs, year-month-day and serial number."""
    cleaned, signs, part = cells["cleaned"], cells["signs"], cells["part"]
    last = "OR(" + ",".join(f"RIGHT({{0}},1)={quoted(sign)}" for sign in DAY_SIGNS) + ")"
    dashes = dict.fromkeys(DATE_SEPARATORS, "-")

    def dashed(text: str) -> str:
        shortened = f"LEFT({text},LEN({text})-{last.format(text)})"
        return _replaced(shortened, dashes)

    compact = f'LEFT({cleaned},4)&"-"&MID({cleaned},5,2)&"-"&RIGHT({cleaned},2)'
    second = f'FIND("-",{part},6)'
    year, month = f"VALUE(LEFT({part},4))", f"VALUE(MID({part},6,{second}-6))"
    day = f"VALUE(MID({part},{second}+1,9))"
    whole = f"DATE({year},{month},{day})"
    sound = ",".join(
        (
            f'MID({part},5,1)="-"',
            f"{second}<9",
            f"LEN({part})-{second}<3",
            f"{year}>={YEARS[0]}",
            f"{year}<{YEARS[1]}",
            f"MONTH({whole})={month}",
            f"DAY({whole})={day}",
        )
    )
    return {
        "signs": _without_figures(cleaned),
        "part": f'IF(AND({signs}="",LEN({cleaned})=8),{compact},IF({dashed(signs)}="--",{dashed(cleaned)},""))',
        "parsed": f'IFERROR(IF(AND({sound}),{whole},""),"")',
    }
