#!/usr/bin/env python3
"""Print the sample corpus and its gold from the masters in corpora/masters.

A master tells one story once: the source article sentence by sentence, and the reprint with, before
each sentence, the numbers of the source sentences it renders, and after it the errors planted in it.
From that this script derives, byte for byte the same on every machine,

    corpora/reprints, corpora/sources     the articles as printed: .txt .html .md .docx .jsonl, in the
                                          encodings that the masters name, with their boilerplate
    corpora/gold                          pairs.jsonl, names.jsonl, findings.jsonl and
                                          beads/DOC/{src,tgt,gold}.txt

so that gold and print can never disagree. The form of a master is described in corpora/README.md.
"""

from __future__ import annotations

import argparse
import html
import io
import json
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CORPORA = Path(__file__).resolve().parent.parent.parent / "corpora"
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


# --- print -----------------------------------------------------------------------------------------


def as_text(article: Printed) -> str:
    """Plain text: English paragraphs apart by an empty line, Japanese and Chinese ones indented."""
    indent = {"en": "", "ja": "　"}.get(article.language, "　　")
    printed = [(indent if kind == "body" else "") + text for kind, text in article.paragraphs()]
    return ("\n\n" if article.language == "en" else "\n").join(printed) + "\n"


def as_markdown(article: Printed) -> str:
    marks = {
        "headline": "# {}",
        "heading": "## {}",
        "byline": "*{}*",
        "caption": "*{}*",
        "rights": "---\n\n{}",
    }
    body = "\n\n".join(marks.get(kind, "{}").format(text) for kind, text in article.paragraphs())
    if "front" in article.settings:
        fields = ("date", "publisher", "language")
        front = "\n".join(f"{key}: {article.settings[key]}" for key in fields if key in article.settings)
        body = f"---\n{front}\n---\n\n{body}"
    return body + "\n"


def as_html(article: Printed) -> str:
    """A page as a newsroom's system prints it: navigation and footer around the article."""
    tags = {"headline": "h1", "heading": "h2", "caption": "figcaption"}
    lines = []
    for kind, text in article.paragraphs():
        tag = tags.get(kind, "p")
        name = "" if kind in ("body", "headline", "heading") else f' class="{kind}"'
        printed = f"<{tag}{name}>{html.escape(text, quote=False)}</{tag}>"
        lines.append(f"<figure>{printed}</figure>" if kind == "caption" else printed)
    head = next((line.text for line in article.lines if line.kind == "headline"), "")
    words = {
        "en": ("Home", "World", "Business", "Read more", "Terms of use"),
        "ja": ("ホーム", "国際", "経済", "関連記事", "利用規約"),
        "zh": ("首页", "国际", "财经", "相关新闻", "使用条款"),
        "zh-Hant": ("首頁", "國際", "財經", "相關新聞", "使用條款"),
    }[article.language]
    publisher = html.escape(article.settings.get("publisher", ""))
    published = article.settings.get("date", "")
    charset = article.settings.get("encoding", "utf-8").removesuffix("-sig")
    return f"""<!DOCTYPE html>
<html lang="{article.language}">
<head>
<meta charset="{charset}">
<title>{html.escape(head, quote=False)} | {publisher}</title>
<meta property="og:site_name" content="{publisher}">
<meta property="article:published_time" content="{published}">
<script>window.page = {{"section": "news"}};</script>
</head>
<body>
<nav><ul><li><a href="/">{words[0]}</a></li><li><a href="/world">{words[1]}</a></li>\
<li><a href="/business">{words[2]}</a></li></ul></nav>
<main>
<article>
{chr(10).join(lines)}
</article>
</main>
<aside><h3>{words[3]}</h3></aside>
<footer><a href="/terms">{words[4]}</a></footer>
</body>
</html>
"""


def as_docx(article: Printed) -> bytes:
    """The smallest Word document with titles and paragraphs; stored, not deflated, so that its bytes
    do not depend on the version of zlib."""
    styles = {"headline": "Title", "heading": "Heading1", "caption": "Caption"}
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{styles.get(kind, "Normal")}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{html.escape(text, quote=False)}</w:t></w:r></w:p>'
        for kind, text in article.paragraphs()
    )
    named = "".join(
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/></w:style>'
        for style, name in (
            ("Normal", "Normal"),
            ("Title", "Title"),
            ("Heading1", "heading 1"),
            ("Caption", "caption"),
        )
    )
    declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{word}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{word}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "word/styles.xml": f'<w:styles xmlns:w="{namespace}">{named}</w:styles>',
        "word/document.xml": f'<w:document xmlns:w="{namespace}"><w:body>{paragraphs}</w:body></w:document>',
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), declared + content)
    return written.getvalue()


def as_record(article: Printed) -> dict[str, str]:
    """A record of a JSONL file: the headline is its title, the text is everything else as printed."""
    text = "\n".join(text for kind, text in article.paragraphs() if kind != "headline")
    title = next(line.text for line in article.lines if line.kind == "headline")
    kept = {
        key: article.settings[key]
        for key in ("date", "language", "publisher", "url")
        if key in article.settings
    }
    return {"id": article.id, "title": title, **kept, "text": text}


def encoded(text: str, encoding: str) -> bytes:
    if encoding == "utf-16":
        return b"\xff\xfe" + text.encode("utf-16-le")
    return text.encode(encoding)


def file_of(article: Printed) -> str:
    """The file the article is printed in, relative to corpora/."""
    name = article.settings.get("file") or f"{article.id}.{article.settings['format']}"
    return f"{article.role}s/{name}"


def printed_files(articles: list[Printed]) -> dict[str, bytes]:
    """The articles as printed, by path relative to corpora/."""
    writers = {"txt": as_text, "md": as_markdown, "html": as_html}
    files: dict[str, bytes] = {}
    for article in articles:
        name = file_of(article)
        suffix = name.rsplit(".", 1)[1]
        if suffix == "jsonl":
            line = json.dumps(as_record(article), ensure_ascii=False) + "\n"
            files[name] = files.get(name, b"") + line.encode()
        elif suffix == "docx":
            files[name] = as_docx(article)
        else:
            files[name] = encoded(writers[suffix](article), article.settings.get("encoding", "utf-8"))
    return files


# --- gold ------------------------------------------------------------------------------------------


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


def build() -> dict[str, bytes]:
    """Every derived file of the corpus, by path relative to corpora/."""
    masters = sorted((CORPORA / "masters").glob("*.txt"))
    articles = [article for master in masters for article in parse(master)]
    return printed_files(articles) | gold_files(articles)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if a file is not as built"
    )
    arguments = parser.parse_args()
    files = build()
    folders = [CORPORA / name for name in ("reprints", "sources", "gold")]
    if arguments.check:
        there = {
            str(path.relative_to(CORPORA))
            for folder in folders
            for path in folder.rglob("*")
            if path.is_file()
        }
        wrong = sorted(there ^ files.keys()) + sorted(
            name for name in there & files.keys() if (CORPORA / name).read_bytes() != files[name]
        )
        for name in wrong:
            print(
                f"corpora/{name}: not as built from the masters; run scripts/make/corpora.py", file=sys.stderr
            )
        return 1 if wrong else 0
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        path = CORPORA / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    print(f"{len(files)} files written to {CORPORA}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
