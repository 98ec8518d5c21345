"""Dates, weekdays, years and times that changed; weekdays are worked out from the article's date."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from align.document import Bead, Finding
from align.fidelity.checks.check import Check, Example
from align.fidelity.checks.figures.by_date import (
    WorkedOut,
    issued,
    own_weekdays,
    relative_day,
    relative_month,
    relative_year,
    weekday_of_day,
    weekdays_known,
)
from align.fidelity.checks.figures.of_the_article import of_the_article
from align.fidelity.passage.comparison import Compared
from align.fidelity.passage.context import Context
from align.fidelity.passage.exchanges import changed
from align.fidelity.quantities import CALENDAR, Quantity
from align.fidelity.quantities.qualifiers.bases import bases
from align.fidelity.quantities.relative import compared, contradiction, other_unit, relatives
from align.fidelity.quantities.units import eras
from align.fidelity.quantities.wording import in_english

_RELATIVE = ("yesterday", "today", "tomorrow", "tonight", "week", "month")
_RELATIVE_CJK = (
    *"一昨日 おととい 昨日 きのう 前日 今日 本日 きょう 明日 あす 翌日".split(),
    *"前天 昨天 昨晚 昨夜 今天 今晚 明天 后天 昨 今晨".split(),
)
# A time told by another clock, with the day that it is there.
_CLOCKS = re.compile(
    r"(?:日本|現地|東部|北京|当地|當地|台北|格林尼治|グリニッジ|協定世界|米国?東部|太平洋)(?:夏)?(?:標準)?[时時][間间]"
    r"|\b(?:GMT|UTC|BST|EDT|EST|PDT|PST|JST|CST|KST)\b|\b(?:local|Japan|Tokyo|Beijing|Eastern|Pacific|U\.S\.) time\b"
)
_TO_THE_CLOCK = frozenset({"time", "day", "weekday"})


def _find(context: Context) -> Iterator[Finding]:
    told = list(_in_beads(context))
    yield from told
    yield from _other_part(context, {one.target.sentence for one in told if one.target is not None})


def _in_beads(context: Context) -> Iterator[Finding]:
    for at, bead in context.paired():
        compared = context.compared[at]
        for wanted, given in compared.changed:
            moved = _converted(context, bead, wanted) or of_the_article(context, bead, given)
            if wanted.kind in CALENDAR and not moved:
                yield _changed(context, wanted, given)
        yield from _left_over(context, bead, compared)
        yield from _other_year(context, bead)
        accused = {id(given) for _, given in compared.changed}
        for found in own_weekdays(context, bead):
            if id(found.given) not in accused:
                yield _by_its_date(context, found, f"“{found.said.text}” is a {found.expected}", False)


def _other_part(context: Context, accused: Collection[int]) -> Iterator[Finding]:
    """Another part of the day, in sentences in which no hour is found to be wrong: the evening for 未明."""
    for one in changed(context, "parts_of_day.tsv"):
        texts = (
            context.source.sentences[one.source.sentence].text,
            context.target.sentences[one.target.sentence].text,
        )
        if one.target.sentence in accused or any(_CLOCKS.search(text) for text in texts):
            continue
        yield CHECK.finding(
            "major",
            f"The source says “{one.source.text}” ({one.wanted.name}), the translation “{one.target.text}”.",
            source=one.source,
            target=one.target,
            expected=one.wanted.name if context.target.language == "en" else None,
            evidence={"type": one.wanted.group},
        )


def _converted(context: Context, bead: Bead, wanted: Quantity) -> bool:
    """Whether a time and its day may be told by the clock of another place, which one side names."""
    texts = context.source.text(bead.source), context.target.text(bead.target)
    named = [_CLOCKS.search(text) is not None for text in texts]
    return wanted.kind in _TO_THE_CLOCK and named[0] != named[1]


def _left_over(context: Context, bead: Bead, compared: Compared) -> Iterator[Finding]:
    days = [one for one in compared.missing if one.kind in ("day", "weekday")]
    for given in compared.extra:
        if given.kind not in CALENDAR or given.weight == "weak" or _converted(context, bead, given):
            continue
        other = next((one for one in days if {one.kind, given.kind} == {"day", "weekday"}), None)
        if other is not None and issued(context) is not None:
            days.remove(other)
            expected = weekday_of_day(context, other, given)
            if expected:
                yield _wrong_weekday(context, other, given, expected)
        elif found := _worked_out(context, bead, given):
            words = f"By the article's date “{found.said.text}” is {found.expected}"
            yield _by_its_date(context, found, words, True)
        elif of_the_article(context, bead, given):
            continue
        elif given.kind in ("weekday", "month", "year") and not _explained(context, bead, given):
            yield CHECK.finding(
                "info" if given.kind == "year" else "minor",
                f"“{given.text}” has no counterpart in the source passage.",
                category="accuracy/addition",
                source=context.source.whole(bead.source),
                target=context.target.location(given.start, given.end),
                evidence={"type": given.kind, "value": given.value},
            )


def _worked_out(context: Context, bead: Bead, given: Quantity) -> WorkedOut | None:
    """What a word of the source means by the article's date, where the translation says something else."""
    if given.kind == "month":
        return relative_month(context, bead, given)
    if given.kind == "year":
        return relative_year(context, bead, given)
    return relative_day(context, bead, given) if given.kind in ("day", "weekday") else None


