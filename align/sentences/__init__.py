"""Sentence alignment: beads of sentences that render each other, in text that editors cut, merged and moved."""

from align.sentences.aligner import Settings, align_sentences, align_split, align_texts

__all__ = ["Settings", "align_sentences", "align_split", "align_texts"]
