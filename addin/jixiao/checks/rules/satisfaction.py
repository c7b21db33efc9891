"""SAT: who is asked."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.likeness import content_pairs
from jixiao.checks.registry import rule
from jixiao.checks.wording import matcher, words
from jixiao.late_patterns import late_pattern

# 各部门经办人员, 各乡镇工作人员: those of others, who use what the project offers
_USERS = late_pattern(r"(?:全[县市区镇乡])?各[^，。施监承]{1,8}(?:经办|工作|管理|业务|操作)人员")


@rule("SAT-001")
def wrong_respondents(form: Form) -> Iterator[Finding]:
    """Yield respondents whom the project does not serve (财预〔2021〕101号)."""
    for row in form.satisfactions:
        if (
            _is_not_served(row.name)
            or _is_department(form, row.name)
            or _is_own_staff(form, row.name)
            or _does_the_work(form, row.name)
        ):
            yield form.finding("SAT-001", row.cell, found=row.name, name=row.name)
        elif _may_do_the_work(form, row.name):
            yield form.finding("SAT-001", row.cell, found=row.name, severity=Severity.INFO, name=row.name)


# 被审计单位, 受检企业
_UNDERGOES = late_pattern("各?(?:被|受(?!托|委托))")
_OF_A_PLACE = late_pattern(r"[省市州县区旗][^，。]{2,6}[局委办社会院队站中心所处]$")
# 监测站技术人员, 中心干部职工: where those work, and that they work there
_STAFF = late_pattern(
    r"^([^，。]{2,16}?)(?:机关)?(?:全体)?(?:干部职工|教职工|教职员工|干部|职工|员工|民警|辅警|干警|技术人员|(?![受获被参]|供养|救助|培训|服务|就诊|住院|入住|寄养|托养|康复|残疾)[\u4e00-\u9fff]{2}人员|人员)$"
)
# 编纂人员 of a 史志编纂中心: a word of the department's own and who does it, not those to whom it is done
_PEOPLE_WHO = late_pattern(
    "(?!(?:救助|安置|帮扶|供养|培训|参训|就业|失业|流动|从业|参保|退休|退役|残疾|服务|矫正|戒毒|康复|优抚|抚恤|养老|托养|寄养|保障|移民|外来|劳务|用工|培养|管理|对象|种植|养殖|生产|经营|创业|求职|[参受被获待]|居住|务工|办事|演出|学习)"
    ")([\u4e00-\u9fff]{2})(?:技术|业务|工作|专业)?(?:人员|队员|工人|工作者)$"
)
# 消杀公司 of a project that pays for 消杀
_CONTRACTOR = late_pattern("([\u4e00-\u9fff]{2})(?:服务|作业)?(?:公司|队伍?|队员|承包商|机构|单位)$")
# 殡仪馆职工, 党校教职工: those who work in what the project is about
_WORK_IN = late_pattern(
    r"([\u4e00-\u9fff]{0,8}[\u4e00-\u9fff][馆院站所校园场厂社库店台]|[\u4e00-\u9fff]{2,8}(?:中心|公司|企业))(?:全体|一线)?(?:教职员?工|干部职工|职工|员工|工作人员)$"
)
# 馆员, 话务员: what they do; no 学员, no 党员
_CLERK = late_pattern(
    r"^(?:值班|驻点|特聘|聘用|外聘|带班)|物业(?:服务)?(?:公司|企业|人员)$|(?<![教公全])[\u4e00-\u9fff](?<![学党会社队人成团委职演球船伤复动官议])员$"
)
_HOSPITAL = late_pattern("院|卫生|妇幼|保健|疾控|疾病|血站|急救")
_OF_HOSPITALS = late_pattern("(?:医务|医护|护理|医疗)(?:人员|工作者)$|^(?:医生|护士)$")
_ANY_PLACE = frozenset({"企业", "公司", "中心", "学校", "医院"})
_OF_STAFF = late_pattern("职工|员工|教职|食堂|(?<!举)办公|人员经费|工资")
_FOR_STAFF = late_pattern("职工|员工|干部|教职|人员培训|食堂|(?<!举)办公|人员经费|(?<!民工)工资")


def _is_department(form: Form, name: str) -> bool:
    """Return whether the department itself is asked: 市供销社 of a 东岭市供销合作社."""
    who, department = _who(name), form.department or ""
    return _OF_A_PLACE.match(who) is not None and _is_short_for(who, department)


def _is_own_staff(form: Form, name: str) -> bool:
    """Return whether a project not for staff asks the department's own."""
    staff = _STAFF.match(_who(name))
    if staff is None or not _is_short_for(staff[1], form.department or ""):
        return False
    return _FOR_STAFF.search(f"{form.project or ''}{form.goals.get('annual', '')}") is None


def _is_short_for(name: str, department: str) -> bool:
    """Return whether a name shortens a department: 盐业站 for 盐业管理站."""
    if department.endswith(name):
        return True
    return len(name) > 2 and name[-1] == department[-1:] and _in_order(name, department)


def _in_order(name: str, department: str) -> bool:
    """Return whether all characters stand in a name in this order: 残联, 残疾人联合会."""
    rest = iter(department)
    return all(char in rest for char in name)


def _does_the_work(form: Form, name: str) -> bool:
    """Return whether those asked do the work and gain nothing by the goal."""
    who = _who(name)
    role = matcher("working_roles").search(who)
    if role is None:
        return False
    work, goal = role.group()[:2], form.goals.get("annual", "")
    return work in f"{form.department or ''}{form.project or ''}" and role.group() not in f"{goal}{form.project or ''}"


def _may_do_the_work(form: Form, name: str) -> bool:
    """Return whether those asked may be the department's people by their work."""
    who, about = _who(name), f"{form.project or ''}{form.goals.get('annual', '')}"
    department = form.department or ""
    if who in about or _UNDERGOES.match(who):
        return False
    at_work = _WORK_IN.search(who) if who.endswith(("职工", "员工", "工作人员")) else None
    if at_work is not None and any(map(f"{department}{about}".__contains__, content_pairs(at_work[1], _ANY_PLACE))):
        return _OF_STAFF.search(about) is None
    if at_work is not None and len(at_work[1]) > 2 and _in_order(at_work[1][:-1], department):
        return True  # 环卫站职工 of 环境卫生服务中心
    if _FOR_STAFF.search(form.project or ""):
        return False
    staff = _STAFF.match(who)
    if staff is not None and _in_order(staff[1], department):
        return True
    contractor = _CONTRACTOR.search(who)
    if contractor is not None and who.endswith(("机构", "单位")):
        return contractor[1] in about and contractor[1] in words("activities")
    if contractor is not None and (contractor[1] in about or not set(contractor[1]).isdisjoint(form.project or "")):
        return True
    if matcher("working_roles").search(who) or (_CLERK.search(who) and not who.endswith("运动员")):
        return True
    if _HOSPITAL.search(department):
        return _OF_HOSPITALS.search(who) is not None
    people = _PEOPLE_WHO.search(who) if who.endswith(("人员", "队员", "工人", "工作者")) else None
    return people is not None and people[1] in f"{department}{about}"


def _is_not_served(name: str) -> bool:
    """Return whether those asked carry the project out or stand above it."""
    who = _who(name)
    if _USERS.fullmatch(who) or _UNDERGOES.match(who):
        return False
    return bool(who) and matcher("not_served").search(who) is not None


def _who(name: str) -> str:
    """Who is asked: 群众 in 群众对施工单位满意度; empty where the name does not say."""
    asked = matcher("respondent").search(name)
    return next((part for part in asked.groups() if part), "") if asked is not None else ""
