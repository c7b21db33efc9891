"""``jixiao forms``: what can be read, from the definitions that do the reading."""

from __future__ import annotations

import difflib
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jixiao.errors import ExitCode, UsageError
from jixiao.textlayout import shortened
from jixiao_cli import command as cli
from jixiao_cli.form_lines import Raw, form_lines, learned_lines, learned_overview, list_lines, overview
from jixiao_cli.terminal import echo_json, say, table

if TYPE_CHECKING:
    from jixiao.forms.learned.form import LearnedForm
    from jixiao.learning.learn import Learning

_SHOWN = 40
"""Characters of a value that are shown."""


@cli.command(
    "查看能识别哪些表；给出 FORM（表单编号）时，列出这张表的全部栏目、别名、类型、填写说明和下拉选项。\n\n"
    "本地版式由 jixiao forms learn 从空白表学到，见 jixiao forms learn -h。\n\n"
    "例：jixiao forms project-2026"
)
@click.argument("form", metavar="[FORM]", required=False)
@cli.json_option
@cli.forms_option
def show(form: str | None, as_json: bool) -> None:
    """List the forms, or describe one. Raises ``UsageError`` for an unknown form."""
    from jixiao.forms.learned.folders import learned_forms

    definitions, learned = _definitions(), learned_forms()
    if form is not None and form in learned:
        result: object = learned[form].to_json()
        lines: Iterable[str] = learned_lines(learned[form])
    elif form is None:
        result = [*(overview(raw) for raw in definitions.values()), *map(learned_overview, learned.values())]
        lines = list_lines(definitions.values(), learned.values())
    else:
        raw = _find(form, definitions, learned)
        result, lines = raw, form_lines(raw)
    click.echo(json.dumps(result, ensure_ascii=False, indent=2) if as_json else "\n".join(lines))


@cli.command(
    "从空白表学会一种版式。BLANK 是发给各单位填的空白表（Excel 或 Word），FILLED 是已经填好的几份，用来试读。\n\n"
    "DIR 里写入定义（编号.json）和空白表的副本；有不认识的栏目时写 待确认.xlsx，在里面选好含义、保存后再运行一次。\n\n"
    "之后用 --forms DIR、环境变量 JIXIAO_FORMS，或把 DIR 里的文件放进本机的版式文件夹（jixiao forms learn -h 末尾所示）来使用。\n\n"
    "例：jixiao forms learn 空白表.xlsx 甲局.xlsx 乙局.xlsx -o 本地版式"
)
@cli.path_argument("blank", "BLANK")
@cli.path_argument("filled", "[FILLED]...", nargs=-1)
@cli.output_option("DIR", "写入的文件夹（默认本机的版式文件夹）")
@cli.option("--id", "form_id", metavar="ID", help="表单编号，用小写字母、数字、汉字和 -（默认取自文件名）")
@cli.json_option
def learn(blank: Path, filled: tuple[Path, ...], output: Path | None, form_id: str | None, as_json: bool) -> int:
    """Learn a form. Raises ``UsageError``, ``InputError``, ``OutputError`` and others."""
    from jixiao.forms.learned.folders import user_folder
    from jixiao.library import learn as learn_form

    for path in (blank, *filled):
        if not path.is_file():
            raise UsageError(f"找不到文件“{path}”", hint="请检查文件的路径")
    folder = output or user_folder()
    learned = learn_form(blank, folder, filled=filled, form_id=form_id)
    if as_json:
        echo_json(_learning_as_json(learned), indent=2)
    else:
        click.echo("\n".join(_learning_lines(learned)))
    failed = [trial for trial in learned.trials if not trial.documents]
    for trial in failed:
        say(f"未读出　{trial.file}：{trial.reason or '这份文件里的表不是这种版式'}")
    say(f"已写入 {learned.path}")
    if learned.open:
        say(f"有 {len(learned.open)} 个栏目要确认：打开 {learned.asked}，在“含义”一列选好、保存，再运行一次同样的命令")
    return ExitCode.UNPROCESSED if failed else ExitCode.OK


