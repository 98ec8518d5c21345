"""The options of commands that use a model: which have them, and that `--no-cache` keeps nothing."""

from __future__ import annotations

import argparse
import importlib

import pytest

from align.cli import main

USERS = [
    *("run", "pair", "sentences", "names", "score", "check"),
    *(f"evaluate.{subject}" for subject in ("sentences", "pairs", "score", "checks", "words")),
]


@pytest.mark.parametrize("command", USERS)
def test_every_user_of_a_model_has_the_options(command):
    parser = argparse.ArgumentParser()
    importlib.import_module(f"align.cli.{command}").add_arguments(parser)
    flags = {flag for action in parser._actions for flag in action.option_strings}
    assert {"--model", "--encoder", "--scorer", "--device", "--dtype", "--batch-size", "--no-cache"} <= flags


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_no_cache_keeps_no_result_and_changes_nothing(checkpoints, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "zh.txt").write_text("政府周一宣布了一项新计划。\n部长会见了记者。\n", encoding="utf-8")
    (tmp_path / "en.txt").write_text("The government announced a plan.\nThe minister met reporters.\n")
    command = ["sentences", "--lines", str(tmp_path / "zh.txt"), str(tmp_path / "en.txt")]
    command += ["--encoder", str(checkpoints("m2m100")), "--source-language", "zh"]
    assert main([*command, "--no-cache"]) == 0
    without = capsys.readouterr().out
    assert not (tmp_path / "cache" / "align" / "model.sqlite").exists()
    assert main(command) == 0
    assert capsys.readouterr().out == without
    assert (tmp_path / "cache" / "align" / "model.sqlite").is_file()
