"""The masters of the sample corpus: each tells a story once, source and reprint, with what was planted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SEVERITIES = ("critical", "major", "minor")
NAME_KINDS = ("person", "place", "organisation", "outlet", "other")
NAME_VERDICTS = ("accept", "variant", "conflict", "unknown")


@dataclass(slots=True)
class Line:
    """What is printed on its own or within a paragraph: a sentence, or boilerplate of some kind."""

    kind: str  # sentence, inline (before a sentence, in its paragraph), break, headline, byline …
    text: str
    renders: tuple[tuple[str, int], ...] = ()  # (source letter, 0-based sentence)


@dataclass(slots=True)
class Printed:
    """A source article or reprint of a master."""

    role: str
    id: str
    settings: dict[str, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    names: list[dict[str, object]] = field(default_factory=list)
    findings: list[dict[str, object]] = field(default_factory=list)

    @property
    def language(self) -> str:
        return self.settings["language"]

    @property
    def sentences(self) -> list[Line]:
        return [line for line in self.lines if line.kind == "sentence"]

    @property
    def sources(self) -> dict[str, str]:
        """Source ids by the letter that the sentence numbers are written with; one source has no letter."""
        listed = self.settings.get("source", "").split()
        return {"": listed[0]} if len(listed) == 1 else dict(zip("abcdef", listed, strict=False))

    def paragraphs(self) -> Iterator[tuple[str, str]]:
        """(kind, text) of every printed paragraph, in order."""
        running = ""
        gap = " " if self.language == "en" else ""
        for line in [*self.lines, Line("break", "")]:
            if line.kind == "sentence":
                running += (gap if running and not running.endswith(" ") else "") + line.text
            elif line.kind == "inline":
                running += line.text + gap
            else:
                if running:
                    yield "body", running
                    running = ""
                if line.kind != "break":
                    yield line.kind, line.text


def parse(path: Path) -> list[Printed]:
    """The articles of a master; a `SystemExit` names the line of whatever is wrong with it."""
    articles: list[Printed] = []
    for number, raw in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            read_line(raw.strip(), articles)
        except (ValueError, IndexError, AssertionError) as error:
            raise SystemExit(f"{path}:{number}: {error}: {raw}") from None
    return articles


def read_line(text: str, articles: list[Printed]) -> None:
    """Read one line of a master into the last of `articles`."""
    if text.startswith("#"):
        return
    if text.startswith("%% "):
        role, identifier = text[3:].split()
        articles.append(Printed(role, identifier))
        return
    article = articles[-1]
    if not text:
        article.lines.append(Line("break", ""))
    elif text.startswith(": "):
        key, value = text[2:].split("=", 1)
        article.settings[key.strip()] = value.strip()
    elif text.startswith("~"):
        kind, value = text[1:].split(":", 1)
        article.lines.append(Line(kind.strip(), value.strip()))
    elif text.startswith("!"):
        article.findings.append(read_finding(text, article))
    elif text.startswith("="):
        article.names.append(read_name(text))
    elif article.role == "source":
        number, sentence = text.split("|", 1)
        if int(number) != len(article.sentences) + 1:
            raise ValueError("sentences are numbered 1, 2, 3 …")
        article.lines.append(Line("sentence", sentence.strip()))
    else:
        found = re.fullmatch(r"\[([a-f0-9 ]*)\] (.+)", text)
        if not found:
            raise ValueError("expected `[1 2] sentence`")
        numbers = [re.fullmatch(r"([a-f]?)(\d+)", part) for part in found[1].split()]
        renders = tuple((part[1], int(part[2]) - 1) for part in numbers if part)
        article.lines.append(Line("sentence", found[2].strip(), renders))


def read_finding(text: str, article: Printed) -> dict[str, object]:
    """`! kind severity :: target text :: source text :: explanation`, about the sentence above it."""
    head, target, source, explanation = (part.strip() for part in text[1:].split("::"))
    kind, severity = head.split()
    if severity not in SEVERITIES:
        raise ValueError(f"severity {severity}")
    if target and target not in article.sentences[-1].text:
        raise ValueError("the target text is not in the sentence above")
    if not target and not source:
        raise ValueError("a finding needs a text on one side")
    return {
        "kind": kind,
        "severity": severity,
        "target_text": target or None,
        "target_sentence": len(article.sentences) - 1 if target else None,
        "source_text": source or None,
        "explanation": explanation,
    }


def read_name(text: str) -> dict[str, object]:
    """`= source name :: kind :: expected :: spelling/verdict; spelling/verdict`."""
    source, kind, expected, spelled = (part.strip() for part in text[1:].split("::"))
    spellings = [part.strip().rsplit("/", 1) for part in spelled.split(";") if part.strip()]
    if kind not in NAME_KINDS or any(verdict not in NAME_VERDICTS for _, verdict in spellings):
        raise ValueError("unknown kind or verdict")
    listed = [{"text": spelling, "verdict": verdict} for spelling, verdict in spellings]
    return {"source_name": source, "kind": kind, "expected": expected, "spellings": listed}
