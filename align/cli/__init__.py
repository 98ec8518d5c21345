"""The command ``align``: parses, calls, prints; holds no logic.

One module a command, imported only when that command is asked for, so that ``align --help`` costs
nothing. A command module offers ``add_arguments(parser)`` and ``run(arguments) -> exit code``.
Results go to stdout or ``--out``; messages and progress to stderr. Exit codes: 0 done, 1 findings at
or above ``--fail-on``, 2 wrong use or unreadable input, 3 an error that was not foreseen.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext

from align.cli.edge import check_arguments, guarded
from align.patterns import kept_patterns, patterns_path

COMMANDS = {
    "run": "pair, align, check and export two folders of articles",
    "pair": "find the source article behind each reprint",
    "sentences": "align the sentences of two articles",
    "names": "follow every name from source to reprint",
    "score": "score line pairs for fidelity, 0 to 100",
    "check": "find what was lost, added or changed, with evidence",
    "checks": "list the checks, or explain one",
    "review": "go through findings, correct and decide",
    "export": "write a run as a dataset or for other tools",
    "evaluate": "measure against gold",
    "models": "list, show and fetch models",
}


def build_parser(command: str | None = None) -> argparse.ArgumentParser:
    """The parser; only the named command's own arguments are filled in."""
    from align import __version__

    parser = argparse.ArgumentParser(
        prog="align", description="Reprints and the reporting behind them: aligned, checked, exported."
    )
    parser.add_argument("--version", action="version", version=f"align {__version__}")
    parser.add_argument(
        "--traceback", action="store_true", help="with any command: show where an error came from"
    )
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        if name == command:
            module = importlib.import_module(f"align.cli.{name}")
            subparser = subparsers.add_parser(
                name,
                help=summary,
                description=module.__doc__,
                formatter_class=argparse.RawDescriptionHelpFormatter,
            )
            module.add_arguments(subparser)
            subparser.set_defaults(run=module.run)
        else:
            subparsers.add_parser(name, help=summary)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; errors are one line on stderr (see :mod:`align.cli.edge`)."""
    # Said before NumPy is loaded: most products are small, and threads that wait for each other cost more.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Dictionaries are hundreds of thousands of small objects that stay: looking through them finds no garbage.
    gc.set_threshold(50_000, 20, 100)
    arguments = list(sys.argv[1:] if argv is None else argv)
    trace = "--traceback" in arguments
    arguments = [argument for argument in arguments if argument != "--traceback"]
    command = next((argument for argument in arguments if not argument.startswith("-")), None)

    def work() -> int:
        with kept_patterns(patterns_path()) if command in COMMANDS else nullcontext():
            return parsed_and_run()

    def parsed_and_run() -> int:
        parsed = build_parser(command if command in COMMANDS else None).parse_args(arguments)
        del parsed.traceback
        check_arguments(parsed)
        return int(parsed.run(parsed))

    return guarded(command if command in COMMANDS else "", work, trace=trace)
