"""The dataset card: README.md with YAML front matter as the Hugging Face hub reads it."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from align.export.dataset.plots import bars
from align.export.dataset.statistics import Statistics
from align.export.rows import BeadRow
from align.export.selection import Selection
from align.files import write_whole
from align.formats.cells import one_line

SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
LARGER = ((10_000_000, "1M<n<10M"), (100_000_000, "10M<n<100M"), (1_000_000_000, "100M<n<1B"))


@dataclass(frozen=True, slots=True)
class Card:
    """What the card says beside the statistics: ``pairs`` are language pairs as folders of ``data``,
    ``rows`` is the hash of all rows with which the names of the files end."""

    name: str
    licence: str | None
    selection: Selection
    languages: tuple[str, ...]
    pairs: tuple[str, ...]
    rows: str


def write_card(folder: Path, card: Card, statistics: Statistics) -> None:
    """Write README.md and its plots into a dataset folder."""
    plots = _plots(statistics)
    for name, svg in plots.items():
        write_whole(folder / "plots" / f"{name}.svg", svg.encode("utf-8"))
    text = _front_matter(card, statistics) + _body(card, statistics, list(plots))
    write_whole(folder / "README.md", text.encode("utf-8"))


def _front_matter(card: Card, statistics: Statistics) -> str:
    import yaml

    total = sum(statistics.beads.values())
    size = next((name for limit, name in (*SIZES, *LARGER) if total < limit), "n>1T")
    fields: dict[str, Any] = {
        "pretty_name": card.name,
        "language": list(card.languages),
        "license": card.licence or "other",
        "multilinguality": ["translation"],
        "task_categories": ["translation"],
        "size_categories": [size],
        "tags": ["parallel-corpus", "sentence-alignment", "news", "translation-quality"],
        "configs": _configs(card, statistics),
    }
    return f"---\n{yaml.safe_dump(fields, sort_keys=False, allow_unicode=True)}---\n"


def _configs(card: Card, statistics: Statistics) -> list[dict[str, Any]]:
    """``default`` is every bead, without ``translation``, whose languages a configuration has to agree on; one
    configuration a language pair with the two of it; ``articles`` is whole pairs."""

    def files(pattern: str, splits: Sequence[str]) -> list[dict[str, str]]:
        return [{"split": split, "path": f"{pattern}/{split}-*-{card.rows}.parquet"} for split in splits]

    filled = [split for split in statistics.splits if statistics.beads[split]]
    columns = [field.name for field in dataclasses.fields(BeadRow)]
    configs: list[dict[str, Any]] = [
        {"config_name": "default", "data_files": files("data/*", filled), "columns": columns}
    ]
    for pair in card.pairs:
        here = [split for split in filled if statistics.by_pair[split, pair]]
        configs.append({"config_name": pair, "data_files": files(f"data/{pair}", here)})
    configs.append({"config_name": "articles", "data_files": files("articles", statistics.splits)})
    return configs


def _body(card: Card, statistics: Statistics, plots: Sequence[str]) -> str:
    parts = [f"\n# {_plain(card.name)}\n", _WHAT]
    rows = [
        [
            split,
            statistics.pairs[split],
            statistics.beads[split],
            " to ".join(statistics.dates.get(split, ("–",))),
        ]
        for split in statistics.splits
    ]
    parts += [
        "## Splits\n",
        _table(["split", "article pairs", "beads", "dates"], rows),
        _splits_text(statistics),
    ]
    parts.append("## Statistics\n")
    for title, counts in (
        ("Languages (beads)", statistics.languages),
        ("Characters exported", statistics.characters),
        ("Bead types", statistics.kinds),
        ("Pairs of articles", statistics.verdicts),
        ("Findings in the beads", statistics.findings),
        ("Names in the reprints", statistics.names),
        ("Publishers (articles)", Counter(dict(statistics.publishers.most_common(20)))),
    ):
        if counts:
            parts.append(_table([title, "count"], [[key, count] for key, count in _ordered(counts)]))
    parts += [f"![{name.replace('-', ' ')}](plots/{name}.svg)\n" for name in plots]
    parts += ["## What was left out\n", _left_out(statistics.left_out)]
    parts += ["## Method\n", _method(statistics.signatures), "## Licence and rights\n", _rights(card)]
    return "\n".join(parts)


_WHAT = """English reprints aligned with the Japanese and Chinese reporting behind them, sentence by sentence.

