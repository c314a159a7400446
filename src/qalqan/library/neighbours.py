"""Relations that a new work brings: what it prints under "see also", and works that may be the same text.

Only works that the account may see are compared and named: a relation to a closed work would tell that it exists.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet, Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from qalqan.library.identifiers import find_work
from qalqan.library.kinship import TRANSLATION
from qalqan.library.lineage import many_prints, works_sharing
from qalqan.library.models import Issuer, Text, Work, WorkRelation
from qalqan.safety.access import visible
from qalqan.safety.rows import fetched

SAME_TEXT = "same-text?"  # a question to a person, never an answer
MOST_COMPARED = 200  # works of the same issuers, newest first
WORDS_COMPARED = 3000
BY_CONTENT = 20  # works that share most passages
SHINGLE = 3  # words
ALIKE = 0.6  # shared shingles of all: half-rewritten texts stay below, two copies with different menus above
TITLES_ALIKE = 92.0  # of 100

_TITLED = "SELECT 1 FROM library_work WHERE lower(title) = lower(%s) LIMIT 2"  # the work itself is one
_PROMISED = "SELECT 1 FROM library_workrelation WHERE lower(title) = lower(%s) AND other_id IS NULL LIMIT 1"


def relate(work: Work, text: Text, printed: Iterable[dict[str, str]], account: Any) -> None:
    """Writes the relations of a new work. `printed` are those that the copy itself names."""
    others = visible(Work.objects.exclude(pk=work.pk), account)
    for one in printed:
        title = one["title"]
        named = others.filter(_titled(title)).order_by("id").first()
        WorkRelation.objects.create(work=work, relation=one["relation"], title=title, other=named)
    if fetched(_PROMISED, [work.title]):
        WorkRelation.objects.filter(_titled(work.title), work__in=others, other=None).update(other=work)
    for other, reason in likely_the_same(work, text, others):
        WorkRelation.objects.create(work=work, relation=SAME_TEXT, title=other.title, other=other, reason=reason)
    _relate_translations(work, text, account)


def _relate_translations(work: Work, text: Text, account: Any) -> None:
    """Language versions that the page itself links, where they are held: its word, so no question to a person."""
    for version in text.other_languages:
        other = find_work(version["url"], account) if version.get("url") else None
        if other is not None and other.pk != work.pk and other.language != work.language:
            reason = _("linked by the page itself as its other language")
            WorkRelation.objects.create(work=work, relation=TRANSLATION, title=other.title, other=other, reason=reason)


def likely_the_same(work: Work, text: Text, others: QuerySet[Work]) -> list[tuple[Work, str]]:
    """Works of the same issuers or publisher, or of the same title, whose words are nearly these."""
    sharing = works_sharing(text)
    # A text of several passages that has none of their numbers in common with another is not nearly the same.
    among = sharing if many_prints(text) else None
    compared = _by_the_same_or_so_titled(work, others, among)
    held = {one.pk for one in compared}
    # By content too: a copy at another host names neither the same publisher nor the same title.
    if more := [number for number in sharing[:BY_CONTENT] if number not in held]:
        compared += others.filter(pk__in=more)
    ours = shingles(text.body) if compared else set()
    found = []
    for other in compared:
        reason = _alike(work, ours, other, by_words=among is None or other.pk in among)
        if reason:
            found.append((other, reason))
    return found


def _by_the_same_or_so_titled(work: Work, others: QuerySet[Work], among: list[int] | None) -> list[Work]:
    """The newest works of the same issuers, of the same publisher or of the same title.

    Of many of these, `among` are the only ones that can have the same words; one of the same day may have the same title.
    """
    names = [issuer.name for issuer in work.issuers.all()]
    # Each asked for itself: of a question with "or" the database reads the whole catalogue.
    near = [others.filter(_titled(work.title))] if len(fetched(_TITLED, [work.title])) > 1 else []
    if names:
        near.append(others.filter(pk__in=Issuer.objects.filter(name__in=names).values("work")))
    if work.publisher:
        near.append(others.filter(publisher=work.publisher))
    if among is not None:
        by_words = [works.filter(pk__in=among) for works in near] if among else []
        by_day = [works.filter(published=work.published) for works in near] if work.published else []
        near = by_words + by_day
    found = {one.pk: one for works in near for one in works.order_by("-id")[:MOST_COMPARED]}
    return [found[number] for number in sorted(found, reverse=True)[:MOST_COMPARED]]


def _titled(title: str) -> Exact:
    """Whether a title is this one, whatever its case. As it is written here it is answered by an index."""
    return Exact(Lower("title"), Lower(Value(title)))


def _alike(work: Work, ours: set[tuple[str, ...]], other: Work, *, by_words: bool) -> str:
    bodies = other.texts.filter(language=work.language).values_list("body", flat=True) if by_words else ()
    for body in bodies:
        theirs = shingles(body)
        share = len(ours & theirs) / max(1, len(ours | theirs))
        if share >= ALIKE:
            return _("%(n)d %% of their word sequences are the same") % {"n": round(100 * share)}
    same_day = work.published and work.published == other.published
    if same_day and fuzz.token_sort_ratio(work.title.casefold(), other.title.casefold()) >= TITLES_ALIKE:
        return _("nearly the same title on the same day")
    return ""


def shingles(body: str) -> set[tuple[str, ...]]:
    """Runs of three words, whatever their case and punctuation."""
    words = [
        "".join(filter(str.isalnum, word)) for word in body.casefold().split(maxsplit=WORDS_COMPARED)[:WORDS_COMPARED]
    ]
    words = [word for word in words if word]
    return {tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}
