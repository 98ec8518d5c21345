"""Align two lists of sentences and print the beads as vecalign's lines.

python examples/align_sentences.py [SOURCE_LINES TARGET_LINES]
"""

from __future__ import annotations

import sys
from pathlib import Path

import align

SOURCE = [
    "両社の会談は90分続いた。",
    "しかし、価格をめぐる合意には至らなかった。",
    "次回の会談は来月、東京で開く。",
]
TARGET = [
    "The next talks will be held in Tokyo next month.",
    "The companies' talks lasted 90 minutes, but they reached no agreement on prices.",
]


def main() -> None:
    """The whole example."""
    source, target = SOURCE, TARGET
    if len(sys.argv) > 2:
        source, target = (Path(name).read_text(encoding="utf-8").splitlines() for name in sys.argv[1:3])
    for bead in align.align_sentences(source, target):
        print(f"{list(bead.source)}:{list(bead.target)}:{bead.score:.4f}")


if __name__ == "__main__":
    main()
