"""Names of departments and projects, parted from stamps and codes around them."""

from __future__ import annotations

import re

from jixiao.late_patterns import late_pattern

KEYS = frozenset(("department", "implementing_unit"))
"""The keys of a document that hold such a name."""
_STAMP = late_pattern(r"(?<=.)\s*[(（]\s*(?:[^()（）章]{0,6}[盖公签印]章处?|章|(?:部门)?汇总|部门)\s*[)）]$")
"""（盖章）, （已盖章）, （此处加盖公章）, （盖章处）, （汇总）."""
_CODE = r"(?:(?:预算)?(?:部门|单位)?(?:代码|编码)\s*[:：]?\s*)?\d[0-9A-Za-z]{2,29}"
_OPEN, _CLOSE = r"[\[［【(（〔]\s*", r"\s*[\]］】)）〕]"
_BETWEEN = r"\s*[-－—–_/、，,.．:：\s]+\s*"
_BEFORE = late_pattern(rf"^(?:{_OPEN}{_CODE}{_CLOSE}[-－—–_\s]*|{_CODE}{_BETWEEN})(?=[\u4e00-\u9fff])")
_BEHIND = late_pattern(rf"(?<=[\u4e00-\u9fff)）])(?:\s*{_OPEN}{_CODE}{_CLOSE}|{_BETWEEN}{_CODE})$")
_GLUED = late_pattern(r"^\d{3,}(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\d{3,}$")
_LONG = late_pattern(r"^(?:\d{6,}|0\d{2,4})(?=[\u4e00-\u9fff])")
"""A number that no unit is called by: 220001星渚县气象局, 018星渚县水利局, not 101中学."""
_CODE_ALONE = late_pattern(rf"{_CODE}|{_OPEN}{_CODE}{_CLOSE}")


def asks_for_code(label: str) -> bool:
    """Whether a label asks for the code beside the name: 主管部门及代码."""
    return "代码" in label or "编码" in label


def is_code(text: str) -> bool:
    """Whether a text is a code and nothing else."""
    return _CODE_ALONE.fullmatch(text.strip()) is not None


def bare_name(text: str, label: str) -> str:
    """The name alone: ``[305]星渚县水利局``, ``星渚县水利局（305）``, ``星渚县水利局（盖章）`` → ``星渚县水利局``.

    A short number with nothing to part it from the name belongs to the name, unless the label asks for a code or a
    code stands behind the name too: ``305星渚县水利局-450300000``.
    """
    name = _STAMP.sub("", text.strip("_＿ *＊。…"))
    name = name if max(map(len, name.split()), default=0) > 1 else "".join(name.split())  # 青 禾 县 水 务 局
    if not any(char.isdigit() for char in name):
        return name
    ahead = _LONG.sub("", _BEFORE.sub("", name))
    name = _BEHIND.sub("", ahead)
    return _GLUED.sub("", name) if asks_for_code(label) or name != ahead else name


def name_and_code(text: str, label: str = "") -> tuple[str, str | None]:
    """A name and the code beside it: ``[105001]云岭县教育局`` → (云岭县教育局, 105001)."""
    name = bare_name(text, label)
    left = text.replace(name, " ", 1) if name != text else ""
    code = re.search(r"[0-9A-Za-z]{3,30}", left)
    return name, code.group() if code is not None and any(char.isdigit() for char in code.group()) else None


_SHORTEST_CODE = 7
"""A shorter number beside the name of a project belongs to it: 防汛物资储备（2026）."""


def project_and_code(text: str, label: str = "") -> tuple[str, str | None]:
    """The name of a project and the code beside it: ``350121260000000012-公厕提升``."""
    if asks_for_code(label):
        return name_and_code(text, label)
    for beside in (_BEFORE, _BEHIND):
        found = beside.search(text)
        if found is None:
            continue
        parted = found[0].lstrip()[0] in "[［【" or (beside is _BEFORE and found[0].rstrip()[-1] in "-－—–")
        shortest = 5 if parted else _SHORTEST_CODE  # [401001]天然林管护, 203104-河道保洁
        if (code := re.search(rf"[0-9A-Za-z]{{{shortest},30}}", found[0])) is not None:
            return text[: found.start()] + text[found.end() :], code[0]
    return text, None
