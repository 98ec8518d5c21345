"""An OpenAI-compatible endpoint (llama.cpp, Ollama, vLLM and others): asked in JSON, with patience and an end to it."""

from __future__ import annotations

import http.client
import json
import os
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from align.errors import InputError, UnreachableError
from align.fidelity.judge.answer import NoAnswerError

KEYS = ("ALIGN_JUDGE_KEY", "OPENAI_API_KEY")  # of the environment; the first that is set is sent
ATTEMPTS = 5
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds; each pause is twice the one before
TIMEOUT = 120.0
LONGEST_ANSWER = 1 << 20  # bytes
TOKENS = 1500
AGAIN = {408, 409, 425, 429, 500, 502, 503, 504, 529}
UNKNOWN_FORM = {400, 404, 415, 422}  # what servers say that do not know a schema


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One model at one address. ``pause`` waits for so many seconds."""

    url: str
    model: str
    timeout: float = TIMEOUT
    pause: Callable[[float], object] = field(default=time.sleep)

    def __post_init__(self) -> None:
        parts = urllib.parse.urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise InputError(
                self.url, "is no address of an endpoint", "name one such as http://localhost:8080/v1"
            )
        if parts.username or parts.password:
            reason = "holds a name or a password"
            raise InputError(parts.hostname, reason, f"put the key into the environment variable {KEYS[0]}")
        if not self.model:
            raise InputError(self.url, "no model of the endpoint is named", "name one with --judge-model")

    @property
    def host(self) -> str:
        """Where texts are sent."""
        return urllib.parse.urlsplit(self.url).netloc

    @property
    def address(self) -> str:
        """The address that is asked: what was named, completed to /v1/chat/completions."""
        url = self.url.rstrip("/")
        if url.endswith("/chat/completions"):
            return url
        path = urllib.parse.urlsplit(url).path
        return f"{url}/chat/completions" if path else f"{url}/v1/chat/completions"

    def reach(self) -> None:
        """Raises UnreachableError when nobody listens at the address."""
        try:
            with self._open(
                urllib.request.Request(self.address.removesuffix("/chat/completions") + "/models")
            ):
                pass
        except urllib.error.HTTPError:
            return  # somebody answered
        except (OSError, http.client.HTTPException) as error:
            raise self._down(error) from None

    def answer(self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]) -> str:
        """What the model says. Raises NoAnswerError when it was asked in vain, UnreachableError when asking again is of
        no use."""
        form = {"type": "json_schema", "json_schema": {"name": "errors", "strict": True, "schema": schema}}
        body = {"model": self.model, "messages": list(messages), "temperature": 0, "max_tokens": TOKENS}
        wait = FIRST_PAUSE
        with_form, last = True, ""
        for attempt in range(ATTEMPTS):
            try:
                return self._asked({**body, "response_format": form} if with_form else body)
            except urllib.error.HTTPError as error:
                last = f"HTTP {error.code}"
                if error.code in UNKNOWN_FORM and with_form:
                    with_form = False  # not every server knows a schema; the instructions name the form, too
                    continue
                if error.code not in AGAIN:
                    raise self._refused(error.code) from None
                asked_for = _seconds(error.headers.get("Retry-After"))
                wait = max(wait, asked_for) if asked_for is not None else wait
            except TimeoutError:
                last = f"no answer within {self.timeout:g} seconds"
            except (ConnectionRefusedError, urllib.error.URLError) as error:
                if isinstance(getattr(error, "reason", None), TimeoutError):
                    last = f"no answer within {self.timeout:g} seconds"
                elif attempt == ATTEMPTS - 1:
                    raise self._down(error) from None
            except (OSError, http.client.HTTPException, ValueError, KeyError, IndexError, TypeError) as error:
                last = f"an answer that cannot be read ({type(error).__name__})"
            if attempt < ATTEMPTS - 1:
                self.pause(min(wait, LONGEST_PAUSE))
                wait *= 2
        raise NoAnswerError(last)

    def _asked(self, body: Mapping[str, Any]) -> str:
        request = urllib.request.Request(
            self.address, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with self._open(request) as response:
            data = json.loads(response.read(LONGEST_ANSWER))
        content = data["choices"][0]["message"]["content"]
        if not isinstance(content, str):
            raise ValueError("no text")
        return content

    def _open(self, request: urllib.request.Request) -> Any:
        key = next((os.environ[name] for name in KEYS if os.environ.get(name)), None)
        if key:
            request.add_header("Authorization", f"Bearer {key}")
        return _OPENER.open(request, timeout=self.timeout)

    def _down(self, error: BaseException) -> UnreachableError:
        words = " ".join(str(getattr(error, "reason", error)).split())[:120]
        return UnreachableError(
            self.url, f"the judge cannot be reached ({words})", "start it, or check the address"
        )

    def _refused(self, code: int) -> UnreachableError:
        remedy = {
            401: f"put its key into the environment variable {KEYS[0]}",
            403: f"put its key into the environment variable {KEYS[0]}",
            404: f"check the address and whether it has the model {self.model}",
        }.get(code, "check the address and the model")
        return UnreachableError(self.url, f"the judge refuses to answer (HTTP {code})", remedy)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Texts and key go to the address that was named and to no other."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)


def _seconds(value: str | None) -> float | None:
    try:
        return max(0.0, float(value)) if value is not None else None
    except ValueError:
        return None
