"""Quality estimators of the COMET family: CometKiwi (Rei et al. 2022) and XCOMET (Guerreiro et al. 2024).

Their package wants older releases of NumPy and Transformers than everything else here, so the layout of their
checkpoints is read and run by us: hparams.yaml, checkpoints/model.ckpt, and the configuration and vocabulary of the
encoder that hparams.yaml names. The checkpoint is a pickle; it is opened by PyTorch's restricted reader, which makes
tensors and plain values and refuses everything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from align.errors import MissingExtraError, ModelError
from align.model.choice import Runtime
from align.model.hub.batches import Budget, run_batches
from align.model.hub.checkpoint import Checkpoint
from align.model.hub.torch_loading import device_of, dtype_of, loading, packages
from align.model.protocol import ErrorSpan, Floats, Verb
from align.model.unoffered import Unoffered

LONGEST = 512  # tokens of target and source together
KINDS = ("unified_metric", "xcomet_metric")
SEVERITIES = ("minor", "major", "critical")  # the labels of XCOMET's tagger after "no error"
PENALTIES = np.array([0.0, 1.0, 5.0, 10.0])
MOST_PENALTY = 25.0
SHARES = (
    0.78,
    0.22,
)  # XCOMET's score without a reference: of the regression, and of the errors that it marks


@dataclass(slots=True)
class CometModel(Unoffered):
    """A loaded estimator. Make one with :meth:`load`."""

    name: str
    revision: str
    _hparams: dict[str, Any]
    _tokenizer: Any
    _encoder: Any
    _state: dict[str, Any]
    _budget: Budget
    _torch: Any
    verbs: frozenset[Verb] = field(default_factory=frozenset)

    @classmethod
    def load(cls, checkpoint: Checkpoint, runtime: Runtime) -> CometModel:
        """The estimator of a folder. Raises MissingExtraError without PyTorch or PyYAML, ModelError for a checkpoint
        that needs references or is of another kind."""
        torch, transformers = packages(checkpoint.name)
        hparams = read_hparams(checkpoint.folder)
        kind, segments = hparams.get("class_identifier"), hparams.get("input_segments", ["mt", "src"])
        if kind not in KINDS or "src" not in segments:
            reason = f"is a metric (`{kind}`) that wants more than source and translation, or one that is not known"
            raise ModelError(checkpoint.name, reason, f"known are {' and '.join(KINDS)} without references")
        device = device_of(torch, runtime)
        dtype = dtype_of(torch, runtime, device)
        base = str(hparams.get("pretrained_model", ""))
        with loading(checkpoint):
            tokenizer = transformers.AutoTokenizer.from_pretrained(base, trust_remote_code=False)
            config = transformers.AutoConfig.from_pretrained(base, trust_remote_code=False)
            encoder = transformers.AutoModel.from_config(config, add_pooling_layer=False)
            state = _read_state(torch, checkpoint)
            own = {name.removeprefix("encoder.model."): value for name, value in state.items()}
            missing = encoder.load_state_dict(own, strict=False).missing_keys
            if any(not name.endswith("position_ids") for name in missing):
                raise ValueError(f"the checkpoint has no {missing[0]}")
        encoder.to(device=device, dtype=dtype).eval()
        heads = {
            name: value.to(device=device, dtype=torch.float32)
            for name, value in state.items()
            if not name.startswith("encoder.")
        }
        budget = Budget(4096, runtime.batch_size)
        return cls(checkpoint.name, checkpoint.revision, hparams, tokenizer, encoder, heads, budget, torch)

    def estimate(
        self, sources: Sequence[str], targets: Sequence[str], source_language: str, target_language: str
    ) -> Floats:
        """A figure a pair, float32 [n], 0 to 1."""
        return np.array([figure for figure, _ in self._looked(sources, targets)], np.float32)

    def error_spans(
        self, sources: Sequence[str], targets: Sequence[str], source_language: str, target_language: str
    ) -> list[tuple[ErrorSpan, ...]]:
        """The spans of each target that the estimator calls wrong; none from one that does not tag."""
        return [spans for _, spans in self._looked(sources, targets)]

    def _looked(
        self, sources: Sequence[str], targets: Sequence[str]
    ) -> list[tuple[float, tuple[ErrorSpan, ...]]]:
        encoded = [
            self._tokenizer(
                target,
                source,
                truncation="longest_first",
                max_length=LONGEST,
                return_offsets_mapping=True,
            )
            for source, target in zip(sources, targets, strict=True)
        ]

        def run(batch: list[int]) -> list[tuple[float, tuple[ErrorSpan, ...]]]:
            torch = self._torch
            rows = {"input_ids": [encoded[at]["input_ids"] for at in batch]}
            padded = self._tokenizer.pad(rows, padding=True, padding_side="right", return_tensors="pt")
            padded = padded.to(self._encoder.device)
            with torch.inference_mode():
                layers = self._encoder(
                    input_ids=padded["input_ids"],
                    attention_mask=padded["attention_mask"],
                    output_hidden_states=True,
                ).hidden_states
                figures = self._regression(layers, padded["attention_mask"]).cpu().numpy()
                tags = self._tags(layers)
            return [
                self._finished(float(figure), None if tags is None else tags[row], encoded[at])
                for row, (figure, at) in enumerate(zip(figures, batch, strict=True))
            ]

        lengths = [len(one["input_ids"]) for one in encoded]
        return run_batches(lengths, self._budget, run, label=self.name)

    def _regression(self, layers: Any, mask: Any) -> Any:
        """The estimator's figure from the first token of the mixed layers, [texts]."""
        torch, state = self._torch, self._state
        if self._hparams.get("sent_layer", self._hparams.get("layer", "mix")) == "mix":
            weights = torch.cat(
                [state[f"layerwise_attention.scalar_parameters.{at}"] for at in range(len(layers))]
            )
            sparse = self._hparams.get("layer_transformation") == "sparsemax"
            shares = sparsemax(torch, weights) if sparse else weights.softmax(0)
            normed = bool(self._hparams.get("layer_norm", False))
            mixed = sum(
                share * (_normed(torch, layer.float(), mask) if normed else layer.float())
                for share, layer in zip(shares, layers, strict=True)
            )
            sentence = (state["layerwise_attention.gamma"] * mixed)[:, 0]
        else:
            sentence = layers[int(self._hparams["sent_layer"])][:, 0].float()
        numbers = sorted(
            int(name.split(".")[2])
            for name in state
            if name.startswith("estimator.ff.") and name.endswith("weight")
        )
        activation = getattr(torch.nn, str(self._hparams.get("activations", "Tanh")).title())()
        for number in numbers:
            weight, bias = state[f"estimator.ff.{number}.weight"], state[f"estimator.ff.{number}.bias"]
            sentence = torch.nn.functional.linear(sentence, weight, bias)
            if number != numbers[-1]:
                sentence = activation(sentence)
        final = self._hparams.get("final_activation")
        return (getattr(torch.nn, str(final).title())()(sentence) if final else sentence).view(-1)

    def _tags(self, layers: Any) -> Floats | None:
        """The probability of each label for each token, [texts, tokens, labels]; None without a tagger."""
        if "hidden2tag.weight" not in self._state:
            return None
        states = layers[int(self._hparams["word_layer"])].float()
        logits = self._torch.nn.functional.linear(
            states, self._state["hidden2tag.weight"], self._state["hidden2tag.bias"]
        )
        tags: Floats = logits.softmax(-1).cpu().numpy()
        return tags

    def _finished(
        self, figure: float, tags: Floats | None, encoded: Any
    ) -> tuple[float, tuple[ErrorSpan, ...]]:
        spans = () if tags is None else _spans(tags, encoded)
        if self._hparams["class_identifier"] != "xcomet_metric":
            return figure, spans
        penalty = sum(PENALTIES[1 + SEVERITIES.index(span.severity)] for span in spans)
        marked = 1 - min(MOST_PENALTY, float(penalty)) / MOST_PENALTY
        return SHARES[0] * min(1.0, figure) + SHARES[1] * marked, spans


