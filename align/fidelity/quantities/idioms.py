"""Set expressions for quantities that no general rule reads: half an hour, 四半世紀, one in five, 翻两番.

Each row of a table is a pattern and what it says. They are looked for before the general scanners, which
then do not see the text they took. The number inside a row's expression is its group ``n``.
"""

# ruff: noqa: E501 - patterns read best one expression a line
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from align.fidelity.quantities.numerals import english_value, numeral_value
from align.fidelity.quantities.quantity import Kind, Quantity, Weight
from align.fidelity.quantities.scanner import Reader, Rule, Seen

# Bounded, and never begun inside a longer run, so that no text makes the search quadratic.
_DIGITS = r"(?<![\d.])\d{1,9}(?:\.\d{1,6})?"
_NUMERAL = rf"(?:{_DIGITS}|[一二三四五六七八九十百两兩]{{1,8}})"
_SMALL = r"(?:(?<![\d.])\d{1,9}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_DOMAIN = r"(?<![\w.])[A-Za-z][\w-]{0,40}(?:\.[\w-]{1,40}){0,4}\.(?:com|org|net|jp|cn|uk|io|tv)\b(?:/[\w./-]{0,200})?"


@dataclass(frozen=True, slots=True)
class _Row:
    """``values`` of the number in the group ``n`` (1 where there is none); ``n`` may be of another group."""

    pattern: str
    kind: Kind | None
    values: Callable[[float], tuple[float, ...]] = lambda n: (n,)
    unit: str = ""
    weight: Weight = "weak"
    width: float | None = None  # of a vague amount: how far it reaches beyond its value


def _set(*values: float) -> Callable[[float], tuple[float, ...]]:
    return lambda _: values


def _or(other: float) -> Callable[[float], tuple[float, ...]]:
    return lambda n: (n, other)


def _plus(more: float) -> Callable[[float], tuple[float, ...]]:
    return lambda n: (n + more,)


def _plus_half(n: float) -> tuple[float, ...]:
    return (n + 0.5,)


