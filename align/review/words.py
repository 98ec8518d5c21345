"""Where each word of a source passage is rendered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from align.document import Bead, NameEntry, Report, Sentence
from align.languages.traits import between
from align.model import Model
from align.model.protocol import Composed, SuggestsWords

LEAST = 0.2  # of a word's weight: what less of it goes to is no rendering
MOST = 3  # likely words that are shown
LONGEST = 2000  # characters of a side: a longer bead is no bead


def rendered_words(report: Report, bead: Bead, model: Model) -> list[dict[str, Any]]:
    """For each word of a bead's source side: its sentence and offsets there, the places in the reprint that render it
    (the same way, with a weight between 0 and 1), for a name what it is expected to be called, for any other word
    what it is likely to be in the reprint's language.

    Empty where the model has no word alignment.
    """
    sides = (
        [report.source_sentences[at] for at in bead.source],
        [report.target_sentences[at] for at in bead.target],
    )
    languages = report.source.language, report.target.language
    source, target = (_joined(side, language) for side, language in zip(sides, languages, strict=True))
    if "attend" not in model.verbs or not sides[0] or not sides[1] or max(len(source), len(target)) > LONGEST:
        return []
    part: object = model.word_part() if isinstance(model, Composed) else model
    speaker = part if isinstance(part, SuggestsWords) else None
    attention = model.attend(source, target, *languages)
    starts = _starts(sides[0], languages[0]), _starts(sides[1], languages[1])
    words = []
    for column, (start, end) in enumerate(attention.source_offsets):
        weights = attention.weights[:, column]
        to = [
            {
                **_place(bead.target, starts[1], *attention.target_offsets[row]),
                "weight": round(float(weights[row]), 3),
            }
            for row in range(len(weights))
            if weights[row] >= LEAST
        ]
        place = _place(bead.source, starts[0], start, end)
        expected = _expected(report.names, sides[0], starts[0], start, end)
        word = source[start:end]
        likely = speaker.likely_words(word, *languages, MOST) if speaker and not expected else []
        words.append({**place, "to": to, "expected": expected, "likely": likely})
    return words


def _joined(sentences: Sequence[Sentence], language: str) -> str:
    return between(language).join(one.text for one in sentences)


def _starts(sentences: Sequence[Sentence], language: str) -> list[int]:
    """Where each sentence begins in the joined text."""
    found, at = [], 0
    for one in sentences:
        found.append(at)
        at += len(one.text) + len(between(language))
    return found


def _place(indexes: Sequence[int], starts: Sequence[int], start: int, end: int) -> dict[str, int]:
    number = max(at for at in range(len(starts)) if starts[at] <= start)
    return {"sentence": indexes[number], "start": start - starts[number], "end": end - starts[number]}


def _expected(
    names: Sequence[NameEntry], sentences: Sequence[Sentence], starts: Sequence[int], start: int, end: int
) -> str | None:
    """What a name that covers this stretch is expected to be called."""
    number = max(at for at in range(len(starts)) if starts[at] <= start)
    offset = sentences[number].start - starts[number]
    first, last = start + offset, end + offset
    for entry in names:
        if entry.expected and any(one.start < last and one.end > first for one in entry.mentions):
            return entry.expected
    return None
