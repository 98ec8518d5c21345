"""BLEU, chrF++ and TER where reference translations exist, through sacrebleu."""

from __future__ import annotations

from collections.abc import Sequence


def report(targets: Sequence[str], references: Sequence[str]) -> list[str]:
    """One line a metric: the corpus figure and its signature."""
    import sacrebleu

    metrics = (sacrebleu.BLEU(), sacrebleu.CHRF(word_order=2), sacrebleu.TER())
    lines = []
    for metric in metrics:
        figure = metric.corpus_score(list(targets), [list(references)])
        lines.append(f"{figure.name} {figure.score:.2f}  {metric.get_signature()}")
    return lines
