"""What is said beside a rule that is understood: the row is left to a human, whatever the number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from jixiao.scoring.assembly import understand
from jixiao.scoring.context import Context
from jixiao.scoring.criteria import Plan
from jixiao.scoring.engine import score

RATE = (Decimal(90), "%", "≥")
COUNT = (Decimal(20), "个", "≥")
COST = (Decimal(24), "万元", "≤")
NONE = (Decimal(0), "处", "=")
DAY = (date(2026, 9, 30), None, "≤")
LABEL = ("优秀", None, None)


@pytest.mark.parametrize(
    ("indicator", "text"),
    [
        (RATE, "达到90%得满分，每降低1个百分点扣1分。数据来源：业务台账，得分乘以调整系数"),
        (RATE, "达到90%得满分，每降低1个百分点扣1分；同时投诉办结率不低于95%，否则扣2分"),
        (RATE, "达到90%得满分，每降低1%扣1分；同比下降的不得分"),
        (RATE, "达到90%得满分，每降低1%扣1分，低于50%的倒扣2分"),
        (RATE, "达到90%得满分，低于90%不得分；因政策调整未完成的按80%计分"),
        (RATE, "达到90%得满分，每降低1%扣1分。数据来源：业务台账，并按项目个数加权平均"),
        (COUNT, "达到目标值得满分，每少1个扣1分；逾期报送资料的，每次扣0.2分"),
        (COST, "不超过目标值得20分；本项与上项取低值；超支5%以内的扣10分；超过5%以上不得分"),
        (RATE, "资料齐全且达到目标值得满分，每降低1%扣1分"),
        (RATE, "无投诉且≥90%得满分，否则不得分"),
        (COST, "不超过目标值得满分；无投诉且每超过计划值1%扣0.5分"),
        (COUNT, "若上年未达标，则每完成1个得0.5分，最高10分"),
        (RATE, "满分20分，达到90%得满分，80%-90%得15分；单项最高得3分"),
        (RATE, "满分8分，≥90%得8分，80%（含）-90%得64分，低于80%不得分"),
        (COUNT, "达到目标值得满分；每少1个扣1分，每发现1个不合格扣0.5分"),
        (COUNT, "达到20个得满分，未达到不得分；按得分的80%折算"),
        (COUNT, "每完成1个得0.5分，最高10分；未提供佐证材料的不得分"),
        (COST, "≤24万元得10分，且验收合格；大于24万元小于等于28万元得6分；大于28万元不得分"),
        (COST, "不超过目标值得满分；以各季度最低值为准；超出的得0分"),
        (COST, "24万元（含）以下得满分；24万元-28万元（含得8分；超过28万元不得分"),
        (RATE, "验收合格率达到90%得满分，其中隐蔽工程合格率低于90%的不得分"),
        (RATE, "道路完好率90%以上得10分，主干道完好率每低1个百分点扣2分"),
        (RATE, "完成率90%得10分，一般项目完成率80%得6分，低于80%不得分"),
        (RATE, "90%以上得10分；其中市级部分80%-90%得6分；低于80%不得分"),
        (RATE, "办结率≥90%得10分，超期办结的每件扣0.5分"),
        (RATE, "≥90%得10分，80%-90%得8分，80%以下不得分；上述得分乘以0.9"),
        (COUNT, "变更不超过20个且变更金额不超过合同额5%得5分，否则不得分"),
        (COUNT, "达到20个得满分，半数以上单位每少于目标值1个扣1分"),
        (COUNT, "新建高标准站点20个得满分，每少1个扣1分，单站投资高于3000元的扣1分"),
        (NONE, "质量缺陷为0得满分，发生1处不得分；资料缺失每份扣0.2分"),
        (NONE, "每发现一处扣0.5分；逾期报送资料的，每次扣0.2分"),
        (NONE, "未发现质量缺陷得10分，且验收合格。每出现1处质量缺陷扣1分，扣完为止"),
        (NONE, "未发现质量缺陷得10分；发现1处不得分；有特殊原因的可不扣分"),
        (NONE, "每发生一处扣05分，扣完为止"),
        (DAY, "9月30日前完成得10分，每推迟1日扣0.1分；评价年度内受到通报批评的扣3分"),
        (DAY, "9月30日前完成得10分，每推迟1日扣0.1分；资料缺失每份扣0.2分"),
        (DAY, "按时完成得10分，逾期5日以内得5分，逾期超过5日不得分；未提供佐证材料的不得分"),
        (LABEL, "优秀得10分；良好得8分；合格得5分；不合格不得分；仅完成前期工作的得30%分值"),
        (LABEL, "优秀得10分；良好得8分；合格得5分；不合格不得分；未按规定公开的扣1分"),
        (("优秀", None, None), "排名靠前且评为优秀得10分，否则不得分"),
        (LABEL, "优秀得10分，良好得8分，合格得5分，不合格得0分，但得分不超过80%分值"),
        (LABEL, "优秀、良好、合格、不合格分别得10分、8分、5分、、0分"),
        (LABEL, "管理规范的得10分；台账缺失的扣1分；管理不规范的不得分"),
        (NONE, "未发生泄密得满分；发生1处及以上得0分；未及时上报的，每次扣0.2分"),
        (NONE, "每发现1处扣0.5分，扣完为止；发现1处不实扣1分"),
        (COUNT, "完成率100%得满分；发现1例不实扣1分；完成率每下降10%扣1分"),
        (COUNT, "每完成1个得0.5分，最高10分；资金未足额到位的按到位比例折算"),
        (COUNT, "分值10分，且不超过上年实际数。20个以上得10分；19个得8分；未完成不得分"),
        (COUNT, "不低于20个得满分；最多可得该项分值的90%；否则不得分"),
        (COUNT, "延期申请获批的视为按期完成。完成率100%得10分，60%（含）至100%得4分，不足60%不得分"),
        (DAY, "满分10分；连续两个季度低于目标的得50%分值。9月30日前完成得满分。每滞后1日扣20%分值"),
        (DAY, "满分10分；完成时间晚于8月的扣1分。9月30日前完成得满分；每延迟1日扣0.2分"),
    ],
)
def test_what_changes_the_score_is_never_passed_over(indicator: tuple[Plan, str | None, str | None], text: str) -> None:
    plan, unit, operator = indicator
    standard = understand(text, Context(plan, unit, operator, Decimal(10), 2026))
    assert score(standard, plan).score is None


@pytest.mark.parametrize(
    ("text", "actual", "expected"),
    [
        ("满意度≥90%得满分；低于90%的，得分=满意度/90×10", 81, 9),
        ("满意度≥90%得满分；低于90%的，得分=满意度/100×分值", 81, "8.1"),
        ("满意度≥90%得满分；低于90%的，得分=满意度÷90%×10", 81, 9),
        ("评价要点：90%（含）以上得满分；投诉办结率在70%（含）至90%之间的按比例计分；低于70%不得分", 81, 9),
        ("达到或超目标值得满分，否则不得分", 90, 10),
        ("达到90%得满分，80%（含）-90%得标准分50%，80%以下不得分", 85, 5),
        ("超95%得10分，90%-95%得8分，90%以下不得分", 92, 8),
        ("满意度较高（90%以上）得10分，一般（70%-90%）得6分，较低（70%以下）得2分", 80, 6),
        ("在85%-95%之间得满分，每离偏区间1个百分点扣1分", 97, 8),
        ("达到90%得满分，每降低1个百分点扣1分。因不可抗力原因的除外", 88, 8),
        ("每低于目标1个百分点扣1分，高于目标不加分", 88, 8),
    ],
)
def test_what_is_meant_is_scored(text: str, actual: int, expected: object) -> None:
    standard = understand(text, Context(*RATE, Decimal(10), 2026))
    assert score(standard, Decimal(actual)).score == Decimal(str(expected)), (standard.unread, standard.contradiction)


@pytest.mark.parametrize(
    ("actual", "expected"), [(date(2026, 9, 20), 10), (date(2026, 10, 21), 9), (date(2026, 12, 2), 0)]
)
def test_a_later_day_goes_before_an_earlier_one(actual: date, expected: int) -> None:
    standard = understand("9月前完成得满分，晚于9月的扣1分，晚于11月的不得分", Context(*DAY, Decimal(10), 2026))
    assert score(standard, actual).score == expected
