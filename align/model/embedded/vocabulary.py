"""The SentencePiece vocabulary of the embedded model: sentences to piece ids, with character spans.

Its normalisation folds width, case and accents and writes every Chinese character in one form (經, 経 -> 经).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from align.errors import ModelError
from align.model.protocol import Offsets

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

THREADS = 2
FEW = 64  # sentences that are cut before a thread is begun


class Vocabulary:
    """Cuts sentences into pieces; ids run from 0 to ``len(vocabulary) - 1``."""

    def __init__(self, processor: SentencePieceProcessor) -> None:
        self._processor = processor

    @classmethod
    def load(cls, path: Path) -> Vocabulary:
        """The vocabulary in a SentencePiece model file. Raises ModelError when the file is none."""
        from sentencepiece import SentencePieceProcessor

        try:
            content = path.read_bytes()
            if not content:
                raise RuntimeError("it is empty")
            return cls(SentencePieceProcessor(model_proto=content))
        except (OSError, RuntimeError) as error:
            reason = f"is no SentencePiece vocabulary ({error})"
            raise ModelError(path, reason, "fetch the model again") from None

    def __len__(self) -> int:
        return int(self._processor.get_piece_size())

    def surfaces(self) -> list[str]:
        """Every piece as the vocabulary writes it, by id; ``▁`` stands for a space."""
        return [str(self._processor.id_to_piece(index)) for index in range(len(self))]

    def pieces(self, sentences: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Piece ids of all sentences in one flat int32 array, and int64 [n + 1] bounds: sentence ``i`` is
        ``ids[bounds[i]:bounds[i + 1]]``."""
        clean = encodable(sentences)
        if len(clean) > FEW:
            encoded = self._processor.encode(clean, num_threads=THREADS)
        else:  # a list is given to a thread of its own, which must be waited for
            encoded = [self._processor.encode(sentence) for sentence in clean]
        lengths = np.fromiter(map(len, encoded), np.int64, len(encoded))
        bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))
        return np.fromiter(chain.from_iterable(encoded), np.int32, int(bounds[-1])), bounds

    def located(self, sentence: str) -> tuple[NDArray[np.int32], Offsets]:
        """Piece ids of one sentence, int32 [pieces], and their character spans in it, white space before a
        piece left out."""
        (clean,) = encodable([sentence])
        ids = np.asarray(self._processor.encode(clean), np.int32)
        _, origin = self._processor.normalize(clean, with_offsets=True)
        surfaces = self._processor.encode(clean, out_type=str)
        ends = np.cumsum([0, *map(len, surfaces)]).tolist()
        offsets = []
        for start, end in pairwise(ends):
            left, right = origin[start], origin[end]
            while left < right and clean[left].isspace():
                left += 1
            offsets.append((left, right))
        return ids, tuple(offsets)


def encodable(sentences: Iterable[str]) -> list[str]:
    """The sentences with lone surrogates, which UTF-8 cannot carry, as ``?``; lengths stay the same."""
    listed = list(sentences)
    try:
        "".join(listed).encode()
    except UnicodeEncodeError:
        return [sentence.encode(errors="replace").decode() for sentence in listed]
    return listed
