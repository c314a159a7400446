"""Ways in: by topic, publisher, person, whom it concerns, each with its page; and one page that leads to all of them.

A page of a topic or publisher stands under an id made of the name or code itself, so that it is the same in every edition
and on every mirror. A person's stands under her own id, and under each of her names a page that leads to it.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qalqan.site.contents.citing import entry_box
from qalqan.site.contents.entries import of_person
from qalqan.site.contents.page import Page
from qalqan.site.contents.standings import Standing, standing
from qalqan.site.drawings.canvas import Drawing
from qalqan.site.drawings.lifelines import Event, event_line, newest
from qalqan.site.holdings import Holdings, newest_first
from qalqan.site.language import Language
from qalqan.site.rows import CaseRow, InstrumentRow, OrganisationRow, WorkRow
from qalqan.texts.edtf import bounds

_ON_LINE, _ALL = 14, 1_000_000  # events of one timeline
_MOST_WORKS = 60  # of one page; the search leads to the rest


@dataclass(frozen=True, slots=True)
class Entry:
    """A way in: its page, its words, and how many publications stand behind it."""

    page: str
    words: str
    count: int


def named_id(name: str) -> str:
    """The id of something that has no other name than its name."""
    return base64.b32encode(hashlib.sha256(name.encode()).digest()[:5]).decode().lower()


def browse_pages(holdings: Holdings, language: Language) -> Iterator[Page]:
    """The page of all ways in, and the pages of topics, publishers and people."""
    topics, publishers, people = by_topic(holdings), by_publisher(holdings), holdings.cases_of_person
    affected = by_affected(holdings)
    values = {
        "countries": [Entry(f"countries/{code}", language.country(code), len(holdings.about(code))) for code in holdings.countries],
        "topics": _entries([(topic_page(code), language.label("topics", code), len(w)) for code, w in topics.items()]),
        "publishers": _entries([(publisher_page(name), name, len(works)) for name, works in publishers.items()]),
        "people": _entries([(person_page(one), holdings.persons[one].name, len(_works_on_person(one, holdings))) for one in people]),
        "affected": _entries([(affected_page(code), language.label("affected-persons", code), len(works_on(cases, holdings))) for code, cases in affected.items()]),
        "organisations": _entries([(f"organisations/{one}", name, len(_works_of(holdings.organisations[one], holdings))) for one, name in told_apart(holdings.organisations.values(), language)]),
        "laws": _entries([(f"laws/{one}", name, len(holdings.works_on_law(one))) for one, name in told_apart(holdings.instruments.values(), language)]),
    }  # fmt: skip
    yield Page("browse", "browse.html", values, {"pages": [one.page for entries in values.values() for one in entries]})
    for code, works in topics.items():
        yield _topic(code, works, holdings, language)
    for name, works in publishers.items():
        yield _publisher(name, works, holdings, language)
    for one in people:
        yield _person(one, holdings, language)
    for code, cases in affected.items():
        yield _affected(code, cases, holdings, language)
    yield from former_pages(holdings, language)


def topic_page(code: str) -> str:
    return f"topics/{code}" if code.replace("-", "").isalnum() and code.isascii() else f"topics/{named_id(code)}"


def publisher_page(name: str) -> str:
    return f"publishers/{named_id(name)}"


def person_page(one: str) -> str:
    return f"people/{one}"


def affected_page(code: str) -> str:
    return f"affected/{code}"


def by_topic(holdings: Holdings) -> dict[str, list[WorkRow]]:
    found: dict[str, list[WorkRow]] = defaultdict(list)
    for work in holdings.works.values():
        for topic in dict.fromkeys(work.topics):
            found[topic].append(work)
    return dict(sorted(found.items()))


def by_publisher(holdings: Holdings) -> dict[str, list[WorkRow]]:
    found: dict[str, list[WorkRow]] = defaultdict(list)
    for work in holdings.works.values():
        if work.publisher:
            found[work.publisher].append(work)
    return dict(sorted(found.items()))


def by_affected(holdings: Holdings) -> dict[str, list[CaseRow]]:
    """The cases that concern defenders, lawyers, women and so on. It says whom a case concerns, never who anybody is."""
    found: dict[str, list[CaseRow]] = defaultdict(list)
    for case in holdings.cases.values():
        for code in case.affected:
            found[code].append(case)
    return dict(sorted(found.items()))


def works_on(cases: list[CaseRow], holdings: Holdings) -> list[WorkRow]:
    ids = {work for case in cases for work in holdings.speaking_of(f"cases/{case.id}")}
    return newest_first(holdings.works[work] for work in ids if work in holdings.works)


def works_with(page: str, holdings: Holdings) -> list[WorkRow]:
    """The publications out of whose words something on this page was read, newest first."""
    return works_named(holdings.speaking_of(page), holdings)


def works_named(works: set[str], holdings: Holdings) -> list[WorkRow]:
    """The publications of these ids, newest first."""
    return newest_first(holdings.works[work] for work in works if work in holdings.works)


def works_line(works: list[WorkRow], language: Language, title: str, as_of: str) -> Drawing | None:
    """The newest publications along a line of time."""
    dated: list[Event] = [
        (day, work.title, language.label("work-kinds", work.kind), True)
        for work in works
        if (day := bounds(work.published)[0])
    ]
    return event_line(sorted(dated)[-_ON_LINE:], language, cut(title, len(dated), language), as_of) if dated else None


def cut(title: str, many: int, language: Language) -> str:
    """The title of a line of time; of more events than it has room for it says that they are the newest."""
    if many <= _ON_LINE:
        return title
    return language.say(
        "%(title)s: the newest %(num)s of %(all)s", title=title, num=_ON_LINE, all=language.number(many)
    )


def _works_of(body: OrganisationRow, holdings: Holdings) -> list[WorkRow]:
    issued = [w for w in holdings.works.values() if any(one.organisation_id == body.id for one in w.issuers)]
    return newest_first(
        {work.id: work for work in (*issued, *works_with(f"organisations/{body.id}", holdings))}.values()
    )


def _entries(found: list[tuple[str, str, int]]) -> list[Entry]:
    return sorted((Entry(*one) for one in found), key=lambda one: (one.words.casefold(), one.page))


def told_apart(rows: Iterable[InstrumentRow | OrganisationRow], language: Language) -> list[tuple[str, str]]:
    """Ids and names; the country stands after a name that several bear."""
    named = [
        (one.id, language.title(one.title), one.jurisdiction)
        if isinstance(one, InstrumentRow)
        else (one.id, one.name, one.country)
        for one in rows
    ]
    borne = Counter(name.casefold() for _, name, _ in named)
    return [
        (identifier, f"{name} ({language.country(country)})" if country and borne[name.casefold()] > 1 else name)
        for identifier, name, country in named
    ]


def _gathering(path: str, words: str, over: str, works: list[WorkRow], language: Language, **more: object) -> Page:
    values = {"words": words, "over": over, "works": works[:_MOST_WORKS], "more_works": max(len(works) - _MOST_WORKS, 0),
              "cases": [], "standings": [], "own": [], "names": (), "cited": None, **more}  # fmt: skip
    return Page(path, "gathering.html", values, {"name": words, "publications": [work.id for work in works]})


def _topic(code: str, works: list[WorkRow], holdings: Holdings, language: Language) -> Page:
    words = language.label("topics", code)
    title = language.say("Publications on %(what)s", what=words)
    return _gathering(
        topic_page(code), words, language.say("Topic"), works, language,
        drawing=works_line(works, language, title, holdings.as_of), search=("topic", code),
    )  # fmt: skip


def _publisher(name: str, works: list[WorkRow], holdings: Holdings, language: Language) -> Page:
    title = language.say("Publications of %(whom)s", whom=name)
    own = [f"organisations/{one.id}" for one in holdings.organisations.values() if name in (one.name, *one.names)]
    return _gathering(
        publisher_page(name), name, language.say("Publisher"), works, language,
        drawing=works_line(works, language, title, holdings.as_of), search=("publisher", name), own=own,
    )  # fmt: skip


def _works_on_person(one: str, holdings: Holdings) -> list[WorkRow]:
    own = holdings.speaking_of(person_page(one))
    ids = {work.id for work in works_on(holdings.cases_of_person[one], holdings)} | own
    return newest_first(holdings.works[work] for work in ids if work in holdings.works)


def former_pages(holdings: Holdings, language: Language) -> Iterator[Page]:
    """What stands under an address that something had before: a word on where it is now. Nothing that has a page is here."""
    leads: dict[str, dict[str, str]] = defaultdict(dict)
    for former, page, words in holdings.former_pages:
        leads[f"{page.partition('/')[0]}/{former}"][page] = words
    for one in holdings.persons.values():
        for name in (one.name, *one.names):
            # Until there were ids, a person's page stood under her name; two people may bear it.
            leads[f"people/{named_id(name)}"][person_page(one.id)] = one.name
    for former, pages in sorted(leads.items()):
        if former not in pages:
            entries = [Entry(page, words, 0) for page, words in sorted(pages.items())]
            yield Page(former, "former.html", {"entries": entries}, {"now": sorted(pages)})


def _affected(code: str, cases: list[CaseRow], holdings: Holdings, language: Language) -> Page:
    words = language.label("affected-persons", code)
    events = newest(tuple(act for case in cases for act in case.acts), (), language, holdings.as_of, most=_ALL)
    title = cut(language.say("%(name)s in order of time", name=words), len(events), language)
    events = events[-_ON_LINE:]
    return _gathering(
        affected_page(code), words, language.say("Whom it concerns"), works_on(cases, holdings), language,
        drawing=event_line(events, language, title, holdings.as_of) if events else None, search=("q", words), cases=cases,
    )  # fmt: skip


def _person(one: str, holdings: Holdings, language: Language) -> Page:
    person, cases = holdings.persons[one], holdings.cases_of_person[one]
    name = person.name
    processes = [each for subject in (one, *(case.id for case in cases)) for each in holdings.processes_of(subject)]
    standings: list[Standing] = [standing(process, holdings, language) for process in processes]
    acts = tuple(act for case in cases for act in case.acts)
    events = newest(acts, tuple(processes), language, holdings.as_of, most=_ALL)
    title = cut(language.say("%(name)s in order of time", name=name), len(events), language)
    events = events[-_ON_LINE:]
    return _gathering(
        person_page(one), name, language.say("Person"), _works_on_person(one, holdings), language,
        drawing=event_line(events, language, title, holdings.as_of) if events else None, search=("person", name),
        cases=cases, standings=[each for each in standings if each.status], names=person.names,
        cited=entry_box(of_person(person, holdings, language), language),
    )  # fmt: skip
