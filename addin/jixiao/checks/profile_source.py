"""The JSON of a profile, verified and laid over its base."""

from __future__ import annotations

import json
import math
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from json import JSONDecoder
from json.decoder import scanstring  # type: ignore[attr-defined]
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from jixiao.checks.catalogue import catalogue
from jixiao.checks.dates import date_of
from jixiao.checks.local.local_rule import local_problems
from jixiao.checks.settings.doubts import double_names
from jixiao.errors import InputError, UsageError, os_reason
from jixiao.resources import schema_data, schema_dir
from jixiao.textlayout import shortened

if TYPE_CHECKING:
    from jixiao.checks.settings.filled_settings import SettingsRead
    from jixiao.checks.settings.settings_sheets import SettingPath

DEFAULT = "default"
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
"""Endings of the files that are read as settings workbooks."""
_HINT = "改好后重试；每一项的含义见 schema/profile.schema.json"
_HINT_WORKBOOK = "请改好这个单元格；运行 jixiao settings check 可以一次列出全部问题"
_WHOLE = frozenset({"weights"})
"""What a profile says as a whole: three blocks that come to 90 points leave no room for the base's fourth."""
_MOST_BYTES = 8 << 20
_MOST_DIGITS = 20


class ProfileError(UsageError):
    """A profile that cannot be used: missing, no JSON, against its schema."""

    default_hint = _HINT


class _Source(NamedTuple):
    """The JSON of a file, and what names an entry: ``口径文件 a.json 第 3 行``."""

    raw: Any
    told: Callable[[SettingPath], str]
    hint: str


def profile_names() -> list[str]:
    """Return the profiles that ship with Jixiao."""
    return sorted(path.stem for path in (schema_dir() / "profiles").glob("*.json"))


