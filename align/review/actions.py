"""What an editor can do to an article, each as a plan: from a request and what is there now to changes.

A request says what its window saw (``was``); where that is no longer so, another window or person was faster, and
the plan is refused with a `ConflictError`, so that nobody writes over what he has not seen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from align.document import Decision, Report
from align.errors import AlignError
from align.report.decisions import decided_of, finding_keys
from align.report.decisions.files import STATES, decision_line
from align.report.suggestions import suggestion
from align.report.visible import one_line
from align.review import draft as drafts
from align.review.draft import Draft, Link

LONGEST = 20_000  # characters of a sentence, a note or a name


class ConflictError(AlignError):
    """Somebody else was faster."""


class RequestError(AlignError):
    """A request that makes no sense: of a page of another version, or of no page at all."""


@dataclass(frozen=True, slots=True)
class Now:
    """An article as it stands: its draft, the report of it, the reprint's sentences by id."""

    version: int
    draft: Draft
    report: Report
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to put into the journal; ``label`` says it to a person."""

    label: str
    changes: tuple[Mapping[str, Any], ...]


Action = Mapping[str, Any]


def planned(action: Action, now: Now, who: str, when: str) -> Plan:
    """The changes that a request asks for. Raises ConflictError and RequestError."""
    plan = _PLANS.get(_text(action, "do"))
    if plan is None:
        raise RequestError(f"there is no action {one_line(str(action.get('do')), 40)!r}")
    return plan(action, now, replace(Decision(), who=who, when=when))


# -- words ------------------------------------------------------------------------------------------


def _edit(action: Action, now: Now, _: Decision) -> Plan:
    id, was, text = _text(action, "sentence"), _text(action, "was"), _text(action, "text")
    changes = (_rewritten(now, id, was, text, 0),)
    return Plan("sentence deleted" if not text.strip() else "sentence changed", changes)


def _apply(action: Action, now: Now, by: Decision) -> Plan:
    at = _finding(action, now)
    finding = now.report.findings[at]
    words = _text(action, "text") if "text" in action else suggestion(finding)
    place = finding.target
    if place is None or not words or not 0 <= place.sentence < len(now.ids):
        raise RequestError("this finding has nothing that can be put in place")
    sentence = now.report.target_sentences[place.sentence]
    if place.end > sentence.end:
        raise RequestError("this finding is about several sentences")
    text = sentence.text[: place.start - sentence.start] + words + sentence.text[place.end - sentence.start :]
    change = _rewritten(now, now.ids[place.sentence], sentence.text, text, 0)
    label = f"“{one_line(place.text, 40)}” became “{one_line(words, 40)}”"
    return Plan(label, (change, _decided(now, at, replace(by, state="done"))))


def _exchange(action: Action, now: Now, _: Decision) -> Plan:
    old, new = _text(action, "old").strip(), _text(action, "new").strip()
    if not old or not new or old == new:
        raise RequestError("name two different words")
    pattern = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)" if old.isascii() else re.escape(old))
    changes, count = [], 0
    for number, line in enumerate(now.draft.lines):
        text, found = pattern.subn(lambda _: new, line.text)
        if found:
            changes.append(_rewritten(now, line.id, line.text, text, number))
            count += found
    if not changes:
        raise RequestError(f"“{one_line(old, 40)}” does not stand in the reprint")
    return Plan(
        f"“{one_line(old, 40)}” became “{one_line(new, 40)}” in {_count(count, 'place')}", tuple(changes)
    )


def _rewritten(now: Now, id: str, was: str, text: str, number: int) -> Mapping[str, Any]:
    """The change of a sentence, which may become several; the first of them keeps its id."""
    from align.split import split_text

    line = now.draft.line(id)
    if line is None:
        raise ConflictError("this sentence was deleted in another window")
    if line.text != was:
        raise ConflictError(f"this sentence was changed in another window: “{one_line(line.text, 200)}”")
    words = " ".join(text.split())
    heading = now.draft.base.target_sentences[now.draft.place(id)].heading
    parts = [words] if heading else [one.text for one in split_text(words, now.report.target.language)]
    ids = [id, *(f"{id}.{now.version + 1}.{number}.{at}" for at in range(1, len(parts)))]
    return {
        "do": "write",
        "sentence": id,
        "lines": [[id, part] for id, part in zip(ids, parts, strict=False) if part],
    }


# -- decisions --------------------------------------------------------------------------------------


def _decide(action: Action, now: Now, by: Decision) -> Plan:
    state = _text(action, "state")
    if state not in STATES:
        raise RequestError(f"there is no state {one_line(state, 40)!r}")
    keys = action.get("findings")
    if not isinstance(keys, list) or not keys:
        raise RequestError("no finding is named")
    decision = replace(by, state=state, reason=_text(action, "reason", ""), note=_text(action, "note", ""))
    changes = []
    for key in keys:
        at = _finding({"finding": key}, now)
        before = now.report.decision(at)
        if len(keys) == 1 and "was" in action and before.state != action["was"]:
            raise ConflictError(f"{before.who or 'somebody'} has decided meanwhile: {before.state}")
        changes.append(_decided(now, at, decision))
    said = {"open": "opened again", "done": "done", "dismissed": "dismissed"}[state]
    return Plan(f"{_count(len(changes), 'finding')} {said}", tuple(changes))


def _decided(now: Now, at: int, decision: Decision) -> Mapping[str, Any]:
    record = replace(decided_of(now.report)[at], decision=decision)
    return {"do": "decide", "record": json.loads(decision_line(record))}


def _finding(action: Action, now: Now) -> int:
    key = _text(action, "finding")
    found = next((at for at, one in enumerate(finding_keys(now.report.findings)) if one == key), None)
    if found is None:
        raise ConflictError("this finding is no longer there")
    return found


# -- words for the glossary -------------------------------------------------------------------------


def _term(action: Action, now: Now, _: Decision) -> Plan:
    source, target = (" ".join(_text(action, name).split()) for name in ("source", "target"))
    forbidden = " ".join(_text(action, "forbidden", "").split())
    if not source or not target or {"|", "#"} & set(source[:1] + target[:1]):
        raise RequestError("a pair of words has a side in the source and one in the reprint")
    label = f"glossary: {one_line(source, 40)} = {one_line(target, 40)}"
    label += f", not {one_line(forbidden, 40)}" if forbidden else ""
    return Plan(label, ({"do": "term", "source": source, "target": target, "forbidden": forbidden},))


# -- beads ------------------------------------------------------------------------------------------


def _beads(action: Action, now: Now, _: Decision) -> Plan:
    if action.get("was") != beads_key(now.draft):
        raise ConflictError("the beads were changed in another window")
    kind = _text(action, "kind")
    if kind not in _BEADS:
        raise RequestError(f"there is no change of beads {one_line(kind, 40)!r}")
    label, change = _BEADS[kind]
    try:
        links = change(now.draft, action)
    except (KeyError, IndexError, StopIteration, TypeError, ValueError):
        raise RequestError("this bead or sentence is not there") from None
    if links == now.draft.links:
        raise RequestError("there is nothing to change here")
    made = [[list(link.source), list(link.target), link.score] for link in links]
    return Plan(label, ({"do": "link", "links": made},))


def beads_key(draft: Draft) -> str:
    """What tells one state of the beads from another."""
    import hashlib

    return hashlib.sha256(repr([(link.source, link.target) for link in draft.links]).encode()).hexdigest()[
        :16
    ]


def _joined(draft: Draft, action: Action) -> tuple[Link, ...]:
    source, target = [int(at) for at in action["source"]], [str(id) for id in action["target"]]
    known = {line.id for line in draft.lines}
    if not (source or target) or not set(target) <= known:
        raise ValueError
    if any(not 0 <= at < len(draft.base.source_sentences) for at in source):
        raise ValueError
    return drafts.joined(draft, source, target)


_BEADS: dict[str, tuple[str, Callable[[Draft, Action], tuple[Link, ...]]]] = {
    "merge": ("beads merged", lambda draft, action: drafts.merged(draft, _number(action, draft))),
    "split": ("bead split", lambda draft, action: drafts.parted(draft, _number(action, draft))),
    "unlink": ("bead undone", lambda draft, action: drafts.loosened(draft, _number(action, draft))),
    "move": (
        "sentence moved to another bead",
        lambda draft, action: drafts.moved(
            draft, action["side"], str(action["sentence"]), 1 if int(action["step"]) > 0 else -1
        ),
    ),
    "join": ("sentences joined in a bead", _joined),
}


def _number(action: Action, draft: Draft) -> int:
    number = int(action["bead"])
    if not 0 <= number < len(draft.links):
        raise IndexError
    return number


_PLANS: dict[str, Callable[[Action, Now, Decision], Plan]] = {
    "edit": _edit,
    "apply": _apply,
    "exchange": _exchange,
    "decide": _decide,
    "term": _term,
    "beads": _beads,
}


def _text(action: Action, name: str, default: str | None = None) -> str:
    value = action.get(name, default)
    if not isinstance(value, str) or len(value) > LONGEST:
        raise RequestError(f"`{name}` is missing or no text of at most {LONGEST:,} characters")
    return value


def _count(number: int, one: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {one}s"
