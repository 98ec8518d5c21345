"""Tiny translation models of each family, made from a configuration and a freshly trained vocabulary."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

TEXT = """The government announced a new plan on Monday.
政府は月曜日に新しい計画を発表した。
政府周一宣布了一项新计划。
Prices rose by three percent in April, the bank said.
銀行によると、4月の物価は3％上昇した。
银行表示，四月份物价上涨了百分之三。
The minister met reporters at the airport before leaving for Washington.
大臣はワシントンへ出発する前に空港で記者団と会った。
部长在前往华盛顿之前在机场会见了记者。
Scientists found a small planet far away from the sun.
科学者たちは太陽から遠く離れた小さな惑星を発見した。
科学家在远离太阳的地方发现了一颗小行星。
The team won the game in the last minute and the crowd cheered.
チームは最後の一分で試合に勝ち、観客は歓声を上げた。
球队在最后一分钟赢得了比赛，观众欢呼起来。
"""
SIZES: dict[str, Any] = {
    "d_model": 32,
    "encoder_layers": 2,
    "decoder_layers": 2,
    "encoder_attention_heads": 4,
    "decoder_attention_heads": 4,
    "encoder_ffn_dim": 64,
    "decoder_ffn_dim": 64,
    "max_position_embeddings": 64,
    "init_std": 0.5,  # large enough that a tiny random model has opinions to compare
}


def sentencepiece_model(folder: Path) -> Path:
    """A SentencePiece model of 200 pieces."""
    import sentencepiece

    text = folder / "text.txt"
    text.write_text(TEXT, encoding="utf-8")
    prefix = folder / "pieces"
    sentencepiece.SentencePieceTrainer.train(
        input=str(text),
        model_prefix=str(prefix),
        vocab_size=200,
        model_type="unigram",
        character_coverage=1.0,
        minloglevel=2,
        unk_id=0,
        bos_id=1,
        eos_id=2,
    )
    return prefix.with_suffix(".model")


def _pieces(path: Path) -> list[str]:
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [processor.id_to_piece(at) for at in range(3, processor.get_piece_size())]


def marian(
    folder: Path, work: Path, *, targets: tuple[str, ...] = (), pair: tuple[str, str] = ("zho", "eng")
) -> Path:
    """A Marian model: bilingual, or with target-language tokens (`targets`, for example ``>>ja<<``)."""
    import torch
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    torch.manual_seed(1)
    model_file = sentencepiece_model(work)
    tokens = ["</s>", "<unk>", *_pieces(model_file), *targets, "<pad>"]
    vocabulary = {token: at for at, token in enumerate(tokens)}
    (work / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    source, target = ("mul", "mul") if targets else pair
    tokenizer = MarianTokenizer(
        str(model_file), str(model_file), str(work / "vocab.json"), source_lang=source, target_lang=target
    )
    pad = vocabulary["<pad>"]
    config = MarianConfig(
        vocab_size=len(tokens),
        pad_token_id=pad,
        eos_token_id=0,
        decoder_start_token_id=pad,
        forced_eos_token_id=0,
        activation_function="swish",
        scale_embedding=True,
        **SIZES,
    )
    MarianMTModel(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def m2m100(folder: Path, work: Path, *, small100: bool = False) -> Path:
    """An M2M100 model, or SMaLL-100, whose own tokenizer is code and so is only named, never run."""
    import torch
    from transformers import M2M100Config, M2M100ForConditionalGeneration, M2M100Tokenizer

    torch.manual_seed(2)
    model_file = sentencepiece_model(work)
    vocabulary = {
        token: at for at, token in enumerate(["<s>", "<pad>", "</s>", "<unk>", *_pieces(model_file)])
    }
    (work / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    tokenizer = M2M100Tokenizer(str(work / "vocab.json"), str(model_file))
    config = M2M100Config(
        vocab_size=len(vocabulary) + 100 + 8,
        pad_token_id=1,
        bos_token_id=0,
        eos_token_id=2,
        decoder_start_token_id=2,
        **SIZES,
    )
    M2M100ForConditionalGeneration(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    if small100:
        path = folder / "tokenizer_config.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | {"tokenizer_class": "SMALL100Tokenizer"}))
    return folder


def nllb(folder: Path, work: Path) -> Path:
    """An NLLB-200 model with a byte-pair vocabulary in ``tokenizer.json``."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import M2M100Config, M2M100ForConditionalGeneration, NllbTokenizer

    torch.manual_seed(3)
    trained = Tokenizer(models.BPE(unk_token="<unk>"))
    trained.pre_tokenizer = pre_tokenizers.Metaspace()
    trained.train_from_iterator(
        TEXT.splitlines(),
        trainers.BpeTrainer(
            vocab_size=300, special_tokens=["<s>", "<pad>", "</s>", "<unk>"], show_progress=False
        ),
    )
    model = json.loads(trained.to_str())["model"]
    merges = [tuple(merge) for merge in model["merges"]]
    tokenizer = NllbTokenizer(vocab=model["vocab"], merges=merges)
    config = M2M100Config(
        vocab_size=len(tokenizer),
        pad_token_id=1,
        bos_token_id=0,
        eos_token_id=2,
        decoder_start_token_id=2,
        **SIZES,
    )
    M2M100ForConditionalGeneration(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def mbart50(folder: Path, work: Path) -> Path:
    """An mBART-50 model with a unigram vocabulary in ``tokenizer.json``."""
    import sentencepiece
    import torch
    from transformers import MBart50Tokenizer, MBartConfig, MBartForConditionalGeneration

    torch.manual_seed(4)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(sentencepiece_model(work)))
    vocabulary = [
        (processor.id_to_piece(at), processor.get_score(at)) for at in range(processor.get_piece_size())
    ]
    tokenizer = MBart50Tokenizer(vocab=vocabulary)
    config = MBartConfig(
        vocab_size=len(tokenizer),
        pad_token_id=1,
        bos_token_id=0,
        eos_token_id=2,
        decoder_start_token_id=2,
        scale_embedding=True,
        **SIZES,
    )
    MBartForConditionalGeneration(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def t5(folder: Path, work: Path, *, tags: bool = False, kind: str = "t5") -> Path:
    """A T5 or mT5 model that is told in words what to translate, or MADLAD-400, which has tags."""
    import sentencepiece
    import torch
    from transformers import AutoConfig, AutoModelForSeq2SeqLM, T5Tokenizer

    torch.manual_seed(5)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(sentencepiece_model(work)))
    pieces = [
        (processor.id_to_piece(at), processor.get_score(at)) for at in range(3, processor.get_piece_size())
    ]
    special = ["<pad>", "</s>", "<unk>", *(["<2en>", "<2ja>", "<2zh>"] if tags else [])]
    tokenizer = T5Tokenizer(
        vocab=[*((token, 0.0) for token in special), *pieces],
        extra_ids=0,
        additional_special_tokens=special[3:] or None,
    )
    config = AutoConfig.for_model(
        kind, vocab_size=len(tokenizer), d_model=32, d_kv=8, d_ff=64, num_layers=2, num_decoder_layers=2, num_heads=4,
        decoder_start_token_id=0, pad_token_id=0, eos_token_id=1, initializer_factor=1.5,
    )  # fmt: skip
    AutoModelForSeq2SeqLM.from_config(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def _fast_tokenizer(special: list[str]) -> Any:
    """A byte-level BPE tokenizer of 320 pieces, as Llama's, Qwen's and Gemma's are."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

    trained = Tokenizer(models.BPE())
    trained.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trained.decoder = decoders.ByteLevel()
    trained.train_from_iterator(
        TEXT.splitlines(),
        trainers.BpeTrainer(
            vocab_size=320,
            special_tokens=special,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            show_progress=False,
        ),
    )
    return trained


CHAT = (
    "{% for message in messages %}<|{{ message.role }}|>{{ message.content }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)


def causal(folder: Path, work: Path, *, kind: str = "llama", template: str | None = CHAT) -> Path:
    """A causal model of Llama's, Qwen's or Gemma's layout, with or without a chat template."""
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM, PreTrainedTokenizerFast

    torch.manual_seed(6)
    special = ["<|end|>", "<|user|>", "<|system|>", "<|assistant|>"]
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=_fast_tokenizer(special), eos_token="<|end|>", pad_token="<|end|>"
    )
    if template is not None:
        tokenizer.chat_template = template
    config = AutoConfig.for_model(
        kind, vocab_size=len(tokenizer), hidden_size=32, intermediate_size=64, num_hidden_layers=2,
        num_attention_heads=4, num_key_value_heads=2, head_dim=8, max_position_embeddings=512, initializer_range=0.5,
        eos_token_id=0, pad_token_id=0, bos_token_id=0,
    )  # fmt: skip
    AutoModelForCausalLM.from_config(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def _modules(folder: Path, pooling: dict[str, Any], *, dense: int = 0, normalize: bool = True) -> None:
    """The files of sentence-transformers beside a model, as its releases 2 to 5 write them."""
    names = ["Transformer", "Pooling", *(["Dense"] if dense else []), *(["Normalize"] if normalize else [])]
    modules = [
        {
            "idx": at,
            "name": str(at),
            "path": "" if at == 0 else f"{at}_{name}",
            "type": f"sentence_transformers.models.{name}",
        }
        for at, name in enumerate(names)
    ]
    (folder / "modules.json").write_text(json.dumps(modules))
    (folder / "sentence_bert_config.json").write_text(
        json.dumps({"max_seq_length": 48, "do_lower_case": False})
    )
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"word_embedding_dimension": 32, **pooling}))
    if dense:
        import torch
        from safetensors.torch import save_file

        torch.manual_seed(8)
        (folder / "2_Dense").mkdir()
        about = {
            "in_features": 32,
            "out_features": dense,
            "bias": True,
            "activation_function": "torch.nn.modules.activation.Tanh",
        }
        (folder / "2_Dense" / "config.json").write_text(json.dumps(about))
        tensors = {"linear.weight": torch.randn(dense, 32), "linear.bias": torch.randn(dense)}
        save_file(tensors, folder / "2_Dense" / "model.safetensors")


