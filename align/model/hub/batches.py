"""Batches of similar length, and what to do when one does not fit into memory."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from align.errors import ModelError

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Budget:
    """How large a batch may be: so many ``texts``, or, where that is None, texts times the longest of them within so
    many ``tokens``."""

    tokens: int = 4096
    texts: int | None = None

    def holds(self, texts: int, longest: int) -> bool:
        """Whether so many texts of at most this length are one batch."""
        return texts <= self.texts if self.texts is not None else texts * longest <= self.tokens


def by_length(lengths: Sequence[int], budget: Budget) -> Iterator[list[int]]:
    """Indices in batches within the budget, longest first, so that a batch that is too large fails at once, not after
    an hour."""
    batch: list[int] = []
    longest = 0
    for index in sorted(range(len(lengths)), key=lambda at: (-lengths[at], at)):
        if batch and not budget.holds(len(batch) + 1, longest):
            yield batch
            batch = []
        longest = longest if batch else max(lengths[index], 1)
        batch.append(index)
    if batch:
        yield batch


def run_batches(
    lengths: Sequence[int],
    budget: Budget,
    run: Callable[[list[int]], list[Result]],
    progress: Callable[[int], object] | None = None,
    label: str = "model",
) -> list[Result]:
    """The results of ``run`` for every index, in the order of the input.

    A batch that runs out of memory is halved and tried again, down to single rows; a single row that
    does not fit raises ModelError. ``progress`` is told how many rows each finished batch had;
    without it a bar named ``label`` shows on a terminal when the work takes more than three seconds.
    """
    if progress is None:
        from tqdm import tqdm

        with tqdm(
            total=len(lengths), desc=label, unit="text", file=sys.stderr, delay=3, leave=False, disable=None
        ) as bar:
            return run_batches(lengths, budget, run, bar.update)
    results: list[Result | None] = [None] * len(lengths)
    waiting = list(by_length(lengths, budget))[::-1]
    while waiting:
        batch = waiting.pop()
        try:
            outcome = run(batch)
        except (MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
            if len(batch) == 1:
                reason = f"one text of {lengths[batch[0]]} tokens does not fit into memory"
                raise ModelError("model", reason, "split it, or use a smaller model") from None
            middle = len(batch) // 2
            waiting += [batch[middle:], batch[:middle]]
            continue
        for index, result in zip(batch, outcome, strict=True):
            results[index] = result
        if progress is not None:
            progress(len(batch))
    return [result for result in results if result is not None]


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an exception says that memory ran out (PyTorch and CTranslate2 raise RuntimeError)."""
    return isinstance(error, MemoryError) or "out of memory" in str(error).lower()
