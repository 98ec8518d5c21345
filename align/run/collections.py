"""All articles of a run together: where each is, which share an id, and which belong to each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from align.document import Article, Pair, Sentence
from align.run.context import Context
from align.run.folder.store import Failed, Manifest, Store
from align.run.stages import Split
from align.run.tasks import Place

SIDES = ("reprints", "sources")


class Collections:
    """Both sides of a run as they were read and split."""

    def __init__(self, store: Store, manifests: Mapping[str, Mapping[str, Manifest]]) -> None:
        self._store, self._manifests = store, manifests
        self._found: dict[str, dict[str, Place]] = {}
        self._doubles: list[Failed] = []

    def places(self, side: str) -> dict[str, Place]:
        """Where the article of each id is; articles that could not be split are not there."""
        if side not in self._found:
            self._find(side)
        return self._found[side]

    def _find(self, side: str) -> None:
        claims: dict[str, list[tuple[str, Place]]] = {}
        for part in (part for part in self._manifests["split"] if part.startswith(f"{side}/")):
            sha256 = self._manifests["read"][part].sha256
            failed = {failure.id for failure in self._manifests["split"][part].failures}
            for row, (identifier, path) in enumerate(self._store.column("read", part, sha256, "id", "path")):
                if identifier not in failed:
                    claims.setdefault(identifier, []).append((path or "", Place(part, row)))
        self._found[side] = {}
        for identifier, claimed in sorted(claims.items()):
            claimed.sort(key=lambda claim: (claim[0], claim[1].part, claim[1].row))
            self._found[side][identifier] = claimed[0][1]
            for path, _ in claimed[1:]:
                reason = f"the id {identifier!r} is already that of {claimed[0][0]}"
                self._doubles.append(Failed(f"read {side}", path, reason, "make ids unique"))

    def articles(self, side: str) -> Iterator[tuple[Article, tuple[Sentence, ...]]]:
        """The articles of one side with their sentences, one an id, in the order of their shards."""
        chosen = set(self.places(side).values())
        for part in sorted({place.part for place in chosen}):
            read, split = (self._manifests[stage][part].sha256 for stage in ("read", "split"))
            rows = zip(
                self._store.rows("read", part, Article, read),
                self._store.rows("split", part, Split, split),
                strict=True,
            )
            for row, (article, divided) in enumerate(rows):
                if Place(part, row) in chosen:
                    yield article, divided.sentences

    def paired(self, context: Context, progress: Callable[[int], object]) -> tuple[list[Pair], list[Failed]]:
        """Every reprint with its source or sources, or with none; and the articles whose ids were taken."""
        from align.pair import pair

        sentences: dict[str, tuple[Sentence, ...]] = {}  # of the article that was handed out last

        def each(side: str) -> Iterator[Article]:
            for article, divided in self.articles(side):
                sentences[article.id] = divided
                yield article

        def divide(article: Article) -> tuple[Sentence, ...]:
            return sentences.pop(article.id)

        reprints, sources = (each(side) for side in SIDES)
        found = pair(reprints, sources, context.model, progress=progress, divide=divide)
        return sorted(found, key=lambda one: (one.reprint, -one.score, one.source or "")), self._doubles
