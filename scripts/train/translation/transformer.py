#!/usr/bin/env python3
"""Train the compact translation model: Japanese and Chinese to English and back, in one Transformer.

Marian architecture (6 encoder and 3 decoder layers of width 384, about 25M parameters), one shared
SentencePiece vocabulary, a target-language token in front of each source (Johnson et al. 2017). Three
steps, each taking up what the one before left in WORK, so that a run can be cut and continued:

  python -m scripts.train.translation.transformer prepare --data ../shared/data --work WORK
  python -m scripts.train.translation.transformer train   --work WORK --minutes 8.5 --of 17   (until all are used)
  python -m scripts.train.translation.transformer finish  --work WORK --out models/compact --news NEWS.tsv …

`prepare` needs no GPU and leaves two files, pieces.model and examples.npz.xz, which is all that `train` reads;
--most keeps them under a size that can travel. `train` wants a GPU (bfloat16 and fused attention there; on a
CPU it is good for proving the way, not for a model worth having). The rate falls to nothing over the minutes
of all calls (--of). Every few minutes it leaves step-N.safetensors (half precision, 50 MB) and resume.safetensors
(weights and moments of the optimiser, 300 MB), from which the next call goes on; without the latter it goes on
from the former with fresh moments. `finish` averages the last checkpoints, converts to CTranslate2 int8, cuts the
weights into parts of at most 16 MiB for transport with --parts, and prints BLEU and chrF (sacrebleu, with
signatures) for each NEWS file: columns doc, english, other.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import time
from pathlib import Path
from typing import Any

from scripts.train.translation.transformer_examples import TARGETS, Examples, prepare, vocabulary_size

# Copies of the shared embedding, which safetensors would refuse to write twice.
TIED = ("lm_head.weight", "model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight")
CHUNK = 8192  # target pieces whose logits are in memory at a time
PART = 16 * 1024 * 1024


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


def loss_of(model: Any, source: Any, target: Any, pad: int, smoothing: float) -> Any:
    """Mean cross-entropy a target piece; logits are made CHUNK pieces at a time and not kept."""
    import torch
    from torch.nn import functional
    from torch.utils.checkpoint import checkpoint

    start = torch.full_like(target[:, :1], pad)
    states = model.model(
        input_ids=source,
        attention_mask=(source != pad).long(),
        decoder_input_ids=torch.cat([start, target[:, :-1]], dim=1),
        use_cache=False,
    ).last_hidden_state
    wanted = target != pad
    states, gold = states[wanted], target[wanted]

    def part(rows: Any, labels: Any) -> Any:
        logits = functional.linear(rows, model.lm_head.weight) + model.final_logits_bias
        return functional.cross_entropy(logits.float(), labels, label_smoothing=smoothing, reduction="sum")

    total = states.new_zeros((), dtype=torch.float32)
    for rows, labels in zip(states.split(CHUNK), gold.split(CHUNK), strict=True):
        total = total + checkpoint(part, rows, labels, use_reentrant=False)
    return total / len(gold)


class Run:
    """A training run in WORK: model, optimiser, and how far it is."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        import torch
        from transformers import MarianMTModel

        self.work: Path = arguments.work
        self.arguments = arguments
        torch.manual_seed(arguments.seed)
        torch.set_float32_matmul_precision("high")
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        config = model_config(vocabulary_size(self.work), arguments.small)
        self.model = MarianMTModel._from_config(config, attn_implementation="sdpa").to(self.device)
        config.save_pretrained(self.work)
        self.optimiser = torch.optim.AdamW(
            self._learned().values(), lr=arguments.rate, betas=(0.9, 0.98), eps=1e-9, weight_decay=1e-4,
            fused=self.device == "cuda",
        )  # fmt: skip
        self.step = self.epoch = self.batch = 0
        self.seconds = 0.0  # of all calls together
        self._resume()

    def _learned(self) -> dict[str, Any]:
        """All parameters but the sinusoidal positions."""
        named = self.model.named_parameters()
        return {name: parameter for name, parameter in named if parameter.requires_grad}

    def _resume(self) -> None:
        from safetensors.torch import load_file

        checkpoints = sorted(self.work.glob("step-*.safetensors"))
        if not checkpoints:
            return
        state = json.loads((self.work / "state.json").read_text())
        self.step, self.epoch, self.batch = state["step"], state["epoch"], state["batch"]
        self.seconds = state["seconds"]
        whole = self.work / "resume.safetensors"
        stored = load_file(whole, device=self.device) if whole.exists() else {}
        if int(stored.get("step", -1)) == self.step:
            for name, parameter in self._learned().items():
                parameter.data.copy_(stored[name])
                self.optimiser.state[parameter] = {
                    "step": stored["step"].float().cpu(),
                    "exp_avg": stored[f"{name}/first"],
                    "exp_avg_sq": stored[f"{name}/second"],
                }
            if self.device == "cuda":
                for moments in self.optimiser.state.values():
                    moments["step"] = moments["step"].to(self.device)
        else:
            self.model.load_state_dict(load_file(checkpoints[-1]), strict=False)
        moments = "with" if self.optimiser.state else "without"
        print(
            f"continuing from step {self.step}, epoch {self.epoch}, {self.seconds:.0f} s, {moments} moments"
        )

    def rate(self) -> float:
        """Linear warm-up, then falling in a line to nothing at the end of all calls."""
        warm = min(1.0, (self.step + 1) / self.arguments.warmup)
        return float(self.arguments.rate * warm * max(0.02, 1 - self.seconds / (60 * self.arguments.of)))

    def take(self, source: Any, target: Any, pad: int) -> Any:
        """One step; returns the loss."""
        import torch

        for group in self.optimiser.param_groups:
            group["lr"] = self.rate()
        with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.device == "cuda"):
            loss = loss_of(self.model, source, target, pad, 0.1)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.step += 1
        return loss.detach()

    def held_out_loss(self, examples: Examples) -> float:
        """Cross-entropy a piece on the pairs that are not trained on."""
        import torch

        self.model.eval()
        total = weight = 0.0
        with (
            torch.inference_mode(),
            torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.device == "cuda"),
        ):
            for batch in examples.batches(examples.held_out):
                source, target = (torch.from_numpy(rows).to(self.device) for rows in examples.tensors(batch))
                pieces = float((target != examples.pad).sum())
                total += pieces * float(loss_of(self.model, source, target, examples.pad, 0.0))
                weight += pieces
        self.model.train()
        return total / max(weight, 1.0)

    def save(self) -> None:
        """A checkpoint that can travel, and one to go on from; each appears whole or not at all."""
        import torch
        from safetensors.torch import save_file

        weights = {
            name: value.to(torch.float16).contiguous().cpu()
            for name, value in self.model.state_dict().items()
            if name not in TIED
        }
        whole = {"step": torch.tensor(self.step)}
        for name, parameter in self._learned().items():
            moments = self.optimiser.state[parameter]
            whole[name] = parameter.detach()
            whole[f"{name}/first"], whole[f"{name}/second"] = moments["exp_avg"], moments["exp_avg_sq"]
        for content, name in ((whole, "resume.safetensors"), (weights, f"step-{self.step:07d}.safetensors")):
            save_file({key: value.contiguous() for key, value in content.items()}, self.work / f"{name}.part")
            (self.work / f"{name}.part").rename(self.work / name)
        state = {"step": self.step, "epoch": self.epoch, "batch": self.batch, "seconds": self.seconds}
        (self.work / "state.json").write_text(json.dumps(state))
        for old in sorted(self.work.glob("step-*.safetensors"))[: -self.arguments.keep]:
            old.unlink()


