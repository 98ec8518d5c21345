"""Which source article, if any, each reprint was made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from align.document import Article, Pair
from align.model import Composed, Model, encoder_of
from align.pair.assignment import assign
from align.pair.calibration import Calibration, calibration
from align.pair.candidates import neighbours
from align.pair.collection import Divide, collect, levelled
from align.pair.evidence import Typical, background, weigh
from align.split import split

CANDIDATES = 8  # sources looked at closely for each reprint and each half of it
WINDOW = 60  # days between a reprint and its source


def pair(
    reprints: Iterable[Article],
    sources: Iterable[Article],
    model: Model | None = None,
    *,
    window: int | None = WINDOW,
    candidates: int = CANDIDATES,
    progress: Callable[[int], object] | None = None,
    divide: Divide = split,
) -> list[Pair]:
    """The pairs of all reprints, in the order of the reprints.

    Every reprint has at least one :class:`~align.document.Pair`: one for each source it renders
    (``parallel``), else one for the nearest article on the same subject (``comparable``), else one
    with ``source`` None (``unrelated``). ``score`` is the calibrated probability that the reprint
    renders this source (for None: that it renders none); ``evidence`` holds what it was computed
    from, and under ``also`` near-copies of the source that account for nothing more.

    A source may stand behind several reprints. Articles in one language are never paired: they
    would be copies. ``window`` is the most days between the dates of a pair, where both have one
    (None: any). ``model`` is any that can ``embed``; the embedded model by default. ``progress`` is
    called with the number of reprints done. Both sides are gone through once, reprints first, and no
    more than some hundred articles are held at a time; ``divide`` gives an article's sentences.
    """
    options = {"window": window, "candidates": candidates, "progress": progress, "divide": divide}
    return list(iterate(reprints, sources, model, **options))  # type: ignore[arg-type]


def iterate(
    reprints: Iterable[Article],
    sources: Iterable[Article],
    model: Model | None = None,
    *,
    window: int | None = WINDOW,
    candidates: int = CANDIDATES,
    progress: Callable[[int], object] | None = None,
    divide: Divide = split,
) -> Iterator[Pair]:
    """The pairs of :func:`pair` one at a time, as they are found."""
    if model is None:
        from align.model import load_model

        model = load_model("embedded")
    vocabulary: dict[str, int] = {}
    ours = collect(reprints, model, vocabulary, divide=divide)
    theirs = collect(sources, model, vocabulary, grow=False, divide=divide)
    if not ours.ids or not theirs.ids:
        yield from (Pair(reprint, None, 1.0, "unrelated") for reprint in ours.ids)
        return
    ours, theirs = levelled(ours, theirs)
    fitted = calibration()
    scale = background(
        ours, theirs, vocabulary, _typical(model, fitted, {*ours.languages, *theirs.languages})
    )
    for at, found in enumerate(neighbours(ours, theirs, candidates, window)):
        yield from assign(ours, theirs, at, weigh(ours, theirs, at, found, scale), fitted)
        if progress is not None:
            progress(at + 1)


def _typical(model: Model, fitted: Calibration, languages: set[str]) -> Typical | None:
    """How near unrelated sentences usually are for a model's encoder: as it was fitted, or as the encoder says of the
    sentences that ship; None for a model of which neither is known."""
    known = fitted.typical_of(encoder_of(model).name)
    if known is None and isinstance(model, Composed):
        own, _ = model.cosine_levels("ja" if "ja" in languages else "zh")
        return Typical(own.stranger, own.spread)
    return known
