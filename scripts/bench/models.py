#!/usr/bin/env python3
"""Time the four verbs of each provider: sentences a second.

  scripts/bench/models.py                  the embedded model, and a Marian model of the shape of opus-mt
  scripts/bench/models.py --model NAME …   any model, by name or folder

Peak memory is that of the process so far: of one model alone with --model.

Speed does not depend on what the weights say, so where no hub can be reached the Marian model is made with
random weights (6 + 6 layers of width 512, 32,000 pieces), run by Transformers and by CTranslate2 (float32
and int8). Its translations are noise of the usual length: decoding is forced to the length of the source.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from align.errors import AlignError
from align.model import Model, attend_all, load_model, load_part

SENTENCES = {
    "zh": "中国政府周一宣布，将从下个月起对来自二十个国家的游客实行新的签证政策，以促进旅游业的恢复。",
    "en": "The Chinese government announced on Monday that it would apply a new visa policy to tourists from twenty "
    "countries from next month, in order to help tourism recover.",
}


def speed(run: Callable[[list[str]], object], texts: list[str], processor: bool) -> float:
    """Sentences a second, after one run to warm up: by the clock, or by processor time over two cores."""
    run(texts[:2])
    clock, work = time.perf_counter(), time.process_time()
    run(texts)
    return (
        2 * len(texts) / (time.process_time() - work)
        if processor
        else len(texts) / (time.perf_counter() - clock)
    )


def bench(model: Model, counts: dict[str, int], processor: bool) -> dict[str, float | None]:
    """Each verb's speed; None for a verb that the model lacks."""
    # Numbered, so that no two are the same and nothing can be looked up.
    sources = {verb: [f"{SENTENCES['zh']}{at}" for at in range(count)] for verb, count in counts.items()}
    targets = [f"{SENTENCES['en']} {at}" for at in range(max(counts.values()))]
    runs: dict[str, Callable[[list[str]], object]] = {
        "embed": lambda texts: model.embed(texts, "zh"),
        "score": lambda texts: model.score(texts, targets[: len(texts)], "zh", "en"),
        "translate": lambda texts: model.translate(texts, "zh", "en"),
        "attend": lambda texts: attend_all(model, texts, targets[: len(texts)], "zh", "en"),
    }
    return {
        verb: speed(run, sources[verb], processor) if verb in model.verbs else None
        for verb, run in runs.items()
    }


def random_marian(folder: Path) -> Path:
    """A Marian model of opus-mt's shape with random weights and a vocabulary made of the sentences above."""
    import json

    import sentencepiece
    import torch
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    text = folder / "text.txt"
    text.write_text("\n".join(SENTENCES.values()), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text),
        model_prefix=str(folder / "pieces"),
        vocab_size=80,
        minloglevel=2,
        character_coverage=1.0,
    )
    pieces = str(folder / "pieces.model")
    processor = sentencepiece.SentencePieceProcessor(model_file=pieces)
    words = [processor.id_to_piece(at) for at in range(3, processor.get_piece_size())]
    tokens = ["</s>", "<unk>", *words, *(f"filler{at}" for at in range(32_000 - len(words) - 3)), "<pad>"]
    (folder / "vocab.json").write_text(json.dumps({token: at for at, token in enumerate(tokens)}))
    torch.manual_seed(1)
    config = MarianConfig(
        vocab_size=len(tokens), d_model=512, encoder_layers=6, decoder_layers=6, encoder_attention_heads=8,
        decoder_attention_heads=8, encoder_ffn_dim=2048, decoder_ffn_dim=2048, max_position_embeddings=512,
        pad_token_id=len(tokens) - 1, eos_token_id=0, decoder_start_token_id=len(tokens) - 1, forced_eos_token_id=0,
        activation_function="swish", scale_embedding=True,
    )  # fmt: skip
    model = MarianMTModel(config)
    model.generation_config.max_new_tokens = 40
    out = folder / "opus-mt-shape"
    model.save_pretrained(out)
    MarianTokenizer(pieces, pieces, str(folder / "vocab.json")).save_pretrained(out)
    return out


def difference(model: Model, other: Model) -> float:
    """Mean distance of two models' log-probabilities of the same tokens."""
    pair = [SENTENCES["zh"]], [SENTENCES["en"]], "zh", "en"
    ours, theirs = (one.score(*pair)[0].log_probabilities for one in (model, other))
    return float(abs(ours - theirs).mean())


