"""The page in Chromium: it filters, searches, sorts and prints; what was typed stays text; it opens at once."""

from __future__ import annotations

import base64
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from jixiao.checks.finding import Finding
from jixiao.checks.outcome import Skip
from jixiao.reports.html_page import pieces
from reports.browsing import open_browser
from reports.reported import INFO, NASTY, WARNING, checked, everywhere, finding, many, report

pytestmark = pytest.mark.browser

FINDINGS = [
    finding("第12行指标值未填写", expected="≥95%", found="效果显著", related=("教育局.xlsx!项目二!E3",)),
    finding("负责人与审核人为同一人", code="SIG-001", severity=WARNING, sheet="项目二", cell="C2"),
    finding(
        "日期格式不规范", code="TIM-006", severity=INFO, department="水利局", file="水利局.xlsx", project="河道清淤"
    ),
    *(
        finding(f"第{n}行没有依据", code="FND-013", severity=WARNING, department="财政局", file="财政局.xlsx")
        for n in range(150)
    ),
]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    driver = open_browser(tmp_path_factory.mktemp("chromium"))
    yield driver
    driver.quit()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Callable[..., Page]:
    """Opens a page of findings."""

    def open_page(findings: list[Finding], **extra: Any) -> Page:
        file = tmp_path / "检查 100%#1.html"
        file.write_text("".join(pieces(report(findings, **extra))), encoding="utf-8")
        return Page(browser, file)

    return open_page


class Page:
    """The page as its reader uses it."""

    def __init__(self, browser: Any, file: Path) -> None:
        self._browser = browser
        browser.get(file.as_uri())
        assert self.run("return document.documentElement.getAttribute('data-ready')") == "yes"

    def run(self, script: str, *arguments: Any) -> Any:
        return self._browser.execute_script(script, *arguments)

    def element(self, selector: str) -> Any:
        return self._browser.find_element("css selector", selector)

    def elements(self) -> int:
        return int(self.run("return document.querySelectorAll('#rows *').length"))

    def messages(self) -> list[str]:
        return list(self.run("return Array.from(document.querySelectorAll('#rows .message'), e => e.textContent)"))

    def headings(self) -> list[str]:
        return list(self.run("return Array.from(document.querySelectorAll('#rows th'), e => e.textContent)"))

    def scope(self) -> str:
        return str(self.element("#scope").text)

    def choose(self, box: str, value: str) -> None:
        from selenium.webdriver.support.ui import Select

        Select(self.element(f"#{box}")).select_by_value(value)

    def search(self, text: str) -> None:
        box = self.element("#query")
        box.clear()
        box.send_keys(text)
        time.sleep(0.25)

    def resize(self, width: int, height: int) -> None:
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def printed(self) -> bytes:
        result = self._browser.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
        return base64.b64decode(result["data"])

    def complaints(self) -> list[str]:
        return [entry["message"] for entry in self._browser.get_log("browser")]


def test_the_worst_comes_first_under_its_department_and_file(opened: Callable[..., Page]) -> None:
    shown = opened(FINDINGS)
    assert shown.messages()[:2] == ["第12行指标值未填写", "负责人与审核人为同一人"]
    assert shown.headings()[:4] == ["教育局", "教育局.xlsx", "财政局", "财政局.xlsx"]
    first = shown.element("#rows tr:nth-child(3)").text
    for part in ("错误", "校舍维修", "项目一!E12", "现为：效果显著", "应为：≥95%", "另见：项目二!E3", "CMP-008"):
        assert part in first
    assert shown.complaints() == []


def test_it_filters_by_department_level_and_rule(opened: Callable[..., Page]) -> None:
    shown = opened(FINDINGS)
    shown.choose("department", "教育局")
    assert len(shown.messages()) == 2
    shown.element("#level-error").click()
    assert shown.messages() == ["负责人与审核人为同一人"]
    assert shown.scope() == "单位：教育局；级别：警告、提示。共 1 条：错误 0，警告 1，提示 0"
    shown.element("#reset").click()
    shown.choose("rule", "TIM-006")
    assert shown.messages() == ["日期格式不规范"]
    shown.choose("department", "教育局")
    assert shown.messages() == []
    assert shown.element("#nothing").is_displayed()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("未填写", 1, id="in a message"),
        pytest.param("河道", 1, id="in a project"),
        pytest.param("９５％", 1, id="full width finds half width"),
        pytest.param("财政局 第149", 1, id="all words, in whatever field"),
        pytest.param("c2", 1, id="a cell, in small letters"),
        pytest.param("没有这个词", 0, id="nothing"),
    ],
)
def test_it_searches_all_texts(opened: Callable[..., Page], text: str, found: int) -> None:
    shown = opened(FINDINGS)
    shown.search(text)
    assert len(shown.messages()) == found


def test_it_sorts_up_and_down_and_back(opened: Callable[..., Page]) -> None:
    shown = opened(FINDINGS[:3])
    button = shown.element("[data-sort=code]")
    codes = "return Array.from(document.querySelectorAll('#rows td:last-child .main'), e => e.textContent)"
    button.click()
    assert shown.run(codes) == ["CMP-008", "SIG-001", "TIM-006"]
    assert shown.headings() == []
    assert shown.element("#list th:last-child").get_attribute("aria-sort") == "ascending"
    button.click()
    assert shown.run(codes) == ["TIM-006", "SIG-001", "CMP-008"]
    button.click()
    assert shown.headings() == ["教育局", "教育局.xlsx", "水利局", "水利局.xlsx"]


