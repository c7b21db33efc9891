"""What a clause gives or takes, as frozen data: each award knows its worth, its Excel expression and its words."""

from jixiao.scoring.awards.base import Award, Constant, Policy, ScoreInputs, Terms, Worth
from jixiao.scoring.awards.curves import Computed, Curve, Interpolated, Proportion, ReverseLinear, ReverseRatio
from jixiao.scoring.awards.fixed import Add, Band, Deduct, Full, Judged, Nothing, Points, Share
from jixiao.scoring.awards.steps import Several, Steps

__all__ = [
    "Add",
    "Award",
    "Band",
    "Computed",
    "Constant",
    "Curve",
    "Deduct",
    "Full",
    "Interpolated",
    "Judged",
    "Nothing",
    "Points",
    "Policy",
    "Proportion",
    "ReverseLinear",
    "ReverseRatio",
    "ScoreInputs",
    "Several",
    "Share",
    "Steps",
    "Terms",
    "Worth",
]
