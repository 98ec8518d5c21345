"""Who does what to whom in a Chinese sentence, by word order and coverbs."""

# ruff: noqa: E501 - word lists read best unbroken
from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from align.fidelity.actors.deeds import Act, Span, Wording, plainest, wordings
from align.names.mentions.word_shares import chinese_word_model
from align.names.script.symbols import simplified

QUOTED = re.compile(r"[「“][^」”]*[」”]")
_SEGMENT = re.compile(r"[^，。；！？：]+")
PASSIVE = re.compile(r"(?:被(?!迫|称|誉|告)|遭到?|受到|由(?!于)|为(?=[^，]{1,14}所))")
_ADVERB = (
    r"(?:\d+月(?:\d+日)?(?:以来)?|\d+日|本月|上月|上周|本周|今年|去年|近日|日前|当天|当日|随后|此前|此后|目前|昨天|昨日|今天|今日|周[一二三四五六日]"
    r"|已经?|曾(?:经)?|将|也|还|又|再|均|都|则|就|才|却|并|但|而|更|正|正在|于|不断|分别|先后|再次|首次|多次|屡次|[一二三两四五六]次|公开|强烈|正式|书面|当庭|当场|同时"
    r"|最终|最后|可能|拟|计划|决定|希望|要|会|可|没有|不|未|以)"
)
_LEADING = re.compile(rf"^{_ADVERB}+")
_TRAILING = re.compile(rf"{_ADVERB}+$")
# Where the subject before a verb ends: at a coverb, an adverb or a word of time.
_SUBJECT_ENDS = re.compile(
    rf"(?:在|于|向|对|就|因|与|同|跟|为|以|从|把|将|给|被|经|通过|根据|{_ADVERB}|(?:接受|表示|称|说|认为|指出|宣布))"
)
_OBJECT_ENDS = re.compile(
    r"(?:在|于|并|后|时|、|因|以|违反|涉嫌|侵犯|[\d]|的(?=(?:消息|决定|计划|要求|做法|行为|指控)))"
)
_LONGEST = 44  # characters of a phrase; names in Latin letters in brackets are long
_MOST_WORDS = 7
# Words that no party's name holds; a phrase with one of them is more than a party.
NOT_A_PARTY = frozenset(
    "是 了 着 过 会 而 使 让 因 因为 对 向 受 被 把 将 并 并且 很 更 最 也 都 不 没 没有 能 可 可以 须 必须 则 但 却 以 从 就 再 仍 还 根据 尽管 通过 之后 后 说 称"
    " 显得 令 给 于 由 为 在 到 要 随着 按照 以及 即使 如果 虽然 由于 获得 包括 为了 关于 至 往 必 这 那 这些 这种 其 自己 什么 人们 大家".split()
)
_UNKNOWN = -12.5  # the logarithm of the share of a hanzi that is no word; as in names/mentions
_LONGEST_WORD = 6


def chinese_acts(text: str) -> list[Act]:
    """The acts of a Chinese text, in simplified or traditional characters, whose both parties are plain."""
    plain = QUOTED.sub(lambda match: "□" * len(match[0]), simplified(text))
    return plainest(act for act in _acts(plain) if a_party(plain, act.agent) and a_party(plain, act.patient))


def a_party(text: str, span: Span) -> bool:
    words = segmented(re.sub(r"[（(][^）)]*[）)]?", "", text[span[0] : span[1]]))
    return "、" not in words and len(words) <= _MOST_WORDS and NOT_A_PARTY.isdisjoint(words)


@lru_cache(maxsize=4096)
def segmented(text: str) -> tuple[str, ...]:
    """The likeliest words of a Chinese text under the unigram model of words that ships; other signs one by one."""
    shares = chinese_word_model().shares
    scores, back = [0.0], [0]
    for end in range(1, len(text) + 1):
        ways = [
            (scores[begin] + shares.get(text[begin:end], _UNKNOWN if end - begin == 1 else -math.inf), begin)
            for begin in range(max(0, end - _LONGEST_WORD), end)
        ]
        score, begin = max(ways)
        scores.append(score)
        back.append(begin)
    found, end = [], len(text)
    while end:
        found.append(text[back[end] : end])
        end = back[end]
    return tuple(reversed(found))


def _borders(text: str) -> frozenset[int]:
    """The offsets between words."""
    at, found = 0, {0}
    for word in segmented(text):
        at += len(word)
        found.add(at)
    return frozenset(found)


