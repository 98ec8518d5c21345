#!/usr/bin/env python3
"""Fuzz every reader and the splitter for a while; anything but an article or an InputError is a failure.

Starts from small well-formed files of each format, in each encoding, aligned corpora (TMX, XLIFF, TSV, JSONL)
among them, and from hostile ones; damages them by
bytes (flips, cuts, repeats, splices) and, inside DOCX, part by part; reads the result; checks that blocks and
sentences cover the text in order and that nothing takes longer than --slow seconds. Failing inputs are
written to OUT to become tests. The same seed gives the same inputs.

usage: fuzz_readers.py OUT [--minutes 10] [--seed 1] [--slow 5]
"""

from __future__ import annotations

import argparse
import io
import json
import random
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path

from align.document import Article
from align.errors import InputError
from align.export import read_aligned
from align.read import read
from align.read.batch import read_data
from align.split import split

TEXTS = {
    "ja": """首相、関税で会見「遺憾だ」

2025年4月21日
【東京＝三隅晴香】首相は21日、「遺憾だ。撤回を」と述べた。

■見通し
来週も続く。（共同）

無断転載禁止
""",
    "zh": """美方宣布暂停加征关税90天

来源：新华社
新华社北京4月21日电（记者 魏然）“我们欢迎。”他说。

图为现场。

责任编辑：魏然
版权所有
""",
    "hant": """美方宣布暫停加徵關稅90天

（中央社記者魏然台北21日電）「我們歡迎。」他說。

（編輯：魏然）
""",
    "en": """Tariffs ‘regrettable’

By Haruka Misumi
Updated: April 21, 2025

TOKYO, April 21 (Reuters) — “A. B,” Mr. Oda said.
It rose 3.5% in the U.S. (He left.)

Photo: Ken Oda

All rights reserved.
""",
}
ENCODINGS = {
    "ja": ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp932", "euc_jp", "iso2022_jp"),
    "zh": ("utf-8", "utf-16", "gb18030"),
    "hant": ("utf-8", "big5"),
    "en": ("utf-8", "cp1252", "utf-16-be"),
}
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SPLICES = (
    b"\xff\xfe",
    b"\x80\x81",
    b"\x82\xa0" * 20,
    *map(str.encode, (
        "\0", "</p>", "<p>", "<div " * 50, "<!--", "<![CDATA[", "]]>", "&#xD800;", "<svg><math>",
        "<table><tr><td>" * 20, '"', "\\ud800", "{", "[" * 500, "((((", "```\n", "![](", "> " * 50, "- " * 50,
        "\n---\n", "<ruby><rt>", "「" * 50, "“" * 50, ". " * 200, "A." * 200, "*" * 200, "_a" * 100,
        "| a " * 100, "<style>", "<script>", "<plaintext>", "\r", "\u2028", "\ufeff", "1" * 400,
        "99999999999999999999年", "<article>" * 30, "<h1>" * 30, "&lt;" * 100, "😀", "-" * 300, " " * 500,
        "\n" * 300, "\t\x0b\x0c", "\x1b$B",
    )),
)  # fmt: skip


def markup(text: str) -> dict[str, bytes]:
    """One text as a page, as Markdown, as JSONL and as a DOCX."""
    title, *lines = text.strip().split("\n")
    paragraphs = "".join(f"<p>{line}</p>" for line in lines if line)
    page = f'<html><head><meta charset="utf-8"><title>{title}</title></head><body><nav>x</nav><article><h1>{title}</h1>'
    data = {"headline": title, "@type": "NewsArticle", "datePublished": "2025-04-21"}
    linked = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    plain = page.replace("<article>", "<div>").replace("</head>", linked + "</head>")
    record = {"id": "a/b", "text": text, "title": title, "date": "2025-04-21", "language": "ja"}
    return {
        "html": f"{page}{paragraphs}</article></body></html>".encode(),
        "html2": f"{plain}{paragraphs * 4}</div><footer>©</footer></body></html>".encode(),
        "markdown": (
            "---\ntitle: x\ndate: 2025-04-21\n---\n# " + title + "\n\n" + "\n\n".join(lines)
        ).encode(),
        "jsonl": (
            json.dumps(record) + "\n" + json.dumps({**record, "id": "../c"}, ensure_ascii=False) + "\n"
        ).encode(),
        "docx": docx("".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines if line).encode()),
    }


def aligned() -> list[tuple[str, bytes]]:
    """Aligned corpora, with the suffix that tells their format."""
    pair = ("首相は「遺憾だ」と述べた。", "The prime minister called it “regrettable.”")
    unit = "".join(
        f'<tuv xml:lang="{code}"><seg>{text}</seg></tuv>'
        for code, text in zip(("ja", "en"), pair, strict=True)
    )
    tmx = (
        '<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header srclang="ja"/><body>'
        f'<tu><prop type="x-document">a</prop><prop type="x-score">0.9</prop>{unit}</tu></body></tmx>'
    )
    xliff = (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="ja" trgLang="en"><file id="f">'
        f'<unit id="u"><segment><source>{pair[0]}</source><target>{pair[1]}</target></segment></unit></file></xliff>'
    )
    plain = f"source_text\ttarget_text\tscore\n{pair[0]}\t{pair[1]}\t0.9\n"
    record = json.dumps({"translation": {"ja": pair[0], "en": pair[1]}}, ensure_ascii=False) + "\n"
    texts = {"tmx": tmx, "xlf": xliff, "tsv": plain + plain.split("\n")[1] + "\n", "pairs.jsonl": record * 3}
    return [(f".{suffix}", text.encode()) for suffix, text in texts.items()]


