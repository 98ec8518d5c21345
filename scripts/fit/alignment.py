#!/usr/bin/env python3
"""Learn the numbers in align/sentences/weights.toml from hand-made alignments.

Each folder holds documents (DOC/{src,tgt,gold}.txt) as `align evaluate sentences` reads them. What is maximised is
the probability of the gold beads under the search's own distribution over alignments, with a weak normal prior;
the kind of text (rendered whole, edited, or free) is a hidden variable where no KIND is given. In the second pass each
feature has a number for text rendered whole, one that is added as far as the first pass took the text for edited or
free, and one as far as for free. Gold beads of two
sentences on both sides count as two 1-1 beads with --split, for sets in which they are only pairs set side by side.

It starts from the numbers that ship.

usage: scripts/fit/alignment.py FOLDER[=WEIGHT[:EVERY[:split[:KIND]]]] … [--folds N]
Needs scipy.
"""

from __future__ import annotations

import argparse
import zlib
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from align.document import Bead
from align.evaluate.bead_folders import read_gold
from align.model import Model, load_model
from align.sentences.aligner import Settings, pairing_of
from align.sentences.features.evidence import (
    COSINE,
    COVERED,
    PLAIN,
    Pairing,
    Profile,
    first_features,
    second_features,
)
from align.sentences.passes import Look, profile_of
from align.sentences.search.candidates import SHAPES, corridor, spans_around
from align.sentences.search.chunks import Chunk
from align.sentences.search.posterior import (
    Candidates,
    Movement,
    Regime,
    Task,
    all_posteriors,
    choose,
    posteriors,
    shares,
)
from align.sentences.weights import KINDS, Pass, Weights, at_least, learned, written

START = np.array(
    [[1.0, -4.0, -10.0, 0.0], [0.0, 0.0, -3.0, 0.0], [-1.0, 0.0, -1.0, 0.0]]
)  # cover, skip, jump, prior of each regime
REACH = 12
PRIOR, FURTHER = 1e-4, 1e-4  # of standardised numbers, and of those added in edited and in free text


@dataclass
class Example:
    """One document: its candidates with the gold ones among them, features, and what gold does."""

    name: str
    folder: Path
    links: int
    weight: float
    pairing: Pairing
    near: tuple[np.ndarray, np.ndarray]
    gold: list[tuple[int, int, int, int]]
    candidates: Candidates | None = None
    features: np.ndarray | None = None
    chosen: np.ndarray | None = None
    moves: np.ndarray | None = None
    profile: Profile | None = None
    kind: int | None = None
    kinds: np.ndarray | None = None  # how far edited or more, and how far free


def gold_cells(beads: tuple[Bead, ...], split: bool) -> list[tuple[int, int, int, int]]:
    """Two-sided beads as (start, rows, at, columns), cut to a known shape where they have none."""
    cells = []
    for bead in beads:
        left, right = bead.source, bead.target
        if not left or not right:
            continue
        left, right = first_run(left), first_run(right)
        if split and len(left) == len(right) == 2:
            cells += [(left[0], 1, right[0], 1), (left[1], 1, right[1], 1)]
        else:
            while (len(left), len(right)) not in SHAPES:
                left, right = (left[:-1], right) if len(left) > len(right) else (left, right[:-1])
            cells.append((left[0], len(left), right[0], len(right)))
    return sorted(cells, key=lambda cell: cell[2])


def first_run(sentences: tuple[int, ...]) -> tuple[int, ...]:
    """The sentences up to the first gap: a bead with gaps counts as its beginning, for left alone they are not."""
    return tuple(each for place, each in enumerate(sentences) if each - place == sentences[0])


def read(
    folder: Path, weight: float, every: int, offset: int, split: bool, model: Model, kind: str = ""
) -> list[Example]:
    """Every so-many-th document by a hash of its name, so that one article's variants stay together."""
    examples = []
    for document in read_gold(folder):
        if zlib.crc32(Path(document.name).name.encode()) % every != offset:
            continue
        languages = document.source.language, document.target.language
        texts = document.source.sentences, document.target.sentences
        pairing, near = pairing_of(*texts, model, languages)
        pairing = pairing.part(Chunk((0, pairing.size[0]), (0, pairing.size[1])))
        cells = gold_cells(document.beads, split)
        links = sum(bool(bead.source and bead.target) for bead in document.beads)
        near_pairs = (near.rows, near.columns)
        example = Example(document.name, folder, links, weight, pairing, near_pairs, cells)
        example.kind = KINDS.index(kind) if kind else None
        examples.append(example)
    return examples