def train(arguments: argparse.Namespace) -> None:
    """Adam with label smoothing 0.1; goes on from what is in WORK until the minutes of this call are over."""
    import torch

    run = Run(arguments)
    examples = Examples(run.work, arguments.budget, arguments.seed)
    parameters = sum(parameter.numel() for parameter in run.model.parameters())
    print(f"{parameters / 1e6:.1f}M parameters on {run.device}, {len(examples.trained)} examples", flush=True)
    before, started = run.seconds, time.monotonic()
    saved, pieces, losses = started, 0, []
    run.model.train()
    while True:
        batches = examples.epoch(run.epoch)
        for number in range(run.batch, len(batches)):
            rows = examples.tensors(batches[number])
            pieces += sum(int((side != examples.pad).sum()) for side in rows)
            source, target = (torch.from_numpy(side).to(run.device, non_blocking=True) for side in rows)
            losses.append(run.take(source, target, examples.pad))
            run.batch = number + 1
            if run.step % 50 == 0:
                passed, mean = time.monotonic() - started, float(torch.stack(losses).mean())
                print(
                    f"step {run.step} epoch {run.epoch} loss {mean:.3f} {pieces / passed:,.0f} pieces/s",
                    flush=True,
                )
                losses = []
            run.seconds = before + time.monotonic() - started
            over = time.monotonic() - started > 60 * arguments.minutes or run.seconds > 60 * arguments.of
            late = over or run.step >= arguments.steps
            if late or time.monotonic() - saved > 60 * arguments.save_minutes:
                run.save()
                saved = time.monotonic()
                print(f"step {run.step} saved, held-out loss {run.held_out_loss(examples):.3f}", flush=True)
            if late:
                return
        run.epoch, run.batch = run.epoch + 1, 0


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
            step.add_argument(
                "--most", type=float, default=1.0, help="of what would be visited, to fit a size"
            )
            step.add_argument("--limit", type=int, default=0, help="pairs a set, to prove the way on a slice")
        if name == "train":
            step.add_argument("--minutes", type=float, default=8.5, help="of this call")
            step.add_argument("--of", type=float, default=17.0, help="minutes of all calls together")
            step.add_argument("--steps", type=int, default=10**9)
            step.add_argument(
                "--budget", type=int, default=60_000, help="pieces a batch, both sides, padding included"
            )
            step.add_argument("--rate", type=float, default=1e-3)
            step.add_argument("--warmup", type=int, default=800)
            step.add_argument("--save-minutes", type=float, default=1.5)
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
