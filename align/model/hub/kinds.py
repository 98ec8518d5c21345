"""What a checkpoint is, told from its configuration, and which of our classes runs it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from align.model.choice import Runtime
from align.model.hub.checkpoint import Checkpoint
from align.model.protocol import Model, Verb

Kind = Literal["encoder", "translation", "causal", "estimator"]
VERBS: Mapping[Kind, tuple[Verb, ...]] = {
    "encoder": ("embed",),
    "translation": ("embed", "score", "translate", "attend"),
    "causal": ("score",),
    "estimator": (),
}
_TRANSLATE = {"marian", "m2m_100", "mbart", "t5", "mt5", "umt5"}


def kind_of(checkpoint: Checkpoint) -> Kind:
    """What a checkpoint is. What sentence-transformers wrote is an encoder whatever its architecture."""
    config = checkpoint.config
    if (checkpoint.folder / "hparams.yaml").is_file():
        return "estimator"
    architecture = str((config.get("architectures") or [""])[0])
    if (checkpoint.folder / "modules.json").is_file() or architecture.endswith("EncoderModel"):
        return "encoder"
    if config.get("is_encoder_decoder") or config.get("model_type") in _TRANSLATE:
        return "translation"
    return "causal" if architecture.endswith("ForCausalLM") else "encoder"


def load_checkpoint(checkpoint: Checkpoint, runtime: Runtime, details: Mapping[str, Any]) -> Model:
    """The model of a checkpoint; ``details`` are those of its registry entry."""
    kind = kind_of(checkpoint)
    if kind == "encoder":
        from align.model.hub.sentence_encoder import SentenceEncoder

        return SentenceEncoder.load(checkpoint, runtime, details.get("encoder", {}).get("prompt"))
    if kind == "estimator":
        from align.model.hub.comet import CometModel

        return CometModel.load(checkpoint, runtime)
    if kind == "causal":
        from align.model.hub.causal_model import CausalModel

        return CausalModel.load(checkpoint, runtime)
    from align.model.hub.transformers_model import Settings, TransformersModel

    attention = details.get("attention", {})
    heads = tuple(attention.get("heads", ()))
    settings = Settings(runtime, attention_layer=attention.get("layer"), attention_heads=heads)
    return TransformersModel.load(checkpoint, settings)
