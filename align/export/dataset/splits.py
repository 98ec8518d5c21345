"""Train, validation and test: by pair and by date, with nothing near-duplicate on two sides.

Pairs that share an article, or whose articles are near-duplicates of each other, form a group, and a
group goes into one split as a whole. Groups are ordered by their latest date; the newest make the
test split, the next the validation split, so that a model is tested on news from after its training.
Groups without a date are spread by a hash of their ids.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from align.errors import InputError
from align.export.dataset.duplicates import Groups, Signature, join_near_duplicates, members

Split = Literal["train", "validation", "test"]
SPLITS: tuple[Split, ...] = ("train", "validation", "test")


@dataclass(frozen=True, slots=True)
class Shares:
    """The shares of pairs that are held out, 0–1."""

    validation: float = 0.05
    test: float = 0.05

    def __post_init__(self) -> None:
        if min(self.validation, self.test) < 0 or self.validation + self.test >= 1:
            raise InputError(
                f"shares {self.validation:g} and {self.test:g}",
                "leave nothing to train on",
                "name shares from 0 that add up to less than 1",
            )


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the division looks at: one pair of articles."""

    pair: str
    reprint: str
    source: str
    date: date | None
    reprint_signature: Signature
    source_signature: Signature


@dataclass(frozen=True, slots=True)
class Division:
    """The split of every pair, and how many groups held more than one pair."""

    splits: Mapping[str, Split]
    groups: int
    near_duplicates: int


def divide(candidates: Sequence[Candidate], shares: Shares | None = None) -> Division:
    """Assign every pair to a split. At least one group is held out for each share above 0 as soon
    as there are three groups."""
    shares = shares or Shares()
    groups = Groups()
    for candidate in candidates:
        groups.root(("pair", candidate.pair))
        groups.join(("pair", candidate.pair), ("reprint", candidate.reprint))
        groups.join(("pair", candidate.pair), ("source", candidate.source))
    couples = 0
    for side in ("reprint", "source"):
        signatures = {
            (side, getattr(candidate, side)): getattr(candidate, f"{side}_signature")
            for candidate in sorted(candidates, key=lambda candidate: candidate.pair)
        }
        couples += len(join_near_duplicates(groups, signatures))
    dates = {candidate.pair: candidate.date for candidate in candidates}
    grouped = [
        [pair for _, pair in keys] for keys in members(groups, [("pair", pair) for pair in sorted(dates)])
    ]
    splits: dict[str, Split] = {}
    dated = [group for group in grouped if any(dates[pair] for pair in group)]
    undated = [group for group in grouped if not any(dates[pair] for pair in group)]
    dated.sort(key=lambda group: (max(dates[pair] or date.min for pair in group), _hash(group)), reverse=True)
    undated.sort(key=_hash)
    for ordered in (dated, undated):
        splits.update(_cut(ordered, shares))
    return Division(splits, len(grouped), couples)


def _cut(ordered: list[list[str]], shares: Shares) -> dict[str, Split]:
    """The first groups become test, the next validation, the rest train; so does a group that would
    take far more than the share of its split."""
    total = sum(map(len, ordered))
    splits: dict[str, Split] = {}
    waiting = ordered
    wanted: list[tuple[Split, float]] = [("test", shares.test), ("validation", shares.validation)]
    for split, share in wanted:
        room = max(round(total * share), 1) if share > 0 and len(ordered) >= 3 else 0
        taken, left = 0, []
        for group in waiting:
            if taken < room and taken + len(group) <= 2 * room:
                splits.update(dict.fromkeys(group, split))
                taken += len(group)
            else:
                left.append(group)
        waiting = left
    for group in waiting:
        splits.update(dict.fromkeys(group, "train"))
    return splits


def _hash(group: list[str]) -> str:
    return hashlib.sha256("\n".join(group).encode("utf-8")).hexdigest()
