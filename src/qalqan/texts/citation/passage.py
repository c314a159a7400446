"""The citation of one passage: so exact that the words are found again on the live page and proved in the copy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from urllib.parse import quote

from qalqan.texts.citation.facts import Facts, one_line
from qalqan.texts.citation.forms import WRITTEN, cite_facts, styled
from qalqan.texts.citation.refworld import refworld

EDGE = 4  # words quoted from each end of a passage
HASH_SHOWN = 12
WORDS_HASH_SHOWN = 8
_WORDS = {
    "en": ("passage", "words sha256", "copy sha256"),
    "ru": ("фрагмент", "слова sha256", "копия sha256"),
}
_IBID = {"en": "ibid.", "ru": "там же"}


@dataclass(frozen=True, slots=True)
class Pin:
    """One passage: its number in its text, its words, and the SHA-256 of the copy they were read from, if that is told.

    `words_are_whole` is False where something was cut from them: then they are not sought on the live page.
    """

    number: str
    words: str
    copy_sha256: str = ""
    words_are_whole: bool = True

    @property
    def fragment(self) -> str:
        return text_fragment(self.words) if self.words_are_whole else ""


def cite_pin(facts: Facts, pin: Pin, form: str = "refworld", *, language: str = "en") -> str:
    """The publication's citation, the passage's number, its first and last words, and the hashes of words and copy.

    Where the publication has an address the words are a text fragment of it (browsers scroll there); else they stand
    quoted. The hash of the words says whether a corrected copy still has them. A record for programs has the same as a
    note. Raises UnknownTerm for a form that is none of FORMS.
    """
    proof = _proof(pin, language)
    fragment = "" if "#" in facts.url else pin.fragment
    if form not in WRITTEN:
        note = f"{_WORDS['en'][0]} {pin.number}{_quoted(facts, pin)}, {_proof(pin, 'en')}"
        url = f"{facts.url}{fragment}" if facts.url else ""
        return cite_facts(replace(facts, id=f"{facts.id}-p{pin.number}", url=url, note=note), form)
    if form == "refworld":
        number_word = _WORDS.get(language, _WORDS["en"])[0]
        cited = refworld(facts, language, pin=f"{number_word} {pin.number}{_quoted(facts, pin)}", fragment=fragment)
    else:
        cited = styled(facts, form, locator=f"{pin.number}{_quoted(facts, pin)}", fragment=fragment)
    return f"{cited.removesuffix('.')}, {proof}"


def cite_pin_again(pin: Pin, *, language: str = "en") -> str:
    """A further passage of the publication that was cited just before: its number, its edges, the hash of its words."""
    number_word, words_word, _copy = _WORDS.get(language, _WORDS["en"])
    ibid = _IBID.get(language, _IBID["en"])
    return f"{ibid}, {number_word} {pin.number}{_edges_quoted(pin)}, {words_word} {hash_of_words(pin.words)}"


def _quoted(facts: Facts, pin: Pin) -> str:
    return "" if facts.url else _edges_quoted(pin)


def _edges_quoted(pin: Pin) -> str:
    first, last = _edges(pin.words)
    return f" (“{first} … {last}”)" if last else f" (“{first}”)"


def _proof(pin: Pin, language: str) -> str:
    _number, words_word, copy_word = _WORDS.get(language, _WORDS["en"])
    words = f"{words_word} {hash_of_words(pin.words)}"
    return f"{words}, {copy_word} {pin.copy_sha256[:HASH_SHOWN]}" if pin.copy_sha256 else words


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
