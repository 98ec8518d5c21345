"""Sentences without partner, and those that share their side of a bead, given to the bead that they say most of.

The search knows beads of neighbours only, and joins what was moved at the price of a jump; a text written anew has half
a sentence here and the other half there. So after the search each sentence that can go without leaving its bead empty
is set against every bead: what of it is said there, what of the bead it says that the bead's other sentences do not,
figures and names that no other sentence of the bead brings, whether it adjoins the bead. Where a logistic regression
finds another bead likelier than not, it goes there, and beads with gaps come of it; where it finds its own unlikely, it
is left alone. The surest change is made first, and what it changes is looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from align.document import Bead
from align.sentences.features.traces import Flags, Traces, chosen
from align.sentences.features.translation import Translation
from align.sentences.search.posterior import Candidates, Floats

FEATURES = (
    "sentence", "said both ways", "adjoins", "has no other", "leads on", "said better elsewhere", "lead", "own bead",
    "nearer elsewhere", "keys brought", "figures of it astray", "close wording", "close wording of its own bead",
)  # fmt: skip
JOINED = 0.5  # the probability from which on a sentence goes to another bead
KEPT = 0.3  # under it a sentence leaves its own; from .2 to .35 the links found on articles left out are the same
LARGEST = 120  # sentences of a text: what is compared here grows with the cube, and longer texts are books
LEAD = 2  # target sentences
LOOSE = 0.7  # closer wording is that of a translation, whose sentences stay where they are
LEADS_ON = (
    35,
    0.3,
)  # letters of a sentence that only leads on, "Not everyone is convinced.", and what of it is said


@dataclass(frozen=True, slots=True)
class Numbers:
    """The regression's numbers, in the order of FEATURES."""

    weights: Mapping[str, float]

    @property
    def vector(self) -> Floats:
        """As an array."""
        return np.array([self.weights[name] for name in FEATURES])


@dataclass(frozen=True, slots=True)
class _Half:
    """One text's sentences against the beads of the other: ``places`` (sentence, bead) in rows of ``values``."""

    turned: bool
    places: list[tuple[int, int]]
    values: Floats


@dataclass(frozen=True, slots=True)
class _Move:
    """A sentence of a side that leaves the bead ``here`` for ``there``; None: to be alone."""

    probability: float
    turned: bool
    sentence: int
    here: int
    there: int | None


def reassigned(beads: Sequence[Bead], traces: Traces, numbers: Numbers) -> list[Bead]:
    """The beads, with sentences given to others."""
    close = close_wording(beads, traces.translation)
    if close >= LOOSE:
        return list(beads)
    current, done = list(beads), set[tuple[bool, int]]()
    while True:
        moves = [
            move
            for move in _moves(current, traces, close, numbers)
            if (move.turned, move.sentence) not in done
        ]
        if not moves:
            return current
        move = max(moves, key=lambda one: one.probability)
        done.add((move.turned, move.sentence))
        current = _moved(current, move)


def close_wording(beads: Sequence[Bead], translation: Translation) -> float:
    """How far the words of the beads account for each other: the mean of the lesser log-ratio by the piece. Right
    copies that keep to the wording have .8 and more, those written anew .1 to .6."""
    runs = [
        bead
        for bead in beads
        if bead.source and bead.target and _unbroken(bead.source) and _unbroken(bead.target)
    ]
    if not runs:
        return LOOSE
    columns = (
        [bead.source[0] for bead in runs],
        [len(bead.source) for bead in runs],
        [bead.target[0] for bead in runs],
        [len(bead.target) for bead in runs],
    )
    evidence = translation.evidence(Candidates(*(np.array(column, np.int64) for column in columns)))
    return float(evidence[:, 2:].min(1).mean())


def _unbroken(sentences: tuple[int, ...]) -> bool:
    return sentences[-1] - sentences[0] == len(sentences) - 1


def halves(beads: Sequence[Bead], traces: Traces, close: float) -> Iterator[_Half]:
    """The source's and the target's free sentences set against all beads, with FEATURES of each."""
    for turned in (False, True):
        half = _half(beads, traces.turned if turned else traces, turned, close)
        if half is not None:
            yield half


