"""Persons in Chinese text by the likeliest segmentation into words and names.

Chinese marks no names and no words. A run of hanzi is cut in the way that is likeliest under a unigram model in which
a person is one more word: a surname with one or two hanzi after it, a Japanese full name, a transliteration. What words
there are, and how often, the model names-words knows; what stands beside a person (a title, a verb of speech, another
person) makes it likelier. So 长官金正官上周 is 长官 金正官 上周, and 当庭 in 贺景明当庭表示 is a word and no
name. After Sproat, Shih, Gale and Chang (1996), A Stochastic Finite-State Word-Segmentation Algorithm for Chinese; its
weights were estimated on text with marked names, which may not be trained on here, so that these are chosen by hand.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from align.languages import lexicon
from align.names.mentions.chinese_words import following_words
from align.names.mentions.word_shares import chinese_word_model
from align.names.reading.chinese import is_surname, surname_length
from align.names.reading.japanese import given_fame, in_given_names, may_begin_surname, surname_fame
from align.names.reading.transliteration import transliterating
from align.names.reading.variants import simplest

_RUN = re.compile("[\u3400-\u9fff]+")
_LONGEST_WORD = 6
_LONGEST_RUN = 240

# Chosen by hand on sentences of our own (tests/names/test_chinese_segments.py): natural logarithms of probabilities.
_PERSON = -5.3  # one word in two hundred is a person
_COMMON, _KNOWN, _RARE = (
    -3.5,
    -5.5,
    -8.5,
)  # a surname among the fifty commonest, of the list, of the list of rare ones
_GIVEN, _SELDOM_GIVEN, _NUMERAL, _NEVER_GIVEN = -6.5, -8.0, -9.0, -13.0  # one hanzi of a given name
_ONE_HANZI_GIVEN = -2.0  # such names are rarer
_JAPANESE, _FOREIGN, _FOREIGN_HANZI = -28.0, -7.0, -5.0
_UNKNOWN_HANZI = -12.5
_TITLE = -9.0  # a title is at least so frequent a word
_AFTER_TITLE, _BEFORE_TITLE, _SPEAKS, _HEAD, _BESIDE = 4.0, 4.0, 2.5, 1.0, 1.0
_AFTER_PROFESSION, _AFTER_LETTERS, _COMPANY = 2.5, -4.0, -14.0
_AGAIN = -8.0  # a person who is plainly one elsewhere in the article
_FUNCTION_WORD = -6.0  # 是 in 是贺景明
_ADJOINING = -6.0  # two persons seldom stand side by side without a mark
_WORD = -10.0  # words of the lists of what looks like a name are at least so frequent
# By how much the best segmentation has to be likelier than the best without a person: beside a sign of one, elsewhere.
_SURE, _WITHOUT_SIGN = 2.0, 5.0
SIGN = 2.5
_WELL_KNOWN = 4.0  # the fame of a Japanese given name that may be made of words: 雅之
_WIDELY_BORNE = 6.0  # the fame of a Japanese surname that needs no sign beside it
_FREQUENT_WORD = -13.0
_FREQUENT = -9.0  # a word of one hanzi is no rare surname where it is so frequent

_NOT_GIVEN = frozenset(
    "曾可肯的了在是和与及或但而将已未不没有为被把从向对于由就都也还又再只这那其各每该本此并且若如因所之以上下中内外前后来去说称会要能可让使给跟"
    "年月日时分秒个位名人万亿元岁次第约近共后者们吗呢吧啊很太更最两几多少些县省市镇乡村区局院部厅社司府则家座米吨股队处"
)
_VIETNAMESE = frozenset("阮陈黎范黄武邓裴杜吴杨胡潘")  # families in which 阮氏秋河 and 阮文安南 are names
_PLACES = frozenset("县市省镇乡村区局院部厅社司府")
_NUMERALS = frozenset("一二三四五六七八九十百千")
_MAY_BE_GIVEN = frozenset("之中上前多少能可万元年月日人本所如若以名分时太为有因其")
_COMPANIES = re.compile(
    "(?:集团|公司|银行|资本|能源|电池|电子|证券|大学|学院|科技|汽车|基金|保险|矿业|煤业|煤矿|钢铁|重工|制药|药业|医药|医院|商行|控股|投资"
    "|咨询|半导体|软件|网络|航空|物流|地产|置业|食品|传媒|影业|俱乐部|县|省|市|镇|乡|村|区|路|街|河|江|湖|山|港|岛|湾|沟|桥)"
)
_LEFT = re.compile("(?:[由向对与和及跟给据让被是叫称]|以及|包括|其中|名叫)$")
_RIGHT = re.compile(
    "(?:[在则也已曾于将的和与及等、，。：；！？“”（）《》]|还|均|却|就|正|只|才|从|向|对|被|因|为|是|说|称|[0-9０-９]|去年|今年|上周|本周|周[一二三四五六日]|近日|日前|当天|当日|$)"
)
_SPEECH = re.compile(
    "(?:昨日|今日|近日|日前|当天|当日|上周|本周|周[一二三四五六日]|上月|随后|还|则|也|在.{1,12})?(?:强调|指出|表示|透露|认为|介绍|宣布|告诉|回应|坦言|解释|补充|提醒|分析|证实|直言|评价|估计|批评|建议|作证|辩称|称|说|道|写道|对.{1,6}(?:说|表示|称))"
)
_PROFESSION = re.compile("[工员师家长者手官商民农生理人]$")
# What stands right before a company's name, where before a person's a title would follow: 数据提供商路孚特.
_FIRM = re.compile("(?:[供应造发营销理售包险券厂电]商|生产商|品牌|企业|巨头|平台|初创公司|运营方|开发方)$")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A way to read hanzi from ``start`` to ``end``: a word, or a person of some kind."""

    start: int
    end: int
    score: float
    person: str = ""


