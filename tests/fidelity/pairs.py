"""Small aligned pairs for the tests: line N of the source is rendered by line N of the target."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from align.document import Bead, Report
from align.model import Model, load_model
from align.pipeline import check
from align.pipeline.two_articles import article_of_lines


@cache
def embedded() -> Model:
    """The shipped model, loaded once."""
    return load_model("embedded")


def checked(
    source: Sequence[str], target: Sequence[str], language: str, checks: Sequence[str], **more: Any
) -> Report:
    """The report of one or more checks on a pair given as lines."""
    here, there = article_of_lines(source, language, "source"), article_of_lines(target, "en", "target")
    beads = more.pop("beads", [Bead((at,), (at,), 1.0) for at in range(len(source))])
    return check(
        here[0],
        there[0],
        embedded(),
        beads=beads,
        source_sentences=here[1],
        target_sentences=there[1],
        checks=checks,
        scored=False,
        names=more.pop("names", ()),
        **more,
    )
