"""Word documents with tags, cells and rows taken away, doubled, nested or spoilt: read, or refused with a reason."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from jixiao.errors import InputError
from jixiao.forms.reading import documents_of
from jixiao.grid.open import open_workbook
from jixiao_samples import write_samples
from word_documents import document_of_workbook, write_document

_TAGS = re.compile(r"<w:(?:gridSpan|vMerge|gridCol|tcW)[^<>]*/>")
_CELLS = re.compile(r"<w:tc>.*?</w:tc>", re.DOTALL)
_ROWS = re.compile(r"<w:tr>.*?</w:tr>", re.DOTALL)
_SPOILT = (
    "",
    '<w:gridSpan w:val="9999999"/>',
    '<w:gridSpan w:val="-3"/>',
    '<w:vMerge w:val="continue"/>',
    "<w:hMerge/>",
)


@pytest.fixture(scope="module")
def body(tmp_path_factory: pytest.TempPathFactory) -> str:
    import zipfile

    folder = tmp_path_factory.mktemp("word")
    (path,) = write_samples(folder, departments=1, forms=3, seed=9).files
    document_of_workbook(open_workbook(path), folder / "a.docx", lines_outside=True)
    with zipfile.ZipFile(folder / "a.docx") as package:
        text = package.read("word/document.xml").decode()
    return text.partition("<w:body>")[2].rpartition("</w:body>")[0]


def spoil(body: str, chance: random.Random) -> str:
    pattern = chance.choice((_TAGS, _CELLS, _ROWS))
    spans = [found.span() for found in pattern.finditer(body)]
    for start, end in sorted(chance.sample(spans, min(6, len(spans))), reverse=True):
        piece = body[start:end]
        nested = f"<w:tc><w:tbl><w:tr>{piece * 2}</w:tr></w:tbl><w:p/></w:tc>"
        choices = {
            _TAGS: _SPOILT,
            _CELLS: ("", piece * 3, "<w:tc/>", nested),
            _ROWS: ("", "<w:tr/>", piece * 2, f"</w:tbl><w:p/><w:tbl>{piece}"),
        }
        body = body[:start] + chance.choice(choices[pattern]) + body[end:]
    return body


@pytest.mark.parametrize("seed", range(60))
def test_a_spoilt_document_is_read_or_refused(body: str, tmp_path: Path, seed: int) -> None:
    path = write_document(tmp_path / "a.docx", spoil(body, random.Random(seed)))
    try:
        documents = documents_of(open_workbook(path), path.name)
    except InputError as error:
        assert error.message
        return
    for document in documents:
        assert document["source"]["sheet"].startswith("表")
