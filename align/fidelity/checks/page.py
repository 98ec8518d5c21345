"""The page of a check, in Markdown: made from what the check declares, for `align checks` and docs/checks."""

from __future__ import annotations

from align.fidelity.checks.check import Check, Example


def page(check: Check) -> str:
    """What the check finds, why it matters, examples, and what a profile may set."""
    parts = [
        f"# {check.title} (`{check.id}`)",
        f"Finds {check.summary}.",
        f"## Why\n\n{check.why}",
        _examples(check.examples),
        "## What it reports\n\n"
        f"Severity: {', '.join(check.severities)}. MQM: {', '.join(f'`{one}`' for one in check.categories)}.",
        _profile(check),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _examples(examples: tuple[Example, ...]) -> str:
    if not examples:
        return ""
    rows = ["| source | translation | finds |", "|---|---|---|"]
    for one in examples:
        found = f"“{_cell(one.finds)}”" if one.finds else "nothing: it is right"
        rows.append(f"| {_cell(one.source)} | {_cell(one.target)} | {found} |")
    return "## Examples\n\n" + "\n".join(rows)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>")


def _profile(check: Check) -> str:
    lines = ["[checks]", f"{check.id} = {'false' if check.default else 'true'}"]
    lines += ["[severity]", f'{check.id} = "{check.severities[-1]}"']
    if check.thresholds:
        lines.append("[thresholds]")
        lines += [f"{one.name} = {one.default}  # {one.says}" for one in check.thresholds]
    return "## In a profile\n\n```toml\n" + "\n".join(lines) + "\n```"
