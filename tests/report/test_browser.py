"""An article's page in a real browser: Debian's Chromium, headless, through Playwright."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.report.browsing import IN_A_BROWSER, PHONE, Opened, with_page

pytestmark = IN_A_BROWSER


def test_walking_from_finding_to_finding(opened: Opened) -> None:
    order = opened.ids()
    for key, at in (("j", 0), ("j", 1), ("n", 2), ("k", 1), ("p", 0), ("p", 11), ("j", 0)):
        opened.page.keyboard.press(key)
        assert opened.current() == order[at]
    assert opened.page.inner_text("#shown") == "1 / 12"
    assert opened.page.evaluate("document.activeElement.id") == order[0]


def test_a_finding_shows_where_it_is(opened: Opened) -> None:
    opened.page.click("#f4")
    marked = opened.page.eval_on_selector_all(".mark.now", "marks => marks.map(m => m.textContent)")
    assert sorted(marked) == ["6 billion yen", "6万亿日元"]
    opened.until(
        "() => { const r = document.querySelector('.target .mark.now').getBoundingClientRect();"
        " return r.top > 0 && r.bottom < innerHeight; }"
    )


def test_a_mark_opens_its_finding(opened: Opened) -> None:
    opened.page.click(".target .mark >> text=Mnuchin")
    assert opened.current() == "f7"
    opened.page.keyboard.press("Escape")
    assert opened.current() is None


def test_filters(opened: Opened) -> None:
    opened.page.click(".chip[data-severity=minor]")
    opened.page.click(".chip[data-severity=info]")
    assert len(opened.ids()) == 8
    opened.page.select_option("#kind", "names")
    assert opened.ids() == ["f0", "f2", "f7"]
    opened.page.fill("#search", "Mnuchin")
    assert opened.ids() == ["f7"]
    assert opened.page.inner_text("#shown") == "1 of 12"
    assert "off" in opened.page.get_attribute("#t2 .mark", "class")
    opened.page.fill("#search", "nowhere")
    assert opened.page.is_visible("#nothing")
    opened.page.keyboard.press("Escape")
    opened.page.keyboard.press("j")  # nothing to walk to, and no complaint


def test_order_by_severity(opened: Opened) -> None:
    opened.page.select_option("#order", "severity")
    severities = opened.page.eval_on_selector_all(".card", "cards => cards.map(c => c.dataset.severity)")
    assert severities == ["critical"] * 4 + ["major"] * 4 + ["minor"] * 3 + ["info"]


def test_decisions_are_kept_exported_and_loaded(opened: Opened, tmp_path: Path) -> None:
    page = opened.page
    page.keyboard.press("j")
    page.keyboard.press("d")
    page.keyboard.press("j")
    page.click(".card.now [data-act=dismissed]")
    page.fill(".card.now .note input", "the paper's own spelling")
    page.keyboard.press("Tab")
    states = "cards => cards.map(c => c.dataset.state)"
    assert page.eval_on_selector_all(".card", states)[:3] == ["done", "dismissed", "open"]
    page.reload()
    assert page.eval_on_selector_all(".card", states)[:3] == ["done", "dismissed", "open"]
    page.click(".chip[data-state=done]")
    page.click(".chip[data-state=dismissed]")
    assert "f1" not in opened.ids()
    assert "f0" in opened.ids()

    with page.expect_download() as waiting:
        page.click("#export")
    waiting.value.save_as(tmp_path / "decisions.jsonl")
    lines = (tmp_path / "decisions.jsonl").read_text(encoding="utf-8").splitlines()
    saved = [json.loads(line) for line in lines]
    assert {row["state"] for row in saved} == {"done", "dismissed"}
    assert [row["note"] for row in saved if row["state"] == "dismissed"] == ["the paper's own spelling"]

    page.click("#baseline")
    page.keyboard.press("x")  # no finding is dismissed behind the dialog
    assert json.loads(page.input_value("#lines"))["reason"] == "the paper's own spelling"
    page.click("#copy")
    assert page.inner_text("#copied") in ("Copied", "Press Ctrl+C")
    with page.expect_download() as waiting:
        page.click("#keep")
    waiting.value.save_as(tmp_path / "baseline.jsonl")
    (line,) = (tmp_path / "baseline.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["reason"] == "the paper's own spelling"
    page.keyboard.press("Escape")
    assert not page.is_visible("#accepted")

    page.evaluate("localStorage.clear()")
    page.reload()
    assert len(opened.ids()) == 12
    page.set_input_files("#file", tmp_path / "decisions.jsonl")
    opened.until("document.querySelector('#saved').textContent === '2 loaded'")
    assert page.get_attribute("#f1", "data-state") == "done"
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    page.set_input_files("#file", tmp_path / "broken.json")
    opened.until("document.querySelector('#saved').textContent.startsWith('This is not')")


def test_many_are_dismissed_at_once_and_brought_back(opened: Opened) -> None:
    page = opened.page
    page.select_option("#kind", "names")
    page.click("#bulk")
    assert opened.ids() == []
    assert page.inner_text("#saved") == "3 dismissed"
    page.select_option("#kind", "")
    assert len(opened.ids()) == 9
    page.click("#bulk >> text=Undo")
    assert len(opened.ids()) == 12


def test_keys_leave_typing_alone_and_can_be_turned_off(opened: Opened) -> None:
    opened.page.click("#search")
    opened.page.keyboard.type("jjkd")
    assert opened.current() is None
    opened.page.fill("#search", "")
    opened.page.keyboard.press("Escape")
    opened.page.keyboard.press("?")
    assert opened.page.is_visible("#help")
    opened.page.uncheck("#single")
    opened.page.keyboard.press("Escape")
    opened.page.keyboard.press("j")
    assert opened.current() is None


def test_hovering_lights_up_the_counterpart_and_its_band(opened: Opened) -> None:
    opened.page.hover("#t1 p")
    lit = opened.page.eval_on_selector_all(".piece.lit", "pieces => pieces.map(p => p.id)")
    assert lit == ["s1", "s2", "t1"]
    assert opened.page.locator(".ribbons path.lit").count() == 1


def test_moved_blocks_are_joined_by_a_band(opened: Opened) -> None:
    opened.page.locator("#t2").scroll_into_view_if_needed()
    opened.page.wait_for_selector(".ribbons path.moved", state="attached")
    box = opened.page.evaluate(
        "() => { const p = document.querySelector('.ribbons path.moved').getBoundingClientRect();"
        " const s = document.querySelector('#s7').getBoundingClientRect();"
        " const t = document.querySelector('#t2').getBoundingClientRect();"
        " return [p.left - s.right, p.right - t.left, p.bottom - s.bottom, p.top - t.top]; }"
    )
    assert all(abs(distance) < 1.5 for distance in box)


@with_page("report.html", color_scheme="dark")
def test_dark_and_light(opened: Opened) -> None:
    dark = opened.style("html", "background-color")
    opened.page.click("#theme")
    light = opened.style("html", "background-color")
    assert light != dark
    opened.page.reload()
    assert opened.style("html", "background-color") == light


CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const behind = (element) => { const layers = [];
    for (let at = element; at; at = at.parentElement) { const c = rgb(getComputedStyle(at).backgroundColor);
      layers.push(c); if (c[3] === 255) break; }
    return layers.reverse().reduce((under, c) => under.map((v, i) => v + (c[i] - v) * c[3] / 255), [255, 255, 255]); };
  const low = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || element.closest("script, style, [hidden], svg, dialog") || !element.checkVisibility()) continue;
    const a = light(rgb(getComputedStyle(element).color)), b = light(behind(element));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) low.push([element.tagName, element.className, ratio.toFixed(2), element.textContent.slice(0, 20)]);
  }
  return low;
}"""


