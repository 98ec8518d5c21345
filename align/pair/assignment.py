"""From the evidence for every candidate to the pairs of a reprint: one source, several, or none."""

from __future__ import annotations

from typing import Any

import numpy as np

from align.document import Pair
from align.pair.calibration import Calibration
from align.pair.collection import Collection
from align.pair.evidence import FEATURES, STRONG, Evidence

SAME_SUBJECT = 0.5  # probability of being on one subject
OWN = 2  # sentences that a further source must explain better than those before it
OWN_SHARE = 0.1  # of the reprint's sentences, likewise
LEAD = 1.0  # standard scores by which a sentence is explained better


def assign(
    reprints: Collection, sources: Collection, reprint: int, evidence: Evidence, fitted: Calibration
) -> list[Pair]:
    """The pairs of one reprint, most probable first; exactly one with no source if there is none.

    Sources are taken in the order of their probability. One after the first must account for
    sentences that those before it do not: an update of the same story, or the copy of an agency's
    article in a second paper, accounts for the same ones and is named in ``also`` instead.
    """
    identifier = reprints.ids[reprint]
    among = len(sources.ids)
    parallel = fitted.parallel.probability(evidence.features, among)
    related = fitted.related.probability(evidence.features, among)
    order = sorted(
        range(len(parallel)),
        key=lambda at: (
            -round(float(parallel[at]), 9),
            *_closeness(reprints, sources, reprint, evidence, at),
        ),
    )
    taken: list[int] = []
    also: dict[int, list[int]] = {}
    for at in order:
        if parallel[at] < 0.5:
            break
        rival = _explained_by(evidence, at, taken)
        if rival is None:
            taken.append(at)
        else:
            also.setdefault(rival, []).append(at)
    if taken:
        return [
            _pair(identifier, sources, evidence, at, parallel, "parallel", also.get(at, ())) for at in taken
        ]
    near = [at for at in np.argsort(-related, kind="stable") if related[at] >= SAME_SUBJECT]
    if near:
        return [
            _pair(
                identifier,
                sources,
                evidence,
                int(near[0]),
                parallel,
                "comparable",
                [int(at) for at in near[1:]],
            )
        ]
    chance = float(parallel.max(initial=0.0))
    return [Pair(identifier, None, round(1 - chance, 4), "unrelated")]


def _closeness(
    reprints: Collection, sources: Collection, reprint: int, evidence: Evidence, at: int
) -> tuple[float, int, str]:
    """Between sources that are equally probable: the one nearest in date, then by id."""
    source = int(evidence.candidates[at])
    ours, theirs = int(reprints.days[reprint]), int(sources.days[source])
    shared = -float(evidence.features[at, FEATURES.index("keys")])
    return shared, abs(ours - theirs) if ours and theirs else 9999, sources.ids[source]


def _explained_by(evidence: Evidence, at: int, taken: list[int]) -> int | None:
    """The source already taken that accounts for what this one would; None if it adds its own."""
    if not taken:
        return None
    before = evidence.best[:, taken]
    own = (evidence.best[:, at] >= STRONG) & (evidence.best[:, at] >= before.max(axis=1) + LEAD)
    if own.sum() >= max(OWN, OWN_SHARE * len(own)):
        return None
    return taken[int(np.argmax((before >= STRONG).sum(axis=0)))]


def _pair(
    reprint: str, sources: Collection, evidence: Evidence, at: int, parallel: Any, verdict: Any, also: Any
) -> Pair:
    values = {
        name: round(float(value), 4) for name, value in zip(FEATURES, evidence.features[at], strict=True)
    }
    others = [sources.ids[int(evidence.candidates[one])] for one in also]
    extra = {"also": others} if others else {}
    return Pair(
        reprint,
        sources.ids[int(evidence.candidates[at])],
        round(float(parallel[at]), 4),
        verdict,
        {**values, **extra},
    )
