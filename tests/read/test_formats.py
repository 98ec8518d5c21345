"""Every format, well-formed and hostile."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from align.document import Article
from align.errors import InputError
from align.read import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = (
    f'<w:styles {W}><w:style w:styleId="a1"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="2"><w:name w:val="heading 1"/></w:style></w:styles>'
)


def paragraph(content: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r>{content}</w:r></w:p>"


def docx(body: str, **parts: bytes | str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/styles.xml", STYLES)
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def test_docx() -> None:
    body = (
        paragraph("<w:t>介護ロボット、月2万円で貸し出し</w:t>", "a1")
        + paragraph(
            "<w:t>ロボットを作る企業は20日、</w:t><w:del><w:t>消した。</w:t></w:del><w:t>貸し出しを始める。</w:t>"
        )
        + paragraph("<w:t>今後</w:t>", "2")
        + paragraph("<w:t>一行目。</w:t><w:br/><w:t>二行目。</w:t>")
    )
    article = read(docx(body), id="a")
    assert kinds(article) == [
        ("headline", "介護ロボット、月2万円で貸し出し"),
        ("body", "ロボットを作る企業は20日、貸し出しを始める。"),
        ("heading", "今後"),
        ("body", "一行目。"),
        ("body", "二行目。"),
    ]


BOMB = paragraph("<w:t>" + "あ" * 30_000_000 + "</w:t>")
BILLION_LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    f"<w:document {W}><w:body>{paragraph('<w:t>&c;</w:t>')}</w:body></w:document>"
)
EXTERNAL = (
    '<!DOCTYPE x [<!ENTITY e SYSTEM "secret.txt">]>'
    f"<w:document {W}><w:body>{paragraph('<w:t>&e;</w:t>')}</w:body></w:document>"
)


def replaced(document: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(docx(BOMB), "unpacks to more than", id="zip bomb"),
        pytest.param(replaced(BILLION_LAUGHS), "DTD or entities", id="billion laughs"),
        pytest.param(replaced(EXTERNAL), "DTD or entities", id="external entity"),
        pytest.param(replaced("<w:p>" * 5000), "damaged", id="open elements"),
        pytest.param(
            replaced(f"<w:document {W}>" + "<w:p>" * 5000 + "</w:p>" * 5000 + "</w:document>"),
            "nested",
            id="deep",
        ),
        pytest.param(docx("x")[:200], "not a readable DOCX", id="cut off"),
        pytest.param(b"PK\x03\x04" + b"\0" * 50, "not a readable DOCX", id="no archive"),
        pytest.param(docx(""), "no text", id="empty document"),
    ],
)
def test_hostile_docx(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read(data, format="docx")


PAGE = """<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>首相、関税で会見 - 港日報</title>
<meta property="og:site_name" content="港日報">
<meta property="article:published_time" content="2025-04-21T10:00:00+09:00">
<script>alert("x")</script></head><body><nav><a href="/">ホーム</a><a href="/b">経済</a></nav>
<article><h1>首相、関税で会見</h1><p class="byline">三隅晴香</p>
<figure><img src="a.jpg"><figcaption>会見する首相＝都内（共同）</figcaption></figure>
<p>首相は21日、都内で会見した。関税について「遺憾だ」と述べた。</p><h2>今後の見通し</h2>
<p>担当相は22日に訪米する。<ruby>赤沢<rp>（</rp><rt>あかざわ</rt><rp>）</rp></ruby>氏が語った。<br>二行目だ。</p>
<div class="related"><a href="/x">関連する記事がここに並ぶ</a></div></article>
<footer>© 港日報 All rights reserved.</footer></body></html>"""


def test_html() -> None:
    article = read(PAGE.encode(), id="a")
    assert kinds(article) == [
        ("headline", "首相、関税で会見"),
        ("byline", "三隅晴香"),
        ("caption", "会見する首相＝都内（共同）"),
        ("body", "首相は21日、都内で会見した。関税について「遺憾だ」と述べた。"),
        ("heading", "今後の見通し"),
        ("body", "担当相は22日に訪米する。赤沢氏が語った。"),
        ("body", "二行目だ。"),
    ]
    assert (article.title, article.publisher, article.date) == (
        "首相、関税で会見",
        "港日報",
        date(2025, 4, 21),
    )
    assert article.metadata["ruby"] == (("赤沢", "あかざわ"),)
    assert article.redistribution


def test_html_without_marks_of_its_own_goes_through_trafilatura() -> None:
    prose = "<p>The talks go on next week, and both sides have said that they want a deal by summer.</p>"
    menu = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(20))
    page = f"<html><body><div><ul>{menu}</ul></div><div id='story'><h1>Talks go on</h1>{prose * 6}</div></body></html>"
    article = read(page.encode(), id="a")
    assert article.title == "Talks go on"
    assert "Section 3" not in article.text
    assert len(article.of_kind("body")) == 6


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<html><body>" + "<div>" * 20_000 + "<p>text</p>", id="deep"),
        pytest.param("<p>" + "<b><i>" * 5_000 + "x", id="unclosed"),
        pytest.param("<html><body><p>" + "&#x0;&#xD800;&#x1F600;" * 50 + " text.</p></body>", id="characters"),
        pytest.param('<head><base href="//x/"><meta http-equiv="refresh" content="0;url=//x"></head>'
                     '<iframe src="//x"></iframe><p>Some text that stands here.</p>', id="addresses"),
        pytest.param("<!DOCTYPE html [<!ENTITY x SYSTEM 'secret.txt'>]><body><p>&x; some text.</p>",
                     id="entity"),
        pytest.param('<html><head><script type="application/ld+json">' + "[" * 100_000 + "</script></head>"
                     "<body><p>Some text that stands here.</p></body></html>", id="deep JSON-LD"),
        pytest.param("<html" + " a=b" * 50_000 + "><body><p>Some text that stands here.</p>", id="attributes"),
    ],
)  # fmt: skip
def test_hostile_html_gives_text_or_a_clear_error(page: str) -> None:
    result: Article | InputError
    try:
        result = read(page.encode(), id="a", format="html")
    except InputError as error:
        result = error
    assert result.remedy if isinstance(result, InputError) else result.blocks
    assert isinstance(result, InputError) or "root:" not in result.text


MARKDOWN = """---
title: "Talks go on"
date: 2025-04-21
publisher: The Harbour Daily
---
# Talks go on

