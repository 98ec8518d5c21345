"""One article on the desk: what was done to it, and what the checks say of it as it stands."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from align.document import Report
from align.report.decisions import Decided, finding_keys, open_findings, with_decisions
from align.report.decisions.files import decided_of_record, decision_line, latest
from align.review.actions import Action, ConflictError, Now, Plan, planned
from align.review.draft import Composed, Draft, begun, composed, linked, written
from align.review.journal import Event, Journal, Pen

Check = Callable[[Report, Composed, Sequence["Term"]], Report]


@dataclass(frozen=True, slots=True)
class Term:
    """A pair of words for the glossary."""

    source: str
    target: str
    forbidden: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """What the events of a journal come to."""

    draft: Draft
    decided: tuple[Decided, ...] = ()
    terms: tuple[Term, ...] = ()
    beads_changed: bool = False


def state_of(base: Report, events: Iterable[Event]) -> State:
    """The events applied in order to what was first read."""
    draft = begun(base)
    decided: list[Decided] = []
    terms: list[Term] = []
    beads_changed = False
    for change in (change for event in events for change in event.changes):
        match change["do"]:
            case "write":
                draft = written(draft, change)
            case "link":
                draft, beads_changed = linked(draft, change), True
            case "decide":
                decided.append(decided_of_record(change["record"]))
            case "term":
                terms.append(Term(change["source"], change["target"], change["forbidden"]))
    return State(draft, tuple(decided), tuple(dict.fromkeys(terms)), beads_changed)


@dataclass(frozen=True, slots=True)
class View:
    """An article as a window shows it."""

    version: int
    state: State
    composed: Composed
    report: Report
    undo: bool
    redo: bool

    @property
    def now(self) -> Now:
        return Now(self.version, self.state.draft, self.report, self.composed.ids)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an action did: the new view, the findings that came and that went."""

    view: View
    said: str
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()


class Desk:
    """An article with its journal. ``base`` is the report as first read, ``check`` makes that of a draft.

    Several windows may use it at once, and other servers the same journal.
    """

    def __init__(
        self,
        id: str,
        base: Report,
        journal: Journal,
        check: Check,
        decided: Sequence[Decided],
        decisions: Path,
    ) -> None:
        self.id, self.base, self._journal, self._check = id, base, journal, check
        self._decided, self._decisions = tuple(decided), decisions
        self._lock = threading.RLock()
        self._known: View | None = None

    def view(self) -> View:
        """The article as it stands now."""
        with self._lock:
            if self._known is None or self._known.version != self._journal.version(self.id):
                version, events, undo, redo = self._journal.read(self.id)
                self._known = self._viewed(version, events, undo, redo)
            return self._known

    def act(self, action: Action, who: str) -> Outcome:
        """Do what a window asks for. Raises ConflictError and RequestError; then nothing was changed."""
        with self._lock:
            while True:
                before = self.view()
                with self._journal.writing(self.id) as pen:
                    # Another server may have written since; then look again.
                    if pen.version() == before.version:
                        said = self._write(pen, action, before, who)
                        break
            return self._outcome(before, said)

    def again(self) -> Outcome:
        """Check again without a change: a glossary or a profile may be another."""
        with self._lock:
            before = self.view()
            self._known = None
            version, events, undo, redo = self._journal.read(self.id)
            self._known = self._viewed(version, events, undo, redo, anew=True)
            return self._outcome(before, "checked again")

    def _write(self, pen: Pen, action: Action, before: View, who: str) -> str:
        if action.get("do") in ("undo", "redo"):
            undo = action["do"] == "undo"
            label = pen.undo() if undo else pen.redo()
            if label is None:
                raise ConflictError("there is nothing to undo" if undo else "there is nothing to redo")
            return f"undone: {label}" if undo else f"done again: {label}"
        when = datetime.now(UTC).isoformat(timespec="seconds")
        plan: Plan = planned(action, before.now, who, when)
        pen.append(plan.label, plan.changes, who)
        return plan.label

    def _outcome(self, before: View, said: str) -> Outcome:
        after = self.view()
        keys = [Counter(finding_keys(view.report.findings)) for view in (before, after)]
        came, went = keys[1] - keys[0], keys[0] - keys[1]
        self._keep(before, after)
        return Outcome(after, said, tuple(came), tuple(went))

    def _keep(self, before: View, after: View) -> None:
        """Decisions that are new go to ``decisions.jsonl``, those that were taken back as open ones."""
        self._journal.note_open(self.id, Counter(one.severity for one in open_findings(after.report)))
        old, new = before.state.decided, after.state.decided
        lines = [one for one in new if one not in old]
        for gone in (one for one in old if one not in new):
            earlier = next(
                (one for one in reversed((*self._decided, *new)) if one.finding == gone.finding), None
            )
            undone = replace(gone, decision=replace(gone.decision, state="open", reason="", note=""))
            lines.append(earlier or undone)
        append_decisions(self._decisions, lines)

    def _viewed(
        self, version: int, events: Sequence[Event], undo: bool, redo: bool, anew: bool = False
    ) -> View:
        state = state_of(self.base, events)
        article = composed(state.draft)
        known = self._known
        same = known is not None and known.composed == article and known.state.terms == state.terms
        if known is not None and same:
            report = known.report
        elif anew or any(change["do"] != "decide" for event in events for change in event.changes):
            report = self._checked(article, state.terms)
        else:
            report = self.base
        report = with_decisions(report, latest((*self._decided, *state.decided))[::-1])
        return View(version, state, article, report, undo, redo)

    def _checked(self, article: Composed, terms: Sequence[Term]) -> Report:
        """What the checks say; where they fail, a report without findings that says so, so that what was done can
        still be seen and undone."""
        try:
            return self._check(self.base, article, terms)
        except (
            Exception
        ) as error:  # of any check, of a glossary, of a model: none may cost an editor his work
            said = f"It could not be checked as it stands: {error or type(error).__name__}"
            return replace(
                self.base,
                target=article.article,
                target_sentences=article.sentences,
                beads=article.beads,
                bead_scores=(),
                names=(),
                findings=(),
                scores={},
                warnings=(*self.base.warnings, said),
                decisions=(),
                glosses=(),
            )


def append_decisions(path: Path, decided: Iterable[Decided]) -> None:
    """Add lines to ``decisions.jsonl``; a later line about a finding replaces an earlier one."""
    lines = "".join(decision_line(one) for one in decided)
    if lines:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as stream:
            stream.write(lines.encode("utf-8"))
            stream.flush()
