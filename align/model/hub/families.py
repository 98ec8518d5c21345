"""What differs between the families of translation models: language codes and where they stand.

=============  ==========================  ===========================  =========================
family         encoder reads               decoder starts with          papers
=============  ==========================  ===========================  =========================
Marian         ``[>>tgt<<] pieces </s>``   ``<pad>``                    Junczys-Dowmunt et al. 2018
M2M100         ``__src__ pieces </s>``     ``</s> __tgt__``             Fan et al. 2021
SMaLL-100      ``__tgt__ pieces </s>``     ``</s>``                     Mohammadshahi et al. 2022
NLLB-200       ``src_Scrp pieces </s>``    ``</s> tgt_Scrp``            NLLB team 2022
mBART-50       ``src_XX pieces </s>``      ``</s> tgt_XX``              Tang et al. 2020
=============  ==========================  ===========================  =========================
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from align.errors import ModelError

FamilyName = Literal["marian", "m2m100", "small100", "nllb", "mbart50"]

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
_OLD_CODES = {"jap": "ja", "jpn": "ja", "eng": "en", "zho": "zh", "cmn": "zh", "zh-hant": "zh"}


@dataclass(frozen=True, slots=True)
class Family:
    """One family, with the codes that one model of it uses.

    ``codes`` maps our languages to language tokens; ``source_code`` says which language the encoder's
    first token names; ``target_code`` whether the decoder's first token names the target language.
    """

    name: FamilyName
    codes: Mapping[str, str]
    source_code: Literal["source", "target", "none"]
    target_code: bool
    decoder_start: str
    pair: tuple[str, str] | None = None

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
        if self.target_code or self.source_code != "none":
            self.code(target_language, model)
        if self.source_code == "source":
            self.code(source_language, model)

    def encoder_tokens(self, pieces: Sequence[str], source_language: str, target_language: str) -> list[str]:
        """The encoder's input: the pieces with the family's language token and ``</s>``."""
        if self.source_code == "none":
            return [*pieces, "</s>"]
        language = source_language if self.source_code == "source" else target_language
        return [self.codes[language], *pieces, "</s>"]

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

    ``vocabulary`` is needed for Marian only: the language tokens that the model has. Raises
    ModelError for architectures that are not translation models of a known family.
    """
    kind = str(config.get("model_type", ""))
    tokenizer = str(tokenizer_config.get("tokenizer_class", "")).lower()
    if kind == "marian":
        return _marian(tokenizer_config, vocabulary)
    if kind == "m2m_100" and ("small100" in tokenizer or "small100" in name.lower()):
        return Family("small100", _M2M100, "target", False, "</s>")
    if kind == "m2m_100" and "nllb" in (tokenizer + name.lower()):
        return Family("nllb", _NLLB, "source", True, "</s>")
    if kind == "m2m_100":
        return Family("m2m100", _M2M100, "source", True, "</s>")
    if kind == "mbart" and ("mbart50" in tokenizer or "50" in name):
        return Family("mbart50", _MBART50, "source", True, "</s>")
    reason = f"its architecture `{kind or 'unknown'}` is no translation model that align knows"
    raise ModelError(name, reason, "known are Marian, M2M100, SMaLL-100, NLLB-200 and mBART-50")


def _marian(tokenizer_config: Mapping[str, Any], vocabulary: frozenset[str]) -> Family:
    codes = {
        language: next(token for token in tokens if token in vocabulary)
        for language, tokens in _MARIAN.items()
        if any(token in vocabulary for token in tokens)
    }
    if codes:
        return Family("marian", codes, "target", False, "<pad>")
    languages = [str(tokenizer_config.get(key) or "") for key in ("source_lang", "target_lang")]
    source, target = (_base(language) for language in languages)
    known = {source, target} <= {"en", "ja", "zh"} and source != target
    return Family("marian", {}, "none", False, "<pad>", pair=(source, target) if known else None)


def _base(language: str) -> str:
    """A language without its script: Marian's pairs tell ja, zh and en apart, nothing finer."""
    lowered = language.lower()
    return _OLD_CODES.get(lowered, lowered)
