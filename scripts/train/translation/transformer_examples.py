"""What the compact Transformer is trained on: all open pairs as piece ids, in two files, and their batches.

`pieces.model` is the vocabulary, `examples.npz.xz` the ids; nothing else has to travel to where training is done.
"""

from __future__ import annotations

import argparse
import io
import lzma
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from scripts.train.text import training_text

TARGETS = (">>en<<", ">>ja<<", ">>zh<<")
VISITS = {"text": 1.0, "dialogue": 1.0, "docs": 0.7, "dictionary": 0.4, "names": 0.4}
LONGEST = 160
LANGUAGES = ("ja", "zh")
SAMPLED = 60_000  # pairs a set that the vocabulary is counted on
HELD_OUT = 1000  # pairs whose loss is printed and that are not trained on


def prepare(arguments: argparse.Namespace) -> None:
    """Vocabulary and all pairs as ids, one compressed file each."""
    import sentencepiece

    work: Path = arguments.work
    work.mkdir(parents=True, exist_ok=True)
    sets = training_text.load(arguments.data)
    if arguments.limit:
        sets = [_shortened(each, arguments.limit) for each in sets]
    rng = random.Random(1)
    text = work / "sample.txt"
    with text.open("w", encoding="utf-8") as handle:
        for each in sets:
            for pair in rng.sample(each.pairs, min(SAMPLED, len(each.pairs))):
                handle.write("\n".join(pair) + "\n")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text),
        model_prefix=str(work / "pieces"),
        vocab_size=arguments.vocabulary - len(TARGETS) - 1,
        character_coverage=0.9998,
        byte_fallback=not arguments.limit,
        unk_id=1,
        eos_id=0,
        bos_id=-1,
        normalization_rule_name="nmt_nfkc",
        input_sentence_size=1_000_000,
        minloglevel=1,
    )
    processor = sentencepiece.SentencePieceProcessor(model_file=str(work / "pieces.model"))
    flat: list[np.ndarray] = []
    lengths: list[tuple[int, int]] = []
    languages: list[int] = []
    for each in sets:
        visit = [pair for pair in each.pairs if rng.random() <= VISITS[each.kind] * arguments.most]
        english, other = (processor.encode([pair[at] for pair in visit], num_threads=0) for at in (0, 1))
        for left, right in zip(english, other, strict=True):
            if _plausible(left, right):
                flat += [np.array(left, dtype=np.uint16), np.array(right, dtype=np.uint16)]
                lengths.append((len(left), len(right)))
                languages.append(LANGUAGES.index(each.language))
    packed = io.BytesIO()
    np.savez(
        packed,
        ids=np.concatenate(flat),
        lengths=np.array(lengths, dtype=np.uint8),
        languages=np.array(languages, dtype=np.uint8),
    )
    path = work / "examples.npz.xz"
    path.write_bytes(lzma.compress(packed.getvalue()))
    pieces, size = int(np.sum(lengths)), path.stat().st_size / 2**20
    print(f"{len(lengths)} pairs, {pieces} pieces, vocabulary {vocabulary_size(work)}, {size:.1f} MiB")


def vocabulary_size(work: Path) -> int:
    """Pieces, target-language tokens and padding."""
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_file=str(work / "pieces.model"))
    return int(processor.get_piece_size()) + len(TARGETS) + 1


def _shortened(each: training_text.ParallelSet, limit: int) -> training_text.ParallelSet:
    return training_text.ParallelSet(each.name, each.language, each.kind, each.ordered, each.pairs[:limit])


def _plausible(left: list[int], right: list[int]) -> bool:
    """Not too long, and of lengths that a translation may have."""
    short, long = sorted((len(left), len(right)))
    return short > 0 and long <= LONGEST and long <= 3 * short + 10


class Examples:
    """Both directions of every pair, in batches of similar length and in an order that seed and epoch fix.

    Example ``2 * p`` translates pair ``p`` to English, ``2 * p + 1`` from English.
    """

    def __init__(self, work: Path, budget: int, seed: int) -> None:
        with np.load(io.BytesIO(lzma.decompress((work / "examples.npz.xz").read_bytes()))) as stored:
            self.ids, languages = stored["ids"].astype(np.int32), stored["languages"]
            lengths = stored["lengths"].astype(np.int64)
        self.pad = vocabulary_size(work) - 1
        first = self.pad - len(TARGETS)
        tokens = {token[2:-2]: first + at for at, token in enumerate(TARGETS)}
        starts = np.concatenate(([0], np.cumsum(lengths.ravel())[:-1])).reshape(-1, 2)
        self.lengths = np.stack([lengths[:, ::-1], lengths], axis=1).reshape(-1, 2)  # of source and target
        self.starts = np.stack([starts[:, ::-1], starts], axis=1).reshape(-1, 2)
        others = np.array([tokens[name] for name in LANGUAGES])[languages]
        self.targets = np.stack([np.full(len(others), tokens["en"]), others], axis=1).ravel()
        self.budget, self.seed = budget, seed
        order = np.random.default_rng(seed).permutation(len(lengths))
        held = order[: min(HELD_OUT, len(order) // 20)]
        self.held_out = np.sort(np.concatenate((2 * held, 2 * held + 1)))
        self.trained = np.setdiff1d(np.arange(2 * len(lengths)), self.held_out)

    def epoch(self, number: int) -> list[np.ndarray]:
        """The batches of one epoch; lengths are jittered so that batches differ between epochs."""
        rng = np.random.default_rng((self.seed, number))
        batches = list(self.batches(self.trained, rng.uniform(0, 4, len(self.trained))))
        return [batches[at] for at in rng.permutation(len(batches))]

    def batches(self, chosen: np.ndarray, jitter: np.ndarray | float = 0.0) -> Iterator[np.ndarray]:
        """The chosen examples, longest first: padded sources and targets within the budget."""
        source, target = self.lengths[chosen].T + 2
        longest = np.maximum(source, target) + jitter
        order = np.lexsort((-target, -source, -np.round(longest / 4)))
        batch: list[int] = []
        widest = tallest = 0
        for at in order:
            wide, tall = max(widest, int(source[at])), max(tallest, int(target[at]))
            if batch and (len(batch) + 1) * (wide + tall) > self.budget:
                yield chosen[batch]
                batch, wide, tall = [], int(source[at]), int(target[at])
            batch.append(int(at))
            widest, tallest = wide, tall
        if batch:
            yield chosen[batch]

    def tensors(self, batch: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Source (language token first) and target ids of a batch, both ended by 0 and padded, int64."""
        sources, targets = (self._padded(batch, side) for side in (0, 1))
        return np.concatenate((self.targets[batch, None], sources), axis=1), targets

    def _padded(self, batch: np.ndarray, side: int) -> np.ndarray:
        starts, lengths = self.starts[batch, side], self.lengths[batch, side]
        columns = np.arange(lengths.max() + 1)
        places = np.minimum(starts[:, None] + columns, len(self.ids) - 1)
        table = np.where(columns < lengths[:, None], self.ids[places], self.pad).astype(np.int64)
        table[np.arange(len(batch)), lengths] = 0
        return table
