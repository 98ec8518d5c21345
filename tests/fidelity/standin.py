"""A stand-in for an OpenAI-compatible endpoint on this machine, which answers as a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = tuple[int, dict[str, str], str]


def said(content: str) -> Reply:
    """An answer of the model with this content."""
    return 200, {}, json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]})


def errors(*claims: dict[str, str]) -> Reply:
    """An answer in the form asked for."""
    return said(json.dumps({"errors": list(claims)}, ensure_ascii=False))


def claim(**parts: str) -> dict[str, str]:
    """One error with every part that the schema wants."""
    usual = {
        "category": "mistranslation",
        "severity": "major",
        "source": "",
        "target": "",
        "message": "Wrong.",
    }
    return {**usual, "correction": "", **parts}


@dataclass
class StandIn:
    """What was asked, and how it is answered: ``reply`` gets the request's JSON and its number, from 0."""

    reply: Callable[[dict[str, Any], int], Reply]
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


@contextmanager
def standing_in(reply: Callable[[dict[str, Any], int], Reply], late: float = 0.0) -> Iterator[StandIn]:
    """A server that answers so, each time after ``late`` seconds."""
    stand = StandIn(reply)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer((200, {}, "{}"))

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with stand.lock:
                number = len(stand.asked)
                stand.asked.append(body)
                stand.headers.append(dict(self.headers))
                stand.at_once += 1
                stand.most_at_once = max(stand.most_at_once, stand.at_once)
            time.sleep(late)
            try:
                self.answer(stand.reply(body, number))
            finally:
                with stand.lock:
                    stand.at_once -= 1

        def answer(self, reply: Reply) -> None:
            status, headers, content = reply
            data = content.encode()
            try:
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(data))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)
            except (BrokenPipeError, ConnectionResetError):
                pass  # whoever asked did not wait

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stand.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield stand
    finally:
        server.shutdown()
        server.server_close()
