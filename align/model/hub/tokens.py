"""Pieces with character offsets, from whatever tokenizer files a model folder holds.

Hugging Face's Python tokenizers give no offsets, and a CTranslate2 folder needs none of Transformers;
so the pieces are taken from the SentencePiece models themselves, or from ``tokenizer.json``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from align.errors import MissingExtraError, ModelError
from align.model.protocol import Offsets

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

Side = Literal["source", "target"]
SPACE = "▁"


@dataclass(frozen=True, slots=True)
class Pieces:
    """One text as pieces; ``offsets`` are their character spans in the text, spaces excluded."""

    tokens: tuple[str, ...]
    offsets: Offsets

    def cut(self, length: int) -> Pieces:
        """The first ``length`` pieces."""
        return Pieces(self.tokens[:length], self.offsets[:length])


class Tokenizer:
    """Cuts texts into a model's pieces and puts pieces together again."""

    def __init__(self, source: Any, target: Any) -> None:
        self._processors = {"source": source, "target": target}

    @classmethod
    def load(cls, folder: Path) -> Tokenizer:
        """The tokenizer of a model folder. Raises ModelError when it has no tokenizer file we read."""
        if (folder / "source.spm").is_file() and (folder / "target.spm").is_file():
            return cls(_sentencepiece(folder / "source.spm"), _sentencepiece(folder / "target.spm"))
        if (folder / "tokenizer.json").is_file():
            shared = _tokenizer_json(folder / "tokenizer.json")
            return cls(shared, shared)
        for name in ("sentencepiece.bpe.model", "spiece.model", "sentencepiece.model"):
            if (folder / name).is_file():
                shared = _sentencepiece(folder / name)
                return cls(shared, shared)
        reason = "holds no tokenizer (source.spm and target.spm, sentencepiece.bpe.model or tokenizer.json)"
        raise ModelError(folder, reason, "save the model together with its tokenizer")

    def encode(self, texts: Sequence[str], side: Side) -> list[Pieces]:
        """The pieces of each text, without language tokens or ``</s>``."""
        processor = self._processors[side]
        if hasattr(processor, "encode_batch"):  # a Tokenizer of the package `tokenizers`
            encodings = processor.encode_batch(list(texts), add_special_tokens=False)
            mapped = [(encoding.tokens, encoding.offsets) for encoding in encodings]
        else:
            encoded = processor.encode(list(texts), return_type="offset_mapping")
            mapped = [(encoding["pieces"], encoding["offsets"]) for encoding in encoded]
        return [
            Pieces(tuple(tokens), _trimmed(text, tokens, offsets))
            for text, (tokens, offsets) in zip(texts, mapped, strict=True)
        ]

    def decode(self, tokens: Sequence[str]) -> str:
        """The text of target pieces; special tokens must have been taken out."""
        return "".join(tokens).replace(SPACE, " ").strip()


def _trimmed(text: str, tokens: Sequence[str], spans: Sequence[tuple[int, int]]) -> Offsets:
    """Spans without white space; a piece that is nothing but a space mark gets an empty span."""
    trimmed = []
    for token, (start, end) in zip(tokens, spans, strict=True):
        if token == SPACE:
            end = start
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        trimmed.append((start, end))
    return tuple(trimmed)


def _sentencepiece(path: Path) -> SentencePieceProcessor:
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise ModelError(path, f"is no SentencePiece model ({error})", "fetch the model again") from None


def _tokenizer_json(path: Path) -> Any:
    try:
        import tokenizers
    except ImportError:
        raise MissingExtraError("tokenizers", f"the tokenizer {path}", "hub") from None
    try:
        return tokenizers.Tokenizer.from_file(str(path))
    except Exception as error:  # the Rust side raises bare Exception
        raise ModelError(path, f"is no tokenizer file ({error})", "fetch the model again") from None
