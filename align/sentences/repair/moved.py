"""Single sentences that were moved by themselves: pairs among what the search left alone on both sides.

A moved block costs the search two jumps, each to anywhere in the text: a fair price while all is open, too dear for
one sentence. Once the other beads are chosen, only the few sentences left alone are in question, and each may render
one of them or nothing. So the price is the number of such pairs, and the rivals are the pairs that share a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from align.document import Bead
from align.sentences.features.evidence import Pairing, Profile, second_features
from align.sentences.features.translation import Worded
from align.sentences.search.candidates import Neighbours
from align.sentences.search.posterior import Candidates, Floats, Integers

LEAST = 0.5  # the probability from which on a moved bead is joined


def with_moved(
    beads: Sequence[Bead], near: Neighbours, pairing: Pairing, profile: Profile, weights: Floats
) -> list[Bead]:
    """The beads, with sentences left alone on both sides joined where that is likelier than not.

    Only nearest neighbours are tried; ``weights`` are those of the second pass's features. The score of a joined
    pair is its probability among the pairs of sentences left alone and leaving them so.
    """
    free = np.zeros(pairing.size[0], bool), np.zeros(pairing.size[1], bool)
    for bead in beads:
        if not bead.target or not bead.source:
            free[0][list(bead.source)] = free[1][list(bead.target)] = True
    alone = free[0][near.rows] & free[1][near.columns]
    rows, columns = near.rows[alone], near.columns[alone]
    if not len(rows):
        return list(beads)
    one = np.ones(len(rows), np.int64)
    translated = _translated(rows, columns, pairing.worded) if pairing.worded is not None else None
    odds = second_features(Candidates(rows, one, columns, one), pairing, profile, translated) @ weights
    probability = matched(rows, columns, odds, int(free[0].sum() * free[1].sum()))
    joined = np.flatnonzero(probability > LEAST).tolist()
    sources, targets = set(rows[joined].tolist()), set(columns[joined].tolist())
    kept = [
        bead
        for bead in beads
        if (bead.source and bead.target)
        or not (sources.intersection(bead.source) or targets.intersection(bead.target))
    ]
    return kept + [Bead((int(rows[k]),), (int(columns[k]),), float(probability[k])) for k in joined]


def uncrossed(
    chosen: Sequence[int], candidates: Candidates, odds: Floats, probability: Floats, price: float
) -> list[tuple[int, float]]:
    """The chosen candidates with their probabilities, beads of two and two sentences taken apart where the pairs
    crosswise are likelier, at the price of one move: neighbours that changed places render each other one by one."""
    crossed = [index for index in chosen if candidates.rows[index] == 2 == candidates.columns[index]]
    result = [(index, float(probability[index])) for index in chosen if index not in crossed]
    if not crossed:
        return result
    single = np.flatnonzero((candidates.rows == 1) & (candidates.columns == 1))
    place = dict(
        zip(
            zip(candidates.start[single].tolist(), candidates.at[single].tolist(), strict=True),
            single,
            strict=True,
        )
    )
    for index in crossed:
        start, at = int(candidates.start[index]), int(candidates.at[index])
        first, second = place.get((start, at + 1)), place.get((start + 1, at))
        if first is None or second is None or odds[first] + odds[second] - price <= odds[index]:
            result.append((index, float(probability[index])))
            continue
        apart = 1 / (1 + np.exp(odds[index] + price - odds[first] - odds[second]))
        result += [(int(one), float(probability[index] * apart)) for one in (first, second)]
    return result


def _translated(rows: Integers, columns: Integers, worded: Worded) -> Floats:
    """The evidence of words for pairs of single sentences, from anywhere in the texts."""
    sources, row = np.unique(rows, return_inverse=True)
    targets, column = np.unique(columns, return_inverse=True)
    one = np.ones(len(row), np.int64)
    return worded.take(sources, targets).translation().evidence(Candidates(row, one, column, one))


def matched(rows: Integers, columns: Integers, odds: Floats, pairs: int) -> Floats:
    """The probability of each pair (``rows[k]``, ``columns[k]``) against the pairs that share a sentence with it and
    against none; of pairs that share one, at most one is above a half. ``odds`` are log-odds against leaving both
    alone, ``pairs`` is how many there were to choose from."""
    weight = np.exp(np.minimum(odds, 200.0))
    in_row, in_column = np.bincount(rows, weight), np.bincount(columns, weight)
    return np.asarray(weight / (pairs + in_row[rows] + in_column[columns] - weight), np.float64)
