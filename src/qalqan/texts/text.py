"""What reading gives: a Text with its passages and sentences."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

PassageKind = Literal["heading", "paragraph", "item", "quotation", "footnote", "table", "chrome"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable piece of a text: `text[start:end]`.

    `kind` chrome is what the page adds around the text (menus, teasers, sign-up forms); it is kept and never extracted
    from. `level` is the depth of a heading or list item from 1, `page` the printed page from 1, `marker` the printed
    number or bullet of an item ("136.1", "•"), which stands before `start`. `recognised` is how sure the recognition of
    letters was, from 0 to 1, where the words were read from a picture; None where they were not. `footnotes` are the
    marks that stood in its words and lead to passages of kind footnote with that marker. `sentences` are spans into the text; a
    sentence cut by a blank line or a page runs on into the next passage: it belongs to the passage where it begins, and
    its end may lie beyond that passage's end.
    """

    id: str
    kind: PassageKind
    start: int
    end: int
    level: int | None = None
    page: int | None = None
    marker: str | None = None
    language: str | None = None
    sentences: tuple[tuple[int, int], ...] = ()
    recognised: float | None = None
    footnotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A document as read. `body` is the string that every anchor points into; for plain text it is the decoded input.

    `printed` holds what the carrier itself says about the document and the body does not: keys such as "title",
    "author", "published", "url", "publisher", "language", each from a named place ("title": "the page's title element").
    `notes` are sentences for the person who added the file ("2 tracked deletions were left out").
    """

    body: str
    passages: tuple[Passage, ...]
    language: str | None
    media_type: str
    reader: str
    printed: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def of(self, passage: Passage) -> str:
        """The words of a passage."""
        return self.body[passage.start : passage.end]

    def body_passages(self) -> tuple[Passage, ...]:
        """All passages but the chrome."""
        return tuple(p for p in self.passages if p.kind != "chrome")
