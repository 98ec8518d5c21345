#!/usr/bin/env python3
"""Train the English fluency model that the fidelity score uses: a pruned word 4-gram model with modified Kneser-Ney
smoothing.

The training text is the English side of the openly licensed sets in DATA (folders or files of
``english<TAB>other`` lines). About two minutes and 4 GB on one core for 900,000 sentences.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from align.fidelity.scoring.fluency import (
    END,
    NUMBER,
    RESERVED,
    START,
    STEP,
    UNKNOWN,
    UNKNOWN_NAME,
    Fluency,
    Order,
    combine,
    short,
    tokens,
)

CLOSED = ("news_commentary", "pdc_news", "wccec_news")  # for measuring only, never in shipped weights


def sentences(data: list[Path], most: int, seed: int) -> list[str]:
    """English sentences of every set, at most ``most`` a set, repeated ones once."""
    rng, found = random.Random(seed), set()
    files = sorted(file for path in data for file in (path.rglob("*.tsv") if path.is_dir() else [path]))
    for file in files:
        if file.name.startswith(CLOSED):
            continue
        lines = [line.split("\t")[0].strip() for line in file.read_text(encoding="utf-8").splitlines()]
        lines = [line for line in lines if 3 <= len(line.split()) <= 80 and "msctd" not in file.name]
        found.update(rng.sample(lines, min(most, len(lines))))
    return sorted(found)


@dataclass(frozen=True)
class Counts:
    """The distinct n-grams of one length, sorted by ``keys``: how often each stands in the text, the (continuation)
    count that its probability is made of, where it ends for the first time."""

    keys: np.ndarray
    raw: np.ndarray
    count: np.ndarray
    first: np.ndarray


def build(texts: list[str], words: int, least: tuple[int, ...]) -> Fluency:
    """Count, smooth, prune: an n-gram stays when it stands ``least[n - 2]`` times in the text."""
    tokenized = [tokens(text) for text in texts]
    counts = Counter(word for line in tokenized for word in line if not word[0].isdigit())
    vocabulary = {word: at for at, (word, _) in enumerate(counts.most_common(words), RESERVED)}
    blank = Fluency(vocabulary, np.zeros(1, np.uint8), np.zeros(1, np.uint8), ())
    ids = np.concatenate([blank.ids(line) for line in tokenized])
    del tokenized
    size = len(vocabulary) + RESERVED
    hashes = [ids]  # of the n-gram that ends at each place
    whole = [np.ones(len(ids), bool)]  # whether it lies in one sentence
    for _ in least:
        grown = np.zeros_like(ids)
        grown[1:] = combine(hashes[-1][:-1], ids[1:])
        inside = np.zeros(len(ids), bool)
        inside[1:] = whole[-1][:-1] & (ids[1:] != START)
        hashes.append(grown)
        whole.append(inside)
    levels = continued([distinct(hashes[n], whole[n]) for n in range(1, len(least) + 1)], ids, hashes)

    one = np.bincount(ids[levels[0].first].astype(np.int64), minlength=size).astype(float)  # words before it
    one[START] = 0
    one[[UNKNOWN, UNKNOWN_NAME, NUMBER, END]] += 1
    lower_keys, lower = np.arange(size, dtype=np.uint64), np.maximum(one, 0.5) / one.sum()
    unigrams = lower
    left, orders = [], []
    for n, (level, fewest) in enumerate(zip(levels, least, strict=True), 1):
        kept = level.raw >= fewest
        some = [int((level.count == times).sum()) for times in (1, 2, 3, 4)]
        ratio = some[0] / (some[0] + 2 * some[1])
        discount = np.array([k - (k + 1) * ratio * some[k] / some[k - 1] for k in (1, 2, 3)])
        before = hashes[n - 1][level.first - 1]  # the context of each
        contexts, where = np.unique(before, return_inverse=True)
        total = np.bincount(where, weights=level.count)
        share = (level.count - discount[np.minimum(level.count, 3) - 1]) / total[where]
        rest = 1 - np.bincount(where[kept], weights=share[kept], minlength=len(contexts))
        suffix = ids[level.first] if n == 1 else hashes[n - 1][level.first]
        below = lower[np.searchsorted(lower_keys, suffix[kept])]
        chance = share[kept] + rest[where[kept]] * below
        # what it costs to leave each context that is itself in the model
        at = np.minimum(np.searchsorted(contexts, lower_keys), len(contexts) - 1)
        left.append(np.where(contexts[at] == lower_keys, rest[at], 1.0))
        lower_keys, lower = level.keys[kept], chance
        orders.append((lower_keys, lower))
    made = []
    for number, (keys, chance) in enumerate(orders, 1):
        order = np.argsort(short(keys), kind="stable")
        backoff = cost(left[number])[order] if number < len(left) else np.zeros(0, np.uint8)
        made.append(Order(short(keys)[order], cost(chance)[order], backoff))
    return Fluency(vocabulary, cost(unigrams), cost(left[0]), tuple(made))


def distinct(hashes: np.ndarray, whole: np.ndarray) -> Counts:
    """The different n-grams among those that lie in one sentence."""
    places = np.flatnonzero(whole)
    keys, first, raw = np.unique(hashes[places], return_index=True, return_counts=True)
    return Counts(keys, raw, raw, places[first])


def continued(levels: list[Counts], ids: np.ndarray, hashes: list[np.ndarray]) -> list[Counts]:
    """Kneser-Ney counts: how many different words stand before an n-gram, for all but the longest and for those
    that begin a sentence."""
    result = []
    for n, (level, longer) in enumerate(pairwise(levels), 1):
        at = np.searchsorted(level.keys, hashes[n][longer.first])
        before = np.bincount(at, minlength=len(level.keys))
        begins = ids[level.first - n] == START
        count = np.where(begins, level.raw, before)
        result.append(replace(level, count=np.maximum(count, 1)))
    return [*result, levels[-1]]


def cost(probability: np.ndarray) -> np.ndarray:
    """-log p as bytes."""
    return np.clip(np.round(-np.log(np.maximum(probability, 1e-12)) * STEP), 0, 255).astype(np.uint8)


def main() -> None:
    """Read, count, write, and print the perplexity on a held-out hundredth."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", nargs="+", type=Path, help="folders or files of english<TAB>other lines")
    parser.add_argument("--out", type=Path, required=True, help="the .npz file to write")
    parser.add_argument("--most", type=int, default=400_000, help="sentences a set (400000)")
    parser.add_argument("--words", type=int, default=60_000, help="vocabulary (60000)")
    parser.add_argument(
        "--least", type=int, nargs="+", default=[2, 3, 4], help="least counts of the n-grams kept (2 3 4)"
    )
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    texts = sentences(arguments.data, arguments.most, arguments.seed)
    held, train = texts[::100], [text for at, text in enumerate(texts) if at % 100]
    model = build(train, arguments.words, tuple(arguments.least))
    model.save(arguments.out)
    costs = np.concatenate([model.costs(text) for text in held])
    kept = ", ".join(f"{len(order.keys)} of {n} words" for n, order in enumerate(model.orders, 2))
    print(f"{len(train)} sentences; n-grams {kept}")
    print(
        f"held-out perplexity {np.exp(costs.mean()):.1f} a token; {arguments.out.stat().st_size / 1e6:.1f} MB"
    )


if __name__ == "__main__":
    main()
