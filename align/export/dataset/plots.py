"""Small bar charts as SVG, written by hand so that a dataset card needs no plotting library."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 640, 240, 56, 44, 34


def bars(title: str, labels: Sequence[str], values: Sequence[float], below: str = "") -> str:
    """A bar chart as one SVG document; the values stand above the bars. ``below`` names the x axis."""
    top = max([*values, 1])
    step = (WIDTH - LEFT - 16) / max(1, len(values))
    room = HEIGHT - TOP - BOTTOM
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' font-family="sans-serif" font-size="11"><title>{escape(title)}</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="18" font-size="14" fill="#222">{escape(title)}</text>',
        f'<line x1="{LEFT}" x2="{WIDTH - 16}" y1="{TOP + room}" y2="{TOP + room}" stroke="#888"/>',
        f'<text x="{LEFT - 6}" y="{TOP + 8}" text-anchor="end" fill="#555">{top:g}</text>',
        f'<text x="{LEFT - 6}" y="{TOP + room}" text-anchor="end" fill="#555">0</text>',
    ]
    for number, (label, value) in enumerate(zip(labels, values, strict=True)):
        height = room * value / top
        x = LEFT + number * step
        y = TOP + room - height
        middle = x + step / 2
        parts.append(
            f'<rect x="{x + step * 0.1:.1f}" y="{y:.1f}" width="{step * 0.8:.1f}" height="{height:.1f}"'
            f' fill="#3b6ea5"><title>{escape(label)}: {value:g}</title></rect>'
        )
        if len(values) <= 12:
            parts.append(
                f'<text x="{middle:.1f}" y="{y - 3:.1f}" text-anchor="middle" fill="#333">{value:g}</text>'
            )
        place = f'x="{middle:.1f}" y="{TOP + room + 14}" text-anchor="middle" fill="#333"'
        parts.append(f"<text {place}>{escape(label)}</text>")
    if below:
        parts.append(
            f'<text x="{WIDTH / 2}" y="{HEIGHT - 8}" text-anchor="middle" fill="#555">{escape(below)}</text>'
        )
    return "\n".join([*parts, "</svg>\n"])
