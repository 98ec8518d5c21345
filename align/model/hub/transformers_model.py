"""Any Hugging Face sequence-to-sequence translation model as the four verbs, through PyTorch."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from align.errors import AlignWarning
from align.model.choice import Runtime
from align.model.hub.batches import Budget, run_batches
from align.model.hub.checkpoint import Checkpoint
from align.model.hub.families import (
    Family,
    attention_layer,
    decoder_layers,
    detect,
    language_tokens,
    longest_text,
    told,
)
from align.model.hub.tokens import Pieces, Side, Tokenizer
from align.model.hub.torch_loading import device_of, dtype_of, fitting, loading, packages
from align.model.protocol import Attention, TokenScores, Vectors, Verb

VERBS: frozenset[Verb] = frozenset({"embed", "score", "translate", "attend"})


@dataclass(frozen=True, slots=True)
class Settings:
    """How a model is run: where and in which batches, and which cross-attention `attend` reads."""

    runtime: Runtime = field(default_factory=Runtime)
    beams: int = 4
    attention_layer: int | None = None
    attention_heads: tuple[int, ...] = ()
    progress: Callable[[int], object] | None = None

    @property
    def budget(self) -> Budget:
        """How large a batch may be."""
        return Budget(texts=self.runtime.batch_size)


@dataclass(slots=True)
class TransformersModel:
    """A loaded checkpoint. Make one with :meth:`load`."""

    name: str
    revision: str
    family: Family
    settings: Settings
    _tokenizer: Tokenizer
    _ids: Any
    _model: Any
    _torch: Any
    verbs: frozenset[Verb] = field(default=VERBS)

    @classmethod
    def load(cls, checkpoint: Checkpoint, settings: Settings | None = None) -> TransformersModel:
        """The model of a checkpoint, where and in the precision that the settings say.

        Raises MissingExtraError without PyTorch, ModelError for weights or families that do not fit.
        """
        settings = settings or Settings()
        torch, transformers = packages(checkpoint.name)
        device = device_of(torch, settings.runtime)
        tokenizer = Tokenizer.load(checkpoint.folder)
        with loading(checkpoint):
            ids = _id_tokenizer(transformers, checkpoint)
            known = language_tokens(ids.get_vocab())
            family = detect(checkpoint.config, checkpoint.tokenizer_config, known, checkpoint.name)
            family = told(family, lambda words: tokenizer.encode([words], "source")[0].tokens)
            model = transformers.AutoModelForSeq2SeqLM.from_pretrained(
                checkpoint.folder,
                use_safetensors=True,
                local_files_only=True,
                dtype=dtype_of(torch, settings.runtime, device),
                attn_implementation="eager",  # the fused kernels give no attention weights
            )
            fitting(checkpoint, ids, model)
        model.to(device).eval()
        return cls(checkpoint.name, checkpoint.revision, family, settings, tokenizer, ids, model, torch)

    def knows(self, source_language: str, target_language: str) -> bool:
        """Whether the model translates in this direction."""
        return self.family.knows(source_language, target_language)

    def embed(self, sentences: Sequence[str], language: str) -> Vectors:
        """Mean of the encoder's states over a sentence's pieces, float32 [n, d], unit rows."""
        known = sorted(set(self.family.codes) - {"en"}) or ["ja"]
        other = "en" if language != "en" else known[0]
        rows = self._source_rows(sentences, language, other)
        skip = len(self.family.lead(language, other))

        def run(batch: list[int]) -> list[Vectors]:
            ids, mask = self._padded([rows[index] for index in batch])
            with self._torch.inference_mode():
                states = self._model.get_encoder()(
                    input_ids=ids, attention_mask=mask
                ).last_hidden_state.float()
            vectors = []
            for row, index in enumerate(batch):
                content = states[row, skip : len(rows[index]) - 1]  # language token and </s> are no content
                mean = content.mean(dim=0) if len(content) else states.new_zeros(states.shape[-1])
                vector: Vectors = mean.cpu().numpy()
                vectors.append(vector / max(float(np.linalg.norm(vector)), 1e-12))
            return vectors

        done = run_batches(
            [len(row) for row in rows], self.settings.budget, run, self.settings.progress, self.name
        )
        width = int(self._model.config.d_model)
        return np.stack(done).astype(np.float32) if done else np.zeros((0, width), np.float32)

    def score(
        self, sources: Sequence[str], targets: Sequence[str], source_language: str, target_language: str
    ) -> list[TokenScores]:
        """Forced decoding (Thompson and Post 2020, Prism): log-probabilities of each target's pieces.

        The last score is that of ``</s>``, with an empty span at the target's end; start and
        language tokens are left out.
        """
        self.family.check(source_language, target_language, self.name)
        rows = self._source_rows(sources, source_language, target_language)
        pieces = self._pieces(targets, "target")
        prefix = self.family.decoder_prefix(target_language)
        labels = [self._convert([*prefix, *piece.tokens, "</s>"], "target") for piece in pieces]

        def run(batch: list[int]) -> list[TokenScores]:
            ids, mask = self._padded([rows[index] for index in batch])
            gold, _ = self._padded([labels[index] for index in batch])
            with self._torch.inference_mode():
                logits = self._model(
                    input_ids=ids, attention_mask=mask, decoder_input_ids=self._shifted(gold), use_cache=False
                ).logits.float()
                chosen = logits.log_softmax(-1).gather(-1, gold.unsqueeze(-1)).squeeze(-1).cpu().numpy()
            scored = []
            for row, index in enumerate(batch):
                values = chosen[row, len(prefix) : len(labels[index])].astype(np.float32)
                end = len(targets[index])
                scored.append(TokenScores(values, (*pieces[index].offsets, (end, end))))
            return scored

        lengths = [len(row) + len(label) for row, label in zip(rows, labels, strict=True)]
        return run_batches(lengths, self.settings.budget, run, self.settings.progress, self.name)

    def translate(self, sentences: Sequence[str], source_language: str, target_language: str) -> list[str]:
        """Beam search; empty text stays empty."""
        self.family.check(source_language, target_language, self.name)
        full = [index for index, sentence in enumerate(sentences) if sentence.strip()]
        rows = self._source_rows([sentences[index] for index in full], source_language, target_language)
        prefix = self._convert(self.family.decoder_prefix(target_language), "target")
        languages = getattr(self._ids, "id_to_lang_token", {})  # M2M100 keeps them outside its special tokens
        skipped = {self._model.config.pad_token_id, *prefix, *self._ids.all_special_ids, *languages}

        def run(batch: list[int]) -> list[str]:
            ids, mask = self._padded([rows[index] for index in batch])
            with self._torch.inference_mode():
                output = self._model.generate(
                    input_ids=ids,
                    attention_mask=mask,
                    num_beams=self.settings.beams,
                    max_new_tokens=min(self._limit() - 2, 2 * ids.shape[1] + 20),
                    forced_bos_token_id=prefix[0] if prefix else None,
                    do_sample=False,
                )
            kept = [[token for token in row if token not in skipped] for row in output.tolist()]
            return [self._text(row) for row in kept]

        done = run_batches(
            [len(row) for row in rows], self.settings.budget, run, self.settings.progress, self.name
        )
        translations = [""] * len(sentences)
        for index, translation in zip(full, done, strict=True):
            translations[index] = translation
        return translations

    def attend(self, source: str, target: str, source_language: str, target_language: str) -> Attention:
        """One pair of :meth:`attend_all`."""
        return self.attend_all([source], [target], source_language, target_language)[0]

    def attend_all(
        self, sources: Sequence[str], targets: Sequence[str], source_language: str, target_language: str
    ) -> list[Attention]:
        """Cross-attention of one decoder layer, averaged over its chosen heads (Garg et al. 2019).

        The row of a piece is the attention paid when that piece is the decoder's *input*, which
        aligns better than when it is being predicted (Chen et al. 2020, shift-att). Mass that goes
        to ``</s>`` and language tokens is left out, so rows sum to at most 1.
        """
        layer = self.settings.attention_layer
        if layer is None:
            layer = attention_layer(decoder_layers(self._model.config.to_dict()))
        heads = list(self.settings.attention_heads)

        def chosen(layers: Any) -> Vectors:
            weights = layers[layer][:, heads] if heads else layers[layer]
            mean: Vectors = weights.float().mean(dim=1).cpu().numpy()
            return mean

        attended = self._attended(sources, targets, source_language, target_language, chosen)
        return [Attention(weights, target.offsets, source.offsets) for weights, source, target in attended]

    def cross_attention(
        self, source: str, target: str, source_language: str, target_language: str
    ) -> tuple[Vectors, Pieces, Pieces]:
        """All cross-attention, float32 [layers, heads, target pieces, source pieces], and both sides' pieces."""

        def every(layers: Any) -> Vectors:
            stacked: Vectors = self._torch.stack(layers, dim=1).float().cpu().numpy()
            return stacked

        return self._attended([source], [target], source_language, target_language, every)[0]

    def _attended(
        self,
        sources: Sequence[str],
        targets: Sequence[str],
        source_language: str,
        target_language: str,
        choose: Callable[[Any], Vectors],
    ) -> list[tuple[Vectors, Pieces, Pieces]]:
        """What ``choose`` takes of all layers' cross-attention [rows, heads, target, source], cut to the pieces."""
        self.family.check(source_language, target_language, self.name)
        left, right = self._pieces(sources, "source"), self._pieces(targets, "target")
        rows = [
            self._convert(
                self.family.encoder_tokens(pieces.tokens, source_language, target_language), "source"
            )
            for pieces in left
        ]
        prefix = self.family.decoder_prefix(target_language)
        labels = [self._convert([*prefix, *pieces.tokens, "</s>"], "target") for pieces in right]
        start = len(self.family.lead(source_language, target_language))
        first = 1 + len(prefix)  # the start token, then the language token

        def run(batch: list[int]) -> list[tuple[Vectors, Pieces, Pieces]]:
            ids, mask = self._padded([rows[at] for at in batch])
            gold, _ = self._padded([labels[at] for at in batch])
            with self._torch.inference_mode():
                output = self._model(
                    input_ids=ids,
                    attention_mask=mask,
                    decoder_input_ids=self._shifted(gold),
                    output_attentions=True,
                    use_cache=False,
                )
            weights = choose(output.cross_attentions)
            cut = []
            for row, at in enumerate(batch):
                columns = slice(start, start + len(left[at].tokens))
                part = weights[row][..., first : first + len(right[at].tokens), columns]
                cut.append((part.astype(np.float32), left[at], right[at]))
            return cut

        lengths = [len(row) + len(label) for row, label in zip(rows, labels, strict=True)]
        return run_batches(lengths, self.settings.budget, run, self.settings.progress, self.name)

    def _pieces(self, texts: Sequence[str], side: Side) -> list[Pieces]:
        """Pieces within the model's limit; a text that is cut is warned about."""
        longest = max(map(len, self.family.instructions.values()), default=1)
        room = self._limit() - 2 - longest  # </s>, start token, language token or instruction
        encoded = self._tokenizer.encode(texts, side)
        for text, pieces in zip(texts, encoded, strict=True):
            if len(pieces.tokens) > room:
                reason = f"a sentence of {len(pieces.tokens)} tokens was cut to {room}: {text[:40]!r}…"
                warnings.warn(f"{self.name}: {reason}", AlignWarning, stacklevel=3)
        return [pieces.cut(room) for pieces in encoded]

    def _limit(self) -> int:
        return longest_text(self._model.config.to_dict())

    def _source_rows(
        self, texts: Sequence[str], source_language: str, target_language: str
    ) -> list[list[int]]:
        if self.family.source_code == "source":
            self.family.code(source_language, self.name)
        return [
            self._convert(
                self.family.encoder_tokens(pieces.tokens, source_language, target_language), "source"
            )
            for pieces in self._pieces(texts, "source")
        ]

    def _convert(self, tokens: Sequence[str], side: Side) -> list[int]:
        """Vocabulary ids. Marian may keep two vocabularies, which its tokenizer switches between."""
        if side == "target" and getattr(self._ids, "separate_vocabs", False):
            unknown = self._ids.target_encoder[self._ids.unk_token]
            return [int(self._ids.target_encoder.get(token, unknown)) for token in tokens]
        return [int(token) for token in self._ids.convert_tokens_to_ids(list(tokens))]

    def _text(self, ids: Sequence[int]) -> str:
        if getattr(self._ids, "separate_vocabs", False):
            return self._tokenizer.decode([self._ids.decoder[token] for token in ids])
        return self._tokenizer.decode(self._ids.convert_ids_to_tokens(list(ids)))

    def _padded(self, rows: Sequence[Sequence[int]]) -> tuple[Any, Any]:
        longest = max((len(row) for row in rows), default=0)
        pad = int(self._model.config.pad_token_id)
        ids = self._torch.full((len(rows), longest), pad, dtype=self._torch.long)
        mask = self._torch.zeros((len(rows), longest), dtype=self._torch.long)
        for at, row in enumerate(rows):
            ids[at, : len(row)] = self._torch.tensor(row, dtype=self._torch.long)
            mask[at, : len(row)] = 1
        device = self._model.device
        return ids.to(device), mask.to(device)

    def _shifted(self, labels: Any) -> Any:
        start = self._convert([self.family.decoder_start], "target")[0]
        first = labels.new_full((labels.shape[0], 1), start)
        return self._torch.cat([first, labels[:, :-1]], dim=1)


def _id_tokenizer(transformers: Any, checkpoint: Checkpoint) -> Any:
    """The Transformers tokenizer, asked only for ids: its pieces carry no offsets.

    SMaLL-100 brings its tokenizer as code, which is never run: M2M100's has the same vocabulary.
    """
    if str(checkpoint.tokenizer_config.get("tokenizer_class", "")).lower().startswith("small100"):
        return transformers.M2M100Tokenizer.from_pretrained(checkpoint.folder, local_files_only=True)
    return transformers.AutoTokenizer.from_pretrained(
        checkpoint.folder, local_files_only=True, trust_remote_code=False
    )
