#!/usr/bin/env python3
"""Damages what a user or a run puts beside articles, reads it, and wants one of two ends: a value, or an AlignError.

    python scripts/bench/fuzz_state.py OUT --minutes 60 --seed 1

Profiles, corpus.toml, model.toml, baselines, decisions, glossaries (TSV, TBX), manifests and rows of the model cache
are changed by bytes, cut, repeated, spliced with hostile fragments, and values of TOML and JSON exchanged for others of
wrong types and depth. Anything else that is raised, and reading for over 5 seconds of processor time, is written to
OUT with its input. Manifests and cache rows have to read as nothing unless they are as they were written.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from align.errors import AlignError

FRAGMENTS = [
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\r",
    b"\n",
    b"\t",
    b"\t\t",
    b"|",
    b'"',
    b"'",
    b"[",
    b"]",
    b"{",
    b"}",
    b"=",
    b"#",
    b"[[x]]\n",
    b"x = nan\n",
    b"x = inf\n",
    b"x = -1\n",
    b"x = 1979-05-27\n",
    b"x = [1, 'a']\n",
    b"[checks]\n",
    b"[style]\n",
    b"x = " + b"[" * 5000 + b"]" * 5000 + b"\n",
    b'{"a":' * 3000,
    b"[" * 100_000,
    b"9" * 5000,
    b"1e999",
    b"NaN",
    b"Infinity",
    b"null",
    b"true",
    b'"\\ud800"',
    "\u202e".encode(),
    "é".encode(),
    "港".encode(),
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"&a;",
    b"<term>",
    b"</term>",
    b"source\t",
]
VALUES = [
    None,
    True,
    0,
    -1,
    1.5,
    float("nan"),
    float("inf"),
    "",
    "x",
    "\ud800",
    [],
    [[]],
    ["x"],
    {},
    {"x": {}},
    10**400,
]

PROFILE = b"""glossary = "terms.tsv"
[checks]
names = true
punctuation = false
[severity]
numbers = "minor"
[thresholds]
[style]
official = false
[mqm]
threshold = 90
penalties = { major = 4, minor = 1 }
"""
CONFIG = b"""reprints = "reprints"
sources = "sources"
out = "run"
workers = 2
checks = true
formats = ["hf", "tmx"]
min-score = 0.5
validation = 0.05
"""
GLOSSARY = (
    "source\tenglish\tkind\n港市\tPort City|Harbor City\tplace\n田中一郎\tIchiro Tanaka\tperson\n".encode()
)
TBX = """<?xml version="1.0"?><tbx><text><body><conceptEntry id="1">
<langSec xml:lang="ja"><termSec><term>港</term></termSec></langSec>
<langSec xml:lang="en"><termSec><term>port</term></termSec></langSec></conceptEntry></body></text></tbx>""".encode()
DECISIONS = b"""{"finding": "0123456789abcdef", "state": "dismissed", "articles": ["a", "b"]}
{"finding": "0123456789abcdee", "state": "accepted", "who": "x", "when": "2026-01-01T00:00:00+00:00", "sentence": 3}
"""
BASELINE = b"""{"id": "0123456789abcdef", "check": "numbers", "reason": "checked"}
{"check": "names", "pattern": "x", "expires": "2030-01-01"}
"""


def damaged(data: bytes, draw: random.Random) -> bytes:
    """The bytes with one to four changes."""
    for _ in range(draw.choice((1, 1, 1, 2, 4))):
        at = draw.randrange(len(data) + 1)
        kind = draw.randrange(6)
        if kind == 0:
            data = data[:at] + bytes([draw.randrange(256)]) + data[at + 1 :]
        elif kind == 1:
            data = data[:at]
        elif kind == 2:
            data = data[:at] + draw.choice(FRAGMENTS) + data[at:]
        elif kind == 3:
            end = min(len(data), at + draw.randrange(1, 40))
            data = data[:end] + data[at:end] + data[end:]
        elif kind == 4:
            data = data[:at] + data[at + draw.randrange(1, 40) :]
        else:
            data = _exchanged(data, draw)
    return data


def _exchanged(data: bytes, draw: random.Random) -> bytes:
    """Another value for a key: of the first JSON line, or of a line of TOML."""
    value = draw.choice(VALUES)
    lines = data.split(b"\n")
    at = draw.randrange(len(lines))
    try:
        record = json.loads(lines[at])
        record[draw.choice(list(record))] = value
        lines[at] = json.dumps(record).encode()
    except (ValueError, TypeError, IndexError, RecursionError, AttributeError):
        key = lines[at].split(b"=")[0]
        text = (
            json.dumps(value) if isinstance(value, str | list) else "true" if value is True else repr(value)
        )
        lines[at] = key + b"= " + text.encode("utf-8", "surrogatepass")
    return b"\n".join(lines)


def subjects(folder: Path) -> dict[str, tuple[str, bytes, Callable[[Path], object]]]:
    """What is damaged: the name of its file, its right content, and how it is read."""
    from align.fidelity import baseline, read_profile
    from align.fidelity.lexicon.glossary import read_glossary
    from align.model.registry import read_entry
    from align.names.lists.glossary import with_glossary
    from align.report.decisions import read_decisions
    from align.run import make_config, read_config

    model = next(Path(__file__).resolve().parents[2].glob("models/*/model.toml")).read_bytes()
    return {
        "profile": ("profile.toml", PROFILE, read_profile),
        "config": ("corpus.toml", CONFIG, lambda path: make_config(read_config(path))),
        "glossary": ("terms.tsv", GLOSSARY, read_glossary),
        "glossary of names": ("names.tsv", GLOSSARY, lambda path: with_glossary(path, "ja")),
        "TBX": ("terms.tbx", TBX, read_glossary),
        "TBX of names": ("names.tbx", TBX, lambda path: with_glossary(path, "ja")),
        "decisions": ("decisions.jsonl", DECISIONS, read_decisions),
        "baseline": ("baseline.jsonl", BASELINE, baseline.read_baseline),
        "model": ("m/model.toml", model, read_entry),
        "manifest": ("run/stages/read/00001.json", _manifest(folder), _read_manifest),
        "cache": ("cache.sqlite", b"", _read_cache),
    }


def _manifest(folder: Path) -> bytes:
    from align.rows import to_row
    from align.run.folder.records import record_bytes
    from align.run.folder.store import Failed, Manifest

    manifest = Manifest(
        "f" * 64, "a" * 64, 3, (Failed("read", "x", "is empty"),), {"reports/a.html": "b" * 64}
    )
    return record_bytes("read/00001", to_row(manifest))


def _read_manifest(path: Path) -> object:
    from align.run.folder.store import Store

    found = Store(path.parents[2]).manifest("read", "00001")
    if found is not None and path.read_bytes().strip() != _manifest(path).strip():
        values = json.loads(path.read_bytes())
        if values != json.loads(_manifest(path)):
            raise AssertionError("a manifest that was changed is believed")
    return found


def _read_cache(path: Path) -> object:
    """Rows of the cache are damaged here, and have to be computed anew."""
    from align.model.cache import Cache

    draw = random.Random(path.stat().st_mtime_ns)
    path.unlink()
    right = {f"{number:064x}": draw.randbytes(40) for number in range(6)}
    Cache(path).put(right)
    with sqlite3.connect(path) as connection:
        for key in right:
            (value,) = connection.execute("SELECT value FROM checked WHERE key = ?", (key,)).fetchone()
            new = draw.choice([damaged(value, draw), value, b"", "text", 3, 1.5, *map(str.encode, right)])
            connection.execute("UPDATE checked SET value = ? WHERE key = ?", (new, key))
    found = Cache(path).get(list(right))
    if any(right[key] != value for key, value in found.items()):
        raise AssertionError("a value that was changed is believed")
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="one kind")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    warnings.simplefilter("ignore")
    draw, tally, told = random.Random(arguments.seed), Counter[tuple[str, str]](), Counter[str]()
    known = subjects(arguments.out)
    until = time.monotonic() + 60 * arguments.minutes
    while time.monotonic() < until:
        kind = arguments.only or draw.choice(list(known))
        name, right, read = known[kind]
        path = arguments.out / "input" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = damaged(right, draw) if right else b"x"
        path.write_bytes(data)
        begun = time.process_time()
        try:
            read(path)
            end = "read"
        except AlignError:
            end = "refused"
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            end = "failed"
            where = traceback.extract_tb(error.__traceback__)[-1]
            words = f"{kind}: {type(error).__name__} in {Path(where.filename).name}:{where.lineno}"
            told[words] += 1
            if told[words] <= 3:
                (arguments.out / f"{kind}-{sum(told.values())}.input").write_bytes(data)
                print(words, str(error)[:100], flush=True)
        if time.process_time() - begun > 5:
            end = "slow"
            (arguments.out / f"slow-{kind}-{tally[kind, end]}.input").write_bytes(data)
        tally[kind, end] += 1
    for kind in known:
        print(kind, {end: tally[kind, end] for end in ("read", "refused", "failed", "slow")})


if __name__ == "__main__":
    main()
