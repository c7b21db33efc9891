"""What findings are about: a form, or what the rules across forms keep of it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jixiao.checks.catalogue import catalogue
from jixiao.checks.finding import Finding, Scalar, Severity
from jixiao.checks.outcome import Skip
from jixiao.grid.address import parse_address


class FindingSource:
    """A form with its place; rules make their findings and skips of it."""

    __slots__ = ()
    file: str
    sheet: str
    department: str | None
    project: str | None

    def finding(
        self,
        code: str,
        cell: str | list[str] | None,
        *,
        found: Scalar = None,
        expected: Scalar = None,
        difference: Decimal | None = None,
        related: Iterable[str] = (),
        severity: Severity | None = None,
        about: str | None = None,
        **parameters: Scalar,
    ) -> Finding:
        """Return a finding on this form, ``about`` its project unless another is named.

        Of several cells the first is the one to go to. ``related`` are addresses on this sheet or references to others.
        Two numbers make their own ``difference``.
        ``parameters`` fill what the message asks for beside what was found and expected (``filled_by``).
        """
        entry = catalogue()[code]
        if isinstance(cell, list):
            cell, related = cell[0], [*cell[1:], *related]
        if difference is None and isinstance(found, Decimal) and isinstance(expected, Decimal):
            difference = found - expected
        return Finding(
            code=code,
            severity=severity or entry.severity,
            file=self.file,
            sheet=self.sheet,
            cell=cell,
            row=None if cell is None else parse_address(cell)[0],
            project=about or self.project,
            department=self.department,
            field=entry.field,
            found=found,
            expected=expected,
            difference=difference,
            related=tuple(each if "!" in each else self.reference(each) for each in related if each != cell),
            parameters=parameters,
        )

    def reference(self, cell: str) -> str:
        """Return ``file!sheet!cell`` of an address on this sheet."""
        return f"{self.file}!{self.sheet}!{cell}"

    def skip(self, code: str, reason: str) -> Skip:
        """Return that a rule could not be run on this form."""
        return Skip(code, self.file, self.sheet, reason)
