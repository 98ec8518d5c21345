"""Plots as inline SVG, drawn here: no library, no script, colours from the page's style sheet."""

from __future__ import annotations

from align.document import Report
from align.report.layout import moved


def order_map(report: Report) -> str:
    """Beads as strokes in a square: source sentences across, target sentences down; moved ones marked.

    Returns an ``<svg>`` element, or an empty string when no bead has two sides.
    """
    across, down = len(report.source_sentences), len(report.target_sentences)
    if not any(bead.source and bead.target for bead in report.beads):
        return ""
    size = 240.0
    out_of_order = set(moved(report))
    strokes = []
    for index, bead in enumerate(report.beads):
        if not (bead.source and bead.target):
            continue
        kind = "moved" if index in out_of_order else "aligned"
        for column in bead.source:
            for row in bead.target:
                x, y = column / across * size, row / down * size
                strokes.append(
                    f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{max(size / across - 1, 1):.1f}" '
                    f'height="{max(size / down - 1, 1):.1f}" rx="1.5"/>'
                )
    title = (
        f"Reorder map: {across} source sentences across, {down} sentences of the reprint down, "
        f"{len(out_of_order)} moved blocks"
    )
    return (
        f'<svg class="order" viewBox="-1 -1 {size + 2:.0f} {size + 2:.0f}" role="img" aria-label="{title}">'
        f'<rect class="frame" x="-.5" y="-.5" width="{size + 1:.0f}" height="{size + 1:.0f}"/>'
        f"{''.join(strokes)}</svg>"
    )
