"""Names in Japanese text, from Sudachi's part-of-speech tags and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from align.document import Mention, MentionKind, Sentence
from align.names.lists.glossary import normal_form
from align.names.mentions.japanese_brackets import FURIGANA, given_behind_reading, with_read_names
from align.names.mentions.japanese_titles import is_title, title_after, titles, untitled_length
from align.names.mentions.japanese_tokens import Token, all_listed, cut_title, listed_end, tokenize, unjoined
from align.names.reading.chinese import is_surname
from align.names.reading.japanese import divide, is_full_name, sudachi
from align.names.reading.korean import korean_readings

_KATAKANA = re.compile("[ァ-ヺー・゠＝=]+")
_KANJI = re.compile("[\u3400-\u9fff々ヶヵノ]+")
_ORIGINAL = re.compile(r"[（(]\s*([A-Z][A-Za-zÀ-ž.'’ -]{2,60}?)\s*(?:[,、，;；][^）)]*)?[）)]")
_ORGANISATION = re.compile(
    "(?:社|銀行|日銀|大学|省|庁|党|会|局|署|委員会|機構|協会|連盟|連合|組合|新聞|通信|放送|テレビ|製作所|研究所|"
    "電力|電機|自動車|汽船|鉄道|航空|製鉄|製薬|工業|産業|証券|生命|保険|ホールディングス|グループ|裁判所|病院|高校|中学|"
    "小学校|博物館|美術館|センター|財団|財務省|外務省|学園|学院)$"
)
_OUTLET = re.compile("(?:新聞|通信社?|放送|テレビ|タイムズ|ポスト|時報|日報)$")
_PLACE = re.compile(
    "(?:都|道|府|県|市|区|町|村|郡|国|州|省|島|川|山|湖|湾|港|駅|線|岬|峠|半島|空港|台|橋|通り)$"
)


def japanese_mentions(
    sentences: Sequence[Sentence], known: Sequence[tuple[str, MentionKind]] = ()
) -> list[Mention]:
    """The names of a Japanese article in order, offsets into the article's text.

    Persons carry the title that follows them and a spelling in brackets, if there is one. ``known``
    are names with their kinds (from a glossary), which decide where the tagger is wrong.
    """
    kinds = {normal_form(form): kind for form, kind in known}
    found = [
        part
        for number, s in enumerate(sentences)
        for m in with_read_names(s, number, list(_in_sentence(s, number, kinds)))
        for part in _parts(m)
    ]
    return [replace(mention, kind=kinds.get(normal_form(mention.text), mention.kind)) for mention in found]


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
        end, kind = _name_from(tokens, at)
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
                    stop + split.end() * bool(_KATAKANA.fullmatch(sentence.text[start:stop])),
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
    return found


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
    while a and _KANJI.fullmatch(text[a - 1]):
        a -= 1
    while b < len(text) and _KANJI.fullmatch(text[b]):
        b += 1
    while b > stop and (title := next((n for n in range(b - stop, 0, -1) if text[b - n : b] in titles()), 0)):
        b -= title
    before = next((t for t in tokens if t.end == start), None)
    after = next((t for t in tokens if t.start == stop), None)
    if (longer := _longer(text, start, stop, after)) != stop:
        return start, longer
    if b - a == 3 and (a, b) != (start, stop) and korean_readings(text[a:b]):
        return (start, stop) if is_full_name(text[a:b], least=3.0) else (a, b)  # 朴志勲, 朴亨埈
    short = [t for t in (before, after) if t and len(t.text) == 1 and _KANJI.fullmatch(t.text)]
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


def _is_phrase(run: Sequence[Token], text: str) -> bool:
    """Whether katakana with middle dots are ordinary words (フォックス・ニュース) and no person."""
    if run[-1].pos[1] == "普通名詞" and not run[-1].unknown:
        return True
    parts = [part for part in text.split("・") if part]
    return all(any(m.part_of_speech()[1] == "普通名詞" for m in sudachi().lookup(part)) for part in parts)


def _name_from(tokens: list[Token], at: int) -> tuple[int, MentionKind | None]:
    """Where the name that begins at a token ends, and its kind; kind None when none begins here.

    ``other`` is a word in katakana that may be a name: it is one if a title or an original follows.
    """
    token = tokens[at]
    if cut_title(tokens, at):
        return at + 1, None
    if initialled := _initialled(tokens, at):
        return initialled, "person"
    if re.fullmatch("[A-Za-zÀ-ž .'’-]+", token.text) and not re.fullmatch("[A-ZＡ-Ｚ]{2,6}", token.text):
        return at + 1, None
    if _KATAKANA.fullmatch(token.text) and token.text.strip("・ー=＝゠"):
        return _katakana_name(tokens, at)
    if foreign := _foreign_titled(tokens, at):
        return foreign, "person"
    if token.pos[1] != "固有名詞" and not (token.unknown and _KANJI.fullmatch(token.text)):
        if token.noun and len(token.text) == 2 and _titled_unknown(tokens, at):
            return _titled_unknown(tokens, at), "person"
        following = tokens[at + 1].text if at + 1 < len(tokens) else ""
        if token.noun and following in ("さん", "ちゃん", "選手") and _GIVEN_KANA.fullmatch(token.text):
            return at + 1, "person"
        return at + 1, None
    end = at + 1
    if token.person:
        # A middle dot between names in kanji parts two persons: 高嶺史弥・吉川洋一朗.
        while end < len(tokens) and (tokens[end].person or tokens[end].text in (" ", "\u3000")):
            if cut_title(tokens, end):
                break
            end += 1
        following = "".join(t.text for t in tokens[end : end + 2])
        if token.pos[3] == "姓" and end == at + 1 and end < len(tokens):
            given = tokens[end]
            if (
                given.noun and not is_title(following) and len(given.text) <= 3
                and re.fullmatch("[\u3400-\u9fff々ぁ-ゖ]+", given.text)
                and end + 1 < len(tokens) and (is_title(tokens[end + 1].text) or tokens[end + 1].text in "（(")
            ):  # fmt: skip
                end += 1
        if end == at + 1 and len(token.text) == 1 and is_surname(token.text):
            end = _chinese_given(tokens, end)
        organisation = _grown(tokens, end, _ORGANISATION)
        if organisation > end and end == at + 1 and not is_title(tokens[end].text):
            return organisation, "organisation"
        if end < len(tokens) and _PLACE.fullmatch(tokens[end].text) and tokens[end].noun:
            return end + 1, "place"
        if end == at + 1 and end < len(tokens) and _qualifies(tokens[end]):
            return end, "other"
        return end, "person"
    while (
        end < len(tokens)
        and tokens[end].pos[1] == "固有名詞"
        and tokens[end].pos[2] == token.pos[2] == "地名"
    ):
        end += 1
    organisation = _grown(tokens, end, _ORGANISATION)
    if organisation > end:
        text = "".join(t.text for t in tokens[at:organisation])
        return organisation, "outlet" if _OUTLET.search(text) else "organisation"
    if end < len(tokens) and _PLACE.fullmatch(tokens[end].text) and tokens[end].noun:
        return end + 1, "place"
    if token.pos[2] == "地名":
        return end, "place"
    text = "".join(t.text for t in tokens[at:end])
    if _OUTLET.search(text):
        return end, "outlet"
    if _ORGANISATION.search(text) or re.fullmatch("[A-ZＡ-Ｚ]{2,6}", text):
        return end, "organisation"
    return end, "person" if end < len(tokens) and is_title(tokens[end].text) else None


def _qualifies(following: Token) -> bool:
    """Whether a common noun follows that a family name seldom stands before: 湖南料理, but 石破政権."""
    return (
        following.pos[:2] == ("名詞", "普通名詞") and len(following.text) > 1 and not is_title(following.text)
        and bool(_KANJI.fullmatch(following.text)) and following.text not in _OF_PERSONS
    )  # fmt: skip


_OF_PERSONS = frozenset(
    "政権 内閣 体制 陣営 夫妻 兄弟 姉妹 親子 一家 家族 本人 自身 時代 発言 演説 会談 両氏 一族".split()
)


def _chinese_given(tokens: list[Token], end: int) -> int:
    """The end of a Chinese given name that the tagger does not know: one or two kanji before a particle."""
    stop = end
    while stop < len(tokens) and _KANJI.fullmatch(tokens[stop].text) and not is_title(tokens[stop].text):
        stop += 1
    length = sum(len(t.text) for t in tokens[end:stop])
    bounded = (
        stop == len(tokens)
        or tokens[stop].pos[0] in ("助詞", "補助記号", "空白")
        or is_title(tokens[stop].text)
    )
    return stop if 1 <= length <= 2 and bounded else end


_GIVEN_KANA = re.compile("(?!お|みな|ねえ|にい|ばあ|じい|とう|かあ)[ぁ-ゖ]{2,5}")
_INITIALLED = re.compile(
    "(?=[^・]*・?[ァ-ヺー・]*[A-ZＡ-Ｚ])"
    "(?:[A-ZＡ-Ｚ]{1,2}[.．]?・)*[ァ-ヺー]{2,}(?:・(?:[A-ZＡ-Ｚ][.．]?|[ァ-ヺー]+)(?![A-ZＡ-Ｚ]))*"
)


def _initialled(tokens: list[Token], at: int) -> int:
    """The end of a name in katakana with initials (ジョージ・Ｗ・ブッシュ, ＪＤ・バンス); 0 when there is none."""
    if not re.match("[A-ZＡ-Ｚァ-ヺ]", tokens[at].text) or at + 2 >= len(tokens):
        return 0
    match = _INITIALLED.match("".join(t.text for t in tokens[at : at + 12]))
    if match is None or not re.search("[A-ZＡ-Ｚ]", match.group()):
        return 0
    stop = tokens[at].start + match.end()
    end = next((n for n in range(at + 1, len(tokens) + 1) if tokens[n - 1].end == stop), 0)
    return end if "・" in match.group() else 0


def _katakana_name(tokens: list[Token], at: int) -> tuple[int, MentionKind | None]:
    end = at
    while end < len(tokens) and _KATAKANA.fullmatch(tokens[end].text):
        end += 1
    run = tokens[at:end]
    text = "".join(t.text for t in run)
    following = "".join(t.text for t in tokens[end : end + 3])
    if not is_title(following) and "・" in text.strip("・") and _is_phrase(run, text):
        return end, "organisation"
    if "・" in text.strip("・") and len(text) >= 5:
        if end < len(tokens) and _ORGANISATION.search(tokens[end].text) and not is_title(following):
            return end + 1, "organisation"
        if run[0].pos[2] == "地名" and not is_title(following):
            return end, "place"
        return end, "person"
    if any(t.pos[2] == "地名" for t in run) and len(run) == 1:
        return end, "place"
    if any(t.person for t in run):
        return end, "other" if end < len(tokens) and _qualifies(tokens[end]) else "person"
    if any(t.pos[1] == "固有名詞" for t in run):
        return end, "organisation"
    if (
        len(run) == 1
        and not run[0].unknown
        and run[0].pos[1] == "普通名詞"
        and following[:1] not in ("氏", "さ")
    ):
        return end, None  # スター選手, ベテラン選手
    return end, "other" if any(t.unknown for t in run) or len(run) == 1 else None


def _foreign_titled(tokens: list[Token], at: int) -> int:
    """The end of a Chinese or Korean full name that the tagger takes for words, right before a title (文在寅
    前大統領): two or three kanji that begin with a surname; 0 when there is none."""
    before = tokens[at - 1].text if at else ""
    if len(tokens[at].text) > 2 or not is_surname(tokens[at].text[:1]) or _KANJI.fullmatch(before[-1:]):
        return 0
    end, text = at, ""
    while end < len(tokens) and _KANJI.fullmatch(tokens[end].text) and len(text) < 4:
        if len(text) in (2, 3) and re.match(
            "(?:前|元|新|次期)?(?:大統領|国家主席|主席|首相|総統|総書記|行政長官)", tokens[end].text
        ):
            return end if any(t.pos[1] != "固有名詞" for t in tokens[at:end]) else 0
        text += tokens[end].text
        end += 1
    return 0


def _titled_unknown(tokens: list[Token], at: int) -> int:
    """The end of two or three kanji nouns right before 氏 or さん, which are a name whatever they mean."""
    for end in (at + 1, at + 2):
        if end < len(tokens) and tokens[end].text in ("氏", "さん", "容疑者", "被告"):
            return end if all(_KANJI.fullmatch(t.text) for t in tokens[at:end]) else 0
    return 0


def _grown(tokens: list[Token], end: int, pattern: re.Pattern[str]) -> int:
    """The end of the longest run of nouns from ``end`` whose last one matches; ``end`` when none does."""
    best, stop = end, end
    while stop < len(tokens) and tokens[stop].noun and stop - end < 4 and not is_title(tokens[stop].text):
        stop += 1
        if pattern.search(tokens[stop - 1].text):
            best = stop
    return best
