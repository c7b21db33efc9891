"""An open workbook while a button is pressed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property

from jixiao.errors import InputError
from jixiao.excel.program import OpenBook, OpenSheet, Program
from jixiao.excel.state import STATE_SHEET, MarkState
from jixiao.forms.document import Document
from jixiao.forms.reading import documents_of
from jixiao.grid.model import Sheet, Workbook
from jixiao.processes.worker import memory_limit, time_limit


@contextmanager
def within_bounds() -> Iterator[None]:
    """Bound what a button does with a file, so that its program cannot hang."""
    with memory_limit(), time_limit():
        yield


class NoFormError(InputError):
    """The workbook holds no form."""

    default_hint = "请打开填好的绩效目标表后再按这个按钮；表的标题和表头须与模板一致"


@dataclass
class Session:
    """The workbook, read when first needed, and what is changed in it.

    ``label`` is that of the button that was pressed.
    """

    program: Program
    book: OpenBook
    label: str = ""

    @property
    def name(self) -> str:
        """The name of the workbook."""
        return self.book.name

    @cached_property
    def state(self) -> MarkState:
        """What Jixiao has left in this workbook."""
        return MarkState.load(self.book)

    def sheet(self, name: str) -> OpenSheet:
        """A sheet by its name. Raises ``KeyError``."""
        return self.book.sheet(name)

    def add_sheet(self, name: str) -> OpenSheet:
        """Add a sheet behind the visible ones, numbered if need be; keep the front."""
        active = self.book.active_sheet()
        last_shown = next(sheet for sheet in reversed(self.book.sheets()) if sheet.is_visible())
        added = self.book.add_sheet(self._free_name(name), after=last_shown)
        active.activate()
        return added

    def delete_sheets(self, names: Iterable[str]) -> None:
        """Delete sheets, those that are still there; the last sheet of the workbook stays."""
        there = self.sheet_names()
        for name in names:
            if name.casefold() in there and len(self.book.sheets()) > 1:
                self.sheet(name).delete()

    def sheet_names(self) -> set[str]:
        """Return the sheets' names case-folded, as every program compares them."""
        return {sheet.name.casefold() for sheet in self.book.sheets()}

    def _free_name(self, name: str) -> str:
        """The name for a new sheet, with a number where it is taken."""
        there = self.sheet_names()
        names = (name, *(f"{name}{number}" for number in range(2, 1000)))
        return next(each for each in names if each.casefold() not in there)

    def grid(self) -> Workbook:
        """The workbook as the rest of the package sees it, read now."""
        sheets = [sheet.read() for sheet in self.book.sheets() if sheet.name != STATE_SHEET]
        return Workbook(sheets=sheets, names=self.book.names())

    def documents(self, workbook: Workbook | None = None) -> list[Document]:
        """The forms of the workbook. Raises ``NoFormError`` if there is none."""
        workbook = workbook or self.grid()
        with within_bounds():
            documents = documents_of(workbook, self.name)
        if not documents:
            raise NoFormError("没有识别出绩效目标表", file=self.name)
        return documents

    def forms(self) -> list[tuple[Document, Sheet]]:
        """Return the forms that a user sees, with their sheets. Raises ``NoFormError``."""
        workbook = self.grid()
        sheets = {sheet.name: sheet for sheet in workbook.sheets}
        shown = [document for document in self.documents(workbook) if not document["source"].get("hidden")]
        if not shown:
            raise NoFormError("没有识别出绩效目标表", file=self.name)
        return [(document, sheets[document["source"]["sheet"]]) for document in shown]

    @contextmanager
    def writing(self, sheets: Sequence[str]) -> Iterator[None]:
        """Lift the sheets' protection for a while. Raises ``ProtectedError``."""
        with ExitStack() as stack:
            for name in dict.fromkeys(sheets):
                sheet = self.sheet(name)
                stack.callback(sheet.protect, sheet.lift_protection())
            yield

    def save_state(self) -> None:
        """Keep in the workbook what is needed to take back the marks and to undo."""
        self.state.save(self.book)
