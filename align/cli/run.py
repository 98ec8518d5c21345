"""Pair, align, check, report and export two folders of articles; resume what was interrupted.

  align run REPRINTS SOURCES --out RUN
  align run corpus.toml                    every option below as a key of the file
  align run REPRINTS SOURCES --out RUN --plan

RUN/index.html links the reports, RUN/dataset is a Hugging Face dataset. Run the same command again
after an interruption or when articles were added: only what changed is done."""

from __future__ import annotations

import argparse
import json
import sys

from align.cli.judge import add_judge
from align.cli.model import add_model
from align.cli.output import emit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The flags of ``align run``; every one of them is also a key of the TOML file."""
    parser.add_argument(
        "reprints", help="folder, glob, file or JSONL of reprints; or a TOML file with all options"
    )
    parser.add_argument("sources", nargs="?", help="folder, glob, file or JSONL of source articles")
    parser.add_argument("--out", metavar="RUN", help="the run's folder; an earlier run in it is taken up")
    add_model(parser, defaults=False)
    add_judge(parser)
    parser.add_argument("--workers", type=int, metavar="N", help="processes; 0: one a core (0)")
    parser.add_argument("--engine", choices=("local", "ray"), help="where shards are worked on (local)")
    parser.add_argument(
        "--ray-address", metavar="ADDRESS", help="a Ray cluster's address; a local one without"
    )
    parser.add_argument("--gpus", type=float, metavar="N", help="GPUs a Ray worker asks for (0)")
    parser.add_argument(
        "--checks", action=argparse.BooleanOptionalAction, default=None, help="check names and fidelity"
    )
    parser.add_argument("--profile", metavar="TOML", help="which checks, severities, thresholds, house style")
    parser.add_argument("--glossary", metavar="FILE", help="names and terms as TSV or TBX")
    parser.add_argument(
        "--decisions", metavar="FILE", help="what editors decided about findings (RUN/decisions.jsonl)"
    )
    parser.add_argument("--reprint-language", metavar="CODE", help="instead of what the texts show")
    parser.add_argument("--source-language", metavar="CODE", help="instead of what the texts show")
    parser.add_argument(
        "--format", dest="formats", action="append", help="an export; may be repeated (hf, tmx, tsv)"
    )
    parser.add_argument("--name", help="the dataset's name on its card")
    parser.add_argument("--licence", metavar="ID", help="the dataset's licence as the hub names it")
    parser.add_argument(
        "--min-score", type=float, metavar="S", help="least bead score that is exported, 0 to 1 (0)"
    )
    parser.add_argument(
        "--validation", type=float, metavar="SHARE", help="share of the validation split (.05)"
    )
    parser.add_argument("--test", type=float, metavar="SHARE", help="share of the test split (.05)")
    parser.add_argument(
        "--shard-size", type=int, metavar="N", help="articles worked on and written together (256)"
    )
    parser.add_argument(
        "--article-seconds",
        type=float,
        metavar="N",
        help="processor time that a stage may take for one article; 0: any (120)",
    )
    parser.add_argument(
        "--strict", action="store_true", default=None, help="end at the first article that fails"
    )
    parser.add_argument("--plan", action="store_true", help="say what would be done, and do nothing")
    parser.add_argument("--json", action="store_true", help="print the summary (or plan) as JSON")
    parser.add_argument("--quiet", action="store_true", help="no progress and no table")


def run(arguments: argparse.Namespace) -> int:
    """Run, or plan, and print the account."""
    from pathlib import Path

    from align.run import make_config, plan, read_config
    from align.run import run as start
    from align.run.progress import progress

    about = ("command", "run", "plan", "json", "quiet")
    options = {
        name: value for name, value in vars(arguments).items() if name not in about and value is not None
    }
    if arguments.sources is None and str(arguments.reprints).endswith(".toml"):
        del options["reprints"]
        options = {**read_config(Path(arguments.reprints)), **options}
    if "formats" in options:
        options["formats"] = tuple(options["formats"])
    config = make_config(options)
    if arguments.plan:
        stages = plan(config)
        if arguments.json:
            values = [{"stage": one.stage, "shards": one.shards, "done": one.done} for one in stages]
            emit(json.dumps(values, indent=2) + "\n", None)
        else:
            emit("".join(f"{one.stage:<9}  {one.words}\n" for one in stages), None)
        return 0
    summary = start(config, progress(arguments.quiet))
    if arguments.json:
        emit(json.dumps(summary.as_json(), ensure_ascii=False, indent=2) + "\n", None)
    elif not arguments.quiet:
        emit(summary.table(), None)
        print(f"report  {config.out / 'index.html'}", file=sys.stderr)
    return 0
