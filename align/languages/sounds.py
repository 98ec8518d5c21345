"""What a name sounds like in every script: the consonants that katakana, Chinese characters and English letters share.

``ハートマン``, ``哈特曼`` and ``Hartman`` are one key, ``明远`` and ``Mingyuan`` another.
"""

from __future__ import annotations

import importlib.util
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache
from itertools import chain, pairwise, product
from pathlib import Path

CAPITALS = re.compile(r"[A-Z][a-zA-Z’']{2,}(?: [A-Z][a-zA-Z’']{2,})*")
KATAKANA = re.compile(r"[ァ-ヴー・]{3,}")
_DOUBLED = re.compile(r"(.)\1+")
_SINGLE = r"\1"
HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_PINYIN = 5  # letters; shorter syllable pairs are too common

# Characters in which Chinese writes foreign names, by their share in such names; "·" parts first name and last.
_SOUNDING = (
    "斯克特拉爾德尔里尼卡利格阿夫布科巴基迪塔雷西伊奇洛普米瓦維羅姆哈馬曼托蒂勒亞比吉恩納安多奧森加莫塞弗埃諾林希赫艾帕達波梅維罗伯萊薩亚貝奥"
    "马索娜耶菲纳瑞蘭博沃杜法提沙皮霍古诺莱魯茨佩达麥威茲金贝史萨莉戈什泰福倫扎穆海蒙文施鲁瑟切雅費庫坦兰內頓妮瑪努朗娃凱登查丹辛桑库蘇歐丁傑柯莎兹"
    "默隆戴尤圖伦佐佛乌柏苏根烏因絲肯澤坎玛韦奈盧考本齊琳康南芬喬夏班图謝明賽胡舒那凯勞道可泽約费摩卢漢涅杰溫舍奎麗葛美祖賈厄顿韦寧思麦劳拿凡豪丽齐"
    "昂约賓邦谢派朱伍拜亨乔嘉契狄许芙万迈廷滕蕾密鮑卜娅邁賈贾宁英詹捷崔修彭孔治魏肖宗珀汉依露唐翁恰欧黛丝彼荷卓昆琪翰惠罕申鲍策温热珊津婭尚潔宾"
    "斐呂梁莲勃别赖锡蒙坎劳逊兹苏诺绍塞亚姆特普朗"
)
FOREIGN = re.compile(f"[{_SOUNDING}·]{{2,}}")
_LONGEST_NAME = 6  # characters
# Initials in the letters of the kana table; what is read otherwise in names than pinyin says stands in _READ.
_INITIALS = (
    ("zh", "j"), ("ch", "c"), ("sh", "s"), ("q", "c"), ("x", "s"), ("z", "s"), ("c", "s"), ("l", "r"),
    ("y", ""), ("w", ""),
)  # fmt: skip
_READ = {
    "尔": "r", "爾": "r", "厄": "r", "加": "g", "嘉": "g", "基": "k", "金": "kn", "葛": "g", "姆": "m", "维": "b",
    "維": "b", "韦": "b", "沃": "", "瓦": "b", "文": "bn", "茨": "s", "兹": "s", "茲": "s", "斯": "s", "丝": "s",
    "絲": "s", "恩": "n", "安": "n", "因": "n", "英": "n", "昂": "n", "翁": "n", "亨": "hn", "夫": "f", "弗": "f",
    "佛": "f", "汉": "hn", "漢": "hn", "勃": "b", "伯": "b", "约": "j", "約": "j", "耶": "j", "吉": "g", "欣": "sn",
}  # fmt: skip

# The consonant a kana and an English letter share; what English writes and kana does not say is dropped.
_KANA = {
    **dict.fromkeys("カキクケコ", "k"), **dict.fromkeys("ガギグゲゴ", "g"),
    **dict.fromkeys("サシスセソザズゼゾ", "s"),
    **dict.fromkeys("ジヂ", "j"), **dict.fromkeys("タツテト", "t"), "チ": "c", **dict.fromkeys("ダヅデド", "d"),
    **dict.fromkeys("ナニヌネノン", "n"),
    **dict.fromkeys("ハヒヘホ", "h"), "フ": "f", **dict.fromkeys("バビブベボヴ", "b"),
    **dict.fromkeys("パピプペポ", "p"), **dict.fromkeys("マミムメモ", "m"), **dict.fromkeys("ラリルレロ", "r"),
}  # fmt: skip
_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_SILENT = re.compile(r"r(?![aeiouy])")
_ENGLISH = (
    (re.compile(r"tch|ch"), "C"), (re.compile(r"sch|sh|th|z|c(?=[eiy])|x"), "s"), (re.compile(r"ph"), "f"),
    (re.compile(r"dge|dg|g(?=[eiy])"), "j"), (re.compile(r"ck|q|c(?!$)|c$"), "k"), (re.compile(r"v"), "b"),
    (_SILENT, ""), (re.compile(r"l"), "r"), (re.compile(r"h(?![aeiouy])"), ""),
    (re.compile(r"m(?=[pb])"), "n"), (re.compile(r"[aeiouyw’']"), ""),
)  # fmt: skip


def sounds(text: str) -> Iterator[str]:
    """The sounds of the katakana words and the capitalised English words of a text, alone and two by two."""
    for run in set(KATAKANA.findall(text)):
        yield from sounds_of_kana(run.split("・"))
    for run in set(CAPITALS.findall(text)):
        yield from sounds_of_english(run.split())


