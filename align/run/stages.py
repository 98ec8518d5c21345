"""The stages of a run: pure functions from a shard's rows to rows.

Each takes the rows of the stages before it, a shard at a time, and yields its own rows, or what failed
and why. It knows nothing of workers, of other shards or of what was done before: those are the engine's
and the driver's.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from align.document import Article, Bead, Finding, NameEntry, PairVerdict, Report, Sentence
from align.errors import AlignError, InputError
from align.model.choice import Choice
from align.read.batch import Failure
from align.report.decisions import Decided, read_decisions
from align.run.folder.store import Failed
from align.run.inputs import Unit, articles

if TYPE_CHECKING:
    from align.fidelity import Profile
    from align.model import Model

# A machine that fails is not an article that fails: these end the run, which can be taken up again.
MACHINE = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EIO,
    errno.EROFS,
    errno.EMFILE,
    errno.ENFILE,
    errno.ENOMEM,
}

DECISIONS = "decisions.jsonl"  # in the run's folder: what editors decided
TOGETHER = 32  # pairs that are aligned side by side


@dataclass(frozen=True, slots=True)
class Split:
    """The sentences of one article."""

    id: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """A pair with both its articles, so that the stages after it need one shard each.

    ``verdict`` is here, and the pair's score is not: it may move a little when other articles come in,
    and nothing below depends on it.
    """

    id: str
    verdict: PairVerdict
    reprint: Article
    source: Article
    reprint_sentences: tuple[Sentence, ...]
    source_sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Beads:
    """The beads of one pair."""

    id: str
    beads: tuple[Bead, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """The name ledger of one pair."""

    id: str
    names: tuple[NameEntry, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks and scores say of one pair."""

    id: str
    bead_scores: tuple[float | None, ...]
    findings: tuple[Finding, ...]
    scores: Mapping[str, float]
    signature: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """What the stages are told; everything here but the cache, which changes no
    result, goes into the fingerprints of their shards. Of decisions, a shard's own do."""

    choice: Choice = field(default_factory=Choice)
    strict: bool = False
    checks: bool = True
    profile: str | None = None
    glossary: str | None = None
    cache: bool = True
    decisions: str | None = None


@dataclass(slots=True)
class Context:
    """What the stages need beside rows: loaded once a process, when first asked for."""

    settings: Settings
    folder: Path
    loaded: dict[str, Any] = field(default_factory=dict)

    @property
    def model(self) -> Model:
        if "model" not in self.loaded:
            from align.model import load_choice

            self.loaded["model"] = load_choice(self.settings.choice, self.settings.cache)
        model: Model = self.loaded["model"]
        return model

    def forked(self) -> None:
        """Forget models that do not survive a fork: all but the embedded one have threads of their own."""
        if not self.settings.choice.plain:
            self.loaded.pop("model", None)

    @property
    def profile(self) -> Profile | None:
        if self.settings.profile is None:
            return None
        if "profile" not in self.loaded:
            from align.fidelity import read_profile

            self.loaded["profile"] = read_profile(Path(self.settings.profile))
        profile: Profile = self.loaded["profile"]
        return profile

    @property
    def decided(self) -> tuple[Decided, ...]:
        """What editors decided about findings of this run."""
        path = Path(self.settings.decisions) if self.settings.decisions else self.folder / DECISIONS
        if "decided" not in self.loaded:
            known = self.settings.decisions is not None or path.is_file()
            self.loaded["decided"] = read_decisions(path) if known else ()
        decided: tuple[Decided, ...] = self.loaded["decided"]
        return decided


Rows = Mapping[str, Sequence[Any]]
Result = Any | Failed


def attempt(stage: str, identifier: str, strict: bool, work: Callable[..., Result], *given: Any) -> Result:
    """What ``work(*given)`` returns, or the failure it ended in. With ``strict``, and when it is the
    machine that fails, the error goes on."""
    try:
        return work(*given)
    except MemoryError:
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno in MACHINE:
            raise
        failed = Failed(stage, identifier, *reason(error))
        if strict:
            raise InputError(f"{stage} {identifier}", failed.reason, failed.remedy) from error
        return failed


def reason(error: BaseException) -> tuple[str, str]:
    """Reason and remedy of an error, the same on every run: no addresses, one line."""
    if isinstance(error, InputError):
        return error.reason, error.remedy
    words = str(error) if isinstance(error, AlignError) else f"{type(error).__name__}: {error}"
    return re.sub(r"0x[0-9a-f]+", "0x…", " ".join(words.split()))[:300], ""


def read(units: Iterable[Unit], language: str | None, context: Context) -> Iterator[Result]:
    """Articles from files, in the order of the units."""
    strict = context.settings.strict
    for unit in units:
        found = attempt("read", unit.path, strict, _all, unit, language)
        for item in [found] if isinstance(found, Failed) else found:
            if isinstance(item, Article):
                yield attempt("read", item.path or item.id, strict, _storable, item)
            elif isinstance(item, Failed):
                yield item
            elif strict:
                raise InputError(item.path, item.reason, item.remedy)
            else:
                yield Failed("read", item.path, item.reason, item.remedy)


