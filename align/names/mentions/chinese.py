"""Names in Chinese text: by titles, middle dots, surnames, transliteration characters and known names.

There is no dictionary of words behind this, so it looks where names show themselves: beside a title or
a verb of speech, between middle dots, as a Japanese surname with a given name; what was found in full
is then found again by its family name alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from align.document import Mention, MentionKind, Sentence
from align.languages import lexicon
from align.names.lists.known import Numbered, known_in
from align.names.lists.places import find_places
from align.names.mentions.chinese_segments import SIDE, persons
from align.names.mentions.chinese_words import following_words, is_word, ordinary_words
from align.names.mentions.word_shares import chinese_word_model
from align.names.reading.chinese import is_surname, surname_length
from align.names.reading.japanese import divide, is_full_name, surname_fame
from align.names.reading.transliteration import transliterating
from align.names.script.symbols import simplified

Span = tuple[int, int, MentionKind]
_DOT = "·•‧・･∙⋅"
_HAN = "\u3400-\u9fff"
_ORIGINAL = re.compile(r"[（(]\s*([A-Z][A-Za-zÀ-ž.'’ -]{2,60}?)\s*(?:[,，;；、][^）)]*)?[）)]")
_IN_NAME = rf"(?:(?![和与及的、])[{_HAN}])"
_DOTTED = re.compile(rf"{_IN_NAME}{{1,12}}(?:[{_DOT}](?:[A-Z]\.?|{_IN_NAME}{{1,12}}))+")
# What ends a name on its right: verbs of speech and function words; long forms first.
_AFTER = re.compile(
    "(?:表示|指出|强调|透露|认为|介绍|宣布|称|说|告诉|回应|警告|呼吁|坦言|解释|补充|回忆|写道|分析|评论|指责|批评|质疑|证实|否认|承认|澄清|反驳|致辞|讲话|演讲|赞扬|直言|总结|建议|预计|预测|估计|抱怨|谴责|拒绝|同意|支持|反对|敦促|主张|率领|率|出席|举行|参加|参与|主持|签署|接受|接见|发表|发布|要求|提出|获得|赢得|担任|加入|带领|看望|考察|强烈|再次|首次|会见|会谈|访问|抵达|"
    "当天|当日|当选|今天|昨天|今年|日前|近日|本周|周[一二三四五六日]|上午|下午|\\d|[，。、；：“”！？（）《》\n]|在|和|与|及|同|将|已|对|向|为|是|"
    "的|也|还|则|就|曾|于|从|把|被|等|会|要|又|或|因|以|前往|计划|希望|正在|[先女](?:生|士)|$)"
)
_SAYS = re.compile(
    "表示|指出|强调|透露|认为|介绍|宣布|称(?![为作])|说(?![明法服])|告诉|回应|坦言|解释说|补充说|提醒|分析[称说]|证实|直言"
)
_NOT_GIVEN = frozenset(
    "未仍的在和与是了说称将对也为就都而及着过这那有他她它们来去上下于从把被等已会要不没之前后间还又再曾并均只仅才却则"
)

_FREQUENT = -13.0  # the logarithm of the share of text of a word that is no part of a name; chosen by hand
_GIVEN_TOO = frozenset("和也之")  # in Japanese given names: 智和, 达也, 雅之
_WORDS_TOO = frozenset("曾于")  # surnames that are function words, too


@cache
def _titles() -> tuple[str, ...]:
    return tuple(sorted(lexicon.words("zh", "titles.txt"), key=lambda word: (-len(word), word)))


@cache
def _title_pattern() -> re.Pattern[str]:
    return re.compile("|".join(_titles()))


def chinese_mentions(
    sentences: Sequence[Sentence], heads: Mapping[str, Sequence[Numbered]] = MappingProxyType({})
) -> list[Mention]:
    """The names of a Chinese article in order, offsets into the article's text.

    ``heads`` are names that are certain wherever they stand (from a glossary), with their kinds, by how they begin;
    simplified and traditional text are read alike.
    """
    plain = [_plain(sentence.text) for sentence in sentences]
    certain = [_certain(text, heads) for text in plain]
    segmented = persons(plain, [[(start, end) for start, end, _ in spans] for spans in certain])
    found: list[Mention] = []
    for number, (sentence, text) in enumerate(zip(sentences, plain, strict=True)):
        taken: list[tuple[int, int]] = []
        likely: list[Span] = [(start, end, "person") for start, end in segmented[number]]
        for start, end, kind in (*certain[number], *likely, *_titled(text), *_said(text), *_phrases(text)):
            if not any(start < b and a < end for a, b in taken):
                taken.append((start, end))
                found.append(_mention(sentence, text, number, start, end, kind))
        here = [(m.start, m.end) for m in found if m.sentence == number and m.kind == "person"]
        for start, end in _listed(text, [(a - sentence.start, b - sentence.start) for a, b in here]):
            if not any(start < b and a < end for a, b in taken):
                taken.append((start, end))
                found.append(_mention(sentence, text, number, start, end, "person"))
    found += _again(sentences, plain, found)
    return sorted(found, key=lambda mention: mention.start)


def _certain(text: str, heads: Mapping[str, Sequence[Numbered]]) -> list[Span]:
    """What is a name whatever words it may be made of: middle dots, known names, organisations, places of the list."""
    spans: list[Span] = [
        *known_in(text, heads),
        *(one for one in _phrases(text) if one[2] == "organisation"),
        *((one.start, one.end, "place") for one in find_places(text, "zh")),
    ]
    # Longer ones first, then from the left: 香港大埔 is in Hong Kong (香港) and no university (港大).
    kept: list[Span] = []
    for start, end, kind in (*_dotted(text), *sorted(spans, key=lambda one: (one[0] - one[1], one[0]))):
        if not any(start < b and a < end for a, b, _ in kept):
            kept.append((start, end, kind))
    return kept


def _plain(text: str) -> str:
    plain = simplified(text)
    return plain if len(plain) == len(text) else text


def _mention(sentence: Sentence, text: str, number: int, start: int, end: int, kind: MentionKind) -> Mention:
    original = _ORIGINAL.match(sentence.text[end:])
    title = None
    if kind == "person":
        before = re.search(f"(?:{_title_pattern().pattern})$", text[:start])
        after = _title_pattern().match(text[end:])
        title = before.group() if before else after.group() if after else None
    return Mention(
        sentence.text[start:end], kind, number, sentence.start + start, sentence.start + end, title=title,
        original=original.group(1) if original else None,
    )  # fmt: skip


def _dotted(text: str) -> Iterator[tuple[int, int, MentionKind]]:
    """Foreign names with middle dots, cut where the transliteration ends on either side."""
    for match in _DOTTED.finditer(text):
        parts = re.split(f"([{_DOT}])", match.group())
        first, last = parts[0], parts[-1]
        title = max((m.end() for m in _title_pattern().finditer(first)), default=0)
        left = len(first)
        while left > title and first[left - 1] in transliterating():
            left -= 1
        left += len(first) - left >= 3 and first[left] == "当"  # 当吉姆•特雷纳退休时
        while title < left < len(first) - 1 and is_word(first[left - 1 : left + 1]):
            left += 1  # 年代阿兰•加西亚
        keep = _foreign_end(last)
        if left < len(first) and (keep or re.fullmatch(r"[A-Z]\.?", last)):
            yield match.start() + left, match.end() - len(last) + (keep or len(last)), "person"


def _foreign_end(text: str) -> int:
    """How many of the first hanzi are a transliteration: up to a verb, a title or another kind of hanzi."""
    for end in range(1, min(len(text), 9) + 1):
        if text[end - 1] not in transliterating():
            return end - 1
        if end >= 2 and text[end - 1 : end + 1] in following_words():
            return end - 1  # 拜登高调宣布
        rest = text[end:]
        if rest and end >= 2 and (_AFTER.match(rest) or _title_pattern().match(rest)):
            return end
    return min(len(text), 8)


def _titled(text: str) -> Iterator[tuple[int, int, MentionKind]]:
    """Names right after a title (财政部长贝森特) or right before one (石破首相)."""
    for match in _title_pattern().finditer(text):
        after = text[match.end() : match.end() + 10]
        length = _name_length(after)
        if length:
            yield match.end(), match.end() + length, "person"
        before = re.search(
            f"(?:^|[^{_HAN}]|的|和|与|向|对|同|由|国|是|据)([{_HAN}]{{1,6}})$", text[: match.start()]
        )
        if before and match[0] in _AFTER_NAMES and not length and not _OFFICE_OF.match(text[match.end() :]):
            candidate = before.group(1)
            if _is_person(candidate):
                yield before.start(1), before.end(1), "person"


# Titles that stand after a name; before others (董事长, 分析师, 首席执行官) stands what somebody works for.
_AFTER_NAMES = frozenset(
    (
        "主席 国家主席 总书记 书记 总理 部长 外长 财长 防长 总统 首相 大臣 外相 财务相 防卫相 "
        "官房长官 长官 国务卿 议长 议员 党首 院长 省长 市长 州长 知事 校长 教授 博士 院士 医生 律师 "
        "法官 教练 队长 导演 特使 大使 将军 上将 中将 少将 国王 女王 王储 王子 公主 教皇 天皇 先生 "
        "女士 小姐 夫人 同志 老师 副总统 副总理 副首相 委员长 干事长 发言人 前总统 前首相 前外长 选手 "
    ).split()
)
_OFFICE_OF = re.compile(f"[们团证]|会(?![面见谈晤])|事务所|协会|办公|候选|[·•]|[A-Z]|[{_HAN}]{{1,6}}[·•]")


# Surnames after which a word (经纬, 建国) is rather a given name.
_COMMON = frozenset(
    "王李张刘陈杨赵吴周徐孙朱胡郭林罗郑梁谢宋唐许韩冯邓曹彭曾萧董潘袁"
    "蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范廖贾"
)


def _name_length(after: str) -> int:
    """The length of the personal name that some text begins with, 0 when it begins with none.

    The name has to be followed by what can follow a name: without that, three hanzi after 主席 are
    as likely a verb and its object.
    """
    for end in (5, 4, 3, 2, 6, 7, 8):
        name, rest = after[:end], after[end:]
        verb = _AFTER.match(after, end - 1)
        if end > 2 and verb and len(verb[0]) > 1:
            continue  # 教授沈丁立认为: the verb is 认为, and no 为 after 沈丁立认
        if len(name) == end and _AFTER.match(rest) and re.fullmatch(f"[{_HAN}]+", name) and _is_person(name):
            return end
    name = after[:3]  # a Chinese full name before a verb that is not listed
    whole = len(name) == 3 and is_surname(name[0]) and not any(c in _NOT_GIVEN for c in name)
    if surname_length(after[:4]) == 2 and len(after) >= 4 and not any(c in _NOT_GIVEN for c in after[2:4]):
        return 4 if not is_word(after[2:4]) else 0
    parts = (name, name[:2], after[2:4]) if name[:1] in _COMMON else (name, name[:2], name[1:], after[2:4])
    if whole and not any(is_word(part) for part in parts):
        return 3
    ends = (end for end in (4, 3, 5) if len(after) >= end and not is_word(after[end - 1 : end + 1]))
    if japanese := next((end for end in ends if _is_japanese(after[:end])), 0):
        return japanese
    run = _foreign_end(after)  # a foreign name before a verb that is not listed
    return run if run >= 4 and not is_word(after[:2]) else 0


def _is_japanese(name: str) -> bool:
    """Whether hanzi are a Japanese full name whose surname has two hanzi or more."""
    division = divide(name) if 3 <= len(name) <= 5 else None
    return division is not None and len(division[0]) >= 2 and is_full_name(name, least=3.0)


def _is_person(name: str) -> bool:
    """Whether hanzi can be a person's full or family name: Japanese, Chinese or transliterated."""
    if len(name) == 3 and name[0] in _WORDS_TOO and not any(c in _NOT_GIVEN for c in name[1:]):
        return not (is_word(name[1:]) or _AFTER.match(name[1:]))
    if any(c in _NOT_GIVEN for c in name) or not 2 <= len(name) <= 8 or is_word(name):
        return False
    if (
        name[1:] == "方" or name[-1] in "总副时" or SIDE.match(name)
    ):  # 韩方; 中国区总代表; 查询时表示; 中方一贯
        return False
    shares = chinese_word_model().shares
    if not _is_japanese(name) and any(
        shares.get(name[at : at + 2], -99.0) > _FREQUENT for at in range(len(name) - 1)
    ):
        return False
    if len(name) in (3, 4) and (name[:2] in ordinary_words() or name[1:] in ordinary_words()):
        return False
    if re.search("周[一二三四五六日]", name):
        return False
    if _is_japanese(name):
        return True
    if len(name) == 2 and surname_fame(name) >= 4.5:
        return True
    cut = surname_length(name)
    if is_surname(name[:cut]) and 1 <= len(name) - cut <= 2:
        return True
    if len(name) == 4 and is_surname(name[0]) and is_surname(name[1]) and not is_word(name[2:]):
        return True  # a married woman of Hong Kong: 叶刘淑仪
    return len(name) >= 2 and all(c in transliterating() for c in name)


