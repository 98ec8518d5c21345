"""What looks like a person's name in an English sentence, told without knowing any name."""

from __future__ import annotations

import re

MONTHS = "January February March April May June July August September October November December".split()
_NAME = re.compile(r"(?<![.!?\"“]\s)(?<!^)\b[A-Z][a-z]{2,}(?:\s[A-Z][a-z]{2,}){1,2}\b")
_NOT_NAMES = frozenset(
    "The This That These And But For With From News University Ministry Department Street Party Court City "
    "Prefecture State States United Kingdom National House Council Association League Cup Club School Bank "
    "Covid President Prime Minister Mayor Governor Sunday Monday Tuesday Wednesday Thursday Friday Saturday "
    "Police Office Hospital Island Islands Lake River South North East West New White Act Bill Shimbun "
    "World Olympic Olympics Games Red Black Digital Health Public Center Centre Company Group".split()
) | {*MONTHS}
_TITLE_BEFORE = re.compile(
    r"\b(?:Mr\.?|Ms\.?|Mrs\.?|Dr\.?|Professor|President|Minister|Secretary|Mayor|Governor|Coach|coach|Manager|manager"
    r"|Chairman|Director|director|CEO|Captain|Senator|MP|named|by|spokesman|spokeswoman|leader|player|[a-z]+er)\s$"
)
_PERSON_AFTER = re.compile(
    r"\s(?:said|says|told|added|stated|announced|who|has|was|is|wrote|tweeted)\b|\s?\(\d\d\)|,\s\d\d\b"
)


def names_in(line: str) -> list[re.Match[str]]:
    """What looks like a person's full name in an English sentence: by its title, or by what follows."""
    found = (one for one in _NAME.finditer(line) if not _NOT_NAMES & set(one[0].split()))
    return [
        one
        for one in found
        if _TITLE_BEFORE.search(line[: one.start()]) or _PERSON_AFTER.match(line[one.end() :])
    ]
