"""Documents to fill templates with, and how they are compared."""

from __future__ import annotations

import copy
import re
import tempfile
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from jixiao.forms.classification import framework
from jixiao.forms.definition import Column, Field, FormDefinition, Table, load_definitions
from jixiao.forms.document import Document
from jixiao.forms.reading import documents_of
from jixiao.grid.open import open_workbook
from jixiao.templates.build import blank_form
from jixiao.templates.forms_workbook import write_workbook
from jixiao.templates.formsheet import CellValue
from jixiao.templates.prefilling import TICK
from jixiao.textlayout import in_chinese
from jixiao_samples.content import make_department

TABLES = sorted({table.key for definition in load_definitions().values() for table in definition.tables})
SAMPLE_FORMS = {
    "template": ("summary-2026", "department-2026", "project-2026", "project-scored"),
    "legacy": ("summary-2023", "department-2023", "direction-2023", "project-2024"),
}


def sample_documents() -> dict[str, Document]:
    """A filled document of each of the eight goal forms."""
    found: dict[str, Document] = {}
    for family in SAMPLE_FORMS:
        for seed in range(12):
            for document in make_department(seed, 0, 3, 2027, cast(Any, family)):
                found.setdefault(document["form"], document)
    return found


def said(document: Document) -> dict[str, Any]:
    """What a document says, without where it stands."""
    plain = cast("dict[str, Any]", copy.deepcopy(document))
    for key in ("source", "cells", "notes", "observations", "unread"):
        plain.pop(key, None)
    for table in TABLES:
        for row in plain.get(table, ()):
            row.pop("cell", None)
            row.pop("cells", None)
    return plain


def read_back(path: Path, *, by_labels: bool = False) -> list[Document]:
    """The documents of a workbook; ``by_labels`` as if its names were gone."""
    workbook = open_workbook(path)
    if by_labels:
        workbook.names = {}
    return documents_of(workbook, path.name)


def rewritten(source: Path, target: Path, part: str, old: str, new: str) -> Path:
    """A copy of a workbook in which one part says something else."""
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            data = archive.read(name)
            if name == part:
                assert re.search(old.encode(), data), f"{old} is not in {part}"
                data = re.sub(old.encode(), new.encode(), data)
            copy.writestr(name, data)
    return target


def _indicator(
    level1: str, level2: str, level3: str, operator: str | None, target: Decimal | str, unit: str | None, **more: Any
):
    return {
        "level1": level1,
        "level2": level2,
        "level3": level3,
        "operator": operator,
        "target": target,
        "unit": unit,
        "nature": "quantitative" if isinstance(target, Decimal) else "qualitative",
        **more,
    }


_SHARED: dict[str, Any] = {
    "fiscal_year": 2026,
    "department": "某市水利局",
    "currency_unit": "万元",
    "project": "灌区改造",
    "implementing_unit": "灌区管理所",
    "signoff": {
        "preparer": "张三",
        "phone": "0731-1234567",
        "date": "2026年8月10日",
        "head": "李四",
        "finance_head": None,
        "business_review": None,
        "performance_review": None,
    },
}

SELF_EVALUATION: Document = cast(
    Document,
    _SHARED
    | {
        "source": {"file": "", "sheet": "", "title_cell": ""},
        "cells": {},
        "form": "selfeval-2020",
        "kind": "selfeval",
        "goals": {"annual": "改造渠道10公里。", "actual": "改造渠道11公里。"},
        "execution": [
            {
                "source": "年度资金总额", "initial": Decimal(100), "annual": Decimal(120), "executed": Decimal(114),
                "points": Decimal(10), "rate": Decimal(95), "score": Decimal("9.5"),
            },
            {
                "source": "其中：当年财政拨款", "initial": Decimal(100), "annual": Decimal(120), "executed": Decimal(114),
                "points": None, "rate": Decimal(95), "score": None,
            },
            {
                "source": "上年结转资金", "initial": None, "annual": None, "executed": None,
                "points": None, "rate": None, "score": None,
            },
            {
                "source": "其他资金", "initial": None, "annual": None, "executed": None,
                "points": None, "rate": None, "score": None,
            },
        ],
        "indicators": [
            _indicator("产出指标", "数量指标", "渠道改造长度", "≥", Decimal(10), "公里", actual=Decimal(11), points=Decimal(20), score=Decimal(20), deviation=None, scoring_standard="达到计划值得20分，否则按比例计分。"),
            _indicator("产出指标", "质量指标", "工程验收合格率", "≥", Decimal(95), "%", actual=Decimal(90), points=Decimal(20), score=Decimal("18.95"), deviation="雨季影响，已补修。", scoring_standard=None),
            _indicator("产出指标", "时效指标", "完工时间", None, "2026年12月31日前", None, actual="2026年12月20日", points=Decimal(10), score=Decimal(10), deviation=None, scoring_standard=None),
            _indicator("效益指标", "社会效益指标", "灌溉条件", None, "明显改善", None, actual="明显改善", points=Decimal(30), score=Decimal(30), deviation=None, scoring_standard=None),
            _indicator("满意度指标", "服务对象满意度指标", "农户满意度", "≥", Decimal(90), "%", actual=Decimal(92), points=Decimal(10), score=Decimal(10), deviation=None, scoring_standard=None),
        ],
        "total_points": Decimal(100),
        "total_score": Decimal("98.45"),
        "grade": "优",
    },
)  # fmt: skip

