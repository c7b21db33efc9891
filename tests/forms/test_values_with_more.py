"""What a cell holds besides its value is read under its own label, or said."""

from __future__ import annotations

import pytest

from jixiao.checks.rule_engine import check_documents
from sheet_table import read, read_one

FORM = """
2026年项目支出绩效目标表 | < | < | <
项目名称 | 河道清淤 | 主管部门 | {department}
{money} | < | <
年度目标 | 清淤12公里。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 清淤长度 | ≥12公里
产出指标 | 质量指标 | 验收合格率 | ≥98%
效益指标 | 社会效益指标 | 受益人口 | ≥1万人
满意度指标 | 满意度指标 | 群众满意度 | ≥90%
"""
MONEY = "项目资金（万元） | 150"
NAME = "岭南河县水务局"


@pytest.mark.parametrize(
    ("department", "also"),
    [
        (f"{NAME}（已盖章）", {}),
        (f"{NAME}(盖章处)", {}),
        (f"{NAME}（此处加盖公章）", {}),
        (f"{NAME} 13888112233", {"phone": "13888112233"}),
        (f"{NAME}0874-3122333", {"phone": "0874-3122333"}),
        (f"{NAME}（何倩，13888112233）", {"phone": "何倩，13888112233"}),
        (f"{NAME} （单位公章） 2025年10月", {"date": "2025年10月"}),
        (f"{NAME}（公章）填报日期：2025年11月", {"date": "2025年11月"}),
        (f"{NAME}填报人：何倩", {"preparer": "何倩"}),
        (f"{NAME} 负责人：何倩 电话：13888112233", {"head": "何倩", "phone": "13888112233"}),
    ],
)
def test_what_stands_behind_a_name_is_no_part_of_it(department: str, also: dict[str, str]) -> None:
    document = read_one(FORM.format(department=department, money=MONEY))
    assert document["department"] == NAME
    assert "department_code" not in document
    assert {key: value for key, value in document["signoff"].items() if value is not None} == also


@pytest.mark.parametrize(
    "department", [f"{NAME}（本级）", f"{NAME}（原水利局）", f"{NAME}、农业农村局", "章贡水文站（章江）"]
)
def test_what_belongs_to_a_name_stays_in_it(department: str) -> None:
    assert read_one(FORM.format(department=department, money=MONEY))["department"] == department


def test_who_leads_a_unit_is_kept_beside_its_name() -> None:
    document = read_one(FORM.format(department=f"{NAME}，站长：陶敏", money=MONEY))
    assert document["department"] == NAME
    assert [(each["label"], each["value"]) for each in document["other"]] == [("站长", "陶敏")]


@pytest.mark.parametrize(
    "money",
    [
        "项目资金 | 150万元（其中：财政拨款120万元，自筹30万元）",
        "项目资金（万元） | 150（其中：财政拨款120，自筹30）",
        "资金总额 | 150万元，其中财政拨款120万元、自筹资金30万元",
        "项目资金 | 资金总额150万元，其中财政拨款120万元，其他资金30万元",
        "项目资金（元） | 1500000（其中：财政拨款1200000，自筹300000）",
    ],
)
def test_parts_of_an_amount_in_its_cell_are_read(money: str) -> None:
    document = read_one(FORM.format(department=NAME, money=money))
    times = 10000 if document["currency_unit"] == "元" else 1
    funding = {"total": 150 * times, "fiscal": 120 * times, "other": 30 * times}
    assert {key: value for key, value in document["funding"].items() if value is not None} == funding


def test_parts_of_a_budget_in_its_cell_are_read() -> None:
    document = read_one("""
部门（单位）整体支出绩效目标申报表（2026年度） | < | < | <
单位名称 | 云谷区档案馆 | 单位性质 | 参公事业单位
年度预算 | 总额418.2万元，其中基本支出268.2万元，项目支出150万元 | < | <
年度目标 | 接收档案3万卷。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 接收档案卷数 | ≥3万卷
""")
    budget = {key: str(amount) for key, amount in document["budget"].items() if amount is not None}
    assert budget == {"total": "418.2", "basic": "268.2", "project": "150"}


