"""Language codes and where they stand, family by family."""

from __future__ import annotations

import pytest

from align.errors import ModelError
from align.model.hub.families import detect, told

M2M = {"model_type": "m2m_100"}


@pytest.mark.parametrize(
    ("config", "tokenizer", "vocabulary", "name", "family", "encoder", "decoder"),
    [
        ({"model_type": "marian"}, {"source_lang": "jap", "target_lang": "en"}, (), "opus-mt-ja-en",
         "marian", ["a", "</s>"], []),
        ({"model_type": "marian"}, {}, (">>en<<", ">>ja<<"), "tc-big", "marian", [">>en<<", "a", "</s>"], []),
        (M2M, {"tokenizer_class": "M2M100Tokenizer"}, (), "m2m100_418M", "m2m100", ["__ja__", "a", "</s>"], ["__en__"]),
        (M2M, {"tokenizer_class": "SMALL100Tokenizer"}, (), "any", "small100", ["__en__", "a", "</s>"], []),
        (M2M, {"tokenizer_class": "NllbTokenizer"}, (), "any", "nllb", ["jpn_Jpan", "a", "</s>"], ["eng_Latn"]),
        ({"model_type": "mbart"}, {"tokenizer_class": "MBart50Tokenizer"}, (), "any",
         "mbart50", ["ja_XX", "a", "</s>"], ["en_XX"]),
        ({"model_type": "t5"}, {}, ("<2en>", "<2ja>"), "madlad400-3b-mt", "t5", ["<2en>", "a", "</s>"], []),
    ],
)  # fmt: skip
def test_language_tokens(config, tokenizer, vocabulary, name, family, encoder, decoder):
    found = detect(config, tokenizer, frozenset(vocabulary), name)
    assert found.name == family
    assert found.encoder_tokens(["a"], "ja", "en") == encoder
    assert found.decoder_prefix("en") == decoder


@pytest.mark.parametrize("kind", ["bart", "llama", ""])
def test_other_architectures_are_refused(kind):
    with pytest.raises(ModelError, match="no translation model that align knows"):
        detect({"model_type": kind}, {}, frozenset(), "some/model")


@pytest.mark.parametrize(("source", "target"), [("en", "ja"), ("zh", "en")])
def test_a_bilingual_model_refuses_other_directions(source, target):
    family = detect(
        {"model_type": "marian"}, {"source_lang": "jpn", "target_lang": "eng"}, frozenset(), "opus-mt-ja-en"
    )
    with pytest.raises(ModelError, match="translates ja → en"):
        family.check(source, target, "opus-mt-ja-en")
    family.check("ja", "en", "opus-mt-ja-en")


def test_an_unknown_language_names_the_known_ones():
    family = detect(M2M, {"tokenizer_class": "NllbTokenizer"}, frozenset(), "nllb")
    with pytest.raises(ModelError, match="it knows: en, ja, zh, zh-Hant"):
        family.check("de", "en", "nllb")


def test_a_model_without_tags_is_told_in_words_what_to_do():
    family = told(detect({"model_type": "mt5"}, {}, frozenset(), "mt5"), lambda words: tuple(words.split()))
    words = ["translate", "Japanese", "to", "English:"]
    assert family.encoder_tokens(["a"], "ja", "en") == [*words, "a", "</s>"]
    assert family.knows("en", "zh-Hant")
    assert not family.knows("ja", "zh")


@pytest.mark.parametrize(
    ("source", "target", "known"), [("ja", "en", True), ("en", "ja", False), ("zh", "en", False)]
)
def test_a_bilingual_model_says_which_direction_it_knows(source, target, known):
    family = detect(
        {"model_type": "marian"}, {"source_lang": "jpn", "target_lang": "eng"}, frozenset(), "opus"
    )
    assert family.knows(source, target) is known
