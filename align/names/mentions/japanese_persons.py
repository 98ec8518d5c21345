"""Full names in Japanese text whose place a title or a reading in brackets gives away.

A tagger that knows no 薬袋 or 馬敬儒 cuts such names anywhere: into the word before them, or into the title after
them (俊明代表取, 馬敬). Here every way to cut a run of kanji into what stands before, a surname, a given name and a
title is scored by what is known of each: how widely surname and given name are borne, whether they are read as
the brackets after them say, whether the rest is a title, and whether the tagger's words end there, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from align.languages import lexicon
from align.names.mentions.japanese_tokens import Token
from align.names.reading.chinese import is_surname, surname_length
from align.names.reading.japanese import given_fame, hiragana, japanese_readings, part_readings, surname_fame
from align.names.reading.korean import korean_readings

_HAN = "[\u3400-\u9fff々〆]"
_RUN = re.compile(f"{_HAN}(?:[ケヶノヵ]?{_HAN})*")
_BRACKET = re.compile(
    r"[（(]\s*([ぁ-ゖァ-ヺー]{1,14}(?:[・＝゠\u3000 ]+[ぁ-ゖァ-ヺー]{1,14}){0,3})\s*(?:[、,，]\s*\d{1,3}歳?\s*)?[）)]"
)
_GIVEN_AFTER = re.compile(f"{_HAN}{{1,3}}[ぁ-ん]?|[ぁ-ゖ]{{2,4}}|[ァ-ヺー]{{2,6}}")
_COUNTED = re.compile("[0-9０-９一二三四五六七八九十][年月日回位人歳代番枚]")
_ACADEMIC = re.compile("名誉|特任|特別|客員|教授|准教授|助教|講師|学長|学部|病院|大学")
_TWO_FAMILIES = re.compile(f"{_HAN}{{1,3}}・[ァ-ヺー]{{2,}}$")
_ENDS = re.compile("[、。，．・,.／/（(）)」』】\\s]|$|[はがをにとものやへ]|から|ら|両")
# Chosen by hand on our own sentences (tests/names/test_japanese_persons.py); scores are sums of fames, 2 to 8 a part.
_LEAST = 5.0
_LEAST_IN_BRACKETS = 3.0
_LONGEST = 7
_KNOWN_SURNAME = 3.0


@dataclass(frozen=True, slots=True)
class Span:
    """A full name from ``start`` to ``end`` of a sentence, brackets within it included; ``reading`` is what they say,
    ``rank`` what stands before a ring name."""

    start: int
    end: int
    reading: str | None = None
    rank: str | None = None


def full_names(text: str, tokens: Sequence[Token]) -> list[Span]:
    """The full names of a sentence that a title or a reading in brackets follows, and ring names after a rank; they
    do not overlap and come in order."""
    borders = {edge for token in tokens for edge in (token.start, token.end)}
    nouns = {(token.start, token.end) for token in tokens if _common(token)}
    persons = {edge for token in tokens if token.person for edge in (token.start, token.end)}
    cut = _Cuts(text, frozenset(borders), frozenset(nouns), frozenset(persons))
    found: list[Span] = []
    for run in _RUN.finditer(text):
        if found and run.start() < found[-1].end:
            continue
        ways = (cut.ranked, cut.bracketed, cut.titled)
        span = next((one for way in ways if (one := way(run.start(), run.end()))), None)
        if span is not None:
            found.append(span)
    return found


def _common(token: Token) -> bool:
    """Whether a word of the dictionary is none of a person's name: 会見; 司法長官, which it holds as a proper noun."""
    noun = token.pos[:2] == ("名詞", "普通名詞") or token.pos[1:3] == ("固有名詞", "一般")
    return noun and not token.unknown and token.end - token.start > 1


