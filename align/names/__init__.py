"""Names: mentions, readings, and every name followed from source to reprint."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from align.document import Article, Bead, NameEntry, Reading, Sentence
from align.errors import AlignWarning
from align.names.follow.corpus import corpus_ledger

if TYPE_CHECKING:
    from align.model import Model

__all__ = ["corpus_ledger", "ledger", "rank", "readings"]
_IN_PARTS = "\u3400-\u9fff々ぁ-ゖケヶノ"  # what parts of Japanese names are written in
_LONE = 0.05  # names that are less likely one part are read as full names only


def readings(text: str, language: str = "ja") -> list[Reading]:
    """The ways a written name may be said, likeliest first, weights summing to at most 1.

    ``language`` is that of the text the name stands in (``ja``, ``zh``, ``zh-Hant``). A person of the
    shipped alias list is read as that person first. Empty for what is no name: no kana, no hanzi.
    """
    from align.names.lists.glossary import shipped
    from align.names.reading.romanize import same_person
    from align.names.verdict.match import all_readings

    found = list(all_readings(text, language))
    if language == "ja":
        found = _with_part_readings(text, found)
    known = shipped("ja" if language == "ja" else "zh").of(text)
    if known is None or known.kind != "person" or any(c.isascii() and c.isalpha() for c in text):
        return found
    same = next((r for r in found if same_person(r.romanized, known.english)), None)
    rest = [replace(r, weight=0.1 * r.weight) for r in found if r is not same]
    kept = replace(same, weight=0.9) if same else Reading(known.english, 0.9, "alias list")
    return [
        replace(kept, romanized=known.english, route=f"alias list, {kept.route}" if same else kept.route),
        *rest,
    ]


def _with_part_readings(text: str, found: list[Reading]) -> list[Reading]:
    """The readings with those of a lone name part, which come first where the name is rather one than a full
    name."""
    from align.names.reading.japanese import lone_part_readings, lone_share
    from align.names.reading.romanize import newspaper

    if not re.fullmatch(f"[{_IN_PARTS}]*[\u3400-\u9fff々][{_IN_PARTS}]*", text):
        return found
    lone = lone_share(text)
    share = 0.8 * lone if lone > 0.5 else lone / 2  # most of what is asked for are full names
    if share < _LONE:
        return found
    whole = [
        Reading(newspaper(kana), share * weight, route, kana=kana)
        for kana, weight, route in lone_part_readings(text)
    ]
    seen = {reading.kana for reading in whole}
    rest = [replace(r, weight=(1 - share) * r.weight) for r in found if r.kana is None or r.kana not in seen]
    if lone > 0.5:
        return [*whole, *rest]
    return sorted([*whole, *rest], key=lambda reading: -reading.weight)


def rank(text: str, candidates: Sequence[str], language: str = "ja") -> list[tuple[str, float]]:
    """The candidates by how well their spelling fits the name, best first, scores between 0 and 1."""
    from align.names.verdict.match import fits

    found = [(fit.candidate, fit.score) for fit in fits(text, candidates, language)]
    return sorted(found, key=lambda item: -item[1])


def ledger(
    source: Article,
    target: Article,
    source_sentences: Sequence[Sentence],
    target_sentences: Sequence[Sentence],
    beads: Sequence[Bead],
    model: Model | None = None,
    *,
    glossary: Path | None = None,
    order: str | None = None,
) -> tuple[NameEntry, ...]:
    """Every name of the source followed into the target, in order of first mention.

    ``glossary`` is a TSV or TBX file whose names go before the shipped alias list; ``order`` the house
    style for Japanese persons (``given name first`` or ``surname first``). A source in English and a
    target in Japanese or Chinese are followed the other way round, entries still by source name.
    Empty when not exactly one of the two is Japanese or Chinese. Raises InputError when the glossary is broken, and
    warns (AlignWarning) of what it gives twice.
    """
    from align.names.follow.ledger import follow
    from align.names.follow.reverse import turned
    from align.names.lists.glossary import with_glossary

    # Too short a text is in no language that could be told; beside a Japanese or Chinese one it is English.
    asian = ("ja", "zh", "zh-Hant")
    forward, backward = source.language in asian, target.language in asian
    known = with_glossary(glossary, source.language if forward else target.language)
    for message in known.warnings:
        warnings.warn(message, AlignWarning, stacklevel=2)
    if forward and not backward:
        return follow(source, target, source_sentences, target_sentences, beads, known, model, order)
    if backward and not forward:
        mirrored = [Bead(bead.target, bead.source, bead.score) for bead in beads]
        entries = follow(target, source, target_sentences, source_sentences, mirrored, known, model, order)
        return turned(entries)
    return ()
