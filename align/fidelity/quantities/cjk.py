"""Quantities in Japanese and Chinese text."""

# ruff: noqa: E501 - word lists and patterns read best one subject a line
from __future__ import annotations

import re
from functools import cache

from align.fidelity.quantities.folding import fold
from align.fidelity.quantities.idioms import idioms
from align.fidelity.quantities.quantity import Kind, Quantity, Weight
from align.fidelity.quantities.units import CURRENCIES_CJK, DURATIONS_CJK, MEASURES

_DIGITS = {character: at for at, character in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
    "兩": 2,
    "双": 2,
    "壱": 1,
    "弐": 2,
    "参": 3,
}
_SMALL = {"十": 10, "百": 100, "千": 1000, "廿": 20}
_LARGE = {"万": 1e4, "萬": 1e4, "億": 1e8, "亿": 1e8, "兆": 1e12}
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民国": 1911, "民國": 1911}
_WEEKDAYS = {
    **{character: at for at, character in enumerate("月火水木金土日", 1)},
    **{character: at for at, character in enumerate("一二三四五六日", 1)},
    "天": 7,
}
# Words that hold a numeral and mean no number; names among them.
_NO_NUMBERS = (
    "四国 六本木 四日市 十日町 八日市 廿日市 千歳 二日酔 三日月 百日咳 十八番 五分五分 二人三脚 万年 千年 "
    "三重県 五所川原 三角 四角 二重 一時 一日中 一番 八方 三国志 四川 三亚 三峡 九州 八戸 千葉 五輪 万博 "
    "百姓 千万别 千万不 万一 九寨 两岸 兩岸 四面 三农 十字 五角 二手 百分点 十足 三明 七夕 八卦 五星 三星 六合 "
    "一人ひとり 一つひとつ 一日も早 三者 一心 三部 两会 兩會 百万富翁 千万富翁 亿万富翁 百万長者 億万長者 二次元 三次元 三日坊主 万年筆 一天 三分の一世 千人针"
).split()
_COUNTERS = (
    "人 名 位 個 个 個 件 本 台 社 校 店 店舗 戸 軒 家 棟 組 机 艘 隻 匹 頭 头 羽 枚 冊 册 部 回 次 度 番 号 號 点 勝 胜 敗 負 分け "
    "階 层 層 枝 双 对 対 席 票 議席 カ国 か国 ヶ国 ヵ国 国 國 県 县 縣 省 市 区 町 村 州 都市 カ所 か所 ヶ所 ヵ所 箇所 処 处 代 代表 つ 歩 球 得点 失点 打 安打 打点 "
    "家族 試合 连 連 連勝 連敗 塁 打席 奪三振 位置 項目 项 項 条 條 款 章 節 节 種 种 類 类 級 级 段 期 届 屆 年生 年級 年级 学年 世帯 户 口 "
    "所 座 套 只 张 張 片 块 颗 粒 根 支 辆 輛 架 封 篇 句 字 首 曲 幅 股 株 批 群 排 行 列 場 场 轮 輪 局 盘 道 门 間 间 步 "
    "品 员 栋 幢 具 宗 起 桩 笔 份 款 尊 大 点以上 員 话 話 巻 卷 袋 箱 瓶 杯 通 着 足 発 发 便 系統 路線 両 种类 自治体 団体 企业 大学 人組 人家族 人目 児 女 男 子"
).split()
_BEFORE = re.compile(
    r"(?:約|约|大约|大約|およそ|ほぼ|概ね|近く|近|将近|將近|超过|超過|超|逾|不到|不足|至少|最多|多达|達|达|上|"
    r"およそ、|推定|平均)\s*$"
)
_MORE = re.compile(
    r"(?:增长|增長|增加|增|提高|上升|上涨|涨|高出?|多出?|扩大|擴大|超过?)了?(?:近|约|約|超过)?\s?$"
)
# Counters that with one kanji numeral make other words: 四国 is an island, 三角 a shape; zh, ja.
_DOUBTFUL = (
    frozenset("分 点 角 手 面 子".split()),
    frozenset("分 点 段 道 家 代 国 角 手 方 面 度 子".split()),
)
_NUMERALS = "〇零一二三四五六七八九十百千万萬億亿兆两兩廿"


