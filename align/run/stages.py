"""The stages of a run: pure functions from a shard's rows to rows.

What is done to two articles is written in align/pipeline/steps.py; here each step is done to a shard. A stage takes
the rows of the stages before it, a shard at a time, and yields its own rows, or what failed and why. It knows nothing
of workers, of other shards or of what was done before: those are the engine's and the driver's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from align.document import Article, Bead, Finding, NameEntry, PairVerdict, Sentence
from align.errors import InputError, collected_warnings, printable
from align.read.batch import Failure
from align.rows import canonical_json, depth
from align.run.attempts import Result, attempt
from align.run.context import Context
from align.run.folder.store import Failed, Passing
from align.run.inputs import RECORDS_A_UNIT, Changed, Unit, articles

if TYPE_CHECKING:
    from align.pipeline.steps import Texts

DEEPEST = 32  # levels of an article's extra fields
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

    @property
    def texts(self) -> Texts:
        """The two as the steps take them."""
        from align.pipeline.steps import Texts

        return Texts(self.source, self.reprint, self.source_sentences, self.reprint_sentences)


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
    glosses: tuple[str, ...] = ()


Rows = Mapping[str, Sequence[Any]]


def read(units: Iterable[Unit], language: str | None, context: Context) -> Iterator[Result]:
    """Articles from files, in the order of the units."""
    settings = context.settings
    for unit in units:
        found = attempt("read", unit.path, settings, _all, unit, language, together=RECORDS_A_UNIT)
        for item in [found] if isinstance(found, Failed) else found:
            if isinstance(item, Article):
                yield attempt("read", item.path or item.id, settings, _storable, item)
            elif isinstance(item, Failed):
                yield item
            elif settings.strict:
                raise InputError(printable(item.path), item.reason, item.remedy)
            else:
                kind = Passing if isinstance(item, Changed) else Failed
                yield kind("read", *map(printable, (item.path, item.reason, item.remedy)))


def _all(unit: Unit, language: str | None) -> list[Article | Failure]:
    return list(articles(unit, language))


def _storable(article: Article) -> Article:
    """The article, where all of it can be written down and read again."""
    if depth(article.metadata) > DEEPEST:
        reason = f"has extra fields that are nested more than {DEEPEST} deep"
        raise InputError(article.id, reason, "flatten them, or leave them out")
    try:
        canonical_json(article).encode("utf-8")
    except UnicodeEncodeError:
        if article.path is not None and article.path != printable(article.path):
            raise InputError(article.id, "has a name that is not UTF-8", "rename the file") from None
        raise InputError(article.id, "holds half a character (a lone surrogate)", "mend the file") from None
    except (TypeError, ValueError, RecursionError) as error:
        raise InputError(
            article.id, f"has extra fields that cannot be stored ({error})", "mend them"
        ) from None
    return article


def split(rows: Rows, context: Context) -> Iterator[Result]:
    """Sentences of articles, a row an article: one that fails has none."""
    from align.pipeline import steps

    def work(article: Article) -> Split:
        return Split(article.id, steps.split(article))

    for article in rows["read"]:
        result = attempt("split", article.id, context.settings, work, article)
        yield result
        if isinstance(result, Failed):
            yield Split(article.id, ())


def sentences(rows: Rows, context: Context) -> Iterator[Result]:
    """Beads of pairs, TOGETHER of them at a time."""
    from align.pipeline import steps

    def work(pairs: Sequence[Together]) -> list[Beads]:
        found = steps.align([pair.texts for pair in pairs], context.model)
        return [Beads(pair.id, beads) for pair, beads in zip(pairs, found, strict=True)]

    def together(pairs: Sequence[Together]) -> list[Beads] | Failed:
        try:
            return work(pairs)
        except MemoryError:  # alone, each needs less
            return Failed("sentences", pairs[0].id, "there was not enough memory")

    pairs, easy = rows["gather"], replace(context.settings, strict=False)
    for batch in (pairs[at : at + TOGETHER] for at in range(0, len(pairs), TOGETHER)):
        found = attempt("sentences", batch[0].id, easy, together, batch, together=len(batch))
        if not isinstance(found, Failed):
            yield from found
            continue
        # One of them fails. Each by itself comes out the same, and only that one is lost.
        for pair in batch:
            alone = attempt("sentences", pair.id, context.settings, work, [pair])
            yield alone if isinstance(alone, Failed) else alone[0]


def names(rows: Rows, context: Context) -> Iterator[Result]:
    """Name ledgers of pairs; only of parallel ones, since a comparable text owes nobody a name."""
    from align.pipeline import steps

    def work(pair: Together, beads: Beads) -> Names:
        found = steps.follow_names(pair.texts, beads.beads, context.model, context.names_glossary)
        return Names(pair.id, found)

    for pair, beads in _joined(rows["gather"], rows["sentences"]):
        if pair.verdict == "parallel":
            yield attempt("names", pair.id, context.settings, work, pair, beads)


def fidelity(rows: Rows, context: Context) -> Iterator[Result]:
    """Scores and findings of parallel pairs."""
    from align.pipeline import steps

    ledgers = {row.id: row.names for row in rows["names"]}
    aligned = {row.id: row.beads for row in rows["sentences"]}
    elsewhere = _used_elsewhere(rows["gather"], aligned)

    def work(pair: Together) -> Checked:
        with collected_warnings() as said:
            report = steps.find(pair.texts, aligned[pair.id], ledgers.get(pair.id, ()), context.asked)
        return Checked(
            pair.id,
            report.bead_scores,
            tuple(found for found in report.findings if not _from_another(found, elsewhere[pair.id])),
            report.scores,
            report.signature,
            (*report.warnings, *said),
            report.glosses,
        )

    for pair in rows["gather"]:
        if pair.id in aligned and pair.verdict == "parallel":
            yield attempt("fidelity", pair.id, context.settings, work, pair)


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
