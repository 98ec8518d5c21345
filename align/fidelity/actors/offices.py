"""The offices that a text gives a person: what stands beside the name, whether it is past, whether it is a deputy's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from align.document import Mention, NameEntry
from align.fidelity.passage.sides import Side
from align.languages import lexicon
from align.names.script.symbols import simplified


@dataclass(frozen=True, slots=True)
class Office:
    """An office in place: the classes of the list that its head word may be, whether it is said to be past or a
    deputy's; offsets into the article's text."""

    classes: frozenset[str]
    former: bool
    deputy: bool
    start: int
    end: int
    text: str


_BREAK = re.compile(r"[，。、；：！？「」『』“”（(\n]|(?<=[はがをにでもと])(?=[^ぁ-ん])")
_BODY = re.compile(
    "会(?![長长议議])|協|协|团|団|組|组|事务所|事務所|室|邸|府|署|制|们|[馆館](?![长長])"
)  # of a body: 医師会, 律师事务所
_BEFORE, _AFTER = 26, 24  # characters of a source that are looked at beside a name
_TITLE = 7  # characters that a title behind a Chinese name has at most
_FORMER = re.compile(
    r"(?<![目之以此日年月天时時眼提从])(?:前|元|原|旧)(?=(?:副)?$)|^(?:[のはがを]?)(?:前|元|原|旧)(?![田川島野沢澤山本油子則则因告])"
)
_DEPUTY = re.compile(r"(?:副|助理|次席)[^のはがを]{0,6}$")
_BRACKETS = re.compile(r"^(?:[（(][^）)]{0,30}[）)])+")
_FORMER_ENGLISH = re.compile(
    r"(?i)\b(?:former(?:ly)?|ex|then|past|previous(?:ly)?|retired|late|one-time|onetime|erstwhile|ousted|once|until|outgoing|served|was|were"
    r"|had been|emerit\w+|resigned|stepped down|predecessor|immediate)\b"
)
_DEPUTY_ENGLISH = re.compile(
    r"(?i)\b(?:deput\w+|vice|associate|assistant|under[- ]?secretar\w+|state minister|ministers? of state|second\w*"
    r"|number two|no\. ?2|sub\w*|junior|lieutenant|co-\w+|acting|executive)\b"
)


def offices_in_source(side: Side, entry: NameEntry) -> tuple[Office, ...]:
    """The offices that a Japanese or Chinese article gives a person where it first gives any, from what runs up to the
    name and away from it."""
    found = [
        office for mention in entry.mentions if mention.sentence >= 0 for office in _beside(side, mention)
    ]
    return tuple(found)


def offices_in_english(side: Side, mention: Mention) -> tuple[Office, ...]:
    """The offices right before an English name, as a title, and behind it between commas."""
    if mention.sentence < 0:
        return ()
    sentence = side.sentences[mention.sentence]
    at, stop = mention.start - sentence.start, mention.end - sentence.start
    found = []
    before = re.search(r"[^,;:.!?“”\"()—]{0,80}$", sentence.text[:at])
    title = before[0] if before else ""
    if match := re.search(rf"(?:^|\s)({_heads()})\s$", title):
        words = re.search(r"(?:\S+\s+){0,7}$", title[: match.start(1)])
        found.append(
            _english(side, sentence.start + at - len(title), title, match, words[0] if words else "")
        )
    behind = re.match(
        r"\s*[,(—–]\s*(?!\s|who\b|which\b|whose\b|where\b|and\b|but\b)(?P<office>[^,;:!?“”\"()—]{3,100})",
        sentence.text[stop:],
    )
    if behind:
        begin = sentence.start + stop + behind.start("office")
        phrase = behind["office"]
        if match := re.search(
            rf"\b({_heads()})\b(?!\s+(?:{_heads()}|investigator)\b)", phrase
        ):  # chief spokesperson
            found.append(_english(side, begin, phrase, match, phrase[: match.start(1)]))
    return tuple(found)


def classes_in(text: str, language: str) -> frozenset[str]:
    """The classes of all offices that a text of the source speaks of."""
    plain = simplified(text) if language.startswith("zh") else text
    pattern, classes = _source_heads("ja" if language == "ja" else "zh")
    said = frozenset(name for match in pattern.finditer(plain) for name in classes[match[0]])
    return said | {_ASSOCIATIONS} if "chair" in said and _OF_MEMBERS.search(plain) else said


# What has a president where a company has a chairman.
_ASSOCIATIONS = "head of an association"
_OF_MEMBERS = re.compile(
    "協会|協議会|連盟|連合|労組|労連|ユニオン|学会|医師会|商会|商工|組合|団体|機構|財団|协会|联合会|联盟|公会|工会|总会|基金会|理事会"
)


def says_office(english: str, office: str, language: str) -> bool:
    """Whether an English text has a word for an office of the source, of which no body is called (General Hospital);
    true for an office that the list does not have."""
    plain = simplified(office) if language.startswith("zh") else office
    pattern, classes = _source_heads("ja" if language == "ja" else "zh")
    found = [classes[match[0]] for match in pattern.finditer(plain)]
    if not found:
        return True
    words = {word for name in found[-1] for word in _english_heads()[name]}
    either = "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
    return re.search(rf"(?i)\b(?:{either})s?\b(?! (?-i:[A-Z]))", english) is not None


def _english(side: Side, begin: int, phrase: str, match: re.Match[str], ahead: str) -> Office:
    head = match[1].lower()
    start, end = begin + match.start(1), begin + match.end(1)
    return Office(
        frozenset(
            name
            for name, words in _english_heads().items()
            if head.removesuffix("s") in words or head in words
        ),
        bool(_FORMER_ENGLISH.search(ahead)) or "ex-" in ahead.lower(),
        bool(
            _DEPUTY_ENGLISH.search(ahead + match[1] * (not head.startswith("chief")))
            or "minister of state" in phrase.lower()
        ),
        start,
        end,
        side.article.text[start:end],
    )


def _beside(side: Side, mention: Mention) -> Iterator[Office]:
    sentence = side.sentences[mention.sentence]
    at, stop = mention.start - sentence.start, mention.end - sentence.start
    before = sentence.text[max(0, at - _BEFORE) : at]
    cut = max((match.end() for match in _BREAK.finditer(before)), default=0)
    yield from _source(side, before[cut:], sentence.start + at - len(before) + cut)
    after = sentence.text[stop : stop + _AFTER + 30]
    bracket = _BRACKETS.match(after)
    inside = re.match(r"[（(](?P<inside>[^）)]{2,30})[）)]", after)
    if inside:
        yield from _source(side, inside["inside"], sentence.start + stop + inside.start("inside"))
    begin = bracket.end() if bracket else 0
    rest = after[begin : begin + _AFTER]
    end = _BREAK.search(rest)
    behind = list(_source(side, rest[: end.start()] if end else rest, sentence.start + stop + begin))
    # In Chinese an office follows a name at once or not at all; further on a sentence begins.
    near = sentence.start + stop + begin + _TITLE
    yield from (one for one in behind if side.language == "ja" or one.end <= near)


def _source(side: Side, phrase: str, begin: int) -> Iterator[Office]:
    """The offices in a phrase of the source, one head word after another."""
    plain = simplified(phrase) if side.language.startswith("zh") else phrase
    pattern, classes = _source_heads("ja" if side.language == "ja" else "zh")
    start = 0
    for match in pattern.finditer(plain):
        ahead = plain[start : match.start()]
        if _BODY.match(plain, match.end()):
            continue
        yield Office(
            classes[match[0]],
            bool(_FORMER.search(ahead)),
            bool(_DEPUTY.search(ahead)) or match[0].endswith(("次官", "次长", "次官补", "次長", "准教授")),
            begin + max(start, match.start() - 10),
            begin + match.end(),
            phrase[max(start, match.start() - 10) : match.end()],
        )
        start = match.end()


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    return tuple(lexicon.rows("multilingual", "offices.tsv")[1:])


@cache
def _source_heads(language: str) -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    heads: dict[str, frozenset[str]] = {}
    for name, ja, zh, _ in _rows():
        for word in filter(None, (ja if language == "ja" else zh).split("|")):
            heads[word] = heads.get(word, frozenset()) | {name}
    longest_first = sorted(heads, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first))), heads


@cache
def _english_heads() -> dict[str, frozenset[str]]:
    return {name: frozenset(word.lower() for word in words.split("|")) for name, _, _, words in _rows()}


@cache
def _heads() -> str:
    words = sorted(
        {word for words in _english_heads().values() for word in words}, key=lambda word: (-len(word), word)
    )
    return "(?i:" + "|".join(map(re.escape, words)) + ")s?"
