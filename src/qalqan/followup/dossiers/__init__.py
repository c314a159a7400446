"""A dossier becomes a submission: paragraphs with footnotes, counted against its limit, written as HTML or DOCX.

Takes a dossier and an account; gives a `Submission` of what that account may see, and bytes that name no author.
"""

from __future__ import annotations

from qalqan.followup.dossiers.as_docx import as_docx
from qalqan.followup.dossiers.as_html import as_html
from qalqan.followup.dossiers.submission import Note, Paragraph, Submission, submission

__all__ = ["Note", "Paragraph", "Submission", "as_docx", "as_html", "submission"]
