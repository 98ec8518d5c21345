"""Pairing by meaning: several sources, none, near-copies, dates, with an encoder that knows each sentence's meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.document import Article, Block, Language, Pair
from align.model import Model
from align.model.protocol import Vectors
from align.pair import pair
from align.pair.calibration import AMONG, Logistic
from align.pair.candidates import _largest
from align.read import read_all

CORPORA = Path(__file__).resolve().parents[2] / "corpora"

WORDS = (
    "river stone market paper window garden signal copper winter harvest island mirror tunnel anchor".split()
)


class KnowsMeanings:
    """Every sentence ends in its meaning, a letter code; one meaning is one random direction."""

    name, revision, verbs = "meanings", "1", frozenset({"embed"})

    def embed(self, sentences: Sequence[str], language: str) -> Vectors:
        rows = []
        for sentence in sentences:
            found = re.findall(r"<([a-z]+)>", sentence) or [sentence]
            parts = [np.random.default_rng(list(code.encode())).standard_normal(64) for code in found]
            rows.append(
                np.sum(parts, axis=0) + 0.1 * np.random.default_rng([*sentence.encode()]).standard_normal(64)
            )
        table = np.array(rows, np.float32).reshape(-1, 64)
        unit: Vectors = table / np.linalg.norm(table, axis=1, keepdims=True)
        return unit


MODEL: Model = KnowsMeanings()  # type: ignore[assignment]


def code(number: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in str(number))


def article(
    identifier: str,
    meanings: Sequence[int],
    language: Language = "ja",
    day: date | None = None,
    note: str = "",
) -> Article:
    sentence = "{} の話だ <{}>。" if language != "en" else "This is about {} <{}>."
    lines = [sentence.format(note, code(number)) for number in meanings]
    text = "\n".join(lines)
    starts = np.cumsum([0, *(len(line) + 1 for line in lines)])
    blocks = tuple(
        Block("body", int(start), int(start) + len(line)) for start, line in zip(starts, lines, strict=False)
    )
    return Article(id=identifier, text=text, language=language, blocks=blocks, date=day)


def found(pairs: Sequence[Pair]) -> list[tuple[str, str | None, str]]:
    return [(one.reprint, one.source, one.verdict) for one in pairs]


SOURCES = [article(f"s{at}", range(10 * at, 10 * at + 10)) for at in range(1, 13)]


def test_one_source_each_and_none() -> None:
    reprints = [
        article("whole", range(20, 30), "en"),
        article("part", [33, 35, 31, 37], "en"),
        article("stranger", range(900, 910), "en"),
    ]
    pairs = pair(reprints, SOURCES, MODEL)
    assert found(pairs) == [
        ("whole", "s2", "parallel"),
        ("part", "s3", "parallel"),
        ("stranger", None, "unrelated"),
    ]
    assert all(0.5 <= one.score <= 1 for one in pairs)
    assert pairs[0].evidence["reprint strong"] == pytest.approx(10 / 12, abs=1e-4)


def test_a_reprint_of_two_sources_has_two_lines() -> None:
    pairs = pair([article("both", [*range(40, 47), *range(71, 77)], "en")], SOURCES, MODEL)
    assert sorted(found(pairs)) == [("both", "s4", "parallel"), ("both", "s7", "parallel")]


def test_one_source_behind_two_reprints() -> None:
    reprints = [article("a", range(50, 56), "en"), article("b", range(53, 60), "en")]
    assert found(pair(reprints, SOURCES, MODEL)) == [("a", "s5", "parallel"), ("b", "s5", "parallel")]


def test_a_near_copy_of_the_source_is_named_beside_it() -> None:
    update = article("s6-update", [*range(60, 67), 990, 991])
    pairs = pair([article("r", range(60, 70), "en")], [update, *SOURCES], MODEL)
    assert found(pairs) == [("r", "s6", "parallel")]
    assert pairs[0].evidence["also"] == ["s6-update"]


def test_equal_copies_are_settled_by_date_then_id() -> None:
    copies = [
        article(name, range(60, 70), day=date(2025, 5, day)) for name, day in (("x", 9), ("y", 20), ("z", 20))
    ]
    reprint = article("r", range(60, 70), "en", date(2025, 5, 21))
    assert found(pair([reprint], [*SOURCES[:4], *copies], MODEL)) == [("r", "y", "parallel")]


@pytest.mark.parametrize(
    ("window", "day", "expected"),
    [
        (60, date(2025, 5, 1), "s8"),
        (60, date(2025, 9, 1), None),
        (None, date(2025, 9, 1), "s8"),
        (60, None, "s8"),
    ],
)
def test_the_date_window(window: int | None, day: date | None, expected: str | None) -> None:
    sources = [*SOURCES[:7], article("s8", range(80, 90), day=date(2025, 4, 20))]
    pairs = pair([article("r", range(80, 90), "en", day)], sources, MODEL, window=window)
    assert [one.source for one in pairs] == [expected]


def test_articles_in_one_language_are_copies_not_pairs() -> None:
    english = article("copy", range(20, 30), "en")
    assert found(pair([article("r", range(20, 30), "en")], [english], MODEL)) == [("r", None, "unrelated")]
    both_ways = pair([article("日本語版", range(20, 30), "ja")], [english, *SOURCES], MODEL)
    assert found(both_ways) == [("日本語版", "copy", "parallel")]


@pytest.mark.parametrize("sources", [[], SOURCES])
@pytest.mark.parametrize("reprints", [[], [article("empty", [], "en")]])
def test_nothing_to_pair(reprints: list[Article], sources: list[Article]) -> None:
    assert found(pair(reprints, sources, MODEL)) == [(one.id, None, "unrelated") for one in reprints]


def test_one_against_one() -> None:
    assert found(pair([article("r", range(20, 32), "en")], SOURCES[1:2], MODEL)) == [("r", "s2", "parallel")]


@pytest.mark.parametrize(
    ("reprint", "source", "verdict"),
    [
        ("wage-talks.txt", "ja/wage-talks.txt", "parallel"),
        ("rail-freight.txt", "zh/rail-freight.txt", "parallel"),
        ("wage-talks.txt", "ja/wage-survey.txt", "unrelated"),
        ("rail-freight.txt", "zh/tariff-talks.html", "unrelated"),
    ],
)
def test_one_article_against_one_with_the_shipped_model(reprint: str, source: str, verdict: str) -> None:
    # All their sentences are on one subject, and a sixteenth of the sentence pairs are true.
    sides = [
        [one for one in read_all(CORPORA / part) if isinstance(one, Article)]
        for part in (f"reprints/{reprint}", f"sources/{source}")
    ]
    assert [one.verdict for one in pair(*sides)] == [verdict]


@given(st.permutations(range(len(SOURCES))))
@settings(max_examples=10, deadline=None)
def test_the_order_of_the_sources_does_not_matter(order: list[int]) -> None:
    reprints = [article("a", range(50, 56), "en"), article("b", [*range(40, 47), *range(71, 77)], "en")]
    shuffled = pair(reprints, [SOURCES[at] for at in order], MODEL)
    assert sorted(found(shuffled)) == sorted(found(pair(reprints, SOURCES, MODEL)))


@given(st.integers(1, 400), st.integers(1, 12), st.integers(0, 99))
@settings(deadline=None)
def test_the_largest_of_each_row_are_found(columns: int, most: int, seed: int) -> None:
    table = np.random.default_rng(seed).integers(-50, 50, (3, columns)).astype(np.float32)
    table[0, ::2] = -np.inf
    values = np.take_along_axis(table, _largest(table, most), axis=1)
    assert np.array_equal(values, -np.sort(-table, axis=1)[:, :most])


def test_progress_is_told() -> None:
    done: list[int] = []
    pair([article("a", range(20, 26), "en")] * 3, SOURCES, MODEL, progress=done.append)
    assert done == [1, 2, 3]


def test_among_more_sources_each_is_less_likely() -> None:
    logistic = Logistic(0.0, np.ones(1))
    chances = [float(logistic.probability(np.ones((1, 1)), among)[0]) for among in (0, 1, AMONG, 10 * AMONG)]
    assert chances[0] == chances[1] == chances[2] == pytest.approx(1 / (1 + np.exp(-1)))
    assert chances[3] == pytest.approx(1 / (1 + 10 * np.exp(-1)))
