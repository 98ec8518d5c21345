"""Sentence alignment: beads of sentences that render each other, in text that editors cut, merged and moved."""

from align.sentences.aligner import (
    Settings,
    SplitPair,
    align_many,
    align_sentences,
    align_split,
    align_texts,
)
from align.sentences.belonging import belonging

__all__ = [
    "Settings",
    "SplitPair",
    "align_many",
    "align_sentences",
    "align_split",
    "align_texts",
    "belonging",
]
