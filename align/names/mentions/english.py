"""Names in English text: capitalised spans, less what only begins a sentence or stands before a name.

Initials (J. D. Vance), particles (von der Leyen, bin Salman), hyphens, possessives and honorifics are
known; a headline in capitals is read word by word, because nothing in it tells names from the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from align.document import Mention, MentionKind, Sentence
from align.languages import lexicon
from align.names.lists.places import find_places
from align.names.reading.chinese import chinese_surnames_in_english
from align.names.script.letters import fold_letters

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈČĎĐĒĖĘĚĞĢĪĮİŁĽŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽ"
# Abbreviated titles, whose stop ends no sentence before a capital.
_ABBREVIATED = "(?:Gov|Sen|Rep|Gen|Dr|Mr|Mrs|Ms|Prof|Lt|Col|Adm|Capt|Sgt|Rev|Maj|Hon|Amb)"
_WORD = (
    rf"(?:{_ABBREVIATED}\.(?=\s[{_UPPER}])|[JS]r\.(?=,|\s[a-z])"
    rf"|[{_UPPER}](?:\.(?:[{_UPPER}]\.)+|\.(?=\s[{_UPPER}])"
    r"|(?:[^\W\d_]|['’](?=[^\W\d_])|[-‐–](?=[^\W\d_]))*))"
)
_PARTICLES = "de del della der den di da dos du van von bin ibn al el la le ten ter zu af av bint"
_SPAN = re.compile(
    rf"(?:(?:al|el|d|O)[-'’])?{_WORD}(?:(?:[ \u00a0\t]|[ \t]?\n(?=\S))"
    rf"(?:(?:{'|'.join(_PARTICLES.split())}|of the|of|for)[ \u00a0])*(?:(?:al|el|ul)[-'’])?{_WORD})*"
)
_COLLECTIVE = (
    "people's",
    "people’s",
    "women's",
    "women’s",
    "children's",
    "children’s",
    "workers'",
    "workers’",
)
# The possessive, and the honorifics that reprints of Japanese keep (Yamakawa-san).
_HONORIFIC = "-(?:san|kun|chan|sama|shi|sensei|senshu)"
_POSSESSIVE = re.compile(f"(?:{_HONORIFIC})?['’]s?$|{_HONORIFIC}$")
_HONORIFICS = frozenset({"Mr", "Mr.", "Ms", "Ms.", "Mrs", "Mrs."})
_ORGANISATION = re.compile(
    r"(?i)\b(?:ministry|bank|universit\w+|college|school|institute|company|co|corp|inc|bros|brothers|ltd|group|agency|association|"
    r"party|parliament|congress|senate|diet|assembly|institution|cabinet|tribunal|academy|society|forum|alliance|council|committee|commission|court|union|federation|organi[sz]ation|"
    r"department|bureau|office|administration|center|centre|museum|hospital|railway|airlines|airways|motor|motors|steel|orchestra|theatre|theater|observatory|exchange|securities|holdings|partners|technologies|pharmaceuticals?|capital|airport|"
    r"line|lines|forces?|fund|reserve|league|club|foundation|laboratory|press|news|times|daily|post|shimbun)\b\.?"
)
_PLACE = re.compile(
    r"(?i)\b(?:prefecture|province|city|county|island|islands|river|canal|lake|mountain|bay|sea|strait|peninsula|"
    r"district|ward|town|village|airport|port|station|street|road|republic|kingdom|states?)\b"
    r"|\b(?:shrine|jinja|branch|stadium|castle|expressway)$"
)
_JOINTS = ("of", "for", "the", "and")
_OFFICE = re.compile(
    "(?:tion|tions|sion|ment|ness|ance|ence|ency|ality|urity|fare|ship|affairs|sciences?|economic)$"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]['\"”’)]*\s+|[\n“\"‘(]\s*|--\s*|—\s*)$")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon.words("en", name))


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def bare(self) -> str:
        return self.text.rstrip(".").lower()


def english_mentions(text: str, sentences: Sequence[Sentence]) -> list[Mention]:
    """The names of an English article in order; offsets into ``text``, without title and possessive.

    Sentences of the article's headings may be given too; what lies outside all sentences is not read.
    """
    lower = frozenset(re.findall(r"(?<![\w'’-])[a-zà-ÿ]+(?![\w])", text))
    mentions = []
    for number, sentence in enumerate(sentences):
        letters = [c for c in sentence.text if c.isalpha()]
        if len(letters) > 12 and sum(c.isupper() for c in letters) > 0.8 * len(letters):
            mentions += _capitals(sentence, number)
            continue
        for match in _SPAN.finditer(sentence.text):
            if match.start() and sentence.text[match.start() - 1].isalnum():
                continue
            first = bool(_SENTENCE_START.search(sentence.text[: match.start()])) or match.start() == 0
            mentions += _from_span(match, first, sentence, number, lower)
    return mentions


def _capitals(sentence: Sentence, number: int) -> list[Mention]:
    """Each word of a line in capitals that is no ordinary word, as a mention of no known kind."""
    found = []
    for match in re.finditer(rf"[{_UPPER}][{_UPPER}'’-]+", sentence.text):
        name = _POSSESSIVE.sub("", match.group().removesuffix("'S").removesuffix("’S"))
        short = len(name) == 2 and name.lower() not in chinese_surnames_in_english()
        if not short and name.lower() not in _words("capitalised.txt"):
            start = sentence.start + match.start()
            found.append(Mention(name, "other", number, start, start + len(name)))
    return found


def _from_span(
    match: re.Match[str], first: bool, sentence: Sentence, number: int, lower: frozenset[str]
) -> list[Mention]:
    """The mentions in one capitalised span: cut at possessives, titles split off the front."""
    tokens = [
        _Token(t.group(), match.start() + t.start(), match.start() + t.end())
        for t in re.finditer(r"\S+", match.group())
    ]
    ordinary, titles = _words("capitalised.txt"), _words("titles.txt")
    found: list[Mention] = []
    group: list[_Token] = []
    groups: list[list[_Token]] = []
    for token in tokens:
        group.append(token)
        if _POSSESSIVE.search(token.text) and len(token.text) > 3 and token.bare not in _COLLECTIVE:
            groups.append(group)
            group = []
    if group:
        groups.append(group)
    for at, tokens in enumerate(groups):
        if first and at == 0:
            while tokens and _only_begins(tokens[0], ordinary) and not (len(tokens) == 1 and len(groups) > 1):
                tokens = tokens[1:]
            if len(tokens) == 1 and tokens[0].bare in lower and tokens[0].start == match.start():
                continue
        while tokens and (
            tokens[0].bare in _PARTICLES.split() or tokens[0].bare in ("of", "for", "and", "the")
        ):
            if tokens[0].text[0].isupper():
                break
            tokens = tokens[1:]
        if tokens:
            found += _named(tokens, titles, ordinary, sentence, number)
    return found


def _only_begins(token: _Token, ordinary: frozenset[str]) -> bool:
    """Whether a word at the head of a sentence is an ordinary one and no Mr or Ms."""
    return token.bare in ordinary and token.text not in _HONORIFICS


def _named(
    tokens: list[_Token], titles: frozenset[str], ordinary: frozenset[str], sentence: Sentence, number: int
) -> list[Mention]:
    """One mention from the tokens of a name with what stands before it as its title; two when an
    organisation or place comes before a title (``Toyota President Koji Sato``)."""
    whole = " ".join(t.text for t in tokens)
    # Gen without a stop is a Japanese given name: Defense Minister Gen Nakatani.
    at = {i for i, t in enumerate(tokens) if t.bare in titles and t.text != "Gen"}
    last_title = max(at, default=-1)
    if last_title == len(tokens) - 1:
        if len(tokens) == 1 or all(i in at or t.bare in ordinary for i, t in enumerate(tokens)):
            return []
        if not _ORGANISATION.search(whole) and not _PLACE.search(whole):
            cut = min(at)
            return _mention(tokens[:cut], None, sentence, number) if cut else []
        return _mention(tokens, None, sentence, number)
    joint = next((i for i in range(last_title + 2, len(tokens)) if tokens[i].text in ("of", "for")), 0)
    body = tokens[joint + 1 :] if last_title >= 0 and joint else []
    if body and _ORGANISATION.search(" ".join(t.text for t in body)):  # Prof. Lee of Harvard University
        return [
            *_named(tokens[:joint], titles, ordinary, sentence, number),
            *_named(body, titles, ordinary, sentence, number),
        ]
    if last_title >= 0 and not _ORGANISATION.search(" ".join(t.text for t in tokens[last_title + 1 :])):
        start = min(at)
        title = " ".join(t.text for t in tokens[start : last_title + 1])
        before = _mention(tokens[:start], None, sentence, number) if start else []
        named = tokens[last_title + 1 :]
        if any(token.text in ("of", "for") for token in tokens[start : last_title + 2]):
            named = _after_office(named)
        return before + _mention(named, title, sentence, number)
    return _mention(tokens, None, sentence, number)


def _after_office(tokens: list[_Token]) -> list[_Token]:
    """The name after ``of Economic Revitalization`` and the like: what follows the last word of an office."""
    known = _words("capitalised.txt") | _words("demonyms.txt") | _words("titles.txt")
    office = [at for at, token in enumerate(tokens) if token.bare in known or _OFFICE.search(token.bare)]
    return tokens[office[-1] + 1 :] if office else tokens


def _mention(tokens: list[_Token], title: str | None, sentence: Sentence, number: int) -> list[Mention]:
    while tokens and tokens[0].text in _JOINTS:
        tokens = tokens[1:]
    while tokens and tokens[-1].text in (*_JOINTS, "I", "No."):
        tokens = tokens[:-1]
    if not tokens:
        return []
    ordinary = _words("capitalised.txt")
    if all(t.bare in ordinary for t in tokens) and title not in _HONORIFICS:
        return []
    start, end = tokens[0].start, tokens[-1].end
    name = sentence.text[start:end]
    stripped = _POSSESSIVE.sub("", name)
    if len(stripped) < 2 or re.fullmatch("(?:I|You|We|They|He|She|It)['’](?:ll|ve|d|m|re|s)", stripped):
        return []
    return [
        Mention(
            stripped, kind_of(stripped, title), number, sentence.start + start,
            sentence.start + start + len(stripped), title=title,
        )
    ]  # fmt: skip


_SPEECH_AFTER = re.compile(
    r"['’]?s?,?\s(?:said|says|told|added|stated|announced|who|has|had|was|is|wrote|tweeted|says|noted|explained|insisted|"
    r"vowed|argued|warned|admitted|replied|insists|believes|thinks|hopes|wants)\b|\s?\(\d\d\)|,\s\d\d\b"
)
# What somebody is, after a comma: ", luxury goods analyst at", ", a professor".
_APPOSITION = re.compile(
    r"['’]?s?,\s(?:(?:the|a|an|then|now|his|her|their|its)\s)?(?:[\w.’'&/-]+\s){0,6}?(?:(?:co-|vice-)?(?:head|chief|chair|president)|"
    r"[a-z]*(?:analyst|economist|director|professor|minister|manager|lawyer|spokes(?:man|woman|person)|researcher|founder|"
    r"executive|chairman|chairwoman|secretary|partner|strategist|editor|author|scholar|expert|fellow|lecturer|engineer|"
    r"officer|official|governor|mayor|ambassador|coach|captain|director-general|correspondent|resident|owner|student))s?\b"
)
_ROLE_BEFORE = re.compile(
    r"(?:\b(?:[a-z]{3,}(?:er|or|ist|ian|man|woman|ant|ent|eur)|coach|head|chief|named|by|mayor|staff|secretary|suspect|pilot|"
    r"spokesperson|nurse|judge|captain|friend|wife|husband|son|daughter|brother|sister|mother|father|analyst|"
    r"(?i:according to)):?\s|[\[(]CEO\s)$"
)
_ROLE = re.compile("(?:...er|...or|ist|ian|man|woman|eur|coach|chief|suspect|pilot|off)$")
_WHERE_BEFORE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|(?:head|chair\w*|president|director|member|founder|unit|arm|executive|governor)"
    r" of(?: the)?) $"
)
_SAID_BEFORE = re.compile(r"(?:said|says|added|asked|told|wrote|explained)\s$")


@lru_cache(maxsize=16384)
def ordinary(word: str) -> bool:
    """Whether an English word, however it is capitalised, is one of everyday use."""
    bare = word.rstrip(".").lower()
    if re.search("(?:west|east|north|south)ern(?:ers?)?$", bare):
        return True
    bare = re.sub("yses$", "ysis", bare)
    bare = re.sub("(?<=e)d$", "", bare) if len(bare) > 7 else bare  # substituted
    bare = re.sub("is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)", "iz", bare) if len(bare) > 6 else bare
    known = _words("ordinary.txt"), _words("capitalised.txt"), _words("demonyms.txt")
    return any(bare in words for words in known) or any(
        bare.endswith(ending) and bare.removesuffix(ending) in known[0] | known[2]
        for ending in ("s", "es", "'s", "’s")
    )


def personality(mention: Mention, sentence: Sentence) -> float:
    """How much an English mention looks like a person, 0 to 1, by its words and what stands around it."""
    words = [w for w in re.split(r"[\s-]+", mention.text) if w.lower() not in _PARTICLES.split()]
    common = [ordinary(word) for word in words]
    if mention.title in _HONORIFICS and len(words) <= 3:
        return 1.0
    if mention.kind in ("place", "organisation", "outlet") or all(common) or len(words) > 5:
        return 0.0
    start, end = mention.start - sentence.start, mention.end - sentence.start
    before, after = sentence.text[:start], sentence.text[end:]
    where = _WHERE_BEFORE.search(before) or (re.match(rf",\s(?=[{_UPPER}])", after) and _in_place(after[2:]))
    if where and not mention.title:
        return 0.3
    if len(words) <= 3 and (
        mention.title
        or _SPEECH_AFTER.match(after)
        or _ROLE_BEFORE.search(before)
        or _SAID_BEFORE.search(before)
    ):
        return 1.0
    if len(words) <= 3 and _APPOSITION.match(after):
        return 1.0
    if len(words) > 3 or sum(common) > 1:
        return 0.3
    if len(words) == 1 and (_SENTENCE_START.search(before) or not before):
        # Most words that begin a sentence are no names.
        return 0.0 if words[0].endswith("ly") and len(words[0]) > 5 else 0.5
    return (0.7 if any(common) else 0.8) if len(words) > 1 else 0.6


def _in_place(after: str) -> bool:
    """Whether a text begins with a place and no more: California after San Clemente."""
    found = next((one for one in find_places(after[:40], "en") if one.start == 0), None)
    return found is not None and re.match(r"[,.;)]|$", after[found.end :]) is not None


def person_in(mention: Mention) -> Mention:
    """The mention without ordinary words before the name (``Suspect Okubo Yoshikazu``) and without what the
    person belongs to (``Yuji Ito of the Toyosawa Society``)."""
    words = [(m.start(), m.end(), m.group()) for m in re.finditer(r"\S+", mention.text)]
    joint = next((i for i, word in enumerate(words) if word[2] in ("of", "for", "the")), len(words))
    if joint < len(words) and sum(not ordinary(word[2]) for word in words[:joint]) < 2:
        joint = len(words)
    at = 0
    if joint >= 4:  # Egyptian Expatriates Affairs David Luiz: the last words that are not of everyday use
        at = joint
        while at and not ordinary(words[at - 1][2]):
            at -= 1
        at = at if joint - at in (2, 3) else 0
    while at < joint - 1 and _before_name([word[2] for word in words[at:joint]]):
        at += 1
    if not words or (at == 0 and joint == len(words)):
        return mention
    start, end = words[at][0], words[joint - 1][1]
    kind = mention.kind if joint == len(words) else "other"
    return replace(
        mention, text=mention.text[start:end], start=mention.start + start, end=mention.start + end, kind=kind
    )


def _before_name(words: Sequence[str]) -> bool:
    """Whether the first of some words is none of the name that the others are: an ordinary word, a role, a country."""
    first, rest = words[0], words[1:]
    if len(rest) > 1 and (first.lower().endswith("ist") or find_places(first, "en")):
        return True
    surname = fold_letters(first) in chinese_surnames_in_english() and len(rest) == 2
    if surname and not any(map(ordinary, rest)):
        return False  # Tan Lee Siang
    return ordinary(first) and (len(rest) > 1 or bool(_ROLE.search(first)))


def rest_of(mention: Mention, part: Mention) -> list[Mention]:
    """Runs of words of a mention outside one of its parts that may be a name by themselves: two words and
    more that are not of everyday use, apart from the part or in a headline."""
    found = []
    for start, end in ((mention.start, part.start), (part.end, mention.end)):
        text = mention.text[start - mention.start : end - mention.start]
        for run in re.split(r"(?<=\s)(?:of|for|the|and)(?=\s)", text) if end > start else []:
            at = start + text.index(run)
            pieces = [(m.start(), m.end()) for m in re.finditer(r"\S+", run)]
            group: list[tuple[int, int]] = []
            for piece in [*pieces, None]:
                if piece is not None and not ordinary(run[piece[0] : piece[1]]):
                    group.append(piece)
                    continue
                if len(group) >= 2:
                    name = _POSSESSIVE.sub("", run[group[0][0] : group[-1][1]])
                    first = at + group[0][0]
                    found.append(
                        replace(
                            mention, text=name, start=first, end=first + len(name), kind=kind_of(name, None)
                        )
                    )
                group = []
    return found


def kind_of(name: str, title: str | None) -> MentionKind:
    """What the words of an English name say about its kind; ``other`` when they say nothing."""
    if title and not _PLACE.search(name):
        return "person"
    if _ORGANISATION.search(name) or re.fullmatch("[A-Z]{2,6}s?|[A-Z]+[a-z][A-Z]+", name):
        return "organisation"
    return "place" if _PLACE.search(name) or name.lower() in _words("demonyms.txt") else "other"


def cuts(mention: Mention) -> list[Mention]:
    """The mention, and what is left of it without words that may only stand before or after the name:
    ``Starter Michael Olsen`` at the head of a sentence, ``Foreign Ministry Lin Jian``."""
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", mention.text)]
    found = [mention]
    joints = [i for i, (a, b) in enumerate(words) if mention.text[a:b] in ("of", "for", "the")]
    if joints and joints[0]:
        spans = [(0, joints[0]), (joints[-1] + 1, len(words))]
    elif len(words) >= 5:  # a headline in title case
        spans = [(a, b) for a in range(len(words)) for b in range(a + 1, min(a + 4, len(words)) + 1)]
    elif len(words) >= 3:
        spans = [(1, len(words)), (2, len(words)), (0, len(words) - 1)]
    else:
        spans = [(1, 2)] if len(words) == 2 and mention.kind != "person" else []
    proper = [at for at, (a, b) in enumerate(words) if not ordinary(mention.text[a:b])]
    if len(words) >= 3 and proper and proper[-1] - proper[0] == len(proper) - 1 and len(proper) < len(words):
        spans.append((proper[0], proper[-1] + 1))  # DOW Jones Industrial Average
    spans = list(dict.fromkeys(spans))
    for a, b in spans:
        start, end = words[a][0], words[b - 1][1]
        text = _POSSESSIVE.sub("", mention.text[start:end])
        kind = mention.kind if mention.kind == "person" else kind_of(text, None)
        at = mention.start + start
        found.append(replace(mention, text=text, kind=kind, start=at, end=at + len(text)))
    return found
