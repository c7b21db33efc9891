"""``jixiao diff``: what changed between two returns, folders or summaries."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.errors import ExitCode, UsageError
from jixiao_cli import command as cli
from jixiao_cli.outcomes import exit_code, report_reasons
from jixiao_cli.terminal import echo_json, say, say_written, table

if TYPE_CHECKING:
    from jixiao.consolidate.comparing.compare import FormChange, FormView

_SHOWN = 24
"""Characters of a text in the table; the whole text is in the workbook and in JSON."""


@cli.command(
    "比较 OLD 和 NEW：两份报送、两个文件夹或两个汇总工作簿，列出新增、删除、变更的指标和金额。\n\n"
    "项目按部门和名称对应，名称有改动的按相似程度对应；跨年度也可以比较，指标值降低、金额增加而指标不变的会提示。\n\n"
    "例：jixiao diff 2025报送 2026报送 -o 变化.xlsx"
)
@cli.path_argument("old", "OLD")
@cli.path_argument("new", "NEW")
@cli.output_option("FILE.xlsx", "把变化写入工作簿")
@cli.json_option
@cli.jobs_option("读取")
@cli.fail_empty_option
@cli.no_cache_option
@cli.forms_option
def command(
    old: Path, new: Path, output: Path | None, as_json: bool, jobs: int | None, fail_empty: bool, no_cache: bool
) -> int:
    """Compare and show. Raises ``UsageError`` and ``OutputError``."""
    from jixiao.caching.store import cache_folder
    from jixiao.consolidate.comparing import compare, diff_workbook
    from jixiao.consolidate.comparing.comparable import files_under, load_forms
    from jixiao.consolidate.comparing.diff_workbook import as_json as change_records
    from jixiao.consolidate.returns.own_output import keep_foreign
    from jixiao.output import refuse_other_extension, replacing

    for path in (old, new):
        if not path.exists():
            raise UsageError(f"找不到“{path}”", hint="请检查文件或文件夹的路径")
    with ExitStack() as stack:
        target = kept = None
        if output is not None:  # report what stands in its way before the work
            refuse_other_extension(output, "比较结果")
            inputs = [file.path for path in (old, new) for file in files_under(path)]
            target = stack.enter_context(replacing(output, inputs=inputs))
        cache = None if no_cache else cache_folder()
        before, old_files = load_forms(old, jobs, cache)
        after, new_files = load_forms(new, jobs, cache)
        changes = compare.compare(before, after)
        if target is not None and output is not None:
            diff_workbook.write(changes, target)
            kept = keep_foreign(output)
    if output is not None:
        say_written(output, kept)
    money = [_money(forms) for forms in (before, after)]
    if as_json:
        amounts = dict(zip(("old", "new"), map(float, money), strict=True))
        result = {"forms": change_records(changes), "counts": _counts(changes), "amounts": amounts}
        echo_json(result)
    elif output is None:
        _show(changes)
    files = [*old_files, *new_files]
    report_reasons(files)
    for path, forms in ((old, before), (new, after)):
        if not forms:
            say(f"“{path}”中没有可以比较的项目表或部门整体表")
    counts = _counts(changes)
    say(
        f"原有 {len(before)} 份表单，现有 {len(after)} 份："
        f"新增 {counts['added']}，删除 {counts['removed']}，变更 {counts['changed']}"
    )
    say(f"项目金额合计：原 {money[0]:,.2f} 万元，现 {money[1]:,.2f} 万元，增减 {money[1] - money[0]:+,.2f} 万元")
    return ExitCode.UNPROCESSED if fail_empty and not (before and after) else exit_code(files)


def _money(forms: Sequence[FormView]) -> Decimal:
    """What the project forms add up to, in 万元."""
    # A self-evaluation repeats the money of its project: it is counted only where there are no goals.
    projects = [form for form in forms if form.kind == "project"] or [form for form in forms if form.project]
    amounts = (next(iter(form.amounts.values()), None) for form in projects)
    return sum((amount for amount in amounts if amount is not None), Decimal(0))


def _counts(changes: list[FormChange]) -> dict[str, int]:
    return {kind: sum(each.kind == kind for each in changes) for kind in ("added", "removed", "changed")}


def _show(changes: list[FormChange]) -> None:
    from jixiao.consolidate.comparing.diff_workbook import lines

    rows = [[_spoken(value) for value in line[:8]] for line in lines(changes)]
    if rows:
        for line in table(("部门", "项目", "变化", "内容", "原值", "新值", "差额（万元）", "提示"), rows):
            click.echo(line)


def _spoken(value: str | Decimal | None) -> str:
    from jixiao.checks.catalogue import spoken

    text = spoken(value).replace("\n", " ")
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