```python
from datasets import load_dataset

beads = load_dataset("path/to/this/folder")              # all beads
pair = load_dataset("path/to/this/folder", "en-ja")      # of one language pair, with `translation` for trainers
articles = load_dataset("path/to/this/folder", "articles")  # whole pairs, with what has no counterpart
```

A row of the default configuration is a *bead*: sentences of the source and sentences of the target that
render each other. The configurations of one language pair also have `translation`, which MT trainers read
(`{"en": …, "ja": …}`); `kind` is the bead's
type (`1-2`: one source sentence became two), `score` how sure the alignment is (0–1), `fidelity` how
faithful the rendering (0–100, null where it was not scored), `findings` what the checks found and
`names` how each name was carried over; their offsets are into the row's own text. `source_spans` and
`target_spans` are character offsets into the articles as read, `source_sha256` and `target_sha256` the
hashes of the row's texts. Bylines, contact lines, rights notices and picture credits are not exported.
"""


def _splits_text(statistics: Statistics) -> str:
    division = statistics.division
    counts = f"{len(division.splits):,} pairs in {division.groups:,} groups"
    return (
        "Pairs that share an article or whose articles are near-duplicates (MinHash of character 5-grams,\n"
        f"estimated Jaccard similarity of at least .5) stay together: {counts}, with\n"
        f"{division.near_duplicates:,} near-duplicate couples. Dated groups are cut by date, newest into\n"
        "test; the others by a hash of their ids. Beads of train whose longer texts also stand in\n"
        "validation or test are left out of train.\n"
    )


def _method(signatures: Mapping[str, int]) -> str:
    from align import __version__

    made = "".join(f"- {_plain(name)} ({count} pairs)\n" for name, count in _ordered(signatures))
    made = made or "- no checks were run; scores of fidelity and findings are empty\n"
    return (
        f"Made with `align` {__version__}: articles were read, split into sentences, paired, aligned into\n"
        f"m–n beads and, where asked for, checked. Signatures of the figures:\n\n{made}"
    )


def _left_out(left_out: Mapping[str, int]) -> str:
    if not left_out:
        return "Nothing: every pair and every two-sided bead of the run is here.\n"
    return _table(["left out", "count"], [[reason, count] for reason, count in _ordered(left_out)])


def _rights(card: Card) -> str:
    text = (
        "The alignment, scores and findings come with the licence above; **the texts remain their\n"
        "publishers'**. The columns `licence` and `redistribution` carry what each article says of itself.\n"
    )
    if card.selection.with_text:
        return text + "Articles that forbid redistribution are left out.\n"
    return text + (
        "This export holds **no text**: only offsets and sha256 hashes, from which those who lawfully\n"
        "hold the articles can restore the sentences.\n"
    )


def _plots(statistics: Statistics) -> dict[str, str]:
    edges = [f"{number / 20:.2f}".lstrip("0") or "0" for number in range(20)]
    plots = {
        "scores": bars(
            "Alignment scores", edges, [statistics.scores[number] for number in range(20)], "from"
        ),
        "bead-types": bars("Bead types", *_columns(statistics.kinds)),
    }
    if statistics.fidelities:
        values = [statistics.fidelities[number] for number in range(20)]
        plots["fidelity"] = bars("Fidelity", [str(5 * number) for number in range(20)], values, "from")
    if statistics.findings:
        by_check = Counter[str]()
        for name, count in statistics.findings.items():
            by_check[name.split(" (")[0]] += count
        plots["findings"] = bars("Findings", *_columns(by_check))
    return plots


def _columns(counts: Mapping[str, int]) -> tuple[list[str], list[int]]:
    chosen = _ordered(counts)[:8]
    return [name for name, _ in chosen], [count for _, count in chosen]


def _ordered(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(_cell(cell) for cell in line) + " |\n" for line in lines)


def _cell(value: object) -> str:
    text = f"{value:,}" if isinstance(value, int) else str(value)
    return _plain(text)


def _plain(text: str) -> str:
    """Words from elsewhere (names, publishers) as Markdown that shows them and does nothing: no link, image or tag."""
    return re.sub(r"([\\`*_{}\[\]()<>#|!~])", r"\\\1", one_line(text))
