#!/usr/bin/env python3
"""Write docs/reference/commands.md and python.md from the commands' own options and the calls' own docstrings.

usage: scripts/make/reference_pages.py [FOLDER]     (docs/reference)
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import inspect
import re
import sys
import textwrap
from pathlib import Path

import align
from align import document
from align.cli import COMMANDS, build_parser

FOLDER = Path(__file__).resolve().parent.parent.parent / "docs" / "reference"
MADE = "Made by `scripts/make/reference_pages.py`; what you read is what the code says of itself.\n"
VALUES = ("Article", "Block", "Sentence", "Bead", "Finding", "Location", "Report")


def cell(text: str) -> str:
    """One line of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")


def written(action: argparse.Action) -> str:
    """An option or argument as it is typed."""
    choices = "{" + ",".join(str(choice) for choice in action.choices) + "}" if action.choices else ""
    value = action.metavar if isinstance(action.metavar, str) else choices or action.dest.upper()
    if not action.option_strings:
        return value
    return ", ".join(action.option_strings) + ("" if action.nargs == 0 else f" {value}")


def options(parser: argparse.ArgumentParser) -> list[str]:
    """The lines that tell of a parser: its description and its options, group by group."""
    lines = [f"```text\n{textwrap.dedent(parser.description or '').strip()}\n```\n"]
    for group in parser._action_groups:
        actions = [
            action
            for action in group._group_actions
            if action.help is not argparse.SUPPRESS
            and not isinstance(action, argparse._HelpAction | argparse._SubParsersAction)
        ]
        if not actions:
            continue
        if group.title not in ("options", "positional arguments"):
            lines.append(f"**{group.title}** {group.description or ''}\n".replace(" \n", "\n"))
        lines.append("| | |\n|---|---|")
        lines += [f"| `{cell(written(action))}` | {cell(action.help or '')} |" for action in actions]
        lines.append("")
    return lines


def commands_page() -> str:
    """Every command, with every option."""
    lines = ["# Commands\n", MADE]
    contents = [f"| [`align {name}`](#align-{name}) | {text} |" for name, text in COMMANDS.items()]
    lines += ["| | |\n|---|---|", *contents, ""]
    for name in COMMANDS:
        parser = subparsers(build_parser(name))[name]
        lines += [f"## align {name}\n", *options(parser)]
        for below, its in subparsers(parser).items():
            lines += [f"### align {name} {below}\n", *options(its)]
    return "\n".join(lines).rstrip("\n") + "\n"


def subparsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The commands below a parser, by name."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def signature(call: object) -> str:
    """A call's parameters, without the modules of their types."""
    text = re.sub(r"(: |-> )'([^']*)'", r"\1\2", str(inspect.signature(call)))  # type: ignore[arg-type]
    return re.sub(r"\b(?:\w+\.)+(?=[A-Z])", "", text)


def entry(name: str, call: object) -> str:
    """A call: its parameters and what it says of itself."""
    return f"### {name}\n\n```text\n{name}{signature(call)}\n\n{inspect.getdoc(call) or ''}\n```\n"


def python_page() -> str:
    """The calls of the package's face, of its names, and the values that they take and give."""
    lines = ["# Python\n", MADE, "## Calls\n"]
    for name in align.__all__:
        if callable(call := getattr(align, name)) and not inspect.ismodule(call):
            lines.append(entry(f"align.{name}", call))
    for room in ("names", "run", "report", "export", "model"):
        module = importlib.import_module(f"align.{room}")
        said = (inspect.getdoc(module) or "").split("\n\n")[0]
        lines.append(f"## align.{room}\n\n{cell(said)}\n")
        calls = {name: getattr(module, name) for name in sorted(getattr(module, "__all__", ()))}
        lines += [
            entry(f"align.{room}.{name}", call) for name, call in calls.items() if inspect.isfunction(call)
        ]
    lines.append("## Values\n")
    for name in VALUES:
        value = getattr(document, name)
        fields = "\n".join(f"{field.name}: {field.type}" for field in dataclasses.fields(value))
        lines.append(f"### {name}\n\n```text\n{inspect.getdoc(value) or ''}\n\n{fields}\n```\n")
    return "\n".join(lines).rstrip("\n") + "\n"


def main(folder: Path) -> None:
    """Write both pages."""
    (folder / "commands.md").write_text(commands_page(), encoding="utf-8")
    (folder / "python.md").write_text(python_page(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
