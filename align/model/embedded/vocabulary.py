"""The SentencePiece vocabulary of the embedded model: sentences to piece ids, with character spans.

Its normalisation folds width, case and accents and writes every Chinese character in one form (經, 経 -> 经).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
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
REMEMBERED = 2048  # sentences whose pieces are kept: aligner, checks and score ask for the same ones


class Vocabulary:
    """Cuts sentences into pieces; ids run from 0 to ``len(vocabulary) - 1``."""

    def __init__(self, processor: SentencePieceProcessor) -> None:
        self._processor = processor
        self._cut = lru_cache(REMEMBERED)(self._cut_anew)
        self._located = lru_cache(REMEMBERED)(self._located_anew)

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
            cut = [np.array(ids, np.int32) for ids in self._processor.encode(clean, num_threads=THREADS)]
        else:  # a list is given to a thread of its own, which must be waited for
            cut = [self._cut(sentence) for sentence in clean]
        bounds = np.fromiter(accumulate(map(len, cut), initial=0), np.int64, len(cut) + 1)
        return np.concatenate(cut) if cut else np.zeros(0, np.int32), bounds

    def located(self, sentence: str) -> tuple[NDArray[np.int32], Offsets]:
        """Piece ids of one sentence, int32 [pieces], and their character spans in it, white space before a
        piece left out. The array is not to be written to."""
        (clean,) = encodable([sentence])
        return self._located(clean)

    def _cut_anew(self, clean: str) -> NDArray[np.int32]:
        return np.array(self._processor.encode(clean), np.int32)

    def _located_anew(self, clean: str) -> tuple[NDArray[np.int32], Offsets]:
        ids = self._cut(clean)
        ids.flags.writeable = False
        _, origin = self._processor.normalize(clean, with_offsets=True)
        surfaces = self._processor.encode(clean, out_type=str)
        offsets = []
        end = 0
        for surface in surfaces:
            start, end = end, end + len(surface)
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
