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
    """A place of the list; ``country`` is its own name for a country. A ``region`` holds other
    places."""

    name: str
    country: str
    english: tuple[str, ...]
    ja: tuple[str, ...]
    zh: tuple[str, ...]
    surname: bool
    region: bool = False

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
_ADMINISTERED = r"(?=[県市府区都省州町村港駅湾城]|地裁|地検|高裁|空港|支店|支社|工場|大学|出身|入り|発|着)"
_UNLESS = {
    "海地": "(?!区|區|带|帶|方|理|质|質|下|面|图|形)",
    "马赛": "(?!克)",
    "东海": "(?!岸)",
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
            tuple(ja.split("|")),
            tuple(zh.split("|")),
            note == "surname",
            note == "region",
        )
        for name, other, country, ja, zh, note in lexicon.rows("multilingual", "places.tsv")[1:]
    }


def find_places(text: str, language: str) -> list[Found]:
    """The places that a text names, in order. Chinese in either script."""
    plain = _plain(text, language)
    pattern, owners = _pattern(language[:2])
    found = []
    for match in pattern.finditer(plain):
        owned = owners[match[0]]
        bare = language == "ja" and owned[0].surname and not re.match(_ADMINISTERED, plain[match.end() :])
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
def _pattern(language: str) -> tuple[re.Pattern[str], dict[str, tuple[Place, ...]]]:
    owners: dict[str, list[Place]] = defaultdict(list)
    for place in places().values():
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
