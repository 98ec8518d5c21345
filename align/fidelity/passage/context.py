"""What every check is given: both articles with their sentences, beads, quantities and quotations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from align.document import Bead, NameEntry, ReprintKind
from align.fidelity.lexicon.glossary import Term
from align.fidelity.passage.comparison import Compared
from align.fidelity.passage.profile import Profile
from align.fidelity.passage.sides import Side
from align.fidelity.quantities import Quantity, match, same_value
from align.model import Coverage, Model, WordModel, word_model

RENDERED = 0.66  # a sentence this near to one of the other side renders it, whatever the beads say
NEAREST = 0.36  # so does one that is left alone as well, where neither has a nearer one


@dataclass(frozen=True, slots=True)
class Context:
    """A pair of aligned articles, ready to be checked.

    ``compared`` runs parallel to ``beads``; ``vectors`` are the sentences' unit vectors (source, target),
    when a model could embed them.
    """

    source: Side
    target: Side
    beads: tuple[Bead, ...]
    compared: tuple[Compared, ...]
    names: tuple[NameEntry, ...] = ()
    terms: tuple[Term, ...] = ()
    profile: Profile = field(default_factory=Profile)
    model: Model | None = None
    vectors: tuple[NDArray[np.float32], NDArray[np.float32]] | None = None
    covered: dict[Bead, Coverage | None] = field(default_factory=dict)
    reprint: ReprintKind = "close"
    cosines: list[tuple[float, float]] = field(default_factory=list)
    looking: list[WordModel | None] = field(default_factory=list)

    @property
    def words(self) -> WordModel | None:
        """The part of the model that looks at pairs word by word, with which the checks of wording were fitted;
        found once, since it takes long to see what a model can do."""
        if not self.looking:
            self.looking.append(word_model(self.model))
        return self.looking[0]

    @property
    def aligns_words(self) -> bool:
        """Whether the model can be asked which word renders which: of Japanese or Chinese and English."""
        languages = self.source.language, self.target.language
        known = self.source.cjk != self.target.cjk and "en" in languages
        return known and self.model is not None and "attend" in self.model.verbs

    def coverage(self, bead: Bead) -> Coverage | None:
        """The probability that each token of a bead is accounted for on the other side, worked out once;
        None where the model cannot say, or for passages that are empty or longer than an article's."""
        if bead not in self.covered:
            here, there = self.source.text(bead.source), self.target.text(bead.target)
            languages = self.source.language, self.target.language
            known = (
                self.source.cjk != self.target.cjk and "en" in languages and here.strip() and there.strip()
            )
            fits = known and max(len(here), len(there)) <= 2000
            words = self.words
            self.covered[bead] = words.coverage(here, there, *languages) if words and fits else None
        return self.covered[bead]

    def paired(self) -> Iterator[tuple[int, Bead]]:
        """The beads with both sides, with their index."""
        return ((at, bead) for at, bead in enumerate(self.beads) if bead.source and bead.target)

    @property
    def background(self) -> tuple[float, float]:
        """Mean and deviation of the cosines of all sentences of both sides, worked out once; (0, 1) without vectors."""
        if not self.cosines and self.vectors is not None and min(map(len, self.vectors)):
            cosines = self.vectors[0] @ self.vectors[1].T
            self.cosines.append((float(cosines.mean()), float(cosines.std())))
        return self.cosines[0] if self.cosines else (0.0, 1.0)

    @property
    def left_out(self) -> tuple[int, ...]:
        """Source sentences that no bead carries into the target."""
        carried = {at for _, bead in self.paired() for at in bead.source}
        return tuple(at for at in range(len(self.source.sentences)) if at not in carried)

    def unplaced(self) -> tuple[frozenset[int], frozenset[int]]:
        """Source and target sentences that no bead carries and that yet render each other: near as vectors, or each
        the other's nearest of all, or with two figures in common. They are the aligner's slips, not omissions and
        additions."""
        carried = {at for _, bead in self.paired() for at in bead.target}
        free = [at for at in range(len(self.target.sentences)) if at not in carried]
        found: list[tuple[int, int]] = []
        if not free:
            return frozenset(), frozenset()
        cosines = None if self.vectors is None else self.vectors[0] @ self.vectors[1].T
        for here in self.left_out:
            for there in free:
                near = cosines is not None and cosines[here, there] >= (
                    RENDERED
                    if cosines[here, there] < max(cosines[here].max(), cosines[:, there].max())
                    else NEAREST
                )
                if near or self._figures_in_common(here, there) >= 2:
                    found.append((here, there))
        return frozenset(here for here, _ in found), frozenset(there for _, there in found)

    def merged(self, here: int) -> bool:
        """Whether a source sentence that no bead carries went into the rendering of a sentence near by: a figure of it
        stands there that the other sentence does not have."""
        wanted = [one for one in self.source.quantities[here] if _telling(one)]
        near = {here - 2, here - 1, here + 1, here + 2}
        for _, bead in self.paired():
            if wanted and not near.isdisjoint(bead.source):
                own = self.source.numbers(bead.source)
                extra = [
                    one
                    for one in self.target.numbers(bead.target)
                    if _telling(one) and not any(same_value(other, one) for other in own)
                ]
                if match(wanted, extra).pairs:
                    return True
        return False

    def _figures_in_common(self, here: int, there: int) -> int:
        sides = [
            [one for one in side.quantities[at] if _telling(one)]
            for side, at in ((self.source, here), (self.target, there))
        ]
        return len(match(*sides).pairs)

    @property
    def condensed(self) -> bool:
        """Whether the target is a shortened version or one written anew, so that one more sentence missing is an
        editor's choice."""
        return self.reprint != "close"

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


def _telling(quantity: Quantity) -> bool:
    """Whether a figure is not one that stands in many a sentence."""
    return quantity.weight == "strong" and quantity.value >= 10
