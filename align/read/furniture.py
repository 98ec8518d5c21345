"""What newspapers print around an article: the patterns of ``furniture.toml``, compiled.

"Furniture" is the trade's word for it. The rules are strict rather than many: a sentence of the
article lost to alignment costs more than a credit line kept.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from align.document import BlockKind

Place = Literal["top", "bottom", "edge", "anywhere"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A paragraph of at most ``longest`` characters that the pattern finds is of this kind."""

    kind: BlockKind
    place: Place
    longest: int
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Furniture:
    """All patterns. ``no_reprint`` is the wording that forbids redistribution outright,
    ``page_names`` the classes and ids of elements around an article."""

    rules: tuple[Rule, ...]
    agency: re.Pattern[str]
    delimiter: re.Pattern[str]
    heading_mark: re.Pattern[str]
    no_reprint: re.Pattern[str]
    date_line_noise: re.Pattern[str]
    dateline_prefixes: tuple[re.Pattern[str], ...]
    closing_credit: re.Pattern[str]
    page_names: re.Pattern[str]

    def kind(self, content: str, *, top: bool = False, bottom: bool = False) -> BlockKind | None:
        """What a paragraph is, given whether it stands at the top or at the bottom; None: text."""
        places = {"anywhere", *(("top", "edge") if top else ()), *(("bottom", "edge") if bottom else ())}
        for rule in self.rules:
            if rule.place in places and len(content) <= rule.longest and rule.pattern.search(content):
                return rule.kind
        return None

    def is_date_line(self, content: str) -> bool:
        """Whether a line holds a date and hardly anything else: ``Updated: April 21, 2025 10:00 JST``."""
        if not 6 <= len(content) <= 90 or not re.search(r"\d", content):
            return False
        rest = re.sub(r"[\W_]+", "", self.date_line_noise.sub("", content))
        return len(rest) <= 3 and bool(re.search(r"[年月日/.-]|[A-Za-z]{3}", content))


@cache
def furniture() -> Furniture:
    """The patterns, compiled once."""
    with Path(__file__).with_name("furniture.toml").open("rb") as stream:
        table = tomllib.load(stream)
    agencies, month = f"(?<![A-Za-z])(?:{'|'.join(table['agencies'])})(?![A-Za-z])", table["month"]

    def compiled(patterns: list[str], flags: int = re.IGNORECASE) -> re.Pattern[str]:
        joined = "|".join(patterns).replace("{agencies}", agencies).replace("{month}", month)
        return re.compile(joined, flags)

    no_reprint = Rule("rights", "anywhere", 400, compiled(table["no_reprint"]))
    rules = (
        Rule(rule["kind"], rule["place"], rule["longest"], compiled(rule["patterns"]))
        for rule in table["rule"]
    )
    return Furniture(
        rules=(no_reprint, *rules),
        agency=compiled([agencies], 0),
        delimiter=compiled(table["delimiter"]),
        heading_mark=compiled(table["heading_mark"]),
        no_reprint=no_reprint.pattern,
        date_line_noise=compiled(table["date_line_noise"]),
        dateline_prefixes=tuple(compiled([pattern], 0) for pattern in table["dateline_prefix"]),
        closing_credit=compiled(table["closing_credit"], 0),
        page_names=re.compile(rf"(?:^|[\s_-])(?:{'|'.join(table['page_names'])})(?:[\s_-]|$)", re.IGNORECASE),
    )
