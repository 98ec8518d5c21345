"""The network that predicts English words: what it may not see, and what the shipped one knows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.errors import ModelError
from align.fidelity.scoring.predicted import PREDICTED, predicted
from align.fidelity.scoring.weights import predictor
from align.model import load_model
from align.model.embedded.predictor import HEADS, HOPS, RESERVED, SOURCE_RESERVED, Predictor, stored

SIZE, WIDE = 12, 4 * HEADS


def _random_network(path: Path) -> Predictor:
    """A network of random values over a vocabulary of twelve pieces, of which the even ones begin a word."""
    rng = np.random.default_rng(3)

    def values(*shape: int) -> np.ndarray:
        return rng.normal(size=shape).astype(np.float32)

    matrices = {
        "held": values(WIDE, 2 * (1 + HOPS) * WIDE),
        "join_in": values(2 * WIDE, 2 * WIDE),
        "join_out": values(2 * WIDE, WIDE),
        "out": values(WIDE, WIDE),
    }
    norms = {name: np.ones(WIDE, np.float32) for name in ("held", "left", "right", "out")}
    for name in ("source_1", "source_2", "left_1", "left_2", "right_1", "right_2"):
        matrices[name], norms[name] = values(3 * WIDE, WIDE), np.ones(WIDE, np.float32)
    for hop in range(HOPS + 1):
        matrices[f"ask_{hop}"], matrices[f"tell_{hop}"] = values(WIDE, WIDE), values(WIDE, WIDE)
        norms[f"ask_{hop}"] = norms[f"in_{hop}"] = np.ones(WIDE, np.float32)
        matrices[f"in_{hop}"], matrices[f"out_{hop}"] = values(WIDE, 2 * WIDE), values(2 * WIDE, WIDE)
    spaced = np.arange(SIZE) % 2 == 0
    others = {
        "bias": values(RESERVED + SIZE),
        "position": values(128, WIDE),
        "slopes": np.abs(values(1 + HOPS, 2, HEADS)),
        "english/pieces": np.arange(SIZE),
        "source/pieces": np.arange(SIZE),
        "vocabulary": np.array(SIZE),
        "spaced": np.packbits(spaced),
        "marks": np.packbits(np.zeros(SIZE, bool)),
    }
    tables = values(RESERVED + SIZE, WIDE), values(SOURCE_RESERVED + SIZE, WIDE)
    np.savez(path, **stored(*tables, matrices, norms, others))
    return Predictor.load(path)


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Predictor:
    return _random_network(tmp_path_factory.mktemp("network") / "predictor.npz")


PIECES = st.lists(st.integers(0, SIZE - 1), min_size=1, max_size=9).map(lambda ids: np.array(ids, np.int32))


@settings(max_examples=40, deadline=None)
@given(english=PIECES, source=PIECES, data=st.data())
def test_no_state_sees_its_own_piece_nor_the_rest_of_its_word(
    network: Predictor, english: np.ndarray, source: np.ndarray, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(english) - 1))
    other = english.copy()
    other[at] = (english[at] + 2) % SIZE  # begins a word where the piece did
    _, word, _ = network.numbered(english)
    before, after = (network.states([ids], [source], "ja")[0] for ids in (english, other))
    blind = np.flatnonzero((word == word[at]) & (np.arange(len(english)) <= at))
    np.testing.assert_allclose(before[blind], after[blind], atol=1e-4)


SHIPPED = st.lists(st.integers(5, 8000), min_size=1, max_size=20).map(lambda ids: np.array(ids, np.int32))


@settings(max_examples=30, deadline=None)
@given(pairs=st.lists(st.tuples(SHIPPED, SHIPPED), min_size=1, max_size=14), data=st.data())
def test_a_pair_s_states_depend_on_the_pair_alone(
    pairs: list[tuple[np.ndarray, np.ndarray]], data: st.DataObject
) -> None:
    """To the last bit: in any order, together with any others, remembered or not."""
    network = predictor()
    network.recent.clear()
    alone = []
    for english, source in pairs:
        alone += network.states([english], [source], "zh")
        network.recent.clear()
    for _ in range(3):
        asked = data.draw(st.lists(st.sampled_from(range(len(pairs))), min_size=1, max_size=20))
        if data.draw(st.booleans()):
            network.recent.clear()
        found = network.states(*map(list, zip(*(pairs[at] for at in asked), strict=True)), "zh")
        assert [states.tobytes() for states in found] == [alone[at].tobytes() for at in asked]


@settings(max_examples=20, deadline=None)
@given(pairs=st.lists(st.tuples(SHIPPED, SHIPPED), min_size=1, max_size=6))
def test_where_the_network_looks_depends_on_the_pair_alone(
    pairs: list[tuple[np.ndarray, np.ndarray]],
) -> None:
    network = predictor()
    network.recent.clear()
    together = network.seen([english for english, _ in pairs], [source for _, source in pairs], "ja")
    for (english, source), seen in zip(pairs, together, strict=True):
        network.recent.clear()
        (alone,) = network.seen([english], [source], "ja")
        assert alone.look.shape == (len(english), len(source))
        assert alone.look.tobytes() == seen.look.tobytes()
        assert (alone.look >= 0).all()
        assert (alone.look.sum(axis=1) <= 1 + 1e-5).all()


def test_a_state_sees_its_neighbours_and_the_source(network: Predictor) -> None:
    english, source = np.array([0, 2, 4], np.int32), np.array([1, 3], np.int32)
    (states,) = network.states([english], [source], "ja")
    for changed in (
        network.states([np.array([0, 2, 6], np.int32)], [source], "ja"),
        network.states([np.array([6, 2, 4], np.int32)], [source], "ja"),
        network.states([english], [np.array([1, 5], np.int32)], "ja"),
        network.states([english], [source], "zh"),
        network.states([english], [source], "ja", alone=True),
    ):
        assert np.abs(changed[0][1] - states[1]).max() > 1e-3


def test_the_same_as_in_torch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    torch = pytest.importorskip("torch")
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))
    from scripts.train.fidelity.predictor_network import WIDTH
    from scripts.train.fidelity.predictor_network import Predictor as Trained

    torch.manual_seed(1)
    trained, rng = Trained(), np.random.default_rng(1)
    tables = [
        rng.normal(size=(reserved + SIZE, WIDTH)).astype(np.float32)
        for reserved in (RESERVED, SOURCE_RESERVED)
    ]
    others = {
        "bias": np.zeros(RESERVED + SIZE),
        "position": trained.position.detach().numpy(),
        "slopes": trained.slopes.detach().numpy(),
        "english/pieces": np.arange(SIZE),
        "source/pieces": np.arange(SIZE),
        "vocabulary": np.array(SIZE),
        "spaced": np.packbits(np.ones(SIZE, bool)),
        "marks": np.packbits(np.zeros(SIZE, bool)),
    }
    inner = [
        {name: value.detach().numpy() for name, value in some.items()}
        for some in (trained.matrices, trained.norms)
    ]
    np.savez(tmp_path / "predictor.npz", **stored(*tables, *inner, others))
    network = Predictor.load(tmp_path / "predictor.npz")
    english, source = np.array([3, 5, 7, 1], np.int32), np.array([2, 4, 9], np.int32)
    here = network.english.rows(np.concatenate(([1], network.english_numbers[english], [2])))
    there = network.source.rows(np.concatenate(([1], network.source_numbers[source])))
    behind = torch.arange(2, 6)[None]
    with torch.no_grad():
        expected = trained(
            torch.from_numpy(here)[None], torch.from_numpy(there)[None], behind, torch.tensor([4])
        )
    (states,) = network.states([english], [source], "ja")
    wanted = expected[0].float().numpy()
    assert np.corrcoef(states.ravel(), wanted.ravel())[0, 1] > 0.99  # bfloat16 there, eight bits here


WORDS = [
    ("ja", "彼は昨日、東京で新しい本を買った。", "He bought a new {} in Tokyo yesterday.", "book", "dog"),
    ("zh", "他昨天在北京买了一本新书。", "He bought a new {} in Beijing yesterday.", "book", "dog"),
    ("ja", "電車は駅に着いた。", "The {} arrived at the station.", "train", "letter"),
    ("zh", "我们明天去学校。", "We will go to {} tomorrow.", "school", "church"),
    ("ja", "子供たちは公園で遊んでいる。", "The {} are playing in the park.", "children", "dogs"),
]


@pytest.mark.parametrize(("language", "source", "frame", "right", "wrong"), WORDS)
def test_the_shipped_network_knows_the_right_word(
    language: str, source: str, frame: str, right: str, wrong: str
) -> None:
    assert _mean(language, source, frame.format(right)) > _mean(language, source, frame.format(wrong))


def _mean(language: str, source: str, english: str) -> float:
    vocabulary = load_model("embedded").words  # type: ignore[attr-defined]
    ids, bounds = vocabulary.pieces([english, source])
    offsets = vocabulary.coverage(source, english, language, "en").target_offsets
    cut = np.split(ids, bounds[1:-1])
    (row,) = predicted(cut[:1], cut[1:], [english], [offsets], language, predictor())
    return row[list(PREDICTED).index("predicted")]


def test_an_empty_side() -> None:
    nothing, some = np.zeros(0, np.int32), np.array([5], np.int32)
    rows = predicted([nothing, some], [some, nothing], ["", "a"], [(), ((0, 1),)], "zh", predictor())
    assert np.isnan(rows[0]).all()
    assert np.isfinite(rows[1][0])


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "predictor.npz"
    path.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(ModelError, match="predictor"):
        Predictor.load(path)


def test_what_is_asked_for_again_is_the_same_and_not_kept_for_ever(network: Predictor) -> None:
    source = np.array([1, 3], np.int32)
    asked = [np.array([2 * (at % 6), at % SIZE, at // SIZE % SIZE, 4], np.int32) for at in range(400)]
    before = network.states(asked, [source] * len(asked), "ja")
    again = network.states(asked[::-1], [source] * len(asked), "ja")[::-1]
    assert [states.tobytes() for states in before] == [states.tobytes() for states in again]
    assert len(network.recent) <= 256
