"""A season's monitoring forms to earlier months, for MON-004."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jixiao.caching.store import cache_folder
from jixiao.checks.approved import ApprovedForms
from jixiao.checks.approved_files import read_approved
from jixiao.checks.cached import files_with
from jixiao.checks.checked_file import WorkbookFile
from jixiao.checks.settings.bureau_settings import Settings
from jixiao.consolidate.returns.inputs import InputFile


def with_earlier_months(settings: Settings, inputs: Sequence[InputFile], jobs: int | None) -> Settings:
    """Return the settings with the earlier months that were filed, if any.

    The inputs have been checked with these settings: what is known of them tells which are worth reading.
    """
    files = [WorkbookFile(file.path, file.name) for file in inputs if file.skip_reason is None]
    cache = cache_folder()
    monitoring = files_with("monitoring", files, settings.profile, cache)
    forms = read_approved(monitoring, settings.profile, jobs=jobs, cache=cache).forms
    last = max((form.month or 0 for form in forms), default=0)
    earlier = [form for form in forms if form.month is not None and form.month < last]
    if not earlier:
        return settings
    return replace(settings, profile=replace(settings.profile, monitored=ApprovedForms(earlier)))
