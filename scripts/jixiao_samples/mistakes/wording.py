"""Mistakes in texts and sign-offs: goals, departments, dates, signatures."""

from __future__ import annotations

from collections.abc import Callable

from jixiao_samples.mistakes.registry import Draft, Spot, change_goal, change_signoff, on_document


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


def _with_end(text: str) -> Callable[[str, Draft], str]:
    return lambda goal, draft: goal.rstrip("。") + text


_NO_FIGURE = "认真组织项目实施，加强日常管理和监督检查，保障资金安全使用，努力提升服务水平。"

change_goal("goal_blank", "CMP-004", lambda goal, draft: None)
change_goal("goal_without_numbers", "GOL-001", lambda goal, draft: _NO_FIGURE)
change_goal(
    "goal_repeats_name",
    "GOL-002",
    lambda goal, draft: f"完成{draft.values['project']}。",
    needs=lambda draft: draft.values.get("project"),
)
change_goal("goal_cut_off", "GOL-004", _with_end("，"))
change_goal("goal_starts_with_comma", "GOL-004", lambda goal, draft: "，" + goal)
change_goal("goal_with_markup", "GOL-005", lambda goal, draft: f"<p>{goal}</p><p><br/></p>")
change_goal("goal_with_foreign_word", "TXT-002", _with_end("，提升管理水平 and 服务能力。"))
change_goal("goal_with_open_quote", "TXT-003", _with_end("，落实“一岗双责要求。"))
change_goal("goal_misspelt", "TXT-001", _with_end("，按照统一布署推进。"))
change_goal("source_without_title", "NAM-004", lambda goal, draft: "根据《关于》文件要求，" + goal)
change_goal("source_in_square_brackets", "NAM-005", lambda goal, draft: f"根据财办[{draft.year - 1}]15号文件，" + goal)
change_goal(
    "goals_alike",
    "GOL-007",
    lambda goal, draft: str(draft.values["goals"]["annual"]),
    key="period",
    needs=lambda draft: draft.values.get("goals", {}).get("annual") is not None,
)
change_goal("goal_columns_differ", "GOL-008", lambda goal, draft: goal[: len(goal) * 2 // 3], key="annual_local")


@on_document("TIM-001")
def year_of_template(draft: Draft) -> Spot | None:
    """Last year's template: the title names the year before."""
    key = "fiscal_year" if "year_line" in draft.definition.raw["title"] else "title"
    spot = draft.claim(key)
    if spot is not None:
        draft.values["fiscal_year"] -= 1
    return spot


change_signoff("date_blank", "CMP-013", "date", None)
change_signoff("date_of_digits", "TIM-006", "date", "{before}1212")
change_signoff("signature_blank", "CMP-012", "head", None)
change_signoff("review_date_only", "CMP-012", "performance_review", "{before}.12.28")
change_signoff("review_before_filing", "TIM-005", "business_review", "已核 {before}年11月30日")


@on_document("SIG-001")
def reviewer_is_head(draft: Draft) -> Spot | None:
    """The head of the department reviewed the form."""
    signoff = draft.values["signoff"]
    reviewed = signoff.get("head") and signoff.get("performance_review") is not None
    spot = draft.claim("signoff.performance_review") if reviewed else None
    if spot is not None:
        signoff["performance_review"] = f"同意 {signoff['head']}"
    return spot


change_signoff("review_garbled", "SIG-002", "business_review", "己木亥")
