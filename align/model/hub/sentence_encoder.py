"""Encoder-only models as sentence encoders, pooled as the files of sentence-transformers say, without that package."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from align.errors import ModelError
from align.model.choice import Runtime
from align.model.hub.batches import Budget, run_batches
from align.model.hub.checkpoint import Checkpoint
from align.model.hub.torch_loading import device_of, dtype_of, fitting, loading, one_line, packages
from align.model.protocol import Vectors, Verb
from align.model.unoffered import Unoffered

LONGEST = 512  # tokens of a text, where the model's files name no number
POOLINGS = ("cls", "mean", "max", "lasttoken", "mean_sqrt_len_tokens", "weightedmean")
ACTIVATIONS = {"Tanh": "tanh", "Identity": "", "ReLU": "relu", "GELU": "gelu", "Sigmoid": "sigmoid"}
_E5 = re.compile(r"(?:^|[-_/])e5(?:[-_]|$)")


@dataclass(frozen=True, slots=True)
class Dense:
    """A linear layer after pooling, with the name of the function that follows it."""

    weight: Any
    bias: Any
    activation: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is made of the token states of a text: pooling, dense layers; what is put before every text; and the
    most tokens that are read. Vectors are brought to length 1 whether the recipe says so or not."""

    pooling: str = "mean"
    dense: tuple[Path, ...] = ()
    prompt: str = ""
    longest: int = LONGEST
    lower: bool = False


def read_recipe(checkpoint: Checkpoint, prompt: str | None = None) -> Recipe:
    """The recipe in a folder's modules.json and the files that it names; mean pooling without one.

    ``prompt`` goes before the folder's own. Raises ModelError for a module that is not known.
    """
    folder = checkpoint.folder
    modules = _json(folder / "modules.json", [])
    base = next((folder / str(one.get("path", "")) for one in modules if _type(one) == "Transformer"), folder)
    sentence = _json(base / "sentence_bert_config.json", {})
    pooling, dense = "mean", []
    for module in modules:
        path, kind = folder / str(module.get("path", "")), _type(module)
        if kind == "Pooling":
            pooling = _pooling(checkpoint.name, _json(path / "config.json", {}))
        elif kind == "Dense":
            dense.append(path)
        elif kind not in ("Transformer", "Normalize"):
            reason = f"has a module `{kind}`, which align does not know"
            raise ModelError(checkpoint.name, reason, "known are Transformer, Pooling, Dense and Normalize")
    limit = sentence.get("max_seq_length") or checkpoint.tokenizer_config.get("model_max_length") or LONGEST
    positions = int(checkpoint.config.get("max_position_embeddings") or limit)
    # RoBERTa counts positions from 2.
    room = positions - 2 if "roberta" in str(checkpoint.config.get("model_type", "")) else positions
    longest = min(int(limit), room)
    return Recipe(
        pooling,
        tuple(dense),
        _prompt(checkpoint) if prompt is None else prompt,
        longest,
        bool(sentence.get("do_lower_case", False)),
    )


def _type(module: Mapping[str, Any]) -> str:
    return str(module.get("type", "")).rsplit(".", 1)[-1]


def _pooling(name: str, config: Mapping[str, Any]) -> str:
    """The one pooling that is switched on, whichever way the file says it."""
    if "pooling_mode" in config:
        named = config["pooling_mode"]
        chosen = [named] if isinstance(named, str) else list(named)
    else:
        modes = {
            "cls": "cls_token",
            "mean": "mean_tokens",
            "max": "max_tokens",
            "weightedmean": "weightedmean_tokens",
        }
        chosen = [mode for mode in POOLINGS if config.get(f"pooling_mode_{modes.get(mode, mode)}")]
    if len(chosen) != 1 or chosen[0] not in POOLINGS:
        reason = f"pools by {' and '.join(map(str, chosen)) or 'nothing'}"
        raise ModelError(name, reason, f"align pools by one of {', '.join(POOLINGS)}")
    return str(chosen[0])


def _prompt(checkpoint: Checkpoint) -> str:
    """What stands before every text: the default prompt of the folder, one named for both sides alike, or E5's."""
    config = _json(checkpoint.folder / "config_sentence_transformers.json", {})
    prompts = config.get("prompts") or {}
    for name in (config.get("default_prompt_name"), "bitext", "STS", "sts", "query"):
        if name and prompts.get(name):
            return str(prompts[name])
    # E5's files name no prompt; its authors want this one wherever both sides are alike (Wang et al. 2024).
    return "query: " if _E5.search(checkpoint.name.lower()) else ""


