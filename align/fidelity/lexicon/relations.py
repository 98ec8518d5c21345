"""Cause and effect: two parts of a sentence and how it joins them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Relation:
    """``first`` is the cause, ``second`` the effect: spans of a text."""

    first: tuple[int, int]
    second: tuple[int, int]


# A construction: its words, without which it is not looked for (most sentences have none of them), and its pattern, in
# which a is the cause, b the effect.
_PATTERNS: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        (
            r"(?i:because|since)",
            r"(?:^|[.;,”] ?)(?i:because|since) (?!of\b)(?P<a>[^,;.]{3,120}), (?P<b>[^;.]{3,150})",
        ),
        (r"because", r"(?P<b>[^;.,]{3,150}?) because (?!of\b)(?P<a>[^;.,]{3,120})"),
        (
            r"(?:because|result) of|(?:due|owing) to|caused by|blamed on|attributed to|stemm",
            r"(?P<b>[^;.,]{3,150}?) (?:because of|due to|owing to|as a result of|caused by|blamed on|attributed to"
            r"|stemm\w+ from) (?P<a>[^;.,]{3,120})",
        ),
        (
            r"led to|resulted in|caused|triggered|brought about",
            r"(?P<a>[^;.,]{3,150}?) (?:led to|resulted in|caused(?! by)|triggered|brought about) (?P<b>[^;.,]{3,120})",
        ),
    ),
    "zh": (
        (r"由于", r"由于(?P<a>[^。；]{2,50}?)，(?P<b>[^。；]{2,60})"),
        (r"因", r"因(?:为)?(?P<a>[^，。；]{2,40}?)(?:而|，)(?P<b>[^。；，]{2,60})"),
        (
            r"引发|所致|造成|导致",
            r"(?P<b>[^，。；]{1,40})(?:系|是由|由)(?P<a>[^。；，]{2,60}?)(?:引发|所致|造成|导致)",
        ),
        (
            r"由于|源于|缘于|归因于",
            r"(?P<b>[^，。；]{2,40})(?:主要)?(?:由于|源于|缘于|归因于)(?P<a>[^。；，]{2,50})",
        ),
        (
            r"导致|引发|造成|致使",
            r"(?P<a>[^，。；系由]{2,50}?)(?:导致|引发|造成|致使)(?:了)?(?P<b>[^。；，]{2,50})",
        ),
    ),
    "ja": (
        (
            r"ため|ので|ことから",
            r"(?P<a>[^。「」、]{2,50})(?:ため|ので|ことから)、?(?P<b>[^。」]{2,60})",
        ),
        (
            r"による|が原因|のため",
            r"(?P<b>[^、。「」は]{2,40})は、?(?P<a>[^。」、は]{2,50}?)(?:による(?:もの)?|が原因|のため)(?:だ|で|と|。)",
        ),
    ),
}


def relations(text: str, language: str) -> Iterator[Relation]:
    """The relations that a text states, construction by construction; one place may be read in several ways."""
    for words, pattern in _compiled(language.removesuffix("-Hant")):
        for match in pattern.finditer(text) if words.search(text) else ():
            yield Relation(match.span("a"), match.span("b"))


@cache
def _compiled(language: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    patterns = _PATTERNS.get(language, ())
    return tuple((re.compile(words), re.compile(pattern)) for words, pattern in patterns)
