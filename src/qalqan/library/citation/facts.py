"""What a citation needs to know of a work of the library."""

from __future__ import annotations

from qalqan.library.models import Work
from qalqan.texts.citation.facts import Facts, address_of, gathered


def facts_of(work: Work) -> Facts:
    """Reads the work, its issuers and the copies it is held in."""
    captures = [(text.copy.url, text.copy.captured_on) for text in work.texts.all() if text.copy.url]
    url, accessed = address_of(work.cite_as, work.source_url, work.accessed, captures)
    return gathered(
        id=work.permanent_id,
        title=work.title,
        issuers=[issuer.name for issuer in work.issuers.all() if not issuer.withdrawn],
        publisher=work.publisher,
        published=work.published,
        url=url,
        accessed=accessed,
        kind=work.kind,
        language=work.language,
        symbol=work.symbol,
        event=work.event,
        event_place=work.event_place,
        countries=[country.code for country in work.countries.all()],
        topics=work.topics,
    )
