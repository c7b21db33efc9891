"""The sheets of a settings workbook, and their keys in the JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

SettingPath = tuple[str | int, ...]
"""Keys and indices that lead to an entry of a profile's JSON."""

ColumnKind = Literal["text", "number", "integer", "date", "choice", "list", "codes", "parameters"]

LEVELS = {"错误": "error", "警告": "warning", "提示": "info", "停用": "off"}
_STEPS = {"不扣分": "floor", "按一个步长扣": "ceil", "按比例扣": "linear"}
_CLASSIFICATIONS = {
    "按表上印的": "printed",
    "2021年分类": "2021",
    "2015年分类": "2015",
    "2015年分类（效益）": "2015-benefit",
}
_COST_EQUALS = {"错误": "error", "警告": "warning", "提示": "info", "允许": "allowed"}
BLOCKS = ("成本指标", "产出指标", "效益指标", "满意度指标")


@dataclass(frozen=True, slots=True)
class Setting:
    """A single setting: a row with its label, where its value goes, what it takes."""

    place: SettingPath
    label: str
    kind: ColumnKind
    help: str
    choices: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class SettingColumn:
    """A column of a table; without ``own`` it explains and is not read."""

    key: str
    label: str
    kind: ColumnKind
    width: float
    help: str
    choices: Mapping[str, str] | None = None
    required: bool = False
    aliases: tuple[str, ...] = ()
    own: bool = True


@dataclass(frozen=True, slots=True)
class SettingSheet:
    """A sheet of single settings, or of rows for the list ``key``."""

    title: str
    about: str
    settings: tuple[Setting, ...] = ()
    key: str = ""
    columns: tuple[SettingColumn, ...] = ()
    rows: int = 0

    @property
    def name(self) -> str:
        """Return the defined name that leads to the sheet even after it is renamed."""
        return f"设置_{self.title}"


GUIDE = "填写说明"

BASICS = SettingSheet(
    "基本信息",
    "财政部门、联系方式和各次报送的期限；印在模板、退回通知和催报单上。",
    (
        Setting(("title",), "口径名称", "text", "印在检查结果上，例如：云岭县2027年部门预算绩效口径"),
        Setting(("bureau", "name"), "财政部门名称", "text", "例如：云岭县财政局"),
        Setting(("bureau", "contact"), "联系人", "text", "填表单位有疑问时找谁"),
        Setting(("bureau", "phone"), "联系电话", "text", "固定电话或手机"),
        Setting(("bureau", "email"), "电子邮箱", "text", "接收报送文件的邮箱，没有就留空"),
        Setting(("batch_year",), "预算年度", "integer", "四位数字，例如：2027；留空时不核对年度"),
        Setting(("deadlines", "goals"), "绩效目标报送截止日期", "date", "例如：2026-11-30"),
        Setting(("deadlines", "corrections"), "退回修改截止日期", "date", "退回后最迟何时重新报送"),
        Setting(("deadlines", "monitoring"), "绩效监控报送截止日期", "date", "例如：2027-08-15"),
        Setting(("deadlines", "selfeval"), "绩效自评报送截止日期", "date", "例如：2028-03-31"),
        Setting(("extends",), "沿用的口径", "text", "没有填写的项目按哪一个口径；留空为默认口径"),
    ),
)

REQUIREMENTS = SettingSheet(
    "审核要求",
    "与默认不同的才填；留空的按“默认”一栏。",
    (
        Setting(("points", "sum"), "指标分值合计", "number", "预算执行率另占10分的写90，满分制的写100"),
        *(
            Setting(("weights", block), f"{block}分值", "number", "四个一级指标的分值应等于指标分值合计")
            for block in BLOCKS
        ),
        Setting(("partial_step",), "不足一个扣分步长的", "choice", "评分标准没有写明时怎样扣", _STEPS),
        Setting(("classification", "*"), "指标分类", "choice", "按哪一年的指标分类审核", _CLASSIFICATIONS),
        Setting(("mandatory", "always"), "必设的一级指标", "list", "用顿号分开，例如：产出指标、效益指标"),
        Setting(("mandatory", "construction"), "建设购置类另需", "list", "用顿号分开"),
        Setting(("mandatory", "advised"), "缺少时提醒", "list", "用顿号分开"),
        Setting(("minimum", "outputs"), "产出指标最少条数", "integer", "整数"),
        Setting(("minimum", "total"), "全部指标最少条数", "integer", "整数；0 为不要求"),
        Setting(("minimum", "from"), "条数从多少万元起要求", "number", "项目金额低于它的不要求条数"),
        Setting(("cost_equals",), "成本指标用等号时", "choice", "按什么级别报告", _COST_EQUALS),
    ),
)

