"""Persons of a Chinese article that only their English names show.

Chinese writes no spaces and no capitals, so a name without a title beside it (换下了张玉宁与韦世豪) hides among the
words. Where the reprint prints a person whom no name of the rendered sentences fits, those sentences are searched for
hanzi that are read like it: a surname and a given name that differ by a letter or two at most, or a run of
transliteration characters whose letters fit. What is found this way is a mention like any other, and may turn out to
be spelled wrongly.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from align.document import Mention, Sentence
from align.languages import lexicon
from align.names.reading.chinese import chinese_surnames_in_english, is_surname, syllables, wade_giles
from align.names.reading.sinitic import spelled_elsewhere, surname_spellings
from align.names.reading.transliteration import transliterating
from align.names.script.letters import fold_letters
from align.names.script.symbols import simplified
from align.names.verdict.by_letters import transliterated
from align.names.verdict.match import letter_table

_LIKE_CHINESE = 0.75  # of the letters of a given name
_LIKE_FOREIGN = 0.6
_TRIED = 4  # runs of hanzi whose letters are scored, a name and sentence
_NEVER = frozenset("的在和与是了说称将对也为就都而及着过这那有他她它们把被等已会要不没之还又再并均只却")

Span = tuple[int, int]


def guided_mentions(
    sentences: Sequence[Sentence],
    known: Sequence[Mention],
    renders: Mapping[int, Sequence[int]],
    targets: Sequence[Mention],
) -> list[Mention]:
    """Further persons of a Chinese article, given those that are ``known`` and the English ones."""
    rendered_by: dict[int, list[int]] = defaultdict(list)
    for i, found in renders.items():
        for j in found:
            rendered_by[j].append(i)
    taken: dict[int, list[Mention]] = defaultdict(list)
    for mention in known:
        taken[mention.sentence].append(mention)
    added: list[Mention] = []
    spellings = _persons(targets)
    said = _said_already([one.text for one in known if one.kind == "person"], list(spellings))
    for number, (spelling, here) in enumerate(spellings.items()):
        for i in dict.fromkeys(i for j in here for i in rendered_by[j]):
            text = simplified(sentences[i].text)
            if len(text) != len(sentences[i].text):
                continue
            start = sentences[i].start
            spans = [(one.start - start, one.end - start) for one in taken[i]]
            span = _chinese(text, spelling, spans)
            if span is None and not any(said[one.text][number] for one in taken[i] if one.kind == "person"):
                span = _foreign(text, spelling, spans)
            if span is not None:
                mention = Mention(
                    sentences[i].text[slice(*span)], "person", i, start + span[0], start + span[1]
                )
                taken[i].append(mention)
                said |= _said_already([mention.text], list(spellings))
                added.append(mention)
    return added


def _persons(targets: Sequence[Mention]) -> dict[str, list[int]]:
    """The English spellings that may be persons, with their sentences."""
    found: dict[str, list[int]] = {}
    for mention in targets:
        words = mention.text.split()
        if mention.sentence >= 0 and mention.kind in ("person", "other") and len(words) <= 4:
            found.setdefault(mention.text, []).append(mention.sentence)
    return found


def _chinese(text: str, spelling: str, taken: Sequence[Span]) -> Span | None:
    """The surname and given name in hanzi whose pinyin is most like a spelling, in either order of it."""
    from rapidfuzz.fuzz import ratio

    words = [fold_letters(word) for word in re.split(r"[\s-]+", spelling)]
    if len(words) < 2:
        return None
    if span := _elsewhere(text, spelling, frozenset(words), taken):
        return span
    orders = ((words[0], "".join(words[1:])), (words[-1], "".join(words[:-1])))
    surnames = chinese_surnames_in_english()
    best: tuple[float, Span] | None = None
    for at, character in enumerate(text):
        if not is_surname(character) or _overlaps((at, at + 1), taken):
            continue
        for family, given in orders:
            right = family in _families(character)
            for length in (2, 1) if right else (2,) if family in surnames else ():
                span = (at, at + 1 + length)
                hanzi = text[at + 1 : span[1]]
                if len(hanzi) < length or _overlaps(span, taken) or not _given(hanzi):
                    continue
                pinyin = [syllables(c)[0] for c in hanzi]
                like = max(ratio("".join(said), given) for said in (pinyin, map(wade_giles, pinyin))) / 100
                # Another family name before the very given name: Wang Hsiu-chu for 洪秀柱.
                least = _LIKE_CHINESE if right and length == 2 else 1.0
                if like >= least and (best is None or like + right > best[0]):
                    best = like + right, span
    return best[1] if best else None


def _elsewhere(text: str, spelling: str, words: frozenset[str], taken: Sequence[Span]) -> Span | None:
    """The surname and given name in hanzi that a spelling says in Korean, Vietnamese or the Chinese of elsewhere."""
    for at, character in enumerate(text):
        families = surname_spellings(character) if is_surname(character) else {}
        if words.isdisjoint(families) or _overlaps((at, at + 1), taken):
            continue
        for length in (2, 1):
            span = (at, at + 1 + length)
            name = text[slice(*span)]
            if len(name) <= length or _overlaps(span, taken) or not _given(name[1:]):
                continue
            said = spelled_elsewhere(name, spelling)
            if said is not None and said.whole and (length == 2 or said.tongue == "vietnamese"):
                return span
    return None


def _families(hanzi: str) -> tuple[str, ...]:
    """A surname in pinyin, Wade–Giles and Hong Kong's spelling."""
    own = syllables(hanzi)
    return (*own, *map(wade_giles, own), *lexicon.table("zh", "hongkong.tsv").get(hanzi, ()))


def _given(hanzi: str) -> bool:
    return all(syllables(character) and character not in _NEVER for character in hanzi)


def _foreign(text: str, spelling: str, taken: Sequence[Span]) -> Span | None:
    """The run of transliteration characters whose letters fit a spelling best."""
    from rapidfuzz.fuzz import ratio

    last = fold_letters(spelling.split()[-1])
    if len(last) < 4:
        return None
    likely = sorted(
        (
            (ratio("".join(syllables(c)[0] for c in text[slice(*span)]), last), span)
            for span in _runs(text, last, taken)
        ),
        reverse=True,
    )[:_TRIED]
    tried = [span for like, span in likely if like >= 40]
    scored = letter_table([text[slice(*span)] for span in tried], [last])[:, 0].tolist()
    best = max(zip(scored, tried, strict=True), default=(0.0, (0, 0)))
    foreign = best[0] >= _LIKE_FOREIGN and transliterated(text[slice(*best[1])], "zh")
    return best[1] if foreign else None


def _runs(text: str, word: str, taken: Sequence[Span]) -> Iterator[Span]:
    """The spans of transliteration characters that are as long as a word's rendering may be."""
    fewest, most = max(2, len(word) // 4), min(8, len(word) // 2 + 2)
    usual = transliterating()
    for start in range(len(text)):
        for end in range(start + 1, min(start + most, len(text)) + 1):
            character = text[end - 1]
            if character not in usual or character in _NEVER or not syllables(character):
                break
            if end - start >= fewest and not _overlaps((start, end), taken):
                yield start, end


def _said_already(names: Sequence[str], spellings: Sequence[str]) -> dict[str, list[bool]]:
    """Which spellings fit each name by its letters."""
    different = list(dict.fromkeys(names))
    fitting = letter_table(different, spellings) >= 0.3
    return dict(zip(different, fitting.tolist(), strict=True))


def _overlaps(span: Span, taken: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)
