"""Where a model's numbers lie: of renderings, and of sentences that have nothing to do with each other.

Cosines and log-probabilities of two models cannot be compared as they are. The same sentence pairs, right and
exchanged, are shown to each model; what it says of both kinds puts its numbers on a common scale. Levels that
scripts/fit/encoder_levels.py measured on more text are kept in calibration.toml by the encoder's name and revision;
any other encoder, and every scorer, is asked on the sentences of data/pairs.tsv, which ship.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from align.model.levels import Levels
from align.model.protocol import Model, TokenScores

DISTANCE = 7  # how far down the list the stranger of a sentence stands


@cache
def sentence_pairs(language: str) -> tuple[tuple[str, str], ...]:
    """The shipped pairs (English, other) of ``ja`` or ``zh``; of other languages the Chinese ones."""
    lines = Path(__file__).with_name("data").joinpath("pairs.tsv").read_text(encoding="utf-8").splitlines()
    column = 1 if language == "ja" else 2
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return tuple((row[0], row[column]) for row in rows)


def cosine_levels(encoder: Model, base: Model, language: str) -> tuple[Levels, Levels]:
    """How near an encoder puts English sentences and their renderings in a language, and strangers; and the same of
    ``base``, with which the fitted numbers were fitted. Both by the same sentences: those that the script measured
    where it knew both encoders, else those that ship."""
    family = "ja" if language == "ja" else "zh"
    known = [kept().get(f"{one.name}@{one.revision}", {}).get(family) for one in (encoder, base)]
    if known[0] is not None and known[1] is not None:
        return known[0], known[1]
    return measured(encoder, sentence_pairs(family), family), measured(base, sentence_pairs(family), family)


def measured(encoder: Model, pairs: Sequence[tuple[str, str]], language: str) -> Levels:
    """The levels of an encoder's cosines on pairs (English, other)."""
    english, other = zip(*pairs, strict=True)
    near = encoder.embed(english, "en") @ encoder.embed(other, language).T
    return Levels.of(near.diagonal(), near[~np.eye(len(near), dtype=bool)])


def score_levels(scorer: Model, source_language: str, target_language: str) -> Levels:
    """The mean log-probability a token of right targets and of strangers in one direction."""
    language = source_language if target_language == "en" else target_language
    pairs = sentence_pairs(language.removesuffix("-Hant"))
    sides = [pair[::-1] if target_language == "en" else pair for pair in pairs]
    sources = [source for source, _ in sides]
    targets = [target for _, target in sides]
    strangers = targets[DISTANCE:] + targets[:DISTANCE]
    found = scorer.score(sources + sources, targets + strangers, source_language, target_language)
    return Levels.of(*(means(part) for part in (found[: len(sides)], found[len(sides) :])))


def means(scores: Sequence[TokenScores]) -> list[float]:
    """The mean log-probability a token of each."""
    return [score.mean for score in scores]


@cache
def kept() -> dict[str, dict[str, Levels]]:
    path = Path(__file__).with_name("calibration.toml")
    if not path.is_file():
        return {}
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        name: {language: Levels(**levels) for language, levels in languages.items()}
        for name, languages in table.get("encoder", {}).items()
    }
