"""Clauses and phrases that a rendered sentence lost or gained, by word-translation coverage."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.document import Bead, Finding, Location
from align.fidelity.checks.check import Check, Example, Threshold
from align.fidelity.checks.coverage.phrases import added, lost, narrowed
from align.fidelity.checks.coverage.unlinked import unlinked
from align.fidelity.passage.context import Context
from align.fidelity.passage.sides import Side
from align.fidelity.regressions import regression
from align.languages.traits import traits
from align.model import Coverage, WordModel

_LOST = Threshold("clause_lost", 0.86, "how likely a part of a sentence is lost before it is shown")
_GAINED = Threshold("clause_gained", 0.83, "how likely a part of a sentence is added before it is shown")
_INVENTED = Threshold("phrase_added", 0.975, "how likely a phrase is added before it is shown")
_LOST_RUN = Threshold("run_lost", 0.935, "how likely a run of characters is lost before it is shown")
_SURELY = 0.99  # the probability from which on an added phrase is major; chosen by hand

_ACCOUNTED = (0.3, 0.5)  # a token below is a gap, one above closes it
_WHOLE = (
    0.05,
    0.5,
    0.7,
    1.0,
    0.7,
)  # what stands for the values of the weakest clause in a passage of one clause
_NEAR = 4  # sentences
# Telling words and the probability from which on a clause without links is shown, lost and gained. Chosen by hand: at
# these no clause of the right close copies of 19 articles is accused on top, and .24 per 1,000 words of WMT21 news are.
_UNFACED = {False: (4, 0.55), True: (5, 0.8)}
_IS_CLAUSE = re.compile(
    r"[、，,。；;.!?！？]$"
)  # what a bracket or a quotation mark cuts off is a name or half a thought
_WHEN = re.compile(r"[\d０-９年月日時时分上下午前后後周週星期一二三四五六七八九十曜的、，,。 ]+")
_SHORT_FRAME = 14  # characters of "he said", "according to Reuters"
_MOVED = (0.55, 0.4)  # coverage and cosine that no sentence near by had with a part that is not its own
_ATTRIBUTION = re.compile(r"\W*(?:according to|citing)\b", re.IGNORECASE)
_SAYS = re.compile(
    "[说說称稱]|表示|通报|通報|公布|发布|發布|指出|透露|据|據|によると|によれば|発表|明らかに|まとめ"
)
# How a name is read, in brackets that may be cut off; and the characters beside it that are a name and little more.
_READING = re.compile("[（(][ぁ-んァ-ヶー・\\s]+[）)]?|[ぁ-んァ-ヶー・]+[）)]")
_BESIDE_READING = 12
_BORDER = re.compile(r"(?<=[、，,；;：:（）()—])")


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of a passage: its span in the joined text, and in the article."""

    begin: int
    stop: int
    sentence: int
    start: int
    end: int


def _find(context: Context) -> Iterator[Finding]:
    lost = _LOST.of(context.profile)
    gained = _GAINED.of(context.profile)
    for _, bead in context.paired():
        covered = context.coverage(bead)
        if covered is None or not len(covered.source) or not len(covered.target):
            continue
        for found, turned in (
            (_left_out(context, bead, covered, lost), False),
            (_added(context, bead, covered, gained), True),
        ):
            shown = list(found) or list(_unfaced(context, bead, turned=turned))
            yield from shown or _phrase(context, bead, turned=turned)


