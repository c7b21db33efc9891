"""``jixiao convert``: a form from a Word file as a filled template workbook."""

from __future__ import annotations

from pathlib import Path

from jixiao.textlayout import shortened
from jixiao_cli import command as cli
from jixiao_cli.terminal import echo_json, say, say_kept

_SHOWN = 60
"""Characters of a text that are shown."""


@cli.command(
    "把 Word 文件里的绩效目标表转成填好的模板工作簿：带下拉列表、填写说明和自查，一张表一个工作表。\n\n"
    "写完后再读一遍，模板里没有位置或读法不同的内容逐条列出，请对照原表补填。工作簿（如旧版式的 .xls）也可以转换。\n\n"
    "例：jixiao convert 目标表.docx -o 目标表.xlsx"
)
@cli.path_argument("source", "IN.docx")
@cli.output_option("OUT.xlsx", "输出的文件名：.xlsx", required=True)
@cli.json_option
@cli.forms_option
def command(source: Path, output: Path, as_json: bool) -> None:
    """Convert, tell what is left. Raises ``InputError``, ``OutputError`` and others."""
    from jixiao.output import keeping_earlier, refuse_other_extension
    from jixiao.templates.converting import convert

    refuse_other_extension(output, "转换结果")
    with keeping_earlier(output) as kept:
        made = convert(source, output)
    for left in made.left_out:
        place = f"{left.sheet}!{left.cell}" if left.cell else left.sheet
        say(f"未转入　{place}　{left.label}：{shortened(left.text, _SHOWN)}")
    say(f"已写入 {output}：{made.forms} 张表，未转入 {len(made.left_out)} 处")
    say_kept(kept)
    if as_json:
        result = {"output": str(output), "forms": made.forms, "left_out": [left._asdict() for left in made.left_out]}
        echo_json(result)
