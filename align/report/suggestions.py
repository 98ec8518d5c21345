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
    """Digits for digits, with the unit where both have one."""
    there, wanted = _NUMBER.match(found), _NUMBER.match(expected)
    if not there or not wanted:
        return None
    if found.endswith("%"):
        return f"{wanted.group()}%" if expected.endswith(("%", "percent")) else None
    units = found[there.end() :].strip(), expected[wanted.end() :].strip()
    if bool(units[0]) != bool(units[1]):
        return None
    return expected


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
    if not expected.isalpha():
        return None
    if _SIGN.match(found):
        return f"{_SIGN.sub('', found, count=1)} {expected}"
    return _CURRENCIES.sub(expected, found) if _CURRENCIES.search(found) else None


def _name(found: str, expected: str) -> str | None:
    """A whole name for a whole name; for one word, the part of the name that it is nearest to, else the last."""
    from rapidfuzz.fuzz import ratio

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
    "places": _as_it_is,
    "style": lambda _, expected: expected,
    "terminology": _as_it_is,
    "wrong_word": _as_it_is,
    "repetition": _as_it_is,
}
