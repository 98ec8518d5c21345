"""Changes that were turned round: up 127 yen for 127円安, rose 15 percent for 下降15%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.document import Finding
from align.fidelity.checks.check import Check, Example
from align.fidelity.checks.figures.pairs import equal_amounts, phrase
from align.fidelity.passage.context import Context
from align.fidelity.quantities import CALENDAR, Quantity
from align.fidelity.quantities.qualifiers import Qualifier, change_of
from align.fidelity.quantities.qualifiers.bases import bases
from align.fidelity.quantities.qualifiers.levels import level_of
from align.fidelity.quantities.qualifiers.rates import money_spoken_of, rate_change, speaks_of_rates
from align.fidelity.quantities.wording import in_english

_SAID = {"same": "unchanged at"}
_BASIS_TOLD = re.compile(
    r"\bhad (?:[a-z]+ ){0,2}(?:been|stood|expected|planned|forecast|hoped|made|sold)\b"
    r"|^(?:(?:Back )?In (?:19|20)\d\d\b"
    r"|\w+ (?:years?|months?|weeks?|quarters?|days?) (?:earlier|ago|before)\b"
    r"|(?:The|Its|Their) [a-z ]{0,24}(?:average|plan|forecast|target|estimate|mean) (?:is|was|had|of)\b)",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?:\s[a-z]+){0,2}?\s(?:more|fewer|less|(?:high|low|larg|small|warm|cool|strong|weak)er)(?=[.,;]|$)"
)
_BASIS_BEHIND = re.compile(
    r"(?:\s[a-z]+)?\s(?:more|fewer|less|higher|lower)\s(?:a|one|[a-z]+)\s(?:year|month|week|day)s?\s(?:earlier|ago|before)\b"
)


def _find(context: Context) -> Iterator[Finding]:
    for at, wanted, given in equal_amounts(context):
        if (
            wanted.kind in CALENDAR
            or given.kind in CALENDAR
            or (wanted.weight == "weak" and wanted.kind == "number")
        ):
            continue
        here, there = _said(context, wanted, given)
        if here is None or there is None or here.says == there.says:
            continue
        if _of_a_rate(context, at, wanted, given) or _from_the_basis(context, wanted, given):
            continue
        source, target = phrase(context.source, wanted, here), phrase(context.target, given, there)
        expected = f"{_SAID.get(here.says, here.says)} {in_english(wanted)}"
        yield CHECK.finding(
            "major",
            f"The source says “{source.text}” ({expected}), the translation “{target.text}”: the direction of the "
            "change is turned round.",
            source=source,
            target=target,
            expected=expected,
            evidence={"value": wanted.value, "expected": here.says, "found": there.says},
        )


def _said(context: Context, wanted: Quantity, given: Quantity) -> tuple[Qualifier | None, Qualifier | None]:
    """Whether each of two amounts is one of rise or fall, or a level to which something rises or falls, or stays at."""
    source, target = context.source, context.target
    for asked in (change_of, level_of):
        here = asked(source.article.text, wanted.start, wanted.end, source.language)
        there = asked(target.article.text, given.start, given.end, target.language)
        if here is not None and there is not None:
            return here, there
    return None, None


def _from_the_basis(context: Context, wanted: Quantity, given: Quantity) -> bool:
    """Whether the translation tells what was compared with: a year earlier it had been 18 percent less."""
    at = context.target.location(given.start, given.end).sentence
    if at < 0 or context.target.language != "en":
        return False
    sentence, text = context.target.sentences[at], context.target.article.text
    if _BASIS_BEHIND.match(text, given.end) is not None:
        return True
    here = context.source.location(wanted.start, wanted.end).sentence
    if _BARE.match(text, given.end) and here >= 0:  # lower than what, the subject says
        return bool(bases(context.source.sentences[here].text, context.source.language))
    return _BASIS_TOLD.search(text[sentence.start : given.start]) is not None


def _of_a_rate(context: Context, at: int, wanted: Quantity, given: Quantity) -> bool:
    """Whether an amount is the change of an exchange rate and may be told from the other money's side."""
    bead = context.beads[at]
    if wanted.kind not in ("money", "number") or not context.source.cjk:
        return False
    if not speaks_of_rates(context.source.text(bead.source)):
        return False
    told = rate_change(context.source.article.text, wanted.end)
    sentence = context.target.sentences[context.target.location(given.start, given.end).sentence]
    spoken_of = money_spoken_of(context.target.article.text[sentence.start : given.start])
    return told is None or told[0] != spoken_of


CHECK = Check(
    id="direction",
    title="Rise and fall",
    summary="a rise told as a fall, or a fall as a rise",
    why=(
        "127円安 is a fall of 127 yen: with the figure right and the direction wrong, the sentence says the opposite. "
        "What stands beside an amount on either side (7.3%減, 同比下降, fell, lost, a drop) is compared. Changes of "
        "exchange rates, which are told from either side, are left alone."
    ),
    categories=("accuracy/mistranslation",),
    severities=("major",),
    examples=(
        Example("株価は前日比127円安で終えた。", "The shares ended down 127 yen from the previous day."),
        Example("株価は前日比127円安で終えた。", "The shares ended up 127 yen from the previous day.", "up 127 yen"),
        Example("出口同比下降15.2%。", "Exports rose 15.2% year on year.", "rose 15.2%"),
        Example("出口同比下降15.2%。", "Exports saw a 15.2% drop from a year earlier."),
        Example("銷售額成長了3.7%。", "Sales lost 3.7%.", "lost 3.7%"),
        Example("1円30銭の円高・ドル安に振れた。", "The yen gained 1.30 yen against the dollar."),
        Example("30円の円高・ドル安に振れた。", "The yen weakened, falling 30 yen.", "falling 30 yen"),
        Example("30円の円高・ドル安に振れた。", "The dollar fell 30 yen."),
        Example("税率降至15%。", "The rate was raised by 10 points, then fell to 15%."),
    ),
    find=_find,
)  # fmt: skip