@pytest.mark.parametrize("remark", ["含上年结转30", "财政拨款", "其中30待定"])
def test_a_remark_to_an_amount_is_said(remark: str) -> None:
    document = read_one(FORM.format(department=NAME, money=f"项目资金（万元） | 150（{remark}）"))
    assert document["funding"]["total"] == 150
    assert remark.removeprefix("其中") in document["other"][0]["value"]


def test_the_amount_in_words_is_no_remark() -> None:
    document = read_one(FORM.format(department=NAME, money="项目资金（万元） | 150（壹佰伍拾万元）"))
    assert document["funding"]["total"] == 150
    assert not document.get("other")


def test_a_number_of_the_page_makes_no_form_of_its_own() -> None:
    (document,) = read("""
2026年项目支出绩效目标表 | < | < | < | < | <
部门名称：南麓县教育局 |  |  |  | 单位：万元 | 第1页
项目名称 | 教师培训 | < | 项目金额 | 96 | <
绩效目标 | 培训教师1200人次。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型
产出指标 | 数量指标 | 培训教师人次 | 1200 | 人次 | ≥
2026年项目支出绩效目标表（续） | < | < | < | < | <
部门名称：南麓县教育局 |  |  |  | 单位：万元 | 第2页
一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型
效益指标 | 社会效益指标 | 受益学校 | 46 | 所 | ≥
""")
    assert [row["level3"] for row in document["indicators"]] == ["培训教师人次", "受益学校"]


def test_a_title_that_says_no_more_than_goals_is_no_label_of_one() -> None:
    first, second = read("""
2026年部门项目绩效目标 | < | < | <
项目一 | < | < | <
项目名称 | 森林防火 | 金额（万元） | 66
年度目标 | 受害率控制在0.8‰以内。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 质量指标 | 火灾受害率 | ≤0.8‰
项目二 | < | < | <
项目名称 | 有害生物防治 | 金额（万元） | 35
年度目标 | 防治面积3万亩。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 质量指标 | 成灾率 | ≤6.5‰
""")
    assert (first["goals"]["annual"], second["goals"]["annual"]) == ("受害率控制在0.8‰以内。", "防治面积3万亩。")


def test_a_unit_with_a_bound_gives_the_operator() -> None:
    document = read_one("""
2026年预算项目绩效目标表 | < | < | < | <
项目名称 | 供销网点 | < | 主管部门 | 新泉县供销社
绩效指标 | < | < | 指标值 | <
一级 | 二级 | 三级 | 目标值 | 目标单位
产出 | 成本 | 每个网点补助 | 5 | 万元
效益 | 可持续影响 | 网点运营年限 | 5 | 年以上
满意度 | 满意度 | 农户满意度 | 90 | %以上
""")
    measures = [(row["operator"], row["target"], row["unit"]) for row in document["indicators"]]
    assert measures == [(None, 5, "万元"), ("≥", 5, "年"), ("≥", 90, "%")]
    assert "UNT-003" not in {finding.code for finding in check_documents([document]).findings}


def test_a_date_within_a_name_is_its_target() -> None:
    document = read_one("""
项目绩效目标表（2026年） | < | < | <
项目名称 | 海防林补植 | 主管部门 | 陵海县林业局
一级指标 | 二级指标 | 三级指标及指标值 | 备注
产出指标 | 数量指标 | 补植面积≥3000亩 |
产出指标 | 时效指标 | 补植完成时间为2026年10月 |
""")
    assert [(row["level3"], row["target"]) for row in document["indicators"]] == [
        ("补植面积", 3000),
        ("补植完成时间", "2026年10月"),
    ]


