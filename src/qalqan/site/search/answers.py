"""The answer to a question, in the reader's words: what was understood, what answers and why, what could be narrowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from qalqan.site.language import Language
from qalqan.site.search import ranking
from qalqan.site.search.asked import SORTS, Asked
from qalqan.site.search.catalogue import Catalogue
from qalqan.site.search.excerpts import Excerpt, Places, best_lines, lines_with, pieces, read_excerpts
from qalqan.site.search.matching import Matching
from qalqan.texts.edtf import bounds
from qalqan.texts.search.asked import is_function_word, keys_of_name
from qalqan.texts.search.query import Leaf, Query, Word, read_query
from qalqan.texts.search.telling import listed, told
from qalqan.texts.words import fold
from qalqan.vocabularies.countries import country_named

PAGE = 20
_FACET_VALUES = 12
_SUGGESTED, _COMPARED, _NEAR_ENOUGH = 4, 20_000, 0.75
# The facets that are counted, with the vocabulary of their codes.
SCHEMES = {"country": "countries", "topic": "topics", "kind": "work-kinds", "language": "languages",
           "addressee": "addressee-classes"}  # fmt: skip
COUNTED = ("country", "topic", "publisher", "kind", "language", "year", "addressee", "issuer", "organisation",
           "person", "instrument")  # fmt: skip
_MANY = ("country", "topic", "kind")
_ALONE = ("publisher", "issuer", "person", "organisation", "instrument", "addressee", "language")


@dataclass(frozen=True, slots=True)
class Hit:
    """A publication that answers; `why` says what of the question stands where in it."""

    work_id: str
    title: tuple[tuple[str, bool], ...]
    publisher: str | None
    published: str | None
    kind: str
    language: str | None
    disclaimer: str | None
    why: str
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """An active filter and the address of the question without it."""

    words: str
    without: str


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: how many of the found publications have it, and the address that narrows to them."""

    words: str
    count: int
    address: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    words: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    understood: tuple[str, ...]
    tags: tuple[Tag, ...] = ()
    hits: tuple[Hit, ...] = ()
    total: int = 0
    first: int = 1
    next: str | None = None
    previous: str | None = None
    facets: tuple[Facet, ...] = ()
    suggestions: tuple[tuple[str, str], ...] = ()
    sorts: tuple[tuple[str, str, bool], ...] = ()
    is_asked: bool = True


def answer(catalogue: Catalogue, asked: Asked, spoken: Language, as_of: str) -> Answer:
    """What the edition holds for a question. No question is an error."""
    query, matching = read_query(asked.q), Matching(catalogue, as_of)
    if query.tree is None and not asked.changed(q="", sort="relevance", join="and").pairs():
        sentence = spoken.say("Nothing to look for was typed. Write a word, a name or “a phrase”, or choose a filter.")
        notes = [note.said(spoken.say) for note in query.notes]
        return Answer((sentence, *notes), is_asked=False)
    words, chosen = matching.works(query), _chosen(asked, matching)
    found = _joined(words, chosen, asked, query, catalogue.everything)
    wanted = _telling(query)
    hits = _hits(_page(found, asked, matching, wanted, spoken), wanted, matching, asked, spoken)
    total = found.bit_count()
    return Answer(
        understood=tuple(_understood(asked, query, matching, total, spoken)),
        tags=tuple(_tags(asked, catalogue, spoken)),
        hits=hits,
        total=total,
        first=(asked.page - 1) * PAGE + 1,
        next=asked.changed(page=asked.page + 1).address() if total > asked.page * PAGE else None,
        previous=asked.changed(page=asked.page - 1).address() if asked.page > 1 and total else None,
        facets=tuple(_facets(words, chosen, asked, query, catalogue, spoken)),
        suggestions=tuple(_suggestions(asked, query, matching)),
        sorts=tuple(
            (_sort_words(sort, spoken), asked.changed(sort=sort).address(), sort == asked.sort) for sort in SORTS
        ),
    )


