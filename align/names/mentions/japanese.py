"""Names in Japanese text, from Sudachi's part-of-speech tags and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from align.document import Mention, MentionKind, Sentence
from align.languages import lexicon
from align.names.lists.glossary import normal_form
from align.names.mentions.japanese_brackets import FURIGANA, given_behind_reading
from align.names.mentions.japanese_persons import Span, full_names, title_length
from align.names.mentions.japanese_tagged import KANJI, KATAKANA, PLACE, company_words, name_from
from align.names.mentions.japanese_titles import is_title, title_after, titles, untitled_length
from align.names.mentions.japanese_tokens import Token, all_listed, listed_end, tokenize, unjoined
from align.names.reading.japanese import divide, hiragana, is_full_name, sudachi, surname_fame
from align.names.reading.korean import korean_readings
from align.names.reading.variants import usual_forms

_ORIGINAL = re.compile(r"[（(]\s*([A-Z][A-Za-zÀ-ž.'’ -]{2,60}?)\s*(?:[,、，;；][^）)]*)?[）)]")


def japanese_mentions(
    sentences: Sequence[Sentence], known: Mapping[str, MentionKind] = MappingProxyType({})
) -> list[Mention]:
    """The names of a Japanese article in order, offsets into the article's text.

    Persons carry the title that follows them and a spelling in brackets, if there is one. ``known``
    are normal forms of names with their kinds (from a glossary), which decide where the tagger is wrong.
    """
    written, sentences = sentences, [replace(s, text=usual_forms(s.text)) for s in sentences]
    found = [
        part
        for number, s in enumerate(sentences)
        for m in _in_sentence(s, number, known)
        for part in _parts(m)
    ]
    found = [replace(mention, kind=known.get(normal_form(mention.text), mention.kind)) for mention in found]
    found = sorted([*_persons_only(found, sentences), *_again(found, sentences)], key=lambda one: one.start)
    return [_as_written(mention, written) for mention in found]


def _as_written(mention: Mention, sentences: Sequence[Sentence]) -> Mention:
    """A mention with the kanji that the text has, where dictionaries have others: 𠮷田."""
    sentence = sentences[mention.sentence]
    return replace(mention, text=sentence.text[mention.start - sentence.start : mention.end - sentence.start])


def _persons_only(found: Sequence[Mention], sentences: Sequence[Sentence]) -> list[Mention]:
    """The mentions less words that look like a family name (高安まちまち), and with companies that are called by the
    first word of their name (韓陽, of 韓陽電子) as such."""
    words = frozenset(lexicon.words("ja", "ordinary.txt"))
    shown = {m.text for m in found if m.title or m.original}
    bare = {m.text for m in found if m.kind == "person" and m.text not in shown}
    text = "\n".join(sentence.text for sentence in sentences)
    companies = {
        name for name in bare if len(name) > 1 and re.search(f"{re.escape(name)}(?:{company_words()})", text)
    }
    return [
        replace(m, kind="organisation") if m.text in companies else m
        for m in found
        if not (m.text in words and m.text in bare)
    ]


def _again(found: Sequence[Mention], sentences: Sequence[Sentence]) -> list[Mention]:
    """Further places of persons with a reading in brackets or a rank, whom the tagger does not know (神々廻)."""
    names = {m.text for m in found if m.kind == "person" and 2 <= len(m.text) <= 5 and not m.text.isascii()}
    names = {n for n in names if any(m.text == n and (m.original or m.title in ranks()) for m in found)}
    taken = [(m.start, m.end) for m in found]
    again = []
    for number, sentence in enumerate(sentences):
        for name in sorted(names, key=lambda one: (-len(one), one)):
            for match in re.finditer(re.escape(name), sentence.text):
                start, end = sentence.start + match.start(), sentence.start + match.end()
                if not any(start < b and a < end for a, b in taken):
                    taken.append((start, end))
                    again.append(Mention(name, "person", number, start, end))
    return again


@cache
def ranks() -> frozenset[str]:
    """The ranks of Japanese sports that stand before a name."""
    return frozenset(lexicon.words("ja", "ranks.txt"))


def _parts(mention: Mention) -> list[Mention]:
    """岩手県釜石市 as 岩手県 and 釜石市; any other mention as it is."""
    match = re.match("(.{2,3}[都道府県])(.{2,})", mention.text) if mention.kind == "place" else None
    if match is None:
        return [mention]
    cut = mention.start + match.end(1)
    return [replace(mention, text=match[1], end=cut), replace(mention, text=match[2], start=cut)]


def _in_sentence(sentence: Sentence, number: int, known: Mapping[str, MentionKind]) -> list[Mention]:
    tokens = unjoined(tokenize(sentence.text), known)
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        end, kind = name_from(tokens, at)
        listed = listed_end(tokens, at, known)
        certain = listed > at and (
            kind in (None, "other") or listed >= end or all_listed(tokens, at, end, known)
        )
        if certain:
            end, kind = listed, known[normal_form("".join(t.text for t in tokens[at:listed]))]
        if kind is None:
            at += 1
            continue
        start, stop = tokens[at].start, tokens[end - 1].end
        if not certain:
            if split := re.match("[ァ-ヺー]+(?=氏|さん)", sentence.text[stop:]):  # イバン, カ氏
                kind, stop = (
                    "person",
                    stop + split.end() * bool(KATAKANA.fullmatch(sentence.text[start:stop])),
                )
            cut = (
                untitled_length(sentence.text[start:stop])
                if kind in ("person", "organisation")
                else stop - start
            )
            kind, stop = ("person" if cut < stop - start else kind), start + cut
            if kind == "person":
                start, stop = _whole(sentence.text, start, stop, tokens)
        text = sentence.text[start:stop].rstrip("・")
        stop = start + len(text)
        text = text.lstrip("・")
        start = stop - len(text)
        after = sentence.text[stop:]
        original = _ORIGINAL.match(after) or FURIGANA.match(after)
        if original and kind == "person" and original.re is FURIGANA:
            stop += given_behind_reading(text, original, after)
            text = sentence.text[start:stop]
            after = sentence.text[stop:]
        rest = after[original.end() :] if original and after.startswith(original.group()) else after
        title = title_after(rest)
        if title and kind in ("other", "person"):
            kind = "person"
        if kind != "other" or original:
            kind = "person" if kind == "other" else kind
            if found and found[-1].end > sentence.start + start:
                found.pop()  # マイケル of マイケル富岡
            found.append(
                Mention(
                    text, kind, number, sentence.start + start, sentence.start + stop,
                    title=title if kind == "person" else None,
                    original=original.group(1) if original else _furigana_in(text),
                )
            )  # fmt: skip
            stop += original.end() if original and after.startswith(original.group()) else 0
        at = end
        while at < len(tokens) and tokens[at].start < stop:
            at += 1
    return _with_full_names(found, sentence, number, tokens, known)


def _with_full_names(
    found: list[Mention],
    sentence: Sentence,
    number: int,
    tokens: Sequence[Token],
    known: Mapping[str, MentionKind],
) -> list[Mention]:
    """The mentions with full names that a title or brackets give away in the place of what the tagger made of them;
    names of a list stay."""
    spans = full_names(sentence.text, tokens)
    if not spans:
        return found
    listed = [m for m in found if normal_form(m.text) in known]
    kept = [
        mention
        for span in spans
        if not any(_covers(m, span, sentence.start) for m in listed)
        for mention in [_of_span(sentence, number, span, tokens)]
        if mention is not None
    ]
    taken = []
    for mention in kept:  # the reading in brackets is no name beside the name that it is of
        bracket = _BRACKETED.match(sentence.text, mention.end - sentence.start) if mention.original else None
        taken.append((mention.start, bracket.end() + sentence.start if bracket else mention.end))
    others = [m for m in found if not any(m.start < end and start < m.end for start, end in taken)]
    return sorted([*others, *kept], key=lambda mention: mention.start)


def _covers(mention: Mention, span: Span, offset: int) -> bool:
    return mention.start <= offset + span.start and offset + span.end <= mention.end


def _of_span(sentence: Sentence, number: int, span: Span, tokens: Sequence[Token]) -> Mention | None:
    """A full name as a mention with its title; None where brackets give a word or a place its reading."""
    text, after = sentence.text[span.start : span.end], sentence.text[span.end :]
    reading = span.reading
    bracket = (
        _BRACKETED.match(after) if reading is not None and "（" not in text and "(" not in text else None
    )
    rest = after[bracket.end() :] if bracket else after
    original = _ORIGINAL.match(rest)
    title = rest[: title_length(rest[:24])] or title_after(rest) or span.rank
    kind: MentionKind = "person"
    if reading is not None and bracket is not None and title is None and "・" not in reading:
        inside = [t for t in tokens if t.start < span.end and span.start < t.end]
        inside = [t for t in inside if not re.search("[（(]", t.text)]
        words = bool(inside) and all(
            t.pos[1] == "普通名詞" and not t.unknown and len(t.text) > 1 for t in inside
        )
        if words:
            return None
        if _PLACE_OR_WORD.match(rest) or _place_or_word(text, reading):
            kind = "place"
        elif after_quote(sentence.text[: span.start]) or _NAME_GOES_ON.match(rest):
            kind = "organisation"  # 「虎屋（とらや）」, 上信野（かみしなの）バス
    return Mention(
        text, kind, number, sentence.start + span.start, sentence.start + span.end,
        title=title or None, original=reading or (original.group(1) if original else None),
    )  # fmt: skip


_BRACKETED = re.compile(r"[（(][^）)]*[）)]")
_PLACE_OR_WORD = re.compile(
    "[都道府県市区町村郡州省島川山湖湾港駅線岬峠橋寺城池沼浜滝]|地区|地方|半島|地域|集落|温泉|神社|海岸|高原|公園|遺跡|古墳|団地"
)
_NAME_GOES_ON = re.compile("[」』]?(?:[ァ-ヺ]{2}|株式会社|本舗|本店|工業|製作所|興業|物産|電鉄|交通)")


def after_quote(before: str) -> bool:
    """Whether a quotation mark stands right before, which no person's name is put in."""
    return before.endswith(("「", "『", "“"))


