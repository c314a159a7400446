"""An act enters the record in its case, with everybody the source names as done to, doing or duty-bound."""

from __future__ import annotations

from textwrap import shorten
from typing import Any

from qalqan.record.actions.enter import enter, words_of
from qalqan.record.matching import bearer_of, find_or_make_actor, whole_name
from qalqan.record.models import Act, Actor, Case, Entry, Involvement
from qalqan.review.models import Candidate, Review
from qalqan.safety.levels import TEAM, higher

_ROLES = (("victims", "victim"), ("perpetrators", "perpetrator"), ("duty_bearers", "duty-bearer"))
_NAMED = {"person": "named", "organisation": "organisation"}


def admit_act(review: Review, account: Any, shared: dict[str, Any]) -> Entry:
    """The act with its involvements. A person is an actor of her own only where the source names her."""
    f = review.fields
    date = f.get("date") or {}
    country = _country(f.get("country"))
    act = Act(
        case=_case(review, country, account),
        type=f.get("type") or "",
        country=country,
        place=f.get("place") or "",
        date=date.get("edtf") or "",
        date_basis=date.get("basis") or "",
        reason=f.get("reason") or "",
        **shared,
    )
    entry = enter(act, [words_of(review)])
    for field, role in _ROLES:
        for named in f.get(field) or []:
            _involve(act, role, named, country, account, review.candidate)
    return entry


def _country(value: Any) -> str:
    return ",".join(value) if isinstance(value, list) else value or ""


def _involve(act: Act, role: str, named: Any, country: str, account: Any, like: Candidate) -> None:
    named = named if isinstance(named, dict) else {"name": str(named)}
    name, kind = named.get("name") or "", named.get("kind") or ""
    actor: Actor | None = None
    if name and kind in _NAMED:
        actor = find_or_make_actor(name, kind, country, account, like)
    count = named.get("count")
    Involvement.objects.create(
        act=act, actor=actor, role=role, name=name, kind=kind, count="" if count is None else str(count)
    )


def _case(review: Review, country: str, account: Any) -> Case:
    """The case of the person or organisation it is about, across texts; else the text's own thread of acts."""
    candidate = review.candidate
    thread = review.fields.get("case") or candidate.key
    victim = _named_victim(review, thread)
    if victim is not None:
        kind, key, title = (
            _NAMED[victim["kind"]],
            _key_of_case(victim, country, candidate),
            victim["name"],
        )
    else:
        kind = "pattern" if candidate.kind == "pattern" else "unnamed-group"
        key, title = f"text:{candidate.text_id}:{thread}", shorten(" ".join(review.exact.split()), 120, placeholder="…")
    held = Case.objects.filter(key=key[:200], circle=candidate.circle).first()
    return held or Case.objects.create(
        title=title,
        kind=kind,
        country=country,
        key=key[:200],
        circle=candidate.circle,
        level=higher(TEAM, candidate.level),
        created_by=account,
    )


def _key_of_case(victim: dict[str, Any], country: str, like: Candidate) -> str:
    """By the name; of somebody who was told apart from a namesake by her entry (`divide`)."""
    actor = bearer_of(victim["name"], victim["kind"], country, like)
    if actor is not None and actor.divided_from.filter(standing="standing").exists():
        return f"actor:{actor.permanent_id}"
    return f"{victim['kind']}:{country}:{whole_name(victim['name'])}"


def _named_victim(review: Review, thread: str) -> dict[str, Any] | None:
    """The first victim that this act, or another of the same thread in the same text, names."""
    own = review.fields.get("victims") or []
    same = [c.fields for c in review.candidate.text.candidates.filter(kind="act") if c.fields.get("case") == thread]
    for victim in [*own, *(v for fields in same for v in fields.get("victims") or [])]:
        if isinstance(victim, dict) and victim.get("name") and victim.get("kind") in _NAMED:
            return victim
    return None
