"""What catches a rule's eye in words alone."""

from __future__ import annotations

from jixiao.checks.prefilter import Prefilter


def test_what_belongs_to_the_texts_is_sorted_by_the_rules_that_look_at_them() -> None:
    marks = Prefilter()
    marks.test("A")(lambda text: "率" in text)
    marks.test("B")(lambda text: len(text) > 4)
    assert marks.sort([("完成率", 1), ("人数", 2), ("培训完成率", 3)]) == {"A": [1, 3], "B": [3]}


def test_what_was_told_of_a_text_is_forgotten_when_another_rule_registers() -> None:
    marks = Prefilter()
    marks.test("A")(lambda text: True)
    assert marks.sort([("完成率", 1)]) == {"A": [1]}
    marks.test("B")(lambda text: True)
    assert marks.sort([("完成率", 1)]) == {"A": [1], "B": [1]}


def test_a_text_is_put_to_the_test_once_but_for_a_long_one_that_hardly_comes_twice() -> None:
    marks = Prefilter()
    asked: list[str] = []
    marks.test("A")(asked.append)
    for _ in range(3):
        marks.sort([("完成率", 1), ("长" * 201, 2)])
    assert asked.count("完成率") == 1
    assert len(asked) == 4
