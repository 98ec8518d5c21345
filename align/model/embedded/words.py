"""Word translation without a network: how well each piece of one sentence accounts for each of the other.

Tables of p(target piece | source piece), counted from parallel text by expectation maximisation, are read as
ratios to the target piece's own frequency: how many times likelier a piece is beside the other than anywhere.
Where a table is silent, the similarity of the two pieces' vectors and sameness of spelling speak. From the
ratios come the soft alignment (`attend`), forced-decoding probabilities (`score`) and coverage. The figures
and how the constants were chosen: docs/measurements/encoder.md.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.errors import AlignWarning, ModelError
from align.model.embedded.encoder import StaticEncoder, unit_rows
from align.model.embedded.posteriors import CERTAIN, NEAR, WIDE, Look, inherit, links, posteriors
from align.model.embedded.predictor import Predictor
from align.model.embedded.tables import Floats, Gains, Ids, Tables
from align.model.embedded.vocabulary import Vocabulary
from align.model.protocol import Attention, Coverage, Evidence, Offsets, TokenScores

REMEMBERED = 256  # pairs of which is kept what was seen
LONGEST = 1024  # pieces of a sentence that are set against the other side

# Chosen on the even lines of the two hand-aligned sets; docs/measurements/encoder.md has the figures of the odd lines.
# Links want to be found, coverage wants to doubt: a word that nothing renders must not be taken for covered.
ALIGNING = {"zh": Look(8.0, 6.0, 3.0, WIDE), "ja": Look(6.0, 6.0, 2.0, WIDE)}
COVERING = Look(2.2, 12.0, 3.0, NEAR)
# Where the network that predicts each English word from its neighbours looks is a factor of the evidence: the look as
# a multiple of an even one, and the floor, to this power. Chosen on the same even lines among .5, .7 and 1, with floors
# of .05 to .4.
LOOKED = {"zh": 0.5, "ja": 0.7}
LOOK_FLOOR = 0.2
LOOKED_AT = 512  # English pieces that the network is shown
SIMILARITY_ORIGIN = 0.2
SAME_SPELLING = 20.0
FAINT = 0.1  # what is left of the weight of cells that are no links
UNIGRAM = 0.02  # the part of a token's probability that does not look at the source
LIKELIEST = 0.9

# English articles render nothing in Japanese or Chinese; whatever stands near them would be linked to them.
ARTICLES = frozenset({"a", "an", "the"})
# What Japanese verbs end in; particles are not among it.
INFLECTIONS = frozenset(
    "い いる いた う く さ し した して する された されて せ せる た っ って った て ていた "
    "ている な ない ば ます よ ら り る れ れた れて ん ある".split()
)
COUNTERS = frozenset("年月日")


@dataclass(frozen=True, slots=True)
class Ratios:
    """How many times likelier a token is beside one of the other side than anywhere, float32 [target tokens,
    source tokens]: ``forward`` of target tokens given source tokens, ``backward`` the other way round."""

    forward: Floats
    backward: Floats
    source_ids: Ids
    target_ids: Ids
    source_frequency: Floats
    target_frequency: Floats
    source_offsets: Offsets
    target_offsets: Offsets


@dataclass(frozen=True, slots=True)
class Sight:
    """What every look at a pair begins with, [target tokens, source tokens]: the ratios of the tables, the cosines of
    the tokens' vectors, and which tokens are spelled alike."""

    tables: Ratios
    cosines: Floats
    alike: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Kinds:
    """What each piece of the vocabulary is: a number for its ``spelling``, equal for those that differ only by a space
    before them (``blank`` is that of nothing), and whether it is an article, a Japanese inflection, a counter,
    ends in a digit, or is a mark."""

    spelling: Ids
    blank: int
    article: NDArray[np.bool_]
    inflection: NDArray[np.bool_]
    counter: NDArray[np.bool_]
    number: NDArray[np.bool_]
    mark: NDArray[np.bool_]

    @classmethod
    def of(cls, surfaces: Sequence[str]) -> Kinds:
        numbers: dict[str, int] = {}
        bare = [piece.strip("▁") for piece in surfaces]
        return cls(
            np.array([numbers.setdefault(piece, len(numbers)) for piece in bare], np.int32),
            numbers.get("", -1),
            np.array([piece in ARTICLES for piece in bare]),
            np.array([piece in INFLECTIONS for piece in bare]),
            np.array([piece in COUNTERS for piece in bare]),
            np.array([piece[-1:].isdigit() for piece in bare]),
            np.array([bool(piece) and not any(map(str.isalnum, piece)) for piece in bare]),
        )

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The same by name, as arrays."""
        return {one.name: np.asarray(getattr(self, one.name)) for one in fields(self)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Kinds:
        """What :meth:`arrays` gave."""
        flags = (arrays[name] for name in ("article", "inflection", "counter", "number", "mark"))
        return cls(arrays["spelling"], int(arrays["blank"]), *flags)


class WordTranslation:
    """Soft alignment, scores and coverage of sentence pairs between English and Japanese or Chinese."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        tables: Tables,
        encoder: StaticEncoder,
        kinds: Kinds | None = None,
        read_predictor: Callable[[], Predictor] | None = None,
    ) -> None:
        self._kinds = kinds or Kinds.of(vocabulary.surfaces())
        self._read_predictor = read_predictor
        self._vocabulary = vocabulary
        self._tables = tables
        self._encoder = encoder
        self._gains: dict[str, Gains] = {}  # by direction, from when they are first asked for
        # The last pairs are remembered: checks and score ask for the same ones.
        self._attention = lru_cache(REMEMBERED)(self._attend)
        self._evident = lru_cache(REMEMBERED)(self._evidence)
        self._sights = lru_cache(REMEMBERED)(self._sight)

    @cached_property
    def _predictor(self) -> Predictor | None:
        """The network whose looks align words; None, with a warning, where its weights are missing or damaged."""
        if self._read_predictor is None:
            return None
        try:
            return self._read_predictor()
        except ModelError as error:
            warnings.warn(f"{error}: words are aligned without it", AlignWarning, stacklevel=2)
            return None

    def attend(
        self, source: str, target: str, source_language: str, target_language: str, looking: bool = True
    ) -> Attention:
        """The soft alignment [target tokens, source tokens]; every row sums to at most 1. Links have at least
        0.2 of a row's weight unless a token has more than four. ``looking``: where the network looks counts, too, not
        only the tables. The weights are not to be written to."""
        attend = self._attention if _short(source, target) else self._attend
        return attend(source, target, source_language, target_language, looking)

    def _attend(
        self, source: str, target: str, source_language: str, target_language: str, looking: bool
    ) -> Attention:
        other = source_language if target_language == "en" else target_language
        look = ALIGNING.get(other.removesuffix("-Hant"), COVERING)
        ratios = self.ratios(source, target, source_language, target_language, look)
        if looking:
            looked = self._looked(ratios, source_language, target_language)
            ratios = replace(ratios, forward=ratios.forward * looked, backward=ratios.backward * looked)
        forward, backward = posteriors(ratios.forward, ratios.backward, look)
        silent = self._silent(ratios.target_ids, ratios.source_ids)
        together = np.where(silent, 0, np.sqrt(forward * backward))
        linked = links(together, np.where(silent, 0, np.maximum(forward, backward)))
        if source_language == "ja":
            linked = inherit(linked.T, self._tails(ratios.source_ids)).T
        elif target_language == "ja":
            linked = inherit(linked, self._tails(ratios.target_ids))
        weights = np.where(linked, np.maximum(together, CERTAIN), FAINT * together)
        weights /= np.maximum(1, weights.sum(axis=1, keepdims=True))
        return Attention(weights.astype(np.float32), ratios.target_offsets, ratios.source_offsets)

    def _looked(self, ratios: Ratios, source_language: str, target_language: str) -> Floats:
        """By how much the evidence for each pair of tokens grows where the network looks when it predicts the English
        one, [target tokens, source tokens]; 1 where nothing is known."""
        turned = source_language == "en"
        language = (target_language if turned else source_language).removesuffix("-Hant")
        english, other = (
            (ratios.source_ids, ratios.target_ids) if turned else (ratios.target_ids, ratios.source_ids)
        )
        factor = np.ones((len(english), len(other)), np.float32)
        if language in LOOKED and factor.size and self._predictor is not None:
            (seen,) = self._predictor.seen([english[:LOOKED_AT]], [other], language)
            rows, columns = seen.look.shape
            factor[:rows, :columns] = (LOOK_FLOOR + seen.look * len(other)) ** LOOKED[language]
        return factor.T if turned else factor

    def _silent(self, target: Ids, source: Ids) -> NDArray[np.bool_]:
        """Which pairs of tokens are no links whatever the evidence says, [target tokens, source tokens]: those of an
        article, and of an inflection with a mark (した ends as many sentences as the full stop does)."""
        kinds = self._kinds
        articles = np.logical_or.outer(kinds.article[target], kinds.article[source])
        inflected = np.logical_and.outer(kinds.mark[target], kinds.inflection[source])
        inflected |= np.logical_and.outer(kinds.inflection[target], kinds.mark[source])
        silent: NDArray[np.bool_] = articles | inflected
        return silent

    def _tails(self, ids: Ids) -> NDArray[np.bool_]:
        """Which tokens of a Japanese sentence go with the one before them."""
        kinds = self._kinds
        after_number = np.concatenate(([False], kinds.number[ids][:-1]))
        tails: NDArray[np.bool_] = kinds.inflection[ids] | (kinds.counter[ids] & after_number[: len(ids)])
        return tails

    def score(self, source: str, target: str, source_language: str, target_language: str) -> TokenScores:
        """The log-probability of each target token given the source, each at the source tokens it aligns to.
        Tokens beyond the first LONGEST are scored by their frequency alone."""
        ratios = self.ratios(source, target, source_language, target_language)
        forward, backward = posteriors(ratios.forward, ratios.backward, COVERING)
        frequency, offsets = self._frequencies(target, target_language, source_language)
        gain = np.zeros(len(frequency), np.float32)
        gain[: len(forward)] = _gain(ratios.forward, forward, backward)
        return TokenScores(_log_probabilities(frequency, gain), offsets)

    def coverage(self, source: str, target: str, source_language: str, target_language: str) -> Coverage:
        """The probability that each token is accounted for on the other side, one look at both directions."""
        return self.evidence(source, target, source_language, target_language).covered

    def pieces(self, sentences: Sequence[str]) -> tuple[Ids, NDArray[np.int64]]:
        """Piece ids of all sentences in one flat int32 array, and int64 [n + 1] bounds of the sentences in it."""
        return self._vocabulary.pieces(sentences)

    def translates(self, source_language: str, target_language: str) -> bool:
        """Whether there are tables for this direction."""
        return "-".join(name.removesuffix("-Hant") for name in (source_language, target_language)) in (
            self._tables.translations
        )

    def likelier(self, ids: Ids, language: str, other: str) -> tuple[NDArray[np.int64], Ids, Floats]:
        """For each piece of a language, the pieces of the other that stand in its table and how many times likelier
        they are beside it than anywhere: int64 [len(ids) + 1] bounds, int32 pieces, float32 ratios. Raises ModelError
        for a direction that has no table."""
        there, back = self._directions(language, other)
        gains = self._gains.get(there)
        if gains is None:
            frequency = self._tables.frequencies[back]
            gains = Gains.of(self._tables.translations[there], frequency)
            self._gains[there] = gains
        return gains.take(ids)

    def likely(self, word: str, source_language: str, target_language: str, most: int) -> list[str]:
        """The whole words of the target language that a word is likeliest translated by, at most so many; empty for a
        direction without a table, and for a word of several pieces, of which each means something else."""
        surfaces = self._surfaces
        pieces = [id for id in self._vocabulary.located(word)[0].tolist() if surfaces[id] != "▁"]
        if len(pieces) != 1 or not self.translates(source_language, target_language):
            return []
        there, _ = self._directions(source_language, target_language)
        found = self._tables.translations[there].of(pieces[0])
        named = ((surfaces[target], probability) for target, probability in found)
        whole = [
            (name[1:], p)
            for name, p in named
            if name.startswith("▁") and name[1:].isalpha() and len(name) > 3
        ]
        return [name for name, _ in sorted(whole, key=lambda pair: (-pair[1], pair[0]))[:most]]

    @cached_property
    def _surfaces(self) -> list[str]:
        return self._vocabulary.surfaces()

    def evidence(self, source: str, target: str, source_language: str, target_language: str) -> Evidence:
        """Scores both ways, coverage and the likeliest links at the price of one of them. Tokens beyond the
        first LONGEST of a side are left out."""
        return self._evident(source, target, source_language, target_language)

    def _evidence(self, source: str, target: str, source_language: str, target_language: str) -> Evidence:
        return self._seen(self.ratios(source, target, source_language, target_language))

    def evidence_of_pieces(
        self, source: Ids, target: Ids, source_language: str, target_language: str
    ) -> Evidence:
        """The same of sentences that are cut already; without offsets, and not remembered."""
        sides = (source[:LONGEST], ()), (target[:LONGEST], ())
        return self._seen(_weighed(self._sight_of(*sides, source_language, target_language), COVERING))

    def _seen(self, ratios: Ratios) -> Evidence:
        forward, backward = posteriors(ratios.forward, ratios.backward, COVERING)
        together = np.sqrt(forward * backward)
        place = together.argmax(axis=1) if together.size else np.zeros(len(together))
        gains = _gain(ratios.forward, forward, backward), _gain(ratios.backward.T, backward.T, forward.T)
        return Evidence(
            _log_probabilities(ratios.target_frequency, gains[0]),
            _log_probabilities(ratios.source_frequency, gains[1]),
            Coverage(backward.sum(axis=0), forward.sum(axis=1), ratios.source_offsets, ratios.target_offsets),
            place.astype(np.int32),
            together.max(axis=1, initial=0),
        )

    def ratios(
        self, source: str, target: str, source_language: str, target_language: str, look: Look = COVERING
    ) -> Ratios:
        """The evidence for each pair of tokens, at most LONGEST on a side. Raises ModelError unless one language
        is English and the other Japanese or Chinese."""
        see = self._sights if _short(source, target) else self._sight
        return _weighed(see(source, target, source_language, target_language), look)

    def _sight(self, source: str, target: str, source_language: str, target_language: str) -> Sight:
        sides = []
        for text in (source, target):
            ids, offsets = self._vocabulary.located(text)
            sides.append((ids[:LONGEST], offsets[:LONGEST]))
        return self._sight_of(sides[0], sides[1], source_language, target_language)

    def _sight_of(
        self,
        source: tuple[Ids, Offsets],
        target: tuple[Ids, Offsets],
        source_language: str,
        target_language: str,
    ) -> Sight:
        there, back = self._directions(source_language, target_language)
        (source_ids, source_offsets), (target_ids, target_offsets) = source, target
        source_frequency = self._tables.frequencies[there][source_ids]
        target_frequency = self._tables.frequencies[back][target_ids]
        forward = self._tables.translations[there].lookup(source_ids, target_ids) / target_frequency[:, None]
        backward = self._tables.translations[back].lookup(target_ids, source_ids).T / source_frequency
        vectors = [unit_rows(self._encoder.rows(ids)) for ids in (target_ids, source_ids)]
        kinds = self._kinds
        spelled = kinds.spelling[target_ids]
        named = np.where(spelled == kinds.blank, -1, spelled)
        ratios = Ratios(
            forward,
            backward,
            source_ids,
            target_ids,
            source_frequency,
            target_frequency,
            source_offsets,
            target_offsets,
        )
        alike = np.equal.outer(named, kinds.spelling[source_ids])
        return Sight(ratios, vectors[0] @ vectors[1].T, alike)

    def _frequencies(self, text: str, language: str, other: str) -> tuple[Floats, Offsets]:
        ids, offsets = self._vocabulary.located(text)
        return self._tables.frequencies[self._directions(language, other)[0]][ids], offsets

    def _directions(self, source_language: str, target_language: str) -> tuple[str, str]:
        source, target = (name.removesuffix("-Hant") for name in (source_language, target_language))
        there = f"{source}-{target}"
        if there not in self._tables.translations:
            known = ", ".join(sorted(self._tables.translations))
            raise ModelError(there, "the embedded model has no words for this direction", f"it knows {known}")
        return there, f"{target}-{source}"


def _short(source: str, target: str) -> bool:
    """Whether what was seen of a pair is small enough to be kept by the hundred."""
    return len(source) * len(target) <= 60_000


def _weighed(sight: Sight, look: Look) -> Ratios:
    """The ratios with the evidence of vectors and spelling."""
    similar = look.weight * np.exp(look.slope * np.maximum(sight.cosines - SIMILARITY_ORIGIN, -0.2))
    evidence = (similar + SAME_SPELLING * sight.alike).astype(np.float32)
    tables = sight.tables
    return replace(tables, forward=tables.forward + evidence, backward=tables.backward + evidence)


def _gain(ratios: Floats, forward: Floats, backward: Floats) -> Floats:
    """How many times likelier each target token is beside the source tokens that it aligns to, float32 [tokens]."""
    weights = forward * np.sqrt(backward / np.maximum(1e-9, backward.max(axis=1, initial=0)[:, None]))
    gain: Floats = (weights * ratios).sum(axis=1)
    return gain


def _log_probabilities(frequency: Floats, gain: Floats) -> Floats:
    probability = np.minimum(frequency * (UNIGRAM + (1 - UNIGRAM) * gain), LIKELIEST)
    found: Floats = np.log(probability).astype(np.float32)
    return found
