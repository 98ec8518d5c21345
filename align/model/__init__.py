"""Pretrained translation models behind four verbs: embed, score, translate, attend."""

from align.model.protocol import Additive, Attention, Model, Offsets, TokenScores, Vectors, Verb
from align.model.registry import Entry, entries, find, load_model, model_folders

__all__ = [
    "Additive",
    "Attention",
    "Entry",
    "Model",
    "Offsets",
    "TokenScores",
    "Vectors",
    "Verb",
    "entries",
    "find",
    "load_model",
    "model_folders",
]
