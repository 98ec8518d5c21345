"""Dates as newspapers print them."""

from __future__ import annotations

from datetime import date

import pytest

from align.read.dates import find_date, parse_date

DAY = date(2025, 4, 21)


@pytest.mark.parametrize(
    "text",
    [
        "2025年4月21日", "２０２５年４月２１日（月）", "令和7年4月21日", "二〇二五年四月二十一日", "民國114年4月21日",
        "2025年4月21號",
        "2025-04-21", "2025/4/21 10:30", "2025.4.21", "April 21, 2025", "Apr. 21, 2025", "21 April 2025",
        "Monday, 21st April, 2025", "2025-04-21T10:30:00+09:00", "Updated: April 21, 2025 15:30 JST",
    ],
)  # fmt: skip
def test_forms(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    "text", ["4月21日", "April 21", "2025年2月30日", "13/13/2025", "12025-04-211", "", None, 5, ["x"]]
)
def test_no_full_date(text: object) -> None:
    assert parse_date(text) is None


def test_the_first_date_and_its_place() -> None:
    text = "発表は2025年4月21日、施行は2026年4月1日。"
    assert find_date(text) == (DAY, 3, 13)
    assert parse_date("令和元年5月1日") == date(2019, 5, 1)
    assert parse_date("20250421") == DAY
