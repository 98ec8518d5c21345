"""Quantities in English text: calendar words, ordinals, fractions, vague amounts, then plain numbers."""

# ruff: noqa: E501 - patterns read best one alternative a line
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from align.fidelity.quantities.english_amounts import AMOUNT_RULES, NUMBER_RULE, SCALE_WORD, SMALL_WORD
from align.fidelity.quantities.folding import fold
from align.fidelity.quantities.idioms import ENGLISH_IDIOMS
from align.fidelity.quantities.numerals import CARDINALS, ORDINALS, SCALES, english_value
from align.fidelity.quantities.quantity import Quantity, Weight
from align.fidelity.quantities.ranges import ENGLISH_RANGES
from align.fidelity.quantities.scanner import Rule, Scanner, Seen, alternatives, in_place
from align.fidelity.quantities.units import days, durations, signs

_PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10,
}  # fmt: skip
_PARTS |= {f"{word}s": value for word, value in _PARTS.items() if word != "half"} | {"halves": 2}
_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = (
    {name: at for at, name in enumerate(_MONTHS, 1)}
    | {name[:3]: at for at, name in enumerate(_MONTHS, 1)}
    | {"sept": 9}
)
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_VAGUE = {
    "tens of thousands": (2e4, 1e5),
    "hundreds of thousands": (2e5, 1e6),
    "hundreds of millions": (2e8, 1e9),
    "tens of millions": (2e7, 1e8),
    "tens of billions": (2e10, 1e11),
    "hundreds of billions": (2e11, 1e12),
    "thousands": (1e3, 2e4),
    "hundreds": (1e2, 2e3),
    "millions": (1e6, 2e7),
    "billions": (1e9, 2e10),
    "trillions": (1e12, 1e15),
    "dozens": (20.0, 130.0),
    "scores": (20.0, 200.0),
    "tens": (10.0, 100.0),
}
_FOLD = {
    **{"once": 1, "twice": 2, "thrice": 3, "double": 2, "doubled": 2, "doubles": 2, "doubling": 2},
    **{"triple": 3, "treble": 3, "trebled": 3, "triples": 3, "tripled": 3, "tripling": 3, "trebling": 3},
    **{"quadruple": 4, "quadrupled": 4, "quadruples": 4, "quadrupling": 4, "quintuple": 5, "quintupled": 5},
    **{"sextupled": 6, "octupled": 8},
    **{f"{word}fold": value for word, value in CARDINALS.items() if value > 1},
    **{"hundredfold": 100, "thousandfold": 1000},
}
_AGES = {f"{word[:-1]}ies": value for word, value in CARDINALS.items() if value >= 20}
_AGES |= {"teens": 10, "teenager": 10, "teenagers": 10}
_GROUPS = {"pair": 2, "couple": 2, "both": 2, "twins": 2, "duo": 2, "trio": 3, "triplets": 3, "quartet": 4}
_GROUPS |= {
    "bilateral": 2,
    "trilateral": 3,
    "tripartite": 3,
    "three-way": 3,
    "quadrilateral": 4,
    "four-way": 4,
}
_GROUPS |= {"centenary": 100, "centennial": 100, "bicentenary": 200}
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|of|on|by|since|until|till|last|late|early|mid|this|next|from|to|and|through|before|after|for"
    r"|between|during|around|every|each)[\s-]|[\d(])\s*$",
    re.IGNORECASE,
)
_DOUBTFUL_MONTHS = frozenset("may march mar jun jan dec sep oct nov aug apr jul feb".split())
_SMALL_HOURS = 4  # of the night, which belong to the next day
_OF_THE_DAY = r"\s+(?:in\s+the\s+(?:(?:early|late)\s+)?(?:morning|afternoon|evening)|at\s+night)\b"
_RANKED = re.compile(
    r"[\s-](?:\w+est|most|straight|consecutive|successive|time|place|title|largest|(?:[a-z]+ )?in a row)\b",
    re.IGNORECASE,
)
_DIGIT_WORD = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
_MONTH_WORD = alternatives(_MONTH)


def _model(seen: Seen) -> Iterator[Quantity]:
    numbers = re.search(r"\d+", seen.match[0])
    assert numbers is not None
    yield seen.made("number", float(numbers[0]), weight="weak")


