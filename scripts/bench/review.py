#!/usr/bin/env python3
"""How long an editor waits: from a request of the review's page to its answer.

    scripts/bench/review.py corpora --articles 2000

CORPUS has the folders reprints and sources. Every pair that a run finds there is opened, each sentence of its reprint
is changed by a word and changed back, and every change is checked again; then the list of so many articles is asked
for, which are the run's repeated, and some of them are opened. Printed are milliseconds of processor time and of the
clock.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the commands do

from starlette.testclient import TestClient

from align.document import Report
from align.report.index import IndexEntry
from align.review.server import Office, application
from align.review.works import RunOfArticles, checking_of
from align.run import RunConfig, run

PORT, TOKEN = 8737, "of-the-benchmark"


class Repeated:
    """A run's articles as often as wanted, each time under another id."""

    def __init__(self, work: RunOfArticles, articles: int) -> None:
        self._work, self._articles = work, articles
        self.name, self.folder, self.decisions = work.name, work.folder, work.decisions
        self.checking = work.checking

    def entries(self) -> list[IndexEntry]:
        """As many rows as are wanted."""
        every = self._work.entries()
        return [
            replace(every[at % len(every)], href=f"{at}:{every[at % len(every)].href}")
            for at in range(self._articles)
        ]

    def load(self, id: str) -> Report:
        """The article that was repeated."""
        return self._work.load(id.partition(":")[2])

    def stale(self, id: str) -> str:
        """Nothing changes here."""
        return ""


def client_of(office: Office) -> TestClient:
    """A window of the review."""
    app: Any = application(office, TOKEN, PORT)
    client = TestClient(app, base_url=f"http://127.0.0.1:{PORT}")
    client.headers["origin"] = f"http://127.0.0.1:{PORT}"
    client.cookies.set(f"align-review-{PORT}", TOKEN)
    return client


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds of processor time and of the clock."""
    processor, clock = time.process_time(), time.perf_counter()
    answer = work()
    if answer.status_code != 200:
        raise SystemExit(f"refused: {answer.text}")
    return 1000 * (time.process_time() - processor), 1000 * (time.perf_counter() - clock)


def say(what: str, times: list[tuple[float, float]]) -> None:
    """Median and most of both clocks."""
    by_clock = [sorted(one[at] for one in times) for at in (0, 1)]
    shown = ", ".join(
        f"{name} median {every[len(every) // 2]:.0f}, most {every[-1]:.0f}"
        for name, every in zip(("processor", "clock"), by_clock, strict=True)
    )
    print(f"{what:<34} {len(times):5} times: {shown}")


def main() -> None:
    """Make a run, go through it, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=2000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "run"
        run(
            RunConfig(str(args.corpus / "reprints"), str(args.corpus / "sources"), out, formats=(), workers=1)
        )
        work = RunOfArticles(out, checking_of(out))
        office = Office(work, "bench")
        client = client_of(office)
        opened, changed = [], []
        for number in range(len(office.entries)):
            opened.append(timed(lambda number=number: client.get(f"/article/{number}")))
            for line in office.desk(number).view().state.draft.lines:
                for was, text in ((line.text, f"Now {line.text}"), (f"Now {line.text}", line.text)):
                    action = {"do": "edit", "sentence": line.id, "was": was, "text": text}
                    changed.append(
                        timed(
                            lambda number=number, action=action: client.post(
                                f"/article/{number}/act", json=action
                            )
                        )
                    )
        say("an article opened", opened)
        say("a sentence changed, all checked", changed)
        many = client_of(Office(Repeated(work, args.articles), "bench"))
        say(f"the list of {args.articles:,} articles", [timed(lambda: many.get("/")) for _ in range(3)])
        places = range(0, args.articles, max(1, args.articles // 20))
        say("one of them opened", [timed(lambda at=at: many.get(f"/article/{at}")) for at in places])


if __name__ == "__main__":
    main()
