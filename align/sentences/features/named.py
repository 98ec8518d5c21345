"""Names that both texts hold, by their letters, by their sound, or by the tables of places and names in the news."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache

import numpy as np

from align.languages import lexicon
from align.languages.sounds import (
    CAPITALS,
    FOREIGN,
    KATAKANA,
    pinyin,
    sounds_of_english,
    sounds_of_foreign,
    sounds_of_kana,
)
from align.sentences.features.characters import Points, points_of

Places = set[int]

_LATIN = re.compile(r"[a-z]{0,3}[A-Z][A-Za-z]{2,}")  # that is written like a name
# A name in characters with its reading, 勅使河原玲子（てしがわら・れいこ）, or its letters, 御手洗光（Hikari Mitarai）.
_GLOSS = re.compile(
    r"([\u3400-\u9fff々〆ヶ]{1,6})[（(《]"
    r"(?:([\u3041-\u3096\u30a1-\u30fa・ー\u3000 =＝]{2,30})|([A-Z][A-Za-z’' -]{2,40}))[）)》]"
)
_SOFT = str.maketrans("ぎげギゲ", "じじジジ")
_PARTS = re.compile(r"[・\u3000 =＝]+")
_SHORTEST_PINYIN = 5  # letters of two syllables; shorter ones are words
_HAN = (0x4E00, 0xA000)


def names_of(
    source: Sequence[str], target: Sequence[str], languages: tuple[str, str]
) -> tuple[dict[str, Places], dict[str, Places]]:
    """For each text, its names as keys, with the sentences that hold them; only where one of the texts is English.
    A key that the other text lacks may be among them."""
    if "en" not in languages or languages[0] == languages[1]:
        return {}, {}
    if languages[0] == "en":
        other, english = names_of(target, source, languages[::-1])
        return english, other
    known = _Text(source), _Text(target)
    english = _english(known[1])
    other = _other(known[0], languages[0], english)
    return other, english


class _Text:
    """A text joined, to be searched in one go."""

    __slots__ = ("bounds", "joined", "points")

    def __init__(self, sentences: Sequence[str]) -> None:
        self.joined = "\n".join(sentences)
        self.points: Points
        self.points, self.bounds = points_of(sentences)

    def sentences_of(self, places: Sequence[int]) -> list[int]:
        """The sentences of characters."""
        found: list[int] = (np.searchsorted(self.bounds, np.array(places), side="right") - 1).tolist()
        return found

    def find(self, part: str) -> list[int]:
        """Where a string stands."""
        places, at = [], self.joined.find(part)
        while at >= 0:
            places.append(at)
            at = self.joined.find(part, at + 1)
        return places


def _sorted_in(text: _Text, found: Sequence[tuple[int, str]]) -> dict[str, Places]:
    keys: defaultdict[str, Places] = defaultdict(set)
    for (_, key), sentence in zip(found, text.sentences_of([place for place, _ in found]), strict=True):
        keys[key].add(sentence)
    return keys


def _english(text: _Text) -> dict[str, Places]:
    """Sounds of capitalised words, the words, and what the tables know them by."""
    found = [(match.start(), match[0].lower()) for match in _LATIN.finditer(text.joined)]
    for match in CAPITALS.finditer(text.joined):
        found += [(match.start(), key) for key in _keys_of(match[0])]
    return _sorted_in(text, found)


@lru_cache(maxsize=20_000)
def _keys_of(name: str) -> tuple[str, ...]:
    """The sounds of capitalised words, and the runs of them that the tables know."""
    words, forms = name.split(), _forms()
    spans = (
        (first, last)
        for first in range(len(words))
        for last in range(first + 1, min(len(words), first + 4) + 1)
    )
    known = [f"={form}" for first, last in spans if (form := " ".join(words[first:last])) in forms]
    return tuple({*sounds_of_english(words, least=2), *known})


def _other(text: _Text, language: str, english: Mapping[str, Places]) -> dict[str, Places]:
    wanted = english.keys()
    found = [(match.start(), match[0].lower()) for match in _LATIN.finditer(text.joined)]
    found += _of_tables(text, language, wanted)
    found += _of_glosses(text)
    if language == "ja":
        for match in KATAKANA.finditer(text.joined):
            found += [(match.start(), key) for key in sounds_of_kana(match[0].split("・"))]
    else:
        found += _of_pinyin(text, wanted)
        for match in FOREIGN.finditer(text.joined):
            found += [(match.start(), key) for key in sounds_of_foreign(match[0], wanted)]
    return _sorted_in(text, [(place, key) for place, key in found if key in wanted])


def _of_tables(text: _Text, language: str, wanted: Set[str]) -> Iterator[tuple[int, str]]:
    forms = _forms()
    for key in wanted:
        if key.startswith("="):
            for form in forms[key[1:]][language == "ja"]:
                yield from ((place, key) for place in text.find(form))


def _of_glosses(text: _Text) -> Iterator[tuple[int, str]]:
    """Names whose reading or letters stand in brackets, there and wherever the longest part of the name that comes
    again stands."""
    for match in _GLOSS.finditer(text.joined):
        parts = _PARTS.split((match[2] or match[3]).strip())
        if match[2]:  # the English g before e and i is heard as j, the Japanese is none
            keys = {*sounds_of_kana(parts, least=2)}
            keys.update(sounds_of_kana([part.translate(_SOFT) for part in parts], least=2))
        else:
            keys = {*sounds_of_english(parts, least=2)}
        places = [match.start(), *_again(text, match[1], match.start())]
        for key in keys:
            yield from ((place, key) for place in places)


def _again(text: _Text, name: str, at: int) -> list[int]:
    for length in range(len(name), 1, -1):
        for first in range(len(name) - length, -1, -1):
            places = [place for place in text.find(name[first : first + length]) if place != at + first]
            if places:
                return places
    return []


def _of_pinyin(text: _Text, wanted: Set[str]) -> list[tuple[int, str]]:
    """Chinese syllables that stand together and make a wanted word."""
    numbers, known = _syllables()
    names = {}
    for word in wanted:
        if len(word) >= _SHORTEST_PINYIN and word[0].isalpha():
            for cut in range(1, min(len(word), 7)):
                first, second = known.get(word[:cut]), known.get(word[cut:])
                if first and second:
                    names[first * len(known) * 2 + second] = word
    if not names:
        return []
    own = numbers[np.clip(text.points.astype(np.int64) - _HAN[0], -1, len(numbers) - 1)]
    own[(text.points < _HAN[0]) | (text.points >= _HAN[1])] = 0
    couples = own[:-1] * len(known) * 2 + own[1:]
    places = np.flatnonzero(np.isin(couples, np.array(list(names))) & (own[:-1] > 0) & (own[1:] > 0))
    return [(int(place), names[int(couples[place])]) for place in places]


@cache
def _syllables() -> tuple[np.ndarray, Mapping[str, int]]:
    """The number of each character's syllable, by code point from the first Han character; and of each syllable."""
    readings = pinyin()
    known = {syllable: number for number, syllable in enumerate(sorted(set(readings.values())), 1)}
    numbers = np.zeros(_HAN[1] - _HAN[0] + 1, np.int64)
    for character, syllable in readings.items():
        numbers[ord(character) - _HAN[0]] = known[syllable]
    return numbers, known


@cache
def _forms() -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """English forms of places and names in the news to their Chinese and their Japanese forms."""
    found: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for file, english, others in (("places.tsv", 0, (4, 3)), ("aliases.tsv", 1, (4, 3))):
        for row in lexicon.rows("multilingual", file)[1:]:
            zh, ja = (tuple(form for form in row[cell].split("|") if form) for cell in others)
            for form in (row[english], *row[english + 1].split("|")):
                if form and (zh or ja):
                    old = found.get(form, ((), ()))
                    found[form] = (tuple(dict.fromkeys(old[0] + zh)), tuple(dict.fromkeys(old[1] + ja)))
    return found
