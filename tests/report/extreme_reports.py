"""Reports at the edge: one full of markup and control characters, one of thousands of findings."""

from __future__ import annotations

from align.document import Bead, Finding, Mention, NameEntry, NameTarget, Reading, Report
from tests.report.editors_report import article, locate

HOSTILE = (
    "<script>window.pwned=1</script>",
    '"><img src=x onerror="window.pwned=2">',
    "</style></script><svg onload=window.pwned=3>",
    "{{ 7*7 }}{% raw %}",
    "txt\u202egnp.exe\u202c and \u2066isolated\u2069",
    "nul\x00bell\x07escape\x1b[31m delete\x7f next\x85line\u2028",
    "lone \ud800 surrogate, \ufeff mark, \uffff not a character",
    '=HYPERLINK("http://example.org","click")',
    "]]> & &amp; &lt; \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
)


def hostile_report() -> Report:
    """Markup, control characters and formulas wherever a report shows text."""
    bodies = list(HOSTILE)
    source, s = article(
        "=1+1<b>", "ja", HOSTILE[0], bodies, HOSTILE[1], publisher=HOSTILE[1], byline=HOSTILE[4]
    )
    target, t = article("../<i>", "en", HOSTILE[2], bodies, HOSTILE[4], publisher=HOSTILE[7])
    findings = tuple(
        Finding(
            check=text,
            category=text,
            severity="major",
            message=text,
            source=locate(s, number),
            target=locate(t, number, text[: len(text) // 2 + 1]),
            expected=text,
            evidence={text: text, "nested": [{"key": text}, None, True, float("nan")]},
        )
        for number, text in enumerate(bodies)
    )
    names = (
        NameEntry(
            HOSTILE[0],
            "person",
            (),
            (Reading(HOSTILE[1], 0.5, HOSTILE[0], kana=HOSTILE[4]),),
            HOSTILE[1],
            (
                NameTarget(
                    Mention(HOSTILE[2], "person", 0, 0, 1),
                    "conflict",
                    0.1,
                    HOSTILE[1],
                    {HOSTILE[0]: HOSTILE[1]},
                ),
            ),
            HOSTILE[0],
        ),
    )
    beads = tuple(Bead((number,), (number,), 0.5) for number in range(len(bodies)))
    return Report(
        source,
        target,
        s,
        t,
        beads,
        tuple(50.0 for _ in beads),
        names,
        findings,
        {"fidelity": float("nan"), HOSTILE[0]: float("inf")},
        HOSTILE[1],
        None,
        (HOSTILE[0],),
    )


def long_report(findings: int) -> Report:
    """A book of a report: four findings a sentence pair, in every severity."""
    pairs = -(-findings // 4)
    source, s = article(
        "zh/book", "zh", "长篇", [f"第{n}句说，这一年出口额为{n}亿日元。" for n in range(pairs)], "版权所有"
    )
    target, t = article(
        "en/book",
        "en",
        "A long one",
        [f"Sentence {n} puts that year's exports at {n} million yen." for n in range(pairs)],
        "All rights reserved",
    )
    found = tuple(
        Finding(
            ("numbers", "names", "quotation", "negation")[n % 4],
            "accuracy/mistranslation",
            ("critical", "major", "minor", "info")[n % 4],
            f"Finding {n} of a long report.",  # type: ignore[arg-type]
            locate(s, n // 4, f"第{n // 4}句"),
            locate(t, n // 4, f"Sentence {n // 4}"),
            f"{n}",
            {"value": n, "nearest": [n, n + 1]},
        )
        for n in range(findings)
    )
    beads = tuple(Bead((n,), (n,), 0.9) for n in range(pairs))
    return Report(
        source, target, s, t, beads, tuple(80.0 for _ in beads), (), found, {"fidelity": 80.0}, "signature"
    )
