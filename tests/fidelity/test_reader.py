"""The reader: shapes, what it is shown, damaged files. What it has learned is measured, not tested."""

import runpy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from align.errors import ModelError
from align.fidelity.scoring.weights import predictor
from align.model import load_model
from align.model.embedded.predictor import Predictor

WIDE, INNER = 256, 512
RUN = runpy.run_path(
    str(Path(__file__).parents[2] / "scripts" / "train" / "reader" / "reader_run.py"), run_name="reader_run"
)
BLOCKS, HEADS, KNOWN, SURPRISE = (RUN[name] for name in ("BLOCKS", "HEADS", "KNOWN", "SURPRISE"))
Reader, Shown, capitals, stored = (RUN[name] for name in ("Reader", "Shown", "capitals", "stored"))


@pytest.fixture(scope="module")
def network() -> Predictor:
    return predictor()


@pytest.fixture(scope="module")
def untrained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A reader with random weights, stored as training stores it."""
    rng = np.random.default_rng(1)

    def some(*shape: int) -> np.ndarray:
        return np.asarray(rng.normal(size=shape) / shape[0] ** 0.5, np.float32)

    matrices, others = {"in": some(4 * WIDE, WIDE)}, {}
    norms = ["source", "state", "piece", "product", "linked", "wrong", "lost"]
    for name, crossing in BLOCKS:
        norms += [f"{name}/ask", f"{name}/held" if crossing else f"{name}/up"]
        matrices[f"{name}/tell"] = some(WIDE, WIDE)
        if crossing:
            matrices |= {f"{name}/ask": some(WIDE, WIDE), f"{name}/held": some(WIDE, 2 * WIDE)}
            others[f"slopes/{name}"] = np.ones((2, HEADS), np.float32)
        else:
            matrices |= {
                f"{name}/held": some(WIDE, 3 * WIDE),
                f"{name}/up": some(WIDE, INNER),
                f"{name}/down": some(INNER, WIDE),
            }
    others |= {
        "position": some(2, 128, WIDE),
        "surprise": some(len(SURPRISE), WIDE),
        "known": some(len(KNOWN), WIDE),
        "heads": some(2, WIDE),
        "bias": some(2),
        "direct": some(len(SURPRISE)),
        "direct_lost": some(len(KNOWN)),
    }
    path = tmp_path_factory.mktemp("reader") / "reader.npz"
    np.savez(
        path,
        allow_pickle=False,
        **stored(matrices, {name: np.ones(WIDE, np.float32) for name in norms}, others),
    )
    return path


def shown(source: str, target: str, language: str = "ja") -> Any:
    model = load_model("embedded")
    seen = model.evidence(source, target, language, "en")  # type: ignore[attr-defined]
    ids, bounds = model.words.pieces([target, source])  # type: ignore[attr-defined]
    offsets = seen.covered.target_offsets
    return Shown(ids[: bounds[1]], ids[bounds[1] :], seen, capitals(target, [at for at, _ in offsets]))


@pytest.mark.parametrize(
    ("source", "target", "language"),
    [
        ("駅前の店が閉まった。", "The shop in front of the station has closed.", "ja"),
        ("商店关门了。", "The shop has closed.", "zh"),
        ("商店關門了。", "The shop has closed.", "zh-Hant"),
        ("店", "Shop", "ja"),
        ("店。" * 200, "A shop. " * 200, "ja"),  # longer than what is read
    ],
)
def test_a_number_a_piece(
    untrained: Path, network: Predictor, source: str, target: str, language: str
) -> None:
    pair = shown(source, target, language)
    (reading,) = Reader.load(untrained).read(network, [pair], language)
    assert 0 < len(reading.wrong) <= len(pair.english)
    assert 0 < len(reading.lost) <= len(pair.source)
    assert np.isfinite(reading.wrong).all()
    assert np.isfinite(reading.lost).all()


def test_what_stands_beside_a_pair_changes_nothing(untrained: Path, network: Predictor) -> None:
    one, other = shown("雨が降った。", "It rained."), shown("店が閉まった。", "The shop closed down.")
    together = Reader.load(untrained).read(network, [other, one], "ja")[1]
    alone = Reader.load(untrained).read(network, [one], "ja")[0]
    assert np.array_equal(together.wrong, alone.wrong)
    assert np.array_equal(together.lost, alone.lost)


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04"])
def test_a_damaged_file_is_one_line_with_the_remedy(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "reader.npz"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"holds no reader.*fetch the model again"):
        Reader.load(path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The shop of Mr. Sato closed.", {"Mr.", "Sato"}),
        ("“Sato closed it,” he said.", set()),  # begins the text
        ("He met “Sato” in the U.S. on Monday", {"“Sato”", "U.S.", "Monday"}),
        ("it cost 5 yen", set()),
        ("", set()),
    ],
)
def test_capitals(text: str, words: set[str]) -> None:
    starts = [at for at in range(len(text)) if not text[at].isspace() and (at == 0 or text[at - 1].isspace())]
    flags = capitals(text, starts)
    assert {text[at:].split()[0] for at, flag in zip(starts, flags, strict=True) if flag} == words
