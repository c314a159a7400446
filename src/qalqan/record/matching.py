"""Which existing entry a reading speaks of: actors by the keys of their names, instruments by what they are called.

Names whose every word has the same transliteration key are taken to be one actor within a country, with every spelling kept;
anything less certain is left to a person (`actions.merge`). Two people may bear one name: a reviewer corrects the name's field then.
"""

from __future__ import annotations

import re
from typing import Any

from qalqan.extraction.likeness import compare
from qalqan.record.models import Actor, ActorName, Instrument
from qalqan.record.models.instruments import UNNAMED
from qalqan.safety.access import visible
from qalqan.safety.levels import TEAM, higher
from qalqan.texts.words import name_keys

DESCRIBED_FROM = 6  # words; shorter is a name

_NOT_THE_NAME = re.compile(
    r"^(?:the|a|an|its|this|that|country['’]s|new|current|existing|draft|proposed|amended|revised|bill|law|act|code of the)\s+|"
    r"^(?:новый|новая|новое|проект|законопроект|закон|закона|об|о)\s+",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s+(?:of (?:the )?(?:republic|kyrgyz).*|bill|draft|law|act)$", re.IGNORECASE)
_BRACKETS = re.compile(r"[:;\"“”«»„‘’'().,]")


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
        level=higher(TEAM, like.level),
        created_by=account,
    )


def unnamed_instrument(jurisdiction: str, account: Any, like: Any) -> Instrument:
    """What one text calls "the law" without naming it. Of another text it would be another: a person may join them."""
    made, _new = Instrument.objects.get_or_create(
        key=f"text-{like.text_id}",
        jurisdiction=jurisdiction,
        circle=like.circle,
        defaults={"name": UNNAMED, "level": higher(TEAM, like.level), "created_by": account},
    )
    return made


def _described_alike(key: str, there: Any) -> Instrument | None:
    """A draft without a name is called by what it would do; the same description in other words is the same draft."""
    if len(key.split()) < DESCRIBED_FROM:
        return None
    for held in there.exclude(kind="treaty"):
        if len(held.key.split()) >= DESCRIBED_FROM and compare(held.key, key).relation in ("same-text", "repeats"):
            return held  # type: ignore[no-any-return]
    return None


def whole_name(name: str) -> str:
    """The keys of all words of a name, in one order: equal for every script and spelling of the whole name."""
    return " ".join(sorted(name_keys(name)))[:200]


def find_actors(name: str, account: Any, kind: str = "", country: str = "") -> list[Actor]:
    """Actors of this name that the account may see; where nobody bears the whole of it, those one of whose names has
    all its words."""
    found = visible(Actor.objects.filter(**({"kind": kind} if kind else {})), account)
    if country:
        found = found.filter(country__in=("", country))
    same = list(found.filter(names__key=whole_name(name)).distinct())
    words = name_keys(name)
    if same or not words:
        return same
    held = ActorName.objects.filter(actor__in=found, key__contains=max(words, key=len))
    having = {row.actor_id for row in held if words <= set(row.key.split())}
    return list(found.filter(pk__in=having))


def find_or_make_actor(name: str, kind: str, country: str, account: Any, like: Any) -> Actor:
    """The actor who bears this whole name in this country; a new spelling is added to the names they have."""
    key = whole_name(name)
    there = Actor.objects.filter(kind=kind, country__in=("", country), circle=like.circle)
    actor = there.filter(names__key=key).first() if key else None
    if actor is None:
        actor = Actor.objects.create(
            name=name,
            kind=kind,
            country=country,
            circle=like.circle,
            # A text that is public makes nobody public whom it names: each person is released by herself.
            level=higher(TEAM, like.level),
            created_by=account,
        )
    ActorName.objects.get_or_create(actor=actor, name=name, defaults={"key": key})
    return actor


def likely_same_actors(actor: Actor, account: Any) -> list[tuple[Actor, str]]:
    """Actors of the same kind and circle whose names agree with one of this actor's, and the words they share.

    Suggested, never joined: two people may bear one name, and one letter may make another person.
    """
    others = visible(Actor.objects.filter(kind=actor.kind, circle=actor.circle_id).exclude(pk=actor.pk), account)
    mine = [set(name.key.split()) for name in actor.names.all()] or [set(name_keys(actor.name))]
    found: dict[int, tuple[Actor, str]] = {}
    for words in mine:
        for word in words:
            for held in ActorName.objects.filter(actor__in=others, key__contains=word).select_related("actor")[:50]:
                theirs = set(held.key.split())
                shared = words & theirs
                if word in theirs and (len(shared) > 1 or shared in (words, theirs)):
                    found.setdefault(held.actor_id, (held.actor, held.name))
    return sorted(found.values(), key=lambda pair: pair[0].name)[:10]
