"""Scores against human judgements and planted errors: what ``align evaluate score`` prints."""

from __future__ import annotations

import csv
import io
import lzma
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from align.bootstrap import interval
from align.errors import InputError
from align.fidelity.scoring.scorer import score_rows, signature
from align.model import Model

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Planted:
    """A correct and a wrong translation of one source."""

    language: str
    key: str
    severity: str
    kind: str
    source: str
    correct: str
    wrong: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A translation with its human judgement, higher is better."""

    system: str
    document: str
    segment: str
    human: bool
    judgement: float
    source: str
    translation: str
    reference: str


def held_out(key: str) -> bool:
    """Whether a document (or planted sentence) belongs to the half that training never reads."""
    return zlib.crc32(key.encode("utf-8")) % 2 == 1


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a TSV file with a header and no quoting, ``.xz`` unpacked; of ``path.xz`` where there is only that.
    Raises InputError."""
    packed = path.with_name(f"{path.name}.xz")
    read = packed if packed.exists() and not path.exists() else path
    try:
        data = read.read_bytes()
        text = (lzma.decompress(data) if read.suffix == ".xz" else data).decode("utf-8")
    except (OSError, UnicodeDecodeError, lzma.LZMAError) as error:
        raise InputError(path, f"cannot be read ({error})", "name a TSV file with a header") from None
    yield from csv.DictReader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)


def read_planted(path: Path) -> list[Planted]:
    """Correct and wrong translations: columns lang, id, severity, perturbation, source, correct, wrong."""
    try:
        return [
            Planted(
                row["lang"],
                row["lang"] + row["id"],
                row["severity"],
                row["perturbation"],
                row["source"],
                row["correct"],
                row["wrong"],
            )
            for row in rows_of(path)
        ]
    except KeyError as error:
        raise InputError(path, f"has no column {error}", "see align evaluate score --help") from None


def read_judgements(path: Path) -> list[Judged]:
    """Judged translations: columns system, doc, segment|line, mqm|da_z, source, translation, reference and,
    where there are any, is_human."""
    try:
        return [
            Judged(
                row["system"],
                row["doc"],
                f"{row['doc']}/{row.get('segment') or row.get('line')}",
                row.get("is_human") == "1",
                float(row["mqm"] if "mqm" in row else row["da_z"]),
                row["source"],
                row["translation"],
                row["reference"],
            )
            for row in rows_of(path)
        ]
    except (KeyError, ValueError) as error:
        remedy = "columns: system, doc, segment, is_human, mqm, source, translation, reference"
        raise InputError(path, f"is no table of judgements ({error})", remedy) from None


def within_segment_kendall(scores: Scores, judged: Sequence[Judged]) -> float:
    """Kendall's tau over all pairs of translations of one segment that humans told apart; a tie of the
    score counts against it. This is the segment-level measure of the WMT metrics tasks before 2024."""
    return _tau(_agreement(scores, judged))


def _agreement(scores: Scores, judged: Sequence[Judged]) -> Scores:
    """Concordant and discordant pairs of each segment, [segments, 2]."""
    by_segment: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(judged):
        by_segment[one.segment].append(at)
    truth = np.array([one.judgement for one in judged])
    found = np.zeros((len(by_segment), 2))
    for row, members in zip(found, by_segment.values(), strict=True):
        chosen = np.array(members)
        upper = np.triu(np.ones((len(chosen), len(chosen)), np.bool_), 1)
        human = np.sign(truth[chosen][:, None] - truth[chosen])
        machine = np.sign(scores[chosen][:, None] - scores[chosen])
        row[:] = ((human * machine > 0) & upper).sum(), ((human != 0) & (human * machine <= 0) & upper).sum()
    return found


def _tau(agreement: Scores) -> float:
    concordant, discordant = agreement.sum(axis=0)
    return float((concordant - discordant) / max(1, concordant + discordant))


def system_pearson(scores: Scores, judged: Sequence[Judged]) -> float:
    """Pearson's correlation of the systems' mean scores with their mean judgements."""
    means = system_means(scores, judged)
    truth = system_means(np.array([one.judgement for one in judged]), judged)
    if len(means) < 3:
        return float("nan")
    return float(np.corrcoef([means[name] for name in means], [truth[name] for name in means])[0, 1])


def system_means(scores: Scores, judged: Sequence[Judged]) -> dict[str, float]:
    """The mean score of every system, by name."""
    by_system: dict[str, list[float]] = defaultdict(list)
    for score, one in zip(scores, judged, strict=True):
        by_system[one.system].append(float(score))
    return {name: float(np.mean(values)) for name, values in sorted(by_system.items())}


