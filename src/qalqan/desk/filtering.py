"""The filters of the review queue as they stand in an address: codes and random ids, nothing of a person."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from qalqan.desk.shapes import SHAPES
from qalqan.library.models import Work
from qalqan.review.models import Candidate
from qalqan.safety.access import visible
from qalqan.vocabularies.countries import is_country

# How sure the machine is: three bands that a person can hold in her head.
BANDS = {"sure": (0.85, 1.01), "likely": (0.6, 0.85), "unsure": (0.0, 0.6)}


@dataclass(frozen=True)
class Chosen:
    """What of the queue is shown. `due`: only what the source expects to happen, the soonest first."""

    work: Work | None = None
    kind: str = ""
    band: str = ""
    country: str = ""
    due: str = ""

    def but(self, **changed: Any) -> Chosen:
        return replace(self, **changed)

    def within(self, **changed: Any) -> str:
        """The filters with these changes, for an address; "" takes one away."""
        values = {one.name: changed.get(one.name, getattr(self, one.name)) for one in fields(self)}
        said = [f"{name}={getattr(value, 'permanent_id', value)}" for name, value in values.items() if value]
        return "?" + "&".join(said) if said else ""

    def __bool__(self) -> bool:
        return self != Chosen()


def chosen(request: HttpRequest) -> Chosen:
    """The filters that an address names; what is no filter of ours is left out."""
    given = request.GET
    key, country = given.get("work", ""), given.get("country", "")
    return Chosen(
        work=visible(Work.objects.filter(permanent_id=key), request.account).first() if key else None,  # type: ignore[attr-defined]
        kind=given["kind"] if given.get("kind") in SHAPES else "",
        band=given["band"] if given.get("band") in BANDS else "",
        country=country if is_country(country) else "",
        due="expected" if given.get("due") == "expected" else "",
    )


def filtered(found: QuerySet[Candidate], by: Chosen) -> QuerySet[Candidate]:
    """The part of the queue that was chosen."""
    if by.work is not None:
        found = found.filter(text__work=by.work)
    if by.kind:
        found = found.filter(kind=by.kind)
    if by.band:
        low, high = BANDS[by.band]
        found = found.filter(confidence__gte=low, confidence__lt=high)
    if by.country:
        # A proposal has one country, several, or those of what it stands in.
        own = Q(fields__country__icontains=by.country) | Q(fields__countries__icontains=by.country)
        found = found.filter(own | Q(parent__fields__countries__icontains=by.country))
    if by.due:
        found = (
            found.filter(fields__expected=True).exclude(fields__date__edtf=None).order_by("fields__date__edtf", "pk")
        )
    return found
