"""A learned form: which sheet it is, what its labels and columns mean.

A definition is a JSON file that an administrator can read and change. Its meanings are Chinese names
(``learned.concepts``), a label that the vocabulary understands by itself is not named at all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from jixiao.errors import DefinitionError
from jixiao.forms.document import Kind
from jixiao.forms.labels import cached_form
from jixiao.forms.learned import concepts
from jixiao.forms.learned.concepts import CUSTOM, IGNORED

FORMAT = 1
"""The version of the file format."""
ValueType = Literal["文字", "数字", "日期"]
_ID = r"[a-z\u4e00-\u9fff][a-z0-9\u4e00-\u9fff]*(?:-[a-z0-9\u4e00-\u9fff]+)*"  # 省直-项目表2
_KEYS = frozenset(("format", "id", "kind", "name", "title", "extends", "template", "prints", "labels", "columns"))
_ENTRY_KEYS = frozenset(("label", "means", "required", "type", "list", "max_length"))
MAX_BYTES = 1 << 20
MAX_ENTRIES = 2000


@dataclass(frozen=True, slots=True)
class LearnedLabel:
    """A label and what it means: the name of a concept, 自定义栏目 or 不读.

    ``required``, ``type``, ``choices`` and ``max_length`` are what the check asks of the value of a custom one.
    """

    label: str
    means: str
    required: bool = False
    type: ValueType = "文字"
    choices: tuple[str, ...] = ()
    max_length: int | None = None

    @property
    def is_custom(self) -> bool:
        """Whether the value is kept under the label itself."""
        return self.means == CUSTOM


@dataclass(frozen=True, slots=True)
class LearnedForm:
    """A taught layout; ``prints`` are the label forms of its blank, ``template``."""

    id: str
    kind: Kind
    name: str
    title: str
    prints: frozenset[str]
    labels: tuple[LearnedLabel, ...] = ()
    columns: tuple[LearnedLabel, ...] = ()
    extends: str | None = None
    template: Path | None = None
    path: Path | None = field(default=None, compare=False)

    def custom_forms(self) -> frozenset[str]:
        """The label forms of the bureau's own labels and columns."""
        return frozenset(cached_form(each.label) for each in (*self.labels, *self.columns) if each.is_custom)

    def to_json(self) -> dict[str, Any]:
        """The definition as it is written."""
        raw: dict[str, Any] = {
            "format": FORMAT,
            "id": self.id,
            "kind": self.kind,
            "name": self.name,
            "title": self.title,
        }
        if self.extends:
            raw["extends"] = self.extends
        if self.template is not None:
            raw["template"] = self.template.name
        raw["labels"] = [_entry(each) for each in self.labels]
        raw["columns"] = [_entry(each) for each in self.columns]
        raw["prints"] = sorted(self.prints)
        return raw


def _entry(label: LearnedLabel) -> dict[str, Any]:
    raw: dict[str, Any] = {"label": label.label, "means": label.means}
    if label.required:
        raw["required"] = True
    if label.type != "文字":
        raw["type"] = label.type
    if label.choices:
        raw["list"] = list(label.choices)
    if label.max_length is not None:
        raw["max_length"] = label.max_length
    return raw


