from decimal import Decimal

import pytest

from jixiao.checks.rule_engine import check_documents
from jixiao.forms.extraction import default_extractor
from jixiao.grid.address import Range
from sheet_table import read, read_one, sheet

HEAD = """
2027年项目支出绩效目标表 | < | < | < | < | < | < | <
填报单位（盖章）：云岭县交通局 | < | < | < | 金额单位：万元 | < | < | <
项目名称 | 农村道路养护 | < | < | < | < | < | <
项目金额 | 120.5 | < | < | 项目类别 | 特定目标类 | < | <
项目支出实施期 | 2027年度 | < | < | < | < | < | <
本年度绩效目标 | 养护农村道路120公里。 | < | < | < | < | < | <
"""
COLUMNS = "本年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型 | 备注\n"


def brief(document):
    return [
        (i["level1"], i["level2"], i["level3"], i["operator"], i["target"], i["unit"], i["cell"])
        for i in document["indicators"]
    ]


def test_a_form_in_order_is_read_with_every_address():
    document = read_one(
        HEAD
        + COLUMNS
        + """
^ | 成本指标 | 经济成本指标 | 养护总成本 | 120.5 | 万元 | ≤ |
^ | 产出指标 | 数量指标 | 养护里程 | 120 | 公里 | ≥ |
^ | ^ | 时效指标 | 完成时间 | 2027年12月31日前 | | 定性 | 分两批
填表人：王某 | < | < | < | 联系电话：0000-1234567 | < | < | <
"""
    )
    assert document["form"] == "project-2026"
    assert document["fiscal_year"] == 2027
    assert document["department"] == "云岭县交通局"
    assert document["funding"] == {"total": Decimal("120.5")}
    assert document["cells"]["funding.total"] == "B4"
    assert document["signoff"]["preparer"] is None or document["signoff"]["preparer"] == "王某"
    assert brief(document) == [
        ("成本指标", "经济成本指标", "养护总成本", "≤", Decimal("120.5"), "万元", "D8"),
        ("产出指标", "数量指标", "养护里程", "≥", Decimal(120), "公里", "D9"),
        ("产出指标", "时效指标", "完成时间", None, "2027年12月31日前", None, "D10"),
    ]
    assert document["indicators"][2]["nature"] == "qualitative"
    assert document["indicators"][2]["remark"] == "分两批"
    assert document["indicators"][1]["cells"]["target"] == "E9"
    assert document["notes"] == []


def test_a_row_that_slid_to_the_left_is_put_back():
    document = read_one(
        HEAD
        + COLUMNS
        + """
^ | 产出指标 | 数量指标 | 养护里程 | 120 | 公里 | ≥ |
满意度指标 | 服务对象满意度指标 | 沿线群众满意度 | 90 | % | ≥ | |
"""
    )
    assert brief(document)[1] == ("满意度指标", "服务对象满意度指标", "沿线群众满意度", "≥", Decimal(90), "%", "C9")
    assert document["notes"][0]["code"] == "row-realigned"


def test_rows_that_all_stand_one_column_to_the_right_of_their_header_are_put_back():
    document = read_one(
        HEAD
        + COLUMNS.strip()
        + """ |
^ | | 成本指标 | 经济成本指标 | 养护总成本 | 120.5 | 万元 | ≤
^ | | 产出指标 | 数量指标 | 养护里程 | 120 | 公里 | ≥
^ | | | 质量指标 | 验收合格率 | 100 | % | =
"""
    )
    assert [row[:6] for row in brief(document)] == [
        ("成本指标", "经济成本指标", "养护总成本", "≤", Decimal("120.5"), "万元"),
        ("产出指标", "数量指标", "养护里程", "≥", Decimal(120), "公里"),
        ("产出指标", "质量指标", "验收合格率", "=", Decimal(100), "%"),
    ]


def test_a_level_2_in_the_level_1_column_names_its_own_level_1():
    document = read_one(
        HEAD
        + COLUMNS
        + """
^ | 产出指标 | 数量指标 | 养护里程 | 120 | 公里 | ≥ |
^ | 社会效益指标 | < | 出行更安全 | 事故下降 | | 定性 |
"""
    )
    assert brief(document)[1][:3] == ("效益指标", "社会效益指标", "出行更安全")


