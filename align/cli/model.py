"""The models of a command: the options that every command that uses one has, and loading what they name."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from align.model import Choice, Model, Runtime


def add_model(parser: argparse.ArgumentParser, *, defaults: bool = True) -> None:
    """``--model``, ``--encoder``, ``--scorer``, how they are run, and ``--no-cache``.

    With ``defaults`` false what is not given is None, for commands that read options from a file as well.
    """
    group = parser.add_argument_group(
        "models", "a registered name, a folder, or a Hugging Face id (OWNER/NAME[@REVISION])"
    )
    group.add_argument(
        "--model",
        default="embedded" if defaults else None,
        metavar="NAME",
        help="translates, attends and scores (embedded)",
    )
    group.add_argument("--encoder", metavar="NAME", help="embeds sentences (what ships)")
    group.add_argument("--scorer", metavar="NAME", help="scores translations (the model)")
    add_runtime(group, defaults=defaults)


def add_runtime(parser: argparse._ActionsContainer, *, defaults: bool = True) -> None:
    """``--device``, ``--dtype``, ``--batch-size``, and ``--no-cache``, which is stored as ``cache``, false or None."""
    auto = "auto" if defaults else None
    parser.add_argument(
        "--device", default=auto, metavar="NAME", help="auto, cpu, cuda, cuda:1 or mps (auto)"
    )
    parser.add_argument(
        "--dtype",
        default=auto,
        metavar="NAME",
        help="auto, float32, bfloat16, float16; int8 for CTranslate2 (auto)",
    )
    parser.add_argument("--batch-size", type=int, metavar="N", help="most texts of a batch (by their length)")
    parser.add_argument(
        "--no-cache",
        dest="cache",
        action="store_const",
        const=False,
        help="compute these models' results anew, and keep none",
    )


def runtime_of(arguments: argparse.Namespace) -> Runtime:
    """How the models are to be run. Raises InputError for a device or a precision that there is not."""
    from align.model import Runtime

    return Runtime(arguments.device, arguments.dtype, arguments.batch_size)


def choice_of(arguments: argparse.Namespace) -> Choice:
    """The models that the options name."""
    from align.model import Choice

    return Choice(arguments.model, arguments.encoder, arguments.scorer, runtime_of(arguments))


def load(arguments: argparse.Namespace) -> Model:
    """The models that the options name, as one."""
    from align.model import load_choice

    return load_choice(choice_of(arguments), cache=arguments.cache is not False)


def load_alone(name: str, arguments: argparse.Namespace) -> Model:
    """One model by itself, run as the options say."""
    from align.model import load_part

    return load_part(name, runtime_of(arguments), cache=arguments.cache is not False)
