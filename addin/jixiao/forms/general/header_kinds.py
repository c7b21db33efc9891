"""What table a row of titles heads: indicators, execution, projects or tasks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from jixiao.forms.classification import is_level
from jixiao.forms.general.header_titles import MIN_GRADES, HeaderTitle, TableKind
from jixiao.forms.general.stated import measures_something
from jixiao.forms.general.vocabulary import HEADING, OTHER, Meaning, Vocabulary
from jixiao.forms.levels import level_in_title, without_points
from jixiao.forms.money import says_amount
from jixiao.forms.numbers import parse_number
from jixiao.forms.total_words import is_total, is_total_word
from jixiao.grid.model import Value

_LEVELS = ("level1", "level2", "level3")
_RESULTS = frozenset(("total_score", "grade"))
_NEAR = 6
"""The rows of a list begin so few rows below its titles."""
_IDENTITY = ("department", "project_code", "implementing_unit", "category", "goals.")
"""Beginnings of the keys of columns that tell the projects of a list apart, and that no table of execution has."""
MIN_KNOWN = 4
"""So many known titles make the header of a list, however many of an export's own stand beside them."""


class _Titles:
    """The texts of a row with what each means as a column and as a field."""

    def __init__(self, texts: list[str], words: Vocabulary) -> None:
        self.texts = texts
        self.words = words
        self.columns = [words.indicator_column(text) for text in texts]
        self.fields = [words.field(text) for text in texts]
        self.keys = {m.key for m in self.columns if m is not None}
        self.strong = {m.key for m in self.columns if m is not None and not m.weak}
        self.levels = self.strong & set(_LEVELS)
        self.known = {m.key for m in self.fields if m is not None}

    def name_task(self, word: str) -> bool:
        """Return whether one with a word is that of tasks: 职责活动, 任务名称."""
        tasks = [(text, self.words.task_column(text)) for text in self.texts if word in text]
        return any(task is not None and task.key == "name" for _, task in tasks)

    def are_of_indicators(self) -> bool:
        """Return whether they head indicators: two levels, or names and targets."""
        if len(self.levels) >= 2 or ("level3" in self.levels and "target" in self.keys):
            return True
        if "target" not in self.keys:
            return False  # nearly every row of a table
        goals = (_is_goal_before_names(place, self.columns, self.fields) for place in range(len(self.texts)))
        is_target = (m is not None and m.key == "target" for m in self.columns)
        targets = sum(target and not goal for target, goal in zip(is_target, goals, strict=True))
        begun = sum(map(_names_level, self.texts))
        several = len(self.keys) + (begun > 0) >= 3 if "level3" in self.keys else min(begun, targets) > 1
        money = any(key.startswith("amount.") for key in self.known)
        named = "project" in self.known or ("department" in self.known and money)
        several = several or (named and "level3" in self.keys)  # 项目名称 | 具体指标 | 目标值
        # 产出 | 指标 | 目标值, 指标 | 计划 | 实际 | 得分
        return several and targets > 0 and ({"actual", "score"} <= self.keys or any(map(_says_target, self.texts)))


def kind_of_header(
    cells: Mapping[int, Value], words: Vocabulary, *, department: bool, listing: bool
) -> TableKind | None:
    """Return what table a row titles the columns of; None for a row that is no header."""
    texts = [value for value in cells.values() if isinstance(value, str)]
    if len(texts) < 2 or 2 * len(texts) < len(cells):
        return None
    titles = _Titles(texts, words)
    if len(titles.levels) < 2 and department and titles.name_task("活动"):
        return _list_kind(texts, titles.fields, words, department=department, listing=listing)
    if titles.are_of_indicators():
        return "indicators"
    if any(is_figure(value) for value in cells.values()):
        return None  # 年初预算 | 150万元
    known = titles.known
    execution = {key for key in known if key.startswith("execution.")}
    if (execution or "goals.actual" in known) and titles.name_task("任务"):
        return "tasks"  # 任务 | 完成情况
    of_departments = department and names_departments(known)
    named = names_projects(titles.fields) or (listing and "project" in known) or of_departments
    results = known & _RESULTS if "points" not in titles.strong else set()  # 分值 | 自评得分 are those of the execution
    named = named or (bool(results) and ("project" in known or (listing and "department" in known)))
    if len({year for text in texts if (year := words.year(text)) is not None}) > 1 and not named:
        return None  # the amounts of several years, not what was spent of one
    if named and (execution or results) and not department and len(texts) > MIN_GRADES:
        return "list"
    if len(execution) >= 2:
        return "execution"
    return _list_kind(texts, titles.fields, words, department=department, listing=listing)


