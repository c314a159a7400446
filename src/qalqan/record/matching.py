"""Which existing entry a reading speaks of: actors by the keys of their names, instruments by what they are called.

Names that share a transliteration key within one country are taken to be one actor, with every spelling kept; anything less
certain is left to a person (`SameAs`). Two people may bear one name: a reviewer corrects the name's field then.
"""

from __future__ import annotations

import re
from typing import Any

from qalqan.extraction.likeness import compare
from qalqan.record.models import Actor, ActorName, Instrument
from qalqan.texts.words import name_keys

DESCRIBED_FROM = 6  # words; shorter is a name

_NOT_THE_NAME = re.compile(
    r"^(?:the|a|an|its|this|that|country['’]s|new|current|existing|draft|proposed|amended|revised|bill|law|act|code of the)\s+|"
    r"^(?:новый|новая|новое|проект|законопроект|закон|закона|об|о)\s+",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s+(?:of (?:the )?(?:republic|kyrgyz).*|bill|draft|law|act)$", re.IGNORECASE)
_BRACKETS = re.compile(r"[\"“”«»„‘’'().,]")


def instrument_key(name: str) -> str:
    """What joins the ways of naming one law: without articles, "new", "draft", "law on", quotation marks and the State."""
    key = " ".join(_BRACKETS.sub(" ", name).casefold().split())
    before = ""
    while key != before:
        before = key
        key = _TAIL.sub("", _NOT_THE_NAME.sub("", re.sub(r"^on ", "", key))).strip() or before
    return key[:200]


def find_or_make_instrument(name: str, jurisdiction: str, account: Any, like: Any, kind: str = "law") -> Instrument:
    """The instrument of this name in this jurisdiction; `like` gives circle and level of a new one."""
    key = instrument_key(name)
    there = Instrument.objects.filter(jurisdiction=jurisdiction, circle=like.circle)
    held = there.filter(key=key).first() or _described_alike(key, there)
    if held is not None:
        return held
    return Instrument.objects.create(
        name=name,
        jurisdiction=jurisdiction,
        kind=kind,
        key=key,
        circle=like.circle,
        level=like.level,
        created_by=account,
    )


def _described_alike(key: str, there: Any) -> Instrument | None:
    """A draft without a name is called by what it would do; the same description in other words is the same draft."""
    if len(key.split()) < DESCRIBED_FROM:
        return None
    for held in there.exclude(kind="treaty"):
        if len(held.key.split()) >= DESCRIBED_FROM and compare(held.key, key).relation in ("same-text", "repeats"):
            return held  # type: ignore[no-any-return]
    return None


def find_actors(name: str, kind: str = "", country: str = "") -> list[Actor]:
    """Actors one of whose names shares a key with this one."""
    found = Actor.objects.filter(names__key__in=name_keys(name))
    if kind:
        found = found.filter(kind=kind)
    if country:
        found = found.filter(country__in=("", country))
    return list(found.distinct())


def find_or_make_actor(name: str, kind: str, country: str, account: Any, like: Any) -> Actor:
    """The actor of this name; a new spelling is added to the names it has."""
    held = [a for a in find_actors(name, kind, country) if a.circle_id == like.circle_id]
    if held:
        actor = held[0]
    else:
        actor = Actor.objects.create(
            name=name, kind=kind, country=country, circle=like.circle, level=like.level, created_by=account
        )
    for key in sorted(name_keys(name)):
        ActorName.objects.get_or_create(actor=actor, name=name, key=key)
    return actor
