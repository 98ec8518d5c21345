"""What a translation model is to the rest of the package: four verbs, and the capabilities beside them.

A provider implements what it can and lists its verbs in ``verbs``; asking for another raises
:class:`align.errors.MissingVerbError`. A capability is a protocol of its own: whether a model has it is asked
with ``isinstance``, or, where another model may stand in, with :func:`word_model`, :func:`encoder_of` and
:func:`scorer_of`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from align.model.levels import Levels, Scale

Verb = Literal["embed", "score", "translate", "attend"]
Floats = NDArray[np.float32]
Vectors = Floats
Ids = NDArray[np.int32]
Bounds = NDArray[np.int64]
Offsets = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class TokenScores:
    """Forced decoding of one target given its source.

    ``log_probabilities`` is float32 [tokens], natural logarithm; ``offsets`` are the tokens'
    character spans in the target. Padding, BOS and language tokens are left out.
    """

    log_probabilities: NDArray[np.float32]
    offsets: Offsets

    @property
    def mean(self) -> float:
        """Mean log-probability a token; 0.0 for an empty target."""
        return float(self.log_probabilities.mean()) if len(self.log_probabilities) else 0.0


@dataclass(frozen=True, slots=True)
class Attention:
    """A soft alignment of one pair: ``weights`` is float32 [target tokens, source tokens], each row
    summing to at most 1 (what is missing is the mass of "no counterpart")."""

    weights: NDArray[np.float32]
    target_offsets: Offsets
    source_offsets: Offsets


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far each token of a pair is accounted for by the other side: float32 between 0 and 1, with the
    tokens' character spans."""

    source: Floats
    target: Floats
    source_offsets: Offsets
    target_offsets: Offsets


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one look at a pair says of its tokens, float32: ``forward`` the log-probabilities of the target's tokens
    given the source and ``backward`` the other way round, ``covered`` how far each side is accounted for,
    ``place`` the source token that each target token most likely renders and ``certain`` how likely."""

    forward: Floats
    backward: Floats
    covered: Coverage
    place: Ids
    certain: Floats


class Model(Protocol):
    """A loaded model. ``name`` and ``revision`` go into every signature."""

    @property
    def name(self) -> str: ...
    @property
    def revision(self) -> str: ...
    @property
    def verbs(self) -> frozenset[Verb]: ...

    def embed(self, sentences: Sequence[str], language: str) -> Vectors:
        """Unit row vectors, float32 [n, d]; a zero row for empty text."""
        ...

    def score(
        self, sources: Sequence[str], targets: Sequence[str], source_language: str, target_language: str
    ) -> list[TokenScores]:
        """Per-token log-probabilities of each target given its source (teacher forcing)."""
        ...

    def translate(self, sentences: Sequence[str], source_language: str, target_language: str) -> list[str]:
        """One translation a sentence."""
        ...

    def attend(self, source: str, target: str, source_language: str, target_language: str) -> Attention:
        """The soft word alignment of one pair, with character offsets."""
        ...


@runtime_checkable
class Additive(Protocol):
    """A model whose sentence vectors add up: the vector of a span is the sum of its sentences' sums."""

    def sums(self, sentences: Sequence[str], language: str | None = None) -> Vectors:
        """Un-normalised vectors, float32 [n, d]."""
        ...


@runtime_checkable
class PieceEncoder(Protocol):
    """An encoder that shows its pieces: their ids, and the sums of runs of them."""

    def pieces(self, sentences: Sequence[str]) -> tuple[Ids, Bounds]:
        """Piece ids of all sentences in one flat array, and [n + 1] bounds of the sentences in it."""
        ...

    def sums_of_pieces(self, ids: Ids, bounds: Bounds) -> Vectors:
        """Un-normalised vectors of runs of pieces, float32 [n, d]."""
        ...


@runtime_checkable
class WordTables(Protocol):
    """Word translation that shows its pieces, and which pieces of the other language each makes likelier."""

    def pieces(self, sentences: Sequence[str]) -> tuple[Ids, Bounds]:
        """Piece ids of all sentences in one flat array, and [n + 1] bounds of the sentences in it."""
        ...

    def translates(self, source_language: str, target_language: str) -> bool:
        """Whether there are tables for this direction."""
        ...

    def likelier(self, ids: Ids, language: str, other: str) -> tuple[Bounds, Ids, Floats]:
        """For each piece, those of the other language that stand in its table and how many times likelier they are
        beside it than anywhere: int64 [len(ids) + 1] bounds, int32 pieces, float32 ratios."""
        ...


@runtime_checkable
class ShowsPieces(Protocol):
    """A model whose vectors are sums over pieces that it shows."""

    def piece_encoder(self) -> PieceEncoder: ...


@runtime_checkable
class ShowsWords(Protocol):
    """A model that has word-translation tables."""

    def word_tables(self) -> WordTables: ...


@runtime_checkable
class WordModel(Model, Additive, ShowsWords, Protocol):
    """A model that looks at a pair word by word, as the fidelity checks and their calibration want it."""

    def coverage(self, source: str, target: str, source_language: str, target_language: str) -> Coverage:
        """The probability that each token is accounted for on the other side."""
        ...

    def evidence(self, source: str, target: str, source_language: str, target_language: str) -> Evidence:
        """Scores both ways, coverage and links of one pair from one look at it."""
        ...