@dataclass(slots=True)
class SentenceEncoder(Unoffered):
    """A loaded encoder. Make one with :meth:`load`."""

    name: str
    revision: str
    recipe: Recipe
    _tokenizer: Any
    _model: Any
    _dense: tuple[Dense, ...]
    _budget: Budget
    _torch: Any
    verbs: frozenset[Verb] = frozenset({"embed"})

    @classmethod
    def load(cls, checkpoint: Checkpoint, runtime: Runtime, prompt: str | None = None) -> SentenceEncoder:
        """The encoder of a checkpoint. Raises MissingExtraError without PyTorch, ModelError for files that do not
        fit."""
        torch, transformers = packages(checkpoint.name)
        device = device_of(torch, runtime)
        recipe = read_recipe(checkpoint, prompt)
        with loading(checkpoint):
            tokenizer = transformers.AutoTokenizer.from_pretrained(
                checkpoint.folder, local_files_only=True, trust_remote_code=False
            )
            model = transformers.AutoModel.from_pretrained(
                checkpoint.folder,
                use_safetensors=True,
                local_files_only=True,
                trust_remote_code=False,
                dtype=dtype_of(torch, runtime, device),
            )
            fitting(checkpoint, tokenizer, model)
            dense = tuple(_read_dense(path, device, model.dtype) for path in recipe.dense)
        model.to(device).eval()
        budget = Budget(8192, runtime.batch_size)
        return cls(checkpoint.name, checkpoint.revision, recipe, tokenizer, model, dense, budget, torch)

    def embed(self, sentences: Sequence[str], language: str) -> Vectors:
        """Unit rows, float32 [n, d]; a zero row for empty text. ``language`` is not asked for: one vocabulary serves
        all."""
        texts = [text.lower() if self.recipe.lower else text for text in sentences]
        encoded = (
            self._tokenizer(
                [self.recipe.prompt + text for text in texts],
                truncation=True,
                max_length=self.recipe.longest,
                return_attention_mask=False,
            )["input_ids"]
            if texts
            else []
        )

        def run(batch: list[int]) -> list[Vectors]:
            padded = self._tokenizer.pad(
                {"input_ids": [encoded[at] for at in batch]}, padding=True, return_tensors="pt"
            ).to(self._model.device)
            with self._torch.inference_mode():
                states = self._model(
                    input_ids=padded["input_ids"], attention_mask=padded["attention_mask"]
                ).last_hidden_state
                vectors = self._pooled(states, padded["attention_mask"])
                for layer in self._dense:
                    vectors = self._torch.nn.functional.linear(vectors, layer.weight, layer.bias)
                    if layer.activation:
                        vectors = _function(self._torch, layer.activation)(vectors)
                return list(vectors.float().cpu().numpy())

        done = run_batches([len(ids) for ids in encoded], self._budget, run, label=self.name)
        if not done:
            return np.zeros((0, self._dimension()), np.float32)
        rows = np.stack(done).astype(np.float32)
        rows[[not text.strip() for text in texts]] = 0
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.where(norms > 0, norms, 1), np.float32)

    def _dimension(self) -> int:
        return int(self._dense[-1].weight.shape[0] if self._dense else self._model.config.hidden_size)

    def _pooled(self, states: Any, mask: Any) -> Any:
        """One vector a text from its token states [texts, tokens, d]."""
        torch, pooling = self._torch, self.recipe.pooling
        first = mask.argmax(dim=1)  # padding may stand on the left
        last = mask.shape[1] - 1 - mask.flip(1).argmax(dim=1)
        rows = torch.arange(len(states), device=states.device)
        if pooling == "cls":
            return states[rows, first]
        if pooling == "lasttoken":
            return states[rows, last]
        if pooling == "max":
            return states.masked_fill(mask[..., None] == 0, -1e9).max(dim=1).values
        weights = mask.to(states.dtype)
        if pooling == "weightedmean":
            weights = weights * weights.cumsum(dim=1)
        total = (states * weights[..., None]).sum(dim=1)
        count = weights.sum(dim=1, keepdim=True).clamp(min=1e-9)
        return total / (count.sqrt() if pooling == "mean_sqrt_len_tokens" else count)


def _read_dense(path: Path, device: str, dtype: Any) -> Dense:
    from safetensors.torch import load_file

    config = _json(path / "config.json", {})
    activation = str(config.get("activation_function", "Tanh")).rsplit(".", 1)[-1]
    if activation not in ACTIVATIONS:
        raise ModelError(path, f"has the activation `{activation}`", f"known are {', '.join(ACTIVATIONS)}")
    weights = path / "model.safetensors"
    if not weights.is_file():
        raise ModelError(path, "holds no weights as safetensors", "pickled weights (.bin) are not loaded")
    tensors = load_file(weights, device=device)
    bias = tensors.get("linear.bias")
    return Dense(
        tensors["linear.weight"].to(dtype), None if bias is None else bias.to(dtype), ACTIVATIONS[activation]
    )


def _function(torch: Any, name: str) -> Any:
    return torch.nn.functional.gelu if name == "gelu" else getattr(torch, name)


def _json(path: Path, missing: Any) -> Any:
    if not path.is_file():
        return missing
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(
            path, f"cannot be read as JSON ({one_line(error)})", "fetch the model again"
        ) from None
    if not isinstance(data, type(missing)):
        raise ModelError(path, "does not have the form of its kind", "fetch the model again")
    return data
