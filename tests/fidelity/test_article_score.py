"""The article's score tells right from wrong, not literal from free."""

import numpy as np
import pytest

import align
from align.document import Finding
from align.fidelity.scoring.article import Tally, points_of


def tally(points: list[float], words: list[float], rendered: list[float]) -> Tally:
    return Tally(*(np.array(values, float) for values in (points, words, rendered)))


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        # nothing found wrong, however free, above one error in a long text
        (tally([0], [50], [1.0]), tally([5], [500], [1.0])),
        # the same errors in fewer words weigh more
        (tally([5], [500], [1.0]), tally([5], [100], [1.0])),
        # a passage that renders something else
        (tally([0, 0], [50, 50], [1.0, 1.0]), tally([0, 0], [50, 50], [1.0, 0.1])),
        # one minor finding costs less than one critical
        (tally([0.4], [100], [1.0]), tally([5], [100], [1.0])),
    ],
)
def test_order(better: Tally, worse: Tally) -> None:
    assert 0 <= worse.fidelity() < better.fidelity() <= 100


def test_nothing_wrong_is_a_hundred_and_the_interval_holds_the_score() -> None:
    assert tally([0, 0], [10, 20], [1, 1]).fidelity() == 100
    some = tally([0, 5, 0, 0.4, 0], [20, 25, 30, 20, 10], [1, 1, 0.9, 1, 1])
    low, high = some.interval()
    assert 0 <= low <= some.fidelity() <= high <= 100


@pytest.mark.parametrize(
    ("category", "severity", "points"),
    [
        ("accuracy/mistranslation", "critical", 5.0),
        ("accuracy/mistranslation", "minor", 0.4),
        ("accuracy/omission", "major", 0.3),
        ("accuracy/addition", "critical", 0.5),
        ("style/inconsistent-style", "major", 0.6),
        ("fluency/punctuation", "info", 0.0),
    ],
)
def test_points(category: str, severity: str, points: float) -> None:
    found = Finding("any", category, severity, "Something.")  # type: ignore[arg-type]
    assert points_of(found) == pytest.approx(points)


SOURCE = """駅前の書店が３月末で閉店する。
店主の田村さんは「客が減った」と話した。
跡地には市の図書館が入る。"""
RIGHT = """The bookshop in front of the station will close at the end of March.
Mr. Tamura, who owns it, said there were fewer customers.
The city library will move into the building."""
OTHER = """The lake froze over in the night and the ferries stayed in port.
Fishermen waited at the pier with their nets.
Nobody could remember a colder winter."""


def test_an_article_about_something_else_has_little() -> None:
    source = align.read(SOURCE.encode())
    right, other = (
        align.check(source, align.read(text.encode())).scores["fidelity"] for text in (RIGHT, OTHER)
    )
    assert other < 40 < 80 < right
