"""Sequence-to-sequence models made elsewhere: Hugging Face checkpoints and CTranslate2 folders."""
