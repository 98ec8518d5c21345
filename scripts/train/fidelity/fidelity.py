#!/usr/bin/env python3
"""Train the fidelity score: weights of documented features, from human judgements and planted errors.

Pairs of which one is better are told apart by a logistic regression over feature differences (Bradley-Terry):
correct against wrong (DEMETR), better against worse by expert MQM, a translation against one of another sentence.
What good translations of different sentences differ in is held down, so that a score means the same for every
sentence; so is what professional translations on average differ in from machine output, which is being freer:
word for word is no merit. Only the training half is read, by document (and by sentence for
DEMETR): the half whose CRC-32 is even. ``align evaluate score`` measures on the other half.

usage: python -m scripts.train.fidelity.fidelity GOLD --out models/fidelity   (GOLD holds planted/ and judgements/)

Printed is a cross-validation inside the training half: its documents in four parts, each part judged by weights
that saw neither its documents nor three of the eight machine systems, which alone are ranked.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import zlib
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import numpy as np

from align.evaluate.scores import (
    Judged,
    Planted,
    held_out,
    read_judgements,
    read_planted,
    within_segment_kendall,
)
from align.fidelity.scoring.features import FEATURES, features
from align.fidelity.scoring.fluency import Fluency
from align.fidelity.scoring.scorer import CLIP, FLOOR
from align.model import load_model
from align.model.embedded.predictor import Predictor

_HEAVY = {"critical": 20.0, "base": 10.0}  # how much a planted pair counts by its severity
_PAIRS = 3000.0  # what the planted pairs weigh together; the other kinds of pairs are set against it
_STRANGERS = 4000


@dataclass(frozen=True)
class Gold:
    """The judged and the planted translations with their features, and features of strangers: translations set
    against other sentences."""

    judged: list[Judged]
    rows: np.ndarray
    planted: list[Planted]
    correct: np.ndarray
    wrong: np.ndarray
    strangers: np.ndarray


def main() -> None:
    """Read, extract, cross-validate, fit, calibrate, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument(
        "--out", type=Path, required=True, help="the model folder, with fluency.npz and predictor.npz"
    )
    parser.add_argument("--mqm", type=float, default=0.3, help="weight of the MQM pairs (.3)")
    parser.add_argument(
        "--free", type=float, default=12e3, help="weight against rewarding literalness (12000)"
    )
    parser.add_argument(
        "--lead", type=float, default=0.1, help="by how much professional translations are to lead (.1)"
    )
    parser.add_argument(
        "--stranger", type=float, default=0.02, help="weight of translations over strangers (.02)"
    )
    parser.add_argument("--even", type=float, default=0.002, help="weight of evenness over sentences (.002)")
    parser.add_argument("--strength", type=float, default=3.0, help="the regularisation (3)")
    parser.add_argument("--every", type=int, default=1, help="read every Nth judged segment, for time (1)")
    parser.add_argument("--rows", type=Path, help="an .npz file to keep the features in, for a second run")
    arguments = parser.parse_args()
    model = load_model("embedded")
    parts = Fluency.load(arguments.out / "fluency.npz"), Predictor.load(arguments.out / "predictor.npz")
    gold = extracted(arguments, model, *parts)
    for line in cross_validated(gold, arguments):
        print(line)
    values = train(gold, arguments)
    values["signature"] = f"two-linear|features:{len(FEATURES)}|model:{model.name}@{model.revision}"
    (arguments.out / "score.json").write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
    subprocess.run(
        [sys.executable, Path(__file__).parents[2] / "make" / "seal_model.py", arguments.out], check=True
    )