@pytest.mark.parametrize("row", ["= | 100 | %", "100 | = | %", "% | 100 | =", "% | = | 100", "100 | % | ="])
def test_operator_number_and_unit_are_read_by_what_they_are(row):
    document = read_one(HEAD + COLUMNS + f"^ | 产出指标 | 质量指标 | 验收合格率 | {row} |\n")
    assert brief(document)[0][3:6] == ("=", Decimal(100), "%")


def test_a_qualitative_mark_in_the_value_column_changes_places_with_the_value():
    document = read_one(HEAD + COLUMNS + "^ | 效益指标 | 社会效益 | 提升出行体验 | 定性 | | 提升 |\n")
    assert brief(document)[0][3:6] == (None, "提升", None)


def test_a_header_merged_over_two_columns_owns_both():
    document = read_one(
        HEAD.replace(" | <\n", " | < | <\n")
        + """
本年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | < | 度量单位 | 指标值类型 | 备注
^ | 产出指标 | 质量指标 | 验收合格率 | 98 | | % | ≥ |
^ | ^ | ^ | 路面完好率 | | 95 | % | ≥ |
^ | ^ | 数量指标 | 养护里程 | ≥ | 120 | 公里 | |
"""
    )
    assert [row[3:6] for row in brief(document)] == [
        ("≥", Decimal(98), "%"),
        ("≥", Decimal(95), "%"),
        ("≥", Decimal(120), "公里"),
    ]


def test_placeholders_are_no_indicators_but_a_stated_nothing_is():
    document = read_one(
        HEAD
        + COLUMNS
        + """
^ | 效益指标 | 经济效益指标 | 无直接经济效益 | 无直接经济效益 | | 定性 |
^ | ^ | 社会效益指标 | / | | | |
^ | ^ | 生态效益指标 | | | | |
..... | | | | | | |
"""
    )
    assert [row[2] for row in brief(document)] == ["无直接经济效益"]
    assert document["unread"] == []


def test_a_line_of_notes_under_the_table_is_kept_as_unread():
    document = read_one(
        HEAD
        + COLUMNS
        + "^ | 产出指标 | 数量指标 | 养护里程 | 120 | 公里 | ≥ |\n注：金额保留两位小数。 | < | < | < | < | < | < | <\n"
    )
    assert len(document["indicators"]) == 1
    assert document["unread"] == [{"cell": "A9", "text": "注：金额保留两位小数。"}]


def test_a_header_repeated_after_a_page_break_goes_on_with_the_same_table():
    document = read_one(
        HEAD
        + COLUMNS
        + "^ | 产出指标 | 数量指标 | 养护里程 | 120 | 公里 | ≥ |\n"
        + COLUMNS
        + "^ | 满意度指标 | 服务对象满意度指标 | 群众满意度 | 90 | % | ≥ |\n"
    )
    assert [row[2] for row in brief(document)] == ["养护里程", "群众满意度"]


def test_two_forms_below_each_other_are_two_documents():
    one = HEAD + COLUMNS + "^ | 产出指标 | 数量指标 | 养护里程 | 120 | 公里 | ≥ |\n"
    documents = read(one + one.replace("农村道路养护", "桥梁维修"))
    assert [document["project"] for document in documents] == ["农村道路养护", "桥梁维修"]
    assert [len(document["indicators"]) for document in documents] == [1, 1]


def test_two_forms_side_by_side_are_two_documents():
    one = (HEAD + COLUMNS + "^ | 产出指标 | 数量指标 | 养护里程 | 120 | 公里 | ≥ |").strip().splitlines()
    other = [line.replace("农村道路养护", "桥梁维修") for line in one]
    table = "\n".join(
        f"{a.rstrip() or a} {'' if a.rstrip().endswith('|') else '|'} | {b}" for a, b in zip(one, other, strict=True)
    )
    documents = read(table)
    assert [document["project"] for document in documents] == ["农村道路养护", "桥梁维修"]
    assert [row[2:6] for row in brief(documents[1])] == [("养护里程", "≥", Decimal(120), "公里")]