def _month(seen: Seen) -> Iterator[Quantity]:
    name, end = seen["month"].rstrip(".").lower(), seen.match.end("month")
    dated = seen["day"] or re.match(r"\s*(?:\d{4}|\d{1,2}\b)", seen.text[end:])
    sure = name not in _DOUBTFUL_MONTHS or dated or _BEFORE_MONTH.search(seen.text[: seen.start])
    if seen.text[seen.start].isupper() and sure:
        yield seen.made("month", float(_MONTH[name]), end=end)
        if seen["day"]:
            yield seen.made("day", float(seen["day"]), group="day")
    elif seen["day"]:
        yield seen.made("number", float(seen["day"]), group="day")


def _day_of_month(seen: Seen) -> Iterator[Quantity]:
    yield seen.made("day", float(seen["day"]), group="day")


def _weekday(seen: Seen) -> Iterator[Quantity]:
    if seen.text[seen.start].isupper():
        yield seen.made("weekday", float(_WEEKDAYS.index(seen["day"].lower()) + 1))


def _hours(hour: int, half: str) -> tuple[float, ...]:
    if half == "p" and hour < 12:
        return float(hour + 12), float(hour)
    if half == "a" and hour == 12:
        return 0.0, 12.0, 24.0
    return (float(hour),)


def _half_of_day(hour: float, said: str) -> str:
    """Whether words behind an hour put it before noon (a) or after it (p); empty where they do not say."""
    words = said.strip().lower()
    if words.startswith("at"):
        return "p" if hour > _SMALL_HOURS else "a"
    if words.startswith("in"):
        return "a" if words.endswith("morning") else "p"
    return words[:1]


def _hour_of_day(seen: Seen) -> Iterator[Quantity]:
    """Six in the evening, ten at night."""
    hour = english_value(seen["hour"])
    half = _half_of_day(hour, seen["half"])
    yield seen.made("time", *_hours(int(hour), half), unit=f"{half}m" if hour % 12 else "", weight="normal")


def _clock(seen: Seen) -> Iterator[Quantity]:
    hour, *minutes = (int(part) for part in re.split("[:.]", seen["clock"]))
    half = _half_of_day(hour, seen["half"])
    unit = {"a": "am", "p": "pm"}.get(half, "") if hour % 12 else ""
    yield seen.made("time", *_hours(hour, half), unit=unit)
    if minutes and minutes[0]:
        group = "minutes" if seen["minutes"] else "after_stop"
        yield seen.made("time", float(minutes[0]), group=group, unit="minute")


def _clock_words(seen: Seen) -> Iterator[Quantity]:
    """Half past two, a quarter to four, 20 minutes past nine."""
    hour, before = english_value(seen["hour"]), seen["way"].lower() in ("to", "of", "before", "till")
    minutes = {"half": 30.0, "quarter": 15.0}.get(seen["part"].lower()) or english_value(seen["part"])
    said = hour - 1 if before else hour
    half = seen["half"].strip()[:1].lower()
    values = _hours(int(said), half) if half else (said or 12.0, (said + 12) % 24)
    yield seen.made("time", *values, unit={"a": "am", "p": "pm"}.get(half, ""))
    yield seen.made("time", 60 - minutes if before else minutes, group="part", unit="minute")


def _stopwatch(seen: Seen) -> Iterator[Quantity]:
    """1:47.35 and 2:03:59, as races are timed."""
    first, second = float(seen["first"]), float(seen["second"] + seen["decimals"])
    if seen["third"]:
        yield seen.made(
            "duration", first + second / 60 + float(seen["third"]) / 3600, unit="hour", weight="normal"
        )
    else:
        yield seen.made("duration", first + second / 60, unit="minute")


def _noon(seen: Seen) -> Iterator[Quantity]:
    values = (0.0, 24.0, 12.0) if seen.match[0].lower() == "midnight" else (12.0,)
    yield seen.made("time", *values, weight="weak")


def _decade(seen: Seen) -> Iterator[Quantity]:
    value = float(seen.match[0].strip("'s"))
    weight: Weight = "strong" if value >= 1000 else "normal"
    yield seen.made("year", value, value % 100, unit="decade", weight=weight)


def _some_of_each(seen: Seen) -> Iterator[Quantity]:
    """One in five, 1 in 10,000, two out of 10, one in a million."""
    whole = english_value(re.sub(r"^every\s+", "", seen["whole"].lower()))
    some = english_value(seen["some"])
    yield seen.made("fraction", some / whole if whole else 0.0, weight="normal")


