"""What the single words of a pair show: which of them nothing supports, which sit oddly, which changed places.

Every word of the English side has a cost in the fluency model and a coverage by the other side. A word that is
dear and not covered may be an invention; one that is only dear, a clumsy choice; one that is only not covered, a
free rendering.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from align.fidelity.scoring.fluency import STEP, Costed, Fluency

WORDWISE: dict[str, str] = {
    "odd": "mean over the English words of the cost beyond 4 nats of what is not covered",
    "odd_high": "mean of the highest seventh of those",
    "odd_max": "the highest of those",
    "clash": "mean of what words cost more beside their neighbours than alone, where they do",
    "clash_high": "mean of the dearest fifth of those, unclipped",
    "content_cost": "mean cost of content words",
    "function_cost": "mean cost of function words",
    "content_forward": "mean log-probability of content words given the source",
    "name_forward": "the same of names, -3 where there are none",
    "content_cover": "mean coverage of content words",
    "low_cover": "mean coverage of the seventh of the words that is covered worst, less that of all",
    "order": "share of pairs of linked words whose order differs from that of what they render",
    "jumps": "mean distance between what neighbouring words render",
    "crowded": "the most English tokens that render one token of the other side (logarithm)",
    "script_backward": "mean log-probability of tokens in Japanese or Chinese characters given the English side",
    "function_share": "share of function words among the English words",
    "commas": "commas a word",
    "conjunctions": "share of `and`",
    "articles": "share of `the`",
    "again": "share of content words that stand in the sentence more than once",
    "odd_all": "the sum of what `odd` is the mean of: one invention weighs the same in a long sentence",
    "clash_all": "the sum of what `clash` is the mean of",
}
_LINK = 0.3  # the weight of a link from which on it counts; chosen by hand
_COMMON = 4.0  # nats that any word may cost
_SCRIPT = re.compile(r"[぀-ヿ㐀-䶿一-鿿]")
FUNCTION = frozenset(
    """a an the of to in on at by for with from as into and or but that which who this these those it its their his
    her him them our your my we you i he she they is are was were be been being am has have had will would shall
    should can could may might must do does did not no nor so than then there here what when where how why if also
    such about after before over under between during against through while because although both either out up down
    off all any some each other more most very only own same s""".split()
)


class Looked(Protocol):
    """What a look at a pair must say here; see :class:`align.model.Evidence`."""

    @property
    def forward(self) -> NDArray[np.float32]: ...
    @property
    def backward(self) -> NDArray[np.float32]: ...
    @property
    def place(self) -> NDArray[np.int32]: ...
    @property
    def certain(self) -> NDArray[np.float32]: ...


def wordwise(
    english: Costed,
    other: str,
    look: Looked,
    covers: tuple[NDArray[np.float32], NDArray[np.float32]],
    offsets: tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]],
    fluency: Fluency,
) -> list[float]:
    """The values of ``WORDWISE`` for one pair; ``look`` has the English side as its target, ``covers`` and
    ``offsets`` are of the English and of the other side. NaN where a side has no word."""
    words, ids = english.words, english.ids
    if not words or not len(covers[0]) or not len(covers[1]):
        return [math.nan] * len(WORDWISE)
    texts = [word for word, _ in words]
    cost = english.costs[:-1]
    alone = fluency.unigrams[ids[1:-1]].astype(np.float32) / np.float32(STEP) + fluency.unknown(ids)[:-1]
    clash = cost - alone
    cover, forward, certain, place = _by_word(words, offsets[0], covers[0], look)
    lowered = [word.lower() for word in texts]
    function = np.array([word in FUNCTION for word in lowered])
    letters = np.array([word[0].isalpha() for word in texts])
    capital = np.array([word[0].isupper() for word in texts])
    first = np.arange(len(texts)) == 0
    name = letters & capital & ~function & ~first
    content = letters & ~function & ~name
    odd = (1 - np.clip(cover, 0, 1)) * np.maximum(0, cost - _COMMON)
    seventh, fifth = (max(1, round(share * len(texts))) for share in (0.15, 0.2))
    jumps = np.minimum(np.abs(np.diff(place)) / 10, 2) * np.minimum(certain[1:], certain[:-1])
    ends = np.array([bool(_SCRIPT.search(other[start:end])) for start, end in offsets[1]])
    linked = look.place[look.certain > _LINK]
    count = max(1, int(letters.sum()))
    repeated = [
        word for word, is_content in zip(lowered, content, strict=True) if is_content and len(word) > 3
    ]
    return [
        float(odd.mean()),
        float(np.sort(odd)[-seventh:].mean()),
        float(odd.max()),
        float(np.maximum(0, clash).mean()),
        float(np.sort(clash)[-fifth:].mean()),
        _mean(cost, content, 7.0),
        _mean(cost, function, 2.5),
        _mean(forward, content, -4.0),
        _mean(forward, name, -3.0),
        _mean(cover, content, 1.0),
        float(np.sort(cover)[:seventh].mean() - cover.mean()),
        _inversions(linked),
        float(jumps.mean()) if len(jumps) else 0.0,
        math.log1p(int(np.bincount(linked).max()) if len(linked) else 0),
        _mean(look.backward, ends, -4.0),
        float(function.sum()) / count,
        texts.count(",") / count,
        lowered.count("and") / count,
        lowered.count("the") / count,
        1 - len(set(repeated)) / max(1, len(repeated)),
        float(odd.sum()),
        float(np.maximum(0, clash).sum()),
    ]


def _by_word(
    words: Sequence[tuple[str, int]],
    offsets: Sequence[tuple[int, int]],
    cover: NDArray[np.float32],
    look: Looked,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Coverage, log-probability, certainty of the link and its place for each word: means over its tokens."""
    starts = np.array([start for _, start in words])
    middles = np.array([(start + max(start, end - 1)) // 2 for start, end in offsets])
    at = np.clip(np.searchsorted(starts, middles, "right") - 1, 0, len(words) - 1)

    def sums(values: NDArray[np.float32]) -> NDArray[np.float64]:
        return np.bincount(at, values, len(words)).astype(np.float64)

    many = np.maximum(1, np.bincount(at, minlength=len(words)))
    weight = sums(look.certain)
    place = sums(look.place * look.certain) / np.maximum(weight, 1e-6)
    return sums(cover) / many, sums(look.forward) / many, weight / many, place


def _mean(values: NDArray[np.floating], where: NDArray[np.bool_], otherwise: float) -> float:
    return float(values[where].mean()) if where.any() else otherwise


def _inversions(places: NDArray[np.int32]) -> float:
    """The share of pairs in ``places`` that go backward."""
    if len(places) < 3:
        return 0.0
    steps = np.sign(places[None, :] - places[:, None])[np.triu_indices(len(places), 1)]
    return float((steps < 0).sum() / max(1, (steps != 0).sum()))