def test_a_form_without_its_title_is_still_found_by_its_labels():
    document = read_one(
        "\n".join(HEAD.strip().splitlines()[1:])
        + "\n"
        + COLUMNS
        + "^ | 产出指标 | 数量指标 | 养护里程 | 120 | 公里 | ≥ |\n"
    )
    assert document["form"] == "project-2026"
    assert document["project"] == "农村道路养护"
    assert document["fiscal_year"] is None


def test_a_head_without_a_table_is_of_no_definition():
    document = read_one(HEAD)
    assert (document["form"], document["indicators"]) == ("project", [])
    assert "STR-007" in {finding.code for finding in check_documents([document]).findings}


def test_a_sheet_of_instructions_is_no_form():
    assert (
        read(
            "填报说明 | |\n一、请将项目支出绩效目标表和部门整体支出绩效目标表报送业务股室 | |\n附件：2027年项目支出绩效目标表 | |\n"
        )
        == []
    )


def test_a_percentage_format_gives_percent_and_a_date_format_gives_the_date():
    grid = sheet(
        HEAD
        + COLUMNS
        + """
^ | 产出指标 | 质量指标 | 验收合格率 | 0.98 | | ≥ |
^ | ^ | ^ | 路面完好率 | 0.95 | 百分比 | ≥ |
^ | ^ | 时效指标 | 完成时间 | 46752 | | 定性 |
"""
    )
    grid.formats[(8, 5)] = "0%"
    grid.formats[(9, 5)] = "0.00%"
    grid.formats[(10, 5)] = 'yyyy"年"m"月"d"日"'
    (document,) = default_extractor().documents(grid, "x.xlsx")
    assert [row[4:6] for row in brief(document)] == [
        (Decimal(98), "%"),
        (Decimal(95), "百分比"),
        ("2027年12月31日", None),
    ]


def test_an_error_value_is_null_and_unread_never_zero():
    grid = sheet(HEAD.replace("120.5", "") + COLUMNS + "^ | 产出指标 | 数量指标 | 养护里程 | 120 | 公里 | ≥ |\n")
    grid.errors[(4, 2)] = "#REF!"
    (document,) = default_extractor().documents(grid, "x.xlsx")
    assert document["funding"]["total"] is None
    assert {"cell": "B4", "text": "#REF!"} in document["unread"]


def test_an_amount_that_is_no_number_is_null_and_unread():
    document = read_one(
        HEAD.replace("120.5", "待定") + COLUMNS + "^ | 产出指标 | 数量指标 | 养护里程 | 120 | 公里 | ≥ |\n"
    )
    assert document["funding"]["total"] is None
    assert document["unread"] == [{"cell": "B4", "text": "待定"}]


def test_a_form_far_from_the_corner_is_read_the_same():
    table = HEAD + COLUMNS + "^ | 产出指标 | 数量指标 | 养护里程 | 120 | 公里 | ≥ |\n"
    (document,) = read(table, top=40, left=20)
    assert document["project"] == "农村道路养护"
    assert document["source"]["title_cell"] == "T40"


def test_a_hidden_sheet_is_read_and_marked():
    grid = sheet(HEAD + COLUMNS + "^ | 产出指标 | 数量指标 | 养护里程 | 120 | 公里 | ≥ |\n")
    grid.state = "veryHidden"
    (document,) = default_extractor().documents(grid, "x.xlsx")
    assert document["source"]["hidden"] is True


def test_merges_that_overlap_or_cover_the_whole_sheet_do_no_harm():
    grid = sheet(HEAD + COLUMNS + "^ | 产出指标 | 数量指标 | 养护里程 | 120 | 公里 | ≥ |\n")
    grid.merges += [Range(1, 1, 1_048_576, 16_384), Range(8, 4, 9, 6), Range(8, 5, 8, 8)]
    (document,) = default_extractor().documents(grid, "x.xlsx")
    assert [row[2] for row in brief(document)] == ["养护里程"]