def _said(text: str) -> Iterator[tuple[int, int, MentionKind]]:
    """Names at the head of a clause and before a verb of speech (贝森特表示, 赤泽亮正在会谈后说), and
    Chinese full names right before one (论文第一作者方以宁说)."""
    for match in _SAYS.finditer(text):
        compound = text[max(0, match.start() - 4) : match.start()]
        if len(compound) == 4 and surname_length(compound) == 2 and not set(compound) & _NOT_GIVEN:
            yield match.start() - 4, match.start(), "person"
        name = text[max(0, match.start() - 3) : match.start()]
        surname = len(name) == 3 and is_surname(name[0]) and re.fullmatch(f"[{_HAN}]+", name)
        if surname and _is_person(name) and not (is_word(name[:2]) or is_word(name[1:])):
            yield match.start() - 3, match.start(), "person"
    for match in re.finditer(f"[是的]([{_HAN}]{{3}})(?=[，。；、]|[在则也与将因])", text):
        if _is_full(match[1]) and not _AFTER.match(match[1][1:]):  # 教练是朱世赫。台北的林昀儒在
            yield *match.span(1), "person"
    for match in re.finditer(f"(?:^|(?<=[，。、；：“”！？\\s]))([{_HAN}]{{2,8}})", text):
        run = match.group(1)
        for end in range(min(len(run), 6), 1, -1):
            name, rest = run[:end], text[match.start(1) + end :]
            if _AFTER.match(rest) and _is_person(name) and _plausible_head(name, rest):
                yield match.start(1), match.start(1) + end, "person"
                break


