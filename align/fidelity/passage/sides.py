"""One article of a pair, with what the checks ask of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from align.document import Article, Location, Sentence
from align.fidelity.passage.quotations import Quotation, quotations
from align.fidelity.quantities import Quantity, quantities
from align.languages.traits import unspaced


@dataclass(frozen=True, slots=True)
class Side:
    """An article sentence by sentence; all offsets are into ``article.text``."""

    article: Article
    sentences: tuple[Sentence, ...]
    language: str
    quantities: tuple[tuple[Quantity, ...], ...]
    quotations: tuple[Quotation, ...]

    @property
    def cjk(self) -> bool:
        """Whether the text is Japanese or Chinese."""
        return unspaced(self.language)

    def location(self, start: int, end: int, sentence: int | None = None) -> Location:
        """The place of a span, with the sentence that holds its start (-1: outside all)."""
        if sentence is None:
            at = bisect_right(self.sentences, start, key=lambda one: one.start) - 1
            sentence = at if at >= 0 and start < self.sentences[at].end else -1
        return Location(self.article.text[start:end], sentence, start, end)

    def whole(self, indexes: Sequence[int]) -> Location | None:
        """The place of a run of sentences, from the first one's start to the last one's end."""
        if not indexes:
            return None
        first, last = self.sentences[min(indexes)], self.sentences[max(indexes)]
        return self.location(first.start, last.end, min(indexes))

    def place(self, indexes: Sequence[int], begin: int, stop: int) -> Location:
        """The place of a span of some sentences' :meth:`text`; what crosses a sentence's end is cut there."""
        at = 0
        for index in indexes:
            sentence = self.sentences[index]
            if begin < at + len(sentence.text):
                start = sentence.start + max(0, begin - at)
                return self.location(start, min(sentence.end, sentence.start + stop - at), index)
            at += len(sentence.text) + (0 if self.cjk else 1)
        last = self.sentences[indexes[-1]]
        return self.location(last.start, last.end, indexes[-1])

    def text(self, indexes: Sequence[int]) -> str:
        """The sentences of one side of a bead, as one string."""
        return ("" if self.cjk else " ").join(self.sentences[at].text for at in indexes)

    def numbers(self, indexes: Sequence[int]) -> list[Quantity]:
        """The quantities of some sentences, in order."""
        return [quantity for at in indexes for quantity in self.quantities[at]]


def side(article: Article, sentences: Sequence[Sentence], language: str) -> Side:
    """An article made ready: its quantities and quotations found."""
    found = tuple(
        tuple(
            replace(one, start=one.start + sentence.start, end=one.end + sentence.start)
            for one in quantities(sentence.text, language)
        )
        for sentence in sentences
    )
    return Side(article, tuple(sentences), language, found, quotations(article.text, sentences))
