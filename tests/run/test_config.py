"""A TOML file says what the flags say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from align.cli import main
from align.cli.run import add_arguments
from align.errors import InputError
from align.run import RunConfig, make_config, read_config
from tests.run.conftest import tree


def test_every_option_is_a_flag_and_a_key():
    import argparse
    from dataclasses import fields

    parser = argparse.ArgumentParser()
    add_arguments(parser)
    flags = {action.dest for action in parser._actions}
    assert {field.name for field in fields(RunConfig)} <= flags


def test_paths_are_relative_to_the_file_and_flags_go_first(tmp_path):
    path = tmp_path / "corpus.toml"
    path.write_text(
        'reprints = "en"\nsources = "/data/ja"\nout = "run"\nmin-score = 1\nformats = ["tmx"]\nchecks = false\n'
    )
    options = read_config(path)
    config = make_config({**options, "workers": 3})
    assert config.reprints == str(tmp_path / "en")
    assert config.sources == "/data/ja"
    assert config.out == tmp_path / "run"
    assert (config.min_score, config.formats, config.checks, config.workers) == (1, ("tmx",), False, 3)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("reprints = [", "cannot be read as TOML"),
        ('modle = "x"', "unknown key `modle` — did you mean `model`"),
        ("workers = true", "`workers` cannot be True"),
        ('workers = "2"', "`workers` cannot be '2'"),
        ('checks = "no"', "`checks` cannot be 'no'"),
        ("formats = 'tmx'", "`formats` cannot be 'tmx'"),
    ],
)
def test_mistakes_are_named(tmp_path, content, reason):
    path = tmp_path / "corpus.toml"
    path.write_text(content)
    with pytest.raises(InputError, match=r"corpus\.toml") as caught:
        read_config(path)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    "options", [{"workers": -1}, {"shard_size": 0}, {"engine": "slurm"}, {"formats": ("csv",)}]
)
def test_values_that_make_no_sense_are_refused(options):
    with pytest.raises(InputError):
        RunConfig("a", "b", Path("c"), **options)


def test_a_run_from_a_file(corpus, finished, tmp_path, capsys):
    path = tmp_path / "corpus.toml"
    lines = [
        f"reprints = {json.dumps(str(corpus / 'reprints'))}",
        f"sources = {json.dumps(str(corpus / 'sources'))}",
    ]
    path.write_text("\n".join([*lines, 'out = "run"', "checks = false", "workers = 1", "shard-size = 1"]))
    assert main(["run", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["pairs"] == dict(finished[1].pairs)
    assert tree(tmp_path / "run") == finished[2]
