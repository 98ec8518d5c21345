"""Write a run, or an aligned corpus from elsewhere, as a dataset or for other tools.

  align export RUN --format hf --out DATASET
  align export RUN --format tmx --out corpus.tmx --min-score 0.8
  align export corpus.tmx --format hf --out DATASET          TMX, XLIFF 2, TSV, JSONL
  align export corpus.ja corpus.en --format tmx --out corpus.tmx     the two files of a Moses corpus
  align export RUN --push-to-hub NAME --dry-run

hf and parquet write a folder, moses files beside each other, the others one file."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from align.cli.output import emit

FORMATS = ("hf", "parquet", "tmx", "xliff", "tsv", "moses", "jsonl")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The flags of ``align export``."""
    parser.add_argument("corpus", metavar="RUN", help="a run's folder, or an aligned corpus")
    parser.add_argument("target", nargs="?", help="the second file of a Moses corpus")
    parser.add_argument("--format", choices=FORMATS, default="hf", help="what to write (hf)")
    parser.add_argument(
        "--out", help="folder or file to write; default: beside the corpus, named after the format"
    )
    parser.add_argument("--overwrite", action="store_true", help="replace what is there")
    parser.add_argument("--min-score", type=float, default=0.0, metavar="S", help="least bead score, 0 to 1")
    parser.add_argument("--min-fidelity", type=float, metavar="F", help="least fidelity score, 0 to 100")
    parser.add_argument(
        "--no-major-findings", action="store_true", help="leave beads with major findings out"
    )
    parser.add_argument(
        "--corrected", action="store_true", help="with the words and beads that `align review RUN` put right"
    )
    parser.add_argument("--parallel-only", action="store_true", help="leave comparable pairs out")
    parser.add_argument(
        "--text", choices=("full", "none"), default="full", help="none: offsets and hashes only"
    )
    parser.add_argument("--name", help="the dataset's name on its card")
    parser.add_argument("--licence", metavar="ID", help="the dataset's licence as the hub names it")
    parser.add_argument(
        "--validation", type=float, default=0.05, metavar="SHARE", help="share held out (.05)"
    )
    parser.add_argument("--test", type=float, default=0.05, metavar="SHARE", help="share held out (.05)")
    parser.add_argument("--source-language", metavar="CODE", help="of a corpus that does not say")
    parser.add_argument("--target-language", metavar="CODE", help="of a corpus that does not say")
    parser.add_argument(
        "--push-to-hub", metavar="NAME", help="upload the dataset as owner/name (needs a token)"
    )
    parser.add_argument(
        "--public", action="store_true", help="make the uploaded dataset public (it is private)"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would be uploaded, and upload nothing"
    )
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Export and print the counts; push where asked."""
    from align.errors import InputError
    from align.export import Selection, write
    from align.export.dataset.folder import DatasetOptions
    from align.export.dataset.splits import Shares

    if arguments.push_to_hub and arguments.format != "hf":
        raise InputError(arguments.format, "only a dataset folder is uploaded", "leave --format out")
    if arguments.dry_run and not arguments.push_to_hub:
        raise InputError("--dry-run", "there is nothing to upload", "add --push-to-hub NAME")
    selection = Selection(
        arguments.min_score,
        arguments.min_fidelity,
        arguments.no_major_findings,
        arguments.parallel_only,
        arguments.text,
    )
    corpus = Path(arguments.corpus)
    out = Path(arguments.out) if arguments.out else _beside(corpus, arguments.format)
    name = arguments.name or (arguments.push_to_hub or out.name).split("/")[-1]
    dataset = DatasetOptions(name, arguments.licence, Shares(arguments.validation, arguments.test))
    reports = _reports(corpus, arguments)
    counts = write(reports, arguments.format, out, selection, dataset=dataset, overwrite=arguments.overwrite)
    if arguments.json:
        emit(json.dumps({"out": str(out), **counts}, ensure_ascii=False) + "\n", None)
    else:
        left_out = "".join(f"\nleft out: {count:,} {why}" for why, count in counts.items() if why != "beads")
        emit(f"{out}: {counts.get('beads', 0):,} beads{left_out}\n", None)
    if arguments.push_to_hub:
        from align.export.dataset.hub import push

        for line in push(out, arguments.push_to_hub, private=not arguments.public, dry_run=arguments.dry_run):
            print(line, file=sys.stderr)
    return 0


def _reports(corpus: Path, arguments: argparse.Namespace):  # type: ignore[no-untyped-def]
    if corpus.is_dir() or (not corpus.exists() and arguments.target is None and not corpus.suffix):
        from align.review.corrected import corrected_reports
        from align.run import Results

        return corrected_reports(corpus) if arguments.corrected else Results(corpus)
    from align.errors import InputError
    from align.export import read_aligned

    if arguments.corrected:
        raise InputError("--corrected", "is for the folder of a run", "name one that was reviewed")
    target = Path(arguments.target) if arguments.target else None
    languages = {"source_language": arguments.source_language, "target_language": arguments.target_language}
    return list(read_aligned(corpus, target, **languages))


def _beside(corpus: Path, format: str) -> Path:
    endings = {"hf": "-dataset", "parquet": "-parquet", "moses": "", "xliff": ".xlf"}
    folder = corpus.parent / corpus.stem if corpus.is_file() else corpus
    return folder.with_name(folder.name + endings.get(format, f".{format}"))