@dataclass(frozen=True, slots=True)
class _Cuts:
    """Where a sentence may be cut: borders of the tagger's words, its common nouns, and edges of its persons."""

    text: str
    borders: frozenset[int]
    nouns: frozenset[tuple[int, int]]
    persons: frozenset[int]

    def bracketed(self, start: int, end: int) -> Span | None:
        """The name at the end of a run of kanji that a reading in brackets follows, with a given name after them."""
        bracket = _BRACKET.match(self.text, end)
        if bracket is None:
            return None
        reading = re.sub("[\u3000 ]+", "・", bracket[1])
        options: list[tuple[float, Span]] = []
        for at in range(start, end):
            name = self.text[at:end]
            left = self._left(start, at)
            whole = _read_as(name, reading)
            if whole is not None:
                options.append((whole + left, Span(at, end, reading)))
            if "・" not in reading and (given := _given_read_as(name, reading)) is not None:
                options.append((given + left, Span(at, end, reading)))
            if "・" not in reading and (after := self._given_after(bracket.end())) is not None:
                family = _family_read_as(name, reading)
                if family is not None:
                    stop = bracket.end() + len(after)
                    options.append((family + left + _given_score(after), Span(at, stop, reading)))
        score, span = max(options, key=lambda one: one[0], default=(0.0, None))
        return span if score >= _LEAST_IN_BRACKETS else None

    def _given_after(self, at: int) -> str | None:
        match = _GIVEN_AFTER.match(self.text, at)
        if match is None or title_length(self.text[at : at + 24]):
            return None  # 小野寺薫（おのでらかおる）元村長
        for length in range(len(match[0]), 0, -1):
            given, rest = match[0][:length], self.text[at + length :]
            titled = title_length(rest)
            if given_known(given) and (titled or (_ENDS.match(rest) and not re.match("[ぁ-ゖ]", given))):
                return given
        return None

    def titled(self, start: int, end: int) -> Span | None:
        """The full name in a run of kanji whose end is a title, or that a title in katakana follows."""
        best, found = _LEAST, None
        for stop in range(min(end, start + 24), start + 1, -1):
            rest = self.text[stop : stop + 24]
            title = title_length(rest)
            if not title or (stop + title < end and stop + title not in self.borders):
                continue
            if self.text[stop - 1] == "大" and _ACADEMIC.match(rest):
                continue  # 青葉大名誉教授
            if self.text[stop - 1] in "東西南北中" and not self._tagged(start, stop):
                continue  # 十和田南支店長
            if any(self.text[at:stop] in _title_words() for at in range(max(start, stop - 5), stop)):
                continue  # 大名誉 before 教授
            for at in range(max(start, stop - _LONGEST), stop - 1):
                score = self._full(at, stop) + self._left(start, at)
                if score > best:
                    best, found = score, Span(at, stop)
            married = _TWO_FAMILIES.search(self.text[:start])
            if found is None and married and stop - start <= 3 and given_fame(self.text[start:stop]):
                return Span(married.start(), stop)  # 芹沢・コリンズ恵美
        return found

    def _full(self, start: int, end: int) -> float:
        """How plainly some kanji are a full name, before a title: minus infinity for none."""
        name = self.text[start:end]
        best = -10.0
        if _COUNTED.match(self.text, max(0, start - 1)):
            return best  # ３年松浦
        inner = [(a, b) for a, b in self.nouns if a < end and start < b]
        for at in range(1, len(name)):
            family, given = surname_fame(name[:at]), given_fame(name[at:])
            if family and given:
                best = max(best, family + given - 2.5 * (at == 1) - abs(len(name) - at - 2) * 0.5)
        if not self._tagged(start, end) and len(inner) > 1:
            best -= 6.0
        if abroad := _chinese_score(name):
            after_kana = re.search("[ァ-ヺー]$", self.text[:start]) is not None  # モテア司法長官
            best = max(best, abroad - 6.0 * bool(inner) - 6.0 * after_kana)
        return best if not any(a <= start and end <= b for a, b in inner) else -10.0

    def _tagged(self, start: int, end: int) -> bool:
        return any(start <= edge <= end for edge in self.persons)

    def _left(self, start: int, at: int) -> float:
        """What stands before a name in its run: nothing, whole words, or a part of one."""
        if at == start:
            return 1.0
        if at - start == 1 and self.text[start] not in "元前現新同故兼":
            return -5.0  # 長 of 長曽我部, 小 of 小山田
        return 0.0 if at in self.borders else -2.5

    def ranked(self, start: int, end: int) -> Span | None:
        """A ring name after its bearer's rank (大関天城富士, 前頭２枚目の大翔鶴, 元関脇・岩手岳)."""
        before = _rank().search(self.text[:start])
        inside = _rank_head().match(self.text[start:end])
        at = start if before else start + inside.end() if inside else end
        rank = (before[1] or before[2]) if before else inside[1] if inside else None
        if not 2 <= end - at <= 5 or title_length(self.text[at:end]) or (at, end) in self.nouns:
            return None
        bracket = _BRACKET.match(self.text, end)
        if not (bracket or _ENDS.match(self.text[end:])):
            return None
        return Span(at, end, bracket[1] if bracket else None, rank)


