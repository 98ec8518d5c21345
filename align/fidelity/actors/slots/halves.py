"""Two clauses of a translation whose halves changed places: the player hopes to stay and his family to leave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from align.document import Bead
from align.fidelity.actors.chinese_acts import QUOTED, a_party, clauses, subject_of
from align.fidelity.actors.slots.bound import Bound, bound, inside
from align.fidelity.actors.slots.english import english_frames
from align.fidelity.actors.slots.frame import Span
from align.fidelity.passage.context import Context
from align.names.script.symbols import simplified

_BETWEEN = re.compile(r"[,;:]?\s(?:and|but|while|whereas|although|though|yet)\s|[;.]\s", re.IGNORECASE)
_CJK_BETWEEN = re.compile(r"[、，；。：]")
# A Japanese clause with a subject and a verb, the latter at its end.
_JAPANESE = re.compile(
    r"^(?:だが|しかし|一方で?|また)?(?P<np>[^、。「」はがも]{1,20})(?:は|が|も)[^、。]{2,}(?:が|ものの|けれど|[いきしちにみりえけせてねべめれ]|で|ず|く|た|る|だ|う|つ)$"
)
_CHINESE = re.compile(r"^(?:但是?|而|不过|同时|然而|可是?)?")
_PURE = 0.8  # the share of a half's attention that goes into one clause; these are chosen by hand
_LEAST, _TOGETHER = 0.8, 3.0  # the attention that a half pays, and that the two halves behind pay together


@dataclass(frozen=True, slots=True)
class ExchangedHalves:
    """The clauses of the source, and those of the translation whose halves each render the other's."""

    source: tuple[Span, Span]
    target: tuple[Span, Span]


def exchanged_halves(context: Context, bead: Bead) -> Iterator[ExchangedHalves]:
    """The pairs of clauses of a bead in whose translation the halves stand crosswise."""
    if not context.source.cjk or context.target.cjk:
        return
    source, target = context.source.text(bead.source), context.target.text(bead.target)
    subjects = _japanese if context.source.language == "ja" else _chinese
    here = [(one, other) for one, other in pairwise(subjects(source)) if one and other]
    there = [(one, other) for one, other in pairwise(_english(target)) if one and other] if here else []
    look = bound(context, bead) if there else None
    if look is None:
        return
    for given in there:
        for wanted in here:
            if _halved(look, wanted, given):
                yield ExchangedHalves((wanted[0].span, wanted[1].span), (given[0].span, given[1].span))
                return


@dataclass(frozen=True, slots=True)
class _Clause:
    span: Span
    subject: Span


def _japanese(text: str) -> list[_Clause | None]:
    found: list[_Clause | None] = []
    for begin, end in _pieces(text, _CJK_BETWEEN, 1):
        match = _JAPANESE.match(text[begin:end])
        found.append(
            _Clause((begin, end), (begin + match.start("np"), begin + match.end("np"))) if match else None
        )
    return found


def _chinese(text: str) -> list[_Clause | None]:
    plain = QUOTED.sub(lambda match: "□" * len(match[0]), simplified(text))
    if len(plain) != len(text):
        return []
    found: list[_Clause | None] = []
    for clause, _ in clauses(plain):
        leading = _CHINESE.match(plain[clause.begin : clause.stop])
        begin = clause.begin + (leading.end() if leading else 0)
        subject = subject_of(clause, begin, clause.stop)
        own = subject and subject[1] < clause.stop and a_party(plain, subject)
        found.append(_Clause((clause.begin, clause.stop), subject) if subject and own else None)
    return found


def _english(text: str) -> list[_Clause | None]:
    frames = list(english_frames(text))
    found: list[_Clause | None] = []
    for begin, end in _pieces(text, _BETWEEN, 1):
        phrases = (
            one.others[:1] if one.passive else (one.agent,) for one in frames if begin <= one.verb[0] < end
        )
        own = [span for those in phrases for span in those if span and begin <= span[0] < end]
        found.append(_Clause((begin, end), own[0]) if own else None)
    return found


def _pieces(text: str, between: re.Pattern[str], least: int) -> list[Span]:
    borders = [(0, 0), *(match.span() for match in between.finditer(text)), (len(text), len(text))]
    spans = [(one[1], other[0]) for one, other in pairwise(borders)]
    return [span for span in spans if span[1] - span[0] >= least]


def _halved(look: Bound, here: tuple[_Clause, _Clause], there: tuple[_Clause, _Clause]) -> bool:
    for first, second in (here, here[::-1]):
        one, other = (
            _paid_elsewhere(look, own, mine, theirs)
            for own, mine, theirs in ((there[0], first, second), (there[1], second, first))
        )
        if one and other and one + other >= _TOGETHER:
            return True
    return False


def _paid_elsewhere(look: Bound, there: _Clause, own: _Clause, other: _Clause) -> float:
    """What the end of a clause pays to another clause of the source than its subject does; 0.0 where it is not so."""
    if look.of(there.subject, own.subject) < _PURE:
        return 0.0
    rows = [row for row in inside(look.look.look.target_offsets, there.span) if not look.look.silent(row)]
    every = look.weights[rows].sum(axis=1)
    mine, theirs = (
        look.weights[np.ix_(rows, inside(look.look.look.source_offsets, one.span))].sum(axis=1)
        for one in (own, other)
    )
    best = 0.0
    for cut in range(1, len(rows)):
        head, tail = float(every[:cut].sum()), float(every[cut:].sum())
        if min(head, tail) < _LEAST or look.look.look.target_offsets[rows[cut]][0] < there.subject[1]:
            continue
        if mine[:cut].sum() >= _PURE * head and theirs[cut:].sum() >= _PURE * tail:
            best = max(best, tail)
    return best
