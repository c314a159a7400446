"""A paragraph of a Universal Periodic Review cut at the brackets of its States, and what part each piece plays.

"own" is a demand with its own verb; "open" has verbs and no object yet ("Ratify (A) / …"); "object" is a further thing for
the verb before it; "adds" goes on from what stands before ("…, in particular …").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from qalqan.extraction.upr_states import States
from qalqan.extraction.verbs import ADVERBS, WORD, Verbs, opens_with_verb

_JOINT = re.compile(r"^[\s,;/.:)]*(?:(?:and|or|и)\b(?:/or\b)?)?[\s,;/.:]*", re.IGNORECASE)
# Adds to what stands before it, and is no demand of its own.
ADDS = re.compile(
    r"(?:in particular|including|inter alia|as well as|as soon|as a |as recommended|as early|at the|by|through|with a view|with the aim"
    r"|in order|so that|so as|aim|if possible|in addition|in view|in (?:the )?light|in (?:close )?co-?operation"
    r"|in (?:close )?consultation|together with|given|considering|while|in accordance|in line|in conformity|in compliance|allowing"
    r"|especially|particularly|notably|such as|without delay|within|on the|for|from|where|which|who|when|until|before|after|under"
    r"|taking into|bearing in|with|throughout|among|thus|thereby|also)\b",
    re.IGNORECASE,
)
# A further thing to join, sign or ratify: it stands beside the first and takes its verb.
_INSTRUMENT = re.compile(
    r"(?:(?:to|on|of)\s+)?(?:the\s+|its\s+|both\s+|ILO\s+)?(?:\w+\s+){0,3}?"
    r"(?:Conventions?|Covenants?|Protocols?|Statute|Treaty|Declaration|Agreement|(?:OP-?|IC)[A-Z]{2,}(?:-[A-Z]+)*"
    r"|C(?:AT|CPR|ED|EDAW|ERD|MW|PD|PED|RC|RPD|TOC)(?:-[A-Z]+)*)\b"
)
_AND_TO_DO = re.compile(r"as\s+well\s+as\s+(?:to\s+)?", re.IGNORECASE)
_AFTER_COMMA = re.compile(r"(?:with|in|through|under)\b[^,;]{4,160},\s+", re.IGNORECASE)
# Words that point back to what another State asked for.
BACKWARD = re.compile(
    r"\b(?:its|their|it|them|thereto|thereof|accordingly|this|these|such)\b(?!\s+(?:efforts?|national|own|legis))"
)
_BETWEEN = frozenset(
    (
        "the", "of", "to", "and", "or", "its", "possibility", "ratification", "signature", "signing", "accession", "adoption",
        "creation", "establishment", "as", "soon", "possible", "a", "for", "be", "party", "steps", "measures", "action", "it",
        "becoming", "being", "quickly", "earliest", "time", "at", "possible",
    )
)  # fmt: skip


PieceKind = Literal["own", "open", "object", "adds"]


@dataclass(slots=True)
class Piece:
    """The words between two brackets, and the States of the bracket that closes them (none at the end of a paragraph)."""

    joint: str
    start: int
    words_end: int
    end: int
    states: list[str]
    kind: PieceKind = "own"


def pieces_of(body: str, start: int, end: int, brackets: Sequence[States], table: Verbs) -> list[Piece]:
    """The pieces of `body[start:end]` in order, each with its kind."""
    out: list[Piece] = []
    at = start
    for bracket in [*brackets, None]:
        stop, close = (bracket.start, bracket.end) if bracket else (end, end)
        joint = _JOINT.match(body[at:stop])
        first = at + (len(joint[0]) if joint else 0)
        last = first + len(body[first:stop].rstrip(" ;,.\n"))
        codes = list(bracket.codes) if bracket else []
        if last - first >= 3:
            out.append(Piece(body[at:first], first, last, close if bracket else last, codes))
        elif bracket and out:  # "(A); (B)": nothing asked between them
            out[-1].end = close
            out[-1].states = list(dict.fromkeys([*out[-1].states, *codes]))
        at = close
    for n, piece in enumerate(out):
        piece.kind = _kind(body, out, n, table)
    return out


def _kind(body: str, pieces: Sequence[Piece], n: int, table: Verbs) -> PieceKind:
    piece = pieces[n]
    words = body[piece.start : piece.words_end]
    following = pieces[n + 1] if n + 1 < len(pieces) else None
    if (
        following
        and not divides(following.joint)
        and _lacks_object(words, f"{piece.joint}{following.joint}", n == 0, table)
    ):
        return "open"
    if n == 0:
        return "own"
    before = pieces[n - 1]
    if before.kind == "open" and following and len(words.split()) <= 3 and words.islower():
        return "open"  # "ratify (A) promptly (B) the Covenant"
    if opens_with_verb(body, piece.start, piece.words_end, table) or _asks_after_all(body, piece, table):
        return "own"
    if ADDS.match(words):
        return "adds" if not divides(piece.joint) or _is_led_on(words, piece, before) else "own"
    if before.kind == "open" or (_INSTRUMENT.match(words) and not BACKWARD.search(words)):
        return "object"
    return "own" if divides(piece.joint) or words.startswith("that ") else "adds"


def _asks_after_all(body: str, piece: Piece, table: Verbs) -> bool:
    """ "as well as to provide …", "and, with the help of …, strengthen …" are demands of their own."""
    found = _AND_TO_DO.match(body, piece.start, piece.words_end)
    if found and opens_with_verb(body, found.end(), piece.words_end, table):
        piece.start = found.end()
        return True
    found = _AFTER_COMMA.match(body, piece.start, piece.words_end)
    return bool(found and "and" in piece.joint and opens_with_verb(body, found.end(), piece.words_end, table))


def divides(joint: str) -> bool:
    """Whether what stands between two pieces parts their demands: ";" and "." do, "," and "and" do not."""
    return any(mark in joint for mark in ";.")


def _is_led_on(words: str, piece: Piece, before: Piece) -> bool:
    """After ";" only what the same State goes on to say ("…; allowing for …") and what asks for nothing."""
    return bool(set(piece.states) & set(before.states)) and not words.lower().startswith(
        ("with", "in ", "for", "under")
    )


def _lacks_object(words: str, joint: str, first: bool, table: Verbs) -> bool:
    """Whether a demand stops before the thing it asks about: "consider ratifying", "finalize the ratification of"."""
    tokens = [token[0].lower() for token in WORD.finditer(words)]
    if not tokens or len(tokens) > 12:
        return False
    if tokens[-1] in ("of", "to", "the"):
        return True
    if len(tokens) == 1 and (first or "/" in joint):
        return True
    if len(tokens) > 9 or not (is_verbal(tokens[0], table) or tokens[0] in ("to", "and") or tokens[0].endswith("ly")):
        return False
    within = all(t in _BETWEEN or is_verbal(t, table) or t.endswith(ADVERBS) for t in tokens)
    return within and (is_verbal(tokens[-1], table) or tokens[-1].endswith("ly") or "/" in joint)


def is_verbal(word: str, table: Verbs) -> bool:
    """Whether a word is a verb that asks, in any of its forms ("ratify", "ratifying")."""
    if table.is_verb(word):
        return True
    stem = word[:-3] if word.endswith("ing") and len(word) > 5 else word[:-1] if word.endswith("s") else ""
    return bool(stem) and any(form in table.category for form in (stem, stem + "e", stem[:-1], stem[:-1] + "y"))
