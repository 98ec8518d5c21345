"""Who can act in a sentence beside the ledger's names: countries and cities, and offices such as the police."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from align.fidelity.actors.appearances import Appearance, Cast
from align.fidelity.passage.sides import Side
from align.names.lists.places import find_places

# English, and Japanese and Chinese together: none of the words means another of the offices in the other language.
_OFFICES = (
    (r"prime\sminister|premier", r"首相|総理大臣|总理(?!事)|總理(?!事)"),
    (r"president", r"大統領|总统|總統"),
    (r"governor", r"知事|州长|州長"),
    (r"mayor", r"市長|市长"),
    (r"government", r"政府"),
    (r"parliament|congress", r"議会|国会|议会|國會|議會"),
    (r"opposition(?:\s(?:party|parties|lawmakers|leaders|camp))?", r"野党|反对党|反對黨|在野党|在野黨"),
    (r"ruling\s(?:party|coalition|bloc|camp)", r"与党|執政党|执政党|執政黨"),
    (r"prosecutors", r"検察|检方|檢方|检察院|检察官"),
    (r"police", r"警察|警方|県警|警視庁|府警|道警"),
    (r"plaintiffs?", r"原告"),
    (r"defendants?", r"被告(?!人席)"),
    (r"students?", r"学生|生徒|學生"),
    (r"teachers?", r"教師|教員|教师|老师|老師"),
    (r"residents", r"住民|居民"),
    (r"(?:labor\s|labour\s)?unions?", r"労組|労働組合|工会|工會"),
    (r"foreign\sministry", r"外務省|外交部"),
    (r"def[ea]n[sc]e\sministry", r"防衛省|国防部|國防部"),
    (r"protesters|demonstrators", r"デモ隊|抗議者|示威者|抗议者"),
)
# Signs for countries that stand alone before what they own, or before 方.
_SIGNS = {
    "米": "United States", "美": "United States", "中": "China", "英": "United Kingdom", "仏": "France", "法": "France",
    "独": "Germany", "德": "Germany", "露": "Russia", "俄": "Russia", "韓": "South Korea", "韩": "South Korea",
    "日": "Japan", "印": "India", "豪": "Australia", "朝": "North Korea",
}  # fmt: skip
_SIGN = re.compile(
    "(?<![一-龠])(?P<ja>[米英仏独露韓豪])(?=[政軍側当]|国務省|国防|財務省|大統領|議会|企業|国(?!民))"
    "|(?<![近今昨前其集当立司宪朝执每])(?P<zh>[美中英法德俄韩日印朝])方(?!面|向|法|式|便|针|案|位|圆|程|言|才|可)"
)


def with_parties(
    known: Cast, source: Side, target: Side, asked: tuple[Collection[int], Collection[int]]
) -> Cast:
    """The cast with places and offices as members, where no name stands; a capital that the source does not name
    stands for its country (Beijing for 中国). Only the sentences ``asked`` for (source, target) are searched."""
    numbers: dict[str, int] = {}
    following = 1 + max(known.spelled, default=-1)
    spelled = dict(known.spelled)
    sides: list[dict[int, list[Appearance]]] = []
    for side, members, wanted in ((source, known.source, asked[0]), (target, known.target, asked[1])):
        found = {at: list(present) for at, present in members.items()}
        for at in sorted(wanted):
            sentence = side.sentences[at]
            present = found.setdefault(at, [])
            named = tuple(present)
            for kind, keys, start, end in members_of(sentence.text, side):
                start, end = start + sentence.start, end + sentence.start
                key = next((one for one in keys if one in numbers), keys[0])
                over = [one for one in present if one.start < end and start < one.end]
                if over:
                    if side is source and over[0].kind == kind and key not in numbers:
                        numbers[key] = over[0].who
                    continue
                if kind == "office" and any(
                    -3 <= one.start - end <= 3 or -3 <= start - one.end <= 3 for one in named
                ):
                    continue  # 岸井首相 and Prime Minister Kishii are the person
                if key not in numbers:
                    numbers[key], following = following, following + 1
                text = side.article.text[start:end]
                spelled.setdefault(numbers[key], text)
                present.append(Appearance(numbers[key], kind, at, start, end, text))
            present.sort(key=lambda one: one.start)
        sides.append({at: present for at, present in found.items() if present})
    return Cast(sides[0], sides[1], spelled, known.words, known.titles)


def members_of(text: str, side: Side) -> Iterator[tuple[str, tuple[str, ...], int, int]]:
    """The kind, the keys (what it is, and what else it can stand for), and the span of every place and office."""
    taken: list[tuple[int, int]] = []
    for place in find_places(text, side.language):
        if len(place.places) == 1 and place.sure:
            taken.append((place.start, place.end))
            only = place.places[0]
            yield "place", (only.name, only.country), place.start, place.end
    if side.cjk:
        for sign in _SIGN.finditer(text):
            begin, end = sign.span("ja" if sign["ja"] else "zh")
            if not any(first <= begin < last for first, last in taken):
                taken.append((begin, sign.end()))
                yield "place", (_SIGNS[text[begin:end]],), begin, sign.end()
    for office in _offices(side.cjk).finditer(text):
        begin, end = office.span()
        if not any(
            first - 1 <= end and begin <= last + 3 for first, last in taken
        ):  # the U.S. government is the U.S.
            yield "office", (str(office.lastgroup),), begin, end


@cache
def _offices(cjk: bool) -> re.Pattern[str]:
    rows = (
        f"(?P<o{at}>{other})" if cjk else rf"(?P<o{at}>\b(?:{english})\b)"
        for at, (english, other) in enumerate(_OFFICES)
    )
    return re.compile("|".join(rows), 0 if cjk else re.IGNORECASE)