def with_gold(example: Example, candidates: Candidates) -> None:
    """Set the example's candidates, with the gold beads added where the search would have missed them."""
    table = np.stack([candidates.start, candidates.rows, candidates.at, candidates.columns], 1)
    known = {tuple(row) for row in table.tolist()}
    missing = [cell for cell in example.gold if cell not in known]
    table = np.concatenate([table, np.array(missing, np.int64).reshape(-1, 4)])
    table = table[np.argsort(table[:, 2], kind="stable")]
    place = {tuple(row): index for index, row in enumerate(table.tolist())}
    example.candidates = Candidates(*table.T)
    example.chosen = np.array([place[cell] for cell in example.gold], int)
    cursor, moves = 0, np.zeros(2)
    for start, rows, _, _ in example.gold:
        if start != cursor:
            moves[0 if 0 < start - cursor <= REACH else 1] += 1
        cursor = start + rows
    example.moves = moves


def regimes_of(values: np.ndarray) -> list[Regime]:
    return [Regime(cover, Movement(skip, jump, REACH), prior) for cover, skip, jump, prior in values]


def loss(
    theta: np.ndarray, examples: list[Example], middle: np.ndarray, scale: np.ndarray, strength: np.ndarray
) -> tuple[float, np.ndarray]:
    """Negative mean log-likelihood a gold bead, and its gradient."""
    width = len(theta) - START.size
    weights, values = theta[:width], theta[width:].reshape(START.shape)
    regimes = regimes_of(values)
    total, beads = 0.0, 0.0
    gradient, regime_gradient = np.zeros(width), np.zeros(START.shape)
    vector, shift = weights / scale, (middle / scale) @ weights
    tasks = [Task(each.candidates, each.features @ vector - shift, each.pairing.size) for each in examples]
    for each, task, found in zip(examples, tasks, all_posteriors(tasks, regimes, moves=True), strict=True):
        sentences = each.candidates.rows + each.candidates.columns
        free = np.array([one.log_total + regime.prior for one, regime in zip(found, regimes, strict=True)])
        held = sentences[each.chosen].sum()
        tied = task.weights[each.chosen].sum() + values[:, 0] * held + values[:, 3]
        tied += values[:, 1] * each.moves[0] + (values[:, 2] - np.log(each.pairing.size[0])) * each.moves[1]
        if each.kind is not None:  # then its gold is of this kind only
            tied[np.arange(len(tied)) != each.kind] = -np.inf
        free_total, tied_total = np.logaddexp.reduce(free), np.logaddexp.reduce(tied)
        share, tied_share = np.exp(free - free_total), np.exp(tied - tied_total)
        total += each.weight * (tied_total - free_total)
        beads += each.weight * len(each.chosen)
        mixed = sum(part * one.probability for part, one in zip(share, found, strict=True))
        surplus = each.features[each.chosen].sum(0) - mixed @ each.features
        gradient += each.weight * (surplus - middle * (len(each.chosen) - mixed.sum())) / scale
        for k, one in enumerate(found):
            expected = np.array([one.probability @ sentences, one.moves[1], one.moves[2], 1.0])
            seen = np.array([held, each.moves[0], each.moves[1], 1.0])
            regime_gradient[k] += each.weight * (tied_share[k] * seen - share[k] * expected)
    pull = values - START
    pull[:, 3] = values[:, 3]
    pulled = np.concatenate((weights, pull.ravel()))
    value = -total / beads + 0.5 * strength @ pulled**2
    return value, -np.concatenate((gradient, regime_gradient.ravel())) / beads + strength * pulled