def _half(beads: Sequence[Bead], traces: Traces, turned: bool, close: float) -> _Half | None:
    own, other = zip(*(_sides(bead, turned) for bead in beads), strict=True)
    size = traces.near.shape
    open_ = [at for at, their in enumerate(other) if their]
    free = [
        (x, at)
        for at, (mine, their) in enumerate(zip(own, other, strict=True))
        if len(mine) > 1 or not their
        for x in mine
    ]
    if not open_ or not free:
        return None
    # A sentence that is set against its own bead is taken out of it first.
    sets = [(at, own[at]) for at in open_]
    place_of = {at: row for row, at in enumerate(open_)}
    inside = [(x, at) for x, at in free if other[at]]
    sets += [(at, tuple(each for each in own[at] if each != x)) for x, at in inside]
    others, rest = chosen([other[at] for at, _ in sets], size[1]), chosen([mine for _, mine in sets], size[0])
    table = _features(traces, others, rest)
    lead = np.array([any(j < LEAD for j in (own[at] if turned else other[at])) for at, _ in sets], float)
    table[:, :, FEATURES.index("lead")] = lead[:, None]
    table[:, :, FEATURES.index("close wording")] = close
    rows, places = [], []
    for x, home in free:
        mine = table[: len(open_), x].copy()
        if other[home]:
            mine[place_of[home]] = table[len(open_) + inside.index((x, home)), x]
            mine[place_of[home], FEATURES.index("own bead")] = 1.0
            mine[place_of[home], FEATURES.index("close wording of its own bead")] = close
        for name, which in (("said better elsewhere", _SAID), ("nearer elsewhere", _NEAR)):
            mine[:, FEATURES.index(name)] = mine[:, which].max() - mine[:, which]
        rows.append(mine)
        places += [(x, at) for at in open_]
    return _Half(turned, places, np.concatenate(rows))


# Where what is said, and how near a bead is, stand until they are set against the best.
_SAID, _NEAR = FEATURES.index("said better elsewhere"), FEATURES.index("nearer elsewhere")


def _features(traces: Traces, others: Flags, rest: Flags) -> Floats:
    """[sets, sentences, FEATURES]."""
    said, gained = traces.said(others), traces.gained(others, rest)
    beside = np.zeros_like(rest)
    beside[:, 1:] |= rest[:, :-1]
    beside[:, :-1] |= rest[:, 1:]
    zeros = np.zeros_like(said)
    short, alone = traces.source.letters <= LEADS_ON[0], ~np.asarray(rest.any(axis=1))
    leads_on = np.logical_and(short, said < LEADS_ON[1])
    return np.stack((
        np.ones_like(said), np.minimum(np.minimum(said, gained), 2.0), beside.astype(float),
        zeros + alone.reshape(-1, 1), leads_on.astype(float),
        said, zeros, zeros, traces.nearest(others), np.minimum(traces.shared(others, rest), 4.0),
        np.minimum(traces.astray(others), 3.0), zeros, zeros,
    ), axis=2)  # fmt: skip


def _moves(beads: Sequence[Bead], traces: Traces, close: float, numbers: Numbers) -> Iterator[_Move]:
    """What may be changed: each free sentence to its likeliest bead, or out of its own."""
    for half in halves(beads, traces, close):
        odds = half.values @ numbers.vector
        own = half.values[:, FEATURES.index("own bead")] > 0
        home = {x: at for at, bead in enumerate(beads) for x in _sides(bead, half.turned)[0]}
        width = len({at for _, at in half.places})
        for low in range(0, len(odds), width):
            x = half.places[low][0]
            probability = 1 / (1 + np.exp(-odds[low : low + width]))
            best = int(probability.argmax())
            mine = np.flatnonzero(own[low : low + width])
            if len(mine) and int(mine[0]) == best and probability[best] >= KEPT:
                continue
            if probability[best] >= JOINED:
                yield _Move(float(probability[best]), half.turned, x, home[x], half.places[low + best][1])
            elif len(mine) and probability[mine[0]] < KEPT:
                yield _Move(1 - float(probability[mine[0]]), half.turned, x, home[x], None)


def _moved(beads: Sequence[Bead], move: _Move) -> list[Bead]:
    """The beads after one change; both beads that it touches are as likely as the change is."""
    result = []
    for at, bead in enumerate(beads):
        own, other = _sides(bead, move.turned)
        if at == move.here:
            own = tuple(x for x in own if x != move.sentence)
            score = min(bead.score, move.probability) if other else bead.score
        elif at == move.there:
            score = min(bead.score, move.probability) if own else move.probability
            own = tuple(sorted((*own, move.sentence)))
        else:
            result.append(bead)
            continue
        if own or other:
            result.append(_bead(own, other, score, move.turned))
    if move.there is None:
        result.append(_bead((move.sentence,), (), move.probability, move.turned))
    return result


def _sides(bead: Bead, turned: bool) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return (bead.target, bead.source) if turned else (bead.source, bead.target)


def _bead(own: tuple[int, ...], other: tuple[int, ...], score: float, turned: bool) -> Bead:
    return Bead(other, own, score) if turned else Bead(own, other, score)
