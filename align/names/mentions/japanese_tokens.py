"""Sudachi's words of a sentence, and the known names that are made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from align.document import MentionKind
from align.names.lists.glossary import normal_form
from align.names.reading.japanese import sudachi
from align.names.reading.variants import usual_forms


@cache
def _tokenizer() -> Any:
    import sudachipy

    return sudachi().tokenizer(mode=sudachipy.SplitMode.C)


@dataclass(frozen=True, slots=True)
class Token:
    """One of Sudachi's words with its place in the sentence; ``unknown`` when no dictionary holds it."""

    text: str
    start: int
    end: int
    pos: tuple[str, ...]
    unknown: bool

    @property
    def person(self) -> bool:
        """Whether it is tagged as part of a person's name."""
        return self.pos[2] == "人名"

    @property
    def noun(self) -> bool:
        """Whether it is a noun or suffix, numbers aside."""
        return self.pos[0] in ("名詞", "接尾辞") and self.pos[1] not in ("数詞",)


def tokenize(text: str) -> list[Token]:
    """The words of a sentence in order (of its first 12,000 characters)."""
    head = text[:12000]  # Sudachi takes at most 49,149 bytes
    return [
        Token(m.surface(), m.begin(), m.end(), tuple(m.part_of_speech()), m.is_oov())
        for m in _tokenizer().tokenize(head if head.isascii() else usual_forms(head))
    ]


def listed_end(tokens: list[Token], at: int, known: Mapping[str, MentionKind]) -> int:
    """The end of the longest known name that begins at a token; ``at`` when none does. A single character
    may be a known name (米) only by what the tagger says."""
    key, best = "", at
    for end in range(at, min(at + 8, len(tokens))):
        key += normal_form(tokens[end].text)
        if len(key) > 1 and key in known:
            best = end + 1
    return best


def unjoined(tokens: list[Token], known: Mapping[str, MentionKind]) -> list[Token]:
    """The tokens with the last kanji of a known name cut off the word after it: 中谷元 in 中谷 元防衛相."""
    found: list[Token] = []
    for token in tokens:
        before = found[-1] if found else None
        joined = before is not None and before.person and before.end == token.start and len(token.text) > 2
        if (
            joined
            and before
            and token.text[0] in "元前新"
            and normal_form(before.text + token.text[0]) in known
        ):
            cut = token.start + 1
            found.append(replace(token, text=token.text[0], end=cut, unknown=True))
            token = replace(token, text=token.text[1:], start=cut)
        found.append(token)
    return found


def all_listed(tokens: list[Token], at: int, end: int, known: Mapping[str, MentionKind]) -> bool:
    """Whether some tokens are known names one after another: 中国 and 外務省."""
    while at < end and (stop := listed_end(tokens, at, known)) > at:
        at = stop
    return at == end


def cut_title(tokens: Sequence[Token], at: int) -> bool:
    """Whether a title begins here that the tagger takes apart: 魏哲家董事長 names no 董."""
    return "".join(token.text for token in tokens[at : at + 3]).startswith(("董事", "総経理", "党書記"))
