"""Find the files that repeat the bytes of another and need not be read again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from jixiao.caching.identity import Identities


def repeated(files: Sequence[tuple[Path, str]], identities: Identities) -> dict[int, int]:
    """Return the place of each file with the bytes of another → that one's place."""
    # Of files with the same bytes the one with the first name is the original. Only files of the same size are looked
    # into.
    sizes: dict[int, list[int]] = defaultdict(list)
    for place, (path, _) in enumerate(files):
        sizes[_size(path)].append(place)
    same: dict[str, list[int]] = defaultdict(list)
    for size, candidates in sizes.items():
        for place in candidates if size >= 0 and len(candidates) > 1 else ():
            found = identities.of(files[place][0])
            if found is not None:
                same[found[0]].append(place)
    originals: dict[int, int] = {}
    for places in same.values():
        first, *others = sorted(places, key=lambda place: (files[place][1], place))
        originals.update(dict.fromkeys(others, first))
    return originals


def _size(path: Path) -> int:
    """Bytes of a file; -1 for one of which that cannot be told."""
    try:
        return path.stat().st_size
    except OSError:
        return -1
