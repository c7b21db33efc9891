import json
from decimal import Decimal

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from jixiao.forms.jsonout import to_json
from jixiao.forms.validation import InvalidDocumentError, explain, schema, validate
from sheet_table import read_one

TABLE = """
2027年项目支出绩效目标表 | < | < | < | < | < | < | <
填报单位（盖章）：云岭县交通局 | < | < | < | 金额单位：万元 | < | < | <
项目名称 | 农村道路养护 | < | < | < | < | < | <
项目金额 | 120.5 | < | < | 项目类别 | 特定目标类 | < | <
本年度绩效目标 | 养护农村道路120公里。 | < | < | < | < | < | <
本年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型 | 备注
^ | 产出指标 | 数量指标 | 养护里程 | 120 | 公里 | ≥ |
"""


def test_a_document_satisfies_its_schema_by_both_validators():
    document = read_one(TABLE)
    validate(document)
    assert explain(to_json(document)) == []


@pytest.mark.parametrize("kind", ["project", "department", "summary"])
def test_the_schemas_are_valid_and_titled_in_chinese(kind):
    Draft202012Validator.check_schema(schema(kind))
    assert any("\u4e00" <= char <= "\u9fff" for char in schema(kind)["title"])


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("fiscal_year",), "2027"),
        (("indicators", 0, "operator"), "大于"),
        (("indicators", 0, "cell"), "7D"),
        (("indicators", 0, "nature"), "unknown"),
        (("funding", "total"), "120.5"),
        (("source", "title_cell"), ""),
        (("surprise",), 1),
    ],
)
def test_both_validators_refuse_the_same_broken_documents(path, value):
    document = to_json(read_one(TABLE))
    target = document
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    registry = Registry().with_resource("common.schema.json", Resource.from_contents(schema("common")))
    assert not Draft202012Validator(schema("project"), registry=registry).is_valid(document)
    compiled = jsonschema_rs.Draft202012Validator(
        schema("project"), registry=jsonschema_rs.Registry([("common.schema.json", schema("common"))])
    )
    assert not compiled.is_valid(document)
    with pytest.raises(InvalidDocumentError, match=str(path[-1])):
        validate(document)


def test_decimals_become_plain_json_numbers():
    document = read_one(TABLE)
    assert document["funding"]["total"] == Decimal("120.5")
    text = json.dumps(to_json(document), ensure_ascii=False)
    assert '"total": 120.5' in text
    assert '"target": 120,' in text
