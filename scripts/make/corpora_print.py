"""The articles of the sample corpus as printed: plain text, Markdown, HTML, Word, records."""

from __future__ import annotations

import html
import io
import json
import zipfile

from corpora_masters import Printed


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
