"""Each kind of entry as a citation needs it: its word, what it says, where its page stands, the passages it rests on.

Public rows alone are read; of a process only the steps that had happened by the day of the page.
"""

from __future__ import annotations

from collections.abc import Sequence

from qalqan.site.citable import pin_of
from qalqan.site.holdings import Holdings
from qalqan.site.language import Language
from qalqan.site.rows import (
    CaseRow,
    ClauseRow,
    EvidenceRow,
    InstrumentRow,
    OrganisationRow,
    PersonEntryRow,
    ProcessRow,
    RecommendationRow,
)
from qalqan.site.standing import status, steps_until
from qalqan.texts.citation import CitedEntry


def of_recommendation(asked: RecommendationRow, holdings: Holdings, language: Language) -> CitedEntry:
    page = f"recommendations/{asked.id}"
    return _entry(language.say("recommendation"), asked.exact, asked.id, page, asked.evidence, holdings, language)


def of_clause(clause: ClauseRow, asked: RecommendationRow, holdings: Holdings, language: Language) -> CitedEntry:
    page = f"recommendations/{asked.id}#c-{clause.id}"
    return _entry(language.say("demand"), clause.exact, clause.id, page, clause.evidence, holdings, language)


def of_case(case: CaseRow, holdings: Holdings, language: Language) -> CitedEntry:
    words = [words for act in case.acts for words in act.evidence] + _followed(case.id, holdings)
    return _entry(language.say("case"), case.title, case.id, f"cases/{case.id}", words, holdings, language)


def of_law(law: InstrumentRow, holdings: Holdings, language: Language) -> CitedEntry:
    words = [words for rule in law.provisions for words in rule.evidence] + _followed(law.id, holdings)
    return _entry(language.say("law"), language.title(law.title), law.id, f"laws/{law.id}", words, holdings, language)


def of_organisation(body: OrganisationRow, holdings: Holdings, language: Language) -> CitedEntry:
    """By the words on its way and on what was done to it."""
    words = _followed(body.id, holdings) + _suffered(body.id, holdings)
    page = f"organisations/{body.id}"
    return _entry(language.say("organisation"), body.name, body.id, page, words, holdings, language)


def of_person(person: PersonEntryRow, holdings: Holdings, language: Language) -> CitedEntry:
    """By the words on what was done to her and on what is followed of her or of a case of hers."""
    cases = [case.id for case in holdings.cases_of_person.get(person.id, ())]
    words = _suffered(person.id, holdings)
    words += [one for subject in (person.id, *cases) for one in _followed(subject, holdings)]
    page = f"people/{person.id}"
    return _entry(language.say("person"), person.name, person.id, page, words, holdings, language)


def of_process(process: ProcessRow, holdings: Holdings, language: Language) -> CitedEntry:
    """What is followed, with where it stood on the day: a status without its day is false."""
    now = status(process, holdings.as_of)
    says = language.subject_of(process)
    if now is not None:
        stage = language.stage(process.kind, now.stage)
        says = f"{says}: {stage}, {language.when(now.date)}" if now.date else f"{says}: {stage}"
    kind, words = language.label("processes", process.kind), _told(process, holdings)
    return _entry(kind, says, process.id, holdings.place_of_process(process), words, holdings, language)


def entry_named(identifier: str, holdings: Holdings, language: Language) -> CitedEntry | None:
    """The entry of this identifier; None for what is not known."""
    if asked := holdings.recommendations.get(identifier):
        return of_recommendation(asked, holdings, language)
    if identifier in holdings.clauses:
        return of_clause(*holdings.clauses[identifier], holdings, language)
    if case := holdings.cases.get(identifier):
        return of_case(case, holdings, language)
    if law := holdings.instruments.get(identifier):
        return of_law(law, holdings, language)
    if body := holdings.organisations.get(identifier):
        return of_organisation(body, holdings, language)
    if person := holdings.persons.get(identifier):
        return of_person(person, holdings, language)
    process = holdings.process_named(identifier)
    return of_process(process, holdings, language) if process else None


def address_of_page(path: str, holdings: Holdings, code: str) -> str | None:
    """Where a page is reached, if the edition says where it stands."""
    base = holdings.rows.facts.address
    place, sign, part = path.partition("#")
    return f"{base.rstrip('/')}/pages/{code}/{place}.html{sign}{part}" if base else None


def _followed(subject: str, holdings: Holdings) -> list[EvidenceRow]:
    return [words for process in holdings.processes_of(subject) for words in _told(process, holdings)]


def _told(process: ProcessRow, holdings: Holdings) -> list[EvidenceRow]:
    """The words of the steps that had happened by the day of the page."""
    return [words for step in steps_until(process, holdings.as_of) for words in step.evidence]


def _suffered(identifier: str, holdings: Holdings) -> list[EvidenceRow]:
    """The words of the acts of which somebody with a page of her own is the victim."""
    return [words for act in holdings.acts_against(identifier) for words in act.evidence]


def _entry(
    kind: str,
    says: str,
    identifier: str,
    page: str,
    evidence: Sequence[EvidenceRow],
    holdings: Holdings,
    language: Language,
) -> CitedEntry:
    """`kind` is the word for it in the reader's language, `page` where it stands."""
    facts = holdings.rows.facts
    rests_on = []
    for work_id, passage_id in dict.fromkeys((one.work_id, one.passage_id) for one in evidence if not one.against):
        found = holdings.passages.get(passage_id)
        if found is not None and work_id in holdings.cited:
            rests_on.append((holdings.cited[work_id], pin_of(*found)))
    return CitedEntry(
        record=f"{facts.publisher}, {facts.title}" if facts.publisher else facts.title,
        kind=kind,
        says=says,
        identifier=identifier,
        as_of=holdings.as_of,
        url=address_of_page(page, holdings, language.code) or "",
        rests_on=tuple(rests_on),
    )
