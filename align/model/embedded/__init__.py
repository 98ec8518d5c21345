"""The model that ships: no network, no torch.

``embed`` is the static bilingual encoder.
"""

from __future__ import annotations

from collections.abc import Sequence

from align.errors import MissingVerbError
from align.model.embedded.encoder import PieceVectors, StaticEncoder
from align.model.protocol import Attention, TokenScores, Vectors, Verb
from align.model.registry import Entry

__all__ = ["EmbeddedModel", "PieceVectors", "StaticEncoder"]


class EmbeddedModel:
    """The four verbs of the embedded model; ``encoder`` gives access to pieces."""

    def __init__(self, encoder: StaticEncoder, name: str = "embedded", revision: str = "") -> None:
        self.encoder = encoder
        self._name = name
        self._revision = revision

    @classmethod
    def load(cls, entry: Entry) -> EmbeddedModel:
        """The model in the entry's folder, its files verified. Raises ModelError when they are damaged."""
        encoder = StaticEncoder.load(entry.verified("pieces.model"), entry.verified("vectors.npz"))
        return cls(encoder, entry.name, entry.revision)

    @property
    def name(self) -> str:
        return self._name

    @property
    def revision(self) -> str:
        return self._revision

    @property
    def verbs(self) -> frozenset[Verb]:
        return frozenset({"embed"})

    def embed(self, sentences: Sequence[str], language: str | None = None) -> Vectors:
        """Unit row vectors, float32 [n, d]; a zero row for text without a known piece."""
        return self.encoder.embed(sentences, language)

    def sums(self, sentences: Sequence[str], language: str | None = None) -> Vectors:
        """Un-normalised additive vectors, float32 [n, d]."""
        return self.encoder.sums(sentences, language)

    def score(
        self, sources: Sequence[str], targets: Sequence[str], source_language: str, target_language: str
    ) -> list[TokenScores]:
        """Not there yet: raises MissingVerbError."""
        raise MissingVerbError(self.name, "score")

    def attend(self, source: str, target: str, source_language: str, target_language: str) -> Attention:
        """Not there yet: raises MissingVerbError."""
        raise MissingVerbError(self.name, "attend")

    def translate(self, sentences: Sequence[str], source_language: str, target_language: str) -> list[str]:
        """Raises MissingVerbError: translating needs a sequence-to-sequence model."""
        raise MissingVerbError(self.name, "translate")
