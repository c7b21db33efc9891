"""``forms learn``: from a blank to a definition, with questions and a trial."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jixiao.errors import UsageError
from jixiao.forms.definition import FormDefinition, load_definitions
from jixiao.forms.document import Document, value_at
from jixiao.forms.extraction import Extractor
from jixiao.forms.general.vocabulary import default_vocabulary
from jixiao.forms.labels import cached_form
from jixiao.forms.learned import concepts
from jixiao.forms.learned.form import LearnedForm, LearnedLabel, read_learned
from jixiao.forms.learned.learned_match import title_key
from jixiao.forms.reading import read_file
from jixiao.forms.text import dictionary
from jixiao.learning import questions
from jixiao.learning.blank import Blank, read_blank
from jixiao.output import make_folder, write_bytes

NEAR = 0.6
"""A built-in form that has so great a part of the labels is named as the one that is extended."""
SAME = 0.85
"""A form with the title of a built-in one is that one if it prints so great a part of the labels and knows all others."""
_YEAR_OF_TITLE = re.compile(r"^[\s（(]*(?:(?:19|20)\d{2}|[_＿×Xx*\s]{0,8})年度?")
_NO_ID = re.compile(r"[^a-z0-9\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Trial:
    """What a filled form gave: its documents, other forms, why nothing was read."""

    file: str
    documents: tuple[Document, ...]
    others: int
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Learning:
    """What was learned: the form, its definition, open questions, the trials."""

    form: LearnedForm
    path: Path
    blank: Blank
    open: tuple[questions.Question, ...]
    asked: Path | None
    same_as: str | None
    trials: tuple[Trial, ...] = field(default=())


def learn(blank_path: Path, filled: Sequence[Path], folder: Path, form_id: str | None = None) -> Learning:
    """Learn the form of a blank with the answers so far, and try it.

    Writes the definition, a copy of the blank, and 待确认.xlsx as long as something is to be asked. Raises ``InputError``
    for a blank that cannot be read or is no form, ``UsageError`` for an id that is taken, ``OutputError``.
    """
    words = default_vocabulary()
    blank = read_blank(blank_path, words)
    name = form_id or id_from(blank_path.stem)
    target = folder / f"{name}.json"
    _refuse_taken(name, target, blank)
    asked = folder / questions.NAME
    earlier = questions.read_questions(asked)
    answers = {
        (cached_form(each.text), each.is_column): each.answer for each in earlier if each.form == name and each.answer
    }
    answers = {**_answered_before(target), **answers}
    own = questions.questions_of(name, blank.unknown, answers)
    template = folder / f"{name}{blank_path.suffix.lower()}"
    form = LearnedForm(
        name,
        blank.kind,
        _YEAR_OF_TITLE.sub("", blank.title).strip() or blank_path.stem,
        blank.title or blank_path.stem,
        frozenset(cached_form(label.text) for label in blank.labels),
        _labels(own, of_columns=False),
        _labels(own, of_columns=True),
        nearest_definition(blank),
        template,
        target,
    )
    make_folder(folder)
    _keep_blank(blank_path, template)
    write_bytes(target, _json(form).encode(), inputs=[blank_path])
    pending = tuple(each for each in own if each.answer is None)
    others = [each for each in earlier if each.form != name]  # they are read back when their own form is learned again
    _write_questions(asked, [*others, *(own if pending else ())], form, folder)
    trials = tuple(_try(form, path) for path in filled)
    return Learning(form, target, blank, pending, asked if asked.exists() else None, _same(blank), trials)


def id_from(stem: str) -> str:
    """An id out of a file name: 青溪县 项目表(空白) → 青溪县-项目表-空白."""
    plain = _NO_ID.sub("-", stem.lower()).strip("-")
    return plain if plain and not plain[0].isdigit() else f"form-{plain}".strip("-")


def _json(form: LearnedForm) -> str:
    """The definition with an entry on each line."""
    raw = form.to_json()
    lines = []
    for key, value in raw.items():
        if key in ("labels", "columns") and value:
            entries = ",\n".join(f"    {json.dumps(each, ensure_ascii=False)}" for each in value)
            lines.append(f'  "{key}": [\n{entries}\n  ]')
        else:
            lines.append(f'  "{key}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _refuse_taken(name: str, target: Path, blank: Blank) -> None:
    """Raise ``UsageError`` if the id is that of another form."""
    if name in load_definitions():
        raise UsageError(f"编号“{name}”是内置的表", hint="请用 --id 给出另一个编号，例如 --id 县名-项目表")
    if target.exists():
        known = read_learned(target)
        if title_key(known.title) != title_key(blank.title or known.title):
            raise UsageError(
                f"“{target.name}”已经是另一张表“{known.title}”的定义", hint="请用 --id 给出另一个编号，或换一个文件夹"
            )


def _answered_before(target: Path) -> dict[tuple[str, bool], LearnedLabel]:
    """Return the answers that a definition holds: changes by hand are kept."""
    if not target.exists():
        return {}
    known = read_learned(target)
    return {
        (cached_form(each.label), of_columns): each
        for of_columns, labels in ((False, known.labels), (True, known.columns))
        for each in labels
    }


def _labels(asked: Iterable[questions.Question], *, of_columns: bool) -> tuple[LearnedLabel, ...]:
    return tuple(each.answer for each in asked if each.answer is not None and each.is_column == of_columns)


def _keep_blank(blank: Path, template: Path) -> None:
    """Keep the sheet as it looks beside its definition."""
    if template.exists() and blank.resolve() == template.resolve():
        return
    write_bytes(template, blank.read_bytes(), inputs=[blank])


def _write_questions(asked: Path, all_questions: list[questions.Question], form: LearnedForm, folder: Path) -> None:
    """Write the open questions of all forms; without any the workbook goes."""
    if not all_questions:
        asked.unlink(missing_ok=True)
        return
    kinds = {form.id: form.kind}
    for path in folder.glob("*.json"):
        other = read_learned(path)
        kinds.setdefault(other.id, other.kind)
    questions.write_questions(asked, [each for each in all_questions if each.form in kinds], kinds)


def nearest_definition(blank: Blank) -> str | None:
    """Return the built-in form that has most of the blank's labels."""
    share, form = max(((_share(blank, each), each.id) for each in _of_kind(blank)), default=(0.0, ""))
    return form if share >= NEAR else None


