"""Which sources are worth a closer look for each reprint: neighbours of the whole and of its halves,
and articles that share rare numbers and Latin words."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np
from numpy.typing import NDArray

from align.pair.collection import Collection, Floats, Integers

BLOCK = 2048  # reprints compared at a time: 2,048 x 10,000 similarities are 80 MB
COMMON = 20  # a key that more sources than this have says nothing
PART = 6  # sentences; a reprint of several sources is looked up in parts, too


def neighbours(reprints: Collection, sources: Collection, most: int, window: int | None) -> list[Integers]:
    """For each reprint the indices of its candidate sources, best first, at most about ``2 * most``.

    Exact search by blocked matrix products: on two cores 10,000 x 10,000 articles take seconds, and
    an approximate index would save nothing that is noticed next to splitting and embedding. Sources in
    the reprint's own language are copies, not sources; those dated more than ``window`` days apart are
    left out.
    """
    found: list[list[Integers]] = [[] for _ in reprints.ids]
    queries, owners = _queries(reprints)
    for first in range(0, len(queries), BLOCK):
        block, owner = queries[first : first + BLOCK], owners[first : first + BLOCK]
        similarity = block @ sources.articles.T
        similarity[~_allowed(reprints, owner, sources, window)] = -np.inf
        best = _largest(similarity, most)
        for row, own in enumerate(owner):
            kept = best[row][np.isfinite(similarity[row, best[row]])]
            found[own].append(kept)
    shared = _by_keys(reprints, sources)
    return [
        np.array(list(dict.fromkeys(int(one) for part in (*parts, extra) for one in part)), np.int64)
        for parts, extra in zip(found, _filtered(shared, reprints, sources, window), strict=True)
    ]


def _queries(reprints: Collection) -> tuple[Floats, Integers]:
    """A row for each whole reprint and, if it is long enough, for each of its halves."""
    rows, owners = [reprints.articles], [np.arange(len(reprints.ids))]
    sizes = np.diff(reprints.bounds)
    for half in (0, 1):
        long = np.flatnonzero(sizes >= 2 * PART)
        if len(long):
            middle = reprints.bounds[long] + sizes[long] // 2
            start = reprints.bounds[long] if half == 0 else middle
            end = middle if half == 0 else reprints.bounds[long + 1]
            spans = zip(start, end, strict=True)
            means = np.stack([reprints.sentences[a:b].mean(axis=0, dtype=np.float32) for a, b in spans])
            rows.append(reprints.whole(means))
            owners.append(long)
    return np.concatenate(rows), np.concatenate(owners)


def _allowed(
    reprints: Collection, chosen: Integers, sources: Collection, window: int | None
) -> NDArray[np.bool_]:
    """Which (reprint, source) may be a pair at all."""
    allowed: NDArray[np.bool_] = reprints.languages[chosen][:, None] != sources.languages[None, :]
    if window is not None and reprints.days.any() and sources.days.any():
        ours, theirs = reprints.days[chosen][:, None], sources.days[None, :]
        allowed &= (np.abs(ours - theirs) <= window) | (ours == 0) | (theirs == 0)
    return allowed


def _largest(similarity: Floats, most: int) -> Integers:
    """Column indices of the largest values of each row, largest first; ties by index."""
    most = min(most, similarity.shape[1])
    if most == similarity.shape[1]:
        return np.argsort(-similarity, axis=1, kind="stable")
    best = np.sort(np.argpartition(similarity, -most, axis=1)[:, -most:], axis=1)
    order = np.argsort(-np.take_along_axis(similarity, best, axis=1), axis=1, kind="stable")
    return np.take_along_axis(best, order, axis=1)


def _by_keys(reprints: Collection, sources: Collection, most: int = 3) -> list[list[int]]:
    """The sources that share two or more rare keys with a reprint, most first."""
    homes: dict[str, list[int]] = defaultdict(list)
    for at, keys in enumerate(sources.keys):
        for key in keys:
            homes[key].append(at)
    rare = {key: places for key, places in homes.items() if len(places) <= COMMON}
    found: list[list[int]] = []
    for keys in reprints.keys:
        shared = Counter(place for key in keys & rare.keys() for place in rare[key])
        ranked = sorted(
            (place for place, count in shared.items() if count >= 2),
            key=lambda place: (-shared[place], place),
        )
        found.append(ranked[:most])
    return found


def _filtered(
    found: list[list[int]], reprints: Collection, sources: Collection, window: int | None
) -> list[Integers]:
    kept: list[Integers] = []
    for at, places in enumerate(found):
        columns = np.array(places, np.int64)
        if len(columns):
            own = np.array([at])
            columns = columns[_allowed(reprints, own, _only(sources, columns), window)[0]]
        kept.append(columns)
    return kept


def _only(sources: Collection, columns: Integers) -> Collection:
    from dataclasses import replace

    return replace(sources, languages=sources.languages[columns], days=sources.days[columns])
