"""Plots as inline SVG, drawn here: no library, no script, colours from the page's style sheet."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html import escape

from align.document import SEVERITIES, Report
from align.report.evidence import figure
from align.report.layout import moved
from align.report.visible import one_line

Stroke = tuple[int, int, bool]

_GRAVEST_FIRST = tuple(reversed(SEVERITIES))


def strokes(report: Report) -> tuple[Stroke, ...]:
    """Every pair of sentences in one bead: source sentence, target sentence, and whether it moved."""
    out_of_order = set(moved(report))
    return tuple(
        (source, target, index in out_of_order)
        for index, bead in enumerate(report.beads)
        for source in bead.source
        for target in bead.target
    )


def order_map(order: Sequence[Stroke], across: int, down: int, size: int = 240) -> str:
    """Beads as strokes in a square: source sentences across, target sentences down; moved ones marked.

    Returns an ``<svg>`` element, or an empty string when nothing is aligned.
    """
    if not order:
        return ""
    width, height = size / max(across, 1), size / max(down, 1)
    gap = 1 if min(width, height) > 3 else 0
    marks = "".join(
        f'<rect class="{"moved" if out_of_order else "aligned"}" x="{source * width:.1f}" y="{target * height:.1f}" '
        f'width="{max(width - gap, 1):.1f}" height="{max(height - gap, 1):.1f}"/>'
        for source, target, out_of_order in order
    )
    shifted = len({target for _, target, out_of_order in order if out_of_order})
    name = f"Reorder map: {across} source sentences, {down} in the reprint, {shifted} of them moved"
    frame = f'<rect class="frame" x="-.5" y="-.5" width="{size + 1}" height="{size + 1}"/>'
    return _svg("order", name, size + 2, size + 2, frame + marks, origin=-1)


def histogram(values: Sequence[float], low: float, high: float, bins: int, name: str) -> str:
    """How many values fall into each of ``bins`` equal parts of ``low`` to ``high``."""
    values = [value for value in values if math.isfinite(value)]
    if not values:
        return ""
    step = (high - low) / bins
    counts = Counter(min(max(int((value - low) / step), 0), bins - 1) for value in values)
    columns = [({"bar": counts[number]}, figure(low + number * step)) for number in range(bins)]
    return _columns(columns, ("bar",), f"{name} of {len(values)} articles", last=figure(high))


def by_kind(kinds: Mapping[str, Mapping[str, int]], most: int = 12) -> str:
    """Findings of each check as a bar, stacked by severity; the longest ``most`` of them."""
    ranked = sorted(kinds.items(), key=lambda item: (-sum(item[1].values()), item[0]))[:most]
    if not ranked:
        return ""
    longest = max(sum(counts.values()) for _, counts in ranked)
    room, line, width = 110, 22, 420
    parts = []
    for row, (kind, counts) in enumerate(ranked):
        y, x = row * line, float(room)
        name = escape(one_line(kind.replace("_", " "), 18))
        parts.append(f'<text class="end" x="{room - 8}" y="{y + 14}">{name}</text>')
        for severity in _GRAVEST_FIRST:
            if counts.get(severity):
                length = counts[severity] / longest * (width - room - 44)
                tip = f"<title>{counts[severity]} {severity}</title>"
                parts.append(
                    f'<rect class="{severity}" x="{x:.1f}" y="{y + 3}" width="{length:.1f}" height="15">{tip}</rect>'
                )
                x += length
        parts.append(f'<text x="{x + 6:.1f}" y="{y + 14}">{figure(sum(counts.values()))}</text>')
    return _svg("kinds", "Findings by kind and severity", width, len(ranked) * line, "".join(parts))


def over_time(dated: Iterable[tuple[date, Mapping[str, int]]]) -> str:
    """Findings by the date of the reprint, stacked by severity: by day, month or year, as fits."""
    days = sorted(dated, key=lambda item: item[0])
    if not days:
        return ""
    first, last = days[0][0], days[-1][0]
    span = (last - first).days
    length = 10 if span < 32 else 7 if span < 36 * 31 else 4  # of 2025-04-18
    counts: dict[str, Counter[str]] = {name: Counter() for name in _periods(first, last, length)}
    for day, findings in days:
        counts[day.isoformat()[:length]].update(findings)
    return _columns([(count, name) for name, count in counts.items()], _GRAVEST_FIRST, "Findings by date")


def _periods(first: date, last: date, length: int) -> list[str]:
    """Every day, month or year from the first to the last, so that quiet times show."""
    days = (date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1))
    return list(dict.fromkeys(day.isoformat()[:length] for day in days))


def _columns(
    columns: Sequence[tuple[Mapping[str, int], str]], classes: Sequence[str], name: str, last: str = ""
) -> str:
    """Stacked columns over a line, the highest named, with as many labels below as there is room for."""
    width, height, floor = 420, 150, 125
    highest = max(sum(counts.values()) for counts, _ in columns) or 1
    each = width / len(columns)
    every = math.ceil(len(columns) * max(len(label) for _, label in columns) * 7 / width)
    parts = [f'<line x1="0" y1="{floor}" x2="{width}" y2="{floor}"/>']
    for number, (counts, label) in enumerate(columns):
        y = float(floor)
        for kind in classes:
            tall = counts.get(kind, 0) / highest * (floor - 18)
            if tall:
                y -= tall
                what = f"{counts[kind]} {kind}" if kind != "bar" else str(counts[kind])
                parts.append(
                    f'<rect class="{kind}" x="{number * each + each * 0.08:.1f}" y="{y:.1f}" '
                    f'width="{each * 0.84:.1f}" height="{tall:.1f}"><title>{escape(label)}: {what}</title></rect>'
                )
        total = sum(counts.values())
        if total == highest:
            parts.append(
                f'<text class="middle" x="{(number + 0.5) * each:.1f}" y="{y - 4:.1f}">{figure(total)}</text>'
            )
        if number % every == 0 and not (last and number * each > width - 40):
            # The bounds of a histogram stand under their edge, periods under their column.
            place, anchor = (number * each, "start") if last else ((number + 0.5) * each, "period")
            parts.append(f'<text class="{anchor}" x="{place:.1f}" y="{height - 8}">{escape(label)}</text>')
    if last:
        parts.append(f'<text class="end" x="{width}" y="{height - 8}">{escape(last)}</text>')
    return _svg("columns", name, width, height, "".join(parts))


def _svg(kind: str, name: str, width: int, height: int, inside: str, origin: int = 0) -> str:
    box = f"{origin} {origin} {width} {height}"
    return f'<svg class="plot {kind}" viewBox="{box}" role="img" aria-label="{escape(name)}">{inside}</svg>'
