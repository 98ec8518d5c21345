"""Two parts of a sentence and how it joins them: cause and effect, what is denied and what is affirmed instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

Kind = Literal["cause", "contrast"]


@dataclass(frozen=True, slots=True)
class Relation:
    """``first`` is the cause or what is denied, ``second`` the effect or what holds instead: spans of a text."""

    kind: Kind
    first: tuple[int, int]
    second: tuple[int, int]


# A construction: its words, without which it is not looked for (most sentences have none of them), and its pattern, in
# which a is the cause or the denied part, b the effect or the affirmed one.
_PATTERNS: dict[str, tuple[tuple[Kind, str, str], ...]] = {
    "en": (
        (
            "contrast",
            r"not",
            r"\bnot (?!only\b)(?P<a>[^,;:.]{3,80}?),? but (?:rather )?(?P<b>[^,;:.]{3,100})",
        ),
        (
            "contrast",
            r"rather than|instead of|not",
            r"(?P<b>[^,;:.]{3,120}?),? (?:rather than|instead of|and not|not) (?!only\b|just\b|merely\b)"
            r"(?P<a>[^,;:.]{3,120})",
        ),
        (
            "cause",
            r"(?i:because|since)",
            r"(?:^|[.;,”] ?)(?i:because|since) (?!of\b)(?P<a>[^,;.]{3,120}), (?P<b>[^;.]{3,150})",
        ),
        ("cause", r"because", r"(?P<b>[^;.,]{3,150}?) because (?!of\b)(?P<a>[^;.,]{3,120})"),
        (
            "cause",
            r"(?:because|result) of|(?:due|owing) to|caused by|blamed on|attributed to|stemm",
            r"(?P<b>[^;.,]{3,150}?) (?:because of|due to|owing to|as a result of|caused by|blamed on|attributed to"
            r"|stemm\w+ from) (?P<a>[^;.,]{3,120})",
        ),
        (
            "cause",
            r"led to|resulted in|caused|triggered|brought about",
            r"(?P<a>[^;.,]{3,150}?) (?:led to|resulted in|caused(?! by)|triggered|brought about) (?P<b>[^;.,]{3,120})",
        ),
    ),
    "zh": (
        ("contrast", r"不是|并非", r"(?:并非|不是|并不是)(?P<a>[^，。；]{2,40})，?而是(?P<b>[^。；]{2,60})"),
        (
            "contrast",
            r"而不是|而非|而並非",
            r"(?P<b>[^。；，]{2,60})，?(?:而不是|而非|而並非)(?P<a>[^。；，]{2,40})",
        ),
        ("cause", r"由于", r"由于(?P<a>[^。；]{2,50}?)，(?P<b>[^。；]{2,60})"),
        ("cause", r"因", r"因(?:为)?(?P<a>[^，。；]{2,40}?)(?:而|，)(?P<b>[^。；，]{2,60})"),
        (
            "cause",
            r"引发|所致|造成|导致",
            r"(?P<b>[^，。；]{1,40})(?:系|是由|由)(?P<a>[^。；，]{2,60}?)(?:引发|所致|造成|导致)",
        ),
        (
            "cause",
            r"由于|源于|缘于|归因于",
            r"(?P<b>[^，。；]{2,40})(?:主要)?(?:由于|源于|缘于|归因于)(?P<a>[^。；，]{2,50})",
        ),
        (
            "cause",
            r"导致|引发|造成|致使",
            r"(?P<a>[^，。；系由]{2,50}?)(?:导致|引发|造成|致使)(?:了)?(?P<b>[^。；，]{2,50})",
        ),
    ),
    "ja": (
        (
            "contrast",
            r"なく",
            r"(?P<a>[^、。「」]{2,40})(?<!だけ)(?<!のみ)(?<!ばかり)では?なく、?(?P<b>[^。」、]{2,40})",
        ),
        (
            "cause",
            r"ため|ので|ことから",
            r"(?P<a>[^。「」、]{2,50})(?:ため|ので|ことから)、?(?P<b>[^。」]{2,60})",
        ),
        (
            "cause",
            r"による|が原因|のため",
            r"(?P<b>[^、。「」は]{2,40})は、?(?P<a>[^。」、は]{2,50}?)(?:による(?:もの)?|が原因|のため)(?:だ|で|と|。)",
        ),
    ),
}


def relations(text: str, language: str) -> Iterator[Relation]:
    """The relations that a text states, construction by construction; one place may be read in several ways."""
    for kind, words, pattern in _compiled(language.removesuffix("-Hant")):
        for match in pattern.finditer(text) if words.search(text) else ():
            yield Relation(kind, match.span("a"), match.span("b"))


@cache
def _compiled(language: str) -> tuple[tuple[Kind, re.Pattern[str], re.Pattern[str]], ...]:
    patterns = _PATTERNS.get(language, ())
    return tuple((kind, re.compile(words), re.compile(pattern)) for kind, words, pattern in patterns)