def seconds(*command: str) -> float:
    """The least of three runs of a Python command line, start to end."""
    times = []
    for _ in range(3):
        started = time.perf_counter()
        subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - started)
    return min(times)


def report(name: str, model: Model, counts: dict[str, int], processor: bool) -> None:
    """One row of the table."""
    cells = [
        f"{figure:12,.1f}" if figure else f"{'-':>12}" for figure in bench(model, counts, processor).values()
    ]
    print(f"{name:34}{''.join(cells)}{peak():12,.0f}", flush=True)


def peak() -> float:
    """The most memory that this process has held, in MB; of one model alone with --model, else of all so far."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


def random_encoder(folder: Path, pieces: str) -> Path:
    """A sentence encoder of the shape of multilingual MiniLM (12 layers of width 384) with random weights."""
    import sentencepiece
    import torch
    from transformers import BertConfig, BertModel, XLMRobertaTokenizer

    processor = sentencepiece.SentencePieceProcessor(model_file=pieces)
    special = [(token, 0.0) for token in ("<s>", "<pad>", "</s>", "<unk>")]
    words = [
        (processor.id_to_piece(at), processor.get_score(at)) for at in range(3, processor.get_piece_size())
    ]
    tokenizer = XLMRobertaTokenizer(vocab=[*special, *words, ("<mask>", 0.0)])
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=384, intermediate_size=1536, num_hidden_layers=12,
        num_attention_heads=12, max_position_embeddings=512, pad_token_id=1,
    )  # fmt: skip
    out = folder / "minilm-shape"
    BertModel(config).save_pretrained(out)
    tokenizer.save_pretrained(out)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", action="append", default=[])
    parser.add_argument(
        "--processor-time",
        action="store_true",
        help="twice what a second of processor time does: for a machine that is shared with other work; "
        "set OMP_NUM_THREADS=1, so that no thread spins while it waits",
    )
    arguments = parser.parse_args()
    processor = arguments.processor_time
    how = " by processor time over two cores" if processor else ""
    print(
        f"{os.cpu_count()} cores; sentences a second{how}\n{'model':34}"
        + "".join(f"{verb:>12}" for verb in ("embed", "score", "translate", "attend", "peak MB"))
    )
    slow = {"embed": 64, "score": 64, "translate": 4, "attend": 32}
    if arguments.model:
        for name in arguments.model:
            report(name, load_part(name, cache=False), slow, processor)
        return
    loading = "import align, sys; align.load_model().embed(['one sentence'], 'en')"
    print(f"align --help {seconds('-m', 'align', '--help'):.2f} s; embedded model loaded and asked for one vector, "
          f"start of Python included, {seconds('-c', loading):.2f} s")  # fmt: skip
    report(
        "embedded", load_model(), {"embed": 50_000, "score": 500, "translate": 1, "attend": 500}, processor
    )
    with contextlib.suppress(AlignError):
        report("use", load_part("use"), {**slow, "embed": 1_000}, processor)
    try:
        from align.model.hub.checkpoint import open_folder
        from align.model.hub.convert import convert
        from align.model.hub.ctranslate_model import CTranslateModel
        from align.model.hub.transformers_model import TransformersModel

        with tempfile.TemporaryDirectory() as name:
            checkpoint = open_folder(random_marian(Path(name)))
            encoder = load_part(
                str(random_encoder(Path(name), str(Path(name) / "pieces.model"))), cache=False
            )
            report("MiniLM's shape, Transformers", encoder, slow, processor)
            original = TransformersModel.load(checkpoint)
            report("opus-mt's shape, Transformers", original, slow, processor)
            for precision in ("float32", "int8"):
                folder = convert(checkpoint, Path(name) / precision, precision)
                converted = CTranslateModel.load(folder)
                report(f"opus-mt's shape, CTranslate2 {precision}", converted, slow, processor)
                print(
                    f"  mean distance of log-probabilities from Transformers' {difference(original, converted):.4f}"
                )
    except (AlignError, ImportError) as error:
        print(f"the rest is left out: {error}")


if __name__ == "__main__":
    main()
