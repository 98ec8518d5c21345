"""What every command refuses, and how its end is told: one line and an exit code, whatever happened."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from align.cli import main
from align.cli.edge import guarded, told
from align.cli.output import emit
from align.errors import InputError, printable
from align.formats.cells import cell, uncell

ENGLISH = "The ferry was late on Monday. Passengers waited at the pier.\n"
JAPANESE = "フェリーは月曜日に遅れた。乗客は桟橋で待った。\n"


@pytest.fixture
def pair(tmp_path, monkeypatch) -> list[str]:
    (tmp_path / "s.txt").write_text(JAPANESE, "utf-8")
    (tmp_path / "t.txt").write_text(ENGLISH, "utf-8")
    monkeypatch.chdir(tmp_path)
    return ["s.txt", "t.txt"]


@pytest.mark.parametrize(
    ("error", "words", "code"),
    [
        (InputError("x.txt", "is empty", "leave it out"), "x.txt: is empty — leave it out", 2),
        (
            OSError(errno.ENOSPC, "No space left on device", "a/b"),
            "a/b: No space left on device — make room",
            2,
        ),
        (OSError(errno.EACCES, "Permission denied", b"a\xff"), "a\\udcff: Permission denied — check its", 2),
        (MemoryError(), "there was not enough memory", 2),
        (RecursionError("maximum recursion depth exceeded"), "not foreseen (RecursionError: maximum", 3),
        (KeyError("x"), "not foreseen (KeyError: 'x')", 3),
        (ValueError("two\nlines \x1b[31mred"), r"two\nlines \x1b[31mred", 3),
    ],
)
def test_every_error_is_one_line_and_a_code(capsys, error, words, code):
    def work() -> int:
        raise error

    assert guarded("check", work) == code
    said = capsys.readouterr().err
    assert said.startswith("align check: ")
    assert words in said
    assert said.count("\n") == 1
    assert told(error)[1] == code


def test_a_traceback_is_shown_where_it_is_asked_for(capsys, pair, monkeypatch):
    monkeypatch.setattr("align.pipeline.check", lambda *_, **__: 1 / 0)
    assert main(["check", *pair, "--traceback"]) == 3
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "ZeroDivisionError" in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "s.txt", "t.txt", "--source-language", "xx"], "--source-language xx: is no language"),
        (["sentences", "s.txt", "t.txt", "--target-language", "klingon"], "--target-language klingon"),
        (["check", "s.txt", "t.txt", "--parallel"], "--parallel: is about lines"),
        (["check", "s.txt", "t.txt", "--out", "s.txt"], "s.txt: is what is read as"),
        (["names", "s.txt", "t.txt", "--out", "t.txt"], "t.txt: is what is read as"),
        (["check", "s.txt", "t.txt", "--out", "."], "is a folder"),
        (["export", "run", "--min-score", "nan"], "--min-score nan: has to be a number"),
        (["run", ".", ".", "--out", "run", "--shard-size", "-1"], "--shard-size -1: has to be a number"),
        (["run", ".", ".", "--out", "run"], "overlaps ., which is read"),
    ],
)
def test_wrong_use_is_refused_with_its_name(capsys, pair, arguments, words):
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""
    assert Path("s.txt").read_text("utf-8") == JAPANESE


@pytest.mark.parametrize("out", ["other/run", "reprints/run", "."])
def test_a_run_does_not_lie_in_what_it_reads(capsys, tmp_path, monkeypatch, out):
    monkeypatch.chdir(tmp_path)
    for side in ("reprints", "other/sources"):
        Path(side).mkdir(parents=True)
        Path(side, "a.txt").write_text(ENGLISH)
    if out == "other/run":
        assert main(["run", "reprints", "other/sources", "--out", out, "--no-checks", "--quiet"]) == 0
    else:
        assert main(["run", "reprints", "other/sources", "--out", out]) == 2
        assert re.search("overlaps|holds other things", capsys.readouterr().err)


@pytest.mark.parametrize("name", ["pipe", "/dev/zero"])
def test_what_cannot_be_read_twice_is_refused(capsys, tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    Path("sources").mkdir()
    Path("sources/a.txt").write_text(JAPANESE, "utf-8")
    assert main(["run", name, "sources", "--out", "run"]) == 2
    assert "is not a regular file" in capsys.readouterr().err


def test_results_go_where_they_are_wanted(tmp_path):
    plain, link = tmp_path / "plain.txt", tmp_path / "link.txt"
    plain.write_text("old")
    link.symlink_to(plain)
    emit("new\n", str(link))
    assert link.is_symlink()
    assert plain.read_text() == "new\n"
    emit("nothing\n", "/dev/null")
    assert Path("/dev/null").is_char_device()
    with pytest.raises(InputError, match="is a folder"):
        emit("x", str(tmp_path))
    with pytest.raises(OSError, match=r"no-folder/x'$|Permission|Not a directory") as raised:
        emit("x", str(plain / "no-folder" / "x"))
    assert ".part" not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ferry.txt", "ferry.txt"),
        ("渡し船 “late” — é", "渡し船 “late” — é"),
        ("a\nb", r"a\nb"),
        ("\x1b]0;title\x07", r"\x1b]0;title\x07"),
        ("safe\u202etxt.exe", r"safe\u202etxt.exe"),
        ("\udcff", r"\udcff"),
    ],
)
def test_what_is_said_is_printable(text, shown):
    assert printable(text) == shown


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "'quoted", "plain", "'=1", "", "a=b"])
def test_cells_are_no_formulas_and_come_back(text):
    written = cell(text)
    assert not written.startswith(("=", "+", "-", "@"))
    assert uncell(written) == text


def test_lines_that_a_terminal_would_obey(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("s.txt").write_text("フェリーは\x1b[31m遅れた。\n=HYPERLINK\n", "utf-8")
    Path("t.txt").write_text("The ferry was \x1b[31mlate\u202e.\n=HYPERLINK(1)\n", "utf-8")
    assert main(["sentences", "s.txt", "t.txt", "--lines", "--format", "tsv"]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "\t=" not in out
    Path("beads.tsv").write_text(
        "\n".join(line.split("\t", 3)[3] for line in out.splitlines()[1:]) + "\n", "utf-8"
    )


def test_an_interrupt_is_130_and_further_ones_wait(tmp_path):
    program = (
        "import os, signal, sys\n"
        "from align.cli.edge import guarded\n"
        "def work():\n"
        "    try:\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "    finally:\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "        print('tidied up', flush=True)\n"
        "sys.exit(guarded('run', work))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 130
    assert done.stdout == "tidied up\n"
    assert done.stderr == "align run: interrupted; nothing half-written was left behind\n"
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_results_are_json_for_hostile_names(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a\x1b[2J.txt").write_text(ENGLISH)
    Path("s").mkdir()
    Path("s/a.txt").write_text(JAPANESE, "utf-8")
    assert main(["pair", "a\x1b[2J.txt", "s"]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert json.loads(out.splitlines()[0])["reprint"]
