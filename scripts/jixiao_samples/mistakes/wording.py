"""Mistakes in texts and sign-offs: goals, departments, dates, signatures."""

from __future__ import annotations

from collections.abc import Callable

from jixiao_samples.mistakes.registry import Draft, Spot, change_signoff, change_value, on_document


def _misspelt(name: str, draft: Draft) -> str:
    """Leave a character of the name out, or double it."""
    place = draft.rng.randint(1, len(name) - 2)
    return name[:place] + name[place + 1 if draft.rng.random() < 0.6 else place - 1 :]


change_value("department_blank", "CMP-001", "department", lambda *_: None)
change_value("department_misspelt", "NAM-002", "department", _misspelt)
change_value("project_blank", "CMP-002", "project", lambda *_: None)
change_value(
    "program_is_project",
    "NAM-007",
    "program",
    lambda _, draft: draft.values["project"],
    needs=lambda draft: draft.values["program"] and draft.values.get("project"),
)


def _with_end(text: str) -> Callable[[str, Draft], str]:
    return lambda goal, draft: goal.rstrip("。") + text


_NO_FIGURE = "认真组织项目实施，加强日常管理和监督检查，保障资金安全使用，努力提升服务水平。"

change_value("goal_blank", "CMP-004", "goals.annual", lambda goal, draft: None)
change_value("goal_without_numbers", "GOL-001", "goals.annual", lambda goal, draft: _NO_FIGURE)
change_value(
    "goal_repeats_name",
    "GOL-002",
    "goals.annual",
    lambda goal, draft: f"完成{draft.values['project']}。",
    needs=lambda draft: draft.values.get("project"),
)
change_value("goal_cut_off", "GOL-004", "goals.annual", _with_end("，"))
change_value("goal_starts_with_comma", "GOL-004", "goals.annual", lambda goal, draft: "，" + goal)
change_value("goal_with_markup", "GOL-005", "goals.annual", lambda goal, draft: f"<p>{goal}</p><p><br/></p>")
change_value("goal_with_foreign_word", "TXT-002", "goals.annual", _with_end("，提升管理水平 and 服务能力。"))
change_value("goal_with_open_quote", "TXT-003", "goals.annual", _with_end("，落实“一岗双责要求。"))
change_value("goal_misspelt", "TXT-001", "goals.annual", _with_end("，按照统一布署推进。"))
change_value("source_without_title", "NAM-004", "goals.annual", lambda goal, draft: "根据《关于》文件要求，" + goal)
change_value(
    "source_in_square_brackets",
    "NAM-005",
    "goals.annual",
    lambda goal, draft: f"根据财办[{draft.year - 1}]15号文件，" + goal,
)
change_value(
    "goals_alike",
    "GOL-007",
    "goals.period",
    lambda goal, draft: str(draft.values["goals"]["annual"]),
    needs=lambda draft: draft.values.get("goals", {}).get("annual") is not None,
)
change_value("goal_columns_differ", "GOL-008", "goals.annual_local", lambda goal, draft: goal[: len(goal) * 2 // 3])


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
change_value(
    "reviewer_is_head",
    "SIG-001",
    "signoff.performance_review",
    lambda _, draft: f"同意 {draft.values['signoff']['head']}",
    needs=lambda draft: draft.values["signoff"].get("head"),
)
change_signoff("review_garbled", "SIG-002", "business_review", "己木亥")
