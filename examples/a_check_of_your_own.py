"""Write a check, and run it beside those that ship.

    python examples/a_check_of_your_own.py

A package would name `CHECK` as an entry point of the group `align.checks`; then `align check`, the profile, SARIF and
`align checks` know it, too.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import align
from align.document import Finding
from align.fidelity import Check
from align.fidelity.passage.context import Context

SOURCE = "市長は6日、新しい図書館を開くと発表した。\n\n費用は12億円。"
REPRINT = "The mayor announced on the 6th that a new library will open!\n\nIt will cost 1.2 billion yen."


def exclamations(context: Context) -> Iterator[Finding]:
    """English sentences with an exclamation mark, where the source sentence has none."""
    if any(mark in sentence.text for sentence in context.source.sentences for mark in "!！"):
        return
    for at, sentence in enumerate(context.target.sentences):
        if sentence.text.endswith("!"):
            where = context.target.location(sentence.end - 1, sentence.end, at)
            yield CHECK.finding("minor", "The source does not exclaim.", target=where)


CHECK = Check(
    id="exclamations",
    title="Exclamations",
    summary="exclamation marks that the source does not have",
    why="News does not raise its voice.",
    categories=("style/register",),
    severities=("minor",),
    find=exclamations,
)


def installed(folder: Path) -> None:
    """Do what `pip install` would: put a package's entry points where Python looks for them."""
    metadata = folder / "exclamations-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: exclamations\nVersion: 1.0\n", encoding="utf-8"
    )
    points = "[align.checks]\nexclamations = a_check_of_your_own:CHECK\n"
    (metadata / "entry_points.txt").write_text(points, encoding="utf-8")
    sys.path.append(str(folder))


def main() -> None:
    """The whole example."""
    with tempfile.TemporaryDirectory() as folder:
        installed(Path(folder))
        report = align.check(SOURCE, REPRINT)
    for finding in report.findings:
        print(f"{finding.severity}, {finding.check}: {finding.message}")


if __name__ == "__main__":
    main()
