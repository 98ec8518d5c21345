"""Word alignment against hand-made gold: the alignment error rate of a model's `attend`.

Gold comes as a folder of ``src.txt`` and ``tgt.txt`` (words apart by spaces, one sentence a line) and
``gold.pharaoh`` (``0-1`` a sure link, ``0p1`` a possible one, 0-based, source first). With A the links found,
S the sure and P the sure and possible ones, the alignment error rate is 1 - (A∩S + A∩P) / (A + S) in numbers
of links (Och and Ney, 2003), over all sentences together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from align.errors import InputError
from align.languages.traits import between
from align.model.protocol import Attention, Model, Offsets, attend_all

Links = frozenset[tuple[int, int]]
LINK = re.compile(r"(\d+)([-p])(\d+)")


@dataclass(frozen=True, slots=True)
class WordGold:
    """One hand-aligned sentence pair; links are (source word, target word); sure ones are possible, too."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    sure: Links
    possible: Links


@dataclass(frozen=True, slots=True)
class WordAlignmentFigures:
    """What was measured over ``sentences`` sentence pairs, each between 0 and 1."""

    error_rate: float
    precision: float
    recall: float
    sentences: int


def read_pharaoh(line: str) -> tuple[Links, Links]:
    """The sure links, and the sure and possible ones, of one line. Raises ValueError for anything else."""
    sure, possible = set(), set()
    for item in line.split():
        match = LINK.fullmatch(item)
        if match is None:
            raise ValueError(f"`{item}` is no link like 0-1 or 0p1")
        link = (int(match[1]), int(match[3]))
        possible.add(link)
        if match[2] == "-":
            sure.add(link)
    return frozenset(sure), frozenset(possible)


def read_word_gold(folder: Path) -> list[WordGold]:
    """The hand-aligned sentences of one folder. Raises InputError when files are missing or do not match."""
    names = ("src.txt", "tgt.txt", "gold.pharaoh")
    lines = []
    for name in names:
        path = folder / name
        try:
            lines.append(path.read_text(encoding="utf-8").splitlines())
        except (OSError, UnicodeDecodeError) as error:
            reason = f"cannot be read ({error})"
            raise InputError(path, reason, f"a folder with {', '.join(names)} is needed") from None
    if len({len(each) for each in lines}) != 1:
        counts = ", ".join(f"{name} {len(each)}" for name, each in zip(names, lines, strict=True))
        raise InputError(folder, f"the files differ in lines: {counts}", "one line a sentence pair in each")
    gold = []
    for number, (source, target, links) in enumerate(zip(*lines, strict=True), 1):
        words = (tuple(source.split()), tuple(target.split()))
        try:
            sure, possible = read_pharaoh(links)
        except ValueError as error:
            raise InputError(
                f"{folder / 'gold.pharaoh'}:{number}", str(error), "see Pharaoh format"
            ) from None
        if any(left >= len(words[0]) or right >= len(words[1]) for left, right in possible):
            reason = "a link points beyond the sentence"
            raise InputError(f"{folder / 'gold.pharaoh'}:{number}", reason, "links count words from 0")
        gold.append(WordGold(*words, sure, possible))
    return gold


def alignment_error_rate(
    gold: Iterable[tuple[Links, Links]], predicted: Iterable[Links]
) -> WordAlignmentFigures:
    """Error rate, precision (of possible links) and recall (of sure links) over all sentences together."""
    in_sure = in_possible = answered = wanted = sentences = 0
    for (sure, possible), links in zip(gold, predicted, strict=True):
        in_sure += len(links & sure)
        in_possible += len(links & possible)
        answered += len(links)
        wanted += len(sure)
        sentences += 1
    return WordAlignmentFigures(
        error_rate=1 - (in_sure + in_possible) / max(1, answered + wanted),
        precision=in_possible / max(1, answered),
        recall=in_sure / max(1, wanted),
        sentences=sentences,
    )


def joined(words: Sequence[str], language: str) -> tuple[str, Offsets]:
    """The sentence as it would be printed, and its words' character spans."""
    space = between(language)
    spans, at = [], 0
    for word in words:
        spans.append((at, at + len(word)))
        at += len(word) + len(space)
    return space.join(words), tuple(spans)


def overlaps(words: Offsets, tokens: Offsets) -> NDArray[np.bool_]:
    """Which tokens touch which words, bool [words, tokens]."""
    left, right = np.array(words).reshape(-1, 2), np.array(tokens).reshape(-1, 2)
    return (left[:, :1] < right[:, 1]) & (right[:, 0] < left[:, 1:])


def word_links(attention: Attention, source: Offsets, target: Offsets, threshold: float) -> Links:
    """The word links (source, target) of which some pair of tokens has at least `threshold` of weight."""
    of_target = overlaps(target, attention.target_offsets)
    of_source = overlaps(source, attention.source_offsets)
    strong = (attention.weights >= threshold).astype(np.float32)
    linked = of_target.astype(np.float32) @ strong @ of_source.T.astype(np.float32) > 0
    return frozenset((int(left), int(right)) for right, left in np.argwhere(linked))


def evaluate_words(
    model: Model, gold: Sequence[WordGold], source_language: str, threshold: float = 0.2
) -> WordAlignmentFigures:
    """The alignment error rate of a model's `attend` on hand-aligned sentences, English being the target."""
    sides = [(joined(each.source, source_language), joined(each.target, "en")) for each in gold]
    sources, targets = [source for (source, _), _ in sides], [target for _, (target, _) in sides]
    attentions = attend_all(model, sources, targets, source_language, "en")
    predicted = [
        word_links(attention, source_words, target_words, threshold)
        for attention, ((_, source_words), (_, target_words)) in zip(attentions, sides, strict=True)
    ]
    return alignment_error_rate([(each.sure, each.possible) for each in gold], predicted)