def _place_or_word(text: str, reading: str) -> bool:
    """Whether kanji with a reading after them are a place by their last character, or a word that is read so."""
    if PLACE.search(text) and not surname_fame(text):
        return True
    kana = hiragana(reading)
    return any(
        m.part_of_speech()[1] == "普通名詞" and hiragana(m.reading_form()) == kana
        for m in sudachi().lookup(text)
    )


_KIN = re.compile(
    "(?:曽?祖[父母]|[父母夫妻兄弟姉妹娘]|[長次三四]?[男女](?!子)|息子|[叔伯義][父母]|義[兄弟姉妹])(?=..)"
)


def _whole(text: str, start: int, stop: int, tokens: list[Token]) -> tuple[int, int]:
    """A person's name without a word for kin before it (祖母登志美), and with the kanji that the tagger cut off
    (村上建治郎, 唐山翔自, 琴勝峰)."""
    foreign = re.search("(?<![ァ-ヺー・])[ァ-ヺー]{3,}$", text[:start])
    kanji = re.fullmatch("[\u3400-\u9fff々]{1,3}", text[start:stop])
    if foreign and kanji and any(t.person and t.start == foreign.start() for t in tokens):
        return foreign.start(), stop  # マイケル富岡, ダルビッシュ有
    kin = _KIN.match(text[start:stop])
    if kin and not is_full_name(text[start:stop]):
        start += kin.end()
    a, b = start, stop
    while a and KANJI.fullmatch(text[a - 1]):
        a -= 1
    while b < len(text) and KANJI.fullmatch(text[b]):
        b += 1
    while b > stop and (title := next((n for n in range(b - stop, 0, -1) if text[b - n : b] in titles()), 0)):
        b -= title
    before = next((t for t in tokens if t.end == start), None)
    after = next((t for t in tokens if t.start == stop), None)
    if (longer := _longer(text, start, stop, after)) != stop:
        return start, longer
    if b - a == 3 and (a, b) != (start, stop) and korean_readings(text[a:b]):
        return (start, stop) if is_full_name(text[a:b], least=3.0) else (a, b)  # 朴志勲, 朴亨埈
    short = [t for t in (before, after) if t and len(t.text) == 1 and KANJI.fullmatch(t.text)]
    if (a, b) == (start, stop) or not short or not 3 <= b - a <= 5 or is_title(text[stop:]):
        return start, stop
    grown = is_full_name(text[a:b], least=2.0) or (a < start and b == stop and len(text[a:b]) == 3)
    return (a, b) if grown and not is_full_name(text[start:stop], least=4.0) else (start, stop)


def _longer(text: str, start: int, stop: int, after: Token | None) -> int:
    """The end of a full name with the one kanji after it, where that makes a given name, too (建治郎)."""
    if after is None or len(after.text) != 1 or after.text not in "郎朗太介助子美也哉彦男雄代之":
        return stop
    if after.text in "郎朗" and stop - start >= 3 and divide(text[start:stop]):
        return stop + 1
    both = is_full_name(text[start : stop + 1], least=3.0) and is_full_name(text[start:stop], least=3.0)
    return stop + 1 if both else stop


def _furigana_in(text: str) -> str | None:
    """The reading in brackets that a name itself holds: 御厨（みくりや）健吾."""
    match = FURIGANA.search(text)
    return match.group(1) if match else None
