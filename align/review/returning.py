"""What came back from Word, put where the next check finds it."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from align.errors import InputError
from align.files import write_whole
from align.report.decisions import Decided, holds_decisions
from align.report.decisions.files import decision_line, read_decisions
from align.report.word.reading import read_returned, summary
from align.run.context import DECISIONS
from align.run.folder.store import require_run


def take_over(document: Path, run: Path | None = None, who: str | None = None) -> str:
    """Write a document's decisions and, where it was changed, its text; returns what was done, in a sentence.

    The document is Word's, or a workbook or another file of decisions; decisions go beside it, or to those of a run.
    Raises InputError when it is none of ours, or the folder no run.
    """
    if run is not None:
        require_run(run)
    decisions = run / DECISIONS if run is not None else document.with_suffix(f".{DECISIONS}")
    returned = None if _of_decisions(document) else read_returned(_bytes(document), document)
    found = returned.decided if returned else read_decisions(document)
    lines = "".join(decision_line(one) for one in _signed(found, who or user()))
    before = decisions.read_bytes() if decisions.is_file() else b""
    if before:
        read_decisions(decisions)  # a broken file is not made longer
    if decisions.resolve() != document.resolve():
        write_whole(decisions, before + lines.encode("utf-8"))
    counts = summary(returned) if returned else f"{len(found)} decisions"
    said = f"{document}: {counts}. Decisions: {decisions}"
    if returned is None or returned.text == returned.before:
        return said
    text = document.with_suffix(".corrected.txt")
    write_whole(text, returned.text.encode("utf-8"))
    return f"{said}; text: {text}"


def _of_decisions(path: Path) -> bool:
    """Whether a file holds decisions themselves: a workbook, or lines."""
    data = _bytes(path)
    if data.startswith(b"PK\x03\x04"):
        return b"xl/workbook.xml" in data
    return holds_decisions(path)


def _signed(decided: Sequence[Decided], who: str) -> list[Decided]:
    """The decisions that say anything, with who made them and when."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return [
        replace(
            one, decision=replace(one.decision, who=one.decision.who or who, when=one.decision.when or now)
        )
        for one in decided
        if not one.empty
    ]


def user() -> str:
    """The name of the machine's user; empty where there is none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(path, error.strerror or str(error), "name a Word document") from None