Places = Sequence[tuple[int, int]]


def persons(texts: Sequence[str], taken: Sequence[Places] = ()) -> list[list[tuple[int, int]]]:
    """The Chinese, Korean and Japanese persons of an article's sentences in simplified hanzi, and foreign ones beside a
    title or a verb of speech, as (start, end) in order for each; none that overlaps what is ``taken`` in its sentence.

    What is plainly a person once is a person wherever it stands; what is always preceded by one and the same
    hanzi is a part of something longer (遇网, of 途遇网).
    """
    taken = taken or [()] * len(texts)
    runs = [_runs(text, spans) for text, spans in zip(texts, taken, strict=True)]
    first = [[one for run in here for one in run.persons()] for here in runs]
    plainly = {
        text[a:b] for text, here in zip(texts, first, strict=True) for a, b, sign in here if sign >= SIGN
    }
    known = frozenset(name for name in plainly if not _part_of_longer(name, texts))
    found = []
    for text, here, before in zip(texts, runs, first, strict=True):
        again = any(name in text for name in known)
        persons = [one for run in here for one in run.knowing(known).persons()] if again else before
        spans = [(a, b) for a, b, _ in persons]
        found.append(
            [(a, b) for a, b in spans if text[a:b] in known or not _part_of_longer(text[a:b], texts)]
        )
    return found


def _masked(text: str, spans: Places) -> str:
    masked = list(text)
    for start, end in spans:
        masked[start:end] = "\0" * (end - start)
    return "".join(masked)


def _part_of_longer(name: str, texts: Sequence[str]) -> bool:
    before = [text[m.start() - 1 : m.start()] for text in texts for m in re.finditer(re.escape(name), text)]
    alike = len(before) > 1 and len(set(before)) == 1 and "\u3400" <= before[0][-1:] <= "\u9fff"
    where = (text[: text.find(name)] for text in texts if name in text)
    return alike and not any(_title_before().search(one) or _PROFESSION.search(one) for one in where)


@dataclass(frozen=True, slots=True)
class _Run:
    """The ways to read a run of hanzi: the pieces that begin at each place from ``start`` on."""

    text: str
    start: int
    end: int
    pieces: Sequence[Sequence[_Piece]]

    @classmethod
    def of(cls, text: str, start: int, end: int) -> _Run:
        plain = simplest(text[start:end])
        pieces = [
            [*_words(text, at, end), *_people(text, at, end, plain[at - start :])] for at in range(start, end)
        ]
        return cls(text, start, end, pieces)

    def knowing(self, known: frozenset[str]) -> _Run:
        """The run where some names are known to be persons'."""
        pieces = [
            [
                self._known(one) if self.text[one.start : one.end] in known and one.person else one
                for one in row
            ]
            for row in self.pieces
        ]
        return replace(self, pieces=pieces)

    def _known(self, piece: _Piece) -> _Piece:
        sign = beside(self.text, piece.start, piece.end)
        return replace(piece, person="known", score=max(piece.score, _AGAIN + sign))

    def persons(self) -> list[tuple[int, int, float]]:
        """The persons of the likeliest reading with the sign that each has beside it."""
        best, chosen = _best(self.pieces, None)
        found = []
        for piece in chosen:
            if not piece.person:
                continue
            sign = beside(self.text, piece.start, piece.end)
            if piece.person == "foreign" and sign < SIGN:
                continue
            without, _ = _best(self.pieces, piece)
            if best - without >= (_SURE if sign >= SIGN else _least_without_sign(self.text, piece)):
                found.append((piece.start, piece.end, sign))
        return found