def _chosen(asked: Asked, matching: Matching) -> dict[str, int]:
    """The publications of each active filter."""
    chosen: dict[str, int] = {}
    for name in _MANY:
        sets = [matching.chosen(name, value) for value in getattr(asked, name)]
        if sets:
            every = name == "country" and asked.countries == "all"
            chosen[name] = _all_of(sets) if every else _any_of(sets)
    for name in (*_ALONE, "status"):
        if value := getattr(asked, name):
            chosen[name] = matching.chosen(name, f"{value}@{asked.on}" if name == "status" and asked.on else value)
    since, until = bounds(asked.published_from)[0], bounds(asked.published_to)[1]
    if since or until:
        chosen["year"] = matching.catalogue.within(str(since) if since else None, str(until) if until else None)
    return chosen


def _any_of(sets: Iterable[int]) -> int:
    found = 0
    for one in sets:
        found |= one
    return found


def _all_of(sets: Iterable[int]) -> int:
    found = -1
    for one in sets:
        found &= one
    return found


def _joined(words: int, chosen: dict[str, int], asked: Asked, query: Query, everything: int) -> int:
    """Words and filters together. With "or" between words and countries either will do; other filters always narrow."""
    found = words
    if "country" in chosen:
        found = words | chosen["country"] if _is_either(asked, query) else words & chosen["country"]
    for name, works in chosen.items():
        if name != "country":
            found &= works
    return found & everything


def _is_either(asked: Asked, query: Query) -> bool:
    return asked.join == "or" and query.tree is not None and bool(asked.country)


def _telling(query: Query) -> tuple[Leaf, ...]:
    """What hits are ranked by: not by "of" and "the", unless nothing else is asked."""
    leaves = query.leaves()
    return tuple(one for one in leaves if not (isinstance(one, Word) and is_function_word(one.text))) or leaves


def _page(found: int, asked: Asked, matching: Matching, wanted: tuple[Leaf, ...], spoken: Language) -> list[int]:
    most = asked.page * PAGE
    if asked.sort == "oldest":
        ordered = ranking.oldest_first(found, matching.catalogue.dated, most)
    elif asked.sort == "country":
        mine = matching.catalogue.facets["country"]
        ordered = ranking.by_country(found, (mine[code] for code in sorted(mine, key=spoken.country)), most)
    elif asked.sort == "relevance" and wanted:
        held = [matching.leaf(leaf) for leaf in wanted]
        ordered = ranking.best_first(found, held, matching.catalogue.everything, most)
    else:
        ordered = ranking.newest_first(found, most)
    return ordered[most - PAGE :]


# --- hits -------------------------------------------------------------------------------------------------------------


def _hits(
    page: list[int], leaves: tuple[Leaf, ...], matching: Matching, asked: Asked, spoken: Language
) -> tuple[Hit, ...]:
    catalogue = matching.catalogue
    wanted = {leaf: matching.want(leaf) for leaf in leaves}
    weights = {leaf: ranking.weight(matching.leaf(leaf).works.bit_count(), len(catalogue.works)) for leaf in leaves}
    found: dict[int, dict[Leaf, Places]] = {}
    lines: dict[str, list[int]] = {}
    for number, keys in catalogue.keys_of(_any_of(1 << number for number in page)):
        found[number] = {leaf: lines_with(one, keys) for leaf, one in wanted.items()}
        best = best_lines([(weights[leaf], where) for leaf, where in found[number].items()], keys)
        lines[catalogue.works[number]] = best or [_first_words(keys)]
    excerpts = read_excerpts(catalogue.connection, lines, wanted.values())
    works = _works(catalogue, [catalogue.works[number] for number in page])
    hits = []
    for number in page:
        id_, title, publisher, published, kind, language, disclaimer = works[catalogue.works[number]]
        why = _why(found[number], number, matching, asked, spoken)
        shown = (
            pieces(title, language, wanted.values())
            if any(0 in p.lines for p in found[number].values())
            else ((title, False),)
        )
        hits.append(Hit(id_, shown, publisher, published, kind, language, disclaimer, why, excerpts.get(id_, ())))
    return tuple(hits)


def _first_words(keys: str) -> int:
    """The first passage with more than a heading's words; the first there is where none has."""
    lines = keys.split("\n")
    return next((at for at, line in enumerate(lines) if at and line.count(" ") > 8), 1)