def _is_goal_before_names(place: int, columns: Sequence[Meaning | None], fields: Sequence[Meaning | None]) -> bool:
    """Return whether a title is the goal of a project: 绩效目标 before 绩效指标."""
    field = fields[place]
    goal = field is not None and field.key.startswith("goals.")
    return goal and any(later is not None and later.key == "level3" for later in columns[place:])


def levels_stand_over(titles: list[HeaderTitle]) -> bool:
    """Return whether names and targets stand under a title: 产出指标 over 名称, 指标值."""
    under = [title for title in titles if title.path]
    keys = {title.column.key for title in under if title.column is not None}
    return {"level3", "target"} <= keys


def parts_a_score(field: Meaning | None, column: Meaning | None) -> bool:
    """Return whether a title is that of a score in parts: 自评得分 over 产出, 效益."""
    return {"score", "total_score", "grade"} & {each.key for each in (field, column) if each is not None} != set()


def names_projects(fields: Sequence[Meaning | None]) -> bool:
    """Return whether titles are those of a list of projects."""
    keys = [meaning.key for meaning in fields if meaning is not None]
    return "project" in keys and any(key.startswith(_IDENTITY) for key in keys)


def kind_by_rows(
    row: int, cells: Mapping[int, Value], rows: Mapping[int, Mapping[int, Value]], words: Vocabulary
) -> TableKind | None:
    """Return that of a list that its rows tell, not its titles alone.

    The first two of them that have a name, sums aside, have a figure each.
    """
    fields = {column: words.field(value) for column, value in cells.items() if isinstance(value, str)}
    name = next((column for column, field in fields.items() if field is not None and field.key == "project"), 0)
    if not name:
        return None  # nearly every row
    number = _number_before(cells, words)
    if not (number or names_projects(list(fields.values())) or cells[name] != "项目"):
        return None
    near = (rows.get(line, {}) for line in range(row + 1, row + _NEAR))
    named = [cells for cells in near if isinstance(cells.get(name), str) and not is_total(cells)][:2]
    known = (each for cells in named for each in (words.field(str(cells[name])), words.year(str(cells[name]))))
    figures = ([is_figure(v) for column, v in cells.items() if column != number] for cells in named)
    told = len(named) > 1 and not any(known) and all(map(any, figures))
    told = told and (not number or all(is_figure(cells.get(number, "无")) for cells in named))
    return "list" if told else None


def stands_over_sources(
    row: int, cells: Mapping[int, Value], rows: Mapping[int, Mapping[int, Value]], words: Vocabulary
) -> bool:
    """Return whether 项目 | 全年预算数 | 执行数 stands over 年度资金总额 and its sources."""
    fields = {column: words.field(value) for column, value in cells.items() if isinstance(value, str)}
    executed = sum(field is not None and field.key.startswith("execution.") for field in fields.values())
    name = next((column for column, field in fields.items() if field is not None and field.key == "project"), 0)
    below = [rows.get(line, {}).get(name) for line in (row + 1, row + 2)] if executed > 1 and name else []
    sources = (words.field(value) for value in below if isinstance(value, str) and not is_total_word(value))
    return any(field is not None and field.key.startswith("amount.") for field in sources)


def _number_before(cells: Mapping[int, Value], words: Vocabulary) -> int:
    """Return the column of 序号 right before 项目名称, 0 for none."""
    texts = [(column, value) for column, value in cells.items() if isinstance(value, str)]
    for (column, title), (_, name) in pairwise(texts):
        number, field = words.indicator_column(title), words.field(name)
        if number is not None and number.key == "sequence":
            return column if field is not None and field.key == "project" else 0
    return 0


