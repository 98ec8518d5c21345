"""The local server of a review: its pages, and what they ask for. It listens on this machine only, and no path of a
request becomes a path of a file; who may ask is `align.review.guard`'s.
"""

from __future__ import annotations

import json
import secrets
import socket
import threading
from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from align.errors import InputError
from align.report.decisions import read_decisions
from align.report.index import IndexEntry, as_index, gravest_first
from align.review import outputs
from align.review.actions import ConflictError, RequestError
from align.review.desk import Desk, Outcome
from align.review.guard import Guard
from align.review.journal import Journal
from align.review.page import article_page, fragments
from align.review.words import rendered_words
from align.review.works import Work, text_hash

PORT = 8737
DESKS = 64  # articles that are kept in memory


@dataclass(slots=True)
class Office:
    """A work with its journal and the desks that are open; ``who`` is the editor's name."""

    work: Work
    who: str = ""
    journal: Journal = field(init=False)
    entries: list[IndexEntry] = field(init=False)
    _desks: OrderedDict[int, Desk] = field(default_factory=OrderedDict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self.journal = Journal(self.work.folder / "journal.sqlite")
        self.entries = sorted(self.work.entries(), key=gravest_first)

    def desk(self, number: int) -> Desk:
        """The desk of an article by its place in the list. Raises HTTPException for one that is not there."""
        if not 0 <= number < len(self.entries):
            raise HTTPException(404, "There is no such article.")
        with self._lock:
            if number not in self._desks:
                id = self.entries[number].href or ""
                base = self.work.load(id)
                path = self.work.decisions
                decided = read_decisions(path) if path.is_file() else ()
                desk = Desk(f"{id}@{text_hash(base)}", base, self.journal, self.work.checking, decided, path)
                self._desks[number] = desk
                if len(self._desks) > DESKS:
                    self._desks.popitem(last=False)
            self._desks.move_to_end(number)
            return self._desks[number]

    def listed(self) -> list[IndexEntry]:
        """The rows of the list, with what is open now."""
        counts = {id.rpartition("@")[0]: count for id, count in self.journal.open_counts().items()}
        return [
            replace(entry, href=f"article/{number}", open=counts.get(entry.href or "", entry.open))
            for number, entry in enumerate(self.entries)
        ]

    def neighbours(self, number: int, only_open: bool) -> tuple[int | None, int | None]:
        """The articles before and after one in the list; of all, or of those of which something is open."""
        open_ones = [not entry.finished for entry in self.listed()] if only_open else []
        fit = [at for at in range(len(self.entries)) if not only_open or open_ones[at]]
        before = max((at for at in fit if at < number), default=None)
        return before, min((at for at in fit if at > number), default=None)

    def notes(self, number: int, desk: Desk) -> list[str]:
        """What the editor should know before he begins."""
        said = [self.work.stale(self.entries[number].href or "")]
        others = self.journal.elsewhere(desk.id)
        if others:
            said.append(
                f"The article was another when {others} change{'s were' if others > 1 else ' was'} made to it; "
                "decisions were kept, the changes stay in the journal and come back with that text."
            )
        return [one for one in said if one]


def application(office: Office, token: str, port: int) -> ASGIApp:
    """The whole application behind its guard."""
    routes = [
        Route("/", _Home(office), methods=["GET"]),
        Route("/article/{number:int}", _Article(office), methods=["GET"]),
        Route("/article/{number:int}/state", _State(office), methods=["GET"]),
        Route("/article/{number:int}/words", _Words(office), methods=["GET"]),
        Route("/article/{number:int}/act", _Act(office), methods=["POST"]),
        Route("/article/{number:int}/typing", _Typing(office), methods=["POST"]),
        Route("/article/{number:int}/save", _Save(office), methods=["POST"]),
        Route("/article/{number:int}/out/{name}", _Out(office), methods=["GET"]),
    ]
    handlers: dict[Any, Callable[..., Any]] = {
        ConflictError: _refused(409),
        RequestError: _refused(400),
        InputError: _refused(422),
        HTTPException: lambda request, error: JSONResponse({"error": error.detail}, error.status_code),
    }
    return Guard(Starlette(routes=routes, exception_handlers=handlers), token, port)


def _refused(code: int) -> Callable[[Request, Exception], Response]:
    return lambda request, error: JSONResponse({"error": str(error)}, code)


# -- what is asked for ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Endpoint(ABC):
    """A function of a request that may take its time: it runs in a thread."""

    office: Office

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        from starlette.concurrency import run_in_threadpool

        request = Request(scope, receive)
        body: Any = None
        if request.method == "POST":
            try:
                body = json.loads(await request.body())
            except ValueError:
                raise RequestError("the request is no JSON") from None
            if not isinstance(body, dict):
                raise RequestError("the request is no JSON object")
        response = await run_in_threadpool(self.answer, request, body)
        await response(scope, receive, send)

    @abstractmethod
    def answer(self, request: Request, body: Any) -> Response:
        """The answer to a request, ``body`` its JSON object where it has one."""

    def number(self, request: Request) -> int:
        return int(request.path_params["number"])


class _Home(_Endpoint):
    def answer(self, request: Request, body: Any) -> Response:
        if len(self.office.entries) == 1:
            return RedirectResponse("/article/0", 303)
        text = as_index(self.office.listed(), f"Review of {self.office.work.name}", reviewed=True)
        start = text.index('Content-Security-Policy" content="') + 34
        allowed = text[start : text.index('">', start)].replace("&#39;", "'")
        return HTMLResponse(text, headers={"Content-Security-Policy": f"{allowed}; frame-ancestors 'none'"})


class _Article(_Endpoint):
    """The page; with ``?only=open`` the articles before and after it are those of which something is open."""

    def answer(self, request: Request, body: Any) -> Response:
        number, total = self.number(request), len(self.office.entries)
        only_open = request.query_params.get("only") == "open"
        desk = self.office.desk(number)
        text, allowed = article_page(
            desk.view(),
            number=number,
            total=total,
            neighbours=self.office.neighbours(number, only_open),
            only_open=only_open,
            title=self.office.work.name,
            notes=self.office.notes(number, desk),
        )
        return HTMLResponse(text, headers={"Content-Security-Policy": f"{allowed}; frame-ancestors 'none'"})


class _State(_Endpoint):
    def answer(self, request: Request, body: Any) -> Response:
        number = self.number(request)
        desk = self.office.desk(number)
        typed = self.office.journal.typed(desk.id) if request.query_params.get("typing") else {}
        about = {"stale": self.office.work.stale(self.office.entries[number].href or ""), "typing": typed}
        if request.query_params.get("version") == str(self.office.journal.version(desk.id)):
            return JSONResponse({"same": True, **about})
        return JSONResponse({**fragments(desk.view()), **about})


class _Act(_Endpoint):
    def answer(self, request: Request, body: Any) -> Response:
        desk = self.office.desk(self.number(request))
        try:
            done = desk.again() if body.get("do") == "check" else desk.act(body, self.office.who)
        except ConflictError as error:
            return JSONResponse({"error": str(error), **fragments(desk.view())}, 409)
        return JSONResponse({**fragments(done.view), **_said(done)})


def _said(done: Outcome) -> dict[str, Any]:
    return {"said": done.said, "came": list(done.came), "went": list(done.went)}


class _Typing(_Endpoint):
    def answer(self, request: Request, body: Any) -> Response:
        desk = self.office.desk(self.number(request))
        name, text = body.get("field"), body.get("text")
        if not isinstance(name, str) or len(name) > 200 or not isinstance(text, str | None):
            raise RequestError("name a field and a text")
        self.office.journal.type(desk.id, name, text)
        return JSONResponse({})


class _Words(_Endpoint):
    def answer(self, request: Request, body: Any) -> Response:
        view = self.office.desk(self.number(request)).view()
        try:
            bead = view.report.beads[int(request.query_params.get("bead", "-1"))]
        except (ValueError, IndexError):
            raise HTTPException(404, "There is no such bead.") from None
        return JSONResponse({"words": rendered_words(view.report, bead, self.office.work.checking.model)})


class _Save(_Endpoint):
    def answer(self, request: Request, body: Any) -> Response:
        desk = self.office.desk(self.number(request))
        written = outputs.save(self.office.work.folder, desk.base, desk.view())
        folder = self.office.work.folder
        names = [path.relative_to(folder).as_posix() for path in written]
        return JSONResponse({"said": f"saved in {folder.name}: {', '.join(names)}", "files": names})


class _Out(_Endpoint):
    def answer(self, request: Request, body: Any) -> Response:
        desk = self.office.desk(self.number(request))
        name = request.path_params["name"]
        if name not in outputs.OUTPUTS:
            raise HTTPException(404, "There is no such file.")
        kind, make = outputs.OUTPUTS[name]
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(make(desk.base, desk.view()), media_type=kind, headers=headers)


# -- serving ----------------------------------------------------------------------------------------


def bound(port: int | None) -> socket.socket:
    """A socket on this machine: at ``port``, or at the usual one if it is free, else at any. Raises InputError."""
    for wanted in (PORT, 0) if port is None else (port,):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", wanted))
            return listening
        except (OSError, OverflowError) as error:
            listening.close()
            reason = getattr(error, "strerror", None) or str(error)
    raise InputError(
        f"port {port}", f"cannot be used ({reason})", "name another with --port, or leave it out"
    )


def serve(office: Office, listening: socket.socket, ready: Callable[[str], None]) -> None:
    """Answer until interrupted; ``ready`` is told the address with its token once it can be opened."""
    import uvicorn

    token = secrets.token_urlsafe(24)
    port = listening.getsockname()[1]
    config = uvicorn.Config(
        application(office, token, port), log_level="warning", access_log=False, lifespan="off", ws="none"
    )
    listening.listen()  # whoever opens the address before uvicorn answers waits, and is not refused
    ready(f"http://127.0.0.1:{port}/?token={token}")
    uvicorn.Server(config).run(sockets=[listening])
