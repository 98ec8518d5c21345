from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from align.model import Model, load_model
from align.review.server import Office, application
from align.review.works import Checking, TwoArticles

SOURCE = """台風で止まった久瀬川線、20日に再開

北陸中央鉄道は28日、久瀬川線を9月20日に全線で再開すると発表した。
運休は7月23日から続いている。
同社は8月4日からバスで代行輸送を行い、1日平均約900人が利用している。
復旧の費用は約18億円で、国が3分の2を負担する。
水位が基準を超えると、列車は自動的に止まる。
"""
REPRINT = """Kusegawa Line to reopen on 20th

The Hokuriku Chuo Railway said on the 28th that the Kusegawa Line will reopen along its full length on Sept. 20. Service has been suspended since July 23.

The company has been running replacement buses since Aug. 14, and about 900 people a day use them. Repairs cost about 1.8 million yen, and the state pays two-thirds. Trains stop automatically when the water rises above a set level.
"""  # noqa: E501
PORT, TOKEN = 8737, "a-token-of-the-tests"


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """A source and its reprint with a wrong day and a wrong amount."""
    source, target = tmp_path / "line.ja.txt", tmp_path / "line.en.txt"
    source.write_text(SOURCE, encoding="utf-8")
    target.write_text(REPRINT, encoding="utf-8")
    return source, target


@pytest.fixture(scope="session")
def model() -> Model:
    return load_model("embedded")


@pytest.fixture
def office(pair: tuple[Path, Path], model: Model) -> Callable[[], Office]:
    """Opens the review of the pair, as often as it is called: each as another server."""

    def opened() -> Office:
        checking = Checking(lambda: model)
        return Office(TwoArticles(str(pair[0]), str(pair[1]), (None, None), checking), "ms")

    return opened


@pytest.fixture
def client(office: Callable[[], Office]) -> TestClient:
    return client_of(office())


def client_of(office: Office) -> TestClient:
    """A window that has opened the address."""
    app: Any = application(office, TOKEN, PORT)
    client = TestClient(app, base_url=f"http://127.0.0.1:{PORT}")
    client.headers["origin"] = f"http://127.0.0.1:{PORT}"
    client.cookies.set(f"align-review-{PORT}", TOKEN)
    return client