@cache
def _rank() -> re.Pattern[str]:
    ranks = "|".join(lexicon.words("ja", "ranks.txt"))
    return re.compile(
        f"({ranks})(?:東|西)?(?:筆頭|[0-9０-９一二三四五六七八九十]+枚目)?[の・]?$|[県市都府道国区州ァ-ヺー](出身)の$"
    )


@cache
def _rank_head() -> re.Pattern[str]:
    return re.compile(f"(?:.{{0,4}}?)({'|'.join(lexicon.words('ja', 'ranks.txt'))})")


@lru_cache(maxsize=4096)
def given_known(given: str) -> bool:
    """Whether a string can be a given name: one in kana, or kanji that the table holds as one."""
    return bool(re.fullmatch("[ぁ-ゖ]{2,4}|[ァ-ヺー]{2,6}", given)) or given_fame(given) > 0


def _given_score(given: str) -> float:
    return max(given_fame(given), 2.0)


@lru_cache(maxsize=4096)
def _read_as(name: str, reading: str) -> float | None:
    """How plainly kanji are the name that a reading in brackets gives; None where they can hardly be."""
    parts = reading.split("・")
    if re.search("[ァ-ヺ]", reading):
        return _chinese_score(name) or (2.5 if len(parts) > 1 and 2 <= len(name) <= 4 else None)
    if len(parts) == 2:
        family, given = map(hiragana, parts)
        best = None
        for at in range(1, len(name)):
            score = _agrees(name[:at], family, "surname") + _agrees(name[at:], given, "given")
            best = score if best is None or score > best else best
        return best
    if len(parts) == 1 and len(name) >= 2:
        if any((one.kana or "").replace(" ", "") == hiragana(reading) for one in japanese_readings(name, 64)):
            return 8.0
        known = _agrees(name, hiragana(reading), "surname")
        return known if known > 1.0 else None
    return None


@lru_cache(maxsize=4096)
def _given_read_as(name: str, reading: str) -> float | None:
    """How plainly kanji are a known surname and a given name that is read so: 鷲尾冬子(ふゆこ)."""
    kana = hiragana(reading)
    if re.search("[ァ-ヺ]", reading):
        return None
    cuts = [at for at in range(2, len(name)) if surname_fame(name[:at]) >= _KNOWN_SURNAME]
    scores = [_agrees(name[at:], kana, "given") + min(surname_fame(name[:at]), 4.0) for at in cuts]
    return max((score for score in scores if score >= 2 * _LEAST_IN_BRACKETS), default=None)


def _family_read_as(name: str, reading: str) -> float | None:
    """How plainly kanji are a surname that is read so."""
    if re.search("[ァ-ヺ]", reading):
        return 2.0 if len(name) == 1 and is_surname(name) else None
    known = _agrees(name, hiragana(reading), "surname")
    return known if known >= 1.0 else None


@lru_cache(maxsize=8192)
def _agrees(part: str, kana: str, kind: str) -> float:
    """How well a part of a name goes with its reading: by what dictionaries say of it, then by its length, for kanji
    are read with one to three kana each."""
    fame = surname_fame(part) if kind == "surname" else given_fame(part)
    if any(said == kana for said, _, _ in part_readings(part, kind)):
        return 4.0 + min(fame, 4.0)
    fits = len(part) <= len(kana) <= 4 * len(part)
    return (1.0 + min(fame, 3.0)) if fits and len(part) <= 4 else -4.0


def _chinese_score(name: str) -> float | None:
    """How plainly kanji are a Chinese or Korean full name: two to four with a surname first; None for none."""
    cut = surname_length(name)
    if not 2 <= len(name) <= 4 or not is_surname(name[:cut]) or not 1 <= len(name) - cut <= 2:
        return None
    return 5.0 + 0.5 * (len(name) - cut == 2) + 0.5 * bool(korean_readings(name))


@cache
def _titles() -> frozenset[str]:
    return frozenset(lexicon.words("ja", "titles.txt"))


@cache
def _title_words() -> frozenset[str]:
    words = (*_titles(), *lexicon.words("ja", "title_modifiers.txt"))
    return frozenset(word for word in words if len(word) > 1)


@lru_cache(maxsize=16384)
def title_length(after: str) -> int:
    """How many of the first characters of a text are a title: modifiers and cores, ending with a core; the longest."""
    modifiers = frozenset(lexicon.words("ja", "title_modifiers.txt"))
    longest = 0
    reached = {0}
    for at in range(20):
        if at not in reached:
            continue
        for end in range(at + 1, min(at + 10, len(after)) + 1):
            piece = after[at:end]
            if piece in _titles():
                longest = max(longest, end)
                reached.add(end)
            elif piece in modifiers:
                reached.add(end)
    return longest
