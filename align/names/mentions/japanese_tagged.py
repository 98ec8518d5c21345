"""Where a name begins and ends by Sudachi's part-of-speech tags, and of what kind it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from align.document import MentionKind
from align.languages import lexicon
from align.names.mentions.japanese_titles import is_title
from align.names.mentions.japanese_tokens import Token, cut_title
from align.names.reading.chinese import is_surname
from align.names.reading.japanese import sudachi

KATAKANA = re.compile("[ァ-ヺー・゠＝=]+")
KANJI = re.compile("[\u3400-\u9fff々ヶヵノ]+")
_ORGANISATION = re.compile(
    "(?:社|銀行|日銀|大学|省|庁|党|会|局|署|委員会|機構|協会|連盟|連合|組合|新聞|通信|放送|テレビ|製作所|研究所|"
    "電力|電機|自動車|汽船|鉄道|航空|製鉄|製薬|工業|産業|証券|生命|保険|ホールディングス|グループ|裁判所|病院|高校|中学|"
    "小学校|博物館|美術館|センター|財団|財務省|外務省|学園|学院)$"
)
_OUTLET = re.compile("(?:新聞|通信社?|放送|テレビ|タイムズ|ポスト|時報|日報)$")
PLACE = re.compile(
    "(?:都|道|府|県|市|区|町|村|郡|国|州|省|島|川|山|湖|湾|港|駅|線|岬|峠|半島|空港|台|橋|通り)$"
)


@cache
def company_words() -> str:
    """An alternation of the words that make what stands before them a company."""
    return "|".join(map(re.escape, lexicon.words("ja", "company_words.txt")))


def _is_phrase(run: Sequence[Token], text: str) -> bool:
    """Whether katakana with middle dots are ordinary words (フォックス・ニュース) and no person."""
    if run[-1].pos[1] == "普通名詞" and not run[-1].unknown:
        return True
    parts = [part for part in text.split("・") if part]
    return all(any(m.part_of_speech()[1] == "普通名詞" for m in sudachi().lookup(part)) for part in parts)


Found = tuple[int, MentionKind | None]


def name_from(tokens: list[Token], at: int) -> Found:
    """Where the name that begins at a token ends, and its kind; kind None when none begins here.

    ``other`` is a word in katakana that may be a name: it is one if a title or an original follows.
    """
    return next(found for rule in _RULES if (found := rule(tokens, at)) is not None)


def _title(tokens: list[Token], at: int) -> Found | None:
    return (at + 1, None) if cut_title(tokens, at) else None


def _with_initials(tokens: list[Token], at: int) -> Found | None:
    end = _initialled(tokens, at)
    return (end, "person") if end else None


def _in_latin(tokens: list[Token], at: int) -> Found | None:
    """Latin letters are the other article's spelling, unless they are an abbreviation."""
    text = tokens[at].text
    latin = re.fullmatch("[A-Za-zÀ-ž .'’-]+", text) and not re.fullmatch("[A-ZＡ-Ｚ]{2,6}", text)
    return (at + 1, None) if latin else None


def _in_katakana(tokens: list[Token], at: int) -> Found | None:
    text = tokens[at].text
    return _katakana_name(tokens, at) if KATAKANA.fullmatch(text) and text.strip("・ー=＝゠") else None


def _foreign_leader(tokens: list[Token], at: int) -> Found | None:
    end = _foreign_titled(tokens, at)
    return (end, "person") if end else None


def _common_noun(tokens: list[Token], at: int) -> Found | None:
    """What the tagger takes for no proper noun is a name by what follows it alone."""
    token = tokens[at]
    if token.pos[1] == "固有名詞" or (token.unknown and KANJI.fullmatch(token.text)):
        return None
    if token.noun and len(token.text) == 2 and (end := _titled_unknown(tokens, at)):
        return end, "person"
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if token.noun and following in ("さん", "ちゃん", "選手") and _GIVEN_KANA.fullmatch(token.text):
        return at + 1, "person"
    return at + 1, None


def _person(tokens: list[Token], at: int) -> Found | None:
    """A person by the tagger, with what of the name it did not know; or what bears a person's name."""
    token = tokens[at]
    if not token.person:
        return None
    end = _tagged_end(tokens, at)
    if end == at + 1 and token.pos[3] == "姓" and _before_unknown_given(tokens, end):
        end += 1
    if end == at + 1 and len(token.text) == 1 and is_surname(token.text):
        end = _chinese_given(tokens, end)
    organisation = _grown(tokens, end, _ORGANISATION)
    if organisation > end and end == at + 1 and not is_title(tokens[end].text):
        return organisation, "organisation"
    if _before_place(tokens, end):
        return end + 1, "place"
    if end == at + 1 and end < len(tokens) and _qualifies(tokens[end]):
        return end, "other"
    return end, "person"


