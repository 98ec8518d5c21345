"""What one kanji of a name may be read as: segments seen with it and what sound changes make of them.

Shared by the reading networks (align/names/reading/context.py) and their training.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

KINDS = ("surname", "given", "word")
WIDEST = 72  # segments of one kanji to choose among
CELLS = 9  # surname and given, each alone, first, last, between; word
_WORD = 0.3  # what a word's reading weighs beside a name's
_VOICED = dict(
    zip(
        "かきくけこさしすせそたちつてとはひふへほ",
        "がぎぐげござじずぜぞだぢづでどばびぶべぼ",
        strict=True,
    )
)
_PLOSIVE = dict(zip("はひふへほ", "ぱぴぷぺぽ", strict=True))
_SAME = {"ち": "じ", "つ": "ず"}


def variants(segment: str) -> set[str]:
    """What a reading of a kanji may become beside others: voiced (rendaku), doubled, long, with の or ん,
    shortened at either end."""
    first, rest, last = segment[0], segment[1:], segment[-1]
    found = {m[first] + rest for m in (_VOICED, _PLOSIVE, _SAME) if first in m}
    found |= {segment + "ん", segment + "の", "っ" + segment}
    if rest:
        found |= {segment[:-1], rest}
    if rest and last in "つちくきう":
        found.add(segment[:-1] + "っ")
    if not rest or last in "おこそとのほもよろょゅうくす":
        found.add(segment + "う")
    return found


def cell(kind: int, first: bool, last: bool) -> int:
    """The count that a kanji of this kind (its place in KINDS) and place in the part goes to."""
    return 8 if kind == 2 else 4 * kind + (0 if first and last else 1 if first else 2 if last else 3)


def weight(counts: Sequence[int]) -> float:
    """What CELLS counts of a segment weigh together."""
    return sum(counts[:8]) + _WORD * counts[8]


def listed(
    seen: Sequence[int], weights: Sequence[float], segments: Sequence[str], numbers: Mapping[str, int]
) -> tuple[list[int], list[float]]:
    """The segments to choose among, at most WIDEST: those seen, heaviest first, then variants of them that
    are segments of any kanji; and for each the greatest share of a seen one that it is a variant of."""
    total = sum(weights) or 1.0
    parents: dict[int, float] = defaultdict(float)
    for segment, heavy in zip(seen, weights, strict=True):
        for variant in variants(segments[segment]):
            number = numbers.get(variant)
            if number is not None:
                parents[number] = max(parents[number], heavy / total)
    known = set(seen)
    added = sorted((number for number in parents if number not in known), key=lambda n: (-parents[n], n))
    every = [*seen, *added][:WIDEST]
    return every, [parents.get(number, 0.0) for number in every]


def shares(counts: NDArray[np.float32], at: int, parents: NDArray[np.float32]) -> NDArray[np.float32]:
    """What counts [segments, CELLS] say of each segment for a kanji of cell ``at``: float32 [segments, 5], its log
    share in the kind, in all, in the place; whether it was never seen, and then its parent's log share."""
    kind = counts[:, 8:] if at == 8 else counts[:, at // 4 * 4 : at // 4 * 4 + 4]
    own, every, here = kind.sum(-1), counts.sum(-1), counts[:, at]
    own_share = (own + 0.3) / (own.sum() + 3.0)
    all_share = (every + 0.3) / (every.sum() + 3.0)
    here_share = (here + 2.0 * own_share) / (here.sum() + 2.0)
    never = (every <= 0).astype(np.float32)
    parent = never * np.log(parents + 0.02)
    return np.stack([np.log(own_share), np.log(all_share), np.log(here_share), never, parent], -1)
