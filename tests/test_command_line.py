"""The command line as a script meets it: exit codes, one-line errors, nothing on stdout but results."""

from __future__ import annotations

import pytest

from align.cli import COMMANDS, main


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], *[[command, "--help"] for command in COMMANDS]]
)
def test_help_ends_with_0(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 0
    assert capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [[], ["unheard-of"], ["pair"], ["sentences", "only-one"], ["evaluate", "taste", "x"]]
)
def test_wrong_use_ends_with_2(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "usage: align" in captured.err


@pytest.mark.parametrize("subject", ["sentences", "pairs", "names", "score", "checks", "words"])
def test_every_subject_of_evaluate_has_help(subject, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["evaluate", subject, "--help"])
    assert stopped.value.code == 0
    assert "GOLD" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["pair", "missing-reprints", "missing-sources"],
        ["sentences", "missing.txt", "missing.en.txt"],
        ["names", "missing.txt", "missing.en.txt"],
        ["check", "missing.txt", "missing.en.txt"],
        ["score", "missing.txt", "missing.en.txt"],
        ["run", "missing-reprints", "missing-sources", "--out", "run"],
        ["export", "missing-run", "--format", "tmx"],
        ["evaluate", "sentences", "missing-gold"],
        ["models", "show", "missing"],
    ],
)
def test_what_is_missing_is_named_in_one_line(arguments, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.strip().splitlines()) == 1
    assert "missing" in captured.err
