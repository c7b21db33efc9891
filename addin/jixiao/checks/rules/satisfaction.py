"""SAT: who is asked."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.likeness import content_pairs
from jixiao.checks.registry import rule
from jixiao.checks.wording import matcher, words


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


_ANY_PLACE = frozenset({"企业", "公司", "中心", "学校", "医院"})


def _is_department(form: Form, name: str) -> bool:
    """Return whether the department itself is asked: 市供销社 of a 东岭市供销合作社."""
    who, department = _who(name), form.department or ""
    return matcher("organs_of_a_place").match(who) is not None and _is_short_for(who, department)


def _is_own_staff(form: Form, name: str) -> bool:
    """Return whether a project not for staff asks the department's own."""
    # 监测站技术人员, 中心干部职工: where those work, and that they work there
    staff = matcher("staff").match(_who(name))
    if staff is None or not _is_short_for(staff[1], form.department or ""):
        return False
    return matcher("for_staff").search(f"{form.project or ''}{form.goals.get('annual', '')}") is None


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
    if who in about or matcher("undergo").match(who):
        return False
    # 殡仪馆职工, 党校教职工: those who work in what the project is about
    at_work = matcher("work_in").search(who) if who.endswith(("职工", "员工", "工作人员")) else None
    if at_work is not None and any(map(f"{department}{about}".__contains__, content_pairs(at_work[1], _ANY_PLACE))):
        return matcher("of_staff").search(about) is None
    if at_work is not None and len(at_work[1]) > 2 and _in_order(at_work[1][:-1], department):
        return True  # 环卫站职工 of 环境卫生服务中心
    if matcher("for_staff").search(form.project or ""):
        return False
    staff = matcher("staff").match(who)
    if staff is not None and _in_order(staff[1], department):
        return True
    # 消杀公司 of a project that pays for 消杀
    contractor = matcher("contractors").search(who)
    if contractor is not None and who.endswith(("机构", "单位")):
        return contractor[1] in about and contractor[1] in words("activities")
    if contractor is not None and (contractor[1] in about or not set(contractor[1]).isdisjoint(form.project or "")):
        return True
    if matcher("working_roles").search(who) or (matcher("clerks").search(who) and not who.endswith("运动员")):
        return True
    if matcher("hospitals").search(department):
        return matcher("hospital_staff").search(who) is not None
    # 编纂人员 of a 史志编纂中心, 馆员: those who do the work, not those to whom it is done
    people = matcher("people_who").search(who) if who.endswith(("人员", "队员", "工人", "工作者")) else None
    return people is not None and people[1] in f"{department}{about}"


def _is_not_served(name: str) -> bool:
    """Return whether those asked carry the project out or stand above it."""
    who = _who(name)
    # 各部门经办人员 use what the project offers; 被审计单位, 受检企业
    if matcher("users_elsewhere").fullmatch(who) or matcher("undergo").match(who):
        return False
    return bool(who) and matcher("not_served").search(who) is not None


def _who(name: str) -> str:
    """Who is asked: 群众 in 群众对施工单位满意度; empty where the name does not say."""
    asked = matcher("respondent").search(name)
    return next((part for part in asked.groups() if part), "") if asked is not None else ""
