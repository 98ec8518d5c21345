"""Which language an article is written in, told from its characters and function words alone."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any, cast

from align.document import Language
from align.languages.characters import HALF_WIDTH_KANA, HAN, HIRAGANA, KATAKANA, RARE_HAN
from align.languages.traits import by_tag

SAMPLE = 6_000  # characters; taken from the beginning, the middle and the end

# Runs, because they are found many times as fast as single characters.
_KANA = re.compile(f"[{HIRAGANA}{KATAKANA}{HALF_WIDTH_KANA}]+")
_HAN = re.compile(f"[{HAN}{RARE_HAN}々〇]+")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]+(?:['’][A-Za-z]+)?")
_LETTER = re.compile(r"[^\W\d_]+")
# Chosen by hand on headlines and briefs of a dozen languages.
_CLEAR = 0.14  # the share of function words that settles the matter
_HEADLINE = 8  # words
_SURE = 0.5

_WORDS = {
    "en": "the of and to in a is that for it was on with as by at from has have be said are this will not "
    "which were its he his they their an or who but been had would after more about than when also",
    "fr": "le la les des et est une dans pour que qui sur au aux du en pas par plus avec ce cette sont été ont",
    "de": "der die und das den von zu mit sich des ist im nicht ein eine auf dem für als auch es an werden bei",
    "es": "el la los las que y en un una por con para del se su al lo como más pero sus fue este ha son",
    "it": "il che di e la per un una in con non del della sono si da dei le è alla nel al più gli ha",
    "pt": "o que e do da em um para com não uma os no se na por mais as dos como ao das foi são à é",
    "nl": "de het een van en in is dat op te zijn voor met die niet aan er om ook als bij naar maar",
    "id": "yang dan di dengan untuk pada dari ini itu tidak dalam akan oleh adalah ke tersebut telah juga",
    "pl": "i w na z się nie do to że jest o jak po od za przez dla oraz są był",
    "sv": "och att det som en är på för med av den till inte om ett har de men var",
    "tr": "ve bir bu için ile da de olarak çok daha en gibi olan var ne kadar sonra",
    "vi": "và của là có trong cho không được một các người với những đã này khi để",
}


def detect_language(text: str) -> Language:
    """``en``, ``ja``, ``zh`` (simplified), ``zh-Hant`` or ``other`` for anything else.

    Kana makes a text Japanese, characters that only one of the Chinese standards has tell the
    Chinese scripts apart, English is known by its function words. Text without letters is ``other``.
    """
    sample = _sample(text)
    words = _LATIN_WORD.findall(sample)
    kana, han, letters = (sum(map(len, runs.findall(sample))) for runs in (_KANA, _HAN, _LETTER))
    latin = sum(map(len, words))
    if letters == 0:
        return "other"
    # A Chinese or Japanese character says about what two and a half letters say.
    if 2.5 * (kana + han) >= max(latin, letters - latin - kana - han, 1):
        return "ja" if kana > 0.08 * (kana + han) else _chinese(sample, kana)
    if latin < 0.6 * letters:
        return "other"
    return "en" if _is_english(words) else "other"


def normalize_language(code: str | None) -> Language | None:
    """One of our codes for a BCP 47 tag such as ``ja-JP`` or ``zh_TW``; None for no tag at all."""
    tag = (code or "").strip().lower().replace("_", "-")
    if not tag or tag in ("und", "auto"):
        return None
    return cast("Language", by_tag(tag) or "other")


def _sample(text: str) -> str:
    if len(text) <= SAMPLE:
        return text
    third, middle = SAMPLE // 3, len(text) // 2
    return f"{text[:third]} {text[middle : middle + third]} {text[-third:]}"


def _chinese(sample: str, kana: int) -> Language:
    simplified, traditional, japanese = _telling_characters()
    often = Counter(sample)
    counts = [
        sum(often[one] for one in telling.intersection(often))
        for telling in (simplified, traditional, japanese)
    ]
    if counts[2] > max(counts[0], counts[1]) or (kana and sum(counts[:2]) == 0):
        return "ja"  # a headline all in kanji
    return "zh-Hant" if counts[1] > counts[0] else "zh"


@cache
def _telling_characters() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Han characters that only simplified, only traditional, only Japanese text would hold."""
    from align.read.encoding import table_rows

    simplified = set(table_rows("gb2312", 0xB0, 0xF7, 1.0))
    traditional = set(table_rows("big5", 0xA4, 0xF9, 1.0))
    japanese = set(table_rows("euc_jp", 0xB0, 0xF4, 1.0))
    return (
        frozenset(simplified - traditional),
        frozenset(traditional - simplified),
        frozenset(japanese - simplified - traditional),
    )


def _is_english(words: list[str]) -> bool:
    lowered = [word.lower().replace("’", "'") for word in words]
    often = Counter(lowered)
    shares = {
        code: sum(often[word] for word in often.keys() & known) / len(lowered)
        for code, known in _function_words().items()
    }
    english = shares.pop("en")
    rival = max(shares.values())
    if english >= _CLEAR and english > rival:
        return True
    if rival >= _CLEAR and rival > english:
        return False
    return _trained_on_letters(" ".join(words), short=len(words) < _HEADLINE)


def _trained_on_letters(text: str, *, short: bool) -> bool:
    """Whether a model of letter sequences takes a text for English: wire copy and headlines leave out the words
    that a language is known by. Below the confidence that such a model can have in a headline, a text that is
    spelled with plain letters is taken for English."""
    language, confidence = _letters().classify(text)
    if short and confidence < _SURE:
        return text.isascii()
    return bool(language == "en")


@cache
def _letters() -> Any:
    """py3langid's model (Lui and Baldwin 2012); takes about half a second to load, so only where it is needed."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in _WORDS.items()}
