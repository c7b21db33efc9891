"""合并文件夹 and 退回通知; in a season's folder both close its round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.checks.profile_source import DEFAULT
from jixiao.excel.bureau_profile import settings_beside
from jixiao.excel.program import CancelledError, answered
from jixiao.excel.session import Session
from jixiao.library import check, merge
from jixiao.output import free_name

if TYPE_CHECKING:
    from jixiao.season.folder import SeasonFolder

SUMMARY = "绩效目标汇总.xlsx"
RETURNS = "退回"


def _progress(session: Session, title: str) -> Callable[..., None]:
    """Shows the progress in the status bar; Esc stops before anything is written."""

    def show(done: int, total: int, *_: object) -> None:
        session.program.show_progress(f"{title} {done}/{total}（按 Esc 中止）")
        if session.program.is_escape_pressed():
            raise CancelledError

    return show


def merge_folder(session: Session) -> str:
    """Merge a folder into a summary beside it, and open it. Raises ``CancelledError``."""
    folder = answered(session.program.ask_folder("选择存放各部门报送文件的文件夹"))
    season = season_at(folder)
    if season is not None:
        told = _run_season(session, season)
        if season.summary.is_file():  # there is none before anybody has filed
            session.program.open_book(season.summary)
        return told
    output = free_name(folder.parent / SUMMARY, Path.exists)
    settings = settings_beside(folder)
    report = merge(folder, output, profile=settings or DEFAULT, progress=_progress(session, "正在合并"))
    counts = Counter(file["status"] for file in report.as_json()["files"])
    session.program.open_book(output)
    told = f"合并 {counts['merged']} 个文件，跳过 {counts['skipped']} 个，失败 {counts['failed']} 个"
    return f"{told}；共 {report.documents} 张表。\n已写入 {output}\n每个文件的去向见“文件清单”工作表。{_by(settings)}"


def return_notices(session: Session) -> str:
    """Check a folder; write marked copies and notices. Raises ``CancelledError``."""
    from jixiao.reports.annotate import annotate

    folder = answered(session.program.ask_folder("选择要检查的文件夹"))
    season = season_at(folder)
    if season is not None:
        return _run_season(session, season)
    settings = settings_beside(folder)
    report = check(folder, profile=settings or DEFAULT, progress=_progress(session, "正在检查"))
    files = report.files
    output = free_name(folder.parent / f"{folder.name}{RETURNS}", Path.exists)
    returns = annotate(report, output, progress=_progress(session, "正在标注"))
    marked = sum(file.marked for file in returns.files)
    left_out = f"（另有 {len(report.unchecked)} 个跳过或未能读取）" if report.unchecked else ""
    return (
        f"检查了 {len(files) - len(report.unchecked)} 个文件{left_out}：{report.counts().told()}。\n"
        f"已写入 {output}：标注副本 {marked} 个，退回通知 {len(returns.notices)} 份。{_by(settings)}"
    )


def _by(settings: Path | None) -> str:
    """Return the line that names whose rules hold; empty for the default ones."""
    return f"\n按“{settings}”的口径检查。" if settings is not None else ""


def season_at(folder: Path) -> SeasonFolder | None:
    """Return the season of a chosen folder or of its returns; None for others."""
    from jixiao.season.folder import RETURNS as SEASON_RETURNS
    from jixiao.season.folder import SeasonFolder

    season = SeasonFolder(folder.parent if folder.name == SEASON_RETURNS else folder)
    return season if season.begun else None


def _run_season(session: Session, season: SeasonFolder) -> str:
    """Close a round of the season and tell what came of it."""
    from jixiao.season.rounds import run

    outcome = run(season, jobs=1, progress=_progress(session, "正在检查"))
    if not outcome.number:
        return f"还没有报送：“{season.returns}”里没有文件，没有处理。"
    if outcome.unchanged:
        return f"没有新的报送，第{outcome.number}轮的结果没有变。\n见 {outcome.folder}"
    return f"第{outcome.number}轮：{outcome.written.told}。\n见 {outcome.folder} 和 {season.summary}"
