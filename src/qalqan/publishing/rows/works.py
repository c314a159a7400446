"""Publications and the organisations that issue them."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from qalqan.library.models import Issuer, Text, Work, WorkAlias, WorkCountry
from qalqan.publishing.columns import PublicRow
from qalqan.publishing.resting import PERSONS
from qalqan.publishing.rows.beside import relations
from qalqan.publishing.rows.record import PublicRecord
from qalqan.record.models import Actor, ActorName, Funder
from qalqan.site.rows import CopyRow, EventRow, IssuerRow, LanguageRow, OrganisationRow, WorkCountryRow, WorkRow
from qalqan.sources.models import Copy
from qalqan.texts.citation import address_of, cited_address


def works(record: PublicRecord) -> tuple[WorkRow, ...]:
    """The public publications that have published words."""
    issuers = record.parts(Issuer, "work", Work, withdrawn=False)
    countries = record.parts(WorkCountry, "work", Work)
    copies = _copies(record)
    related = relations(record)
    aliases = record.parts(WorkAlias, "work", Work)
    titles = {row.pk: row.text("title") for row in record.all(Work)}
    named = {name.casefold(): row.id for row in organisations(record) for name in (row.name, *row.names)}
    funders = record.under(Funder, "work")
    made = []
    for row in record.all(Work):
        number = row.pk
        work = _work(
            record, row, issuers.get(number, []), countries.get(number, []), copies.get(number, ()), named, titles
        )
        paid = [funder.text("name") for funder in funders.get(number, ())]
        work = replace(work, related=related.get(number, ()), funders=tuple(sorted(paid)))
        made.append(_known_as(work, aliases.get(number, [])))
    return tuple(sorted(made, key=lambda work: work.id))


def organisations(record: PublicRecord) -> tuple[OrganisationRow, ...]:
    """Everybody public who is no person: organisations, bodies, courts, mandates, with each name that sources use."""
    spellings = record.parts(ActorName, "actor", Actor)
    rows = []
    for same in record.sets(Actor):
        row = same[0]
        if row["kind"] in (*PERSONS, None):
            continue
        names = dict.fromkeys([row.text("name"), *(p.text("name") for one in same for p in spellings.get(one.pk, []))])
        rows.append(
            OrganisationRow(
                id=record.id(row),
                name=row.text("name"),
                kind=row.text("kind"),
                country=row["country"] or None,
                names=tuple(filter(None, names)) if len(names) > 1 else (),
                aliases=record.former_ids(same),
            )
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
        rights=row["rights"] or None,
        copies=copies,
        languages=_languages(record, row),
        passages=record.wording.passages(row),
        entered=record.ids.entered(row.permanent_id),
    )


def _languages(record: PublicRecord, row: PublicRow) -> tuple[LanguageRow, ...]:
    """The languages it is published in here, then those that its copies announce: with their address, or as missing."""
    here = record.wording.languages(row)
    announced: dict[str, str | None] = {}
    for text in record.wording.texts(row):
        for version in text.items_of("other_languages"):
            code, url = str(version.get("language") or ""), version.get("url")
            if code and code not in here:
                announced[code] = announced.get(code) or url
    return (
        *(LanguageRow(language=code, work_id=record.id(row)) for code in here),
        *(LanguageRow(language=code, url=url) for code, url in sorted(announced.items())),
    )


def _known_as(work: WorkRow, aliases: list[PublicRow]) -> WorkRow:
    """With every public address under which it was known; one that has a withheld name is left out."""
    asked, _accessed = address_of(work.cite_as or "", "", "", ())
    urls = [work.source_url, asked, *(copy.url for copy in work.copies)]
    given = [row.text("value") for row in aliases if not row.was_cut("value")]
    addresses = tuple(dict.fromkeys([*(cited_address(url) for url in urls if url), *given]))
    return replace(work, aliases=addresses)


def _issuer(row: PublicRow, named: dict[str, str], titles: dict[int, str]) -> IssuerRow:
    return IssuerRow(
        name=row.text("name"),
        country=row["country"] or None,
        in_exile=row["in_exile"] or None,
        role=row["role"] or None,
        organisation_id=named.get(row.text("name").casefold()),
        named_in=titles.get(row.links["named_in"] or 0),
    )


def _event(row: PublicRow) -> EventRow | None:
    if not row["event"]:
        return None
    return EventRow(event=row.text("event"), place=row["event_place"] or None, date=row["event_date"] or None)


def _copies(record: PublicRecord) -> dict[int, tuple[CopyRow, ...]]:
    """The public copies of each work's public texts, oldest capture first: each with the title that it prints."""
    public = record.by_pk(Copy)
    found: dict[int, set[CopyRow]] = {}
    for text in record.all(Text):
        copy = public.get(text.links["copy"] or 0)
        if copy is not None:
            found.setdefault(text.links["work"] or 0, set()).add(_copy(copy, text))
    order = lambda row: (row.captured, row.sha256, row.title or "", row.disclaimer or "")  # noqa: E731
    return {work: tuple(sorted(rows, key=order)) for work, rows in found.items()}


def _copy(row: PublicRow, text: PublicRow) -> CopyRow:
    url: str | None = row["url"] or None
    return CopyRow(
        url=url,
        captured=row.text("captured_on"),
        sha256=row.text("sha256"),
        host=_host(url),
        title=text["title"] or None,
        disclaimer=text["disclaimer"] or None,
    )


def _host(url: str | None) -> str | None:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:  # an address that cannot be taken apart
        return None
