"""Bounds of amounts that were turned round or lost: more than for 未満, plain 50 percent for 50%超."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.document import Finding, Severity
from align.fidelity.checks.check import Check, Example
from align.fidelity.checks.figures.pairs import equal_amounts, phrase
from align.fidelity.passage.context import Context
from align.fidelity.passage.exchanges import changed
from align.fidelity.quantities import Quantity
from align.fidelity.quantities.qualifiers import bound_of
from align.fidelity.quantities.qualifiers.bounds import NEAR, contradicts, names_a_bound
from align.fidelity.quantities.qualifiers.limits import limit_of, negated
from align.fidelity.quantities.wording import in_english

_LOST = re.compile(r"\b(?:los[st]|lose|cut|reduc|fell|fall|declin|drop|shr[iau]nk|decreas)", re.IGNORECASE)
_DATES = frozenset({"year", "month", "day"})
_SAID = {
    "above": "more than", "least": "at least", "over": "slightly more than",
    "below": "less than", "most": "at most", "nearly": "slightly less than", "within": "within", "beyond": "after",
}  # fmt: skip


def _find(context: Context) -> Iterator[Finding]:
    for _, wanted, given in equal_amounts(context):
        if contradicts(wanted, given) and not _what_is_left(context, wanted, given):
            yield _finding(context, wanted, given, _severity(wanted, given), "The bound is turned round.")
        elif _lost(context, wanted, given):
            yield _finding(context, wanted, given, "minor", "The bound is lost.")
        elif _other_end(context, wanted, given):
            yield _finding(context, wanted, given, "major", "The limit in time is turned round.")
    for one in changed(context, "deadlines.tsv"):
        yield CHECK.finding(
            "major",
            f"The source says “{one.source.text}” ({one.wanted.name}), the translation “{one.target.text}”. "
            "The limit in time is turned round.",
            source=one.source,
            target=one.target,
            expected=one.wanted.name if context.target.language == "en" else None,
        )


def _other_end(context: Context, wanted: Quantity, given: Quantity) -> bool:
    """Whether something begins at a date in the source and ends there in the translation, or the reverse."""
    if wanted.kind not in _DATES or context.target.language != "en":
        return False
    limits = set()
    for side, one in ((context.source, wanted), (context.target, given)):
        sentence = side.location(one.start, one.end).sentence
        if sentence < 0 or negated(side.sentences[sentence].text, side.language):
            return False
        limits.add(limit_of(side.article.text, one.start, one.end, side.language))
    return limits == {"from", "until"}


def _what_is_left(context: Context, wanted: Quantity, given: Quantity) -> bool:
    """Whether half or less is left where half or more is lost."""
    if wanted.kind != "fraction" or wanted.value != 0.5:
        return False
    sentence = context.target.sentences[context.target.location(given.start, given.end).sentence]
    return _LOST.search(sentence.text) is not None


def _severity(wanted: Quantity, given: Quantity) -> Severity:
    """An approximation turned round (a little over for nearly), or a bound of the translation's own, misleads less."""
    return "major" if wanted.bound and not {wanted.bound, given.bound} <= NEAR else "minor"


def _lost(context: Context, wanted: Quantity, given: Quantity) -> bool:
    """Whether the source says more or less than an amount and the translation the amount itself, with no word for a
    bound in its whole sentence."""
    if (
        wanted.bound not in {"above", "below"}
        or given.bound
        or wanted.value != given.value
        or wanted.value <= 2
    ):
        return False
    sentence = context.target.sentences[context.target.location(given.start, given.end).sentence]
    language = context.target.language
    return not names_a_bound(sentence.text, language) and not negated(sentence.text, language)


def _finding(context: Context, wanted: Quantity, given: Quantity, severity: Severity, what: str) -> Finding:
    source, target = context.source, context.target
    here = phrase(source, wanted, bound_of(source.article.text, wanted, source.language))
    there = phrase(target, given, bound_of(target.article.text, given, target.language))
    expected = f"{_SAID[wanted.bound]} {in_english(wanted)}" if wanted.bound in _SAID else in_english(wanted)
    return CHECK.finding(
        severity,
        f"The source says “{here.text}” ({expected}), the translation “{there.text}”. {what}",
        source=here,
        target=there,
        expected=expected if source.cjk else here.text,
        evidence={"value": wanted.value, "expected": wanted.bound, "found": given.bound},
    )


CHECK = Check(
    id="thresholds",
    title="Bounds of amounts",
    summary="more than, at least, fewer than and nearly turned round or lost",
    why=(
        "Fewer than 100 is not more than 100, though the figure is the same. An amount is read with its bound "
        "(超, 以上, 未満, 弱, 不到, at least, just over), and what the two sides allow is compared; a bound "
        "said of a rounded amount is right where the exact one keeps it."
    ),
    categories=("accuracy/mistranslation",),
    severities=("major", "minor"),
    examples=(
        Example("避難した人は1割に満たなかった。", "Fewer than 10 percent of them took refuge."),
        Example("避難した人は1割に満たなかった。", "More than 10 percent of them took refuge.", "More than 10 percent"),
        Example("申請の4割弱を認めた。", "It granted slightly more than 40 percent.", "slightly more than 40 percent"),
        Example("年产能不足120万吨。", "Its annual capacity is under 1.2 million tons."),
        Example("現場觀眾超過1.1萬人。", "Fewer than 11,000 people watched.", "Fewer than 11,000"),
        Example("目標を50%超に引き上げる。", "It will raise the goal to 50 percent.", "50 percent", "minor"),
        Example("参加者は1万2345人だった。", "More than 12,000 people took part."),
    ),
    find=_find,
)  # fmt: skip
