"""Years, months, days and times of day in Japanese and Chinese."""

# ruff: noqa: E501 - patterns read best one alternative a line
from __future__ import annotations

from collections.abc import Iterator

from align.fidelity.quantities.numerals import KANJI, numeral_value
from align.fidelity.quantities.quantity import Quantity
from align.fidelity.quantities.scanner import Rule, Seen, alternatives
from align.fidelity.quantities.units import eras

_MORNING = ("早", *"午前 上午 凌晨 早上 早晨 清晨 清早 今早 今晨 早朝 未明 朝".split())
_AFTERNOON = tuple("午後 下午 傍晚 夕方".split())
_NIGHT = ("晚", *"晚上 晚间 晚間 今晚 昨晚 当晚 當晚 夜 今夜 昨夜 深夜".split())
_SMALL_HOURS = 4  # of the night, which belong to the next day
_WEEKDAYS = {
    **{character: at for at, character in enumerate("月火水木金土日", 1)},
    **{character: at for at, character in enumerate("一二三四五六日", 1)},
    "天": 7,
}
_PART = rf"(?P<part>{alternatives((*_MORNING[1:], *_AFTERNOON, *_NIGHT[1:], '中午', '正午', '昼'))}|(?<!最)[早晚])の?"
_HOUR = r"(?:十[一二]|[二两兩三四五六七八九]?十[一二三四]?|[一二两兩三四五六七八九]|(?<![\d.])[012]?\d)"


def _era(seen: Seen) -> Iterator[Quantity]:
    year = 1.0 if seen["number"] == "元" else numeral_value(seen["number"])
    first = eras()[seen["era"]] + year
    if seen["decade"]:  # 昭和40年代 begins in 1965 and is English 1960s or 1970s
        tens = first - first % 10
        yield seen.made("year", first, tens, tens + 10, year, weight="normal")
    else:
        yield seen.made("year", first, year)


def _taiwanese(seen: Seen) -> Iterator[Quantity]:
    """114年1月1日 in a text of Taiwan counts from the Republic; anywhere else it is 114 years."""
    if seen.language == "zh-Hant":
        year = float(seen["number"])
        yield seen.made("year", eras()["民國"] + year, year)


def _decade(seen: Seen) -> Iterator[Quantity]:
    value = numeral_value(seen["number"])
    yield seen.made("year", value, value % 100, 1900 + value % 100, weight="normal")


def _year(seen: Seen) -> Iterator[Quantity]:
    yield seen.made("year", numeral_value(seen["number"]))


def _span(seen: Seen) -> Iterator[Quantity]:
    yield seen.made("duration", float(seen["number"]), unit="year")


def _short_year(seen: Seen) -> Iterator[Quantity]:
    short = float(seen["number"])
    likely = short + (2000 if short < 60 else 1900)
    yield seen.made("year", likely, short + 1900, short + 1800, short, unit="short", weight="normal")


def _month(seen: Seen) -> Iterator[Quantity]:
    yield seen.made("month", numeral_value(seen["number"]))


def _day(seen: Seen) -> Iterator[Quantity]:
    yield seen.made("day", numeral_value(seen["number"]))


def _named_by_day(seen: Seen) -> Iterator[Quantity]:
    """What is called by its day: “7·21”山洪. A translation may call it otherwise."""
    yield seen.made("month", float(seen["month"]), group="month", weight="weak")
    yield seen.made("day", float(seen["day"]), group="day", weight="weak")


def _weekday(seen: Seen) -> Iterator[Quantity]:
    yield seen.made("weekday", float(_WEEKDAYS[seen["chinese"] or seen["japanese"] or seen["bracketed"]]))


def _hours(hour: float, part: str) -> tuple[float, ...]:
    if _half(hour, part) == "pm" and hour < 12:
        return hour + 12, hour
    if _half(hour, part) == "am":
        return (hour,)
    return hour, hour % 12, (hour + 12) % 24


def _half(hour: float, part: str) -> str:
    """The half of the day that words before an hour say: 深夜1時 is before noon, 深夜11時 after it."""
    if hour % 12 == 0:
        return ""
    late = part in _AFTERNOON or (part in _NIGHT and hour > _SMALL_HOURS)
    return "pm" if late else "am" if part in _MORNING or part in _NIGHT else ""


def _time(seen: Seen) -> Iterator[Quantity]:
    hour, part = numeral_value(seen["hour"]), seen["part"]
    yield seen.made("time", *_hours(hour, part), unit=_half(hour, part))
    if seen["half"]:
        yield seen.made("time", 30.0, group="half", unit="minute")
    elif seen["quarter"]:
        yield seen.made("time", 15.0 * numeral_value(seen["quarter"][0]), group="quarter", unit="minute")
    elif seen["minute"] and (minute := numeral_value(seen["minute"])):
        yield seen.made("time", minute, group="minute", unit="minute")
    elif seen["colon"] and (minute := float(seen["colon"][1:])):
        yield seen.made("time", minute, group="colon", unit="minute")


