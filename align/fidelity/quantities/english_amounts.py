"""English numbers, in figures or words, with whatever gives them a type: a sign, a unit, a scale."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from align.fidelity.quantities.numerals import CARDINALS, SCALES, english_value, scale_value
from align.fidelity.quantities.quantity import Kind, Quantity, Weight
from align.fidelity.quantities.scanner import FLAGS, Rule, Seen, alternatives
from align.fidelity.quantities.units import (
    celsius,
    currencies,
    dimensions,
    durations,
    measures,
    remainders,
    sign_pattern,
    signs,
)

DIGITS = r"(?:\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+(?=\s?(?:%|percent|per\s?cent)))"
SMALL_WORD = alternatives(CARDINALS)
SCALE_WORD = alternatives(SCALES)
_SHORT = r"(?:(?:bn|mn|tn|m|k|b)\b|\s?(?:bln|mln|trn|bn|mn|tn)\b)"  # letters alone stand close to the figure
_ONE_WORD = rf"(?:(?:{SMALL_WORD})(?:-(?:{SMALL_WORD}))?)"
_SPELLED = rf"""{_ONE_WORD}(?:[\s-]+point(?:[\s-](?:{SMALL_WORD}))+)?
    (?:[\s-]+(?:and\s+)?(?:{_ONE_WORD}|(?:{SCALE_WORD})\b))*"""
_COUNTED = rf"an?\s+(?:{SCALE_WORD})\b(?:[\s-](?:{SCALE_WORD})\b)*(?:\s+and\s+{_ONE_WORD}\b(?![\s-]half))?"
_ABOUT = re.compile(
    r"(?:\b(?:about|around|some|approximately|roughly|nearly|almost|over|under|more than|less than|fewer than"
    r"|at least|up to|as many as|as much as|close to|estimated|approx\.?|upwards of|in excess of|an average of"
    r"|exceed(?:s|ed|ing)?|top(?:s|ped)?)\s+(?:the\s+)?|~\s?)$",
    re.IGNORECASE,
)
_BELOW = re.compile(r"\s+(?:below\s+(?:zero|freezing)|below\b(?=\s*[.,;]))", re.IGNORECASE)
MINUS = r"(?P<minus>\b(?:minus|negative)\s+|(?<![\w.)%$€£¥-])-(?=[\d$€£¥]))"


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number and the word behind it, before it has a type. ``plain`` is where the number itself ends."""

    value: float
    word: str
    plain: int
    stop: int


@dataclass(frozen=True, slots=True)
class _Typed:
    kind: Kind
    values: tuple[float, ...]
    stop: int
    unit: str = ""


