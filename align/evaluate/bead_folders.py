"""Folders of gold: DOC/{src,tgt,gold}.txt, and beads beside them or elsewhere; DOC/{source,free,beads}.txt of articles
with a free reprint count as such, too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from align.document import Bead
from align.errors import InputError
from align.evaluate.beads import Evaluation
from align.files import write_whole
from align.formats import beads as formats
from align.model import Model, described
from align.sentences.aligner import align_texts
from align.sentences.texts import Text, article_of, lines_of
from align.signature import signature

GOLD_FILES = ("gold.txt", "gold.ladder", "gold.tsv", "gold.jsonl", "gold.tmx", "gold.xlf", "gold.xliff")


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One hand-aligned document; ``name`` is its folder relative to the gold folder."""

    name: str
    source: Text
    target: Text
    beads: tuple[Bead, ...]


def read_gold(folder: Path, source_language: str | None = None) -> list[GoldDocument]:
    """Every document below ``folder``, or ``folder`` itself, in the order of their names.

    Raises InputError when there is none, a side is missing, or a bead names a sentence that is not there.
    """
    if not folder.is_dir():
        raise InputError(
            folder, "is no folder", "name a folder with DOC/src.txt, DOC/tgt.txt and DOC/gold.txt"
        )
    found = {path.parent: path for name in reversed(GOLD_FILES) for path in sorted(folder.rglob(name))}
    reprints = (path.with_name("beads.txt") for path in folder.rglob("free.txt"))
    found |= {path.parent: path for path in reprints if path.is_file()}
    if not found:
        reason = "holds no gold.txt"
        raise InputError(folder, reason, "each document is a folder with src.txt, tgt.txt and gold.txt")
    documents = []
    for place in sorted(found):
        source, target = _texts(place, source_language)
        beads = formats.read(found[place], source.sentences, target.sentences)
        name = place.relative_to(folder).as_posix()
        documents.append(GoldDocument(folder.name if name == "." else name, source, target, tuple(beads)))
        check_range(found[place], beads, source, target)
    return documents


def _texts(place: Path, source_language: str | None) -> tuple[Text, Text]:
    if (place / "free.txt").is_file():
        return article_of(str(place / "source.txt"), source_language), article_of(str(place / "free.txt"))
    return lines_of(str(place / "src.txt"), source_language), lines_of(str(place / "tgt.txt"))


def read_predicted(folder: Path, documents: Iterable[GoldDocument]) -> list[list[Bead]]:
    """The beads of each document from DOC/beads.txt (or gold.txt) or DOC.txt below ``folder``.

    Raises InputError naming the first document that is missing.
    """
    predicted = []
    for document in documents:
        choices = [folder / document.name / name for name in ("beads.txt", "gold.txt")]
        choices += [folder / f"{document.name}.txt"]
        path = next((path for path in choices if path.is_file()), None)
        if path is None:
            raise InputError(
                folder, f"has no beads for the document {document.name}", f"expected {choices[0]}"
            )
        beads = formats.read(path, document.source.sentences, document.target.sentences)
        check_range(path, beads, document.source, document.target)
        predicted.append(beads)
    return predicted


def check_range(path: Path, beads: Iterable[Bead], source: Text, target: Text) -> None:
    """Raises InputError for a bead that names a sentence beyond the text's end."""
    for bead in beads:
        for side, text, name in ((bead.source, source, "source"), (bead.target, target, "target")):
            if side and (max(side) >= len(text.sentences) or min(side) < 0):
                reason = f"names {name} sentence {max(side)}, but there are {len(text.sentences)}"
                raise InputError(path, reason, "sentences are counted from 0, one a line")


def align_gold(
    documents: Iterable[GoldDocument], model: Model, refiner: Model | None = None
) -> tuple[list[list[Bead]], str]:
    """The aligner's own beads for each document, and the part of the signature that says who made them."""
    beads = [align_texts(each.source, each.target, model, refiner=refiner) for each in documents]
    return beads, f"model:{described(model)}" + (f"|refine:{described(refiner)}" if refiner else "")


def write_beads(folder: Path, documents: Iterable[GoldDocument], predicted: Iterable[Iterable[Bead]]) -> None:
    """Write each document's beads to ``folder``/DOC/beads.txt in vecalign's form."""
    for document, beads in zip(documents, predicted, strict=True):
        alignment = formats.Alignment(document.source.sentences, document.target.sentences, list(beads))
        written = formats.write(alignment, "vecalign")
        write_whole(folder / document.name / "beads.txt", str(written).encode())


def signature_of(evaluation: Evaluation, made_by: str) -> str:
    """What made the figures, as sacrebleu does it."""
    how = {"convention": "links+field", "documents": len(evaluation.documents)}
    return signature(made_by, **how, bootstrap=evaluation.samples, seed=evaluation.seed)
