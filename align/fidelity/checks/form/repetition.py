"""Words that stand twice in a row: "the the"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.document import Finding
from align.fidelity.checks.check import Check, Example
from align.fidelity.passage.context import Context

_TWICE = re.compile(r"\b(?P<word>[A-Za-z]{2,}(?:\s[A-Za-z]{2,}){0,3})\s+(?P=word)\b", re.IGNORECASE)
_MEANT = frozenset(
    {"had", "that", "bora", "very", "so", "ha", "no", "blah", "bye", "long", "many", "knock", "hear"}
)
_TWICE_CJK = re.compile(
    r"(?P<word>[一-鿿]{3,})(?P=word)|(?P<part>[をがにはへでとのてた])(?P=part)(?![ぁ-ん])"
)


def _find(context: Context) -> Iterator[Finding]:
    pattern = _TWICE_CJK if context.target.cjk else _TWICE
    for at, sentence in enumerate(context.target.sentences):
        for match in pattern.finditer(sentence.text):
            word = match["word"] or match[0]
            first, second = match[0][: len(word)], match[0][-len(word) :]
            if word.lower() in _MEANT or (word[0].isupper() and first == second and " " not in word):
                continue  # Bora Bora, Duran Duran
            yield CHECK.finding(
                "minor",
                f"“{word}” stands twice.",
                target=context.target.location(
                    sentence.start + match.start(), sentence.start + match.end(), at
                ),
                expected=word,
            )


CHECK = Check(
    id="repetition",
    title="Repetition",
    summary="words that stand twice in a row",
    why="A slip of editing.",
    categories=("fluency/grammar",),
    severities=("minor",),
    examples=(
        Example("会議は終わった。", "The meeting is over."),
        Example("会議は終わった。", "The the meeting is over.", "The the"),
        Example("会議は長い。", "It had had its day."),
    ),
    find=_find,
)
