"""Whom one turns to: contact persons of missions, and those who help. Sealed, never published, and dated.

Every opening is logged before anything is shown; a contact that nobody reached for long is shown as old.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from nacl.public import PrivateKey

from qalqan.desk import boards
from qalqan.desk.labels import country_choices, of, tongue
from qalqan.desk.pages import page, to
from qalqan.desk.policy import policy
from qalqan.desk.views.alerts import unlocked
from qalqan.errors import CannotDecide, QalqanError
from qalqan.response import actions, words
from qalqan.response.models import CONTACT_FIELDS, Contact
from qalqan.safety.access import may
from qalqan.safety.models import Account, RecordKey
from qalqan.texts.edtf import bounds
from qalqan.vocabularies import scheme

HOLDS_FOR = timedelta(days=180)  # after that the way to reach somebody is shown as not checked


@dataclass(frozen=True, slots=True)
class Opened:
    """A contact with its words, and whether somebody reached them lately."""

    contact: Contact
    told: dict[str, str]
    fresh: bool


def opened(contact: Contact, account: Account, private: PrivateKey, today: date) -> Opened:
    told = dict.fromkeys(CONTACT_FIELDS, "") | dict(words.read_contact(contact, account, private))
    last = bounds(told["last_verified"])[1]
    return Opened(contact, told, last is not None and today - last <= HOLDS_FOR)


@policy("respond", of=Contact)
@unlocked
def contacts(request: HttpRequest, private: PrivateKey) -> HttpResponse:
    """All that this person may open, by country and then by mission or kind of help."""
    account, today = request.account, timezone.now().date()
    every = [opened(one, account, private, today) for one in words.granted_contacts(account)]
    country, kind = request.GET.get("country", ""), request.GET.get("kind", "")
    shown = [
        one
        for one in every
        if (not country or one.told["country"] == country) and (not kind or one.told["kind"] == kind)
    ]
    return page(
        request,
        "contacts",
        here="alerts",
        groups=_by_country(shown),
        total=len(shown),
        old=sum(1 for one in shown if not one.fresh),
        country=country,
        kind=kind,
        countries=sorted({one.told["country"] for one in every} - {""}),
        kinds=_kinds(),
    )


def _by_country(shown: list[Opened]) -> list[tuple[str, list[Opened]]]:
    """Those of no single country first: they can be asked from everywhere."""
    order = {code: number for number, (code, _words) in enumerate(_kinds())}
    groups: dict[str, list[Opened]] = {}
    for one in sorted(
        shown,
        key=lambda one: (
            of(one.told["country"], "countries") if one.told["country"] else "",
            order.get(one.told["kind"], len(order)),
            one.told["mission"].casefold(),
            one.told["body"].casefold(),
        ),
    ):
        groups.setdefault(one.told["country"], []).append(one)
    return list(groups.items())


def _kinds() -> list[tuple[str, str]]:
    return [(one.code, one.label(tongue())) for one in scheme("help-kinds")]


@policy("respond", of=Contact)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    wrong = ""
    if request.method == "POST":
        also_for = Account.objects.filter(permanent_id__in=request.POST.getlist("also_for"), is_active=True)
        try:
            made = actions.add_contact(_given(request), request.account, also_for=also_for)
        except QalqanError as error:
            wrong = str(error)
        else:
            return to("contact", made.permanent_id, said=_("Written down and sealed."), request=request)
    return _form(request, None, {}, wrong)


@policy("respond", Contact)
@require_http_methods(["GET", "POST"])
@unlocked
def contact(request: HttpRequest, contact: Contact, private: PrivateKey) -> HttpResponse:
    """One contact, to be read and to be written anew; what stood before is kept sealed."""
    account, wrong = request.account, ""
    if request.method == "POST":
        try:
            actions.change_contact(contact, _given(request), account, private)
        except QalqanError as error:
            wrong = str(error)
        else:
            return to("contacts", said=_("Written down and sealed."), request=request)
    return _form(request, contact, opened(contact, account, private, timezone.now().date()).told, wrong)


@policy("respond", Contact)
@require_POST
@unlocked
def holds(request: HttpRequest, contact: Contact, private: PrivateKey) -> HttpResponse:
    """They were reached in this way today."""
    actions.contact_holds(contact, timezone.now().date(), request.account, private)
    return to("contacts", said=_("Noted: checked today."), request=request)


@policy("respond", Contact)
@require_POST
@unlocked
def grant(request: HttpRequest, contact: Contact, private: PrivateKey) -> HttpResponse:
    person = Account.objects.filter(permanent_id=request.POST.get("person", "")).first()
    if person is None:
        raise CannotDecide(_("Choose a person."))
    actions.grant(contact, person, request.account, private)
    return to("contact", contact.permanent_id, said=_("One more person may open it."), request=request)


def _given(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in CONTACT_FIELDS}


def _form(request: HttpRequest, held: Contact | None, told: dict[str, Any], wrong: str) -> HttpResponse:
    about = held or Contact(circle_id=1)
    account = request.account  # type: ignore[attr-defined]  # set by accounts.SignedIn
    others = Account.objects.filter(is_active=True).exclude(pk=account.pk).order_by("display_name")
    knowing = (
        set(RecordKey.objects.filter(record=held.permanent_id).values_list("account", flat=True)) if held else set()
    )
    return page(
        request,
        "contact",
        here="alerts",
        status=400 if wrong else 200,
        contact=held,
        told=dict.fromkeys(CONTACT_FIELDS, "") | told,
        kinds=_kinds(),
        countries=country_choices(boards.countries_of_concern(request.account)),
        colleagues=[one for one in others if one.pk not in knowing and may(one, "respond", about)],
        knowing=Account.objects.filter(pk__in=knowing).order_by("display_name"),
        wrong=wrong,
    )
