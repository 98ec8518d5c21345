#!/usr/bin/env python3
"""Train the word-translation tables of the embedded model: p(target piece | source piece), both directions.

IBM Model 1 with a preference for the diagonal by expectation maximisation, trained by agreement (Liang, Taskar
and Klein 2006): in all passes but the first and the last, what is counted is the product of both directions'
posteriors, which keeps rare words from collecting everything; the last pass lets a word have several
renderings again.  Chinese and Japanese are trained apart against English.  The hand-aligned sentences under
gold/wordalign are left out of the training text.

usage: python -m scripts.train.words.words --data ../shared/data --model models/embedded
Needs numba and protobuf (`pip install numba protobuf`); writes words.model and words.npz into the model's folder.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numba import njit

from align.model.embedded.tables import STRIDE, pack
from align.model.embedded.vocabulary import Vocabulary
from scripts.train.text import training_text

LONGEST = 40
LEAST_PROBABILITY, LEAST_COUNT = 0.001, 0.1
BORROWED = 0.5
DIAGONAL = 2.0  # pieces at the same place of both sentences are e^2 likelier than at opposite ends
VISITS = {"text": 1.0, "dialogue": 1.0, "docs": 0.2, "dictionary": 2.0, "names": 1.0}


class Table(NamedTuple):
    """p(target | source): sorted keys ``source * STRIDE + target``, and values."""

    keys: np.ndarray
    values: np.ndarray


def is_fine(piece: str) -> bool:
    """Whether a piece is at most one word: no Chinese characters together with kana, at most two Chinese
    characters, no letters or digits together with punctuation (a decimal point and an apostrophe may stay)."""
    text = piece.strip("▁")
    han = sum("\u3400" <= character <= "\u9fff" for character in text)
    kana = sum("\u3041" <= character <= "\u30ff" for character in text)
    inner = text[1:-1].replace(".", "").replace(",", "") if text[:1].isdigit() else text[1:].replace("'", "")
    marked = any(not character.isalnum() for character in text[:1] + inner + text[-1:])
    return han <= 2 and not (han and kana) and not (marked and any(map(str.isalnum, text)))


def write_fine_vocabulary(pieces: Path, out: Path) -> None:
    """The same vocabulary with the same ids, pieces that are not fine marked as unused."""
    from sentencepiece import sentencepiece_model_pb2

    model = sentencepiece_model_pb2.ModelProto()
    model.ParseFromString(pieces.read_bytes())
    for piece in model.pieces:
        if piece.type == piece.NORMAL and not is_fine(piece.piece):
            piece.type = piece.UNUSED
    out.write_bytes(model.SerializeToString())


@njit(cache=True)
def bucket_sizes(source, source_bounds, target, target_bounds, rows, size):
    counts = np.zeros(size + 1, np.int64)
    for row in rows:
        width = target_bounds[row + 1] - target_bounds[row]
        for at in range(source_bounds[row], source_bounds[row + 1]):
            counts[source[at] + 1] += width
    return np.cumsum(counts)


@njit(cache=True)
def fill_buckets(source, source_bounds, target, target_bounds, rows, starts):
    cells = np.empty(starts[-1], np.int32)
    ends = starts[:-1].copy()
    for row in rows:
        for at in range(source_bounds[row], source_bounds[row + 1]):
            piece = source[at]
            for other in range(target_bounds[row], target_bounds[row + 1]):
                cells[ends[piece]] = target[other]
                ends[piece] += 1
    return cells


@njit(cache=True)
def unique_buckets(cells, starts):
    """The different targets of each source piece, sorted, packed to the front; and their bounds."""
    size = len(starts) - 1
    bounds = np.zeros(size + 1, np.int64)
    write = 0
    for piece in range(size):
        bucket = np.sort(cells[starts[piece] : starts[piece + 1]])
        last = -1
        for value in bucket:
            if value != last:
                cells[write] = value
                write += 1
                last = value
        bounds[piece + 1] = write
    return cells[:write].copy(), bounds


@njit(cache=True)
def find(keys, low, high, key):
    while low < high:
        middle = (low + high) // 2
        if keys[middle] < key:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True)
def locate(source, source_bounds, target, target_bounds, rows, keys, bounds, turned):
    """Where in the table each pair of pieces of each sentence pair stands, int32, in reading order of the pair;
    `turned` orders by target piece first, so that both directions' answers run in step."""
    total = 0
    for row in rows:
        total += (source_bounds[row + 1] - source_bounds[row]) * (target_bounds[row + 1] - target_bounds[row])
    cells = np.empty(total, np.int32)
    at = 0
    for row in rows:
        s0, t0 = source_bounds[row], target_bounds[row]
        n, m = source_bounds[row + 1] - s0, target_bounds[row + 1] - t0
        for i in range(n):
            piece = source[s0 + i]
            for j in range(m):
                place = at + j * n + i if turned else at + i * m + j
                cells[place] = find(keys, bounds[piece], bounds[piece + 1], target[t0 + j])
        at += n * m
    return cells


