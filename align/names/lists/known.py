"""Where the names of a list stand in a text: looked for by their first two characters, so that most are passed over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from align.document import MentionKind

Numbered = tuple[int, str, MentionKind]


def by_head(known: Sequence[tuple[str, MentionKind]]) -> dict[str, list[Numbered]]:
    """The known names, numbered as they come, by their first two characters."""
    heads: dict[str, list[Numbered]] = defaultdict(list)
    for number, (name, kind) in enumerate(known):
        heads[name[:2]].append((number, name, kind))
    return heads


def known_in(text: str, heads: Mapping[str, Sequence[Numbered]]) -> Iterator[tuple[int, int, MentionKind]]:
    """Where the known names that :func:`by_head` sorted stand, with their kinds, in the order of the list."""
    there = {text[at : at + length] for at in range(len(text)) for length in (1, 2)}
    for _, name, kind in sorted(one for head in there & heads.keys() for one in heads[head]):
        at = text.find(name)
        while at >= 0:
            yield at, at + len(name), kind
            at = text.find(name, at + len(name))
