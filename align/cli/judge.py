"""The options of a judge and of glosses, for the commands that check."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from align.cli.model import runtime_of

if TYPE_CHECKING:
    from align.fidelity.judge import Judge


def add_judge(parser: argparse.ArgumentParser) -> None:
    """``--judge`` and what goes with it, and ``--gloss``; all None where not given."""
    group = parser.add_argument_group("language model as a judge, machine translation")
    group.add_argument(
        "--judge",
        metavar="URL|NAME",
        help="ask about each passage: an OpenAI-compatible endpoint, to which texts are sent, or a causal model here",
    )
    group.add_argument("--judge-model", metavar="NAME", help="the endpoint's model")
    group.add_argument(
        "--judge-limit",
        type=int,
        metavar="N",
        help="most passages of a pair of articles that are asked about (200)",
    )
    group.add_argument(
        "--gloss",
        action="store_true",
        default=None,
        help="set the model's translation under each source sentence, and beside what was left out",
    )


def load(arguments: argparse.Namespace) -> Judge | None:
    """The judge that the options name, which was found to be there; None without one."""
    from align.errors import InputError
    from align.fidelity.judge import load_judge

    if arguments.judge is None:
        if arguments.judge_model is not None or arguments.judge_limit is not None:
            raise InputError("--judge-model, --judge-limit", "no judge is named", "name its URL with --judge")
        return None
    limit = {} if arguments.judge_limit is None else {"limit": arguments.judge_limit}
    judge = load_judge(
        arguments.judge,
        arguments.judge_model,
        cache=arguments.cache is not False,
        runtime=runtime_of(arguments),
        **limit,
    )
    judge.reach()
    return judge