def _runs(text: str, taken: Places) -> list[_Run]:
    """The runs of hanzi of a sentence, without what is taken, in pieces of a length that can be read."""
    return [
        _Run.of(text, start, min(run.end(), start + _LONGEST_RUN))
        for run in _RUN.finditer(_masked(text, taken))
        for start in range(run.start(), run.end(), _LONGEST_RUN)
    ]


def _least_without_sign(text: str, piece: _Piece) -> float:
    family = text[piece.start : piece.start + surname_length(text[piece.start : piece.end])]
    if piece.person == "japanese":
        name = text[piece.start : piece.end]
        fame = max(surname_fame(name[:cut]) for cut in range(1, len(name)))
        return _WITHOUT_SIGN if fame >= _WIDELY_BORNE else math.inf  # 关向苏宁
    if piece.person != "chinese" or family in _commonest():
        return _WITHOUT_SIGN
    return _WITHOUT_SIGN + 3.0 if is_surname(family) else math.inf  # 直钩钩, 束胸领


def _best(pieces: Sequence[Sequence[_Piece]], without: _Piece | None) -> tuple[float, list[_Piece]]:
    """The likeliest segmentation, its score and its pieces; one person may be left out."""
    length = len(pieces)
    first = pieces[0][0].start
    scores = [[-math.inf, -math.inf] for _ in range(length + 1)]  # the last piece being a word, a person
    back: list[list[tuple[_Piece, int] | None]] = [[None, None] for _ in range(length + 1)]
    scores[0][0] = 0.0
    for at, row in enumerate(pieces):
        for piece in row:
            now = int(bool(piece.person))
            if now and without is not None and piece.start < without.end and without.start < piece.end:
                continue
            stop = piece.end - first
            for before in (0, 1):
                score = scores[at][before] + piece.score + _ADJOINING * (now and before)
                if score > scores[stop][now]:
                    scores[stop][now], back[stop][now] = score, (piece, before)
    state = int(scores[length][1] > scores[length][0])
    total, stop, chosen = scores[length][state], length, []
    while stop and (step := back[stop][state]) is not None:
        chosen.append(step[0])
        stop, state = step[0].start - first, step[1]
    return total, chosen[::-1]


SIDE = re.compile("[中日美韩俄英法德朝欧印澳加越泰台港双各我校资医院官军警检控辩买卖供需甲乙原被]方")


def _words(text: str, at: int, end: int) -> list[_Piece]:
    shares, named = chinese_word_model().shares, _title_words()
    found = [_Piece(at, at + 1, shares.get(text[at], _UNKNOWN_HANZI))]
    for stop in range(at + 2, min(at + _LONGEST_WORD, end) + 1):
        word = text[at:stop]
        share = shares.get(word)
        if word in named:
            share = max(share or _TITLE, _TITLE)
        elif word in following_words() or SIDE.fullmatch(word):
            share = max(share or _WORD, _WORD)
        if share is not None:
            found.append(_Piece(at, stop, share))
    return found


def _people(text: str, at: int, end: int, plain: str) -> list[_Piece]:
    """The persons that may begin at a place; ``plain`` is the rest of the run in the simplest form of its hanzi."""
    found = []
    japanese = may_begin_surname(plain, text[at:end])
    for stop in range(at + 2, min(at + 7, end) + 1):
        name = text[at:stop]
        ways = [("chinese", _chinese(name)), ("foreign", _foreign(name))]
        if japanese:
            ways.insert(1, ("japanese", _japanese(name)))
        kind, score = max(ways, key=lambda one: one[1])
        if score > -math.inf:
            found.append(_Piece(at, stop, score + beside(text, at, stop), kind))
    return found


@lru_cache(maxsize=65536)
def _chinese(name: str) -> float:
    """The logarithm of a Chinese or Korean full name's probability; minus infinity for none."""
    best = -math.inf
    for cut in (1, 2):
        given = name[cut:]
        middle = "氏文" if name[0] == "阮" else "氏"
        vietnamese = cut == 1 and len(given) == 3 and name[0] in _VIETNAMESE and given[0] in middle
        if not (1 <= len(given) <= 2 or vietnamese):
            continue
        family = _surname(name[:cut])
        if family > -math.inf:
            if given[-1] in _PLACES or _COMPANIES.fullmatch(given):
                continue  # 石峪县, 田证券
            said = sum(map(_given, given[1:] if vietnamese else given))
            best = max(best, _PERSON + family + said + _ONE_HANZI_GIVEN * (len(given) == 1 and cut == 1))
    return best


