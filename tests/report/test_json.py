from __future__ import annotations

import dataclasses
import json

import numpy as np

from align.document import Finding, Report
from align.report import render
from align.report.decisions import finding_keys
from align.report.json import plain

FINDING_KEYS = {"check", "category", "severity", "source", "target", "message", "expected", "evidence"}


def test_the_contract(report: Report) -> None:
    values = json.loads(render(report, "json"))
    assert values["scores"]["fidelity"] == 61.3
    assert len(values["findings"]) == len(report.findings)
    for finding in values["findings"]:
        assert set(finding) >= FINDING_KEYS
        for side in ("source", "target"):
            assert finding[side] is None or set(finding[side]) == {"text", "sentence", "start", "end"}
    misread = values["findings"][0]
    assert misread["expected"] == "Ryosei Akazawa"
    assert misread["source"] == {"text": "赤泽亮正", "sentence": 0, "start": 32, "end": 36}


def test_what_stands_beside_it(report: Report) -> None:
    values = json.loads(render(report, "json"))
    assert values["signature"] == report.signature
    assert values["articles"]["source"]["date"] == "2025-04-17"
    assert values["articles"]["target"]["sentences"] == 11
    assert values["pair"]["verdict"] == "parallel"
    assert values["beads"][1] == {"source": [1, 2], "target": [1], "score": 0.88, "fidelity": 58.4}
    assert values["beads"][-1]["fidelity"] is None
    assert values["sentences"]["target"][6]["text"].endswith("Mnuchin.")
    assert [target["verdict"] for target in values["names"][0]["targets"]] == [
        "conflict",
        "variant",
        "accept",
    ]
    for side, article in (("source", report.source), ("target", report.target)):
        for finding in values["findings"]:
            if place := finding[side]:
                assert article.text[place["start"] : place["end"]] == place["text"]


def test_hostile_text_comes_back(hostile: Report) -> None:
    data = render(hostile, "json")
    assert isinstance(data, str)
    values = json.loads(data.encode("utf-8"))
    assert [finding["message"] for finding in values["findings"]] == [
        finding.message.replace("\ud800", "\ufffd") for finding in hostile.findings
    ]
    assert values["scores"]["fidelity"] is None


def test_values_json_does_not_know() -> None:
    value = {"a": np.float32(0.5), "b": {3, 1}, "c": (1, float("inf")), 4: np.int64(2), "d": object}
    assert plain(value) == {"a": 0.5, "b": [1, 3], "c": [1, None], "4": 2, "d": "<class 'object'>"}


def test_keys_outlive_a_change_elsewhere(report: Report) -> None:
    moved = [
        dataclasses.replace(
            finding,
            target=finding.target and dataclasses.replace(finding.target, start=9999, end=9999, sentence=7),
        )
        for finding in report.findings
    ]
    assert finding_keys(moved) == finding_keys(report.findings)


def test_repeated_findings_have_their_own_keys() -> None:
    twice = [Finding("numbers", "accuracy", "major", "6 for 7")] * 3
    assert len(set(finding_keys(twice))) == 3
