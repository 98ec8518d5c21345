"""The places that ship as a list, found in English, Japanese and Chinese text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from align.languages import lexicon
from align.names.script.symbols import simplified


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the list; ``country`` is its own name for a country. A ``region`` holds other places; a ``city`` is
    one of the long list, whose bare name is as often a person's or a word."""

    name: str
    country: str
    english: tuple[str, ...]
    ja: tuple[str, ...]
    zh: tuple[str, ...]
    surname: bool
    region: bool = False
    city: bool = False

    def akin(self, other: Place) -> bool:
        """Whether one can stand for the other: the same place, or a country and a place in it (Beijing for China)."""
        return self.name == other.name or (
            self.country == other.country and self.country in (self.name, other.name)
        )


@dataclass(frozen=True, slots=True)
class Found:
    """One mention, offsets into the text that was searched. ``places`` has two where the word does not tell
    (Korea); ``sure`` is whether the word can be nothing but a place."""

    start: int
    end: int
    places: tuple[Place, ...]
    sure: bool = True

    @property
    def city(self) -> bool:
        """Whether it is one of the long list of cities."""
        return self.places[0].city

    @property
    def japanese(self) -> bool:
        """Whether it lies in Japan."""
        return self.places[0].country == "Japan"

    def akin(self, other: Found) -> bool:
        """Whether one mention can render the other."""
        return any(mine.akin(theirs) for mine in self.places for theirs in other.places)


# Signs that stand for a country or city in compounds and headlines: 日米, 中美, 訪英, 対ロ, 米カリフォルニア.
_SIGNS = {
    sign: name
    for signs, name in (
        ("中华華", "China"), ("日", "Japan"), ("米美", "United States"), ("韓韩", "South Korea"), ("朝", "North Korea"),
        ("台臺", "Taiwan"), ("露俄ロ", "Russia"), ("英", "United Kingdom"), ("仏法", "France"), ("独德", "Germany"),
        ("伊意", "Italy"), ("伊", "Iran"), ("豪澳", "Australia"), ("加", "Canada"), ("印", "India"), ("西", "Spain"),
        ("越", "Vietnam"), ("比菲", "Philippines"), ("泰", "Thailand"), ("港", "Hong Kong"), ("沪滬", "Shanghai"),
        ("京", "Beijing"), ("以", "Israel"), ("巴", "Pakistan"), ("葡", "Portugal"), ("荷蘭", "Netherlands"),
        ("乌烏ウ", "Ukraine"),
    )
    for sign in signs
}  # fmt: skip
_PLAIN_SIGNS = "韓韩俄英独德仏米美露豪澳华華"  # hardly anything else in the news
_COMPOUND = re.compile(
    rf"[{''.join(_SIGNS)}]{{2,}}|(?<=[訪访対对在駐驻反親亲抗援旅赴来離离渡])[{''.join(_SIGNS)}]"
    rf"|[{''.join(_SIGNS)}](?=[方媒側侧籍商企股元軍军紙纸系製制语語國国])|[{_PLAIN_SIGNS}]"
)
_ADMINISTERED = (
    r"(?=[県市府区都省州町村港駅湾城县]|机场|站|市内|地裁|地検|高裁|空港|支店|支社|工場|大学|出身|入り|発|着)"
)
# What stands before a place in English and seldom before a person.
_IN = re.compile(r"\b(?:in|of|to|from|at|near|around|outside|into|towards?|for|between|via|through)\s$")
_NAME_OF_MORE = re.compile(
    r" (?!City|Prefecture|Province|County|District|Station|Airport|Port)[A-Z]|['’]s [A-Z]|-"
)
_UNLESS = {
    "海地": "(?!区|區|带|帶|方|理|质|質|下|面|图|形)",
    "马赛": "(?!克)",
    "东海": "(?!岸|大学|县|岛|证券|道|村|城|区)",
    "南海": "(?!区|海槽|地震|电铁|电气|小学|中学)",
    "印度": "(?!洋|教)",
    "四国": "(?!間)",
    "吉林": "",
    "苏丹": "",
}