def read_hparams(folder: Path) -> dict[str, Any]:
    """What hparams.yaml says. Raises MissingExtraError without PyYAML, ModelError for a file that is none."""
    try:
        import yaml
    except ImportError:
        raise MissingExtraError("PyYAML", f"the estimator {folder.name}", "comet") from None
    path = folder / "hparams.yaml"
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        reason = f"cannot be read as YAML ({type(error).__name__})"
        raise ModelError(path, reason, "fetch the model again") from None
    if not isinstance(values, dict):
        raise ModelError(path, "holds no settings", "fetch the model again")
    return values


def _read_state(torch: Any, checkpoint: Checkpoint) -> dict[str, Any]:
    path = checkpoint.folder / "checkpoints" / "model.ckpt"
    if not path.is_file():
        raise ModelError(path, "the estimator's weights are missing", "fetch the model again")
    try:
        stored = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # whatever stands in a pickle that is none of ours
        reason = f"holds more than tensors, or is damaged ({type(error).__name__})"
        raise ModelError(path, reason, "nothing of it was run; fetch the model again") from None
    state = stored.get("state_dict", stored) if isinstance(stored, dict) else {}
    if not any(str(name).startswith("estimator.") for name in state):
        raise ModelError(path, "holds no estimator", "name a model of the COMET family")
    return dict(state)


def sparsemax(torch: Any, values: Any) -> Any:
    """The projection of values onto the simplex (Martins and Astudillo 2016)."""
    ordered = values.sort(descending=True).values
    sums = ordered.cumsum(0) - 1
    counts = torch.arange(1, len(values) + 1, device=values.device)
    kept = int((counts * ordered > sums).sum())
    return (values - sums[kept - 1] / kept).clamp(min=0)


def _normed(torch: Any, states: Any, mask: Any) -> Any:
    """States less their mean over all tokens and dimensions of a text, by their deviation."""
    there = mask[..., None].to(states.dtype)
    count = there.sum(dim=(1, 2), keepdim=True) * states.shape[-1]
    mean = (states * there).sum(dim=(1, 2), keepdim=True) / count
    variance = (((states - mean) * there) ** 2).sum(dim=(1, 2), keepdim=True) / count
    return (states - mean) / torch.sqrt(variance + 1e-12)


def _spans(tags: Floats, encoded: Any) -> tuple[ErrorSpan, ...]:
    """Runs of target tokens with the same label of an error."""
    found: list[ErrorSpan] = []
    before = reached = 0
    for at, (side, (start, end)) in enumerate(
        zip(encoded.sequence_ids(), encoded["offset_mapping"], strict=True)
    ):
        start = max(start, reached)  # a mark for the space before a word claims the word's first letter
        if side != 0 or start >= end:
            continue
        label, reached = int(tags[at].argmax()), end
        certain = float(tags[at, label])
        if label and label == before:
            last = found.pop()
            found.append(ErrorSpan(last.start, end, last.severity, min(last.confidence, certain)))
        elif label:
            found.append(ErrorSpan(start, end, SEVERITIES[label - 1], certain))
        before = label
    return tuple(found)
