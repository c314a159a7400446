"""The citation of one passage: so exact that the words are found again on the live page and proved in the copy."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import quote

from qalqan.library.citation.facts import facts_of, one_line
from qalqan.library.citation.forms import styled
from qalqan.library.citation.refworld import refworld
from qalqan.library.models import Passage

EDGE = 4  # words quoted from each end of a passage
HASH_SHOWN = 12
WORDS_HASH_SHOWN = 8
_WORDS = {
    "en": ("passage", "words sha256", "copy sha256"),
    "ru": ("фрагмент", "слова sha256", "копия sha256"),
}


def cite_passage(passage: Passage, form: str = "refworld", *, language: str = "en") -> str:
    """The work's citation, the passage's number, its first and last words, and the hashes of words and copy.

    Where the work has an address the words are a text fragment of it (browsers scroll there); else they stand quoted.
    `form` is one of WRITTEN. The hash of the words says whether a corrected copy still has them.
    """
    number_word, words_word, hash_word = _WORDS.get(language, _WORDS["en"])
    facts = facts_of(passage.text.work)
    number = passage.key.removeprefix("p")
    first, last = _edges(passage.words)
    quoted = "" if facts.url else f" (“{first} … {last}”)" if last else f" (“{first}”)"
    fragment = "" if "#" in facts.url else text_fragment(passage.words)
    if form == "refworld":
        cited = refworld(facts, language, pin=f"{number_word} {number}{quoted}", fragment=fragment)
    else:
        cited = styled(facts, form, locator=f"{number}{quoted}", fragment=fragment)
    words = hash_of_words(passage.words)
    return f"{cited}, {words_word} {words}, {hash_word} {passage.text.copy.sha256[:HASH_SHOWN]}"


def hash_of_words(words: str) -> str:
    """Eight digits that change with the words, not with the spaces between them."""
    return sha256(one_line(words).encode("utf-8", "surrogatepass")).hexdigest()[:WORDS_HASH_SHOWN]


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
