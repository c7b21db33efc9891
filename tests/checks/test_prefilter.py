"""What catches a rule's eye in words alone."""

from __future__ import annotations

from jixiao.checks.prefilter import LONG, Prefilter


def test_a_text_is_marked_for_each_rule_whose_test_it_meets() -> None:
    marks = Prefilter(remembered=8)
    marks.test("A")(lambda text: "率" in text)
    marks.test("B")(lambda text: len(text) > 4)
    assert [marks.of(text) for text in ("人数", "完成率", "培训完成率")] == [(), ("A",), ("A", "B")]


def test_what_was_told_of_a_text_is_forgotten_when_another_rule_registers() -> None:
    marks = Prefilter(remembered=8)
    marks.test("A")(lambda text: True)
    assert marks.of("完成率") == ("A",)
    marks.test("B")(lambda text: True)
    assert marks.of("完成率") == ("A", "B")


def test_a_text_is_put_to_the_test_once() -> None:
    marks = Prefilter(remembered=8)
    asked: list[str] = []
    marks.test("A")(asked.append)
    for _ in range(3):
        marks.of("完成率")
    assert asked == ["完成率"]


def test_a_long_text_is_told_anew_for_few_of_them_come_twice() -> None:
    marks = Prefilter(remembered=8)
    asked: list[str] = []
    marks.test("A")(asked.append)
    for _ in range(2):
        marks.of("长" * (LONG + 1))
    assert len(asked) == 2


def test_what_belongs_to_the_texts_is_sorted_by_the_rules_that_look_at_them() -> None:
    marks = Prefilter(remembered=8)
    marks.test("A")(lambda text: "率" in text)
    marks.test("B")(lambda text: len(text) > 4)
    assert marks.sort([("完成率", 1), ("人数", 2), ("培训完成率", 3)]) == {"A": [1, 3], "B": [3]}