@njit(cache=True)
def expect(left, left_bounds, right, right_bounds, rows, forward, backward, agree):
    """One pass: expected counts for both directions, and the log-likelihood a right piece.

    `forward` is (cells, values, null) for p(right | left), `backward` for p(left | right).
    """
    f_cells, f_values, f_null = forward
    b_cells, b_values, b_null = backward
    f_counts = np.zeros(len(f_values), np.float32)
    b_counts = np.zeros(len(b_values), np.float32)
    f = np.empty((64, 64))
    b = np.empty((64, 64))
    likelihood, pieces, at = 0.0, 0, 0
    for row in rows:
        l0, r0 = left_bounds[row], right_bounds[row]
        n, m = left_bounds[row + 1] - l0, right_bounds[row + 1] - r0
        for i in range(n):
            for j in range(m):
                place = np.exp(-DIAGONAL * abs((i + 0.5) / n - (j + 0.5) / m))
                f[i, j] = 0.8 / n * place * f_values[f_cells[at + i * m + j]]
                b[i, j] = 0.8 / m * place * b_values[b_cells[at + i * m + j]]
        for j in range(m):
            total = 0.2 * f_null[right[r0 + j]] + 1e-30
            for i in range(n):
                total += f[i, j]
            likelihood += np.log(total)
            for i in range(n):
                f[i, j] /= total
        for i in range(n):
            total = 0.2 * b_null[left[l0 + i]] + 1e-30
            for j in range(m):
                total += b[i, j]
            for j in range(m):
                b[i, j] /= total
        for i in range(n):
            for j in range(m):
                if agree:
                    both = f[i, j] * b[i, j]
                    f_counts[f_cells[at + i * m + j]] += both
                    b_counts[b_cells[at + i * m + j]] += both
                else:
                    f_counts[f_cells[at + i * m + j]] += f[i, j]
                    b_counts[b_cells[at + i * m + j]] += b[i, j]
        pieces += m
        at += n * m
    return f_counts, b_counts, likelihood / pieces


@njit(cache=True)
def normalise(counts, bounds, prior):
    """p(target | source) from counts, with a little discounting so that single chance meetings fade."""
    values = np.zeros(len(counts), np.float32)
    for piece in range(len(bounds) - 1):
        total = 0.0
        for cell in range(bounds[piece], bounds[piece + 1]):
            total += counts[cell]
        for cell in range(bounds[piece], bounds[piece + 1]):
            values[cell] = counts[cell] / (total + prior)
    return values


@njit(cache=True)
def kept_cells(keys, bounds, values, counts, least_value, least_count):
    keep = np.empty(len(keys), np.int64)
    new_bounds = np.zeros(len(bounds), np.int64)
    write = 0
    for piece in range(len(bounds) - 1):
        for cell in range(bounds[piece], bounds[piece + 1]):
            if values[cell] >= least_value and counts[cell] >= least_count:
                keep[write] = cell
                write += 1
        new_bounds[piece + 1] = write
    return keep[:write], new_bounds


def meetings(source, source_bounds, target, target_bounds, rows, size):
    """An empty table over every pair of pieces that meet in a sentence pair: (keys, bounds)."""
    starts = bucket_sizes(source, source_bounds, target, target_bounds, rows, size)
    return unique_buckets(fill_buckets(source, source_bounds, target, target_bounds, rows, starts), starts)