RULES = SettingSheet(
    "规则级别",
    "只填要改的规则：“本地级别”改变级别或停用，“试行至”之前错误只按警告报告，“参数”写成 名称=值，几个用分号分开。",
    key="rules",
    columns=(
        SettingColumn("code", "规则代码", "codes", 10, "", required=True),
        SettingColumn("message", "查什么", "text", 60, "", own=False),
        SettingColumn("default", "默认级别", "text", 10, "", own=False),
        SettingColumn("severity", "本地级别", "choice", 10, "错误、警告、提示或停用；留空不变", LEVELS),
        SettingColumn("until", "试行至", "date", 13, "含当日；之前错误只按警告报告"),
        SettingColumn("parameters", "参数", "parameters", 24, "例如：longest=30"),
    ),
)

WAIVERS = SettingSheet(
    "豁免",
    "同意不改的问题：写明规则、单位或项目、理由和批准人。豁免了的问题仍列在“未检查”里，写明理由。",
    key="waivers",
    columns=(
        SettingColumn("code", "规则代码", "codes", 20, "几条规则用顿号分开，例如：FND-003、CMP-014", required=True),
        SettingColumn("department", "单位", "text", 26, "单位和项目至少写一个"),
        SettingColumn("project", "项目", "text", 26, "只豁免一个项目时写"),
        SettingColumn("reason", "理由", "text", 36, "例如：含上年结转，已另文说明", required=True),
        SettingColumn("by", "批准人", "text", 12, "例如：预算股", required=True),
        SettingColumn("until", "有效期至", "date", 13, "含当日；留空长期有效"),
    ),
    rows=200,
)

ROSTER = SettingSheet(
    "单位名单",
    "应当报送的单位，按汇总的顺序一行一个。填报单位的名称以这里为准；别名不算错。",
    key="roster",
    columns=(
        SettingColumn(
            "department",
            "部门",
            "text",
            30,
            "规范全称",
            required=True,
            aliases=("部门名称", "单位", "单位名称", "填报单位", "预算单位", "预算部门"),
        ),
        SettingColumn(
            "code", "编码", "text", 12, "预算单位编码，可以不填", aliases=("部门编码", "单位编码", "预算编码")
        ),
        SettingColumn("aliases", "别名", "list", 24, "简称、曾用名，用顿号分开", aliases=("简称", "曾用名")),
        SettingColumn("contact", "联系人", "text", 12, "单位的经办人", aliases=("经办人", "联络人")),
        SettingColumn("phone", "联系电话", "text", 16, "", aliases=("电话", "手机")),
        SettingColumn(
            "due", "截止日期", "date", 13, "与全县不同的期限；留空按基本信息", aliases=("报送截止日期", "期限")
        ),
        SettingColumn("function", "职能", "text", 24, "主要职能或归口股室，可以不填", aliases=("主要职能", "归口股室")),
    ),
    rows=1000,
)

RULE_LEVELS = {shown: level for shown, level in LEVELS.items() if level != "off"}

LOCAL_RULES = SettingSheet(
    "本地规则",
    "一行是一条自己的规则：查哪种表的什么内容，应当怎样，不符合时怎样提示。与自带的规则一样定位到单元格、写进报告和退回通知。",
    key="local_rules",
    columns=(
        SettingColumn("code", "编号", "text", 11, "LOC-001 起，不能重复", required=True, aliases=("规则编号",)),
        SettingColumn("kinds", "适用表种", "list", 16, "项目、部门整体、汇总、自评、监控，几种用顿号分开；留空为全部"),
        SettingColumn("subject", "对象", "text", 16, "查哪一栏，从列表中选；查条数写“指标”", required=True),
        SettingColumn("level1", "一级指标", "text", 12, "只查这个一级指标的行；留空不限"),
        SettingColumn("level2", "二级指标", "text", 12, "只查这个二级指标的行；留空不限"),
        SettingColumn("name", "名称包含", "text", 14, "只查名称中有这些字的指标；留空不限"),
        SettingColumn("unit", "度量单位", "text", 10, "只查这个单位的指标；留空不限"),
        SettingColumn("condition", "条件", "text", 14, "应当满足的条件，从列表中选", required=True),
        SettingColumn("value", "值", "text", 20, "与它比较；列表用顿号分开；正则写表达式"),
        SettingColumn("column", "比较栏目", "text", 14, "与另一栏比较时写那一栏的名称，“值”留空"),
        SettingColumn("severity", "级别", "choice", 8, "错误、警告或提示", RULE_LEVELS, required=True),
        SettingColumn("message", "提示语", "text", 40, "写给填报单位看：哪里不对，怎么改", required=True),
        SettingColumn("basis", "依据", "text", 24, "文号和名称，可以不填"),
        SettingColumn("since", "起始日期", "date", 13, "含当日；留空即日起"),
        SettingColumn("until", "截止日期", "date", 13, "含当日；留空长期有效"),
        SettingColumn("exempt", "豁免单位", "list", 20, "不查的单位，用顿号分开"),
    ),
    rows=500,
)

SHEETS = (BASICS, REQUIREMENTS, RULES, WAIVERS, ROSTER, LOCAL_RULES)
VALUE_LABEL, DEFAULT_LABEL, HELP_LABEL, ITEM_LABEL = "填写", "默认", "说明", "项目"
