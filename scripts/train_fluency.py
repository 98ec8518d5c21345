#!/usr/bin/env python3
"""Train the English fluency model that the fidelity score uses: a pruned word-trigram model.

The training text is the English side of the openly licensed sets in DATA (folders or files of
``english<TAB>other`` lines). About two minutes and 4 GB on one core for 900,000 sentences.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

import numpy as np

from align.fidelity.fluency import (
    END,
    NUMBER,
    RESERVED,
    START,
    STEP,
    UNKNOWN,
    UNKNOWN_NAME,
    Fluency,
    combine,
    short,
    tokens,
)

DISCOUNT = 0.75
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


def build(texts: list[str], words: int, least: int) -> Fluency:
    """Count, discount, prune."""
    tokenized = [tokens(text) for text in texts]
    counts = Counter(word for line in tokenized for word in line if not word[0].isdigit())
    vocabulary = {word: at for at, (word, _) in enumerate(counts.most_common(words), RESERVED)}
    empty = np.zeros(1, np.uint8)
    blank = Fluency(
        vocabulary, empty, empty, np.zeros(1, np.uint32), empty, empty, np.zeros(1, np.uint32), empty
    )
    ids = np.concatenate([blank.ids(line) for line in tokenized])
    starts = np.flatnonzero(ids == START)
    size = len(vocabulary) + RESERVED
    one = np.bincount(ids.astype(np.int64), minlength=size).astype(float)
    one[START] = 0
    one[[UNKNOWN, UNKNOWN_NAME, NUMBER, END]] += 1
    p_one = np.maximum(one, 0.5) / one.sum()

    inner = np.ones(len(ids), bool)
    inner[starts] = False
    pair_at = np.flatnonzero(inner)  # positions of the last word of a bigram
    pairs = combine(ids[pair_at - 1], ids[pair_at])
    keys, first, count = np.unique(pairs, return_index=True, return_counts=True)
    left, right = ids[pair_at - 1][first].astype(np.int64), ids[pair_at][first].astype(np.int64)
    context = np.bincount(ids[pair_at - 1].astype(np.int64), minlength=size).astype(float)
    kept = count >= least
    keys, left, right, count = keys[kept], left[kept], right[kept], count[kept]
    seen = np.maximum(count - DISCOUNT, 0) / context[left]
    bow_one = 1 - np.bincount(left, weights=seen, minlength=size)
    p_two = seen + bow_one[left] * p_one[right]

    triple_at = pair_at[ids[pair_at - 1] != START]
    triple_at = triple_at[triple_at >= 2]
    base = combine(ids[triple_at - 2], ids[triple_at - 1])
    triples = combine(base, ids[triple_at])
    keys3, first3, count3 = np.unique(triples, return_index=True, return_counts=True)
    base3, last3 = base[first3], ids[triple_at][first3]
    base_keys, base_count = np.unique(base, return_counts=True)
    kept3 = count3 >= least + 1
    keys3, base3, last3, count3 = keys3[kept3], base3[kept3], last3[kept3], count3[kept3]
    at_context = np.searchsorted(base_keys, base3)
    seen3 = (count3 - DISCOUNT) / base_count[at_context]
    mass = np.bincount(at_context, weights=seen3, minlength=len(base_keys))
    where = np.minimum(np.searchsorted(base_keys, keys), len(base_keys) - 1)
    bow_two = 1 - np.where(base_keys[where] == keys, mass[where], 0)
    mid3 = ids[triple_at - 1][first3][kept3].astype(np.int64)
    tail = combine(mid3.astype(np.uint64), last3)
    in_two = np.minimum(np.searchsorted(keys, tail), len(keys) - 1)
    lower = np.where(keys[in_two] == tail, p_two[in_two], bow_one[mid3] * p_one[last3.astype(np.int64)])
    p_three = seen3 + (1 - mass[at_context]) * lower

    order2, order3 = np.argsort(short(keys)), np.argsort(short(keys3))
    return Fluency(
        vocabulary,
        cost(p_one),
        cost(bow_one),
        short(keys)[order2],
        cost(p_two)[order2],
        cost(bow_two)[order2],
        short(keys3)[order3],
        cost(p_three)[order3],
    )


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
    parser.add_argument("--most", type=int, default=120_000, help="sentences a set (120000)")
    parser.add_argument("--words", type=int, default=60_000, help="vocabulary (60000)")
    parser.add_argument(
        "--least", type=int, default=2, help="least count of a bigram kept, a trigram one more (2)"
    )
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    texts = sentences(arguments.data, arguments.most, arguments.seed)
    held, train = texts[::100], [text for at, text in enumerate(texts) if at % 100]
    model = build(train, arguments.words, arguments.least)
    model.save(arguments.out)
    costs = np.concatenate([model.costs(text) for text in held])
    print(f"{len(train)} sentences, {len(model.bigrams)} bigrams, {len(model.trigrams)} trigrams")
    print(
        f"held-out perplexity {np.exp(costs.mean()):.1f} a token; {arguments.out.stat().st_size / 1e6:.1f} MB"
    )


if __name__ == "__main__":
    main()
