#!/usr/bin/env python3
"""Write docs/checks: one page a check, made from what the check declares, and their list.

usage: scripts/make/check_pages.py
"""

from __future__ import annotations

from pathlib import Path

from align.fidelity.checks import all_checks
from align.fidelity.checks.page import page

FOLDER = Path(__file__).resolve().parent.parent.parent / "docs" / "checks"


def main() -> None:
    """Write the pages; those of checks that are gone are taken away."""
    every = all_checks()
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.md"):
        old.unlink()
    for check in every:
        (FOLDER / f"{check.id}.md").write_text(page(check), encoding="utf-8")
    rows = [f"- [{check.title}]({check.id}.md): {check.summary}" for check in every]
    text = "# The checks\n\nMade from the checks themselves; `align checks CHECK` prints the same page.\n\n"
    (FOLDER / "README.md").write_text(text + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
