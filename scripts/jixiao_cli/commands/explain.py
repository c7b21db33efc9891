"""``jixiao explain``: how a scoring standard is understood, or which are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from jixiao.errors import ExitCode, UsageError
from jixiao.library import explain
from jixiao_cli import command as cli
from jixiao_cli.outcomes import exit_code, report_outcomes
from jixiao_cli.terminal import ProgressLine, echo_json, printable, say, table, terminal_width, wrap

if TYPE_CHECKING:
    from jixiao.scoring.engine import Score
    from jixiao.scoring.explanation import Explanation, Survey, Unclear
    from jixiao.scoring.problems import StandardProblem

_POLICIES = ("floor", "ceil", "linear")


@cli.command(
    "说明一条评（扣）分标准是怎样理解的：类型、各档条件、给定实际值的得分和算式、Excel 公式、存在的问题。\n\n"
    "加 --from 时，后面给出文件或文件夹，按出现次数列出其中没有读懂的评分标准。\n\n"
    "例：jixiao explain 达到计划值得10分，否则按实际值/计划值*指标分值计分。 --plan 95 --unit % --actual 92"
)
@click.argument("words", metavar="TEXT", nargs=-1, required=True)
@cli.option("--from", "from_paths", is_flag=True, help="把 TEXT 当作文件或文件夹，统计其中没有读懂的评分标准")
@cli.option("--points", metavar="P", help="指标分值；标准里写明了的以标准为准")
@cli.option("--plan", metavar="X", help="计划值（指标值）：数值、日期或文字")
@cli.option("--actual", "actuals", metavar="Y", multiple=True, help="实际值，可以给多个")
@cli.option("--unit", metavar="U", help="度量单位")
@cli.option("--operator", metavar="O", help="计算符号：≥ ≤ ＝ > <，或 定性")
@cli.option(
    "--policy",
    metavar="POLICY",
    type=click.Choice(_POLICIES),
    default="floor",
    help="不足一个步长的部分：floor 舍去（默认）、ceil 按一个步长计、linear 按比例；标准里写明了的以标准为准",
)
@cli.json_option
def command(
    words: Sequence[str],
    from_paths: bool,
    points: str | None,
    plan: str | None,
    actuals: Sequence[str],
    unit: str | None,
    operator: str | None,
    policy: str,
    as_json: bool,
) -> int:
    """Explain a sentence, or survey many. Raises ``UsageError``."""
    if from_paths:
        return _survey(words, as_json)
    if len(words) > 1:
        raise UsageError("评分标准中有空格或被分成了几段", hint="请把整句放在引号里")
    if not words[0].strip():
        raise UsageError(
            "评分标准是空的", hint="请把整句写在引号里，例如 jixiao explain '达到计划值得10分，否则不得分。'"
        )
    explanation = explain(
        words[0],
        points=_points(points),
        plan=plan,
        actuals=actuals,
        unit=unit or None,
        operator=_operator(operator),
        policy=policy,
    )
    if as_json:
        echo_json(explanation.as_json())
    else:
        click.echo("\n".join(_lines(explanation)))
    return ExitCode.OK


def _points(text: str | None) -> Decimal | None:
    if text is None:
        return None
    from jixiao.forms.numbers import parse_number

    number = parse_number(text.strip().removesuffix("分"))
    if number is None or number <= 0:
        raise UsageError(f"分值“{text}”不是大于0的数", hint="例如 --points 10")
    return number


def _operator(text: str | None) -> str | None:
    if text is None or not text.strip():
        return None
    from jixiao.forms.measures import nature_of, operator_of

    symbol = operator_of(text)
    if symbol is None and nature_of(text) is None:
        raise UsageError(f"不认识的计算符号“{text}”", hint="可用 ≥ ≤ ＝ > < 或 定性")
    return symbol


# ---------------------------------------------------------------- one sentence


def _lines(explanation: Explanation) -> Iterator[str]:
    from jixiao.forms.numbers import plain_number
    from jixiao.scoring.explanation import clause_words

    standard = explanation.standard
    yield f"标准　{printable(standard.text)}"
    yield f"类型　{standard.title}" + (f"（{standard.kind}）" if standard.kind else "")
    if standard.understood:
        note = "（推定：标准没有写明，按此试算）" if explanation.inferred else ""
        yield f"分值　{plain_number(explanation.points)}{note}"
        yield "理解"
        for number, branch in enumerate(standard.branches, 1):
            yield from _wrapped(f"{number}. {printable(clause_words(branch, standard.plan))}", 2)
    if explanation.scores:
        yield "得分"
        rows = [[str(actual), _shown(result), result.explained] for actual, result in explanation.scores]
        yield from (f"  {line}" for line in table(["实际值", "得分", "过程"], rows))
    if explanation.formula:
        yield "公式　（plan 是计划值单元格，actual 是实际值单元格）"
        yield f"  {printable(explanation.formula)}"
    if explanation.problems:
        yield "问题"
        for problem in explanation.problems:
            yield from _wrapped(_problem(problem), 2)


def _wrapped(text: str, indent: int) -> list[str]:
    return [" " * indent + line for line in wrap(text, terminal_width() - indent)]


def _shown(result: Score) -> str:
    from jixiao.forms.numbers import plain_number

    if result.score is not None:
        return plain_number(result.score)
    if result.low is not None and result.high is not None:
        return f"{plain_number(result.low)}－{plain_number(result.high)}"
    return "—"


def _problem(problem: StandardProblem) -> str:
    from jixiao.checks.catalogue import catalogue

    entry = catalogue()[problem.code]
    text = printable(entry.message.format_map(dict(problem.parameters)))
    return f"{problem.code}　{entry.severity.label}　{text}。{entry.hint}"


# ---------------------------------------------------------------- many

_MOST_PIECES = 20


def _survey(paths: Sequence[str], as_json: bool) -> int:
    """Read the files and list what was not understood. Raises ``UsageError``."""
    from jixiao.consolidate.returns.inputs import discover
    from jixiao.forms.reading import read_file
    from jixiao.scoring.explanation import Survey

    survey = Survey()
    inputs = discover(paths)
    files: list[dict[str, Any]] = []
    with ProgressLine("读取") as progress:
        for done, file in enumerate(inputs):
            progress(done, len(inputs), file.name)
            submission = file.outcome() or read_file(file.path, file.name)
            for document in submission.documents:
                survey.add(document)
            files.append(submission.summary())
    ranked = survey.ranked()
    if as_json:
        echo_json(_survey_json(files, survey, ranked))
    else:
        click.echo("\n".join(_survey_lines(survey, ranked)))
    report_outcomes(files, sum(file["documents"] for file in files), done="读取")
    say(f"评分标准 {survey.total} 条，{len(survey.wordings)} 种写法；没有完全读懂的 {len(ranked)} 种")
    return exit_code(files)


def _survey_json(files: list[dict[str, Any]], survey: Survey, ranked: list[Unclear]) -> dict[str, Any]:
    return {
        "files": files,
        "standards": survey.total,
        "wordings": len(survey.wordings),
        "unread": [entry.as_json() for entry in ranked],
        "pieces": [{"piece": piece, "count": count} for piece, count in survey.pieces()],
    }


def _survey_lines(survey: Survey, ranked: list[Unclear]) -> Iterator[str]:
    if not ranked:
        yield "评分标准全部读懂。" if survey.total else "没有找到评分标准。"
        return
    for entry in ranked:
        first, *rest = _wrapped(f"{entry.count} 次　{printable(entry.text)}", 0)
        yield first
        yield from rest
        if entry.truncated:
            yield "    句子没有写完"
        if entry.pieces:
            yield from _wrapped(f"没有读懂的部分：{'；'.join(map(printable, entry.pieces))}", 4)
        yield f"    例如 {printable(entry.places[0])}"
    pieces = survey.pieces()[:_MOST_PIECES]
    if pieces:
        yield "不能自动计分的部分，按次数"
    for piece, count in pieces:
        yield from _wrapped(f"{count} 次　{printable(piece)}", 2)
