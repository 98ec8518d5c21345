"""Beads as text: vecalign's lines, hunalign's ladder, TSV and JSONL, written and read.

All of them are UTF-8. vecalign, TSV and JSONL keep scores and one-sided beads; the ladder keeps the order of
the target only, so it refuses blocks that were moved. A TSV of sentence texts alone is read by finding the
texts again among the sentences. TMX and XLIFF are in :mod:`align.formats.markup`. A further bead of a sentence that
serves two is marked in the first three: ``[3]:[0]:0.7100:also``; translation memories and ladders have main beads only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from align.document import Bead
from align.errors import InputError
from align.formats.cells import cell, uncell
from align.languages.traits import between

FORMATS = ("vecalign", "tsv", "jsonl", "tmx", "xliff", "ladder")
TSV_HEADER = "source\ttarget\tscore\tsource_text\ttarget_text"
TSV_ALSO = f"{TSV_HEADER}\talso"
VECALIGN_LINE = re.compile(
    r"\s*\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\]\s*(?::\s*((?!also\b)[^\s:]+))?\s*(?::\s*(also))?\s*$"
)
LADDER_LINE = re.compile(r"\d+\t\d+\t[-+.\deE]+$")


@dataclass(frozen=True, slots=True)
class Alignment:
    """Beads with the sentences they speak of and the two languages: what every format is written from."""

    source: Sequence[str]
    target: Sequence[str]
    beads: Sequence[Bead]
    source_language: str = "zh"
    target_language: str = "en"

    def texts(self, bead: Bead) -> tuple[str, str]:
        """The two sides of a bead as running text."""
        left = join((self.source[i] for i in bead.source), self.source_language)
        return left, join((self.target[j] for j in bead.target), self.target_language)


def join(sentences: Iterable[str], language: str) -> str:
    """Sentences as running text: with spaces where the language writes them."""
    return between(language).join(sentence.strip() for sentence in sentences)


def write(alignment: Alignment, form: str) -> str | bytes:
    """The alignment in one of FORMATS. Raises InputError when the format cannot carry it."""
    if form in ("tmx", "xliff"):
        from align.formats import markup

        return markup.tmx(alignment) if form == "tmx" else markup.xliff(alignment)
    if form not in FORMATS:
        raise InputError(form, "is no format of beads", f"known are: {', '.join(FORMATS)}")
    return {"vecalign": _vecalign, "tsv": _tsv, "jsonl": _jsonl, "ladder": _ladder}[form](alignment)


def _vecalign(alignment: Alignment) -> str:
    return "".join(
        f"{list(bead.source)}:{list(bead.target)}:{bead.score:.4f}{':also' if bead.also else ''}\n"
        for bead in alignment.beads
    )


def _tsv(alignment: Alignment) -> str:
    marked = any(bead.also for bead in alignment.beads)
    rows = [TSV_ALSO if marked else TSV_HEADER]
    for bead in alignment.beads:
        left, right = map(cell, alignment.texts(bead))
        row = f"{_numbers(bead.source)}\t{_numbers(bead.target)}\t{bead.score:.4f}\t{left}\t{right}"
        rows.append(f"{row}\t{'also' if bead.also else ''}" if marked else row)
    return "\n".join(rows) + "\n"


def _numbers(indices: Sequence[int]) -> str:
    return " ".join(map(str, indices))


def _jsonl(alignment: Alignment) -> str:
    lines = []
    for bead in alignment.beads:
        left, right = alignment.texts(bead)
        record: dict[str, object] = {
            "source": list(bead.source),
            "target": list(bead.target),
            "score": round(bead.score, 4),
        }
        if bead.also:
            record["also"] = True
        lines.append(json.dumps({**record, "source_text": left, "target_text": right}, ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines)


def _ladder(alignment: Alignment) -> str:
    """hunalign's ladder: a line at each rung, (source sentences passed, target sentences passed, score)."""
    rungs, at = [], (0, 0)
    for bead in in_source_order([bead for bead in alignment.beads if not bead.also]):
        if (bead.source and bead.source[0] != at[0]) or (bead.target and bead.target[0] != at[1]):
            reason = "the beads cross or leave sentences out"
            raise InputError(
                "ladder", f"{reason}, which a ladder cannot say", "choose vecalign, tsv or jsonl"
            )
        rungs.append(f"{at[0]}\t{at[1]}\t{bead.score:.4f}")
        at = (at[0] + len(bead.source), at[1] + len(bead.target))
    return "".join(f"{rung}\n" for rung in [*rungs, f"{at[0]}\t{at[1]}\t0"])


def in_source_order(beads: Sequence[Bead]) -> list[Bead]:
    """Beads along the diagonal: one-sided ones are placed where both sides have been passed."""
    two_sided = sorted((bead for bead in beads if bead.source and bead.target), key=lambda bead: bead.source)
    left = sorted((bead for bead in beads if not bead.target), key=lambda bead: bead.source)
    right = sorted((bead for bead in beads if not bead.source), key=lambda bead: bead.target)
    ordered = []
    for bead in two_sided:
        while left and left[0].source < bead.source:
            ordered.append(left.pop(0))
        while right and right[0].target < bead.target:
            ordered.append(right.pop(0))
        ordered.append(bead)
    return [*ordered, *left, *right]