def docx(body: bytes, damage: bytes | None = None) -> bytes:
    """A small DOCX; ``damage`` replaces the main part altogether."""
    stream = io.BytesIO()
    main = (
        damage
        if damage is not None
        else f"<w:document {W}><w:body>".encode() + body + b"</w:body></w:document>"
    )
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", main)
        archive.writestr(
            "word/styles.xml",
            f'<w:styles {W}><w:style w:styleId="1"><w:name w:val="Title"/></w:style></w:styles>',
        )
    return stream.getvalue()


def seeds() -> list[tuple[str, bytes]]:
    """(format, bytes) of everything well-formed."""
    found = [("text", text.encode(encoding)) for name, text in TEXTS.items() for encoding in ENCODINGS[name]]
    for text in TEXTS.values():
        found += [(name.rstrip("2"), data) for name, data in markup(text).items()]
    return found + aligned()


def damaged(data: bytes, random_: random.Random) -> bytes:
    """One to eight random edits."""
    content = bytearray(data)
    for _ in range(random_.randint(1, 8)):
        at = random_.randrange(len(content) + 1)
        kind = random_.random()
        if kind < 0.3:
            content[at:at] = random_.choice(SPLICES) * random_.choice((1, 1, 1, 3, 30))
        elif kind < 0.5 and content:
            content[at - 1] = random_.randrange(256)
        elif kind < 0.65:
            del content[at : at + random_.randrange(1, 40)]
        elif kind < 0.8:
            content[at:at] = content[at : at + random_.randrange(1, 200)] * random_.choice((1, 2, 50))
        elif kind < 0.9:
            content[at:at] = bytes(random_.randrange(256) for _ in range(random_.randrange(1, 30)))
        else:
            del content[at:]
        del content[400_000:]
    return bytes(content)


def broken_promises(article: Article) -> str | None:
    """What an article must keep to: blocks and sentences in order, only white space between blocks."""
    at = 0
    for block in article.blocks:
        if article.text[at : block.start].strip() or not block.start < block.end <= len(article.text):
            return f"block {block} leaves text out"
        at = block.end
    if article.text[at:].strip():
        return "text after the last block"
    at = 0
    for sentence in split(article):
        if sentence.start < at or article.text[sentence.start : sentence.end] != sentence.text:
            return f"sentence {sentence} is out of place"
        at = sentence.end
    if ".." in article.id.split("/") or article.id.startswith("/"):
        return f"id {article.id!r}"
    article.text.encode("utf-8")
    return None


def attempt(format: str, data: bytes) -> str:
    """``article``, ``refused``, or what went wrong."""
    try:
        if format.startswith("."):
            return attempt_aligned(format, data)
        if format == "jsonl":
            items = list(read_data(data, "fuzz", "fuzz", None, "jsonl"))
            articles = [item for item in items if isinstance(item, Article)]
        else:
            articles = [read(data, id="fuzz", format=format if format != "text" else None)]  # type: ignore[arg-type]
        wrong = next((found for article in articles if (found := broken_promises(article))), None)
    except InputError as error:
        return "refused" if error.reason and error.remedy else f"error without remedy: {error}"
    except Exception:
        return traceback.format_exc()
    return wrong or ("article" if articles else "refused")


def attempt_aligned(suffix: str, data: bytes) -> str:
    """The same for an aligned corpus, which is read from a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"corpus{suffix}"
        path.write_bytes(data)
        for report in read_aligned(path):
            for article, sentences in (
                (report.source, report.source_sentences),
                (report.target, report.target_sentences),
            ):
                if any(article.text[one.start : one.end] != one.text for one in sentences):
                    return "a sentence is out of place"
                article.text.encode("utf-8")
    return "article"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slow", type=float, default=5, help="seconds of processor time that are a failure")
    arguments = parser.parse_args()
    random_, corpus = random.Random(arguments.seed), seeds()
    results: Counter[tuple[str, str]] = Counter()
    failures: dict[str, int] = {}
    end = time.monotonic() + arguments.minutes * 60
    while time.monotonic() < end:
        format, data = random_.choice(corpus)
        if format == "docx" and random_.random() < 0.7:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                content = docx(b"", damaged(archive.read("word/document.xml"), random_))
        else:
            content = damaged(data, random_)
        start = time.process_time()
        result = attempt(format, content)
        seconds = time.process_time() - start
        if seconds > arguments.slow:
            result = f"took {seconds:.1f} s"
        if result not in ("article", "refused"):
            signature = (
                result.strip().splitlines()[-1][:80] + "|" + "".join(result.strip().splitlines()[-3:-2])[:80]
            )
            failures[signature] = failures.get(signature, 0) + 1
            if failures[signature] <= 3:
                arguments.out.mkdir(parents=True, exist_ok=True)
                (arguments.out / f"{len(failures)}-{failures[signature]}.{format}").write_bytes(content)
                (arguments.out / f"{len(failures)}-{failures[signature]}.txt").write_text(
                    result, encoding="utf-8"
                )
            result = "failed"
        results[format, result] += 1
    for (format, result), count in sorted(results.items()):
        print(f"{format}\t{result}\t{count}")
    for signature, count in failures.items():
        print(f"{count}\t{signature}")
    raise SystemExit(bool(failures))


if __name__ == "__main__":
    main()
