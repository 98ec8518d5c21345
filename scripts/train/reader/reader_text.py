"""What reader.py trains on: right translations and spoilt ones, as the numbers of the predictor's pieces,
with marks on what the source does not support and on what of the source is not rendered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import torch

from align.model.embedded.encoder import StaticEncoder, unit_rows
from align.model.embedded.predictor import BEGIN, END, LANGUAGES, LONGEST, Predictor
from align.model.embedded.words import WordTranslation
from scripts.train.reader import corruptions, drafts
from scripts.train.reader.reader_run import KNOWN, Shown, capitalised, english_known, source_known
from scripts.train.text import open_text

LONGEST_ENGLISH = 90
PIECES = 3500  # of English in a batch
ROUND = 4096  # sentences that are spoilt and sorted by length at once
LEARNED = ("text", "dialogue", "fiction", "laws", "docs")
KNOWN_WORDS, SAMPLE = 25_000, 300_000
NEAR_RANKS, NEAR_COSINE, NEAR_KEPT = (2, 60), (0.2, 0.62), 24
LINKED = 0.3  # cosine from which a source piece is taken to stand for an English one
UNKNOWN = -1


def stock_of(lines: list[str], encoder: StaticEncoder, kept: Path, rng: Random) -> drafts.Stock:
    """Words, names and neighbours from the English lines; the neighbours are kept in a file."""
    counts: Counter[str] = Counter()
    names: list[str] = []
    for line in rng.sample(lines, min(SAMPLE, len(lines))):
        words = line.split()
        counts.update(drafts.core(word) for word in words)
        names += [
            word.strip(".,;:()\"'’“”") for word in words[1:] if word[:1].isupper() and word[1:2].islower()
        ]
    common = [word for word, _ in counts.most_common(KNOWN_WORDS) if len(word) > 3 and word.isalpha()]
    if not kept.exists():
        kept.write_text("".join(f"{word}\t{' '.join(near)}\n" for word, near in _neighbours(common, encoder)))
    near = dict(line.split("\t") for line in kept.read_text().splitlines())
    weights = [counts[word] ** 0.6 for word in common]
    words = rng.choices(common, weights, k=100_000)
    return drafts.Stock(
        drafts.phrases(),
        {word: others.split() for word, others in near.items()},
        drafts.forms_of(common),
        words,
        rng.sample(names, min(50_000, len(names))),
        [],
    )


def _neighbours(words: list[str], encoder: StaticEncoder) -> list[tuple[str, list[str]]]:
    """For each word others whose vectors are near, but not so near that they mean the same."""
    vectors = encoder.embed(words)
    found = []
    for at in range(0, len(words), 500):
        cosines = vectors[at : at + 500] @ vectors.T
        order = np.argpartition(-cosines, NEAR_RANKS[1], axis=1)[:, : NEAR_RANKS[1]]
        for row, (word, places) in enumerate(zip(words[at : at + 500], order, strict=True)):
            places = places[np.argsort(-cosines[row, places])][NEAR_RANKS[0] :]
            low, high = NEAR_COSINE
            near = [
                words[k]
                for k in places
                if low < cosines[row, k] < high and words[k][:4] != word[:4] and words[k] not in word
            ]
            found.append((word, near[:NEAR_KEPT]))
    return found


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences whose English has the same number T of pieces. ``english`` [n, T + 2] with BEGIN and END, ``behind``
    [n, T], ``wrong`` [n, T]; ``source`` [n, S + 1] with the language first, ``lengths`` [n] of it, ``lost`` [n, S + 1]
    (-1: nobody knows); what the word tables and the spelling show of both, and ``place`` [n, T] in the source."""

    english: torch.Tensor
    behind: torch.Tensor
    wrong: torch.Tensor
    source: torch.Tensor
    lengths: torch.Tensor
    lost: torch.Tensor
    english_known: torch.Tensor
    place: torch.Tensor
    source_known: torch.Tensor


@dataclass(frozen=True, slots=True)
class Example:
    """One pair: as the reader is shown it, the wrong pieces, the lost ones."""

    shown: Shown
    wrong: np.ndarray
    lost: np.ndarray
    language: int


