"""The lead of a free reprint sums up all of the source; what it invents is an addition all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from align import check, read
from align.document import Finding

BENCH = Path(__file__).parents[2] / "corpora" / "bench"
INVENTED = (
    "A Norwegian fund has offered 47.3 million euros for the building, a broker in Oslo told reporters."
)


def of_the_lead(folder: Path, before: str = "") -> list[Finding]:
    free = read(folder / "free.txt")
    body = free.text[free.blocks[1].start :] if free.blocks[0].kind == "headline" else free.text
    report = check(read(folder / "source.txt"), before + body, checks=["addition"], scored=False)
    return [found for found in report.findings if found.target is not None and found.target.sentence < 2]


@pytest.mark.parametrize(
    "folder", sorted(path for path in BENCH.iterdir() if path.is_dir()), ids=lambda path: path.name
)
def test_a_lead_in_other_words_is_no_addition(folder):
    assert [found for found in of_the_lead(folder) if found.severity != "info"] == []


@pytest.mark.parametrize("name", ["ja-court-ruling", "zh-dairy-takeover", "zh-ferry-fire"])
def test_an_invented_lead_stays_an_addition(name):
    (found,) = [found for found in of_the_lead(BENCH / name, f"{INVENTED} ") if found.severity != "info"]
    assert found.target is not None
    assert found.target.text == INVENTED
    assert found.severity in ("major", "minor")
