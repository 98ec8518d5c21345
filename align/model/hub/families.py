"""What differs between the families of translation models: language codes and where they stand.

=============  ==========================  ===========================  =========================
family         encoder reads               decoder starts with          papers
=============  ==========================  ===========================  =========================
Marian         ``[>>tgt<<] pieces </s>``   ``<pad>``                    Junczys-Dowmunt et al. 2018
M2M100         ``__src__ pieces </s>``     ``</s> __tgt__``             Fan et al. 2021
SMaLL-100      ``__tgt__ pieces </s>``     ``</s>``                     Mohammadshahi et al. 2022
NLLB-200       ``src_Scrp pieces </s>``    ``</s> tgt_Scrp``            NLLB team 2022
mBART-50       ``src_XX pieces </s>``      ``</s> tgt_XX``              Tang et al. 2020
MADLAD-400     ``<2tgt> pieces </s>``      ``<pad>``                    Kudugunta et al. 2023
T5, mT5        ``translate Src to Tgt:``   ``<pad>``                    Raffel et al. 2020
               ``pieces </s>``
=============  ==========================  ===========================  =========================
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from align.errors import ModelError

FamilyName = Literal["marian", "m2m100", "small100", "nllb", "mbart50", "t5"]
T5_KINDS = ("t5", "mt5", "umt5")

_M2M100 = {"en": "__en__", "ja": "__ja__", "zh": "__zh__", "zh-Hant": "__zh__"}
_NLLB = {"en": "eng_Latn", "ja": "jpn_Jpan", "zh": "zho_Hans", "zh-Hant": "zho_Hant"}
_MBART50 = {"en": "en_XX", "ja": "ja_XX", "zh": "zh_CN", "zh-Hant": "zh_CN"}
# Marian models name their target tokens freely; the first that the vocabulary holds is taken.
_MARIAN = {
    "en": (">>en<<", ">>eng<<"),
    "ja": (">>ja<<", ">>jpn<<", ">>jap<<", ">>jpn_Hira<<"),
    "zh": (">>zh<<", ">>cmn_Hans<<", ">>zho_Hans<<", ">>zho<<", ">>cmn<<", ">>cmn_Hani<<"),
    "zh-Hant": (">>zh-Hant<<", ">>cmn_Hant<<", ">>zho_Hant<<", ">>zh<<", ">>zho<<", ">>cmn<<"),
}
# MADLAD-400 has a tag a language, before the text; other models of its architecture are told in words.
_TAGS = {"en": ("<2en>",), "ja": ("<2ja>",), "zh": ("<2zh>",), "zh-Hant": ("<2zh_Hant>", "<2zh>")}
_SPOKEN = {"en": "English", "ja": "Japanese", "zh": "Chinese", "zh-Hant": "Chinese"}
_OLD_CODES = {"jap": "ja", "jpn": "ja", "eng": "en", "zho": "zh", "cmn": "zh", "zh-hant": "zh"}


@dataclass(frozen=True, slots=True)
class Family:
    """One family, with the codes that one model of it uses.

    ``codes`` maps our languages to language tokens; ``source_code`` says which language the encoder's
    first token names; ``target_code`` whether the decoder's first token names the target language. ``pair`` is
    that of a bilingual model; ``instructions`` the pieces of what a model without codes is told, by direction.
    """

    name: FamilyName
    codes: Mapping[str, str]
    source_code: Literal["source", "target", "none"]
    target_code: bool
    decoder_start: str
    pair: tuple[str, str] | None = None
    instructions: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def code(self, language: str, model: str) -> str:
        """The token of one of our languages. Raises ModelError when the model does not know it."""
        if language in self.codes:
            return self.codes[language]
        known = ", ".join(sorted(self.codes)) or "none"
        raise ModelError(model, f"does not know the language `{language}`", f"it knows: {known}")

    def check(self, source_language: str, target_language: str, model: str) -> None:
        """Raise ModelError when the model cannot translate in this direction."""
        direction = (_base(source_language), _base(target_language))
        if self.pair is not None and direction != self.pair:
            reason = f"translates {self.pair[0]} → {self.pair[1]}, not {direction[0]} → {direction[1]}"
            raise ModelError(model, reason, "name a model for this direction, or swap source and target")
        if self.instructions and (source_language, target_language) not in self.instructions:
            reason = f"is not told how to translate {source_language} → {target_language}"
            raise ModelError(model, reason, f"it knows: {', '.join(sorted(_SPOKEN))}")
        if self.target_code or self.source_code != "none":
            self.code(target_language, model)
        if self.source_code == "source":
            self.code(source_language, model)

    def knows(self, source_language: str, target_language: str) -> bool:
        """Whether the model translates in this direction."""
        try:
            self.check(source_language, target_language, "")
        except ModelError:
            return False
        return True

    def lead(self, source_language: str, target_language: str) -> list[str]:
        """The tokens before the encoder's pieces: a language token, an instruction, or nothing."""
        if self.instructions:
            return list(self.instructions.get((source_language, target_language), ()))
        if self.source_code == "none":
            return []
        return [self.codes[source_language if self.source_code == "source" else target_language]]

    def encoder_tokens(self, pieces: Sequence[str], source_language: str, target_language: str) -> list[str]:
        """The encoder's input: the pieces behind the family's :meth:`lead` and before ``</s>``."""
        return [*self.lead(source_language, target_language), *pieces, "</s>"]

    def decoder_prefix(self, target_language: str) -> list[str]:
        """What the decoder is given before the first piece, its start token excluded."""
        return [self.codes[target_language]] if self.target_code else []