@pytest.mark.parametrize(
    "opened",
    [
        {"name": name, "color_scheme": scheme}
        for name in ("report.html", "index.html")
        for scheme in ("light", "dark")
    ],
    indirect=True,
)
def test_contrast(opened: Opened) -> None:
    if opened.page.query_selector(".card"):
        opened.page.keyboard.press("j")
    assert opened.page.evaluate(CONTRAST) == []


@with_page("report.html", **PHONE)
def test_a_phone(opened: Opened) -> None:
    page = opened.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    source, target = (page.locator(selector).bounding_box() for selector in ("#s0", "#t0"))
    assert source["y"] + source["height"] <= target["y"]
    page.tap("#next")
    card = page.locator(".card.now").bounding_box()
    assert 300 < card["y"] < 844  # a sheet at the foot of the screen
    page.tap(".card.now [data-act=done]")
    assert page.get_attribute(".card.now", "data-state") == "done"


def test_the_printed_page(opened: Opened) -> None:
    page = opened.page
    page.emulate_media(media="print")
    assert not page.is_visible(".filters")
    assert not page.is_visible(".walk")
    assert page.is_visible("#f11 .message")
    source, target = (page.locator(selector).bounding_box() for selector in ("#s0", "#t0"))
    assert abs(source["y"] - target["y"]) < 2  # still side by side
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    assert page.pdf().startswith(b"%PDF")
    page.evaluate("dispatchEvent(new Event('afterprint'))")


@with_page("hostile.html")
def test_nothing_hostile_runs(opened: Opened) -> None:
    page = opened.page
    for _ in range(10):
        page.keyboard.press("j")
    page.hover("#t1 p")
    assert page.evaluate("window.pwned") is None
    assert page.inner_text("#f0 .message") == "<script>window.pwned=1</script>"
    assert page.locator("img").count() == 0


@with_page("report.html", java_script_enabled=False)
def test_readable_without_scripts(opened: Opened) -> None:
    assert opened.page.is_visible("#f0 .message")
    assert opened.page.is_visible("#t0")
    assert not opened.page.is_visible(".filters")
    opened.page.click("#t6 .mark")
    assert opened.page.url.endswith("#f7")


def test_landmarks_and_names(opened: Opened) -> None:
    tree = opened.page.locator("body").aria_snapshot()
    for expected in (
        "- banner",
        "- main",
        '- complementary "Findings"',
        "- contentinfo",
        '- button "Next',
        "- table",
    ):
        assert expected in tree
    unnamed = "e => e.filter(x => !x.labels?.length && !x.ariaLabel && !x.textContent.trim()).length"
    assert opened.page.eval_on_selector_all("button, select, input", unnamed) == 0


@with_page("long.html")
def test_two_thousand_findings(opened: Opened) -> None:
    assert len(opened.ids()) == 2000
    opened.page.fill("#search", "Finding 1999")
    assert opened.ids() == ["f1999"]
    opened.page.click("#next")
    opened.until(
        "() => { const r = document.querySelector('#t499').getBoundingClientRect();"
        " return r.top > 0 && r.top < innerHeight; }"
    )
