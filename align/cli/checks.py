"""List the checks, or explain one with examples.

align checks              every check: what it finds, whether it runs by default
align checks numbers      one: why it matters, what it reports, thresholds, examples
"""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from align.fidelity import Check


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which check, and whether as JSON."""
    parser.add_argument("id", nargs="?", metavar="CHECK", help="explain this one")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print the list or one page."""
    from align.fidelity.checks import all_checks, find_check
    from align.fidelity.checks.page import page

    chosen = (find_check(arguments.id),) if arguments.id else all_checks()
    if arguments.json:
        print(json.dumps([_as_json(check) for check in chosen], ensure_ascii=False, indent=1))
    elif arguments.id:
        print(page(chosen[0]), end="")
    else:
        wide = max(len(check.id) for check in chosen)
        for check in chosen:
            print(f"{check.id:{wide}}  {check.summary}{'' if check.default else ' (off by default)'}")
    return 0


def _as_json(check: Check) -> dict[str, Any]:
    return {
        "id": check.id,
        "title": check.title,
        "summary": check.summary,
        "why": check.why,
        "categories": check.categories,
        "severities": check.severities,
        "thresholds": [
            {"name": one.name, "default": one.default, "says": one.says} for one in check.thresholds
        ],
        "examples": [
            {"source": one.source, "target": one.target, "finds": one.finds} for one in check.examples
        ],
        "default": check.default,
    }