@runtime_checkable
class Batched(Protocol):
    """A model that aligns many pairs at once faster than one by one."""

    def attend_all(
        self, sources: Sequence[str], targets: Sequence[str], source_language: str, target_language: str
    ) -> list[Attention]:
        """As :meth:`Model.attend`, for each pair."""
        ...


@runtime_checkable
class AlignsByTables(Protocol):
    """A model that aligns words better than it did when weights of checks were fitted on its alignment."""

    def attend_by_tables(
        self, source: str, target: str, source_language: str, target_language: str
    ) -> Attention:
        """As :meth:`Model.attend`, by word-translation tables alone: what those weights belong to."""
        ...


@runtime_checkable
class Spanning(Protocol):
    """A model whose vectors do not add up, and that yet gives those of all spans from one pass."""

    def spans(self, sentences: Sequence[str], language: str, longest: int) -> tuple[Vectors, ...]:
        """Unit rows of every span of 1 to ``longest`` neighbouring sentences: float32 [n - k + 1, d] for ``k``."""
        ...


@runtime_checkable
class Directed(Protocol):
    """A model that translates in some directions only."""

    def knows(self, source_language: str, target_language: str) -> bool:
        """Whether it translates in this direction."""
        ...


@runtime_checkable
class SuggestsWords(Protocol):
    """A model that says how a word by itself is likely to be rendered."""

    def likely_words(self, word: str, source_language: str, target_language: str, most: int) -> list[str]:
        """At most so many words, the likeliest first; empty where it has no opinion."""
        ...


@runtime_checkable
class Estimator(Protocol):
    """A model trained to say how good a translation is."""

    @property
    def name(self) -> str: ...

    def estimate(
        self, sources: Sequence[str], targets: Sequence[str], source_language: str, target_language: str
    ) -> Floats:
        """A figure a pair, float32 [n], from 0 (nothing of the source is there) to 1."""
        ...


@dataclass(frozen=True, slots=True)
class ErrorSpan:
    """A part of a target that an estimator calls wrong: characters, severity, and how sure it is (0 to 1)."""

    start: int
    end: int
    severity: str
    confidence: float


@runtime_checkable
class Marking(Estimator, Protocol):
    """An estimator that also marks what is wrong."""

    def error_spans(
        self, sources: Sequence[str], targets: Sequence[str], source_language: str, target_language: str
    ) -> list[tuple[ErrorSpan, ...]]:
        """The wrong parts of each target."""
        ...


@runtime_checkable
class Composed(Protocol):
    """Several models as one, which says who does what."""

    def encoding_part(self) -> Model: ...
    def scoring_part(self) -> Model | None: ...
    def word_part(self) -> WordModel | None: ...
    def cosine_levels(self, language: str) -> tuple[Levels, Levels]: ...
    def score_levels(self, source_language: str, target_language: str) -> Levels: ...


def word_model(model: object) -> WordModel | None:
    """The part of a model that looks at pairs word by word; None without one."""
    part = model.word_part() if isinstance(model, Composed) else model
    return part if isinstance(part, WordModel) else None


def encoder_of(model: Model) -> Model:
    """The part of a model that embeds."""
    return model.encoding_part() if isinstance(model, Composed) else model


def cosine_scale(model: Model, language: str) -> Scale | None:
    """What brings a model's cosines of English and a language to those that the fitted numbers were fitted with; None
    for those themselves, and for a model that nothing is known of."""
    if not isinstance(model, Composed) or isinstance(model.encoding_part(), WordModel):
        return None
    return Scale.between(*model.cosine_levels(language))


def scorer_of(model: Model) -> Model | None:
    """The model whose forced decoding or estimate the score is; None where word evidence makes it."""
    if isinstance(model, Composed):
        return model.scoring_part()
    return None if isinstance(model, WordModel) or "score" not in model.verbs else model


def knows(model: Model, source_language: str, target_language: str) -> bool:
    """Whether a model translates in a direction; one that does not say knows them all."""
    return not isinstance(model, Directed) or model.knows(source_language, target_language)


def described(model: Model) -> str:
    """A model as signatures name it: name and revision, and the directions between English and Japanese or Chinese
    that it knows, unless it knows them all."""
    every = [pair for other in ("ja", "zh") for pair in ((other, "en"), ("en", other))]
    known = [f"{source}-{target}" for source, target in every if knows(model, source, target)]
    directions = "" if len(known) == len(every) else f"|directions:{','.join(known) or 'none'}"
    return f"{model.name}@{model.revision or 'unversioned'}{directions}"


def attend_all(
    model: Model, sources: Sequence[str], targets: Sequence[str], source_language: str, target_language: str
) -> list[Attention]:
    """The soft word alignment of each pair, at once where the model can do that."""
    if isinstance(model, Batched):
        return model.attend_all(sources, targets, source_language, target_language)
    pairs = zip(sources, targets, strict=True)
    return [model.attend(source, target, source_language, target_language) for source, target in pairs]


def attend_as_fitted(
    model: Model, source: str, target: str, source_language: str, target_language: str
) -> Attention:
    """The soft word alignment of one pair for what has weights or thresholds of its own: a model that ships aligns by
    its tables, on which they were fitted; any other as it does."""
    if isinstance(model, AlignsByTables):
        return model.attend_by_tables(source, target, source_language, target_language)
    return model.attend(source, target, source_language, target_language)
