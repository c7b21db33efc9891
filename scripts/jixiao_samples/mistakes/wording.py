"""Mistakes in texts and sign-offs: goals, departments, dates, signatures."""

from __future__ import annotations

from collections.abc import Callable

from jixiao_samples.mistakes.registry import Draft, Spot, on_document


def _goal(draft: Draft, change: Callable[[str], str | None], code_key: str = "annual") -> Spot | None:
    """Change the year's goal, if the form has one."""
    goal = draft.values.get("goals", {}).get(code_key)
    if goal is None:
        return None
    spot = draft.claim(f"goals.{code_key}")
    if spot is not None:
        draft.values["goals"][code_key] = change(goal)
    return spot


@on_document("CMP-001")
def department_blank(draft: Draft) -> Spot | None:
    """No department."""
    spot = draft.claim("department")
    if spot is not None:
        draft.values["department"] = None
    return spot


@on_document("NAM-002")
def department_misspelt(draft: Draft) -> Spot | None:
    """A character of the department's name left out or doubled."""
    spot = draft.claim("department")
    if spot is not None:
        name = draft.values["department"]
        place = draft.rng.randint(1, len(name) - 2)
        draft.values["department"] = (
            name[:place] + name[place + 1 :] if draft.rng.random() < 0.6 else name[:place] + name[place - 1 :]
        )
    return spot


@on_document("CMP-002")
def project_blank(draft: Draft) -> Spot | None:
    """No project name."""
    spot = draft.claim("project") if "project" in draft.values else None
    if spot is not None:
        draft.values["project"] = None
    return spot


@on_document("NAM-007")
def program_is_project(draft: Draft) -> Spot | None:
    """所属专项 repeats the project."""
    spot = draft.claim("program") if draft.values.get("program") and draft.values.get("project") else None
    if spot is not None:
        draft.values["program"] = draft.values["project"]
    return spot


@on_document("CMP-004")
def goal_blank(draft: Draft) -> Spot | None:
    """No goal."""
    return _goal(draft, lambda goal: None)


@on_document("GOL-001")
def goal_without_numbers(draft: Draft) -> Spot | None:
    """A goal without any figure."""
    return _goal(draft, lambda goal: "认真组织项目实施，加强日常管理和监督检查，保障资金安全使用，努力提升服务水平。")


@on_document("GOL-002")
def goal_repeats_name(draft: Draft) -> Spot | None:
    """A goal that only names the project."""
    return _goal(draft, lambda goal: f"完成{draft.values['project']}。") if draft.values.get("project") else None


@on_document("GOL-004")
def goal_cut_off(draft: Draft) -> Spot | None:
    """A goal that ends in a comma."""
    return _goal(draft, lambda goal: goal.rstrip("。") + "，")


@on_document("GOL-004")
def goal_starts_with_comma(draft: Draft) -> Spot | None:
    """A goal that begins with a comma."""
    return _goal(draft, lambda goal: "，" + goal)


@on_document("GOL-005")
def goal_with_markup(draft: Draft) -> Spot | None:
    """A goal copied out of a web page."""
    return _goal(draft, lambda goal: f"<p>{goal}</p><p><br/></p>")


@on_document("TXT-002")
def goal_with_foreign_word(draft: Draft) -> Spot | None:
    """An English word in the goal."""
    return _goal(draft, lambda goal: goal.rstrip("。") + "，提升管理水平 and 服务能力。")


@on_document("TXT-003")
def goal_with_open_quote(draft: Draft) -> Spot | None:
    """A quotation mark that is never closed."""
    return _goal(draft, lambda goal: goal.rstrip("。") + "，落实“一岗双责要求。")


@on_document("TXT-001")
def goal_misspelt(draft: Draft) -> Spot | None:
    """布署 for 部署."""
    return _goal(draft, lambda goal: goal.rstrip("。") + "，按照统一布署推进。")


@on_document("NAM-004")
def source_without_title(draft: Draft) -> Spot | None:
    """A document quoted without its title."""
    return _goal(draft, lambda goal: "根据《关于》文件要求，" + goal)


@on_document("NAM-005")
def source_in_square_brackets(draft: Draft) -> Spot | None:
    """A document number in the wrong brackets."""
    return _goal(draft, lambda goal: f"根据财办[{draft.year - 1}]15号文件，" + goal)


@on_document("GOL-007")
def goals_alike(draft: Draft) -> Spot | None:
    """The goal of the period is that of the year."""
    annual = draft.values.get("goals", {}).get("annual")
    return _goal(draft, lambda goal: str(annual), "period") if annual is not None else None


@on_document("GOL-008")
def goal_columns_differ(draft: Draft) -> Spot | None:
    """The second column of the goals breaks off."""
    return _goal(draft, lambda goal: goal[: len(goal) * 2 // 3], "annual_local")


@on_document("TIM-001")
def year_of_template(draft: Draft) -> Spot | None:
    """Last year's template: the title names the year before."""
    key = "fiscal_year" if "year_line" in draft.definition.raw["title"] else "title"
    spot = draft.claim(key)
    if spot is not None:
        draft.values["fiscal_year"] -= 1
    return spot


def _signoff(draft: Draft, key: str, value: str | None) -> Spot | None:
    if draft.values["signoff"].get(key) is None:
        return None
    spot = draft.claim(f"signoff.{key}")
    if spot is not None:
        draft.values["signoff"][key] = value
    return spot


@on_document("CMP-013")
def date_blank(draft: Draft) -> Spot | None:
    """No date."""
    return _signoff(draft, "date", None)


@on_document("TIM-006")
def date_of_digits(draft: Draft) -> Spot | None:
    """A date written as eight digits."""
    return _signoff(draft, "date", f"{draft.year - 1}1212")


@on_document("CMP-012")
def signature_blank(draft: Draft) -> Spot | None:
    """Nobody signed."""
    return _signoff(draft, "head", None)


@on_document("CMP-012")
def review_date_only(draft: Draft) -> Spot | None:
    """The reviewer wrote only a date."""
    return _signoff(draft, "performance_review", f"{draft.year - 1}.12.28")


@on_document("TIM-005")
def review_before_filing(draft: Draft) -> Spot | None:
    """Reviewed before it was filled in."""
    return _signoff(draft, "business_review", f"已核 {draft.year - 1}年11月30日")


@on_document("SIG-001")
def reviewer_is_head(draft: Draft) -> Spot | None:
    """The head of the department reviewed the form."""
    head = draft.values["signoff"].get("head")
    return _signoff(draft, "performance_review", f"同意 {head}") if head else None


@on_document("SIG-002")
def review_garbled(draft: Draft) -> Spot | None:
    """A review that makes no sense."""
    return _signoff(draft, "business_review", "己木亥")
