"""Which sources are worth a closer look for each reprint: neighbours of the whole and of its halves,
and articles that share rare numbers and Latin words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from align.pair.collection import Collection, Floats, Integers

CELLS = 1 << 24  # similarities held at a time: 64 MB
COMMON = 20  # a key that more sources than this have says nothing
GROUP = 64  # columns whose maximum is looked at before they are
PART = 6  # sentences; a reprint of several sources is looked up in parts, too


def neighbours(reprints: Collection, sources: Collection, most: int, window: int | None) -> list[Integers]:
    """For each reprint the indices of its candidate sources, best first, at most about ``2 * most``.

    Exact search by blocked matrix products: for 10,000 x 10,000 articles it is a matter of seconds,
    less than splitting and embedding them takes (docs/measurements/pairing.md has what was measured against
    approximate indices). Sources in
    the reprint's own language are copies, not sources; those dated more than ``window`` days apart are
    left out.
    """
    found: list[list[Integers]] = [[] for _ in reprints.ids]
    rows = max(64, CELLS // max(1, len(sources.ids)))
    for block, owner in _queries(reprints, rows):
        similarity = block @ sources.articles.T
        if (forbidden := _forbidden(reprints, owner, sources, window)) is not None:
            similarity[forbidden] = -np.inf
        best = _largest(similarity, most)
        for row, own in enumerate(owner):
            kept = best[row][np.isfinite(similarity[row, best[row]])]
            found[own].append(kept)
    shared = _by_keys(reprints, sources)
    return [
        np.array(list(dict.fromkeys(int(one) for part in (*parts, extra) for one in part)), np.int64)
        for parts, extra in zip(found, _filtered(shared, reprints, sources, window), strict=True)
    ]


def _queries(reprints: Collection, most: int) -> Iterator[tuple[Floats, Integers]]:
    """Rows for each whole reprint and, if it is long enough, for each of its halves, ``most`` at a time."""
    for first in range(0, len(reprints.ids), most):
        yield reprints.articles[first : first + most], np.arange(first, min(first + most, len(reprints.ids)))
    sizes = np.diff(reprints.bounds)
    long = np.flatnonzero(sizes >= 2 * PART)
    middles = reprints.bounds[long] + sizes[long] // 2
    for starts, ends in ((reprints.bounds[long], middles), (middles, reprints.bounds[long + 1])):
        for first in range(0, len(long), most):
            spans = zip(starts[first : first + most], ends[first : first + most], strict=True)
            means = np.stack([reprints.sentences[a:b].mean(axis=0, dtype=np.float32) for a, b in spans])
            yield reprints.whole(means), long[first : first + most]


def _forbidden(
    reprints: Collection, chosen: Integers, sources: Collection, window: int | None
) -> NDArray[np.bool_] | None:
    """Which (reprint, source) cannot be a pair at all; None if all can."""
    forbidden: NDArray[np.bool_] | None = None
    ours, theirs = reprints.languages[chosen], sources.languages
    if set(ours) & set(theirs):
        names, codes = np.unique(np.concatenate([ours, theirs]), return_inverse=True)
        codes = codes.astype(np.int8 if len(names) < 100 else np.int64)
        forbidden = codes[: len(ours)][:, None] == codes[len(ours) :][None, :]
    if window is not None and reprints.days[chosen].any() and sources.days.any():
        day, days = reprints.days[chosen].astype(np.int32), sources.days.astype(np.int32)
        apart = np.abs(day[:, None] - days[None, :]) > window
        apart[day == 0] = False
        apart[:, days == 0] = False
        forbidden = apart if forbidden is None else forbidden | apart
    return forbidden


def _largest(similarity: Floats, most: int) -> Integers:
    """Column indices of the largest values of each row, largest first; ties by index.

    The largest values of a row lie in the groups of columns whose maxima are largest, so only those
    are sorted: an order of magnitude faster than partitioning rows of 100,000.
    """
    rows, columns = similarity.shape
    most = min(most, columns)
    groups = columns // GROUP
    if groups <= most:
        return np.argsort(-similarity, axis=1, kind="stable")[:, :most]
    maxima = similarity[:, : groups * GROUP].reshape(rows, groups, GROUP).max(axis=2)
    chosen = np.sort(np.argpartition(maxima, -most, axis=1)[:, -most:], axis=1)
    inside = (chosen[:, :, None] * GROUP + np.arange(GROUP)).reshape(rows, -1)
    rest = np.broadcast_to(np.arange(groups * GROUP, columns), (rows, columns - groups * GROUP))
    candidates = np.concatenate([inside, rest], axis=1)
    order = np.argsort(-np.take_along_axis(similarity, candidates, axis=1), axis=1, kind="stable")[:, :most]
    return np.take_along_axis(candidates, order, axis=1)


def _by_keys(reprints: Collection, sources: Collection, most: int = 3) -> list[list[int]]:
    """The sources that share two or more rare keys with a reprint, most first."""
    size = int(max(reprints.keys.ids.max(initial=-1), sources.keys.ids.max(initial=-1))) + 1
    places, starts = sources.keys.homes(COMMON, size)
    found: list[list[int]] = []
    for at in range(len(reprints.ids)):
        spans = [places[starts[key] : starts[key + 1]] for key in reprints.keys.of(at)]
        shared, counts = np.unique(np.concatenate(spans) if spans else places[:0], return_counts=True)
        order = np.argsort(-counts, kind="stable")[:most]
        found.append([int(shared[one]) for one in order if counts[one] >= 2])
    return found


def _filtered(
    found: list[list[int]], reprints: Collection, sources: Collection, window: int | None
) -> list[Integers]:
    """Those of the sources found for each reprint that may be its pair."""
    kept: list[Integers] = []
    for at, places in enumerate(found):
        columns = np.array(places, np.int64)
        days, ours = sources.days[columns], int(reprints.days[at])
        allowed = sources.languages[columns] != reprints.languages[at]
        if window is not None and ours:
            allowed &= (days == 0) | (np.abs(days - ours) <= window)
        kept.append(columns[allowed])
    return kept
