"""The model that ships: no network, no torch.

``embed`` is a static bilingual encoder, ``score`` is word-translation tables over its pieces, ``attend`` the same
tables and where a network that predicts each word looks; ``translate`` needs a sequence-to-sequence model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from align.errors import MissingVerbError
from align.model.embedded.encoder import Coded, PieceVectors, StaticEncoder, read_codes
from align.model.embedded.predictor import Predictor
from align.model.embedded.tables import Tables, read_tables
from align.model.embedded.vocabulary import Vocabulary
from align.model.embedded.words import Kinds, WordTranslation
from align.model.entry import Entry
from align.model.prepared import prepared
from align.model.protocol import Attention, Coverage, Evidence, TokenScores, Vectors, Verb

__all__ = ["EmbeddedModel", "PieceVectors", "StaticEncoder", "WordTranslation"]


class EmbeddedModel:
    """Three of the four verbs; ``encoder`` and ``words`` give access to what is behind them."""

    def __init__(
        self,
        encoder: StaticEncoder,
        read_words: Callable[[], WordTranslation],
        name: str = "embedded",
        revision: str = "",
    ) -> None:
        self.encoder = encoder
        self._read_words = read_words
        self._name = name
        self._revision = revision

    @classmethod
    def load(cls, entry: Entry, predictor: Callable[[], Predictor] | None = None) -> EmbeddedModel:
        """The model in the entry's folder, its files verified; ``predictor`` loads the network that says where words
        come from, without which they are aligned by the tables alone. Raises ModelError when files are damaged."""
        coarse = Vocabulary.load(entry.verified("pieces.model"))
        codes = prepared(entry, "vectors.npz", "vectors-2", lambda path: read_codes(path).arrays())
        encoder = StaticEncoder.of(coarse, Coded(**codes), entry.folder / "vectors.npz")

        def read_words() -> WordTranslation:
            fine = Vocabulary.load(entry.verified("words.model"))
            tables = Tables.of(prepared(entry, "words.npz", "words-1", read_tables))
            kinds = prepared(entry, "words.model", "kinds-1", lambda _: Kinds.of(fine.surfaces()).arrays())
            return WordTranslation(fine, tables, encoder, Kinds.from_arrays(kinds), predictor)

        return cls(encoder, read_words, entry.name, entry.revision)

    @cached_property
    def words(self) -> WordTranslation:
        """The word-translation tables, read when they are first needed: aligning sentences needs none."""
        return self._read_words()

    def piece_encoder(self) -> StaticEncoder:
        """The encoder, which shows its pieces."""
        return self.encoder

    def word_tables(self) -> WordTranslation:
        """The word-translation tables."""
        return self.words

    @property
    def name(self) -> str:
        return self._name

    @property
    def revision(self) -> str:
        return self._revision

    @property
    def verbs(self) -> frozenset[Verb]:
        return frozenset({"embed", "score", "attend"})

    def embed(self, sentences: Sequence[str], language: str | None = None) -> Vectors:
        """Unit row vectors, float32 [n, d]; a zero row for text without a known piece."""
        return self.encoder.embed(sentences, language)

    def sums(self, sentences: Sequence[str], language: str | None = None) -> Vectors:
        """Un-normalised additive vectors, float32 [n, d]."""
        return self.encoder.sums(sentences, language)

    def score(
        self, sources: Sequence[str], targets: Sequence[str], source_language: str, target_language: str
    ) -> list[TokenScores]:
        """Log-probabilities of each target's tokens given its source."""
        return [
            self.words.score(source, target, source_language, target_language)
            for source, target in zip(sources, targets, strict=True)
        ]

    def attend(self, source: str, target: str, source_language: str, target_language: str) -> Attention:
        """The soft word alignment of one pair, with character offsets."""
        return self.words.attend(source, target, source_language, target_language)

    def attend_by_tables(
        self, source: str, target: str, source_language: str, target_language: str
    ) -> Attention:
        """The same by the word-translation tables alone."""
        return self.words.attend(source, target, source_language, target_language, looking=False)

    def coverage(self, source: str, target: str, source_language: str, target_language: str) -> Coverage:
        """The probability that each token is accounted for on the other side."""
        return self.words.coverage(source, target, source_language, target_language)

    def likely_words(self, word: str, source_language: str, target_language: str, most: int) -> list[str]:
        """How a word by itself is likely to be rendered, the likeliest first."""
        return self.words.likely(word, source_language, target_language, most)

    def evidence(self, source: str, target: str, source_language: str, target_language: str) -> Evidence:
        """Scores both ways, coverage and links of one pair from one look at it."""
        return self.words.evidence(source, target, source_language, target_language)

    def translate(self, sentences: Sequence[str], source_language: str, target_language: str) -> list[str]:
        """Raises MissingVerbError: translating needs a sequence-to-sequence model."""
        raise MissingVerbError(self.name, "translate")