def _alternatives(words: object) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))  # type: ignore[call-overload]


_MORNING = ("午前", "上午", "凌晨", "早上", "清晨", "未明", "朝")
# 新台幣5500億元: the currency before the amount, 元 after it.
_NAMED_BEFORE = {"台": "TWD", "臺": "TWD", "港": "HKD", "民": "CNY", "日": "JPY"}
_BEFORE_AMOUNT = re.compile(r"(?:新?([台臺])|(港)|人(民)|(日))[币幣](?:约|約|近|逾|超过|超過|高达|高達|共)?$")


@cache
def _pattern() -> re.Pattern[str]:
    """One scanner; the first alternative that fits at a place wins."""
    era = _alternatives(_ERAS)
    scale = r"(?:[百万萬億亿]|兆(?![瓦赫字])|千(?![伏瓦克米赫卡焦帕禧]))"  # 千伏 and 兆瓦 are kilovolts and megawatts
    run = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:[.・]\d+)?)(?:\s?{scale}+(?:\d[\d,]*(?:[.・]\d+)?{scale}*)*)?"
    return re.compile(
        rf"""
        (?P<no>{_alternatives(_NO_NUMBERS)})
      | (?P<model>(?<![A-Za-z])[A-Za-z]+-?\d+[A-Za-z]*(?:-\d+)*)
      | (?P<generation>\d+[GKDgkd](?![A-Za-z]))
      | (?P<era>{era})(?P<erayear>\d{{1,2}}|元|[{_NUMERALS}]{{1,3}})年(?P<eradecade>代)?
      | (?P<decade>(?<![\d.])(?:\d{{4}}|\d0|[二三四五六七八九]十))\s?年代
      | (?P<year>(?<![\d.,])(?:\d{{4}}|[〇零一二三四五六七八九]{{4}}))\s?(?:年(?!間|间|来(?!自|到|临|臨|日|访|訪)|前|後|后|ぶり|以上)|財政年度|财年|赛季)
      | (?P<span>(?<=[約计計近この過去过今後未来懲役刑])\s?(?<![\d,.])1\d|(?<![\d,.])1\d(?=年(?:以上|超|近く|余|あまり|弱|ほど|程度|連続|もの|物|国債|国债|契約|にわた|かけ)))年
      | (?P<shortyear>(?<=['～~-])\d{{2}}|(?<![\d,.])(?:[019]\d|\d\d(?=年度|年\d{{1,2}}月|年[末初春夏秋冬]|年に(?![及わ渡な一度上も迫近\d]|[二三]度))))年(?![間间来前後后ぶ])
      | (?P<month>(?<![\d.])1?\d|十[一二]?|[一二三四五六七八九](?=月[初末中底份]|月[一二三四五六七八九十\d]))\s?月(?!間|间)份?
      | (?P<day>(?<![\d.])[123]?\d|(?<=月)(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]))\s?[日号號](?!間|间|目|本|曜|元|圆|線|线|機|楼|館|鐵)
      | (?P<weekday>(?:星期|礼拜|禮拜|(?<![一两兩每几0-9])[周週])(?P<zhday>[一二三四五六日天])(?!年|刊|报(?!道|导)|報(?!道|導)|岁|期|代)|(?P<jaday>[月火水木金土日])曜日?|(?<=日)\((?P<brday>[月火水木金土日一二三四五六])\))
      | (?P<part>午前|午後|上午|下午|凌晨|早上|清晨|晚上|傍晚|晚间|深夜|未明|夜|朝|中午|正午)?\s?(?P<hour>(?<![\d.])[012]?\d|(?<=[午晨上间夜])[一二三四五六七八九十两]{{1,2}})\s?(?P<colon>:\d{{2}}|[時时點](?!間|间|代|期)|点(?=钟|半|\d|[一二三四五]?十[一二三四五六七八九]?分)|(?<=[午晨上间夜][\d一二三四五六七八九十两])点|(?<=[午晨上间夜]\d\d)点|(?<=[午晨上间夜]十[一二])点|(?<=[午晨上间夜] \d)点|(?<=[午晨上间夜] \d\d)点)(?:\s?(?P<minute>\d{{1,2}})\s?分|(?P<halfpast>半))?
      | 百分之(?P<percent>百|\d+(?:\.\d+)?|[{_NUMERALS}点点]+)
      | (?P<below>{run}|[{_NUMERALS}]+)\s?分\s?[の之]\s?(?P<above>\d+|[{_NUMERALS}]+)
      | (?P<each>(?<!\d)\d{{1,6}}|[二三四五六七八九十百]{{1,4}})人[にの中](?:うち|有)?(?P<ofeach>\d{{1,6}}|[一二三四五六七八九])人(?![前目組])
      | (?P<tenths>\d+(?:\.\d+)?|[一二三四五六七八九两])割(?:(?P<hundredths>[\d一二三四五六七八九])分)?(?:(?P<thousandths>[\d一二三四五六七八九])厘)?(?:(?P<halftenth>半))?
      | (?P<cheng>\d(?:\.\d+)?|[一二三四五六七八九两])成(?!为|了|功|立|长|员|果|本|年|都|就|人|分|熟|份|名|績|绩|品|群|型)(?P<chenghalf>半)?
      | (?P<half>半数|過半数|过半|一半|半分)
      | (?P<vague>数|几|幾|好几|何|多)(?P<vaguescale>[十百千]?[万萬億亿]|[十百千])(?P<vagueunit>[万萬億亿])?
      | (?P<more>[一二三四五六七八九]?[十百千])(?P<moreword>几|余|餘|多|数十?(?=人|名|件|年|社|個|头|台|本|機|隻|匹|枚|[万萬億亿]))(?P<moreunit>[万萬億亿])?
      | (?P<thousands>成千上万|成千上萬|成百上千|千千万万)
      | (?P<range>(?<![{_NUMERALS}])(?:一、?[二两兩]|[二两兩]、?三|三、?[四五]|四、?五|五、?六|六、?七|七、?八|八、?九))(?P<rangescale>[十百千万億亿]*)(?=[^{_NUMERALS}.、·・]|$)
      | (?P<ordinalmark>第)\s?(?P<ordinal>{run}|[{_NUMERALS}]+)
      | (?P<number>(?<!\d)(?<!\d[.,・]){run})
      | (?P<kanji>[{_NUMERALS}]+)(?:点(?P<point>[〇零一二三四五六七八九]+))?
      | (?P<hiragana>ひとつ|ふたつ|ふたり|ひとり)
        """,
        re.VERBOSE,
    )


