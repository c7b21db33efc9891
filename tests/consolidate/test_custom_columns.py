"""The bureau's own columns travel into the summary and the Parquet files."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.consolidate.merge import Options, merge
from jixiao.forms.learned import folders
from jixiao.grid.model import Sheet
from jixiao.grid.open import open_workbook
from jixiao_samples import write_samples
from learning.layouts import own_columns
from learning.test_learning import taught


@pytest.fixture(autouse=True)
def nothing_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "user_folder", lambda: tmp_path / "用户")
    monkeypatch.setenv(folders.VARIABLE, "")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    taught(tmp_path)
    folder = tmp_path / "报送"
    write_samples(folder, departments=1, forms=3, seed=4)
    own_columns(folder / "水务局.xlsx", filled=True)
    return folder


def column(sheet: Sheet, title: str) -> dict[object, object]:
    """The values of a column by project and, on 指标明细, level 3."""
    places = {str(value): place for place, value in sheet.rows[1].items()}
    names = [places[name] for name in ("项目名称", "三级指标") if name in places]
    return {
        tuple(cells.get(name) for name in names): cells.get(places[title])
        for row, cells in sheet.rows.items()
        if row > 1
    }


def test_custom_columns_stand_at_the_end_of_projects_and_indicators(inbox: Path, tmp_path: Path) -> None:
    folders.add_folder(tmp_path / "版式")
    merge([str(inbox)], tmp_path / "汇总.xlsx", Options())
    sheets = {sheet.name: sheet for sheet in open_workbook(tmp_path / "汇总.xlsx").sheets}
    titles = list(sheets["项目"].rows[1].values())
    assert titles[-2:] == ["是否民生实事", "镇级配套承诺数"]
    pledged = column(sheets["项目"], "镇级配套承诺数")
    assert pledged["青溪河河道清淤",] == "6.5"
    assert [value for project, value in pledged.items() if project != ("青溪河河道清淤",)] == [None, None][
        : len(pledged) - 1
    ]
    proof = column(sheets["指标明细"], "佐证材料")
    assert proof["青溪河河道清淤", "清淤河道长度"] == "有"
    assert proof["青溪河河道清淤", "断面验收合格率"] == "无"


def test_without_learned_forms_the_summary_has_its_own_columns_only(inbox: Path, tmp_path: Path) -> None:
    merge([str(inbox)], tmp_path / "汇总.xlsx", Options())
    sheets = {sheet.name: sheet for sheet in open_workbook(tmp_path / "汇总.xlsx").sheets}
    assert "是否民生实事" not in sheets["项目"].rows[1].values()


def test_custom_columns_are_in_the_parquet_files(inbox: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    folders.add_folder(tmp_path / "版式")
    merge([str(inbox)], tmp_path / "汇总.xlsx", Options(data=tmp_path / "数据"))
    projects = parquet.read_table(tmp_path / "数据" / "projects.parquet").to_pylist()
    assert {row["镇级配套承诺数"] for row in projects} == {"6.5", None}
    indicators = parquet.read_table(tmp_path / "数据" / "indicators.parquet").to_pylist()
    assert {row["佐证材料"] for row in indicators} == {"有", "无", None}
