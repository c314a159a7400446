"""Persons and organisations named in a Russian text, the longer name first and the names inside it after it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from qalqan.extraction.mentions.russian import model
from qalqan.extraction.mentions.russian.morphology import parses, readings
from qalqan.extraction.mentions.russian.nominative import organisation_called, person_called
from qalqan.extraction.mentions.russian.signs import add_signs
from qalqan.extraction.mentions.russian.signs_of_others import add_model_signs, inside_signs
from qalqan.extraction.mentions.russian.tagger import Weights, tagged, weights
from qalqan.extraction.mentions.russian.words import Word, load_lists, stem_of, words_of

AS_OFTEN = 0.5  # of the times a word is written, so often it must be named to be one everywhere in the text
DEEPEST = 3  # names in names: the press service of the department of the ministry
_OF_THE_STATE = {"heads-state", "heads-chamber", "heads-justice", "heads-force", "heads-power", "bodies"}
_ASKED = dict.fromkeys(("от", "из", "у", "для", "без", "против", "кроме", "около", "до"), "gent")
_ASKED |= {"к": "datv", "ко": "datv", "о": "loct", "об": "loct", "при": "loct", "над": "ablt", "между": "ablt"}
_OF_HIM = re.compile(r"\w{4,}(?:ого|его)")
_PAIRS = (("«", "»"), ("“", "”"), ("„", "“"), ('"', '"'))
# «Сеть поддержки» (Support Network, SN): what a body is called in its own language, and for short
_ALSO = re.compile(
    r"[»”\"]?\s\((?:[а-яё]{2,9}\.:?\s)?(?P<name>[A-Z][\w’'.&-]+(?:\s[\w’'.&-]+){0,8})(?:,\s(?P<short>[A-ZА-ЯЁ]{2,8}))?\)"
)


class Span(NamedTuple):
    """A name at `body[start:end]`; `depth` 0 where it stands in no longer name."""

    start: int
    end: int
    label: str  # PER or ORG
    depth: int


def spans_named(body: str, sentences: Sequence[tuple[int, int]]) -> list[Span]:
    """The names of a text whose sentences are given, in order of place, each before those inside it."""
    read = words_with_signs(body, sentences)
    outer, inner = _taggers()
    out: list[Span] = []
    for words in read:
        found = spans_of(body, words, tagged([word.signs for word in words], outer, [word.seen for word in words]), 0)
        out += found
        out += inside(body, words, found, inner)
    out += also_called(body, out)
    out += named_elsewhere(read, out)
    return sorted(set(out), key=lambda one: (one.start, -one.end))


@cache
def _taggers() -> tuple[Weights, Weights]:
    """The taggers of whole names and of names in names; who forks to read many files loads them once for all."""
    load_lists()
    return weights("with-model" if model.is_installed() else "without-model"), weights("inside")


def words_with_signs(body: str, sentences: Sequence[tuple[int, int]]) -> list[list[Word]]:
    """The words of every sentence, with all their signs."""
    read = [words for start, end in sentences if (words := words_of(body, start, end))]
    add_signs(read)
    add_model_signs(read, model.heard_from_model(body, sentences))
    return read


def spans_of(body: str, words: Sequence[Word], labels: Sequence[str], depth: int) -> list[Span]:
    """The spans that labels draw over words."""
    out: list[tuple[int, int, str]] = []
    for n, label in enumerate(labels):
        goes_on = label[0] == "I" and n and labels[n - 1] != "O" and labels[n - 1][2:] == label[2:]
        if goes_on:
            out[-1] = (out[-1][0], words[n].end, out[-1][2])
        elif label != "O":
            out.append((words[n].start, words[n].end, label[2:]))
    return [_with_quotes(body, *one, depth) for one in _without_verbs(words, out)]


def _without_verbs(words: Sequence[Word], drawn: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """A name ends where a verb says something of it; what follows the verb is a name where it has a capital."""
    for start, end, label in drawn:
        verbs = [
            word
            for word in words
            if start < word.start < end and word.shape == "a" and word.grammar[:4] == "VERB" and len(word.form) > 3
        ]
        if (
            label != "ORG"
            or not verbs
            or any(word.shape == "«" or word.form == '"' for word in words if start <= word.start < end)
        ):
            yield start, end, label
            continue
        for first, last in zip(
            [start, *(verb.end for verb in verbs)], [*(verb.start for verb in verbs), end], strict=True
        ):
            held = [word for word in words if first <= word.start and word.end <= last]
            if held and (first == start or held[0].shape[0] == "A"):
                yield held[0].start, held[-1].end, label


def _with_quotes(body: str, start: int, end: int, label: str, depth: int) -> Span:
    """A name keeps the quotation marks within it in pairs, and lays off those around it."""
    for opens, closes in _PAIRS:
        inside_ = body[start:end]
        missing = inside_.count(opens) % 2 if opens == closes else inside_.count(opens) - inside_.count(closes)
        if missing > 0 and body[end : end + 1] == closes:
            end += 1
    if end - start > 2 and any(body[start] == opens and body[end - 1] == closes for opens, closes in _PAIRS):
        start, end = start + 1, end - 1
    return Span(start, end, label, depth)


def inside(body: str, words: Sequence[Word], outer: Sequence[Span], by: Weights) -> Iterator[Span]:
    """The names inside names: "Главное управление МВД" names the ministry too."""
    for span in outer:
        held = [word for word in words if span.start <= word.start and word.end <= span.end]
        if span.label != "ORG" or len(held) < 2 or span.depth >= DEEPEST:
            continue
        found = spans_of(body, held, tagged(inside_signs(held), by), span.depth + 1)
        found = [one for one in found if (one.start, one.end) != (span.start, span.end)]
        yield from found
        yield from inside(body, words, found, by)


def also_called(body: str, spans: Sequence[Span]) -> list[Span]:
    """The names in brackets behind the name of an organisation that no tagger found."""
    taken = {(span.start, span.end) for span in spans}
    out = []
    for span in spans:
        found = _ALSO.match(body, span.end) if span.label == "ORG" and not span.depth else None
        for start, end in (found.span("name"), found.span("short")) if found else ():
            if start >= 0 and not any(a < end and start < b for a, b in taken):
                out.append(Span(start, end, "ORG", 0))
    return out


def named_elsewhere(sentences: Sequence[Sequence[Word]], spans: Sequence[Span]) -> Iterator[Span]:
    """The bare words that the same text names at least as often as not: once «Искра» is a company, Искре is one too."""
    covered = sorted((span.start, span.end, span.label) for span in spans if not span.depth)
    starts = [start for start, _, _ in covered]
    written: Counter[str] = Counter()
    named: dict[str, Counter[str]] = {}
    bare: list[Word] = []
    for words in sentences:
        for n, word in enumerate(words):
            if word.shape[0] != "A":
                continue
            written[word.stem] += 1
            at = bisect_right(starts, word.start) - 1
            if at >= 0 and covered[at][:2] == (word.start, word.end):
                named.setdefault(word.stem, Counter())[covered[at][2]] += 1
            elif not (at >= 0 and word.start < covered[at][1]) and not (n == 0 and "c" in word.kinds):
                bare.append(word)
    for word in bare:
        for label, times in sorted(named.get(word.stem, Counter()).items()):
            if times >= AS_OFTEN * written[word.stem]:
                yield Span(word.start, word.end, label, 0)
                break


class RussianName(NamedTuple):
    """A name at `body[start:end]`, as it is called; `kind` is person, organisation or state-body."""

    start: int
    end: int
    name: str
    kind: Literal["person", "organisation", "state-body"]
    depth: int


def russian_names(body: str, sentences: Sequence[tuple[int, int]]) -> list[RussianName]:
    """The names of a Russian text in order, each before those inside it, persons and organisations in the nominative."""
    words = {word.start: (word, before) for row in _rows(body, sentences) for before, word in row}
    found = [_called(body, span, words) for span in spans_named(body, sentences)]
    surnames: dict[str, set[str]] = {}
    for one in found:
        if one.kind == "person" and " " in one.name:
            last = re.split(r"[\s.]", one.name)[-1]
            surnames.setdefault(stem_of(last), set()).add(last)
    return [_as_elsewhere(one, surnames) for one in found]


def _rows(body: str, sentences: Sequence[tuple[int, int]]) -> Iterator[list[tuple[Word | None, Word]]]:
    for start, end in sentences:
        read = words_of(body, start, end)
        yield list(zip([None, *read], read, strict=False))


def _called(body: str, span: Span, words: dict[int, tuple[Word, Word | None]]) -> RussianName:
    printed = " ".join(body[span.start : span.end].split())
    if span.label == "PER":
        before = words[span.start][1] if span.start in words else None
        return RussianName(
            span.start,
            span.end,
            person_called(printed, case_beside(before), gender_beside(before)),
            "person",
            span.depth,
        )
    held = [words[at][0] for at in range(span.start, span.end) if at in words]
    told = [(w.form, w.cases, "ADJF" in w.grammar or "PRTF" in w.grammar, "heads" in w.classes) for w in held]
    is_body = any(_OF_THE_STATE & set(word.classes) for word in held[:3])
    return RussianName(
        span.start,
        span.end,
        organisation_called(printed, told),
        "state-body" if is_body else "organisation",
        span.depth,
    )


def case_beside(before: Word | None) -> str:
    """The case that the word before a name asks for: "адвоката …" the genitive, "к …" the dative."""
    if before is None:
        return ""
    asked = _ASKED.get(before.form.lower())
    if asked:
        return asked
    if {"roles", "kin"} & set(before.classes):
        if len(before.cases) == 1:
            return next(iter(before.cases))
        if before.cases <= {"gent", "accs"}:  # "блогера Ерлана …": a man's two cases are one form
            return "gent"
    if _OF_HIM.fullmatch(before.form.lower()) and before.cases <= {"gent", "accs"}:
        return "gent"  # "задержанного Акмаля …"
    return "accs" if _takes_an_object(before.form.lower()) else ""


def _takes_an_object(verb: str) -> bool:
    """Whether one person named right after a verb can only be its object: "задержали …", "освободить …"."""
    read = parses(verb)[:1]
    return any("tran" in one.tag and ("INFN" in one.tag or ("VERB" in one.tag and "plur" in one.tag)) for one in read)


def gender_beside(before: Word | None) -> str:
    """ "жена", "журналистка": a woman. A man's word says nothing, women are адвокат too."""
    if before is None or not {"roles", "kin"} & set(before.classes):
        return ""
    return "femn" if readings(before.form.lower())[0].gender == "femn" else ""


def _as_elsewhere(one: RussianName, surnames: dict[str, set[str]]) -> RussianName:
    """A bare surname in the form that the text's one full name with it has: "Аскарова" may be Аскаров."""
    if one.kind != "person" or " " in one.name or "." in one.name:
        return one
    known = surnames.get(stem_of(one.name), set())
    return one._replace(name=next(iter(known))) if len(known) == 1 else one
