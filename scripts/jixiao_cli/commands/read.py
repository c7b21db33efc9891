"""``jixiao read``: the documents as JSON."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from jixiao.consolidate.returns.file_kinds import refuse_for_text
from jixiao.consolidate.returns.inputs import InputFile, discover, originals
from jixiao.output import replacing
from jixiao.submission import FileEntry, Submission
from jixiao_cli import command as cli
from jixiao_cli.outcomes import exit_code, report_outcomes
from jixiao_cli.terminal import ProgressLine

_SPOOLED = 16 * 1024 * 1024
"""Bytes of documents kept in memory before they go to a temporary file: ten thousand workbooks need no more memory."""


@cli.command(
    "读出绩效目标表，输出 JSON，每张表一份文档，带有每个值的来源单元格。\n\n"
    "PATH 可以是文件、文件夹（含下级文件夹）或通配符。支持 .xlsx .xlsm .xls .ods .et .xlsb .docx，.zip 当作文件夹。\n\n"
    "例：jixiao read 报送 -o 结果.json"
)
@cli.paths_argument
@cli.output_option("FILE", "写入文件；不给时输出到屏幕")
@cli.jobs_option("读取")
@cli.fail_empty_option
@cli.forms_option
def command(paths: Sequence[str], output: Path | None, jobs: int | None, fail_empty: bool) -> int:
    """Read the files, tell their outcome. Raises ``UsageError``, ``OutputError``."""
    files = read_to_json(paths, output, jobs)
    report_outcomes(files, sum(file["documents"] for file in files), done="读取")
    return exit_code(files, fail_empty=fail_empty)


def read_to_json(paths: Sequence[str], output: Path | None, jobs: int | None = None) -> list[FileEntry]:
    """Write the JSON; return the outcomes. Raises ``UsageError``, ``OutputError``."""
    inputs = discover(paths)
    with (
        _destination(output, inputs) as destination,
        tempfile.SpooledTemporaryFile(_SPOOLED, "w+", **_TEXT) as documents,
    ):
        files = _read(inputs, documents, jobs)
        documents.seek(0)
        _write(files, documents, destination)
    return files


@contextmanager
def _destination(output: Path | None, inputs: Sequence[InputFile]) -> Iterator[IO[str]]:
    if output is None:
        yield sys.stdout
        return
    with replacing(output, inputs=originals(inputs)) as temporary:
        refuse_for_text(output, "JSON ", "请换一个扩展名，例如 .json")  # that it is an input comes first
        with temporary.open("w", **_TEXT) as stream:
            yield stream


def _read(inputs: Sequence[InputFile], documents: IO[str], jobs: int | None) -> list[FileEntry]:
    """Read the files; their documents go to ``documents`` as JSON, in order."""
    from jixiao.forms.extraction import default_extractor
    from jixiao.processes.each_file import each_file

    files: list[FileEntry] = []
    separator = ""
    with ProgressLine("读取") as progress:
        for read, texts in each_file(_read_one, inputs, _failed, jobs=jobs, prepare=default_extractor):
            progress(len(files) + 1, len(inputs), str(read["file"]))
            for text in texts:
                documents.write(f"{separator}\n{text}")
                separator = ","
            files.append(read)
    return files


_TEXT: dict[str, Any] = {"encoding": "utf-8", "errors": "backslashreplace", "newline": "\n"}
"""A lone surrogate, which only a damaged old .xls can hold, becomes the escape that JSON has for it."""
_Read = tuple[FileEntry, list[str]]
"""A file's outcome and its documents as JSON."""


def _read_one(file: InputFile) -> _Read:
    from jixiao.forms.jsonout import to_json
    from jixiao.forms.reading import read_file

    submission = file.outcome() or read_file(file.path, file.name, observing=False)
    return submission.summary(), [json.dumps(to_json(each), ensure_ascii=False) for each in submission.documents]


def _failed(file: InputFile, reason: str) -> _Read:
    return Submission(file.name, "failed", reason).summary(), []


def _write(files: Sequence[FileEntry], documents: IO[str], destination: IO[str]) -> None:
    listed = ",\n".join(json.dumps(file, ensure_ascii=False) for file in files)
    destination.write(f'{{"files": [\n{listed}\n],\n"documents": [')
    shutil.copyfileobj(documents, destination)
    destination.write("\n]}\n")
    destination.flush()
