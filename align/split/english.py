"""Sentence ends in English, and in other languages in Latin, Cyrillic and like scripts.

The convention for quotations is that of :mod:`align.split.chinese_japanese`: “A. B,” he said. is
one sentence, He said: “A. B.” two.
"""

from __future__ import annotations

import bisect
import re

from align.split.marks import outermost

_STOP = re.compile(
    r"(?:[.!?]+|…|\.{3}|(?:\. ){2,3}\.|[。！？])[.!?…]*[\"”’'»)\]」』]*(?:\[\d{1,3}\])*(?=\s|$)|[。！？][”」』]*"
)
_TOKEN = re.compile(r"\S{1,40}$")
_NEXT = re.compile(r"\s*([\"“‘'«(\[—–-]*)\s?(\w[\w’'.-]{0,30})?")

# Never the last word of a sentence: what follows belongs to it.
_LEADING = frozenset(
    """mr mrs ms mx dr prof gen sen rep gov lt col sgt capt cpl maj adm cmdr rev fr hon pres supt det insp messrs
    mmes st mt ft vs v cf eg ie al approx ca mlle mme e.g i.e viz""".split()
)
# Followed by a number they do not end a sentence.
_NUMBERED = frozenset(
    """no nos rs p pp vol vols fig figs art arts sec ch chap para ver ed op jan feb mar apr jun jul aug sep sept oct
    nov dec""".split()
)
# May end a sentence; they do when a word follows that usually begins one.
_EITHER = frozenset(
    """u.s u.k u.n u.s.a e.u u.a.e d.c p.r.c r.o.k n.y l.a b.c a.d a.m p.m am pm inc corp ltd co llc plc bros jr sr
    etc dept univ assn ave blvd rd gov't int'l ph.d m.d b.a m.a m.b.a d.d.s r.n esq est gmt sq dist ariz calif colo
    conn fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis
    wyo jan feb mar apr jun jul aug sep sept oct nov dec min max fri thu thurs tue tues wed sat sun mon""".split()
)
_STARTERS = frozenset(
    """the a an this that these those he she it they we you i his her its their our my your there here in on at as
    by for from with and but or so yet if when while after before although though because since however moreover
    meanwhile also both such what who why how where which some many most all no not one two three according despite
    during under over last next now then earlier later still even only just to of is are was were do does did has
    have had will would can could should""".split()
)
_SAID = (
    r"(?:said|says|say|asked|asks|added|adds|told|wrote|writes|replied|recalled|explained|noted|stated|stressed|argued|warned|"
    r"insisted|continued|concluded|declared|announced|shouted|cried|exclaimed|quipped|tweeted|posted|lamented|commented)\b"
)
_REPORTING = re.compile(rf"\s*(?:[A-Z][\w.’'-]*,?\s+(?:[\w.’'-]+\s+){{0,5}}?{_SAID}|{_SAID})")
_BRANDS = frozenset(("yahoo!", "jeopardy!", "yum!", "panic!", "kahoot!", "oliver!", "guess?", "mamma mia!"))
_LIST_MARK = re.compile(r"\s*[(\[]?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]?$")


def boundaries(text: str) -> list[int]:
    """Offsets after each sentence end in one paragraph; the paragraph's own end may be left out."""
    spans = outermost(text)
    starts = [span.start for span in spans]
    bound: dict[int, bool] = {}
    ends: list[int] = []
    sentence, final = 0, len(text.rstrip())
    for stop in _STOP.finditer(text):
        if stop.end() <= sentence or not _is_stop(text, stop, sentence, final):
            continue
        at = bisect.bisect_right(starts, stop.start()) - 1
        if at >= 0 and stop.start() < spans[at].end:
            span = spans[at]
            if at not in bound:
                bound[at] = _is_bound(
                    text,
                    span.end,
                    in_brackets=not span.quotation and span.start > sentence + _space(text, sentence),
                )
            if bound[at]:
                continue
        ends.append(stop.end())
        sentence = stop.end()
    return ends


def _space(text: str, at: int) -> int:
    return len(text[at : at + 8]) - len(text[at : at + 8].lstrip())


def _is_stop(text: str, stop: re.Match[str], sentence: int, final: int) -> bool:
    mark = stop[0]
    if mark[0] in "。！？":
        return True
    following = _NEXT.match(text, stop.end())
    opening, word = (following[1], following[2] or "") if following else ("", "")
    if stop.end() >= final:
        return True
    if not word:
        return bool(opening)
    starts_low = word[0].islower()
    if starts_low and not opening.strip("-–—"):
        return False
    found = _TOKEN.search(text, max(sentence, stop.start() - 40), stop.start())
    token = (found[0] if found else "").lstrip("\"“‘'«([-—–").lower()
    if mark[0] in "!?":
        return f"{token}{mark[0]}" not in _BRANDS or (word.lower() in _STARTERS and word[0].isupper())
    if not mark.startswith(".") or mark.startswith("..") or mark[1:2] == " ":
        return word[0].isupper() or word[0].isdigit() or bool(opening)
    return _period_ends(text, stop, sentence, token, word, bool(opening.strip("([-–—")))


def _period_ends(text: str, stop: re.Match[str], sentence: int, token: str, word: str, quoted: bool) -> bool:
    if (
        stop.start() - sentence <= 10
        and len(stop[0]) == 1
        and _LIST_MARK.match(text[sentence : stop.start()])
    ):
        return False  # "1. First item"
    bare = token.replace("’", "'")
    if len(stop[0]) > 1:  # a closing mark stands between: “… in the U.S.” The
        return True
    if bare in _LEADING:
        return False
    if bare in _NUMBERED and word[0].isdigit():
        return False
    starter = (word.lower() in _STARTERS and word[0].isupper()) or quoted
    if bare in _EITHER or re.fullmatch(r"(?:[a-z]\.){1,4}[a-z]", bare):
        return starter
    if len(bare) == 1 and bare.isalpha():  # an initial, unless the sentence can end there: "Plan B. The"
        return starter and word.lower() not in ("i", "a")
    return True


def _is_bound(text: str, end: int, *, in_brackets: bool) -> bool:
    """Whether what follows a closing mark continues the sentence that the quotation stands in."""
    if in_brackets:
        return True
    rest = text[end : end + 120]
    if not rest.strip():
        return False
    following = rest.lstrip()[:1]
    if following.islower() or following in ",;:—–-" or not rest[0].isspace():
        return True
    return bool(_REPORTING.match(rest)) and bool(re.search(r"[,!?…—-]\W{0,2}$", text[max(0, end - 3) : end]))
