"""Items in groups, each below its key."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def grouped(items: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Return items by their keys, in their order."""
    groups: dict[K, list[V]] = {}
    for key, item in items:
        groups.setdefault(key, []).append(item)
    return groups
