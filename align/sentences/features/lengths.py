"""Lengths of sentences in one unit across scripts: the number of English letters they should fill.

Counting characters says that a Chinese sentence is three times as dense as a Japanese one of the same
meaning; weighing Han, kana and other characters apart makes one scale of all, and mixed lines need no special case.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from align.sentences.features.characters import points_of

# English letters that a character of each class fills: rounded from least squares over openly licensed training pairs
# (general text and dialogue); a document's own ratio corrects what its genre makes of them.
HAN, HAN_AMONG_KANA, HIRAGANA, KATAKANA, OTHER = 3.2, 4.0, 1.6, 1.6, 1.0


def lengths(sentences: Sequence[str]) -> NDArray[np.float64]:
    """The length of each sentence in English letters, float64 [n]; white space counts only inside Latin text."""
    points, bounds = points_of(sentences)
    weights = np.full(len(points), OTHER)
    hiragana = (points >= 0x3041) & (points <= 0x309F)
    weights[hiragana] = HIRAGANA
    weights[((points >= 0x30A0) & (points <= 0x30FF)) | ((points >= 0xFF66) & (points <= 0xFF9F))] = KATAKANA
    han = ((points >= 0x3400) & (points <= 0x9FFF)) | ((points >= 0x20000) & (points <= 0x3FFFF))
    weights[han] = HAN_AMONG_KANA if hiragana.sum() > 0.2 * han.sum() else HAN
    weights[(points == 0x3000) | (points == 0xFF00)] = 0.0
    total = np.concatenate(([0.0], np.cumsum(weights)))
    return np.asarray(total[bounds[1:] - 1] - total[bounds[:-1]], np.float64)
