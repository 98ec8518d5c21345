"""The score and its parts: direction, bounds, and what bad input gives."""

from __future__ import annotations

import json
import lzma
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from align.bootstrap import interval
from align.cli import main
from align.errors import AlignWarning, InputError
from align.evaluate.checks import examine, read_documents, table
from align.evaluate.planting import KINDS, known_kinds, plant
from align.evaluate.scores import Judged, rows_of, system_pearson, within_segment_kendall
from align.fidelity.scoring import (
    FEATURES,
    features,
    mqm_score,
    score_lines,
    score_rows,
    signature,
    written,
)
from align.fidelity.scoring.fluency import Fluency, Order, combine, located, short, tokens
from align.fidelity.scoring.weights import fluency, predictor
from align.model import Model
from align.model.calibration import sentence_pairs
from align.model.protocol import TokenScores
from tests.fidelity.pairs import embedded

SOURCES = [
    "政府は木曜日に新しい経済対策を発表した。",
    "公司计划明年裁员3000人。",
    "首相は東京で記者会見を開いた。",
]
RIGHT = [
    "The government announced new economic measures on Thursday.",
    "The company plans to cut 3,000 jobs next year.",
    "The prime minister held a press conference in Tokyo.",
]
WRONG = [
    ".",
    "government The on announced measures economic Thursday new.",
    "Penguins live on the coasts of the southern oceans.",
]


@pytest.mark.parametrize("language", ["ja", "zh"])
@pytest.mark.parametrize("wrong", WRONG)
def test_the_right_translation_scores_above_the_wrong_one(wrong: str, language: str) -> None:
    at = 0 if language == "ja" else 1
    good, bad = score_lines([SOURCES[at]] * 2, [RIGHT[at], wrong], embedded(), source_language=language)
    assert 100 >= good > bad >= 0


def test_the_other_direction_works_too() -> None:
    good, bad = score_lines(RIGHT[:1] * 2, [SOURCES[0], SOURCES[2]], embedded())
    assert good > bad


@pytest.mark.parametrize(
    ("language", "source", "right", "slips"),
    [
        (
            "zh",
            "香港特首李家超星期三在北京会见了财政部长蓝佛安。",
            "Hong Kong Chief Executive John Lee met Finance Minister Lan Fo'an in Beijing on Wednesday.",
            ["Hong Kong Chief Executive John Lee met Finance Minister Wang Wentao in Beijing on Wednesday."],
        ),
        (
            "ja",
            "同社は来年4月に名古屋市で新しい工場を開く。",
            "The company will open a new factory in Nagoya next April.",
            [
                "The company will open a new factory in Sapporo next April.",
                "The company will open a new factory in Nagoya next May.",
            ],
        ),
        (
            "zh-Hant",
            "整修工程歷時三年，耗資新臺幣6億4000萬元。",
            "The renovation took three years and cost NT$640 million.",
            ["The renovation took three years and cost NT$64 million."],
        ),
        (
            "ja",
            "この薬は高齢者には効かない。",
            "This drug does not work on elderly people.",
            ["This drug works on elderly people."],
        ),
    ],
)
def test_a_person_can_read_the_scale(language: str, source: str, right: str, slips: list[str]) -> None:
    stranger = "Penguins live on the coasts of the southern oceans."
    targets = [right, *slips, stranger]
    good, *bad, foreign = score_lines([source] * len(targets), targets, embedded(), source_language=language)
    assert good >= 70
    assert all(25 <= one < good for one in bad)
    assert foreign < 25


def test_what_a_pair_does_not_show_is_no_number() -> None:
    rows = features(["", SOURCES[0]], [RIGHT[0], RIGHT[0]], "ja", "en", embedded(), fluency(), predictor())
    assert np.isnan(rows[0, list(FEATURES).index("odd")])
    assert np.isfinite(rows[1]).all()
    first, second = (json.loads(line) for line in written(np.zeros(2), rows, as_json=True).splitlines())
    assert first["features"]["odd"] is None
    assert second["features"]["odd"] is not None


def test_words_that_nothing_supports_show() -> None:
    longer = RIGHT[0].replace("measures", "measures and ceremonial umbrellas")
    rows = features([SOURCES[0]] * 2, [RIGHT[0], longer], "ja", "en", embedded(), fluency(), predictor())
    by_name = dict(zip(FEATURES, rows.T, strict=True))
    for name in ("odd", "odd_high"):
        assert by_name[name][1] > by_name[name][0], name
    for name in ("content_cover", "target_low", "predicted", "predicted_sum"):
        assert by_name[name][1] < by_name[name][0], name


def test_words_are_found_where_they_stand() -> None:
    text = "He said: “Don’t go.” 3,000 left"
    assert [word for word, _ in located(text)] == tokens(text)
    assert all(
        text[at : at + len(word)].replace("’", "'")[:1] in (word[0], "“", "”") for word, at in located(text)
    )


