"""Each rule for single forms: one change to a form in order makes it speak, a near miss leaves it silent."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from sample_forms import Change, document

from jixiao.checks.catalogue import message
from jixiao.checks.engine import check_documents
from jixiao.checks.finding import Severity


class Case(NamedTuple):
    """A rule, a form, what makes the rule speak and at which cell, and a near miss on the same form."""

    code: str
    form: str
    spoil: tuple[Change, ...]
    cell: str
    near_miss: tuple[Change, ...] = ()


TIME = "时效指标 | 完工时间 | 2027年10月31日前 | | 定性"
BENEFIT = "效益指标 | 社会效益指标 | 沿河受益群众人数 | 3000 | 人 | ≥"
GOAL = "清淤3条河道12公里，汛期不发生漫溢，沿线群众满意度达到90%。"
BOTH_COLUMNS = "加固山塘6座，改善灌溉面积800亩。"


def benefit(name: str, value: str, level2: str = "社会效益指标") -> Change:
    return (BENEFIT, f"效益指标 | {level2} | {name} | {value} | | 定性")


def goal(text: str) -> Change:
    return (GOAL, text)


def deadline(text: str) -> Change:
    return ("2027年10月31日前", text)


CASES = [
    Case("STR-001", "project", (("三级指标 | 指标值 | 度量", "三级指标 | 数 | 度量"),), "B7"),
    Case(
        "STR-002",
        "project",
        (("^ | 满意度指标 | 服务对象满意度指标 | 沿线群众满意度 | 90 | % | ≥ |", "满意度指标 | 服务对象满意度指标 | 沿线群众满意度 | 90 | % | ≥ | |"),),
        "C13",
    ),
    Case(
        "STR-003",
        "project",
        (
            ("^ | 成本指标 | 经济成本指标 | 清淤总成本 | 120.5 | 万元 | ≤ |", "成本指标 | 经济成本指标 | 清淤总成本 | 120.5 | 万元 | ≤ | |"),
            ("^ | 产出指标 | 数量指标 | 清淤长度 | 12 | 公里 | ≥ |", "产出指标 | 数量指标 | 清淤长度 | 12 | 公里 | ≥ | |"),
            ("^ | ^ | 质量指标 | 断面验收合格率 | 95 | % | ≥ |", "^ | 质量指标 | 断面验收合格率 | 95 | % | ≥ | |"),
            ("^ | ^ | 时效指标 | 完工时间 | 2027年10月31日前 | | 定性 |", "^ | 时效指标 | 完工时间 | 2027年10月31日前 | | 定性 | |"),
            ("^ | 效益指标 | 社会效益指标 | 沿河受益群众人数 | 3000 | 人 | ≥ |", "效益指标 | 社会效益指标 | 沿河受益群众人数 | 3000 | 人 | ≥ | |"),
            ("^ | 满意度指标 | 服务对象满意度指标 | 沿线群众满意度 | 90 | % | ≥ |", "满意度指标 | 服务对象满意度指标 | 沿线群众满意度 | 90 | % | ≥ | |"),
        ),
        "A8",
    ),
    Case("STR-004", "project", (("^ | 效益指标 |", "^ | 一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型 | 备注\n^ | 效益指标 |"),), "B12"),
    Case("STR-006", "2024", (("指标1：加固山塘座数 | ≥6座", "指标1：加固山塘座数 | ≥6座\n^ | ^ | ^ | 指标2： |"),), "D11"),
    Case("STR-007", "project", (("^ | 效益指标 | 社会效益指标 | 沿河受益群众人数 | 3000 | 人 | ≥ |\n", ""), ("^ | 满意度指标 | 服务对象满意度指标 | 沿线群众满意度 | 90 | % | ≥ |", "")), "D11"),
    Case("STR-008", "project", (("项目金额", "项目 金额"),), "A4", (("项目金额", "项目金额 "),)),
    Case("STR-009", "scored", (("评(扣)分标准", "评(扣分标准)"),), "G10", (("评(扣)分标准", "评（扣）分标准"),)),
    Case(
        "STR-010",
        "project",
        (("数量指标 | 清淤长度 | 12 | 公里", "质量指标 | 断面优良率 | 60 | %"), ("质量指标 | 断面验收合格率 | 95 | %", "数量指标 | 清淤长度 | 12 | 公里")),
        "D10",
    ),
    Case("CMP-001", "project", (("填报单位（盖章）：云岭县水利局", "填报单位（盖章）："),), "A2"),
    Case("CMP-002", "project", (("项目名称 | 河道清淤工程", "项目名称 | "),), "A3"),
    Case("CMP-003", "project", (("项目金额 | 120.5", "项目金额 | "),), "A4"),
    Case("CMP-003", "summary", (("河道清淤工程 | 120.5", "河道清淤工程 | "),), "B4"),
    Case("CMP-004", "project", (goal(""),), "A6"),
    Case("CMP-005", "project", (("^ | 效益指标 | 社会效益指标 | 沿河受益群众人数 | 3000 | 人 | ≥ |\n", ""),), "D8"),
    Case("CMP-006", "project", ((f"^ | ^ | {TIME} |\n", ""),), "D9"),
    Case("CMP-007", "project", (benefit("/", ""),), "D12"),
    Case("CMP-008", "project", (("清淤长度 | 12 |", "清淤长度 | |"),), "E9"),
    Case("CMP-009", "project", (("清淤长度 | 12 | 公里", "清淤长度 | 12 | "),), "F9", (("清淤长度 | 12 | 公里", "清淤长度 | 12公里 | "),)),
    Case("CMP-010", "project", (("12 | 公里 | ≥", "12 | 公里 | "),), "G9"),
    Case("CMP-011", "scored", (("达到计划值得20分,否则按实际值/计划值*指标分值计分。", ""),), "G12"),
    Case("CMP-012", "scored", (("绩效股审核：同意 2026.12.15", "绩效股审核：2026.12.15"),), "E17", (("业务股室审核：已核", "业务股室审核："), ("绩效股审核：同意 2026.12.15", "绩效股审核："))),
    Case("CMP-013", "scored", (("填报日期：2026年12月12日", "填报日期："),), "A19"),
    Case("CMP-014", "project", ((f"^ | ^ | {TIME} |\n", ""),), "D9", (("项目金额 | 120.5", "项目金额 | 90"), ("清淤总成本 | 120.5", "清淤总成本 | 90"), (f"^ | ^ | {TIME} |\n", ""))),
    Case("CMP-015", "department", (("全年支出不超过500万元", ""),), "G11"),
    Case("FND-001", "scored", (("其中:财政拨款 | < | 30", "其中:财政拨款 | < | 35"),), "E5", (("上年结转 | < | 4", "上年结转 | < | 4.004"),)),
    Case("FND-002", "scored", (("项目资金(万元) | 40", "项目资金(万元) | 45"), ("预算成本 | 40", "预算成本 | 45")), "B5"),
    Case("FND-003", "project", (("清淤总成本 | 120.5", "清淤总成本 | 130"),), "E8", (("清淤总成本 | 120.5", "清淤机械租赁成本 | 60"),)),
    Case("FND-003", "project", (("清淤总成本 | 120.5 | 万元", "项目总成本 | 110 | 万元"),), "E8", (("清淤总成本 | 120.5 | 万元", "项目总成本 | 1205000 | 元"),)),
    Case("FND-004", "summary", (("合计金额 | < | 120.5", "合计金额 | < | 121"),), "C5"),
    Case("FND-006", "department", (("| 379.5 | 120.5", "| 379.5 | 100"),), "B8", (("资金总额 |", "资金总额 |"),)),
    Case("FND-008", "direction", (("水质检测12万元 | 12 |", "水质检测12万元 | 13 |"),), "B4"),
    Case("FND-009", "project", (goal("疏浚补助120个河段，每个河段2万元。"),), "B6", (goal("疏浚补助60个河段，每个河段2.0083万元，另付监理费0.5万元。"),)),
    Case("FND-009", "direction", (("水质检测12万元", "水质检测15万元"),), "C16", (("水质检测12万元", "水质检测5万元，取样7万元"),)),
    Case("FND-009", "2024", ((BOTH_COLUMNS, "1.加固山塘6座，25万元。2.购置水泵2台，9万元。"), (BOTH_COLUMNS, "1.加固山塘6座，25万元。2.购置水泵2台，9万元。")), "C8", ((BOTH_COLUMNS, "1.加固山塘6座，25万元。2.购置水泵2台，5万元。"), (BOTH_COLUMNS, "1.加固山塘6座，25万元。2.购置水泵2台，5万元。"))),
    Case("FND-010", "direction", (("12处×2万元/处=24万元", "12处×2万元/处=26万元"),), "E15", (("12处×2万元/处=24万元", "12处×20000元/处=24万元"),)),
    Case("FND-011", "scored", (("全年巡查水库50次，隐患整改率达到95%。", "全年巡查水库50次，巡查员补贴标准为每人每年0.2万元。"), ("巡查次数 | 50", "巡查员人数 | 50"), ("否则按实际值/计划值*指标分值计分。 | 次 |", "否则按实际值/计划值*指标分值计分。 | 人 |")), "B5", (("全年巡查水库50次，隐患整改率达到95%。", "全年巡查水库50次，巡查员补贴标准为每人每年0.8万元。"), ("巡查次数 | 50", "巡查员人数 | 50"), ("否则按实际值/计划值*指标分值计分。 | 次 |", "否则按实际值/计划值*指标分值计分。 | 人 |"))),
    Case("FND-012", "project", (goal("清淤3条河道，预计120.5万。"),), "B6", (goal("清淤3条河道，惠及1.2万人。"),)),
    Case("FND-013", "direction", (("12处每处1万元", "按实际需要测算"),), "E16"),
    Case("IND-001", "project", (("效益指标 | 社会", "工作指标 | 社会"),), "B12"),
    Case("IND-002", "project", (("社会效益指标", "社会效益"),), "C12"),
    Case("IND-003", "project", (("数量指标 |", "产出数量 |"),), "C9"),
    Case("IND-004", "project", (("断面验收合格率", "补偿发放及时率"),), "D10"),
    Case("IND-005", "project", (("清淤长度", "清理河道淤泥，疏通行洪断面"),), "D9", (("清淤长度", "重点河段清淤长度"),)),
    Case("IND-006", "project", (("断面验收合格率", "断面合格率和优良率"),), "D10", (("沿河受益群众人数", "沿河和库区受益群众人数"),)),
    Case("IND-007", "project", (("断面验收合格率", "清淤长度"),), "D9"),
    Case("IND-008", "project", (("断面验收合格率", "清淤完成率"),), "D10"),
    Case("IND-009", "project", (("清淤长度", "清淤长度、"),), "D9"),
    Case("IND-010", "project", (benefit("沿河环境改善", "沿河环境改善"),), "E12"),
    Case("IND-011", "project", (("断面验收合格率", "各项工作合格率"),), "D10"),
    Case("IND-012", "project", (("项目名称 | 河道清淤工程", "项目名称 | 干部培训经费"), goal("培训干部200人次，合格率95%。"), benefit("改善生态环境面积", "3个", "生态效益指标")), "D12"),
    Case("IND-014", "project", (("断面验收合格率", "资金使用合规率"),), "D10"),
    Case("IND-015", "project", (benefit("增加社会效益", "增加3项"),), "D12"),
    Case("IND-016", "project", (("清淤长度 | 12 | 公里", "慰问困难党员 | 12 | 人"),), "D9", (("清淤长度 | 12 | 公里", "慰问困难党员人数 | 12 | 人"),)),
    Case("IND-017", "project", (benefit("保障工作正常开展", "开展3项"),), "D12"),
    Case("OPR-001", "project", (("沿线群众满意度 | 90 | % | ≥", "沿线群众满意度 | 90 | % | ="),), "G13", (("沿线群众满意度 | 90 | % | ≥", "群众投诉率 | 2 | % | ≤"),)),
    Case("OPR-002", "project", (("万元 | ≤", "万元 | ≥"),), "G8", (("清淤总成本 | 120.5 | 万元 | ≤", "清淤成本节约额 | 5 | 万元 | ≥"),)),
    Case("OPR-003", "project", (("12 | 公里 | ≥", "12 | 公里 | ≤"),), "G9", (("清淤长度 | 12 | 公里 | ≥", "群众投诉件数 | 2 | 件 | ≤"),)),
    Case("OPR-004", "department", (("治理河道总长度 | ≥", "治理河道总长度 | ="),), "D12"),
    Case("OPR-005", "2024", (("≥6座", "6座"),), "E10"),
    Case("OPR-006", "project", (("清淤长度 | 12 | 公里 | ≥", "清淤长度 | ≥12公里 | | "),), "E9"),
    Case("VAL-001", "project", (("清淤长度 | 12 |", "清淤长度 | 若干 |"),), "E9"),
    Case("VAL-002", "project", (("断面验收合格率 | 95", "断面验收合格率 | 950"),), "E10", (("断面验收合格率 | 95", "工效提高比例 | 150"),)),
    Case("VAL-003", "project", (("清淤长度 | 12 | 公里 | ≥", "清淤长度 | 干流8公里，支流4公里 | | 定性"),), "E9", (("清淤长度 | 12 | 公里 | ≥", "清淤长度 | 12公里（含支流4公里） | | 定性"),)),
    Case("VAL-004", "scored", (("全年巡查水库50次", "全年开展水库巡查60次"), ("巡查次数", "水库巡查次数")), "E12", (("全年巡查水库50次", "全年召开安全会议60次"), ("巡查次数", "水库巡查次数"))),
    Case("VAL-006", "project", (("沿线群众满意度 | 90 | % | ≥", "沿线群众满意度 | 提升 | | 定性"),), "E13"),
    Case("VAL-007", "project", (("断面验收合格率 | 95 | % | ≥", "断面验收合格率 | 全部达到设计要求 | | 定性"),), "E10"),
    Case("VAL-008", "project", (("断面验收合格率 | 95", "断面验收合格率 | 60"),), "E10"),
    Case("VAL-009", "project", (("沿线群众满意度 | 90", "沿线群众满意度 | 100"),), "E13"),
    Case("VAL-010", "project", (("断面验收合格率", "强化河道管护责任"),), "D10"),
    Case("UNT-001", "project", (("95 | %", "95 | 百分比"),), "F10"),
    Case("UNT-002", "project", (("3000 | 人 |", "3000 | 个 |"),), "F12", (("清淤长度 | 12 | 公里", "受益村党支部 | 12 | 个"),)),
    Case("UNT-003", "project", (("清淤总成本 | 120.5 | 万元", "清淤总成本 | 120.5 | "),), "E8"),
    Case("TIM-001", "scored", (("（2027年度）", "（2026年度）"),), "A2"),
    Case("TIM-002", "project", (deadline("2025年10月31日前"),), "E11", (deadline("2028年3月31日前"), ("2027年度 | <", "2027-2028年 | <"))),
    Case("TIM-003", "project", (deadline("2027年"),), "E11"),
    Case("TIM-004", "project", (deadline("每月30日前"),), "E11", (deadline("每月25日前"),)),
    Case("TIM-005", "scored", (("同意 2026.12.15", "同意 2026.12.01"),), "E17"),
    Case("TIM-006", "scored", (("2026年12月12日", "20261212"),), "A19", (("2026年12月12日", "2026-12-12"),)),
    Case("TIM-006", "scored", (("（2027年度）", "(2027年)年度"),), "A2"),
    Case("TIM-007", "direction", (("12处每处1万元", "按2024年统计数据，12处每处1万元"),), "E16", (("12处每处1万元", "按云水〔2024〕8号文件，12处每处1万元"),)),
    Case("TIM-008", "project", (deadline("及时"),), "E11"),
    Case("TIM-008", "project", (deadline("2027年10月前"),), "E11", (deadline("2027年10月底前"),)),
    Case("QLT-001", "project", (benefit("沿河面貌", "效果显著"),), "E12", (benefit("沿河面貌", "新建3处亲水步道"),)),
    Case("QLT-002", "project", (benefit("沿河面貌", "两岸垃圾全部清运并建立长效保洁机制，亲水设施完好，沿岸居民出行和休憩条件得到根本改善。"),), "E12"),
    Case("QLT-003", "project", (benefit("公众参与度", "提升"),), "D12"),
    Case("QLT-004", "project", ((BENEFIT, "效益指标 | 社会效益指标 | 沿河面貌 | 定性 | | 改善"),), "E12"),
    Case("QLT-005", "project", (benefit("无直接经济效益", "无直接经济效益", "经济效益指标"),), "E12"),
    Case("SAT-001", "project", (("指标 | 沿线群众满意度", "指标 | 施工单位满意度"),), "D13"),
    Case("NAM-003", "project", (("清淤总成本", "河道清淤工程补贴"), ("河道清淤工程", "河道清淤工程补助")), "D8"),
    Case("NAM-004", "project", (goal("按《关于》（云水〔2026〕8号）清淤3条河道。"),), "B6"),
    Case("NAM-005", "project", (goal("按云水[2026]8号文件清淤3条河道。"),), "B6", (goal("按云水〔2026〕8号文件清淤3条河道。"),)),
    Case("NAM-006", "project", (("河道清淤工程", "防汛经费、抗旱经费"),), "B3", (("河道清淤工程", "防汛、抗旱经费"),)),
    Case("NAM-007", "direction", (("农村饮水管护", "水利发展专项"),), "B3"),
    Case("GOL-001", "project", (goal("清理河道淤积，改善行洪条件，保障沿线群众安全度汛。"),), "B6", (goal("清理三条河道淤积，改善行洪条件，保障沿线群众安全度汛。"),)),
    Case("GOL-002", "project", (goal("做好河道清淤工程。"),), "B6"),
    Case("GOL-003", "project", (goal("清淤河道12公里；修建取水码头8座供村民使用。"),), "B6"),
    Case("GOL-004", "project", (goal("清淤3条河道12公里，"),), "B6"),
    Case("GOL-005", "project", (goal("<p>清淤3条河道12公里。</p>"),), "B6"),
    Case("GOL-006", "project", (goal("开展中小学教师轮训2期，提升课堂教学质量，促进义务教育均衡发展。"),), "B6"),
    Case("GOL-007", "direction", (("保障12处农村供水工程正常供水，供水保证率达到95%。", "管护12处农村供水工程，水质达标率达到95%。"),), "B6"),
    Case("GOL-008", "2024", ((BOTH_COLUMNS, "加固山塘6座。"),), "C8"),
    Case("TXT-001", "project", (goal("清淤9各村的河道12公里。"),), "B6"),
    Case("TXT-002", "project", (goal("清淤3条河道 and 支流12公里。"),), "B6", (goal("清淤3条河道12km，建APP平台1个。"),)),
    Case("TXT-003", "project", (goal("清淤“三河两岸河道12公里。"),), "B6", (goal("1）清淤“三河两岸”河道12公里。"),)),
    Case("SIG-001", "scored", (("绩效股审核：同意 2026.12.15", "绩效股审核：周某 2026.12.15"),), "E17"),
    Case("SIG-002", "scored", (("业务股室审核：已核", "业务股室审核：8c7"),), "A17"),
    Case("PII-001", "scored", (("填表人：孙某", "填表人：孙某 联系电话：13900000000"),), "A18"),
]  # fmt: skip


def ids(case: Case) -> str:
    return f"{case.code}-{case.form}"


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_a_rule_speaks_and_says_the_same_again(case: Case) -> None:
    spoilt = document(case.form, *case.spoil)
    first = [finding for finding in check_documents([spoilt]).findings if finding.code == case.code]
    again = [finding for finding in check_documents([spoilt]).findings if finding.code == case.code]
    assert [finding.cell for finding in first] == [case.cell]
    assert again == first
    assert "{" not in message(first[0])


@pytest.mark.parametrize("case", [case for case in CASES if case.near_miss], ids=ids)
def test_a_rule_is_silent_on_a_near_miss(case: Case) -> None:
    findings = check_documents([document(case.form, *case.near_miss)]).findings
    assert [message(finding) for finding in findings if finding.code == case.code] == []


@pytest.mark.parametrize("form", ["project", "scored", "2024", "direction", "department", "summary"])
def test_a_form_in_order_has_no_errors_and_no_warnings(form: str) -> None:
    findings = check_documents([document(form)]).findings
    assert [message(finding) for finding in findings if finding.severity is not Severity.INFO] == []
