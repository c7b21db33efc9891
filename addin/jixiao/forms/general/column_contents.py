"""What a column of indicators is by its cells alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set

from jixiao.forms.cell_text import is_placeholder
from jixiao.forms.classification import all_level1, all_level2
from jixiao.forms.general.header_titles import HeaderTitle
from jixiao.forms.general.stated import states_indicators
from jixiao.forms.general.vocabulary import Meaning
from jixiao.forms.labels import cached_form
from jixiao.forms.levels import is_measured, joined_levels
from jixiao.forms.measures import is_unit, operator_of, says_operator, split_measure
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

ROWS_LOOKED_AT = 60

_MEASURED_BY = late_pattern(
    r"(?:计划|历史|行业|国家|国际|地方|经验|预算|支出|规划|规定|定额|合同|技术|通用|其他|上级|部门|企业|团体|[省市县]级?)+标准"
)
"""The name of what a target is measured by: 预算支出标准, but not 提高标准."""
SHARE = 0.6
"""A column without a known title is taken for a concept if at least this share of its cells can be nothing else."""
_STANDARD = late_pattern(r"满分|扣完|不得分|每.{1,16}[得加减扣]|按.{0,12}比例|[得计加减扣]\s*\d+(?:\.\d+)?\s*分")
"""What a standard says and no evidence does: 每少1%扣0.5分, 达标得满分."""

Rows = list[tuple[int, dict[int, Value]]]


def says(key: str, values: list[Value]) -> bool:
    """Return whether most cells of a column are targets, or names that differ."""
    if key == "target":
        found = [v for v in values if not isinstance(v, str) or split_measure(v) is not None]
        return 5 * len(found) > 3 * len(values)
    return (
        len(values) > 1
        and all(isinstance(v, str) and split_measure(v) is None for v in values)
        and (5 * len(set(values)) > 4 * len(values))
    )


def values_below(rows: Rows, title: HeaderTitle) -> list[Value]:
    """Return what stands below a title, a value a row."""
    looked_at = rows[:ROWS_LOOKED_AT]
    if title.left == title.right:
        return [cells[title.left] for _, cells in looked_at if title.left in cells]
    found = (title.value(cells) for _, cells in looked_at)
    return [value for value in found if value is not None]


def may_be(meaning: Meaning, values: list[Value]) -> bool:
    """Return whether cells can be what their title says: 数量指标 is no operator."""
    key = meaning.key
    values = [value for value in values if not is_placeholder(value)]
    texts = [value for value in values if isinstance(value, str)]
    if key == "operator":
        return 2 * sum(1 for text in texts if says_operator(text)) >= len(values)
    if key == "target":
        return not values or any(not isinstance(v, str) or operator_of(v) is None for v in values)
    if key == "points":  # 三级指标（权重） over 清淤长度（10分）
        return not values or 2 * sum(map(_begins_in_words, texts)) < len(values)
    if key == "scoring_standard" and meaning.weak:  # 得分依据 over 验收报告
        return 5 * sum(1 for text in texts if _STANDARD.search(text)) > 3 * len(texts)
    if key == "scoring_standard":  # 评价标准 over 行业标准
        return not values or 2 * sum(1 for text in texts if _MEASURED_BY.fullmatch(cached_form(text))) < len(values)
    if key == "deviation":  # 扣分 over 0, 2
        return len(values) < 2 or 2 * len(texts) >= len(values)
    if key in ("explanation", "level3"):  # 绩效指标 over 产出指标/数量指标
        levels = [text for text in texts if _level(text) is not None and not is_measured(text)]
        return not values or 2 * len(levels) < len(values)
    if key == "unit":
        return 2 * sum(1 for text in texts if len(text) <= 8 and split_measure(text) is None) >= len(values)
    return True


def _begins_in_words(text: str) -> bool:
    """Return whether words follow the number of a cell: 1.1.1清淤长度, not 20分."""
    words = text.lstrip("0123456789.-、()（） ")
    return len(words) > len("分)") and "\u4e00" <= words[0] <= "\u9fff"


def key_in_other_words(rows: Rows, title: HeaderTitle, before: Set[str], titles: list[HeaderTitle]) -> str | None:
    """Return what the cells below one of some titles are if it does not say so."""
    values = values_below(rows, title)
    if title.column is not None and may_be(title.column, values):
        return None
    key = guessed_key(values, before, titles[titles.index(title) :])
    return None if key == "unit" and measured_whole(rows, titles) else key


def measured_whole(rows: Rows, titles: list[HeaderTitle]) -> bool:
    """Return whether targets have their units beside the number: ≥12公里."""
    targets = (value for t in titles if t.column_key == "target" for value in values_below(rows, t))
    measures = (split_measure(value) for value in targets if isinstance(value, str))
    return any(measure is not None and measure.unit is not None for measure in measures)


def guessed_key(values: list[Value], before: Set[str], rest: list[HeaderTitle]) -> str | None:
    """Return what the cells of a column are, if they can be nothing else."""
    if len(values) < 2:
        return None
    kinds = Counter(_kind(value) for value in values)
    kind, count = kinds.most_common(1)[0]
    if kind in ("level1", "level2"):  # 满意度指标 among levels 2
        count, kind = kinds["level1"] + kinds["level2"], max(("level2", "level1"), key=kinds.__getitem__)
    later = {title.column.key for title in rest if title.column is not None}
    if kind is None or count < SHARE * len(values) or kind in before or kind in later:
        return None
    if kind == "target" and ("actual" in before or "level3" not in before):
        return None
    return kind


def _kind(value: Value) -> str | None:
    if not isinstance(value, str):
        return None
    if (level := _level(value)) is not None:
        return level
    if operator_of(value) is not None:
        return "operator"
    if _MEASURED_BY.fullmatch(cached_form(value)) is not None:
        return "standard"
    measure = split_measure(value)
    if measure is not None and measure.operator is not None:
        return "target"
    if states_indicators(value):
        return "level3"
    return "unit" if is_unit(value) else None


def _level(text: str) -> str | None:
    """Return which level a text names, alone or with the one above it: 产出-数量."""
    form = cached_form(text)
    if form in all_level1():
        return "level1"
    return "level2" if form in all_level2() or joined_levels(text) is not None else None
