"""One browser for all tests that need one: Playwright bears only one of itself in a process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.report.browsing import CHROMIUM, QUIET


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    missing = "the package `playwright` is not installed"
    playwright = pytest.importorskip("playwright.sync_api", reason=missing)
    with playwright.sync_playwright() as engine:
        running = engine.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield running
        running.close()
