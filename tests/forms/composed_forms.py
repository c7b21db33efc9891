"""Forms put together at random from what provinces print, each with its reading.

The seed decides labels, arrangement, columns, merges and what a clerk did to the sheet. What must be read is noted as each
cell is written, so that a form whose like nobody has seen tells by itself whether it is read as it shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import TypeVar

from jixiao.grid.address import Range, address
from jixiao.grid.model import Sheet, Value

T = TypeVar("T")
INDICATORS = (
    ("产出指标", "数量指标", ("改造管网长度|公里", "补助驿站数量|个", "清淤河段数|处", "培训人次|人次")),
    ("产出指标", "质量指标", ("验收合格率|%", "设施完好率|%")),
    ("产出指标", "时效指标", ("资金拨付及时率|%", "任务完成时限|")),
    ("成本指标", "经济成本指标", ("项目总成本|万元", "人均补助标准|元/人")),
    ("效益指标", "社会效益指标", ("受益群众人数|人", "覆盖行政村数|个")),
    ("效益指标", "可持续影响指标", ("设施使用年限|年", "长效管护机制|")),
    ("满意度指标", "服务对象满意度指标", ("受益群众满意度|%", "学生家长满意度|%")),
)
TITLES = {
    "project": ("项目支出绩效目标表", "项目支出绩效目标申报表", "专项资金绩效目标表"),
    "selfeval": ("项目支出绩效自评表", "预算项目绩效自评表"),
    "monitoring": ("项目支出绩效运行监控表", "预算绩效运行监控表"),
}
LABELS: dict[str, tuple[str, ...]] = {
    "project": ("项目名称", "项目（政策）名称", "预算项目名称"),
    "department": ("主管部门", "主管部门名称", "主管部门（单位）", "项目主管部门"),
    "implementing_unit": ("实施单位", "项目实施单位", "项目单位"),
    "category": ("项目类别", "项目属性", "项目类型"),
    "period": ("项目实施期", "项目起止时间", "实施期限"),
    "funding.annual": ("年度资金总额", "资金总额", "本年度资金总额"),
    "funding.fiscal": ("其中：财政拨款", "财政拨款", "一般公共预算", "财政拨款小计"),
    "funding.other": ("其他资金",),
    "goals.annual": ("年度目标", "年度总体目标", "年度绩效目标", "本年度绩效目标"),
    "goals.period": ("实施期目标", "中长期目标", "实施期绩效目标"),
    "goals.set": ("预期目标", "年初设定目标", "年初目标"),
    "goals.actual": ("实际完成情况", "目标实际完成情况", "年度目标完成情况"),
    "initial": ("年初预算数", "年初预算"),
    "annual": ("全年预算数", "全年预算数（A）", "调整后预算数"),
    "executed": ("全年执行数", "执行数", "预算执行数"),
    "executed_to_july": ("1-7月执行数", "1-8月执行数"),
    "rate": ("执行率", "执行率（%）", "预算执行率"),
    "level1": ("一级指标", "一级"),
    "level2": ("二级指标", "二级"),
    "level3": ("三级指标", "指标名称", "三级指标名称"),
    "target": ("指标值", "年度指标值", "目标值"),
    "operator": ("计算符号", "指标方向", "运算符号"),
    "unit": ("度量单位", "计量单位"),
    "points": ("分值", "权重"),
    "score": ("得分", "自评得分"),
    "actual": ("实际完成值", "全年实际完成值", "完成值"),
    "actual_to_july": ("1-7月完成情况", "1-8月完成值"),
    "expected": ("全年预计完成情况", "预计全年完成值"),
    "deviation": ("偏差原因分析及改进措施", "未完成原因分析"),
    "remark": ("备注",),
    "other": ("数据来源", "责任科室", "佐证材料", "指标来源"),
    "last": ("上年完成值", "历史值"),
}
"""The labels and titles of each key; those of ``other`` and ``last`` have none."""
COLUMNS = {
    "project": ("remark",),
    "selfeval": ("actual", "points", "score", "deviation"),
    "monitoring": ("actual_to_july", "expected", "deviation"),
}
MEASURES = (("target",), ("operator", "target", "unit"), ("target", "unit"))
"""The columns of a target: in one cell, in three, in two."""


class ComposedForm:
    """One form: its sheet, its kind, and the value of each path that must be read."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.sheet = Sheet("表")
        self.expected: dict[str, object] = {}
        self.kind = self._any("project", "project", "selfeval", "selfeval", "monitoring")
        self._row = 1
        self._columns = self._planned_columns()
        self._head()
        self._names()
        sections = [self._funding if self.kind == "project" else self._execution, self._goals]
        for section in sections if self._one_in(10) else sections[::-1]:
            section()
        self._indicators()
        self._put(1, "填报人：陶然    联系电话：13900001234", self.width)
        self.expected |= {"signoff.preparer": "陶然", "signoff.phone": "13900001234"}
        if self._one_in(8):
            self.sheet.merges = []  # as another program saves it

    @property
    def width(self) -> int:
        """The last sheet column."""
        return max(len(self._columns) + 1, 7)

    # ------------------------------------------------------------ writing

    def _any(self, *choices: T) -> T:
        return self.random.choice(choices)

    def _one_in(self, count: int) -> bool:
        return self.random.randrange(count) == 0

    def _label(self, key: str, behind: str = "") -> str:
        """A label as someone typed it: with a colon, a break, a blank."""
        text = self._any(*LABELS[key]) + behind
        half = len(text) // 2
        return self._any(*[text] * 9, f"{text}：", f"{text[:half]}\n{text[half:]}", f"{text} ")

    def _put(self, column: int, value: Value | None, right: int = 0, bottom: int = 0, *, row: int = 0) -> str:
        """Write a cell, merged up to ``right`` and ``bottom``; return its address."""
        row = row or self._row
        if value is not None:
            self.sheet.rows.setdefault(row, {})[column] = value
            self.sheet.rows[row] = dict(sorted(self.sheet.rows[row].items()))
        right, bottom = max(right, column), max(bottom, row)
        if right > column or bottom > row:
            self.sheet.merges.append(Range(row, column, bottom, right))
        return address(row, column)

    def _money(self, path: str, amount: Decimal, column: int, right: int = 0) -> None:
        """Write an amount as a number or as text, and note it."""
        shown: list[Value] = [float(amount)] * 3 + [f"{amount:,}"]
        self._put(column, self._any(*shown), right)
        self.expected[path] = amount

    # ------------------------------------------------------------ sections

    def _planned_columns(self) -> list[str]:
        columns = ["level1", "level2", "level3", *self._any(*MEASURES), *COLUMNS[self.kind]]
        for key in ("other", "last"):
            if self._one_in(4):
                places = [at for at in range(3, len(columns) + 1) if columns[at - 1] not in ("operator", "target")]
                columns.insert(self._any(*places), key)
        return columns

    def _head(self) -> None:
        year, title = self._any(2025, 2026, 2027), self._any(*TITLES[self.kind])
        self.unit = self._any("万元", "万元", "元")
        if self._one_in(2):
            self._put(1, f"{year}年青岚县{title}", self.width)
        else:
            self._put(1, title, self.width)
            self._row += 1
            self._put(1, f"（{year}年度）", self.width)
        self._row += 1
        self._in_labels = self._one_in(2)
        if not self._in_labels:
            self._put(self.width, f"{self._any('单位', '金额单位')}：{self.unit}")
            self._row += 1
        self.expected |= {"fiscal_year": year, "currency_unit": self.unit}

    def _names(self) -> None:
        names = {"project": "老旧管网改造", "department": "青岚县水务局", "implementing_unit": "青岚县水利站"}
        if self._one_in(2):
            names |= {"category": "延续项目", "period": "2026年1月-2026年12月"}
        self.expected |= names
        if self._one_in(6):  # labels over their values
            for column, (key, value) in enumerate(names.items(), 1):
                right = self.width if column == len(names) else column
                self._put(column, self._label(key), right)
                self._put(column, value, right, row=self._row + 1)
            self._row += 2
            return
        half, pairs = self.width // 2, list(names.items())
        while pairs:
            two = len(pairs) > 1 and self._one_in(2)
            for left, right in ((1, half), (half + 1, self.width)) if two else ((1, self.width),):
                key, value = pairs.pop(0)
                self._put(left, self._label(key))
                self._put(left + 1, value, right)
            self._row += 1

    def _caption(self, *texts: str, rows: int) -> None:
        unit = f"（{self.unit}）" if self._in_labels else ""
        self._put(1, self._any(*texts) + unit, 1, self._row + rows - 1)

    def _amounts(self) -> tuple[Decimal, Decimal, Decimal]:
        whole = Decimal(self._any("80", "105", "230.75")) * (10000 if self.unit == "元" else 1)
        return whole, whole * 4 / 5, whole / 5

    def _funding(self) -> None:
        amounts = self._amounts()
        paths = ("funding.annual", "funding.fiscal", "funding.other")
        if self._one_in(4):
            total, fiscal, other = (f"{amount:f}{self.unit}" for amount in amounts)
            text = f"年度资金总额：{total}，其中：财政拨款{fiscal}，其他资金{other}"
            self._put(1, "项目资金", 2)
            self._put(3, text + self._any("", "。"), self.width)
            self.expected |= dict(zip(paths, amounts, strict=True))
            self._row += 1
            return
        half = self._any(0, self.width // 2 + 1)
        self._caption("项目资金", "资金情况", "预算资金", rows=3)
        fiscal_label = self._label("funding.fiscal")
        for path, amount in zip(paths, amounts, strict=True):
            label = fiscal_label if path == "funding.fiscal" else self._label(path)
            if half:  # beside those of the whole period
                whole = "实施期资金总额" if path == "funding.annual" else label
                self._put(2, whole)
                self._put(3, float(amount * 3), half - 1)
                self._put(half, "年度资金总额" if path == "funding.annual" else label)
            else:
                self._put(2, label, 3)
            self._money(path, amount, (half or 3) + 1, self.width)
            self._row += 1

    def _execution(self) -> None:
        spent = "executed" if self.kind == "selfeval" else "executed_to_july"
        keys = ["initial", *(["annual"] if self.kind == "selfeval" else []), spent, "rate"]
        self._caption("预算执行情况", "项目资金", rows=4)
        self._put(2, self._any(None, "资金来源", "项目"))
        for column, key in enumerate(keys, 3):
            self._put(column, self._label(key), self.width if key == "rate" else 0)
        self._row += 1
        for line, (name, amount) in enumerate(
            zip(("年度资金总额", "其中：财政拨款", "其他资金"), self._amounts(), strict=True)
        ):
            self._put(2, name)
            for column, key in enumerate(keys, 3):
                path = f"execution.{line}.{key}"
                if key == "rate":
                    self._put(column, "90%", self.width)
                    self.expected[path] = 90
                else:
                    self._money(path, amount * 9 / 10 if key == spent else amount, column)
            self._row += 1

    def _goals(self) -> None:
        text, other = "改造管网12公里，受益群众500人以上。", "三年内改造管网90公里，完善养护制度。"
        self.expected["goals.annual"] = text
        if self.kind == "monitoring" or (self.kind == "project" and self._one_in(2)):
            self._put(1, self._label("goals.annual"), 2)
            self._put(3, text, self.width)
            self._row += 1
            return
        half = self.width // 2
        sides = [("goals.period", other), ("goals.annual", text)]
        if self.kind == "selfeval":
            sides = [("goals.set", text), ("goals.actual", other)]
        self._put(1, self._any("年度总体目标", "总体目标"), 1, self._row + 1)
        for (key, value), (left, right) in zip(sides, ((2, half), (half + 1, self.width)), strict=True):
            self._put(left, self._label(key), right)
            self._put(left, value, right, row=self._row + 1)
            self.expected |= {} if key == "goals.set" else {key: value}
        self._row += 2

    # ------------------------------------------------------------ indicators

    def _indicators(self) -> None:
        top, first = self._row, self._any(1, 2)
        places = {key: first + index for index, key in enumerate(self._columns)}
        self._titles(places)
        groups = [group for group in INDICATORS if self.random.random() < 0.8] or INDICATORS[:2]
        rows = [(one, two, *self._any(*names).split("|")) for one, two, names in groups for _ in range(self._any(1, 2))]
        levels = self._any("merged", "repeated", "blank")
        page = self._any(0, 0, 0, len(rows) // 2) if levels != "merged" else 0
        for index, (level1, level2, name, unit) in enumerate(rows):
            if page and index == page:
                self._titles(places)  # of the next page
            for key, depth in (("level1", 1), ("level2", 2)):
                same = [other[:depth] == rows[index][:depth] for other in rows]
                new = index == 0 or rows[index - 1][:depth] != rows[index][:depth]
                bottom = (
                    self._row + same[index:].index(False) - 1
                    if False in same[index:]
                    else self._row + len(same) - index - 1
                )
                if new or levels == "repeated":
                    text = level1 if depth == 1 else level2
                    self._put(places[key], text, bottom=bottom if levels == "merged" else 0)
            self._indicator(index, places, name, unit)
            self.expected |= {f"indicators.{index}.level1": level1, f"indicators.{index}.level2": level2}
            self._row += 1
        if first == 2:
            self._put(1, self._any("绩效指标", "年度绩效指标", "绩\n效\n指\n标"), 1, self._row - 1, row=top)
        self.expected["indicators"] = len(rows)

    def _titles(self, places: dict[str, int]) -> None:
        if not hasattr(self, "_header"):
            self._header = {key: self._label(key) for key in places}
        for key, column in places.items():
            self._put(column, self._header[key])
        self._row += 1

    def _indicator(self, index: int, places: dict[str, int], name: str, unit: str) -> None:
        path = f"indicators.{index}"
        number = Decimal(self._any("12", "60", "85", "95")) if unit else None
        operator = None if not unit else "≤" if "元" in unit else self._any("≥", "=")
        words = f"{self._any('有效提升', '2026年12月底前')}" if number is None else ""
        in_one = "unit" not in places
        cells: dict[str, Value | None] = {
            "level3": name,
            "target": words or (f"{operator}{number}{unit}" if in_one else float(number or 0)),
            "operator": operator or "定性",
            "unit": unit or None,
            "other": self._any("统计年报", "办公室", None),
            "last": float(number) * 0.9 if number else None,
        }
        self.expected |= {f"{path}.level3": name, f"{path}.target": number or words, f"{path}.unit": unit or None}
        if in_one or "operator" in places:
            self.expected[f"{path}.operator"] = operator
        for key in ("actual", "actual_to_july", "expected"):
            if key in places:
                shown: list[Value] = [float(number or 0), f"{number}{unit}"]
                cells[key] = words or self._any(*shown)
                self.expected[f"{path}.{key}"] = number or words
        for key in ("points", "score"):
            if key in places:
                cells[key] = 10.0
                self.expected[f"{path}.{key}"] = 10
        for key, column in places.items():
            if key in cells:
                self._put(column, cells[key])


def differences(form: ComposedForm, documents: Sequence[dict[str, object]]) -> list[str]:
    """Return what is read otherwise than written, a line for each path."""
    if [document["kind"] for document in documents] != [form.kind]:
        return [f"documents: {[document['kind'] for document in documents]} for {form.kind}"]
    read = [(path, _value(documents[0], path)) for path in form.expected]
    return [
        f"{path}: {found!r} for {form.expected[path]!r}"
        for path, found in read
        if _plain(found) != _plain(form.expected[path])
    ]


def _value(document: object, path: str) -> object:
    if path == "indicators" and isinstance(document, dict):
        return len(document["indicators"])
    value = document
    for name in path.split("."):
        if isinstance(value, list):
            value = value[int(name)] if int(name) < len(value) else None
        else:
            value = value.get(name) if isinstance(value, dict) else None
    if value is None and path == "funding.annual":
        return _value(document, "funding.total")  # the only amount of a form
    return value


def _plain(value: object) -> object:
    return "".join(value.split()) if isinstance(value, str) else value