def _same(blank: Blank) -> str | None:
    """The built-in form that the blank is, to the last label and the title."""
    texts = {cached_form(label.text) for label in blank.labels}
    for each in _of_kind(blank):
        own = {label for entry in each.fields for label in (cached_form(entry.label),)}
        own |= {cached_form(column.label) for table in each.tables for column in table.columns}
        printed = own & texts
        titled = any(title_key(title) == title_key(blank.title) for title in each.titles)
        if titled and _knows_all(each, blank) and len(printed) >= SAME * len(texts):
            return each.id
    return None


def _knows_all(definition: FormDefinition, blank: Blank) -> bool:
    """Whether a definition knows every label of the blank that is understood."""
    known = definition.all_labels()
    understood = [label for label in blank.labels if label.means not in (None, "年度", concepts.CUSTOM)]
    return all(cached_form(label.text) in known for label in understood)


def _of_kind(blank: Blank) -> list[FormDefinition]:
    return [each for each in load_definitions().values() if each.kind == blank.kind]


def _share(blank: Blank, definition: FormDefinition) -> float:
    known = definition.all_labels()
    return sum(1 for label in blank.labels if cached_form(label.text) in known) / len(blank.labels)


def _try(form: LearnedForm, path: Path) -> Trial:
    """Read a filled form with the definition just made, whatever else is in force."""
    submission = read_file(path, path.name, extractor=Extractor(load_definitions(), [form]))
    documents = [each for each in submission.documents if each["form"] == form.id]
    return Trial(path.name, tuple(documents), len(submission.documents) - len(documents), submission.reason)


def read_values(document: Document) -> list[tuple[str, str, str]]:
    """What a document reads: the name of each value, its cell, its text."""
    names = {concept.key: concept.name for concept in reversed(concepts.fields().values())}
    names = {**dictionary("concepts")["document"], **names}
    values: dict[str, Any] = dict(document)
    found: list[tuple[str, str, str]] = []
    for key, cell in document["cells"].items():
        value = value_at(values, key)
        if value is not None:
            found.append((names.get(key, key), cell, str(value)))
    found += [(each["label"], each["cell"], str(each["value"])) for each in values.get("other", ())]
    return found
