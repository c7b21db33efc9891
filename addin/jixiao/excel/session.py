"""An open workbook while a button is pressed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from jixiao.errors import InputError
from jixiao.excel.portable import surface_of
from jixiao.excel.state import STATE_SHEET, State
from jixiao.excel.surface import Surface
from jixiao.forms.document import Document
from jixiao.forms.reading import documents_of
from jixiao.grid.model import Workbook
from jixiao.processes.worker import memory_limit, time_limit


@contextmanager
def within_bounds() -> Iterator[None]:
    """The bounds of a file for what a button reads, checks or scores: the program it runs in must not hang."""
    with memory_limit(), time_limit():
        yield


class NoFormError(InputError):
    """The workbook holds no form."""

    default_hint = "请打开填好的绩效目标表后再按这个按钮；表的标题和表头须与模板一致"


@dataclass
class Session:
    """The workbook, read when first needed, and what is changed in it."""

    app: Any
    book: Any
    surfaces: dict[str, Surface] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the workbook."""
        return str(self.book.name)

    @cached_property
    def state(self) -> State:
        """What Jixiao has left in this workbook."""
        return State.load(self.book)

    def surface(self, sheet: str) -> Surface:
        """A sheet by its name."""
        if sheet not in self.surfaces:
            self.surfaces[sheet] = surface_of(self.book.sheets[sheet])
        return self.surfaces[sheet]

    def sheet_names(self) -> set[str]:
        """The names of the sheets, case-folded: two that differ in case alone are the same to every program."""
        return {str(sheet.name).casefold() for sheet in self.book.sheets}

    def free_name(self, name: str) -> str:
        """The name for a new sheet, with a number where it is taken."""
        there = self.sheet_names()
        names = (name, *(f"{name}{number}" for number in range(2, 1000)))
        return next(each for each in names if each.casefold() not in there)

    def grid(self) -> Workbook:
        """The workbook as the rest of the package sees it, read now."""
        sheets = [self.surface(sheet.name).read() for sheet in self.book.sheets if sheet.name != STATE_SHEET]
        names = {}
        for name in self.book.names:
            with suppress(Exception):  # some engines raise an error for a name that refers to nothing any more
                scope, _, plain = name.name.rpartition("!")
                names[scope.strip("'").replace("''", "'") or None, plain] = name.refers_to.removeprefix("=")
        return Workbook(sheets=sheets, names=names)

    def documents(self, workbook: Workbook | None = None) -> list[Document]:
        """The forms of the workbook. Raises ``NoFormError`` if there is none."""
        workbook = workbook or self.grid()
        with within_bounds():
            documents = documents_of(workbook, self.name)
        if not documents:
            raise NoFormError("没有识别出绩效目标表", file=self.name)
        return documents

    def form_documents(self) -> list[Document]:
        """The forms that a user sees. Raises ``NoFormError``."""
        shown = [document for document in self.documents() if not document["source"].get("hidden")]
        if not shown:
            raise NoFormError("没有识别出绩效目标表", file=self.name)
        return shown

    @contextmanager
    def writing(self, sheets: Sequence[str]) -> Iterator[None]:
        """Sheets without their protection; it comes back whatever happens. Raises ``ProtectedError``."""
        with ExitStack() as stack:
            for sheet in dict.fromkeys(sheets):
                surface = self.surface(sheet)
                stack.callback(surface.protect, surface.lift_protection())
            yield

    def save_state(self) -> None:
        """Keep in the workbook what is needed to take back the marks and to undo."""
        self.state.save(self.book)
