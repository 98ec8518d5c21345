"""A stable key for every finding, so that a decision about it outlives the run that found it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from align.document import Finding


def finding_keys(findings: Iterable[Finding]) -> list[str]:
    """One key a finding: 16 hexadecimal digits of a hash over what was found, not over where.

    Offsets and sentence numbers are left out, so that a corrected word earlier in the article does
    not reopen what an editor has dismissed; repeated findings are told apart by their count.
    """
    seen: Counter[str] = Counter()
    keys = []
    for finding in findings:
        source = finding.source.text if finding.source else ""
        target = finding.target.text if finding.target else ""
        parts = (finding.check, finding.category, source, target, finding.expected or "", finding.message)
        content = "\x1f".join(parts)
        seen[content] += 1
        content += f"\x1f{seen[content]}"
        keys.append(hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16])
    return keys
