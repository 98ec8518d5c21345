"""Causal language models as scorers: how probable a translation is as the answer to being asked for it.

The request stands in the model's own chat template, so that an instructed model is met in the form that it was
trained on; a model without a template is shown the two languages by name.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from align.errors import ModelError
from align.model.choice import Runtime
from align.model.hub.batches import Budget, run_batches
from align.model.hub.checkpoint import Checkpoint
from align.model.hub.torch_loading import device_of, dtype_of, fitting, loading, packages
from align.model.protocol import TokenScores, Vectors, Verb
from align.model.unoffered import Unoffered

LANGUAGES = {"en": "English", "ja": "Japanese", "zh": "Chinese", "zh-Hant": "Traditional Chinese"}
REQUEST = (
    "Translate this {source} text into {target}. Answer with the translation and nothing else.\n\n{text}"
)
PLAIN = "{source}: {text}\n{target}:"


@dataclass(slots=True)
class CausalModel(Unoffered):
    """A loaded causal model. Make one with :meth:`load`."""

    name: str
    revision: str
    _tokenizer: Any
    _model: Any
    _torch: Any
    _budget: Budget
    _limit: int
    verbs: frozenset[Verb] = field(default=frozenset({"score"}))

    @classmethod
    def load(cls, checkpoint: Checkpoint, runtime: Runtime) -> CausalModel:
        """The model of a checkpoint. Raises MissingExtraError without PyTorch, ModelError for files that do not fit
        and for a tokenizer that shows no character spans."""
        torch, transformers = packages(checkpoint.name)
        device = device_of(torch, runtime)
        with loading(checkpoint):
            tokenizer = transformers.AutoTokenizer.from_pretrained(
                checkpoint.folder, local_files_only=True, trust_remote_code=False
            )
            model = transformers.AutoModelForCausalLM.from_pretrained(
                checkpoint.folder,
                use_safetensors=True,
                local_files_only=True,
                trust_remote_code=False,
                dtype=dtype_of(torch, runtime, device),
            )
            fitting(checkpoint, tokenizer, model)
        if not tokenizer.is_fast:
            reason = "its tokenizer has no tokenizer.json, and so no character spans"
            raise ModelError(checkpoint.name, reason, "save it with a fast tokenizer")
        model.to(device).eval()
        limit = min(int(getattr(model.config, "max_position_embeddings", 4096) or 4096), 8192)
        budget = Budget(2048, runtime.batch_size)
        return cls(checkpoint.name, checkpoint.revision, tokenizer, model, torch, budget, limit)

    def knows(self, source_language: str, target_language: str) -> bool:
        """Whether both languages can be asked for by name."""
        return source_language in LANGUAGES and target_language in LANGUAGES

    def score(
        self, sources: Sequence[str], targets: Sequence[str], source_language: str, target_language: str
    ) -> list[TokenScores]:
        """Log-probabilities of each target's pieces as the answer to the request; the last is that of the end of the
        answer, with an empty span at the target's end."""
        if not self.knows(source_language, target_language):
            raise ModelError(
                self.name,
                f"cannot be asked for {source_language} → {target_language}",
                f"it is asked for {', '.join(LANGUAGES)}",
            )
        prompts = [self._prompt(text, source_language, target_language) for text in sources]
        answers = [
            self._tokenizer(text, add_special_tokens=False, return_offsets_mapping=True) for text in targets
        ]
        end = self._tokenizer.eos_token_id
        rows = [
            [*prompt, *answer["input_ids"], *([] if end is None else [end])][-self._limit :]
            for prompt, answer in zip(prompts, answers, strict=True)
        ]
        told = [len(answer["input_ids"]) + (end is not None) for answer in answers]

        def run(batch: list[int]) -> list[TokenScores]:
            values = self._answers([rows[at] for at in batch], max(told[at] for at in batch))
            scored = []
            for row, at in zip(values, batch, strict=True):
                spans = [(int(a), int(b)) for a, b in answers[at]["offset_mapping"]]
                spans += [(len(targets[at]),) * 2] if end is not None else []
                count = min(told[at], len(rows[at]) - 1)
                kept = np.full(told[at], np.nan, np.float32)
                kept[told[at] - count :] = row[len(row) - count :]
                seen = np.isfinite(kept)
                scored.append(
                    TokenScores(kept[seen], tuple(span for span, one in zip(spans, seen, strict=True) if one))
                )
            return scored

        return run_batches([len(row) for row in rows], self._budget, run, label=self.name)

    def _answers(self, rows: Sequence[Sequence[int]], most: int) -> Vectors:
        """The log-probabilities of the last ``most`` tokens of each row, float32 [rows, most]; rows end together, so
        that logits are made for those only."""
        torch = self._torch
        longest = max(map(len, rows))
        most = min(most, longest - 1)
        ids = torch.zeros((len(rows), longest), dtype=torch.long)
        mask = torch.zeros((len(rows), longest), dtype=torch.long)
        for at, row in enumerate(rows):
            ids[at, longest - len(row) :] = torch.tensor(row, dtype=torch.long)
            mask[at, longest - len(row) :] = 1
        ids, mask = ids.to(self._model.device), mask.to(self._model.device)
        given: dict[str, Any] = {"input_ids": ids, "attention_mask": mask, "use_cache": False}
        accepted = inspect.signature(self._model.forward).parameters
        if "position_ids" in accepted:
            given["position_ids"] = (mask.cumsum(-1) - 1).clamp(min=0)
        if "logits_to_keep" in accepted:
            given["logits_to_keep"] = most + 1
        with torch.inference_mode():
            logits = self._model(**given).logits[:, -most - 1 : -1].float()
            chosen = logits.log_softmax(-1).gather(-1, ids[:, longest - most :, None]).squeeze(-1)
        values: Vectors = chosen.cpu().numpy().astype(np.float32)
        return values

    def _prompt(self, text: str, source_language: str, target_language: str) -> list[int]:
        names = {"source": LANGUAGES[source_language], "target": LANGUAGES[target_language], "text": text}
        if self._tokenizer.chat_template:
            return self._chat([{"role": "user", "content": REQUEST.format(**names)}])
        ids: list[int] = self._tokenizer(PLAIN.format(**names))["input_ids"]
        return ids

    def _chat(self, messages: Sequence[Mapping[str, str]]) -> list[int]:
        written = self._tokenizer.apply_chat_template(
            list(messages), tokenize=False, add_generation_prompt=True, enable_thinking=False
        )
        ids: list[int] = self._tokenizer(written, add_special_tokens=False)["input_ids"]
        return ids

    def answer(self, messages: Sequence[Mapping[str, str]], most: int = 1024) -> str:
        """What the model says to a conversation, at most ``most`` tokens, always its likeliest words."""
        torch = self._torch
        if self._tokenizer.chat_template:
            ids = self._chat(messages)
        else:
            ids = self._tokenizer("\n\n".join(one["content"] for one in messages))["input_ids"]
        ids = ids[-max(1, self._limit - most) :]
        given = torch.tensor([ids], dtype=torch.long, device=self._model.device)
        with torch.inference_mode():
            output = self._model.generate(
                input_ids=given,
                attention_mask=torch.ones_like(given),
                max_new_tokens=most,
                do_sample=False,
                pad_token_id=self._tokenizer.pad_token_id or self._tokenizer.eos_token_id,
            )
        return str(self._tokenizer.decode(output[0, len(ids) :], skip_special_tokens=True))
