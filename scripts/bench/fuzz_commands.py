#!/usr/bin/env python3
"""Damage input files and give them to the commands: whatever they say, no traceback.

    fuzz_commands.py FOLDER… [--minutes 10] [--seed 1] [--out DIR]

Each FOLDER holds the files of one case and `expect.json` with its `command`, a list as it would be typed (the first
word stands for the program). In every round one case is copied, one of its files is damaged (cut, doubled, its bytes
shuffled, flipped, or spliced with another file's) and the command is called in this process. An exit code of 0, 1 or
2 is right; anything else, an exception or a call of more than --slow seconds is a failure, and the damaged case is
kept under --out. The same seed gives the same inputs. Exit code: 0 no failure, 1 failures.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

ABOUT = {"command.txt", "expected.txt", "got.txt", "expect.json"}


def damaged(data: bytes, other: bytes, rng: random.Random) -> bytes:
    """Bytes as transport, editors and disks spoil them."""
    if not data:
        return other[: rng.randrange(1, 200)]
    at, end = sorted((rng.randrange(len(data)), rng.randrange(len(data)) + 1))
    part = data[at:end]
    match rng.randrange(6):
        case 0:
            return data[:end]
        case 1:
            return data[:end] + part + data[end:]
        case 2:
            shuffled = list(part)
            rng.shuffle(shuffled)
            return data[:at] + bytes(shuffled) + data[end:]
        case 3:
            flipped = bytearray(data)
            for _ in range(rng.randrange(1, 8)):
                flipped[rng.randrange(len(flipped))] = rng.randrange(256)
            return bytes(flipped)
        case 4:
            return data[:at] + other[: rng.randrange(1, len(other) + 1)] + data[at:]
        case _:
            return data * 2


def call(command: list[str], folder: Path) -> tuple[object, str, float]:
    """(exit code or exception, stderr, seconds) of a command in a folder."""
    from align.cli import main

    said, shown, begun = io.StringIO(), io.TextIOWrapper(io.BytesIO(), "utf-8"), time.process_time()
    before = Path.cwd()
    os.chdir(folder)
    code: object
    try:
        with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(said):
            code = main(command)
    except SystemExit as error:
        code = error.code
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        code = error
        said.write(traceback.format_exc())
    finally:
        os.chdir(before)
    return code, said.getvalue(), time.process_time() - begun


def main() -> int:
    """Rounds until the time is up."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slow", type=float, default=20, help="seconds of processor time")
    parser.add_argument("--out", type=Path, default=Path("fuzzed"))
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    cases = sorted(folder for folder in arguments.folders if (folder / "expect.json").is_file())
    inputs = [
        path.read_bytes() for case in cases for path in sorted(case.iterdir()) if path.name not in ABOUT
    ]
    rounds = failures = 0
    until = time.monotonic() + 60 * arguments.minutes
    while time.monotonic() < until:
        case = rng.choice(cases)
        command = json.loads((case / "expect.json").read_text(encoding="utf-8"))["command"][1:]
        with tempfile.TemporaryDirectory(prefix="fuzz-") as made:
            place = Path(made)
            files = sorted(path for path in case.iterdir() if path.name not in ABOUT)
            for path in files:
                shutil.copy(path, place / path.name)
            spoilt = place / rng.choice(files).name
            spoilt.write_bytes(damaged(spoilt.read_bytes(), rng.choice(inputs), rng))
            code, said, seconds = call(command, place)
            rounds += 1
            if code in (0, 1, 2) and "Traceback" not in said and seconds <= arguments.slow:
                continue
            failures += 1
            kept = arguments.out / f"{rounds:05}-{case.name}"
            shutil.copytree(place, kept, dirs_exist_ok=True)
            (kept / "said.txt").write_text(
                f"{command}\n{code!r} after {seconds:.1f} s\n{said}", encoding="utf-8"
            )
            print(f"{kept.name}: {code!r}", flush=True)
    print(f"{rounds} rounds, {failures} failures")
    return int(failures > 0)


if __name__ == "__main__":
    sys.exit(main())
