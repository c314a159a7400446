"""From a Copy and what was read from it to a Work with its Text and passages.

The same words are the same Work: a body that is held already becomes one more Text of its Work. What is only alike is
never joined: a relation "same-text?" suggests it to a person. What a person states of a copy wins over what was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qalqan.errors import DamagedFile, NotFound, WrongCall
from qalqan.library.alignment import Unit
from qalqan.library.lineage import keep_prints
from qalqan.library.models import Issuer, Passage, Text, Work, WorkCountry, sha256_of
from qalqan.library.neighbours import relate
from qalqan.library.topics import topic_named
from qalqan.library.versions import compare
from qalqan.safety import audit
from qalqan.safety.access import demand, may, visible
from qalqan.safety.levels import TEAM, higher
from qalqan.safety.rows import fetched, insert, insert_one, is_there
from qalqan.sources.models import Copy
from qalqan.texts.edtf import bounds
from qalqan.vocabularies.countries import country_named

GIVEN = "given"  # basis of what a person stated when adding the copy
LANGUAGE_LENGTH = 8


def catalogue(
    copy: Copy,
    read: dict[str, Any],
    account: Any,
    *,
    publisher: str = "",
    published: str = "",
    countries: Sequence[str] = (),
    url: str = "",
) -> Text:
    """Enters what was read from a copy (a `qalqan-extract/1` object) into the catalogue; gives its Text.

    The same body read again from the same copy gives the Text that is there. `countries` are codes or names. Raises
    WrongCall for a date or country that is none, DamagedFile for passages outside the text, NotAllowed.
    """
    demand(account, "add", Work)
    stated = {"publisher": publisher.strip(), **_date_stated(published), **({"source_url": url} if url else {})}
    codes = [_country(name) for name in countries]
    with transaction.atomic():
        held = _held(copy, _kept(read["text"]), account)
        if held is not None and held.copy_id == copy.pk:
            return held
        work = held.work if held is not None else _new_work(copy, read, account)
        _state(work, {name: value for name, value in stated.items() if value})
        listed = {} if held is None else {country.code: country for country in work.countries.all()}
        _add_countries(work, listed, read["work"].get("countries", ()), codes)
        text = _new_text(work, copy, read, account)
        keep_prints(text)
        if held is not None and not work.rights:
            _state(work, {"rights": read["work"].get("rights") or ""})
        if held is None or not work.issuers.exists():
            # One copy of a text may name who issues it where another has lost the names.
            _add_issuers(work, read["work"].get("issuers", ()))
        if held is None:
            relate(work, text, read["work"].get("related", ()), account)
        audit.log("catalogued", work.permanent_id, account=account, level=work.level)
        audit.log("read", text.permanent_id, account=account, level=text.level)
    return text


def passage_at(text: Text, start: int) -> Passage:
    """The passage in which an anchor's words begin. Raises NotFound for a text without passages."""
    passages = text.passages.all()
    passage = passages.filter(start__lte=start).order_by("-start", "-id").first() or passages.order_by("start").first()
    if passage is None:
        raise NotFound(_("This text has no passages; add its file again."))
    return passage


def _kept(body: str) -> str:
    """The body as a database can keep it, letter for letter: NUL, which PostgreSQL refuses, becomes U+FFFD."""
    return body.replace("\x00", "\ufffd")


def _date_stated(published: str) -> dict[str, str]:
    published = published.strip()
    if not published:
        return {}
    if bounds(published) == (None, None):
        raise WrongCall(
            _("“%(date)s” is no date that is understood: write 2014, 2014-05, 2014-05-20 or 2014-05-20/2014-05-21.")
            % {"date": published}
        )
    return {"published": published, "published_basis": GIVEN}


def _country(name: str) -> str:
    code = country_named(name)
    if code is None:
        raise WrongCall(
            _("“%(name)s” is no country that is known: write its name or its code, such as KAZ.") % {"name": name}
        )
    return code


def _held(copy: Copy, body: str, account: Any) -> Text | None:
    """The same words as held already, first from the same copy. What the account may not see is not there for it.

    What it may only read is not joined either: adding to a work, and stating its date, is changing it.
    """
    digest = sha256_of(body)
    if not is_there(Text, "body_sha256", digest):
        return None
    texts = visible(visible(Text.objects.filter(body_sha256=digest), account), account, through="work")
    found = texts.select_related("work").order_by("id")
    same = [text for text in found if may(account, "change", text.work)]
    return next((text for text in same if text.copy_id == copy.pk), None) or next(iter(same), None)