def test_projects_called_like_organisations_are_projects_of_their_list() -> None:
    documents = read("""
2026年部门项目支出绩效目标一览表 | < | < | < | < | <
部门：汶溪县卫健局 |  |  |  |  | 单位：万元
序号 | 项目名称 | 预算金额 | 产出指标 | 效益指标 | 满意度指标
一 | 县级项目 | 240 |  |  |
1 | 120急救中心 | 150 | 出车次数≥3600次 | 抢救成功率≥95% | 患者满意度≥92%
2 | 基层中医馆 | 90 | 建设中医馆5个 | 服务人次≥2万人次 | 群众满意度≥90%
二 | 转移支付项目 | 210 |  |  |
3 | 乡镇卫生院 | 210 | 购置设备12台 | 检测能力提升≥20% | 送检单位满意度≥90%
合计 |  | 450 |  |  |
""")
    assert [(each["project"], each["funding"]["total"]) for each in documents] == [
        ("120急救中心", 150),
        ("基层中医馆", 90),
        ("乡镇卫生院", 210),
    ]
    assert "FND-004" not in {finding.code for finding in check_documents(documents).findings}


def test_a_column_of_natures_is_understood() -> None:
    (document,) = read("""
2026年项目支出绩效目标表 | < | < | < | <
项目名称 | 春季植树 | 实施单位 | 榆河镇人民政府 | <
年度资金（万元） | 总额 | 32.5 | 其中：镇级 | 32.5
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
定量 | 产出指标 | 数量指标 | 植树株数 | ≥15000株
定性 | 效益指标 | 生态效益指标 | 人居环境 | 明显改善
定性 | 满意度指标 | 服务对象满意度指标 | 村民满意度 | ≥90%
""")
    assert [row["nature"] for row in document["indicators"]] == ["quantitative", "qualitative", "quantitative"]
    assert [row.get("explanation") for row in document["indicators"]] == [None, None, None]
    assert [row.get("other") for row in document["indicators"]] == [None, None, {"绩效指标": "定性"}]


def test_tasks_under_the_titles_of_guangdong_are_read() -> None:
    document = read_one("""
2026年部门整体支出绩效目标申报表 | < | < | <
部门名称 | 粤溪市交通运输局 | 部门预算支出总额（万元） | 18650
年度重点工作任务 | 名称 | 主要实施内容 | 拟投入的资金（万元）
^ | 农村公路养护 | 养护1800公里 | 4200
^ | 智慧交通 | 建设监测平台1个 | 1650
总体绩效目标 | 养护公路1800公里。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 养护里程 | ≥1800公里
""")
    told = [(task["name"], task["content"], task["amount"]["total"]) for task in document["tasks"]]
    assert told == [("农村公路养护", "养护1800公里", 4200), ("智慧交通", "建设监测平台1个", 1650)]


def test_the_year_beside_an_amount_is_none_of_its_parts() -> None:
    document = read_one("""
项目绩效目标申报表 | < | < | < | < | <
项目名称 | 智慧校园 | < | 主管部门 | 蓝溪区教育局 | <
申报资金 | 总额 | 460 | 万元 | 年度 | 2026年
年度绩效目标 | 建成智慧教室40间。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 目标值 | 单位 | 备注
产出指标 | 数量指标 | 建成智慧教室 | ≥40 | 间 | -
""")
    assert (document["fiscal_year"], document["funding"]["total"]) == (2026, 460)
    assert "STR-018" not in {finding.code for finding in check_documents([document]).findings}


def test_a_cell_left_unread_on_a_known_form_is_said() -> None:
    document = read_one(
        FORM.format(department=NAME, money="项目资金（万元） | 150 | 待批复").replace("待批复 | < | <", "待批复 | <")
    )
    told = [(each.code, each.cell) for each in check_documents([document]).findings if each.code == "STR-012"]
    assert document["form"] == "project-2026" and told == [("STR-012", "C3")]


def test_a_word_for_a_name_in_another_cell_is_none() -> None:
    document = read_one("""
2026年财政专项资金绩效目标申报表 | < | < | <
申报单位（公章）： | 东阳湾县退役军人局（公章） | 业务主管部门（公章）： | 同申报单位
项目名称： | 烈士陵园修缮 | 项目实施单位 | 同上
年度绩效目标： | 修缮纪念设施6处。 | < | <
指标名称 | 指标类别 | 目标值 | 计量单位
修缮纪念设施 | 数量指标 | 6 | 处
""")
    assert (document["department"], document.get("implementing_unit")) == ("东阳湾县退役军人局", None)
    assert {each["value"] for each in document["other"]} == {"同申报单位", "同上"}
