"""The rules for the open workbook: the bureau's, where settings lie with it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from jixiao.checks.profile import Profile, load_profile
from jixiao.errors import JixiaoError
from jixiao.excel.session import within_bounds
from jixiao.season.folder import SETTINGS, SeasonFolder

_MOST_ABOVE = 4
"""A return of a season may lie some folders deep, as in ``2 报送/某某局/补报/表.xlsx``."""


class FoundProfile(NamedTuple):
    """The profile and the line for the user; empty without settings."""

    profile: Profile
    told: str = ""


def settings_beside(path: Path | None) -> Path | None:
    """Return the settings workbook beside a workbook or of its season, or None."""
    # ``path`` is that of the workbook, or a folder. A folder above counts only if it is that of a season: a settings
    # workbook that lies somewhere above by chance decides nothing.
    if path is None:
        return None
    folder = path if path.is_dir() else path.parent
    beside = folder / SETTINGS
    if beside.is_file() and beside != path:
        return beside
    above = map(SeasonFolder, list(folder.parents)[:_MOST_ABOVE])
    return next((season.settings for season in above if season.begun), None)


def profile_for(path: Path | None) -> FoundProfile:
    """Return the profile for a workbook or a folder; settings are only data."""
    # Settings that cannot be used are told, and the default rules hold.
    settings = settings_beside(path)
    if settings is None:
        return FoundProfile(load_profile())
    try:
        with within_bounds():
            profile = load_profile(str(settings))
    except JixiaoError as error:
        return FoundProfile(load_profile(), f"“{settings}”不能用，这次按全国统一规则检查：{error}")
    return FoundProfile(profile, f"按“{settings}”的口径检查。")
