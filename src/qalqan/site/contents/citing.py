"""How a publication, a passage of it and an entry of the record are cited, in every form of `texts.citation`.

All is made from public rows alone: what was withheld is in no citation. The files for programs are made here too, those
of publications when an edition is written, those of passages and entries when a served site is asked for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from markupsafe import Markup, escape

from qalqan.site.citable import facts_of, number_of, pin_of
from qalqan.site.contents.page import Page
from qalqan.site.holdings import Holdings
from qalqan.site.language import Language
from qalqan.site.rows import (
    CaseRow,
    ClauseRow,
    EvidenceRow,
    InstrumentRow,
    PassageRow,
    RecommendationRow,
    WorkRow,
)
from qalqan.site.standing import steps_until
from qalqan.texts.citation import (
    FORMS,
    SUFFIXES,
    WRITTEN,
    CitedEntry,
    Facts,
    Pin,
    cite_entry_as,
    cite_facts,
    cite_pin,
    hash_of_words,
    style_name,
)

_OWN_STYLE = {"en": "oscola", "ru": "gost"}  # what stands first in the list
_SPOKEN = {"oscola": "en", "chicago": "en", "apa": "en", "gost": "ru"}  # a style has its own language
_RECORDS = tuple(form for form in FORMS if form not in WRITTEN)
_ON_ONE_PAGE = 150  # passages with their citations


@dataclass(frozen=True, slots=True)
class CiteBox:
    """What the box "Cite as" shows: the sentence, the other sentences and the records, each with its name.

    `files` are the records as files, by the name of the form; only publications have them from a disk.
    """

    first: Markup
    others: tuple[tuple[str, str | None, Markup], ...]
    records: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage with its address, the mark of its words and its citation."""

    passage: PassageRow
    number: int
    digest: str
    citation: Markup


def cite_box(work: WorkRow, language: Language) -> CiteBox:
    """A publication in every form; first as its host asks to be cited, else in the form that Refworld prints."""
    facts = facts_of(work)
    others = [(form, cite_facts(facts, form)) for form in _styles(language)]
    return CiteBox(
        first=in_italics(work.cite_as or cite_facts(facts, "refworld", language=language.code)),
        others=tuple((style_name(form), _SPOKEN[form], in_italics(text)) for form, text in others),
        records=tuple((style_name(form), cite_facts(facts, form)) for form in ("bibtex", "csl-json")),
        files=tuple((style_name(form), f"cite/{work.id}.{SUFFIXES[form]}") for form in _RECORDS),
    )


def recommendation_box(asked: RecommendationRow, holdings: Holdings, language: Language) -> CiteBox:
    """A recommendation in every form."""
    return entry_box(_of_recommendation(asked, holdings, language), language)


def clause_citation(clause: ClauseRow, asked: RecommendationRow, holdings: Holdings, language: Language) -> Markup:
    """One demand in the form that Refworld prints."""
    return in_italics(cite_entry_as(_of_clause(clause, asked, holdings, language), language=language.code))


def case_box(case: CaseRow, holdings: Holdings, language: Language) -> CiteBox:
    """A case in every form, by the words of its acts and of what is followed of it."""
    return entry_box(_of_case(case, holdings, language), language)


def law_box(law: InstrumentRow, holdings: Holdings, language: Language) -> CiteBox:
    """A law in every form, by the words on its rules and on its way."""
    return entry_box(_of_law(law, holdings, language), language)


def entry_box(entry: CitedEntry, language: Language) -> CiteBox:
    """An entry of the record in every form: its words, its identifier, the day of the edition, the passages it rests on."""
    others = [(form, cite_entry_as(entry, form, language=language.code)) for form in _styles(language)]
    return CiteBox(
        first=in_italics(cite_entry_as(entry, language=language.code)),
        others=tuple((style_name(form), _SPOKEN[form], in_italics(text)) for form, text in others),
        records=tuple((style_name(form), cite_entry_as(entry, form)) for form in ("bibtex", "csl-json")),
    )


def _of_recommendation(asked: RecommendationRow, holdings: Holdings, language: Language) -> CitedEntry:
    page = f"recommendations/{asked.id}"
    return _entry(language.say("recommendation"), asked.exact, asked.id, page, asked.evidence, holdings, language)


def _of_clause(clause: ClauseRow, asked: RecommendationRow, holdings: Holdings, language: Language) -> CitedEntry:
    page = f"recommendations/{asked.id}#c-{clause.id}"
    return _entry(language.say("demand"), clause.exact, clause.id, page, clause.evidence, holdings, language)


def _of_case(case: CaseRow, holdings: Holdings, language: Language) -> CitedEntry:
    words = [words for act in case.acts for words in act.evidence] + _followed(case.id, holdings)
    return _entry(language.say("case"), case.title, case.id, f"cases/{case.id}", words, holdings, language)


