"""``jixiao template``: blank forms that guide whoever fills them in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from jixiao.errors import ExitCode, UsageError
from jixiao.library import new_template
from jixiao.templates import DEPARTMENT_BOOK
from jixiao_cli import command as cli
from jixiao_cli.terminal import echo_json, say, say_kept, table


@cli.command("列出可以生成的模板。")
@cli.forms_option
@cli.json_option
def list_templates(as_json: bool) -> None:
    """Print every form, and the workbook of a department."""
    from jixiao.forms.definition import load_definitions
    from jixiao.forms.learned.folders import learned_forms
    from jixiao.templates.build import blank_form
    from jixiao.templates.sheet_plan import plan_sheet

    found: list[tuple[str, str, int | None, bool]] = []
    for definition in load_definitions().values():
        layout = plan_sheet(definition, blank_form(definition).rows)
        found.append((definition.id, definition.name, len(layout.inputs), False))
    found += [(learned.id, learned.name, None, True) for learned in learned_forms().values()]
    found.append((DEPARTMENT_BOOK, "部门工作簿：封面、汇总表、部门整体表和每个项目一张表", None, False))
    if as_json:
        told = [dict(zip(("id", "name", "inputs", "learned"), each, strict=True)) for each in found]
        echo_json(told, indent=2)
        return
    rows = [
        [form, "" if inputs is None else str(inputs), f"{name}（本地版式）" if learned else name]
        for form, name, inputs, learned in found
    ]
    click.echo("\n".join(table(["模板", "填报项", "名称"], rows)))
    click.echo("\n生成一份：jixiao template new 模板 -o 文件.xlsx")


@cli.command(
    "生成模板。FORM 是表单编号（见 jixiao template list）；department-book 是一个部门的整套表。\n\n"
    "--from 把上年的名称、文字和指标带过来，金额留空，上年指标值写在批注里；自评表和监控表则从当年的目标表生成。\n\n"
    "例：jixiao template new project-2026 -o 目标表.xlsx --department 某某局 --year 2027\n\n"
    "例：jixiao template new department-book -o 某某局.xlsx --department 某某局 --year 2027 --projects 名单.xlsx\n\n"
    "例：jixiao template new project-2026 -o 目标表.xlsm --macros\n\n"
    "学到的本地版式（jixiao forms learn）用局里自己的空白表做模板，样子不变。"
)
@click.argument("form", metavar="FORM")
@cli.output_option("FILE", "输出的文件名：.xlsx；加 --macros 时为 .xlsm", required=True)
@cli.option("--department", metavar="NAME", help="填报单位")
@cli.year_option
@cli.option("--project", metavar="NAME", help="项目名称；与 --from 同用时只带这个项目")
@cli.option(
    "--rows", metavar="N", type=click.IntRange(5, 500), default=30, help="指标行数，多出的空行隐藏、不打印（默认 30）"
)
@cli.path_option("--from", "last", metavar="LAST.xlsx", text="上年的工作簿，或当年的目标表")
@cli.path_option("--projects", metavar="LIST.xlsx", text="项目名单，只用于 department-book")
@cli.profile_option()
@cli.forms_option
@cli.option(
    "--macros", is_flag=True, help="表旁带“填报检查”等按钮的 .xlsm；使用按钮的电脑要运行过 jixiao addin install"
)
def new(form: str, output: Path, macros: bool, **wishes: Any) -> None:
    """Write templates as ``new_template``, which gets the other options as they are.

    Raises ``UsageError``, ``InputError`` and ``OutputError``.
    """
    from jixiao.output import keeping_earlier

    _check_extension(output, macros)
    with keeping_earlier(output) as kept:
        count = new_template(form, output, macros=macros, **wishes)
    if form == DEPARTMENT_BOOK:
        say(f"已写入 {output}：封面、汇总表、部门整体表和 {count} 张项目表")
    else:
        say(f"已写入 {output}" + (f"：{count} 张表" if count > 1 else ""))
    say_kept(kept)


def _check_extension(output: Path, macros: bool) -> None:
    """Raise ``UsageError`` for an extension under which Excel would not open it."""
    if not output.name:
        return  # a folder, which writing refuses with its own message
    extension = output.suffix.lower()
    if macros and extension != ".xlsm":
        raise UsageError(
            f"带按钮的表须存为 .xlsm，不能是“{output.name}”",
            hint=f"请写 -o {output.with_suffix('.xlsm')}，或去掉 --macros",
        )
    if not macros and extension != ".xlsx":
        choice = "加上 --macros，或" if extension == ".xlsm" else ""
        raise UsageError(
            f"不带按钮的表须存为 .xlsx，不能是“{output.name}”", hint=f"请{choice}写 -o {output.with_suffix('.xlsx')}"
        )


@cli.command("按表单定义重新生成 templates 文件夹中的全部空白模板。")
@cli.option("--check", is_flag=True, help="只检查 templates 与表单定义是否一致，不一致时退出码为 1")
def build(check: bool) -> int:
    """Rewrite the templates or compare them. Raises ``OutputError``."""
    from jixiao.resources import templates_dir
    from jixiao.templates import build as building

    folder = templates_dir()
    if not check:
        say(f"已写入 {folder}：{len(building.build(folder))} 个模板")
        return ExitCode.OK
    differences = building.check(folder)
    for difference in differences:
        say(f"{difference.file}：{difference.reason}")
    if differences:
        say("templates 与表单定义不一致，请运行 jixiao template build")
        return ExitCode.FINDINGS
    say("templates 与表单定义一致")
    return ExitCode.OK


command = cli.Group(
    "template",
    "生成填报模板：带下拉列表、填写说明和自查的空白表，不需要宏。",
    commands={"list": list_templates, "new": new, "build": build},
)
