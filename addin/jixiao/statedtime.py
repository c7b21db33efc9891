"""The time that results state: now, or the one that SOURCE_DATE_EPOCH fixes.

With a fixed time the same input gives the same bytes.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime

from jixiao.errors import UsageError

VARIABLE = "SOURCE_DATE_EPOCH"
_LATEST = 253_402_300_799
"""The last second of 9999, the last that Excel can show."""


def stated_time(*, local: bool = True) -> datetime:
    """Return the time without a zone: the fixed one in UTC, else now.

    ``local`` says whether now is told in local time or in UTC.


    Raises ``UsageError`` if the variable holds anything but seconds.
    """
    fixed = os.environ.get(VARIABLE, "").strip()
    if fixed:
        seconds = int(fixed) if fixed.isascii() and fixed.isdecimal() and len(fixed) <= len(str(_LATEST)) else -1
        if not 0 <= seconds <= _LATEST:
            hint = "请改成从 1970 年起的秒数，例如 1767225600，或删去这个变量"
            raise UsageError(f"环境变量 {VARIABLE} 的值“{fixed[:40]}”不是有效的时间", hint=hint)
        moment = datetime.fromtimestamp(seconds, UTC)
    else:
        moment = datetime.now().astimezone() if local else datetime.now(UTC)
    return moment.replace(microsecond=0, tzinfo=None)
