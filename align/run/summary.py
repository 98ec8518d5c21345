"""What a run did, accounting for every input."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from align.document import SEVERITIES
from align.rows import to_row
from align.run.folder.store import Failed


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of a run. Of the reprints that were found, each is ``failed``, ``unpaired`` or among
    ``parallel`` and ``comparable`` (a reprint with several sources counts once, at its best).

    ``done`` says how many shards this call had to make; it is not part of what a run writes.
    """

    reprints: Mapping[str, int]
    sources: Mapping[str, int]
    pairs: Mapping[str, int]
    beads: int
    findings: Mapping[str, int]
    names: Mapping[str, int]
    exports: Mapping[str, Mapping[str, int]]
    failures: tuple[Failed, ...] = ()
    unpaired: tuple[str, ...] = ()
    done: int = field(default=0, compare=False)

    def as_values(self) -> dict[str, Any]:
        """The counts as plain values, without the failures themselves."""
        return {
            "reprints": dict(self.reprints),
            "sources": dict(self.sources),
            "pairs": dict(self.pairs),
            "beads": self.beads,
            "findings": dict(self.findings),
            "names": dict(self.names),
            "exports": {name: dict(counts) for name, counts in self.exports.items()},
            "failed": dict(Counter(failed.stage for failed in self.failures)),
        }

    def as_json(self) -> dict[str, Any]:
        """The counts with every failure and every unpaired reprint."""
        return {
            **self.as_values(),
            "failures": [to_row(failed) for failed in self.failures],
            "unpaired": list(self.unpaired),
        }

    def table(self) -> str:
        """The summary as a person reads it."""
        lines = [
            ("reprints", _counts(self.reprints)),
            ("sources", _counts(self.sources)),
            ("pairs", _counts(self.pairs)),
            ("beads", f"{self.beads:,}"),
        ]
        if self.findings or self.names:
            lines.append(
                ("findings", _counts({name: self.findings.get(name, 0) for name in reversed(SEVERITIES)}))
            )
            lines.append(("names", _counts(self.names)))
        lines += [
            (f"export {name}", _counts({"beads": counts.get("beads", 0)}))
            for name, counts in self.exports.items()
        ]
        width = max(len(name) for name, _ in lines)
        text = "".join(f"{name:<{width}}  {value}\n" for name, value in lines)
        for failed in self.failures[:10]:
            remedy = f" — {failed.remedy}" if failed.remedy else ""
            text += f"failed ({failed.stage}): {failed.id}: {failed.reason}{remedy}\n"
        if len(self.failures) > 10:
            text += f"… and {len(self.failures) - 10:,} more failures: see failures.jsonl\n"
        return text


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in counts.items()) or "none"
