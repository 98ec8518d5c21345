"""Two texts that render each other, as a bilingual file holds them, and which of its languages are meant."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from align.errors import AlignWarning
from align.languages.traits import partners
from align.read.language import normalize_language


@dataclass(frozen=True, slots=True)
class Segment:
    """A source text and its translation, with the languages that the file names (empty: none), the document they
    are of, and a score as written, if there is one."""

    source_language: str
    target_language: str
    source: str
    target: str
    document: str
    score: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """The languages that a caller asks for; None for what the file itself is to say."""

    source: str | None = None
    target: str | None = None


def choose(languages: Sequence[str], wanted: Wanted, named: str | None) -> tuple[int, int] | None:
    """Which two of a unit's languages are its source and its target; None where one is missing.

    A tag is met by any of its language, ``ja`` by ``ja-JP``. What is asked for goes before what the file names its
    source, that before the order of the file; of several targets, English goes with Japanese or Chinese.
    """
    source = meant(languages, wanted.source, ())
    target = meant(languages, wanted.target, () if source is None else (source,))
    if (wanted.source and source is None) or (wanted.target and target is None):
        return None
    if source is None:
        source = meant(languages, named, () if target is None else (target,))
    if source is None:
        if named and named != "*all*":
            return None
        source = next((at for at in range(len(languages)) if at != target), None)
    if source is None:
        return None
    if target is None:
        others = [at for at in range(len(languages)) if at != source and languages[at] != languages[source]]
        renderings = partners(normalize_language(languages[source]))
        known = [at for at in others if normalize_language(languages[at]) in renderings]
        target = next(iter(known or others), None)
    return None if target is None else (source, target)


def meant(languages: Sequence[str], tag: str | None, taken: Sequence[int] = ()) -> int | None:
    """Where the first language stands that a tag means: the same tag, else one of the same language, as ``ja-JP`` is
    of ``ja``. None for no tag, for TMX's ``*all*``, and where there is none."""
    if not tag or tag == "*all*":
        return None
    free = [at for at in range(len(languages)) if at not in taken]
    same = [at for at in free if languages[at].lower() == tag.lower()]
    meant = normalize_language(tag)
    alike = [at for at in free if _alike(languages[at], tag, meant)]
    return next(iter(same or alike), None)


def _alike(language: str, tag: str, meant: str | None) -> bool:
    if meant == "other":
        return language.lower().split("-")[0] == tag.lower().split("-")[0]
    return normalize_language(language) == meant


def tell_left_out(path: Path, left_out: Counter[str]) -> None:
    """Warn of the units of a file that were left out, by reason."""
    for reason, count in left_out.items():
        said = f"{count} unit{'s' if count > 1 else ''} left out: {reason}"
        warnings.warn(f"{path}: {said}", AlignWarning, stacklevel=3)
