"""Quantities in English text."""

# ruff: noqa: E501 - word lists and patterns read best one subject a line
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from align.fidelity.quantities.folding import fold
from align.fidelity.quantities.idioms import idioms
from align.fidelity.quantities.quantity import Kind, Quantity, Weight
from align.fidelity.quantities.units import CURRENCIES_ENGLISH, DAYS, DURATIONS_ENGLISH, MEASURES, SYMBOLS

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_CARDINALS = {word: at for at, word in enumerate(_ONES)} | {word: 10 * at for at, word in enumerate(_TENS, 2)}
_ORDINAL_ONES = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_ORDINALS = (
    {word: at for at, word in enumerate(_ORDINAL_ONES) if at}
    | {word[:-1] + "ieth": value for word, value in _CARDINALS.items() if word in _TENS}
    | {
        f"{ten}-{one}": 10 * at + unit
        for at, ten in enumerate(_TENS, 2)
        for unit, one in enumerate(_ORDINAL_ONES[:10])
        if unit
    }
)
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12.0,
    "lakh": 1e5,
    "crore": 1e7,
    "bn": 1e9,
    "mn": 1e6,
    "tn": 1e12,
    "m": 1e6,
    "k": 1e3,
    "b": 1e9,
}
_PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fourth": 4,
    "fourths": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "eighths": 8,
    "tenth": 10,
    "tenths": 10,
}
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
_FOLD_WORDS = {
    "once": 1,
    "twice": 2,
    "thrice": 3,
    "double": 2,
    "doubled": 2,
    "doubles": 2,
    "doubling": 2,
    "twofold": 2,
    "triple": 3,
    "treble": 3,
    "trebled": 3,
    "triples": 3,
    "quintupled": 5,
    "tripled": 3,
    "tripling": 3,
    "threefold": 3,
    "quadruple": 4,
    "quadrupled": 4,
    "fourfold": 4,
    "fivefold": 5,
    "tenfold": 10,
}
_AGES = {f"{ten[:-1]}ies": 10 * at for at, ten in enumerate(_TENS, 2)} | {
    "teens": 10,
    "teenager": 10,
    "teenagers": 10,
}
_GROUPS = {"pair": 2, "couple": 2, "both": 2, "twins": 2, "duo": 2, "trio": 3, "triplets": 3, "quartet": 4}
_GROUPS |= {"centenary": 100, "centennial": 100, "bicentenary": 200}
_APPROXIMATE = re.compile(
    r"(?:\b(?:about|around|some|approximately|roughly|nearly|almost|over|under|more than|less than|fewer than"
    r"|at least|up to|as many as|as much as|close to|estimated|approx\.?|upwards of|in excess of|an average of"
    r"|exceed(?:s|ed|ing)?|top(?:s|ped)?)\s+(?:the\s+)?|~\s?)$",
    re.IGNORECASE,
)
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|of|on|by|since|until|till|last|late|early|mid|this|next|from|to|and|through|before|after|for"
    r"|between|during|around|every|each)[\s-]|[\d(])\s*$",
    re.IGNORECASE,
)


def _alternatives(words: object) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


