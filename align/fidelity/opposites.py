"""English words that say opposite things: buy and sell, rose and fell, north and south."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

WORD = re.compile(r"(?<![\w'’-])[a-z]+(?![\w'’-])")


@cache
def opposites() -> Mapping[str, tuple[str, ...]]:
    """The opposites of a lower-case word form, in the same form."""
    found: dict[str, list[str]] = defaultdict(list)
    text = files("align.fidelity").joinpath("data", "opposites.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        one, other = (column.split() for column in line.split("\t"))
        for here, there in zip(one, other, strict=True):
            found[here].append(there)
            found[there].append(here)
    return {word: tuple(dict.fromkeys(words)) for word, words in found.items()}
