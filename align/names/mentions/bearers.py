"""Whose naming a name in kanji or hanzi follows, by what the source says of its bearer: 韓国の趙賢外相 is a Korean.

Only a country right before the name and its title counts, the first of several (中国駐韓国大使 is from China), and none
beside a word that says that somebody left it (韓国出身, 日系).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from align.document import Mention, Sentence
from align.names.lists.places import find_places
from align.names.script.symbols import simplified

Tongue = Literal["japanese", "chinese", "korean"]
Region = Literal["Hong Kong", "Taiwan"]
_OF_COUNTRY: dict[str, Tongue] = {
    "Japan": "japanese", "South Korea": "korean", "North Korea": "korean", "China": "chinese", "Taiwan": "chinese",
    "Hong Kong": "chinese", "Macau": "chinese",
}  # fmt: skip
_FAR = 22  # characters before a name within which its bearer's title stands
_PHRASE = {
    "ja": re.compile(r"[^、。，．「」『』（）()\s]*$"),
    "zh": re.compile(r"[^，。、；：！？“”「」『』（）()\s]*$"),
}
_CUT = {
    "ja": re.compile("[はがをにもへ]|から|まで|より|(?<!の)と(?!も)"),
    "zh": re.compile(
        "[与與和及向同由被把让讓称稱说說跟给給]|以及|会见|會見|会晤|會晤|访问|訪問|任命|邀请|邀請"
    ),
}
_ABROAD = re.compile(
    "系|裔|出身|出生|生まれ|在日|在外|帰化|归化|歸化|旅居|定居|留学|留學|生於|生于|问题|問題|事务|事務|前夫|元夫|妻|夫人"
)
# Where an office is held, or whom it is about: 駐日大使, 対北朝鮮担当.
_ABOUT = re.compile("[駐驻訪访対对對赴抵反親亲抗援]$")
_CITIZEN: dict[Tongue, re.Pattern[str]] = {
    "korean": re.compile("[韩韓](?:国|國)?[籍媒方企]"),
    "japanese": re.compile("日(?:本)?[籍媒企]"),
    "chinese": re.compile("[陆陸]籍|中(?:国|國)籍|台籍|港籍"),
}  # fmt: skip
_HONG_KONG = re.compile(
    "香港|港元|港幣|立法會|特首|港島|九龍|新界|港鐵|行政會議|消委會|廉署|澳門|屯門|沙田|觀塘|荃灣"
)
_TAIWAN = re.compile("台灣|臺灣|立法院|行政院|新台幣|立委|台北|臺北|高雄|台中|民進黨|國民黨|監察院|縣議")


def tongue_of(mentions: Sequence[Mention], sentences: Sequence[Sentence], language: str) -> Tongue | None:
    """The tongue that the country right before a person's name speaks; None where no mention has one, or two differ."""
    found = {
        tongue
        for one in mentions
        if one.sentence >= 0
        and (
            tongue := _beside(
                sentences[one.sentence].text, one.start - sentences[one.sentence].start, language
            )
        )
    }
    return found.pop() if len(found) == 1 else None


def region_of(sentences: Sequence[Sentence]) -> Region | None:
    """Where a Chinese text in traditional characters was written, by what it speaks of; None for any other."""
    text = "".join(one.text for one in sentences)
    if simplified(text) == text:
        return None
    counts = {"Hong Kong": len(_HONG_KONG.findall(text)), "Taiwan": len(_TAIWAN.findall(text))}
    regions: tuple[Region, Region] = ("Hong Kong", "Taiwan")
    best, other = sorted(regions, key=lambda one: -counts[one])
    return best if counts[best] >= 2 and counts[best] > 2 * counts[other] else None


def _beside(text: str, at: int, language: str) -> Tongue | None:
    tongue = language[:2]
    if tongue not in _PHRASE:
        return None
    before = text[max(0, at - _FAR) : at]
    match = _PHRASE[tongue].search(before)
    phrase = match[0] if match else before
    if tongue == "zh" and not _CITIZEN["korean"].search(phrase) and not _CITIZEN["japanese"].search(phrase):
        phrase = phrase.rpartition("的")[2]  # 访问韩国的教授
    phrase = phrase[max((cut.end() for cut in _CUT[tongue].finditer(phrase)), default=0) :]
    if _ABROAD.search(phrase):
        return None
    for found in find_places(phrase, language):
        if not _ABOUT.search(phrase[: found.start]):
            return _OF_COUNTRY.get(found.places[0].country) if len(found.places) == 1 else None
    return next((own for own, pattern in _CITIZEN.items() if pattern.search(phrase)), None)
