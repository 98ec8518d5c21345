"""Folders, globs and JSONL: everything accounted for, one bad article never the end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.document import Article
from align.errors import InputError
from align.read import Failure, read_all
from align.read.identity import safe_id


def outcome(items: list[Article | Failure]) -> list[str]:
    return [item.id if isinstance(item, Article) else f"! {item.reason}" for item in items]


def test_a_folder(tmp_path: Path) -> None:
    for name, content in {
        "b.txt": b"Text of b.", "a/one.md": b"# T\n\nText of one.", "same.txt": b"Text.",
        "same.html": b"<p>Some text.</p>",
        "bad.txt": b"", "notes.png": b"\x89PNG", ".hidden.txt": b"x", "plain": b"Text.", "old.docx": b"no",
    }.items():  # fmt: skip
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
    (tmp_path / "records.jsonl").write_text('{"text": "A text."}\n', encoding="utf-8")
    assert outcome(list(read_all(tmp_path))) == [
        "a/one", "b", "! is empty", "! is not a DOCX file", "plain", "records:1", "same.html", "same.txt",
    ]  # fmt: skip
    assert outcome(list(read_all(f"{tmp_path}/*.txt"))) == ["b", "! is empty", "same"]
    assert outcome(list(read_all(tmp_path / "b.txt"))) == ["b"]


def test_jsonl_lines_fail_one_by_one(tmp_path: Path) -> None:
    lines = [
        json.dumps(
            {
                "id": "a",
                "text": "首相は会見した。",
                "date": "2025-04-21",
                "title": "題",
                "language": "ja",
                "desk": 7,
            }
        ),
        "{broken",
        '{"id": "b"}',
        "",
        '["no", "object"]',
        '{"id": "a", "text": "Another text."}',
        '{"id": "../../etc/passwd", "text": "Some text \\ud800 here."}',
        '{"id": 7, "text": "Some text.", "date": "someday"}',
        '{"id": {"x": 1}, "text": "Some text."}',
        "[" * 100_000,
        '{"id": "c", "text": "  "}',
    ]
    file = tmp_path / "x.jsonl"
    file.write_bytes("\n".join(lines).encode() + b'\n{"id": "d", "text": "\xff"}')
    items = list(read_all(file))
    assert [one[:18] for one in outcome(items)] == [
        "a", "! is not JSON (Exp", "! has no field `te", "! is not a JSON ob", "! the id 'a' is al",
        "%2E%2E/%2E%2E/etc/"[:18],
        "7", "! has an `id` that", "! is nested too de", "! holds no text", "! is not UTF-8, as",
    ]  # fmt: skip
    first, unsafe, dated = items[0], items[5], items[6]
    assert isinstance(first, Article)
    assert isinstance(unsafe, Article)
    assert isinstance(dated, Article)
    assert (str(first.date), first.title, first.metadata["desk"]) == ("2025-04-21", "題", 7)
    assert first.path == f"{file}:1"
    assert unsafe.metadata["original_id"] == "../../etc/passwd"
    assert unsafe.text == "Some text   here."
    assert dated.warnings == ("the date was not understood",)


@pytest.mark.parametrize(
    ("argument", "reason"),
    [("nowhere", "does not exist"), ("nothing-*.txt", "matches no file"), ("", "holds no file")],
)
def test_nothing_to_read_at_all(tmp_path: Path, argument: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        list(read_all(f"{tmp_path}/{argument}"))
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("identifier", "safe"),
    [
        ("a/b-1.html", "a/b-1.html"),
        ("記事/2025 年", "記事/2025 年"),
        ("https://x.example/a?b=c", "https:/x.example/a?b=c"),
        ("../x", "%2E%2E/x"),
        ("a/./b", "a/%2E/b"),
        ("/etc/passwd", "%2Fetc/passwd"),
        ("//x", "%2F/x"),
        ("C:\\x", "C%3A%5Cx"),
        ("a\0b\n", "a%00b%0A"),
        ("", "%00"),
        ("/", "%2F"),
    ],
)
def test_safe_ids(identifier: str, safe: str) -> None:
    assert safe_id(identifier) == safe


@given(st.text(max_size=60) | st.text(alphabet="./\\:~ \0aé漢", max_size=600))
def test_any_id_stays_below_the_folder(identifier: str) -> None:
    path = Path("/folder", safe_id(identifier))
    assert path.resolve().is_relative_to("/folder")
    assert path != Path("/folder")
    assert all(len(part.encode()) <= 255 for part in path.parts)
    assert safe_id(safe_id(identifier)) == safe_id(identifier)