@lru_cache(maxsize=16384)
def _given(hanzi: str) -> float:
    if hanzi in _NUMERALS:
        return _NUMERAL
    if hanzi in _NOT_GIVEN - _MAY_BE_GIVEN:
        return _NEVER_GIVEN
    return _GIVEN if in_given_names(hanzi) else _SELDOM_GIVEN


@lru_cache(maxsize=4096)
def _surname(hanzi: str) -> float:
    if hanzi in _commonest():
        return _COMMON
    if is_surname(hanzi):
        return _KNOWN if len(hanzi) == 1 else _KNOWN - 1.0
    if hanzi not in lexicon.table("zh", "surnames_rare.tsv"):
        return -math.inf
    return _RARE if chinese_word_model().shares.get(hanzi, -math.inf) < _FREQUENT else -math.inf


@cache
def _commonest() -> frozenset[str]:
    return frozenset(list(lexicon.table("zh", "surnames.tsv"))[:100])


@lru_cache(maxsize=65536)
def _japanese(name: str) -> float:
    """The logarithm of a Japanese full name's probability, by how widely its parts are borne."""
    best, shares = -math.inf, chinese_word_model().shares
    for cut in range(1, len(name)) if len(name) >= 3 else ():
        family = surname_fame(name[:cut])
        given = given_fame(name[cut:]) if family > 2.0 else 0.0
        if (
            family > 2.0
            and given > 0.0
            and (cut >= 2 or family > 5.0)
            and not _COMPANIES.fullmatch(name[cut:])
        ):
            words = sum(
                max(0.0, shares.get(part, -99.0) - _FREQUENT_WORD) for part in (name[:cut], name[cut:])
            )
            odd = sum(c in _NOT_GIVEN or c in _NUMERALS for c in name[cut:]) * (given < _WELL_KNOWN)
            shape = 3.0 * (cut == 1) + 2.0 * (len(name) - cut == 1) + 4.0 * odd
            best = max(best, _JAPANESE + family + given - shape - 2.0 * words)
    return best if not set(name) <= _NUMERALS | {"第", "次"} else -math.inf


@lru_cache(maxsize=65536)
def _foreign(name: str) -> float:
    if not 3 <= len(name) <= 6 or name[-1] in _NOT_GIVEN or not all(c in transliterating() for c in name):
        return -math.inf
    return _FOREIGN + _FOREIGN_HANZI * len(name)


def beside(text: str, start: int, end: int) -> float:
    """How much likelier a person is for what stands beside it."""
    before, after = text[max(0, start - 8) : start], text[end : end + 20]
    score = _FUNCTION_WORD * (text[start] in _NOT_GIVEN and not is_surname(text[start]))
    if text[end - 1] in "前原时现副总" and _title_after().match(after):
        return _COMPANY  # 一司前副司长
    if text[end - 1] == "时" and _SPEECH.match(after):
        return _COMPANY  # 应询时表示
    if _FIRM.search(before):
        score += _COMPANY
    elif _title_before().search(before):
        score += _AFTER_TITLE
    elif _PROFESSION.search(before) and any(before[-n:] in chinese_word_model().shares for n in (2, 3, 4)):
        score += _AFTER_PROFESSION
    elif re.search("[A-Za-z0-9]$", before):
        score += _AFTER_LETTERS
    elif not before or not "\u3400" <= before[-1] <= "\u9fff":
        score += _HEAD
    elif _LEFT.search(before):
        score += _BESIDE
    if _title_after().match(after) and (text[start] != "任" or score >= _AFTER_TITLE):  # 任市委书记
        score += _BEFORE_TITLE
    elif _SPEECH.match(after):
        score += _SPEAKS
    elif _COMPANIES.match(after) or _COMPANIES.match(text[end - 1 : end + 6]):
        score += _COMPANY  # 华澄银行 and 苏澜集团
    elif _RIGHT.match(after):
        score += _BESIDE
    return score


@cache
def _title_words() -> frozenset[str]:
    return frozenset(lexicon.words("zh", "titles.txt"))


@cache
def _title_before() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(sorted(_title_words()))})$")


@cache
def _title_after() -> re.Pattern[str]:
    titles = "|".join(sorted(_title_words(), key=lambda one: (-len(one), one)))
    return re.compile(f"(?:{titles})(?!事务所|协会|学会|公会|大会|联合会|制度|一职|办公|选举|候选|职务|职位)")
