"""The model of a command: the two options every command that uses one has, and loading what they name."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from align.model import Model


def add_model(parser: argparse.ArgumentParser, role: str = "the model") -> None:
    """``--model NAME`` and ``--no-cache``."""
    parser.add_argument("--model", default="embedded", metavar="NAME", help=f"{role} (embedded)")
    add_no_cache(parser)


def add_no_cache(parser: argparse.ArgumentParser) -> None:
    """``--no-cache``; it is stored as ``cache``, false or None."""
    parser.add_argument(
        "--no-cache",
        dest="cache",
        action="store_const",
        const=False,
        help="compute a hub model's results anew, and keep none",
    )


def load(name: str, arguments: argparse.Namespace) -> Model:
    """The model of this name, its cache left out where ``--no-cache`` says so."""
    from align.model import load_model

    return load_model(name, cache=arguments.cache is not False)
