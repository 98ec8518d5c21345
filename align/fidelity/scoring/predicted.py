"""What the predictor says of a pair: how likely the words of the English side are, each given its neighbours on both
sides and the other side of the pair."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from align.fidelity.scoring.wordwise import FUNCTION
from align.model.embedded.predictor import Predictor

PREDICTED: dict[str, str] = {
    "predicted": "mean log-probability of the English words and marks given their neighbours and the other side",
    "predicted_low": "mean of the lowest fifth of those",
    "predicted_min": "the lowest of those",
    "predicted_sum": "the sum of those",
    "predicted_content": "mean of those of content words and names",
    "predicted_content_min": "the lowest of those of content words and names",
    "predicted_function": "mean of those of function words",
}
_AT_ONCE = 96  # sentences whose states are held
_LONGEST = 512  # English pieces


def predicted(
    english: Sequence[NDArray[np.int32]],
    other: Sequence[NDArray[np.int32]],
    texts: Sequence[str],
    offsets: Sequence[Sequence[tuple[int, int]]],
    language: str,
    predictor: Predictor,
) -> list[list[float]]:
    """The values of ``PREDICTED`` for pairs given by their pieces; ``texts`` are the English sides, ``offsets`` the
    characters of their pieces. NaN where a side has no piece or none of the words asked for."""
    rows: list[list[float]] = []
    for at in range(0, len(english), _AT_ONCE):
        part = slice(at, at + _AT_ONCE)
        ids = [one[:_LONGEST] for one in english[part]]
        states = predictor.states(ids, other[part], language)
        for pieces, found, text, places in zip(ids, states, texts[part], offsets[part], strict=True):
            if not len(pieces):
                rows.append([math.nan] * len(PREDICTED))
                continue
            numbers, word, _ = predictor.numbered(pieces)
            values = np.bincount(word, predictor.logits(found, numbers)).astype(np.float64)
            first = np.flatnonzero(np.diff(word, prepend=-1)).tolist()
            rows.append(_summary(values, [text[slice(*places[index])].lower() for index in first]))
    return rows


def _summary(values: NDArray[np.float64], begins: Sequence[str]) -> list[float]:
    """The features of one sentence from the log-probabilities of its words and their first pieces."""
    function = np.array([piece in FUNCTION for piece in begins])
    content = np.array([piece[:1].isalpha() for piece in begins]) & ~function
    lowest = np.sort(values)[: max(1, round(0.2 * len(values)))]
    return [
        float(values.mean()),
        float(lowest.mean()),
        float(values.min()),
        float(values.sum()),
        float(values[content].mean()) if content.any() else math.nan,
        float(values[content].min()) if content.any() else math.nan,
        float(values[function].mean()) if function.any() else math.nan,
    ]
