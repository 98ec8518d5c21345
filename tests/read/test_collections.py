"""Files of many articles, and books: Parquet, CSV, web archives, EPUB."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from align.document import Article
from align.errors import InputError
from align.read import Failure, read, read_all

JA = "県は12日、港の再開発計画を公表した。総事業費は320億円で、2031年の完成を目指す。"
EN = "The prefecture on the 12th unveiled a plan to rebuild its harbor at a cost of 32 billion yen."


def table(path: Path, rows: list[dict]) -> Path:
    parquet.write_table(pa.Table.from_pylist(rows), path)
    return path


def articles(path: Path, **more) -> list[Article]:
    found = list(read_all(path, **more))
    assert not [one for one in found if isinstance(one, Failure)], found
    return found  # type: ignore[return-value]


@pytest.mark.parametrize("column", ["text", "content", "article", "body", "maintext"])
def test_the_rows_of_parquet(tmp_path, column):
    rows = [
        {"id": "a", column: JA, "date": date(2025, 4, 1), "views": 3},
        {"id": "b", column: EN, "date": None},
    ]
    found = articles(table(tmp_path / "x.parquet", rows))
    assert [(one.id, one.language) for one in found] == [("a", "ja"), ("b", "en")]
    assert found[0].date == date(2025, 4, 1)
    assert found[0].metadata["views"] == 3


def test_a_dataset_of_our_own_gives_either_side(tmp_path):
    def sentences(text):
        return [{"text": one, "paragraph": at} for at, one in enumerate(text)]

    row = {
        "pair_id": "r|s", "reprint_id": "r", "source_id": "s", "source_language": "ja", "target_language": "en",
        "source_title": "題", "target_title": "Title",
        "source_sentences": sentences([JA]), "target_sentences": sentences([EN, EN]),
    }  # fmt: skip
    folder = tmp_path / "dataset"
    for name in ("articles", "data"):
        (folder / name).mkdir(parents=True)
    (folder / "README.md").write_text("---\n---\n")
    table(folder / "articles" / "train-00000.parquet", [row])
    table(folder / "data" / "train-00000.parquet", [{"source_text": JA, "target_text": EN}])
    assert [(one.id, one.language) for one in articles(folder, side="reprints")] == [("r", "en")]
    assert [(one.id, one.language) for one in articles(folder, side="sources")] == [("s", "ja")]
    assert articles(folder, side="reprints")[0].text == f"{EN}\n\n{EN}"
    assert len(articles(folder)) == 2


def test_csv(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(
        f'\ufeffid,text,title\nr1,"{EN}\n\n""Two,"" they said.",Harbor\nr2,{JA},港\n', encoding="utf-8"
    )
    found = articles(path)
    assert [(one.id, one.title, one.language) for one in found] == [
        ("r1", "Harbor", "en"),
        ("r2", "港", "ja"),
    ]
    assert '"Two," they said.' in found[0].text


def test_what_has_no_text_is_a_failure_that_says_why(tmp_path):
    path = table(tmp_path / "x.parquet", [{"name": "a", "size": 1}])
    failure = next(read_all(path))
    assert isinstance(failure, Failure)
    assert "name, size" in failure.reason
    (tmp_path / "y.parquet").write_bytes(b"PAR1" + b"\0" * 40)
    assert "Parquet" in next(read_all(tmp_path / "y.parquet")).reason  # type: ignore[union-attr]


def warc(*pages: tuple[str, str, bytes]) -> bytes:
    records = []
    for address, kind, body in pages:
        http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
            "WARC-Date: 2025-04-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        )
        records.append(head.encode() + http + b"\r\n\r\n")
    return b"".join(records)


@pytest.mark.parametrize("packed", [False, True])
def test_the_pages_of_a_web_archive(tmp_path, packed):
    pytest.importorskip("warcio")
    page = f"<html><body><h1>港の計画</h1><p>{JA}</p><p>{JA}</p></body></html>"
    data = warc(
        ("https://a.example/news/1", "text/html; charset=utf-8", page.encode()),
        ("https://a.example/logo.png", "image/png", b"\x89PNG"),
    )
    path = tmp_path / ("x.warc.gz" if packed else "x.warc")
    path.write_bytes(gzip.compress(data) if packed else data)
    found = articles(path)
    assert [(one.id, one.language, one.title) for one in found] == [("a.example/news/1", "ja", "港の計画")]


def epub(chapters: list[str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        )
        items = "".join(
            f'<item id="c{at}" href="text/c{at}.xhtml" media-type="application/xhtml+xml"/>'
            for at in range(len(chapters))
        )
        spine = "".join(f'<itemref idref="c{at}"/>' for at in reversed(range(len(chapters))))
        archive.writestr(
            "OEBPS/book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" version="3.0">'
            "<metadata><dc:title>港の本</dc:title><dc:language>ja</dc:language></metadata>"
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
        )
        for at, chapter in enumerate(chapters):
            archive.writestr(f"OEBPS/text/c{at}.xhtml", chapter)
    return stream.getvalue()


def test_a_book_is_one_article_in_the_order_of_its_spine(tmp_path):
    page = "<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>{}</h1><p>{}</p></body></html>"
    path = tmp_path / "book.epub"
    path.write_bytes(epub([page.format("第二章", JA), page.format("第一章", "雨が降った。" + JA)]))
    article = read(path)
    assert (article.title, article.language) == ("港の本", "ja")
    assert article.text.index("第一章") < article.text.index("第二章")
    assert [block.kind for block in article.blocks].count("delimiter") == 1


@pytest.mark.parametrize("cut", [60, 300, -40])
def test_a_damaged_book_is_refused(cut):
    with pytest.raises(InputError):
        read(epub(["<html><body><p>x</p></body></html>"])[:cut], format="epub")


def test_many_articles_are_not_one():
    with pytest.raises(InputError, match="many articles"):
        read(b"PAR1" + b"\0" * 40)
