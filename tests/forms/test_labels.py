import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.forms.labels import LabelSet
from jixiao.forms.text import SPACES, clean, label_form, tidy
from jixiao.grid.lookalikes import plain_characters

LABELS = LabelSet(
    label_form(text)
    for text in (
        "填报单位（盖章）",
        "项目资金(万元)",
        "年度资金总额(含本级)",
        "年度资金总额(含本级和市县)",
        "其中:财政拨款",
        "填表人",
        "联系电话",
        "实施单位",
        "绩效目标",
    )
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("填报单位（盖章）：", "填 报 单 位"),
        ("评(扣)分标准", "评（扣分标准）"),
        ("度量\n单位", "度量单位"),
        ("项目资金(万元)", "项目资金"),
        ("其中：一般公共预算拨款", "一般公共预算拨款"),
        ("一、项目名称", "项目名称"),
        ("合  计", "合计"),
    ],
)
def test_spellings_of_one_label_have_one_form(one, other):
    assert label_form(one) == label_form(other)


@pytest.mark.parametrize(
    ("cell", "label", "rest"),
    [
        ("填报单位：（盖章）云岭县民政局", "填报单位", "云岭县民政局"),
        ("填报单位（盖章）：云岭县民政局", "填报单位", "云岭县民政局"),
        ("年度资金总额(含本级和市县) 11.5", "年度资金总额含本级和市县", "11.5"),
        ("年度资金总额(含本级)5", "年度资金总额含本级", "5"),
        ("其中:财政拨款11.5", "财政拨款", "11.5"),
        ("实施单位 云岭县民政局", "实施单位", "云岭县民政局"),
        ("填 表 人： 王某", "填表人", "王某"),
    ],
)
def test_a_value_behind_its_label_is_found(cell, label, rest):
    hit = LABELS.match(cell)
    assert hit is not None
    assert (hit.form, hit.rest) == (label, rest)


@pytest.mark.parametrize("cell", ["绩效目标完成率", "实施单位数量", "填报", "", "项目"])
def test_a_word_that_only_begins_like_a_label_is_none(cell):
    assert LABELS.match(cell) is None


@pytest.mark.parametrize(
    ("cell", "label"),
    [
        ("项目资金46万元，用于修路12公里。", None),
        ("项目资金46万元用于修路12公里。", None),
        ("项目资金46万元，其中：财政拨款40万元", "项目资金"),
        ("项目资金1，200万元", "项目资金"),
    ],
)
def test_a_text_that_begins_like_a_label_with_its_amount_stays_a_text(cell: str, label: str | None):
    hit = LABELS.match(cell)
    assert (hit.form if hit else None) == label


def test_two_labels_in_one_cell_keep_their_own_values():
    hits = LABELS.match_all("填表人：    吴某                联系电话：   0731-00000002")
    assert [(hit.form, hit.rest) for hit in hits] == [("填表人", "吴某"), ("联系电话", "0731-00000002")]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (
            "年度资金总额(含本级)5\n其中:财政拨款5\n填表人 王某",
            [("年度资金总额含本级", "5"), ("财政拨款", "5"), ("填表人", "王某")],
        ),
        ("实施单位 云岭县民政局 联系电话 0000-1", [("实施单位", "云岭县民政局"), ("联系电话", "0000-1")]),
        ("年度资金总额(含本级)约五万", [("年度资金总额含本级", "约五万")]),
    ],
)
def test_several_labels_in_one_cell_are_told_apart_by_line_or_blank(cell, found):
    assert [(hit.form, hit.rest) for hit in LABELS.match_all(cell)] == found


def test_a_value_glued_to_its_label_is_found_on_a_second_look_only():
    assert LABELS.match("实施单位云岭县民政局") is None
    assert LABELS.glued("实施单位云岭县民政局")[:2] == ("实施单位", "云岭县民政局")


def test_markup_is_taken_out_of_a_text_but_chinese_brackets_stay():
    assert clean("<p>一、修路</p> <p>二、种树&nbsp;</p>") == "一、修路\n二、种树"
    assert clean('清淤<b>12</b>公里，<SPAN style="color:red">全部</SPAN>完工<br/>验收') == "清淤12公里，全部完工\n验收"
    assert clean("<blockquote>甲</blockquote>乙") == "甲\n乙"
    assert clean("按照<云岭县管理办法>执行") == "按照<云岭县管理办法>执行"


@given(st.text(max_size=80))
def test_no_text_makes_label_matching_fail(text):
    LABELS.match_all(text)
    clean(text)


@given(st.text(st.one_of(st.sampled_from("，（）：％Ａｅ\u0301①㎡ﬁ１２年度 \u3000ｶﾞ各"), st.characters()), max_size=30))
def test_a_tidy_text_is_in_nfkc_without_white_space(text: str):
    assert tidy(text) == SPACES.sub("", unicodedata.normalize("NFKC", plain_characters(text)))