def _left_out(context: Context, bead: Bead, covered: Coverage, threshold: float) -> Iterator[Finding]:
    """The part of a source passage that its translation does not render."""
    side, other = context.source, context.target
    text = side.text(bead.source)
    if len(text) < 8:
        return
    vectors = _Vectors.of(context, side, other, text, other.text(bead.target))
    starts = np.array([start for start, _ in covered.source_offsets])
    gaps = [_gap(covered.source, covered.source_offsets, level, vectors) for level in _ACCOUNTED]
    clauses = _clauses(side, bead.source)
    weakest, values = None, np.array([*_WHOLE, vectors.ratio, vectors.near])
    if len(clauses) >= 2:
        weakest, values = _weakest(vectors, clauses, covered.source, starts)
    passage = (
        float(covered.source.mean()),
        float(covered.target.mean()),
        float((covered.source < _ACCOUNTED[0]).mean()),
        math.log(len(text)),
    )
    evidence = [*(value for gap in gaps for value in gap.evidence), *values, *passage]
    probability = regression("clause_lost").probability(evidence)
    if probability < threshold:
        return
    begin, stop = gaps[1].begin, gaps[1].stop
    if not side.cjk:
        begin, stop = _whole_words(text, begin, stop)
    if weakest is not None and (begin == stop or (weakest.begin < stop and begin < weakest.stop)):
        place = _place(side, weakest)
    else:
        place = side.place(bead.source, begin, stop)
    place = narrowed(context, bead, place)
    bare = _READING.sub("", place.text)
    if bare != place.text and len(bare) <= _BESIDE_READING:
        return  # how a name is read, which no translation renders
    yield CHECK.finding(
        "info" if context.condensed else "minor",
        "This part of the sentence seems not to be rendered.",
        source=place,
        target=other.whole(bead.target),
        evidence={"probability": round(probability, 3), "coverage": round(gaps[1].covered, 3)},
    )


def _unfaced(context: Context, bead: Bead, *, turned: bool) -> Iterator[Finding]:
    """The clause of a passage that no word of the other side is linked with; in a close rendering only, for an editor
    says in other words what the alignment then cannot link."""
    if context.condensed:
        return
    side, other = (context.target, context.source) if turned else (context.source, context.target)
    own, their = (bead.target, bead.source) if turned else (bead.source, bead.target)
    text, (least, threshold) = side.text(own), _UNFACED[turned]
    for clause in sorted(unlinked(context, bead, turned=turned), key=lambda one: -one.probability)[:1]:
        part = text[clause.start : clause.end].strip()
        if (
            clause.probability < threshold
            or clause.words < least
            or not _IS_CLAUSE.search(part)
            or _WHEN.fullmatch(part)
        ):
            continue
        if (_SAYS.search(part) and len(part) <= _SHORT_FRAME) or (
            turned and _said_elsewhere(context, bead, part)
        ):
            continue
        place = side.place(own, clause.start, clause.end)
        yield CHECK.finding(
            "minor",
            "Nothing in the source passage supports this part."
            if turned
            else "This part of the sentence seems not to be rendered.",
            category="accuracy/addition" if turned else "accuracy/omission",
            source=other.whole(their) if turned else place,
            target=place if turned else other.whole(their),
            evidence={"probability": round(clause.probability, 3), "telling words": clause.words},
        )


def _phrase(context: Context, bead: Bead, *, turned: bool) -> Iterator[Finding]:
    """The phrase that a close English rendering lost or (``turned``) gained, token by token."""
    least = (_INVENTED if turned else _LOST_RUN).of(context.profile)
    found = added(context, bead, least) if turned else lost(context, bead)
    if found is None or found.probability < least:
        return
    side, indexes = (context.target, bead.target) if turned else (context.source, bead.source)
    part = side.text(indexes)[found.start : found.end].strip()
    if turned and (_ATTRIBUTION.match(part) or _said_elsewhere(context, bead, part)):
        return
    frame = _SAYS.search(part) and len(part) <= _SHORT_FRAME
    if not turned and (frame or _WHEN.fullmatch(part) or _READING.search(part)):
        return
    place = side.place(indexes, found.start, found.end)
    yield CHECK.finding(
        "major" if turned and found.probability >= _SURELY else "minor",
        "Nothing in the source passage supports this part."
        if turned
        else "This part of the sentence seems not to be rendered.",
        category="accuracy/addition" if turned else "accuracy/omission",
        source=context.source.whole(bead.source) if turned else place,
        target=place if turned else context.target.whole(bead.target),
        evidence={"probability": round(found.probability, 3), "telling words": found.telling},
    )


def _place(side: Side, clause: _Clause) -> Location:
    """Where a clause stands, without outer spaces."""
    text = side.article.text[clause.start : clause.end]
    start, end = clause.end - len(text.lstrip()), clause.start + len(text.rstrip())
    return side.location(start, end, clause.sentence)


def _whole_words(text: str, begin: int, stop: int) -> tuple[int, int]:
    """A span of English widened to the words that it cuts, without outer spaces."""
    while 0 < begin < len(text) and text[begin - 1].isalnum() and text[begin].isalnum():
        begin -= 1
    while 0 < stop < len(text) and text[stop - 1].isalnum() and text[stop].isalnum():
        stop += 1
    inside = text[begin:stop]
    return begin + len(inside) - len(inside.lstrip()), stop - (len(inside) - len(inside.rstrip()))