@cache
def _after() -> re.Pattern[str]:
    """What may follow a number and give it its type."""
    measures = (unit for unit in MEASURES if not unit.isascii() or unit in ("km", "m", "cm", "mm", "kg", "g"))
    return re.compile(
        rf"""
        (?P<vague>\s?[余餘多数]?)(?P<vaguebig>[万萬億亿]?)\s?(?:
        (?P<percent>%|パーセント(?:ポイント)?|ポイント(?=[上下増減高低])|个百分点|個百分點|百分点)
      | (?P<age>[岁歲歳才](?!能)|代(?=の|前半|後半|男|女|と|、|～|-|$))
      | (?P<currency>{_alternatives(CURRENCIES_CJK)})(?!素|气|件|旦)
      | (?P<times>倍)
      | (?P<century>世紀|世纪)
      | (?P<duration>{_alternatives(DURATIONS_CJK)})(?!の一|之|[々け野])
      | (?P<year>年(?!生|級|级|度))
      | (?P<day>日(?!本|元|圆|円))
      | (?P<measure>{_alternatives(measures)})
      | (?P<counter>{_alternatives(_COUNTERS)})(?<!大(?=[学學小量型人家会會阪]))(?<!起(?=来|來))
      )?
        """,
        re.VERBOSE,
    )


