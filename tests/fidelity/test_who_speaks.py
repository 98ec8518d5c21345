"""Words given to somebody else, in articles of two or three lines: he said is whoever spoke before, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from align.document import Bead
from align.names import ledger
from align.pipeline.two_articles import article_of_lines
from tests.fidelity.pairs import checked, embedded

PAIRS = Path(__file__).parent / "minimal_pairs" / "speaker.tsv"
CHOICE = re.compile(r"\{([^|}]*)\|([^}]*)\}")
CHECKS = ("speakers", "exchanged_persons")
LEAST, MOST = 11, 0  # wrong ones that are found, right ones that are accused, as measured


def accused(source: str, target: str, language: str) -> bool:
    lines, printed = source.split(" / "), target.split(" / ")
    here, there = article_of_lines(lines, language, "source"), article_of_lines(printed, "en", "target")
    beads = [Bead((at,), (at,), 1.0) for at in range(len(lines))]
    names = ledger(here[0], there[0], here[1], there[1], beads, embedded())
    found = checked(lines, printed, language, CHECKS, names=names).findings
    return any(one.severity != "info" for one in found)


def test_words_in_anothers_mouth_are_found() -> None:
    rows = [
        line.split("\t")
        for line in PAIRS.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    hits = false = 0
    for language, source, close, free in rows:
        right, wrong = CHOICE.sub(r"\1", close), CHOICE.sub(r"\2", close)
        false += accused(source, right, language) + accused(source, free, language)
        hits += accused(source, wrong, language)
    assert hits >= LEAST, f"{hits} found"
    assert false <= MOST, f"{false} accused"
