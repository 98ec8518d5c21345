"""An evaluation as text for a person, or as one JSON-compatible value for a script."""

from __future__ import annotations

from typing import Any

from align.evaluate.beads import FIGURES, Comparison, Evaluation, figures_of


def text(evaluation: Evaluation, signature: str, comparison: Comparison | None = None) -> str:
    """Figures with their intervals, a line per bead type, a line per document, the signature."""
    lines = [f"{'':12}{'figure':>8}  95% interval"]
    for name in FIGURES:
        interval = evaluation.intervals.get(name)
        bounds = f"  {interval[0]:.4f}–{interval[1]:.4f}" if interval else ""
        lines.append(f"{name:12}{evaluation.figures[name]:8.4f}{bounds}")
    lines += ["", f"{'bead type':12}{'gold':>7}{'found':>7}{'right':>7}{'P':>8}{'R':>8}{'F1':>8}"]
    for kind, (hit, predicted, gold) in evaluation.kinds.items():
        precision, recall = hit / predicted if predicted else 0.0, hit / gold if gold else 0.0
        f1 = 2 * hit / (predicted + gold)
        lines.append(f"{kind:12}{gold:7}{predicted:7}{hit:7}{precision:8.4f}{recall:8.4f}{f1:8.4f}")
    width = max(12, *(len(document.name) + 2 for document in evaluation.documents))
    lines += ["", f"{'document':{width}}" + "".join(f"{name:>10}" for name in FIGURES)]
    for document in evaluation.documents:
        figures = figures_of(document)
        lines.append(f"{document.name:{width}}" + "".join(f"{figures[name]:10.4f}" for name in FIGURES))
    if comparison is not None:
        lines += [
            "",
            f"links F1 against the other beads: {comparison.difference:+.4f} "
            f"({comparison.low:+.4f} to {comparison.high:+.4f}), p = {comparison.p:.4f} (paired bootstrap)",
        ]
    return "\n".join([*lines, "", signature]) + "\n"


def value(evaluation: Evaluation, signature: str, comparison: Comparison | None = None) -> dict[str, Any]:
    """The same as a JSON-compatible value."""
    result: dict[str, Any] = {
        "figures": dict(evaluation.figures),
        "intervals": {name: list(bounds) for name, bounds in evaluation.intervals.items()},
        "kinds": {
            kind: {"hit": hit, "predicted": predicted, "gold": gold}
            for kind, (hit, predicted, gold) in evaluation.kinds.items()
        },
        "documents": {document.name: figures_of(document) for document in evaluation.documents},
        "signature": signature,
    }
    if comparison is not None:
        bounds = [comparison.low, comparison.high]
        result["comparison"] = {"links F1": comparison.difference, "interval": bounds, "p": comparison.p}
    return result
