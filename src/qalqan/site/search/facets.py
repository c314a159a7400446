"""What publications can be narrowed by: who published, whom and what they speak of, where that stands.

Takes the holdings of an edition; gives rows (facet, value, label, set of publications). Labels of codes are made when
they are shown, in the reader's language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from qalqan.errors import UnknownTerm
from qalqan.site.holdings import Holdings
from qalqan.site.rows import WorkRow
from qalqan.site.search.bits import packed
from qalqan.texts.edtf import bounds
from qalqan.vocabularies.countries import members

Spoken = tuple[str, str, str, str]  # facet, value, label, work


def facet_rows(holdings: Holdings) -> Iterator[tuple[str, str, str, bytes]]:
    """Every value of every facet with its publications."""
    numbers = {work: number for number, work in enumerate(holdings.works)}
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    labels: dict[tuple[str, str], str] = {}
    for facet, value, label, work in _spoken(holdings):
        if work in numbers and value:
            found[facet, value].add(numbers[work])
            labels.setdefault((facet, value), label)
    for facet, value in sorted(found):
        yield facet, value, labels[facet, value], packed(sorted(found[facet, value]))


def _spoken(holdings: Holdings) -> Iterator[Spoken]:
    for work in holdings.works.values():
        yield from _of_work(work)
    yield from _of_demands(holdings)
    yield from _of_subjects(holdings)


def _of_work(work: WorkRow) -> Iterator[Spoken]:
    for code in sorted({state for one in work.countries if one.role == "subject" for state in _states(one.code)}):
        yield "country", code, code, work.id
    for topic in work.topics:
        yield "topic", topic, topic, work.id
    yield "kind", work.kind, work.kind, work.id
    if work.publisher:
        yield "publisher", work.publisher, work.publisher, work.id
    for issuer in work.issuers:
        yield "issuer", issuer.name, issuer.name, work.id
        if issuer.organisation_id:
            yield "organisation", issuer.organisation_id, issuer.name, work.id
    languages = {work.language, *(passage.language for passage in work.passages)}
    for language in sorted(filter(None, languages)):
        yield "language", language, language, work.id
    first, last = bounds(work.published)
    if first and last and (last.year - first.year) < 3:
        for year in range(first.year, last.year + 1):
            yield "year", str(year), str(year), work.id


def _states(code: str) -> frozenset[str]:
    """The States a code stands for: a group of States is also each of its members."""
    try:
        return members(code) | {code}
    except UnknownTerm:
        return frozenset({code})


def _of_demands(holdings: Holdings) -> Iterator[Spoken]:
    for asked in holdings.rows.recommendations:
        for one in (*asked.addressees, *(each for clause in asked.clauses for each in clause.addressees)):
            yield "addressee", one.addressee_class, one.addressee_class, asked.work_id
            yield "addressee-name", one.name, one.name, asked.work_id


def _of_subjects(holdings: Holdings) -> Iterator[Spoken]:
    for case in holdings.cases.values():
        works = holdings.speaking_of(f"cases/{case.id}")
        people = [one for one in holdings.people_of(case) if one.id not in holdings.organisations]
        for name in sorted({one.name for one in people if one.name}):
            for work in works:
                yield "person", name, name, work
    for law in holdings.instruments.values():
        for work in holdings.works_on_law(law.id):
            yield "instrument", law.id, law.title, work
    for body in holdings.organisations.values():
        for work in holdings.speaking_of(f"organisations/{body.id}"):
            yield "organisation", body.id, body.name, work
    for process in holdings.all_processes:
        speaking = {words.work_id for step in process.steps for words in step.evidence}
        page = holdings.page_of(process.subject_id)
        for work in sorted(speaking | (holdings.speaking_of(page) if page else set())):
            yield "process", process.id, process.subject_title, work
