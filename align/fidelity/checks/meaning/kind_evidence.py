"""Whether a word that names another thing of a kind stands for the thing that the source names: by the links of both
words and by what the predictor holds likely in its place."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from align.fidelity.lexicon.contrasts import Exchange, plain_words
from align.fidelity.passage.rendering import Span
from align.fidelity.scoring.weights import predictor
from align.model import Attention, Model, WordModel, word_model
from align.model.protocol import Offsets

FEATURES = (
    "linked", "linked_elsewhere", "wanted_rendered", "wanted_rendered_certain", "gain", "own", "covered",
    "wanted_covered", "characters", "letters",
)  # fmt: skip
_MOST = 12.0  # nats that a gain is limited to
_LONGEST = 1000  # characters of a side
_UNKNOWN = -9.0  # the log-probability of a word that no piece begins
_WORD = re.compile(r"[\w'’-]+")
_SILENT = frozenset(
    "a an the of to in on at for with by as that and or is are was were be s it its has had have".split()
)


def evidence(
    model: Model, texts: tuple[str, str], language: str, one: Exchange, table: str
) -> NDArray[np.float64] | None:
    """FEATURES of an exchange in a source and its English rendering; None where the model does not look at words."""
    words_of = word_model(model)
    source, target = texts
    if words_of is None or "attend" not in model.verbs or max(len(source), len(target)) > _LONGEST:
        return None
    look = model.attend(source, target, language, "en")
    seen = words_of.evidence(source, target, language, "en").covered
    forms = plain_words(one.wanted.thing, "en", table)
    known = {word.strip("=*").lower() for form in forms for word in form.split()}
    whole, wanted = (one.given.start, one.given.end), (one.wanted.start, one.wanted.end)
    given = _own(target, whole, known)
    begins = [part for form in forms if (part := _told_apart(form, target[slice(*whole)]))]
    own, other = _log_probabilities(words_of, texts, language, seen.target_offsets, given, begins)
    return np.array(
        (
            *_links(look, target, (given, whole), wanted, known),
            min(_MOST, max(-_MOST, other - own)),
            max(-2 * _MOST, own),
            _mean(seen.target, seen.target_offsets, given),
            _mean(seen.source, seen.source_offsets, wanted),
            float(min(4, wanted[1] - wanted[0])),
            float(min(12, given[1] - given[0])),
        )
    )


def _own(text: str, span: Span, known: Collection[str]) -> Span:
    """What of a given term is not also said of the wanted thing: of Chief Executive, beside Chief Financial, the
    second word. The whole term where that is nothing."""
    found = [match.span() for match in _WORD.finditer(text, *span) if match[0].lower() not in known]
    return (found[0][0], found[-1][1]) if found else span


def _told_apart(form: str, given: str) -> str:
    """A form of the wanted term from the first word on that the given one does not have, too."""
    said = {word.lower() for word in given.split()}
    words = [word.strip("=*") for word in form.split()]
    rest = next((at for at, word in enumerate(words) if word.lower() not in said), len(words))
    return " ".join(words[rest:])


def _links(
    look: Attention, target: str, spans: tuple[Span, Span], wanted: Span, known: Collection[str]
) -> tuple[float, float, float, float]:
    """How much of the given word's attention goes to the wanted one, how much elsewhere, and how much of the wanted one
    goes to other words than what both terms say, in sum and at most."""
    given, whole = spans
    rows, columns = _over(look.target_offsets, given), _over(look.source_offsets, wanted)
    if not rows.any() or not columns.any():
        return 0.0, 0.0, 0.0, 0.0
    inside = float(look.weights[np.ix_(rows, columns)].sum())
    outside = float(look.weights[np.ix_(rows, ~columns)].sum())
    telling = ~_over(look.target_offsets, whole)
    for at, (start, end) in enumerate(look.target_offsets):
        word = target[start:end].strip().lower()
        telling[at] &= word not in _SILENT and word not in known
    others = look.weights[np.ix_(telling, columns)]
    count = float(rows.sum())
    return (
        inside / count,
        outside / count,
        min(2.0, float(others.sum()) / float(columns.sum())),
        float(others.max(initial=0.0)),
    )


def _log_probabilities(
    words_of: WordModel,
    texts: tuple[str, str],
    language: str,
    offsets: Offsets,
    given: Span,
    words: Sequence[str],
) -> tuple[float, float]:
    """What the predictor gives the first piece of the given word, and at most that of a word for the wanted thing."""
    ids, bounds = words_of.word_tables().pieces([*texts, *words])
    source, target, *others = (ids[start:end] for start, end in pairwise(bounds.tolist()))
    at = np.flatnonzero(_over(offsets, given))
    network = predictor()
    (states,) = network.states([target[: len(offsets)]], [source], language)
    if not len(at) or at[0] >= len(states):
        return _UNKNOWN, _UNKNOWN
    firsts = [each[0] for each in others if len(each)]
    numbers = network.english_numbers[np.array([target[at[0]], *firsts], np.int32)]
    found = network.logits(np.repeat(states[at[:1]], len(numbers), axis=0), numbers)
    return float(found[0]), float(found[1:].max(initial=_UNKNOWN))


def _over(offsets: Offsets, span: Span) -> NDArray[np.bool_]:
    return np.array([start < span[1] and end > span[0] for start, end in offsets], np.bool_)


def _mean(values: NDArray[np.float32], offsets: Offsets, span: Span) -> float:
    inside = _over(offsets, span)
    return float(values[inside].mean()) if inside.any() else 0.0