def _added(context: Context, bead: Bead, covered: Coverage, threshold: float) -> Iterator[Finding]:
    """The clause of a translation that its source passage does not hold."""
    side, other = context.target, context.source
    clauses = _clauses(side, bead.target)
    if len(clauses) < 2:
        return
    vectors = _Vectors.of(context, side, other, side.text(bead.target), other.text(bead.source))
    starts = np.array([start for start, _ in covered.target_offsets])
    clause, evidence = _weakest(vectors, clauses, covered.target, starts)
    probability = regression("clause_gained").probability(evidence.tolist())
    if probability < threshold:
        return
    part = side.article.text[clause.start : clause.end]
    if _ATTRIBUTION.match(part) and _SAYS.search(other.text(bead.source)):
        return
    if _said_elsewhere(context, bead, part):
        return
    yield CHECK.finding(
        "info" if context.condensed else "minor",
        "Nothing in the source passage supports this part.",
        category="accuracy/addition",
        source=other.whole(bead.source),
        target=_place(side, clause),
        evidence={"probability": round(probability, 3), "coverage": round(float(evidence[2]), 3)},
    )


def _said_elsewhere(context: Context, bead: Bead, part: str) -> bool:
    """Whether a part of a translation only moved: a sentence of the source near by accounts for its words and is near
    it as a vector. Parts of the source are not looked for in the same way, for articles repeat themselves."""
    words, source, target = context.words, context.source, context.target
    if words is None or not part.strip():
        return False
    near = range(max(0, min(bead.source) - _NEAR), min(len(source.sentences), max(bead.source) + _NEAR + 1))
    texts = [source.sentences[at].text for at in near if at not in bead.source]
    texts = [text for text in texts if text.strip() and len(text) <= 1000]
    if not texts:
        return False
    cosines = words.embed(texts, source.language) @ words.embed([part], target.language)[0]
    for text, cosine in zip(texts, cosines, strict=True):
        if cosine >= _MOVED[1]:
            values = words.coverage(text, part, source.language, target.language).target
            if len(values) and float(values.mean()) >= _MOVED[0]:
                return True
    return False


@dataclass(frozen=True, slots=True)
class _Vectors:
    """A passage and its counterpart as vectors: ``of_parts`` gives those of parts of the passage, whose
    sum is about ``whole``; ``near`` is the cosine of both, ``ratio`` the logarithm of their lengths' ratio."""

    text: str
    of_parts: Callable[[Sequence[str]], NDArray[np.float32]]
    whole: NDArray[np.float32]
    counterpart: NDArray[np.float32]
    near: float
    ratio: float

    @classmethod
    def of(cls, context: Context, side: Side, other: Side, text: str, counterpart: str) -> _Vectors:
        """Vectors of zeros where the model has none that can be added up."""
        parts = partial(_sums, context.words, side.language)
        whole = parts([text])[0]
        target = _sums(context.words, other.language, [counterpart])[0]
        lengths = [
            len(words) * traits(one.language).letters for words, one in ((counterpart, other), (text, side))
        ]
        ratio = math.log(max(1.0, lengths[0]) / max(1.0, lengths[1]))
        return cls(text, parts, whole, target, _cosine(whole, target), ratio)

    def gain(self, part: NDArray[np.float32]) -> float:
        """How much nearer the counterpart is with a part than without it."""
        return self.near - _cosine(self.whole - part, self.counterpart)


def _sums(words: WordModel | None, language: str, texts: Sequence[str]) -> NDArray[np.float32]:
    return np.zeros((len(texts), 1), np.float32) if words is None else words.sums(texts, language)


@dataclass(frozen=True, slots=True)
class _Gap:
    """The run of tokens that lacks most: its place in the passage, its mean coverage, and the evidence (log
    of the coverage it lacks, its mean coverage, its gain in cosine)."""

    begin: int
    stop: int
    covered: float
    evidence: tuple[float, float, float]


