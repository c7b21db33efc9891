"""The vocabulary of the samples: what every text in it must be so that clean samples stay clean."""

from __future__ import annotations

import re

import pytest

from jixiao.forms.classification import framework
from jixiao_samples.projects import joined
from jixiao_samples.texts import EFFECTS, Theme, vocabulary

THEMES = [*(theme for bureau in vocabulary().bureaus for theme in bureau.themes), *vocabulary().general]
every_theme = pytest.mark.parametrize("theme", THEMES, ids=[theme.name for theme in THEMES])


@every_theme
def test_works_have_a_range_and_a_rate(theme: Theme) -> None:
    assert len(theme.works) >= 4
    for work in theme.works:
        assert 0 < work.low < work.high
        assert 0 < work.cheap <= work.dear
        assert work.quality.endswith("率")
        assert joined(work.stem, work.quality).startswith(work.stem)


@every_theme
def test_effects_are_measured(theme: Theme) -> None:
    for block in EFFECTS:
        assert theme.effects[block]
        for effect in theme.effects[block]:
            assert effect.name.endswith("率") == (effect.unit == "%")
            assert effect.low < effect.high


@every_theme
def test_names_say_one_thing(theme: Theme) -> None:
    names = [work.stem for work in theme.works] + [e.name for block in EFFECTS for e in theme.effects[block]]
    assert not [name for name in names if re.search(r"[与及和、/，。A-Za-z\s]", name)]


def test_no_work_or_effect_stands_twice() -> None:
    names = [work.stem for theme in THEMES for work in theme.works]
    names += [effect.name for theme in THEMES for block in EFFECTS for effect in theme.effects[block]]
    assert len(set(names)) == len(names)


def test_counties_and_bureaus_are_unique() -> None:
    words = vocabulary()
    assert len(set(words.counties)) == len(words.counties)
    assert len({bureau.short for bureau in words.bureaus}) == len({b.name for b in words.bureaus}) == len(words.bureaus)


@pytest.mark.parametrize("name", ["2021", "2015", "2015-benefit"])
def test_levels_are_those_of_the_catalogue(name: str) -> None:
    tree = framework(name)
    for _, level1, level2 in vocabulary().levels[name]:
        assert tree.level1.get(level1) == level1
        assert (level1, level2) in tree.level2.values()
