"""Dates, weekdays, years and times that changed; weekdays are worked out from the article's date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from align.document import Bead, Finding
from align.fidelity.actors.persons import MONTHS
from align.fidelity.checks.check import Check, Example
from align.fidelity.passage.comparison import Compared
from align.fidelity.passage.context import Context
from align.fidelity.quantities import CALENDAR, Quantity
from align.fidelity.quantities.relative import contradiction, relatives
from align.fidelity.quantities.wording import WEEKDAYS, in_english

_RELATIVE = ("yesterday", "today", "tomorrow", "tonight", "week", "month")
_RELATIVE_CJK = (
    *"一昨日 おととい 昨日 きのう 前日 今日 本日 きょう 明日 あす 翌日".split(),
    *"前天 昨天 昨晚 昨夜 今天 今晚 明天 后天 昨 今晨".split(),
)
# Days counted from the article's own; 前日 and 翌日 count from another.
_DAYS = (
    (re.compile(r"一昨日|おととい|前天"), -2),
    (re.compile(r"(?<!一)昨日|きのう|昨天|昨晚|昨夜|昨夕"), -1),
    (re.compile(r"今日(?!の社会|的)|きょう|本日|今天|今早|今晨|今晚|今夜"), 0),
    (re.compile(r"明日(?!之星)|あした|あす(?=[はもにの、])|明天|明晚"), 1),
    (re.compile(r"明後日|あさって|后天|後天(?!的|性)"), 2),
)
_YEARS = {
    "去年": -1,
    "昨年": -1,
    "今年": 0,
    "本年": 0,
    "来年": 1,
    "明年": 1,
    "前年": -2,
    "同年": 0,
    "一昨年": -2,
}


def _find(context: Context) -> Iterator[Finding]:
    for at, bead in context.paired():
        compared = context.compared[at]
        for wanted, given in compared.changed:
            if wanted.kind in CALENDAR:
                yield _changed(context, wanted, given)
        yield from _left_over(context, bead, compared)
        yield from _other_year(context, bead)


def _left_over(context: Context, bead: Bead, compared: Compared) -> Iterator[Finding]:
    days = [one for one in compared.missing if one.kind in ("day", "weekday")]
    for given in compared.extra:
        if given.kind not in CALENDAR or given.weight == "weak":
            continue
        other = next((one for one in days if {one.kind, given.kind} == {"day", "weekday"}), None)
        when = _issued(context)
        if other is not None and when is not None:
            days.remove(other)
            expected = _weekday(other, given, when)
            if expected:
                yield _wrong_weekday(context, other, given, expected)
        elif given.kind in ("weekday", "day", "month") and (another := _relative_day(context, bead, given)):
            yield another
        elif given.kind == "year" and (relative := _relative_year(context, bead, given)):
            yield relative
        elif given.kind in ("weekday", "month", "year") and not _explained(context, bead, given):
            yield CHECK.finding(
                "minor",
                f"“{given.text}” has no counterpart in the source passage.",
                category="accuracy/addition",
                source=context.source.whole(bead.source),
                target=context.target.location(given.start, given.end),
                evidence={"type": given.kind, "value": given.value},
            )


def _changed(context: Context, wanted: Quantity, given: Quantity) -> Finding:
    expected = in_english(wanted) if context.source.cjk else wanted.text
    return CHECK.finding(
        "major" if wanted.kind == "time" else "critical",
        f"The source says “{wanted.text}” ({expected}), the translation “{given.text}”.",
        source=context.source.location(wanted.start, wanted.end),
        target=context.target.location(given.start, given.end),
        expected=expected,
        evidence={"type": wanted.kind, "expected": wanted.value, "found": given.value},
    )


def _issued(context: Context) -> date | None:
    return context.source.article.date or context.target.article.date


def _weekday(one: Quantity, other: Quantity, issued: date) -> str | None:
    """The weekday that a day of the month near the article's date fell on, if it is not the one said."""
    day, weekday = (one, other) if one.kind == "day" else (other, one)
    near = [issued + timedelta(days=step) for step in range(-14, 15)]
    fitting = [when for when in near if when.day == int(day.value)]
    if not fitting or any(when.isoweekday() == int(weekday.value) for when in fitting):
        return None
    closest = min(fitting, key=lambda when: abs(when - issued))
    return WEEKDAYS[closest.isoweekday() - 1]


def _wrong_weekday(context: Context, wanted: Quantity, given: Quantity, expected: str) -> Finding:
    day, weekday = (given, wanted) if given.kind == "day" else (wanted, given)
    return CHECK.finding(
        "major",
        f"By the article's date “{day.text}” was a {expected}, not “{weekday.text}”.",
        source=context.source.location(wanted.start, wanted.end),
        target=context.target.location(given.start, given.end),
        expected=expected,
        evidence={"type": "weekday", "found": given.value},
    )