def attention_layer(layers: int) -> int:
    """The decoder layer, from 0, whose cross-attention is read as an alignment unless one is named.

    Layers around the middle align best (Garg et al. 2019; Chen et al. 2020). For a given model
    `align evaluate attend` measures every layer and head on gold; name the best in its registry entry.
    """
    return max(0, layers // 2 - 1)


def detect(
    config: Mapping[str, Any],
    tokenizer_config: Mapping[str, Any],
    vocabulary: frozenset[str],
    name: str,
) -> Family:
    """The family of a checkpoint, told from ``config.json``, ``tokenizer_config.json`` and its name.

    ``vocabulary`` is needed for Marian and T5 only: the language tokens that the model has. Raises
    ModelError for architectures that are not translation models of a known family.
    """
    kind = str(config.get("model_type", ""))
    tokenizer = str(tokenizer_config.get("tokenizer_class", "")).lower()
    if kind == "marian":
        return _marian(tokenizer_config, vocabulary)
    if kind in T5_KINDS:
        tags = _known(_TAGS, vocabulary)
        return Family("t5", tags, "target" if tags else "none", False, "<pad>")
    if kind == "m2m_100" and ("small100" in tokenizer or "small100" in name.lower()):
        return Family("small100", _M2M100, "target", False, "</s>")
    if kind == "m2m_100" and "nllb" in (tokenizer + name.lower()):
        return Family("nllb", _NLLB, "source", True, "</s>")
    if kind == "m2m_100":
        return Family("m2m100", _M2M100, "source", True, "</s>")
    if kind == "mbart" and ("mbart50" in tokenizer or "50" in name):
        return Family("mbart50", _MBART50, "source", True, "</s>")
    reason = f"its architecture `{kind or 'unknown'}` is no translation model that align knows"
    raise ModelError(
        name, reason, "known are Marian, M2M100, SMaLL-100, NLLB-200, mBART-50, T5, mT5 and MADLAD-400"
    )


def _marian(tokenizer_config: Mapping[str, Any], vocabulary: frozenset[str]) -> Family:
    codes = _known(_MARIAN, vocabulary)
    if codes:
        return Family("marian", codes, "target", False, "<pad>")
    languages = [str(tokenizer_config.get(key) or "") for key in ("source_lang", "target_lang")]
    source, target = (_base(language) for language in languages)
    known = {source, target} <= {"en", "ja", "zh"} and source != target
    return Family("marian", {}, "none", False, "<pad>", pair=(source, target) if known else None)


def _known(tokens: Mapping[str, tuple[str, ...]], vocabulary: frozenset[str]) -> dict[str, str]:
    """For each language the first of its tokens that the vocabulary holds; left out where it holds none."""
    return {
        language: next(token for token in choice if token in vocabulary)
        for language, choice in tokens.items()
        if any(token in vocabulary for token in choice)
    }


def told(family: Family, pieces: Callable[[str], tuple[str, ...]]) -> Family:
    """A T5 family without tags, with its instructions cut into ``pieces``; other families as they are."""
    if family.name != "t5" or family.codes:
        return family
    directions = [("en", other) for other in _SPOKEN if other != "en"]
    directions += [(other, "en") for _, other in directions]
    spoken = {pair: f"translate {_SPOKEN[pair[0]]} to {_SPOKEN[pair[1]]}: " for pair in directions}
    return replace(family, instructions={pair: pieces(words) for pair, words in spoken.items()})


def language_tokens(vocabulary: Iterable[str]) -> frozenset[str]:
    """What may be a language token of Marian or MADLAD-400."""
    return frozenset(token for token in vocabulary if token.startswith((">>", "<2")))


def decoder_layers(config: Mapping[str, Any]) -> int:
    """How many layers a checkpoint's decoder has."""
    named = ("decoder_layers", "num_decoder_layers", "num_layers")
    return next((int(config[name]) for name in named if config.get(name)), 6)


def decoder_heads(config: Mapping[str, Any]) -> int:
    """How many attention heads a decoder layer has."""
    return int(config.get("decoder_attention_heads") or config.get("num_heads") or 8)


def longest_text(config: Mapping[str, Any]) -> int:
    """The most tokens that a model reads or writes; 512 where positions are relative (T5)."""
    if config.get("model_type") in T5_KINDS:
        return 512
    return min(int(config.get("max_position_embeddings") or 1024), 1024)


def _base(language: str) -> str:
    """A language without its script: Marian's pairs tell ja, zh and en apart, nothing finer."""
    lowered = language.lower()
    return _OLD_CODES.get(lowered, lowered)