def _by_its_date(context: Context, found: WorkedOut, words: str, said_by_source: bool) -> Finding:
    given = context.target.location(found.given.start, found.given.end)
    return CHECK.finding(
        found.severity,
        f"{words}, not “{found.given.text}”.",
        source=found.said if said_by_source else None,
        target=given,
        expected=found.expected,
        evidence={"type": found.given.kind, "expected": found.expected, "found": found.given.value},
    )


def _changed(context: Context, wanted: Quantity, given: Quantity) -> Finding:
    expected = in_english(wanted) if context.source.cjk else wanted.text
    return CHECK.finding(
        "critical" if _era_slip(wanted, given) else "major",
        f"The source says “{wanted.text}” ({expected}), the translation “{given.text}”.",
        source=context.source.location(wanted.start, wanted.end),
        target=context.target.location(given.start, given.end),
        expected=expected,
        evidence={"type": wanted.kind, "expected": wanted.value, "found": given.value},
    )


def _era_slip(wanted: Quantity, given: Quantity) -> bool:
    """Whether a year of an era (令和7年, 民國114年) became another year of our count: a slip of reckoning, as certain
    as a power of ten, for nothing else in a text has that form."""
    by_era = wanted.kind == "year" and len(wanted.values) == 2 and wanted.text.startswith(tuple(eras()))
    return by_era and given.kind == "year" and len(given.text.strip()) == 4 and given.text.strip().isdecimal()


def _wrong_weekday(context: Context, wanted: Quantity, given: Quantity, expected: str) -> Finding:
    day, weekday = (given, wanted) if given.kind == "day" else (wanted, given)
    return CHECK.finding(
        # who writes anew may say the day of one event and the weekday of another
        "major" if context.source.article.date is not None and not context.condensed else "minor",
        f"By the article's date “{day.text}” was a {expected}, not “{weekday.text}”.",
        source=context.source.location(wanted.start, wanted.end),
        target=context.target.location(given.start, given.end),
        expected=expected,
        evidence={"type": "weekday", "found": given.value},
    )


def _other_year(context: Context, bead: Bead) -> Iterator[Finding]:
    """This year for 去年, next week for 先週."""
    if context.source.cjk == context.target.cjk:
        return
    texts = context.source.text(bead.source), context.target.text(bead.target)
    here, there = relatives(texts[0], cjk=context.source.cjk), relatives(texts[1], cjk=context.target.cjk)
    excused = compared(texts[1], there) if bases(texts[0], context.source.language) else []
    found = contradiction(here, there, excused)
    if found is None and not excused and not context.condensed:
        found = other_unit(here, there)
    if found is None:
        return
    wanted, given = found
    yield CHECK.finding(
        "major",
        f"The source says “{wanted.text}”, the translation “{given.text}”.",
        source=context.source.place(bead.source, wanted.start, wanted.end),
        target=context.target.place(bead.target, given.start, given.end),
        evidence={"type": wanted.unit},
    )


def _explained(context: Context, bead: Bead, given: Quantity) -> bool:
    """Whether the article's date, or a relative word of the source, accounts for a calendar word."""
    text = context.source.text(bead.source)
    if any(one.kind == "day" for one in context.source.numbers(bead.source)):
        return True
    if given.kind == "weekday" and int(given.value) in weekdays_known(context):
        return True
    relative = _RELATIVE_CJK if context.source.cjk else _RELATIVE
    if given.kind in ("weekday", "month") and (
        any(word in text for word in relative)
        or re.search(r"月|月曜|[上下本同先来今]|曜|周|週|week|month", text)
    ):
        return True
    if given.kind == "year":
        return re.search(r"年|year|同比|同期|同月", text) is not None
    when = issued(context)
    return when is not None and given.kind == "month" and given.value == when.month


CHECK = Check(
    id="dates",
    title="Dates",
    summary="dates, weekdays, years, eras and times that changed",
    why=(
        "A wrong day sends people to the wrong place and makes the record useless. Weekdays are worked out "
        "from the article's own date, eras and ROC years turned into years."
    ),
    categories=("accuracy/mistranslation", "accuracy/addition"),
    severities=("critical", "major", "minor", "info"),
    planted=("date", "number"),
    examples=(
        Example("この制度は令和5年に始まった。", "The system began in 2023."),
        Example("この制度は令和5年に始まった。", "The system began in 2021.", "2021"),
        Example("会議は4月21日に開かれた。", "The meeting was held on April 21."),
        Example("会議は4月21日に開かれた。", "The meeting was held on April 12.", "April 12"),
        Example("展览将于5月3日开幕。", "The exhibition opens on May 3."),
        Example("展览将于5月3日开幕。", "The exhibition opens on May 30.", "May 30"),
    ),
    find=_find,
)