def numeral_value(text: str) -> float:
    """The value of a Japanese or Chinese numeral, digits and kanji mixed: 1億2345万, 百二十三, 二〇二五."""
    text = re.sub(r"[,\s]", "", text).replace("・", ".")
    if text and all(character in _DIGITS for character in text):
        return float("".join(str(_DIGITS[character]) for character in text))
    total = section = 0.0
    current: float | None = None
    previous = ""
    for token in re.findall(r"\d+(?:\.\d+)?|.", text):
        if token[0].isdigit() and token.isascii():
            current = float(token)
        elif token in _DIGITS:
            current = (current or 0.0) * 10 + _DIGITS[token] if current is not None else float(_DIGITS[token])
        elif token in _SMALL:
            section += (1.0 if current is None else current) * _SMALL[token]
            current = None
        elif token in _LARGE and previous in _LARGE:  # 万亿: ten thousand times a hundred million
            total *= _LARGE[token]
        elif token in _LARGE:
            total += ((section + (current or 0.0)) or 1.0) * _LARGE[token]
            section, current = 0.0, None
        previous = token
    return total + section + (current or 0.0)


def quantities(text: str, language: str = "ja") -> tuple[Quantity, ...]:
    """Every quantity of a Japanese or Chinese text, in order, with offsets into it.

    ``language`` decides what 点, 分 and 米 mean.
    """
    folded = fold(text)
    set_phrases, whole = idioms(folded.text, True, numeral_value)
    found: list[Quantity] = []

    def add(kind: Kind, values: tuple[float, ...], start: int, end: int, **more: object) -> None:
        first, last = folded.span(start, end)
        found.append(Quantity(kind, values, text[first:last], first, last, **more))  # type: ignore[arg-type]

    at = 0
    while match := _pattern().search(whole, at):
        at = max(match.end(), at + 1)
        group = {name: part for name, part in match.groupdict().items() if part is not None}
        if "no" in group and not (match[0] == "四国" and language != "ja"):
            continue
        if "no" in group:
            add("number", (4.0,), *match.span(), weight="normal")
        elif "ordinalmark" in group:
            value = numeral_value(group["ordinal"])
            weight: Weight = "weak" if value <= 3 and not group["ordinal"].isdigit() else "normal"
            add("ordinal", (value,), *match.span(), weight=weight)
        elif "number" in group or "kanji" in group:
            at = _plain(whole, match, add, language) or at
        else:
            _special(match, group, add)
    for one in set_phrases:
        add(one.kind, one.values, one.start, one.end, unit=one.unit, high=one.high, weight=one.weight)
    return tuple(sorted(found, key=lambda one: one.start))


