"""How a publication, a passage of it and an entry of the record are cited, in every form of `texts.citation`.

All is made from public rows alone: what was withheld is in no citation. The files for programs are made here too, those
of publications when an edition is written, those of passages and entries when a served site is asked for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from markupsafe import Markup, escape

from qalqan.site.citable import facts_of, number_of, pin_of
from qalqan.site.contents.entries import entry_named, of_clause, of_process
from qalqan.site.contents.page import Page
from qalqan.site.holdings import Holdings
from qalqan.site.language import Language
from qalqan.site.rows import ClauseRow, PassageRow, ProcessRow, RecommendationRow, WorkRow
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
_EVERY_FORM = "txt"  # the suffix under which all sentences of one citation stand together
_ON_ONE_PAGE = 60  # passages with their citations


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
        records=((style_name("bibtex"), cite_facts(facts, "bibtex")),),  # the others are files of their own
        files=tuple((style_name(form), f"cite/{work.id}.{SUFFIXES[form]}") for form in _RECORDS),
    )


def clause_citation(clause: ClauseRow, asked: RecommendationRow, holdings: Holdings, language: Language) -> Markup:
    """One demand in the form that Refworld prints."""
    return entry_citation(of_clause(clause, asked, holdings, language), language)


def process_citation(process: ProcessRow, holdings: Holdings, language: Language) -> Markup:
    """What is followed, in the form that Refworld prints."""
    return entry_citation(of_process(process, holdings, language), language)


def entry_citation(entry: CitedEntry, language: Language) -> Markup:
    """An entry in the form that Refworld prints."""
    return in_italics(cite_entry_as(entry, language=language.code))


def entry_box(entry: CitedEntry, language: Language) -> CiteBox:
    """An entry of the record in every form: its words, its identifier, the day of the edition, the passages it rests on."""
    others = [(form, cite_entry_as(entry, form, language=language.code)) for form in _styles(language)]
    return CiteBox(
        first=in_italics(cite_entry_as(entry, language=language.code)),
        others=tuple((style_name(form), _SPOKEN[form], in_italics(text)) for form, text in others),
        records=tuple((style_name(form), cite_entry_as(entry, form)) for form in ("bibtex", "csl-json")),
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
    pin = Pin("№", "…", words_are_whole=False)
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


def citing_files(holdings: Holdings) -> Iterator[tuple[str, bytes]]:
    """Of each publication the records that programs import."""
    for work in holdings.works.values():
        facts = holdings.cited[work.id]
        for form in _RECORDS:
            yield f"cite/{work.id}.{SUFFIXES[form]}", cite_facts(facts, form).encode()


def record_of(identifier: str, suffix: str, holdings: Holdings, language: Language) -> bytes | None:
    """The record of a passage or an entry as a file of this suffix; None for what is not known."""
    form = next((form for form, known in SUFFIXES.items() if known == suffix), None)
    if suffix == _EVERY_FORM:
        return _in_every_form(identifier, holdings, language)
    cited = _cited_as(identifier, form, holdings, language) if form else None
    return cited.encode() if cited is not None else None


def _cited_as(identifier: str, form: str, holdings: Holdings, language: Language) -> str | None:
    if found := holdings.passages.get(identifier):
        return cite_pin(facts_of(found[0]), pin_of(*found), form, language=language.code)
    if work := holdings.works.get(identifier):
        return cite_facts(facts_of(work), form, language=language.code)
    entry = entry_named(identifier, holdings, language)
    return cite_entry_as(entry, form, language=language.code) if entry else None


def _in_every_form(identifier: str, holdings: Holdings, language: Language) -> bytes | None:
    """A plain text: each style by its name, then the sentence."""
    cited = ((form, _cited_as(identifier, form, holdings, language)) for form in WRITTEN)
    told = [f"{style_name(form)}\n{words.replace('*', '')}\n" for form, words in cited if words]
    return "\n".join(told).encode() if told else None


def citations_of(work: WorkRow) -> dict[str, str]:
    """Every form of a publication's citation, for the page as data."""
    facts = facts_of(work)
    return {form: cite_facts(facts, form) for form in FORMS} | {"as_asked": work.cite_as or ""}


def data_of(work: WorkRow) -> dict[str, object]:
    """The publication as data, with its citations."""
    return asdict(work) | {"citations": citations_of(work)}
