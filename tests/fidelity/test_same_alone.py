"""What is worked out for many at once, or looked for only where a sign of it stands, is what one by one gives."""

from __future__ import annotations

import numpy as np
import pytest

from align.fidelity.lexicon import contrasts
from align.fidelity.lexicon import relations as construction
from align.fidelity.lexicon.contrasts import named
from align.fidelity.lexicon.relations import relations
from align.fidelity.scoring.weights import fluency
from align.model import load_model

ENGLISH = [
    "",
    "Prices rose.",
    "The ministry said on Tuesday that 1,200 households in Toyama had no water because of the quake.",
    "“We will not close the plant,” Sato said; the union's chairwoman did not believe it.",
    "a",
]


def test_the_costs_of_a_text_are_the_same_in_any_company():
    model = fluency()
    together = model.costed([*ENGLISH, *reversed(ENGLISH)])
    for text, found in zip([*ENGLISH, *reversed(ENGLISH)], together, strict=True):
        assert np.array_equal(found.costs, model.costs(text))
        assert len(found.costs) == len(found.words) + 1
    assert model.costed([]) == []


CONSTRUCTIONS = [
    ("en", "Because chips are in short supply, car output fell."),
    ("en", "Since the dam broke, villages are under water."),
    ("en", "Car output fell because chips are in short supply."),
    ("en", "Flights were cancelled due to the storm."),
    ("en", "The two-day delay stemmed from a strike."),
    ("en", "The drought led to higher prices."),
    ("en", "The quake triggered a landslide."),
    ("zh", "事故原因并非设计，而是焊接不良。"),
    ("zh", "利润下滑是由于折旧增加。"),
    ("zh", "由于芯片供应不足，汽车产量下降。"),
    ("zh", "火灾系电线老化所致。"),
    ("zh", "干旱导致粮价上涨。"),
    ("ja", "雪のため、列車が遅れた。"),
    ("ja", "遅れは、信号の故障によるものだ。"),
]


@pytest.mark.parametrize(("language", "text"), CONSTRUCTIONS, ids=lambda value: value[:30])
def test_a_construction_is_found_wherever_its_pattern_fits(language, text):
    every = [
        construction.Relation(match.span("a"), match.span("b"))
        for _, pattern in construction._compiled(language)
        for match in pattern.finditer(text)
    ]
    assert every
    assert list(relations(text, language)) == every


def test_a_look_at_a_pair_is_the_same_when_it_is_remembered():
    pairs = [
        ("首相は火曜日に辞任した。", "The prime minister resigned on Tuesday.", "ja", "en"),
        ("据通报，大雨造成三人死亡。", "Heavy rain killed three people, officials said.", "zh", "en"),
        ("The dam broke. The dam broke.", "大坝决堤。大坝决堤。", "en", "zh"),
    ]
    words = load_model("embedded").words
    first = [(words.attend(*pair), words.evidence(*pair)) for pair in pairs]
    remembered = [(words.attend(*pair), words.evidence(*pair)) for pair in pairs]
    words._sights.cache_clear()
    anew = [(words._attend(*pair, True), words._evidence(*pair)) for pair in pairs]
    for found in (remembered, anew):
        for (attention, evidence), (other, others) in zip(first, found, strict=True):
            assert np.array_equal(attention.weights, other.weights)
            assert np.array_equal(evidence.forward, others.forward)
            assert np.array_equal(evidence.backward, others.backward)


NAMED = [
    "The upper house passed the bill, and the lower house will vote on it by the end of March.",
    "At least 30 people, half of them children, were hurt; nobody died.",
    "Reuters reported that the ministry may, for the time being, rule out talks.",
    "RULING OUT a strike, the union's leaders asked for yen, dollars and Hong Kong dollars.",
    "",
]


@pytest.mark.parametrize("text", NAMED, ids=lambda text: text[:30])
@pytest.mark.parametrize("table", ["kinds.tsv", "certainty.tsv", "scope.tsv", "time.tsv"])
def test_what_a_text_names_is_found_without_looking_for_every_word(text, table):
    every = [
        contrasts.Named(thing, match.start(), match.end(), plain)
        for group in contrasts._groups(table, "en").groups
        for match in contrasts._compiled(group.pattern).finditer(text)
        for entry, thing, plain in group.wild
        if contrasts._compiled(contrasts._expression(entry)).fullmatch(match[0])
    ]
    assert named(text, "en", table) == tuple(sorted(every, key=lambda one: (one.start, one.end)))
