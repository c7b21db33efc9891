"""What a text says that a rate comes to: 每户800元，共6.8万元."""

from __future__ import annotations

import re
from decimal import Decimal

from jixiao.checks.money_tokens import amount_of, amount_pattern
from jixiao.checks.rates import Rate, clause_start
from jixiao.checks.wording import matcher

_OF_OTHERS = re.compile(r"[承负分]担|\d%")
_PLANNED = re.compile(r",(?:安排|拨付|发放|下达)(?:财政)?(?:资金|经费)?")
_BY_STANDARD = re.compile(r"的?标准[^,。;、每均元]{2,24}")
_AT_ONCE = re.compile(r",?(?:合计|共计|总计|小计|共|计)")
_PAID = re.compile(r",(?:发放|安排|拨付|下达|支付)?([\u4e00-\u9fff]{2,6}?)(?:资金|经费|金额|[金款])?")


def stated_total(plain: str, rate: Rate, within: tuple[int, int]) -> tuple[Decimal | None, int | None]:
    """Return the one total of a sentence behind its rate, and where it ends."""
    found = []
    for match in amount_pattern().finditer(plain, rate.end, within[1]):
        clause = plain[clause_start(plain, match.start()) : match.start()]
        shared = _OF_OTHERS.search(plain, rate.end, match.start()) is not None  # 每人1000元(县级承担40%,计104万元
        told = matcher("rate_total_before").search(clause) or _is_paid(plain, rate, match)
        if match["per"] is None and not shared and told:
            found.append((amount_of(match), match.end("money"), match.start()))
    if found and _AT_ONCE.fullmatch(plain, rate.end, found[0][2]):
        return found[0][:2]  # 30名每名6000元计18万元，补助共27万元
    return found[0][:2] if len(found) == 1 else (None, None)


def _is_paid(plain: str, rate: Rate, amount: re.Match[str]) -> bool:
    """Return whether an amount is what a rate comes to, by its words."""
    # 每户800元标准发放慰问金6.8万元; 每个补助2万元，补助8万元; 1500元/件，安排78万元
    behind = plain[rate.end : amount.start()]
    if _PLANNED.fullmatch(behind):
        return plain[amount.end() : amount.end() + 1] in ("", *",。;、)\n")
    paid = _PAID.fullmatch(behind, 0 if "元" in behind else max(0, behind.rfind(",")))
    return _BY_STANDARD.fullmatch(behind) is not None if paid is None else paid[1] in rate.words
