"""What each sentence of one text says that a sentence of the other says, too, and that little else says.

A word counts by how much likelier a sentence of the other text makes it (the word tables of :mod:`.translation`),
shared out among all the sentences there that make it likely: what stands in one of them only says all, what stands in
every second one hardly anything. Names and figures that both texts hold (:mod:`.keys`) count likewise. So a half
sentence that an editor took elsewhere leaves a trace, though the vectors of the two sentences are far apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.sentences.features.evidence import Pairing
from align.sentences.features.keys import Keys
from align.sentences.features.translation import Direction, Translation
from align.sentences.search.posterior import Floats, Integers

Flags = NDArray[np.bool_]

# Log-ratios at which a word begins to be a trace and at which it is one for certain. Chosen by hand: what stands in
# every second sentence reaches 4 to 5, the words that tell 7 to 11.
BEGINS, CERTAIN = 5.0, 9.0


@dataclass(frozen=True, slots=True)
class Side:
    """One text's words and keys. ``holds`` [sentences, pieces]; ``found`` [other sentences, pieces], 0 to 1, how surely
    each of the other text's sentences says a piece; ``total`` [pieces], that of all of them together; ``keys``
    [sentences, keys]; ``letters`` [sentences], their lengths in English letters."""

    holds: Flags
    found: Floats
    total: Floats
    keys: Flags
    letters: Floats

    @classmethod
    def of(cls, direction: Direction, keys: Keys, letters: Floats) -> Side:
        """From one direction of the word tables, the keys of the text and its cumulated letters."""
        found = np.log1p(direction.expected[:, :-1].astype(np.float64))
        found = np.clip((found - BEGINS) / (CERTAIN - BEGINS), 0.0, 1.0)
        holds = np.zeros((len(direction.counts), found.shape[1] + 1), np.bool_)
        inside = np.arange(direction.index.shape[1]) < direction.counts[:, None]
        rows = np.nonzero(inside)[0]
        holds[rows, direction.index[inside]] = True
        of_keys = np.zeros((len(keys), len(keys.kind)), np.bool_)
        of_keys[np.repeat(np.arange(len(keys)), np.diff(keys.bounds)), keys.index] = True
        return cls(holds[:, :-1], found, found.sum(0), of_keys, np.diff(letters))

    @property
    def share(self) -> Floats:
        """[other sentences, pieces]: what part of a piece's trace a sentence of the other text has."""
        return np.asarray(self.found / np.maximum(self.total, 1e-6), np.float64)


@dataclass(frozen=True, slots=True)
class Traces:
    """Two texts set against each other: ``near`` [source, target], their cosines in deviations from the mean; ``kind``
    and ``weight`` of the keys."""

    source: Side
    target: Side
    near: Floats
    kind: Integers
    weight: Floats
    translation: Translation

    @classmethod
    def of(cls, pairing: Pairing) -> Traces | None:
        """None where there are no word tables, or no keys were looked for."""
        if pairing.worded is None or pairing.source_keys is None or pairing.target_keys is None:
            return None
        translation = pairing.worded.translation()
        cosines = pairing.source.vectors.astype(np.float64) @ pairing.target.vectors.T
        return cls(
            Side.of(translation.source, pairing.source_keys, pairing.source.letters),
            Side.of(translation.target, pairing.target_keys, pairing.target.letters),
            (cosines - cosines.mean()) / max(float(cosines.std()), 1e-6),
            pairing.source_keys.kind,
            pairing.source_keys.weight,
            translation,
        )

    @property
    def turned(self) -> Traces:
        """The same from the other text's side."""
        return Traces(self.target, self.source, self.near.T, self.kind, self.weight, self.translation)