# None as a kind: words that hold a numeral and mean none. 30種平均 is the name of an index.
_CJK = (
    _Row(_DOMAIN, None),
    _Row(r"(?:日経|日经|日經|沪深|滬深|上证|上證|中证|中證|科创|恒生|标普|標普|S&P|富时|富時|财富|グロース(?:市場)?|TOPIX|CSI|ラッセル|罗素)\s?\d{2,4}(?![\d.,]|[点點万億亿%])", None),
    _Row(r"(?<![円\d.~〜～-])(?P<n>\d{1,2})銭", "money", lambda n: (n / 100, n), "JPY", "strong"),
    _Row(rf"(?P<n>{_DIGITS})\s?ppm", "fraction", lambda n: (n / 1e6, 1e6), "", "strong"),
    _Row(r"[两兩][国國党黨院制]|[双雙]方|両(?:国(?!国技|駅|橋)|者|氏|社|首脳|チーム|政府|陣営|大臣|外相|市)", "number", _set(2.0), "", "normal"),
    _Row(r"(?P<n>[二三四五六七八九])部分", "number", lambda n: (n,), "", "normal"),
    _Row(rf"(?:连续|連續|連続)(?P<n>{_NUMERAL})[日天晚](?!元)|(?P<m>{_NUMERAL})日(?=連続|连续|連續|続けて)", "duration", lambda n: (n,), "day", "normal"),
    _Row(r"十(?P<n>[一二三四五])五(?=[”」》发發规規期时時计計])", "ordinal", lambda n: (10 + n,)),  # the 13th Five-Year Plan
    _Row(r"(?P<n>[二三四五六七八九]?千)年(?=以上|前|余|多|以来|にわた)", "duration", lambda n: (n,), "year", "normal"),
    _Row(r"(?P<n>[一二三四五六七八九十])(?=[比対][一二三四五六七八九十])|(?<=[一二三四五六七八九十][比対])(?P<m>[一二三四五六七八九十])(?!位|者|戦)", "number", lambda n: (n,), "", "normal"),
    _Row(r"亿万(?!富)", "number", _set(1e8), "", "weak"),
    _Row(r"(?<=[近上逾超过過])(?P<n>[百千万][万亿億]?)(?=[名人家个個件位元余多次吨只])", "number", lambda n: (n,), "", "normal"),
    _Row(r"(?P<n>五?百)[强強](?=企|县|縣|市|榜|排|公|之|名|[，。」”]|$)", "number", lambda n: (n,), "", "normal"),
    _Row(r"(?<![一二三四五六七八九])十分(?![之钟鐘間间後后]|の[一1-9])", None),
    _Row(r"\d{1,4}種(?=平均)", None),
    _Row(rf"(?P<n>{_NUMERAL})年半(?!ば|期)", "duration", _plus_half, "year", "normal"),
    _Row(rf"(?P<n>{_NUMERAL})時間半", "duration", _plus_half, "hour", "normal"),
    _Row(rf"(?P<n>{_NUMERAL})[个個か]月半|(?P<m>{_NUMERAL})[个個]半月", "duration", _plus_half, "month", "normal"),
    _Row(rf"(?P<n>{_NUMERAL})[个個]半(?:小时|小時|钟头|鐘頭)", "duration", _plus_half, "hour", "normal"),
    _Row(rf"(?P<n>{_NUMERAL})[个個]半(?:星期|礼拜|禮拜)", "duration", _plus_half, "week", "normal"),
    _Row(r"四半世紀", "duration", _set(25.0), "year"),
    _Row(r"半世紀|半[个個]?世[纪紀]", "duration", _set(50.0), "year"),
    _Row(r"(?<![上下前後大])半年(?!期)", "duration", _set(0.5), "year"),
    _Row(r"半[个個]?(?:小时|小時|钟头)|半時間", "duration", _set(0.5), "hour"),
    _Row(r"半[个個]?月(?!板)", "duration", _set(0.5), "month"),
    _Row(r"半日(?!本)|半天", "duration", _set(0.5), "day"),
    _Row(r"一刻[钟鐘]", "duration", _set(15.0), "minute"),
    _Row(rf"(?<!月)(?P<n>{_NUMERAL})[日號号](?=以内|以內|之内|之內|内に|[内內](?![閣阁容部地外]))", "duration", lambda n: (n,), "day", "normal"),
    _Row(rf"(?<!月)(?P<n>{_NUMERAL})日(?=前[にかのまもよはで、。])", "duration", lambda n: (n,), "day", "normal"),
    _Row(rf"(?P<n>{_NUMERAL})ダース", "number", lambda n: (12 * n,), "", "normal"),
    _Row(rf"翻了?(?P<n>{_NUMERAL})番", "multiple", lambda n: (2.0**min(n, 9),), "", "normal"),
    _Row(r"翻番|翻倍|(?<![\d一二三四五六七八九十两数几])倍[增増]|倍加", "multiple", _set(2.0)),
    _Row(rf"(?P<n>{_NUMERAL})倍半", "multiple", _plus_half, "", "normal"),
    _Row(rf"(?P<n>{_NUMERAL})[天日]半(?![ばの分数])", "duration", _plus_half, "day", "normal"),
    _Row(rf"(?P<n>{_NUMERAL})(?:公里|キロ)半", "measure", _plus_half, "km", "normal"),
    _Row(rf"(?P<n>{_NUMERAL})斤半", "measure", _plus_half, "jin", "normal"),
    _Row(r"半ダース", "number", _set(6.0), "", "normal"),
    _Row(r"半減|减半|減半", "fraction", _set(0.5)),
    _Row(r"(?<![\d.])[・.](?P<n>\d{3})(?!\d)", "number", lambda n: (n / 1000, n / 10, n)),
    _Row(r"(?<![A-Za-z])M(?P<n>\d\.\d)", "number", lambda n: (n,), "", "strong"),
    _Row(rf"(?P<n>{_DIGITS})(?:[个個])?基点", "percent", lambda n: (n / 100, n), "", "strong"),
    _Row(r"(?P<n>[二三四五六七八九十]|二十)(?=国集团|國集團|国首脑|方会谈|方會談|か国協議|者会談)", "number"),
    _Row(r"正午|中午", "time", _set(12.0)),
    _Row(r"零[时時点點](?![〇零一二三四五六七八九十\d]+(?:[个個成倍万萬亿億元公米度厘毫平分%％]|$))", "time", _set(0.0, 24.0, 12.0)),
    _Row(r"(?<![此之以目从])前(?P<n>[二三四五六七八九十]|\d{1,2})(?![\d一二三四五六七八九十百千万萬亿億.年天日月周週次个個小分人.:时時か世代期]|[ヶヵカ]月)", "number", lambda n: (n,), "", "normal"),
    _Row(r"(?:上半年|上半期|上期(?!限))", "ordinal", _set(1.0), "half", "normal"),
    _Row(r"(?:下半年|下半期|下期(?!待))", "ordinal", _set(2.0), "half", "normal"),
    _Row(r"前半(?=[はにのをで、戦])|上半[场場]", "ordinal", _set(1.0), "half", "weak"),
    _Row(r"(?<!深夜)後半(?=[はにのをで、戦])|下半[场場]", "ordinal", _set(2.0), "half", "weak"),
    _Row(r"(?<!\d)(?P<n>\d{4})年(?=[1-6]月期)", "year", lambda n: (n, n - 1), "", "strong"),  # ends in fiscal n - 1
    _Row(r"(?<!\d)(?P<n>\d\d)年(?=[1-6]月期)", "year", lambda n: (2000 + n, 1999 + n, n), "", "normal"),
    _Row(r"(?<=[约約近逾超占])(?P<n>[一二三四五六七八九])成(?=[为為])", "percent", lambda n: (10 * n,), "", "normal"),
    _Row(r"(?P<n>[一二三四])季度", "ordinal", lambda n: (n,), "", "normal"),
    _Row(rf"(?P<n>{_NUMERAL})世(?![紀纪界帯代间間])", "ordinal"),
    _Row(r"(?P<n>\d\d)\((?:明治|大正|昭和|平成|令和)(?:\d{1,2}|元)\)年", "year", lambda n: (n + 1900, n + 2000, n + 1800, n), "", "normal"),
    _Row(r"(?P<n>[二三四五六七八九]?十(?=[到至、~-])|[二三四五六七八九](?=[到至~-]))(?=[到至、~-](?:[三四五六七八九]?十[一二三四五六七八九]?|[三四五六七八九])(?:[个個]|天|年|月|周|岁|歲|人|名|次|倍|日|小|成|点|分))", "number", lambda n: (n,), "", "normal"),
    _Row(r"(?<![\d月.])(?P<n>\d{1,2})日(?=(?:から|[~-])\d{1,2}日間)", "duration", lambda n: (n,), "day", "strong"),
    *(  # 4〜9月期: from April, or six months
        _Row(rf"(?<![\d.])(?P<n>{first})\s?[~〜至到-]\s?(?={(first + months - 2) % 12 + 1}月)", "number", _or(months))
        for months in (3, 6, 9)
        for first in (1, 4, 7, 10)
    ),
    _Row(r"(?P<n>\d|[二三四五六七八九])(?=、[3-9]0年代)", "year", lambda n: (10 * n, n, 1900 + 10 * n)),
)  # fmt: skip
_ENGLISH = (
    _Row(_DOMAIN, None),
    _Row(r"(?-i:\b(?:Nikkei|S&P|FTSE|CSI|Stoxx|STOXX|Kospi|KOSPI|Russell|Fortune|TOPIX|CAC|DAX|STAR|SSE|ChiNext|Hang\sSeng|Growth(?:\sMarket)?|Nasdaq)\s\d{2,4}\b(?![.,]\d|%))", None),
    _Row(rf"\b(?P<n>{_DIGITS})\s?(?:parts?\s+per\s+million|ppm)\b", "fraction", lambda n: (n / 1e6, 1e6), "", "strong"),
    _Row(rf"\b(?P<n>{_DIGITS})\s?(?:parts?\s+per\s+billion|ppb)\b", "fraction", lambda n: (n / 1e9, 1e9), "", "strong"),
    _Row(r"(?-i:\b[A-Z][a-z]+)\s101\b", None),
    _Row(r"\b(?P<n>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s?(?=[ap]\.m\b|[ap]m\b)", "time", lambda n: (n, n + 12), "", "strong"),
    _Row(r"(?-i:\b(?:Seven-Eleven|7-Eleven|Big Ten|Forty-Niners|Nine Inch Nails)\b)", None),
    _Row(r"\bquarter(?:\s+of\s+a)?[\s-]century\b", "duration", _set(25.0), "year"),
    _Row(r"\bhalf[\s-](?:a[\s-])?century\b", "duration", _set(50.0), "year"),
    _Row(r"\bhalf[\s-](?:an[\s-])?hour\b", "duration", _set(0.5), "hour", "normal"),
    _Row(r"\bhalf[\s-](?:a[\s-])?year\b", "duration", _set(0.5), "year"),
    _Row(r"\bhalf\s+a\s+percent(?:age\s+point)?\b|\bhalf\s+a\s+point\b", "percent", _set(0.5)),
    _Row(r"\b(?:a\s+)?quarter\s+of\s+a\s+(?:percent(?:age\s+point)?|point)\b", "percent", _set(0.25)),
    _Row(rf"\b(?P<n>{_DIGITS})(?:\s|-)basis[\s-]points?\b", "percent", lambda n: (n / 100, n), "", "strong"),
    _Row(r"(?<![\w.])\.(?P<n>\d{3})\b", "number", lambda n: (n / 1000, n / 10, n), "", "normal"),
    _Row(r"\bbicentennial\b", "number", _set(200.0)),
    _Row(r"\bsesquicentennial\b", "number", _set(150.0)),
    _Row(r"\bfortnight(?:s|ly)?\b", "duration", _set(2.0), "week"),
    *(
        _Row(rf"\b(?:{word})[\s-](?P<n>[1-9]0)s[\s-](?:percent(?:age)?|per\s?cent|%)(?:[\s-]range\b)?", "percent", first, "", "normal", 4.0)
        for word, first in (("low(?:er)?", _plus(0)), ("mid(?:dle)?", _plus(3)), ("high|upper", _plus(6)))
    ),
    _Row(rf"\b(?P<n>{_SMALL})\s+(?:other\s+\w+|others)\b", "number", lambda n: (n, n + 1), "", "normal"),
    _Row(r"\b(?P<n>first|second|third|fourth)[\s-]quarter\b", "ordinal", lambda n: (n,), "", "normal"),
    _Row(r"\b(?P<n>first|second)[\s-]half\b|(?-i:\bH)(?P<m>[12])\b", "ordinal", lambda n: (n,), "half", "normal"),
    _Row(r"(?-i:\bQ)(?P<n>[1-4])\b", "ordinal", lambda n: (n,), "", "normal"),
    _Row(r"(?-i:\bWorld\s+War\s+I\b)", "ordinal", _set(1.0)),
    _Row(r"(?-i:(?:\bWorld\s+War|\b[A-Z][a-z]+)\s+II\b)", "ordinal", _set(2.0)),
    _Row(r"(?-i:\b[A-Z][a-z]+\s+III\b)", "ordinal", _set(3.0)),
    _Row(r"(?-i:\b(?:Sunday(?=\s(?:Times|Telegraph|Mirror|Express|Mail|Mainichi))|(?<=News\s)Sunday))", "weekday", _set(7.0)),
    _Row(r"(?-i:\b(?:Black|Good)\s+Friday\b)", "weekday", _set(5.0)),
    _Row(r"(?-i:\bSuper\s+Tuesday\b)", "weekday", _set(2.0)),
    _Row(r"(?-i:\bCyber\s+Monday\b)", "weekday", _set(1.0)),
)  # fmt: skip


def _rules(rows: tuple[_Row, ...], value: Callable[[str], float]) -> tuple[Rule, ...]:
    """The rows as rules of a scanner; ``value`` reads a numeral of the language."""

    def reader(row: _Row) -> Reader:
        def read(seen: Seen) -> Iterator[Quantity]:
            if row.kind is None:
                return
            numeral = seen["n"] or seen["m"]
            values = row.values(value(numeral) if numeral else 1.0)
            high = None if row.width is None else values[0] + row.width
            yield seen.made(row.kind, *values, unit=row.unit, weight=row.weight, high=high)

        return read

    return tuple(Rule(row.pattern, reader(row)) for row in rows)


CJK_IDIOMS = _rules(_CJK, numeral_value)
ENGLISH_IDIOMS = _rules(_ENGLISH, english_value)