def clauses(text: str) -> Iterator[tuple[Clause, Span | None]]:
    """What stands between the marks of a text in simplified characters, and the subject that each may have from the
    clause before it."""
    carried: Span | None = None
    for segment in _SEGMENT.finditer(text):
        begin, stop = segment.span()
        if begin and text[begin - 1] in "。；！？":
            carried = None
        clause = Clause(text, begin, stop, frozenset(begin + at for at in _borders(segment[0])))
        yield clause, carried
        carried = subject_of(clause, begin, stop) or carried


def _acts(text: str) -> Iterator[Act]:
    for clause, carried in clauses(text):
        begin, stop = clause.begin, clause.stop
        for wording in wordings("zh"):
            at = text.find(wording.verb, begin, stop)
            while at >= 0:
                parties = (
                    _parties(clause, wording, at, carried)
                    if clause.whole(at, at + len(wording.verb))
                    else None
                )
                if parties is not None:
                    agent, patient = reversed(parties) if wording.turned else parties
                    yield Act(wording.deed, agent, patient, (at, at + len(wording.verb)))
                at = text.find(wording.verb, at + 1, stop)


@dataclass(frozen=True, slots=True)
class Clause:
    """What stands between two marks: its span of the text, and the offsets between its words."""

    text: str
    begin: int
    stop: int
    borders: frozenset[int]

    def whole(self, start: int, end: int) -> bool:
        """Whether a span is made of whole words."""
        return start in self.borders and end in self.borders

    def first(self, pattern: re.Pattern[str], begin: int, stop: int) -> int:
        """Where the first match of whole words begins, or ``stop``."""
        for match in pattern.finditer(self.text, begin, stop):
            if match.start() in self.borders:
                return match.start()
        return stop

    def last(self, pattern: re.Pattern[str], begin: int, stop: int) -> Span | None:
        """The last match of whole words."""
        every = [
            match.span() for match in pattern.finditer(self.text, begin, stop) if self.whole(*match.span())
        ]
        return every[-1] if every else None


def _parties(clause: Clause, wording: Wording, at: int, carried: Span | None) -> tuple[Span, Span] | None:
    """The subject and the object of one verb of a clause, the latter first in a passive."""
    text, begin, end = clause.text, clause.begin, at + len(wording.verb)
    if passive := clause.last(PASSIVE, begin, at):
        if wording.before or wording.turned or wording.verb.endswith("给"):
            return None
        agent = phrase_of(clause, passive[1], at)
        patient = subject_of(clause, begin, passive[0]) or carried
        if text.startswith("的", end):
            patient = object_of(clause, end + 1)
        return (agent, patient) if agent and patient else None
    if wording.before:
        marked = clause.last(re.compile(f"[{''.join(wording.before)}]"), begin, at)
        if marked is None:
            return None
        other = phrase_of(clause, marked[1], at)
        subject = subject_of(clause, begin, marked[0]) or carried
        return (subject, other) if subject and other else None
    behind = object_of(clause, end)
    moved = clause.last(MOVED, begin, at) or (clause.last(_TOWARDS, begin, at) if behind is None else None)
    subject = subject_of(clause, begin, moved[0] if moved else at) or carried
    if moved and behind is None:
        behind = phrase_of(clause, moved[1], at)
    return (subject, behind) if subject and behind else None


MOVED, _TOWARDS = re.compile("[把将]"), re.compile("[对向]")


def subject_of(clause: Clause, begin: int, stop: int) -> Span | None:
    """The noun phrase at the head of a clause, before a coverb, an adverb or the verb at ``stop``."""
    while leading := _LEADING.match(clause.text[begin:stop]):
        begin += leading.end()
    return phrase_of(clause, begin, clause.first(_SUBJECT_ENDS, begin + 1, min(stop, begin + _LONGEST)))


def object_of(clause: Clause, begin: int) -> Span | None:
    while begin < clause.stop and clause.text[begin] in "了过的给":
        begin += 1
    return phrase_of(clause, begin, clause.first(_OBJECT_ENDS, begin + 1, min(clause.stop, begin + _LONGEST)))


def phrase_of(clause: Clause, begin: int, stop: int) -> Span | None:
    """A span without adverbs at its ends; None where nothing of a party is left, or no whole words."""
    text = clause.text
    while begin < stop and (leading := _LEADING.match(text[begin:stop])):
        begin += leading.end()
    trailing = _TRAILING.search(text[begin:stop])
    if trailing and begin + trailing.start() in clause.borders:  # not the 会 of 董事会
        stop = begin + trailing.start()
    if not re.search(r"[一-龠A-Za-z]", text[begin:stop]) or not clause.whole(begin, stop):
        return None
    return begin, stop