def _works(catalogue: Catalogue, ids: list[str]) -> dict[str, tuple]:
    marks = ", ".join("?" * len(ids))
    rows = catalogue.connection.execute(
        f"SELECT id, title, publisher, published, kind, language, disclaimer FROM works WHERE id IN ({marks})",  # noqa: S608
        ids,
    )
    return {row[0]: row for row in rows}


def _why(found: dict[Leaf, Places], number: int, matching: Matching, asked: Asked, spoken: Language) -> str:
    """What of the question stands where: “court” in the title and in 3 passages; about Kazakhstan."""
    parts = []
    for leaf, where in found.items():
        passages = sum(line > 0 for line in where.lines)
        places = [spoken.say("in the title")] if 0 in where.lines else []
        places += [spoken.say_many("in %(num)s passage", "in %(num)s passages", passages)] if passages else []
        if places:
            parts.append(f"{told(leaf, spoken.say)} {spoken.say(' and ').join(places)}")
    for code in asked.country:
        if matching.chosen("country", code) >> number & 1:
            parts.append(spoken.say("about %(country)s", country=spoken.country(code)))
    return "; ".join(parts)


# --- in words ---------------------------------------------------------------------------------------------------------


def _understood(asked: Asked, query: Query, matching: Matching, total: int, spoken: Language) -> Iterable[str]:
    found = spoken.say_many("%(num)s publication", "%(num)s publications", total)
    where = _where(asked, spoken)
    if query.tree is None:
        yield spoken.say("%(found)s, %(where)s.", found=found, where=where)
    else:
        words = told(query.tree, spoken.say, lambda field, value: _value_words(field, value, spoken))
        if _is_either(asked, query):
            sentence = spoken.say(
                "%(found)s with %(words)s or %(where)s: either is enough.", found=found, words=words, where=where
            )
        else:
            sentence = spoken.say("%(found)s with %(words)s, %(where)s.", found=found, words=words, where=where)
        yield sentence
    for typed, forms in matching.spellings.items():
        also = listed(forms, spoken.say("and"))
        yield spoken.say("“%(word)s” was also looked for as %(forms)s.", word=typed, forms=also)
    for note in (*query.notes, *matching.notes):
        yield note.said(spoken.say)
    for date in (asked.published_from, asked.published_to, asked.on):
        if date and bounds(date) == (None, None):
            yield spoken.say("“%(words)s” is no date and was left out.", words=date)
    if asked.join == "or" and not _is_either(asked, query):
        yield spoken.say("“Or” stands between words and a country: one of them was not given.")


def _where(asked: Asked, spoken: Language) -> str:
    names = [spoken.country(code) for code in asked.country]
    if not names:
        return spoken.say("in all countries")
    if len(names) == 1:
        return spoken.say("about %(country)s", country=names[0])
    if asked.countries == "all":
        return spoken.say("about each of %(countries)s", countries=listed(names, spoken.say("and")))
    return spoken.say("about at least one of %(countries)s", countries=listed(names, spoken.say("or")))


def _value_words(field: str, value: str, spoken: Language) -> str:
    return spoken.country(country_named(value)) if field == "country" and country_named(value) else value


def _tags(asked: Asked, catalogue: Catalogue, spoken: Language) -> Iterable[Tag]:
    for name in _MANY:
        for value in getattr(asked, name):
            left = tuple(one for one in getattr(asked, name) if one != value)
            yield Tag(label_of(name, value, catalogue, spoken), asked.changed(**{name: left}).address())
    for name in _ALONE:
        if value := getattr(asked, name):
            words = f"{facet_words(name, spoken)}: {label_of(name, value, catalogue, spoken)}"
            yield Tag(words, asked.changed(**{name: ""}).address())
    if asked.status:
        kind, _slash, code = asked.status.rpartition("/")
        words = spoken.stage(kind, code)
        if asked.on:
            words = spoken.say("%(status)s on %(date)s", status=words, date=spoken.when(asked.on))
        yield Tag(words, asked.changed(status="", on="").address())
    if asked.published_from:
        date = spoken.when_after(asked.published_from)
        yield Tag(spoken.say("from %(date)s", date=date), asked.changed(published_from="").address())
    if asked.published_to:
        date = spoken.when_after(asked.published_to)
        yield Tag(spoken.say("to %(date)s", date=date), asked.changed(published_to="").address())