def test_the_fluency_model_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    counted = Fluency(
        {"the": 5, "cat": 6},
        np.array([200, 200, 200, 255, 60, 20, 40], np.uint8),
        np.array([0, 0, 0, 10, 0, 7, 9], np.uint8),
        (
            Order(
                short(combine(np.array([3, 5], np.uint64), np.array([5, 6], np.uint64))),
                np.array([4, 6], np.uint8),
                np.array([3, 2], np.uint8),
            ),
        ),
    )
    counted = replace(counted, orders=(sorted_order(counted.orders[0]),))
    counted.save(tmp_path / "model.npz")
    again = Fluency.load(tmp_path / "model.npz")
    np.testing.assert_array_equal(again.orders[0].keys, counted.orders[0].keys)
    # <s> the, the cat are known pairs; the end of the sentence leaves "cat" for the single word
    np.testing.assert_allclose(again.costs("the cat"), counted.costs("the cat"))
    assert again.costs("the cat")[2] == pytest.approx((60 + 9) / 20)


def sorted_order(order: Order) -> Order:
    at = np.argsort(order.keys)
    return Order(order.keys[at], order.costs[at], order.backoff[at])


def test_names_may_keep_their_letters_but_sentences_may_not() -> None:
    english = "Dominic Raab met Pedro Sánchez in Madrid on Thursday."
    kept = "Dominic Raab周四在马德里会见了Pedro Sánchez。"
    scores = score_lines(
        [english] * 2, [kept, english], embedded(), source_language="en", target_language="zh"
    )
    assert scores[0] > 60
    assert scores[1] == 0
    assert score_lines(
        SOURCES[1:2], SOURCES[1:2], embedded(), source_language="zh", target_language="en"
    ) == [0]
    assert (
        score_lines(["蘋果"], ["iPhone"], embedded(), source_language="zh-Hant", target_language="en")[0] > 0
    )


class Remembering:
    """A model that knows by heart which sentences that ship belong together, in one direction, and has a level of
    its own: -1 a token for those, -4 for others, -2 for what it was not shown."""

    name, revision, verbs = "remembering", "1", frozenset({"score"})

    def __init__(self, level: float = 0.0, blind: bool = False) -> None:
        self.level, self.blind = level, blind

    def knows(self, source_language: str, target_language: str) -> bool:
        return target_language == "en"

    def score(self, sources: Sequence[str], targets: Sequence[str], *_: str) -> list[TokenScores]:
        known = {other: english for language in ("ja", "zh") for english, other in sentence_pairs(language)}
        values = [
            -3.0 if self.blind else -2.0 if one not in known else -1.0 if known[one] == other else -4.0
            for one, other in zip(sources, targets, strict=True)
        ]
        return [TokenScores(np.full(3, self.level + value, np.float32), ((0, 1),) * 3) for value in values]


def by(scorer: Remembering, source_language: str = "ja") -> float:
    return float(
        score_rows(SOURCES[:1], RIGHT[:1], cast(Model, scorer), source_language=source_language)[0][0]
    )


def test_a_named_scorers_own_opinion_is_the_score_whatever_the_level_of_its_numbers() -> None:
    assert by(Remembering()) == pytest.approx(by(Remembering(level=-5.0)))
    scores, rows = score_rows(SOURCES[:1], RIGHT[:1], cast(Model, Remembering()), source_language="ja")
    assert 0 < scores[0] < 100
    assert rows[0, list(FEATURES).index("forward")] == -2
    assert "directions:ja-en,zh-en" in signature(cast(Model, Remembering()))


def test_pairs_that_ship_get_in_the_mean_what_the_calibrated_score_gives_them() -> None:
    english, other = zip(*sentence_pairs("zh"), strict=True)
    usual, _ = score_rows(other, english, embedded(), source_language="zh")
    found, _ = score_rows(other, english, cast(Model, Remembering()), source_language="zh")
    assert found.mean() == pytest.approx(min(98.0, usual.mean()), abs=0.5)


def test_a_scorer_that_tells_nothing_apart_gives_finite_scores() -> None:
    assert 0 <= by(Remembering(blind=True)) <= 100


def test_a_scorer_that_lacks_both_directions_leaves_the_score_to_what_ships_and_says_so() -> None:
    usual, _ = score_rows(SOURCES[:1], RIGHT[:1], embedded(), source_language="ja")
    with pytest.warns(AlignWarning, match="what ships gives the score"):
        assert by(Refusing()) == usual[0]


class Refusing(Remembering):
    def knows(self, source_language: str, target_language: str) -> bool:
        return False


