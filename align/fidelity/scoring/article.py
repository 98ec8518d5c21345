"""The scores of a pair of articles: one a bead, one for the whole, the raw parts and the MQM score beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.bootstrap import bounds, resampled
from align.document import Finding
from align.fidelity.passage.context import Context
from align.fidelity.scoring.features import FEATURES
from align.fidelity.scoring.mqm import mqm_score
from align.fidelity.scoring.scorer import FLOOR, score_rows

_PARTS = ("similarity", "source_cover", "target_cover", "forward", "backward", "fluency")

# Chosen by hand on the development articles: right copies, close and free, above copies with errors.
_POINTS = {"critical": 5.0, "major": 3.0, "minor": 0.4, "info": 0.0}
_EXTENT = ("accuracy/omission", "accuracy/addition")  # what an editor cuts or adds makes nothing wrong
_EXTENT_SHARE = 0.1
_OTHER_SHARE = 0.2  # of what is no matter of accuracy: style, punctuation, terms
_ADDED = 0.2  # of the words may stand in no bead, as an editor's own; beyond, nothing renders them
_SCALE = 10.0  # points per 100 words at which 37 of 100 are left


def points_of(finding: Finding) -> float:
    """How much a finding weighs against the fidelity of an article: by severity, what is wrong in full, what is cut or
    added a tenth."""
    points = _POINTS[finding.severity]
    if finding.category in _EXTENT:
        return points * _EXTENT_SHARE
    return points if finding.category.startswith("accuracy") else points * _OTHER_SHARE


@dataclass(frozen=True, slots=True)
class Tally:
    """What the fidelity of an article is worked out from, a row a bead and one for what is in none: ``points`` of
    errors, ``words`` of the translation, ``rendered`` how far the bead is a translation at all (0 to 1)."""

    points: NDArray[np.float64]
    words: NDArray[np.float64]
    rendered: NDArray[np.float64]

    def fidelity(self) -> float:
        """0 to 100: the share that is rendered, less by the errors per 100 words; free or close makes no difference."""
        return float(self.of_rows(np.arange(len(self.words))[None])[0])

    def of_rows(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """The fidelity of each of some drawings of rows, float64 [drawings], from int64 [drawings, rows]."""
        drawn = self.words[rows]
        words = np.maximum(1.0, drawn.sum(axis=1))
        share = (self.rendered[rows] * drawn).sum(axis=1) / words
        found: NDArray[np.float64] = (
            100.0 * share * np.exp(-100.0 * self.points[rows].sum(axis=1) / words / _SCALE)
        )
        return found

    def interval(self) -> tuple[float, float]:
        """The 95% bootstrap interval over the rows."""
        if len(self.words) < 2:
            return self.fidelity(), self.fidelity()
        return bounds(self.of_rows(resampled(len(self.words), 300)))


def scores_of(
    context: Context, findings: Sequence[Finding]
) -> tuple[tuple[float | None, ...], dict[str, float]]:
    """A score for every bead (None for one-sided ones), and the article's scores by name.

    ``fidelity`` says how right the translation is: 100 where it renders the source and nothing is found wrong, less by
    the errors per 100 words and for passages that render something else; ``fidelity_low`` and ``fidelity_high`` are
    its 95% bootstrap interval over beads. ``closeness`` is the mean of the bead scores weighted by the length of the
    target: a free rendering has less of it. ``coverage`` is the share of the source that the translation carries,
    ``mqm`` the MQM score of the findings and ``mqm_pass`` whether it reaches the profile's threshold; the mean raw
    parts that the model can tell follow. Without a model or without paired beads, only ``mqm``.
    """
    words = _words(context)
    mqm = mqm_score((one.severity for one in findings), words, context.profile.penalties)
    scores = {"mqm": round(mqm, 2), "mqm_pass": float(mqm >= context.profile.mqm_threshold)}
    paired = list(context.paired())
    languages = context.source.language, context.target.language
    bilingual = context.source.cjk != context.target.cjk and "en" in languages
    if not paired or context.model is None or not bilingual:
        return tuple(None for _ in context.beads), scores
    sources = [context.source.text(bead.source) for _, bead in paired]
    targets = [context.target.text(bead.target) for _, bead in paired]
    values, rows = score_rows(
        sources, targets, context.model, source_language=languages[0], target_language=languages[1]
    )
    weights = np.array([max(1, len(target)) for target in targets], float)
    by_bead: list[float | None] = [None] * len(context.beads)
    for (at, _), value in zip(paired, values, strict=True):
        by_bead[at] = round(float(value), 2)
    tally = _tally(context, findings, by_bead)
    low, high = tally.interval()
    carried = sum(len(context.source.sentences[at].text) for _, bead in paired for at in bead.source)
    whole = sum(len(one.text) for one in context.source.sentences)
    shown = {name: rows[:, list(FEATURES).index(name)] for name in _PARTS}
    parts = {
        name: round(float(np.nanmean(column)), 4)
        for name, column in shown.items()
        if np.isfinite(column).any()
    }
    return tuple(by_bead), {
        "fidelity": round(tally.fidelity(), 2),
        "fidelity_low": round(low, 2),
        "fidelity_high": round(high, 2),
        "closeness": round(float(np.average(values, weights=weights)), 2),
        "coverage": round(carried / max(1, whole), 4),
        **scores,
        **parts,
    }


def _tally(context: Context, findings: Sequence[Finding], scores: Sequence[float | None]) -> Tally:
    """The points of the findings by bead, beside the bead's words and how far it renders its source: a score below
    ``FLOOR`` doubts that."""
    rows = [at for at, score in enumerate(scores) if score is not None]
    of_source = {one: row for row, at in enumerate(rows) for one in context.beads[at].source}
    of_target = {one: row for row, at in enumerate(rows) for one in context.beads[at].target}
    points = np.zeros(len(rows) + 1)
    for found in findings:
        row = len(rows)
        if found.target is not None:
            row = of_target.get(found.target.sentence, row)
        elif found.source is not None:
            row = of_source.get(found.source.sentence, row)
        points[row] += points_of(found)
    words = [_length(context, context.target.text(context.beads[at].target)) for at in rows]
    others = max(0, _words(context) - sum(words))
    rendered = [min(1.0, (scores[at] or 0.0) / (100 * FLOOR)) for at in rows]
    added = min(1.0, _ADDED * (sum(words) + others) / max(1, others))
    return Tally(points, np.array([*words, others], float), np.array([*rendered, added]))


def _length(context: Context, text: str) -> int:
    """English words of a target's text, or what its characters come to."""
    return max(1, round(len(text) / 2)) if context.target.cjk else max(1, len(text.split()))


def _words(context: Context) -> int:
    return _length(context, " ".join(one.text for one in context.target.sentences))