def _learning_lines(learned: Learning) -> Iterator[str]:
    from jixiao.forms.general.kinds import of_kind
    from jixiao.learning.learn import read_values

    form, blank = learned.form, learned.blank
    yield f"{form.id}　{form.name}（{of_kind(form.kind)['short']}）：栏目 {len(blank.labels)} 个，认识 {len(blank.labels) - len(blank.unknown)} 个"
    if form.extends:
        yield f"与内置的 {form.extends} 相近"
    if learned.same_as:
        yield f"这张表的栏目内置的 {learned.same_as} 都有，不学多半也能读"
    if blank.is_filled:
        yield "这张表好像已经填过内容：填的内容不当作栏目，请核对下面的栏目；最好换一张空白表"
    if learned.open:
        yield ""
        yield from table(
            ["待确认的栏目", "单元格", "看起来是"], [[each.text, each.place, each.seems or ""] for each in learned.open]
        )
    for trial in learned.trials:
        for document in trial.documents:
            yield ""
            yield f"{trial.file}　{document['source']['sheet']}"
            yield from table(
                ["读作", "单元格", "内容"],
                [[n, c, shortened(" ".join(text.split()), _SHOWN)] for n, c, text in read_values(document)],
            )
            yield f"指标 {len(document.get('indicators', ()))} 条"
            for left in document["unread"]:
                yield f"未读　{left['cell']}：{shortened(' '.join(left['text'].split()), _SHOWN)}"


def _learning_as_json(learned: Learning) -> dict[str, Any]:
    from jixiao.learning.learn import read_values

    return {
        "form": learned.form.to_json(),
        "output": str(learned.path),
        "labels": len(learned.blank.labels),
        "open": [{"label": each.text, "cell": each.place, "seems": each.seems} for each in learned.open],
        "questions": str(learned.asked) if learned.asked else None,
        "same_as": learned.same_as,
        "filled": learned.blank.is_filled,
        "trials": [
            {
                "file": trial.file,
                "documents": len(trial.documents),
                "reason": trial.reason,
                "values": [list(value) for document in trial.documents for value in read_values(document)],
                "unread": [left for document in trial.documents for left in document["unread"]],
            }
            for trial in learned.trials
        ],
    }


class _FormsGroup(cli.Group):
    """``jixiao forms learn …``, and ``jixiao forms [FORM]`` for everything else."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does; what does not name a command is for ``show``."""
        at = sum(1 for _ in itertools.takewhile(lambda arg: arg == "--debug", args))
        first = args[at] if at < len(args) else None
        if first not in (*self.commands, "-h", "--help") and not ctx.resilient_parsing:
            args = [*args[:at], "show", *args[at:]]
        return super().parse_args(ctx, args)


command = _FormsGroup(
    "forms",
    "查看能识别哪些表、每张表有哪些栏目；learn 从空白表学会一种版式。",
    commands={"show": show, "learn": learn},
    metavar="learn BLANK [FILLED]... -o DIR | [FORM]",
)


def _definitions() -> dict[str, Raw]:
    from jixiao.forms.definition import load_definitions

    return {form: definition.raw for form, definition in load_definitions().items()}


def _find(form: str, definitions: Mapping[str, Raw], learned: Mapping[str, LearnedForm]) -> Raw:
    if form in definitions:
        return definitions[form]
    names: dict[str, str] = {raw["name"]: key for key, raw in definitions.items()}
    names |= {each.name: each.id for each in learned.values()}
    near = difflib.get_close_matches(form, [*definitions, *learned, *names], n=3, cutoff=0.4)
    suggestions = list(dict.fromkeys(names.get(word, word) for word in near))
    hint = f"相近的有 {'、'.join(suggestions)}" if suggestions else "运行 jixiao forms 查看全部表单编号"
    raise UsageError(f"没有编号为“{form}”的表单", hint=hint)
