"""What predictor.py trains on: parallel text as numbers of pieces, batches of equally long sentences."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import torch

from align.model.embedded.predictor import BEGIN, END, LANGUAGES, RESERVED, SOURCE_RESERVED
from scripts.train.encoder import encoder as train_encoder
from scripts.train.fidelity.predictor_network import POSITIONS
from scripts.train.text import training_text

VISITS = {"text": 1.3, "dialogue": 1.0, "docs": 0.35, "dictionary": 0.3, "names": 0.0}  # an epoch
LONGEST = 90  # pieces of an English sentence
PIECES = 4000  # of English in a batch


@dataclass(frozen=True, slots=True)
class Words:
    """Which pieces the predictor knows: `english` and `source` number the vocabulary's pieces (0: unknown),
    `english_pieces`, the most frequent first, and `source_pieces` are those it knows, `frequency` is of the numbers."""

    english: np.ndarray
    source: np.ndarray
    english_pieces: np.ndarray
    source_pieces: np.ndarray
    frequency: np.ndarray

    @classmethod
    def counted(cls, sets: list[train_encoder.Encoded], size: int) -> Words:
        """Pieces that stand six times in the English text, four times in the others."""
        counts = np.zeros((2, size))
        for each in sets:
            visits = VISITS[each.kind]
            counts[0] += visits * np.bincount(each.english[0], minlength=size)
            counts[1] += visits * np.bincount(each.other[0], minlength=size)
        english, source = np.flatnonzero(counts[0] >= 6), np.flatnonzero(counts[1] >= 4)
        english = english[np.argsort(-counts[0][english], kind="stable")]
        numbers = np.zeros((2, size), np.int32)
        numbers[0][english] = np.arange(RESERVED, RESERVED + len(english))
        numbers[1][source] = np.arange(SOURCE_RESERVED, SOURCE_RESERVED + len(source))
        frequency = np.concatenate(
            [[counts[0].sum() - counts[0][english].sum(), 0, 0, 0], counts[0][english]]
        )
        return cls(numbers[0], numbers[1], english, source, frequency / frequency.sum())


def word_starts(surfaces: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Which pieces begin a word whatever stands before them, and which after what is no letter or digit."""
    spaced = np.array([piece.startswith("▁") for piece in surfaces])
    bare = [piece.strip("▁") for piece in surfaces]
    marks = np.array([not piece[-1:].isalnum() for piece in bare])
    return spaced | marks, marks


@dataclass(frozen=True, slots=True)
class Text:
    """Sentence pairs, flat: English numbers, where the word after each begins (places in the sentence, of which
    BEGIN is 0), source numbers; bounds; language; how often an epoch visits each."""

    english: np.ndarray
    behind: np.ndarray
    bounds: np.ndarray
    source: np.ndarray
    source_bounds: np.ndarray
    language: np.ndarray
    visits: np.ndarray


def read(sets: list[train_encoder.Encoded], words: Words, surfaces: list[str]) -> Text:
    """All sets as one text."""
    always, marks = word_starts(surfaces)
    parts = []
    for each in sets:
        ids, bounds = each.english
        begins = always[ids] | np.concatenate(([True], marks[ids][:-1]))
        begins[bounds[:-1][bounds[:-1] < len(ids)]] = True
        places = np.where(begins, np.arange(len(ids)), len(ids))
        following = np.minimum.accumulate(np.concatenate((places, [len(ids)]))[::-1])[::-1][1:]
        lengths = np.diff(bounds)
        ends = np.repeat(bounds[1:], lengths)
        behind = np.minimum(following, ends) - np.repeat(bounds[:-1], lengths) + 1
        other, other_bounds = each.other
        language = np.full(len(each), LANGUAGES.index(each.name[:2]) + 1)
        visits = np.full(len(each), VISITS[each.kind])
        parts.append(
            (
                words.english[ids],
                behind,
                lengths,
                words.source[other],
                np.diff(other_bounds),
                language,
                visits,
            )
        )
    english, behind, lengths, source, source_lengths, language, visits = (
        np.concatenate(one) for one in zip(*parts, strict=True)
    )
    bounds, source_bounds = (np.concatenate(([0], np.cumsum(one))) for one in (lengths, source_lengths))
    fits = (lengths > 0) & (lengths <= LONGEST) & (source_lengths > 0) & (source_lengths < POSITIONS)
    return Text(english, behind.astype(np.int16), bounds, source, source_bounds, language, visits * fits)


def prepared(args: argparse.Namespace, vocabulary: Any) -> tuple[Words, Text]:
    """The pieces and the text, kept in WORK for the next run."""
    kept = [args.work / "words.npz", args.work / "text.npz"]
    if not all(path.exists() for path in kept):
        sets = train_encoder.encode(training_text.load(args.data), args.model / "words.model", args.work, 0)
        words = Words.counted(sets, len(vocabulary))
        for path, value in zip(kept, (words, read(sets, words, vocabulary.surfaces())), strict=True):
            np.savez(path, **{field.name: getattr(value, field.name) for field in fields(value)})
    loaded = []
    for path, kind in zip(kept, (Words, Text), strict=True):
        with np.load(path) as data:
            loaded.append(kind(**data))
    return loaded[0], loaded[1]


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences of one length, as the network takes them."""

    english: torch.Tensor
    source: torch.Tensor
    behind: torch.Tensor
    lengths: torch.Tensor


def batch_of(text: Text, lines: np.ndarray) -> Batch:
    starts = text.bounds[lines]
    length = int(text.bounds[lines[0] + 1] - starts[0])
    at = starts[:, None] + np.arange(length)
    english = np.full((len(lines), length + 2), BEGIN)
    english[:, 1:-1] = text.english[at]
    english[:, -1] = END
    source_starts = text.source_bounds[lines]
    sizes = text.source_bounds[lines + 1] - source_starts
    longest = int(sizes.max())
    steps = np.arange(longest)
    source = np.zeros((len(lines), longest + 1), np.int64)
    source[:, 0] = text.language[lines]
    source[:, 1:] = np.where(
        steps < sizes[:, None],
        text.source[np.minimum(source_starts[:, None] + steps, len(text.source) - 1)],
        0,
    )
    return Batch(
        *(
            torch.from_numpy(np.asarray(one, np.int64))
            for one in (english, source, text.behind[at], sizes + 1)
        )
    )


def micro_batches(
    text: Text, lines: np.ndarray, rng: np.random.Generator, pieces: int = PIECES
) -> list[np.ndarray]:
    """Lines of the same English length, and sources of about the same, in random order."""
    lines = lines[rng.permutation(len(lines))]
    found = []
    for at in range(0, len(lines), 200_000):
        some = lines[at : at + 200_000]
        lengths = text.bounds[some + 1] - text.bounds[some]
        sizes = text.source_bounds[some + 1] - text.source_bounds[some]
        some = some[np.lexsort((sizes, lengths))]
        lengths = np.sort(lengths)
        for length in np.unique(lengths):
            first, last = np.searchsorted(lengths, (length, length + 1))
            step = max(1, pieces // int(length + 2))
            found += [some[low : min(low + step, last)] for low in range(first, last, step)]
    return [found[index] for index in rng.permutation(len(found))]