def evaluate_planted(
    planted: Sequence[Planted], score: Callable[[list[str], list[str], str], Scores]
) -> list[str]:
    """Lines that say how often the correct translation scores above the wrong one, with intervals."""
    right = np.zeros(len(planted))
    for language in sorted({one.language for one in planted}):
        at = [index for index, one in enumerate(planted) if one.language == language]
        sources = [planted[index].source for index in at]
        good = score(sources, [planted[index].correct for index in at], language)
        bad = score(sources, [planted[index].wrong for index in at], language)
        right[at] = good > bad
    lines = []
    severities, kinds = [one.severity for one in planted], [one.kind for one in planted]
    groups = [("all", right)]
    groups += [(name, right[[one == name for one in severities]]) for name in sorted(set(severities))]
    groups += [(name, right[[one == name for one in kinds]]) for name in sorted(set(kinds))]
    for name, values in groups:
        low, high = interval(values)
        lines.append(f"{name:<34} {values.mean():.3f} [{low:.3f}, {high:.3f}]  n={len(values)}")
    return lines


def evaluate_judged(judged: Sequence[Judged], scores: Scores) -> list[str]:
    """Lines that set the score against human judgement, chrF with a reference beside it."""
    import sacrebleu

    metric = sacrebleu.CHRF()
    machine = [at for at, one in enumerate(judged) if not one.human]
    people = [at for at, one in enumerate(judged) if one.human]
    ours = [judged[at] for at in machine]
    chrf = np.array([metric.sentence_score(one.translation, [one.reference]).score for one in ours])
    agreement = _agreement(scores[machine], ours)
    low, high = interval(agreement, _tau, samples=500)
    lines = [
        f"{'machine systems':<28} {'this score':>10} {'chrF':>8}",
        f"{'within-segment Kendall':<28} {_tau(agreement):>10.4f} {within_segment_kendall(chrf, ours):>8.4f}"
        f"  this score [{low:.3f}, {high:.3f}]",
        f"{'system Pearson':<28} {system_pearson(scores[machine], ours):>10.4f} {system_pearson(chrf, ours):>8.4f}",
        f"chrF signature: {metric.get_signature()}",
    ]
    for name, mean in system_means(scores, judged).items():
        lines.append(f"{name:<28} {mean:>10.2f}")
    if people:
        lines.append(f"{'professional translations':<28} {float(scores[people].mean()):>10.2f}")
        lines.append(f"{'machine translations':<28} {float(scores[machine].mean()):>10.2f}")
    return lines


def evaluate(gold: Path, model: Model, *, every: int = 1, whole: bool = False) -> list[str]:
    """Every figure for a gold file, or for all the gold files below a folder.

    Raises InputError when there is none or one has other columns.
    """
    files = [gold]
    if gold.is_dir():
        found = (
            path for folder in ("planted", "judgements") for path in sorted((gold / folder).glob("*.tsv*"))
        )
        files = [path for path in found if ".errors." not in path.name]
        plain = {path.name for path in files}
        files = [path for path in files if path.suffix != ".xz" or path.stem not in plain]
    if not files:
        raise InputError(gold, "holds no planted/*.tsv and no judgements/*.tsv", "name a TSV file")
    lines: list[str] = []
    for path in files:
        header = next(rows_of(path), {})
        lines.append(f"# {path.name}")
        lines += (
            _planted(path, model, every, whole) if "wrong" in header else _judged(path, model, every, whole)
        )
    return [*lines, f"signature: {signature(model)}|every:{every}|half:{not whole}"]


def _planted(path: Path, model: Model, every: int, whole: bool) -> list[str]:
    planted = [one for one in read_planted(path) if whole or held_out(one.key)][::every]

    def score(sources: list[str], targets: list[str], language: str) -> Scores:
        return score_rows(sources, targets, model, source_language=language, target_language="en")[0]

    return evaluate_planted(planted, score)


def _judged(path: Path, model: Model, every: int, whole: bool) -> list[str]:
    judged = [one for one in read_judgements(path) if whole or held_out(one.document)]
    kept = set(sorted({one.segment for one in judged})[::every])
    judged = [one for one in judged if one.segment in kept]
    sources, targets = [one.source for one in judged], [one.translation for one in judged]
    return evaluate_judged(judged, score_rows(sources, targets, model, target_language="en")[0])
