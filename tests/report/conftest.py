from __future__ import annotations

import pytest

from align.document import Report
from tests.report.editors_report import editors_report
from tests.report.extreme_reports import hostile_report


@pytest.fixture(scope="session")
def report() -> Report:
    return editors_report()


@pytest.fixture(scope="session")
def hostile() -> Report:
    return hostile_report()