@cache
def places() -> dict[str, Place]:
    """The places of the list by their English names."""
    return {
        name: Place(
            name,
            country or name,
            (name, *filter(None, other.split("|"))),
            tuple(filter(None, ja.split("|"))),
            tuple(filter(None, zh.split("|"))),
            note == "surname",
            note == "region",
        )
        for name, other, country, ja, zh, note in lexicon.rows("multilingual", "places.tsv")[1:]
    }


@cache
def cities() -> tuple[Place, ...]:
    """The cities of Japan and China of the long list."""
    found = []
    for name, country, form in lexicon.rows("multilingual", "cities.tsv")[1:]:
        forms = tuple(form.split("|"))
        ja, zh = (forms, ()) if country == "Japan" else ((), forms)
        found.append(Place(name, country, (name,), ja, tuple(map(simplified, ja)) or zh, True, city=True))
    return tuple(found)


def find_places(text: str, language: str, with_cities: bool = False) -> list[Found]:
    """The places that a text names, in order, of the long list of cities, too, where asked for. Chinese in either
    script."""
    plain = _plain(text, language)
    pattern, owners = _pattern(language[:2], with_cities)
    found: list[Found] = []
    for match in pattern.finditer(plain):
        owned = owners[match[0]]
        after = plain[match.end() :]
        if owned[0].city and language == "en":
            before = plain[: match.start()]
            joined = found and found[-1].sure and before[found[-1].end :] in (" and ", ", ")
            bare = not (joined or _IN.search(before)) or _NAME_OF_MORE.match(after) is not None
        else:
            bare = (
                owned[0].surname
                and (language == "ja" or owned[0].city)
                and not re.match(_ADMINISTERED, after)
            )
        found.append(Found(*match.span(), owned, not bare))
    return found


def place_of(name: str, language: str) -> Place | None:
    """The place that a name is, with or without the word for what it is (河北省, 静岡県); None for others."""
    plain = re.sub(r"(?<=..)(?:省|市|县|県|府|都|区|自治区|特别行政区)$", "", _plain(name, language))
    _, owners = _pattern(language[:2])
    found = owners.get(plain) or owners.get(_plain(name, language), ())
    return found[0] if len(found) == 1 else None


def hinted(text: str, found: Found) -> bool:
    """Whether a Japanese or Chinese text has a sign that can stand for what is mentioned: 米 in 日米."""
    signs = {_SIGNS[sign] for compound in _COMPOUND.findall(text) for sign in compound}
    return any(place.name in signs for place in found.places)


def _plain(text: str, language: str) -> str:
    if not language.startswith("zh"):
        return text
    plain = simplified(text)
    return plain if len(plain) == len(text) else text


@cache
def _pattern(
    language: str, with_cities: bool = False
) -> tuple[re.Pattern[str], dict[str, tuple[Place, ...]]]:
    owners: dict[str, list[Place]] = defaultdict(list)
    for place in (*places().values(), *(cities() if with_cities else ())):
        for form in {"ja": place.ja, "zh": place.zh}.get(language, place.english):
            owners[form].append(place)
    by_first: dict[str, list[str]] = defaultdict(list)
    for form in sorted(owners, key=lambda one: (-len(one), one)):
        by_first[form[0]].append(form)
    # One branch for each first character, so that most places in a text are passed over at once.
    firsts = "".join(re.escape(first) for first in by_first)
    branches = (_branch(first, forms) for first, forms in by_first.items())
    return (
        re.compile(f"(?=[{firsts}])(?:{'|'.join(branches)})"),
        {form: tuple(found) for form, found in owners.items()},
    )


def _branch(first: str, forms: Sequence[str]) -> str:
    """The forms with one first character, longest first; whole words in English, whole runs in katakana."""
    if first.isascii():
        before, after = "(?<![A-Za-z-])", r"(?![A-Za-z]|\.[A-Z])"
    elif re.match("[ァ-ヺー]", first):
        before, after = "(?<![ァ-ヺー])", "(?![ァ-ヺー])"
    else:
        before, after = "", ""
    rest = "|".join(
        re.escape(form[1:]) + (_UNLESS.get(form, "") if re.search("[ァ-ヺー]", form) is None else "")
        for form in forms
    )
    return f"{before}{re.escape(first)}(?:{rest}){after}"
