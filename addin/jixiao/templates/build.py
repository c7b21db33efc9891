"""The blank forms in ``templates/``, built from the definitions."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from jixiao.forms.definition import FormDefinition, load_definitions
from jixiao.forms.document import Document
from jixiao.forms.general.kinds import of_kind
from jixiao.output import writing_to
from jixiao.templates.forms_workbook import write_workbook
from jixiao.templates.formsheet import DEFAULT_ROWS, FormSheet


class Difference(NamedTuple):
    """A file of ``templates/`` that differs from its definition, and where."""

    file: str
    reason: str


def blank_form(definition: FormDefinition, rows: int = DEFAULT_ROWS) -> FormSheet:
    """A form in which nothing is filled in."""
    return FormSheet(definition, sheet_name(definition), rows=rows)


def sheet_name(definition: FormDefinition) -> str:
    """The name of the sheet of a form that is alone in its workbook."""
    name: str = of_kind(definition.kind)["sheet"]
    return name


def build(folder: Path) -> list[Path]:
    """Write every form's template; return the files. Raises ``OutputError``."""
    written = []
    with writing_to(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for definition in load_definitions().values():
            path = folder / f"{definition.id}.xlsx"
            path.write_bytes(_render(definition))
            written.append(path)
    return written


def check(folder: Path) -> list[Difference]:
    """What differs between ``folder`` and the definitions."""
    # The parts inside the files are compared: their compression may differ between machines, what they say may not.
    found: list[Difference] = []
    definitions = load_definitions()
    for definition in definitions.values():
        path = folder / f"{definition.id}.xlsx"
        if not path.is_file():
            found.append(Difference(path.name, "没有这个文件"))
            continue
        found += (Difference(path.name, reason) for reason in _differences(path, _render(definition)))
    known = {f"{form}.xlsx" for form in definitions}
    stray = (path.name for path in sorted(folder.glob("*.xlsx")) if path.name not in known)
    return found + [Difference(name, "没有对应的表单定义") for name in stray]


def _render(definition: FormDefinition) -> bytes:
    stream = io.BytesIO()
    write_workbook(stream, [blank_form(definition)])
    return stream.getvalue()


def _differences(path: Path, expected: bytes) -> Iterator[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            present = {name: archive.read(name) for name in archive.namelist()}
    except (OSError, zipfile.BadZipFile):
        yield "文件打不开"
        return
    with zipfile.ZipFile(io.BytesIO(expected)) as archive:
        wanted = {name: archive.read(name) for name in archive.namelist()}
    for name in sorted(present.keys() | wanted.keys()):
        if present.get(name) != wanted.get(name):
            yield f"{name} 不一致"


MAX_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\'!\s]+")


def title_of(document: Document) -> str:
    """What tells a document's sheet from others: its project, else its department."""
    return str(document.get("project") or document["department"] or "")


def numbered_names(alone: str, titles: Sequence[str], prefix: str = "") -> list[str]:
    """Return a numbered name per title; a single one without prefix is ``alone``."""
    if len(titles) == 1 and not prefix:
        return [alone]
    return [f"{prefix}{number}{_FORBIDDEN.sub('', title)}"[:MAX_NAME] for number, title in enumerate(titles, 1)]