@cache
def _pattern() -> re.Pattern[str]:
    """One scanner; the first alternative that fits at a place wins."""
    digits = r"(?:\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d+(?:\.\d+)?)"
    small = _alternatives(_CARDINALS)
    ordinal = _alternatives(_ORDINALS)
    scale = "hundred|thousand|million|billion|trillion|dozen|lakh|crore"
    short = "bn|mn|tn|m|k|b"
    spelled = (
        rf"(?:(?:{small})(?:-(?:{small}))?)(?:[\s-]+(?:and\s+)?(?:(?:{small})(?:-(?:{small}))?|{scale}))*"
    )
    counted = rf"an?\s+(?:{scale})(?:[\s-](?:{scale}))*"
    symbol = _alternatives(SYMBOLS)
    months = _alternatives(name.capitalize() for name in _MONTH)
    vague = _alternatives(_VAGUE)
    return re.compile(
        rf"""
        (?P<model>(?-i:(?<![A-Za-z])(?!RMB|Rs|USD|EUR|Mid-|Post-|Pre-|Top-)(?:[A-Z][A-Za-z]*-?|[A-Z]\.|[Cc]ovid-?)\d+[A-Za-z]*(?:-\d+)*\b))
      | (?P<month>(?<![A-Za-z])(?:{months})\b\.?)(?:\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d{{3}}|\s*(?:percent|%)|:\d))?
      | (?P<daymonth>\b\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?=(?:{months})\b)
      | (?P<weekday>\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?\b
      | (?P<clock>\b\d{{1,2}}[:.]\d{{2}}(?=\s?(?:[ap]\.?m\b)|\b)(?<=:\d\d)|\b\d{{1,2}}(?:\.\d\d)?(?=\s?[ap]\.?m\b))(?P<half>\s?[ap]\.?m\.?)?
      | (?P<noon>\b(?:noon|midday|midnight)\b)
      | (?P<decade>(?<!\d)(?:\d\d|')?\d0s\b)
      | (?P<oneinn>\b(?:(?:one|1)[\s-]+(?:in|out\s+of)[\s-]+(?:every\s+)?(?P<inn>\d+|{small})|(?P<some>two|three|four|six|seven|eight|nine|\d)\s+(?:in|out\s+of)\s+(?:every\s+)?(?P<ofsome>five|ten|10))\b)
      | (?P<parts>\b(?:(?P<numerator>an?|one|two|three|four|five|six|seven|eight|nine|\d+)[\s-])(?P<denominator>{_alternatives(_PARTS)})\b(?!-place|-point|\s+(?:of\s+)?(?:all|{months}|time|year|quarter|day|place|straight|consecutive|round|inning|term|child|person|case|party)))
      | (?P<slash>(?<![\d/])\d{{1,2}}/\d{{1,2}}(?![\d/]))
      | (?P<ordinal>\b(?:\d+(?:,\d{{3}})*(?:st|nd|rd|th)|{ordinal})\b)
      | (?P<vague>\b(?:{vague})\b)(?=\s+of\b|\s+more\b|\s+\w+|[.,;]|$)
      | (?P<several>\b(?:several|a\s+few|a\s+couple(?:\s+of)?|many|some\s+few)\s+)(?P<severalscale>hundred|thousand|million|billion|dozen)\b
      | (?P<fold>\b(?:{_alternatives(_FOLD_WORDS)})\b)
      | (?P<group>\b(?:{_alternatives(_GROUPS)})\b)
      | (?P<ages>\b(?:{_alternatives(_AGES)})\b)
      | (?P<halfof>\bhalf\b)(?:\s+an?\s+(?P<halfscale>{scale}|{_alternatives(DAYS)})\b)?
      | (?:(?P<symbol>{symbol})\s?)?(?:(?P<number>(?<![\d.,]){digits})(?:(?:\s|-)?(?P<scale>{scale})\b|(?P<short>(?:{short}))\b)?|(?P<spelled>\b(?:{spelled}|{counted})\b))
        """,
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def _after() -> re.Pattern[str]:
    """What may follow a number and give it its type."""
    return re.compile(
        rf"""
        (?P<percent>\s?%|[\s-](?:percent(?:age)?|per\s?cent|pct)\b(?:[\s-]points?)?)
      | (?P<old>[\s-]years?[\s-]old\b|[\s-]year-olds?\b)
      | (?P<currency>[\s-]?(?:{_alternatives(CURRENCIES_ENGLISH)})\b)
      | (?P<cents>\s?cents?\b)
      | (?P<time>\s?o'clock)
      | (?P<times>(?:\s|-)(?:times|fold)\b|x\b)
      | (?P<duration>(?:\s|-)?(?:{_alternatives(DURATIONS_ENGLISH)})\b)
      | (?P<measure>(?:\s|-)?(?:{_alternatives(unit for unit in MEASURES if unit.isascii())})\b)
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def spelled_value(words: str) -> float:
    """The value of spelled-out cardinals: "two hundred and thirty-five thousand" is 235000."""
    total = current = 0.0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in ("a", "an"):
            current = current or 1.0
        elif word in _CARDINALS:
            current += _CARDINALS[word]
        elif word in ("hundred", "dozen"):
            current = (current or 1.0) * _SCALES[word]
        elif word in _SCALES:
            total += (current or 1.0) * _SCALES[word]
            current = 0.0
    return total + current


def _any_value(text: str) -> float:
    """The value of a cardinal or ordinal in digits or words."""
    if text[0].isdigit():
        return _number(text)
    return float(_ORDINALS.get(text.lower(), 0)) or spelled_value(text)


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity of an English text, in order, with offsets into it."""
    folded = fold(text)
    set_phrases, whole = idioms(folded.text, False, _any_value)

    def made(kind: Kind, values: tuple[float, ...], start: int, end: int, **more: object) -> Quantity:
        first, last = folded.span(start, end)
        return Quantity(kind, values, text[first:last], first, last, **more)  # type: ignore[arg-type]

    found: list[Quantity] = []
    at = 0
    while match := _pattern().search(whole, at):
        at = max(match.end(), at + 1)
        group = {name: part for name, part in match.groupdict().items() if part is not None}
        if "number" in group or "spelled" in group:
            quantity, at = _plain(whole, match, made)
            found.append(quantity)
        else:
            found.extend(_special(whole, match, group, made))
    found += [
        made(one.kind, one.values, one.start, one.end, unit=one.unit, high=one.high, weight=one.weight)
        for one in set_phrases
    ]
    return tuple(sorted(found, key=lambda one: one.start))


def _special(whole: str, match: re.Match[str], group: dict[str, str], made: object) -> Iterator[Quantity]:
    """Calendar words, ordinals, fractions, vague amounts: everything but a plain number."""
    assert callable(made)
    start, end = match.span()
    if "model" in group:
        numbers = re.search(r"\d+", match[0])
        assert numbers is not None
        yield made("number", (float(numbers[0]),), start, end, weight="weak")
    elif "month" in group:
        name = group["month"].rstrip(".").lower()
        word_start, word_end = match.span("month")
        capital = whole[word_start].isupper()
        doubtful = name in "may march mar jun jan dec sep oct nov aug apr jul feb".split()
        dated = "day" in group or re.match(r"\s*(?:\d{4}|\d{1,2}\b)", whole[word_end:])
        if capital and (not doubtful or dated or _BEFORE_MONTH.search(whole[:word_start])):
            yield made("month", (float(_MONTH[name]),), word_start, word_end)
            if "day" in group:
                yield made("day", (float(group["day"]),), *match.span("day"))
        elif "day" in group:
            yield made("number", (float(group["day"]),), *match.span("day"))
    elif "daymonth" in group:
        yield made("day", (float(group["daymonth"]),), *match.span("daymonth"))
    elif "weekday" in group:
        if whole[start].isupper():
            yield made("weekday", (float(_WEEKDAYS.index(group["weekday"].lower()) + 1),), start, end)
    elif "clock" in group:
        hour = int(re.split("[:.]", group["clock"])[0])
        minutes = re.split("[:.]", group["clock"])[1:]
        values = [float(hour)]
        if "half" in group and "p" in group["half"].lower() and hour < 12:
            values = [float(hour + 12), float(hour)]
        elif "half" in group and hour == 12 and "a" in group["half"].lower():
            values = [0.0, 12.0, 24.0]
        half = (
            ""
            if hour % 12 == 0
            else {"a": "am", "p": "pm"}.get(group.get("half", "").strip()[:1].lower(), "")
        )
        yield made("time", tuple(values), start, end, unit=half)
        if minutes and int(minutes[0]):
            first = match.start("clock") + len(str(hour)) + 1
            last = match.end("clock")
            yield made(
                "time", (float(minutes[0]),), last - 2 if last - 2 >= first else first, last, unit="minute"
            )
    elif "noon" in group:
        values = [0.0, 24.0, 12.0] if group["noon"].lower() == "midnight" else [12.0]
        yield made("time", tuple(values), start, end, weight="weak")
    elif "decade" in group:
        value = float(group["decade"].strip("'s"))
        weight: Weight = "strong" if value >= 1000 else "normal"
        yield made("year", (value, value % 100), start, end, weight=weight)
    elif "oneinn" in group:
        value = _any_value(group.get("inn") or group["ofsome"])
        part = _any_value(group["some"]) if "some" in group else 1.0
        yield made("fraction", (part / value if value else 0.0,), start, end, weight="normal")
    elif "parts" in group:
        numerator = group["numerator"].lower()
        parts = float(numerator) if numerator.isdigit() else (spelled_value(numerator) or 1.0)
        whole_of = _PARTS[group["denominator"].lower()]
        yield made("fraction", (parts / whole_of, float(whole_of)), start, end, weight="normal")
    elif "slash" in group:
        above, below = (float(part) for part in group["slash"].split("/"))
        yield made("number", (above, below), start, end, weight="weak")
    elif "ordinal" in group:
        word = group["ordinal"].lower()
        value = float(re.sub(r"\D", "", word)) if word[0].isdigit() else float(_ORDINALS[word])
        weight = "strong" if word[0].isdigit() else "weak" if value <= 2 else "normal"
        yield made("ordinal", (value,), start, end, weight=weight)
    elif "vague" in group:
        low, high = _VAGUE[re.sub(r"\s+", " ", group["vague"].lower())]
        yield made("number", (low,), start, end, high=high, approximate=True, weight="normal")
    elif "several" in group:
        scale = _SCALES[group["severalscale"].lower()]
        yield made("number", (2 * scale,), start, end, high=10 * scale, approximate=True, weight="normal")
    elif "fold" in group:
        word = group["fold"].lower()
        weight = "normal" if re.search(r"(?:ed|ing|fold)$", word) else "weak"  # a double is a hit, too
        yield made("multiple", (float(_FOLD_WORDS[word]),), start, end, weight=weight)
    elif "group" in group:
        yield made("number", (float(_GROUPS[group["group"].lower()]),), start, end, weight="weak")
    elif "ages" in group:
        yield made("age", (float(_AGES[group["ages"].lower()]),), start, end, weight="normal")
    elif "halfscale" in group:
        span = group["halfscale"].lower()
        if span in DAYS:
            yield made("duration", (0.5,), start, end, unit=span, weight="weak")
        else:
            yield made("number", (_SCALES[span] / 2,), start, end, weight="normal")
    elif "halfof" in group:
        yield made("fraction", (0.5,), start, start + 4, weight="weak")


def _round(spelled: str) -> bool:
    """Whether a number word is as good as "many": a hundred, a thousand."""
    return re.fullmatch(r"an?\s+(?:hundred|thousand|million)", spelled, re.IGNORECASE) is not None


def _plain(whole: str, match: re.Match[str], made: object) -> tuple[Quantity, int]:
    """A cardinal with whatever gives it a type: a currency sign, a unit, a year."""
    assert callable(made)
    start, end = match.span()
    number, spelled = match["number"], match["spelled"]
    value = _number(number) if number else spelled_value(spelled)
    scale = match["scale"] or match["short"]
    if scale:
        value *= _SCALES[scale.lower()]
    weight: Weight = "normal" if value <= 1 else "strong"
    if number and number.startswith("0") and number[1:2].isdigit():
        weight = "weak"  # a telephone number or a code
    if spelled:
        weight = "weak" if value <= 1 else "normal" if value <= 12 or _round(spelled) else "strong"
    approximate = bool(_APPROXIMATE.search(whole[max(0, start - 24) : start]))
    common = {"approximate": approximate, "weight": weight}
    if match["symbol"]:
        symbol = next(sign for sign in SYMBOLS if sign.lower() == match["symbol"].lower())
        return made("money", (value,), start, end, unit=SYMBOLS[symbol], **common), end
    follows = _after().match(whole, end)
    if follows is None and (match["short"] or "").lower() == "m" and not match["symbol"]:
        return made("number", (value, value / 1e6), start, end, **common), end  # 2m: metres or millions
    if follows is None:
        bare_year = number and len(number) == 4 and number.isdigit() and 1500 <= value < 2100 and not scale
        return made("year" if bare_year else "number", (value,), start, end, **common), end
    name, word = follows.lastgroup, follows[0].strip(" -")
    stop = follows.end()
    if name == "percent":
        return made("percent", (value,), start, stop, **common), stop
    if name == "old":
        return made("age", (value,), start, stop, **common), stop
    if name == "currency":
        unit = next(code for known, code in CURRENCIES_ENGLISH.items() if known.lower() == word.lower())
        if word.lower() == "won" and value < 100:
            return made("number", (value,), start, end, **common), end  # "three won" is a verb
        if word.lower() == "pounds" and value < 1000:
            return made("measure", (value,), start, stop, unit="lbs", **common), stop
        return made("money", (value,), start, stop, unit=unit, **common), stop
    if name == "time":
        return made("time", (value,), start, stop, **common), stop
    if name == "times":
        return made("multiple", (value,), start, stop, **common), stop
    if name == "duration":
        unit = DURATIONS_ENGLISH[word.lower()]
        return made("duration", (value,), start, stop, unit=unit, **common), stop
    if name == "measure":
        return made("measure", (value,), start, stop, unit=word.lower(), **common), stop
    return made("number", (value,), start, end, **common), end