def extracted(  # type: ignore[no-untyped-def]
    arguments: argparse.Namespace, model, fluency: Fluency, predictor: Predictor
) -> Gold:
    """The training half with its features."""
    planted = read_planted(arguments.gold / "planted" / "demetr_zh_ja-en.tsv")
    # the perturbation "reference" is another correct translation
    planted = [one for one in planted if one.kind != "base_id35_reference" and not held_out(one.key)]
    judged = [
        one
        for one in read_judgements(arguments.gold / "judgements" / "wmt20_mqm_zh-en.tsv")
        if not held_out(one.document)
    ]
    kept = set(sorted({one.segment for one in judged})[:: arguments.every])
    judged = [one for one in judged if one.segment in kept]

    kept_rows = arguments.rows
    if kept_rows and kept_rows.exists():
        with np.load(kept_rows) as data:
            return Gold(judged, data["rows"], planted, data["correct"], data["wrong"], data["strangers"])

    def row(sources: list[str], targets: list[str], language: str) -> np.ndarray:
        return features(sources, targets, language, "en", model, fluency, predictor)

    correct, wrong = np.zeros((2, len(planted), len(FEATURES)), np.float32)
    strangers = []
    for language in sorted({one.language for one in planted}):
        at = [index for index, one in enumerate(planted) if one.language == language]
        sources = [planted[index].source for index in at]
        targets = [planted[index].correct for index in at]
        correct[at] = row(sources, targets, language)
        wrong[at] = row(sources, [planted[index].wrong for index in at], language)
        strangers.append(row(*turned(dict(zip(sources, targets, strict=True))), language))
    sources, targets = [one.source for one in judged], [one.translation for one in judged]
    some = dict(zip(sources, targets, strict=True))  # one translation a source
    strangers.append(row(*turned(some), "zh"))
    rows = row(sources, targets, "zh")
    if kept_rows:
        np.savez(kept_rows, rows=rows, correct=correct, wrong=wrong, strangers=np.concatenate(strangers))
    return Gold(judged, rows, planted, correct, wrong, np.concatenate(strangers))


def turned(pairs: dict[str, str]) -> tuple[list[str], list[str]]:
    """Each source with the translation of another."""
    sources, targets = list(pairs), list(pairs.values())
    third = len(targets) // 3
    return sources, targets[third:] + targets[:third]


def train(gold: Gold, arguments: argparse.Namespace) -> dict[str, object]:
    """Weights, scale and calibration: the median good translation scores 88, one good translation in ten less
    than 65, as far as its quality goes."""
    everything = np.concatenate([gold.correct, gold.wrong, gold.rows])
    mean, scale = np.nanmean(everything, 0), np.nanstd(everything, 0) + 1e-6
    quality = fit(gold, mean, scale, arguments)
    match, bias = matched(gold, mean, scale)
    good = np.concatenate([gold.correct, gold.rows[[one.human for one in gold.judged]]])
    low, high = np.quantile(standard(good, mean, scale) @ quality, (0.1, 0.5))
    foot, top = (np.log((share - FLOOR) / (1 - share)) for share in (0.65, 0.88))
    slope = (top - foot) / max(high - low, 1e-6)
    columns = zip(FEATURES, mean, scale, quality, match, strict=True)
    return {
        "signature": "",
        "slope": round(float(slope), 6),
        "middle": round(float(high - top / slope), 6),
        "bias": round(float(bias), 6),
        "features": {
            name: dict(
                zip(("mean", "scale", "quality", "match"), (round(float(one), 6) for one in row), strict=True)
            )
            for name, *row in columns
        },
    }


