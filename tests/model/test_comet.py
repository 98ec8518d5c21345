"""Quality estimators of the COMET family: the layout of their checkpoints, tiny and made here."""

from __future__ import annotations

import pickle
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from align.cli import main
from align.errors import MissingExtraError, ModelError
from align.model import Estimator, Marking, load_model, load_part, scorer_of

pytest.importorskip("torch", reason="the extra `hub` is not installed")
yaml = pytest.importorskip("yaml")
ZH = ["政府周一宣布了一项新计划。", "部长在机场会见了记者。"]
EN = ["The government announced a new plan on Monday.", "The minister met reporters."]
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


def comet(folder: Path, base: Path, *, explain: bool, **more: Any) -> Path:
    """A CometKiwi, or with ``explain`` an XCOMET, over a tiny XLM-R in the folder ``base``."""
    import torch
    from safetensors.torch import load_file

    torch.manual_seed(9)
    width, layers = 32, 3
    hparams = {
        "class_identifier": "xcomet_metric" if explain else "unified_metric", "pretrained_model": str(base),
        "input_segments": ["mt", "src", "ref"] if explain else ["mt", "src"], "sent_layer": "mix",
        "layer_transformation": "sparsemax", "layer_norm": True, "hidden_sizes": [48, 16], "activations": "Tanh",
        "final_activation": None, "word_layer": 2, "word_level_training": explain, **more,
    }  # fmt: skip
    state = {f"encoder.model.{name}": value for name, value in load_file(base / "model.safetensors").items()}
    state = {name: value for name, value in state.items() if ".pooler." not in name}
    for number, (rows, columns) in zip((0, 3, 6), ((48, width), (16, 48), (1, 16)), strict=True):
        state[f"estimator.ff.{number}.weight"] = torch.randn(rows, columns) / 4
        state[f"estimator.ff.{number}.bias"] = torch.full((rows,), 0.2)
    state |= {f"layerwise_attention.scalar_parameters.{at}": torch.tensor([0.2 * at]) for at in range(layers)}
    state["layerwise_attention.gamma"] = torch.tensor([1.0])
    if explain:
        state |= {
            "hidden2tag.weight": torch.randn(4, width),
            "hidden2tag.bias": torch.tensor([0.0, 2.0, 6.0, 0.0]),
        }
    (folder / "checkpoints").mkdir(parents=True)
    (folder / "hparams.yaml").write_text(yaml.safe_dump(hparams))
    torch.save({"state_dict": state, "epoch": 1}, folder / "checkpoints" / "model.ckpt")
    return folder


@pytest.fixture(params=[False, True], ids=["kiwi", "xcomet"])
def estimator(request, checkpoints, tmp_path) -> Any:
    return load_part(str(comet(tmp_path / "comet", checkpoints("e5"), explain=request.param)))


def test_figures_of_a_batch_are_those_of_single_pairs(estimator):
    assert isinstance(estimator, Estimator)
    together = estimator.estimate(ZH, EN, "zh", "en")
    alone = [
        estimator.estimate([source], [target], "zh", "en")[0] for source, target in zip(ZH, EN, strict=True)
    ]
    np.testing.assert_allclose(together, alone, atol=1e-4)
    assert estimator.estimate([], [], "zh", "en").shape == (0,)


def test_the_figure_is_the_checkpoints_arithmetic(estimator):
    import torch

    encoded = estimator._tokenizer(EN[0], ZH[0], return_tensors="pt")
    with torch.inference_mode():
        layers = estimator._encoder(**encoded, output_hidden_states=True).hidden_states
    shares = torch.tensor([2 / 15, 1 / 3, 8 / 15])  # (0, .2, .4) on the simplex
    normed = [(layer - layer.mean()) / torch.sqrt(layer.var(unbiased=False) + 1e-12) for layer in layers]
    row = sum(share * layer for share, layer in zip(shares, normed, strict=True))[0, 0]
    for number in (0, 3):
        row = torch.tanh(estimator._state[f"estimator.ff.{number}.weight"] @ row + 0.2)
    figure = float(estimator._state["estimator.ff.6.weight"] @ row + 0.2)
    found = estimator.estimate(ZH[:1], EN[:1], "zh", "en")[0]
    if estimator._hparams["class_identifier"] == "unified_metric":
        assert found == pytest.approx(figure, abs=1e-4)
    else:
        spans = estimator.error_spans(ZH[:1], EN[:1], "zh", "en")[0]
        penalty = sum({"minor": 1, "major": 5, "critical": 10}[span.severity] for span in spans)
        assert found == pytest.approx(0.78 * min(1, figure) + 0.22 * (1 - min(25, penalty) / 25), abs=1e-4)


def test_marked_spans_stand_in_the_target(estimator):
    assert isinstance(estimator, Marking)
    spans = estimator.error_spans(ZH, EN, "zh", "en")
    assert any(spans) is (estimator._hparams["class_identifier"] == "xcomet_metric")
    for target, found in zip(EN, spans, strict=True):
        assert all(0 <= span.start <= span.end <= len(target) for span in found)
        assert all(one.end <= two.start for one, two in pairwise(found))


def test_commands_score_by_it_and_show_what_it_marks(checkpoints, tmp_path, capsys):
    folder = str(comet(tmp_path / "comet", checkpoints("e5"), explain=True))
    for name, lines in (("zh.txt", ZH), ("en.txt", EN)):
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    files = [str(tmp_path / "zh.txt"), str(tmp_path / "en.txt")]
    scorer = scorer_of(load_model(scorer=folder))
    assert isinstance(scorer, Estimator)
    expected = 100 * np.clip(scorer.estimate(ZH, EN, "zh", "en"), 0, 1)
    capsys.readouterr()
    assert main(["score", *files, "--scorer", folder, "--source-language", "zh"]) == 0
    written = capsys.readouterr()
    assert [float(line) for line in written.out.split()] == pytest.approx(expected.tolist(), abs=0.01)
    assert "estimate|by:comet@" in written.err
    assert (
        main(["check", "--lines", *files, "--scorer", folder, "--source-language", "zh", "--format", "json"])
        == 0
    )
    assert '"estimated by": "comet"' in capsys.readouterr().out


class Sly:
    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return print, ("this was run",)


def sly(path: Path) -> None:
    path.write_bytes(pickle.dumps({"state_dict": Sly()}))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:500])


@pytest.mark.parametrize(
    ("damage", "reason"),
    [(sly, "more than tensors, or is damaged"), (cut, "damaged"), (Path.unlink, "missing")],
)
def test_a_checkpoint_that_is_not_one_is_refused_and_not_run(checkpoints, tmp_path, capsys, damage, reason):
    folder = comet(tmp_path / "comet", checkpoints("e5"), explain=False)
    capsys.readouterr()
    damage(folder / "checkpoints" / "model.ckpt")
    with pytest.raises(ModelError, match=reason):
        load_part(str(folder))
    assert "this was run" not in capsys.readouterr().out


@pytest.mark.parametrize("more", [{"input_segments": ["mt", "ref"]}, {"class_identifier": "ranking_metric"}])
def test_a_metric_that_needs_references_is_refused(checkpoints, tmp_path, more):
    folder = comet(tmp_path / "comet", checkpoints("e5"), explain=False, **more)
    with pytest.raises(ModelError, match="more than source and translation"):
        load_part(str(folder))


def test_without_the_package_the_extra_is_named(checkpoints, tmp_path, monkeypatch):
    folder = comet(tmp_path / "comet", checkpoints("e5"), explain=False)
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(MissingExtraError, match=r"align-reprints\[comet\]"):
        load_part(str(folder))