_JOINT = re.compile("(?:、|以及|和|与|及|跟)")


def _listed(text: str, persons: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Persons named in one list with others: two full names and more between 、, and what stands beside a person
    that is found, joined by 、 or 和 (申裕斌和林钟勋搭档)."""
    found = list(persons)
    for match in re.finditer(f"(?<=、)[{_HAN}]{{2,5}}(?:、[{_HAN}]{{2,5}})*(?=、|和|与|及|以及)", text):
        at = match.start()
        items = match[0].split("、")
        if (len(items) >= 2 or _is_japanese(items[0])) and all(_is_full(item) for item in items):
            for item in items:
                found.append((at, at + len(item)))
                yield at, at + len(item)
                at += len(item) + 1
    seen = set(found)
    while found:
        start, end = found.pop()
        after = _JOINT.match(text[end:])
        if after and (length := _name_length(text[end + after.end() : end + after.end() + 10])):
            one = end + after.end(), end + after.end() + length
            if one not in seen and _is_full(text[slice(*one)]):
                yield one
                found.append(one)
                seen.add(one)
        before = re.search(
            f"(?:^|(?<=[，。、；：“”！？\\s的]))([{_HAN}]{{2,5}})(?:、|和|与|及)$", text[:start]
        )
        if before is None and (joined := re.search("[、和与及]$", text[:start])):
            ends = (re.search(f"([{_HAN}]{{{n}}})[、和与及]$", text[: joined.end()]) for n in (4, 3, 5))
            before = next((one for one in ends if one and _is_japanese(one[1])), None)
        if before and before.span(1) not in seen and _is_full(before[1]):
            yield before.span(1)
            found.append(before.span(1))
            seen.add(before.span(1))


def _is_full(name: str) -> bool:
    """Whether hanzi are a Chinese or Japanese full name by all signs."""
    if is_word(name) or find_places(name, "zh"):
        return False
    if _is_japanese(name) and not set(name) & (_NOT_GIVEN - _GIVEN_TOO):
        return True
    if any(c in _NOT_GIVEN for c in name):
        return False
    cut = surname_length(name)
    if not is_surname(name[:cut]) or len(name) - cut not in (1, 2):
        return False
    parts = (name[:2],) if name[0] in _COMMON else (name[:2], name[1:])
    return not any(is_word(part) for part in parts if len(part) == 2 and part != name)


def _phrases(text: str) -> Iterator[tuple[int, int, MentionKind]]:
    """Places and institutions by their last word, where a function word or a mark stands before them."""
    for match in _PLACED.finditer(text):
        if not is_word(match.group(1)) and not re.search("[全各本该此同两多几每一某这那]", match.group(1)[0]):
            kind: MentionKind = "organisation" if match.group(2) in _INSTITUTIONS else "place"
            yield match.start(1), match.end(), kind


_INSTITUTIONS = ("大学", "集团", "银行", "研究院", "研究所", "出版社", "医院")
_PLACED = re.compile(
    f"(?:^|(?<=[^{_HAN}])|(?<=[在于从至到和与由是对自为]))(?![据着去今明当全各本该此同在于从至到和与由对自为是而又也使让令被把将即代随导允占多某部其])"
    f"([{_HAN}]{{2,3}})"
    "(省|(?<![上股城都夜楼牛熊超门])市(?![场值面盈价况占])|县|(?<![地社校园景小专禁误选时山灾城特片元])区(?![别块域分间])|镇|乡|(?<![农乡山渔])村"
    f"|州|港(?![口元币股澳府])|岛|湖|江|河|山|{'|'.join(_INSTITUTIONS)})(?![长民委员])"
)


_SPEECH = re.compile(
    "(?:当天|当日|日前|近日|\\d+日|上午|下午|随后|还|则|也|[12]?\\d[日时])*"
    "(?:表示|指出|强调|透露|认为|介绍|宣布|称|说|告诉|回应|警告|呼吁|坦言|解释|补充|回忆|写道|对记者|在.{1,20}(?:说|表示|称))"
)


def _plausible_head(name: str, rest: str) -> bool:
    return bool(_SPEECH.match(rest)) or (len(name) >= 4 and _is_japanese(name))


def _again(sentences: Sequence[Sentence], plain: Sequence[str], found: Sequence[Mention]) -> list[Mention]:
    """Further places where a person found in full is named again, in full or by family name."""
    taken = [(mention.start, mention.end) for mention in found]
    names: dict[str, MentionKind] = {}
    for mention in found:
        text = _plain(mention.text)
        names[text] = mention.kind
        if mention.kind == "person":
            for short in family_names(text):
                names.setdefault(short, "person")
    again = []
    for number, (sentence, text) in enumerate(zip(sentences, plain, strict=True)):
        for name in sorted(names, key=lambda n: (-len(n), n)):
            at = text.find(name)
            while at >= 0:
                start, end = sentence.start + at, sentence.start + at + len(name)
                if not any(start < b and a < end for a, b in taken):
                    taken.append((start, end))
                    again.append(_mention(sentence, text, number, at, at + len(name), names[name]))
                at = text.find(name, at + len(name))
    return again


def family_names(name: str) -> list[str]:
    """How a person found in full may be named again: the last part of a foreign name, the surname of a
    Japanese one. A single hanzi is never looked for."""
    parts = [part for part in re.split(f"[{_DOT}]", name) if part]
    if len(parts) > 1:
        return [parts[-1]] if len(parts[-1]) >= 2 else []
    division = divide(name)
    return [division[0]] if division and _is_japanese(name) else []
