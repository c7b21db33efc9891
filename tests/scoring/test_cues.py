"""The characters of which every match of a pattern holds one: proved on the pattern itself, not on examples."""

from __future__ import annotations

import re._constants as ops
import re._parser as parser

import pytest

from jixiao.forms.text import dictionary
from jixiao.scoring.clauses import AWARDS, LIMITS
from jixiao.scoring.interval_phrases import relations
from jixiao.scoring.notation import rewrites
from jixiao.scoring.phrases import Phrase, cued

SINGLE = [cued(name) for name, row in dictionary("phrases")["patterns"].items() if "cues" in row]
CUED = (*LIMITS, *AWARDS, *relations(), *rewrites(), *SINGLE)


def can_do_without(pattern, cues) -> bool:
    """Whether a text without any of the characters ``cues`` could match, as far as the pattern's tree tells."""
    return all(_piece_can(operator, argument, cues) for operator, argument in pattern)


def _piece_can(operator, argument, cues) -> bool:
    if operator is ops.LITERAL:
        return chr(argument) not in cues
    if operator is ops.IN:
        return any(_member_can(*member, cues) for member in argument)
    if operator is ops.BRANCH:
        return any(can_do_without(branch, cues) for branch in argument[1])
    if operator is ops.SUBPATTERN:
        return can_do_without(argument[-1], cues)
    if operator in (ops.MAX_REPEAT, ops.MIN_REPEAT):
        least, _, repeated = argument
        return least == 0 or can_do_without(repeated, cues)
    if operator is ops.ASSERT:  # what has to stand before or behind stands in the text too
        return can_do_without(argument[1], cues)
    return True


def _member_can(operator, argument, cues) -> bool:
    if operator is ops.LITERAL:
        return chr(argument) not in cues
    if operator is ops.RANGE:
        return any(chr(code) not in cues for code in range(argument[0], argument[1] + 1))
    return True


@pytest.mark.parametrize("cued", CUED, ids=lambda cued: cued.source[:40])
def test_no_text_without_a_cue_matches(cued):
    tree = parser.parse(cued.source)
    assert [cues for cues in cued.cues if can_do_without(tree, cues)] == []


def test_a_pattern_that_no_text_needed_is_not_compiled():
    cued = Phrase("扣(?:完|光)", "扣")
    assert cued.search("得10分") is None
    assert "pattern" not in vars(cued)
    assert cued.search("扣完为止")


@pytest.mark.parametrize(
    ("pattern", "cues", "without"),
    [
        ("扣(?:完|光)为止", "扣", False),
        ("扣?完", "扣", True),
        ("扣|减", "扣", True),
        ("扣|减", "扣减", False),
        ("[扣减]", "扣", True),
        ("(?<=每)月", "每", False),
        ("(?<!每)月", "每", True),
        (r"[^\d]{1,3}", "扣", True),
        ("扣{0,2}分", "扣", True),
        ("扣{1,2}", "扣", False),
    ],
)
def test_the_proof_itself(pattern, cues, without):
    assert can_do_without(parser.parse(pattern), cues) is without
