"""What an article on the desk can be saved as."""

from __future__ import annotations

import difflib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from align.document import Report
from align.export.rows import report_id
from align.files import write_whole
from align.formats import beads as formats
from align.review.desk import View

_PLAIN = "text/plain; charset=utf-8"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def corrected_text(base: Report, view: View) -> bytes:
    """The reprint as it reads now."""
    return view.report.target.text.encode("utf-8", "replace")


def word(base: Report, view: View) -> bytes:
    """The reprint as it reads now, with what is open as comments."""
    from align.report.word import as_docx

    return as_docx(view.report)


def difference(base: Report, view: View) -> bytes:
    """What was changed, as a unified diff, a sentence a line."""
    before = [one.text for one in base.target_sentences]
    after = [line.text for line in view.state.draft.lines]
    lines = difflib.unified_diff(before, after, "as printed", "corrected", lineterm="", n=1)
    return "".join(f"{' '.join(line.splitlines())}\n" for line in lines).encode("utf-8", "replace")


def memory(base: Report, view: View) -> bytes:
    """The beads as they stand, as TMX."""
    written = formats.write(_alignment(view), "tmx")
    return written if isinstance(written, bytes) else written.encode("utf-8")


def gold_files(view: View) -> dict[str, bytes]:
    """A document that ``align evaluate sentences`` reads: src.txt, tgt.txt, gold.txt."""
    alignment = _alignment(view)
    sides = {
        "src.txt": [one.text for one in view.report.source_sentences],
        "tgt.txt": [one.text for one in view.report.target_sentences],
    }
    files = {
        name: "".join(f"{' '.join(line.split())}\n" for line in lines).encode("utf-8", "replace")
        for name, lines in sides.items()
    }
    return {**files, "gold.txt": str(formats.write(alignment, "vecalign")).encode("utf-8")}


def gold(base: Report, view: View) -> bytes:
    """The same as a ZIP file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in gold_files(view).items():
            archive.writestr(zipfile.ZipInfo(f"{file_name(view.report)}/{name}", (1980, 1, 1, 0, 0, 0)), data)
    return stream.getvalue()


def _alignment(view: View) -> formats.Alignment:
    report = view.report
    return formats.Alignment(
        [one.text for one in report.source_sentences],
        [one.text for one in report.target_sentences],
        list(report.beads),
        report.source.language,
        report.target.language,
    )


OUTPUTS: dict[str, tuple[str, Callable[[Report, View], bytes]]] = {
    "corrected.txt": (_PLAIN, corrected_text),
    "corrected.docx": (_WORD, word),
    "changes.diff": (_PLAIN, difference),
    "beads.tmx": ("application/x-tmx+xml", memory),
    "gold.zip": ("application/zip", gold),
}


def file_name(report: Report) -> str:
    """A folder's name for an article: nothing in it leads elsewhere."""
    name = report_id(report).replace("|", "--")
    return (
        "".join(char if char.isalnum() or char in "-_." else "_" for char in name).strip(".")[:150]
        or "article"
    )


def save(folder: Path, base: Report, view: View) -> list[Path]:
    """Write everything below the review's folder; returns what was written."""
    name = file_name(view.report)
    files = {
        folder / name / file: make(base, view) for file, (_, make) in OUTPUTS.items() if file != "gold.zip"
    }
    files |= {folder / "gold" / name / file: data for file, data in gold_files(view).items()}
    for path, data in files.items():
        write_whole(path, data)
    return list(files)
