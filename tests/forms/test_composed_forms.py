"""Every form that is composed at random is read as it was written."""

from __future__ import annotations

import pytest

from forms.composed_forms import ComposedForm, differences
from jixiao.forms.extraction import default_extractor


@pytest.mark.parametrize("seed", range(200))
def test_a_composed_form_is_read_as_it_was_written(seed: int) -> None:
    form = ComposedForm(seed)
    documents = [dict(document) for document in default_extractor().documents(form.sheet, "表.xlsx")]
    assert differences(form, documents) == []
