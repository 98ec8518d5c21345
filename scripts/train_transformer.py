#!/usr/bin/env python3
"""Train the compact translation model: Japanese and Chinese to English and back, in one Transformer.

Marian architecture (6 encoder and 3 decoder layers of width 384, about 25M parameters), one shared
SentencePiece vocabulary, a target-language token in front of each source (Johnson et al. 2017). Three
steps, each taking up what the one before left in WORK, so that a run can be cut and continued:

  scripts/train_transformer.py prepare --data ../shared/data --work WORK
  scripts/train_transformer.py train   --work WORK --minutes 25
  scripts/train_transformer.py finish  --work WORK --out models/compact --news NEWS.tsv …

`train` wants a GPU (bfloat16 there; on a CPU it is good for proving the way, not for a model worth
having) and writes a checkpoint every few minutes. `finish` averages the last checkpoints, converts to
CTranslate2 int8, cuts the weights into parts of at most 16 MiB for transport with --parts, and prints
BLEU and chrF (sacrebleu, with signatures) for each NEWS file: columns doc, english, other.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import training_text

TARGETS = (">>en<<", ">>ja<<", ">>zh<<")
VISITS = {"text": 1.0, "dialogue": 1.0, "docs": 0.7, "dictionary": 0.4, "names": 0.4}
# Copies of the shared embedding, which safetensors would refuse to write twice.
TIED = ("lm_head.weight", "model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight")
LONGEST = 160
PART = 16 * 1024 * 1024


def prepare(arguments: argparse.Namespace) -> None:
    """Vocabulary and all examples as ids: `ids.npy` flat uint16, `ends.npy` two ends an example."""
    import sentencepiece

    work: Path = arguments.work
    work.mkdir(parents=True, exist_ok=True)
    sets = training_text.load(arguments.data)
    if arguments.limit:
        sets = [_shortened(each, arguments.limit) for each in sets]
    rng = random.Random(1)
    text = work / "sample.txt"
    with text.open("w", encoding="utf-8") as handle:
        for each in sets:
            for pair in rng.sample(each.pairs, min(60_000, len(each.pairs))):
                handle.write("\n".join(pair) + "\n")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text),
        model_prefix=str(work / "pieces"),
        vocab_size=arguments.vocabulary - len(TARGETS) - 1,
        character_coverage=0.9998,
        byte_fallback=not arguments.limit,
        unk_id=1,
        eos_id=0,
        bos_id=-1,
        normalization_rule_name="nmt_nfkc",
        input_sentence_size=1_000_000,
        minloglevel=1,
    )
    processor = sentencepiece.SentencePieceProcessor(model_file=str(work / "pieces.model"))
    first_target = processor.get_piece_size()
    target_ids = {token[2:-2]: first_target + at for at, token in enumerate(TARGETS)}
    flat: list[np.ndarray] = []
    ends: list[tuple[int, int]] = []
    length = 0
    for each in sets:
        english = processor.encode([pair[0] for pair in each.pairs], num_threads=0)
        other = processor.encode([pair[1] for pair in each.pairs], num_threads=0)
        for left, right in zip(english, other, strict=True):
            if rng.random() > VISITS[each.kind] or not _plausible(left, right):
                continue
            for source, target, language in ((right, left, "en"), (left, right, each.language)):
                row = [target_ids[language], *source, 0, *target, 0]
                flat.append(np.array(row, dtype=np.uint16))
                ends.append((length + len(source) + 2, length + len(row)))
                length += len(row)
    np.save(work / "ids.npy", np.concatenate(flat))
    np.save(work / "ends.npy", np.array(ends, dtype=np.int64))
    print(f"{len(ends)} examples, {length} pieces, vocabulary {first_target + len(TARGETS) + 1}")


def _shortened(each: training_text.ParallelSet, limit: int) -> training_text.ParallelSet:
    return training_text.ParallelSet(each.name, each.language, each.kind, each.ordered, each.pairs[:limit])


def _plausible(left: list[int], right: list[int]) -> bool:
    """Not too long, and of lengths that a translation may have."""
    short, long = sorted((len(left), len(right)))
    return short > 0 and long <= LONGEST and long <= 3 * short + 10


def model_config(vocabulary: int, small: bool) -> Any:
    """The architecture; `small` is for proving the way on a CPU."""
    from transformers import MarianConfig

    width, deep, shallow = (64, 2, 1) if small else (384, 6, 3)
    return MarianConfig(
        vocab_size=vocabulary,
        d_model=width,
        encoder_layers=deep,
        decoder_layers=shallow,
        encoder_attention_heads=4 if small else 6,
        decoder_attention_heads=4 if small else 6,
        encoder_ffn_dim=4 * width,
        decoder_ffn_dim=4 * width,
        max_position_embeddings=512,
        activation_function="swish",
        scale_embedding=True,
        share_encoder_decoder_embeddings=True,
        pad_token_id=vocabulary - 1,
        eos_token_id=0,
        forced_eos_token_id=0,
        decoder_start_token_id=vocabulary - 1,
        dropout=0.1,
        tie_word_embeddings=True,
    )


class Examples:
    """Examples in batches of similar length, endlessly, in an order that the seed and the step fix."""

    def __init__(self, work: Path, budget: int, seed: int) -> None:
        self.ids = np.load(work / "ids.npy", mmap_mode="r")
        self.ends = np.load(work / "ends.npy")
        self.starts = np.concatenate([[0], self.ends[:-1, 1]])
        self.budget, self.seed = budget, seed

    def epoch(self, number: int) -> list[np.ndarray]:
        """The batches of one epoch; lengths are jittered so that batches differ between epochs."""
        rng = np.random.default_rng((self.seed, number))
        lengths = self.ends[:, 1] - self.starts
        order = np.argsort(lengths + rng.uniform(0, 8, len(lengths)), kind="stable")
        batches, batch, longest = [], [], 0
        for at in order[::-1]:
            longest = max(longest, int(lengths[at]))
            if batch and (len(batch) + 1) * longest > self.budget:
                batches.append(np.array(batch))
                batch, longest = [], int(lengths[at])
            batch.append(int(at))
        batches.append(np.array(batch))
        return [batches[at] for at in rng.permutation(len(batches))]

    def tensors(self, batch: np.ndarray, pad: int) -> tuple[np.ndarray, np.ndarray]:
        """Source and target ids of a batch, padded, int64 [rows, longest]."""
        sources = [self.ids[self.starts[at] : self.ends[at, 0]] for at in batch]
        targets = [self.ids[self.ends[at, 0] : self.ends[at, 1]] for at in batch]
        return _padded(sources, pad), _padded(targets, pad)


def _padded(rows: list[np.ndarray], pad: int) -> np.ndarray:
    table = np.full((len(rows), max(map(len, rows))), pad, dtype=np.int64)
    for at, row in enumerate(rows):
        table[at, : len(row)] = row
    return table


def train(arguments: argparse.Namespace) -> None:
    """Adam with linear warm-up and inverse square root decay, label smoothing 0.1; continues from WORK."""
    import sentencepiece
    import torch
    from safetensors.torch import load_file, save_file
    from transformers import MarianMTModel

    work: Path = arguments.work
    vocabulary = (
        sentencepiece.SentencePieceProcessor(model_file=str(work / "pieces.model")).get_piece_size()
        + len(TARGETS)
        + 1
    )
    torch.manual_seed(arguments.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    config = model_config(vocabulary, arguments.small)
    model = MarianMTModel(config).to(device)
    config.save_pretrained(work)
    optimiser = torch.optim.AdamW(
        model.parameters(),
        lr=arguments.rate,
        betas=(0.9, 0.98),
        eps=1e-9,
        weight_decay=1e-4,
        fused=device == "cuda",
    )
    checkpoints = sorted(work.glob("step-*.safetensors"))
    step = epoch = 0
    if checkpoints:
        model.load_state_dict(load_file(checkpoints[-1]), strict=False)
        state = json.loads((work / "state.json").read_text())
        step, epoch = state["step"], state["epoch"]
        print(f"continuing from {checkpoints[-1].name}, epoch {epoch}")
    parameters = sum(parameter.numel() for parameter in model.parameters())
    print(f"{parameters / 1e6:.1f}M parameters on {device}, vocabulary {vocabulary}")
    examples = Examples(work, arguments.budget, arguments.seed)
    stop = time.monotonic() + 60 * arguments.minutes
    saved = time.monotonic()
    model.train()
    losses: list[float] = []
    while time.monotonic() < stop and step < arguments.steps:
        for batch in examples.epoch(epoch):
            for group in optimiser.param_groups:
                group["lr"] = arguments.rate * min(
                    (step + 1) / arguments.warmup, (arguments.warmup / (step + 1)) ** 0.5
                )
            source, target = (
                torch.from_numpy(rows).to(device) for rows in examples.tensors(batch, config.pad_token_id)
            )
            start = torch.full_like(target[:, :1], config.pad_token_id)
            with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda"):
                logits = model(
                    input_ids=source,
                    attention_mask=(source != config.pad_token_id).long(),
                    decoder_input_ids=torch.cat([start, target[:, :-1]], dim=1),
                    use_cache=False,
                ).logits
            loss = torch.nn.functional.cross_entropy(
                logits.float().flatten(0, 1),
                target.flatten(),
                ignore_index=config.pad_token_id,
                label_smoothing=0.1,
            )
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            step += 1
            if step % 50 == 0:
                losses.append(float(loss.detach()))
                print(f"step {step} epoch {epoch} loss {np.mean(losses[-10:]):.3f}", flush=True)
            late = time.monotonic() > stop or step >= arguments.steps
            if late or time.monotonic() - saved > 60 * arguments.save_minutes:
                weights = {
                    name: value.to(torch.float16).contiguous().cpu()
                    for name, value in model.state_dict().items()
                    if name not in TIED
                }
                save_file(weights, work / f"step-{step:07d}.safetensors")
                (work / "state.json").write_text(json.dumps({"step": step, "epoch": epoch}))
                saved = time.monotonic()
                for old in sorted(work.glob("step-*.safetensors"))[: -arguments.keep]:
                    old.unlink()
            if late:
                return
        epoch += 1


def finish(arguments: argparse.Namespace) -> None:
    """Average the checkpoints, save as a Hugging Face folder, convert to CTranslate2 int8, measure."""
    import sentencepiece
    import torch
    from safetensors.torch import load_file
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    from align.model.hub.checkpoint import open_folder
    from align.model.hub.convert import convert
    from align.model.hub.ctranslate_model import CTranslateModel

    work: Path = arguments.work
    paths = sorted(work.glob("step-*.safetensors"))[-arguments.keep :]
    states = [load_file(path) for path in paths]
    average = {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}
    model = MarianMTModel(MarianConfig.from_pretrained(work))
    model.load_state_dict(average, strict=False)
    model.tie_weights()
    processor = sentencepiece.SentencePieceProcessor(model_file=str(work / "pieces.model"))
    tokens = [processor.id_to_piece(at) for at in range(processor.get_piece_size())] + [*TARGETS, "<pad>"]
    (work / "vocab.json").write_text(
        json.dumps({token: at for at, token in enumerate(tokens)}), encoding="utf-8"
    )
    pieces = str(work / "pieces.model")
    tokenizer = MarianTokenizer(
        pieces, pieces, str(work / "vocab.json"), source_lang="mul", target_lang="mul"
    )
    folder = work / "huggingface"
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    convert(open_folder(folder, arguments.out.name), arguments.out, "int8")
    size = sum(path.stat().st_size for path in arguments.out.iterdir())
    print(f"{arguments.out}: {size / 1e6:.1f} MB from {len(paths)} checkpoints, the last {paths[-1].name}")
    if arguments.parts:
        _cut(arguments.out / "model.bin", arguments.parts)
    compact = CTranslateModel.load(arguments.out)
    for news in arguments.news:
        measure(compact, news)


def measure(model: Any, news: Path) -> None:
    """Print BLEU and chrF of both directions on a file with the columns doc, english, other."""
    import sacrebleu

    with news.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    other = "ja" if any("ぁ" <= letter <= "ヿ" for row in rows[:20] for letter in row["other"]) else "zh"
    sides = {"en": [row["english"] for row in rows], other: [row["other"] for row in rows]}
    for source, target in ((other, "en"), ("en", other)):
        started = time.monotonic()
        output = model.translate(sides[source], source, target)
        seconds = time.monotonic() - started
        bleu = sacrebleu.BLEU(tokenize={"en": "13a", "ja": "char", "zh": "zh"}[target])
        chrf = sacrebleu.CHRF()
        for metric in (bleu, chrf):
            score = metric.corpus_score(output, [sides[target]])
            print(f"{news.name} {source}-{target} {score} {metric.get_signature()}")
        print(f"{news.name} {source}-{target} {len(rows) / seconds:.1f} sentences/s")


def _cut(path: Path, into: Path) -> None:
    """A file as numbered parts of at most 16 MiB; `cat` puts them together again."""
    into.mkdir(parents=True, exist_ok=True)
    data = path.read_bytes()
    for number in range(math.ceil(len(data) / PART)):
        (into / f"{path.name}.{number:02d}").write_bytes(data[number * PART : (number + 1) * PART])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    steps = parser.add_subparsers(dest="action", required=True)
    for name, action in (("prepare", prepare), ("train", train), ("finish", finish)):
        step = steps.add_parser(name, help=str(action.__doc__).splitlines()[0])
        step.set_defaults(action=action)
        step.add_argument("--work", type=Path, required=True)
        if name == "prepare":
            step.add_argument("--data", type=Path, required=True, help="development data, archives extracted")
            step.add_argument("--vocabulary", type=int, default=20_000)
            step.add_argument("--limit", type=int, default=0, help="pairs a set, to prove the way on a slice")
        if name == "train":
            step.add_argument("--minutes", type=float, default=25)
            step.add_argument("--steps", type=int, default=10**9)
            step.add_argument("--budget", type=int, default=50_000, help="pieces a batch, padding included")
            step.add_argument("--rate", type=float, default=1e-3)
            step.add_argument("--warmup", type=int, default=2000)
            step.add_argument("--save-minutes", type=float, default=3)
            step.add_argument("--seed", type=int, default=1)
            step.add_argument("--small", action="store_true", help="a tiny architecture, to prove the way")
        if name in ("train", "finish"):
            step.add_argument("--keep", type=int, default=4, help="checkpoints kept and averaged")
        if name == "finish":
            step.add_argument("--out", type=Path, required=True)
            step.add_argument("--news", type=Path, nargs="*", default=[])
            step.add_argument("--parts", type=Path, help="also cut the weights into parts, in this folder")
    arguments = parser.parse_args()
    arguments.action(arguments)


if __name__ == "__main__":
    main()