def train_language(left, left_bounds, right, right_bounds, rows, size, passes):
    """p(right | left) and p(left | right) as (keys, bounds, values) after `passes` passes."""
    started = time.perf_counter()
    f_keys, f_bounds = meetings(left, left_bounds, right, right_bounds, rows, size)
    b_keys, b_bounds = meetings(right, right_bounds, left, left_bounds, rows, size)
    print(f"{len(f_keys):,} pairs of pieces, {time.perf_counter() - started:.0f} s", flush=True)
    f_cells = locate(left, left_bounds, right, right_bounds, rows, f_keys, f_bounds, False)
    b_cells = locate(right, right_bounds, left, left_bounds, rows, b_keys, b_bounds, True)
    print(f"{len(f_cells):,} cells, {time.perf_counter() - started:.0f} s", flush=True)
    seen = np.unique(rows)
    f_null = frequency(right, right_bounds, seen, size)
    b_null = frequency(left, left_bounds, seen, size)
    f_values = np.full(len(f_keys), 1e-3, np.float32)
    b_values = np.full(len(b_keys), 1e-3, np.float32)
    for number in range(passes):
        forward = (f_cells, f_values, f_null)
        backward = (b_cells, b_values, b_null)
        f_counts, b_counts, likelihood = expect(
            left, left_bounds, right, right_bounds, rows, forward, backward, 0 < number < passes - 1
        )
        prior = 0.0 if number < passes - 1 else 0.5
        f_values = normalise(f_counts, f_bounds, prior)
        b_values = normalise(b_counts, b_bounds, prior)
        print(f"pass {number}: {likelihood:.4f} a piece, {time.perf_counter() - started:.0f} s", flush=True)
    return (f_keys, f_bounds, f_values, f_counts), (b_keys, b_bounds, b_values, b_counts)


def frequency(ids, bounds, rows, size) -> np.ndarray:
    """Relative frequency of each piece: what is generated from nothing."""
    counts = np.bincount(ids, minlength=size).astype(np.float64) + 0.01
    return counts / counts.sum()


def pruned(keys, bounds, values, counts, most: int) -> Table:
    """The table as it ships: at most `most` translations a piece, none that is unlikely or met by chance."""
    keep, bounds = kept_cells(keys, bounds, values, counts, LEAST_PROBABILITY, LEAST_COUNT)
    keys, values = keys[keep], values[keep]
    sources = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    best_first = np.lexsort((-values, sources))
    rank = np.arange(len(keys)) - bounds[sources]
    cells = np.sort(best_first[rank < most])
    return Table(sources[cells] * STRIDE + keys[cells], values[cells])


def with_borrowed(own: Table, other: Table) -> Table:
    """The table with what another language's knows and this one does not, at half its probability: Japanese
    and Chinese share the pieces of the words they share, and only one of them may have been seen."""
    keys = np.concatenate([own.keys, other.keys])
    values = np.concatenate([own.values, BORROWED * other.values]).astype(np.float32)
    merged, places = np.unique(keys, return_inverse=True)
    best = np.zeros(len(merged), np.float32)
    np.maximum.at(best, places, values)
    return Table(merged, best)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, help="folder with pieces.model and vectors.npz")
    parser.add_argument("--passes", type=int, default=5)
    parser.add_argument("--most", type=int, default=40, help="translations kept for a piece")
    args = parser.parse_args()
    write_fine_vocabulary(args.model / "pieces.model", args.model / "words.model")
    vocabulary = Vocabulary.load(args.model / "words.model")
    size = len(vocabulary)
    rng = np.random.default_rng(1)
    sets = training_text.load(args.data)
    tables: dict[str, Table] = {}
    stored: dict[str, np.ndarray] = {}
    for language in ("zh", "ja"):
        english, other, rows = [], [], []
        for each in (each for each in sets if each.language == language):
            numbers = np.arange(len(english), len(english) + len(each.pairs))
            english += [pair[0] for pair in each.pairs]
            other += [pair[1] for pair in each.pairs]
            visits = VISITS[each.kind]
            rows += [numbers] * int(visits) + [numbers[rng.random(len(numbers)) < visits % 1]]
        left, left_bounds = vocabulary.pieces(other)
        right, right_bounds = vocabulary.pieces(english)
        fits = (np.diff(left_bounds) <= LONGEST) & (np.diff(right_bounds) <= LONGEST)
        every = np.concatenate(rows)
        every = every[fits[every]]
        print(f"{language}: {len(every):,} pairs", flush=True)
        forward, backward = train_language(left, left_bounds, right, right_bounds, every, size, args.passes)
        for direction, result, ids in (
            (f"{language}-en", forward, left),
            (f"en-{language}", backward, right),
        ):
            tables[direction] = pruned(*result, args.most)
            counts = np.bincount(ids, minlength=size) + 0.5
            stored[f"{direction}/frequency"] = np.log(counts / counts.sum()).astype(np.float16)
            print(f"{direction}: {len(tables[direction].keys):,} kept", flush=True)
    tables["ja-en"] = with_borrowed(tables["ja-en"], tables["zh-en"])
    tables["en-ja"] = with_borrowed(tables["en-ja"], tables["en-zh"])
    for direction, table in tables.items():
        stored |= {f"{direction}/{name}": part for name, part in pack(table.keys, table.values, size).items()}
    np.savez_compressed(args.model / "words.npz", **stored)
    print(f"{(args.model / 'words.npz').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
