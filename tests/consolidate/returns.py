"""Documents and department workbooks for the tests of the merge.

A "workbook" here is a JSON file with the extension of a workbook: ``read_return`` takes the place of the form reader.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from jixiao.errors import BrokenWorkbookError
from jixiao.forms.document import Document
from jixiao.submission import Submission

NOT_NUMBERS = {"fiscal_year", "seq"}


def indicator(level1: str, level2: str, level3: str, measure: str = "= 100 %", **more: Any) -> dict[str, Any]:
    """An indicator; ``measure`` is ``operator target unit``, or the words of a qualitative target."""
    parts = measure.split()
    quantitative = len(parts) == 3
    return {
        "level1": level1,
        "level2": level2,
        "level3": level3,
        "operator": parts[0] if quantitative else None,
        "target": Decimal(parts[1]) if quantitative else measure,
        "unit": parts[2] if quantitative else None,
        "nature": "quantitative" if quantitative else "qualitative",
        "cell": "C8",
        "cells": {"level3": "C8", "target": "D8"},
        **more,
    }


def project(name: str | None, amount: str | None, department: str | None = "甲局", **more: Any) -> Document:
    """A project form with one indicator, on a sheet named like the project."""
    document: dict[str, Any] = {
        "form": "project-2026",
        "kind": "project",
        "fiscal_year": 2026,
        "department": department,
        "currency_unit": "万元",
        "source": {"file": "x", "sheet": name or "Sheet1", "title_cell": "A1"},
        "signoff": {"date": None},
        "project": name,
        "funding": {"total": None if amount is None else Decimal(amount)},
        "goals": {"annual": f"完成{name}"},
        "indicators": [indicator("产出指标", "数量指标", f"{name}的数量", "≥ 3 个")],
        "unread": [],
        "notes": [],
        "cells": {"funding.total": "B4"},
    }
    document.update(more)
    return document  # type: ignore[return-value]


def department_form(department: str, **more: Any) -> Document:
    """A department form with a budget."""
    document: dict[str, Any] = {
        "form": "department-2026",
        "kind": "department",
        "fiscal_year": 2026,
        "department": department,
        "currency_unit": None,
        "source": {"file": "x", "sheet": "部门整体", "title_cell": "A1"},
        "signoff": {"date": None},
        "goals": {"annual": "履行职责"},
        "tasks": [{"name": "一", "content": "二", "cell": "A9", "cells": {}}],
        "budget": {"total": Decimal("128.3"), "general_public": Decimal("121.7"), "government_fund": None},
        "indicators": [],
        "unread": [],
        "notes": [],
        "cells": {"budget.total": "C5"},
    }
    document.update(more)
    return document  # type: ignore[return-value]


def summary_form(department: str, **more: Any) -> Document:
    """A summary form: it is recognised, but its money is that of the project forms."""
    document: dict[str, Any] = {
        "form": "summary-2026",
        "kind": "summary",
        "fiscal_year": 2026,
        "department": department,
        "currency_unit": "万元",
        "source": {"file": "x", "sheet": "汇总表", "title_cell": "A1"},
        "signoff": {"date": None},
        "rows": [],
        "total": Decimal(1),
        "unread": [],
        "notes": [],
        "cells": {},
    }
    document.update(more)
    return document  # type: ignore[return-value]


def write_return(path: Path, documents: Iterable[Document]) -> Path:
    """A file with these documents that ``read_return`` reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(list(documents), ensure_ascii=False, default=float), encoding="utf-8")
    return path


def read_return(path: Path, name: str) -> Submission:
    """The reader of such files; one that holds ``broken`` is a damaged workbook, ``defect`` hits a defect of ours."""
    text = path.read_text(encoding="utf-8", errors="surrogateescape")
    if text == "broken":
        raise BrokenWorkbookError("文件已损坏")
    if text == "defect":
        raise ZeroDivisionError
    documents = [as_document(raw) for raw in json.loads(text, parse_float=Decimal)]
    return Submission(
        file=name,
        status="read" if documents else "skipped",
        reason=None if documents else "没有识别出绩效目标表",
        documents=documents,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        modified=path.stat().st_mtime,
    )


def as_document(raw: dict[str, Any]) -> Document:
    """A document out of JSON: numbers as decimals, the keys there that the program always fills."""
    document = _decimals(raw)
    for key, empty in (("unread", list), ("notes", list), ("cells", dict)):
        document.setdefault(key, empty())
    for key in ("indicators", "tasks", "rows", "expenditures"):
        for row in document.get(key, ()):
            row.setdefault("cells", dict.fromkeys(row, row["cell"]))
    return document  # type: ignore[no-any-return]


def _decimals(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: each if key in NOT_NUMBERS else _decimals(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_decimals(each) for each in value]
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value
