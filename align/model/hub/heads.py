"""Single cross-attention heads of a model as models of their own, to find the ones that align."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from align.model.hub.families import decoder_heads, decoder_layers
from align.model.hub.transformers_model import TransformersModel


def single_heads(model: TransformersModel) -> Iterator[tuple[int, int, TransformersModel]]:
    """Layer, head, and a view of the model whose `attend` reads only that head (weights are shared)."""
    config = model._model.config.to_dict()
    for layer in range(decoder_layers(config)):
        for head in range(decoder_heads(config)):
            settings = replace(model.settings, attention_layer=layer, attention_heads=(head,))
            yield layer, head, replace(model, settings=settings)