def numbers_of(known: Pass, width: int) -> np.ndarray:
    """The numbers of all features, then what each adds in edited text, and in free text, where ``width`` is for all."""
    numbers = np.zeros(width)
    numbers[: len(known.features)] = known.vector
    if known.further is not None:
        further = np.array(list(known.further.values())).T.ravel()
        numbers[len(known.features) :] = further
    return numbers


def fit(examples: list[Example], known: Pass, steps: int, free: float | None = None) -> Pass:
    """Weights of the features, and the regimes, starting from known ones. With ``free``, the strength of their prior,
    only those of free text are learned, from nothing."""
    from scipy.optimize import minimize

    table = np.concatenate([each.features for each in examples])
    middle, scale = table.mean(0), table.std(0) + 1e-9
    if free is not None:
        middle[:] = 0.0
    middle[0], scale[0] = 0.0, 1.0  # the first feature is constant and takes up what centring moves
    width = table.shape[1]
    numbers = numbers_of(known, width)
    start = numbers * scale
    start[0] += numbers[1:] @ middle[1:]
    regimes = [(one.cover, one.movement.skip, one.movement.jump, one.prior) for one in known.regimes]
    theta = np.concatenate((start, np.array(regimes).ravel()))
    strength = np.full(len(theta), PRIOR)
    strength[len(known.features) : width] = FURTHER
    strength[0] = 0.0
    own = slice(width - len(known.features), width)  # what free text adds
    if free is not None:
        strength[own], theta[own] = free, 0.0
    moving = np.ones(len(theta), bool)
    if free is not None:
        moving[: own.start] = False
        moving[width : -START.shape[1]] = False

    def partly(values: np.ndarray) -> tuple[float, np.ndarray]:
        whole = theta.copy()
        whole[moving] = values
        value, gradient = loss(whole, examples, middle, scale, strength)
        return value, gradient[moving]

    best = minimize(partly, theta[moving], jac=True, method="L-BFGS-B", options={"maxiter": steps})
    print(f"# {best.fun:.4f} nats a bead after {best.nit} steps", flush=True)
    theta[moving] = best.x
    weights = theta[:width] / scale
    weights[0] -= weights[1:] @ middle[1:]
    values = theta[width:].reshape(START.shape)
    names = list(known.features)
    further = None
    if width > len(names):
        added = weights[len(names) :].reshape(len(KINDS) - 1, len(names)).T
        further = {name: tuple(numbers) for name, numbers in zip(names, added.tolist(), strict=True)}
    return Pass(dict(zip(names, weights.tolist(), strict=False)), tuple(regimes_of(values)), further)


def second_look(examples: list[Example], known: Pass) -> None:
    """Give each example the candidates and features of the second pass, after a first one."""
    for each in examples:
        plain = spans_around(*each.near, each.pairing.size)
        features = first_features(plain, each.pairing)
        odds = features @ known.vector
        found = tuple(posteriors(plain, odds, each.pairing.size, known.regimes))
        look = Look(plain, features[:, COSINE], odds, found)
        share = shares([one.log_total for one in found], known.regimes)
        each.kinds = at_least(share)
        each.profile = profile_of([each.pairing], [look], share)
        with_gold(each, corridor(plain, look.mixed(share), each.pairing.size))
        each.features = by_kind(each, second_features(each.candidates, each.pairing, each.profile))


def by_kind(example: Example, features: np.ndarray) -> np.ndarray:
    """The features, and the features again as far as the text is edited, and as far as it is free."""
    return np.concatenate((features, *(part * features for part in example.kinds)), axis=1)


