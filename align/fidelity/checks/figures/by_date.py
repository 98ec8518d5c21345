"""What the article's own date says of days, weekdays, months and years: 昨日 is a Thursday, 来月 is November.

All of it is said with less weight where only the translation has a date line: it may be the day of the reprint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from align.document import Bead, Location, Severity
from align.fidelity.actors.persons import MONTHS
from align.fidelity.passage.context import Context
from align.fidelity.passage.sides import Side
from align.fidelity.quantities import Quantity
from align.fidelity.quantities.qualifiers.bases import bases
from align.fidelity.quantities.wording import WEEKDAYS

# Days counted from the article's own; 前日 and 翌日 count from another.
_DAYS = (
    (re.compile(r"一昨日|おととい|(?<!三)前天"), -2),
    (re.compile(r"(?<!一)昨日|きのう|昨天|昨晚|昨夜|昨夕"), -1),
    (re.compile(r"今日(?!の社会|的)|きょう|本日|今天|今早|今晨|今晚|今夜"), 0),
    (re.compile(r"明日(?!之星)|あした|あす(?=[はもにの、])|明天|明晚"), 1),
    (re.compile(r"明後日|あさって|后天|後天(?!的|性)"), 2),
)
_MONTHS = (
    (re.compile(r"先月|上个?月(?!球|旬)|上個月"), -1),
    (re.compile(r"今月|本月(?!份)"), 0),
    (re.compile(r"来月|來月|下个月|下個月|下月(?!球)"), 1),
)
_YEARS = {"一昨年": -2, "去年": -1, "昨年": -1, "今年": 0, "来年": 1, "來年": 1, "明年": 1}
_AGO = re.compile(r"([一二两兩三四五六七八九十]|\d{1,2})[天日]前")
_NUMERALS = "一二三四五六七八九十"
_NEAR = 16  # days from the article's date to which a bare day of the month belongs
_FAR = 200  # days to which a month and a day without a year belong


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """A word of the source, or of the translation itself, and what it means by the article's date, against what the
    translation says."""

    said: Location
    expected: str
    given: Quantity
    severity: Severity


def issued(context: Context) -> date | None:
    """The day of the article: the source's, else the reprint's."""
    return context.source.article.date or context.target.article.date


def _gravity(context: Context) -> Severity:
    return "major" if context.source.article.date is not None else "minor"


def weekday_of_day(context: Context, one: Quantity, other: Quantity) -> str | None:
    """The weekday that a day of the month near the article's date fell on, if it is not the one said."""
    when = issued(context)
    if when is None:
        return None
    day, weekday = (one, other) if one.kind == "day" else (other, one)
    fitting = _with_day(when, int(day.value), 14)
    if not fitting or any(found.isoweekday() == int(weekday.value) for found in fitting):
        return None
    return WEEKDAYS[min(fitting, key=lambda found: abs(found - when)).isoweekday() - 1]


def _with_day(when: date, day: int, reach: int) -> list[date]:
    """The days near a date that have a number in their month."""
    near = (when + timedelta(days=step) for step in range(-reach, reach + 1))
    return [found for found in near if found.day == day]


def weekdays_known(context: Context) -> set[int]:
    """The weekdays (1 is Monday) that the source accounts for: of the article's day and those beside it, of every day
    that it names, and of three days ago."""
    when = issued(context)
    if when is None:
        return set(range(1, 8))
    known = {(when + timedelta(days=step)).isoweekday() for step in (-1, 0, 1)}
    for found in context.source.quantities:
        known |= {int(one.value) for one in found if one.kind == "weekday"}
        for day in (int(one.value) for one in found if one.kind == "day"):
            known |= {near.isoweekday() for near in _with_day(when, day, 31)}
    for match in _AGO.finditer(context.source.article.text):
        number = int(match[1]) if match[1].isdigit() else _NUMERALS.find(match[1].replace("两", "二")) + 1
        known.add((when - timedelta(days=number)).isoweekday())
    return known


def relative_year(context: Context, bead: Bead, given: Quantity) -> WorkedOut | None:
    """A year that is not the one which the only such word of the source, 去年 or 来年, means; 同比 means the year
    before, too."""
    when, text = issued(context), context.source.text(bead.source)
    said = [word for word in _YEARS if word in text]
    if "一昨年" in said:
        said.remove("昨年")
    if when is None or len(said) != 1 or given.value < 1900 or not context.source.cjk:
        return None
    if any(one.kind == "year" for one in context.source.numbers(bead.source)):
        return None
    expected = when.year + _YEARS[said[0]]
    compared = any("year" in one.says for one in bases(text, context.source.language))
    if given.value == expected or (compared and given.value == expected - 1):
        return None
    if abs(given.value - expected) > 3:  # no slip for this year, but another one that an editor names
        return None
    return WorkedOut(_place(context.source, bead.source, said[0]), str(expected), given, _gravity(context))