def label_of(facet: str, value: str, catalogue: Catalogue, spoken: Language) -> str:
    """A facet's value as a reader knows it."""
    if facet == "country":
        return spoken.country(value)
    if scheme := SCHEMES.get(facet):
        return spoken.label(scheme, value)
    return catalogue.labels[facet].get(value, value)


def facet_words(facet: str, spoken: Language) -> str:
    """What a facet is called."""
    return {
        "country": spoken.say("Country"),
        "topic": spoken.say("Topic"),
        "publisher": spoken.say("Publisher"),
        "kind": spoken.say("Kind"),
        "language": spoken.say("Language"),
        "year": spoken.say("Year"),
        "addressee": spoken.say("Addressee"),
        "issuer": spoken.say("Issued by"),
        "organisation": spoken.say("Organisation"),
        "person": spoken.say("Person"),
        "instrument": spoken.say("Law"),
    }[facet]


def _sort_words(sort: str, spoken: Language) -> str:
    return {
        "relevance": spoken.say("Best first"),
        "newest": spoken.say("Newest first"),
        "oldest": spoken.say("Oldest first"),
        "country": spoken.say("By country"),
    }[sort]


def _facets(
    words: int, chosen: dict[str, int], asked: Asked, query: Query, catalogue: Catalogue, spoken: Language
) -> Iterable[Facet]:
    """Counts over what the other filters leave: so one sees what choosing another value would give."""
    for name in COUNTED:
        others = {facet: works for facet, works in chosen.items() if facet != name}
        within = _joined(words, others, asked, query, catalogue.everything)
        counted = [(value, (works & within).bit_count()) for value, works in catalogue.facets[name].items()]
        counted = [(value, count) for value, count in counted if count or value in _values(asked, name)]
        order = (lambda one: (-int(one[0]),)) if name == "year" else (lambda one: (-one[1], one[0]))
        counted.sort(key=order)
        shown = tuple(
            Value(
                label_of(name, value, catalogue, spoken),
                count,
                _narrowed(asked, name, value),
                value in _values(asked, name),
            )
            for value, count in counted[:_FACET_VALUES]
        )
        if name == "country":
            everywhere = Value(
                spoken.say("All countries"),
                within.bit_count(),
                asked.changed(country=(), everywhere=True).address(),
                not asked.country,
            )
            shown = (everywhere, *shown)
        if shown:
            yield Facet(name, facet_words(name, spoken), shown)


def _values(asked: Asked, name: str) -> tuple[str, ...]:
    if name == "year":
        return (asked.published_from,) if asked.published_from == asked.published_to else ()
    value = getattr(asked, name)
    return value if isinstance(value, tuple) else (value,)


def _narrowed(asked: Asked, name: str, value: str) -> str:
    if name == "year":
        return asked.changed(published_from=value, published_to=value).address()
    if name in _MANY:
        return asked.changed(**{name: tuple(dict.fromkeys((*getattr(asked, name), value)))}).address()
    return asked.changed(**{name: value}).address()


def _suggestions(asked: Asked, query: Query, matching: Matching) -> Iterable[tuple[str, str]]:
    """Did you mean: for each word that no publication holds the written words spelled nearly so, in any script."""
    for leaf in query.leaves():
        if not isinstance(leaf, Word) or len(leaf.text) < 4 or matching.leaf(leaf).works:
            continue
        found: dict[str, float] = {}
        for typed in sorted({fold(leaf.text), *keys_of_name(leaf.text)}):
            known = {}
            for key, form in matching.catalogue.forms_like(typed[:1])[:_COMPARED]:
                known.setdefault(key, form)
                known.setdefault(form.lower(), form)
            alike = DamerauLevenshtein.normalized_similarity
            for near, score, _at in process.extract(
                typed, list(known), scorer=alike, score_cutoff=_NEAR_ENOUGH, limit=8
            ):
                form = known[near]
                if form.casefold() != leaf.text.casefold():
                    found[form] = max(score, found.get(form, 0.0))
        for form in sorted(found, key=lambda one: (-found[one], one))[:_SUGGESTED]:
            yield form, asked.changed(q=asked.q.replace(leaf.text, form)).address()
