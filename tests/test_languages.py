"""The one table of what is particular to a language."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from align.document import Language
from align.languages import characters
from align.languages.traits import between, by_tag, family, languages, partners, traits, translated


def test_every_language_that_articles_may_have_has_traits():
    assert set(languages()) == set(get_args(Language)) - {"other"}
    assert next(iter(languages())) == "en"


@pytest.mark.parametrize("code", languages())
def test_traits_are_whole(code):
    known = traits(code)
    assert known.name
    assert known.spoken
    assert known.tag.startswith(family(code))
    assert known.codes or known.tags


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en-gb", "en"), ("eng", "en"), ("ja-jp", "ja"), ("jp", "ja"), ("jpn", "ja"), ("zh", "zh"), ("cmn", "zh"),
        ("zh-cn", "zh"), ("zh-hans", "zh"), ("zh-tw", "zh-Hant"), ("zh-hant-hk", "zh-Hant"), ("zh-mo", "zh-Hant"),
        ("ko", None), ("fr-fr", None), ("japan", None), ("z", None),
    ],
)  # fmt: skip
def test_tags_of_files(tag, code):
    assert by_tag(tag) == code


@pytest.mark.parametrize(
    ("language", "gap", "others"),
    [
        ("en", " ", {"ja", "zh", "zh-Hant"}), ("ja", "", {"en"}), ("zh", "", {"en"}), ("zh-Hant", "", {"en"}),
        ("other", " ", {"en"}), ("", " ", {"en"}),
    ],
)  # fmt: skip
def test_what_stands_between_sentences_and_what_is_translated(language, gap, others):
    assert between(language) == gap
    assert partners(language) == others


@pytest.mark.parametrize(
    ("pair", "whether"),
    [
        (("ja", "en"), True), (("en", "zh-Hant"), True), (("ja", "zh"), False), (("en", "en"), False),
        (("other", "en"), False), (("en", ""), False),
    ],
)  # fmt: skip
def test_pairs_that_are_translated(pair, whether):
    assert translated(*pair) is whether


def test_no_header_names_two_languages():
    headers = [header for known in languages().values() for header in known.headers]
    assert len(headers) == len(set(headers))


@pytest.mark.parametrize(
    ("script", "inside", "outside"),
    [
        ("HAN", "一龠㐀麻", "あア가A"), ("HIRAGANA", "ぁゖん", "ァ一ー"), ("KATAKANA", "ァヺ", "ぁ一ー"),
        ("KANA", "ぁァーヽ", "一。가"),
        ("HALF_WIDTH_KANA", "ｱﾝ", "アA"), ("RARE_HAN", "\uf900\U00020000", "一가豈"), ("HANGUL", "가힣", "一アA"),
        ("ITERATED", "々〆", "一ー"),
    ],
)  # fmt: skip
def test_scripts_hold_their_characters_and_no_others(script, inside, outside):
    pattern = re.compile(f"[{getattr(characters, script)}]")
    assert not [one for one in inside if not pattern.match(one)]
    assert not [one for one in outside if pattern.match(one)]