def _special(match: re.Match[str], group: dict[str, str], add: object) -> None:
    """Calendar words, shares and vague amounts: everything but a plain number."""
    assert callable(add)
    start, end = match.span()
    if "model" in group:
        number = re.search(r"\d+", match[0])
        assert number is not None
        add("number", (float(number[0]),), start, end, weight="weak")
    elif "generation" in group:
        value = float(group["generation"][:-1])
        add("number", (value, 1000 * value), start, end, weight="weak")
    elif "era" in group:
        year = 1.0 if group["erayear"] == "元" else numeral_value(group["erayear"])
        first = _ERAS[group["era"]] + year
        if "eradecade" in group:  # 昭和40年代 begins in 1965 and is English 1960s or 1970s
            tens = first - first % 10
            add("year", (first, tens, tens + 10, year), start, end, weight="normal")
        else:
            add("year", (first, year), start, end)
    elif "year" in group:
        add("year", (numeral_value(group["year"]),), start, end)
    elif "decade" in group:
        value = numeral_value(group["decade"])
        add("year", (value, value % 100, 1900 + value % 100), start, end, weight="normal")
    elif "span" in group:
        add("duration", (float(group["span"]),), start, end, unit="year")
    elif "shortyear" in group:
        short = float(group["shortyear"])
        add(
            "year",
            (short + (2000 if short < 60 else 1900), short + 1900, short + 1800, short),
            start,
            end,
            unit="short",
            weight="normal",
        )
    elif "month" in group:
        add("month", (numeral_value(group["month"]),), start, end)
    elif "day" in group:
        add("day", (numeral_value(group["day"]),), start, end)
    elif "weekday" in group:
        word = group.get("zhday") or group.get("jaday") or group.get("brday") or ""
        add("weekday", (float(_WEEKDAYS[word]),), start, end)
    elif "hour" in group:
        hour = numeral_value(group["hour"])
        part = group.get("part", "")
        late = part in ("午後", "下午", "晚上", "傍晚", "晚间", "夜", "深夜")
        values = (hour + 12, hour) if late and hour < 12 else (hour, hour % 12, (hour + 12) % 24)
        half = "pm" if part in ("午後", "下午", "傍晚") else "am" if part in _MORNING else ""
        add(
            "time",
            values,
            match.start("part") if part else match.start("hour"),
            end,
            unit=half if hour % 12 else "",
        )
        if group.get("halfpast"):
            add("time", (30.0,), *match.span("halfpast"), unit="minute", weight="weak")
        minute = group.get("minute") or group["colon"].lstrip(":時时點点")
        if minute and float(minute):
            where = match.span("minute") if group.get("minute") else match.span("colon")
            add("time", (float(minute),), *where, unit="minute")
    elif "percent" in group:
        text = group["percent"]
        whole_part, _, decimals = text.partition("点")
        value = 100.0 if text == "百" else numeral_value(whole_part)
        if decimals:
            value += float("0." + "".join(str(_DIGITS.get(one, 0)) for one in decimals))
        add("percent", (value,), start, end)
    elif "each" in group:
        whole_of, some = numeral_value(group["each"]), numeral_value(group["ofeach"])
        add("fraction", (some / whole_of if whole_of else 0.0,), start, end, weight="normal")
        add("number", (whole_of,), *match.span("each"), weight="weak")
        add("number", (some,), *match.span("ofeach"), weight="weak")
    elif "below" in group:
        below = numeral_value(group["below"])
        above = numeral_value(group["above"])
        add("fraction", (above / below if below else 0.0, below), start, end, weight="normal")
    elif "tenths" in group or "cheng" in group:
        value = 10 * numeral_value(group.get("tenths") or group["cheng"])
        value += numeral_value(group.get("hundredths", "0")) + 0.1 * numeral_value(
            group.get("thousandths", "0")
        )
        value += 5 if "halftenth" in group or "chenghalf" in group else 0
        add("percent", (value,), start, end, weight="normal")
    elif "half" in group:
        add("fraction", (0.5,), start, end, weight="normal" if group["half"] == "半数" else "weak")
    elif "vague" in group:
        scale = numeral_value(group["vaguescale"]) * (numeral_value(group.get("vagueunit", "")) or 1.0)
        weight: Weight = "weak" if scale < 10 else "normal"
        add("number", (scale if group["vague"] == "多" else 2 * scale,), start, end, high=10 * scale,
            approximate=True, weight="weak" if group["vague"] == "多" else weight)  # fmt: skip
    elif "more" in group:
        unit = numeral_value(group.get("moreunit", "")) or 1.0
        low = numeral_value(group["more"])
        high = low + 10 ** (len(str(int(low))) - 1) if low >= 10 else low + 1
        years = match.string[end : end + 1] == "年"
        add("duration" if years else "number", (low * unit,), start, end, unit="year" if years else "",
            high=high * unit, approximate=True, weight="normal")  # fmt: skip
    elif "thousands" in group:
        add("number", (1e2,), start, end, high=1e5, approximate=True, weight="weak")
    elif "range" in group:
        scale = numeral_value(group["rangescale"]) or 1.0 if group["rangescale"] else 1.0
        digits = [numeral_value(one) for one in group["range"] if one != "、"]
        add(
            "number",
            (digits[0] * scale,),
            start,
            end,
            high=digits[1] * scale,
            approximate=True,
            weight="weak",
        )
    elif "hiragana" in group:
        add("number", (2.0 if group["hiragana"].startswith("ふ") else 1.0,), start, end, weight="weak")