def _of_law(law: InstrumentRow, holdings: Holdings, language: Language) -> CitedEntry:
    words = [words for rule in law.provisions for words in rule.evidence] + _followed(law.id, holdings)
    return _entry(language.say("law"), law.title, law.id, f"laws/{law.id}", words, holdings, language)


def _followed(subject: str, holdings: Holdings) -> list[EvidenceRow]:
    """The words of the steps that had happened by the day of the page."""
    steps = (step for process in holdings.processes_of(subject) for step in steps_until(process, holdings.as_of))
    return [words for step in steps for words in step.evidence]


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


def citing_pages(holdings: Holdings, language: Language) -> Iterator[Page]:
    """Of each publication the citations of its passages, one by one; a long one has several pages."""
    for work in holdings.works.values():
        told = [passage for passage in work.passages if passage.kind != "chrome"]
        parts = [told[at : at + _ON_ONE_PAGE] for at in range(0, len(told), _ON_ONE_PAGE)]
        pages = [
            f"citing/{work.id}" if number == 1 else f"citing/{work.id}-{number}" for number in range(1, len(parts) + 1)
        ]
        facts = holdings.cited[work.id]
        for path, part in zip(pages, parts, strict=True):
            cited = [_cited(work, passage, facts, language) for passage in part]
            values = {"work": work, "cited": cited, "pages": pages, "styles": _patterns(facts, language)}
            data = [{"id": one.passage.id, "number": one.number, "words_sha256": one.digest} for one in cited]
            yield Page(path, "citing.html", values, {"publication": work.id, "passages": data})


def _cited(work: WorkRow, passage: PassageRow, facts: Facts, language: Language) -> CitedPassage:
    citation = in_italics(cite_pin(facts, pin_of(work, passage), language=language.code))
    return CitedPassage(passage, number_of(passage.id), hash_of_words(passage.text), citation)


def _patterns(facts: Facts, language: Language) -> list[tuple[str, str, Markup]]:
    """The other styles, with a sign where the number of a passage stands."""
    pin = Pin("№", "", words_are_whole=False)
    made = ((form, cite_pin(facts, pin, form).rpartition(", words sha256")[0]) for form in _styles(language))
    return [(style_name(form), _SPOKEN[form], in_italics(text)) for form, text in made]


def _styles(language: Language) -> list[str]:
    styles = [form for form in WRITTEN if form != "refworld"]
    return sorted(styles, key=lambda form: form != _OWN_STYLE.get(language.code))


def in_italics(citation: str) -> Markup:
    """A citation with its titles set in italics: they stand between stars."""
    parts = citation.split("*")
    if len(parts) % 2 == 0:
        return escape(citation)
    set_ = (Markup("<cite>{}</cite>").format(part) if number % 2 else escape(part) for number, part in enumerate(parts))
    return Markup("").join(set_)


def address_of_page(path: str, holdings: Holdings, code: str) -> str | None:
    """Where a page is reached, if the edition says where it stands."""
    base = holdings.rows.facts.address
    place, sign, part = path.partition("#")
    return f"{base.rstrip('/')}/pages/{code}/{place}.html{sign}{part}" if base else None


def citing_files(holdings: Holdings) -> Iterator[tuple[str, bytes]]:
    """Of each publication the records that programs import."""
    for work in holdings.works.values():
        facts = holdings.cited[work.id]
        for form in _RECORDS:
            yield f"cite/{work.id}.{SUFFIXES[form]}", cite_facts(facts, form).encode()


def record_of(identifier: str, suffix: str, holdings: Holdings, language: Language) -> bytes | None:
    """The record of a passage or an entry as a file of this suffix; None for what is not known."""
    form = next((form for form, known in SUFFIXES.items() if known == suffix), None)
    if form is None:
        return None
    if found := holdings.passages.get(identifier):
        return cite_pin(facts_of(found[0]), pin_of(*found), form).encode()
    if entry := _entry_named(identifier, holdings, language):
        return cite_entry_as(entry, form).encode()
    return None


def _entry_named(identifier: str, holdings: Holdings, language: Language) -> CitedEntry | None:
    if asked := holdings.recommendations.get(identifier):
        return _of_recommendation(asked, holdings, language)
    if identifier in holdings.clauses:
        return _of_clause(*holdings.clauses[identifier], holdings, language)
    if case := holdings.cases.get(identifier):
        return _of_case(case, holdings, language)
    if law := holdings.instruments.get(identifier):
        return _of_law(law, holdings, language)
    return None


def citations_of(work: WorkRow) -> dict[str, str]:
    """Every form of a publication's citation, for the page as data."""
    facts = facts_of(work)
    return {form: cite_facts(facts, form) for form in FORMS} | {"as_asked": work.cite_as or ""}


def data_of(work: WorkRow) -> dict[str, object]:
    """The publication as data, with its citations."""
    return asdict(work) | {"citations": citations_of(work)}
