"""Which existing entry a reading speaks of: actors by the keys of their names, instruments by what they are called.

Names whose every word has the same transliteration key are taken to be one actor within a country, with every spelling kept;
anything less certain is left to a person (`actions.merge`). Two people may bear one name: a person divides the entry then
(`actions.divide`), and a later reading goes to the one of whom its own text has already told.
"""

from __future__ import annotations

import re
from typing import Any

from qalqan.extraction.likeness import compare
from qalqan.record.joined import with_joined
from qalqan.record.models import Act, Actor, ActorName, Evidence, Instrument
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
    all its words. Whoever was said to be the same as one of them is among them, under whatever name."""
    found = visible(Actor.objects.filter(**({"kind": kind} if kind else {})), account)
    if country:
        found = found.filter(country__in=("", country))
    same = list(found.filter(names__key=whole_name(name)).distinct())
    words = name_keys(name)
    if same or not words:
        return with_joined(same, account)
    held = ActorName.objects.filter(actor__in=found, key__contains=max(words, key=len))
    having = {row.actor_id for row in held if words <= set(row.key.split())}
    return with_joined(list(found.filter(pk__in=having)), account)


def bearer_of(name: str, kind: str, country: str, like: Any) -> Actor | None:
    """Who bears this whole name in this country and circle; of namesakes the one of whom the text of `like` has told."""
    key = whole_name(name)
    if not key:
        return None
    there = Actor.objects.filter(kind=kind, country__in=("", country), circle=like.circle, names__key=key)
    bearers = list(dict.fromkeys(there))
    if len(bearers) > 1 and getattr(like, "text_id", None):
        acts = Act.objects.filter(involvements__actor__in=bearers, standing="standing")
        told = Evidence.objects.filter(passage__text=like.text_id, entry__in=acts.values("permanent_id")).values(
            "entry"
        )
        named = set(acts.filter(permanent_id__in=told).values_list("involvements__actor", flat=True))
        bearers.sort(key=lambda one: (one.pk not in named, one.pk))
    return bearers[0] if bearers else None


def find_or_make_actor(name: str, kind: str, country: str, account: Any, like: Any) -> Actor:
    """The actor who bears this whole name in this country; a new spelling is added to the names they have."""
    key = whole_name(name)
    actor = bearer_of(name, kind, country, like)
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