def _all(unit: Unit, language: str | None) -> list[Article | Failure]:
    return list(articles(unit, language))


def _storable(article: Article) -> Article:
    try:
        article.text.encode("utf-8")
    except UnicodeEncodeError:
        raise InputError(article.id, "holds half a character (a lone surrogate)", "mend the file") from None
    return article


def split(rows: Rows, context: Context) -> Iterator[Result]:
    """Sentences of articles, a row an article: one that fails has none."""
    from align.split import split as split_article

    def work(article: Article) -> Split:
        return Split(article.id, tuple(split_article(article)))

    for article in rows["read"]:
        result = attempt("split", article.id, context.settings.strict, work, article)
        yield result
        if isinstance(result, Failed):
            yield Split(article.id, ())


def sentences(rows: Rows, context: Context) -> Iterator[Result]:
    """Beads of pairs, TOGETHER of them at a time."""
    from align.sentences import SplitPair, align_many

    def work(pairs: Sequence[Together]) -> list[Beads]:
        texts = [
            SplitPair(
                pair.source_sentences, pair.reprint_sentences, pair.source.language, pair.reprint.language
            )
            for pair in pairs
        ]
        return [
            Beads(pair.id, beads) for pair, beads in zip(pairs, align_many(texts, context.model), strict=True)
        ]

    pairs = rows["gather"]
    for batch in (pairs[at : at + TOGETHER] for at in range(0, len(pairs), TOGETHER)):
        found = attempt("sentences", batch[0].id, False, work, batch)
        if not isinstance(found, Failed):
            yield from found
            continue
        # One of them fails. Each by itself comes out the same, and only that one is lost.
        for pair in batch:
            alone = attempt("sentences", pair.id, context.settings.strict, work, [pair])
            yield alone if isinstance(alone, Failed) else alone[0]


def names(rows: Rows, context: Context) -> Iterator[Result]:
    """Name ledgers of pairs; only of parallel ones, since a comparable text owes nobody a name."""
    from align.names import ledger

    glossary = Path(context.settings.glossary) if context.settings.glossary else None

    def work(pair: Together, beads: Beads) -> Names:
        found = ledger(
            pair.source,
            pair.reprint,
            pair.source_sentences,
            pair.reprint_sentences,
            beads.beads,
            context.model,
            glossary=glossary,
        )
        return Names(pair.id, tuple(found))

    for pair, beads in _joined(rows["gather"], rows["sentences"]):
        if pair.verdict == "parallel":
            yield attempt("names", pair.id, context.settings.strict, work, pair, beads)


def fidelity(rows: Rows, context: Context) -> Iterator[Result]:
    """Scores and findings of parallel pairs."""
    from align.pipeline import check

    ledgers = {row.id: row.names for row in rows["names"]}
    aligned = {row.id: row.beads for row in rows["sentences"]}
    elsewhere = _used_elsewhere(rows["gather"], aligned)

    def work(pair: Together) -> Checked:
        report: Report = check(
            pair.source,
            pair.reprint,
            context.model,
            beads=aligned[pair.id],
            source_sentences=pair.source_sentences,
            target_sentences=pair.reprint_sentences,
            names=ledgers.get(pair.id, ()),
            glossary=context.settings.glossary,
            profile=context.profile,
        )
        findings = tuple(found for found in report.findings if not _from_another(found, elsewhere[pair.id]))
        return Checked(
            pair.id, report.bead_scores, findings, report.scores, report.signature, report.warnings
        )

    for pair in rows["gather"]:
        if pair.id in aligned and pair.verdict == "parallel":
            yield attempt("fidelity", pair.id, context.settings.strict, work, pair)


def _joined(pairs: Sequence[Together], beads: Sequence[Beads]) -> Iterator[tuple[Together, Beads]]:
    """Pairs with their beads; those whose alignment failed are passed over."""
    aligned = {row.id: row for row in beads}
    for pair in pairs:
        if pair.id in aligned:
            yield pair, aligned[pair.id]


def _used_elsewhere(pairs: Sequence[Together], aligned: Mapping[str, Sequence[Bead]]) -> dict[str, set[int]]:
    """The reprint sentences of each pair that render another source of the same reprint."""
    rendered: dict[str, dict[str, set[int]]] = {}
    for pair in pairs:
        beads = aligned.get(pair.id, ())
        here = {index for bead in beads if bead.source for index in bead.target}
        rendered.setdefault(pair.reprint.id, {})[pair.id] = here
    return {
        pair.id: set().union(*(used for other, used in rendered[pair.reprint.id].items() if other != pair.id))
        for pair in pairs
    }


def _from_another(finding: Finding, elsewhere: set[int]) -> bool:
    """Whether a finding calls added what renders another source of the same reprint."""
    return (
        finding.source is None
        and finding.target is not None
        and finding.category == "accuracy/addition"
        and finding.target.sentence in elsewhere
    )