def names_departments(keys: Collection[str]) -> bool:
    """Return whether titles are those of a list of whole departments."""
    stated = {key.partition(".")[0] for key in keys} & {"amount", "duties", "goals"}
    return "department" in keys and len(stated) > 1


def _list_kind(
    texts: list[str], fields: list[Meaning | None], words: Vocabulary, *, department: bool, listing: bool
) -> TableKind | None:
    """Return what list a row heads: most cells are titles, one names the item."""
    if texts[0] == texts[1]:
        texts, fields = texts[1:], fields[1:]  # the caption beside the table is called like its first column
    if len(texts) < 3 and not (len(texts) == 2 and (department or listing)):
        return None
    tasks = [words.task_column(text) for text in texts]
    names = [text for text, task in zip(texts, tasks, strict=True) if task is not None and task.key == "name"]
    if not names and not any(fields):
        return None  # nearly every row of a table
    columns = [words.indicator_column(text) if department else None for text in texts]
    known = sum(1 for meanings in zip(fields, tasks, columns, strict=True) if any(meanings))
    levels = sum(map(_names_level, texts))
    told = known + levels + sum(map(measures_something, texts))
    if known < 2 or (told < MIN_KNOWN and 5 * told < 3 * len(texts)):
        return None
    if len(set(names)) < len(names):
        return None  # 项目 | 预算数 | 项目 | 预算数 under 收入 and 支出
    task_keys = {m.key for m in tasks if m is not None}
    field_keys = {m.key for m in fields if m is not None}
    money = any(key.startswith(("amount.", "execution.")) for key in field_keys)
    goals = any(key.startswith("goals.") for key in field_keys)
    stated = money or goals or not field_keys.isdisjoint(_RESULTS)
    if "project" in field_keys and not department and stated:
        return "list"
    of_departments = "project" not in field_keys and "department" in field_keys
    indicators = any((column := words.indicator_column(text)) and column.key == "level3" for text in texts)
    if of_departments and money and (levels or ((goals or indicators) and not department)):
        return "list"  # 县（市、区） | 补助资金 | 产出指标 | 满意度指标
    if department and "project" not in field_keys and names_departments(field_keys):
        return "list"
    if "name" in task_keys and ("content" in task_keys or money or (goals and department)):
        return "tasks"
    return None


def _names_level(text: str) -> bool:
    """Return whether a title is a level or begins with one: 数量指标, 产出（50分）, 数量指标值."""
    return is_level(without_points(text)) or level_in_title(text)[0] != ""


def _says_target(text: str) -> bool:
    return "值" in text or "目标" in text


def is_figure(value: Value) -> bool:
    """Return whether a cell holds a number, a share or money, typed as one or as text."""
    return not isinstance(value, str) or (
        not "\u4e00" <= value[0] <= "\u9fff" and (parse_number(value.rstrip("%")) is not None or says_amount(value))
    )


def is_label_beside(title: HeaderTitle, below: Value | None, words: Vocabulary) -> bool:
    """Return whether a title is a label left of the table: 项目名称 X above 主管部门 X."""
    known = words.field(below) if isinstance(below, str) else None
    named = title.column is None and title.field_key in ("project", "department", "implementing_unit")
    return named and known is not None and known.type != "money" and known.key not in (OTHER, HEADING)


def begin_with_levels(titles: list[HeaderTitle]) -> None:
    """Read levels that title halves: 产出 | 指标 | 目标值 | 效益 | 指标 | 目标值.

    Below one before names stand level 2, below one before targets the names.
    """
    keys = [title.column_key for title in titles]
    if keys.count("target") < 2 and "level3" not in keys:
        return
    before = {"level3": "level2", "target": "level3"}
    for title, after in reversed(list(pairwise(titles))):
        level, key = without_points(title.text), before.get(after.column_key)
        stands_apart = key == "level2" and any(map(is_level, after.path))  # 质量指标 beside 效益指标 over 指标名称
        if key is not None and title.column is None and is_level(level) and not stands_apart:
            title.column, title.field, title.path = Meaning(key, key), None, (*title.path, level)
