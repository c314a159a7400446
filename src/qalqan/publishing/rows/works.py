"""Publications and the organisations that issue them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qalqan.library.citation.facts import cited_address
from qalqan.library.models import Issuer, Work, WorkAlias, WorkCountry
from qalqan.publishing.columns import PublicRow
from qalqan.publishing.resting import PERSONS
from qalqan.publishing.rows.beside import relations
from qalqan.publishing.rows.citing import citations
from qalqan.publishing.rows.record import PublicRecord
from qalqan.record.models import Actor
from qalqan.site.rows import CopyRow, EventRow, IssuerRow, LanguageRow, OrganisationRow, WorkCountryRow, WorkRow
from qalqan.sources.models import Copy


def works(record: PublicRecord) -> tuple[WorkRow, ...]:
    """The public publications that have published words."""
    issuers = record.parts(Issuer, "work", Work, withdrawn=False)
    countries = record.parts(WorkCountry, "work", Work)
    copies = _copies(record)
    related = relations(record)
    aliases = record.parts(WorkAlias, "work", Work)
    titles = {row.pk: row.text("title") for row in record.all(Work)}
    named = {row.name.casefold(): row.id for row in organisations(record)}
    made = []
    for row in record.all(Work):
        number = row.pk
        work = _work(
            record, row, issuers.get(number, []), countries.get(number, []), copies.get(number, ()), named, titles
        )
        made.append(_cited(replace(work, related=related.get(number, ())), aliases.get(number, [])))
    return tuple(sorted(made, key=lambda work: work.id))


def organisations(record: PublicRecord) -> tuple[OrganisationRow, ...]:
    """Everybody public who is no person: organisations, bodies, courts, mandates."""
    rows = (
        OrganisationRow(id=record.id(row), name=row.text("name"), kind=row.text("kind"), country=row["country"] or None)
        for row in record.all(Actor)
        if row["kind"] not in (*PERSONS, None)
    )
    return tuple(sorted(rows, key=lambda row: row.id))


def _work(
    record: PublicRecord,
    row: PublicRow,
    issuers: list[PublicRow],
    countries: list[PublicRow],
    copies: tuple[CopyRow, ...],
    named: dict[str, str],
    titles: dict[int, str],
) -> WorkRow:
    return WorkRow(
        id=record.id(row),
        title=row.text("title"),
        kind=row["kind"] or "other",
        language=row["language"] or None,
        publisher=row["publisher"] or None,
        issuers=tuple(_issuer(issuer, named, titles) for issuer in issuers),
        published=row["published"] or None,
        published_basis=row["published_basis"] or "none",
        presented_at=_event(row),
        countries=tuple(
            sorted(
                (WorkCountryRow(code=c.text("code"), role=c["role"] or "mentioned") for c in countries),
                key=lambda c: (c.role != "subject", c.code),
            )
        ),
        topics=row.items_of("topics"),
        symbol=row["symbol"] or None,
        source_url=row["source_url"] or None,
        accessed=row["accessed"] or None,
        cite_as=row["cite_as"] or None,
        disclaimer=row["disclaimer"] or None,
        copies=copies,
        languages=tuple(LanguageRow(language=code, work_id=record.id(row)) for code in record.wording.languages(row)),
        passages=record.wording.passages(row),
        entered=record.ids.entered(row.permanent_id),
    )


def _cited(work: WorkRow, aliases: list[PublicRow]) -> WorkRow:
    """With its citations, and every public address under which it was known; one that has a withheld name is left out."""
    urls = [work.source_url, *(copy.url for copy in work.copies)]
    given = [row.text("value") for row in aliases if not row.was_cut("value")]
    addresses = tuple(dict.fromkeys([*(cited_address(url) for url in urls if url), *given]))
    return replace(work, citations=citations(work), aliases=addresses)


def _issuer(row: PublicRow, named: dict[str, str], titles: dict[int, str]) -> IssuerRow:
    return IssuerRow(
        name=row.text("name"),
        country=row["country"] or None,
        in_exile=row["in_exile"] or None,
        organisation_id=named.get(row.text("name").casefold()),
        named_in=titles.get(row.links["named_in"] or 0),
    )


def _event(row: PublicRow) -> EventRow | None:
    if not row["event"]:
        return None
    return EventRow(event=row.text("event"), place=row["event_place"] or None, date=row["event_date"] or None)


def _copies(record: PublicRecord) -> dict[int, tuple[CopyRow, ...]]:
    """The public copies of each work's texts, oldest capture first."""
    public = record.by_pk(Copy)
    found: dict[int, tuple[CopyRow, ...]] = {}
    for work, numbers in record.wording.copies().items():
        rows = {_copy(public[number]) for number in numbers if number in public}
        found[work] = tuple(sorted(rows, key=lambda row: (row.captured, row.sha256)))
    return found


def _copy(row: PublicRow) -> CopyRow:
    url: Any = row["url"] or None
    return CopyRow(url=url, captured=row.text("captured_on"), sha256=row.text("sha256"))
