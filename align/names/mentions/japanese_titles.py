"""Titles behind Japanese names: 総書記, 元村長, 衆院議員."""

from __future__ import annotations

import re
from functools import cache

from align.languages import lexicon


@cache
def titles() -> frozenset[str]:
    """The titles that follow Japanese personal names."""
    return frozenset(lexicon.words("ja", "titles.txt"))


def untitled_length(text: str) -> int:
    """The length of a name without a title that the dictionary holds as part of it (トランプ大統領, 金氏)."""
    for title in titles():
        if text.endswith(title) and len(text) > len(title):
            rest = text[: -len(title)]
            longer = any(rest.endswith(other) for other in titles() if len(other) > 1)
            return untitled_length(rest) if longer else len(rest)
    return len(text)


def is_title(text: str) -> bool:
    return any(text.startswith(title) for title in titles()) if text else False


def title_after(after: str) -> str | None:
    """The longest title that the text after a name begins with, a country or office before it included."""
    match = re.match("[\u3400-\u9fffァ-ヺー]{0,12}", after)
    head = match.group() if match else ""
    best = None
    for end in range(1, len(head) + 1):
        if any(
            head[:end].endswith(title) and end - len(title) <= 8 for title in titles() if len(title) <= end
        ):
            best = head[:end]
    if best is None:
        best = next((t for t in ("氏", "さん", "ちゃん") if after.startswith(t)), None)
    return best
