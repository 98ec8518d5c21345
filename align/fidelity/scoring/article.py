"""The scores of a pair of articles: one a bead, one for the whole, the raw parts and the MQM score beside."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from align.document import Finding
from align.fidelity.passage.context import Context
from align.fidelity.scoring.features import FEATURES
from align.fidelity.scoring.mqm import interval, mqm_score
from align.fidelity.scoring.scorer import score_rows

_PARTS = ("similarity", "source_cover", "target_cover", "forward", "backward", "fluency")


def scores_of(
    context: Context, findings: Sequence[Finding]
) -> tuple[tuple[float | None, ...], dict[str, float]]:
    """A score for every bead (None for one-sided ones), and the article's scores by name.

    ``fidelity`` is the mean of the bead scores weighted by the length of the target, ``fidelity_low`` and
    ``fidelity_high`` its 95% bootstrap interval over beads, ``coverage`` the share of the source that the
    translation carries, ``mqm`` the MQM score of the findings and ``mqm_pass`` whether it reaches the
    profile's threshold; the mean raw parts that the model can tell follow. Without a model or without
    paired beads, only ``mqm``.
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
    pairs = np.column_stack([values, weights])
    low, high = interval(
        pairs, lambda sample: float(sample[:, 0] @ sample[:, 1] / sample[:, 1].sum()), samples=300
    )
    carried = sum(len(context.source.sentences[at].text) for _, bead in paired for at in bead.source)
    whole = sum(len(one.text) for one in context.source.sentences)
    shown = {name: rows[:, list(FEATURES).index(name)] for name in _PARTS}
    parts = {
        name: round(float(np.nanmean(column)), 4)
        for name, column in shown.items()
        if np.isfinite(column).any()
    }
    return tuple(by_bead), {
        "fidelity": round(float(np.average(values, weights=weights)), 2),
        "fidelity_low": round(low, 2),
        "fidelity_high": round(high, 2),
        "coverage": round(carried / max(1, whole), 4),
        **scores,
        **parts,
    }


def _words(context: Context) -> int:
    """English words of the target, or what its characters come to."""
    text = " ".join(one.text for one in context.target.sentences)
    return max(1, round(len(text) / 2)) if context.target.cjk else max(1, len(text.split()))
