"""Pretrained translation models behind four verbs: embed, score, translate, attend."""

from align.model.entry import Entry
from align.model.protocol import (
    Additive,
    Attention,
    Batched,
    Coverage,
    Evidence,
    Model,
    Offsets,
    PieceEncoder,
    ShowsPieces,
    ShowsWords,
    TokenScores,
    Vectors,
    Verb,
    WordModel,
    WordTables,
    attend_all,
)
from align.model.registry import entries, find, load_model, model_folders

__all__ = [
    "Additive",
    "Attention",
    "Batched",
    "Coverage",
    "Entry",
    "Evidence",
    "Model",
    "Offsets",
    "PieceEncoder",
    "ShowsPieces",
    "ShowsWords",
    "TokenScores",
    "Vectors",
    "Verb",
    "WordModel",
    "WordTables",
    "attend_all",
    "entries",
    "find",
    "load_model",
    "model_folders",
]
