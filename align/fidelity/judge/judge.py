"""Asking a judge about the passages of a pair of articles, and what becomes of its answers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from align.document import Finding
from align.errors import InputError, ModelError, UnreachableError
from align.fidelity.judge.answer import Claim, NoAnswerError, findings, read_claims
from align.fidelity.judge.question import SCHEMA, VERSION, messages
from align.fidelity.passage.context import Context

if TYPE_CHECKING:
    from align.model import Runtime
    from align.model.cache import Cache

PARALLEL = 4
LIMIT = 200  # passages of a pair of articles

Conversation = Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a judge found in a pair of articles, and what a reader of the report must know of it."""

    findings: tuple[Finding, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judge:
    """A model that is asked about passages. ``where`` is the host that texts are sent to; None for a model on this
    machine. ``limit`` is the most passages of a pair of articles that are asked about, ``parallel`` how many at
    once."""

    name: str
    where: str | None
    ask: Callable[[Conversation], str]
    limit: int = LIMIT
    parallel: int = PARALLEL
    cache: Cache | None = field(default=None, repr=False)
    reach: Callable[[], None] = field(default=lambda: None, repr=False)

    @property
    def signature(self) -> str:
        """What a signature says of the judge."""
        return f"judge:{self.name}|asked:{VERSION}"

    def judge(self, context: Context, known: Sequence[Finding]) -> Judgement:
        """The errors that the judge names and that stand, in the order of the passages: those at the beginning of the
        article first, where there are more than the limit. Raises UnreachableError when nothing could be asked."""
        wanted = [at for at, _ in context.paired()]
        chosen = wanted[: self.limit]
        answers = self._claims([messages(context, at) for at in chosen])
        found: list[Finding] = []
        dropped = 0
        for at, claims in zip(chosen, answers, strict=True):
            if claims:
                kept, lost = findings(claims, context, context.beads[at], known, self.name)
                found += kept
                dropped += lost
        unanswered = sum(claims is None for claims in answers)
        if chosen and unanswered == len(chosen):
            raise UnreachableError(
                self.name, "it answered no question as asked", "look at its log, or try another judge"
            )
        return Judgement(tuple(found), self._notes(len(chosen), len(wanted), unanswered, dropped))

    def _notes(self, asked: int, passages: int, unanswered: int, dropped: int) -> tuple[str, ...]:
        if not asked:
            return ()
        where = f"their text was sent to {self.where}" if self.where else "on this machine"
        notes = [f"{asked} of {passages} passages were judged by the language model {self.name}; {where}."]
        if unanswered:
            notes.append(f"The judge gave no usable answer about {unanswered} of them.")
        if dropped:
            notes.append(
                f"{dropped} errors that the judge named were left out: they quote what does not stand there, or a "
                "check says the same."
            )
        return tuple(notes)

    def _claims(self, conversations: Sequence[Conversation]) -> list[tuple[Claim, ...] | None]:
        """The claims about each passage; None where there was no usable answer."""
        keys = [self._key(one) for one in conversations]
        known = self.cache.get(keys) if self.cache is not None else {}

        def answered(at: int) -> tuple[tuple[Claim, ...] | None, str | None]:
            if keys[at] in known:
                return read_claims(known[keys[at]].decode()), None
            try:
                return self._asked(conversations[at])
            except (NoAnswerError, ValueError):
                return None, None

        from concurrent.futures import ThreadPoolExecutor

        found: list[tuple[Claim, ...] | None] = []
        with ThreadPoolExecutor(self.parallel) as pool:
            # Kept one by one, and by this thread: what was answered before an interruption is not asked again.
            for at, (claims, new) in enumerate(pool.map(answered, range(len(conversations)))):
                found.append(claims)
                if new is not None and self.cache is not None:
                    self.cache.put({keys[at]: new.encode()})
        return found

    def _asked(self, conversation: Conversation) -> tuple[tuple[Claim, ...], str]:
        """The claims in a new answer, and the answer; one that cannot be read is asked for once more."""
        answer = self.ask(conversation)
        try:
            return read_claims(answer), answer
        except ValueError:
            answer = self.ask(conversation)
            return read_claims(answer), answer

    def _key(self, conversation: Conversation) -> str:
        parts = json.dumps(["judge", VERSION, self.name, self.where, list(map(dict, conversation))])
        return hashlib.sha256(parts.encode()).hexdigest()


def load_judge(
    judge: str,
    model: str | None = None,
    *,
    limit: int = LIMIT,
    parallel: int = PARALLEL,
    cache: bool = True,
    runtime: Runtime | None = None,
) -> Judge:
    """The judge at a URL, where ``model`` names the model that is to answer, or a causal model by folder, registered
    name or hub id.

    Raises InputError for a limit below 1 or an address that is none, ModelError for a model that cannot answer.
    """
    from align.model.cache import Cache

    if limit < 1 or parallel < 1:
        raise InputError("--judge-limit", "is below 1", "name a larger number, or no judge")
    kept = Cache() if cache else None
    if "://" in judge:
        from align.fidelity.judge.endpoint import Endpoint  # which imports a client of HTTP

        endpoint = Endpoint(judge, model or "")
        return Judge(
            endpoint.model,
            endpoint.host,
            lambda conversation: endpoint.answer(conversation, SCHEMA),
            limit,
            parallel,
            kept,
            endpoint.reach,
        )
    from align.model import load_part
    from align.model.hub.causal_model import CausalModel

    if model is not None:
        raise InputError(
            "--judge-model", f"{judge} is no URL, and has one model only", "leave --judge-model out"
        )
    loaded = load_part(judge, runtime, cache=False)
    if not isinstance(loaded, CausalModel):
        raise ModelError(
            judge, "is no causal language model, and cannot answer", "name one, or the URL of an endpoint"
        )
    name = f"{Path(loaded.name).name}@{loaded.revision}"
    return Judge(name, None, loaded.answer, limit, 1, kept)
