"""The page over all articles of a run in a real browser."""

from __future__ import annotations

from tests.report.browsing import IN_A_BROWSER, PHONE, Opened, with_page

pytestmark = IN_A_BROWSER


@with_page("index.html")
def test_the_index_sorts_and_searches(opened: Opened) -> None:
    def titles() -> list[str]:
        script = "rows => rows.map(r => r.cells[1].textContent)"
        found: list[str] = opened.page.eval_on_selector_all("tbody tr:not([hidden])", script)
        return found

    assert titles() == ["zh/tariffs", "=1+1<b>"]
    opened.page.click("thead button >> text=Major")
    assert titles() == ["=1+1<b>", "zh/tariffs"]
    assert opened.page.get_attribute("th[aria-sort]", "aria-sort") == "descending"
    opened.page.click("thead button >> text=Major")
    assert titles() == ["zh/tariffs", "=1+1<b>"]
    opened.page.click("thead button >> text=Source")
    opened.page.fill("#search", "tariffs")
    assert titles() == ["zh/tariffs"]
    assert opened.page.locator("svg.plot").count() == 5


@with_page("index.html", **PHONE)
def test_the_index_on_a_phone(opened: Opened) -> None:
    page = opened.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    widths = page.eval_on_selector_all("tbody th", "heads => heads.map(h => h.getBoundingClientRect().width)")
    assert min(widths) > 300  # a title has the whole line, not a column of single letters
    shown = page.inner_text("tbody tr:first-child")
    assert "Japan and U.S." in shown
    label = page.evaluate("getComputedStyle(document.querySelector('td.number'), '::before').content")
    assert label == '"Fidelity"'
    page.click("thead button >> text=Major")
    page.fill("#search", "tariffs")
    assert page.evaluate("document.querySelectorAll('tbody tr:not([hidden])').length") == 1
