"""What a model cannot do says so: the verbs of the protocol, each refused, for models to take over what they offer."""

from __future__ import annotations

from collections.abc import Sequence

from align.errors import MissingVerbError
from align.model.protocol import Attention, TokenScores, Vectors


class Unoffered:
    """A model with a name and no verb. Every call raises MissingVerbError, which names the verb and the remedy."""

    __slots__ = ()
    name: str

    def embed(self, sentences: Sequence[str], language: str) -> Vectors:
        """Not offered."""
        raise MissingVerbError(self.name, "embed")

    def score(
        self, sources: Sequence[str], targets: Sequence[str], source_language: str, target_language: str
    ) -> list[TokenScores]:
        """Not offered."""
        raise MissingVerbError(self.name, "score")

    def translate(self, sentences: Sequence[str], source_language: str, target_language: str) -> list[str]:
        """Not offered."""
        raise MissingVerbError(self.name, "translate")

    def attend(self, source: str, target: str, source_language: str, target_language: str) -> Attention:
        """Not offered."""
        raise MissingVerbError(self.name, "attend")