def _parts(seen: Seen) -> Iterator[Quantity]:
    above, below = english_value(seen["above"]) or 1.0, _PARTS[seen["below"].lower()]
    yield seen.made("fraction", above / below, float(below), weight="normal")


def _slash(seen: Seen) -> Iterator[Quantity]:
    above, below = (float(part) for part in seen.match[0].split("/"))
    yield seen.made("number", above, below, weight="weak")


def _ordinal(seen: Seen) -> Iterator[Quantity]:
    word = seen.match[0].lower()
    figures = word[0].isdigit()
    value = float(re.sub(r"\D", "", word)) if figures else float(ORDINALS[word])
    ranked = value > 1 and _RANKED.match(seen.text, seen.end) is not None
    weight: Weight = "strong" if figures else "weak" if value <= 2 and not ranked else "normal"
    yield seen.made("ordinal", value, weight=weight)


def _vague(seen: Seen) -> Iterator[Quantity]:
    low, high = _VAGUE[re.sub(r"\s+", " ", seen.match[0].lower())]
    yield seen.made("number", low, high=high, approximate=True, weight="normal")


def _several(seen: Seen) -> Iterator[Quantity]:
    scale = SCALES[seen["scale"].lower()]
    yield seen.made("number", 2 * scale, high=10 * scale, approximate=True, weight="normal")


def _odd(seen: Seen) -> Iterator[Quantity]:
    """Twenty-odd, 20-some."""
    low = english_value(seen["number"])
    yield seen.made("number", low, high=low + (10 if low < 100 else 100), approximate=True, weight="normal")


def _fold(seen: Seen) -> Iterator[Quantity]:
    word = seen.match[0].lower()
    firm = re.search(r"(?:ed|ing|fold)$", word) is not None  # a double is a hit, too
    yield seen.made("multiple", float(_FOLD[word]), weight="normal" if firm else "weak")


def _group(seen: Seen) -> Iterator[Quantity]:
    yield seen.made("number", float(_GROUPS[seen.match[0].lower()]), weight="weak")


def _ages(seen: Seen) -> Iterator[Quantity]:
    yield seen.made("age", float(_AGES[seen.match[0].lower()]), weight="normal")


def _half(seen: Seen) -> Iterator[Quantity]:
    if seen["span"]:
        unit = durations("english")[seen["span"].lower()]
        yield seen.made("duration", 0.5, unit=unit, weight="weak")
    else:
        yield seen.made("fraction", 0.5, weight="weak")


