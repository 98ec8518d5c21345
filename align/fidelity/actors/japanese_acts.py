"""Who does what to whom in a Japanese sentence, by its particles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from align.fidelity.actors.deeds import Act, Span, Wording, plainest, wordings

PHRASE = re.compile(
    r"(?P<np>(?:[一-龠々〆ァ-ヶー・A-Za-zＡ-Ｚａ-ｚ0-9０-９&＆=＝.\-□]|(?<=[一-龠])(?:[いりけげしえめび](?=[一-龠])|け(?=から|は|が|を|に)))+(?:[（(][^）)]{0,30}[）)])?(?:(?:の|ら|たち|さん|さま|など)+[一-龠々ァ-ヶー・A-Za-zＡ-Ｚ0-9０-９]*)*)"
    r"(?P<particle>に対して|に対し|に代わ|によって|により|には|にも|からは|から|は|が|も|を|に(?!よ|つい|お[いけ]|関|対|とっ|伴|基)|へ|と(?=離婚|交代))"
)
QUOTED = re.compile(r"[「『][^「」『』]*[」』]")
_PASSIVE = re.compile(r"^[さらわかたまがばなせけめしりいきちびみげ]?(?:れ|られ)|^を受け|^を浴び|^に遭")
CAUSED = re.compile(r"^[さわらかたま]せ|^ても?ら|^してもら|^し?合|^し?あっ|^てほし|^でほし|^され?る?側")
# A verb that ended between a phrase and the verb in question: the phrase is that one's.
ENDED = re.compile(r"[ぁ-ん](?:て|で|た|る)(?=[一-龠々ァ-ヶ０-９0-9、])|[ぁ-ん]、")
_AGENTS = frozenset({"が", "は", "も"})
_DOERS = frozenset({"に", "から", "によって", "により"})


@dataclass(frozen=True, slots=True)
class _Phrase:
    span: Span
    particle: str
    end: int


def japanese_acts(text: str) -> list[Act]:
    """The acts of a Japanese text, with every reading where the subject is not plain."""
    masked = QUOTED.sub(lambda match: "「" + "□" * (len(match[0]) - 2) + "」", text)
    return plainest(_acts(masked))


def _acts(text: str) -> Iterator[Act]:
    begin = 0
    for sentence in re.split(r"(?<=。)", text):
        phrases = [
            _Phrase(match.span("np"), match["particle"], match.end()) for match in PHRASE.finditer(sentence)
        ]
        for wording in wordings("ja"):
            at = sentence.find(wording.verb)
            while at >= 0:
                for agent, patient in _readings(sentence, phrases, wording, at):
                    yield Act(
                        wording.deed,
                        _moved(agent, begin),
                        _moved(patient, begin),
                        (begin + at, begin + at + len(wording.verb)),
                    )
                at = sentence.find(wording.verb, at + 1)
        begin += len(sentence)


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


def _readings(
    sentence: str, phrases: list[_Phrase], wording: Wording, at: int
) -> Iterator[tuple[Span, Span]]:
    """Agent and patient of one verb, in each way that the particles allow."""
    before = [one for one in phrases if one.end <= at]
    behind = sentence[at + len(wording.verb) :]
    if not before or CAUSED.match(behind):
        return
    if _PASSIVE.match(behind):
        if wording.turned:
            return
        patients, doers = _last(before, _AGENTS), _last(before, _DOERS)
        if doers and patients and doers[-1].span != patients[-1].span:
            yield doers[-1].span, patients[-1].span
        return
    marked = {*wording.before, *(f"{mark}は" for mark in wording.before)}
    if "に" in marked:
        marked |= {"に対し", "に対して", "へ", "にも"}
    objects = [one for one in before if one.particle in marked]
    if not objects:
        return
    patient = objects[-1]
    if ENDED.search(sentence[patient.end : at]):
        return
    subjects = [one for one in before if one.particle in _AGENTS and one.span != patient.span]
    if "から" not in marked and ({"に", "に対し"} & marked):
        subjects += [
            one for one in before if one.particle in ("から", "からは") and one.end > patient.end - 40
        ]
    nearest: dict[str, _Phrase] = {}
    for one in subjects:
        nearest["topic" if one.particle == "は" else one.particle] = one
    for one in nearest.values():
        yield (patient.span, one.span) if wording.turned else (one.span, patient.span)


def _last(phrases: list[_Phrase], particles: frozenset[str]) -> list[_Phrase]:
    return [one for one in phrases if one.particle in particles]
