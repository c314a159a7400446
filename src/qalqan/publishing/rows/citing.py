"""Ready citations of a public publication, made of its public row: what was withheld is in none of them."""

from __future__ import annotations

from qalqan.library.citation import FORMS, WRITTEN, Facts, cite_facts, gathered, style_name
from qalqan.library.citation.facts import address_of
from qalqan.site.rows import CitationRow, WorkRow

_IN_BOTH = "refworld"  # its fixed words have two languages; the other forms have their own
_LANGUAGES = ("en", "ru")


def citations(work: WorkRow) -> tuple[CitationRow, ...]:
    """Every form that the library knows, sentences first."""
    facts = facts_of_row(work)
    both = [_made(facts, _IN_BOTH, language) for language in _LANGUAGES]
    return (*both, *(_made(facts, form, None) for form in FORMS if form != _IN_BOTH))


def facts_of_row(work: WorkRow) -> Facts:
    """What citations need to know, from the public row alone."""
    captures = [(copy.url, copy.captured) for copy in work.copies if copy.url]
    url, accessed = address_of(work.cite_as or "", work.source_url or "", work.accessed or "", captures)
    event = work.presented_at
    return gathered(
        id=work.id,
        title=work.title,
        issuers=[one.name for one in work.issuers],
        publisher=work.publisher or "",
        published=work.published or "",
        url=url,
        accessed=accessed,
        kind=work.kind,
        language=work.language or "",
        symbol=work.symbol or "",
        event=event.event if event else "",
        event_place=(event.place or "") if event else "",
        countries=[country.code for country in work.countries],
        topics=work.topics,
    )


def _made(facts: Facts, form: str, language: str | None) -> CitationRow:
    text = cite_facts(facts, form, language=language or "en")
    spoken = "ru" if form == "gost" else None if form not in WRITTEN else language or "en"
    return CitationRow(form=form, name=style_name(form), text=text, language=spoken)
