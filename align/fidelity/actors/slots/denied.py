"""What a sentence denies beside what it affirms: A, not B; caused by A and unrelated to B."""

# ruff: noqa: E501 - patterns read best unbroken
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from align.document import Bead
from align.fidelity.actors.slots.bound import Bound, bound, inside
from align.fidelity.actors.slots.frame import Span
from align.fidelity.passage.context import Context
from align.names.script.symbols import simplified

_SAID = 0.8  # the attention by which a denied part is said in a translation that denies nothing
_SPREAD = 0.12  # the attention from which a token speaks of a part
_PAID, _LEAST, _HARDLY = 0.5, 0.25, 0.45  # attention, and shares of it; chosen by hand on right news

_NP = r"(?P<d>[^,;:.“”\"]{2,150}?)(?=[,;:.”\"]|\s(?:but|that|who|which|will|would|is|are|was|were|has|had|have|could|may|can|did|made|should|and)\b|$)"
_ENGLISH = (
    rf"(?:,|\band|\bbut|[—–-])\s(?:and\s|it\s(?:was|is)\s)?not\s(?!only\b|just\b|merely\b|necessarily\b|yet\b|even\b|all\b|every|that\b|to\s\w+\s(?:him|her|them|it)\b|the\s(?:other\sway|reverse|opposite)|vice\b|the\slatter|the\sformer)(?:because\s(?:of\s)?|due\sto\s|by\s|from\s|for\s|on\s|in\s|to\s|as\sa\sresult\sof\s)?{_NP}",
    rf"\b(?:rather\sthan|instead\sof|as\sopposed\sto)\s(?:because\s(?:of\s)?|due\sto\s|by\s|from\s|for\s|on\s|in\s|to\s)?{_NP}",
    r"\b(?:was|is|were|are|be|been|comes?|came|lies|lay|did|does|do)\snot\s(?!only\b|just\b|merely\b)(?P<d>(?!why\b|how\b|what\b)[^,;:.“”\"]{2,80}?),?\s(?:but|it\s(?:was|is)\s(?!said|reported|believed|thought|understood))\b",
    r"\bnot\s(?!only\b|just\b|merely\b)(?P<d>(?:because|due|by|from|for|on|in|the|an?|to|with)\s[^,;:.“”\"]{2,80}?),?\sbut\b",
    rf"\b(?:nothing\sto\sdo\swith|unrelated\sto|unconnected\s(?:to|with)|no\s(?:\w+\s)?(?:relation|relationship|connection|link|links|bearing)\s(?:to|with|on)|(?:not|n['’]t)\s(?:\w+\s)?(?:related|connected|linked|tied)\s(?:to|with)|(?:not|n['’]t)\s(?:\w+\s)?(?:caused|triggered|prompted|driven)\sby)\s{_NP}",
)
_JAPANESE = (
    r"(?P<d>[^、。「」はもが]{1,30}?)(?:による(?:もの)?|が原因|のため|が理由|から|に|へ|を|で)?(?<!だけ)(?<!のみ)(?<!ばかり)で(?:は|も)?(?:なく(?!な|し|て)|なくて|ないとし)",
    r"(?P<d>[^、。「」はもが]{1,30}?)(?:という|と言う|といった)?より(?:は|も)?、",
    r"(?P<d>[^、。「」はもが]{1,30}?)と(?:は|の)?(?:直接(?:の|的な)?)?(?:無関係|関係(?:が|は|も)?な|関連(?:が|は|も)?な|因果関係(?:が|は|も)?な|関わりがな|つながりがな)",
    r"(?<=あって)、?(?P<d>[^、。「」はもが]{1,30}?)(?:による(?:もの)?)?で(?:は|も)な",
)
_CHINESE = (
    r"(?:不是|并非|而非|而不是|不在于|不源于|不该归咎于|而不应是)(?:由于|因为|因|由|出于|源于|为了)?(?P<d>[^，。；、“”]{1,30}?)(?=，|。|；|、|而是|引起|导致|造成|$)",
    r"(?<=[是由因于为])(?:[^，。；]{1,24})而非(?P<d>[^，。；、“”]{1,30}?)(?=，|。|；|、|$)",
    r"(?:与|和|跟|同)(?P<d>[^，。；“”]{1,30}?)(?:无关|没有(?:任何|直接|必然)*(?:关系|关联|联系)|并?无(?:任何|直接|必然)*(?:关系|关联|联系)|毫无关[系联]|不相干|不相关)",
)
_WORDS = {
    "en": r"\bnot\b|n['’]t\b|\brather\b|\binstead\b|\bopposed\b|\bunrelated\b|\bunconnected\b|\bnothing\b|\bno\b",
    "ja": r"な[くいか]|より|無関係",
    "zh": r"不是|并非|而非|不在于|不源于|不应是|不该|无关|关[系联]|联系|不相",
}


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What the source denies and its translation affirms, and what the translation denies and the source affirms."""

    denied: Span
    instead: Span
    acts: bool
    """Whether the translation says who it was that did something: it was A, not B, that."""


def exchanged_denials(context: Context, bead: Bead) -> Iterator[Exchanged]:
    """The denied parts of a bead that changed places with affirmed ones."""
    source, target = context.source.text(bead.source), context.target.text(bead.target)
    here = denied(source, context.source.language)
    there = denied(target, "en") if here else []
    look = bound(context, bead) if there else None
    if look is None:
        return
    columns, rows = _distinct(look, here, there)
    every = sorted({at for one in here for at in inside(look.look.look.source_offsets, one)})
    for span, own in zip(there, rows, strict=True):
        paid = float(look.weights[own].sum())
        if paid < _PAID or look.weights[np.ix_(own, every)].sum() > _HARDLY * paid:
            continue
        for wanted, those in zip(here, columns, strict=True):
            if _affirmed(look, rows, those):
                yield Exchanged(wanted, span, _acts(target, span))
                return


_CONTRARY = re.compile(
    r"(?i)\b(?:not|no|never|rather|instead|nor|neither|without|nothing|nobody|none|than|but|despite|although|though|while|whereas|unlike|den(?:y|ies|ied|ying)"
    r"|reject\w*|dismiss\w*|refut\w*|disput\w*|rul\w+\sout|except|exclud\w*|other|others|far|less|only|cannot|independent\w*|beyond|irrespective|regardless"
    r"|avoid\w*|stop\w*|fail\w*|lack\w*|false\w*|wrong\w*|myth|opposed|contrary|separate\w*|apart|aside|alone|replac\w*|hardly|un\w+|in\w+ent|shift\w*|switch\w*|now|more|over|versus|against|different\w*|if|even)\b|n['’]t\b"
)
_JOINED = re.compile(
    r"(?i)\b(?:and|along\swith|as\swell\sas|both|also|together\swith|in\saddition|besides|plus|combined\swith)\b"
)
_NO_CONTRAST = re.compile("より|だけ|単")


def affirmed_denials(context: Context, bead: Bead) -> Iterator[tuple[Span, Span]]:
    """What the source denies beside something else and its translation, which denies nothing, says as well."""
    source, target = context.source.text(bead.source), context.target.text(bead.target)
    spans = [
        span
        for span in denied(source, context.source.language)
        if not _NO_CONTRAST.match(source, span[1]) and "単" not in source[slice(*span)]
    ]
    if not spans or not _JOINED.search(target) or _CONTRARY.search(target):
        return
    look = bound(context, bead)
    if look is None:
        return
    columns, _ = _distinct(look, spans, [])
    for span, own in zip(spans, columns, strict=True):
        spread = look.weights[:, own].sum(axis=1) if own else np.zeros(0)
        rows = [int(at) for at in np.flatnonzero(spread >= _PAID) if not look.look.silent(int(at))]
        if rows and sum(float(spread[at]) for at in rows) >= max(_SAID, _LEAST * len(own)):
            offsets = look.look.look.target_offsets
            begin, end = offsets[rows[0]][0], offsets[rows[-1]][1]
            yield span, (target.rfind(" ", 0, begin + 1) + 1, end)
            return


_ACTING = re.compile(
    r",?\s(?:that|who|which|will|would|has|had|have|is|was|were|are|should|must|can|could|may)\b"
)
_CLEFT = re.compile(r"(?i)\bit\s(?:was|is)\s[^.;:]*$")


def _acts(target: str, span: Span) -> bool:
    return bool(_ACTING.match(target, span[1])) and (
        target[span[1]] == "," or bool(_CLEFT.search(target[: span[0]]))
    )


def _affirmed(look: Bound, rows: list[list[int]], columns: list[int]) -> bool:
    """Whether the translation renders a denied part of the source, and nowhere in what it denies."""
    spread = look.weights[:, columns].sum(axis=1) if columns else np.zeros(0)
    speaking = [at for at in np.flatnonzero(spread >= _SPREAD) if not look.look.silent(int(at))]
    inside_denied = {at for those in rows for at in those}
    outside = sum(float(spread[at]) for at in speaking if at not in inside_denied)
    within = sum(float(spread[at]) for at in speaking if at in inside_denied)
    return outside >= max(_PAID, _LEAST * len(columns)) and within <= _HARDLY * outside


def _distinct(look: Bound, here: list[Span], there: list[Span]) -> tuple[list[list[int]], list[list[int]]]:
    """The tokens of each denied part, without those that stand elsewhere as well (the side of the Chinese side, not the
    Japanese side) and those without a meaning of their own."""
    sides = (
        (look.look.source, look.look.look.source_offsets, here),
        (look.look.target, look.look.look.target_offsets, there),
    )
    found = []
    for text, offsets, spans in sides:
        tokens = [text[start:end].strip().lower() for start, end in offsets]
        within = [inside(offsets, span) for span in spans]
        found.append(
            [
                [
                    at
                    for at in own
                    if re.search(r"\w", tokens[at])
                    and not any(tokens[at] == other for one, other in enumerate(tokens) if one not in own)
                ]
                for own in within
            ]
        )
    columns, rows = found
    content = [
        [
            at
            for at in own
            if re.search(
                r"[一-龠々ァ-ヶA-Za-z0-9]", look.look.source[slice(*look.look.look.source_offsets[at])]
            )
        ]
        for own in columns
    ]
    return content, [[at for at in own if not look.look.silent(at)] for own in rows]


def denied(text: str, language: str) -> list[Span]:
    """The spans of a text that it denies in contrast to something."""
    kind = language.split("-")[0]
    plain = simplified(text) if kind == "zh" else text
    words, patterns = _compiled(kind)
    if len(plain) != len(text) or not words.search(plain):
        return []
    return sorted({match.span("d") for pattern in patterns for match in pattern.finditer(plain)})


@cache
def _compiled(kind: str) -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]:
    patterns = {"en": _ENGLISH, "ja": _JAPANESE, "zh": _CHINESE}[kind]
    return re.compile(_WORDS[kind]), tuple(re.compile(one) for one in patterns)
