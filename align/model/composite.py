"""Several models as one: each verb from the model that was named for it, what none can do from what ships."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from align.errors import MissingVerbError
from align.model.calibration import cosine_levels, score_levels
from align.model.choice import Choice
from align.model.levels import Levels
from align.model.protocol import (
    Attention,
    Model,
    TokenScores,
    Vectors,
    Verb,
    WordModel,
    attend_all,
    attend_as_fitted,
    knows,
)


@dataclass(frozen=True, slots=True)
class Composite:
    """``encoder`` embeds, ``model`` translates and attends, ``scorer`` scores; ``base`` looks at pairs word by word and
    does what the others cannot, or not in a direction.

    Behaves like one model; pickled, it is loaded again where it arrives.
    """

    choice: Choice
    cache: bool
    base: Model
    model: Model
    encoder: Model
    scorer: Model
    _scored: dict[str, Levels] = field(default_factory=dict, repr=False, compare=False)
    _levels: dict[str, tuple[Levels, Levels]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def name(self) -> str:
        """The model's name, with those of an encoder and a scorer that are others."""
        others = (("encoder", self.encoder, self.base), ("scorer", self.scorer, self.model))
        return "+".join([
            self.model.name,
            *(f"{role}:{part.name}" for role, part, usual in others if part is not usual),
        ])  # fmt: skip

    @property
    def revision(self) -> str:
        """The revisions of the parts in the order of :attr:`name`."""
        others = ((self.encoder, self.base), (self.scorer, self.model))
        return "+".join([
            self.model.revision or "unversioned",
            *(part.revision or "unversioned" for part, usual in others if part is not usual),
        ])  # fmt: skip

    @property
    def verbs(self) -> frozenset[Verb]:
        """What one of the parts can do."""
        every: frozenset[Verb] = self.base.verbs | self.model.verbs | self.encoder.verbs | self.scorer.verbs
        return every

    def encoding_part(self) -> Model:
        """The model that embeds."""
        return self.encoder

    def scoring_part(self) -> Model | None:
        """The model whose opinion the score is; None where it is the calibrated one of what ships."""
        return None if self.scorer is self.base else self.scorer

    def cosine_levels(self, language: str) -> tuple[Levels, Levels]:
        """Where the cosines of the encoder lie for English and a language, and where those of the base do, with
        which everything that reads a cosine was fitted."""
        if language not in self._levels:
            self._levels[language] = cosine_levels(self.encoder, self.base, language)
        return self._levels[language]

    def score_levels(self, source_language: str, target_language: str) -> Levels:
        """What the scorer says of right pairs and of strangers, asked once."""
        direction = f"{source_language}-{target_language}"
        if direction not in self._scored:
            self._scored[direction] = score_levels(self.scorer, source_language, target_language)
        return self._scored[direction]

    def word_part(self) -> WordModel | None:
        """The model that looks at pairs word by word."""
        return self.base if isinstance(self.base, WordModel) else None

    def knows(self, source_language: str, target_language: str) -> bool:
        """Whether the model translates in this direction."""
        return knows(self.model, source_language, target_language)

    def embed(self, sentences: Sequence[str], language: str) -> Vectors:
        """The encoder's vectors, float32 [n, d], unit rows."""
        return self.encoder.embed(sentences, language)

    def score(
        self, sources: Sequence[str], targets: Sequence[str], source_language: str, target_language: str
    ) -> list[TokenScores]:
        """The scorer's log-probabilities. Raises ModelError for a direction that it lacks."""
        return self.scorer.score(sources, targets, source_language, target_language)

    def translate(self, sentences: Sequence[str], source_language: str, target_language: str) -> list[str]:
        """The model's translations. Raises MissingVerbError where it has none."""
        if "translate" not in self.model.verbs:
            raise MissingVerbError(self.model.name, "translate")
        return self.model.translate(sentences, source_language, target_language)

    def attend(self, source: str, target: str, source_language: str, target_language: str) -> Attention:
        """The model's word alignment of one pair, or the base's."""
        part = self._attending(source_language, target_language)
        return part.attend(source, target, source_language, target_language)

    def attend_by_tables(
        self, source: str, target: str, source_language: str, target_language: str
    ) -> Attention:
        """As :meth:`attend`; by its tables alone where the base is asked."""
        part = self._attending(source_language, target_language)
        return attend_as_fitted(part, source, target, source_language, target_language)

    def attend_all(
        self, sources: Sequence[str], targets: Sequence[str], source_language: str, target_language: str
    ) -> list[Attention]:
        """As :meth:`attend`, for each pair."""
        part = self._attending(source_language, target_language)
        return attend_all(part, sources, targets, source_language, target_language)

    def _attending(self, source_language: str, target_language: str) -> Model:
        able = "attend" in self.model.verbs and knows(self.model, source_language, target_language)
        return self.model if able else self.base

    def __reduce__(self) -> tuple[Callable[[Choice, bool], Model], tuple[Choice, bool]]:
        from align.model.loading import load_choice

        return load_choice, (self.choice.absolute(), self.cache)
