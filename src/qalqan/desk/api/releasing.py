"""Making public, and closing again: a publication with all that rests on its words, or one entry. Editions are published
at the desk, and so is each person's name released."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from qalqan.desk.api.description import CHANGED, READ, Id, Reason, Version, account_of, seen_of
from qalqan.desk.api.entries import work_of
from qalqan.desk.api.finding import entry_of, told
from qalqan.errors import CannotDecide
from qalqan.publishing.actions.release import RELEASED_ALONE, release, release_work
from qalqan.publishing.actions.withdraw import withdraw, withdraw_work
from qalqan.publishing.resting import links_between_public_clauses, resting_on
from qalqan.record.models import Actor
from qalqan.safety.access import demand, may
from qalqan.safety.levels import PUBLIC, SEALED

router = Router()


class Opened(Schema):
    reason: Reason
    seen: Version = None


@router.get("/works/{id}/release", response=READ)
def release_preview(request: HttpRequest, id: str = Id) -> Any:
    """What releasing a publication would make public, and nothing done: needs the role of publisher. Persons' names are not
    among it: each is released by herself at the desk."""
    account = account_of(request)
    held = work_of(account, id)
    demand(account, "publish", held)
    resting = [held, *resting_on(held), *links_between_public_clauses(held)]
    seen = [one for one in resting if may(account, "see", one) and one.level != SEALED]
    opened = [one for one in seen if one.level != PUBLIC and may(account, "publish", one)]
    return {
        "work": id, "is_public": held.level == PUBLIC, "public_already": sum(one.level == PUBLIC for one in seen),
        "total": len(opened),
        "would_be_public": [
            {"kind": one._meta.verbose_name, "id": one.permanent_id, "level": one.level, "version": one.version}
            for one in opened
        ],
    }  # fmt: skip


@router.post("/works/{id}/release", response=CHANGED)
def open_work(request: HttpRequest, said: Opened, id: str = Id) -> Any:
    """Makes a publication public from the next edition on, with what rests on its words; `GET` shows what that is."""
    account = account_of(request)
    held = work_of(account, id)
    demand(account, "publish", held)
    held.version = seen_of(request, said.seen)
    return {"work": id, "made_public": release_work(held, account, said.reason), "version": held.version}


@router.post("/works/{id}/close", response=CHANGED)
def close_work(request: HttpRequest, said: Opened, id: str = Id) -> Any:
    """Closes a publication again with what rests on its words alone. Copies that others hold are out of our hands."""
    account = account_of(request)
    held = work_of(account, id)
    demand(account, "withdraw", held)
    held.version = seen_of(request, said.seen)
    return {"work": id, "closed": withdraw_work(held, account, said.reason), "version": held.version}


@router.post("/record/{kind}/{id}/release", response=CHANGED)
def open_entry(request: HttpRequest, said: Opened, kind: str = Id, id: str = Id) -> Any:
    """Makes one entry public: a joining, a funder, what other bodies did, an assessment, a threshold, a treaty action, an
    organisation. A person's name is refused; other entries are released with their publication."""
    account = account_of(request)
    found = entry_of(kind, account, id)
    demand(account, "publish", found)
    if not isinstance(found, (*RELEASED_ALONE, Actor)):
        raise CannotDecide("This is released with the publication it was read from.")
    found.version = seen_of(request, said.seen)
    return told(release(found, account, said.reason), account)


@router.post("/record/{kind}/{id}/close", response=CHANGED)
def close_entry(request: HttpRequest, said: Opened, kind: str = Id, id: str = Id) -> Any:
    """Closes one public entry again: it is gone from the next edition, its index and its feeds."""
    account = account_of(request)
    found = entry_of(kind, account, id)
    demand(account, "withdraw", found)
    found.version = seen_of(request, said.seen)
    return told(withdraw(found, account, said.reason), account)
