#!/usr/bin/env python3
"""Train the fidelity score: weights of documented features, from human judgements and planted errors.

Pairs of translations of one source, of which one is better, are told apart by a logistic regression over
feature differences (Bradley-Terry): correct against wrong (DEMETR), better against worse by expert MQM,
professional against machine translation. Only the training half is read, by document (and by sentence for
DEMETR): the half whose CRC-32 is even. ``align evaluate score`` measures on the other half.

usage: scripts/train_fidelity.py GOLD --out models/fidelity   (GOLD holds planted/ and judgements/)
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

from align.fidelity.fluency import Fluency
from align.fidelity.scoring.evaluation import Judged, Planted, held_out, read_judgements, read_planted
from align.fidelity.scoring.features import FEATURES, features
from align.fidelity.scoring.scorer import Scorer
from align.model import load_model

_HEAVY = {"critical": 3.0, "base": 5.0}  # how much a planted pair counts by its severity


def main() -> None:
    """Read, extract, fit, calibrate, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="the model folder, with fluency.npz in it")
    parser.add_argument("--mqm", type=float, default=1.0, help="weight of the MQM pairs (1)")
    parser.add_argument(
        "--human", type=float, default=0.2, help="weight of professional against machine (.2)"
    )
    parser.add_argument("--strength", type=float, default=1.0, help="inverse of the regularisation (1)")
    parser.add_argument("--every", type=int, default=5, help="read every Nth judged segment, for time (5)")
    arguments = parser.parse_args()
    model = load_model("embedded")
    fluency = Fluency.load(arguments.out / "fluency.npz")
    planted = read_planted(arguments.gold / "planted" / "demetr_zh_ja-en.tsv")
    # the perturbation "reference" is another correct translation
    planted = [one for one in planted if one.kind != "base_id35_reference"][::2]
    planted = [one for one in planted if not held_out(one.key)]
    judged = read_judgements(arguments.gold / "judgements" / "wmt20_mqm_zh-en.tsv")
    kept = set(sorted({one.segment for one in judged})[:: arguments.every])
    judged = [one for one in judged if one.segment in kept and not held_out(one.document)]
    correct, wrong = planted_rows(planted, model, fluency)
    sources, translations = [one.source for one in judged], [one.translation for one in judged]
    rows = features(sources, translations, "zh", "en", model, fluency)
    turned = translations[50:] + translations[:50]  # of other sentences
    strangers = features(sources[:400], turned[:400], "zh", "en", model, fluency)
    values = train(planted, judged, correct, wrong, rows, strangers, arguments)
    values["signature"] = f"linear|features:{len(FEATURES)}|model:{model.name}@{model.revision}"
    (arguments.out / "score.json").write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
    subprocess.run([sys.executable, Path(__file__).with_name("seal_model.py"), arguments.out], check=True)


def train(planted, judged, correct, wrong, rows, strangers, arguments) -> dict:  # type: ignore[no-untyped-def]
    """Weights, scale and calibration: the median good translation scores 85, the median stranger 3."""
    everything = np.concatenate([correct, rows])
    mean, scale = everything.mean(0), everything.std(0) + 1e-6
    weights = fit(planted, judged, *(standard(one, mean, scale) for one in (correct, wrong, rows)), arguments)
    raw = Scorer(mean, scale, weights, 1.0, 0.0, "")
    good = raw.values(np.concatenate([correct, rows[[one.human for one in judged]]]))
    low, high = np.median(raw.values(strangers)), np.median(good)
    slope = (np.log(0.85 / 0.15) - np.log(0.03 / 0.97)) / max(high - low, 1e-6)
    return {
        "signature": "",
        "slope": round(float(slope), 6),
        "middle": round(float(high - np.log(0.85 / 0.15) / slope), 6),
        "features": {
            name: {"mean": round(float(m), 6), "scale": round(float(s), 6), "weight": round(float(w), 6)}
            for name, m, s, w in zip(FEATURES, mean, scale, weights, strict=True)
        },
    }


def standard(rows: np.ndarray, mean: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Features in standard deviations, as the scorer clips them."""
    return np.clip((rows - mean) / scale, -5, 5)


def planted_rows(planted: list[Planted], model, fluency) -> tuple[np.ndarray, np.ndarray]:  # type: ignore[no-untyped-def]
    """The features of the correct and of the wrong translations."""
    correct, wrong = np.zeros((2, len(planted), len(FEATURES)), np.float32)
    for language in sorted({one.language for one in planted}):
        at = [index for index, one in enumerate(planted) if one.language == language]
        sources = [planted[index].source for index in at]
        correct[at] = features(
            sources, [planted[index].correct for index in at], language, "en", model, fluency
        )
        wrong[at] = features(sources, [planted[index].wrong for index in at], language, "en", model, fluency)
    return correct, wrong


def fit(planted, judged: list[Judged], correct, wrong, rows, arguments) -> np.ndarray:  # type: ignore[no-untyped-def]
    """The weights that tell better from worse."""
    from sklearn.linear_model import LogisticRegression

    rng = np.random.default_rng(1)
    by_segment = defaultdict(list)
    for at, one in enumerate(judged):
        by_segment[one.segment].append(at)
    better, worse, margins, human, machine = [], [], [], [], []
    for members in by_segment.values():
        people, systems = (
            [at for at in members if judged[at].human],
            [at for at in members if not judged[at].human],
        )
        for person in people:
            for system in rng.choice(systems, min(3, len(systems)), replace=False):
                human.append(person)
                machine.append(system)
        for one in systems:
            for other in systems:
                margin = judged[one].judgement - judged[other].judgement
                if margin >= 1 and rng.random() < 0.3:
                    better.append(one)
                    worse.append(other)
                    margins.append(min(margin, 5) / 5)
    heavy = np.array([_HEAVY.get(one.severity, 1.0) for one in planted])
    weighing = np.array(margins)
    differences = np.concatenate([correct - wrong, rows[better] - rows[worse], rows[human] - rows[machine]])
    importance = np.concatenate([
        heavy / heavy.sum(),
        arguments.mqm * weighing / weighing.sum(),
        np.full(len(human), arguments.human / max(1, len(human))),
    ]) * len(planted)  # fmt: skip
    both = np.concatenate([differences, -differences])
    labels = np.concatenate([np.ones(len(differences)), np.zeros(len(differences))])
    model = LogisticRegression(fit_intercept=False, C=arguments.strength, max_iter=3000)
    return model.fit(both, labels, sample_weight=np.concatenate([importance, importance])).coef_[0]


if __name__ == "__main__":
    main()
