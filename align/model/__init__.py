"""Pretrained translation models behind four verbs: embed, score, translate, attend."""

from align.model.protocol import (
    Additive,
    Attention,
    Batched,
    Model,
    Offsets,
    TokenScores,
    Vectors,
    Verb,
    attend_all,
)
from align.model.registry import Entry, entries, find, load_model, model_folders

__all__ = [
    "Additive",
    "Attention",
    "Batched",
    "Entry",
    "Model",
    "Offsets",
    "TokenScores",
    "Vectors",
    "Verb",
    "attend_all",
    "entries",
    "find",
    "load_model",
    "model_folders",
]