def test_it_turns_pages(opened: Callable[..., Page]) -> None:
    shown = opened(FINDINGS)
    assert len(shown.messages()) == 100
    assert shown.element("#page").text == "第 1 / 2 页"
    assert not shown.element("#back").is_enabled()
    shown.element("#next").click()
    assert len(shown.messages()) == 53
    assert shown.headings()[:2] == ["财政局", "财政局.xlsx"]
    assert not shown.element("#next").is_enabled()


def test_it_opens_on_the_worst_departments_and_a_click_shows_their_findings(opened: Callable[..., Page]) -> None:
    shown = opened(FINDINGS)
    worst = shown.run("return Array.from(document.querySelectorAll('#worst .name'), e => e.textContent)")
    assert worst[:2] == ["教育局", "财政局"]
    assert "错误 1" in shown.element("#worst li:first-child .number").text
    assert shown.run("return document.querySelectorAll('#worst li:first-child .bar span').length") == 2
    shown.element("#worst li:nth-child(3) button").click()
    assert shown.messages() == ["日期格式不规范"]


def test_the_same_problem_of_many_departments_is_one_line(opened: Callable[..., Page]) -> None:
    same = [
        finding("满意度指标应使用“≥”", code="OPR-001", department=f"第{number % 12}局", file=f"{number}.xlsx")
        for number in range(36)
    ]
    shown = opened([*FINDINGS, *same])
    first = shown.element("#common li:first-child")
    assert "12 个单位 36 处" in first.text
    assert shown.element("#worst-more").text == "另有 7 个单位"
    assert shown.element("#overview").is_displayed()
    first.find_element("css selector", "button").click()
    assert shown.scope().startswith("规则：OPR-001。共 36 条")


def test_it_fits_a_telephone(opened: Callable[..., Page]) -> None:
    shown = opened(FINDINGS)
    shown.resize(390, 800)
    assert shown.run("return document.documentElement.scrollWidth <= window.innerWidth")
    assert not shown.element("#list thead").is_displayed()
    assert shown.element("#rows .message").is_displayed()


def test_what_was_not_checked_can_be_unfolded(opened: Callable[..., Page]) -> None:
    files = [checked("教育局.xlsx"), checked("坏.xlsx", "failed", "文件损坏")]
    shown = opened(FINDINGS[:1], files=files, skipped=[Skip("SCR-003", "a", "b", "没有分值")])
    shown.element("#files-title").click()
    assert shown.element("#files").text == "坏.xlsx：文件损坏"
    assert shown.element("#skipped-title").text == "未执行的规则（1）"


def test_nothing_typed_becomes_markup_or_runs(opened: Callable[..., Page]) -> None:
    shown = opened([everywhere(text) for text in NASTY])
    elements = "return document.querySelectorAll('img, iframe, a, #rows script, #rows b').length"
    assert shown.run(elements) == 0
    assert shown.run("return document.title") == "预算绩效目标检查结果"
    assert len(shown.messages()) == len(NASTY)
    assert any("</script><script>" in message for message in shown.messages())
    assert not any("\u202e" in message or "\x00" in message for message in shown.messages())
    for text in ("</script>", "=cmd|", "{data}"):
        shown.search(text)
        assert len(shown.messages()) == 1
    assert shown.complaints() == []


def test_paper_gets_all_that_is_selected_and_no_controls(opened: Callable[..., Page], tmp_path: Path) -> None:
    shown = opened(FINDINGS)
    shown.choose("department", "财政局")
    text = _paper(shown, tmp_path)
    assert "第149行没有依据" in text and "第0行没有依据" in text
    assert "单位：财政局。共 150 条" in text
    for control in ("清除筛选", "下一页", "教育局.xlsx", "搜索"):
        assert control not in text
    assert len(shown.messages()) == 100  # back to one page on the screen


def test_paper_has_what_was_not_checked_folded_or_not(opened: Callable[..., Page], tmp_path: Path) -> None:
    files = [checked("教育局.xlsx"), checked("坏.xlsx", "failed", "文件损坏")]
    shown = opened(FINDINGS, files=files, skipped=[Skip("SCR-003", "a", "b", "没有分值")])
    text = _paper(shown, tmp_path)
    assert "坏.xlsx：文件损坏" in text and "没有分值" in text and "问题最多的单位" in text
    shown.choose("department", "财政局")
    part = _paper(shown, tmp_path)
    assert "教育局" not in part and "坏.xlsx" not in part  # what one department gets tells nothing of the others


def test_on_paper_every_page_repeats_the_head_of_the_table_and_is_numbered(
    opened: Callable[..., Page], tmp_path: Path
) -> None:
    pages = _paper(opened(FINDINGS), tmp_path).split("\f")[:-1]
    assert len(pages) > 3
    assert all("现值与建议值" in one for one in pages)
    assert f"第 2 页 共 {len(pages)} 页" in pages[1]


def _paper(shown: Page, folder: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    (folder / "page.pdf").write_bytes(shown.printed())
    command = ["pdftotext", "-layout", str(folder / "page.pdf"), "-"]
    return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()


def test_the_browser_lays_out_as_little_of_twenty_thousand_findings_as_of_a_thousand(
    opened: Callable[..., Page],
) -> None:
    elements = [opened(many(number)).elements() for number in (1_000, 20_000)]
    assert elements[0] == elements[1] < 5_000
    shown = opened(many(20_000))
    shown.search("培训人次19999")
    assert len(shown.messages()) <= 1


def test_of_very_many_findings_paper_gets_the_first_and_says_so(opened: Callable[..., Page]) -> None:
    shown = opened(many(2_100))
    shown.run("window.dispatchEvent(new Event('beforeprint'))")
    assert len(shown.messages()) == 2_000
    assert shown.element("#unprinted").get_attribute("textContent") == (
        "只打印前 2000 条，另有 100 条未打印；请按单位筛选后分批打印。"
    )