MONITORING: Document = cast(
    Document,
    _SHARED
    | {
        "source": {"file": "", "sheet": "", "title_cell": ""},
        "cells": {},
        "form": "monitoring-2019",
        "kind": "monitoring",
        "goals": {"annual": "改造渠道10公里。"},
        "execution": [
            {"source": "年度资金总额", "initial": Decimal(100), "executed_to_july": Decimal(50), "rate": Decimal(50), "expected_annual": Decimal(100)},
            {"source": "其中：本年一般公共预算拨款", "initial": Decimal(80), "executed_to_july": Decimal(40), "rate": Decimal(50), "expected_annual": Decimal(80)},
            {"source": "其他资金", "initial": Decimal(20), "executed_to_july": Decimal(10), "rate": Decimal(50), "expected_annual": Decimal(20)},
        ],
        "indicators": [
            _indicator("产出指标", "数量指标", "渠道改造长度", "≥", Decimal(10), "公里", actual_to_july=Decimal(6), expected=Decimal(10), deviation_causes=[], deviation=None, likelihood="确定能", remark=None),
            _indicator("产出指标", "时效指标", "完工时间", None, "2026年12月31日前", None, actual_to_july="进行中", expected="按期完成", deviation_causes=["经费保障", "其他"], deviation="拨款较晚。", likelihood="有可能", remark="已催办"),
            _indicator("效益指标", "社会效益指标", "灌溉条件", None, "明显改善", None, actual_to_july="有所改善", expected="明显改善", deviation_causes=[], deviation=None, likelihood="确定能", remark=None),
        ],
    },
)  # fmt: skip


_TYPED: dict[str, CellValue] = {
    "money": Decimal(100), "number": Decimal(10), "percent": Decimal("0.5"), "name": "张三", "phone": "0731-1234567",
    "date": date(2026, 8, 10), "currency_unit": "万元", "operator": "≥", "target": "≥95", "unit": "%", "actual": "95%",
}  # fmt: skip


def derived(definition: FormDefinition) -> Document:
    """What a form says in which something of its type stands in every cell that is typed into."""
    form = blank_form(definition)
    form.year = 2027
    form.values = {entry.key: _typed(entry) for entry in definition.fields}
    form.tables = {table.key: _rows(definition, table) for table in definition.tables}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "填好的表.xlsx"
        write_workbook(path, [form])
        (document,) = read_back(path)
    document.pop("observations", None)
    return document


def _typed(entry: Field | Column) -> CellValue:
    return _TYPED.get(entry.type, f"第{in_chinese(sum(map(ord, entry.key)))}项内容")


def _rows(definition: FormDefinition, table: Table) -> list[dict[str, CellValue]]:
    """Two rows, or those that the form prints."""
    raw = next(raw for raw in definition.raw["tables"] if raw["key"] == table.key)
    levels = dict(zip(("level1", "level2"), next(iter(framework(table.classification).level2.values())), strict=True))
    rows: list[dict[str, CellValue]] = []
    for number, printed in enumerate(raw.get("fixed", [{}, {}]), start=1):
        row = {column.key: _typed(column) for column in table.columns} | levels
        row |= {table.item: f"第{in_chinese(number)}行"} | {
            key: Decimal(value) if isinstance(value, int) else value
            for key, value in printed.items()
            if not str(value).startswith("=")
        }
        ticked: set[str] = set()
        for column in table.columns:
            if column.type == "mark":
                group = column.key.partition(".")[0]
                row[column.key] = None if group in ticked else TICK
                ticked.add(group)
            elif column.type == "sequence":
                row[column.key] = Decimal(number)
        rows.append(row)
    return rows


def all_documents() -> dict[str, Document]:
    """A filled document of every form."""
    found = sample_documents() | {"selfeval-2020": SELF_EVALUATION, "monitoring-2019": MONITORING}
    return {key: found.get(key) or derived(definition) for key, definition in load_definitions().items()}
