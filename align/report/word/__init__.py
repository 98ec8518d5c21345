"""The report as a Word document and back: each finding a comment at its place in the reprint.

`writing` makes the document, `reading` gives the decisions and the corrected text of one that came back.
"""

from align.report.word.reading import Returned, read_returned
from align.report.word.writing import as_docx, as_docx_with_suggestions

__all__ = ["Returned", "as_docx", "as_docx_with_suggestions", "read_returned"]
