"""``jixiao score``: self-evaluation forms with scores, and an overview."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.library import SCORE_OVERVIEW, score
from jixiao_cli import command as cli
from jixiao_cli.outcomes import exit_code, report_outcomes
from jixiao_cli.terminal import ProgressLine, say, say_kept

if TYPE_CHECKING:
    from jixiao.scored.scored_files import ScoredFile


@cli.command(
    "按评分标准给项目支出绩效自评表打分：写出填好得分、执行率、总分和等级的副本，以及评分概览。\n\n"
    "PATH 可以是文件、文件夹（含下级文件夹）或通配符。原表不改；已经手工填写的得分保留，与评分标准不符的标出。\n\n"
    "每个得分的计算过程写在批注里；实际值未填、需人工评分、偏差达到20%而未说明原因的，在副本中标色。\n\n"
    "例：jixiao score 自评 -o 评分"
)
@cli.paths_argument
@cli.output_option("DIR", "副本和评分概览写入的文件夹", required=True)
@cli.profile_option("；其中写明不足一个步长怎样扣分")
@cli.jobs_option("评分")
@cli.fail_empty_option
@cli.forms_option
def command(paths: Sequence[str], output: Path, profile: str, jobs: int | None, fail_empty: bool) -> int:
    """Score and write. Raises ``UsageError`` and ``OutputError``."""
    with ProgressLine("评分") as progress:
        files = score(paths, output, profile=profile, jobs=jobs, progress=progress)
    summaries = [file.summary() for file in files]
    for file in files:
        if file.no_copy is not None:
            say(f"未写副本　{file.name}：{file.no_copy}")
    report_outcomes(summaries, sum(len(file.fillings) for file in files), done="评分")
    say_kept(file.kept for file in files if file.kept)
    _tell(files, output)
    return exit_code(summaries, fail_empty=fail_empty)


def _tell(files: Sequence[ScoredFile], output: Path) -> None:
    from jixiao.scoring.selfeval import Need

    fillings = [filling for file in files for filling in file.fillings]
    needs = [remark.need for filling in fillings for remark in filling.remarks]
    rows = [row for filling in fillings for row in filling.form.rows]
    complete = sum(filling.form.complete for filling in fillings)
    scored = sum(row.final is not None for row in rows)
    say(f"指标 {len(rows)} 条，有得分 {scored} 条；得分完整的自评表 {complete} 份")
    told = "，".join(f"{need.value} {needs.count(need)}" for need in Need if need in needs)
    if told:
        say(f"需处理：{told}")
    say(f"已写入 {output}：副本 {sum(file.copy is not None for file in files)} 个，{SCORE_OVERVIEW}")