def _gap(cover: NDArray[np.float32], offsets: Any, level: float, vectors: _Vectors) -> _Gap:
    """The run of tokens with the largest sum of what each lacks to ``level``, by its length."""
    widths = np.array([max(1, end - start) for start, end in offsets])
    totals = np.concatenate([[0.0], np.cumsum((level - cover) * widths)])
    lacking = totals - np.minimum.accumulate(totals)
    last = int(lacking.argmax())
    first = int(totals[: last + 1].argmin())
    if last <= first:
        return _Gap(0, 0, 1.0, (0.0, 1.0, 0.3))
    begin, stop = offsets[first][0], offsets[last - 1][1]
    covered = float(cover[first:last].mean())
    gain = vectors.gain(vectors.of_parts([vectors.text[begin:stop]])[0])
    return _Gap(begin, stop, covered, (math.log1p(float(lacking[last])), covered, gain))


def _clauses(side: Side, indexes: Sequence[int]) -> list[_Clause]:
    """The clauses of some sentences; what is very short joins its neighbour."""
    least, shortest = (8, 6) if side.cjk else (24, 18)
    found: list[_Clause] = []
    at = 0
    for index in indexes:
        sentence = side.sentences[index]
        own: list[_Clause] = []
        cursor = 0
        for part in _BORDER.split(sentence.text):
            begin, stop = at + cursor, at + cursor + len(part)
            start = sentence.start + cursor
            cursor += len(part)
            if own and (own[-1].stop - own[-1].begin < least or len(part) < shortest):
                last = own.pop()
                own.append(_Clause(last.begin, stop, index, last.start, start + len(part)))
            elif part:
                own.append(_Clause(begin, stop, index, start, start + len(part)))
        found += own
        at += len(sentence.text) + (0 if side.cjk else 1)
    return found


def _weakest(
    vectors: _Vectors, clauses: Sequence[_Clause], cover: NDArray[np.float32], starts: NDArray[np.int64]
) -> tuple[_Clause, NDArray[np.float64]]:
    """The clause that is least accounted for, and the evidence about it: gain in cosine, own cosine, its
    coverage, its share of the passage, the rest's coverage, log length ratio, cosine of the whole."""
    parts = vectors.of_parts([vectors.text[one.begin : one.stop] for one in clauses])
    best: tuple[float, _Clause, NDArray[np.float64]] | None = None
    for clause, vector in zip(clauses, parts, strict=True):
        inside = (starts >= clause.begin) & (starts < clause.stop)
        own_cover = float(cover[inside].mean()) if inside.any() else 1.0
        rest = float(cover[~inside].mean()) if (~inside).any() else 1.0
        gain, near = vectors.gain(vector), _cosine(vector, vectors.counterpart)
        share = (clause.stop - clause.begin) / max(1, len(vectors.text))
        rank = -12 * gain - 3 * near - 6 * own_cover
        if best is None or rank > best[0]:
            values = np.array([gain, near, own_cover, share, rest, vectors.ratio, vectors.near])
            best = (rank, clause, values)
    assert best is not None
    return best[1], best[2]


def _cosine(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    lengths = np.sqrt(one.dot(one)) * np.sqrt(other.dot(other))  # np.linalg.norm takes several times as long
    return float(one @ other / (lengths + 1e-9))


CHECK = Check(
    id="clauses",
    title="Clauses",
    summary="parts of a sentence that were lost or came in",
    why="A condition cut from a promise changes the promise. What neither side's words account for is shown.",
    categories=("accuracy/omission", "accuracy/addition"),
    severities=("major", "minor", "info"),
    planted=("clause",),
    thresholds=(
        _LOST,
        _GAINED,
        _INVENTED,
        _LOST_RUN,
    ),
    examples=(
        Example("警方星期五逮捕了两名嫌疑人。", "Police arrested two suspects on Friday."),
        Example(
            "警方星期五逮捕了两名嫌疑人。",
            "Police arrested two suspects on Friday near the Russian border.",
            "near the Russian border",
        ),
        Example(
            "県警は18日、会社員の男(45)を詐欺の疑いで逮捕した。",
            "Prefectural police arrested a company employee, 45, on suspicion of fraud on the 18th.",
        ),
        Example(
            "県警は18日、会社員の男(45)を詐欺の疑いで逮捕した。",
            "Prefectural police arrested a company employee, 45, on suspicion of fraud on the 18th after he tried to "
            "flee by bicycle.",
            "after he tried to flee by bicycle",
        ),
    ),
    find=_find,
)