def read_learned(path: Path) -> LearnedForm:
    """The form that a file defines.

    Raises ``DefinitionError`` that names the file, the place in it, and what to write there.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DefinitionError("定义文件超过 1 MB，不是学到的版式", file=path.name, hint="请重新学习这张表")
        raw = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise DefinitionError("定义文件无法读取", file=path.name, hint="请检查文件和权限，或重新学习这张表") from error
    except RecursionError:
        raise DefinitionError("定义文件嵌套过深", file=path.name, hint="请重新学习这张表") from None
    except json.JSONDecodeError as error:
        place = f"第 {error.lineno} 行第 {error.colno} 列"
        raise DefinitionError(
            f"{place}不是有效的 JSON", file=path.name, hint="请检查该处的引号、逗号和括号，或重新学习这张表"
        ) from error
    return parse_learned(raw, path)


def parse_learned(raw: object, path: Path) -> LearnedForm:
    """The form of a definition that has been read as JSON. Raises as ``read_learned``."""
    for place, message, hint in _faults(raw):
        raise DefinitionError(f"{place}：{message}", file=path.name, hint=hint)
    assert isinstance(raw, Mapping)
    template = raw.get("template")
    return LearnedForm(
        raw["id"],
        raw["kind"],
        raw["name"],
        raw["title"],
        frozenset(map(cached_form, raw.get("prints", ()))),
        tuple(map(_label, raw.get("labels", ()))),
        tuple(map(_label, raw.get("columns", ()))),
        raw.get("extends"),
        path.parent / template if template else None,
        path,
    )


def _label(raw: Mapping[str, Any]) -> LearnedLabel:
    return LearnedLabel(
        raw["label"],
        raw["means"],
        raw.get("required", False),
        raw.get("type", "文字"),
        tuple(raw.get("list", ())),
        raw.get("max_length"),
    )


def _faults(raw: object) -> Iterator[tuple[str, str, str]]:
    """Place, what is wrong there, and what to write."""
    if not isinstance(raw, dict):
        yield "开头", "应是一个对象", "请以 { 开头、以 } 结尾，或重新学习这张表"
        return
    version = raw.get("format")
    if not isinstance(version, int) or isinstance(version, bool):
        yield "format", "没有写格式版本", f'请写 "format": {FORMAT}'
        return
    if version > FORMAT:
        yield "format", f"格式版本 {version} 比本软件新", "请升级 Jixiao，或用本机的 jixiao forms learn 重新学习"
    for key in raw.keys() - _KEYS:
        yield key, "没有这一项", f"可以写的有 {'、'.join(sorted(_KEYS))}"
    if not (isinstance(raw.get("id"), str) and re.fullmatch(_ID, raw["id"])):
        yield "id", "编号只能用小写字母、数字、汉字和 -", '例如 "id": "qingxi-project"'
    if raw.get("kind") not in get_args(Kind):
        yield "kind", "不是表的种类", f"请写 {'、'.join(get_args(Kind))} 之一"
    for key in ("name", "title"):
        if not (isinstance(raw.get(key), str) and raw[key].strip()):
            yield key, "没有填写", f'例如 "{key}": "项目支出绩效目标申报表"'
    extends = raw.get("extends")
    if extends is not None and not isinstance(extends, str):
        yield "extends", "应是表单编号", '例如 "extends": "project-2026"'
    template = raw.get("template")
    if template is not None and not (isinstance(template, str) and template and Path(template).name == template):
        yield "template", "应是同一文件夹中的文件名，不能带路径", '例如 "template": "申报表.xlsx"'
    prints = raw.get("prints", [])
    if not (isinstance(prints, list) and len(prints) <= MAX_ENTRIES and all(isinstance(text, str) for text in prints)):
        yield "prints", "应是文字的列表", "请重新学习这张表"
    for group, known in (("labels", concepts.fields()), ("columns", concepts.columns())):
        yield from _faults_of_entries(group, raw.get(group, []), known)


def _faults_of_entries(group: str, entries: object, known: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    if not isinstance(entries, list) or len(entries) > MAX_ENTRIES:
        yield group, "应是列表", f'例如 "{group}": [{{"label": "栏目名", "means": "项目名称"}}]'
        return
    seen: dict[str, int] = {}
    for number, entry in enumerate(entries, start=1):
        place = f"{group} 第 {number} 项"
        if not isinstance(entry, dict) or not isinstance(entry.get("label"), str) or not entry["label"].strip():
            yield place, "没有写栏目名", '请写 "label": "表上的栏目名"'
            continue
        place = f"{place}“{entry['label']}”"
        form = cached_form(entry["label"])
        if form in seen:
            yield place, f"与第 {seen[form]} 项重复", "请只留一项"
        seen[form] = number
        if entry.get("means") not in (*known, CUSTOM, IGNORED):
            yield place, f"means 不认识“{entry.get('means')}”", f"可以写的有 {'、'.join((*known, CUSTOM, IGNORED))}"
        for key in entry.keys() - _ENTRY_KEYS:
            yield place, f"没有“{key}”这一项", f"可以写的有 {'、'.join(sorted(_ENTRY_KEYS))}"
        if entry.get("type", "文字") not in get_args(ValueType):
            yield place, "type 应是文字、数字或日期", '例如 "type": "数字"'
        if not isinstance(entry.get("required", False), bool):
            yield place, "required 应是 true 或 false", '例如 "required": true'
        choices = entry.get("list", [])
        if not (isinstance(choices, list) and all(isinstance(choice, str) for choice in choices)):
            yield place, "list 应是文字的列表", '例如 "list": ["是", "否"]'
        length = entry.get("max_length")
        if length is not None and not (isinstance(length, int) and not isinstance(length, bool) and length > 0):
            yield place, "max_length 应是正整数", '例如 "max_length": 200'