def _plain(whole: str, match: re.Match[str], add: object, language: str) -> int | None:
    """A cardinal with whatever gives it a type; returns where to go on, None: after the numeral."""
    assert callable(add)
    start, end = match.span()
    kanji = match["kanji"]
    value = numeral_value(kanji or match["number"])
    if match["point"]:
        value += float("0." + "".join(str(_DIGITS[one]) for one in match["point"]))
    follows = _after().match(whole, end)
    assert follows is not None
    name = follows.lastgroup if follows.lastgroup not in ("vague", "vaguebig") else None
    unit = follows[name] if name else ""
    stop = follows.end() if name or follows["vague"].strip() else end
    if follows["vaguebig"] and name is None and not follows["vague"].strip():
        stop = end
    elif follows["vaguebig"]:
        value *= _LARGE[follows["vaguebig"]]
    vague = bool(follows["vague"].strip())
    if kanji:
        large = len(kanji) > 1 and re.search("[万萬億亿]$", kanji) and value >= 1e6
        if name is None and not large and not (len(kanji) > 2 and re.search("[十百千]", kanji)):
            return None
        if len(kanji) == 1 and unit in _DOUBTFUL[language == "ja"]:
            return None
    weight: Weight = "normal" if value <= 1 or unit in ("年生", "年级", "番", "度") else "strong"
    if (match["number"] or "").startswith("0") and (match["number"] or "")[1:2].isdigit():
        weight = "weak"  # a telephone number or a code
    if kanji:
        weight = "weak" if value <= 1 else "normal" if value <= 12 else "strong"
    approximate = vague or bool(_BEFORE.search(whole[max(0, start - 4) : start]))
    approximate = approximate or bool(
        re.match(r"\s?(?:以上|以下|余り|あまり|程度|ほど|前後|前后|左右|弱|強|强|近く|未満)", whole[stop:])
    )
    kind: Kind = "number"
    values: tuple[float, ...] = (value,)
    code = ""
    if vague and value in (10, 20, 30):
        values = (value, 1.2 * value)  # 10多名: "a dozen"
    if name == "percent":
        kind = "percent"
    elif name == "age":
        kind = "age"
    elif name == "currency":
        kind, code = "money", CURRENCIES_CJK[unit]
        if unit == "元" and (named := _BEFORE_AMOUNT.search(whole[max(0, start - 10) : start])):
            code = _NAMED_BEFORE[next(filter(None, named.groups()))]
        elif unit == "元" and language == "zh-Hant":
            code = "元"  # of Taiwan, Hong Kong or China: which, the text need not say
    elif name == "times":
        kind, weight = "multiple", "weak" if value == 1 else "normal"
        if _MORE.search(whole[max(0, start - 8) : start]) or whole[stop : stop + 1] in "増多高大":
            values = (value, value + 1)  # 增长两倍 is "trebled", and often taken for "doubled"
    elif name == "century":
        kind = "ordinal"
    elif name == "year":
        kind, code, values = "duration", "year", (value, 2000 + value if value < 100 else value)
        weight = weight if kanji or value >= 100 else "normal"
    elif name == "day":
        kind, code = "day", ""
    elif name == "duration":
        kind, code = "duration", DURATIONS_CJK[unit]
        if unit in ("分", "秒") and language.startswith("zh"):
            kind, code = "number", ""
    elif name == "measure":
        kind, code = "measure", unit
    add(kind, values, start, stop, unit=code, approximate=approximate, weight=weight)
    return stop