def relative_day(context: Context, bead: Bead, given: Quantity) -> WorkedOut | None:
    """A day or weekday that is not the one which the only such word of the source, 昨日 or 明天, means."""
    when, text = issued(context), context.source.text(bead.source)
    dated = [one for one in context.source.numbers(bead.source) if one.kind in ("day", "weekday", "month")]
    found = [(match, step) for word, step in _DAYS for match in word.finditer(text)]
    if when is None or not context.source.cjk or len(found) != 1 or dated:
        return None
    meant = when + timedelta(days=found[0][1])
    value = meant.day if given.kind == "day" else meant.isoweekday()
    if value == int(given.value):
        return None
    expected = str(meant.day) if given.kind == "day" else WEEKDAYS[value - 1]
    return WorkedOut(_place(context.source, bead.source, found[0][0][0]), expected, given, _gravity(context))


def relative_month(context: Context, bead: Bead, given: Quantity) -> WorkedOut | None:
    """A month that is not the one of the source's only day, or which its only such word, 来月 or 上个月, means."""
    when, text = issued(context), context.source.text(bead.source)
    dated = [one for one in context.source.numbers(bead.source) if one.kind in ("day", "weekday", "month")]
    words = [(match[0], step) for word, step in _MONTHS for match in word.finditer(text)]
    if when is None or not context.source.cjk:
        return None
    if len(dated) == 1 and dated[0].kind == "day" and not words:
        fitting = _with_day(when, int(dated[0].value), 31)
        if not fitting or any(one.month == int(given.value) for one in fitting):
            return None
        expected = MONTHS[min(fitting, key=lambda one: abs(one - when)).month - 1]
        said = context.source.location(dated[0].start, dated[0].end)
        return WorkedOut(said, expected, given, _gravity(context))
    if dated or len(words) != 1:
        return None
    month = (when.month - 1 + words[0][1]) % 12
    if month + 1 == int(given.value):
        return None
    return WorkedOut(
        _place(context.source, bead.source, words[0][0]), MONTHS[month], given, _gravity(context)
    )


def own_weekdays(context: Context, bead: Bead) -> Iterator[WorkedOut]:
    """Weekdays of the translation that do not fit the date beside them: Thursday, Oct. 30, which was a Friday. A date
    of the source's own with the same weekday is the source's affair."""
    when = issued(context)
    if when is None or context.target.cjk:
        return
    given = context.target.numbers(bead.target)
    theirs = {int(one.value) for one in context.source.numbers(bead.source) if one.kind == "weekday"}
    for weekday in (one for one in given if one.kind == "weekday" and int(one.value) not in theirs):
        meant = _date_beside(context.target, weekday, given, when)
        if meant is not None and meant[0].isoweekday() != int(weekday.value):
            place = context.target.location(*meant[1])
            yield WorkedOut(place, WEEKDAYS[meant[0].isoweekday() - 1], weekday, "minor")


def _date_beside(
    side: Side, weekday: Quantity, given: Sequence[Quantity], when: date
) -> tuple[date, tuple[int, int]] | None:
    """The month and day that stand right beside a weekday, as a date near the article's, and their place."""
    text = side.article.text
    for month, day in pairwise(given):
        if {month.kind, day.kind} != {"month", "day"} or abs(day.start - month.end) > 2:
            continue
        start, end = min(month.start, day.start), max(month.end, day.end)
        between = text[weekday.end : start] if weekday.end <= start else text[end : weekday.start]
        if not re.fullmatch(r",?\s|\s?\(|,\s(?:the\s)?", between):
            continue
        year = re.match(r",?\s((?:19|20)\d\d)\b", text[end:])
        values = {one.kind: int(one.value) for one in (month, day)}
        return _nearest(when, values["month"], values["day"], int(year[1]) if year else None, (start, end))
    return None


def _nearest(
    when: date, month: int, day: int, year: int | None, place: tuple[int, int]
) -> tuple[date, tuple[int, int]] | None:
    """A month and day in its year, or in the one that brings them nearest to a date; None for no such day."""
    found = []
    for candidate in (year,) if year else (when.year - 1, when.year, when.year + 1):
        try:
            found.append(date(candidate, month, day))
        except ValueError:
            continue
    near = min(found, key=lambda one: abs(one - when), default=None)
    if near is None or (year is None and abs((near - when).days) > _FAR):
        return None
    return near, place


def _place(side: Side, indexes: Sequence[int], word: str) -> Location:
    at = next(at for at in indexes if word in side.sentences[at].text)
    start = side.sentences[at].start + side.sentences[at].text.index(word)
    return side.location(start, start + len(word), at)
