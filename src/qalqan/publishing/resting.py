"""What rests on a publication: the entries whose words stand in it, and what those entries belong to."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Model, Q, QuerySet

from qalqan.followup.models import Clause, ClauseLink, Process, Recommendation, Step
from qalqan.library.models import Text, Work
from qalqan.record.models import (
    Act,
    Actor,
    Case,
    Entry,
    Evidence,
    Instrument,
    Intervention,
    Involvement,
    Provision,
    Relation,
    Situation,
    Standard,
    Threshold,
    TreatyAction,
)
from qalqan.safety.entries import Levelled
from qalqan.safety.levels import PUBLIC
from qalqan.sources.models import Copy

# An assessment is our own answer, not the publication's: it is released by itself.
CLAIMS: tuple[type[Entry], ...] = (
    Recommendation, Clause, Act, Intervention, Situation, Provision, Standard, Step,
    Threshold, TreatyAction,
)  # fmt: skip
RELATED = frozenset({"record.case", "record.instrument"})  # whose relations are public; never those of persons
PERSONS = ("person", "")  # an actor of unknown kind may be one


def is_person(actor: Actor) -> bool:
    return actor.kind in PERSONS


def resting_on(work: Work) -> list[Levelled]:
    """The texts and copies of a publication, the claims read from it, the cases, laws and processes these belong to.

    Each once, what a claim belongs to after the claims. No person is among them.
    """
    claims = [entry for model in CLAIMS for entry in claims_of(model, work)]
    claims += [one for one in claims_of(Relation, work) if {one.one_kind, one.other_kind} <= RELATED]
    found: dict[tuple[type[Model], int], Levelled] = {}
    for entry in [*Text.objects.filter(work=work), *_copies_of(work), *claims, *_belonging_to(claims)]:
        found.setdefault((type(entry), entry.pk), entry)
    return list(found.values())


def claims_of(model: type[Entry], work: Work) -> list[Entry]:
    """The entries of one kind that have words in this publication."""
    with_words = Evidence.objects.filter(passage__text__work=work).values("entry")
    return list(model.objects.filter(permanent_id__in=with_words))


def rests_elsewhere(entry: Levelled, work: Work) -> bool:
    """Whether something public of another publication needs this entry too."""
    if isinstance(entry, Text | Copy):
        return False
    if isinstance(entry, Entry):
        return _has_public_words_outside([entry.permanent_id], work)
    parts = [
        part
        for model, belongs in (
            (Act, Q(case=entry.pk) if isinstance(entry, Case) else None),
            (Intervention, Q(case=entry.pk) if isinstance(entry, Case) else None),
            (Act, Q(involvements__actor=entry.pk) if isinstance(entry, Actor) else None),
            (Provision, Q(instrument=entry.pk) if isinstance(entry, Instrument) else None),
            (Standard, Q(instrument=entry.pk) if isinstance(entry, Instrument) else None),
            (Step, _process_of(entry)),
        )
        if belongs is not None
        for part in model.objects.filter(belongs, level=PUBLIC).values_list("permanent_id", flat=True)
    ]
    return _has_public_words_outside(parts, work)


def links_between_public_clauses(work: Work) -> list[ClauseLink]:
    """The repetitions in which a clause of this publication has a part and both clauses are public."""
    of_work = Q(earlier__recommendation__work=work) | Q(later__recommendation__work=work)
    standing = ClauseLink.objects.exclude(decided="dismissed")
    return list(standing.filter(of_work, earlier__level=PUBLIC, later__level=PUBLIC))


def _copies_of(work: Work) -> QuerySet[Copy]:
    """Those captured at an address. A file that somebody brought stays closed: its digest would tell who had it."""
    return Copy.objects.filter(texts__work=work).exclude(url="").distinct()


def _process_of(entry: Levelled) -> Q | None:
    for model, path in (
        (Process, "process"),
        (Instrument, "process__instrument"),
        (Case, "process__case"),
        (Actor, "process__actor"),
    ):
        if isinstance(entry, model):
            return Q(**{path: entry.pk})
    return None


def _has_public_words_outside(permanent_ids: list[str], work: Work) -> bool:
    words = Evidence.objects.filter(
        entry__in=permanent_ids, passage__text__level=PUBLIC, passage__text__work__level=PUBLIC
    )
    return bool(words.exclude(passage__text__work=work).exists())


def _belonging_to(claims: list[Entry]) -> Iterator[Levelled]:
    for claim in claims:
        if isinstance(claim, Act | Intervention):
            yield claim.case
        if isinstance(claim, Act):
            for involvement in Involvement.objects.filter(act=claim, actor__isnull=False).exclude(
                actor__kind__in=PERSONS
            ):
                yield involvement.actor
        elif isinstance(claim, Provision | Standard) and claim.instrument is not None:
            yield claim.instrument
        elif isinstance(claim, Threshold):
            yield claim.provision
            yield claim.provision.instrument
        elif isinstance(claim, Step):
            yield claim.process
            yield from _subject_of(claim.process)


def _subject_of(process: Process) -> Iterator[Levelled]:
    if process.instrument is not None:
        yield process.instrument
    if process.case is not None:
        yield process.case
    if process.actor is not None and not is_person(process.actor):
        yield process.actor
