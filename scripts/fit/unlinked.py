#!/usr/bin/env python3
"""Learn how likely a clause has no counterpart, of translations with clauses cut; for regressions.toml.

    unlinked.py ja=TSV zh=TSV … [--most N] [--seed N]

A file holds professional translations, ``doc<TAB>english<TAB>other`` under a header; every third document is used. Of
each sentence one clause is cut whose words are linked with one clause of the other side only, and hardly any others
with that: the clause it leaves is one without counterpart, the clauses of the sentence as it was are those with one.
Printed are the numbers of both sides, the area under the curve, and what is found and accused by threshold.

The numbers that ship: unlinked.py zh=wmt21_en-zh.tsv ja=wmt21_ja-en.tsv ja=wmt21_en-ja.tsv
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from align.fidelity.checks.coverage.unlinked import FEATURES, looked_at
from align.fidelity.passage.clauses import clauses_of
from align.model import Attention, Model, load_model, word_model

EVERY = 3  # documents
LENGTHS = (25, 250)  # characters of the Chinese or Japanese sentence
LINKS, SHARE = 1.2, 0.85  # weight that a clause gives, and the part of it that must go one way
THRESHOLDS = (0.5, 0.55, 0.7, 0.85, 0.95)
STRENGTH = 0.05  # of the prior, a hundred examples


def sentences(path: Path, most: int, chance: random.Random) -> list[tuple[str, str]]:
    """Pairs of a file, (other, English)."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    kept = set(sorted({row["doc"] for row in rows})[::EVERY])
    pairs = [(row["other"].strip(), row["english"].strip()) for row in rows if row["doc"] in kept]
    pairs = [pair for pair in pairs if LENGTHS[0] < len(pair[0]) < LENGTHS[1]]
    chance.shuffle(pairs)
    return pairs[:most]


def cut(
    texts: tuple[str, str], look: Attention, chance: random.Random, side: int
) -> tuple[str, tuple[int, int]] | None:
    """The other side without a clause, and the span of the clause of ``side`` (0: source) that lost its counterpart."""
    weights = look.weights.T if side == 0 else look.weights  # [own tokens, other tokens]
    offsets = (look.source_offsets, look.target_offsets)
    parts = [clauses_of(text, cjk) for text, cjk in zip(texts, (True, False), strict=True)]
    inside = [
        [np.array([start < last and end > first for start, end in spans], bool) for first, last in each]
        for each, spans in zip(parts, offsets, strict=True)
    ]
    if len(parts[side]) < 2:
        return None
    table = np.array(
        [[weights[np.ix_(mine, their)].sum() for their in inside[1 - side]] for mine in inside[side]]
    )
    found = [
        (mine, their)
        for their in range(table.shape[1])
        for mine in [int(table[:, their].argmax())]
        if table[:, their].sum() > LINKS
        and table[mine, their] > SHARE * table[:, their].sum()
        and table[mine, their] > SHARE * table[mine].sum()
    ]
    if not found:
        return None
    mine, their = chance.choice(found)
    start, end = parts[1 - side][their]
    return (texts[1 - side][:start] + texts[1 - side][end:]).strip(), parts[side][mine]


def examples(
    pairs: list[tuple[str, str]], language: str, model: Model, side: int, chance: random.Random
) -> Iterator[tuple[np.ndarray, bool]]:
    """FEATURES of clauses, and whether they lost their counterpart."""
    words = word_model(model)
    assert words is not None
    for texts in pairs:
        look = model.attend(*texts, language, "en")
        covered = words.coverage(*texts, language, "en")
        own = clauses_of(texts[side], side == 0)
        if len(own) < 2:
            continue
        for _, values, _ in looked_at(texts[side], side == 0, look, covered, turned=side == 1):
            yield values, False
        shorter = cut(texts, look, chance, side)
        if shorter is None or len(shorter[0]) < 10:
            continue
        changed = (texts[0], shorter[0]) if side == 0 else (shorter[0], texts[1])
        look, covered = model.attend(*changed, language, "en"), words.coverage(*changed, language, "en")
        for span, values, _ in looked_at(texts[side], side == 0, look, covered, turned=side == 1):
            if span == shorter[1]:
                yield values, True


def learned(values: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Bias and weights of a logistic regression with a normal prior over standardised features."""
    from scipy.optimize import minimize

    middle, scale = values.mean(0), values.std(0) + 1e-6
    table = np.column_stack((np.ones(len(values)), (values - middle) / scale))
    prior = np.full(table.shape[1], STRENGTH * len(values) / 100)
    prior[0] = 0.0

    def loss(numbers: np.ndarray) -> tuple[float, np.ndarray]:
        odds = table @ numbers
        gradient = table.T @ (1 / (1 + np.exp(-odds)) - right) + prior * numbers
        return float((np.logaddexp(0, odds) - right * odds).sum() + prior @ numbers**2 / 2), gradient

    best = minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B").x
    weights = best[1:] / scale
    return np.concatenate(([best[0] - weights @ middle], weights))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", metavar="LANGUAGE=TSV")
    parser.add_argument("--most", type=int, default=220, help="sentences of a file")
    parser.add_argument("--seed", type=int, default=3)
    options = parser.parse_args()
    model = load_model("embedded")
    for side, name in enumerate(("Chinese and Japanese", "English")):
        chance = random.Random(options.seed)
        every: list[tuple[np.ndarray, bool]] = []
        for named in options.files:
            language, _, path = named.partition("=")
            every += examples(sentences(Path(path), options.most, chance), language, model, side, chance)
        values, right = np.array([one for one, _ in every]), np.array([lost for _, lost in every], float)
        numbers = learned(values, right)
        odds = numbers[0] + values @ numbers[1:]
        rank = odds.argsort().argsort()
        lost = right == 1
        area = (rank[lost].sum() - lost.sum() * (lost.sum() - 1) / 2) / (lost.sum() * (~lost).sum())
        print(
            f"{name}: {len(right)} clauses, {int(lost.sum())} without counterpart, area under the curve {area:.3f}"
        )
        print("bias", round(numbers[0], 2), dict(zip(FEATURES, numbers[1:].round(2).tolist(), strict=True)))
        probability = 1 / (1 + np.exp(-odds))
        for threshold in THRESHOLDS:
            found, accused = (probability[lost] >= threshold).mean(), (probability[~lost] >= threshold).mean()
            print(f"  {threshold}: found {found:.3f}, accused {accused:.4f}")


if __name__ == "__main__":
    main()
