"""From evidence for pairs of tokens to the probability of links, and from those to links.

All matrices are float32 [target tokens, source tokens].
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.model.embedded.tables import Floats

NOTHING = 0.25  # the ratio at which a token comes from nowhere, for each token of the other side
ALONE, TOGETHER, ROUNDS = 0.15, 2.0, 2  # a link by itself, and beside a certain neighbour
CERTAIN, MUTUAL, GROWN = 0.5, 0.2, 0.5

# How much a link supports a neighbour (target step, source step): translations run together, mostly forward.
NEAR: Mapping[tuple[int, int], float] = {
    (1, 1): 1.0, (1, -1): 0.6, (0, 1): 0.5, (1, 0): 0.5, (2, 2): 0.4, (2, 1): 0.4, (1, 2): 0.4,
}  # fmt: skip
WIDE: Mapping[tuple[int, int], float] = {
    (1, 1): 1.0, (1, -1): 0.6, (0, 1): 0.5, (1, 0): 0.5, (2, 2): 0.6, (2, 1): 0.6, (1, 2): 0.6, (3, 3): 0.4,
    (2, 3): 0.4, (3, 2): 0.4, (1, 3): 0.3, (3, 1): 0.3, (2, -2): 0.3, (1, -2): 0.3, (2, -1): 0.3,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """How evidence is weighed: ``weight`` and ``slope`` of the similarity of vectors, how much tokens at the
    same place of both sentences are preferred, and how links support each other."""

    weight: float
    slope: float
    diagonal: float
    support: Mapping[tuple[int, int], float] = field(default_factory=lambda: NEAR)


def posteriors(forward: Floats, backward: Floats, look: Look) -> tuple[Floats, Floats]:
    """The probability of each link seen from the target token and from the source token; what a token lacks to
    1 is its probability of coming from nowhere. ``forward`` and ``backward`` are ratios."""
    m, n = forward.shape
    if not m or not n:
        return forward, backward
    places = np.abs((np.arange(m)[:, None] + 0.5) / m - (np.arange(n) + 0.5) / n)
    near = np.exp(-look.diagonal * places).astype(np.float32)
    from_target, from_source = forward * near, backward * near
    there, back = _shares(from_target, from_source)
    for _ in range(ROUNDS):
        support = ALONE + TOGETHER * _neighbours(np.sqrt(there * back), look.support)
        there, back = _shares(from_target * support, from_source * support)
    return there, back


def _shares(from_target: Floats, from_source: Floats) -> tuple[Floats, Floats]:
    m, n = from_target.shape
    return (
        from_target / (NOTHING * n + np.add.reduce(from_target, axis=1, keepdims=True)),
        from_source / (NOTHING * m + np.add.reduce(from_source, axis=0, keepdims=True)),
    )


def _neighbours(links: Floats, support: Mapping[tuple[int, int], float]) -> Floats:
    """The support each cell gets from the links around it."""
    m, n = links.shape
    reach = max(abs(step) for steps in support for step in steps)
    padded = _framed(links, reach)
    total, part = np.zeros_like(links), np.empty_like(links)
    for (down, right), weight in support.items():
        for top, left in ((reach + down, reach + right), (reach - down, reach - right)):
            np.multiply(padded[top : top + m, left : left + n], np.float32(weight), out=part)
            total += part
    return total


def _framed(cells: NDArray[Any], width: int) -> NDArray[Any]:
    """The matrix in a frame of zeros (np.pad takes several times as long for small ones)."""
    m, n = cells.shape
    framed = np.zeros((m + 2 * width, n + 2 * width), cells.dtype)
    framed[width : width + m, width : width + n] = cells
    return framed


def links(together: Floats, either: Floats) -> NDArray[np.bool_]:
    """Which cells are links: certain ones, those that are best both ways, and neighbours of links whose token is
    still free (grow-diag, Koehn et al. 2005, on probabilities)."""
    if not together.size:
        return np.zeros(together.shape, np.bool_)
    best = (together == together.max(axis=1, keepdims=True)) & (together == together.max(axis=0))
    linked: NDArray[np.bool_] = (together >= CERTAIN) | (best & (together >= MUTUAL))
    m, n = linked.shape
    for _ in range(2):
        free = ~np.any(linked, axis=1, keepdims=True) | ~np.any(linked, axis=0)
        padded = _framed(linked, 1)
        beside = np.zeros_like(linked)
        for down in range(3):
            for right in range(3):
                beside |= padded[down : down + m, right : right + n]
        linked |= beside & free & (either >= GROWN)
    return linked


def inherit(linked: NDArray[np.bool_], tails: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The links (by row), each unlinked ``tail`` having those of the token before it: an inflection belongs to its
    word, 年 to its number."""
    inherited = linked.copy()
    for at in np.flatnonzero(tails[1:]) + 1:
        if not inherited[at].any():
            inherited[at] = inherited[at - 1]
    return inherited
