"""Pair, align and check articles that are in memory, and write the beads as a Hugging Face dataset.

    python examples/run_on_articles.py

writes the folder `runs/example` and the dataset `runs/example-dataset`, and prints what was found.
"""

from __future__ import annotations

from pathlib import Path

import align
from align.export import write

REPRINTS = [
    {
        "id": "harbor",
        "date": "2025-04-13",
        "text": "Prefecture unveils harbor plan\n\n"
        "The prefecture on April 12 unveiled a plan to rebuild its harbor at a cost of 32 billion yen.\n\n"
        "Old warehouses will make way for a market and a park. The governor said the work will be finished in 2032.",
    }
]
SOURCES = [
    {
        "id": "minato",
        "date": "2025-04-12",
        "text": "港の再開発計画を公表\n\n県は4月12日、総事業費320億円の港の再開発計画を公表した。\n\n"
        "古い倉庫を取り壊し、市場と公園を造る。知事は2031年に完成すると述べた。",
    },
    {
        "id": "ame",
        "date": "2025-04-12",
        "text": "大雨に注意\n\n気象台は12日、県内で大雨の恐れがあると発表した。",
    },
]


def main() -> None:
    """The whole example."""
    results = align.run(REPRINTS, SOURCES, out="runs/example", formats=())
    for report in results:
        print(f"{report.target.id} renders {report.source.id}, fidelity {report.scores['fidelity']:.0f}")
        for finding in report.findings:
            print(f"  {finding.severity}: {finding.message}")
    counts = write(iter(results), "parquet", Path("runs/example-dataset"), overwrite=True)
    print(f"{counts['beads']} beads written")


if __name__ == "__main__":
    main()