def sounds_of_kana(parts: Sequence[str], least: int = 3) -> Iterator[str]:
    """The sounds of the parts of a name in kana, of ``least`` consonants and more."""
    heard = ["".join(_KANA.get(kana, "") for kana in part.translate(_TO_KATAKANA)) for part in parts]
    for part in heard:
        yield from _sound(part, least)
    for first, second in pairwise(heard):
        yield from _couple(first, second)


def sounds_of_english(words: Sequence[str], least: int = 3) -> Iterator[str]:
    """The sounds of English words that stand together, of ``least`` consonants and more."""
    forms = [_consonants(word) for word in words]
    for form in chain.from_iterable(forms):
        yield from _sound(form, least)
    for couple in pairwise(forms):
        for one, other in product(*couple):
            yield from _couple(one, other)


@lru_cache(maxsize=50_000)
def _consonants(word: str) -> tuple[str, ...]:
    """The consonants of an English name in the letters of the kana table: what another script hears of
    it may or may not have the r before a consonant and the last t or d after another."""
    forms = []
    for silent in (True, False):
        sound = word.lower()
        for pattern, consonant in _ENGLISH:
            if silent or pattern is not _SILENT:
                sound = pattern.sub(consonant, sound)
        sound = _DOUBLED.sub(r"\1", sound.lower())
        forms += [sound, sound[:-1]] if len(sound) > 3 and sound.endswith(("nd", "nt")) else [sound]
    return tuple(dict.fromkeys(forms))


def _sound(consonants: str, least: int = 3) -> Iterator[str]:
    """So many consonants or more make a key; doubled ones are one."""
    single = _DOUBLED.sub(r"\1", consonants)
    if len(single) >= least:
        yield f"~{single}"


def _couple(first: str, second: str) -> Iterator[str]:
    """Two names that stand together, however short each is."""
    if first and second and len(first) + len(second) >= 3:
        yield f"~{_DOUBLED.sub(_SINGLE, first)}+{_DOUBLED.sub(_SINGLE, second)}"


def foreign_names(text: str, wanted: Set[str]) -> Iterator[str]:
    """Foreign names in Chinese characters: any part of a run of such characters that is wanted."""
    for run in set(FOREIGN.findall(text)):
        yield from sounds_of_foreign(run, wanted)


def sounds_of_foreign(run: str, wanted: Set[str]) -> Iterator[str]:
    """The wanted sounds of any part of a run of characters that write foreign names."""
    table = _heard()
    heard = [table.get(character, "") for character in run]
    for start in range(len(run)):
        for end in range(start + 2, min(len(run), start + _LONGEST_NAME) + 1):
            if run[end - 1] == "·":
                rest = "".join(heard[end:])
                first = "".join(heard[start : end - 1])
                for length in range(2, len(rest) + 1):
                    yield from (key for key in _couple(first, rest[:length]) if key in wanted)
                break
            yield from (key for key in _sound("".join(heard[start:end])) if key in wanted)


@cache
def _heard() -> dict[str, str]:
    """The consonants of each character that writes foreign names."""
    heard = {}
    for character in set(_SOUNDING):
        syllable = pinyin().get(character, "")
        for initial, letter in _INITIALS:
            if syllable.startswith(initial):
                syllable = letter + syllable[len(initial) :]
                break
        vowels = syllable.lstrip("bcdfghjkmnprst")
        heard[character] = syllable[: len(syllable) - len(vowels)] + ("n" if "n" in vowels else "")
    return {**heard, **_READ}


def syllables(text: str, wanted: Set[str]) -> Iterator[str]:
    """Pairs of neighbouring Chinese syllables, in pinyin, that are wanted."""
    table = pinyin()
    for first, second in {couple for run in HAN.findall(text) for couple in pairwise(run)}:
        joined = table.get(first, "") + table.get(second, "")
        if len(joined) >= _PINYIN and joined in wanted:
            yield joined


@cache
def pinyin() -> dict[str, str]:
    """The usual reading of each character, without tone."""
    readings_of = _readings()
    first = {
        chr(code): readings_of[str(code)].split(",")[0]
        for code in range(0x4E00, 0xA000)
        if str(code) in readings_of
    }
    bare = unicodedata.normalize("NFD", "\n".join(first.values()))
    plain = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return dict(zip(first, plain.split("\n"), strict=True))


_TONES = dict.fromkeys(map(ord, "\u0304\u0301\u030c\u0300"))


def toneless(hanzi: str) -> list[str]:
    """The readings of one hanzi in pinyin without tones, commonest first; ``v`` for ü."""
    if len(hanzi) != 1:
        return []
    plain = bare(_readings().get(str(ord(hanzi)), ""))
    return plain.split(",") if plain else []


def bare(pinyin: str) -> str:
    """Pinyin without the marks of its tones; ``v`` for ü."""
    marked = unicodedata.normalize("NFD", pinyin)
    return unicodedata.normalize("NFC", marked.translate(_TONES)).replace("ü", "v")


@cache
def _readings() -> Mapping[str, str]:
    """Pypinyin's readings by code point, which its file writes in figures, without its dictionary of phrases, which
    takes longest to load."""
    package = importlib.util.find_spec("pypinyin")
    plain = Path(package.origin or "").with_name("pinyin_dict.json") if package else Path()
    if plain.is_file():
        listed: Mapping[str, str] = json.loads(plain.read_bytes())
        return listed
    from pypinyin.constants import PINYIN_DICT

    return {str(code): readings for code, readings in PINYIN_DICT.items()}
