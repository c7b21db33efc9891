"""What stands in a block: its tables and its labelled values."""

from __future__ import annotations

from typing import NamedTuple

from jixiao.forms.general.block_tables import cut
from jixiao.forms.general.column_groups import sides_of
from jixiao.forms.general.found_table import (
    FoundTable,
    amounts_of,
    leave_parts_of_project,
    project_of_line,
    settle_titles,
    sources_of,
    take_sequences,
    texts_of,
)
from jixiao.forms.general.header_lines import HeaderFinder
from jixiao.forms.general.kinds import kind_in_title, lists_projects
from jixiao.forms.general.labelled import LabelReader
from jixiao.forms.general.labelled_values import LabelledValues, stated_unit
from jixiao.forms.general.turned import TurnedTable, turned_execution, turned_table
from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.money import unit_behind
from jixiao.forms.region import Region
from jixiao.forms.title_lines import MAX_NAME


class BlockContent(NamedTuple):
    """The tables and labelled values of a block."""

    tables: list[FoundTable]
    turned: TurnedTable | None
    executed: TurnedTable | None
    labelled: LabelledValues

    def every(self) -> list[FoundTable]:
        """Return all tables, the turned ones too."""
        return [*self.tables, *(each.table for each in (self.turned, self.executed) if each is not None)]

    def columns(self) -> set[str]:
        """Return the keys of their columns."""
        return {key for table in self.every() for key in table.header.all_keys()}

    def fields(self) -> set[str]:
        """Return the keys of the labels."""
        return {each.meaning.key for each in self.labelled.found if each.meaning is not None}

    def labels(self) -> list[str]:
        """Return the labels, the titles of columns and the lines that are neither."""
        lines = (text for _, _, text in self.labelled.texts)
        titles = [table.header.titles for table in self.tables]
        sided = ((title, side) for each in titles for title, side in zip(each, sides_of(each, None), strict=True))
        others = {title.text for title, side in sided if side == "last"}
        columns = (text for text in texts_of(self.tables) if text not in others)
        return [*(each.label for each in self.labelled.found), *columns, *lines]

    def unit(self, title: str) -> str | None:
        """Return the unit of money of the block, in its own words or beside its amounts."""
        every, labelled = self.every(), self.labelled
        lines = (text for _, _, text in labelled.texts if len(text) <= MAX_NAME)  # 二、资金信息（单位：万元）
        unit = stated_unit(labelled.found, (*texts_of(every), *labelled.titles, *sources_of(every), title, *lines))
        return unit or unit_behind(amounts_of(every))

    def has_own_indicators(self) -> bool:
        """Return whether a table of indicators stands beside a list of names and amounts."""
        own = [table for table in self.tables if table.header.kind == "indicators" and not table.is_list()]
        return any(table.rows for table in own) and any(table.header.kind == "list" for table in self.tables)


def content_of(region: Region, words: Vocabulary, title: str) -> BlockContent:
    """Return the tables and labelled values of a block below a title."""
    department = kind_in_title(title) == "department"
    finder = HeaderFinder(region, words, department=department, listing=lists_projects(title))
    turned, executed = turned_table(region, words), turned_execution(region, words)
    tables, rest = cut(region, finder, words)
    for table in tables:
        take_sequences(region, table)
        settle_titles(table)
    labelled = LabelReader(region, words, rest).read()
    if not any(each.key == "project" and each.value is not None for each in labelled.found):
        labelled.found += (each for table in tables for each in project_of_line(table, words))
    leave_parts_of_project(tables, labelled.found)
    return BlockContent(tables, turned, executed, labelled)