def standard(rows: np.ndarray, mean: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Features in standard deviations, as the scorer clips them."""
    return np.nan_to_num(np.clip((rows - mean) / scale, -CLIP, CLIP)).astype(np.float64)


def matched(gold: Gold, mean: np.ndarray, scale: np.ndarray) -> tuple[np.ndarray, float]:
    """The weights and the bias that tell translations, those with a planted error among them, from strangers."""
    kept = [one.severity != "base" for one in gold.planted]
    own = np.concatenate([gold.correct[kept], gold.wrong[kept], gold.rows])
    rows = standard(np.concatenate([own, gold.strangers]), mean, scale)
    rows = np.concatenate([rows, np.ones((len(rows), 1))], axis=1)
    own_row = np.arange(len(rows)) < len(own)
    signs = np.where(own_row, 1.0, -1.0)
    importance = np.where(own_row, _STRANGERS / len(own), _STRANGERS / len(gold.strangers))
    penalty = 20 * np.eye(rows.shape[1])
    penalty[-1, -1] = 0.01
    weights = logistic(rows * signs[:, None], importance, penalty, np.zeros(rows.shape[1]))
    # a translation may be free: the line is drawn where one stranger in a hundred still looks like a poor match
    doubtful = np.quantile(rows[~own_row, :-1] @ weights[:-1], 0.99)
    return weights[:-1], float(np.log(0.15 / 0.85) - doubtful)


def fit(gold: Gold, mean: np.ndarray, scale: np.ndarray, arguments: argparse.Namespace) -> np.ndarray:
    """The weights that tell better from worse."""
    rng = np.random.default_rng(1)
    rows, correct, wrong, strangers = (
        standard(these, mean, scale) for these in (gold.rows, gold.correct, gold.wrong, gold.strangers)
    )
    human = np.array([one.human for one in gold.judged])
    truth = np.array([one.judgement for one in gold.judged])
    segments = np.unique([one.segment for one in gold.judged], return_inverse=True)[1]
    better, worse, margins = [], [], []
    for members in np.split(np.argsort(segments, kind="stable"), np.cumsum(np.bincount(segments))[:-1]):
        for one, other in permutations(members[~human[members]], 2):
            margin = truth[one] - truth[other]
            if margin >= 1:
                better.append(one)
                worse.append(other)
                margins.append(min(margin, 5) / 5)
    good = np.concatenate([correct, rows[human]])
    pick, against = (rng.integers(len(these), size=_STRANGERS) for these in (good, strangers))
    heavy = np.array([_HEAVY.get(one.severity, 1.0) for one in gold.planted])
    parts = [
        (correct - wrong, heavy, 1.0),
        (rows[better] - rows[worse], np.array(margins), arguments.mqm),
        (good[pick] - strangers[against], np.ones(_STRANGERS), arguments.stranger),
    ]
    differences = np.concatenate([part for part, _, _ in parts])
    importance = np.concatenate([2 * _PAIRS * share * each / each.sum() for _, each, share in parts])
    spread = good - good.mean(0)
    penalty = arguments.strength * np.eye(len(mean))
    penalty += 2 * _PAIRS * arguments.even * (spread.T @ spread) / len(spread)
    freedom = rows[human].mean(0) - rows[~human].mean(0)
    penalty += arguments.free * np.outer(freedom, freedom)
    pull = arguments.free * arguments.lead * freedom
    return logistic(differences, importance, penalty, pull)


def logistic(
    differences: np.ndarray, importance: np.ndarray, penalty: np.ndarray, pull: np.ndarray
) -> np.ndarray:
    """Weights under which weighted differences are positive: Newton's method on the logistic loss and half the
    quadratic ``penalty`` less ``pull``."""
    weights = np.zeros(differences.shape[1])
    for _ in range(25):
        wrong = 1 / (1 + np.exp(np.clip(differences @ weights, -30, 30)))
        slope = differences.T @ (importance * wrong) - penalty @ weights + pull
        curve = (differences * (importance * wrong * (1 - wrong))[:, None]).T @ differences + penalty
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def cross_validated(gold: Gold, arguments: argparse.Namespace) -> list[str]:
    """What weights reach on documents, planted sentences and systems that they were not trained on."""
    parts = [zlib.crc32(one.document.encode()) // 2 % 4 for one in gold.judged]
    sentences = [zlib.crc32(one.key.encode()) // 2 % 4 for one in gold.planted]
    systems = sorted({one.system for one in gold.judged if not one.human})
    mean, scale = np.nanmean(gold.rows, 0), np.nanstd(gold.rows, 0) + 1e-6
    kendall, ahead, right, critical = [], [], [], []
    for part in range(4):
        unseen = {systems[(3 * part + step) % len(systems)] for step in range(3)}
        kept = [
            at
            for at, one in enumerate(gold.judged)
            if parts[at] != part and one.system not in unseen
        ]  # fmt: skip
        planted = [at for at in range(len(gold.planted)) if sentences[at] != part]
        some = Gold(
            [gold.judged[at] for at in kept],
            gold.rows[kept],
            [gold.planted[at] for at in planted],
            gold.correct[planted],
            gold.wrong[planted],
            gold.strangers,
        )
        weights = fit(some, mean, scale, arguments)
        values = standard(gold.rows, mean, scale) @ weights
        test = [at for at, one in enumerate(gold.judged) if parts[at] == part]
        ranked = [at for at in test if gold.judged[at].system in unseen]
        kendall.append(within_segment_kendall(values[ranked], [gold.judged[at] for at in ranked]))
        human = np.array([gold.judged[at].human for at in test])
        spread = values[test][~human].std()
        ahead.append((values[test][human].mean() - values[test][~human].mean()) / spread)
        better, worse = (standard(these, mean, scale) @ weights for these in (gold.correct, gold.wrong))
        correct = better > worse
        here = np.array(sentences) == part
        grave = np.array([one.severity == "critical" for one in gold.planted])
        right.append(correct[here].mean())
        critical.append(correct[here & grave].mean())
    return [
        f"within-segment Kendall, unseen documents and systems  {np.mean(kendall):.3f}",
        f"professional over machine, in standard deviations     {np.mean(ahead):.2f}",
        f"planted, critical / all                               {np.mean(critical):.3f} / {np.mean(right):.3f}",
    ]


if __name__ == "__main__":
    main()