def test_empty_sides_score_nothing() -> None:
    assert score_lines(["首相", ""], ["", "The prime minister"], embedded(), source_language="ja") == [
        0.0,
        0.0,
    ]
    assert score_lines([], [], embedded()) == []


def test_every_feature_is_documented() -> None:
    assert all((text and text[0].islower()) or text[0].isdigit() for text in FEATURES.values())


def test_fluency_prefers_the_usual_order() -> None:
    model = fluency()
    assert (
        model.costs("The government will not change.").mean()
        < model.costs("The will government change not.").mean()
    )
    assert tokens("U.S. don’t 3,000.") == ["U", ".", "S", ".", "don't", "3,000", "."]


def test_mqm_score_and_interval() -> None:
    penalties = {"critical": 25.0, "major": 5.0, "minor": 1.0, "info": 0.0}
    assert mqm_score(["major"], 1000, penalties) == 99.5
    assert mqm_score(["critical"] * 9, 10, penalties) == 0.0
    low, high = interval([0.0, 1.0] * 50)
    assert low < 0.5 < high
    assert interval([3.0]) == (3.0, 3.0)


def test_correlations_by_hand() -> None:
    judged = [
        Judged(system, "d", f"d/{segment}", False, judgement, "s", "t", "r")
        for system, segment, judgement in [
            ("a", 1, 3),
            ("b", 1, 2),
            ("c", 1, 1),
            ("a", 2, 3),
            ("b", 2, 1),
            ("c", 2, 2),
        ]
    ]
    assert within_segment_kendall(np.array([3.0, 2, 1, 3, 1, 2]), judged) == 1.0
    assert within_segment_kendall(np.zeros(6), judged) == -1.0  # ties count against
    assert system_pearson(np.array([6.0, 3, 3, 6, 3, 3]), judged) == pytest.approx(1.0)


def test_planting_is_seeded_and_changes_one_line() -> None:
    import random

    lines = [
        *RIGHT,
        'He said, "We will not give up the plan for a new bridge."',
        "About 20 million yen was spent in May.",
    ]
    donors = ["The river froze in January, which the old fishermen had never seen before, they said."]
    for kind in KINDS:
        first, again = (plant(kind, lines, random.Random(7), donors) for _ in range(2))
        assert first == again
        if first is not None and kind not in ("omission", "addition"):
            assert sum(one != two for one, two in zip(first.lines, lines, strict=True)) == 1
    with pytest.raises(InputError, match="number"):
        known_kinds("nunber")


def test_checks_are_evaluated_on_planted_errors(tmp_path: Path) -> None:
    path = tmp_path / "gold.tsv"
    rows = [
        f"d{at}\t{english}\t{other}" for at in (1, 2) for english, other in zip(RIGHT, SOURCES, strict=True)
    ]
    path.write_text("doc\tenglish\tother\n" + "\n".join(rows) + "\n", encoding="utf-8")
    outcomes, alarms = examine(
        read_documents(path), embedded(), kinds=("number", "date"), each=1, aligned=True
    )
    assert outcomes
    assert all(one.found for one in outcomes)
    assert "any severity" in "\n".join(table(outcomes, alarms))


def test_the_commands(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    source, target = tmp_path / "s.txt", tmp_path / "t.txt"
    source.write_text("売り上げは3割減った。\n首相は会見した。\n", encoding="utf-8")
    target.write_text("Sales fell by 3%.\nThe prime minister met the press.\n", encoding="utf-8")
    base = ["check", str(source), str(target), "--lines", "--parallel", "--checks", "numbers"]
    accepted = str(tmp_path / "accepted.jsonl")
    assert main([*base, "--fail-on", "critical", "--write-baseline", accepted]) == 1
    report = json.loads(capfdbinary.readouterr().out)
    assert [one["severity"] for one in report["findings"]] == ["critical"]
    assert 0 <= report["scores"]["fidelity"] <= 100
    assert main([*base, "--fail-on", "info", "--baseline", accepted]) == 0
    capfdbinary.readouterr()
    assert main(["score", str(source), str(target)]) == 0
    printed = capfdbinary.readouterr()
    assert len(printed.out.split()) == 2
    assert b"of 2 line pairs  two-linear|" in printed.err
    target.write_text("one line\n", encoding="utf-8")
    assert main(["score", str(source), str(target)]) == 2
    assert b"has 1 lines" in capfdbinary.readouterr().err


def test_rows_are_read_packed_and_unpacked(tmp_path: Path) -> None:
    (tmp_path / "rows.tsv.xz").write_bytes(lzma.compress("a\tb\n1\t“x\n".encode()))
    for name in ("rows.tsv", "rows.tsv.xz"):
        assert list(rows_of(tmp_path / name)) == [{"a": "1", "b": "“x"}]
    with pytest.raises(InputError, match=r"none\.tsv"):
        list(rows_of(tmp_path / "none.tsv"))