class Maker:
    """Makes examples and batches."""

    def __init__(
        self,
        text: open_text.Text,
        lines: list[tuple[str, str]],
        encoder: StaticEncoder,
        vocabulary: Path,
        tables: WordTranslation,
        predictor: Predictor,
        work: Path,
        seed: int,
    ) -> None:
        import sentencepiece

        self.text, self.tables, self.predictor = text, tables, predictor
        self.processor = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary))
        self.vectors = unit_rows(encoder.rows(np.arange(len(encoder.vocabulary))))
        self.rng, self.numpy = Random(seed), np.random.default_rng(seed)
        kinds = np.repeat(text.kinds, np.diff(text.firsts))
        sizes = text.english.lengths(), text.other.lengths()
        fits = (sizes[0] > 2) & (sizes[0] <= LONGEST_ENGLISH) & (sizes[1] > 1) & (sizes[1] < LONGEST)
        self.lines = np.flatnonzero(np.isin(kinds, LEARNED) & fits)
        self.english = {int(at): lines[at][0] for at in self.lines}
        self.pieces: dict[str, np.ndarray] = {}
        self.stock = stock_of(list(self.english.values()), encoder, work / "near.tsv", self.rng)
        self.queue = np.zeros(0, np.int64)
        self.balance = corruptions.Balance()

    def _cut(self, words: list[str]) -> list[np.ndarray]:
        """The pieces of each word."""
        new = [word for word in dict.fromkeys(words) if word not in self.pieces]
        if new:
            if len(self.pieces) > 1_500_000:
                self.pieces.clear()
                new = list(dict.fromkeys(words))
            for word, ids in zip(new, self.processor.encode(new), strict=True):
                self.pieces[word] = np.asarray(ids, np.int32)
        return [self.pieces[word] for word in words]

    def example(self, line: int) -> Example | None:
        """A pair, spoilt or not; None where it grew too long."""
        english = self.english[line]
        draft = corruptions.spoilt(english, self.stock, self.rng, self.balance)
        cut = self._cut(draft.words)
        if not cut:
            return None
        sizes = [len(ids) for ids in cut]
        ids = np.concatenate(cut)
        if not 0 < len(ids) <= LONGEST_ENGLISH:
            return None
        other = self.text.other
        source = other.ids[other.bounds[line] : other.bounds[line + 1]].astype(np.int32)
        lost = self._lost(english.split(), draft.lost, source)
        wrong = np.repeat(np.asarray(draft.wrong, np.int8), sizes)
        language = int(self.text.language[line])
        seen = self.tables.evidence_of_pieces(source, ids, LANGUAGES[language - 1], "en")
        capital = np.repeat([at > 0 and capitalised(word) for at, word in enumerate(draft.words)], sizes)
        return Example(Shown(ids, source, seen, capital), wrong, lost, language)

    def _lost(self, words: list[str], lost: set[int], source: np.ndarray) -> np.ndarray:
        """Which source pieces stand for words of the right translation that are gone."""
        cut = self._cut(words)
        ids = np.concatenate(cut)
        of = np.repeat(np.arange(len(words)), [len(one) for one in cut])
        cosines = self.vectors[source] @ self.vectors[ids].T
        best = cosines.argmax(1)
        gone = np.zeros(len(words), np.int8)
        gone[list(lost)] = 1
        labels = gone[of[best]]
        labels[cosines[np.arange(len(source)), best] < LINKED] = UNKNOWN
        return labels

    def round(self) -> list[Batch]:
        """Batches of ROUND sentences in random order."""
        if len(self.queue) < ROUND:
            visits = self.text.visits[self.lines]
            times = visits.astype(int) + (self.numpy.random(len(visits)) < visits % 1)
            self.queue = self.numpy.permutation(np.repeat(self.lines, times))
            print(f"an epoch of {len(self.queue):,} sentences", flush=True)
        some, self.queue = self.queue[:ROUND], self.queue[ROUND:]
        taken = [self.english[int(line)].split() for line in some[:400]]
        self.stock.clauses[:] = [
            words[low:high] for words in taken for low, high in corruptions.clauses_of(words)
        ]
        examples = [one for line in some if (one := self.example(int(line))) is not None]
        found = batches(examples, self.predictor)
        return [found[at] for at in self.numpy.permutation(len(found))]


def batches(examples: list[Example], predictor: Predictor) -> list[Batch]:
    """Examples of the same English length together, those with sources of about the same length beside each other."""
    order = sorted(
        range(len(examples)), key=lambda at: (len(examples[at].shown.english), len(examples[at].shown.source))
    )
    found, first = [], 0
    while first < len(order):
        length = len(examples[order[first]].shown.english)
        last = first + 1
        most = max(1, PIECES // (length + 2))
        while (
            last < len(order) and last - first < most and len(examples[order[last]].shown.english) == length
        ):
            last += 1
        found.append(batch_of([examples[at] for at in order[first:last]], predictor))
        first = last
    return found


def batch_of(examples: list[Example], predictor: Predictor) -> Batch:
    """One batch of examples of equal English length."""
    ids = np.stack([one.shown.english for one in examples])
    count, length = ids.shape
    begins = predictor.spaced[ids]
    begins[:, 1:] |= predictor.marks[ids[:, :-1]]
    begins[:, 0] = True
    places = np.where(begins, np.arange(length), length)
    following = np.minimum.accumulate(np.concatenate((places, np.full((count, 1), length)), 1)[:, ::-1], 1)
    behind = following[:, ::-1][:, 1:] + 1
    english = np.full((count, length + 2), BEGIN)
    english[:, 1:-1] = predictor.english_numbers[ids]
    english[:, -1] = END
    longest = max(len(one.shown.source) for one in examples)
    known = np.zeros((count, longest + 1, len(KNOWN)), np.float32)
    place = np.zeros((count, length), np.int64)
    source = np.zeros((count, longest + 1), np.int64)
    lost = np.full((count, longest + 1), UNKNOWN)
    for row, one in enumerate(examples):
        source[row, 0] = one.language
        last = len(one.shown.source) + 1
        source[row, 1:last] = predictor.source_numbers[one.shown.source]
        lost[row, 1:last] = one.lost
        known[row, 1:last] = source_known(one.shown.seen)
        place[row] = one.shown.seen.place + 1
    return Batch(
        torch.from_numpy(english.astype(np.int64)),
        torch.from_numpy(behind.astype(np.int64)),
        torch.from_numpy(np.stack([one.wrong for one in examples]).astype(np.float32)),
        torch.from_numpy(source),
        torch.tensor([len(one.shown.source) + 1 for one in examples]),
        torch.from_numpy(lost.astype(np.float32)),
        torch.from_numpy(np.stack([english_known(one.shown.seen, one.shown.capital) for one in examples])),
        torch.from_numpy(place),
        torch.from_numpy(known),
    )


assert LANGUAGES == ("ja", "zh")  # as open_text.Text numbers them, from 1
