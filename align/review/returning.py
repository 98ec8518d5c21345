"""What came back from Word, put where the next check finds it."""

from __future__ import annotations

import getpass
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from align.errors import InputError
from align.files import write_whole
from align.report.decisions import Decided
from align.report.decisions.files import decision_line, read_decisions
from align.report.word.reading import Returned, read_returned, summary
from align.run.context import DECISIONS
from align.run.folder.store import require_run


def take_over(document: Path, run: Path | None = None, who: str | None = None) -> str:
    """Write a document's decisions and, where it was changed, its text; returns what was done, in a sentence.

    Decisions go beside the document, or to those of a run. Raises InputError when the document is none of ours,
    or the folder no run.
    """
    if run is not None:
        require_run(run)
    returned = read_returned(_bytes(document), document)
    decisions = run / DECISIONS if run is not None else document.with_suffix(f".{DECISIONS}")
    decided = _signed(returned, who or user())
    before = decisions.read_bytes() if decisions.is_file() else b""
    if before:
        read_decisions(decisions)  # a broken file is not made longer
    lines = "".join(decision_line(one) for one in decided)
    write_whole(decisions, before + lines.encode("utf-8"))
    said = f"{document}: {summary(returned)}. Decisions: {decisions}"
    if returned.text == returned.before:
        return said
    text = document.with_suffix(".corrected.txt")
    write_whole(text, returned.text.encode("utf-8"))
    return f"{said}; text: {text}"


def _signed(returned: Returned, who: str) -> list[Decided]:
    """The decisions that say anything, with who made them and when."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return [
        replace(
            one, decision=replace(one.decision, who=one.decision.who or who, when=one.decision.when or now)
        )
        for one in returned.decided
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
