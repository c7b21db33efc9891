"""IND, CMP-016: whether indicators have a name, stand where they belong, and once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.placing import OUTPUT, place
from jixiao.checks.prefilter import NAMES
from jixiao.checks.quantities import MONEY, PERCENT, TIME, has_extent, kind_of_unit
from jixiao.checks.registry import rule
from jixiao.checks.rows import Row
from jixiao.checks.rules.completeness import has_own_tree
from jixiao.checks.rules.target_values import is_rate
from jixiao.checks.wording import endings, matcher, table, words
from jixiao.forms.labels import cached_form
from jixiao.forms.text import fold
from jixiao.grouping import grouped

_DEADLINE = "(?:完成|完工|竣工|开工|办结|交付|拨付|发放|支付|到位|验收|投入使用|启用|开业|开园|通车|移交|结项|结题|印发|播出|投运|投用|投产|建成|上线|启动|报送|提交|交工|整改)(?:时限|时间|期限|日期|时点)$"
_TIMELY = re.compile(rf"(?:及时|按时|准时|如期|按期|按月|按季|按年)[^、]{{0,6}}(?:率|性)|{_DEADLINE}")
_TIMELY_OUTPUT = re.compile(
    rf"(?:资金|经费|补[助贴]|拨付|发放|支付|完工|竣工|开工|交付|工程|项目)[^、]{{0,4}}及时(?:率|性)$|{_DEADLINE}"
)
_TELLING_ENDS = ("cost_ends", "limit_ends", "duration_ends", "long_time_ends", "quality_ends", "earned_ends")
_COMPLETION_OF = re.compile(r"^(?:开展|组织|举办|召开|实施)?(?P<thing>.{2,12}?)(?:工作|活动|任务)?完成率$")
_NEWEST = 2022
_OUTPUTS = ("quantity", "quality", "time")


def _level_cells(rows: list[Row], key: str) -> list[str]:
    return list(dict.fromkeys(row.data["cells"].get(key, row.cell) for row in rows))


@rule("CMP-016")
def name_blank(form: Form) -> Iterator[Finding]:
    """Yield indicators with a target and no name (一体化规范)."""
    for row in form.rows:
        known = row.name or row.data.get("other") or form.is_filled(row, "level3")
        if not known and not row.blank:
            severity = Severity.WARNING if form.general else None
            yield form.finding("CMP-016", form.at(row, "level3"), severity=severity, row=row.row)


@rule("IND-001")
def unknown_block(form: Form) -> Iterator[Finding]:
    """Yield unknown level 1 names (财预〔2021〕101号)."""
    if has_own_tree(form):
        return
    unknown = [(row.data["level1"] or "", row) for row in form.oddly_placed if row.place.level1 is None]
    for text, rows in grouped(
        one for one in unknown if one[0] and cached_form(one[0]) not in table("blocks_any")
    ).items():
        yield form.finding("IND-001", _level_cells(rows, "level1"), found=text)


@rule("IND-002")
def short_names(form: Form) -> Iterator[Finding]:
    """Yield levels that are named in short (财预〔2021〕101号)."""
    for key in ("level1", "level2"):
        short: dict[tuple[str, str], list[Row]] = {}
        for row in form.oddly_placed:
            text = row.data[key]
            named = place("2021", row.data["level1"], row.data["level2"])  # not 产出数量, of which IND-003 speaks
            canonical = named.level1 if key == "level1" else named.level2
            if not text or not canonical or text == canonical or text in words("legacy_levels"):
                continue
            if key in row.data["cells"] and cached_form(text) != cached_form(canonical):
                short.setdefault((text, canonical), []).append(row)
        for (text, canonical), rows in short.items():
            yield form.finding("IND-002", _level_cells(rows, key), found=text, expected=canonical)


@rule("IND-003")
def legacy_names(form: Form) -> Iterator[Finding]:
    """Yield names of the old tree, once a form (财预〔2021〕101号)."""
    if form.classification != "2021":
        old = [row for row in form.rows if row.place.block == OUTPUT or row.aspect == "cost"]
        cost = [row for row in old if row.aspect == "cost"] or old
        if cost:
            cells = _level_cells(cost, "level2")
            value = cost[0].data["level2"] or ""
            expect = table("aspect_names").get(cost[0].aspect or "", "")
            if value and not expect.startswith(fold(value)):  # 数量 is short for 数量指标, not its old name
                yield form.finding("IND-003", cells, found=value, expected=expect)
        return
    for text, rows in grouped((row.data["level2"] or "", row) for row in form.oddly_placed if _is_legacy(row)).items():
        cells = _level_cells(rows, "level2")
        expect = table("aspect_names").get(rows[0].aspect or "", "")
        severity = Severity.WARNING if form.year is not None and form.year >= _NEWEST else None
        yield form.finding("IND-003", cells, found=text, expected=expect, severity=severity)


def _is_legacy(row: Row) -> bool:
    text = row.data["level2"]
    return bool(text) and (text in words("legacy_levels") or row.place.foreign is not None)


@rule("IND-004")
def misplaced(form: Form) -> Iterator[Finding]:
    """Yield indicators under the wrong level 2 (财预〔2021〕101号)."""
    # Some places count a 完成率 among the quantities: level info.
    named = form.named["IND-004"]
    for row in (*named, *(row for row in form.benefits if row.aspect in ("ecological", "social") and row not in named)):
        expected, severity = _better_place(row)
        if expected is not None and row.data["level2"]:
            yield form.finding(
                "IND-004", row.cell, found=row.data["level2"], expected=expected, severity=severity, name=row.name
            )


@NAMES.test("IND-004")
def _tells_its_place(name: str) -> bool:
    """Return whether a name tells its place: a rate, a count, a deadline."""
    return (
        "满意" in name
        or has_extent(name)
        or is_rate(name)
        or _is_timely(name)
        or name.endswith(endings(*_TELLING_ENDS))
        or matcher("durations").search(name) is not None
        or matcher("economic").search(name) is not None
        or matcher("natural").search(name) is not None
    )


def _is_timely(name: str) -> bool:
    return ("时" in name or "期" in name or "按" in name) and _TIMELY.search(name) is not None


def _better_place(row: Row) -> tuple[str | None, Severity | None]:
    name, aspect, kind = row.name, row.aspect, kind_of_unit(row.unit or "")
    if aspect not in ("quantity", "quality", "time", "economic", "social", "ecological", "lasting"):
        return None, None
    if "满意" in name and matcher("satisfied").search(name):
        return "服务对象满意度指标", None
    if aspect in ("quantity", "quality") and _is_timely(name):
        return "时效指标", None
    if aspect in _OUTPUTS:
        return _better_output(row)
    if _TIMELY_OUTPUT.search(name):
        return "时效指标", None
    if aspect == "ecological" and not matcher("natural").search(name):
        if kind == MONEY or matcher("economic").search(name):
            return "经济效益指标", None
        if kind in ("people", "household", "attendance"):
            return "社会效益指标", None
    if aspect == "social" and kind == MONEY and (row.unit == "万元" or matcher("economic").search(name)):
        return "经济效益指标", Severity.INFO
    if aspect in ("social", "ecological", "lasting") and matcher("accepted").search(name):
        return "质量指标", None
    if aspect == "economic" and name.endswith(endings("quality_ends")) and not matcher("economic").search(name):
        return "质量指标", Severity.INFO
    if aspect in ("social", "ecological", "lasting") and name.endswith(endings("saved_ends")):
        return "经济效益指标", None
    physical = is_rate(name) or kind in ("mass", "area", "volume")
    if aspect == "economic" and physical and matcher("natural").search(name) and not matcher("economic").search(name):
        return "生态效益指标", None
    return None, None


def _better_output(row: Row) -> tuple[str | None, Severity | None]:
    name, aspect = row.name, row.aspect
    if (
        name.endswith(endings("cost_ends"))
        and kind_of_unit((row.unit or "").split("/")[0]) == MONEY
        and "节约" not in name
    ):
        return "经济成本指标", None
    if (
        aspect == "quantity"
        and (is_rate(name) or name.endswith(endings("quality_ends")))
        and not name.endswith(endings("change_ends"))
    ):
        return "质量指标", Severity.INFO if name.endswith("完成率") else None
    if aspect in ("quantity", "quality") and _is_duration(row):
        if name.endswith(endings("limit_ends")) or (aspect == "quantity" and name.endswith(endings("duration_ends"))):
            return "时效指标", None  # 问题处置时限 ≤ 3个工作日, 报修上门时间 ≤ 2小时
        if matcher("durations").search(name):
            return "时效指标", Severity.INFO  # some call 平均办理时间 ≤ 20分钟 a quality
    if aspect == "time" and name.endswith(endings("quality_ends")) and not matcher("in_time").search(name):
        return "质量指标", None
    if (
        aspect == "time"
        and is_rate(name)
        and not matcher("in_time").search(name)
        and not name.endswith(endings("progress_ends"))
    ):
        return "质量指标", Severity.INFO
    if aspect == "quality" and name.endswith(endings("long_time_ends")) and row.operator in ("≥", ">"):
        return "数量指标", Severity.INFO
    counted = row.number not in (None, 0) and kind_of_unit(row.unit or "") not in (None, PERCENT, TIME)
    if aspect in ("quality", "time") and has_extent(name) and counted and row.operator not in ("≤", "<"):
        return (None if _is_flaw(name) or matcher("awards").search(name) else "数量指标"), None
    return None, None


def _is_duration(row: Row) -> bool:
    """Return whether a target is a time that something may take at most."""
    return kind_of_unit(row.unit or "") == TIME and row.operator in ("≤", "<")


def _is_flaw(name: str) -> bool:
    """Return whether a fault or complaint is counted, which is a quality."""
    if matcher("handled").search(name):
        return False
    return matcher("downward").search(name) is not None or matcher("complaints").search(name) is not None


def _plain(name: str) -> str:
    """Return a name as it sounds, without 的, 、 and widths of brackets."""
    return name.replace("的", "").replace("、", "").replace("（", "(").replace("）", ")")


@rule("IND-007")
def repeated_names(form: Form) -> Iterator[Finding]:
    """Yield indicator names that stand on a form twice (一体化规范)."""
    if len({_plain(name) for name in form.names}) == len(form.rows):
        return
    named = (row for row in form.rows if row.name and row.name not in words("not_applicable"))
    for rows in grouped((_plain(row.name), row) for row in named).values():
        cells = list(dict.fromkeys(row.cell for row in rows))
        if len(cells) > 1:
            yield form.finding(
                "IND-007",
                cells,
                found=rows[0].name,
                name=rows[0].name,
                rows="、".join(dict.fromkeys(str(row.row) for row in rows)),
            )


@NAMES.test("IND-008")
def _completion(name: str) -> re.Match[str] | None:
    return _COMPLETION_OF.match(name) if name.endswith("完成率") else None


@rule("IND-008")
def counted_twice(form: Form) -> Iterator[Finding]:
    """Yield completion rates of counts already set (财预〔2015〕88号, relevant)."""
    for row in form.named["IND-008"]:
        match = _completion(row.name)
        if match is None or row.block != OUTPUT:
            continue
        counts = (one for one in form.outputs if one.aspect == "quantity" and one.unit != "%")
        other = next((one for one in counts if one.number is not None and match["thing"] in one.name), None)
        if other is not None:
            yield form.finding("IND-008", row.cell, found=row.name, related=[other.cell], a=other.name, b=row.name)


@NAMES.test("IND-014")
def _is_process(name: str) -> bool:
    return matcher("money_process").search(name) is not None


@rule("IND-014")
def money_as_output(form: Form) -> Iterator[Finding]:
    """Yield outputs on handling money (财预〔2021〕101号, 财预〔2020〕10号)."""
    for row in form.named["IND-014"]:
        if row.block == OUTPUT:
            yield form.finding("IND-014", row.cell, found=row.name, name=row.name)
