"""Names in hanzi as they are said outside Mandarin: in other Chinese, in Vietnamese, in Korean.

Nobody can list how 曹观友 spells himself (Chow Kon Yeow), but it is no secret what his family name may become, and the
syllables of his given name follow laws of sound: an initial becomes one of a few others, a nasal stays nasal, and a
vowel stays open or gets the stop that Mandarin lost. So the family name is looked up in a table, and each syllable is
held to these laws (Norman, Chinese, 1988, ch. 9). They are loose: they say that a spelling may be the name's, in a
text that has nobody else of that family name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from typing import Literal

from align.languages import lexicon
from align.names.reading.chinese import cantonese_spellings, surname_length, syllables, wade_giles
from align.names.script.letters import fold_letters
from align.names.script.symbols import simplified

Tongue = Literal["southern", "vietnamese", "korean"]
_TONGUES: tuple[Tongue, ...] = ("southern", "vietnamese", "korean")
# A syllable of a Korean given name as Koreans spell it.
KOREAN = re.compile(
    "(?:kk|ch|ss|[kgndtrlmbpsjh])?[yw]?(?:ae|eo|eu|oo|ou|ui|oe|ee|a|e|i|o|u)(?:ng|[nmkglpbtr])?"
)
# One of any Chinese: not ant or hony, the halves of Anthony.
_SYLLABLE = re.compile("[bcdfghjklmnpqrstvwxyz]{0,3}[aeiouy]{1,4}w?(?:ng|nh|ch|ck|[nmktpgbchr])?|ng")
_INITIAL = re.compile("zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]|")


@dataclass(frozen=True, slots=True)
class Spelled:
    """How a spelling fits a name said in another tongue: ``fitting`` of the ``of`` syllables of its given name do."""

    tongue: Tongue
    surname: str
    given: tuple[str, ...]
    fitting: int
    of: int

    @property
    def in_words(self) -> str:
        """The tongue as a reader knows it."""
        return {"southern": "another Chinese than Mandarin", "vietnamese": "Vietnamese", "korean": "Korean"}[
            self.tongue
        ]

    def overseas(self, surname: str) -> bool:
        """Whether the family name is spelled as nobody in Beijing, Taipei or Hong Kong spells it."""
        own = syllables(surname) if len(surname) == 1 else ()
        at_home = {*own, *map(wade_giles, own), *lexicon.table("zh", "hongkong.tsv").get(surname, ())}
        return self.tongue == "southern" and self.surname not in at_home

    @property
    def whole(self) -> bool:
        """Whether every syllable of the given name fits."""
        return self.fitting == self.of


@lru_cache(maxsize=4096)
def surname_spellings(surname: str) -> dict[str, tuple[Tongue, ...]]:
    """The folded spellings of a family name in simplified hanzi that are not Mandarin's, each with its tongues."""
    southern, vietnamese = _surnames().get(surname, ((), ()))
    hong_kong = lexicon.table("zh", "hongkong.tsv").get(surname, ())
    taiwan = [wade_giles(said) for said in syllables(surname)] if len(surname) == 1 else []
    taiwan += [said.replace("ao", "au") for said in taiwan]  # 郝 is Hau, 趙 Chau
    if not hong_kong:
        hong_kong = tuple(map("".join, product(*(cantonese_spellings(hanzi) for hanzi in surname))))
    own = lexicon.table("zh", "surname_readings.tsv").get(surname) or (
        syllables(surname)
        if len(surname) == 1
        else ["".join(syllables(c)[0] for c in surname if syllables(c))]
    )
    found: dict[str, tuple[Tongue, ...]] = {}
    by_tongue: tuple[tuple[Tongue, Sequence[str]], ...] = (
        ("southern", (*southern, *hong_kong, *taiwan, *own)),
        ("vietnamese", vietnamese),
        ("korean", lexicon.table("ko", "hanja.tsv").get(surname, ())),
    )
    for tongue, spellings in by_tongue:
        for spelling in spellings:
            key = fold_letters(spelling)
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), tongue)))
    return found


def surnames_abroad() -> frozenset[str]:
    """All family names of the table of spellings abroad and of Vietnamese ones, folded."""
    return frozenset(fold_letters(s) for row in _surnames().values() for part in row for s in part)


@lru_cache(maxsize=16384)
def spelled_elsewhere(name: str, spelling: str) -> Spelled | None:
    """How a spelling of two words or more fits a name of two to four hanzi in a tongue other than Mandarin, best first;
    None when its family name is none that the hanzi can have, or the whole is pinyin."""
    plain = simplified(name)
    cut = surname_length(plain)
    surname, given = plain[:cut], plain[cut:]
    words = [fold_letters(word) for word in re.split(r"[\s\-‐–]+", spelling)]
    if not 1 <= len(given) <= 3 or not 2 <= len(words) <= 5 or not all(words):
        return None
    best: Spelled | None = None
    families = surname_spellings(surname)
    for at, family in enumerate(words):
        rest = words[at + 1 :] or words[:at]
        tongues = families.get(family, ())
        if "korean" in tongues and _looks_korean(given, spelling, rest):
            tongues = ("korean",)
        for tongue in tongues:
            home, pinyin = _is_pinyin(surname, family), "-" not in spelling and all(map(_in_pinyin, rest))
            if home and (pinyin or (tongue == "southern" and len(rest) < len(given))):
                continue  # Zhang Yunin is no spelling of his own but a misprint; Sai-fan, with a hyphen, is no pinyin
            if tongue == "southern" and _mandarin_of_others(surname, given, family, rest):
                continue
            for said in _divided(rest, len(given)):
                fitting = sum(_corresponds(c, s, tongue) for c, s in zip(given, said, strict=True))
                if best is None or fitting > best.fitting:
                    best = Spelled(tongue, family, said, fitting, len(given))
    return best