@cache
def _lowered(words: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    return {word.lower(): unit for word, unit in words}


def _unit(table: Mapping[str, str], word: str) -> str:
    return _lowered(tuple(table.items()))[re.sub(r"\s+", " ", word.lower())]


@cache
def _after() -> re.Pattern[str]:
    """What may follow a number and give it its type."""
    spaced = {
        name: alternatives(words).replace(r"\ ", r"\s+")
        for name, words in (
            ("currency", currencies("english")),
            ("duration", durations("english")),
            ("measure", measures("english")),
        )
    }
    return re.compile(
        rf"""
        (?P<points>[\s-]percent(?:age)?[\s-]points?\b|\s?pp\b)
      | (?P<percent>\s?%|[\s-](?:percent(?:age)?|per\s?cent|pct)\b)
      | (?P<old>[\s-]years?[\s-](?:old|of\s+age)\b|[\s-]year-olds?\b)
      | (?P<currency>[\s-]?(?:{spaced["currency"]})\b)
      | (?P<cents>\s?cents?\b)
      | (?P<clock>\s?o'clock)
      | (?P<times>(?:\s|-)(?:times|fold)\b|x\b)
      | (?P<measure>(?:\s|-)?(?:{spaced["measure"]})\b)
      | (?P<degrees>(?:\s|-)degrees?\b(?!\s+(?:of|from)\b))
      | (?P<duration>(?:\s|-)?(?:{spaced["duration"]})\b)
        """,
        FLAGS,
    )


def _money(amount: _Amount) -> _Typed:
    word = amount.word.lower()
    if word == "won" and amount.value < 100:
        return _Typed("number", (amount.value,), amount.plain)  # "three won" is a verb
    if word in ("pound", "pounds") and amount.value < 1000:
        return _Typed("measure", (amount.value,), amount.stop, "pound")
    return _Typed("money", (amount.value,), amount.stop, _unit(currencies("english"), amount.word))


def _measure(amount: _Amount) -> _Typed:
    unit = _unit(measures("english"), amount.word)
    if dimensions()[unit][0] != "temperature":
        return _Typed("measure", (amount.value,), amount.stop, unit)
    warmth = celsius(amount.value) if unit == "fahrenheit" else amount.value
    return _Typed("measure", (warmth,), amount.stop, "degree")


def _degrees(amount: _Amount) -> _Typed:
    """Degrees of an unsaid scale may be either."""
    return _Typed("measure", (amount.value, celsius(amount.value)), amount.stop, "degree")


def _plainly(kind: Kind, unit: str = "") -> Callable[[_Amount], _Typed]:
    return lambda amount: _Typed(kind, (amount.value,), amount.stop, unit)


_TYPES: Mapping[str, Callable[[_Amount], _Typed]] = {
    "points": _plainly("percent", "point"),
    "percent": _plainly("percent"),
    "old": _plainly("age"),
    "currency": _money,
    "cents": lambda amount: _Typed("number", (amount.value,), amount.plain),
    "clock": _plainly("time"),
    "times": _plainly("multiple"),
    "measure": _measure,
    "degrees": _degrees,
    "duration": lambda amount: _Typed(
        "duration", (amount.value,), amount.stop, _unit(durations("english"), amount.word)
    ),
}


def typed(
    seen: Seen, value: float, end: int, weight: Weight, *, sign: str = "", digits: str = ""
) -> Quantity:
    """A number that ends at ``end`` with what follows it; ``digits`` is how it was written, if in figures."""
    follows = None if sign else _after().match(seen.text, end)
    if sign:
        made = _Typed("money", (value,), end, signs()[sign])
    elif follows is None or follows.lastgroup is None:
        year = len(digits) == 4 and digits.isdigit() and 1500 <= value < 2100
        made = _Typed("year" if year else "number", (value,), end)
    else:
        made = _TYPES[follows.lastgroup](_Amount(value, follows[0].strip(" -"), end, follows.end()))
    more, stop = _remainder(seen, made)
    return seen.made(
        made.kind,
        *(one + more for one in made.values),
        end=stop,
        unit=made.unit,
        approximate=bool(_ABOUT.search(seen.before(24))),
        weight=weight,
        negative=bool(seen["minus"]) or (made.unit == "degree" and _BELOW.match(seen.text, stop) is not None),
    )


def _negative(seen: Seen, made: _Typed, stop: int) -> bool:
    """Whether the amount is below zero; a bare hyphen is a minus only before a share or a degree."""
    if made.unit == "degree" and _BELOW.match(seen.text, stop):
        return True
    sign = seen["minus"].strip()
    return bool(sign) and (sign != "-" or made.kind == "percent" or made.unit == "degree")


def _remainder(seen: Seen, made: _Typed) -> tuple[float, int]:
    """What smaller units behind the unit add, and where they end: two hours and 30 minutes, 5 feet 10 inches."""
    added, stop = 0.0, made.stop
    pattern = _smaller(made.unit)
    while pattern is not None and (more := pattern.match(seen.text, stop)):
        listed = remainders("english")[made.unit]
        added += english_value(more["rest"]) * next(
            one.ratio
            for one in listed
            if more["word"].lower().rstrip("s") in {word.rstrip("s") for word in one.words}
        )
        stop = more.end()
    return added, stop


@cache
def _smaller(unit: str) -> re.Pattern[str] | None:
    words = [word for one in remainders("english").get(unit, ()) for word in one.words]
    if not words:
        return None
    return re.compile(
        rf",?\s+(?:and\s+)?(?P<rest>\d{{1,2}}(?:\.\d+)?|{_ONE_WORD})[\s-]?(?P<word>{alternatives(words)})\b",
        FLAGS,
    )


def _round(spelled: str) -> bool:
    """Whether a number word is as good as "many": a hundred, a thousand."""
    return re.fullmatch(r"an?\s+(?:hundred|thousand|million)", spelled, re.IGNORECASE) is not None


def _number(seen: Seen) -> Iterator[Quantity]:
    """A cardinal in figures or words."""
    digits, spelled, scale = seen["number"], seen["spelled"], seen["scale"].strip(" -")
    value = english_value(digits or spelled) * scale_value(scale)
    weight: Weight = "normal" if value <= 1 else "strong"
    if digits.startswith("0") and digits[1:2].isdigit():
        weight = "weak"  # a telephone number or a code
    if spelled:
        weight = "weak" if value <= 1 else "normal" if value <= 12 or _round(spelled) else "strong"
    made = typed(seen, value, seen.end, weight, sign=seen["sign"], digits="" if scale else digits)
    if scale.lower() == "m" and made.kind == "number":  # 2m: metres or millions
        made = seen.made(
            "number", value, value / 1e6, approximate=made.approximate, weight=weight, negative=made.negative
        )
    yield made


_HALVES = {"half": 0.5, "quarter": 0.25, "three quarters": 0.75, "third": 1 / 3}
_UNIT_OF_TIME = r"year|month|week|day|hour|minute"
_BOUNDS = "more than|less than|at least|at most|up to|over|under|within|nearly|almost|exceeding|only"
_BOUNDED = "|".join(rf"(?<=\b{words}\s)" for words in _BOUNDS.replace(" ", r"\s").split("|"))
_UNIT_WORD = r"year|month|week|day|hour|minute|century|decade|mile|kilometer|kilometre|point"


def _and_a_half(seen: Seen) -> Iterator[Quantity]:
    """One and a half million, three-and-a-half years, two and a quarter points."""
    part = re.sub(r"[\s-]+", " ", seen["part"].lower()).removeprefix("a ").rstrip("s")
    more = 0.75 if part == "three quarter" else _HALVES[part]
    value = (english_value(seen["whole"]) + more) * scale_value(seen["scale"])
    yield typed(seen, value, seen.end, "strong" if seen["scale"] else "normal", sign=seen["sign"])


def _unit_and_a_half(seen: Seen) -> Iterator[Quantity]:
    """A year and a half, a million and a half."""
    value = english_value(seen["whole"]) + _HALVES[seen["part"].lower()]
    word = seen["unit"].lower()
    if word in SCALES:
        yield typed(seen, value * SCALES[word], seen.end, "normal")
    else:
        unit = durations("english").get(word, "")
        yield seen.made("duration" if unit else "number", value, unit=unit, weight="normal")


def _part_of_scale(seen: Seen) -> Iterator[Quantity]:
    """Half a million, a quarter of a million, three quarters of a billion, half a dozen."""
    above = english_value(seen["above"]) if seen["above"] else 1.0
    value = above * _HALVES[re.sub("s$", "", seen["below"].lower())] * scale_value(seen["scale"])
    yield typed(seen, value, seen.end, "normal")


def _one(seen: Seen) -> Iterator[Quantity]:
    """Up to an hour, an hour and 20 minutes: a length of time without a number."""
    yield typed(seen, 1.0, seen.end, "weak")


AMOUNT_RULES = (
    Rule(
        rf"(?:{_BOUNDED})an?(?=\s+(?:{_UNIT_OF_TIME})\b(?!-|\s+(?:and|old|ago|earlier|later|before|or)\b))"
        rf"|\ban?(?=\s+(?:{_UNIT_OF_TIME}),?\s+(?:and\s+)?(?:\d{{1,2}}|{_ONE_WORD})\s+(?:{_UNIT_OF_TIME})s\b)",
        _one,
    ),
    Rule(
        rf"""(?:{MINUS})?(?:{sign_pattern()}\s?)?\b(?P<whole>\d{{1,3}}|an?(?=[\s-]+and)|{_ONE_WORD})[\s-]+and[\s-]+(?P<part>a[\s-]+(?:half|quarter|third)|three[\s-]+quarters)\b
        (?:[\s-]+(?P<scale>{SCALE_WORD})\b)?""",
        _and_a_half,
    ),
    Rule(
        rf"\b(?P<whole>an?|one|two|three)\s+(?P<unit>{_UNIT_WORD}|{SCALE_WORD})s?[\s-]+and[\s-]+a[\s-]+(?P<part>half|quarter)\b",
        _unit_and_a_half,
    ),
    Rule(
        rf"\b(?:(?P<above>an?|one|two|three)[\s-]+)?(?P<below>half|quarters?|thirds?)[\s-]+(?:of[\s-]+)?(?:an?[\s-]+)?(?P<scale>{SCALE_WORD})\b",
        _part_of_scale,
    ),
)
NUMBER_RULE = Rule(
    rf"""(?:{MINUS})?(?:{sign_pattern()}\s?)?
    (?:(?P<number>(?<![\d.,]){DIGITS})(?P<scale>(?:\s|-)?(?:{SCALE_WORD})\b|{_SHORT})?|(?P<spelled>\b(?:{_SPELLED}|{_COUNTED})\b))""",
    _number,
)