def _short_of(seen: Seen) -> Iterator[Quantity]:
    """差一刻三点: fifteen minutes to three."""
    hour, part = numeral_value(seen["hour"]) - 1, seen["part"]
    missing = numeral_value(seen["number"]) * (15 if seen["quarter"] else 1)
    yield seen.made("time", *_hours(hour or 12.0, part), unit=_half(hour, part))
    yield seen.made("time", 60 - missing, group="number", unit="minute")


CALENDAR_RULES = (
    Rule(rf"(?P<era>{alternatives(eras())})(?P<number>\d{{1,3}}|元|[{KANJI}]{{1,5}})年(?P<decade>代)?", _era),
    Rule(r"(?P<number>(?<![\d.,])(?:9\d|1[01]\d))年(?=度|\d{1,2}月|[初底中起])(?<=[19]\d\d年|\D9\d年)", _taiwanese),
    Rule(r"(?P<number>(?<![\d.])(?:\d{4}|\d0|[二三四五六七八九]十))\s?年代", _decade),
    Rule(
        r"""(?P<number>(?<![\d.,])(?:\d{4}|[〇零一二三四五六七八九]{4}))\s?
        (?:年(?!間|间|来(?!自|到|临|臨|日|访|訪)|前|後|后|ぶり|以上)|財政年度|财年|赛季)""",
        _year,
    ),
    Rule(
        r"""(?P<number>(?<=[約计計近この過去过今後未来懲役刑])\s?(?<![\d,.])1\d
        |(?<![\d,.])1\d(?=年(?:以上|超|近く|余|あまり|弱|ほど|程度|連続|もの|物|国債|国债|契約|にわた|かけ)))年""",
        _span,
    ),
    Rule(
        r"""(?P<number>(?<=['～~-])\d{2}|(?<![\d,.])(?:[019]\d|\d\d(?=年度|年\d{1,2}月|年[末初春夏秋冬]|年に(?![及わ渡な一度上も迫近\d]|[二三]度))))
        年(?![間间来前後后ぶ])""",
        _short_year,
    ),
    Rule(r"(?<=[“「『\"])(?P<month>1[0-2]|0?[1-9])[·・•](?P<day>[12]\d|3[01]|0?[1-9])(?=[”」』\"])", _named_by_day),
    Rule(
        r"(?P<number>(?<![\d.])1?\d|十[一二]?|[一二三四五六七八九](?=月[初末中底份]|月[一二三四五六七八九十\d]))\s?月(?!間|间)份?",
        _month,
    ),
    Rule(
        r"(?P<number>(?<![\d.])[123]?\d|(?<=月)(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]))\s?[日号號](?!間|间|目|本|曜|元|圆|線|线|機|楼|館|鐵)",
        _day,
    ),
    Rule(
        r"""(?:(?:星期|礼拜|禮拜|(?<![一两兩每几0-9])[周週])(?P<chinese>[一二三四五六日天])(?!年|刊|报(?!道|导)|報(?!道|導)|岁|期|代)
        |(?P<japanese>[月火水木金土日])曜日?
        |(?<=日)\((?P<bracketed>[月火水木金土日一二三四五六])\))""",
        _weekday,
    ),
    Rule(rf"(?:{_PART}\s?)?差(?P<number>\d{{1,2}}|[一二三五]|十五?)(?P<quarter>刻)?[分钟鐘]?\s?(?:到|就)?(?P<hour>{_HOUR})[点點]", _short_of),
    Rule(
        rf"""(?:{_PART}\s?)?(?P<hour>(?<![\d.])[012]?\d|(?<=[午晨上间夜])[一二三四五六七八九十两兩]{{1,2}}
          |(?<![{KANJI}]){_HOUR}(?=[点點](?:半(?![球数])|[一三]刻|[钟鐘]|整(?![个個])|[二三四五]?十[一二三四五六七八九]?分|零[一二三四五六七八九]分|\d{{1,2}}分))
          |零(?=[点點](?:[二三四五]?十[一二三四五六七八九]?分|零[一二三四五六七八九]分|\d{{1,2}}分)))\s?
        (?:(?P<colon>:\d{{2}})
          |(?:[時时點](?!間|间|代|期)|点(?=[钟鐘半整]|\d|[一三]刻|零?[一二三四五]?十?[一二三四五六七八九]?分)|(?<=[午晨上间夜][\d一二三四五六七八九十两])点|(?<=[午晨上间夜]\d\d)点|(?<=[午晨上间夜]十[一二])点
            |(?<=[午晨上间夜]\s\d)点|(?<=[午晨上间夜]\s\d\d)点
            |(?<=[早晚]\d)点|(?<=[早晚]\d\d)点)
           (?:\s?[钟鐘]|(?P<half>半)(?!球|数|の)|(?P<quarter>[一三]刻)|\s?零?(?P<minute>\d{{1,2}}|[二三四五]?十[一二三四五六七八九]?|(?<=零)[一二三四五六七八九])\s?分(?!の|之))?)""",
        _time,
    ),
)  # fmt: skip
