"""Markdown is read as the plain text it is: the body is the input itself, and its marks are markers of passages.

`passages.py` knows "#", "-", "1." and their like already, so that both kinds of text have one reading.
"""

from __future__ import annotations

from dataclasses import replace

from qalqan.texts.reading.plain import read_plain
from qalqan.texts.text import Passage, Text

READER = "markdown/1"


def read_markdown(data: bytes, name: str) -> Text:
    """The Text of a Markdown file. Raises what plain text raises."""
    text = read_plain(data, name)
    passages = tuple(_quoted(text.body, passage) for passage in text.passages)
    return replace(text, passages=passages, media_type="text/markdown", reader=READER)


def _quoted(body: str, passage: Passage) -> Passage:
    """A paragraph behind ">" as the quotation it is, without the mark."""
    start = passage.start
    while start < passage.end and body[start] in "> \t":
        start += 1
    if passage.kind not in ("paragraph", "heading") or start == passage.start or start == passage.end:
        return passage
    sentences = tuple((max(start, a), b) for a, b in passage.sentences if b > start)
    return replace(passage, kind="quotation", start=start, level=None, marker=">", sentences=sentences)
