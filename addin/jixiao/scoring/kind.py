"""What the kinds of scoring.md have in common."""

from __future__ import annotations

from typing import ClassVar

from jixiao.scoring.features import Features
from jixiao.scoring.standard import Standard


class Kind(Standard):
    """A standard that was understood: its kind has a name, a title in Chinese and the shape it is known by.

    In the docstrings of the kinds P are the points, a the actual value, p the plan; every score lies between 0 and P and
    is rounded half up to two digits.
    """

    __slots__ = ()
    kind: ClassVar[str]
    title: ClassVar[str]

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Whether a standard of this shape is of this kind."""
        raise NotImplementedError
