#!/usr/bin/env python3
"""Learn which tokens of a source lost their counterpart, and which runs, of translations with phrases cut.

    python -m scripts.fit.lost ja=TSV zh=TSV … [--most N] [--seed N]

A file holds professional translations, ``doc<TAB>english<TAB>other`` under a header. Of half of the English sentences a
phrase is cut; the tokens of the source that were linked with it, and with hardly anything else, lost their counterpart.
First the tokens are learned (``token_lost``), then whether the run that they make up is that which lost it or stands
in a sentence as it was (``run_lost``). Learned of every third document, the others are a test.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np

from align.fidelity.checks.coverage.invented import places, spans_of
from align.fidelity.checks.coverage.lost import RUN_FEATURES, SHIFT, TOKEN_FEATURES, Tokens, run, tokens_of
from align.fidelity.scoring.wordwise import FUNCTION
from align.model import Model, load_model
from scripts.fit.added import documents
from scripts.fit.unlinked import EVERY, learned

WORDS = (3, 16)  # of a phrase that is cut
LENGTHS = (25, 200)  # characters of the other side
LINK, SHARE = 0.3, 0.8  # of a token's links with the phrase, and their part of all its links
THRESHOLDS = (0.8, 0.9, 0.935, 0.95, 0.975)

Look = tuple[
    bool, str, Tokens, np.ndarray
]  # of the test, the source, its tokens, which lost their counterpart


def cut(english: str, chance: random.Random) -> tuple[str, tuple[int, int]] | None:
    """An English sentence without one of its phrases, and the phrase's span."""
    spans = spans_of(english)
    begins, ends = places(english, spans)
    found = [
        (first, last)
        for first in np.flatnonzero(begins).tolist()
        for last in range(first + WORDS[0] - 1, min(len(spans), first + WORDS[1]))
        if ends[last]
        and last - first < 0.6 * len(spans)
        and sum(english[slice(*span)].lower() not in FUNCTION for span in spans[first : last + 1]) >= 2
    ]
    if not found:
        return None
    first, last = chance.choice(found)
    start, end = spans[first][0], spans[last][1]
    before, after = english[:start].rstrip(" ,"), english[end:].lstrip(" ,")
    return (f"{before} {after}" if len(after) > 1 else f"{before}."), (start, end)


def looks(
    test: bool, language: str, pair: tuple[str, str], model: Model, chance: random.Random
) -> list[Look]:
    """A pair as it is, and with a phrase cut where the links tell what of the source rendered it."""
    source, english = pair
    tokens = tokens_of(model, source, english, language)
    if tokens is None:
        return []
    found: list[Look] = [(test, source, tokens, np.zeros(len(tokens.offsets), bool))]
    shorter = cut(english, chance)
    if shorter is None:
        return found
    look = model.attend(source, english, language, "en")
    inside = np.array([start < shorter[1][1] and end > shorter[1][0] for start, end in look.target_offsets])
    given = look.weights[inside].sum(axis=0)
    lost = (given > LINK) & (given > SHARE * look.weights.sum(axis=0))
    fewer = tokens_of(model, source, shorter[0], language)
    if fewer is not None and (lost[: len(fewer.offsets)] & (fewer.values[:, 2] > 0)).sum() >= 2:
        found.append((test, source, fewer, lost[: len(fewer.offsets)]))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", metavar="LANGUAGE=TSV")
    parser.add_argument("--most", type=int, default=2100, help="sentences")
    parser.add_argument("--seed", type=int, default=11)
    options = parser.parse_args()
    model, chance = load_model("embedded"), random.Random(options.seed)
    pairs = [
        (at % EVERY > 0, file.partition("=")[0], pair)
        for file in options.files
        for at, every in enumerate(documents(Path(file.partition("=")[2])))
        for pair in every
        if LENGTHS[0] < len(pair[0]) < LENGTHS[1]
    ]
    chance.shuffle(pairs)
    seen = [look for pair in pairs[: options.most] for look in looks(*pair, model, chance)]
    tokens = np.concatenate([each.values for test, _, each, _ in seen if not test])
    lost = np.concatenate([which for test, _, _, which in seen if not test]).astype(float)
    numbers = learned(tokens, lost)
    print(
        "token_lost: bias", round(numbers[0], 2), dict(zip(TOKEN_FEATURES, numbers[1:].round(2), strict=True))
    )
    rows, labels, tests = [], [], []
    for test, source, each, which in seen:
        found = run(each, SHIFT + numbers[0] + each.values @ numbers[1:], source)
        if found is None:
            continue
        label = 0
        if which.any():
            at = np.flatnonzero(which)
            start, end = each.offsets[at[0]][0], each.offsets[at[-1]][1]
            label = 1 if min(found.end, end) - max(found.start, start) > (end - start) / 2 else -1
        rows.append(found.values)
        labels.append(label)
        tests.append(test)
    values, label, of_test = np.array(rows), np.array(labels), np.array(tests)
    told = (label >= 0) & ~of_test
    of_runs = learned(values[told], label[told].astype(float))
    print("run_lost: bias", round(of_runs[0], 2), dict(zip(RUN_FEATURES, of_runs[1:].round(2), strict=True)))
    probability = 1 / (1 + np.exp(-(of_runs[0] + values @ of_runs[1:])))
    for name, which_set in (("learned of", False), ("others", True)):
        count = [
            sum(one[0] == which_set and bool(one[3].any()) == cut_one for one in seen) for cut_one in (1, 0)
        ]
        print(f"{name}: {count[0]} sentences with a phrase cut, {count[1]} as they were")
        for threshold in THRESHOLDS:
            shown = (probability >= threshold) & (of_test == which_set)
            share = (shown & (label == 1)).sum() / count[0], (shown & (label == 0)).sum() / count[1]
            print(f"  {threshold}: found {share[0]:.3f}, accused {share[1]:.4f}")


if __name__ == "__main__":
    main()
