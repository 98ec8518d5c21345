"""Check one reprint against its source, and print what an editor should look at.

    python examples/check_one_article.py [SOURCE REPRINT]

Without arguments two short texts are checked, in which one figure and one name went wrong.
"""

from __future__ import annotations

import sys

import align

SOURCE = "县政府4月12日公布港口改造计划，总投资3.2亿元。\n\n县长林国栋表示：“工程不会影响渔民出海。”"
REPRINT = (
    "The county on April 12 unveiled a plan to rebuild its harbor at a cost of 3.2 billion yuan.\n\n"
    "“The work will not keep fishermen from going to sea,” said Lin Guodong, head of the county."
)


def main() -> None:
    """The whole example."""
    source, reprint = (align.read(name) for name in sys.argv[1:3]) if len(sys.argv) > 2 else (SOURCE, REPRINT)
    report = align.check(source, reprint)
    print(f"fidelity {report.scores['fidelity']:.0f} of 100")
    for finding in report.findings:
        place = finding.source or finding.target
        print(
            f"{finding.severity:9} {finding.check:10} {place.text if place else ''}\n          {finding.message}"
        )


if __name__ == "__main__":
    main()
