"""Who may ask the server of a review: nobody without the token of its address.

Requests that another page makes in the reader's browser are refused by their origin, names that resolve to this
machine by their host, long bodies by their length; every answer forbids to be kept, framed or read by others.
"""

from __future__ import annotations

import hmac
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

LONGEST_BODY = 256 * 1024
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


class Guard:
    """Lets in who has the token, from this origin only, with a body of reasonable length."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self._app, self._token = app, token
        self._cookie = f"align-review-{port}"
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        refusal = self._refusal(request)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        body = None
        if request.method == "POST":
            body = await _limited(request)
            if body is None:
                await _plain(413, "The request is too long.")(scope, receive, send)
                return

        async def replay() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                known = {name.lower() for name, _ in message["headers"]}
                extra = {**_HEADERS, "Content-Security-Policy": _NOTHING}
                message["headers"] += [
                    (name.lower().encode(), value.encode())
                    for name, value in extra.items()
                    if name.lower().encode() not in known
                ]
            await send(message)

        await self._app(scope, receive if body is None else replay, with_headers)

    def _refusal(self, request: Request) -> Response | None:
        """Why a request is not let in; None when it is."""
        host = request.headers.get("host", "")
        if host not in self._hosts:
            return _plain(403, "This address is not the server's own.")
        given = request.query_params.get("token")
        if given is not None and request.method == "GET":
            if not hmac.compare_digest(given.encode(), self._token.encode()):
                return _plain(
                    403, "The token is not this server's. Open the address that `align review` printed."
                )
            entered = RedirectResponse(request.url.path, 303, headers=_HEADERS)
            entered.set_cookie(self._cookie, self._token, httponly=True, samesite="strict")
            return entered
        if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return _plain(403, "Another page asked for this.")
        if not hmac.compare_digest(request.cookies.get(self._cookie, "").encode(), self._token.encode()):
            return _plain(403, "Open the address that `align review` printed: it has the token.")
        if request.method == "POST":
            if request.headers.get("origin") not in {f"http://{name}" for name in self._hosts}:
                return _plain(403, "Another page asked for this.")
            if request.headers.get("content-type", "").partition(";")[0] != "application/json":
                return _plain(415, "Requests are JSON.")
        return None


def _plain(code: int, text: str) -> Response:
    return JSONResponse({"error": text}, code, headers={**_HEADERS, "Content-Security-Policy": _NOTHING})


async def _limited(request: Request) -> bytes | None:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            return None
    return body
