"""What a person says two works are to each other: translation, the same text elsewhere, an earlier and a later state.

Nothing is merged: each work keeps its texts, copies and what rests on them; the relation says they belong together, and it
can be taken back with a reason. Names of issuers that one copy lacks are completed from another, with who told.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide, WrongCall
from qalqan.library.alignment import Unit
from qalqan.library.models import Issuer, Text, Work, WorkRelation
from qalqan.safety import audit
from qalqan.safety.access import demand, visible
from qalqan.safety.levels import higher
from qalqan.safety.rows import insert

TRANSLATION, SAME, LATER = "translation-of", "same-as", "replaces"
STATED = (TRANSLATION, SAME, LATER, "follows", "part-of", "see-also")
CHROME = "chrome"


def state(work: Work, relation: str, other: Work, account: Any, reason: str = "") -> WorkRelation:
    """Writes that `work` is, say, a translation of `other`. Said twice, it stands once.

    Raises NotAllowed, WrongCall for a relation that is none of STATED or a work related to itself.
    """
    demand(account, "change", work)
    demand(account, "see", other)
    if relation not in STATED or work.pk == other.pk:
        raise WrongCall(_("Choose another publication and what this one is to it; nothing was changed."))
    held = standing(work.relations.filter(relation=relation, other=other)).first()
    if held is not None:
        return held  # type: ignore[no-any-return]
    # The title of a more closed work is not copied into this one.
    title = other.title if _no_more_closed(other, work) else ""
    with transaction.atomic():
        stated = WorkRelation.objects.create(
            work=work, relation=relation, other=other, title=title, reason=reason.strip(),
            stated_by=account, stated_at=timezone.now(),
        )  # fmt: skip
        audit.log("relation-stated", work.permanent_id, account=account, level=work.level)
    return stated


def take_back(relation: WorkRelation, account: Any, because: str) -> None:
    """Ends a relation; it stays with the reason. Raises NotAllowed, CannotDecide without a reason."""
    demand(account, "change", relation.work)
    if not because.strip():
        raise CannotDecide(_("Say in a few words why; nothing was changed."))
    with transaction.atomic():
        relation.ended_at, relation.ended_by, relation.ended_because = timezone.now(), account, because.strip()
        relation.save(update_fields=["ended_at", "ended_by", "ended_because"])
        audit.log("relation-ended", relation.work.permanent_id, account=account, level=relation.work.level)


def standing(relations: Any) -> Any:
    """Of relations those that nobody took back."""
    return relations.filter(ended_at=None)


def translations_of(work: Work, account: Any) -> list[Work]:
    """Works that are translations of this one, or of which it is one, or of the same one."""
    return _family(work, TRANSLATION, account)


def copies_of(work: Work, account: Any) -> list[Work]:
    """Works that a person found to be the same text elsewhere."""
    return _family(work, SAME, account)


def states_of(work: Work, account: Any) -> list[Work]:
    """Earlier and later states of the work, by date; the work itself among them."""
    family = [work, *_family(work, LATER, account)]
    return sorted(family, key=lambda one: (one.published or "9999", one.pk))


def complete_issuers(work: Work, other: Work, account: Any) -> int:
    """Adds issuers that the other work's copy names and this one's does not; gives how many. Each says who told.

    Raises NotAllowed, CannotDecide where nobody said that both are one text or the other is more closed, WrongCall where
    nobody would be added.
    """
    demand(account, "change", work)
    demand(account, "see", other)
    belongs = {one.pk for one in (*copies_of(work, account), *translations_of(work, account))}
    if other.pk not in belongs:
        raise CannotDecide(_("Say first that both are the same text or a translation; nothing was changed."))
    if not _no_more_closed(other, work):
        raise CannotDecide(_("The other publication is more closed than this one: its names stay there."))
    held = [" ".join(issuer.name.casefold().split()) for issuer in work.issuers.all()]
    last = max((issuer.position for issuer in work.issuers.all()), default=0)
    missing = [
        one for one in other.issuers.filter(withdrawn=False) if " ".join(one.name.casefold().split()) not in held
    ]
    if not missing:
        raise WrongCall(_("The other copy names nobody who is not named here; nothing was changed."))
    with transaction.atomic():
        insert(
            [
                Issuer(
                    work=work, position=last + number, name=one.name, country=one.country, in_exile=one.in_exile,
                    role=one.role, named_in=other,
                )
                for number, one in enumerate(missing, 1)
            ]
        )  # fmt: skip
        audit.log("issuers-completed", work.permanent_id, account=account, level=work.level)
    return len(missing)


def who_else_names(work: Work, account: Any) -> list[tuple[Work, tuple[str, ...]]]:
    """Of its copies and translations those that name issuers this work lacks, with the names."""
    held = {" ".join(issuer.name.casefold().split()) for issuer in work.issuers.all()}
    found = []
    for other in (*copies_of(work, account), *translations_of(work, account)):
        names = other.issuers.filter(withdrawn=False).values_list("name", flat=True)
        more = tuple(name for name in names if " ".join(name.casefold().split()) not in held)
        if more:
            found.append((other, more))
    return found


def units_of(text: Text) -> list[Unit]:
    """The passages of a text as they are set beside those of another."""
    passages = text.passages.exclude(kind=CHROME).order_by("start", "pk")
    return [Unit(one.key, text.body[one.start : one.end], one.kind) for one in passages]


def _no_more_closed(other: Work, work: Work) -> bool:
    return higher(work.level, other.level) == work.level and other.circle_id == work.circle_id


def _family(work: Work, relation: str, account: Any) -> list[Work]:
    """All works that standing relations of a kind join to this one, over any number of steps, in the order they came."""
    seen = visible(Work.objects.all(), account)
    found: dict[int, Work] = {}
    edge: Iterable[int] = [work.pk]
    while edge:
        rows = standing(WorkRelation.objects.filter(relation=relation)).filter(Q(work__in=edge) | Q(other__in=edge))
        numbers = {number for pair in rows.values_list("work", "other") for number in pair if number}
        new = [one for one in seen.filter(pk__in=numbers - set(found) - {work.pk}).order_by("pk")]
        found |= {one.pk: one for one in new}
        edge = [one.pk for one in new]
    return list(found.values())