def read(path: Path, source: Sequence[str] = (), target: Sequence[str] = ()) -> list[Bead]:
    """The beads in a file of any of FORMATS, told apart by their content.

    ``source`` and ``target`` are the sentences; only files that hold texts and no indices need them. Raises
    InputError naming file, line and what was expected.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(path, "is not UTF-8", "convert it, for example with `iconv -t utf-8`") from None
    if text.lstrip().startswith("<"):
        from align.formats import markup

        return markup.read(path, data, source, target)
    # Not splitlines: a form feed or U+2028 inside a sentence ends no line.
    lines = [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    if not lines:
        return []
    if VECALIGN_LINE.match(lines[0]):
        return [_read_vecalign(path, number, line) for number, line in enumerate(lines, 1)]
    if lines[0].startswith("{"):
        return [_read_json(path, number, line) for number, line in enumerate(lines, 1)]
    if lines[0] in (TSV_HEADER, TSV_ALSO):
        return [_read_row(path, number, line) for number, line in enumerate(lines[1:], 2)]
    if all(LADDER_LINE.match(line) for line in lines):
        return _read_ladder(path, lines)
    if all("\t" in line for line in lines):
        texts = [line.split("\t") for line in lines]
        return find_texts(path, [(uncell(cells[0]), uncell(cells[1])) for cells in texts], source, target)
    reason = f"line 1 is in no known form of beads ({lines[0][:40]!r})"
    raise InputError(path, reason, "write `[0, 1]:[0]` lines, a ladder, TSV, JSONL, TMX or XLIFF")


def _read_vecalign(path: Path, number: int, line: str) -> Bead:
    match = VECALIGN_LINE.match(line)
    if not match:
        raise InputError(path, f"line {number} is not `[0, 1]:[0]` ({line[:40]!r})", "mend the line")
    try:
        left, right = (
            tuple(sorted(int(i) for i in side.split(",") if i.strip())) for side in match.group(1, 2)
        )
        return Bead(left, right, float(match.group(3) or 0.0), match.group(4) is not None)
    except ValueError:
        raise InputError(path, f"line {number} holds no numbers ({line[:40]!r})", "mend the line") from None


def _read_json(path: Path, number: int, line: str) -> Bead:
    try:
        record = json.loads(line)
        score = float(record.get("score", 0.0))
        also = bool(record.get("also", False))
        return Bead(tuple(map(int, record["source"])), tuple(map(int, record["target"])), score, also)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        reason = f"line {number} is no bead ({error})"
        raise InputError(path, reason, 'write {"source": [0], "target": [0, 1]} on each line') from None


def _read_row(path: Path, number: int, line: str) -> Bead:
    cells = line.split("\t")
    try:
        left, right = (tuple(int(i) for i in cell.split()) for cell in cells[:2])
        return Bead(left, right, float(cells[2] or 0.0), cells[5:6] == ["also"])
    except (ValueError, IndexError):
        raise InputError(
            path, f"line {number} does not fit its header ({line[:40]!r})", "mend the line"
        ) from None


def _read_ladder(path: Path, lines: Sequence[str]) -> list[Bead]:
    rungs = [line.split("\t") for line in lines]
    beads = []
    for number, (here, after) in enumerate(pairwise(rungs), 2):
        left, right = range(int(here[0]), int(after[0])), range(int(here[1]), int(after[1]))
        if int(after[0]) < int(here[0]) or int(after[1]) < int(here[1]):
            raise InputError(path, f"line {number} steps back", "a ladder's numbers never fall")
        if left or right:
            beads.append(Bead(tuple(left), tuple(right), float(here[2])))
    return beads


def find_texts(
    path: Path, pairs: Sequence[tuple[str, str]], source: Sequence[str], target: Sequence[str]
) -> list[Bead]:
    """Pairs of texts as beads: each text is looked up among the sentences, spaces aside, onward from the last
    place it was found, then from the start. Raises InputError for a text that is not there."""
    finders = _Finder(source), _Finder(target)
    beads = []
    for number, (left, right) in enumerate(pairs, 1):
        sides = []
        for finder, text, name in zip(finders, (left, right), ("source", "target"), strict=True):
            found = finder.find(text)
            if found is None:
                reason = f"entry {number}: its {name} text is not among the sentences ({text[:40]!r})"
                raise InputError(path, reason, "put the sentences it was made from beside it")
            sides.append(found)
        beads.append(Bead(sides[0], sides[1]))
    return beads


class _Finder:
    """Looks texts up in a run of sentences and answers with the sentences they cover."""

    def __init__(self, sentences: Sequence[str]) -> None:
        dense = [re.sub(r"\s+", "", sentence) for sentence in sentences]
        self._text = "".join(dense)
        self._starts: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        at = 0
        for index, sentence in enumerate(dense):
            if sentence:
                self._starts[at] = index
                self._ends[at + len(sentence)] = index
            at += len(sentence)
        self._from = 0

    def find(self, text: str) -> tuple[int, ...] | None:
        dense = re.sub(r"\s+", "", text)
        if not dense:
            return ()
        for begin in (self._from, 0):
            at = self._text.find(dense, begin)
            while at >= 0:
                if at in self._starts and at + len(dense) in self._ends:
                    self._from = at + len(dense)
                    return tuple(range(self._starts[at], self._ends[self._from] + 1))
                at = self._text.find(dense, at + 1)
        return None
