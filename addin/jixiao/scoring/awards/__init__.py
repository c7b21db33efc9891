"""What a clause gives or takes: each award knows its points, words and formula."""

# isort: off
from jixiao.scoring.awards.base import Add, Award, Band, ByHand, Constant, Deduct, DeductShare, Full, Judged
from jixiao.scoring.awards.base import Nothing, Points, Policy, ScoreInputs, Share, Terms, Tier, worth_of
from jixiao.scoring.awards.curves import Curve, Interpolated, of_plan
from jixiao.scoring.awards.steps import Several, Steps

__all__ = [
    "Add", "Award", "Band", "ByHand", "Constant", "Curve", "Deduct", "DeductShare", "Full", "Interpolated",
    "Judged", "Nothing", "Points", "Policy", "ScoreInputs", "Several", "Share", "Steps", "Terms", "Tier",
    "of_plan", "worth_of",
]  # fmt: skip