def encoder(folder: Path, work: Path, layout: str) -> Path:
    """A sentence encoder in the layout of LaBSE, E5, BGE-M3 or MiniLM; `plain` has no files of
    sentence-transformers."""
    import sentencepiece
    import torch
    from transformers import AutoConfig, AutoModel, XLMRobertaTokenizer

    torch.manual_seed(7)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(sentencepiece_model(work)))
    pieces = [
        (processor.id_to_piece(at), processor.get_score(at)) for at in range(3, processor.get_piece_size())
    ]
    special = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    tokenizer = XLMRobertaTokenizer(vocab=[*special, *pieces, ("<mask>", 0.0)])
    kind = "xlm-roberta" if layout in ("e5", "bge-m3") else "bert"
    config = AutoConfig.for_model(
        kind, vocab_size=len(tokenizer), hidden_size=32, intermediate_size=64, num_hidden_layers=2,
        num_attention_heads=4, max_position_embeddings=66, pad_token_id=1, initializer_range=0.4,
    )  # fmt: skip
    AutoModel.from_config(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    old = {
        "pooling_mode_cls_token": False,
        "pooling_mode_mean_tokens": False,
        "pooling_mode_max_tokens": False,
    }
    if layout == "labse":
        _modules(folder, old | {"pooling_mode_cls_token": True}, dense=24)
    elif layout == "e5":
        _modules(folder, old | {"pooling_mode_mean_tokens": True})
    elif layout == "bge-m3":
        _modules(folder, {"pooling_mode": "cls"})
    elif layout == "minilm":
        _modules(folder, old | {"pooling_mode_mean_tokens": True}, normalize=False)
    return folder
