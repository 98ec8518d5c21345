"""The evaluations of names on one gold file or folder, with the shipped models."""

from __future__ import annotations

import random
import zlib
from collections.abc import Sequence
from pathlib import Path

from align.document import Language, NameEntry
from align.errors import InputError
from align.evaluate.names import (
    Figure,
    Pairing,
    documents,
    evaluate_gold,
    evaluate_planted,
    evaluate_ranks,
    evaluate_readings,
    rows_of,
)
from align.names.script.letters import fold_letters
from align.signature import signature

_FORMS = "its header should be name, english or kanji, kana or doc, english, other"


def measure(
    gold: Path,
    *,
    candidates: int = 1000,
    queries: int = 1000,
    seed: int = 7,
    held_out: bool = False,
    model_only: bool = False,
) -> list[Figure]:
    """The figures for one gold file or folder, by the form that its columns tell.

    Raises InputError when the file is missing, broken, or of no known form.
    """  # fmt: skip
    from align.names import rank

    if gold.is_dir():
        return evaluate_gold(gold, _ledger)
    if not gold.is_file():
        raise InputError(gold, "there is no such file", "name a TSV file or a folder with names.jsonl")
    header, rows = rows_of(gold)
    if header[:1] == ["doc"] and len(header) >= 3:
        language: Language = "ja" if any("ぁ" <= c <= "ヺ" for row in rows[:50] for c in row[2]) else "zh"
        return evaluate_planted(documents(rows, language), _ledger, seed)
    if header[:2] == ["kanji", "kana"]:
        kept = [row for row in rows if not held_out or _part_held_out(row[0])]
        drawn = random.Random(seed).sample(kept, min(queries, len(kept)))
        return evaluate_readings(drawn, header, _composed if model_only else _kana)
    if header[:2] == ["name", "english"]:
        kept = [
            row for row in rows if fold_letters(row[1]) and (not held_out or _held_out(fold_letters(row[1])))
        ]
        return evaluate_ranks(kept, rank, candidates=candidates, queries=queries, seed=seed)
    raise InputError(gold, f"has the columns {', '.join(header)}", _FORMS)


def signature_of(seed: int) -> str:
    """What made the figures: the models' revisions, the version, the seed."""
    from align.model import find

    models = {name: find(name).revision for name in ("names-transliteration", "names-readings")}
    return signature(**models, seed=seed)


def _held_out(key: str) -> bool:
    """The tenth that scripts/train/names/transliteration.py holds out."""
    return zlib.crc32(key.encode()) % 10 == 0


def _part_held_out(part: str) -> bool:
    """Half of the tenth that scripts/train/names/readings.py holds out; on the other the ranking is fitted."""
    return zlib.crc32(part.encode()) % 20 == 10


def _ledger(pairing: Pairing) -> Sequence[NameEntry]:
    from align.names import ledger

    return ledger(*pairing)


def _kana(name: str, kind: str) -> list[str]:
    from align.names import readings
    from align.names.reading.japanese import every_reading

    if kind in ("surname", "given"):
        return [kana for kana, _, _ in every_reading(name, kind)]
    return [reading.kana or "" for reading in readings(name)]


def _composed(name: str, kind: str) -> list[str]:
    from align.names.reading.kanji import reading_model

    return [kana for kana, _ in reading_model().read_part(name, kind or "given", 5)]
