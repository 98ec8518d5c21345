"""Alignments of several texts side by side: what they search for at the same time is searched together.

An alignment is a generator: it yields the searches it wants and goes on with what they found. So the way of one text
stays in one place, and many small texts share the steps of one search.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from align.sentences.search.posterior import Posterior, Regime, Task, all_posteriors


@dataclass(frozen=True, slots=True)
class Wanted:
    """Searches that an alignment needs before it can go on."""

    tasks: Sequence[Task]
    regimes: tuple[Regime, ...]


Done = TypeVar("Done")
Steps = Generator[Wanted, list[list[Posterior]], Done]


def all_done(alignments: Sequence[Steps[Done]]) -> list[Done]:
    """What each alignment returns, the same to the last bit as if it were alone."""
    results: dict[int, Done] = {}
    found: dict[int, list[list[Posterior]] | None] = dict.fromkeys(range(len(alignments)))
    while found:
        wanted: dict[tuple[Regime, ...], list[tuple[int, Sequence[Task]]]] = {}
        for number, each in found.items():
            try:
                step = next(alignments[number]) if each is None else alignments[number].send(each)
                wanted.setdefault(step.regimes, []).append((number, step.tasks))
            except StopIteration as end:
                results[number] = end.value
        found = {}
        for regimes, group in wanted.items():
            every = iter(all_posteriors([task for _, tasks in group for task in tasks], regimes))
            found.update((number, list(islice(every, len(tasks)))) for number, tasks in group)
    return [results[number] for number in range(len(alignments))]
