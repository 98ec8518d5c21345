"""SARIF against a schema of just what is written here, strict where the standard is strict.

The whole of the standard's schema is OASIS's own; the logs of these tests also pass `sarif validate`
of Microsoft's SARIF Multitool.
"""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from align.document import Report
from align.report import render
from align.report.sarif import LEVELS


def strict(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**required, **optional},
        "required": list(required),
        "additionalProperties": False,
    }


TEXT = {"type": "string"}
MESSAGE = strict({"text": TEXT})
COUNT = {"type": "integer", "minimum": 0}
PLACE = {"type": "integer", "minimum": 1}
ARTIFACT_LOCATION = strict({"uri": {"type": "string", "format": "uri-reference"}}, index=COUNT)
REGION = strict(
    {"charOffset": COUNT, "charLength": COUNT, "snippet": MESSAGE},
    startLine=PLACE, startColumn=PLACE, endLine=PLACE, endColumn=PLACE,
)  # fmt: skip
LOCATION = strict(
    {"physicalLocation": strict({"artifactLocation": ARTIFACT_LOCATION}, region=REGION)},
    id=COUNT,
    message=MESSAGE,
)
RULE = strict(
    {"id": TEXT, "shortDescription": MESSAGE},
    name=TEXT,
    fullDescription=MESSAGE,
    help=strict({"text": TEXT, "markdown": TEXT}),
    defaultConfiguration=strict({"level": {"enum": ["none", "note", "warning", "error"]}}),
    properties={"type": "object"},
)
LOG = strict(
    {
        "$schema": {"type": "string", "pattern": r"sarif-schema-2\.1\.0\.json$"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": strict(
                {
                    "tool": strict(
                        {
                            "driver": strict(
                                {
                                    "name": TEXT,
                                    "version": TEXT,
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": RULE,
                                    },
                                }
                            )
                        }
                    ),
                    "results": {
                        "type": "array",
                        "items": strict(
                            {
                                "ruleId": TEXT,
                                "ruleIndex": COUNT,
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": MESSAGE,
                                "locations": {"type": "array", "minItems": 1, "items": LOCATION},
                                "partialFingerprints": {"type": "object", "additionalProperties": TEXT},
                                "properties": {"type": "object"},
                            },
                            relatedLocations={"type": "array", "uniqueItems": True, "items": LOCATION},
                        ),
                    },
                },
                columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                artifacts={
                    "type": "array",
                    "uniqueItems": True,
                    "items": strict(
                        {
                            "location": strict({"uri": ARTIFACT_LOCATION["properties"]["uri"]}),
                            "contents": MESSAGE,
                        },
                        description=MESSAGE,
                    ),
                },
                properties={"type": "object"},
            ),
        },
    }
)


def log(report: Report) -> dict[str, Any]:
    text = render(report, "sarif")
    assert isinstance(text, str)
    loaded: dict[str, Any] = json.loads(text.encode("utf-8"))
    return loaded


@pytest.mark.parametrize("which", ["report", "hostile"])
def test_the_shape(which: str, request: pytest.FixtureRequest) -> None:
    jsonschema.validate(log(request.getfixturevalue(which)), LOG, cls=jsonschema.Draft202012Validator)


def test_results_stand_in_the_reprint_and_point_at_the_source(report: Report) -> None:
    (run,) = log(report)["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    texts = [artifact["contents"]["text"] for artifact in run["artifacts"]]
    assert len(run["results"]) == len(report.findings)
    for result, finding in zip(run["results"], report.findings, strict=True):
        assert rules[result["ruleIndex"]] == result["ruleId"] == finding.check
        assert result["level"] == LEVELS[finding.severity]
        (place,) = result["locations"]
        for location in (place, *result.get("relatedLocations", [])):
            physical = location["physicalLocation"]
            region = physical["region"]
            text = texts[physical["artifactLocation"]["index"]]
            start = region["charOffset"]
            assert text[start : start + region["charLength"]] == region["snippet"]["text"]
            line = text.split("\n")[region["startLine"] - 1]
            assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]
        expected_uri = "en/tariffs" if finding.target else "zh/tariffs"
        assert place["physicalLocation"]["artifactLocation"]["uri"] == expected_uri


def test_a_place_no_shell_would_take_is_a_valid_uri(hostile: Report) -> None:
    artifacts = log(hostile)["runs"][0]["artifacts"]
    assert [artifact["location"]["uri"] for artifact in artifacts] == ["../%3Ci%3E", "%3D1%2B1%3Cb%3E"]
