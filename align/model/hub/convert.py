"""A Hugging Face checkpoint written as a CTranslate2 folder, with what is needed to run it offline."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np

from align.errors import InputError, MissingExtraError, ModelError
from align.files import write_whole
from align.model.hub.checkpoint import Checkpoint
from align.model.hub.families import T5_KINDS, attention_layer, decoder_heads, decoder_layers

TOKENIZER_FILES = (
    "source.spm", "target.spm", "sentencepiece.bpe.model", "spiece.model", "tokenizer.json", "tokenizer_config.json",
)  # fmt: skip
ORIGIN = "align.json"
PRECISIONS = ("int8", "int8_float32", "int16", "float16", "bfloat16", "float32")


def convert(checkpoint: Checkpoint, out: Path, precision: str = "int8", layer: int | None = None) -> Path:
    """Write the CTranslate2 form of a checkpoint into the new folder ``out`` and return it.

    ``layer`` is the decoder layer whose attention `attend` reads, by default the one around the middle.
    Tokenizer files travel along; ``align.json`` records the original's name, revision and configuration.
    The folder appears whole or not at all. Raises InputError when ``out`` exists, ModelError when the
    architecture cannot be converted.
    """
    if out.exists():
        raise InputError(out, "exists already", "name a new folder, or remove it first")
    if precision not in PRECISIONS:
        raise InputError(precision, "is no precision of CTranslate2", f"choose from {', '.join(PRECISIONS)}")
    part = out.with_name(f".{out.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.parent.mkdir(parents=True, exist_ok=True)
    try:
        _converter(checkpoint, layer).convert(str(part), quantization=precision)
        for name in TOKENIZER_FILES:
            if (checkpoint.folder / name).is_file():
                shutil.copyfile(checkpoint.folder / name, part / name)
        origin = {
            "name": checkpoint.name,
            "revision": checkpoint.revision,
            "precision": precision,
            "config": dict(checkpoint.config),
            "tokenizer_config": dict(checkpoint.tokenizer_config),
        }
        write_whole(part / ORIGIN, json.dumps(origin, ensure_ascii=False, indent=1, sort_keys=True).encode())
        part.rename(out)
    except (ValueError, RuntimeError, AttributeError, KeyError) as error:
        reason = f"cannot be converted ({error})"
        raise ModelError(checkpoint.name, reason, "use the Hugging Face model as it is") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return out


def _converter(checkpoint: Checkpoint, layer: int | None) -> Any:
    try:
        import transformers
        from ctranslate2.converters import TransformersConverter
    except ImportError as error:
        raise MissingExtraError(error.name or "ctranslate2", "converting a model", "hub") from None

    class Converter(TransformersConverter):  # type: ignore[misc]
        """Fills in what Transformers 5 no longer tells the converter, and chooses the aligning layer."""

        def _load(self) -> Any:
            specification = super()._load()
            chosen = attention_layer(decoder_layers(checkpoint.config)) if layer is None else layer
            specification.decoder.alignment_layer = np.int16(chosen)
            specification.decoder.alignment_heads = np.int16(decoder_heads(checkpoint.config))
            return specification

        def load_model(self, model_class: Any, path: str, **arguments: Any) -> Any:
            model = model_class.from_pretrained(
                path, use_safetensors=True, local_files_only=True, **arguments
            )
            if model.config.model_type in T5_KINDS:
                # The converter takes tied embeddings for scaled outputs; Transformers 5 ties them always, and scales
                # only where the original did (T5 itself; neither mT5 nor MADLAD-400).
                scaled = bool(getattr(model.config, "scale_decoder_outputs", False))
                model.config.tie_word_embeddings = scaled
            if model.config.model_type == "mbart":
                model.config.normalize_before = True
                model.config.tokenizer_class = "MBart50Tokenizer"
            return model

        def load_tokenizer(self, tokenizer_class: Any, path: str, **arguments: Any) -> Any:
            if (
                checkpoint.config.get("model_type") != "m2m_100"
                or (checkpoint.folder / "tokenizer.json").is_file()
            ):
                tokenizer = tokenizer_class.from_pretrained(path, local_files_only=True)
                if tokenizer.bos_token is None:  # mBART-50 has one, and no longer says so
                    tokenizer.bos_token = "<s>"
                return tokenizer
            return _with_languages(transformers.M2M100Tokenizer).from_pretrained(path, local_files_only=True)

    return Converter(str(checkpoint.folder))


def _with_languages(tokenizer_class: Any) -> Any:
    class Tokenizer(tokenizer_class):  # type: ignore[misc]
        """M2M100's tokenizer with its language tokens in the vocabulary, where the converter looks."""

        def get_vocab(self) -> dict[str, int]:
            return {**super().get_vocab(), **self.lang_token_to_id}

    return Tokenizer