*By Haruka Misumi*

The **talks** go on [next week](http://x.example), and both sides
want a deal by summer. ![a picture](a.jpg)

## What next

- First point
- Second point

* * *

The end of it is not in sight yet, the ministry said.
"""


def test_markdown() -> None:
    article = read(MARKDOWN.encode(), id="a", format="markdown")
    assert kinds(article) == [
        ("headline", "Talks go on"),
        ("byline", "By Haruka Misumi"),
        ("body", "The talks go on next week, and both sides want a deal by summer."),
        ("heading", "What next"),
        ("body", "First point"),
        ("body", "Second point"),
        ("delimiter", "---"),
        ("body", "The end of it is not in sight yet, the ministry said."),
    ]
    assert (article.date, article.publisher) == (date(2025, 4, 21), "The Harbour Daily")


def test_bytes_and_files_and_overrides(tmp_path: Path) -> None:
    file = tmp_path / "記事.txt"
    file.write_bytes("首相は会見した。\r\n次の行だ。\x00\n".encode("cp932"))
    article = read(file)
    assert (article.id, article.language, article.encoding, article.path) == (
        "記事",
        "ja",
        "cp932",
        str(file),
    )
    assert article.text == "首相は会見した。\n次の行だ。 \n"
    assert article.warnings
    assert read(file, id="x", language="zh-TW").language == "zh-Hant"
    assert read(b'{"id": "one", "text": "A text."}', format="jsonl").id == "one"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\r\n ", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "is a picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word"),
        (b"\x1f\x8b\x08", "gzip"),
        (bytes(range(256)) * 64, "binary"),
        ("　\u3000\n".encode(), "no text"),
    ],
)
def test_what_is_no_article(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        read(data)
    assert caught.value.remedy


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    for path, reason in (
        (tmp_path / "none.txt", "does not exist"),
        (tmp_path, "is a folder"),
        ("a\0b", "cannot be read"),
    ):
        with pytest.raises(InputError, match=reason):
            read(path)


def test_a_long_line_is_one_paragraph() -> None:
    article = read(("あ。" * 2_000_000).encode(), id="a")
    assert (len(article.blocks), article.language) == (1, "ja")


def test_a_front_matter_of_spaces_is_no_trouble() -> None:
    # Found by fuzzing: two minutes for the backtracking of a pattern that ends in spaces.
    spaces = " " * 8_000
    article = read(
        f"---\ntitle: x\ndate:{spaces}2025-04-21{spaces}\n---\nText stands here.\n".encode(),
        format="markdown",
    )
    assert (article.title, article.date) == ("x", date(2025, 4, 21))
