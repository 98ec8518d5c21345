"""The gold of the sample corpus: pairs, beads, names and planted errors."""

from __future__ import annotations

import json

from corpora_masters import Printed


def beads(reprint: Printed, letter: str, source_length: int) -> list[tuple[list[int], list[int]]]:
    """The beads of a reprint with one of its sources: neighbouring sentences that render the same
    source sentences belong together; what nothing renders stands alone."""
    found: dict[tuple[int, ...], list[int]] = {}
    alone: list[tuple[list[int], list[int]]] = []
    for index, line in enumerate(reprint.sentences):
        rendered = tuple(sorted(number for mark, number in line.renders if mark == letter))
        if rendered:
            found.setdefault(rendered, []).append(index)
        else:
            alone.append(([], [index]))
    linked = [number for rendered in found for number in rendered]
    if len(linked) != len(set(linked)) or max(linked, default=0) >= source_length:
        raise SystemExit(f"{reprint.id}: a source sentence is in two beads, or does not exist")
    missing = [([number], []) for number in range(source_length) if number not in linked]
    both = [(list(rendered), targets) for rendered, targets in found.items()]
    return sorted(both + missing, key=lambda bead: bead[0]) + alone


def gold_files(articles: list[Printed]) -> dict[str, bytes]:
    """The gold, by path relative to corpora/."""
    sources = {article.id: article for article in articles if article.role == "source"}
    reprints = [article for article in articles if article.role == "reprint"]
    pairs, names, findings = [], [], []
    files: dict[str, bytes] = {}
    for reprint in reprints:
        verdict = reprint.settings.get("verdict", "parallel")
        if not reprint.sources:
            pairs.append({"reprint": reprint.id, "source": None, "verdict": "unrelated"})
        for letter, source in reprint.sources.items():
            pairs.append({"reprint": reprint.id, "source": source, "verdict": verdict})
            if verdict != "parallel":
                continue
            folder = f"gold/beads/{reprint.id}" + (f"--{source.split('/')[-1]}" if letter else "")
            texts = [line.text for line in sources[source].sentences]
            linked = beads(reprint, letter, len(texts))
            files[f"{folder}/src.txt"] = "".join(f"{text}\n" for text in texts).encode()
            files[f"{folder}/tgt.txt"] = "".join(f"{line.text}\n" for line in reprint.sentences).encode()
            files[f"{folder}/gold.txt"] = "".join(f"{left}:{right}\n" for left, right in linked).encode()
        body = "\n".join(text for kind, text in reprint.paragraphs() if kind == "body")
        for finding in reprint.findings:
            if finding["target_text"] and body.count(str(finding["target_text"])) != 1:
                raise SystemExit(f"{reprint.id}: not once in the text: {finding['target_text']}")
            findings.append(
                {"reprint": reprint.id, "source": source_of(finding, reprint, sources), **finding}
            )
        for name in reprint.names:
            for spelling in name["spellings"]:  # type: ignore[attr-defined]
                if spelling["text"] not in body:
                    raise SystemExit(f"{reprint.id}: not in the text: {spelling['text']}")
            owner = source_of({"source_text": name["source_name"]}, reprint, sources)
            names.append({"reprint": reprint.id, "source": owner, **name})
    for file, records in (("pairs", pairs), ("names", names), ("findings", findings)):
        lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in records]
        files[f"gold/{file}.jsonl"] = "".join(lines).encode()
    return files


def source_of(record: dict[str, object], reprint: Printed, sources: dict[str, Printed]) -> str:
    """Which of the reprint's sources holds the record's source text (the first, where it has none)."""
    listed = list(reprint.sources.values())
    wanted = record["source_text"]
    if not wanted:
        return listed[0]
    for identifier in listed:
        if any(wanted in text for kind, text in sources[identifier].paragraphs() if kind == "body"):
            return identifier
    raise SystemExit(f"{reprint.id}: not in its source: {wanted}")
