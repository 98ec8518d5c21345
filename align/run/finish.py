"""The end of a run: exports, the index page, the summary and the manifest of the whole."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from align.document import Pair, main_beads
from align.export import Selection
from align.export.dataset.folder import DatasetOptions
from align.export.dataset.splits import Shares
from align.files import write_whole
from align.rows import canonical_json, to_row
from align.run.driver import Driver
from align.run.exports import PLACES, ExportWish, exported, remove_export
from align.run.folder.records import sealed
from align.run.folder.store import digest_of
from align.run.inputs import Unit
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
                remove_export(store, format, wanted=format in missing)
    size, shards = driver.size("gather"), driver.shards
    driver.perform([Task("export", format, made_from, size, (wish,), inputs=shards) for format in missing])
    return {format: exported(store, format, made_from) or {} for format in config.formats}


def summarize(driver: Driver, exports: Mapping[str, Mapping[str, int]]) -> Summary:
    """Count everything, from the shards themselves."""
    failures = driver.failures()
    pairs = list(driver.rows("pair", Pair))
    best: dict[str, str] = {}
    for pair in pairs:
        if pair.source is not None and pair.verdict != "unrelated" and best.get(pair.reprint) != "parallel":
            best[pair.reprint] = pair.verdict
    unpaired = sorted({pair.reprint for pair in pairs} - set(best))
    used = {pair.source for pair in pairs if pair.reprint in best and pair.verdict != "unrelated"} - {None}
    verdicts = Counter(best.values())
    beads, findings, names = 0, Counter[str](), Counter[str]()
    for row in driver.rows("sentences", Beads):
        beads += sum(1 for bead in main_beads(row.beads) if bead.source and bead.target)
    for checked in driver.rows("fidelity", Checked):
        findings.update(finding.severity for finding in checked.findings)
    for ledger in driver.rows("names", Names):
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
    ones as a glossary for ``--glossary``; neither where names were not checked."""
    from align.names.follow.corpus import corpus_ledger, write_corpus

    names = corpus_ledger(entry for row in driver.rows("names", Names) for entry in row.names)
    for format in ("jsonl", "tsv"):
        path = driver.store.folder / f"names.{format}"
        if not driver.manifests["names"]:
            path.unlink(missing_ok=True)
            continue
        text = write_corpus(names, format)
        write_whole(path, text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape"))


def write_manifest(driver: Driver, summary: Summary) -> None:
    """``failures.jsonl`` and, as the mark of a finished run, ``run.json``: nothing in them depends on
    when, where or with how many workers the run was made."""
    config, folder = driver.config, driver.store.folder
    lines = "".join(canonical_json(to_row(failed)) + "\n" for failed in summary.failures)
    write_whole(folder / "failures.jsonl", lines.encode("utf-8", "surrogateescape"))
    how = {"out", "workers", "engine", "ray_address", "gpus", "device", "batch_size", "article_seconds"}
    record = {
        "options": {name: value for name, value in asdict(config).items() if name not in how},
        "versions": versions(),
        "models": model_revision(config.choice),
        "inputs": {
            side: {
                "units": len(found),
                "sha256": _units_hash(found),
            }
            for side, found in driver.units.items()
        },
        "stages": {
            stage: {
                "shards": len(parts),
                "rows": sum(manifest.rows for manifest in parts.values()),
                "failures": sum(len(manifest.failures) for manifest in parts.values()),
                "sha256": digest_of(manifest.sha256 for _, manifest in sorted(parts.items())),
            }
            for stage, parts in driver.manifests.items()
        },
        "summary": summary.as_values(),
    }
    values = sealed("run.json", json.loads(canonical_json(record)))
    text = json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True)
    write_whole(folder / "run.json", (text + "\n").encode("utf-8", "surrogatepass"))


def _units_hash(found: Sequence[Unit]) -> str:
    text = canonical_json([asdict(unit) for unit in found])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
