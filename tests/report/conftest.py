from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from align.document import Report
from align.report import index_entry, render, write_index
from tests.report.browsing import Opened
from tests.report.editors_report import editors_report
from tests.report.extreme_reports import hostile_report, long_report


@pytest.fixture(scope="session")
def report() -> Report:
    return editors_report()


@pytest.fixture(scope="session")
def hostile() -> Report:
    return hostile_report()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")

    def write(name: str, report: Report) -> None:
        text = render(report, "html")
        assert isinstance(text, str)
        (folder / name).write_text(text, encoding="utf-8")

    write("report.html", editors_report())
    write("hostile.html", hostile_report())
    write("long.html", long_report(2000))
    entries = [index_entry(editors_report(), "report.html"), index_entry(hostile_report(), "hostile.html")]
    write_index(entries, folder / "index.html")
    return folder


@pytest.fixture
def opened(browser: Any, pages: Path, request: pytest.FixtureRequest) -> Iterator[Opened]:
    options: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}, **getattr(request, "param", {})}
    name = options.pop("name", "report.html")
    context = browser.new_context(**options)
    it = Opened(context.new_page())
    it.page.on("console", lambda message: it.complaints.append(message.text))
    it.page.on("pageerror", lambda error: it.complaints.append(str(error)))
    own = (pages / name).as_uri()
    it.page.on("request", lambda sent: sent.url.startswith((own, "blob:")) or it.requests.append(sent.url))
    it.page.goto(own)
    yield it
    context.close()
    assert it.complaints == []
    assert it.requests == []
