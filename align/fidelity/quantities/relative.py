"""Years, months and weeks counted from now: last year, 来週, 上个月."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|spring|summer|autumn|fall|winter"
)
# unit, how many away, and what says so. What counts from another time (前年, 翌年, a year earlier) stays out.
_CJK = (
    ("year", -2, r"一昨年|おととし"),
    ("year", -1, r"去年|(?<!一)昨年|昨季"),
    ("year", 0, r"今年|本年(?!度)|(?<![\d一二三四五六七八九十数几])年内"),
    ("year", 1, r"来年|來年|明年|明後年"),
    ("year", -1, r"昨[春夏秋冬]|去[春夏秋冬]|去年[春夏秋冬]"),
    ("year", 0, r"今[春夏秋冬](?!季)"),
    ("year", 1, r"来[春夏秋冬](?!季)|明[春夏秋冬]"),
    ("fiscal year", -1, r"昨年度|前年度|上一财年|上财年|上一財年"),
    ("fiscal year", 0, r"今年度|本年度|今期|当期(?!純)|本财年|本財年"),
    ("fiscal year", 1, r"来年度|来期|下一财年|下财年|下一財年"),
    ("month", -1, r"先月|上个?月(?!球|旬)|上個月"),
    ("month", 0, r"今月|本月|这个?月|這個?月"),
    ("month", 1, r"来月|來月|下个月|下個月|下月"),
    ("week", -1, r"先週|前週|上[周週]|上个?星期|上個星期"),
    ("week", 0, r"今週|本[周週]|这[周週]|這[周週]|这个?星期"),
    ("year then", -1, r"(?<!一昨)(?<!対)前年(?!比|同)|前の年|前一年|上一年"),
    ("year then", 1, r"翌年|次の年|次年|第二年"),
    ("month then", -1, r"(?<!対)前月(?!比|同)|前の月"),
    ("month then", 1, r"翌月|次の月|次月"),
    ("week then", -1, r"前の週"),
    ("week then", 1, r"翌週|次の週"),
    ("day then", -1, r"(?<!対)前日(?!比)|前の日|前一天|前一日|此前一天"),
    ("day then", 1, r"翌日|次の日|次日|第二天|隔天"),
    ("week", 1, r"来週|來週|下[周週]|下个?星期|下個星期"),
)
_ENGLISH = (
    ("year", (-2,), r"the\s+year\s+before\s+last|two\s+years\s+(?:ago|earlier)"),
    ("year", (-1,), r"(?<!for the )(?<!over the )(?<!in the )(?<!the )(?<!before )last\s+year"),
    ("year", (0,), r"this\s+year|the\s+current\s+year"),
    ("year", (1,), r"next\s+year|the\s+coming\s+year"),
    ("year", (-1, 0), rf"(?<!the )(?:last|this\s+past)\s+(?:{_MONTH})"),
    ("year", (0,), rf"this\s+(?:{_MONTH})"),
    ("year", (0, 1), rf"next\s+(?:{_MONTH})"),
    ("fiscal year", (-1,), r"(?:last|the\s+(?:previous|past|preceding|prior))\s+(?:fiscal|business|financial)\s+year"),
    ("fiscal year", (0,), r"(?:this|the\s+current)\s+(?:fiscal|business|financial)\s+year"),
    ("fiscal year", (1,), r"(?:next|the\s+(?:next|coming|following))\s+(?:fiscal|business|financial)\s+year"),
    ("month", (-1,), r"(?<!the )last\s+month"),
    ("month", (0,), r"this\s+month|the\s+current\s+month"),
    ("month", (1,), r"next\s+month|the\s+coming\s+month"),
    ("week", (-1,), r"(?<!the )last\s+week(?:end)?"),
    ("week", (0,), r"this\s+(?:past\s+)?week(?:end)?"),
    ("week", (1,), r"next\s+week(?:end)?|the\s+coming\s+week"),
    *(
        (f"{unit} then", (away,), rf"the\s+(?:(?:{words})\s+{unit}|{unit}\s+{side})")
        for unit in ("year", "month", "week", "day")
        for away, words, side in ((-1, "previous|preceding|prior", "before"), (1, "next|following", "after"))
    ),
    *((unit, (-1,), r"(?:to|with|than|from)\s+last(?=[,.;])") for unit in ("year", "month", "week")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relative:
    """One such word: ``away`` are the steps from now that it can mean (-1 is the last one), ``start`` and ``end``
    its place in the text."""

    unit: str
    away: tuple[int, ...]
    text: str
    start: int
    end: int


@cache
def _patterns(cjk: bool) -> tuple[tuple[str, tuple[int, ...], re.Pattern[str]], ...]:
    if cjk:
        return tuple((unit, (away,), re.compile(pattern)) for unit, away, pattern in _CJK)
    return tuple(
        (unit, away, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)) for unit, away, pattern in _ENGLISH
    )


def relatives(text: str, *, cjk: bool) -> list[Relative]:
    """Every such word of a Japanese or Chinese (``cjk``) or English text."""
    return [
        Relative(unit, away, match[0], match.start(), match.end())
        for unit, away, pattern in _patterns(cjk)
        for match in pattern.finditer(text)
    ]


# The year before, as the basis of a comparison: 同比 is "than in the same months last year".
_COMPARED = re.compile(
    r"\b(?:same|than|from|against|over|compared|versus|on|below|above|to|with|of|off)\b[^.;,]{0,48}$",
    re.IGNORECASE,
)


def compared(text: str, relatives: list[Relative]) -> list[Relative]:
    """Those words of an English text with which something is compared."""
    return [one for one in relatives if _COMPARED.search(text[: one.start])]


def contradiction(
    source: list[Relative], target: list[Relative], excused: Sequence[Relative] = ()
) -> tuple[Relative, Relative] | None:
    """A word of the source that nothing of the translation's says, and one of the translation's of the same unit
    that says what no word of the source does; None where there are no two. Last week for 今週 is none: the one
    was printed days after the other; nor is one of the ``excused``."""
    for wanted in source:
        ours = [one for one in source if one.unit == wanted.unit]
        theirs = [one for one in target if one.unit == wanted.unit]
        if any(set(one.away) & set(wanted.away) for one in theirs):
            continue
        for given in (one for one in theirs if one not in excused):
            apart = min(abs(one - other) for one in wanted.away for other in given.away)
            near = wanted.unit == "week" and apart < 2
            if not near and not any(set(one.away) & set(given.away) for one in ours):
                return wanted, given
    return None


def other_unit(source: Sequence[Relative], target: Sequence[Relative]) -> tuple[Relative, Relative] | None:
    """The only such word of each side, where they count other units: last week for 先月; else None."""
    if len(source) != 1 or len(target) != 1 or source[0].unit.split()[0] == target[0].unit.split()[0]:
        return None
    return source[0], target[0]
