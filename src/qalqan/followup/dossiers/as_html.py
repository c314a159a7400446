"""A submission as one HTML file: no script, nothing loaded, every note one step from its place and back."""

from __future__ import annotations

from html import escape

from django.utils import translation
from django.utils.translation import gettext as _

from qalqan.followup.dossiers.submission import Paragraph, Submission

_TAGS = {"heading": "h2", "text": "p", "demand": "p", "quotation": "blockquote"}
_STYLE = "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font-family:serif;line-height:1.5}ol{font-size:.9em}"


def as_html(made: Submission) -> bytes:
    """The whole file in UTF-8. It names no author, program or time."""
    placed: set[int] = set()
    body = "\n".join(_written(paragraph, placed) for paragraph in made.paragraphs)
    notes = "\n".join(
        f'<li id="n{note.number}">{_cited(note.citation)} <a href="#r{note.number}">↑</a></li>' for note in made.notes
    )
    with translation.override(made.language):
        heading = _("Notes")
    to = f"<p>{escape(made.addressed_to)}</p>\n" if made.addressed_to else ""
    listed = f"<h2>{escape(heading)}</h2>\n<ol>\n{notes}\n</ol>\n" if made.notes else ""
    return (
        f'<!doctype html>\n<html lang="{escape(made.language)}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(made.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{escape(made.title)}</h1>\n{to}{body}\n{listed}</body>\n</html>\n"
    ).encode()


def _written(paragraph: Paragraph, placed: set[int]) -> str:
    tag = _TAGS[paragraph.kind]
    marks = ""
    for number in paragraph.notes:
        # A note that is cited twice leads back to its first place.
        identity = "" if number in placed else f' id="r{number}"'
        placed.add(number)
        marks += f'<sup><a href="#n{number}"{identity}>{number}</a></sup>'
    return f"<{tag}>{escape(paragraph.text)}{marks}</{tag}>"


def _cited(citation: str) -> str:
    """Titles, which citations mark with stars, in italics."""
    parts = citation.split("*")
    if len(parts) % 2 == 0:
        return escape(citation)
    return "".join(f"<i>{escape(p)}</i>" if n % 2 else escape(p) for n, p in enumerate(parts))
