"""A figure of a free reprint that another sentence of the source gives is no error; a day of another month is none."""

from __future__ import annotations

from pathlib import Path

from align.pipeline import check
from align.read import read
from tests.fidelity.pairs import embedded

CORPUS = Path(__file__).resolve().parents[3] / "corpora"


def test_the_14th_of_another_month_excuses_no_14th() -> None:
    source, target = (CORPUS / side / "typhoon-rail.html" for side in ("sources/ja", "reprints"))
    report = check(read(source), read(target), embedded(), checks=["dates"], names=(), scored=False)
    assert report.reprint == "free"  # Aug. 14 stands for 8月4日; 9月13日と14日 is in another sentence
    assert [one.target and one.target.text for one in report.findings] == ["14"]