def _mandarin_of_others(surname: str, given: str, family: str, rest: Sequence[str]) -> bool:
    """Whether a family name is spelled as Mandarin alone is, and the syllables after it are Mandarin ones, but not of
    this given name: Yin Pei-chuan for 尹佩璇."""
    said = {*syllables(surname), *map(wade_giles, syllables(surname))} if len(surname) == 1 else set()
    if family not in said or family in cantonese_spellings(surname) or len(rest) != len(given):
        return False
    sounds = [_mandarin().get(word, frozenset()) for word in rest]
    if not all(sounds):
        return False
    return any(
        sound.isdisjoint(map(_merged, syllables(hanzi))) for hanzi, sound in zip(given, sounds, strict=True)
    )


@cache
def _mandarin() -> dict[str, frozenset[str]]:
    """Mandarin syllables in pinyin and in Wade–Giles without marks, each with the sounds that it may stand for."""
    found: dict[str, set[str]] = {}
    for pinyin in _pinyin():
        for spelling in (pinyin, wade_giles(pinyin)):
            found.setdefault(spelling, set()).add(_merged(pinyin))
    return {spelling: frozenset(sounds) for spelling, sounds in found.items()}


def _merged(pinyin: str) -> str:
    """A syllable without what Taiwan's spellings of one's own exchange: z, zh and j, in and ing, ü and u."""
    plain = re.sub("^(?:zh|z)", "j", re.sub("^(?:ch|c)", "q", re.sub("^(?:sh|s)", "x", pinyin)))
    return re.sub("(?<=[ie])ng$", "n", plain).replace("v", "u").replace("iou", "iu")


def _looks_korean(given: str, spelling: str, rest: Sequence[str]) -> bool:
    """Whether hyphenated syllables are Korean ones, of hanzi whose Korean sounds are known: Lee Jae-min."""
    table = lexicon.table("ko", "hanja.tsv")
    return "-" in spelling and all(c in table for c in given) and all(map(KOREAN.fullmatch, rest))


def _is_pinyin(surname: str, word: str) -> bool:
    return word in ("".join(s) for s in ([*syllables(surname)] if len(surname) == 1 else []))


@lru_cache(maxsize=16384)
def _in_pinyin(word: str) -> bool:
    """Whether a folded word is one or two pinyin syllables."""
    return any(
        word[:at] in _pinyin() and (at == len(word) or word[at:] in _pinyin())
        for at in range(1, len(word) + 1)
    )


@cache
def _pinyin() -> frozenset[str]:
    from align.names.reading.transliteration import transliterator

    return frozenset(s[1:] for s in transliterator().symbols["hanzi"] if s.startswith("~"))


@cache
def _surnames() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    rows = {}
    for surname, southern, *vietnamese in lexicon.rows("zh", "surnames_abroad.tsv"):
        rows[surname] = tuple(southern.split()), tuple(vietnamese[0].split() if vietnamese else ())
    return rows


@cache
def _initials() -> dict[str, dict[Tongue, frozenset[str]]]:
    return {
        initial.strip("-"): {
            tongue: frozenset(of.split()) for tongue, of in zip(_TONGUES, letters, strict=True)
        }
        for initial, *letters in lexicon.rows("zh", "sinitic.tsv")
    }


def _divided(words: Sequence[str], number: int) -> Iterator[tuple[str, ...]]:
    """The ways some words may hold so many syllables: one each, the first or last of more, or one word divided."""
    if len(words) >= number:
        yield tuple(words[:number])
        if len(words) > number:
            yield tuple(words[-number:])
    elif len(words) == 1 and number == 2:
        for at in range(1, len(words[0])):
            if _SYLLABLE.fullmatch(words[0][:at]) and _SYLLABLE.fullmatch(words[0][at:]):
                yield words[0][:at], words[0][at:]


@lru_cache(maxsize=65536)
def _corresponds(hanzi: str, said: str, tongue: Tongue) -> bool:
    """Whether a syllable may be what a hanzi sounds like in a tongue: its initial and how it ends."""
    if tongue == "southern" and said in cantonese_spellings(hanzi):
        return True
    for pinyin in syllables(hanzi):
        match = _INITIAL.match(pinyin)
        initial = match.group() if match else ""
        if said[0] in _initials()[initial][tongue] and _ends_alike(pinyin, said, tongue):
            return True
    return False


def _ends_alike(pinyin: str, said: str, tongue: Tongue) -> bool:
    nasal = re.search("(ng|n)$", pinyin)
    if nasal is None:
        return re.search("(?:n|ng|nh|m)$", said) is None
    if tongue == "southern":  # Teochew, Foochow and Hakka exchange the nasals
        return re.search("(?:n|ng|m)$", said) is not None
    velar = re.search("(?:ng|nh)$", said) is not None
    return velar if nasal.group() == "ng" else re.search("[nm]$", said) is not None
