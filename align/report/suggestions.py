"""What could be put in a finding's place as it stands there: ``14`` for ``4th``, ``450 billion yen`` for ``yen``.

A finding's ``expected`` is in the target's own words but not always in the form that the passage has. Here are the
forms that can be fitted without doubt; where one cannot, there is no suggestion, and the editor writes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from align.document import Finding

LONGEST = 60  # characters: what is longer is a sentence, in which only a part is wrong
# A name and its misspelling are this much alike (rapidfuzz's ratio); chosen by hand: Akizawa and Akazawa are 86,
# Mnuchin and Scott 17.
SAME_NAME = 60.0
_ALTERNATIVES = re.compile(r"[;/]|, | or |…")
_NUMBER = re.compile(r"\d[\d,.]*")
_SCALE = re.compile(r"\s(thousand|million|billion|trillion)\b")
_BOUND = re.compile(r"(?:slightly |a little )?(?:more|less|fewer) than\b", re.IGNORECASE)
_WAY = re.compile(r"(?:up|down)\b", re.IGNORECASE)
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)$")
_SIGN = re.compile(r"(?:US|A|HK|NT)?[$¥€£]\s?")
_CURRENCIES = re.compile(r"\b(?:yen|yuan|renminbi|dollars?|euros?|won|pounds?)$")


def suggestion(finding: Finding) -> str | None:
    """What to write in place of the finding's target text; None where that is not certain."""
    place, expected = finding.target, (finding.expected or "").strip()
    if place is None or not place.text.strip() or not expected or expected == place.text:
        return None
    if len(place.text) > LONGEST or _ALTERNATIVES.search(expected):
        return None
    fit = _FORMS.get(finding.check)
    made = fit(place.text, expected) if fit else None
    return made if made != place.text else None


def _as_it_is(found: str, expected: str) -> str | None:
    """The expected words, begun with a capital where the passage was."""
    return expected[:1].upper() + expected[1:] if found[:1].isupper() else expected


def _number(found: str, expected: str) -> str | None:
    """Another number in the form of the passage: with its unit where only one of the two names one, per cent as it
    is written there."""
    there, wanted = _parts(found), _parts(expected)
    if there is None or wanted is None or there[:2] == wanted[:2]:
        return None
    number, scale, rest = wanted
    if there[2] == "%":
        return f"{number}%" if rest in ("%", "percent") else None
    if there[2] and rest and there[2] != rest:
        return None
    return " ".join(part for part in (number, scale, there[2]) if part)


def _parts(text: str) -> tuple[str, str, str] | None:
    """A number's digits, its scale (``billion``) and what it counts; None for what does not begin with digits."""
    number = _NUMBER.match(text)
    if not number:
        return None
    scale = _SCALE.match(text, number.end())
    rest = text[(scale or number).end() :]
    if rest[:1] == "-":
        return None
    return number.group(), scale.group(1) if scale else "", rest.strip()


def _threshold(found: str, expected: str) -> str | None:
    """``less than`` for ``more than`` before the same amount."""
    there, wanted = _BOUND.match(found), _BOUND.match(expected)
    if not there or not wanted or _digits(found) != _digits(expected):
        return None
    return _as_it_is(found, wanted.group() + found[there.end() :])


def _direction(found: str, expected: str) -> str | None:
    """``up`` for ``down`` before the same amount, as the passage writes it."""
    there, wanted = _WAY.match(found), _WAY.match(expected)
    return _as_it_is(found, wanted.group() + found[there.end() :]) if there and wanted else None


def _office(found: str, expected: str) -> str | None:
    """An office with a word before it, or without the one that it has."""
    longer = expected.casefold().endswith(f" {found.casefold()}")
    shorter = found.casefold().endswith(f" {expected.casefold()}")
    return _as_it_is(found, expected) if longer or shorter else None


def _digits(text: str) -> str:
    number = _NUMBER.search(text)
    return number.group() if number else ""


def _date(found: str, expected: str) -> str | None:
    """A day as the passage writes it: ``4`` for ``4th`` where a plain number stood."""
    ordinal = _ORDINAL.match(expected)
    if found.isdigit():
        return ordinal.group(1) if ordinal else expected if expected.isdigit() else None
    if _ORDINAL.match(found):
        return expected if ordinal else None
    return expected if found.isalpha() and expected.isalpha() else None


def _currency(found: str, expected: str) -> str | None:
    """An amount with another currency: ``$450 billion`` and ``yen`` make ``450 billion yen``."""
    if not re.fullmatch(r"[A-Za-z. ]+", expected):
        return None
    if _SIGN.match(found):
        return f"{_SIGN.sub('', found, count=1)} {expected}"
    return _CURRENCIES.sub(expected, found) if _CURRENCIES.search(found) else None


def _name(found: str, expected: str) -> str | None:
    """A whole name for a whole name; for one word, the part of the name that it is nearest to, else the last."""
    from rapidfuzz.fuzz import ratio

    if found.endswith(("'s", "’s")):
        whose = _name(found[:-2], expected)
        return whose + found[-2:] if whose else None
    parts = expected.split()
    if len(found.split()) == len(parts):
        return expected
    if len(found.split()) > 1:
        return None
    near = [part for part in parts if ratio(part.casefold(), found.casefold()) >= SAME_NAME]
    return max(near or parts[-1:], key=lambda part: ratio(part.casefold(), found.casefold()))


_FORMS: dict[str, Callable[[str, str], str | None]] = {
    "numbers": _number,
    "dates": _date,
    "currency": _currency,
    "names": _name,
    "exchanged_amounts": _number,
    "exchanged_persons": _name,
    "thresholds": _threshold,
    "direction": _direction,
    "percentage_points": _as_it_is,
    "offices": _office,
    "places": _as_it_is,
    "style": lambda _, expected: expected,
    "terminology": _as_it_is,
    "wrong_word": _as_it_is,
    "repetition": _as_it_is,
}
