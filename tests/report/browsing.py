"""A page in a real browser: Debian's Chromium, headless, through Playwright. The fixtures are in conftest.py."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
IN_A_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on the PATH"),
]


@dataclass
class Opened:
    """A page, with everything it complained of and every request it made beyond its own file."""

    page: Any
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def ids(self) -> list[str]:
        shown: list[str] = self.page.eval_on_selector_all(
            ".card:not([hidden])", "cards => cards.map(c => c.id)"
        )
        return shown

    def current(self) -> str | None:
        found: str | None = self.page.evaluate("document.querySelector('.card.now')?.id ?? null")
        return found

    def until(self, script: str) -> None:
        """Wait for a script to be true. (Playwright's own wait evaluates in the page, which the policy forbids.)"""
        for _ in range(100):
            if self.page.evaluate(script):
                return
            self.page.wait_for_timeout(50)
        pytest.fail(f"never came true: {script}")

    def style(self, selector: str, name: str) -> str:
        script = "([s, n]) => getComputedStyle(document.querySelector(s)).getPropertyValue(n)"
        value: str = self.page.evaluate(script, [selector, name])
        return value


def with_page(name: str, **options: Any) -> Any:
    return pytest.mark.parametrize("opened", [{"name": name, **options}], indirect=True, ids=[name])


PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
