"""The review in a real browser and with a real server: Debian's Chromium, headless, through Playwright."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.report.browsing import IN_A_BROWSER, PHONE
from tests.review.conftest import REPRINT

pytestmark = IN_A_BROWSER


@dataclass
class Server:
    """``align review`` as a process; ``address`` has its token."""

    process: subprocess.Popen[str]
    address: str

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def serve(pair: tuple[Path, Path]) -> Iterator[Callable[[], Server]]:
    started: list[Server] = []

    def start() -> Server:
        command = [sys.executable, "-m", "align", "review", *map(str, pair)]
        process = subprocess.Popen(
            [*command, "--no-open", "--port", "0", "--name", "ms"], stderr=subprocess.PIPE, text=True
        )
        assert process.stderr is not None
        found = re.search(r"http://\S+", process.stderr.readline())
        assert found
        started.append(Server(process, found.group()))
        return started[-1]

    yield start
    for server in started:
        server.kill()


@dataclass
class Window:
    """A page of the review, with everything it complained of."""

    page: Any
    complaints: list[str] = field(default_factory=list)

    def until(self, script: str) -> None:
        """Wait for a script to be true."""
        for _ in range(160):
            if self.page.evaluate(script):
                return
            self.page.wait_for_timeout(50)
        said = self.page.inner_text("#said") + "|" + self.page.inner_text("#alarm")
        pytest.fail(f"never came true: {script} ({said})")

    def says(self, words: str) -> None:
        self.until(f"document.querySelector('#said').textContent.includes({words!r})")

    def find(self, check: str) -> None:
        """Go to the first finding of a check."""
        self.page.eval_on_selector(f".card[data-check={check}]", "card => card.click()")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def sentence(self, number: int) -> str:
        return str(self.page.get_attribute(f"#t{number}", "data-text"))


@pytest.fixture
def window(browser: Any) -> Iterator[Callable[..., Window]]:
    opened: list[tuple[Any, Window]] = []

    def open_at(address: str, **options: Any) -> Window:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        it = Window(context.new_page())
        it.page.on("pageerror", lambda error: it.complaints.append(str(error)))
        it.page.on("console", lambda message: it.complaints.append(message.text))
        it.page.goto(address)
        opened.append((context, it))
        return it

    yield open_at
    for context, it in opened:
        context.close()
        # A refused request (409) and a server that was killed are said by the browser as well.
        assert [one for one in it.complaints if "Failed to load resource" not in one] == []


def test_a_whole_editing_session_outlives_the_server(
    serve: Callable[[], Server], window: Callable[..., Window], pair: tuple[Path, Path]
) -> None:
    server = serve()
    it = window(server.address)
    for check, words in (("dates", "“14” became “4”: 1 finding gone"), ("numbers", "1.8 billion yen")):
        it.find(check)
        it.press("a")
        it.says(words)
    it.page.focus("#t4")
    it.press("Enter", "Control+a")
    it.page.keyboard.type("Trains stop by themselves. They wait for word.")
    it.press("Enter")
    it.says("sentence changed")
    assert (it.sentence(4), it.sentence(5)) == ("Trains stop by themselves.", "They wait for word.")
    it.press("j")
    key = it.page.get_attribute(".card.now", "data-key")
    it.page.fill(".card.now .note input", "the desk wants it")
    it.page.click(".card.now .acts >> text=Dismiss")
    it.says("1 finding dismissed")
    it.page.focus("#t0")
    it.press("m")
    it.says("beads merged")
    it.press("s")
    it.says("bead split")
    it.press("c")
    it.says("checked again")
    it.page.click(".menu summary")
    it.page.click("#save")
    it.says("saved in line.en.txt.review")
    it.page.focus("#t1")
    it.press("Enter")
    it.page.keyboard.type(" Half a sen")
    it.page.wait_for_timeout(400)

    server.kill()
    it.page.keyboard.type("tence")
    again = window(serve().address)
    again.until("document.querySelector('.editor')?.value.endsWith(' Half a sen')")
    again.page.focus(".editor")
    again.press("Escape")
    assert (again.sentence(4), again.sentence(5)) == ("Trains stop by themselves.", "They wait for word.")
    assert "Aug. 4, and" in again.sentence(2)
    card = f'.card[data-key="{key}"]'
    assert again.page.get_attribute(card, "data-state") == "dismissed"
    assert again.page.get_attribute(card, "data-note") == "the desk wants it"
    for _ in range(20):
        if again.page.is_disabled("#undo"):
            break
        again.press("u")
        again.page.wait_for_timeout(150)
    again.until("document.querySelector('#undo').disabled")
    assert "Aug. 14, and" in again.sentence(2)
    assert pair[1].read_text(encoding="utf-8") == REPRINT


def test_two_windows(serve: Callable[[], Server], window: Callable[..., Window]) -> None:
    server = serve()
    one, other = window(server.address), window(server.address)
    for it in (one, other):
        it.page.dblclick("#t1 p")
    one.page.fill(".editor", "Trains have not run since July 23.")
    other.page.fill(".editor", "The line has been shut since July 23.")
    one.press("Enter")
    one.says("sentence changed")
    other.press("Enter")
    other.until("document.querySelector('#alarm').textContent.includes('changed in another window')")
    assert other.page.input_value(".editor") == "The line has been shut since July 23."  # nothing is lost
    other.press("Enter")  # having seen it, he insists
    other.says("sentence changed")
    one.until("document.querySelector('#t1').dataset.text.startsWith('The line has been shut')")


def test_beads_by_mouse_and_a_name_everywhere(
    serve: Callable[[], Server], window: Callable[..., Window]
) -> None:
    it = window(serve().address)
    it.page.drag_and_drop("#t1 .number", "#s0")
    it.says("sentences joined in a bead")
    assert it.page.get_attribute("#t1", "data-bead") == it.page.get_attribute("#t0", "data-bead")
    it.page.focus("#t1")
    it.press("]")
    it.says("sentence moved")
    it.press("l")
    it.says("bead undone")
    it.find("numbers")
    it.press("h")
    it.page.fill("#old", "Kusegawa")
    it.page.fill("#new", "Kuzegawa")
    it.press("Enter")
    it.says("in 1 place")
    assert "Kuzegawa Line" in it.sentence(0)
    it.press("g")
    for field_name, words in (
        ("source", "水位"),
        ("target", "water level"),
        ("forbidden", "the water"),
    ):
        it.page.fill(f"#term-{field_name}", words)
    it.press("Enter")
    it.says("glossary: 水位 = water level, not the water")
    assert it.page.query_selector(".card.came[data-check=terminology]")


def test_on_a_phone_everything_fits_and_can_be_decided(
    serve: Callable[[], Server], window: Callable[..., Window]
) -> None:
    it = window(serve().address, **PHONE)
    assert it.page.evaluate("document.documentElement.scrollWidth") <= 390
    it.page.tap("#next")
    it.page.tap(".card.now .acts >> text=Done")
    it.says("1 finding done")
    assert it.page.evaluate("document.documentElement.scrollWidth") <= 390


UNNAMED = """() => [...document.querySelectorAll(
    'button, a[href], input, select, textarea, [role=group], dialog, summary')]
  .filter(e => !(e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.labels?.length
    || e.textContent.trim()))
  .map(e => e.outerHTML)"""
DOUBLED = """() => {
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  return ids.filter((id, at) => ids.indexOf(id) !== at);
}"""
AXE = Path(
    "node_modules/axe-core/axe.min.js"
)  # `npm install --no-save axe-core` in the repository; not ours to ship


def test_names_and_roles_for_a_screen_reader(
    serve: Callable[[], Server], window: Callable[..., Window]
) -> None:
    it = window(serve().address)
    it.press("j")
    it.page.focus("#t2")
    assert it.page.evaluate(UNNAMED) == []
    assert it.page.evaluate(DOUBLED) == []
    assert it.page.get_attribute("#said", "role") == "status"
    assert it.page.get_attribute("#alarm", "role") == "alert"
    assert it.page.get_attribute("#t2", "aria-label") == "Reprint, sentence 3"
    if AXE.is_file():
        it.page.evaluate(AXE.read_text(encoding="utf-8"))
        grave = (
            "r => r.violations.filter(v => ['serious', 'critical'].includes(v.impact))"
            ".map(v => [v.id, v.nodes[0].html])"
        )
        assert it.page.evaluate(f"axe.run().then({grave})") == []