def resolved(path: Path, below: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the JSON of a profile over its base. Raises ``ProfileError``."""
    source = _workbook(path) if path.suffix.lower() in WORKBOOKS else _json(path)
    for place, problem in problems(source.raw):
        raise ProfileError(f"{source.told(place)}：{problem}", hint=source.hint)
    raw: dict[str, Any] = source.raw
    base = raw.pop("extends", None if path.stem == DEFAULT and path.suffix == ".json" else DEFAULT)
    if base is None:
        return raw
    if base in below:
        raise ProfileError(f"口径文件 {path.name}：extends 互相指向", file=None)
    parent = path.with_name(f"{base}.json")
    if not parent.is_file():
        parent = schema_dir() / "profiles" / f"{base}.json"
    if not parent.is_file():
        known = "、".join(profile_names())
        raise ProfileError(f"{source.told(('extends',))}：没有名为“{base}”的口径，可用的：{known}", hint=source.hint)
    merged = resolved(parent, (*below, path.stem))
    for key, value in raw.items():
        added_to = isinstance(value, dict) and key in merged and key not in _WHOLE
        merged[key] = {**merged[key], **value} if added_to else value
    return merged


def problems(raw: Any) -> Iterator[tuple[SettingPath, str]]:
    """Yield what is wrong with the JSON of a profile, with its place."""
    against_schema = _against_schema(raw)
    if against_schema is not None:
        yield against_schema
        return
    known = {*catalogue(), *(rule["code"] for rule in raw.get("local_rules", ()))}
    for section in ("severities", "parameters"):
        for code, value in raw.get(section, {}).items():
            if code not in (catalogue() if section == "parameters" else known):
                yield (section, code), f"没有代码为“{code}”的规则"
            elif isinstance(value, dict):
                yield from _wrong_parameters(code, value)
    for section in ("waivers", "trials"):
        for index, entry in enumerate(raw.get(section, ())):
            if entry["code"] not in known:
                yield (section, index, "code"), f"没有代码为“{entry['code']}”的规则"
    for place, day in _days(raw):
        if date_of(day) is None:
            yield place, f"“{day}”不是存在的日期"
    yield from double_names(raw.get("roster", ()))
    for number, key, text in local_problems(raw.get("local_rules", ())):
        yield ("local_rules", number, key), text


def _days(raw: dict[str, Any]) -> Iterator[tuple[SettingPath, str]]:
    """Yield every date of a profile with its place."""
    for what, day in raw.get("deadlines", {}).items():
        yield ("deadlines", what), day
    for section, key in (
        ("waivers", "until"),
        ("trials", "until"),
        ("roster", "due"),
        ("local_rules", "since"),
        ("local_rules", "until"),
    ):
        for index, entry in enumerate(raw.get(section, ())):
            if key in entry:
                yield (section, index, key), entry[key]


def _wrong_parameters(code: str, values: dict[str, Any]) -> Iterator[tuple[SettingPath, str]]:
    defaults = catalogue()[code].parameters
    for name, value in values.items():
        if name not in defaults:
            yield ("parameters", code, name), f"规则 {code} 没有参数“{name}”，可调的有：{'、'.join(defaults) or '无'}"
        elif _type(value) != _type(defaults[name]):
            shown = json.dumps(defaults[name], ensure_ascii=False)
            yield ("parameters", code, name), f"规则 {code} 的参数“{name}”应与默认值 {shown} 是同一类"


def _type(value: object) -> str:
    """Return the kind of a value; whole numbers and others are one kind."""
    return "number" if isinstance(value, int | float) and not isinstance(value, bool) else type(value).__name__


def _against_schema(raw: Any) -> tuple[SettingPath, str] | None:
    """Return the first thing that breaks the schema."""
    import jsonschema_rs

    meta = schema_data("profile.schema")
    if jsonschema_rs.validator_for(meta).is_valid(raw):
        return None
    from jsonschema import Draft202012Validator  # slow to import, and needed only when something is wrong

    error = next(iter(Draft202012Validator(meta).iter_errors(raw)))
    place = tuple(error.absolute_path)
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        known = error.schema.get("properties", {})
        unknown = next(key for key in error.instance if key not in known)
        return (*place, unknown), f"没有“{unknown}”这一项，可用的有：{'、'.join(known)}"
    return place, _in_words(error.validator, error.validator_value, error.instance)


def _in_words(validator: object, expected: object, found: object) -> str:
    shown = shortened(json.dumps(found, ensure_ascii=False), 40)
    if validator == "enum" and isinstance(expected, list):
        return f"{shown} 不在可选范围内，可选：{'、'.join(str(value) for value in expected)}"
    if validator == "required" and isinstance(expected, list):
        return f"缺少必填项，必填：{'、'.join(expected)}"
    if validator == "anyOf":
        return "应写明单位（department）或项目（project）"
    return f"{shown} 不符合要求（{validator}: {expected if not isinstance(expected, dict) else '见定义'}）"


def _workbook(path: Path) -> _Source:
    read = settings_of(path)
    wrong = [doubt for doubt in read.doubts if doubt.wrong]
    if wrong:
        more = f"（另有 {len(wrong) - 1} 处）" if len(wrong) > 1 else ""
        raise ProfileError(f"设置 {path.name} 的 {wrong[0].place}：{wrong[0].text}{more}", hint=_HINT_WORKBOOK)

    def told(place: SettingPath) -> str:
        sheet, cell = read.where(place)
        return f"设置 {path.name} 的 {sheet}!{cell}" if cell else f"设置 {path.name}"

    return _Source(read.raw, told, _HINT_WORKBOOK)


def settings_of(path: Path) -> SettingsRead:
    """Return what a settings workbook says. Raises ``ProfileError``."""
    try:
        from jixiao.checks.settings.filled_settings import read_settings  # slow to import, for a workbook alone

        return read_settings(path)
    except InputError as error:
        raise ProfileError(f"设置 {path.name} 无法使用：{error.message}", hint=error.hint) from error


def _json(path: Path) -> _Source:
    text = _text(path)

    def told(place: SettingPath) -> str:
        return f"口径文件 {path.name} 第 {line_of(text, place)} 行"

    try:
        raw = json.loads(text, parse_int=_whole, parse_float=_fraction, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise ProfileError(
            f"口径文件 {path.name} 第 {error.lineno} 行不是有效的 JSON（第 {error.colno} 个字符附近）"
        ) from error
    except (ValueError, RecursionError) as error:
        reason = "层次太深" if isinstance(error, RecursionError) else str(error)
        raise ProfileError(f"口径文件 {path.name}：{reason}") from error
    return _Source(raw, told, _HINT)


def _text(path: Path) -> str:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ProfileError(f"口径文件 {path.name} 不是普通文件")
        if status.st_size > _MOST_BYTES:
            raise ProfileError(f"口径文件 {path.name} 太大（超过 {_MOST_BYTES >> 20} MB）")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ProfileError(f"口径文件 {path.name} 无法读取：{os_reason(error)}") from error
    except UnicodeDecodeError as error:
        raise ProfileError(f"口径文件 {path.name} 不是 UTF-8 文本", hint="请另存为 UTF-8 编码后重试") from error


def _whole(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise ValueError(f"数字 {text[:_MOST_DIGITS]}… 太长（{len(text)} 位）")
    return int(text)


def _fraction(text: str) -> float:
    number = float(text) if len(text) <= 2 * _MOST_DIGITS else math.inf
    if not math.isfinite(number):
        raise ValueError(f"数字 {text[:_MOST_DIGITS]} 太长或太大")
    return number


def _no_number(text: str) -> float:
    raise ValueError(f"{text} 不是数字")


_BLANK = re.compile(r"[\s,:]*")
_DECODER = JSONDecoder()


def line_of(text: str, place: Sequence[str | int]) -> int:
    """Return the 1-based line of the value at ``place``, or of what holds it."""
    # ``text`` must be valid JSON.
    position = _BLANK.match(text, 0).end()  # type: ignore[union-attr]
    for step in place:
        found = _child(text, position, step)
        if found is None:
            break
        position = found
    return text.count("\n", 0, position) + 1


def _child(text: str, position: int, step: str | int) -> int | None:
    """Return where the value under ``step`` of what is at ``position`` begins."""
    opening = text[position]
    if opening not in "[{":
        return None
    position = _skip_blank(text, position + 1)
    index = 0
    while text[position] not in "]}":
        key: str | int = index
        if opening == "{":
            key, position = scanstring(text, position + 1)
            position = _skip_blank(text, position)
        if key == step:
            return position
        position = _skip_blank(text, _DECODER.raw_decode(text, position)[1])
        index += 1
    return None


def _skip_blank(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position
