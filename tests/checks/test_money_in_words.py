"""Words beside a figure (FND-009, FND-010): twelve 万元 explained in the ways departments do, rightly and wrongly."""

from __future__ import annotations

import pytest

from checks.sample_forms import document
from jixiao.checks.rule_engine import check_documents

IN_ORDER = [
    "12人×1万元=12万元",
    "每人每月1000元，共10人，12个月，共计12万元",
    "10人*1000元*12个月",
    "10人×1000元/人/月×12月",
    "10人×0.1万元×12个月=12（万元）",
    "10人×1000元/月·人×12个月=120000元",
    "标准：每村1万元，12个村，合计12万元。",
    "1.材料费5万元；2.人工费7万元",
    "材料费5万元、人工费7万元，合计12万元",
    "其中：上级资金8万元，本级4万元",
    "2026年预算12万元，2025年预算10万元",
    "按2025年实际支出11.5万元测算",
    "按上年支出11.5万元测算",
    "全县共有120户，每户1000元",
    "约12万元",
    "项目总投资100万元，本年安排12万元",
    "合同总价30万元，首付40%",
    "合同价24万元，分两年支付",
    "3台，单价4万元",
    "3台电脑，4万元/台",
    "购置设备3台（套），每台4万元",
    "5人差旅费0.4万元/次，6次",
    "租金：200平方米×50元/平方米·月×12个月=12万元",
    "办公用房200㎡*50元/㎡/月*12月",
    "4次×3万=12万",
    "6×2=12万元",
    "5万+7万",
    "20万元×60%",
    "0.5万元×24期",
    "工资3000元×3人×12月=10.8万元，社保1.2万元",
    "讲课费2000元/天×30天、场地费2000元/天×30天",
    "讲课费2000元×30天=6万元；场地费2000元×30天=6万元",
    "培训班2期，每期6万元",
    "10余万元",
    "带动增收200万元",
    "月均1万元",
    "日租金500元，240天",
    "人均100元，1200人",
    "按每人每年3万元标准，4人",
    "第一季度3万元，第二季度3万元，第三季度3万元，第四季度3万元",
    "根据市级文件，补助标准为3000元，共40人",
    "按照区政府常务会议纪要，每年安排经费12万元",
    "2022年已安排8万元，本次申请12万元",
    "经测算需20万元，其中上级补助8万元",
    "共需资金20万元，上级补助8万元，本级12万元",
    "12名工作人员，人均1万元/年",
    "40人，3000元/人",
    "3000元/人·年，40人",
    "场地费8000元*5场=4万元，专家费2000元*20人*2天=8万元",
    "误餐补助100元/天*5人*240天=12万元。",
    "参照2023年决算数9.8万元，上浮编制",
    "上年结转3万元，本年新增9万元",
    "年均3次，每次4万元",
    "10%的质保金，合同额120万元",
    "农民人均收入达到1.5万元",
    "收费标准为每吨120元，1000吨",
    "材料费2*3=6，人工费6万元",
    "5人×2000元×12月=12万元，超出部分自筹",
    "购电脑10台，0.5万元每台，打印机7台，1万元每台",
    "电脑10台5万元，打印机7台7万元",
    "印刷费：2000本×60元",
    "会议费450元/人·天×2天×133人",
    "市级匹配1:1，市级12万元",
    "0.06万元/月×12月=0.72万元，其余11.28万元为差旅费",
    "0.5万元，6个乡镇，4个季度",
]
"""Each comes to 12万元, or speaks of something else, or cannot be told."""

CONTRADICTED = {
    "12处每处1.5万元": "FND-009",
    "10人×1000元×12月=15万元": "FND-010",
    "0.5万元，6个乡镇，5个季度": "FND-009",
    "设备购置费15万元": "FND-009",
    "材料费5万元、人工费8万元，合计13万元": "FND-009",
    "5+8=13万元": "FND-009",
    "10人×1500元/人/月×12月": "FND-009",
    "60人×3000元/人": "FND-009",
    "60人，每人3000元": "FND-009",
    "1.材料费5万元；2.人工费9万元": "FND-009",
    "3台×5万元/台=15万元": "FND-009",
    "材料费5万元，人工费9万元，共计14万元": "FND-009",
}


def found(basis: str) -> list[str]:
    """The rules on money in words that a line of 12万元 with this basis breaks."""
    form = document("direction", ("12处每处1万元", basis), ("水质检测12万元", "水质检测"))
    return [f.code for f in check_documents([form]).findings if f.code in ("FND-009", "FND-010")]


@pytest.mark.parametrize("basis", IN_ORDER)
def test_a_basis_that_may_come_to_the_amount_is_left_alone(basis: str) -> None:
    assert found(basis) == []


@pytest.mark.parametrize(("basis", "code"), CONTRADICTED.items())
def test_a_basis_that_comes_to_another_amount_is_reported(basis: str, code: str) -> None:
    assert found(basis) == [code]


GOALS_IN_ORDER = [
    "1.清淤工程50万元；2.护岸工程70.5万元。",
    "1.争取上级资金500万元；2.完成清淤12公里，支出120.5万元。",
    "1.完成总投资300万元的工程；2.支付工程款120.5万元。",
    "1.上年完成投资80万元；2.本年完成120.5万元。",
    "1.财政资金120.5万元全部支付；2.其中人员工资20万元。",
    "1.项目总预算120.5万元；2.设备采购60万元；3.安装60.5万元。",
    "1.上级补助资金200万元；2.本级配套资金50万元。",
    "1.清淤工程50万元；2.护岸工程约90万元。",
    "1.2027年支出120.5万元；2.2028年支出100万元。",
    "按每人每年3万元标准，保障30名管护员。",
    "为40名管护员每人每年发放3万元，另支付设备租金0.5万元。",
]
GOALS_CONTRADICTED = [
    "1.清淤工程50万元；2.护岸工程90万元。",
    "1.清淤工程5万元/公里*12公里=60万元；2.护岸工程90万元。",
    "为60名管护员每人每年发放3万元。",
]


def errors_of_goal(goal: str) -> list[str]:
    old = "清淤3条河道12公里，汛期不发生漫溢，沿线群众满意度达到90%。"
    result = check_documents([document("project", (old, goal))])
    return [f.code for f in result.findings if f.code in ("FND-009", "FND-010")]


@pytest.mark.parametrize("goal", GOALS_IN_ORDER)
def test_a_goal_within_the_money_or_about_other_money_is_left_alone(goal: str) -> None:
    assert errors_of_goal(goal) == []


@pytest.mark.parametrize("goal", GOALS_CONTRADICTED)
def test_a_goal_that_costs_more_than_there_is_is_reported(goal: str) -> None:
    assert errors_of_goal(goal) == ["FND-009"]
