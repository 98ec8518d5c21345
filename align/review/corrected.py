"""The reports of a run as its review left them, for a dataset."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from align.document import Bead, Report
from align.errors import InputError
from align.export.rows import CORRECTED, pair_id
from align.review.desk import State, state_of
from align.review.draft import Composed, composed
from align.review.journal import Journal
from align.review.works import checking_of, text_hash

_TEXT = ("write", "link")


class CorrectedReports:
    """The reports of a run, as often as wanted; those that were changed in its review with the corrected text and
    beads, checked again as the run was told, and with the indexes of the beads put right in the reprint's metadata.

    Raises InputError when the run was not reviewed.
    """

    def __init__(self, run: Path) -> None:
        path = run / "review" / "journal.sqlite"
        if not path.is_file():
            raise InputError(
                run, "was not reviewed", "go through it with `align review`, or leave --corrected out"
            )
        self._run, self._journal, self._checking = run, Journal(path), checking_of(run)

    def __iter__(self) -> Iterator[Report]:
        from align.run import Results

        for report in Results(self._run):
            key = f"{pair_id(report.target.id, report.source.id)}@{text_hash(report)}"
            events = self._journal.read(key)[1]
            if any(change["do"] in _TEXT for event in events for change in event.changes):
                yield self._corrected(report, state_of(report, events))
            else:
                yield report

    def _corrected(self, base: Report, state: State) -> Report:
        article = composed(state.draft)
        report = self._checking(base, article, state.terms)
        metadata = {**report.target.metadata, CORRECTED: put_right(base, article)}
        return replace(report, target=replace(report.target, metadata=metadata))


def corrected_reports(run: Path) -> CorrectedReports:
    """The reports of a run as its review left them."""
    return CorrectedReports(run)


def put_right(base: Report, article: Composed) -> list[int]:
    """The beads, by index, whose sentences are not those of any bead before, or not with the same words."""

    def texts(bead: Bead, sentences: tuple[str, ...]) -> tuple[tuple[int, ...], tuple[str, ...]]:
        return bead.source, tuple(sentences[at] for at in bead.target)

    printed = tuple(one.text for one in base.target_sentences)
    before = {texts(bead, printed) for bead in base.beads}
    now = tuple(one.text for one in article.sentences)
    return [at for at, bead in enumerate(article.beads) if texts(bead, now) not in before]
