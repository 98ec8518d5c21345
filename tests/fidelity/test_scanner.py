"""What the English scanners pass over without trying their rules, no rule may begin with."""

from __future__ import annotations

import importlib
import re
import string
from collections.abc import Iterator
from typing import Any

import pytest

from align.fidelity.quantities import english
from align.fidelity.quantities.scanner import FLAGS, Scanner

parser: Any = importlib.import_module("re._parser")
LETTERS = string.ascii_letters


def beginnings(parts: Any, behind_letter: bool = True) -> tuple[list[tuple[Any, bool]], bool]:
    """What a parsed pattern may begin with, each with whether that may stand behind a letter, and whether the whole may
    be empty."""
    found: list[tuple[Any, bool]] = []
    for code, value in parts:
        name = str(code)
        if name == "AT":
            behind_letter = behind_letter and str(value) != "AT_BOUNDARY"
        elif name in ("ASSERT", "ASSERT_NOT"):
            direction, inner = value
            if direction < 0:
                behind_letter = behind_letter and not rules_out_letters(inner, wanted=name == "ASSERT")
        elif name in ("BRANCH", "SUBPATTERN", "MAX_REPEAT", "MIN_REPEAT"):
            options = value[1] if name == "BRANCH" else [value[-1]]
            each = [beginnings(option, behind_letter) for option in options]
            found += [one for those, _ in each for one in those]
            empty = any(may for _, may in each) or (name.endswith("REPEAT") and value[0] == 0)
            only_looks = name == "SUBPATTERN" and not any(those for those, _ in each)
            if only_looks or (name == "BRANCH" and not any(those for those, _ in each)):
                # Alternatives of what must stand before: a letter, where any of them may be one.
                behind_letter = behind_letter and any(may_follow_letter(option) for option in options)
            if not empty:
                return found, False
        else:
            return [*found, ((code, value), behind_letter)], False
    return found, True


def may_follow_letter(parts: Any) -> bool:
    """Whether a pattern that only looks behind itself may stand behind a letter."""
    parsed = list(parts)
    if len(parsed) == 1 and str(parsed[0][0]) in ("BRANCH", "SUBPATTERN"):
        value = parsed[0][1]
        return any(map(may_follow_letter, value[1] if str(parsed[0][0]) == "BRANCH" else [value[-1]]))
    return not any(
        str(code) == "ASSERT" and value[0] < 0 and rules_out_letters(value[1], wanted=True)
        for code, value in parsed
    )


def rules_out_letters(parts: Any, *, wanted: bool) -> bool:
    """Whether what must stand before ends with no letter, or what must not stand there is any letter."""
    *_, last = parts
    pattern = matcher(last)
    return not any(map(pattern, LETTERS)) if wanted else len(list(parts)) == 1 and all(map(pattern, LETTERS))


def matcher(part: Any) -> Any:
    """Whether one part of a parsed pattern fits a character."""
    compiler: Any = importlib.import_module("re._compiler")
    state = parser.State()
    state.str = ""
    state.flags = FLAGS | re.UNICODE
    return compiler.compile(parser.SubPattern(state, [part]), FLAGS | re.UNICODE).match


def starts(pattern: str) -> Iterator[tuple[Any, bool]]:
    found, empty = beginnings(parser.parse(pattern, FLAGS))
    assert not empty, pattern
    return ((matcher(part), behind_letter) for part, behind_letter in found)


RULES = [rule for scanner in english._scanners() for rule in scanner.rules]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.pattern.strip()[:40])
def test_no_rule_begins_where_none_is_tried(rule):
    for fits, behind_letter in starts(rule.pattern):
        assert not fits(" "), "begins with a space"
        assert not (behind_letter and any(map(fits, LETTERS))), "begins with a letter behind a letter"


@pytest.mark.parametrize(
    ("pattern", "behind"),
    [
        (r"half", True),
        (r"\bhalf", False),
        (r"(?<![A-Za-z])half", False),
        (r"(?<!\d)half", True),
        (r"(?:(?<=\bin\s)|(?<=\btime\sof\s))half", False),
        (r"(?:(?<=\bin)|(?<=\btime\sof\s))half", True),
        (r"(?:\bminus\s)?half", True),
        (r"\d+|\bhalf", False),
    ],
)
def test_what_may_stand_behind_a_letter_is_seen(pattern, behind):
    assert any(may and any(map(fits, LETTERS)) for fits, may in starts(pattern)) is behind


@pytest.mark.parametrize(
    "text",
    [
        "It rose 3.5% to NT$1,200 (US$40) in May, half of what G20 members paid on May 3-4.",
        "Twenty-one of them were 18-year-olds; one in three left at 7:30 p.m. for £2m, €3bn or ¥5tn.",
        "a1b22 CO2 Covid-19 A320s .38 rifles -5 degrees Z$5 x10 é7 éten",
    ],
)
def test_the_same_is_found_as_without(text):
    for scanner in english._scanners():
        freely = Scanner(scanner.rules)
        assert scanner.scan(text, "en") == freely.scan(text, "en")
