"""The rows of an edition, found by id, by subject and by country.

Takes EditionRows; gives what a page needs of them, in an order that says nothing about the desk: by date, then title.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast

from qalqan.site.citable import facts_of, number_of
from qalqan.site.division import divided, part_of, part_page, room_beside, weight
from qalqan.site.readings import KINDS, VISIT_KINDS, MarkRow, readings
from qalqan.site.rows import (
    ActRow,
    CaseRow,
    ClauseRow,
    EditionRows,
    EvidenceRow,
    InstrumentRow,
    LineageRow,
    OrganisationRow,
    PassageRow,
    PersonEntryRow,
    PersonRow,
    ProcessRow,
    RecommendationRow,
    RelatedRow,
    SituationRow,
    WorkRow,
)
from qalqan.texts.citation import Facts
from qalqan.texts.edtf import bounds

T = TypeVar("T")
LEDGERS = {"liberty": "held", "bill": "laws", "ngo-status": "organisations"} | dict.fromkeys(VISIT_KINDS, "visits")


@dataclass(frozen=True)
class Holdings:
    """One edition, looked up. `as_of` is the day that the pages speak of."""

    rows: EditionRows
    as_of: str

    def kept(self, name: str, made: Callable[[], T]) -> T:
        """What was made once of these rows and is looked up again and again."""
        if name not in self._kept:
            self._kept[name] = made()
        return cast("T", self._kept[name])

    @cached_property
    def _kept(self) -> dict[str, object]:
        return {}

    @cached_property
    def recommendations(self) -> dict[str, RecommendationRow]:
        return {asked.id: asked for asked in self.rows.recommendations}

    @cached_property
    def works(self) -> dict[str, WorkRow]:
        return {work.id: work for work in newest_first(self.rows.works)}

    @cached_property
    def clauses(self) -> dict[str, tuple[ClauseRow, RecommendationRow]]:
        return {clause.id: (clause, asked) for asked in self.rows.recommendations for clause in asked.clauses}

    @cached_property
    def cases(self) -> dict[str, CaseRow]:
        return {case.id: case for case in sorted(self.rows.cases, key=lambda case: (case.title, case.id))}

    @cached_property
    def instruments(self) -> dict[str, InstrumentRow]:
        return {law.id: law for law in sorted(self.rows.instruments, key=lambda law: (law.title, law.id))}

    @cached_property
    def organisations(self) -> dict[str, OrganisationRow]:
        return {one.id: one for one in sorted(self.rows.organisations, key=lambda one: (one.name, one.id))}

    @cached_property
    def persons(self) -> dict[str, PersonEntryRow]:
        return {one.id: one for one in sorted(self.rows.persons, key=lambda one: (one.name, one.id))}

    @cached_property
    def cases_of_person(self) -> dict[str, list[CaseRow]]:
        """The cases in which each person of this edition is named, in the order of their titles."""
        found: dict[str, list[CaseRow]] = {one: [] for one in self.persons}
        for case in self.cases.values():
            for one in dict.fromkeys(person.id for person in self.people_of(case)):
                if one in found:
                    found[one].append(case)
        return found

    @cached_property
    def _passages(self) -> dict[tuple[str, str], int]:
        return {
            (work.id, passage.id): number_of(passage.id, position)
            for work in self.rows.works
            for position, passage in enumerate(work.passages, start=1)
        }

    @cached_property
    def passages(self) -> dict[str, tuple[WorkRow, PassageRow]]:
        """Every published passage with its publication, by its id."""
        return {passage.id: (work, passage) for work in self.rows.works for passage in work.passages}

    @cached_property
    def cited(self) -> dict[str, Facts]:
        """What citations need to know of each publication."""
        return {work.id: facts_of(work) for work in self.rows.works}

    @cached_property
    def _processes_of(self) -> dict[str, list[ProcessRow]]:
        found: dict[str, list[ProcessRow]] = defaultdict(list)
        for process in sorted(
            self.rows.processes, key=lambda process: (process.kind, process.subject_title, process.id)
        ):
            found[process.subject_id or ""].append(process)
        return found

    @cached_property
    def division(self) -> dict[str, tuple[int, ...]]:
        """Of each long publication the passages (counted from 0) at which further pages of its text begin."""
        found: dict[str, tuple[int, ...]] = {}
        for work in self.rows.works:
            weights = [weight(one.text, len(self.marks.get((work.id, one.id), ()))) for one in work.passages]
            asked = [len(one.clauses) for one in self.recommendations_of(work.id)]
            found[work.id] = divided(weights, room_beside(asked))
        return {work: starts for work, starts in found.items() if starts}

    def place_of(self, work_id: str, passage_id: str) -> str:
        """The page on which a passage stands."""
        starts = self.division.get(work_id)
        place = self._places.get((work_id, passage_id)) if starts else None
        page = f"publications/{work_id}"
        return page if place is None or starts is None else part_page(page, part_of(place, starts))

    @cached_property
    def _places(self) -> dict[tuple[str, str], int]:
        return {
            (work, passage.id): place
            for work in self.division
            for place, passage in enumerate(self.works[work].passages)
        }

    def place_of_process(self, process: ProcessRow) -> str:
        """Where something that is followed stands: on its subject's page, else in the ledger of its kind."""
        page = self.page_of(process.subject_id) or LEDGERS.get(process.kind, "browse")
        return f"{page}#pr-{process.id}"

    def number(self, words: EvidenceRow) -> int | None:
        """The number of the passage, as citations give it."""
        return self._passages.get((words.work_id, words.passage_id))

    def language_of(self, work_id: str) -> str | None:
        work = self.works.get(work_id)
        return work.language if work else None

    def processes_of(self, subject_id: str) -> list[ProcessRow]:
        return self._processes_of.get(subject_id, [])

    def process_named(self, identifier: str) -> ProcessRow | None:
        """What is followed under this identifier."""
        return next((one for one in self.rows.processes if one.id == identifier), None)

    def processes(self, *kinds: str) -> list[ProcessRow]:
        return [process for process in self.all_processes if process.kind in kinds]

    @cached_property
    def all_processes(self) -> list[ProcessRow]:
        order = lambda process: (process.country or "", process.subject_title, process.id)  # noqa: E731
        return sorted(self.rows.processes, key=order)

    def page_of(self, subject_id: str | None) -> str | None:
        """The page of a case, law, organisation or person, or None for what has none; also under a former id."""
        return self._pages.get(subject_id or "")

    @cached_property
    def _pages(self) -> dict[str, str]:
        kinds = (
            ("cases", self.cases), ("laws", self.instruments), ("organisations", self.organisations),
            ("people", self.persons),
        )  # fmt: skip
        pages = {former: page for former, page, _words in self.former_pages}
        return pages | {one: f"{folder}/{one}" for folder, held in kinds for one in held}

    @cached_property
    def former_pages(self) -> list[tuple[str, str, str]]:
        """Ids that something once had: the id, the page it leads to now, and what stands there."""
        kinds: tuple[tuple[str, Iterable[CaseRow | InstrumentRow | OrganisationRow | PersonEntryRow]], ...] = (
            ("cases", self.cases.values()), ("laws", self.instruments.values()),
            ("organisations", self.organisations.values()), ("people", self.persons.values()),
        )  # fmt: skip
        return [
            (former, f"{folder}/{one.id}", one.title if isinstance(one, CaseRow | InstrumentRow) else one.name)
            for folder, held in kinds
            for one in held
            for former in one.aliases
        ]

    def recommendations_of(self, work_id: str) -> list[RecommendationRow]:
        """In the order of the publication."""
        return self._recommendations_of.get(work_id, [])

    @cached_property
    def _recommendations_of(self) -> dict[str, list[RecommendationRow]]:
        found: dict[str, list[RecommendationRow]] = defaultdict(list)
        for asked in self.rows.recommendations:
            found[asked.work_id].append(asked)
        for mine in found.values():
            mine.sort(key=lambda asked: (self._place(asked.evidence), asked.number or "", asked.id))
        return found

    def _place(self, evidence: tuple[EvidenceRow, ...]) -> tuple[int, int]:
        return min(((self.number(words) or 0, words.start) for words in evidence), default=(0, 0))

    def about(self, country: str) -> list[WorkRow]:
        """Publications that have this country as a subject."""
        return [
            work
            for work in self.works.values()
            if any(c.code == country and c.role == "subject" for c in work.countries)
        ]

    def asked_of(self, country: str) -> list[tuple[RecommendationRow, ClauseRow]]:
        """Demands that concern a country, newest publication first."""
        return [
            (asked, clause)
            for work_id in self.works
            for asked in self.recommendations_of(work_id)
            for clause in asked.clauses
            if country in countries_of(clause, asked)
        ]

    def situations_of(self, country: str) -> list[SituationRow]:
        mine = [row for row in self.rows.situations if row.country == country]
        return sorted(mine, key=lambda row: (row.date or "", row.exact))

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """The edition's countries in its order, then others that publications have as a subject."""
        own = self.rows.facts.countries
        others = {
            country.code
            for work in self.rows.works
            for country in work.countries
            if country.role == "subject" and len(country.code) == 3 and country.code.isalpha()
        }
        return (*own, *sorted(others - set(own)))

    @cached_property
    def marks(self) -> dict[tuple[str, str], list[MarkRow]]:
        """What was read out of each passage, by work and passage."""
        found: dict[tuple[str, str], list[MarkRow]] = defaultdict(list)
        for words, kind, scheme, label, page in readings(self.rows, self.page_of):
            found[words.work_id, words.passage_id].append(MarkRow(kind, words.start, words.end, label, scheme, page))
        for marks in found.values():
            marks.sort(key=lambda mark: (mark.start, -mark.end, KINDS.index(mark.kind), mark.page))
        return found

    @cached_property
    def _speaking(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for words, _, _, _, page in readings(self.rows, self.page_of):
            found[page].add(words.work_id)
        for identifier, acts in self._acts_against.items():
            if page := self._pages.get(identifier):
                found[page] |= {words.work_id for act in acts for words in act.evidence}
        return found

    @cached_property
    def _acts_against(self) -> dict[str, list[ActRow]]:
        found: dict[str, list[ActRow]] = defaultdict(list)
        for case in self.cases.values():
            for act in case.acts:
                for identifier in dict.fromkeys(one.id for one in act.victims if one.id):
                    found[identifier].append(act)
        return found

    def acts_against(self, identifier: str) -> list[ActRow]:
        """What was done to a person or an organisation that has a page."""
        return self._acts_against.get(identifier, [])

    @cached_property
    def _appealed_to(self) -> dict[str, set[str]]:
        named = {
            name.casefold(): law.id for law in reversed(self.instruments.values()) for name in (*law.names, law.title)
        }
        found: dict[str, set[str]] = defaultdict(set)
        for standard in self.rows.standards:
            if law := named.get(standard.instrument.casefold()):
                found[law] |= {words.work_id for words in standard.evidence}
        return found

    def works_on_law(self, law: str) -> set[str]:
        """The publications that speak of a law or appeal to it as a standard."""
        return self.speaking_of(f"laws/{law}") | self._appealed_to.get(law, set())

    def speaking_of(self, page: str) -> set[str]:
        """The publications out of whose words something on this page was read."""
        return self._speaking.get(page, set())

    def people_of(self, case: CaseRow) -> list[PersonRow]:
        """Everybody of a case, those named in its acts too."""
        return list(dict.fromkeys((*case.people, *(one for act in case.acts for one in act.victims))))

    @cached_property
    def subjects_of(self) -> dict[str, list[tuple[str, str, frozenset[str]]]]:
        """For each work the cases, laws and organisations it speaks of: the page, the title, all works that speak of it."""
        speaking = self._speaking
        named = [
            *((f"cases/{one.id}", one.title) for one in self.cases.values()),
            *((f"laws/{one.id}", one.title) for one in self.instruments.values()),
            *((f"organisations/{one.id}", one.name) for one in self.organisations.values()),
        ]
        found: dict[str, list[tuple[str, str, frozenset[str]]]] = defaultdict(list)
        for page, title in named:
            works = frozenset(speaking.get(page, ()))
            for work_id in works:
                found[work_id].append((page, title, works))
        return found

    @cached_property
    def lineages_of(self) -> dict[str, list[LineageRow]]:
        """For each work the texts it has in common with other publications."""
        found: dict[str, list[LineageRow]] = defaultdict(list)
        for row in self.rows.lineages:
            for work_id in row.works:
                found[work_id].append(row)
        return found

    def same_text_as(self, work_id: str) -> int:
        """In how many other publications the text of this one stands."""
        return len({other for row in self.lineages_of.get(work_id, ()) for other in row.works} - {work_id})

    @cached_property
    def related_to(self) -> dict[str, list[tuple[WorkRow, RelatedRow]]]:
        """For each work the others that name it, with what they say they are to it."""
        found: dict[str, list[tuple[WorkRow, RelatedRow]]] = defaultdict(list)
        for work in self.works.values():
            for row in work.related:
                if row.id and row.id != work.id:
                    found[row.id].append((work, row))
        return found


def newest_first(works: Iterable[WorkRow]) -> list[WorkRow]:
    """By date of publication, undated last; then by title."""
    dated = lambda work: (bounds(work.published)[1] or bounds("0001")[0], work.published or "")  # noqa: E731
    by_title = sorted(works, key=lambda work: (work.title, work.id))
    return sorted(by_title, key=dated, reverse=True)


def countries_of(clause: ClauseRow, asked: RecommendationRow) -> tuple[str, ...]:
    """The countries a demand concerns: its own, or those of its addressees, or those of the whole recommendation."""
    named = clause.countries or tuple(code for one in clause.addressees for code in one.countries)
    return named or asked.countries
