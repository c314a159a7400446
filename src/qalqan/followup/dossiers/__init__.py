"""A dossier becomes a submission: paragraphs with footnotes, counted against its limit, written as HTML, DOCX or PDF.

Takes a dossier and an account; gives a `Submission` of what that account may see, and bytes that name no author.
"""

from __future__ import annotations

from qalqan.followup.dossiers.as_docx import as_docx
from qalqan.followup.dossiers.as_html import as_html
from qalqan.followup.dossiers.as_pdf import as_pdf
from qalqan.followup.dossiers.submission import Note, Paragraph, Submission, submission

# Each form that a submission is taken out in: its media type, and what writes it.
FORMS = {
    "html": ("text/html; charset=utf-8", as_html),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", as_docx),
    "pdf": ("application/pdf", as_pdf),
}

__all__ = ["FORMS", "Note", "Paragraph", "Submission", "as_docx", "as_html", "as_pdf", "submission"]
