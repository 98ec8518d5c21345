"""What a line pair shows of its fidelity, as numbers: the inputs of the score.

Every feature is documented in ``FEATURES``; the trained weights stand in models/fidelity/score.json.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from align.fidelity.lexicon.polarity import signs
from align.fidelity.quantities import match, quantities
from align.fidelity.scoring.fluency import Costed, Fluency
from align.fidelity.scoring.predicted import PREDICTED, predicted
from align.fidelity.scoring.wordwise import WORDWISE, wordwise
from align.languages.traits import traits
from align.model import Evidence, Model, WordModel, WordTables, knows
from align.model.embedded.predictor import Predictor

FEATURES: dict[str, str] = {
    "similarity": "cosine of the two sentences' vectors",
    "source_cover": "how far the source's tokens are accounted for by the target's (mean coverage)",
    "target_cover": "the same the other way",
    "source_low": "mean coverage of the fifth of the source's tokens that is covered worst",
    "target_low": "the same of the target",
    "forward": "mean log-probability of the target's tokens given the source (forced decoding)",
    "forward_low": "mean of the lowest fifth of those",
    "backward": "mean log-probability of the source's tokens given the target",
    "backward_low": "mean of the lowest fifth of those",
    "short": "by how much the target is shorter than expected (log ratio of lengths, 0 where it is not)",
    "long": "by how much it is longer",
    "length": "logarithm of the English length in words",
    "fluency": "mean cost of the English words in the trigram model, in nats",
    "fluency_high": "mean of the dearest fifth of them",
    "fluency_sum": "total cost of the English words, relative to the source's length",
    "strange": "share of English words in small letters that the fluency model does not know",
    "numbers_changed": "numbers left over on both sides",
    "numbers_lost": "numbers left over in the source only",
    "numbers_new": "numbers left over in the target only",
    "negation": "difference in firm signs of negation",
    "untranslated": "share of the target in the other side's script: characters and kana, or small Latin letters",
    "repeated": "words of the English side that repeat the word or the pair of words just before",
    "question": "one side asks, the other does not",
    "end_mark": "the source ends with a mark and the target does not",
    "spaced_marks": "marks with a space before them, or doubled marks, a word",
    "small_start": "the English side begins with a small letter, or has no capital at all",
    "quotes": "one side quotes, the other does not",
    "future": "the English side speaks of what will be, the other has no sign of it",
    "copied": "words that repeat the one before, a word",
    "cost_all": "total cost of the English words, in nats",
    **WORDWISE,
    **PREDICTED,
}
_CJK = re.compile(r"[぀-ヿ㐀-䶿一-鿿]")
_LATIN = re.compile(r"(?<![A-Za-z])[a-z]{2,}")  # names may keep their letters
_QUOTES = re.compile(r"[\"“”「」『』]")
_WILL = re.compile(r"\b(?:will|[a-z]+'ll|shall|going to)\b")
_TO_COME = re.compile(
    r"[将將会會要拟擬欲]|预|預|计划|計劃|予定|見通|見込|方針|計画|だろう|つもり|たい|よう|ます|来|後|明|今後|次|[るすうくむつぶぐぬ][。」]?$"
)
_END = re.compile(r"[.!?。！？…]['\"”’」』）)]*\s*$")
_SPACED = re.compile(r"\s[.,!?;:](?!\d)|[.,!?;:]{2,}(?<!\.\.\.)")
_ENGLISH_QUESTION = re.compile(r"\?")
_OTHER_QUESTION = re.compile(r"[?？]|か[。」]|吗[。”]|呢[。”]")


def features(
    sources: Sequence[str],
    targets: Sequence[str],
    source_language: str,
    target_language: str,
    model: Model,
    fluency: Fluency,
    predictor: Predictor | None = None,
) -> NDArray[np.float32]:
    """One row a pair, float32 [n, len(FEATURES)]; NaN where the model or the pair has nothing to say, and for the
    features of the predictor where there is none.

    Raises ValueError when the lists differ in length.
    """
    if len(sources) != len(targets):
        raise ValueError(f"{len(sources)} sources and {len(targets)} targets")
    if not sources:
        return np.zeros((0, len(FEATURES)), np.float32)
    turned = source_language == "en"
    english, other = (sources, targets) if turned else (targets, sources)
    language = target_language if turned else source_language
    costed = fluency.costed(english)
    columns: dict[str, Sequence[float] | NDArray[np.float32]] = {}
    columns["similarity"] = np.einsum(
        "nd,nd->n", model.embed(sources, source_language), model.embed(targets, target_language)
    )
    if not isinstance(model, WordModel):
        columns |= forced(model, sources, targets, source_language, target_language)
    else:
        looks = [model.evidence(two, one, language, "en") for one, two in zip(english, other, strict=True)]
        columns |= _looked(looks, costed, other, fluency, turned)
        if predictor is not None:
            columns |= _predicted(looks, english, other, language, model.word_tables(), predictor)
    columns |= _surface(costed, english, other, language, fluency, turned)
    missing = np.full(len(sources), np.nan, np.float32)
    return np.stack([np.asarray(columns.get(name, missing), np.float32) for name in FEATURES], axis=1)


def _looked(
    looks: Sequence[Evidence], english: Sequence[Costed], other: Sequence[str], fluency: Fluency, turned: bool
) -> dict[str, list[float]]:
    """What word translation shows, from one look at each pair; ``turned``: English is the source."""
    rows: list[dict[str, float]] = []
    for one, two, look in zip(english, other, looks, strict=True):
        covers = look.covered.target, look.covered.source
        offsets = look.covered.target_offsets, look.covered.source_offsets
        probabilities = look.forward, look.backward
        row: dict[str, float] = dict(
            zip(WORDWISE, wordwise(one, two, look, covers, offsets, fluency), strict=True)
        )
        if len(covers[0]) and len(covers[1]):
            for side, cover in zip(("source", "target"), covers if turned else covers[::-1], strict=True):
                names = (f"{side}_{name}" for name in ("cover", "low"))
                row |= zip(names, (float(cover.mean()), _lowest(cover)), strict=True)
            for name, chances in zip(
                ("forward", "backward"), probabilities[::-1] if turned else probabilities, strict=True
            ):
                row |= {name: float(chances.mean()), f"{name}_low": _lowest(chances)}
        rows.append(row)
    found = {name for row in rows for name in row}
    return {name: [row.get(name, math.nan) for row in rows] for name in found}


def _predicted(
    looks: Sequence[Evidence],
    english: Sequence[str],
    other: Sequence[str],
    language: str,
    tables: WordTables,
    predictor: Predictor,
) -> dict[str, list[float]]:
    """What the predictor says of the English sides, whose pieces the looks have cut already."""
    pieces = []
    for texts in (english, other):
        ids, bounds = tables.pieces(texts)
        pieces.append(np.split(ids, bounds[1:-1]))
    offsets = [look.covered.target_offsets for look in looks]
    shown = [ids[: len(places)] for ids, places in zip(pieces[0], offsets, strict=True)]
    rows = predicted(shown, pieces[1], english, offsets, language, predictor)
    return dict(zip(PREDICTED, map(list, zip(*rows, strict=True)), strict=True))


def forced(
    model: Model, sources: Sequence[str], targets: Sequence[str], source_language: str, target_language: str
) -> dict[str, list[float]]:
    """Forced decoding both ways; nothing for a model that cannot score, nor in a direction that it lacks."""
    if "score" not in model.verbs:
        return {}
    sides = (
        ("forward", sources, targets, source_language, target_language),
        ("backward", targets, sources, target_language, source_language),
    )
    found: dict[str, list[float]] = {}
    for name, given, told, source, target in sides:
        if knows(model, source, target):
            scores = model.score(given, told, source, target)
            found[name] = [one.mean for one in scores]
            found[f"{name}_low"] = [_lowest(one.log_probabilities) for one in scores]
    return found


def _lowest(values: NDArray[np.float32], share: float = 0.2) -> float:
    if not len(values):
        return 0.0
    count = max(1, round(share * len(values)))
    return float(np.partition(values, count - 1)[:count].mean())


def _surface(
    costed: Sequence[Costed],
    english: Sequence[str],
    other: Sequence[str],
    language: str,
    fluency: Fluency,
    turned: bool,
) -> dict[str, list[float]]:
    """Everything that needs no translation model."""
    rows = [_line(*each, language, fluency, turned) for each in zip(costed, english, other, strict=True)]
    return {name: [row[name] for row in rows] for name in rows[0]}


def _line(
    costed: Costed, english: str, other: str, language: str, fluency: Fluency, turned: bool
) -> dict[str, float]:
    words, costs = [word for word, _ in costed.words], costed.costs
    expected = max(1.0, len(other) * traits(language).letters)
    ratio = math.log(max(1, len(english)) / expected) * (-1 if turned else 1)
    here, there = quantities(other, language), quantities(english, "en")
    matched = match(*((there, here) if turned else (here, there)))
    wanted, given = (there, here) if turned else (here, there)
    lost = sum(wanted[at].weight != "weak" for at in matched.left)
    new = sum(given[at].weight != "weak" for at in matched.right)
    changed = min(lost, new)
    firm = [sum(one.firm for one in signs(text, code)) for text, code in ((english, "en"), (other, language))]
    lower = [word for word in words if word[0].islower()]
    strange = sum(word not in fluency.vocabulary for word in lower)
    target = other if turned else english
    foreign = sum(map(len, (_LATIN if turned else _CJK).findall(target)))
    plain = [word.lower() for word in words if word[0].isalpha()]
    start = english.lstrip("\"“'‘([ ")[:1]
    return {
        "short": max(0.0, -ratio),
        "long": max(0.0, ratio),
        "length": math.log(max(1, len(words))),
        "fluency": float(costs.mean()),
        "fluency_high": -_lowest(-costs),
        "fluency_sum": float(costs.sum()) / expected * 5,
        "strange": strange / max(1, len(words)),
        "numbers_changed": float(changed),
        "numbers_lost": float(lost - changed),
        "numbers_new": float(new - changed),
        "negation": float(min(2, abs(firm[0] - firm[1]))),
        "untranslated": foreign / max(1, len(target)),
        "repeated": float(_repeats(plain)),
        "question": float(bool(_ENGLISH_QUESTION.search(english)) != bool(_OTHER_QUESTION.search(other))),
        "end_mark": float(bool(_END.search(other)) and not _END.search(english)),
        "spaced_marks": len(_SPACED.findall(english)) / max(1, len(words)),
        "small_start": float(start.islower()) + float(english.islower()),
        "quotes": float(bool(_QUOTES.search(english)) != bool(_QUOTES.search(other))),
        "future": float(bool(_WILL.search(english)) and not _TO_COME.search(other)),
        "cost_all": float(costs.mean()) * len(words),
        "copied": sum(one == two for one, two in pairwise(plain)) / max(1, len(plain)),
    }


def left_as_it_was(target: str, language: str) -> bool:
    """Whether a target is as good as wholly in the other side's script, and so no translation; a few letters may
    be a name."""
    script = 2 * len(_CJK.findall(target))
    latin = sum(map(len, _LATIN.findall(target)))
    own, foreign = (latin, script) if language == "en" else (script, latin)
    return foreign > 6 and foreign > 4 * own


def _repeats(words: Sequence[str]) -> int:
    """How many words, or pairs of words, stand twice in a row."""
    single = sum(one == two for one, two in pairwise(words))
    pairs = list(pairwise(words))
    double = sum(one == two for one, two in zip(pairs, pairs[2:], strict=False))
    long = sum(
        count - 1 for run, count in Counter(zip(pairs, pairs[2:], strict=False)).items() if run[0] != run[1]
    )
    return single + double + long
