"""What every check is given: both articles with their sentences, beads, quantities and quotations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from align.document import Article, Bead, Location, NameEntry, Sentence
from align.fidelity.glossary import Term
from align.fidelity.profile import Profile
from align.fidelity.quantities import Quantity, quantities
from align.fidelity.quotations import Quotation, quotations
from align.model import Model


@dataclass(frozen=True, slots=True)
class Side:
    """One article with what the checks ask of it, sentence by sentence; all offsets are into
    ``article.text``."""

    article: Article
    sentences: tuple[Sentence, ...]
    language: str
    quantities: tuple[tuple[Quantity, ...], ...]
    quotations: tuple[Quotation, ...]

    @property
    def cjk(self) -> bool:
        """Whether the text is Japanese or Chinese."""
        return self.language in ("ja", "zh", "zh-Hant")

    def location(self, start: int, end: int, sentence: int | None = None) -> Location:
        """The place of a span, with the sentence that holds its start (-1: outside all)."""
        if sentence is None:
            holders = (at for at, one in enumerate(self.sentences) if one.start <= start < max(one.end, start + 1) and start < one.end)
            sentence = next(holders, -1)
        return Location(self.article.text[start:end], sentence, start, end)

    def whole(self, indexes: Sequence[int]) -> Location | None:
        """The place of a run of sentences, from the first one's start to the last one's end."""
        if not indexes:
            return None
        first, last = self.sentences[min(indexes)], self.sentences[max(indexes)]
        return self.location(first.start, last.end, min(indexes))

    def text(self, indexes: Sequence[int]) -> str:
        """The sentences of one side of a bead, as one string."""
        return ("" if self.cjk else " ").join(self.sentences[at].text for at in indexes)

    def numbers(self, indexes: Sequence[int]) -> list[Quantity]:
        """The quantities of some sentences, in order."""
        return [quantity for at in indexes for quantity in self.quantities[at]]


@dataclass(frozen=True, slots=True)
class Context:
    """A pair of aligned articles, ready to be checked.

    ``vectors`` are the sentences' unit vectors (source, target), when a model could embed them.
    """

    source: Side
    target: Side
    beads: tuple[Bead, ...]
    names: tuple[NameEntry, ...] = ()
    terms: tuple[Term, ...] = ()
    profile: Profile = field(default_factory=Profile)
    model: Model | None = None
    vectors: tuple[NDArray[np.float32], NDArray[np.float32]] | None = None
    notes: Mapping[str, str] = field(default_factory=dict)

    def paired(self) -> Iterator[tuple[int, Bead]]:
        """The beads with both sides, with their index."""
        return ((at, bead) for at, bead in enumerate(self.beads) if bead.source and bead.target)

    @property
    def left_out(self) -> tuple[int, ...]:
        """Source sentences that no bead carries into the target."""
        carried = {at for _, bead in self.paired() for at in bead.source}
        return tuple(at for at in range(len(self.source.sentences)) if at not in carried)

    @property
    def condensed(self) -> bool:
        """Whether the target is a shortened version on purpose: an eighth of the source or more is
        left out, so that one more sentence missing is an editor's choice."""
        return len(self.left_out) >= max(4, len(self.source.sentences) // 8)

    def nearby_source(self, bead: Bead, reach: int = 1) -> list[int]:
        """The source sentences within ``reach`` of a bead, the bead's own left out."""
        own = set(bead.source)
        near = {at + step for at in own for step in range(-reach, reach + 1)}
        return sorted(at for at in near - own if 0 <= at < len(self.source.sentences))

    def nearby_target(self, bead: Bead, reach: int = 1) -> list[int]:
        """The target sentences within ``reach`` of a bead, the bead's own left out."""
        own = set(bead.target)
        near = {at + step for at in own for step in range(-reach, reach + 1)}
        return sorted(at for at in near - own if 0 <= at < len(self.target.sentences))


def side(article: Article, sentences: Sequence[Sentence], language: str) -> Side:
    """An article's side of a context: its quantities and quotations found."""
    shifted = []
    for sentence in sentences:
        shifted.append(tuple(_moved(one, sentence.start) for one in quantities(sentence.text, language)))
    return Side(article, tuple(sentences), language, tuple(shifted), quotations(article.text, sentences))


def _moved(quantity: Quantity, by: int) -> Quantity:
    return Quantity(
        quantity.kind,
        quantity.values,
        quantity.text,
        quantity.start + by,
        quantity.end + by,
        quantity.unit,
        quantity.high,
        quantity.approximate,
        quantity.weight,
    )
