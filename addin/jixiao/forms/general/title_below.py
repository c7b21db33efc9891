"""What the title of a column means below the titles that stand over it."""

from __future__ import annotations

from jixiao.forms.classification import is_level
from jixiao.forms.general.header_kinds import parts_a_score
from jixiao.forms.general.header_titles import HeaderTitle
from jixiao.forms.general.vocabulary import OTHER, Meaning, Side, Vocabulary
from jixiao.forms.headers import RESULTS, lower_titles
from jixiao.forms.labels import cached_form
from jixiao.forms.levels import level_in_title, without_points
from jixiao.forms.text import squeeze
from jixiao.forms.total_words import is_total_word
from jixiao.late_patterns import late_pattern

_OF_MONEY = late_pattern(r"(?:安排|执行)?情况|[(（].*")
_WHOLE_YEAR = late_pattern("年初|全年|年度|本年")


def title_below(words: Vocabulary, title: HeaderTitle, above: list[tuple[int, int, int, str]]) -> HeaderTitle:
    """Return a title with what it means below those over it."""
    row, left, right = title.row, title.left, title.right
    path = tuple(text for top, first, last, text in sorted(above) if top < row and first <= left and right <= last)
    of_level, text = level_in_title(title.text)
    if of_level:
        path = (*path, of_level)  # 造林面积 below 数量指标
    else:
        text = title.text
    column, field = _below(words, text, path)
    if path and column is not None and column.key == "target":  # 指标值 below 申报, 审核
        column = column._replace(rank=(words.indicator_column(f"{path[-1]}{text}") or column).rank)
    side, year = _side(words, text, path), words.year(text)
    for over in reversed(path):
        above_it = words.side(over)
        side = above_it if above_it == "last" else side or above_it  # 全年预算 below 上年
        year = year or words.year(over)
    if field is not None and field.type == "money":
        unit = next((unit for over in (text, *reversed(path)) if (unit := words.unit(over))), field.unit)
        ranks = [known.rank for each in path if (known := words.field(each)) is not None and known.type == "money"]
        field = field._replace(unit=unit, rank=max(field.rank, *ranks, 0))  # 合计 below 申报金额
    return HeaderTitle(text, row, left, right, path, column, field, words.task_column(text), side, year)


def _side(words: Vocabulary, text: str, path: tuple[str, ...]) -> Side | None:
    """Return the side that a title names, alone or with the one over it: 总体 below 指标值."""
    return words.side(text) or (words.side(f"{text}{path[-1]}") if path else None)


def _below(words: Vocabulary, text: str, path: tuple[str, ...]) -> tuple[Meaning | None, Meaning | None]:
    """Return what a title is, below others, as a column of indicators and as a field."""
    column, field = words.indicator_column(text), (own := words.field(text))
    parent = words.indicator_column(path[-1]) if path else None
    if path:
        column, field = _below_parent(words, text, path[-1], parent, column, field)
    if path and (own is None or own.key in ("amount.total", OTHER) or is_total_word(text)):
        over = "" if is_total_word(text) else text
        joined = words.field(f"{path[-1]}{over}" if over else f"{path[-1].removesuffix('情况')}数") or words.field(
            path[-1]
        )
        if joined is not None and joined.key.startswith("execution."):
            field = joined  # 小计 below 执行数, 金额 and 进度 below 8月底执行
    of_targets = column is None and field is None and (parent is None or parent.key == "target")
    if of_targets and (stage := words.stage(text)) is not None:
        column = Meaning("target", "target", rank=stage.rank, weak=True)
    return column, field


def _below_parent(
    words: Vocabulary, text: str, over: str, parent: Meaning | None, column: Meaning | None, field: Meaning | None
) -> tuple[Meaning | None, Meaning | None]:
    """Return what a title is below ``over``; ``parent`` is that as a column."""
    part = lower_titles().get(cached_form(text))
    if parent is not None and parent.key in RESULTS and part is not None:
        return (parent if part == "target" else None), None  # 数值, 单位 below 完成值
    if parent is not None and parent.key == "target":
        of_year = column is None and (_side(words, text, (over,)) or words.year(text))
        return (Meaning(part, part) if part is not None else parent if of_year else column), field
    if parts_a_score(words.field(over), parent):
        of_rate = field is not None and field.key == "execution.rate"
        if is_total_word(text):
            field = words.field(f"{over}合计") or words.field(over) or field  # 合计 below 得分
        column = column or words.indicator_column(f"{text}{over}")  # 单位自评 below 得分
        return column, Meaning("execution.score", "number") if of_rate else field
    if parent is not None and parent.key == "deviation" and column is None:
        return parent, None  # 经费, 其他 below 偏差原因
    if column is not None or field is not None or is_level(without_points(text)):
        return column, field
    below = parent is not None and (part is not None or not parent.weak)  # 名称 below 具体指标
    return parent if below else None, _field_below(words, text, over)


def _field_below(words: Vocabulary, text: str, over: str) -> Meaning | None:
    """Return the field of a title in the words over it: 年初 below 预算情况, 小计 below 资金来源."""
    if is_total_word(text):
        return words.field("合计") or words.field(over)
    whole = f"{text}{_OF_MONEY.sub('', over)}" if _WHOLE_YEAR.fullmatch(squeeze(text)) else over
    return words.field(whole) or words.field(over)
