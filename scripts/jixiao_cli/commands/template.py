"""``jixiao template``: blank forms that guide whoever fills them in."""

from __future__ import annotations

from pathlib import Path

import click

from jixiao.errors import ExitCode, UsageError
from jixiao_cli.command import CONTEXT_SETTINGS, Context, HelpInChinese, debug_option, option
from jixiao_cli.command import command as jixiao_command
from jixiao_cli.terminal import say, table

DEPARTMENT_BOOK = "department-book"


class TemplateGroup(HelpInChinese, click.Group):
    """The subcommands."""

    context_class = Context


@jixiao_command("列出可以生成的模板。")
def list_templates() -> int:
    """Print every form, and the workbook of a department."""
    from jixiao.forms.definition import load_definitions
    from jixiao.templates.build import blank_form
    from jixiao.templates.layout import plan_sheet

    rows = []
    for definition in load_definitions().values():
        layout = plan_sheet(definition, blank_form(definition).rows)
        rows.append([definition.id, str(len(layout.inputs)), definition.name])
    rows.append([DEPARTMENT_BOOK, "", "部门工作簿：封面、汇总表、部门整体表和每个项目一张表"])
    click.echo("\n".join(table(["模板", "填报项", "名称"], rows)))
    click.echo("\n生成一份：jixiao template new 模板 -o 文件.xlsx")
    return ExitCode.OK


@jixiao_command(
    "生成空白模板。FORM 是表单编号（见 jixiao template list）。\n\n"
    "例：jixiao template new project-2026 -o 目标表.xlsx --department 某某局 --year 2027"
)
@click.argument("form", metavar="FORM")
@option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), required=True, help="输出的文件名（.xlsx）")
@option("--department", metavar="NAME", help="填报单位")
@option("--year", metavar="YYYY", type=click.IntRange(2000, 2199), help="预算年度")
@option("--project", metavar="NAME", help="项目名称")
@option("--rows", metavar="N", type=click.IntRange(5, 500), default=30, help="指标行数，空行不打印（默认 30）")
def new(form: str, output: Path, department: str | None, year: int | None, project: str | None, rows: int) -> int:
    """Write one template. Raises ``UsageError`` and ``OutputError``."""
    from jixiao.templates.single import new_form

    new_form(form, output, department=department, year=year, project=project, rows=rows)
    say(f"已写入 {output}")
    return ExitCode.OK


@jixiao_command("按表单定义重新生成 templates 文件夹中的全部空白模板。")
@option("--check", is_flag=True, help="只检查 templates 与表单定义是否一致，不一致时退出码为 1")
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


command = TemplateGroup(
    name="template",
    commands={"list": list_templates, "new": new, "build": build},
    context_settings=CONTEXT_SETTINGS,
    params=[debug_option()],
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]...",
    help="生成填报模板：带下拉列表、填写说明和自查的空白表，不需要宏。",
)
