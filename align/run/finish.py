"""The end of a run: exports, the index page, the summary and the manifest of the whole."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict

from align.document import Pair
from align.export import Selection
from align.export.dataset.folder import DatasetOptions
from align.export.dataset.splits import Shares
from align.files import write_whole
from align.rows import canonical_json, to_row
from align.run.driver import EVERYTHING, Driver
from align.run.exports import PLACES, ExportWish, exported, remove_export
from align.run.provenance import model_revision, versions
from align.run.stages import Beads, Checked, Names
from align.run.summary import Summary
from align.run.tasks import Task


def export(driver: Driver) -> dict[str, dict[str, int]]:
    """Write the exports that are not there as they should be; returns the counts of each."""
    config, store = driver.config, driver.store
    selection = Selection(min_score=config.min_score)
    dataset = DatasetOptions(config.name, config.licence, Shares(config.validation, config.test))
    wish = ExportWish(selection, dataset)
    made_from = driver.made_from_everything([asdict(selection), asdict(dataset)])
    missing = [format for format in config.formats if exported(store, format, made_from) is None]
    driver.note("export", len(config.formats), len(config.formats) - len(missing))
    if not driver.plan:
        for format in PLACES:
            if format in missing or format not in config.formats:
                remove_export(store, format)
    driver.perform([Task("export", format, made_from, driver.size("gather"), (wish,)) for format in missing])
    return {format: exported(store, format, made_from) or {} for format in config.formats}


def summarize(driver: Driver, exports: Mapping[str, Mapping[str, int]]) -> Summary:
    """Count everything, from the shards themselves."""
    store = driver.store
    failures = driver.failures()
    pairs = store.rows("pair", EVERYTHING, Pair)
    best: dict[str, str] = {}
    for pair in pairs:
        if pair.source is not None and pair.verdict != "unrelated" and best.get(pair.reprint) != "parallel":
            best[pair.reprint] = pair.verdict
    unpaired = sorted({pair.reprint for pair in pairs} - set(best))
    used = {pair.source for pair in pairs if pair.reprint in best and pair.verdict != "unrelated"} - {None}
    verdicts = Counter(best.values())
    beads, findings, names = 0, Counter[str](), Counter[str]()
    for part in store.parts("sentences"):
        beads += sum(
            sum(1 for bead in row.beads if bead.source and bead.target)
            for row in store.rows("sentences", part, Beads)
        )
    for part in store.parts("fidelity"):
        for checked in store.rows("fidelity", part, Checked):
            findings.update(finding.severity for finding in checked.findings)
    for part in store.parts("names"):
        for ledger in store.rows("names", part, Names):
            names.update(entry.status for entry in ledger.names)
    sides = {}
    for side in ("reprints", "sources"):
        lost = sum(
            len(manifest.failures)
            for stage in ("read", "split")
            for part, manifest in driver.manifests[stage].items()
            if part.startswith(f"{side}/")
        )
        rows = sum(m.rows for part, m in driver.manifests["read"].items() if part.startswith(f"{side}/"))
        twice = driver.doubles(side)
        unsplit = sum(
            len(m.failures) for part, m in driver.manifests["split"].items() if part.startswith(f"{side}/")
        )
        sides[side] = {"found": rows + lost - unsplit, "read": rows - twice - unsplit, "failed": lost + twice}
    reprints = {
        **sides["reprints"],
        "parallel": verdicts["parallel"],
        "comparable": verdicts["comparable"],
        "unpaired": len(unpaired),
    }
    sources = {**sides["sources"], "paired": len(used), "unpaired": sides["sources"]["read"] - len(used)}
    verdict_pairs = Counter(
        pair.verdict for pair in pairs if pair.source is not None and pair.verdict != "unrelated"
    )
    return Summary(
        reprints,
        sources,
        {name: verdict_pairs[name] for name in ("parallel", "comparable")},
        beads,
        dict(sorted(findings.items())),
        dict(sorted(names.items())),
        exports,
        tuple(failures),
        tuple(unpaired),
        sum(planned.shards - planned.done for planned in driver.planned),
    )


def write_names(driver: Driver) -> None:
    """``names.jsonl``, every name of the corpus once with all its spellings, and ``names.tsv``, the settled
    ones as a glossary for ``--glossary``."""
    from align.names.follow.corpus import corpus_ledger, write_corpus

    store = driver.store
    ledgers = (row for part in store.parts("names") for row in store.rows("names", part, Names))
    names = corpus_ledger(entry for row in ledgers for entry in row.names)
    if not store.parts("names"):
        return
    for format in ("jsonl", "tsv"):
        text = write_corpus(names, format)
        written = text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
        write_whole(store.folder / f"names.{format}", written)


def write_manifest(driver: Driver, summary: Summary) -> None:
    """``failures.jsonl`` and, as the mark of a finished run, ``run.json``: nothing in them depends on
    when, where or with how many workers the run was made."""
    config, folder = driver.config, driver.store.folder
    lines = "".join(canonical_json(to_row(failed)) + "\n" for failed in summary.failures)
    write_whole(folder / "failures.jsonl", lines.encode("utf-8", "surrogateescape"))
    how = {"out", "workers", "engine", "ray_address", "gpus"}
    record = {
        "options": {name: value for name, value in asdict(config).items() if name not in how},
        "versions": versions(),
        "models": model_revision(config.model),
        "inputs": {
            side: {
                "units": len(found),
                "sha256": hashlib.sha256(canonical_json([asdict(u) for u in found]).encode()).hexdigest(),
            }
            for side, found in driver.units.items()
        },
        "stages": {
            stage: {
                "shards": len(parts),
                "rows": sum(manifest.rows for manifest in parts.values()),
                "failures": sum(len(manifest.failures) for manifest in parts.values()),
                "sha256": hashlib.sha256("".join(m.sha256 for m in parts.values()).encode()).hexdigest(),
            }
            for stage, parts in driver.manifests.items()
        },
        "summary": summary.as_values(),
    }
    text = json.dumps(json.loads(canonical_json(record)), ensure_ascii=False, indent=2, sort_keys=True)
    write_whole(folder / "run.json", (text + "\n").encode("utf-8", "surrogatepass"))