def test_a_stray_cell_far_below_is_not_part_of_the_form():
    grid = sheet(HEAD + COLUMNS + "^ | 产出指标 | 数量指标 | 养护里程 | 120 | 公里 | ≥ |\n")
    grid.rows[1_048_576] = {16_384: "x"}
    (document,) = default_extractor().documents(grid, "x.xlsx")
    assert document["unread"] == []


def test_amounts_typed_with_their_unit_are_converted_to_the_unit_of_the_form():
    document = read_one(
        HEAD.replace("120.5", "1205000元") + COLUMNS + "^ | 产出指标 | 数量指标 | 养护里程 | 120 | 公里 | ≥ |\n"
    )
    assert document["funding"]["total"] == Decimal("120.5")


SUMMARY = """
2027年项目支出方向绩效目标汇总表 | < | < | <
填报单位（盖章）：云岭县交通局 | < | < | <
序号 | 项目名称 | 项目金额（万元） | 备注
1 | 农村道路养护 | 120.5 | 续建
2 | 桥梁维修 | '1,080.00' |
"""


def test_the_rows_and_the_total_of_a_summary_are_read():
    document = read_one(
        SUMMARY + "合计金额 | < | 1200.5 |\n单位财务负责人：李某 | < | < | <\n填表人：赵某 | < | < | <\n"
    )
    assert [(row["seq"], row["project"], row["amount"], row["remark"], row["cell"]) for row in document["rows"]] == [
        ("1", "农村道路养护", Decimal("120.5"), "续建", "B4"),
        ("2", "桥梁维修", Decimal("1080.00"), None, "B5"),
    ]
    assert (document["total"], document["cells"]["total"]) == (Decimal("1200.5"), "C6")
    assert (document["signoff"]["finance_head"], document["signoff"]["preparer"]) == ("李某", "赵某")


def test_a_summary_row_that_slid_is_put_back():
    document = read_one(SUMMARY + "水毁修复 | 30 | | \n| 3 | 路灯安装 | 12 \n合计金额 | < | 1242.5 |\n")
    assert [(row["project"], row["amount"]) for row in document["rows"]][2:] == [
        ("水毁修复", Decimal(30)),
        ("路灯安装", Decimal(12)),
    ]


def test_an_amount_without_a_project_name_is_not_lost():
    document = read_one(SUMMARY + "3 | | 30 | \n合计金额 | < | 1230.5 |\n")
    assert [(row["project"], row["amount"], row["cell"]) for row in document["rows"]][2:] == [(None, Decimal(30), "B6")]


def test_values_glued_to_their_labels_are_read_when_nothing_else_claims_them():
    document = read_one(
        """
2024年部门项目支出预算绩效目标表 | < | < | < | <
项目名称 | < | 实施单位能力建设 | < | <
主管部门 | < | 云岭县民政局 | 实施单位云岭县社会福利院 | <
项目资金(万元) | < | 年度资金总额(含本级和市县) 12\\n其中:财政拨款12 | 年度资金总额(含本级) 12 | <
绩效目标 | < | 年度总体绩效目标(含本级和市县)供养120名老人。 | 年度绩效目标(含本级)供养120名老人。 | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 指标1:供养老人人数 | ≥120人
"""
    )
    assert document["project"] == "实施单位能力建设"
    assert document["implementing_unit"] == "云岭县社会福利院"
    assert document["funding"]["annual"] == document["funding"]["fiscal"] == Decimal(12)
    assert document["goals"] == {"annual": "供养120名老人。", "annual_local": "供养120名老人。"}
    assert document["unread"] == []


def test_a_percentage_and_its_sign_under_one_wide_header_are_one_value():
    grid = sheet(
        HEAD.replace(" | <\n", " | < | <\n")
        + """
本年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | < | 指标值类型 | 备注 |
^ | 产出指标 | 质量指标 | 验收合格率 | 0.98 | % | ≥ | |
"""
    )
    grid.formats[(8, 5)] = "0%"
    (document,) = default_extractor().documents(grid, "x.xlsx")
    assert brief(document)[0][3:6] == ("≥", Decimal(98), "%")
