"""The contents of the files of a merge, kept as read, taken in any order.

They lie in the lasting store; or, where that may not be used, in the working folder of the merge, where every process
has a store of its own and hands back its name. Neither side ever holds more than the rows of a few files.
"""

from __future__ import annotations

import os
import re
import secrets
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Self

from jixiao.caching.store import LASTING, Store
from jixiao.checks.result_keys import result_key, result_keys
from jixiao.consolidate.content import CONTENTS, Content, PackedParts
from jixiao.consolidate.records import DocumentRecord, FileRecord

OWN_STORE = re.compile(r"\d+-[0-9a-f]{8}\.sqlite(?:-journal)?")
"""The name of the store of a process, and of what SQLite lays beside it: ``4711-0a1b2c3d.sqlite``."""
_RUN = secrets.token_hex(4)  # processes of other machines may have the same number
_HELD = 4 << 20
"""Bytes of rows that are held: the forms of a file do not always stand together."""


class Shelf(NamedTuple):
    """Where contents are kept: folder, version, and an interrupted merge's stores.

    ``goals`` stand for the approved goals that year-end forms are held against (``result_keys.py``).
    """

    folder: Path
    version: str
    goals: str = ""
    lasting: bool = False
    earlier: Sequence[str] = ()


class Contents:
    """Keeps and finds contents by the hash of the file; a context manager."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._own = LASTING if shelf.lasting else f"{os.getpid()}-{_RUN}.sqlite"
        self._stores: dict[str, Store[Content]] = {}
        self._parts: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._held = 0

    @property
    def searched(self) -> bool:
        """Whether there is anything from before."""
        return self._shelf.lasting or bool(self._shelf.earlier)

    def find(self, sha256: str) -> tuple[Content, str] | None:
        """What is known of a file from before, and the name of the store that has it."""
        for name in (self._own,) if self._shelf.lasting else self._shelf.earlier:
            for key in result_keys(sha256, self._shelf.goals):
                content = self._store(name).get(key)
                if content is not None and self._key(sha256, content.documents) == key:
                    return content, name
        return None

    def add(self, sha256: str, content: Content, parts: PackedParts) -> str:
        """Keep a content; return the name of its store. Raises ``StoreError``."""
        store = self._store(self._own)
        store.put(self._key(sha256, content.documents), content, parts)
        store.flush()
        return self._own

    def rows(self, file: FileRecord, document: DocumentRecord, key: str) -> bytes:
        """Return a form's rows for a sheet. Raises ``StoreError`` if they are gone."""
        span = document.spans.get(key)
        if span is None:
            return b""
        assert file.store is not None and file.sha256 is not None
        part = self._parts.get((file.sha256, key))
        if part is None:
            part = self._parts[file.sha256, key] = self._store(file.store).part(
                self._key(file.sha256, file.documents), key
            )
            self._held += len(part)
            while self._held > _HELD and len(self._parts) > 1:
                self._held -= len(self._parts.popitem(last=False)[1])
        return part[span.offset : span.offset + span.length]

    def _key(self, sha256: str, documents: Sequence[DocumentRecord]) -> str:
        return result_key(sha256, (document.kind for document in documents), self._shelf.goals)

    def _store(self, name: str) -> Store[Content]:
        store = self._stores.get(name)
        if store is None:
            shelf = self._shelf
            store = Store(shelf.folder / name, CONTENTS, shelf.version, lasting=shelf.lasting)
            self._stores[name] = store
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all stores."""
        for store in self._stores.values():
            store.close()
