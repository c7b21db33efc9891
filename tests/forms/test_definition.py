import json
from decimal import Decimal

import pytest

from jixiao.errors import DefinitionError
from jixiao.forms.definition import load_definitions, load_definitions_from
from jixiao.forms.extraction import Extractor
from jixiao.resources import schema_dir
from sheet_table import read

NINTH = {
    "id": "loan-2030",
    "version": 1,
    "kind": "project",
    "name": "专项债券项目绩效目标表",
    "help": "债券项目用。",
    "basis": "",
    "title": {"text": "{year}年专项债券项目绩效目标表", "aliases": ["专项债券项目绩效目标表"]},
    "fields": [
        {"key": "department", "label": "债券使用单位", "type": "text"},
        {"key": "project", "label": "债券项目", "type": "text"},
        {"key": "funding.total", "label": "债券额度（万元）", "type": "money"},
    ],
    "tables": [
        {
            "key": "indicators",
            "label": "债券绩效指标",
            "item": "level3",
            "classification": "2021",
            "columns": [
                {"key": "level1", "label": "指标大类", "type": "level1"},
                {"key": "level2", "label": "指标小类", "type": "level2"},
                {"key": "level3", "label": "指标内容", "type": "text"},
                {"key": "target", "label": "目标数", "type": "target"},
            ],
        }
    ],
    "layout": {"widths": [10, 10, 10, 10, 10], "rows": [[{"title": True, "span": 5}]]},
}

TABLE = NINTH["tables"][0]


def test_every_definition_satisfies_the_meta_schema_and_is_of_a_known_kind():
    definitions = load_definitions()
    assert {
        "project-2026", "project-scored", "project-2024", "direction-2023",
        "department-2026", "department-2023", "summary-2026", "summary-2023",
    } <= set(definitions)  # fmt: skip
    for definition in definitions.values():
        assert definition.raw["help"]
        for entry in (*definition.fields, *(c for table in definition.tables for c in table.columns)):
            assert entry.labels, (definition.id, entry.key)


def test_a_ninth_form_needs_one_json_file_only(tmp_path):
    for path in (schema_dir() / "forms").glob("*.json"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "loan-2030.json").write_text(json.dumps(NINTH, ensure_ascii=False), encoding="utf-8")
    extractor = Extractor(load_definitions_from(tmp_path))
    (document,) = read(
        """
2030年专项债券项目绩效目标表 | < | < | < | <
债券使用单位 | 云岭县水务局 | < | < | <
债券项目 | 水库除险加固 | < | < | <
债券额度（万元） | 800 | < | < | <
债券绩效指标 | 指标大类 | 指标小类 | 指标内容 | 目标数
^ | 产出指标 | 数量指标 | 加固水库座数 | ≥3座
^ | 效益指标 | 社会效益指标 | 保护人口 | ≥2万人
""",
        extractor=extractor,
    )
    assert document["form"] == "loan-2030"
    assert document["fiscal_year"] == 2030
    assert document["department"] == "云岭县水务局"
    assert document["funding"]["total"] == Decimal(800)
    assert [(i["level3"], i["operator"], i["target"], i["unit"]) for i in document["indicators"]] == [
        ("加固水库座数", "≥", Decimal(3), "座"),
        ("保护人口", "≥", Decimal(2), "万人"),
    ]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"kind": "poem"}, "kind"),
        ({"fields": [{"key": "department", "label": "单位"}]}, "type"),
        ({"fields": [{"key": "a", "label": "单位", "type": "text", "under": "b"}]}, "under 写的 b 不存在，可以写：a"),
        ({"fields": [{"key": "a", "label": "单位", "type": "text", "list": "b"}]}, "list 写的 b 不存在"),
        ({"tables": [TABLE | {"item": "level4"}]}, "item 写的 level4 不存在，可以写：level1、level2、level3、target"),
        ({"tables": [TABLE | {"classification": "1999"}]}, "classification 写的 1999 不存在"),
        (
            {"tables": [TABLE | {"total": {"key": "sum", "label": "合计", "column": "money"}}]},
            "column 写的 money 不存在",
        ),
        ({"sums": [{"total": "funding.total", "parts": ["indicators.money"]}]}, "sums 写的 indicators.money 不存在"),
        ({"layout": {"widths": [10], "rows": [[{"label": "period"}]]}}, "layout 第 1 行的 label 写的 period 不存在"),
        ({"layout": {"widths": [10], "rows": [{"table": "tasks", "columns": []}]}}, "layout 第 1 行写的 tasks 不存在"),
        ({"layout": {"widths": [10], "rows": [{"table": "indicators", "columns": [["unit", 1]]}]}}, "unit 不存在"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_definition_is_refused_with_its_place(tmp_path, change, word):
    (tmp_path / "loan-2030.json").write_text(json.dumps(NINTH | change, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_definitions_from(tmp_path)
    assert word in str(caught.value)


def test_a_definition_that_is_no_json_is_refused(tmp_path):
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"broken\.json"):
        load_definitions_from(tmp_path)
