"""Definitions for forms that have none, one for each kind."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from types import MappingProxyType

from jixiao.forms.classification import all_level2, framework
from jixiao.forms.definition import Column, Field, FormDefinition, Table, load_definitions
from jixiao.forms.document import Document, Kind
from jixiao.forms.labels import cached_form

_NAMES: dict[Kind, str] = {
    "project": "项目支出绩效目标表（其他版式）",
    "department": "部门整体支出绩效目标表（其他版式）",
    "summary": "绩效目标汇总表（其他版式）",
    "selfeval": "绩效自评表（其他版式）",
    "monitoring": "绩效运行监控表（其他版式）",
}
_COLUMNS = (("level1", "一级指标"), ("level2", "二级指标"), ("level3", "三级指标"), ("target", "指标值"))
_FURTHER = (
    ("operator", "计算符号"),
    ("unit", "度量单位"),
    ("explanation", "指标解释"),
    ("scoring_standard", "评分标准"),
    ("standard", "绩效标准"),
    ("remark", "备注"),
    ("points", "分值"),
    ("actual", "实际完成值"),
    ("score", "得分"),
    ("deviation", "偏差原因"),
    ("actual_to_july", "1-7月执行情况"),
    ("expected", "全年预计完成情况"),
)
_FIELDS: dict[Kind, tuple[tuple[str, str], ...]] = {
    "project": (("funding.annual", "年度资金总额"), ("funding.total", "项目资金")),
    "department": (("budget.total", "资金总额"),),
    "summary": (),
    "selfeval": (("grade", "自评等级"),),
    "monitoring": (),
}


def definition_of(document: Document) -> FormDefinition:
    """The definition of a document's form; one made for its kind where there is none."""
    found = load_definitions().get(document["form"])
    if found is not None:
        return found
    levels = (level for row in document.get("indicators", ()) for level in (row["level1"], row["level2"]))
    return _definition(document["kind"], _classification(levels))


def is_general(document: Document) -> bool:
    """Whether a document is of a layout that no built-in definition describes."""
    return document["form"] not in load_definitions()


def name_of_kind(form: str) -> str | None:
    """The Chinese name of a form without a definition; None for another form."""
    return next((name for kind, name in _NAMES.items() if kind == form), None)


def _classification(levels: Iterable[str | None]) -> str:
    """Return the classification of levels: costs are a level 1 since 2021."""
    forms = {cached_form(level) for level in levels if level is not None}
    newest = framework("2021")
    cost = {form for form, (branch, _) in newest.level2.items() if branch == "成本指标"}
    if forms & cost or not forms & all_level2():
        return "2021"
    return "2020"


@cache
def _definition(kind: Kind, classification: str) -> FormDefinition:
    tables: tuple[Table, ...] = ()
    if kind != "summary":
        tables = (
            Table(
                "indicators",
                "level3",
                tuple(Column(key, label, "text", frozenset()) for key, label in _COLUMNS),
                frozenset(),
                classification,
                extra=tuple(Column(key, label, "text", frozenset()) for key, label in _FURTHER),
            ),
        )
    return FormDefinition(
        id=kind,
        version=1,
        kind=kind,
        name=_NAMES[kind],
        titles=(),
        echo=(),
        captions=frozenset(),
        fields=tuple(Field(key, label, "text", frozenset()) for key, label in _FIELDS[kind]),
        tables=tables,
        raw=MappingProxyType({"fields": [], "tables": [], "layout": {"rows": []}}),
    )
