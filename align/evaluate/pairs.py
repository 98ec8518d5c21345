"""Pairs against gold: the right source, precision, recall, and sources given to reprints that have none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from align.bootstrap import SAMPLES, SEED, bounds, resamples
from align.document import Pair
from align.errors import InputError
from align.model import Model
from align.signature import signature

FIGURES = (
    "right source",
    "precision",
    "recall",
    "f1",
    "false pairs",
    "comparable found",
    "comparable as parallel",
)
VERDICTS = ("parallel", "comparable", "unrelated")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """``figures`` by name and ``intervals``, their 95% percentile bootstrap bounds over reprints.

    ``right source``: share of reprints with a source for which the most probable parallel source is
    one of theirs. ``precision``, ``recall``, ``f1``: of (reprint, source) pairs called parallel.
    ``false pairs``: share of reprints without any source that were given one, parallel or comparable.
    ``comparable found``: share of comparable pairs called comparable; ``comparable as parallel``: share
    called parallel. A figure is None where the gold has no case for it.
    """

    figures: Mapping[str, float | None]
    intervals: Mapping[str, tuple[float, float]]
    reprints: int
    errors: tuple[str, ...]


def read_pairs(path: Path) -> list[Pair]:
    """Pairs in the form `align pair` prints: JSONL with reprint, source or null, verdict, and maybe score.

    Raises :class:`InputError` naming file, line and reason.
    """
    pairs: list[Pair] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(path, f"cannot be read ({error})", "it is what `align pair` prints") from None
    for number, line in enumerate(lines, start=1):
        if line.strip():
            pairs.append(_record(line, f"{path}:{number}"))
    if not pairs:
        raise InputError(path, "holds no pair", "one JSON object a line is meant")
    return pairs


def _record(line: str, where: str) -> Pair:
    try:
        record = json.loads(line)
        reprint, source, verdict = record["reprint"], record["source"], record["verdict"]
        score = float(record.get("score", 1.0))
    except (ValueError, KeyError, TypeError, AttributeError):
        reason = "is not a JSON object with reprint, source and verdict"
        raise InputError(where, reason, "see `align pair`") from None
    if verdict not in VERDICTS or not isinstance(reprint, str) or not isinstance(source, str | None):
        raise InputError(where, "has a wrong value", f"verdicts are {', '.join(VERDICTS)}")
    return Pair(reprint, source, score, verdict)


def answers(gold: Iterable[Pair]) -> dict[str, dict[str | None, str]]:
    """Gold pairs as verdicts by reprint and source."""
    found: dict[str, dict[str | None, str]] = {}
    for pair in gold:
        found.setdefault(pair.reprint, {})[pair.source] = pair.verdict
    return found


def evaluate(
    gold: Iterable[Pair], predicted: Iterable[Pair], samples: int = SAMPLES, seed: int = SEED
) -> Evaluation:
    """Figures with intervals; a gold reprint that was not predicted counts as unpaired."""
    known = answers(gold)
    by_reprint: dict[str, list[Pair]] = {reprint: [] for reprint in known}
    for found in predicted:
        if found.reprint in by_reprint:
            by_reprint[found.reprint].append(found)
    rows = np.array([_counts(wanted, by_reprint[reprint]) for reprint, wanted in known.items()], np.float64)
    errors = tuple(
        line for reprint, wanted in known.items() for line in _errors(reprint, wanted, by_reprint[reprint])
    )
    drawn = [_figures(rows[draw].sum(axis=0)) for draw in resamples(len(rows), samples, seed)]
    figures = dict(zip(FIGURES, _figures(rows.sum(axis=0)), strict=True))
    intervals = {
        name: bounds(column)
        for name, column in zip(FIGURES, np.array(drawn, np.float64).T, strict=True)
        if not np.isnan(column).all()
    }
    rounded = {name: None if np.isnan(value) else round(float(value), 4) for name, value in figures.items()}
    return Evaluation(rounded, intervals, len(known), errors)


def _parallel(answers: Mapping[str | None, str]) -> set[str]:
    return {source for source, verdict in answers.items() if verdict == "parallel" and source is not None}


def _counts(answers: Mapping[str | None, str], found: Sequence[Pair]) -> tuple[int, ...]:
    """Has a source, found right; pairs hit, predicted, gold; has none, given one; comparable, found, as parallel."""
    wanted = _parallel(answers)
    comparable = {source for source, verdict in answers.items() if verdict == "comparable"}
    called = {one.source: one for one in found if one.verdict == "parallel" and one.source is not None}
    first = max(called.values(), key=lambda one: one.score, default=None)
    none = not wanted and not comparable
    return (
        int(bool(wanted)),
        int(bool(wanted) and first is not None and first.source in wanted),
        len(wanted & called.keys()),
        len(called),
        len(wanted),
        int(none),
        int(none and any(one.source is not None for one in found)),
        len(comparable),
        sum(one.source in comparable and one.verdict == "comparable" for one in found),
        len(comparable & called.keys()),
    )


def _figures(total: NDArray[np.float64]) -> list[float]:
    def share(part: float, whole: float) -> float:
        return float(part / whole) if whole else float("nan")

    having, right, hit, predicted, gold, none, given, comparable, found, wrong = total
    return [
        share(right, having), share(hit, predicted), share(hit, gold), share(2 * hit, predicted + gold),
        share(given, none), share(found, comparable), share(wrong, comparable),
    ]  # fmt: skip


def _errors(reprint: str, answers: Mapping[str | None, str], found: Sequence[Pair]) -> list[str]:
    """What differs from gold, a line each."""
    called = {one.source: one.verdict for one in found if one.source is not None}
    wanted = {source: verdict for source, verdict in answers.items() if source is not None}
    lines = [
        f"{reprint}: {source} is {verdict}, found {called.get(source, 'unrelated')}"
        for source, verdict in wanted.items()
        if called.get(source) != verdict
    ]
    return lines + [
        f"{reprint}: {source} is unrelated, found {verdict}"
        for source, verdict in called.items()
        if source not in wanted
    ]


def pair_folder(folder: Path, model: Model, window: int) -> tuple[list[Pair], str]:
    """Pair the two collections of a gold folder; also what made the pairs, for the signature."""
    from align.document import Article
    from align.pair.pairing import pair
    from align.read import read_all

    reprints, sources = (
        [one for one in read_all(folder / side) if isinstance(one, Article)]
        for side in ("reprints", "sources")
    )
    pairs = pair(reprints, sources, model, window=None if window < 0 else window)
    return pairs, f"model:{model.name}|revision:{model.revision}|window:{window}"


def jsonl(pairs: Iterable[Pair]) -> str:
    """The pairs as `align pair` prints them."""
    records = (
        {"reprint": one.reprint, "source": one.source, "score": one.score, "verdict": one.verdict}
        for one in pairs
    )
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def signature_of(result: Evaluation, by: str, samples: int, seed: int) -> str:
    """What made the figures, in the manner of sacrebleu."""
    return signature("pairs", f"n:{result.reprints}", by, bootstrap=samples, seed=seed)


def value(result: Evaluation, mark: str) -> dict[str, object]:
    """The figures as JSON values."""
    return {
        "signature": mark,
        "reprints": result.reprints,
        "figures": dict(result.figures),
        "intervals": {name: list(bounds) for name, bounds in result.intervals.items()},
        "errors": list(result.errors),
    }


def text(result: Evaluation, mark: str, *, errors: bool = False) -> str:
    """The figures as a table; with ``errors`` every difference from gold below it."""
    lines = [mark]
    for name, figure in result.figures.items():
        low, high = result.intervals.get(name, (0.0, 0.0))
        lines.append(
            f"{name:<24}" + ("     –" if figure is None else f"{figure:6.4f}  [{low:.4f}, {high:.4f}]")
        )
    lines.append(f"{'differences from gold':<24}{len(result.errors):6d}")
    return "\n".join([*lines, *(result.errors if errors else ())]) + "\n"
