"""``jixiao sample``: realistic filled workbooks for trials and benchmarks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao_cli import command as cli
from jixiao_cli.terminal import say

if TYPE_CHECKING:
    from jixiao_samples.content import Layouts


@cli.command(
    "在 DIR 中生成已填好的示例工作簿，每个部门一个，内容均为虚构。同样的选项和 --seed 生成同样的文件。\n\n"
    "例：jixiao sample 示例 --departments 20"
)
@cli.path_argument("folder", "DIR")
@cli.option("--departments", metavar="N", type=click.IntRange(1), required=True, help="部门数，即工作簿数")
@cli.option(
    "--forms",
    metavar="K",
    type=click.IntRange(1),
    default=8,
    help="每个工作簿的表数：汇总表、部门整体表，其余为项目表（默认 8）",
)
@cli.option("--seed", metavar="S", type=int, default=1, help="随机数种子（默认 1）")
@cli.option(
    "--mistakes", metavar="RATE", type=click.FloatRange(0, 1), default=0.15, help="填报差错的比例，0 到 1（默认 0.15）"
)
@cli.option(
    "--layouts",
    type=click.Choice(["mixed", "template", "legacy"]),
    default="mixed",
    help="版式：mixed 混合、template 标准模板、legacy 旧表（默认 mixed）",
)
def command(folder: Path, departments: int, forms: int, seed: int, mistakes: float, layouts: Layouts) -> None:
    """Write the samples and say how many. Raises ``OutputError``."""
    from jixiao_samples import write_samples

    report = write_samples(folder, departments, forms=forms, seed=seed, mistakes=mistakes, layouts=layouts)
    planted = f"，其中有 {len(report.mistakes)} 处填报差错" if report.mistakes else ""
    say(f"已在 {folder} 生成 {len(report.files)} 个部门的工作簿，共 {report.forms} 张表{planted}")
