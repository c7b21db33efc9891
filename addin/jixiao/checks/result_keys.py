"""What a check's result is kept by: file, rules, settings, approved goals.

Only a year-end form is held against the goals: what a file of other forms gave stays true when more are approved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from jixiao.caching.version import version
from jixiao.checks.form_kinds import YEAR_END
from jixiao.checks.profile import Profile


def version_of_results(profile: Profile, *options: Any) -> str:
    """Return the version of all results with a profile, whatever goals it has."""
    return version(replace(profile, approved=None, monitored=None), *options)


def stamp_of_goals(profile: Profile) -> str:
    """Return what stands for a profile's approved goals; empty if none."""
    held = (profile.approved, profile.monitored)
    return " ".join("" if each is None else repr(each) for each in held).rstrip()


def result_key(sha256: str, kinds: Iterable[str], goals: str) -> str:
    """Return the key of the result of a file with forms of these kinds."""
    return f"{sha256} {goals}" if goals and not YEAR_END.isdisjoint(kinds) else sha256


def result_keys(sha256: str, goals: str) -> tuple[str, ...]:
    """Return the keys under which the result of a file may be, whatever its forms are."""
    return (sha256, result_key(sha256, YEAR_END, goals)) if goals else (sha256,)