def _tagged_end(tokens: list[Token], at: int) -> int:
    """The end of what the tagger says is one person's name. A middle dot between names in kanji parts two persons:
    高嶺史弥・吉川洋一朗."""
    end = at + 1
    while end < len(tokens) and (tokens[end].person or tokens[end].text in (" ", "\u3000")):
        if cut_title(tokens, end):
            break
        end += 1
    return end


def _before_unknown_given(tokens: list[Token], end: int) -> bool:
    """Whether what follows a surname is a noun that must be its given name: a title or a bracket comes next."""
    if end + 1 >= len(tokens):
        return False
    given, after = tokens[end], tokens[end + 1].text
    kanji = given.noun and len(given.text) <= 3 and re.fullmatch("[\u3400-\u9fff々ぁ-ゖ]+", given.text)
    titled = is_title(given.text + after)
    return bool(kanji) and not titled and (is_title(after) or after in "（(")


def _before_place(tokens: list[Token], end: int) -> bool:
    """Whether a noun follows that makes a place of the name before it: 原宿駅."""
    return end < len(tokens) and bool(PLACE.fullmatch(tokens[end].text)) and tokens[end].noun


def _proper_noun(tokens: list[Token], at: int) -> Found:
    """A place, an organisation, an outlet; another proper noun is a person before a title."""
    token, end = tokens[at], at + 1
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
    if _before_place(tokens, end):
        return end + 1, "place"
    if token.pos[2] == "地名":
        return end, "place"
    text = "".join(t.text for t in tokens[at:end])
    if _OUTLET.search(text):
        return end, "outlet"
    if _ORGANISATION.search(text) or re.fullmatch("[A-ZＡ-Ｚ]{2,6}", text):
        return end, "organisation"
    return end, "person" if end < len(tokens) and is_title(tokens[end].text) else None


_RULES: tuple[Callable[[list[Token], int], Found | None], ...] = (
    _title,
    _with_initials,
    _in_latin,
    _in_katakana,
    _foreign_leader,
    _common_noun,
    _person,
    _proper_noun,
)


def _qualifies(following: Token) -> bool:
    """Whether a common noun follows that a family name seldom stands before: 湖南料理, but 石破政権."""
    return (
        following.pos[:2] == ("名詞", "普通名詞") and len(following.text) > 1 and not is_title(following.text)
        and bool(KANJI.fullmatch(following.text)) and following.text not in _OF_PERSONS
    )  # fmt: skip


_OF_PERSONS = frozenset(
    "政権 内閣 体制 陣営 夫妻 兄弟 姉妹 親子 一家 家族 本人 自身 時代 発言 演説 会談 両氏 一族".split()
)


def _chinese_given(tokens: list[Token], end: int) -> int:
    """The end of a Chinese given name that the tagger does not know: one or two kanji before a particle."""
    stop = end
    while stop < len(tokens) and KANJI.fullmatch(tokens[stop].text) and not is_title(tokens[stop].text):
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
    while end < len(tokens) and KATAKANA.fullmatch(tokens[end].text):
        end += 1
    run = tokens[at:end]
    text = "".join(t.text for t in run)
    following = "".join(t.text for t in tokens[end : end + 3])
    if not is_title(following) and "・" in text.strip("・") and _is_phrase(run, text):
        return end, "organisation"
    if "・" in text and text.rpartition("・")[2] in lexicon.words("ja", "company_words.txt"):
        return end, "organisation"  # グレイストーン・パートナーズ
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
    if len(tokens[at].text) > 2 or not is_surname(tokens[at].text[:1]) or KANJI.fullmatch(before[-1:]):
        return 0
    end, text = at, ""
    while end < len(tokens) and KANJI.fullmatch(tokens[end].text) and len(text) < 4:
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
            return end if all(KANJI.fullmatch(t.text) for t in tokens[at:end]) else 0
    return 0


def _grown(tokens: list[Token], end: int, pattern: re.Pattern[str]) -> int:
    """The end of the longest run of nouns from ``end`` whose last one matches; ``end`` when none does."""
    best, stop = end, end
    while stop < len(tokens) and tokens[stop].noun and stop - end < 4 and not is_title(tokens[stop].text):
        stop += 1
        if pattern.search(tokens[stop - 1].text):
            best = stop
    return best
