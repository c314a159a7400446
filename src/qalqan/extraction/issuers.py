"""Who issues a publication: the organisations it lists, each with its country and, where it says so, its place of exile."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from qalqan.extraction.masthead import is_organisation
from qalqan.texts.anchors import Anchor
from qalqan.texts.dates import find_dates
from qalqan.texts.text import Passage, Text
from qalqan.vocabularies.countries import find_countries, members

LONGEST_LIST = 6000  # code points
LOOKED_AT = 14  # passages from the top; a list of issuers stands there or is not found


def find_issuers(text: Text, apart: Sequence[tuple[int, int]], labels: dict[str, Any]) -> list[dict[str, Any]]:
    """Issuers as the contract writes them. `apart` are spans of the host's own lines."""
    body_passages = (p for p in text.passages if p.kind not in ("chrome", "table") and _may_list(text, p, labels))
    looked_at = list(islice(body_passages, LOOKED_AT))
    top = text.body[: max((p.end for p in looked_at), default=0)].lower()
    if not any(phrase in top for phrase in labels["issuer-words"]):
        return []
    for passage in looked_at:
        if any(a <= passage.start < b for a, b in apart):
            continue
        at = _list_begins(text.body, passage, labels["issuer-words"])
        if at is None:
            continue
        if found := read_issuers(text.body, at, min(passage.end, at + LONGEST_LIST), labels):
            return found
    return []


def read_issuers(body: str, start: int, end: int, labels: dict[str, Any]) -> list[dict[str, Any]]:
    """The organisations listed in `body[start:end]`, as the contract writes issuers."""
    return [one for first, last in _parts(body, start, end) if (one := read_issuer(body, first, last, labels))]


def seat_in_exile(words: str, labels: dict[str, Any]) -> str | None:
    """Where words say that an organisation works in exile: "whose members work from exile in …"."""
    exile = next((phrase for phrase in labels["exile-words"] if phrase in words.lower()), None)
    return _one_country(words[words.lower().index(exile) :]) if exile else None


def _may_list(text: Text, passage: Passage, labels: dict[str, Any]) -> bool:
    """A line set as a heading lists issuers only where it gives their countries in brackets, or says "Submitted by:"."""
    words = text.of(passage)
    return passage.kind != "heading" or "(" in words or words.lower().startswith(tuple(labels["issuer-words"]))


# "according to a recent report by …": what a sentence speaks of, not what the publication says of itself
_SPOKEN_OF = re.compile(r"\b(?:an?|the|its|his|her|their|another|false|such)\s(?:[\w’'-]+\s){0,3}$")


def _list_begins(body: str, passage: Passage, words: Sequence[str]) -> int | None:
    """Where the names begin behind the first of `words`; None where there are none, or a sentence only speaks of such."""
    sentence = body[passage.start : passage.end].rstrip(' \r\n"”»').endswith(".")
    lowered = body[passage.start : min(passage.end, passage.start + 400)].lower()
    for phrase in words:
        at = lowered.find(phrase)
        if at >= 0 and not (sentence and phrase.endswith(" by") and _SPOKEN_OF.search(lowered, max(0, at - 60), at)):
            after = at + len(phrase)
            colon = body.find(":", passage.start + after, min(passage.end, passage.start + after + 120))
            return colon + 1 if colon >= 0 else passage.start + after
    return None


_PART = re.compile(r",|;|\s(?:and|и|together with|вместе с|as well as|jointly with)\s|\n")


