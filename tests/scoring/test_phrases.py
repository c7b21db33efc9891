"""Every phrase of the grammar against the examples that stand beside it."""

from __future__ import annotations

import pytest

from calling import ROOT
from jixiao.forms.text import dictionary
from jixiao.scoring import condition_phrases, interval_phrases
from jixiao.scoring.clauses import AWARDS, LIMITS, SPEAKS
from jixiao.scoring.interval_phrases import read_relation, relations
from jixiao.scoring.notation import distribute, normalise, rewrites
from jixiao.scoring.phrases import pattern
from jixiao.scoring.sentence import Late

EXAMPLES = dictionary("phrases")["examples"]
"""Piece → how it must be read."""
SCORING = ROOT / "addin" / "jixiao" / "scoring"
PHRASES = [(phrase, example) for phrase in (*LIMITS, *AWARDS) for example in phrase.examples]


@pytest.mark.parametrize(("phrase", "example"), PHRASES, ids=[example for _, example in PHRASES])
def test_a_phrase_matches_its_examples_from_end_to_end(phrase, example):
    match = phrase.pattern.fullmatch(example)
    assert match is not None
    assert phrase.meaning(match) is not None


@pytest.mark.parametrize("phrase", AWARDS, ids=lambda phrase: phrase.examples[0])
def test_every_award_holds_a_character_that_speaks_of_one(phrase):
    private = [chr(code) for code in range(0xE000, 0xE020)]
    for example in phrase.examples:
        assert SPEAKS.search(example) or any(char in example for char in private)


@pytest.mark.parametrize(("piece", "meaning"), EXAMPLES["intervals"].items())
def test_an_interval(piece, meaning):
    found = interval_phrases.read_within(piece)
    assert found is not None
    assert f"{found.scale.axis.name} {found.interval.words('x')}" == meaning


@pytest.mark.parametrize(("piece", "meaning"), EXAMPLES["steps"].items())
def test_a_step(piece, meaning):
    found = condition_phrases.read_each(piece)
    assert found is not None
    assert f"{found[1].counted.name} {found[1].size} {found[1].unit}" == meaning


@pytest.mark.parametrize(("piece", "meaning"), EXAMPLES["deadlines"].items())
def test_a_deadline(piece, meaning):
    found = condition_phrases.read_time(piece)
    assert found is not None
    days = [day for day in (getattr(found, "since", None), found.deadline) if day is not None]
    said = "late" if isinstance(found, Late) else "early" if found.early else "in time"
    shown = [said, *("-".join(str(part) for part in (day.year, day.month, day.day) if part) for day in days)]
    assert " ".join([*shown, "included"] if getattr(found, "included", False) else shown) == meaning


@pytest.mark.parametrize(("relation", "piece"), [(r, example) for r in relations() for example in r.examples])
def test_a_relation(relation, piece):
    """The first relation that matches is the one the piece stands beside."""
    assert read_relation(piece) == relation.meaning(None)


@pytest.mark.parametrize(("text", "parts"), EXAMPLES["lists"].items())
def test_a_list_is_taken_apart(text, parts):
    assert distribute(text) == parts


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        (
            "达到计划值得１０分，否则按实际值／计划值＊指标分值计分。",
            "达到计划值得10分,否则按实际值/计划值×指标分值计分;",
        ),
        ("每超出百分之五扣两分", "每超出5%扣2分"),
        ("效果十分明显得十分", "效果十分明显得10分"),
        ("大于或等于９５％", "≥95%"),
        ("90%（含90%）以上", "90%含以上"),
        ("[80%,90%)得8分", "80%含-90%不含得8分"),
        ("①达标得5分②不达标不得分", ";达标得5分;不达标不得分"),
        ("优（10分）、良（8分）", "优得10分,、良得8分,"),
        ("不少于１，６００人", "≥1600人"),
        ("第一季度完成", "第一季度完成"),
        ("采购价格不高于市场价", "采购价格不高于市场价"),
        ("2026.12.31前", "2026年12月31日前"),
        ("满意度90分以上得5分", "满意度90评分以上得5分"),
        ("达到80% \n 得6分", "达到80%;得6分"),
    ],
)
def test_surface_noise_is_taken_away(typed, normal):
    assert normalise(typed) == normal


@pytest.mark.parametrize("piece", ["每年开展8次", "每季度检查", "每月按时报送"])
def test_how_often_is_no_step(piece):
    assert condition_phrases.read_each(piece) is None


@pytest.mark.parametrize(
    "rewrite", [one for one in rewrites() if one.examples], ids=lambda rewrite: rewrite.examples[0]
)
def test_a_rewrite_changes_its_example(rewrite):
    assert rewrite.pattern.sub(rewrite.meaning, rewrite.examples[0]) != rewrite.examples[0]


@pytest.mark.parametrize(("name", "row"), dictionary("phrases")["patterns"].items())
def test_a_pattern_finds_its_example_and_is_used(name, row):
    assert pattern(name).search(row["example"])
    assert any(f'"{name}"' in module.read_text(encoding="utf-8") for module in SCORING.glob("*.py"))
