"""What is said about the rules: the words of findings, hints and bases."""

from __future__ import annotations

from typing import Protocol

from jixiao.checks.finding import Finding


class Wording(Protocol):
    """What is said about a rule; ``jixiao.checks.catalogue`` as the reports need it."""

    def message(self, finding: Finding) -> str:
        """The finding in words."""

    def basis(self, finding: Finding) -> str:
        """What the rule rests on."""

    def hint(self, finding: Finding) -> str:
        """What to do about it."""


class CatalogueWording:
    """The words of ``schema/rules.json``."""

    def message(self, finding: Finding) -> str:
        """The finding in words."""
        from jixiao.checks import catalogue

        return catalogue.message(finding)

    def basis(self, finding: Finding) -> str:
        """What the rule rests on."""
        from jixiao.checks import catalogue

        return catalogue.basis(finding)

    def hint(self, finding: Finding) -> str:
        """What to do about it."""
        from jixiao.checks import catalogue

        return catalogue.hint(finding)