def cross_validated(
    examples: list[Example], folds: int, known: Pass, steps: int, free: float | None
) -> dict[str, Pass]:
    """Print the links of documents of the first folder (of all that are free, where only these are learned), each
    folded out of the fit in turn. Fits start from one that saw none of them and itself started from nothing: few steps
    do not forget where they started. Returns the numbers learned without each document, by its name."""
    if free is None:
        first = [each for each in examples if each.folder == examples[0].folder]
        nothing = Pass(dict.fromkeys(known.features, 0.0), tuple(regimes_of(START)))
        known = fit([each for each in examples if each not in first], nothing, 3 * steps)
    else:
        first = [each for each in examples if each.kind == KINDS.index("free")]
        first.sort(key=lambda each: zlib.crc32(Path(each.name).name.encode()))
    right = found = gold = 0
    without: dict[str, Pass] = {}
    for fold in range(folds):
        out = first[fold::folds]
        learned_without = fit([each for each in examples if each not in out], known, steps, free)
        for each in out:
            without[Path(each.name).name] = learned_without
            numbers = numbers_of(learned_without, each.features.shape[1])
            task = Task(each.candidates, each.features @ numbers, each.pairing.size)
            result = all_posteriors([task], learned_without.regimes)[0]
            share = shares([one.log_total for one in result], learned_without.regimes)
            mixed = sum(part * one.probability for part, one in zip(share, result, strict=True))
            chosen = choose(each.candidates, mixed, each.pairing.size, Settings().least)
            hits = len(set(chosen) & set(each.chosen.tolist()))
            print(f"# {each.name}: {2 * hits / (len(chosen) + each.links):.3f}", flush=True)
            right, found, gold = right + hits, found + len(chosen), gold + each.links
    print(f"# links F1 of documents left out: {2 * right / (found + gold):.4f}", flush=True)
    return without


def write_without(folder: Path, without: dict[str, Pass], known: Weights) -> None:
    """A weights.toml for each document, learned without it, as DOCUMENT.toml."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, second in without.items():
        (folder / f"{name}.toml").write_text(written(replace(known, second=second)), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", metavar="FOLDER[=WEIGHT[:EVERY[:split[:KIND]]]]")
    parser.add_argument("--out", type=Path, help="the weights.toml to write; without it they are printed")
    parser.add_argument("--offset", type=int, default=0, help="which of every EVERY documents")
    parser.add_argument("--model", default="embedded")
    parser.add_argument("--steps", type=int, default=40, help="of the optimiser, for each table")
    parser.add_argument(
        "--second-only", action="store_true", help="keep the first pass that ships, and learn the second"
    )
    parser.add_argument(
        "--free",
        type=float,
        metavar="STRENGTH",
        help="keep all that ships but what free text adds in the second pass, with a prior of this strength",
    )
    parser.add_argument(
        "--folds",
        type=int,
        default=0,
        help="also fit without each so-manieth of FOLDER's documents, and say how they fare",
    )
    parser.add_argument(
        "--left-out", type=Path, help="write the weights without each of these documents there, too"
    )
    args = parser.parse_args()
    model, known = load_model(args.model), learned()
    examples: list[Example] = []
    for folder in args.folders:
        path, _, options = folder.partition("=")
        weight, every, split, kind = ([*options.split(":"), "", "", "", ""])[:4]
        count = int(every or 1)
        offset = args.offset % count
        examples += read(Path(path), float(weight or 1), count, offset, split == "split", model, kind)
    print(f"# {len(examples)} documents, {sum(len(each.gold) for each in examples)} beads", flush=True)
    first = known.first
    if not args.second_only and args.free is None:
        for each in examples:
            with_gold(each, spans_around(*each.near, each.pairing.size))
            each.features = first_features(each.candidates, each.pairing)
        first = fit(examples, first, args.steps)
    second_look(examples, first)
    second = fit(examples, known.second, args.steps, args.free)
    found = {"covered": known.covered, "plain": known.plain}
    if args.folds:
        without = cross_validated(examples, args.folds, known.second, args.steps, args.free)
        if args.left_out:
            write_without(args.left_out, without, known)
    rest = (("covered", COVERED, known.covered), ("plain", PLAIN, known.plain))
    for name, columns, started in rest if args.free is None else ():
        width = examples[0].features.shape[1] // len(KINDS)
        for each in examples:
            each.features = by_kind(each, each.features[:, :width][:, : len(columns)])
        found[name] = fit(examples, started, args.steps)
    tables = written(
        Weights(
            first=first,
            second=second,
            covered=found["covered"],
            plain=found["plain"],
            regrouped=known.regrouped,
        )
    )
    if args.out is None:
        print(tables)
    else:
        head = [line for line in args.out.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        args.out.write_text("\n".join([*head, "", tables]), encoding="utf-8")


if __name__ == "__main__":
    main()
