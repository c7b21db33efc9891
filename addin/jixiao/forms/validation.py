"""Documents against their JSON Schema; jsonschema explains what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from jixiao.errors import JixiaoError
from jixiao.forms.document import Document, Kind
from jixiao.forms.jsonout import to_json
from jixiao.resources import schema_data

_COMMON = "common.schema.json"


class InvalidDocumentError(JixiaoError):
    """A document that its own reader made breaks the contract: a defect."""

    default_hint = "这是程序缺陷，请附上该文件反馈"


def schema(name: str) -> dict[str, Any]:
    """A JSON Schema of ``schema/documents`` by the kind of document, or ``common``."""
    loaded: dict[str, Any] = schema_data(f"documents/{name}.schema")
    return loaded


@cache
def _compiled(kind: Kind) -> Callable[[Any], bool]:
    import jsonschema_rs

    registry = jsonschema_rs.Registry([(_COMMON, schema("common"))])
    return jsonschema_rs.Draft202012Validator(schema(kind), registry=registry).is_valid


def explain(document: dict[str, Any]) -> list[str]:
    """Return what is wrong with a document, one line each: ``indicators/3/unit: …``."""
    from jsonschema import Draft202012Validator
    from referencing import Registry, Resource

    registry: Registry[Any] = Registry().with_resource(_COMMON, Resource.from_contents(schema("common")))
    validator = Draft202012Validator(schema(document["kind"]), registry=registry)
    return [
        f"{'/'.join(str(part) for part in error.absolute_path) or '.'}: {error.message}"
        for error in validator.iter_errors(document)
    ]


def validate(document: Document) -> None:
    """Check a document against the schema of its kind.

    Raises ``InvalidDocumentError`` with the first violation.
    """
    if not _compiled(document["kind"])(document):
        problems = explain(to_json(document))
        source = document["source"]
        raise InvalidDocumentError(
            f"读取结果不符合数据结构：{problems[0] if problems else '原因不明'}",
            file=source["file"],
            sheet=source["sheet"],
            cell=source["title_cell"],
        )
