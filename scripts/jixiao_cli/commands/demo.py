"""``jixiao demo``: the whole way on a small sample."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from jixiao.errors import UsageError
from jixiao.library import check, merge
from jixiao.output import writing_to
from jixiao_cli import command as cli
from jixiao_cli.commands.read import read_to_json
from jixiao_cli.terminal import display_width, printable

DEPARTMENTS = 6

RETURNS = "报送"
DOCUMENTS = "读取结果.json"
FINDINGS = "检查结果.html"
TO_RETURN = "退回"
SUMMARY = "汇总.xlsx"
MADE = (RETURNS, DOCUMENTS, FINDINGS, TO_RETURN, SUMMARY)
"""What stands in the folder, in the order in which it is made."""

MARK = ".jixiao-demo"
"""Makes the folder known as the demo's own; its lines name the sample workbooks, which the next run makes anew."""

DEFAULT_FOLDER = "jixiao-demo"


@cli.command(
    f"在 DIR（默认 {DEFAULT_FOLDER}）中做一套示例：{DEPARTMENTS} 个部门的填报工作簿（带常见填报差错），读取、检查、标注退回并汇总。\n\n"
    "可以反复运行；不会动不是它建立的文件夹。"
)
@cli.path_argument("folder", "[DIR]", default=DEFAULT_FOLDER)
def command(folder: Path) -> None:
    """Make, read, check and merge the sample. Raises ``UsageError``, ``OutputError``."""
    with writing_to(folder):
        _claim(folder)
    made = list(_steps(folder))
    width = max(display_width(name) for name, _ in made)
    _print(f"示例在 {folder}：")
    for name, what in made:
        _print(f"  {name}{' ' * (width - display_width(name))}  {what}")
    _print("")
    _print("接下来：")
    _print(f"  用 Excel 或 WPS 打开 {folder / SUMMARY}，点单元格地址可以回到原表")
    _print(f"  用浏览器打开 {folder / FINDINGS}，看每处问题在哪里、怎样改")
    _print(f"  检查自己的表：{_program()} check 文件夹 -o 检查结果.html --annotate 退回")
    _print(f"  汇总自己的表：{_program()} merge 文件夹 -o 汇总.xlsx")
    _print(f"  查看能读哪些表：{_program()} forms")


def _claim(folder: Path) -> None:
    """Make the folder and mark it as the demo's own, for a later run."""
    mark = folder / MARK
    if folder.is_dir() and not mark.exists() and any(folder.iterdir()):
        raise UsageError(f"文件夹“{folder}”里已有别的文件", hint="请给出一个新文件夹，例如 jixiao demo 我的示例")
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"“{folder}”是文件，不是文件夹", hint="请给出一个新文件夹，例如 jixiao demo 我的示例")
    folder.mkdir(parents=True, exist_ok=True)
    mark.touch()


def _steps(folder: Path) -> Iterator[tuple[str, str]]:
    """Go the whole way; yield the name of what each step makes, and what it is."""
    from jixiao.reports.annotate import annotate
    from jixiao.reports.formats import write_file

    returns = folder / RETURNS
    yield RETURNS, f"{_make_returns(folder)} 个部门的工作簿，内容虚构，有意留了一些填报差错"
    files = read_to_json([str(returns)], folder / DOCUMENTS)
    yield DOCUMENTS, f"从 {len(files)} 个文件读出的 {sum(file['documents'] for file in files)} 份表单"
    report = check(returns)
    write_file(report, "html", folder / FINDINGS)
    counts = report.counts()
    found = f"检查出错误 {counts.error}、警告 {counts.warning}、提示 {counts.info}"
    yield FINDINGS, f"{found}，在浏览器中筛选和打印"
    marked = annotate(report, folder / TO_RETURN)
    yield TO_RETURN, f"标注了问题的副本 {len(marked.files)} 个，退回通知 {len(marked.notices)} 份"
    merged = merge(returns, folder / SUMMARY)
    yield SUMMARY, f"合并 {merged.documents} 份表单、{merged.indicators} 条指标的汇总工作簿"


def _make_returns(folder: Path) -> int:
    """Copy the sample workbooks anew, and note their names; return how many."""
    from jixiao.resources import templates_dir

    workbooks = sorted((templates_dir() / "demo").glob("*.xlsx"))
    mark, returns = folder / MARK, folder / RETURNS
    with writing_to(folder):
        returns.mkdir(exist_ok=True)
        for name in mark.read_text(encoding="utf-8").splitlines():
            (returns / Path(name).name).unlink(missing_ok=True)  # a name: never outside the folder
        for workbook in workbooks:
            shutil.copyfile(workbook, returns / workbook.name)
        mark.write_text("".join(f"{workbook.name}\n" for workbook in workbooks), encoding="utf-8")
    return len(workbooks)


def _program() -> str:
    """Return how to call Jixiao again: by name, or by the path of this environment."""
    if shutil.which("jixiao"):
        return "jixiao"
    script = Path(sys.executable).with_name("jixiao.exe" if sys.platform == "win32" else "jixiao")
    if not script.exists():
        return "python -m jixiao_cli"
    here = Path.cwd()
    return str(script.relative_to(here) if script.is_relative_to(here) else script)


def _print(text: str) -> None:
    click.echo(printable(text))
