"""Pushing goes through the real `huggingface_hub`, against a stand-in of the hub's HTTP interface."""

from __future__ import annotations

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from align.cli import main
from align.errors import InputError
from align.export.dataset.folder import DatasetOptions, write_dataset
from align.export.dataset.hub import push


class Hub(BaseHTTPRequestHandler):
    """What the hub answers to the creation of a dataset and to a commit of small files."""

    def do_GET(self):
        self.answer({"error": "not found"}, 404)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        hub = self.server
        hub.seen.append((self.path, self.headers.get("Authorization")))
        if hub.refuse:
            self.answer({"error": "not allowed"}, 403)
        elif self.path == "/api/repos/create":
            hub.created.append(json.loads(body))
            self.answer({"url": f"{hub.address}/datasets/tester/corpus", "id": "tester/corpus"})
        elif "/preupload/" in self.path:
            files = json.loads(body)["files"]
            self.answer(
                {
                    "files": [
                        {"path": f["path"], "uploadMode": "regular", "shouldIgnore": False} for f in files
                    ]
                }
            )
        elif "/commit/" in self.path:
            for line in map(json.loads, body.splitlines()):
                if line["key"] == "file":
                    hub.files[line["value"]["path"]] = base64.b64decode(line["value"]["content"])
            url = f"{hub.address}/datasets/tester/corpus/commit/{'0' * 40}"
            self.answer({"commitUrl": url, "commitOid": "0" * 40, "success": True})
        else:
            self.answer({})

    def answer(self, value, status=200):
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        """Quiet."""


@pytest.fixture
def hub(monkeypatch):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    server.address = f"http://127.0.0.1:{server.server_port}"
    server.seen, server.created, server.files, server.refuse = [], [], {}, False
    threading.Thread(target=server.serve_forever, daemon=True).start()
    import huggingface_hub.constants
    import huggingface_hub.hf_api

    monkeypatch.setattr(huggingface_hub.constants, "ENDPOINT", server.address)
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setenv("HF_TOKEN", "hf_local_stand_in")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def dataset(tmp_path, reports):
    write_dataset(reports, tmp_path / "corpus", None, DatasetOptions("corpus"))
    return tmp_path / "corpus"


def test_every_file_arrives_as_it_is(hub, dataset):
    lines = list(push(dataset, "tester/corpus"))
    assert "private" in lines[0]
    assert lines[-1].startswith("pushed: ")
    assert hub.created[0]["type"] == "dataset"
    assert hub.created[0].get("private") or hub.created[0].get("visibility") == "private"
    assert {authorization for _, authorization in hub.seen} == {"Bearer hf_local_stand_in"}
    assert hub.files == {
        path.relative_to(dataset).as_posix(): path.read_bytes()
        for path in dataset.rglob("*")
        if path.is_file()
    }


def test_a_dry_run_says_what_would_go_and_sends_nothing(hub, dataset):
    lines = list(push(dataset, "tester/corpus", private=False, dry_run=True))
    assert lines[0].startswith("would push")
    assert "(public)" in lines[0]
    assert any("README.md" in line for line in lines)
    assert lines[-1] == "dry run: nothing was uploaded"
    assert hub.seen == []


def test_a_refusal_is_one_clear_error(hub, dataset):
    hub.refuse = True
    with pytest.raises(InputError, match="tester/corpus: the hub refused"):
        list(push(dataset, "tester/corpus"))


@pytest.mark.parametrize("name", ["corpus", "a/b/c", "../x", "a /b", ""])
def test_a_name_that_is_none_is_refused_before_anything_is_sent(hub, dataset, name):
    with pytest.raises(InputError, match="is no name of a dataset"):
        list(push(dataset, name))
    assert hub.seen == []


def test_a_folder_without_a_card_is_refused(tmp_path):
    with pytest.raises(InputError, match="holds no dataset card"):
        list(push(tmp_path, "tester/corpus", dry_run=True))


# -- the command --------------------------------------------------------------------------------


@pytest.fixture
def corpus(tmp_path, reports):
    from align.export import write

    write(reports, "tmx", tmp_path / "corpus.tmx")
    return tmp_path / "corpus.tmx"


def test_the_command_exports_a_corpus_from_elsewhere_and_shows_the_dry_run(corpus, tmp_path, capsys):
    out = tmp_path / "set"
    assert main(["export", str(corpus), "--out", str(out), "--push-to-hub", "me/set", "--dry-run"]) == 0
    shown = capsys.readouterr()
    assert "beads" in shown.out
    assert "dry run: nothing was uploaded" in shown.err
    assert (out / "README.md").is_file()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--dry-run"], "there is nothing to upload"),
        (["--format", "tmx", "--push-to-hub", "a/b"], "only a dataset folder is uploaded"),
        (["--test", "0.99", "--validation", "0.5"], "nothing to train on"),
        (["--min-score", "1.1"], "nothing to write"),
    ],
)
def test_wrong_use_of_the_command(corpus, tmp_path, capsys, more, words):
    assert main(["export", str(corpus), "--out", str(tmp_path / "set"), *more]) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "set").exists()


def test_counts_as_json(corpus, tmp_path, capsys):
    assert main(["export", str(corpus), "--format", "tsv", "--out", str(tmp_path / "a.tsv"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["beads"] == 33