_CODES = "|".join(sign for sign in signs() if sign.isalpha())
_RULES = (
    *ENGLISH_RANGES,
    Rule(
        rf"(?-i:(?<![A-Za-z])(?!(?:{_CODES})\d|Mid-|Post-|Pre-|Top-)(?:[A-Z][A-Za-z]*-?|[A-Z]\.|[Cc]ovid-?)\d+[A-Za-z]*(?:-\d+)*\b)",
        _model,
    ),
    Rule(
        rf"(?P<month>(?<![A-Za-z])(?:{_MONTH_WORD})\b\.?)(?:\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d{{3}}|\s*(?:percent|%)|:\d))?",
        _month,
    ),
    Rule(rf"(?P<day>\b\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?=(?-i:[A-Z]))(?=(?:{_MONTH_WORD})\b)", _day_of_month),
    Rule(r"\b(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?\b", _weekday),
    Rule(
        rf"""\b(?:a\s+)?(?P<part>half(?=\s+past)|quarter)\s+(?P<way>past|to|after|before|of|till)\s+(?P<hour>{_DIGIT_WORD})\b(?P<half>\s?[ap]\.?m\.?)?""",
        _clock_words,
    ),
    Rule(
        rf"\b(?P<part>\d{{1,2}}|five|ten|twenty|twenty-five)\s+minutes\s+(?P<way>past|to|after|before)\s+(?P<hour>{_DIGIT_WORD})\b(?P<half>\s?[ap]\.?m\.?)?(?!\s*(?:[a-z]|%))",
        _clock_words,
    ),
    Rule(
        r"(?<![\d:.])(?P<first>\d{1,2}):(?P<second>[0-5]\d)(?::(?P<third>[0-5]\d(?:\.\d{1,3})?)|(?P<decimals>\.\d{1,3})(?!\d|\s?[ap]\.?m))(?![\d:])",
        _stopwatch,
    ),
    Rule(
        r"(?:(?<=\bin\s)|(?<=\btime\sof\s)|(?<=\bbest\sof\s)|(?<=\brecord\sof\s)|(?<=\bclocked\s)|(?<=\bclocking\s)|\b(?=[3-9]\d:))(?P<first>\d{1,2}):(?P<second>[0-5]\d)(?P<third>)(?P<decimals>)(?!\d|:|\s?[ap]\.?m)",
        _stopwatch,
    ),
    Rule(
        r"(?P<clock>\b\d{1,2}[:.](?P<minutes>\d{2})(?=\s?(?:[ap]\.?m\b)|\b)(?<=:\d\d)|\b\d{1,2}(?:\.(?P<after_stop>\d\d))?(?=\s?[ap]\.?m\b))(?P<half>\s?[ap]\.?m\.?|" + _OF_THE_DAY + r")?",
        _clock,
    ),
    Rule(
        rf"(?:(?<=\b(?:at|by|to)\s)|(?<=\bfrom\s)|(?<=\b(?:about|until|after)\s)|(?<=\b(?:around|before)\s))(?P<hour>{_DIGIT_WORD})(?:\s+o'clock)?(?P<half>{_OF_THE_DAY})",
        _hour_of_day,
    ),
    Rule(r"\b(?:noon|midday|midnight)\b", _noon),
    Rule(r"(?<!\d)(?:\d\d|')?\d0s\b", _decade),
    Rule(
        rf"\b(?P<some>one|1)[\s-]+(?:in|out\s+of)[\s-]+(?P<whole>(?:every\s+)?(?:\d{{1,3}}(?:,\d{{3}})+|\d+|an?\s+(?:{SCALE_WORD})|{SMALL_WORD}))\b(?!\.\d|[\s-]+(?:{SCALE_WORD})\b)",
        _some_of_each,
    ),
    Rule(
        r"\b(?P<some>two|three|four|six|seven|eight|nine|\d)\s+(?:in|out\s+of)\s+(?P<whole>(?:every\s+)?(?:five|ten|10|1,000|10,000|100,000))\b(?!,\d)",
        _some_of_each,
    ),
    *AMOUNT_RULES,
    Rule(
        rf"\b(?P<above>an?|one|two|three|four|five|six|seven|eight|nine|\d+)[\s-](?P<below>{alternatives(_PARTS)})\b(?!-place|-point|\s+(?:of\s+)?(?:all|{_MONTH_WORD}|time|year|quarter|day|place|straight|consecutive|round|inning|term|child|person|case|party))",
        _parts,
    ),
    Rule(r"(?<![\d/])\d{1,2}/\d{1,2}(?![\d/])", _slash),
    Rule(rf"\b(?:\d+(?:,\d{{3}})*(?:st|nd|rd|th)|{alternatives(ORDINALS)})\b", _ordinal),
    Rule(rf"\b(?:{alternatives(_VAGUE)})\b(?=\s+of\b|\s+more\b|\s+\w+|[.,;]|$)", _vague),
    Rule(
        r"\b(?:several|a\s+few|a\s+couple(?:\s+of)?|many|some\s+few)\s+(?P<scale>hundred|thousand|million|billion|dozen)\b",
        _several,
    ),
    Rule(rf"\b(?P<number>\d+0|(?:{alternatives(word for word, value in CARDINALS.items() if value >= 20)}))[\s-](?:odd|some)\b(?=\s|-)", _odd),
    Rule(rf"\b(?:{alternatives(_FOLD)})\b", _fold),
    Rule(rf"\b(?:{alternatives(_GROUPS)})\b", _group),
    Rule(rf"\b(?:{alternatives(_AGES)})\b", _ages),
    Rule(rf"\bhalf\b(?:\s+an?\s+(?P<span>{alternatives(days())})\b)?", _half),
    NUMBER_RULE,
)  # fmt: skip


# No rule begins with a space, nor with a letter behind a letter (tests/fidelity/test_scanner.py holds them to that).
BEGINS = r"(?-i:(?=[^A-Za-z\s]|(?<![A-Za-z])\S))"


@cache
def _scanners() -> tuple[Scanner, Scanner]:
    """Set expressions, which hide their words from the second, general scanner."""
    return Scanner(ENGLISH_IDIOMS, BEGINS), Scanner(_RULES, BEGINS)


def quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity of an English text, in order, with offsets into it."""
    folded = fold(text)
    expressions, general = _scanners()
    found, rest = expressions.scan(folded.text, "en")
    return in_place([*found, *general.scan(rest, "en")[0]], folded, text)
