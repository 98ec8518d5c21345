"""A CTranslate2 folder as three of the verbs: score, translate, attend. Needs no PyTorch."""

from __future__ import annotations

import json
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from align.errors import AlignWarning, MissingExtraError, ModelError
from align.model.choice import Runtime
from align.model.hub.batches import Budget, run_batches
from align.model.hub.convert import ORIGIN
from align.model.hub.families import Family, detect, language_tokens, longest_text, told
from align.model.hub.tokens import Pieces, Side, Tokenizer
from align.model.protocol import Attention, TokenScores, Verb
from align.model.unoffered import Unoffered

VERBS: frozenset[Verb] = frozenset({"score", "translate", "attend"})


def is_ctranslate_folder(folder: Path) -> bool:
    """Whether a folder was written by :func:`align.model.hub.convert.convert`."""
    return (folder / "model.bin").is_file() and (folder / ORIGIN).is_file()


@dataclass(slots=True)
class CTranslateModel(Unoffered):
    """A loaded CTranslate2 model. Make one with :meth:`load`."""

    name: str
    revision: str
    family: Family
    beams: int
    _limit: int
    _budget: Budget
    _tokenizer: Tokenizer
    _translator: Any
    verbs: frozenset[Verb] = field(default=VERBS)

    @classmethod
    def load(
        cls, folder: Path, runtime: Runtime | None = None, *, threads: int = 0, beams: int = 4
    ) -> CTranslateModel:
        """The model in a folder; ``threads`` 0 lets CTranslate2 choose.

        Raises MissingExtraError without the package, ModelError for a damaged folder.
        """
        try:
            import ctranslate2
        except ImportError:
            raise MissingExtraError("ctranslate2", f"the model {folder}", "hub") from None
        runtime = runtime or Runtime()
        device = _device(runtime, ctranslate2)
        try:
            origin = json.loads((folder / ORIGIN).read_text(encoding="utf-8"))
            vocabulary = json.loads(_vocabulary(folder).read_text(encoding="utf-8"))
            translator = ctranslate2.Translator(
                str(folder),
                device=device.split(":")[0],
                device_index=int(device.partition(":")[2] or 0),
                intra_threads=threads,
                compute_type="default" if runtime.dtype == "auto" else runtime.dtype,
            )
        except (OSError, ValueError, RuntimeError) as error:
            reason = f"cannot be loaded ({' '.join(str(error).split())[:160]})"
            raise ModelError(folder, reason, "convert it again") from None
        tokenizer = Tokenizer.load(folder)
        config, known = origin["config"], language_tokens(vocabulary)
        family = detect(config, origin["tokenizer_config"], known, origin["name"])
        family = told(family, lambda words: tokenizer.encode([words], "source")[0].tokens)
        name = f"{origin['name']}:ct2-{origin['precision']}"
        limit, budget = longest_text(config), Budget(texts=runtime.batch_size)
        return cls(name, origin["revision"], family, beams, limit, budget, tokenizer, translator)

    def knows(self, source_language: str, target_language: str) -> bool:
        """Whether the model translates in this direction."""
        return self.family.knows(source_language, target_language)

    def score(
        self, sources: Sequence[str], targets: Sequence[str], source_language: str, target_language: str
    ) -> list[TokenScores]:
        """Forced decoding; the same scores as the original's within the precision of its weights."""
        self.family.check(source_language, target_language, self.name)
        rows = self._source_rows(sources, source_language, target_language)
        pieces = self._pieces(targets, "target")
        prefix = self.family.decoder_prefix(target_language)
        forced = [[*prefix, *piece.tokens] for piece in pieces]

        def run(batch: list[int]) -> list[TokenScores]:
            results = self._translator.score_batch([rows[at] for at in batch], [forced[at] for at in batch])
            scored = []
            for at, result in zip(batch, results, strict=True):
                values = np.array(result.log_probs[len(prefix) :], dtype=np.float32)
                end = len(targets[at])
                scored.append(TokenScores(values, (*pieces[at].offsets, (end, end))))
            return scored

        lengths = [len(row) + len(label) for row, label in zip(rows, forced, strict=True)]
        return run_batches(lengths, self._budget, run, label=self.name)

    def translate(self, sentences: Sequence[str], source_language: str, target_language: str) -> list[str]:
        """Beam search; empty text stays empty."""
        self.family.check(source_language, target_language, self.name)
        full = [index for index, sentence in enumerate(sentences) if sentence.strip()]
        rows = self._source_rows([sentences[index] for index in full], source_language, target_language)
        prefix = self.family.decoder_prefix(target_language)

        def run(batch: list[int]) -> list[str]:
            results = self._translator.translate_batch(
                [rows[at] for at in batch],
                target_prefix=[prefix] * len(batch) if prefix else None,
                beam_size=self.beams,
                max_decoding_length=min(self._limit - 2, 2 * max(len(rows[at]) for at in batch) + 20),
            )
            return [self._tokenizer.decode(result.hypotheses[0][len(prefix) :]) for result in results]

        translations = [""] * len(sentences)
        done = run_batches([len(row) for row in rows], self._budget, run, label=self.name)
        for index, translation in zip(full, done, strict=True):
            translations[index] = translation
        return translations

    def attend(self, source: str, target: str, source_language: str, target_language: str) -> Attention:
        """One pair of :meth:`attend_all`."""
        return self.attend_all([source], [target], source_language, target_language)[0]

    def attend_all(
        self, sources: Sequence[str], targets: Sequence[str], source_language: str, target_language: str
    ) -> list[Attention]:
        """Cross-attention while the targets are forced: mean over the heads of the layer chosen at conversion.

        As for the original the row of a piece is the attention paid when it is the decoder's input,
        that is, while the piece after it is predicted. CTranslate2 decodes a forced target step by step, so
        many pairs of similar length at once are several times faster than one by one.
        """
        self.family.check(source_language, target_language, self.name)
        left, right = self._pieces(sources, "source"), self._pieces(targets, "target")
        prefix = self.family.decoder_prefix(target_language)
        start = len(self.family.lead(source_language, target_language))
        first = len(prefix) + 1  # row k predicts token k; token k is the input of row k + 1

        def run(batch: list[int]) -> list[Attention]:
            steps = max(len(right[at].tokens) for at in batch) + len(prefix) + 1
            results = self._translator.translate_batch(
                [
                    self.family.encoder_tokens(left[at].tokens, source_language, target_language)
                    for at in batch
                ],
                target_prefix=[[*prefix, *right[at].tokens] for at in batch],
                beam_size=1,
                min_decoding_length=steps,
                max_decoding_length=steps,
                return_attention=True,
            )
            attentions = []
            for at, result in zip(batch, results, strict=True):
                weights = np.array(result.attention[0], dtype=np.float32)
                rows = slice(first, first + len(right[at].tokens))
                cut = weights[rows, start : start + len(left[at].tokens)]
                attentions.append(Attention(cut, right[at].offsets, left[at].offsets))
            return attentions

        empty = [
            Attention(np.zeros((len(b.tokens), len(a.tokens)), np.float32), b.offsets, a.offsets)
            for a, b in zip(left, right, strict=True)
        ]
        full = [at for at, (a, b) in enumerate(zip(left, right, strict=True)) if a.tokens and b.tokens]
        lengths = [max(len(left[at].tokens), len(right[at].tokens)) for at in full]
        done = run_batches(
            lengths, self._budget, lambda batch: run([full[at] for at in batch]), label=self.name
        )
        for at, attention in zip(full, done, strict=True):
            empty[at] = attention
        return empty

    def _pieces(self, texts: Sequence[str], side: Side) -> list[Pieces]:
        room = self._limit - 2 - max(map(len, self.family.instructions.values()), default=1)
        encoded = self._tokenizer.encode(texts, side)
        for text, pieces in zip(texts, encoded, strict=True):
            if len(pieces.tokens) > room:
                reason = f"a sentence of {len(pieces.tokens)} tokens was cut to {room}: {text[:40]!r}…"
                warnings.warn(f"{self.name}: {reason}", AlignWarning, stacklevel=3)
        return [pieces.cut(room) for pieces in encoded]

    def _source_rows(
        self, texts: Sequence[str], source_language: str, target_language: str
    ) -> list[list[str]]:
        return [
            self.family.encoder_tokens(pieces.tokens, source_language, target_language)
            for pieces in self._pieces(texts, "source")
        ]


def _device(runtime: Runtime, ctranslate2: Any) -> str:
    """The device that is meant. Raises ModelError where CTranslate2 has it not."""
    cuda = ctranslate2.get_cuda_device_count() > 0
    if runtime.device == "auto":
        return "cuda" if cuda else "cpu"
    if runtime.device == "mps" or (runtime.device.startswith("cuda") and not cuda):
        raise ModelError(
            f"--device {runtime.device}", "CTranslate2 sees no such device here", "name cpu or auto"
        )
    return runtime.device


def _vocabulary(folder: Path) -> Path:
    shared = folder / "shared_vocabulary.json"
    return shared if shared.is_file() else folder / "source_vocabulary.json"
