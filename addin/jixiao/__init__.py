"""Read, check, score and merge budget performance-goal forms (预算绩效目标表).

>>> import jixiao
>>> for document in jixiao.read("报送"):  # doctest: +SKIP
...     print(document["department"], document.get("project"), document["funding"])
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jixiao.library import check, explain, learn, merge, new_template, read, score

__version__ = "0.2.0"
__all__ = ["check", "explain", "learn", "merge", "new_template", "read", "score"]


def __getattr__(name: str) -> Any:
    """Return a function of the library, imported only now: ``--help`` needs none."""
    if name in __all__:
        from jixiao import library
        from jixiao.checked_arguments import held_to_annotations

        return globals().setdefault(name, held_to_annotations(getattr(library, name)))
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the functions of the library too."""
    return sorted([*globals(), *__all__])
