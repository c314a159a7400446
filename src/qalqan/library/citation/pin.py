"""The citation of one passage: so exact that the words are found again on the live page and proved in the copy."""

from __future__ import annotations

from urllib.parse import quote

from qalqan.library.citation.facts import facts_of, one_line
from qalqan.library.citation.refworld import refworld
from qalqan.library.models import Passage

EDGE = 4  # words quoted from each end of a passage
HASH_SHOWN = 12
_WORDS = {"en": ("passage", "copy sha256"), "ru": ("фрагмент", "копия sha256")}


def cite_passage(passage: Passage, *, language: str = "en") -> str:
    """The work's citation, the passage's number, its first and last words, and the hash of the copy.

    Where the work has an address the words are a text fragment of it (browsers scroll there); else they stand quoted.
    """
    number_word, hash_word = _WORDS.get(language, _WORDS["en"])
    facts = facts_of(passage.text.work)
    number = f"{number_word} {passage.key.removeprefix('p')}"
    first, last = _edges(passage.words)
    if not facts.url:
        number += f" (“{first} … {last}”)" if last else f" (“{first}”)"
    fragment = "" if "#" in facts.url else text_fragment(passage.words)
    cited = refworld(facts, language, pin=number, fragment=fragment)
    return f"{cited}, {hash_word} {passage.text.copy.sha256[:HASH_SHOWN]}"


def text_fragment(words: str) -> str:
    """`#:~:text=first words,last words`, as browsers read it; empty where there are no words."""
    first, last = _edges(words)
    if not first:
        return ""
    return "#:~:text=" + ",".join(_encoded(edge) for edge in (first, last) if edge)


def _edges(words: str) -> tuple[str, str]:
    """The first and the last words; of a short passage all of them and nothing."""
    listed = one_line(words).split(" ")
    if len(listed) <= 2 * EDGE:
        return " ".join(listed), ""
    return " ".join(listed[:EDGE]), " ".join(listed[-EDGE:])


def _encoded(words: str) -> str:
    # A bare "-" would mean "words before" or "words after" in a text fragment.
    return quote(words, safe="").replace("-", "%2D")