def _new_work(copy: Copy, read: dict[str, Any], account: Any) -> Work:
    said = read["work"]
    dated = said.get("published") or {}
    event = said.get("presented_at") or {}
    disclaimer = said.get("disclaimer") or {}
    work = Work(
        title=said.get("title") or "?",  # never the name of the file: a title is public, and it may say whose it was
        kind=said.get("kind") or "other",
        language=(said.get("language") or "")[:LANGUAGE_LENGTH],
        publisher=said.get("publisher") or copy.publisher,
        published=dated.get("edtf") or "",
        published_basis=dated.get("basis") or "none",
        event=event.get("event") or "",
        event_place=event.get("place") or "",
        event_date=event.get("edtf") or "",
        topics=list(dict.fromkeys(topic_named(words) or words for words in said.get("topics") or ())),
        symbol=(said.get("symbol") or "")[:64],
        source_url=said.get("source_url") or copy.url,
        accessed=said.get("accessed") or "",
        cite_as=said.get("cite_as") or "",
        disclaimer=disclaimer.get("exact") or "",
        rights=said.get("rights") or "",
        **_closed_as(copy, account),
    )
    insert_one(work)
    return work


def _closed_as(copy: Copy, account: Any) -> dict[str, Any]:
    """A new entry is team; one read from a copy that is more closed is as closed as the copy."""
    return {"level": higher(TEAM, copy.level), "circle_id": copy.circle_id, "created_by": account}


def _state(work: Work, stated: dict[str, str]) -> None:
    changed = {name: value for name, value in stated.items() if getattr(work, name) != value}
    if changed:
        work.change(seen=work.version, **changed)


def _add_countries(
    work: Work, held: Mapping[str, WorkCountry], read: Iterable[dict[str, str]], stated: Sequence[str]
) -> None:
    roles = {one["code"]: one.get("role") or "mentioned" for one in read}
    roles |= dict.fromkeys(stated, "subject")
    insert([WorkCountry(work=work, code=code, role=role) for code, role in roles.items() if code not in held])
    for code, role in roles.items():
        if code in held and code in stated and held[code].role != role:
            held[code].role = role
            held[code].save(update_fields=["role"])


def _add_issuers(work: Work, read: Iterable[dict[str, Any]]) -> None:
    insert(
        [
            Issuer(
                work=work,
                position=position,
                name=one["name"],
                country=one.get("country") or "",
                in_exile=one.get("in_exile") or "",
                role=one.get("role") or "issuer",
            )
            for position, one in enumerate(read, 1)
        ]
    )


def _new_text(work: Work, copy: Copy, read: dict[str, Any], account: Any) -> Text:
    said, source = read["work"], read.get("source") or {}
    [(last,)] = fetched("SELECT max(reading) FROM library_text WHERE copy_id = %s", [copy.pk])
    earlier = last or 0
    text = Text(
        work=work,
        copy=copy,
        language=(said.get("language") or "")[:LANGUAGE_LENGTH],
        title=said.get("title") or work.title,
        body=_kept(read["text"]),
        media_type=source.get("media_type") or copy.media_type,
        reader=(read.get("reader") or source.get("reader") or read["format"])[:64],
        reading=earlier + 1,
        notes=list(read.get("notes") or ()),
        other_languages=list(said.get("other_languages") or ()),
        disclaimer=(said.get("disclaimer") or {}).get("exact") or "",
        **_closed_as(copy, account),
    )
    text.body_sha256 = sha256_of(text.body)
    insert_one(text)
    rows = _passages(text, read["passages"])
    if earlier:
        _keep_keys(rows, text, copy)
    insert(rows)
    return text


def _keep_keys(rows: list[Passage], text: Text, copy: Copy) -> None:
    """In a new reading of a copy a passage keeps the key of the former reading: citations and addresses hold it.

    What the former readings did not have gets a number that none of them used.
    """
    former = Text.objects.filter(copy=copy).exclude(pk=text.pk).order_by("-reading").first()
    if former is None:
        return
    used = set(Passage.objects.filter(text__copy=copy).values_list("key", flat=True))
    before = [Unit(one.key, former.body[one.start : one.end], one.kind) for one in former.passages.order_by("start")]
    now = [Unit(row.key, text.body[row.start : row.end], row.kind) for row in rows]
    kept = {one.later.id: one.earlier.id for one in compare(before, now) if one.later and one.earlier}
    fresh = (f"p{number}" for number in count(1) if f"p{number}" not in used)
    for row in rows:
        row.key = kept.get(row.key) or next(fresh)


def _passages(text: Text, read: Iterable[dict[str, Any]]) -> list[Passage]:
    """Rows for the passages. They come from a process that read a stranger's file: each is checked against the text."""
    rows: dict[str, Passage] = {}
    for one in read:
        if not 0 <= one["start"] < one["end"] <= len(text.body) or one["id"] in rows:
            raise DamagedFile(
                _("The reading of this file does not agree with its own text; nothing was stored: report the file.")
            )
        rows[one["id"]] = Passage(
            text=text,
            key=one["id"],
            kind=one["kind"],
            depth=one.get("level"),
            start=one["start"],
            end=one["end"],
            page=one.get("page"),
            language=(one.get("language") or "")[:LANGUAGE_LENGTH],
            sentences=one.get("sentences") or [],
        )
    if not rows:
        raise DamagedFile(_("The reading of this file gave no passage; nothing was stored: report the file."))
    return list(rows.values())