def _relative_year(context: Context, bead: Bead, given: Quantity) -> Finding | None:
    """The finding that a year is not the one which 去年 or 来年 means by the article's date."""
    issued, text = _issued(context), context.source.text(bead.source)
    said = [word for word in ("一昨年", "去年", "昨年", "今年", "来年", "明年") if word in text]
    if "一昨年" in said:
        said.remove("昨年")
    if issued is None or len(said) != 1 or given.value < 1900 or not context.source.cjk:
        return None
    if any(one.kind == "year" for one in context.source.numbers(bead.source)):
        return None
    expected = issued.year + _YEARS[said[0]]
    if given.value == expected:
        return None
    at = next(at for at in bead.source if said[0] in context.source.sentences[at].text)
    start = context.source.sentences[at].start + context.source.sentences[at].text.index(said[0])
    return CHECK.finding(
        "critical",
        f"By the article's date “{said[0]}” is {expected}, not “{given.text}”.",
        source=context.source.location(start, start + len(said[0]), at),
        target=context.target.location(given.start, given.end),
        expected=str(expected),
        evidence={"type": "year", "expected": expected, "found": given.value},
    )


def _relative_day(context: Context, bead: Bead, given: Quantity) -> Finding | None:
    """The finding that a day, weekday or month is not the one which 昨日, or a bare 27日, means by the article's
    date."""
    issued, text = _issued(context), context.source.text(bead.source)
    dated = [one for one in context.source.numbers(bead.source) if one.kind in ("day", "weekday", "month")]
    if issued is None or not context.source.cjk:
        return None
    if given.kind == "month":
        days = {int(one.value) for one in dated if one.kind == "day"}
        near = [issued + timedelta(days=step) for step in range(-31, 32)]
        fitting = [when for when in near if when.day in days]
        if len(days) != 1 or len(dated) != 1 or any(when.month == int(given.value) for when in fitting):
            return None
        said, expected = (
            dated[0].text,
            f"{MONTHS[min(fitting, key=lambda when: abs(when - issued)).month - 1]}",
        )
        start = dated[0].start
    else:
        found = [(match, step) for word, step in _DAYS for match in word.finditer(text)]
        if len(found) != 1 or dated:
            return None
        when = issued + timedelta(days=found[0][1])
        value = when.day if given.kind == "day" else when.isoweekday()
        if value == int(given.value):
            return None
        said = found[0][0][0]
        expected = str(when.day) if given.kind == "day" else WEEKDAYS[value - 1]
        at = next(at for at in bead.source if said in context.source.sentences[at].text)
        start = context.source.sentences[at].start + context.source.sentences[at].text.index(said)
    return CHECK.finding(
        "major",
        f"By the article's date “{said}” is {expected}, not “{given.text}”.",
        source=context.source.location(start, start + len(said)),
        target=context.target.location(given.start, given.end),
        expected=expected,
        evidence={"type": given.kind, "found": given.value},
    )


def _other_year(context: Context, bead: Bead) -> Iterator[Finding]:
    """This year for 去年, next week for 先週."""
    if context.source.cjk == context.target.cjk:
        return
    texts = context.source.text(bead.source), context.target.text(bead.target)
    found = contradiction(
        relatives(texts[0], cjk=context.source.cjk), relatives(texts[1], cjk=context.target.cjk)
    )
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
    relative = _RELATIVE_CJK if context.source.cjk else _RELATIVE
    if given.kind in ("weekday", "month") and (
        any(word in text for word in relative)
        or re.search(r"月|月曜|[上下本同先来今]|曜|周|週|week|month", text)
    ):
        return True
    if given.kind == "year":
        return any(word in text for word in _YEARS) or bool(re.search(r"年|year", text))
    issued = _issued(context)
    return issued is not None and given.kind == "month" and given.value == issued.month


CHECK = Check(
    id="dates",
    title="Dates",
    summary="dates, weekdays, years, eras and times that changed",
    why=(
        "A wrong day sends people to the wrong place and makes the record useless. Weekdays are worked out "
        "from the article's own date, eras and ROC years turned into years."
    ),
    categories=("accuracy/mistranslation", "accuracy/addition"),
    severities=("critical", "major", "minor"),
    planted=("date", "number"),
    examples=(
        Example("会議は4月21日に開かれた。", "The meeting was held on April 21."),
        Example("会議は4月21日に開かれた。", "The meeting was held on April 12.", "April 12"),
        Example("展览将于5月3日开幕。", "The exhibition opens on May 3."),
        Example("展览将于5月3日开幕。", "The exhibition opens on May 30.", "May 30"),
    ),
    find=_find,
)
