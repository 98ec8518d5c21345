"""Compiled patterns that are kept for the next process."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from align import patterns
from align.patterns import kept_patterns, patterns_path, read_programs, write_programs

CASES = [
    (r"(?P<year>\d{4})年(?:(?P<month>1?\d)月)?", 0, "2025年4月"),
    (r"[ぁ-ゖァ-ヺー]+", 0, "カナとかな"),
    (r"(?i)\bnot\s+(?P<what>\w+)\b", 0, "Not SO fast"),
    (r"(?<=約)\d+ # about", re.VERBOSE, "約30人"),
    (r"^a|b$", re.MULTILINE | re.IGNORECASE, "x\nA"),
    (r"(a)?(?(1)b|c)", re.ASCII, "ab"),
    ("", 0, "x"),
    ("\ud800|ß", re.IGNORECASE, "ẞ"),
]


@pytest.fixture(autouse=True)
def worth(monkeypatch):
    """Any new pattern is worth a file."""
    monkeypatch.setattr(patterns, "_WORTH", 0.0)


def compiled(path: Path) -> list[re.Pattern[str]]:
    """The cases compiled with kept patterns, as if nobody had asked for them before in this process."""
    re.purge()
    with kept_patterns(path):
        return [re.compile(pattern, flags) for pattern, flags, _ in CASES]


def test_a_pattern_from_the_file_is_the_pattern(tmp_path):
    path = tmp_path / "patterns"
    compiled(path)
    assert set(read_programs(path)) >= {(pattern, int(flags)) for pattern, flags, _ in CASES}
    again = compiled(path)
    re.purge()
    for one, (pattern, flags, text) in zip(again, CASES, strict=True):
        fresh = re.compile(pattern, flags)
        assert one == fresh  # of code, flags and text
        assert (one.flags, one.groups, one.groupindex) == (fresh.flags, fresh.groups, fresh.groupindex)
        found, wanted = one.search(text), fresh.search(text)
        assert wanted is not None
        assert found is not None
        assert (found.span(), found.groupdict()) == (wanted.span(), wanted.groupdict())


def test_nothing_is_compiled_that_was_kept(tmp_path, monkeypatch):
    path = tmp_path / "patterns"
    compiled(path)
    monkeypatch.setattr("re._compiler._code", lambda *_: pytest.fail("compiled anew"))
    compiled(path)


def test_re_is_as_it_was_afterwards(tmp_path):
    before = re._compiler.compile, re._compiler._code
    with pytest.raises(KeyError), kept_patterns(tmp_path / "patterns"):
        raise KeyError
    assert (re._compiler.compile, re._compiler._code) == before


def test_what_another_thread_compiles_is_not_taken_for_ours(tmp_path, monkeypatch):
    """A thread that compiles between the start and the end of ours; its code must not be kept as ours."""
    path, genuine, entered = tmp_path / "patterns", re._compiler._code, []

    def slow(*given):
        if not entered:
            entered.append(True)
            with ThreadPoolExecutor(1) as pool:
                assert pool.submit(re.compile, "from another thread").result().search("from another thread")
        return genuine(*given)

    re.purge()
    monkeypatch.setattr("re._compiler._code", slow)
    with kept_patterns(path):
        re.compile("ours alone")
    assert entered
    kept = read_programs(path)
    assert [text for text, _ in kept] == ["ours alone"]
    assert kept["ours alone", 0].pattern("ours alone").search("ours alone")


def test_an_interpreter_that_compiles_otherwise(tmp_path, monkeypatch):
    monkeypatch.delattr("re._compiler._code")
    with kept_patterns(tmp_path / "patterns"):
        pass
    assert not (tmp_path / "patterns").exists()


@pytest.mark.parametrize("pattern", ["(", "[a", "(?P<a>x)(?P<a>y)"])
def test_a_wrong_pattern_is_refused_as_ever(tmp_path, pattern):
    for _ in range(2):
        with kept_patterns(tmp_path / "patterns"), pytest.raises(re.error):
            re.compile(pattern)


def damaged(data: bytes) -> list[bytes]:
    """The same file as others might leave it: cut, emptied, with one byte changed, with code that no matcher has."""
    _, size, rest = data.split(b"\n", 2)
    index = json.loads(rest[: int(size)])
    nonsense = rest[: int(size)] + b"\xff" * sum(row[-1] for row in index)
    return [
        b"",
        data[:100],
        data[:-1] + bytes([data[-1] ^ 1]),
        b"%d\n%s\n%s" % (zlib.crc32(nonsense), size, nonsense),
        b"1\n2\n[]",
    ]


@pytest.mark.parametrize("number", range(5))
def test_a_damaged_file_is_no_obstacle(tmp_path, number):
    path = tmp_path / "patterns"
    compiled(path)
    path.write_bytes(damaged(path.read_bytes())[number])
    assert [bool(one.search(text)) for one, (*_, text) in zip(compiled(path), CASES, strict=True)] == [
        True
    ] * 8


def test_a_file_that_cannot_be_written_is_no_obstacle(tmp_path):
    (tmp_path / "file").write_text("")
    assert len(compiled(tmp_path / "file" / "patterns")) == len(CASES)


def test_little_that_is_new_is_not_written(tmp_path, monkeypatch):
    monkeypatch.setattr(patterns, "_WORTH", 1e9)
    compiled(tmp_path / "patterns")
    assert not (tmp_path / "patterns").exists()


def test_what_was_not_asked_for_goes_when_there_are_too_many(tmp_path, monkeypatch):
    path = tmp_path / "patterns"
    compiled(path)
    program = next(iter(read_programs(path).values()))
    write_programs(path, {("never asked for", 0): program, **read_programs(path)})
    monkeypatch.setattr(patterns, "_MOST", len(CASES))
    re.purge()
    with kept_patterns(path):
        re.compile("(one more)")
        re.compile(CASES[0][0])
    assert set(read_programs(path)) == {("(one more)", 0), (CASES[0][0], 0)}


def test_a_command_keeps_them_and_a_library_does_not(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert patterns_path().is_relative_to(tmp_path)
    subprocess.run([sys.executable, "-c", "import align; align.check"], check=True)
    assert not patterns_path().exists()
    subprocess.run([sys.executable, "-m", "align", "checks"], check=True, stdout=subprocess.DEVNULL)
    assert len(read_programs(patterns_path())) > 100