def _parts(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names of a list. A comma inside brackets does not divide, nor does "and" inside one organisation's name."""
    cuts = [start]
    depth = 0
    opened = {m.start(): m for m in _PART.finditer(body, start, end)}
    for at in range(start, end):
        if body[at] == "(":
            depth += 1
        elif body[at] == ")":
            depth = max(0, depth - 1)
        elif depth == 0 and at in opened and not _inside_a_name(body, opened[at], cuts[-1], end):
            cuts.append(opened[at].end())
    for a, b in zip(cuts, [*cuts[1:], end], strict=True):
        first, last = _stripped(body, a, b)
        if last > first:
            yield first, last


def _inside_a_name(body: str, divider: re.Match[str], since: int, end: int) -> bool:
    """ "Bureau for Human Rights and Rule of Law": "and" divides only after a bracket, or before the last name."""
    if divider[0].strip() not in ("and", "и"):
        return False
    before = body[since : divider.start()].rstrip()
    if before.endswith(")"):
        return False
    rest = body[divider.end() : end]
    first_end = min(
        (i for i in (rest.find(","), rest.find(";"), rest.find(" together with ")) if i >= 0), default=len(rest)
    )
    following = rest[:first_end]
    if is_organisation(before.lstrip().removeprefix("the ")) and is_organisation(
        following.strip().removeprefix("the ")
    ):
        return False
    if following.startswith("the ") and is_organisation(following.strip().removeprefix("the ")):
        return False  # "Registan Aid and the Forum for Dignity"
    return "(" not in following or first_end < len(rest) and "(" not in before and following.count(" ") < 4


def _stripped(body: str, start: int, end: int) -> tuple[int, int]:
    words = body[start:end]
    for phrase in ("and ", "и ", "together with ", "вместе с ", "the "):
        stripped = words.lstrip()
        if stripped.startswith(phrase):
            words = stripped[len(phrase) :]
    first = end - len(words)
    while first < end and body[first].isspace():
        first += 1
    last = end
    while last > first and body[last - 1] in " \t\r\n.,;":
        last -= 1
    for word in (" and", " together with", " и", " вместе с"):
        if body[first:last].endswith(word):
            last -= len(word)
    return first, last


_ANYBODY = re.compile(r"(?:the\s)?(?:\w+\s){0,3}(?:NGOs?|organi[sz]ations|groups|НПО|организации)", re.IGNORECASE)
_SMALL_WORDS = re.compile(r"(?:[a-z][\w'’-]*\s){2}")  # "requests your urgent …": the sentence goes on, no name
# «Совместное заявление: закон об НПО не должен …»: what the statement says, not whose it is.
_SMALL_IN_RUSSIAN = re.compile(r"(?:[а-яё][\w-]*\s){2}(?!.*[«“\"])")


def read_issuer(body: str, start: int, end: int, labels: dict[str, Any]) -> dict[str, Any] | None:
    """An organisation as the contract writes an issuer; None where the words are no name."""
    whole = body[start:end]
    name, _, bracket = whole.partition("(")
    name = name.strip(" ,;–-")
    if (
        len(name) < 3
        or len(name) > 160
        or not any(c.isupper() for c in name)
        or _SMALL_WORDS.match(name)
        or (_SMALL_IN_RUSSIAN.match(name) and not is_organisation(name))
        or _ANYBODY.fullmatch(name)
    ):
        return None
    if find_dates(name) and len(name) - sum(one.end - one.start for one in find_dates(name)) <= 2:
        return None
    exile = next((phrase for phrase in labels["exile-words"] if phrase in bracket.lower()), None)
    seat, home = None, None
    if exile:
        at = bracket.lower().index(exile)
        seat = _one_country(bracket[at:])
        home = _one_country(bracket[:at]) or _one_country(name)
    else:
        place = name.rpartition(",")[2].strip()  # "Legal Aid Centre, Kazakhstan"
        if place and place != name and _one_country(place) and len(place.split()) <= 3:
            name = name.rpartition(",")[0].strip()
            home = _one_country(bracket) or _one_country(place)
        else:
            home = _one_country(bracket) or _one_country(name)
    return {"name": name, "country": home, "in_exile": seat, "anchor": Anchor.at(body, start, end).as_json()}


_AND_BY = re.compile(r",?\s(?:и\s|совместно с\s)?")
_GENRE_OF = re.compile(
    r"(?:совместное |открытое )?(?:заявление|обращение|пресс-релиз|отч[её]т|доклад|письмо)\s"
    r"|(?:(?:совместный |альтернативный )?(?:доклад|анализ|отч[её]т|обзор)\s)?(?:подготовлен|представлен|составлен|распростран[её]н|опубликован)[аоы]?\s",
    re.IGNORECASE,
)


def issuer_of_heading(text: Text, heading: Passage | None) -> list[dict[str, Any]]:
    """ "Заявление фонда «…»": the organisation whose statement a Russian heading says it is; empty where it names none."""
    genre = _GENRE_OF.match(text.body, heading.start, heading.end) if heading else None
    if genre is None or heading is None:
        return []
    from qalqan.extraction.mentions.names import find_names
    from qalqan.extraction.mentions.russian.plain import in_russian  # its dictionary is for Russian only

    start, end = genre.end(), heading.end
    found: list[dict[str, Any]] = []
    for named in in_russian(text.body, start, end, find_names(text.body, start, end)):
        beside = bool(found) and _AND_BY.fullmatch(text.body, found[-1]["anchor"]["end"], named.start) is not None
        if named.kind == "organisation" and (named.start == start or beside):
            country = _one_country(text.body[named.start : named.end])
            anchor = Anchor.at(text.body, named.start, named.end).as_json()
            name = named.name[:1].upper() + named.name[1:]
            found.append({"name": name, "country": country, "in_exile": None, "anchor": anchor})
    return found


def _one_country(words: str) -> str | None:
    return next((found.code for found in find_countries(words) if len(members(found.code)) == 1), None)
