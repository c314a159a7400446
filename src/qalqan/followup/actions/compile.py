"""Somebody puts a submission together: begins it, adds a part, takes one out. It stays on the desk."""

from __future__ import annotations

from datetime import date
from functools import reduce
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from qalqan.errors import CannotDecide, NotAllowed
from qalqan.followup.models import Clause, Dossier, DossierPart, Process
from qalqan.record.actions.enter import Words
from qalqan.record.models import Act, Case, Evidence, Involvement
from qalqan.safety.access import circles_to_add_in, demand, may, visible
from qalqan.safety.audit import log
from qalqan.safety.entries import Levelled
from qalqan.safety.levels import PUBLIC, TEAM, higher
from qalqan.texts.edtf import bounds

OWN_WORDS = (DossierPart.HEADING, DossierPart.TEXT, DossierPart.DRAFTED)


def begin_dossier(
    title: str, account: Any, addressed_to: str = "", language: str = "en", word_limit: int | None = None
) -> Dossier:
    """An empty dossier, at level team. Raises CannotDecide without a title, NotAllowed."""
    demand(account, "add", Dossier)
    if not title.strip():
        raise CannotDecide(_("Give the dossier a title."))
    with transaction.atomic():
        made = Dossier.objects.create(
            title=title.strip(),
            addressed_to=addressed_to.strip(),
            language=language,
            word_limit=word_limit,
            circle_id=circles_to_add_in(account)[0],
            created_by=account,
        )
        log("followup.dossier", made.permanent_id, account=account, level=made.level)
    return made


def write(dossier: Dossier, kind: str, words: str, account: Any) -> DossierPart:
    """Own words: a heading, a paragraph or a demand that is being drafted."""
    if kind not in OWN_WORDS or not words.strip():
        raise CannotDecide(
            _("Write the words of this part, and choose whether they are a heading, a text or a demand.")
        )
    return _add(dossier, account, kind=kind, words=words.strip())


def pin(dossier: Dossier, words: Words, account: Any) -> DossierPart:
    """Words of a publication, with their place in it."""
    text = words.passage.text
    return _add(dossier, account, text, kind=DossierPart.PASSAGE, words=words.anchor.exact, passage=words.passage)


def put_in(dossier: Dossier, about: Clause | Process, as_of: date, account: Any) -> DossierPart:
    """A demand with its history, or something followed with where it stands: as of a day."""
    if isinstance(about, Clause):
        return _add(dossier, account, about, kind=DossierPart.CLAUSE, clause=about, as_of=as_of)
    return _add(dossier, account, about, kind=DossierPart.PROCESS, process=about, as_of=as_of)


def put_in_case(dossier: Dossier, case: Case, as_of: date, account: Any) -> list[DossierPart]:
    """A case as a heading, the words for each of its acts by date, and where what is followed of it stands: as of a day.

    Each is a part of its own, to be taken out alone. What the account may not see is left out.
    """
    with transaction.atomic():
        parts = [_add(dossier, account, case, kind=DossierPart.HEADING, words=case.title)]
        acts = [
            one
            for one in visible(Act.objects.filter(case=case, standing="standing"), account)
            if (bounds(one.date)[0] or as_of) <= as_of
        ]
        for act in sorted(acts, key=lambda one: (one.date or "9999", one.pk)):
            found = Evidence.objects.filter(entry=act.permanent_id, stance="for").select_related("passage__text")
            told = next((one for one in found if may(account, "see", one.passage.text)), None)
            if told is not None and all(told.exact != one.words for one in parts):
                about = (told.passage.text, act)
                parts.append(
                    _add(dossier, account, *about, kind=DossierPart.PASSAGE, words=told.exact, passage=told.passage)
                )
        people = Involvement.objects.filter(act__in=acts, role="victim", actor__isnull=False).values("actor")
        of_it = Process.objects.filter(Q(case=case) | Q(actor__in=people), steps__standing="standing").distinct()
        for process in visible(of_it, account).order_by("pk"):
            parts.append(put_in(dossier, process, as_of, account))
    return parts


def take_out(part: DossierPart, account: Any) -> None:
    """Removes a part; what it stood for is untouched. Raises NotAllowed."""
    _ask(part.dossier, account)
    with transaction.atomic():
        log("followup.dossier-part-out", part.dossier.permanent_id, account=account, level=part.dossier.level)
        part.delete()


def _add(dossier: Dossier, account: Any, *about: Levelled, **fields: Any) -> DossierPart:
    _ask(dossier, account)
    for one in about:
        if not may(account, "see", one):
            raise NotAllowed(_("You may not see what should be put in: ask an administrator for a grant."))
        if one.circle_id != dossier.circle_id and one.level != PUBLIC:
            raise CannotDecide(_("This stands in another circle: the dossier would tell of it."))
    level = reduce(higher, (one.level for one in about), higher(TEAM, dossier.level))
    with transaction.atomic():
        if level != dossier.level:
            # A dossier is as closed as the most closed thing in it, and stays so.
            dossier.change(seen=dossier.version, level=level)
        last = dossier.parts.aggregate(last=Max("position"))["last"] or 0
        part = DossierPart.objects.create(dossier=dossier, position=last + 1, **fields)
        log("followup.dossier-part", dossier.permanent_id, account=account, level=dossier.level)
    return part


def _ask(dossier: Dossier, account: Any) -> None:
    if not may(account, "change", dossier):
        raise NotAllowed(
            _("You may not change this dossier: ask an administrator for the editor's role in its circle.")
        )
