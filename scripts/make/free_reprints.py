#!/usr/bin/env python3
"""Make free reprints with known truth from aligned texts, to fit the aligner's prices for them.

A free reprint has a lead of its own, other order, cut background, sentences that say two at once, and sentences that
only lead on. Each document of GOLD (DOC/{src,tgt,gold}.txt) is taken in pieces of about twenty beads; what an editor
does is done to the English of each, by chance: a bead is moved to the front, runs of beads change places, beads are
cut, two neighbours become one sentence, a sentence becomes two, clauses and words fall away, and sentences that lead
on come in. The source stays as it is.

usage: scripts/make/free_reprints.py GOLD OUT [--seed N] [--every N] [--copies N]
"""

from __future__ import annotations

import argparse
import random
import re
import zlib
from dataclasses import dataclass, replace
from pathlib import Path

from align.evaluate.bead_folders import read_gold

PIECE = 20  # beads
CUT, MOVED_TO_FRONT, MERGED, SPLIT, SHORTENED, WORD_LOST, LED_ON = 0.12, 0.5, 0.12, 0.1, 0.4, 0.06, 0.07
RUNS_MOVED = (2, 5)
LEADING_ON = (
    "But that may not be enough.", "Not all agree.", "Few doubt it.", "There are other worries.",
    "It is not the first time.", "The reasons are many.", "Much depends on what comes next.",
    "Others were more cautious.", "The mood was grim.", "The picture is mixed.", "Help may be on its way.",
    "Then came the surprise.", "Critics see it differently.", "Prices tell the story.", "The stakes are high.",
    "Opinions differ.", "That is only half of the story.", "Money is one problem.", "Nor is that all.",
    "Rivals are not standing still.", "The timing is awkward.", "Questions remain.", "Some have already acted.",
    "The opposition was quick to respond.", "Abroad, the view is another.", "Things look better elsewhere.",
    "The plan has a long history.", "The weather did not help.", "Experts were divided.",
)  # fmt: skip
_CLAUSE = re.compile(r"(?<=[,;]) ")
_CUT_HERE = re.compile(r"(?:,|;)? (?:and|but|while|as|after|which|with|when) |; ")


@dataclass(frozen=True)
class Unit:
    """Source sentences and what the reprint makes of them."""

    source: tuple[int, ...]
    english: tuple[str, ...]


def edited(units: list[Unit], chance: random.Random) -> list[Unit]:
    """What an editor makes of a piece: its units in the order of the reprint."""
    kept = [unit for unit in units if unit.english and chance.random() >= CUT]
    merged: list[Unit] = []
    for unit in kept:
        last = merged[-1] if merged else None
        if last and len(last.source) == 1 == len(unit.source) and chance.random() < MERGED:
            first, second = (shortened(" ".join(each.english), chance) for each in (last, unit))
            merged[-1] = Unit(last.source + unit.source, (f"{first.rstrip('.')}, and {second}",))
        else:
            merged.append(unit)
    for _ in range(chance.randint(*RUNS_MOVED)):
        size, place = chance.randint(1, 3), chance.randrange(len(merged))
        run, rest = merged[place : place + size], merged[:place] + merged[place + size :]
        goal = chance.randint(0, len(rest))
        merged = rest[:goal] + run + rest[goal:]
    if chance.random() < MOVED_TO_FRONT:
        merged.insert(0, merged.pop(chance.randrange(min(6, len(merged)))))
    result = []
    for unit in merged:
        if chance.random() < LED_ON:
            result.append(Unit((), (chance.choice(LEADING_ON),)))
        result.append(replace(unit, english=reworded(unit.english, chance)))
    return result


def reworded(english: tuple[str, ...], chance: random.Random) -> tuple[str, ...]:
    if len(english) == 1 and chance.random() < SPLIT:
        english = halves(english[0], chance)
    return tuple(
        thinned(shortened(each, chance) if chance.random() < SHORTENED else each, chance) for each in english
    )


def shortened(sentence: str, chance: random.Random) -> str:
    """Without one of its clauses, not the longest."""
    clauses = _CLAUSE.split(sentence)
    if len(clauses) < 2:
        return sentence
    longest = max(range(len(clauses)), key=lambda each: len(clauses[each]))
    lost = chance.choice([each for each in range(len(clauses)) if each != longest])
    return " ".join(clauses[:lost] + clauses[lost + 1 :]).rstrip(",;. ") + "."


def halves(sentence: str, chance: random.Random) -> tuple[str, ...]:
    places = [cut for cut in _CUT_HERE.finditer(sentence) if 25 < cut.start() < len(sentence) - 25]
    if not places:
        return (sentence,)
    cut = chance.choice(places)
    return sentence[: cut.start()].rstrip(",;") + ".", sentence[cut.end() :][:1].upper() + sentence[
        cut.end() + 1 :
    ]


def thinned(sentence: str, chance: random.Random) -> str:
    words = [word for word in sentence.split() if any(map(str.isdigit, word)) or chance.random() >= WORD_LOST]
    return " ".join(words) or sentence


def write(folder: Path, source: list[str], units: list[Unit], reprint: list[Unit]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    english: list[str] = []
    gold = []
    for unit in reprint:
        gold.append((list(unit.source), list(range(len(english), len(english) + len(unit.english)))))
        english += unit.english
    rendered = {each for unit in reprint for each in unit.source}
    gold += [([each], []) for unit in units for each in unit.source if each not in rendered]
    for name, lines in (
        ("src", source),
        ("tgt", english),
        ("gold", [f"{left}:{right}" for left, right in gold]),
    ):
        (folder / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--every", type=int, default=1, help="one of so many documents, by a hash of their names"
    )
    parser.add_argument("--copies", type=int, default=1)
    args = parser.parse_args()
    for document in read_gold(args.gold):
        if zlib.crc32(Path(document.name).name.encode()) % args.every:
            continue
        units = [
            Unit(bead.source, tuple(document.target.sentences[each] for each in bead.target))
            for bead in sorted(document.beads, key=lambda bead: bead.source)
            if bead.source
        ]
        for low in range(0, max(1, len(units) - PIECE // 2), PIECE):
            piece = units[low : low + PIECE] if low + PIECE * 3 // 2 < len(units) else units[low:]
            numbers = {old: new for new, old in enumerate(each for unit in piece for each in unit.source)}
            own = [replace(unit, source=tuple(numbers[each] for each in unit.source)) for unit in piece]
            source = [document.source.sentences[old] for old in numbers]
            for copy in range(args.copies):
                chance = random.Random(f"{args.seed} {document.name} {low} {copy}")
                write(
                    args.out / f"{document.name.replace('/', '_')}_{low}_{copy}",
                    source,
                    own,
                    edited(own, chance),
                )


if __name__ == "__main__":
    main()
